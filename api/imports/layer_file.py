"""Map layers (GeoPackage, GeoJSON, shapefile, KML, GPX, FlatGeobuf), read by GDAL in batches.

GDAL gives x as east and y as north for all of them, whatever the coordinate system says of its axes.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy
import pyogrio
import shapely
from pyogrio.errors import DataLayerError, DataSourceError

from api.imports.table import Table, TableRow, column_names, unreadable
from models.imports.crs import CrsError, crs_of
from models.imports.guess import GEOMETRY
from models.imports.mapping import FileReading

BATCH = 1000
GPX_LAYERS = ("waypoints", "routes", "tracks", "route_points", "track_points")
"""The layers of every GPX file; finds are waypoints."""
MOST_COLUMNS = 998

_BROKEN = (DataLayerError, DataSourceError, OSError, ValueError, RuntimeError)
"""What pyogrio, Arrow and GEOS raise for a file that is damaged."""


def layer_table(path: Path, form: str, reading: FileReading, source: str | None) -> Table:
    """The table of one layer of points: its properties, and the two columns of GEOMETRY.

    `source`: how GDAL finds it where the file is an archive."""
    source = source or (f"{form}:{path}" if form in ("GeoJSON", "GeoJSONSeq") else str(path))
    try:
        names = [str(name) for name, kind in pyogrio.list_layers(source) if kind is not None]
    except _BROKEN as error:
        raise unreadable(f"The {form} cannot be read: {_shown(error, path)}.") from None
    layer = _layer(names, reading.layer)
    try:
        about = pyogrio.read_info(source, layer=layer)
    except _BROKEN as error:
        raise unreadable(f"The {form} cannot be read: {_shown(error, path)}.") from None
    properties = [str(name) for name in about["fields"]]
    if len(properties) > MOST_COLUMNS:
        raise unreadable(f"The layer has more than {MOST_COLUMNS:,} columns; take out what is no find.")

    def rows() -> Iterator[TableRow]:
        return _rows(source, layer, properties, form, path)

    return Table(
        form=f"{form} (layer {layer}, {_crs(about['crs'])})",
        columns=column_names([*properties, *GEOMETRY]),
        rows=rows,
        header=1,
        above=[],
        crs=_crs(about["crs"]),
    )


def _layer(names: list[str], wanted: str | None) -> str:
    if wanted is None and len(names) == 1:
        return names[0]
    if wanted in names:
        return wanted
    if wanted is None and {*GPX_LAYERS} >= {*names} and "waypoints" in names:
        return "waypoints"
    if not names:
        raise unreadable("The file holds no layer of points.")
    listed = ", ".join(names[:20])
    raise unreadable(f"Say which layer holds the finds, file.layer=NAME: the file has {listed}.")


def _crs(named: str | None) -> str:
    try:
        return crs_of(named or "")
    except CrsError:
        return str(named or "no coordinate system")[:60]


def _rows(source: str, layer: str, properties: list[str], form: str, path: Path) -> Iterator[TableRow]:
    number = 1
    try:
        with pyogrio.open_arrow(source, layer=layer, batch_size=BATCH, use_pyarrow=True, datetime_as_string=True) as (
            about,
            batches,
        ):
            geometry = about["geometry_name"] or "wkb_geometry"
            for batch in batches:
                columns = [batch.column(name).to_pylist() for name in properties]
                columns += (
                    _points(batch.column(geometry)) if geometry in batch.schema.names else [[None] * len(batch)] * 2
                )
                for cells in zip(*columns, strict=True):
                    number += 1
                    yield TableRow(number, [cell if not isinstance(cell, bytes) else None for cell in cells])
    except _BROKEN as error:
        raise unreadable(f"The {form} cannot be read behind row {number}: {_shown(error, path)}.") from None


def _points(column: Any) -> list[list[Any]]:
    """East and north of each point; what is no point shows what it is, which no number is."""
    shapes = shapely.from_wkb(column.to_numpy(zero_copy_only=False), on_invalid="ignore")
    kinds = shapely.get_type_id(shapes)
    single = (kinds == 4) & (shapely.get_num_geometries(shapes) == 1)
    shapes = numpy.where(single, shapely.get_geometry(shapes, 0), shapes)
    known = shapely.get_type_id(shapes) == 0
    east, north = shapely.get_x(shapes), shapely.get_y(shapes)
    names = ["nothing" if shape is None else f"a {shape.geom_type}" for shape in shapes]
    return [
        [
            _number(value) if fine else (None if name == "nothing" else name)
            for value, fine, name in zip(axis, known, names, strict=True)
        ]
        for axis in (east, north)
    ]


def _number(value: Any) -> float | int | None:
    number = float(value)
    return None if number != number else number


def _shown(error: Exception, path: Path) -> str:
    """What GDAL says, without the place of the file."""
    return str(error).replace(str(path), "the file").strip(" .")[:300]
