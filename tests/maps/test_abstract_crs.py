"""The abstract tests of OGC API Features Part 2 (18-058r1, Annex A), each named by its id."""

from __future__ import annotations

import re
from typing import Any

import pyproj
import pytest
import shapely
from shapely.geometry import shape

from models.layers import LAYERS
from tests.ogc import ask, features
from tests.service import Json, Operation, answered

pytestmark = pytest.mark.asyncio(loop_scope="session")

CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
EPSG = "http://www.opengis.net/def/crs/EPSG/0/"
OFFERED = [CRS84, *(f"{EPSG}{code}" for code in (4326, 28407, 28408, 28409, 32638))]
SK42 = pyproj.Transformer.from_pipeline("urn:ogc:def:coordinateOperation:EPSG::15865")


def in_degrees(crs: str, first: float, second: float) -> tuple[float, float]:
    """Longitude and latitude of WGS 84, by the EPSG database and in its order of axes."""
    if crs == CRS84:
        return first, second
    if crs == f"{EPSG}4326":
        return second, first
    code = int(crs.removeprefix(EPSG))
    if code == 32638:
        lat, lon = pyproj.Transformer.from_crs(code, 4326).transform(first, second)
    else:
        lat, lon = SK42.transform(*pyproj.Transformer.from_crs(code, 4284).transform(first, second))
    return lon, lat


def from_degrees(crs: str, lon: float, lat: float) -> tuple[float, float]:
    """In the order of axes of the system."""
    if crs == CRS84:
        return lon, lat
    code = int(crs.removeprefix(EPSG))
    if code in (4326, 32638):
        return pyproj.Transformer.from_crs(4326, code).transform(lat, lon)
    return pyproj.Transformer.from_crs(4284, code).transform(*SK42.transform(lat, lon, direction="INVERSE"))


async def collections(mapped: Operation) -> list[Json]:
    """Each collection twice: as it stands in the list, and alone."""
    document = answered(await ask(mapped, "/ogc/collections"))
    alone = [answered(await ask(mapped, f"/ogc/collections/{layer}")) for layer in LAYERS]
    return [*document["collections"], *alone]


async def test_crs_identifiers(mapped: Operation) -> None:
    """/conf/crs/crs-uri."""
    document = answered(await ask(mapped, "/ogc/collections"))
    for one in (document, *await collections(mapped)):
        for uri in (*one["crs"], one.get("storageCrs", CRS84)):
            assert re.fullmatch(r"http://www\.opengis\.net/def/crs/(EPSG/0/\d+|OGC/1\.3/CRS84)", uri)
        assert one["crs"] == OFFERED


async def test_the_default_is_offered(mapped: Operation) -> None:
    """/conf/crs/default-crs."""
    assert all(CRS84 in one["crs"] for one in await collections(mapped))


async def test_the_storage_is_offered(mapped: Operation) -> None:
    """/conf/crs/storageCrs."""
    assert all(one["storageCrs"] in one["crs"] for one in await collections(mapped))


async def some_url(mapped: Operation, layer: str) -> tuple[str, str]:
    """The address of the features of a layer, and of one of them."""
    at = f"/ogc/collections/{layer}/items"
    return at, f"{at}/{(await features(mapped, layer))[0]['id']}"


@pytest.mark.parametrize("layer", LAYERS)
async def test_an_answer_without_crs_names_the_default(mapped: Operation, layer: str) -> None:
    """/conf/crs/crs-parameter-default."""
    for url in await some_url(mapped, layer):
        assert (await ask(mapped, url)).headers["content-crs"] == f"<{CRS84}>"


@pytest.mark.parametrize("layer", LAYERS)
async def test_a_crs_that_is_not_offered(mapped: Operation, layer: str) -> None:
    """/conf/crs/crs-parameter-invalid, /conf/crs/bbox-crs-parameter-invalid."""
    for crs in (f"{EPSG}3857", f"{EPSG}0", "http://www.opengis.net/def/crs/OGC/0/nothing", "x", ""):
        for url in await some_url(mapped, layer):
            assert (await ask(mapped, url, crs=crs)).status_code == 400
        at = f"/ogc/collections/{layer}/items"
        assert (await ask(mapped, at, bbox="1,2,3,4", **{"bbox-crs": crs})).status_code == 400


def positions(geometry: Json) -> list[list[float]]:
    """As they are written, from first to last."""
    return [list(pair) for pair in shapely.get_coordinates(shape(geometry)).tolist()]


@pytest.mark.parametrize("crs", OFFERED)
@pytest.mark.parametrize("layer", LAYERS)
async def test_an_answer_in_a_crs(mapped: Operation, layer: str, crs: str) -> None:
    """/conf/crs/crs-parameter, /conf/crs/crs-parameter-transform."""
    default = {one["id"]: one["geometry"] for one in await features(mapped, layer)}
    at, one_url = await some_url(mapped, layer)
    page = await ask(mapped, at, crs=crs)
    alone = await ask(mapped, one_url, crs=crs)
    assert page.headers["content-crs"] == alone.headers["content-crs"] == f"<{crs}>"
    found: dict[Any, Any] = {one["id"]: one["geometry"] for one in answered(page)["features"]}
    assert found.keys() == default.keys()
    first = answered(alone)
    assert first["geometry"] == found[first["id"]]
    for id, geometry in found.items():
        assert (geometry is None) == (default[id] is None)
        if geometry:
            back = [in_degrees(crs, *pair) for pair in positions(geometry)]
            for was, now in zip(positions(default[id]), back, strict=True):
                assert now == pytest.approx(was, abs=2e-8, rel=0)


@pytest.mark.parametrize("crs", OFFERED)
@pytest.mark.parametrize("layer", LAYERS)
async def test_a_box_in_a_crs(mapped: Operation, layer: str, crs: str) -> None:
    """/conf/crs/bbox-crs-parameter: what is in it when the features are written in the same system."""
    corners = [from_degrees(crs, lon, lat) for lon, lat in ((46.53, 39.7003), (46.58, 39.7603))]
    box = [*map(min, zip(*corners, strict=True)), *map(max, zip(*corners, strict=True))]
    written = ",".join(f"{number:.7f}" for number in box)
    found = await features(mapped, layer, bbox=written, bbox__crs=crs)
    whole = await features(mapped, layer, crs=crs)
    area = shapely.box(*box)
    wanted = {
        one["id"] for one in whole if one["geometry"] is None or area.intersects(shape(one["geometry"]))
    }  # fmt: skip
    assert {one["id"] for one in found} == wanted
    assert layer in ("conflicts", "duplicates") or wanted


@pytest.mark.parametrize("layer", LAYERS)
async def test_a_box_without_a_crs_is_in_the_default(mapped: Operation, layer: str) -> None:
    """/conf/crs/bbox-crs-parameter-default."""
    box = "46.53,39.7003,46.58,39.8"
    named = await features(mapped, layer, bbox=box, bbox__crs=CRS84)
    assert named == await features(mapped, layer, bbox=box)
    assert named
