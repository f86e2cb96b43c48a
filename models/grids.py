"""The grids of metres in which positions are typed, Gauss-Krüger and UTM, and the pinned way of each to WGS 84.

The way is written out as a PROJ pipeline for each grid, because PROJ's own choice of a datum step changes with its
version and with the place (https://github.com/qgis/QGIS/issues/37404).

Transformers are built once and shared: pyproj keeps one copy for each thread inside (`Transformer` is thread-safe since
pyproj 3.1), and the first use in a new thread takes some milliseconds.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from models.late import pyproj

DATUM_STEP = "EPSG:15865"
"""Pulkovo 1942 to WGS 84 (16): stated accuracy 4.5 m; for the former Soviet Union, 35.14 to 81.91 degrees north."""

DATUM_STEP_PIPELINE = (
    "+step +proj=push +v_3 +step +proj=cart +ellps=krass"
    " +step +proj=helmert +x=25 +y=-141 +z=-78.5 +rx=0 +ry=-0.35 +rz=-0.736 +s=0 +convention=coordinate_frame"
    " +step +inv +proj=cart +ellps=WGS84 +step +proj=pop +v_3"
)
"""The seven parameters of EPSG:15865 (metres, arc seconds, parts per million), between angles in radians."""

LEAST_EAST_M, GREATEST_EAST_M = 100_000, 900_000
"""Easting in a transverse Mercator zone, metres: 400 km either side of its central meridian, past its edges."""

LEAST_GAUSS_KRUGER_NORTH_M, GREATEST_GAUSS_KRUGER_NORTH_M = 3_800_000, 9_200_000
"""Northing in EPSG:28407 to 28409, metres: the latitudes that the datum step is for, rounded outwards."""

ZONE = 1_000_000
"""The zone number stands in front of a Gauss-Krüger easting, in millions of metres."""


class Grid(NamedTuple):
    """A transverse Mercator zone: the northings that it accepts, metres, and its pinned pipeline."""

    crs: str
    north_range: tuple[int, int]
    transform: str
    pipeline: str
    """From easting and northing to degrees, latitude first."""


_TO_DEGREES = " +step +proj=unitconvert +xy_in=rad +xy_out=deg +step +proj=axisswap +order=2,1"


def _gauss_kruger_grid(zone: int) -> Grid:
    projection = f"+proj=tmerc +lat_0=0 +lon_0={6 * zone - 3} +k=1 +x_0={zone * ZONE + 500_000} +y_0=0 +ellps=krass"
    pipeline = f"+proj=pipeline +step +inv {projection} {DATUM_STEP_PIPELINE}{_TO_DEGREES}"
    north_range = LEAST_GAUSS_KRUGER_NORTH_M, GREATEST_GAUSS_KRUGER_NORTH_M
    return Grid(f"EPSG:{28400 + zone}", north_range, DATUM_STEP, pipeline)


def _utm_grid(zone: int, south: bool) -> Grid:
    projection = f"+proj=utm +zone={zone}{' +south' if south else ''} +ellps=WGS84"
    return Grid(
        crs=f"EPSG:{(32700 if south else 32600) + zone}",
        north_range=(1_000_000, 10_000_000) if south else (0, 9_400_000),
        transform=f"EPSG:{(16100 if south else 16000) + zone}",
        pipeline=f"+proj=pipeline +step +inv {projection}{_TO_DEGREES}",
    )


GAUSS_KRUGER_ZONES = (7, 8, 9)
GAUSS_KRUGER_GRIDS = [_gauss_kruger_grid(zone) for zone in GAUSS_KRUGER_ZONES]
UTM_GRIDS = [_utm_grid(zone, south) for south in (False, True) for zone in range(1, 61)]
_PIPELINES = {grid.crs: grid.pipeline for grid in (*GAUSS_KRUGER_GRIDS, *UTM_GRIDS)}


@cache
def grid_transformer(crs: str) -> pyproj.Transformer:
    """The pinned way of a grid, such as EPSG:28408: from easting and northing, metres, to degrees, latitude first."""
    return pyproj.Transformer.from_pipeline(_PIPELINES[crs])
