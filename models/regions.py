"""Regions of a map, to select places: boxes in degrees, boxes in a grid, points and polygons."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import orjson

from models.late import numpy as np
from models.late import shapely
from models.map_crs import CRS84, Crs, Geometry

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from models.map_crs import Floats

MOST_CORNERS = 1000
"""The largest number of corners in a polygon of a filter. Each find is compared with each edge."""
DEGREE = 9
"""The degree of the polynomials that follow the sides of a grid box."""
NEAR_ENOUGH = 1e-8
"""The largest distance between a side and its polynomial, degrees: one millimetre."""
SHORTEST = 1e-8
"""Half the length of the shortest side, degrees: one millimetre. A shorter side is a point."""
MOST_SPLITS = 7
"""The largest number of times that a box is halved to follow its sides."""
REACH_M, NORTH_M = 1_000_000, 7_500_000
"""A grid box is cut at this distance from the central meridian, and at this distance north of the equator, metres.
Outside these limits the grid is not accurate."""
_NODES = [math.cos(math.pi * (n + 0.5) / 24) for n in range(24)]
"""Chebyshev nodes, the best places to fit a polynomial."""


class RegionError(ValueError):
    """The region is not valid; the text says why."""


class Box:
    """West, south, east, north in degrees of WGS 84, edges included. It never crosses the date line."""

    def __init__(self, west: float, south: float, east: float, north: float) -> None:
        self.bounds = (west, south, east, north)

    def touches(self, geometry: BaseGeometry) -> bool:
        """Whether some part of a geometry in degrees, longitude first, is inside."""
        return bool(shapely.box(*self.bounds).intersects(geometry))


class Side(NamedTuple):
    """A side of a grid box as a polynomial: longitude from latitude for west and east, otherwise the other way."""

    name: str
    middle: float
    half: float
    """The variable of the polynomial is (degrees - middle) / half."""
    coefficients: tuple[float, ...]
    """The highest power first."""


class GridBox:
    """A box in a grid, metres. Its sides are curves in degrees."""

    def __init__(self, crs: Crs, west: float, south: float, east: float, north: float) -> None:
        self.crs, self.edges = crs, (west, south, east, north)

    def touches(self, geometry: BaseGeometry) -> bool:
        """Whether some part of a geometry in degrees, longitude first, is inside, compared in the grid."""

        def into_grid(lonlat: Floats) -> Floats:
            return np.column_stack(self.crs.from_degrees(lonlat[:, 1], lonlat[:, 0]))

        return bool(shapely.box(*self.edges).intersects(shapely.transform(geometry, into_grid)))

    @cached_property
    def sides(self) -> list[Side]:
        """West, east, south and north. Raises RegionError if a polynomial cannot follow a side."""
        west, south, east, north = self.edges
        return [
            self._side("west", (west, west), (south, north)),
            self._side("east", (east, east), (south, north)),
            self._side("south", (west, east), (south, south)),
            self._side("north", (west, east), (north, north)),
        ]

    def _side(self, name: str, east: tuple[float, float], north: tuple[float, float]) -> Side:
        nodes, between = (
            self._along(places, name, east, north) for places in (np.asarray(_NODES), np.linspace(-1, 1, len(_NODES)))
        )
        middle, half = (nodes[0].max() + nodes[0].min()) / 2, max(float(np.ptp(nodes[0])) / 2, SHORTEST)
        if half == SHORTEST:  # the side is a point
            return Side(name, float(middle), half, (float(nodes[1][0]),))
        fit = np.polynomial.chebyshev.Chebyshev.fit((nodes[0] - middle) / half, nodes[1], DEGREE, domain=[-1, 1])
        if np.abs(fit((between[0] - middle) / half) - between[1]).max() > NEAR_ENOUGH:
            raise RegionError("is too large for its coordinate system, or too far from the middle of its zone")
        highest_last = np.polynomial.chebyshev.cheb2poly(fit.coef)
        return Side(name, float(middle), float(half), tuple(float(one) for one in highest_last[::-1]))

    def _along(
        self, places: Floats, name: str, east: tuple[float, float], north: tuple[float, float]
    ) -> tuple[Floats, Floats]:
        """The variable and the value of a side's polynomial, at places from -1 to 1 along the side."""
        lats, lons = self.crs.to_degrees(
            (east[1] - east[0]) / 2 * places + (east[0] + east[1]) / 2,
            (north[1] - north[0]) / 2 * places + (north[0] + north[1]) / 2,
        )
        if not (np.isfinite(lats).all() and np.isfinite(lons).all()):
            raise RegionError("is outside its coordinate system")
        return (lats, lons) if name in ("west", "east") else (lons, lats)

    @cached_property
    def bounds(self) -> tuple[float, float, float, float]:
        """Degrees of a box that contains all of it, with a margin."""
        west, south, east, north = self.edges
        whole = np.linspace(-1, 1, 33)
        along = [self._along(whole, "west", (one, one), (south, north)) for one in (west, east)]
        across = [self._along(whole, "south", (west, east), (one, one)) for one in (south, north)]
        lats = np.concatenate([along[0][0], along[1][0], across[0][1], across[1][1]])
        lons = np.concatenate([along[0][1], along[1][1], across[0][0], across[1][0]])
        spare_lat, spare_lon = 0.01 + np.ptp(lats) / 50, 0.01 + np.ptp(lons) / 50
        return (
            float(lons.min() - spare_lon), float(lats.min() - spare_lat),
            float(lons.max() + spare_lon), float(lats.max() + spare_lat),
        )  # fmt: skip


class Shape:
    """Points and polygons in degrees, longitude first."""

    def __init__(self, geometry: BaseGeometry) -> None:
        self.geometry, self.bounds = geometry, geometry.bounds

    def touches(self, geometry: BaseGeometry) -> bool:
        return bool(self.geometry.intersects(geometry))

    @property
    def points(self) -> list[tuple[float, float]]:
        """Longitude and latitude of its points; empty if it is a polygon."""
        if self.geometry.geom_type not in ("Point", "MultiPoint"):
            return []
        return [(float(lon), float(lat)) for lon, lat in shapely.get_coordinates(self.geometry)]

    @property
    def edges(self) -> list[tuple[float, float, float, float]]:
        """The edges of its polygons and of their holes: longitude and latitude of the start, then of the end."""
        edges: list[tuple[float, float, float, float]] = []
        for part in shapely.get_parts(self.geometry):
            if part.geom_type == "Polygon":
                for ring in (part.exterior, *part.interiors):
                    corners = shapely.get_coordinates(ring).tolist()
                    edges += [(*a, *b) for a, b in pairwise(corners)]
        return edges


Region = Box | GridBox | Shape


def box_regions(numbers: list[float], crs: Crs) -> list[Region]:
    """The regions of a box of 4 or 6 numbers, in the axis order of `crs`. Two if the box crosses the date line."""
    if len(numbers) not in (4, 6) or not all(isinstance(one, float | int) and math.isfinite(one) for one in numbers):
        raise RegionError("is not 4 or 6 numbers")
    half = len(numbers) // 2
    one, two, other_one, other_two = numbers[0], numbers[1], numbers[half], numbers[half + 1]
    west, south, east, north = (two, one, other_two, other_one) if crs.north_first else (one, two, other_one, other_two)
    if half == 3 and numbers[2] > numbers[5]:
        raise RegionError("has a lower height above its upper height")
    if south > north:
        raise RegionError("has a south edge north of its north edge")
    if crs.grid:
        if west > east:
            raise RegionError("has a west edge east of its east edge")
        west, east = max(west, crs.middle_m - REACH_M), min(east, crs.middle_m + REACH_M)
        south, north = max(south, 0.0), min(north, NORTH_M)
        if west > east or south > north:
            raise RegionError("is outside its coordinate system; check the order of the axes")
        return [*_followed(GridBox(crs, west, south, east, north), MOST_SPLITS)]
    if not (-180 <= west <= 180 and -180 <= east <= 180 and south >= -90 and north <= 90):
        raise RegionError(f"is outside the degrees of the earth; the order is {_order(crs)}")
    if west <= east:
        return [Box(west, south, east, north)]
    return [Box(west, south, 180.0, north), Box(-180.0, south, east, north)]


def _followed(box: GridBox, splits: int) -> Iterator[Region]:
    """The box in parts that are small enough for their polynomials."""
    try:
        _ = box.sides, box.bounds
        yield box
    except RegionError:
        if not splits:
            raise
        west, south, east, north = box.edges
        if north - south > east - west:
            middle = (north + south) / 2
            halves = (west, south, east, middle), (west, middle, east, north)
        else:
            middle = (west + east) / 2
            halves = (west, south, middle, north), (middle, south, east, north)
        for half in halves:
            yield from _followed(GridBox(box.crs, *half), splits - 1)


def _order(crs: Crs) -> str:
    return "south,west,north,east" if crs.north_first else "west,south,east,north"


def shape_region(geometry: Geometry, crs: Crs) -> Region:
    """The region of a GeoJSON point or polygon, with positions in the axis order of `crs`."""
    if geometry.get("type") not in ("Point", "MultiPoint", "Polygon", "MultiPolygon"):
        raise RegionError(f"is a {geometry.get('type')}; use points, polygons or boxes")
    try:
        shape = shapely.from_geojson(orjson.dumps(geometry))
    except (shapely.errors.GEOSException, TypeError, ValueError) as error:
        raise RegionError(f"is not a geometry: {str(error)[:100]}") from None
    if shape is None or shape.is_empty or not np.isfinite(shapely.get_coordinates(shape)).all():
        raise RegionError("is empty")
    if shapely.get_num_coordinates(shape) > MOST_CORNERS:
        raise RegionError(f"has more than {MOST_CORNERS:,} corners")
    if crs != CRS84:

        def into_degrees(pairs: Floats) -> Floats:
            first, second = pairs[:, 0], pairs[:, 1]
            lats, lons = crs.to_degrees(*((second, first) if crs.north_first else (first, second)))
            return np.column_stack((lons, lats))

        shape = shapely.transform(shape, into_degrees)
    west, south, east, north = shape.bounds
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        raise RegionError("is outside the degrees of the earth; check the order of the axes")
    if not shape.is_valid:
        raise RegionError(f"is not valid: {shapely.is_valid_reason(shape)}")
    return Shape(shape)
