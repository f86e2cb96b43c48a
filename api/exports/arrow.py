"""Finds as Arrow record batches, a batch a page, with a point in WKB: what GeoPackage and Parquet are written from."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from datetime import date
from typing import Any

import pyarrow as pa

from api.exports.text import Pages
from models.columns import Column, Kind, Row
from models.mutation import instant
from sync.files.exports import Export

GEOMETRY = "geometry"
TYPES: dict[Kind, pa.DataType] = {
    "text": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "date": pa.date32(),
    "instant": pa.timestamp("us", "UTC"),
}
_POINT = struct.Struct("<BIdd")
"""WKB of a point: little endian, the number 1 for a point, longitude, latitude."""


def schema_of(export: Export) -> pa.Schema:
    """The columns of the export and the point; what is always there may not be null."""
    fields = [pa.field(column.name, TYPES[column.kind], not column.required) for column in export.columns]
    return pa.schema([*fields, pa.field(GEOMETRY, pa.binary(), False)])


def batches(export: Export, pages: Pages) -> Iterator[pa.RecordBatch]:
    schema = schema_of(export)
    for page in pages:
        if page:
            arrays = [_array(column, page) for column in export.columns]
            points = pa.array([_POINT.pack(1, 1, row["lon"], row["lat"]) for row in page], pa.binary())
            yield pa.record_batch([*arrays, points], schema=schema)


def _array(column: Column, page: list[Row]) -> pa.Array:
    values: list[Any] = [row[column.name] for row in page]
    if column.kind == "date":
        values = [value and date.fromisoformat(value) for value in values]
    elif column.kind == "instant":
        values = [value and instant(value) for value in values]
    return pa.array(values, TYPES[column.kind])
