"""The coordinate systems of the map layers, each with the order of its axes.

Grids use the pinned operations of `models.grids` in both directions, so a find comes back where it was typed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from models.grids import GAUSS_KRUGER_ZONES, ZONE, grid_transformer
from models.late import numpy as np
from models.shapes import Json

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

DECIMALS = 4
"""Decimals of a metre in the output: a tenth of a millimetre."""


class Crs(NamedTuple):
    """A coordinate system of maps."""

    uri: str
    name: str
    north_first: bool
    """Whether latitude (or north) comes first, as the authority of the system defines."""
    grid: str | None = None
    """The grid of `models.grids`; None for degrees of WGS 84."""
    middle_m: float = 0.0
    """The easting of its central meridian, metres."""

    def from_degrees(self, lats: Floats, lons: Floats) -> tuple[Floats, Floats]:
        """East and north of places; both infinite if a place is outside the grid."""
        if self.grid is None:
            return lons, lats
        east, north = grid_transformer(self.grid).transform(lats, lons, direction="INVERSE")
        return np.asarray(east), np.asarray(north)

    def to_degrees(self, east: Floats, north: Floats) -> tuple[Floats, Floats]:
        """Latitudes and longitudes of WGS 84; both infinite if a place is outside the grid."""
        if self.grid is None:
            return north, east
        lats, lons = grid_transformer(self.grid).transform(east, north)
        return np.asarray(lats), np.asarray(lons)


_EPSG = "http://www.opengis.net/def/crs/EPSG/0/"

CRS84 = Crs("http://www.opengis.net/def/crs/OGC/1.3/CRS84", "WGS 84, longitude and latitude", False)
MAP_CRS: tuple[Crs, ...] = (
    CRS84,
    Crs(f"{_EPSG}4326", "WGS 84, latitude and longitude", True),
    *(
        Crs(
            f"{_EPSG}{28400 + zone}",
            f"Pulkovo 1942 Gauss-Krüger zone {zone}, x north and y east",
            True,
            f"EPSG:{28400 + zone}",
            zone * ZONE + 500_000,
        )
        for zone in GAUSS_KRUGER_ZONES
    ),
    Crs(f"{_EPSG}32638", "WGS 84 UTM zone 38 north, east and north", False, "EPSG:32638", 500_000),
)
BY_NAME: dict[str, Crs] = {
    **{crs.uri: crs for crs in MAP_CRS},
    **{f"[EPSG:{crs.uri.rpartition('/')[2]}]": crs for crs in MAP_CRS[1:]},
    "[OGC:CRS84]": CRS84,
}
"""By URI, and by the short form in brackets (safe CURIE)."""

Geometry = Json


def in_crs(crs: Crs, geometries: list[Geometry | None]) -> list[Geometry | None]:
    """GeoJSON geometries in degrees, longitude first, changed to `crs`; None for a geometry outside it."""
    if crs == CRS84:
        return geometries
    flat = [position for one in geometries if one for position in _positions(one["coordinates"])]
    if not flat:
        return geometries
    lons, lats = np.asarray(flat, dtype=float).T
    east, north = crs.from_degrees(lats, lons)
    pairs = np.column_stack((north, east) if crs.north_first else (east, north))
    if crs.grid:
        pairs = np.round(pairs, DECIMALS)
    rest = iter(pairs.tolist())
    written: list[Geometry | None] = []
    for one in geometries:
        coordinates = _again(one["coordinates"], rest) if one else None
        finite = coordinates is not None and np.isfinite([*_positions(coordinates)]).all()
        written.append({**one, "coordinates": coordinates} if one and finite else None)
    return written


def _positions(coordinates: list[Any]) -> Iterator[list[float]]:
    if coordinates and not isinstance(coordinates[0], list):
        yield coordinates[:2]
    else:
        for inner in coordinates:
            yield from _positions(inner)


def _again(coordinates: list[Any], rest: Iterator[list[float]]) -> list[Any]:
    """The same nesting, with the next positions of `rest`."""
    if coordinates and not isinstance(coordinates[0], list):
        return next(rest)
    return [_again(inner, rest) for inner in coordinates]
