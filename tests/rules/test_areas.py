"""Areas: what is derived from them changes when they do, and the finds stay as they were typed."""

from __future__ import annotations

from typing import Any

import httpx

from tests.service import LETTER, Json, Operation, answered, create, new_id, refused

SOUTH: Json = {"crs": "EPSG:4326", "lat": -39.733186, "lon": 46.574427}
"""The place of the letter with a sign error."""


def square(west: float = 46.0, south: float = 39.0, side: float = 1.0) -> Json:
    """A polygon; without arguments one that holds the position of the letter."""
    east, north = west + side, south + side
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


async def added(operation: Operation, kind: str, name: str, geometry: Json) -> httpx.Response:
    return await operation.call("POST", "/v1/areas", {"kind": kind, "name": name, "geometry": geometry})


async def area(operation: Operation, kind: str, name: str, geometry: Json) -> Json:
    made: Json = answered(await added(operation, kind, name, geometry), 201)
    return made


async def made_find(operation: Operation, **fields: Any) -> str:
    made = create(**fields)
    await (await operation.enrol()).push(made)
    return str(made["find_id"])


async def test_an_area_is_listed_as_it_was_sent_and_can_be_taken_away(operation: Operation) -> None:
    district = await area(operation, "district", "Lachin", square())
    whole = await area(operation, "operation", "north", square(40, 30, 10))
    listed = await operation.items("/v1/areas")
    assert [(one["id"], one["kind"], one["name"], one["geometry"]) for one in listed] == [
        (district["id"], "district", "Lachin", square()),
        (whole["id"], "operation", "north", square(40, 30, 10)),
    ]
    answered(await operation.call("DELETE", f"/v1/areas/{district['id'].upper()}"), 204)
    assert [one["id"] for one in await operation.items("/v1/areas")] == [whole["id"]]
    refused(await operation.call("DELETE", f"/v1/areas/{district['id']}"), 404, "not_found")
    refused(await operation.call("DELETE", f"/v1/areas/{new_id()}"), 404, "not_found")


async def test_a_district_is_computed_for_finds_that_were_there_before_and_for_new_ones(operation: Operation) -> None:
    old = await made_find(operation)
    assert (await operation.find(old))["district_computed"] is None
    made = await area(operation, "district", "Lachin", square())
    new, outside = await made_find(operation), await made_find(operation, position=SOUTH)
    for id, district in ((old, "Lachin"), (new, "Lachin"), (outside, None)):
        assert (await operation.find(id))["district_computed"] == district
    answered(await operation.call("DELETE", f"/v1/areas/{made['id']}"), 204)
    assert {find["district_computed"] for find in (await operation.finds()).values()} == {None}


async def test_the_report_takes_the_district_as_typed_and_else_as_computed(operation: Operation) -> None:
    await made_find(operation, count=1, district="Kalbajar")
    await made_find(operation, count=2)
    await made_find(operation, count=4, position=SOUTH)

    async def by_district() -> dict[str | None, int]:
        return {row["district"]: row["total"] for row in (await operation.week())["by_district"]}

    assert await by_district() == {"Kalbajar": 1, None: 6}
    await area(operation, "district", "Lachin", square())
    assert await by_district() == {"Kalbajar": 1, "Lachin": 2, None: 4}


async def test_a_find_outside_the_area_of_the_operation_is_taken_and_flagged(operation: Operation) -> None:
    inside, outside = await made_find(operation), await made_find(operation, position=SOUTH)
    assert (await operation.find(outside))["flags"] == []
    made = await area(operation, "operation", "lachin", square())
    assert (await operation.find(inside))["flags"] == []
    assert (await operation.find(outside))["flags"] == ["outside_area"]
    (result,) = await (await operation.enrol()).push(create(position=SOUTH))
    assert (result["outcome"], result["flags"]) == ("applied", ["outside_area"])
    answered(await operation.call("DELETE", f"/v1/areas/{made['id']}"), 204)
    assert (await operation.find(outside))["flags"] == []


async def test_a_find_is_inside_when_any_area_of_the_operation_holds_it(operation: Operation) -> None:
    find_id = await made_find(operation)
    await area(operation, "operation", "far", square(10, 10))
    assert (await operation.find(find_id))["flags"] == ["outside_area"]
    both = {"type": "MultiPolygon", "coordinates": [square()["coordinates"], square(50, 50)["coordinates"]]}
    await area(operation, "operation", "near", both)
    assert (await operation.find(find_id))["flags"] == []


async def test_an_area_changes_no_version_and_is_an_entry_of_the_log(operation: Operation) -> None:
    find_id = await made_find(operation)
    before = await operation.find(find_id)
    await area(operation, "district", "Lachin", square())
    after = await operation.find(find_id)
    assert after == {**before, "district_computed": "Lachin", "seq": 2}
    assert await operation.log_seq() == 2
    assert [entry["version"] for entry in await operation.history(find_id)] == [1]


async def test_tablets_get_the_finds_that_an_area_changed_and_no_others(operation: Operation) -> None:
    inside, _ = await made_find(operation), await made_find(operation, position=SOUTH)
    tablet = await operation.enrol()
    await tablet.pull()
    etag = (await operation.call("GET", f"/v1/finds/{inside}")).headers["etag"]
    await area(operation, "district", "Lachin", square())
    held = await tablet.pull()
    assert held == {inside: await operation.find(inside)}
    refused(await operation.change(inside, etag, set={"count": 13}), 412, "precondition_failed")


async def test_a_find_that_is_moved_gets_the_district_of_its_new_place(operation: Operation) -> None:
    await area(operation, "district", "Lachin", square())
    find_id = await made_find(operation, position=SOUTH)
    answered(await operation.change(find_id, set={"position": LETTER}))
    assert (await operation.find(find_id))["district_computed"] == "Lachin"


async def test_an_area_that_there_is_already_is_not_added_again(operation: Operation) -> None:
    await area(operation, "district", "Lachin", square())
    refused(await added(operation, "district", "Lachin", square(50, 50)), 409, "already_exists")
    await area(operation, "operation", "Lachin", square())
    assert len(await operation.items("/v1/areas")) == 2


BAD_GEOMETRIES: list[tuple[Any, str]] = [
    ({}, "is not a GeoJSON Polygon or MultiPolygon"),
    ({"type": "Point", "coordinates": [46, 39]}, "is not a GeoJSON Polygon or MultiPolygon"),
    ({"type": "Polygon"}, "is not GeoJSON"),
    ({"type": "Polygon", "coordinates": []}, "has no area"),
    ({"type": "Polygon", "coordinates": [[[46, 39], [47, 39], [47, 40]]]}, "is not GeoJSON"),
    ({"type": "Polygon", "coordinates": [[46, 39]]}, "is not GeoJSON"),
    ({"type": "Polygon", "coordinates": [[["46", "39"], ["47", "39"], ["47", "40"], ["46", "39"]]]}, "is not GeoJSON"),
    ({"type": "Polygon", "coordinates": [[[46, 39], [47, 40], [47, 39], [46, 40], [46, 39]]]}, "not a valid polygon"),
    (square(4400000, 8600000, 1000), "lies outside the degrees of the earth"),
    (square(39, 86, 10), "lies outside the degrees of the earth"),
    (
        {"type": "Polygon", "coordinates": [[[179, 60], [-179, 60], [-179, 61], [179, 61], [179, 60]]]},
        "an edge of more than 180 degrees",
    ),
    (
        {**square(), "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::4284"}}},
        "names another coordinate system",
    ),
    ({**square(), "crs": "WGS 84"}, "names another coordinate system"),
]


async def test_a_polygon_that_is_none_is_refused_with_the_reason(operation: Operation) -> None:
    for geometry, reason in BAD_GEOMETRIES:
        problem = refused(await added(operation, "district", "Lachin", geometry), 422, "invalid_value")
        (error,) = problem["errors"]
        assert (error["field"], error["code"]) == ("geometry", "bad_polygon"), geometry
        assert reason in error["detail"]
        assert error["remedy"]
    assert await operation.items("/v1/areas") == []


async def test_an_area_of_the_whole_earth_and_one_that_names_wgs_84_are_added(operation: Operation) -> None:
    earth = [[-180, -90], [180, -90], [180, 90], [-180, 90], [-180, -90]]
    await area(operation, "operation", "Earth", {"type": "Polygon", "coordinates": [earth]})
    for n, name in enumerate(("urn:ogc:def:crs:OGC:1.3:CRS84", "EPSG:4326")):
        named = {**square(), "crs": {"type": "name", "properties": {"name": name}}}
        await area(operation, "district", f"Lachin {n}", named)


async def test_an_area_has_a_kind_a_name_and_a_geometry(operation: Operation) -> None:
    good = {"kind": "district", "name": "Lachin", "geometry": square()}
    for field, value in (("kind", "province"), ("name", " "), ("geometry", "POLYGON"), ("geometry", None)):
        problem = refused(await operation.call("POST", "/v1/areas", {**good, field: value}), 422, "invalid_value")
        assert [error["field"] for error in problem["errors"]] == [field]
