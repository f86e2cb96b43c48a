"""Finds as text: CSV, GeoJSON and newline-delimited JSON. Each yields a piece a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import orjson

from models.columns import Row
from models.shapes import Json
from sync.files.exports import BYTE_ORDER_MARK, Export, cell, line

Pages = Iterable[list[Row]]


def as_csv(export: Export, pages: Pages) -> Iterator[bytes]:
    """RFC 4180 in UTF-8 with a byte order mark, for spreadsheets: no cell is taken for a formula."""
    yield (BYTE_ORDER_MARK + line(column.name for column in export.columns)).encode()
    for page in pages:
        yield "".join(line(map(cell, row.values())) for row in page).encode()


def as_ndjson(export: Export, pages: Pages) -> Iterator[bytes]:
    """A JSON object a line, and every line a find."""
    for page in pages:
        yield b"".join(orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE) for row in page)


def as_geojson(export: Export, pages: Pages) -> Iterator[bytes]:
    """A FeatureCollection (RFC 7946) of points in WGS 84, a line a find, with what it stands on as foreign members."""
    head: Json = {"type": "FeatureCollection", **export.about}
    if export.box:
        head["bbox"] = export.box
    yield orjson.dumps(head).removesuffix(b"}") + b',"features":['
    between = b"\n"
    for page in pages:
        yield between + b",\n".join(map(_feature, page))
        between = b",\n"
    yield b"\n]}\n"


def _feature(row: Row) -> bytes:
    point = {"type": "Point", "coordinates": [row["lon"], row["lat"]]}
    return orjson.dumps({"type": "Feature", "id": row["id"], "geometry": point, "properties": row})
