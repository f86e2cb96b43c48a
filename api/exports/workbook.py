"""XLSX: a sheet of finds with real numbers and dates, and one that says what they stand on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any

import orjson
import xlsxwriter

from api.exports.text import Pages
from api.formats.xlsx import EARLIEST_YEAR, LONGEST_TEXT, OPTIONS, RUNS, DoesNotFit
from models.columns import Kind
from models.mutation import instant
from sync.files.exports import Export

MOST_ROWS = 1_048_575
"""Rows of a sheet below its heading."""
_WIDTHS: dict[Kind, int] = {"text": 18, "integer": 10, "number": 14, "date": 12, "instant": 20}

Write = Callable[[int, int, Any], object]


def write_xlsx(export: Export, pages: Pages, path: Path) -> None:
    """The file. Rows go to temporary files beside it, so memory does not grow with the finds. Times are UTC.

    A text longer than a cell can hold is cut and says so. Raises DoesNotFit for more finds than a sheet can hold.
    """
    rows = export.finds + export.removed
    if rows > MOST_ROWS:
        raise DoesNotFit(
            f"a sheet holds {MOST_ROWS:,} finds and there are {rows:,}: export fewer days, or as csv, parquet or gpkg"
        )
    with xlsxwriter.Workbook(path, {**OPTIONS, "tmpdir": str(path.parent)}) as workbook:
        workbook.set_properties({"title": f"Finds of {export.operation}, log entry {export.seq}"})
        workbook.set_custom_property("seq", export.seq)
        workbook.set_custom_property("cursor", export.cursor)
        heading = workbook.add_format({"bold": True, "bottom": 1, "bg_color": "#E8ECF1"})
        sheet = workbook.add_worksheet("Finds")
        writers = _writers(workbook, sheet)
        columns = export.columns
        for number, column in enumerate(columns):
            sheet.set_column(number, number, _WIDTHS[column.kind])
            sheet.write_string(0, number, column.name, heading)
        last = 0
        for last, row in enumerate(chain.from_iterable(pages), 1):
            for number, column in enumerate(columns):
                value = row[column.name]
                if value is not None:
                    writers[column.kind](last, number, value)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, last, len(columns) - 1)
        _write_about(workbook.add_worksheet("About"), export, heading)


def _writers(workbook: Any, sheet: Any) -> dict[Kind, Write]:
    """What writes a value of each kind at a row and a column."""
    quoted = workbook.add_format({"quote_prefix": True})
    day = workbook.add_format({"num_format": "yyyy-mm-dd"})
    moment = workbook.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})

    def text(row: int, column: int, value: str) -> None:
        if len(value) > LONGEST_TEXT:
            value = value[:LONGEST_TEXT] + " (cut)"
        if value.startswith(RUNS):
            sheet.write_string(row, column, value, quoted)
        else:
            sheet.write_string(row, column, value)

    def found_on(row: int, column: int, value: str) -> None:
        read = date.fromisoformat(value)
        if read.year < EARLIEST_YEAR:
            text(row, column, value)
        else:
            sheet.write_datetime(row, column, read, day)

    def time(row: int, column: int, value: str) -> None:
        read = instant(value)
        if read is None or read.year < EARLIEST_YEAR:
            text(row, column, value)
        else:
            sheet.write_datetime(row, column, read.replace(tzinfo=None), moment)

    number = sheet.write_number
    return {"text": text, "integer": number, "number": number, "date": found_on, "instant": time}


def _write_about(sheet: Any, export: Export, heading: Any) -> None:
    sheet.set_column(0, 0, 12)
    sheet.set_column(1, 1, 60)
    for row, (name, value) in enumerate(export.about.items()):
        sheet.write_string(row, 0, name, heading)
        if isinstance(value, int):
            sheet.write_number(row, 1, value)
        elif value is not None:
            sheet.write_string(row, 1, value if isinstance(value, str) else orjson.dumps(value).decode())
    first = len(export.about) + 1
    for row, column in enumerate(export.columns, first):
        sheet.write_string(row, 0, column.name)
        sheet.write_string(row, 1, column.about + (" (UTC)" if column.kind == "instant" else ""))
