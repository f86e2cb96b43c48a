"""XLSX, read row by row."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from api.imports.heading import below, heading_of
from api.imports.table import MOST_COLUMNS, Table, TableRow, unreadable
from api.imports.xlsx_marks import Filler, Marks
from models.imports.guess import holds_finds
from models.imports.mapping import FileReading
from models.problem import Refused

MOST_BYTES = 4 * 1024**3
"""Of all parts of the file, inflated."""
MOST_BYTES_OF_TEXTS = 256 * 1024**2
"""Of the part that holds the texts of all cells: the one part that is held in memory."""
MOST_PARTS = 10_000
MOST_ROWS = 1_048_576
MOST_MERGED_ROWS = 10_000
"""Rows of one merged cell in which a count is not taken from it."""

_BROKEN = (
    zipfile.BadZipFile, zipfile.LargeZipFile, InvalidFileException, ParseError, DefusedXmlException, KeyError,
    IndexError, ValueError, TypeError, AttributeError, EOFError, OSError, NotImplementedError, RuntimeError,
)  # fmt: skip
"""What zipfile and openpyxl raise for a file that is damaged: they name no error of their own for it."""


def xlsx_table(path: Path, reading: FileReading) -> Table:
    """The table of one sheet: of the one that is named, else of the only one that holds finds."""
    _check_size(path)
    with _opened(path) as book:
        states = {sheet.title: sheet.sheet_state for sheet in book.worksheets}
    if reading.sheet is not None and reading.sheet not in states:
        raise unreadable(f"The workbook has no sheet {reading.sheet!r}; its sheets are {', '.join(states) or 'none'}.")
    if reading.sheet is not None or len(states) == 1:
        return _table(path, reading.sheet or next(iter(states)), reading)
    return _only_one(path, states, reading)


def _table(path: Path, sheet: str, reading: FileReading) -> Table:
    marks = _marks(path, sheet)
    heading = heading_of(_rows(path, sheet, Filler(marks, MOST_ROWS)), reading.header)
    merged = [one for one in marks.merged if one[0] > heading.row and one[2] > one[0]]
    return Table(
        form=f"XLSX (sheet {sheet})",
        columns=heading.columns,
        rows=lambda: below(_rows(path, sheet, Filler(marks, heading.row)), heading.row),
        header=heading.row,
        above=heading.above,
        merged=frozenset((row, column - 1) for row, column in _continued(merged)),
        notes=[f"{len(merged):,} merged cells stand for each of their rows, other than in a count."] if merged else [],
    )


def _continued(merged: list[tuple[int, int, int, int]]) -> Iterator[tuple[int, int]]:
    """The rows and columns of merged cells below their first row."""
    for top, first, bottom, last in merged:
        for row in range(top + 1, min(bottom, top + MOST_MERGED_ROWS) + 1):
            for column in range(first, min(last, first + MOST_COLUMNS) + 1):
                yield row, column


def _only_one(path: Path, states: dict[str, str], reading: FileReading) -> Table:
    """The one sheet that holds finds; raises Refused with what is on each when several do, or none."""
    found: dict[str, tuple[Table | None, str]] = {}
    for sheet, state in states.items():
        try:
            table = _table(path, sheet, reading)
        except Refused as refusal:
            found[sheet] = None, str(refusal).rstrip(".").removeprefix("The file ")
            continue
        names = ", ".join(table.columns[:6]) + (" ..." if len(table.columns) > 6 else "")
        shown = f"{'hidden, ' if state != 'visible' else ''}columns {names}"
        found[sheet] = (table if holds_finds(table.sample()) else None), shown
    with_finds = [table for table, _ in found.values() if table is not None]
    if len(with_finds) == 1:
        (table,) = with_finds
        others = "; ".join(f"{sheet} ({shown})" for sheet, (one, shown) in found.items() if one is None)
        return replace(table, notes=[*table.notes, f"Sheets that hold no finds are not read: {others}."])
    listed = "; ".join(f"{sheet} ({shown})" for sheet, (_, shown) in found.items())
    several = "several sheets that look like finds" if with_finds else "no sheet that looks like finds"
    raise unreadable(f"The workbook has {several}: say which to read, file.sheet=NAME. Its sheets are: {listed}.")


def _check_size(path: Path) -> None:
    """Refuses what would inflate to more than any table is: a few kilobytes of ZIP can hold gigabytes."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except _BROKEN:
        raise unreadable(_DAMAGED) from None
    texts = sum(part.file_size for part in parts if part.filename.lower().endswith("sharedstrings.xml"))
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_BYTES or texts > MOST_BYTES_OF_TEXTS:
        raise unreadable(
            f"The workbook inflates to more than is read here ({MOST_BYTES >> 30} GiB, {MOST_BYTES_OF_TEXTS >> 20} MiB "
            "of texts). Save the sheet as CSV, or in several parts."
        )


_DAMAGED = "The XLSX is damaged or has a password: open it in a spreadsheet program and save it again as XLSX or CSV."


def _marks(path: Path, sheet: str) -> Marks:
    with _opened(path) as book, book[sheet]._get_source() as xml:  # the part that its rows come from
        return Marks().scan(xml)


def _rows(path: Path, sheet: str, filler: Filler) -> Iterator[TableRow]:
    with _opened(path) as book:
        opened = book[sheet]
        opened.reset_dimensions()  # some programs write wrong ones
        for number, cells in enumerate(opened.iter_rows(values_only=True), 1):
            if len(cells) > MOST_COLUMNS:
                cells = _without_tail(cells)
            yield TableRow(number, filler.fill(number, cells))


def _without_tail(cells: tuple[Any, ...]) -> tuple[Any, ...]:
    width = next((at for at in range(len(cells), 0, -1) if cells[at - 1] is not None), 0)
    if width > MOST_COLUMNS:
        raise unreadable(f"The table has more than {MOST_COLUMNS:,} columns; take out what is no find.")
    return cells[:width]


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    try:
        with (
            path.open("rb") as file,
            closing(load_workbook(file, read_only=True, data_only=True, keep_links=False)) as book,
        ):
            yield book
    except _BROKEN:
        raise unreadable(_DAMAGED) from None
