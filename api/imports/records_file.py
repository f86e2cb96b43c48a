"""Newline-delimited JSON and Parquet: files of records, each with named values."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import orjson
import pyarrow as pa
import pyarrow.parquet as pq

from api.imports.csv_file import LONGEST_LINE
from api.imports.table import SAMPLED, Table, TableRow, column_names, unreadable

BATCH = 1000


def ndjson_table(path: Path, zipped: bool) -> Table:
    """The table of a JSON object a line; its columns are the names in the first rows."""

    def records() -> Iterator[tuple[int, dict[str, Any]]]:
        with gzip.open(path, "rb") if zipped else path.open("rb") as file:
            number = 0
            while line := file.readline(LONGEST_LINE):
                number += 1
                if not line.strip():
                    continue
                try:
                    record = orjson.loads(line)
                except orjson.JSONDecodeError as error:
                    raise unreadable(f"Line {number:,} is not JSON: {error}.") from None
                if not isinstance(record, dict):
                    raise unreadable(f"Line {number:,} is no JSON object.")
                yield number, record

    names: dict[str, None] = {}
    for _, record in islice(records(), SAMPLED):
        names |= dict.fromkeys(record)

    def rows() -> Iterator[TableRow]:
        for number, record in records():
            yield TableRow(number, [_cell(record.get(name)) for name in names])

    return Table(form="newline-delimited JSON", columns=column_names([*names]), rows=rows, header=1, above=[])


def parquet_table(path: Path) -> Table:
    """The table of a Parquet file, in batches; columns of bytes, as the points of GeoParquet, are left out."""
    try:
        with pq.ParquetFile(path) as file:
            names = [field.name for field in file.schema_arrow if not pa.types.is_binary(field.type)]
    except pa.ArrowMemoryError:
        raise  # no fault of the file's form
    except (pa.ArrowException, OSError) as error:
        raise unreadable(f"The Parquet file cannot be read: {error}.") from None

    def rows() -> Iterator[TableRow]:
        number = 1
        try:
            with pq.ParquetFile(path) as file:
                for batch in file.iter_batches(BATCH, columns=names):
                    for cells in zip(*(batch.column(name).to_pylist() for name in names), strict=True):
                        number += 1
                        yield TableRow(number, [_cell(cell) for cell in cells])
        except pa.ArrowMemoryError:
            raise  # no fault of the file's form
        except (pa.ArrowException, OSError) as error:
            raise unreadable(f"The Parquet file cannot be read behind row {number:,}: {error}.") from None

    return Table(form="Parquet", columns=column_names(names), rows=rows, header=1, above=[])


def _cell(value: Any) -> Any:
    """A value as a row takes it: an object is its JSON text, as of a position."""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else value
