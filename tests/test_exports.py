"""Exports: what a spreadsheet and a map get, and that it adds up to the report."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from typing import Any

import pytest

from sync.database import Database
from sync.exports import BYTE_ORDER_MARK, Exported, as_csv, as_geojson, export_finds
from sync.finds import Filters
from tests.service import LETTER, Json, Operation, create, delete, edit


async def exported(operation: Operation, form: Callable[..., Any], **filters: Any) -> tuple[str, Exported]:
    text: list[str] = []
    async with Database(operation.service.database_url) as database:
        done = await database.read(export_finds, operation.name, Filters(**filters), form, text.append)
    return "".join(text), done


async def table(operation: Operation, **filters: Any) -> list[dict[str, str]]:
    text, _ = await exported(operation, as_csv, **filters)
    return list(csv.DictReader(io.StringIO(text.removeprefix(BYTE_ORDER_MARK), newline="")))


async def test_the_live_finds_of_a_period_add_up_to_its_report(operation: Operation) -> None:
    tablet = await operation.enrol()
    gone = create(count=100)
    counted = [create(count=n, found_on=day) for n, day in ((1, "2022-08-15"), (2, "2022-08-22"), (4, "2022-08-18"))]
    outside = [create(count=8, found_on=day) for day in ("2022-08-14", "2022-08-23")]
    await tablet.push(gone, *counted, *outside, delete(gone["find_id"], count=100))
    report = await operation.week()
    for form in (as_csv, as_geojson):
        _, done = await exported(operation, form, first="2022-08-15", last="2022-08-22", state="live")
        assert done == Exported(operation.name, report["as_of"]["seq"], 3, 7)
        assert (done.finds, done.total) == (report["finds"], report["total"])


async def test_geojson_is_a_point_a_find_whose_properties_are_the_find(operation: Operation) -> None:
    tablet = await operation.enrol()
    await tablet.push(create(), create(marking="ПМН-2"))
    text, done = await exported(operation, as_geojson)
    collection: Json = json.loads(text)
    assert (collection["type"], collection["seq"]) == ("FeatureCollection", done.seq)
    held = await operation.finds()
    assert {feature["id"]: feature["properties"] for feature in collection["features"]} == held
    for feature in collection["features"]:
        assert feature["geometry"]["coordinates"] == pytest.approx([46.574427, 39.733186], abs=1e-6)


async def test_an_empty_export_is_still_a_file_that_opens(operation: Operation) -> None:
    assert json.loads((await exported(operation, as_geojson))[0])["features"] == []
    assert await table(operation) == []


async def test_a_row_holds_the_position_as_typed_beside_wgs_84(operation: Operation) -> None:
    tablet = await operation.enrol("Team 1")
    await tablet.push(create(note="wet; by the well\nsecond line", photos=["ab" * 32]))
    (row,) = await table(operation)
    typed = {name: row[f"position_{name}"] for name in LETTER}
    assert typed == {name: str(value) for name, value in LETTER.items()}
    assert row["position_easting"] == row["position_mgrs"] == ""
    assert float(row["lat"]) == pytest.approx(39.733186, abs=1e-6)
    assert (row["note"], row["created_team"]) == ("wet; by the well\nsecond line", "Team 1")
    assert row["photos"] == "ab" * 32


@pytest.mark.parametrize("note", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
async def test_a_text_that_a_spreadsheet_would_run_begins_with_an_apostrophe(operation: Operation, note: str) -> None:
    tablet = await operation.enrol()
    await tablet.push(create(note=note))
    assert (await table(operation))[0]["note"] == "'" + note


async def test_a_negative_number_stays_a_number(operation: Operation) -> None:
    tablet = await operation.enrol()
    await tablet.push(create(position={"crs": "EPSG:4326", "lat": -39.5, "lon": -46.5}))
    (row,) = await table(operation)
    assert (float(row["lat"]), float(row["lon"])) == (-39.5, -46.5)


async def test_filters_choose_by_type_team_and_state(operation: Operation) -> None:
    first, second = await operation.enrol("Team 1"), await operation.enrol("Team 2")
    gone = create()
    await first.push(create(marking="З-001М", count=5), gone, delete(gone["find_id"]))
    await second.push(create(marking="PMN-2", count=7))
    assert [row["count"] for row in await table(operation, type_key="3001M", state="live")] == ["5"]
    assert [row["count"] for row in await table(operation, team="Team 2")] == ["7"]
    assert [row["id"] for row in await table(operation, state="deleted")] == [gone["find_id"]]


async def test_more_finds_than_are_held_at_a_time_come_whole(
    operation: Operation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sync.exports.PAGE", 3)
    tablet = await operation.enrol()
    await tablet.push(*(create(count=n + 1) for n in range(7)))
    rows = await table(operation)
    assert sorted(int(row["count"]) for row in rows) == [1, 2, 3, 4, 5, 6, 7]


async def test_a_find_in_conflict_says_so(operation: Operation) -> None:
    one, other = await operation.enrol("Team 1"), await operation.enrol("Team 2")
    made = create(count=12)
    await one.push(made)
    await one.push(edit(made["find_id"], count=(12, 14)))
    await other.push(edit(made["find_id"], count=(12, 15)))
    (row,) = await table(operation)
    assert (row["open_conflicts"], row["count"]) == ("count", "14")
