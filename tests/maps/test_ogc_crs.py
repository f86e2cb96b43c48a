"""Coordinate systems of maps: the order of axes, the pinned operation in both directions, and boxes of a grid."""

from __future__ import annotations

import random

import numpy as np
import pyproj
import pytest
import shapely

from models.map_crs import BY_NAME, CRS84, MAP_CRS, in_crs
from models.position import locate
from models.regions import GridBox, RegionError, Shape, box_regions, shape_region

EPSG = "http://www.opengis.net/def/crs/EPSG/0/"
GRIDS = [crs for crs in MAP_CRS if crs.grid]
PLACES = [(lon, lat) for lon in (44.2, 46.574427, 48.9) for lat in (38.4, 39.733186, 41.7)]


@pytest.mark.parametrize("code", [4326, 28407, 28408, 28409, 32638])
def test_places_are_where_the_epsg_database_puts_them_and_in_its_order_of_axes(code: int) -> None:
    written = in_crs(BY_NAME[f"{EPSG}{code}"], [{"type": "Point", "coordinates": [*place]} for place in PLACES])
    for (lon, lat), geometry in zip(PLACES, written, strict=True):
        assert geometry
        near = 1e-9 if code == 4326 else 0.01
        assert geometry["coordinates"] == pytest.approx(by_epsg(code, lat, lon), abs=near, rel=0)


def by_epsg(code: int, lat: float, lon: float) -> tuple[float, float]:
    """By the parameters that the EPSG database has for EPSG:15865, the operation that is pinned here."""
    if code in (4326, 32638):
        return pyproj.Transformer.from_crs(4326, code).transform(lat, lon)
    step = pyproj.Transformer.from_pipeline("urn:ogc:def:coordinateOperation:EPSG::15865")
    return pyproj.Transformer.from_crs(4284, code).transform(*step.transform(lat, lon, direction="INVERSE"))


def test_a_position_comes_back_as_it_was_typed() -> None:
    for zone in (7, 8, 9):
        typed = {"crs": f"EPSG:{28400 + zone}", "x": 4401180, "y": zone * 1_000_000 + 635076}
        place = locate(typed)
        (back,) = in_crs(BY_NAME[f"{EPSG}{28400 + zone}"], [{"type": "Point", "coordinates": [place.lon, place.lat]}])
        assert back
        assert back["coordinates"] == pytest.approx([typed["x"], typed["y"]], abs=0.001, rel=0)


def test_every_kind_of_geometry_keeps_its_nesting_and_a_place_without_room_is_left_out() -> None:
    square = [[[46.0, 39.0], [47.0, 39.0], [47.0, 40.0], [46.0, 39.0]]]
    given = [
        {"type": "MultiPolygon", "coordinates": [square]},
        None,
        {"type": "Point", "coordinates": [135.0, 0.0]},
        {"type": "MultiPoint", "coordinates": [[46.0, 39.0]]},
    ]
    polygon, nothing, far, points = in_crs(BY_NAME[f"{EPSG}32638"], [*given])
    assert (nothing, far) == (None, None)
    assert polygon
    assert points
    assert polygon["coordinates"][0][0][0] == points["coordinates"][0]
    assert [len(ring) for ring in polygon["coordinates"][0]] == [4]
    assert in_crs(CRS84, [*given]) == given


@pytest.mark.parametrize("crs", GRIDS, ids=lambda crs: crs.grid)
def test_a_box_of_a_grid_holds_what_lies_in_it_in_the_grid(crs: pytest.FixtureRequest) -> None:
    chance = random.Random(7)
    grid = BY_NAME[crs.uri]  # type: ignore[attr-defined]
    for wide in (100.0, 20_000.0, 700_000.0):
        west, south = grid.middle_m + chance.uniform(-300_000, 0), chance.uniform(4_200_000, 4_400_000)
        east, north = west + wide, south + wide
        box = [south, west, north, east] if grid.north_first else [west, south, east, north]
        regions = box_regions(box, grid)
        easting = np.array([chance.uniform(west - wide / 3, east + wide / 3) for _ in range(2000)])
        northing = np.array([chance.uniform(south - wide / 3, north + wide / 3) for _ in range(2000)])
        within = (west <= easting) & (easting <= east) & (south <= northing) & (northing <= north)
        near = np.minimum.reduce(
            [abs(easting - west), abs(easting - east), abs(northing - south), abs(northing - north)]
        )
        lats, lons = grid.to_degrees(easting, northing)
        found = np.zeros(2000, dtype=bool)
        for region in regions:
            assert isinstance(region, GridBox)
            found |= followed(region, lats, lons)
        sure = near > 0.01
        assert (found == within)[sure].all()
        assert within.any()
        assert not within.all()


def followed(box: GridBox, lats: np.ndarray, lons: np.ndarray) -> np.ndarray:
    """What sync/maps/places.py asks of a place, in Python."""
    west, south, east, north = box.bounds
    inside = (west <= lons) & (lons <= east) & (south <= lats) & (lats <= north)
    for side in box.sides:
        variable, other = (lats, lons) if side.name in ("west", "east") else (lons, lats)
        limit = np.polyval(side.coefficients, (variable - side.middle) / side.half)
        inside &= (other >= limit) if side.name in ("west", "south") else (other <= limit)
    return inside


def test_a_box_over_the_date_line_is_two() -> None:
    assert [region.bounds for region in box_regions([170, -20, -170, 20], CRS84)] == [
        (170, -20, 180, 20),
        (-180, -20, -170, 20),
    ]
    assert box_regions([170, -20, 0, -170, 20, 99], CRS84)[0].bounds == (170, -20, 180, 20)


@pytest.mark.parametrize(
    ("numbers", "crs", "why"),
    [
        ([1, 2, 3], "[OGC:CRS84]", "4 or 6 numbers"),
        ([1, 2, 3, 4, 5], "[OGC:CRS84]", "4 or 6 numbers"),
        ([1, 2, float("nan"), 4], "[OGC:CRS84]", "4 or 6 numbers"),
        ([1, 20, 3, 4], "[OGC:CRS84]", "south edge north of its north edge"),
        ([1, 20, 200, 40], "[OGC:CRS84]", "outside the degrees"),
        ([46, 39, 47, 40, 1, 2], "[OGC:CRS84]", "outside the degrees|above its upper"),
        ([39, 46, 40, 190], "[EPSG:4326]", "south,west,north,east"),
        ([8600000, 4390000, 8610000, 4400000], "[EPSG:28408]", "order of the axes"),
        ([4390000, 8610000, 4400000, 8600000], "[EPSG:28408]", "west edge east of its east edge"),
    ],
)
def test_a_box_that_is_none_says_why(numbers: list[float], crs: str, why: str) -> None:
    with pytest.raises(RegionError, match=why):
        box_regions(numbers, BY_NAME[crs])


def test_the_corners_of_a_polygon_are_taken_from_its_own_system() -> None:
    ring = [[4390000, 8600000], [4390000, 8610000], [4400000, 8610000], [4390000, 8600000]]
    region = shape_region({"type": "Polygon", "coordinates": [ring]}, BY_NAME["[EPSG:28408]"])
    assert isinstance(region, Shape)
    place = locate({"crs": "EPSG:28408", "x": 4391000, "y": 8609000})
    assert region.touches(shapely.Point(place.lon, place.lat))
    assert len(region.edges) == 3
    with pytest.raises(RegionError, match="not valid"):
        shape_region({"type": "Polygon", "coordinates": [[[46, 39], [47, 40], [47, 39], [46, 40], [46, 39]]]}, CRS84)
