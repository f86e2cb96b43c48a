"""CSV as spreadsheets write it: any delimiter and encoding, read line by line."""

from __future__ import annotations

import codecs
import csv
import io
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from api.imports.encoding import encoding_of, opener
from api.imports.heading import LOOKED_AT, below, heading_of
from api.imports.table import Table, TableRow, unreadable
from models.imports.mapping import FileReading
from models.problem import Refused

LONGEST_LINE = 1_000_000
"""Characters; a line that is longer is no row of a table."""
LONGEST_CELL = 131_072
DELIMITERS = {"\t": "tab", ";": "semicolon", "|": "bar", ",": "comma"}


def csv_table(path: Path, reading: FileReading) -> Table:
    """The table of a CSV."""
    open_file = opener(path)
    encoding = _known(reading.encoding) if reading.encoding else encoding_of(open_file)
    delimiter = reading.delimiter or _delimiter(open_file, encoding)

    def rows() -> Iterator[TableRow]:
        return _rows(open_file, encoding, delimiter)

    heading = heading_of(rows(), reading.header)
    if len(heading.columns) == 1 and heading.row:
        raise unreadable(
            f"The file has one column, {heading.columns[0][:60]!r}: its delimiter is not one of comma, semicolon, tab "
            "and bar (say which: file.delimiter=), or it is no table."
        )
    return Table(
        form=f"CSV ({encoding}, {DELIMITERS.get(delimiter, delimiter)})",
        columns=heading.columns,
        rows=lambda: below(rows(), heading.row),
        header=heading.row,
        above=heading.above,
        encoding="utf-8-sig" if encoding == "utf-8" else encoding,
        delimiter=delimiter,
    )


def _known(name: str) -> str:
    try:
        found = codecs.lookup(name)
    except LookupError:
        found = None
    if found is None or not found._is_text_encoding:
        raise unreadable(f"{name!r} is no encoding; say one such as utf-8, windows-1251, windows-1254 or utf-16.")
    return found.name


def _lines(open_file: Callable[[], BinaryIO], encoding: str) -> Iterator[str]:
    try:
        with open_file() as raw, io.TextIOWrapper(raw, encoding=encoding, newline="") as text:
            number = 1
            while line := text.readline(LONGEST_LINE):
                if len(line) == LONGEST_LINE:
                    raise unreadable(f"Line {number} is longer than {LONGEST_LINE:,} characters: this is no table.")
                yield line
                number += 1
    except UnicodeError as error:
        raise unreadable(
            f"The file is not in {encoding}: {error.__class__.__name__} after line {number - 1}. "
            "Say in which encoding it is: file.encoding=windows-1251."
        ) from None
    except (OSError, EOFError, zlib.error) as error:
        raise unreadable(f"The file ends in the middle, or is damaged: {error}.") from None


def _rows(open_file: Callable[[], BinaryIO], encoding: str, delimiter: str) -> Iterator[TableRow]:
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(_lines(open_file, encoding), delimiter=delimiter)
    number = 0
    try:
        for cells in reader:
            number += 1
            yield TableRow(number, cells)
    except csv.Error:
        raise unreadable(
            f"Row {number + 1} cannot be read: a quotation mark is opened there and not closed, or a cell holds more "
            f"than {LONGEST_CELL:,} characters."
        ) from None


def _delimiter(open_file: Callable[[], BinaryIO], encoding: str) -> str:
    """The one that cuts most of the first rows into as many cells; the comma last, as it also stands in numbers."""
    agreed = {delimiter: _agreement(_rows(open_file, encoding, delimiter)) for delimiter in DELIMITERS}
    return next((one for one, share in agreed.items() if share > 0.9), max(agreed, key=lambda one: agreed[one]))


def _agreement(rows: Iterator[TableRow]) -> float:
    """The share of the first rows that have the commonest number of cells; 0 when that is one."""
    widths: list[int] = []
    with suppress(Refused):  # a quotation mark that is not closed: what comes before it is enough
        widths.extend(len(row.cells) for row in islice(rows, LOOKED_AT) if row.cells)
    common = max({*widths}, key=widths.count, default=1)
    return widths.count(common) / len(widths) if common > 1 else 0
