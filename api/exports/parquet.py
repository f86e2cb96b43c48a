"""Parquet with a point: GeoParquet 1.1 (https://geoparquet.org/releases/v1.1.0/)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path

import orjson
import pyarrow as pa
import pyarrow.parquet as pq
import pyproj

from api.exports.arrow import GEOMETRY, batches, schema_of
from api.exports.text import Pages
from models.shapes import Json
from sync.files.exports import Export

BATCHES_A_GROUP = 64
"""A row group is held in memory and read as a whole: so many pages."""


def write_parquet(export: Export, pages: Pages, path: Path) -> None:
    """The file; its key `minetally` says on which log entry it stands, its key `geo` what the point is.

    There is no covering of the points: the columns lon and lat have statistics of their own.
    """
    metadata = {"geo": orjson.dumps(_geo(export)), "minetally": orjson.dumps(export.about)}
    schema = schema_of(export).with_metadata(metadata)
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for group in _groups(batches(export, pages)):
            writer.write_table(pa.Table.from_batches(group, schema), BATCHES_A_GROUP * group[0].num_rows)


def _groups(made: Iterator[pa.RecordBatch]) -> Iterator[list[pa.RecordBatch]]:
    for first in made:
        yield [*chain([first], islice(made, BATCHES_A_GROUP - 1))]


def _geo(export: Export) -> Json:
    point: Json = {
        "encoding": "WKB",
        "geometry_types": ["Point"],
        "crs": pyproj.CRS("OGC:CRS84").to_json_dict(),
    }
    if export.box:
        point["bbox"] = export.box
    return {"version": "1.1.0", "primary_column": GEOMETRY, "columns": {GEOMETRY: point}}
