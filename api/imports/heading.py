"""Where the names of the columns stand: in the first row that has several cells, unless it looks like data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple

from api.imports.table import TableRow, column_names, is_empty, unreadable
from models.imports.days import may_be_day
from models.imports.numbers import NumberError, number_of

LOOKED_AT = 50
"""Rows in which the names are looked for."""


class Heading(NamedTuple):
    """The names of the columns, the row in which they stand (0: nowhere), and the rows above it."""

    columns: list[str]
    row: int
    above: list[list[str]]


def heading_of(rows: Iterator[TableRow], wanted: int | None) -> Heading:
    """The heading of a table; `wanted` is the row that was named for it."""
    first = list(islice(rows, max(LOOKED_AT, wanted or 0)))
    filled = [row for row in first if not is_empty(row.cells)]
    if not filled:
        raise unreadable("The file holds no rows.")
    if wanted is None:
        wanted = _likely(filled)
    if wanted == 0:
        width = max(len(row.cells) for row in filled)
        return Heading(column_names([None] * width), 0, [])
    found = next((row for row in first if row.number == wanted), None)
    if found is None or is_empty(found.cells):
        raise unreadable(f"Row {wanted} holds no names of columns; say in which row they stand: file.header=1.")
    cells = list(found.cells)
    while cells and cells[-1] in (None, ""):
        cells.pop()
    above = [["" if cell is None else str(cell) for cell in row.cells] for row in first if row.number < wanted]
    return Heading(column_names(cells), wanted, above)


def _likely(filled: list[TableRow]) -> int:
    """The first row that is as wide as half the widest; 0 when it holds a number or a day."""
    widths = [sum(cell not in (None, "") for cell in row.cells) for row in filled]
    at = next(n for n, width in enumerate(widths) if width * 2 >= max(widths))
    return 0 if any(map(_is_data, filled[at].cells)) else filled[at].number


def _is_data(cell: Any) -> bool:
    if cell is None or cell == "":
        return False
    if not isinstance(cell, str):
        return True
    try:
        number_of(cell, ".")
    except NumberError:
        return may_be_day(cell)
    return True


def below(rows: Iterator[TableRow], heading: int) -> Iterator[TableRow]:
    """The rows below the names that hold anything."""
    return (row for row in rows if row.number > heading and not is_empty(row.cells))


def texts(cells: Sequence[Any]) -> list[str]:
    return ["" if cell is None else str(cell) for cell in cells]
