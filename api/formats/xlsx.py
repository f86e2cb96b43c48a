"""XLSX: a workbook with real numbers and dates, and no cell that a spreadsheet would run."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from api.formats.publication import Publication
from api.formats.sentences import status_text
from api.formats.sheets import Sheet, sheets

if TYPE_CHECKING:
    from xlsxwriter.format import Format

LONGEST_TEXT = 32_000
"""A cell holds 32,767 characters at most."""
EARLIEST_YEAR = 1901
"""Spreadsheets count days from 1900, a year that they believe to be a leap year."""
RUNS = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What begins like this becomes a formula as soon as somebody edits the cell, unless the cell says that it is text."""
NUMBERS = {"count": "#,##0", "whole": "0", "degrees": "0.000000", "metres": "0.0##"}
PAGE_WIDTH = 170
"""The number of characters that are readable on a landscape A4 page; wider sheets are printed on several."""
LINE_HEIGHT, MOST_LINES = 15, 27
"""Points; a row may be 409 high."""
INDENT = 3
"""Characters that the indent and wide letters take from a column."""
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


class DoesNotFit(Exception):
    """A spreadsheet cannot hold this; better no file than one that leaves something out."""


def as_xlsx(publication: Publication) -> bytes:
    """A sheet for the report, one for each grouping, the finds, the disputes and who is missing.

    The same report gives the same bytes. Rows go to temporary files, so memory does not grow with the finds.
    """
    import xlsxwriter  # where it is needed: an idle server does not have to hold it

    written = io.BytesIO()
    workbook = xlsxwriter.Workbook(written, OPTIONS)
    workbook.set_properties(
        {
            "title": f"{publication.report['operation']}: {status_text(publication)}",
            "comments": publication.url,
            "created": publication.time.astimezone(UTC).replace(tzinfo=None),
        }
    )
    forms = _forms(workbook)
    for sheet in sheets(publication):
        _write_sheet(workbook, sheet, forms, status_text(publication))
    workbook.close()
    return written.getvalue()


def _forms(workbook: Any) -> dict[str, Format]:
    """How cells look: headings, text, and every kind of number."""
    heading = {"bold": True, "bottom": 1, "bg_color": "#E8ECF1", "valign": "vcenter", "text_wrap": True}
    top: dict[str, Any] = {"valign": "top"}
    left: dict[str, Any] = {**top, "align": "left", "indent": 1}
    return {
        "heading": workbook.add_format({**heading, "align": "left", "indent": 1}),
        "number heading": workbook.add_format({**heading, "align": "right"}),
        "text": workbook.add_format({**left, "text_wrap": True}),
        "quoted": workbook.add_format({**left, "text_wrap": True, "quote_prefix": True}),
        "date": workbook.add_format({**left, "num_format": "yyyy-mm-dd"}),
        "instant": workbook.add_format({**left, "num_format": "yyyy-mm-dd hh:mm:ss"}),
        "stated": workbook.add_format({**left, "num_format": "#,##0"}),
        **{name: workbook.add_format({**top, "num_format": form}) for name, form in NUMBERS.items()},
    }


def _write_sheet(workbook: Any, sheet: Sheet, forms: dict[str, Format], status: str) -> None:
    worksheet = workbook.add_worksheet(sheet.name)
    for number, column in enumerate(sheet.columns):
        worksheet.set_column(number, number, column.width)
        heading = "number heading" if column.form in NUMBERS else "heading"
        _write(worksheet.write_string, 0, number, column.title, forms[heading])
    last = 0
    for last, row in enumerate(sheet.rows, 1):
        lines = _lines(sheet, row)
        if lines > 1:  # not every spreadsheet makes a row higher by itself
            worksheet.set_row(last, LINE_HEIGHT * min(lines, MOST_LINES))
        for number, value in enumerate(row):
            _write_cell(worksheet, last, number, value, forms, sheet.columns[number].form)
    worksheet.freeze_panes(1, 0)
    if len(sheet.columns) > 2:
        worksheet.autofilter(0, 0, last, len(sheet.columns) - 1)
    worksheet.repeat_rows(0)
    worksheet.set_landscape()
    worksheet.set_paper(9)  # A4
    worksheet.fit_to_pages(-(-sum(column.width for column in sheet.columns) // PAGE_WIDTH), 0)
    worksheet.set_footer(f"&L{sheet.name}&C{status}&R&P / &N")


def _lines(sheet: Sheet, row: tuple[Any, ...]) -> int:
    """How many lines the longest text of a row takes."""
    texts = ((value, column.width) for value, column in zip(row, sheet.columns, strict=True) if isinstance(value, str))
    return max((-(-len(text) // (width - INDENT)) for text, width in texts), default=1)


def _write_cell(worksheet: Any, row: int, column: int, value: Any, forms: dict[str, Format], form: str) -> None:
    if value is None or value == "":
        return
    if isinstance(value, date) and value.year < EARLIEST_YEAR:
        value = value.isoformat()
    if isinstance(value, datetime):
        _write(worksheet.write_datetime, row, column, value.replace(tzinfo=None), forms["instant"])
    elif isinstance(value, date):
        _write(worksheet.write_datetime, row, column, value, forms["date"])
    elif isinstance(value, int | float):
        whole = form == "metres" and value == int(value)
        _write(worksheet.write_number, row, column, value, forms["whole" if whole else form])
    else:
        text = value if len(value) <= LONGEST_TEXT else value[:LONGEST_TEXT] + " (cut)"
        _write(worksheet.write_string, row, column, text, forms["quoted" if text.startswith(RUNS) else "text"])


def _write(write: Callable[..., int], row: int, column: int, value: Any, form: Any) -> None:
    if write(row, column, value, form) != 0:
        raise DoesNotFit(f"row {row + 1:,} does not fit into a spreadsheet; ask for a shorter period, or for CSV")
