"""A table as a file holds it: columns, and rows that can be read again and again without being kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, NamedTuple

from models.imports.guess import Sample
from models.problem import Refused

MOST_COLUMNS = 1000
SAMPLED = 1000
"""The number of rows that a guess reads."""


class TableRow(NamedTuple):
    """`number` counts from 1 as a spreadsheet does, with the row of names."""

    number: int
    cells: Sequence[Any]


@dataclass(frozen=True, slots=True)
class Table:
    """`rows` opens the file again each time; rows without anything in them are left out."""

    form: str
    """As it is shown: CSV (UTF-8, comma), GeoPackage (layer finds) ..."""
    columns: list[str]
    rows: Callable[[], Iterator[TableRow]]
    header: int
    """The row of names; 0 when there is none."""
    above: list[list[str]]
    """The rows above the names."""
    crs: str | None = None
    """Of the points of a map layer."""
    encoding: str = "utf-8-sig"
    delimiter: str = ","
    """Of a CSV; a file of refused rows is written alike, so that the same mapping reads it."""
    merged: frozenset[tuple[int, int]] = frozenset()
    """Row number and column from 0 of each cell that repeats the merged cell above it: not a count of its own."""
    notes: list[str] = field(default_factory=list)
    """What somebody should know of how the file is read, each a sentence."""

    def sample(self) -> Sample:
        rows = self.rows()
        return Sample(self.columns, [row.cells for row in islice(rows, SAMPLED)], self.crs)


def unreadable(detail: str) -> Refused:
    """The refusal of a file, as a sentence that says what to do."""
    return Refused("unreadable_file", detail)


def column_names(cells: Sequence[Any]) -> list[str]:
    """The names in a row of names; one that is empty or comes again gets a number."""
    if len(cells) > MOST_COLUMNS:
        raise unreadable(f"The table has more than {MOST_COLUMNS:,} columns; take out what is no find.")
    names: list[str] = []
    for at, cell in enumerate(cells, 1):
        name = " ".join(str(cell).split())[:200] if cell is not None else ""
        name, again = name or f"column {at}", 1
        while (numbered := name if again == 1 else f"{name} ({again})") in names:
            again += 1
        names.append(numbered)
    return names


def is_empty(cells: Sequence[Any]) -> bool:
    return all(cell is None or (isinstance(cell, str) and not cell.strip()) for cell in cells)
