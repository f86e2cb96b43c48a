"""Items of OGC API Features: what is asked for and nothing else, page by page, on both databases."""

from __future__ import annotations

from typing import Any

import pytest

from models.columns import FIND_COLUMNS, find_row
from tests.ogc import SQUARE, a_conflict, a_week, ask, counts, features, lonlat
from tests.service import Operation, answered, create, new_id, refused

ITEMS = "/ogc/collections/finds/items"


async def test_every_find_is_there_as_a_flat_row_at_its_place(operation: Operation) -> None:
    await a_week(operation)
    found = {feature["id"]: feature for feature in await features(operation, "finds", limit=7)}
    finds = await operation.finds()
    assert found.keys() == finds.keys()
    for id, find in finds.items():
        assert found[id]["properties"] == find_row(find)
        assert found[id]["geometry"] == {
            "type": "Point",
            "coordinates": [find["location"]["lon"], find["location"]["lat"]],
        }
        assert answered(await ask(operation, f"{ITEMS}/{id}"))["properties"] == find_row(find)
    refused(await ask(operation, f"{ITEMS}/{new_id()}"), 404, "not_found")


async def test_filters_find_what_they_say(operation: Operation) -> None:
    _, made = await a_week(operation)

    def which(wanted: Any) -> list[int]:
        return [one["set"]["count"] for one in made if wanted(one["set"])]

    assert await counts(operation, category="ap_mine") == which(lambda find: find["category"] == "ap_mine")
    assert await counts(operation, manufactured_year=2021, state="live") == which(
        lambda find: "manufactured_year" in find
    )
    assert await counts(operation, type_key="TM62M", limit=2) == which(lambda find: find["marking"] == "TM-62M")
    assert await counts(operation, position_crs="EPSG:4326", created_team="Team 1") == [*range(1, 31)]
    assert await counts(operation, count=3, limit=1000000) == [3]
    assert await counts(operation, limit=-5, count=3) == [3]
    assert await counts(operation, bbox="46.5,39.7,46.6,39.8") == [*range(1, 11)]
    assert await counts(operation, bbox="46.5,39.7,0,46.6,39.8,9", limit=3) == [*range(1, 11)]
    assert await counts(operation, bbox="39.7,46.5,39.8,46.6", bbox__crs="[EPSG:4326]") == [*range(1, 11)]
    assert await counts(operation, bbox="-180,-90,180,90") == [*range(1, 31)]
    assert await counts(operation, bbox="100,-90,46.6,90") == [*range(1, 31)]  # over the date line
    assert await counts(operation, bbox="100,-90,-46.6,90") == []


async def test_days_are_the_days_that_are_written_whatever_zone_stands_behind_them(operation: Operation) -> None:
    await a_week(operation)
    days = {count: 15 + (count - 1) % 8 for count in range(1, 31)}
    for asked, first, last in [
        ("2022-08-16", 16, 16),
        ("2022-08-16T00:00:00Z", 16, 16),
        ("2022-08-16T", 16, 16),
        ("2022-08-16T23:30:00-05:00", 16, 16),
        ("2022-08-16/2022-08-18", 16, 18),
        ("2022-08-16T00:00:00Z/2022-08-18T00:00:00+04:00", 16, 18),
        ("2022-08-20T00:00:00Z/..", 20, 22),
        ("2022-08-20/", 20, 22),
        ("../2022-08-16", 15, 16),
        ("../..", 15, 22),
    ]:
        found = await counts(operation, datetime=asked)
        assert found == [count for count, day in days.items() if first <= day <= last], asked


async def test_a_box_of_a_grid_is_followed_exactly(operation: Operation) -> None:
    tablet = await operation.enrol()
    grid = {"crs": "EPSG:28408"}
    made = [
        create(count=10 * n + m + 1, position={**grid, "x": 4401000 + 100 * n, "y": 8635000 + 100 * m})
        for n in range(5)
        for m in range(5)
    ]
    await tablet.push(*made)
    box = "4401099.99,8635099.99,4401300.01,8635200.01"
    crs = "http://www.opengis.net/def/crs/EPSG/0/28408"
    wanted = [12, 13, 22, 23, 32, 33]
    assert await counts(operation, bbox=box, bbox__crs=crs) == wanted
    inner = "4401100.01,8635099.99,4401300.01,8635199.99"
    assert await counts(operation, bbox=inner, bbox__crs=crs) == [22, 32]
    assert await counts(operation, bbox="0,5000000,9000000,9900000", bbox__crs=crs) == sorted(
        one["set"]["count"] for one in made
    )
    corners = ["4401050 8635050", "4401050 8635250", "4401350 8635250", "4401350 8635050", "4401050 8635050"]
    polygon = f"S_INTERSECTS(geometry, POLYGON(({', '.join(corners)})))"
    assert await counts(operation, filter=polygon, filter__crs=crs) == wanted
    (one,) = await features(operation, "finds", crs=crs, count=12)
    assert one["geometry"]["coordinates"] == pytest.approx([4401100, 8635100], abs=0.001, rel=0)


async def test_the_answer_names_its_coordinate_system(operation: Operation) -> None:
    await a_week(operation)
    for code, wanted in ((4326, [lonlat(0)[1], lonlat(0)[0]]), (32638, None)):
        crs = f"http://www.opengis.net/def/crs/EPSG/0/{code}"
        answer = await ask(operation, ITEMS, crs=crs, count=1)
        assert answer.headers["content-crs"] == f"<{crs}>"
        place = answered(answer)["features"][0]["geometry"]["coordinates"]
        assert place == (wanted or pytest.approx([632742, 4405588], abs=1000))
    assert (await ask(operation, ITEMS)).headers["content-crs"] == "<http://www.opengis.net/def/crs/OGC/1.3/CRS84>"


BAD = [
    ("colour=red", "colour"),
    ("categry=ap_mine", "categry"),
    ("bbox=1,2,3", "bbox"),
    ("bbox=a,b,c,d", "bbox"),
    ("bbox=1,2,3,4&bbox=1,2,3,4", "bbox"),
    ("bbox=1,2,3,4&bbox-crs=EPSG:3857", "bbox-crs"),
    ("crs=http://www.opengis.net/def/crs/EPSG/0/3857", "crs"),
    ("datetime=yesterday", "datetime"),
    ("datetime=2022-08-22/2022-08-15", "datetime"),
    ("datetime=2022-08-22/2022-08-23/2022-08-24", "datetime"),
    ("datetime=2022-02-30", "datetime"),
    ("limit=many", "limit"),
    ("after=nonsense", "after"),
    ("count=many", "filter"),
    ("found_on=monday", "filter"),
    ("filter=count%3E5&filter-lang=sql", "filter-lang"),
    ("filter=count%3E5&filter-crs=x", "filter-crs"),
    ("f=xml", "f"),
]
"""A query, and the parameter at fault."""


async def test_what_cannot_be_taken_is_refused_by_its_name(operation: Operation) -> None:
    for query, field in BAD:
        problem = refused(await ask(operation, f"{ITEMS}?{query}"), 400, "invalid_request")
        assert [error["field"] for error in problem["errors"]] == [field], query


async def test_an_etag_holds_until_something_changes(operation: Operation) -> None:
    tablet, _ = await a_week(operation)
    for url in (ITEMS, f"{ITEMS}?limit=2&f=html"):
        etag = (await ask(operation, url)).headers["etag"]
        headers = {"If-None-Match": etag, "Authorization": f"Bearer {operation.token}"}
        same = await operation.service.client.get(url, headers=headers)
        assert (same.status_code, same.content, same.headers["etag"]) == (304, b"", etag)
        await tablet.push(create(count=999, position={"crs": "EPSG:4326", "lat": 41.0, "lon": 47.0}))
        changed = await operation.service.client.get(url, headers=headers)
        assert changed.status_code == 200
        assert changed.headers["etag"] != etag


async def test_deleted_finds_say_so_and_pages_are_counted_anew(operation: Operation) -> None:
    _, made = await a_week(operation)
    assert len(await features(operation, "finds", state="live")) == 30
    await operation.change(made[0]["find_id"], deleted=True)
    assert len(await features(operation, "finds", state="live")) == 29
    assert [one["id"] for one in await features(operation, "finds", state="deleted")] == [made[0]["find_id"]]


async def test_a_conflict_lies_at_its_find(operation: Operation) -> None:
    _, made = await a_week(operation)
    await a_conflict(operation, made[3]["find_id"])
    (one,) = await features(operation, "conflicts", state="open", bbox="46.5,39.75,46.6,39.77")
    assert one["geometry"]["coordinates"] == [*lonlat(3)]
    told = one["properties"]
    assert (told["find_id"], told["field"], told["accepted"], told["offered"]) == (
        made[3]["find_id"],
        "count",
        "5",
        "6",
    )
    assert await features(operation, "conflicts", bbox="46.5,39.0,46.6,39.7") == []
    assert await features(operation, "conflicts", filter="field = 'marking' OR why IS NOT NULL") == []
    assert answered(await ask(operation, f"/ogc/collections/conflicts/items/{one['id']}"))["properties"] == told


async def test_a_suspected_duplicate_is_both_places(operation: Operation) -> None:
    one, other = await operation.enrol("Team 1", "A"), await operation.enrol("Team 2", "B")
    first = create(count=3, position={"crs": "EPSG:4326", "lat": 39.75, "lon": 46.55})
    second = create(count=4, position={"crs": "EPSG:4326", "lat": 39.7501, "lon": 46.55})
    await one.push(first)
    await other.push(second)
    (pair,) = await features(operation, "duplicates", datetime="2022-08-15")
    assert pair["geometry"]["type"] == "MultiPoint"
    assert sorted(pair["geometry"]["coordinates"]) == [[46.55, 39.75], [46.55, 39.7501]]
    told = pair["properties"]
    assert {told["one"], told["other"]} == {first["find_id"], second["find_id"]}
    assert {told["one_count"], told["other_count"]} == {3, 4}
    for box, number in (("46.5,39.7,46.6,39.75005", 1), ("46.5,39.75005,46.6,39.8", 1), ("46.5,39.76,46.6,39.8", 0)):
        assert len(await features(operation, "duplicates", bbox=box)) == number


async def test_an_edition_stays_as_it_was_published(operation: Operation) -> None:
    tablet, made = await a_week(operation)
    assert await features(operation, "editions") == []
    week = {"from": "2022-08-15", "to": "2022-08-18"}
    published = answered(await operation.call("POST", "/v1/editions", {"id": new_id(), **week}), 201)
    (before,) = await features(operation, "editions")
    report = published["report"]
    told = before["properties"]
    assert (told["id"], told["total"], told["sha256"]) == ("1.1", report["total"], published["sha256"])
    counted = {lonlat(n) for n in range(30) if n % 8 < 4}
    assert {tuple(place) for place in before["geometry"]["coordinates"]} == counted

    await operation.change(made[0]["find_id"], deleted=True)
    await tablet.push(create(count=5, found_on="2022-08-16", position={"crs": "EPSG:4326", "lat": 39.0, "lon": 47.5}))
    await operation.change(made[1]["find_id"], set={"position": {"crs": "EPSG:4326", "lat": 39.0, "lon": 48.0}})
    assert await features(operation, "editions") == [before]

    answered(await operation.call("POST", "/v1/editions", {"id": new_id(), **week}), 201)
    first, second = await features(operation, "editions", limit=1)
    assert first == {**before, "properties": {**told, "state": "superseded"}}
    assert (second["id"], second["properties"]["state"]) == ("1.2", "standing")
    assert second["properties"]["total"] == told["total"] - 1 + 5
    assert [one["id"] for one in await features(operation, "editions", bbox="47.4,38.9,47.6,39.1")] == ["1.2"]
    assert await features(operation, "editions", datetime="2022-08-19/..") == []
    assert len(await features(operation, "editions", datetime="2022-08-18/..", filter="revision > 1")) == 1
    for link in first["links"]:
        file = await ask(operation, link["href"])
        assert file.status_code == 200, link
        assert file.headers["content-type"].startswith(link["type"])


async def test_areas_are_polygons(operation: Operation) -> None:
    assert await features(operation, "areas") == []
    for name, east in (("Lachin", 46.6), ("Kalbajar", 46.2)):
        ring = [[min(lon, east), lat] for lon, lat in SQUARE["coordinates"][0]]
        if name == "Kalbajar":
            ring = [[lon - 1, lat] for lon, lat in SQUARE["coordinates"][0]]
        body = {"kind": "district", "name": name, "geometry": {"type": "Polygon", "coordinates": [ring]}}
        answered(await operation.call("POST", "/v1/areas", body), 201)
    names = {one["properties"]["name"]: one for one in await features(operation, "areas", limit=1)}
    assert names.keys() == {"Lachin", "Kalbajar"}
    assert names["Lachin"]["geometry"] == {"type": "MultiPolygon", "coordinates": [SQUARE["coordinates"]]}
    assert [one["properties"]["name"] for one in await features(operation, "areas", bbox="46.59,39.75,47,40")] == [
        "Lachin"
    ]
    (one,) = await features(operation, "areas", name="Kalbajar", crs="http://www.opengis.net/def/crs/EPSG/0/4326")
    assert one["geometry"]["coordinates"][0][0][0] == [39.7, 45.5]
    grid = "http://www.opengis.net/def/crs/EPSG/0/32638"
    assert len(await features(operation, "areas", bbox="628000,4390000,640000,4410000", bbox__crs=grid)) == 1
    assert len(await features(operation, "areas", filter="S_INTERSECTS(geometry, POINT(45.55 39.75))")) == 1
    described = answered(await ask(operation, "/ogc/collections/areas"))
    assert described["extent"]["spatial"]["bbox"] == [[45.5, 39.7, 46.6, 39.8]]


async def test_a_layer_shows_its_own_operation_only(operation: Operation) -> None:
    _, made = await a_week(operation)
    await a_conflict(operation, made[3]["find_id"])
    stranger = await operation.service.operation("kalbajar-2022")
    for layer in ("finds", "conflicts", "duplicates", "editions", "areas"):
        assert await features(stranger, layer) == []
    refused(await ask(stranger, f"{ITEMS}/{made[0]['find_id']}"), 404, "not_found")


async def test_devices_and_strangers_see_nothing(operation: Operation) -> None:
    tablet = await operation.enrol()
    client = operation.service.client
    for path in ("/ogc", ITEMS, "/ogc/api"):
        refused(await client.get(path, auth=("x", tablet.token)), 403, "forbidden")
        answer = await client.get(path)
        refused(answer, 401, "unauthenticated")
        assert answer.headers["www-authenticate"].startswith("Basic ")
    viewer = await operation.staff("viewer", "a map reader")
    assert (await ask(viewer, ITEMS)).status_code == 200


def test_the_columns_of_finds_are_those_of_all_files() -> None:
    from models.layers import FINDS

    assert FINDS.columns is FIND_COLUMNS
