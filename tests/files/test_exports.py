"""Exports: what a row holds, which finds there are, and that they add up to the report."""

from __future__ import annotations

import asyncio
import csv
import io
import json
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from api.exports.forms import FORMS, Form
from api.exports.reading import GivenUp, reading
from api.exports.text import Pages
from api.formats.publication import FiguresDisagree
from models.columns import FIND_COLUMNS
from sync.database.database import Database
from sync.files.exports import BYTE_ORDER_MARK, Export
from sync.finds.reading import Filters
from tests.databases import secret_of
from tests.exporting import WEEK, export_file, exported
from tests.service import LETTER, Json, Operation, create, delete, edit


async def table(operation: Operation, folder: Path, **filters: Any) -> list[dict[str, str]]:
    _, path = await export_file(operation, "csv", folder, **filters)
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode().removeprefix(BYTE_ORDER_MARK), newline="")))


async def test_the_live_finds_of_a_period_add_up_to_its_report(operation: Operation) -> None:
    tablet = await operation.enrol()
    gone = create(count=100)
    counted = [create(count=n, found_on=day) for n, day in ((1, "2022-08-15"), (2, "2022-08-22"), (4, "2022-08-18"))]
    outside = [create(count=8, found_on=day) for day in ("2022-08-14", "2022-08-23")]
    await tablet.push(gone, *counted, *outside, delete(gone["find_id"], count=100))
    report = await operation.week()
    export, rows = await exported(operation, **WEEK)
    assert (export.seq, export.finds, export.total, export.removed) == (report["as_of"]["seq"], 3, 7, 0)
    assert (len(rows), sum(row["count"] for row in rows)) == (report["finds"], report["total"])
    assert [row["found_on"] for row in rows] == ["2022-08-15", "2022-08-18", "2022-08-22"]


async def test_geojson_is_a_point_a_find_whose_properties_are_its_row(operation: Operation, tmp_path: Path) -> None:
    tablet = await operation.enrol()
    await tablet.push(create(), create(marking="ПМН-2"))
    export, path = await export_file(operation, "geojson", tmp_path)
    collection: Json = json.loads(path.read_text())
    assert (collection["type"], collection["seq"], collection["cursor"]) == (
        "FeatureCollection",
        export.seq,
        export.cursor,
    )
    assert collection["bbox"] == pytest.approx([46.574427, 39.733186] * 2, abs=1e-6)
    _, rows = await exported(operation)
    assert [feature["properties"] for feature in collection["features"]] == rows
    assert [feature["id"] for feature in collection["features"]] == [row["id"] for row in rows]
    for feature in collection["features"]:
        assert feature["geometry"]["coordinates"] == pytest.approx([46.574427, 39.733186], abs=1e-6)


async def test_a_row_holds_the_position_as_typed_beside_wgs_84(operation: Operation, tmp_path: Path) -> None:
    tablet = await operation.enrol("Team 1")
    await tablet.push(create(note="wet; by the well\nsecond line", photos=["ab" * 32]))
    (row,) = await table(operation, tmp_path)
    assert [*row] == [column.name for column in FIND_COLUMNS]
    typed = {name: row[f"position_{name}"] for name in LETTER}
    assert typed == {name: str(value) for name, value in LETTER.items()}
    assert row["position_easting"] == row["position_mgrs"] == ""
    assert float(row["lat"]) == pytest.approx(39.733186, abs=1e-6)
    assert (row["note"], row["created_team"]) == ("wet; by the well\nsecond line", "Team 1")
    assert row["photos"] == "ab" * 32


@pytest.mark.parametrize("note", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
async def test_a_text_that_a_spreadsheet_would_run_begins_with_an_apostrophe(
    operation: Operation, tmp_path: Path, note: str
) -> None:
    tablet = await operation.enrol()
    await tablet.push(create(note=note))
    assert (await table(operation, tmp_path))[0]["note"] == "'" + note


@pytest.mark.parametrize("note", ["wet;=1+1", "a; @SUM(A1)", "a;-1;+2"])
async def test_a_text_that_is_split_at_semicolons_begins_no_formula(
    operation: Operation, tmp_path: Path, note: str
) -> None:
    tablet = await operation.enrol()
    await tablet.push(create(note=note))
    written = (await table(operation, tmp_path))[0]["note"]
    assert written.replace("'", "") == note
    assert not any(part.lstrip().startswith(("=", "+", "-", "@")) for part in written.split(";"))


async def test_a_negative_number_stays_a_number(operation: Operation, tmp_path: Path) -> None:
    tablet = await operation.enrol()
    await tablet.push(create(position={"crs": "EPSG:4326", "lat": -39.5, "lon": -46.5}))
    (row,) = await table(operation, tmp_path)
    assert (float(row["lat"]), float(row["lon"])) == (-39.5, -46.5)


async def test_filters_choose_by_type_team_state_and_box(operation: Operation) -> None:
    first, second = await operation.enrol("Team 1"), await operation.enrol("Team 2")
    gone = create()
    await first.push(create(marking="З-001М", count=5), gone, delete(gone["find_id"]))
    await second.push(create(marking="PMN-2", count=7, position={"crs": "EPSG:4326", "lat": 40, "lon": 47}))
    for filters, counts in (
        ({"type_key": "3001M", "state": "live"}, [5]),
        ({"team": "Team 2"}, [7]),
        ({"state": "deleted"}, [12]),
        ({"box": (46.9, 39.9, 47.1, 40.1)}, [7]),
    ):
        _, rows = await exported(operation, **filters)
        assert [row["count"] for row in rows] == counts


async def test_more_finds_than_are_held_at_a_time_come_whole(
    operation: Operation, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    tablet = await operation.enrol()
    await tablet.push(*(create(count=n + 1) for n in range(6)))
    for size in (3, 4):  # a last page that is full, and one that is not
        monkeypatch.setattr("sync.files.exports.PAGE", size)
        for since in (None, "0"):
            _, rows = await exported(operation, since)
            assert sorted(row["count"] for row in rows) == [1, 2, 3, 4, 5, 6]
        _, path = await export_file(operation, "geojson", tmp_path)
        assert len(json.loads(path.read_bytes())["features"]) == 6


async def test_a_find_in_conflict_says_so(operation: Operation) -> None:
    one, other = await operation.enrol("Team 1"), await operation.enrol("Team 2")
    made = create(count=12)
    await one.push(made)
    await one.push(edit(made["find_id"], count=(12, 14)))
    await other.push(edit(made["find_id"], count=(12, 15)))
    _, (row,) = await exported(operation)
    assert (row["open_conflicts"], row["count"]) == ("count", 14)


async def test_an_export_stands_on_one_moment_however_long_it_takes(
    operation: Operation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Finds that come and go while it is being written are not in it, and it writes to nobody's harm."""
    monkeypatch.setattr("sync.files.exports.PAGE", 2)
    tablet = await operation.enrol()
    made = [create(count=n + 1) for n in range(5)]
    await tablet.push(*made)
    async with (
        Database(operation.service.database_url) as database,
        reading(database, operation.name, Filters(state="live"), None, secret_of(database.url)) as opened,
    ):
        loop = asyncio.get_running_loop()

        def slowly(_: Any, pages: Any) -> list[int]:
            taken = []
            for n, page in enumerate(pages):
                taken += [row["count"] for row in page]
                change = tablet.push(create(count=100 + n), delete(made[-1]["find_id"], count=5))
                asyncio.run_coroutine_threadsafe(change, loop).result()
            return taken

        assert sorted(await asyncio.to_thread(opened.into, slowly)) == [1, 2, 3, 4, 5]


async def test_an_export_that_does_not_add_up_is_not_finished(operation: Operation) -> None:
    """Somebody has written to the database by hand."""
    tablet = await operation.enrol()
    await tablet.push(create(count=12))
    await operation.service.sql("UPDATE find SET count = 13")
    with pytest.raises(FiguresDisagree, match="1 finds and 12 in total, and 1 and 13 were counted"):
        await exported(operation)


async def test_an_export_that_nobody_wants_any_more_ends_at_its_next_page(operation: Operation, tmp_path: Path) -> None:
    async with (
        Database(operation.service.database_url) as database,
        reading(database, operation.name, Filters(), None, secret_of(database.url)) as opened,
    ):
        opened.given_up.set()
        for form in FORMS.values():
            path = tmp_path / f"finds.{form.ending}"
            with pytest.raises(GivenUp):
                await asyncio.to_thread(opened.into, partial(written, form, path))


def written(form: Form, path: Path, export: Export, pages: Pages) -> None:
    form.write(export, pages, path)
