"""The squares of 100 km that two letters of an MGRS reference name, and the latitude bands that each of them reaches.

Letters repeat every 2,000 km to the north, so a wrong letter mostly names another square that exists: only its band can
tell. A square is valid where any part of it lies in the band (NGA, GEOTRANS; NGA.STND.0037, appendix B).
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from models.grids import grid_transformer

BANDS = "CDEFGHJKLMNPQRSTUVWX"
"""Latitude bands of 8 degrees from 80 south; X has 12."""

_COLUMNS = {1: "ABCDEFGH", 2: "JKLMNPQR", 0: "STUVWXYZ"}
"""By the zone's remainder of three: eastings of 100 km to 800 km."""

ROWS = "ABCDEFGHJKLMNPQRSTUV"
_SIDE_M = 100_000
_CYCLE_M = len(ROWS) * _SIDE_M
_POLE_M = 10_000_000
"""Northing at the equator in the south, and beyond every northing in the north, metres."""


class Square(NamedTuple):
    """A square of 100 km: the UTM grid that it is in, its south-west corner there in metres, the bands it reaches."""

    crs: str
    easting: int
    northing: int
    bands: str


def columns(zone: int) -> str:
    """The letters that may stand first in a square of this UTM zone."""
    return _COLUMNS[zone % 3]


def square(zone: int, band: str, letters: str) -> Square | None:
    """The square of that name that reaches the band; None where there is none."""
    return next((one for one in squares(zone, letters) if band in one.bands), None)


def fitting_bands(zone: int, letters: str) -> str:
    """The bands in which a square of that name lies, from south to north."""
    found = {band for one in squares(zone, letters) for band in one.bands}
    return "".join(band for band in BANDS if band in found)


def fitting_rows(zone: int, band: str, column: str) -> str:
    """The second letters with which a square of that column reaches the band, in the order of the alphabet."""
    return "".join(row for row in ROWS if square(zone, band, column + row))


@cache
def squares(zone: int, letters: str) -> tuple[Square, ...]:
    """All squares of that name in the UTM zone, 1 to 60, from 80 degrees south to 84 north."""
    column, row = columns(zone).find(letters[0]), ROWS.find(letters[1])
    if column < 0 or row < 0:
        return ()
    easting = (column + 1) * _SIDE_M
    first = (row - (0 if zone % 2 else 5)) * _SIDE_M % _CYCLE_M
    found = []
    for south in (True, False):
        crs = f"EPSG:{(32700 if south else 32600) + zone}"
        for northing in range(first, _POLE_M, _CYCLE_M):
            bands = _bands(crs, easting, northing, south)
            if bands:
                found.append(Square(crs, easting, northing, bands))
    return tuple(found)


def band_at(lat: float) -> str:
    """The band of a latitude from 80 south to 84 north, degrees."""
    return BANDS[min(int((lat + 80) // 8), len(BANDS) - 1)]


def _bands(crs: str, easting: int, northing: int, south: bool) -> str:
    """The central meridian is an edge of squares, so a square's least and greatest latitudes are at its corners."""
    corners = [(easting + e, northing + n) for e in (0, _SIDE_M) for n in (0, _SIDE_M)]
    lats = [grid_transformer(crs).transform(*corner)[0] for corner in corners]
    half = BANDS[:10] if south else BANDS[10:]
    reached = []
    for band in half:
        least = -80 + 8 * BANDS.index(band)
        greatest = 84 if band == "X" else least + 8
        if min(lats) < greatest and max(lats) > least:
            reached.append(band)
    return "".join(reached)
