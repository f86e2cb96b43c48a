"""GeoPackage, written by GDAL from a stream of Arrow record batches."""

from __future__ import annotations

from pathlib import Path

import orjson
import pyarrow as pa
import pyogrio
from pyogrio.errors import DataLayerError, DataSourceError

from api.exports.arrow import GEOMETRY, batches, schema_of
from api.exports.text import Pages
from sync.files.exports import Export

LAYER = "finds"
VERSION = "1.2"
"""The GeoPackage of 2017, which programs of several years ago read without a warning too."""
INDEX_MEMORY_BYTES = 8 << 20
"""GDAL keeps the spatial index in memory up to this size, and builds a greater one in the file."""

pyogrio.set_gdal_config_options({"OGR_GPKG_MAX_RAM_USAGE_RTREE": INDEX_MEMORY_BYTES})


def write_geopackage(export: Export, pages: Pages, path: Path) -> None:
    """One layer of points with x east, as GeoPackage has it whatever EPSG says.

    Its description says the log entry that it stands on, the metadata of the file say all of it.
    """
    reader = pa.RecordBatchReader.from_batches(schema_of(export), batches(export, pages))
    about = {
        name: value if isinstance(value, str) else orjson.dumps(value).decode()
        for name, value in export.about.items()
        if value is not None
    }
    name = f"Finds of {export.operation}"
    try:
        pyogrio.write_arrow(
            reader,
            path,
            layer=LAYER,
            driver="GPKG",
            geometry_name=GEOMETRY,
            geometry_type="Point",
            crs="EPSG:4326",
            dataset_options={"VERSION": VERSION},
            dataset_metadata=about,
            layer_options={"IDENTIFIER": name, "DESCRIPTION": f"{name}, log entry {export.seq}: {_sums(export)}"},
        )
    except (DataSourceError, DataLayerError) as error:
        raise OSError(str(error)) from error


def _sums(export: Export) -> str:
    return f"{export.finds} finds, {export.total} in total" + (f", {export.removed} to remove" if export.since else "")
