"""XLSX, read row by row."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from api.imports.heading import below, heading_of
from api.imports.table import MOST_COLUMNS, Table, TableRow, unreadable
from models.imports.mapping import FileReading

MOST_BYTES = 4 * 1024**3
"""Of all parts of the file, inflated."""
MOST_BYTES_OF_TEXTS = 256 * 1024**2
"""Of the part that holds the texts of all cells: the one part that is held in memory."""
MOST_PARTS = 10_000
MOST_ROWS = 1_048_576

_BROKEN = (
    zipfile.BadZipFile, zipfile.LargeZipFile, InvalidFileException, ParseError, DefusedXmlException, KeyError,
    IndexError, ValueError, TypeError, AttributeError, EOFError, OSError, NotImplementedError, RuntimeError,
)  # fmt: skip
"""What zipfile and openpyxl raise for a file that is damaged: they name no error of their own for it."""


def xlsx_table(path: Path, reading: FileReading) -> Table:
    """The table of one sheet."""
    _check_size(path)
    sheet = _sheet(path, reading.sheet)

    def rows() -> Iterator[TableRow]:
        return _rows(path, sheet)

    heading = heading_of(rows(), reading.header)
    return Table(
        form=f"XLSX (sheet {sheet})",
        columns=heading.columns,
        rows=lambda: below(rows(), heading.row),
        header=heading.row,
        above=heading.above,
    )


def _check_size(path: Path) -> None:
    """Refuses what would inflate to more than any table is: a few kilobytes of ZIP can hold gigabytes."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except _BROKEN:
        raise unreadable(_DAMAGED) from None
    if not any(part.filename == "xl/workbook.xml" for part in parts):
        raise unreadable("The file is a ZIP archive and no XLSX; unpack it, and import the file that is inside.")
    texts = sum(part.file_size for part in parts if part.filename.lower().endswith("sharedstrings.xml"))
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_BYTES or texts > MOST_BYTES_OF_TEXTS:
        raise unreadable(
            f"The workbook inflates to more than is read here ({MOST_BYTES >> 30} GiB, {MOST_BYTES_OF_TEXTS >> 20} MiB "
            "of texts). Save the sheet as CSV, or in several parts."
        )


_DAMAGED = "The XLSX is damaged or has a password: open it in a spreadsheet program and save it again as XLSX or CSV."


def _sheet(path: Path, wanted: str | None) -> str:
    with _opened(path) as book:
        names = [sheet.title for sheet in book.worksheets]
    if wanted is None:
        wanted = next(iter(names), None)
    if wanted is None or wanted not in names:
        raise unreadable(f"The workbook has no sheet {wanted!r}; its sheets are {', '.join(names) or 'none'}.")
    return wanted


def _rows(path: Path, sheet: str) -> Iterator[TableRow]:
    with _opened(path) as book:
        opened = book[sheet]
        opened.reset_dimensions()  # some programs write wrong ones
        for number, cells in enumerate(opened.iter_rows(values_only=True), 1):
            if len(cells) > MOST_COLUMNS:
                cells = _without_tail(cells)
            yield TableRow(number, cells)


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
