"""Exports: every find that the filters want, read at one moment, as one line after another."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import Connection, and_, func, select

from models.columns import FIND_COLUMNS, find_row
from sync.conflicts import Page
from sync.finds import FIND, Filters, list_finds, wanted_finds
from sync.log import read_head

PAGE = 1000
"""So many finds are held at a time."""

BYTE_ORDER_MARK = "\ufeff"
"""Tells spreadsheets that the text is UTF-8."""


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export holds, and the log entry that it stands on."""

    operation: str
    seq: int
    finds: int
    total: int


def count_finds(connection: Connection, operation: str, filters: Filters) -> int:
    """How many finds the filters want."""
    wanted = and_(*wanted_finds(operation, filters))
    return int(connection.execute(select(func.count()).select_from(FIND).where(wanted)).scalar_one())


def export_finds(
    connection: Connection,
    operation: str,
    filters: Filters,
    form: Callable[[str, int, Iterator[dict[str, Any]]], Iterator[str]],
    write: Callable[[str], object],
    progress: Callable[[int], None] = lambda finds: None,
) -> Exported:
    """Writes the finds in a form, `as_csv` or `as_geojson`; `progress` is told how many more are written."""
    seq = read_head(connection, operation).seq
    finds = total = 0

    def one_by_one() -> Iterator[dict[str, Any]]:
        nonlocal finds, total
        for find in _read(connection, operation, filters):
            yield find
            finds += 1
            total += find["count"]
            progress(1)

    for text in form(operation, seq, one_by_one()):
        write(text)
    return Exported(operation, seq, finds, total)


def _read(connection: Connection, operation: str, filters: Filters) -> Iterator[dict[str, Any]]:
    after: tuple[Any, ...] | None = None
    while True:
        documents, after = list_finds(connection, operation, filters, Page(after, PAGE))
        yield from map(orjson.loads, documents)
        if after is None:
            return


def as_csv(operation: str, seq: int, finds: Iterator[dict[str, Any]]) -> Iterator[str]:
    """A heading and a row a find, for spreadsheets: no cell is taken for a formula."""
    yield BYTE_ORDER_MARK + line(column.name for column in FIND_COLUMNS)
    for find in finds:
        yield line(map(cell, find_row(find).values()))


def cell(value: Any) -> Any:
    """A value as a cell of a CSV that no spreadsheet takes for a formula."""
    if isinstance(value, dict | list):
        value = orjson.dumps(value).decode()
    if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r", "\n")):
        return "'" + value
    return value


def line(cells: Any) -> str:
    """A line of a CSV (RFC 4180)."""
    written = io.StringIO()
    csv.writer(written).writerow(cells)
    return written.getvalue()


def as_geojson(operation: str, seq: int, finds: Iterator[dict[str, Any]]) -> Iterator[str]:
    """A FeatureCollection (RFC 7946) of points in WGS 84, a line a find; its properties are the find as served."""
    yield f'{{"type":"FeatureCollection","operation":"{operation}","seq":{seq},"features":['
    between = "\n"
    for find in finds:
        place = find["location"]
        feature = {
            "type": "Feature",
            "id": find["id"],
            "geometry": {"type": "Point", "coordinates": [place["lon"], place["lat"]]},
            "properties": find,
        }
        yield between + orjson.dumps(feature).decode()
        between = ",\n"
    yield "\n]}\n"
