"""The terminal: its width, plain text, tables that fit, and labelled lines."""

from __future__ import annotations

import os
from typing import IO, Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from api.formats.sentences import value_text
from api.words import plain
from models.field_kinds import Number
from models.find import FIND_FIELDS

WIDTH = 100
"""Characters a line where nothing says how wide it may be: in a file or a pipe."""
ROOMY = 96
"""From this width on, characters, tables show everything side by side."""


def screen(file: IO[str] | None = None) -> Console:
    """Standard output or a file. What people typed is never read as markup."""
    console = Console(file=file, markup=False, emoji=False, highlight=False)
    if not console.is_terminal and "COLUMNS" not in os.environ:
        console.width = WIDTH
    return console


def typed(text: object, style: str = "") -> Text:
    """What somebody typed, as a cell or a line."""
    return Text(plain(text), style)


def plain_table(title: str = "", *, heading: bool = True) -> Table:
    """A table without lines, whose columns are as wide as what is in them."""
    return Table(
        title=title or None,
        title_justify="left",
        title_style="bold",
        show_header=heading,
        box=None,
        pad_edge=False,
        padding=(0, 2, 0, 0),
    )


def add_columns(table: Table, *headings: str, numbers: tuple[str, ...] = (), whole: tuple[str, ...] = ()) -> None:
    """Columns by their headings: `numbers` stand to the right; they and those that are `whole` are never broken."""
    for heading in headings:
        if heading in numbers:
            table.add_column(heading, justify="right", no_wrap=True)
        else:
            table.add_column(heading, no_wrap=heading in whole, overflow="fold")


def print_labelled(console: Console, label: str, text: str, style: str = "") -> None:
    """A short label, and a text that wraps beside it."""
    row = Table.grid(padding=(0, 2))
    row.add_column(width=10, style="bold")
    row.add_column(overflow="fold")
    row.add_row(label, Text(text, style))
    console.print(row)


_WITHOUT_COMMAS = {field.name for field in FIND_FIELDS if isinstance(field.kind, Number) and not field.kind.unit}


def field_text(field: str, value: Any) -> str:
    """A count with its commas, a year without, a position as typed, a note on one line, nothing for null."""
    if field in _WITHOUT_COMMAS and value is not None:
        return plain(value)
    return plain(" ".join(value_text(value).splitlines()))
