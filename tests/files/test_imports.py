"""Imports over HTTP: rows become finds like those of tablets, twice changes nothing, nobody's value is overwritten."""

from __future__ import annotations

import csv
import io
import json
import random
from typing import Any

import httpx
import pytest

from api.routes import imports as route
from models.columns import FIND_COLUMNS, find_row
from models.find import FIELDS, means
from sync.files.exports import BYTE_ORDER_MARK, cell
from tests.rules.test_areas import area, square
from tests.service import LETTER, Json, Operation, answered, create, edit, new_id, outcomes, place, refused

MAPPING: Json = {
    "columns": {
        "marking": "Model", "count": "Qty", "found_on": "Date", "position_x": "X", "position_y": "Y", "team": "Team",
    },
    "constants": {"category": "ap_mine", "position_crs": "SK-42"},
}  # fmt: skip
WITH_IDS: Json = {**MAPPING, "columns": {**MAPPING["columns"], "id": "No"}, "source": "imsma"}
HEADING = "No,Model,Qty,Date,X,Y,Team"


def row(no: object = 1, model: str = "3-001M", qty: object = 12, day: str = "2022-08-15", north: int = 0) -> str:
    return f"{no},{model},{qty},{day},{4401180 + 100 * north},8635076,Team 1"


async def post(
    operation: Operation, content: bytes | str, mapping: Any = None, dry_run: bool = False, name: str = "august.csv"
) -> httpx.Response:
    given = {} if mapping is None else {"mapping": json.dumps(mapping)}
    return await operation.service.client.post(
        "/v1/imports",
        params={"dry_run": "true"} if dry_run else {},
        files={"file": (name, content)},
        data=given,
        headers={"Authorization": f"Bearer {operation.token}"},
    )


async def imported(operation: Operation, *rows: str, mapping: Json = MAPPING, dry_run: bool = False) -> Json:
    answer: Json = answered(await post(operation, "\n".join([HEADING, *rows]), mapping, dry_run))
    return answer


def counts(answer: Json) -> dict[str, int]:
    """The outcomes that came at all."""
    return {name: answer[name] for name in ("new", "changed", "conflict", "same", "refused") if answer[name]}


async def test_rows_become_finds_of_who_imports_and_count_like_all_others(operation: Operation) -> None:
    clerk = await operation.staff("reviewer", "Data clerk")
    answer = await imported(clerk, row(north=0), row(model="ПМН-2", qty=3, north=1))
    assert counts(answer) == {"new": 2}
    assert answer["total"] == 15
    assert answer["totals"] == [
        {"week": "2022-W33", "type": "3001M", "total": 12},
        {"week": "2022-W33", "type": "PMN2", "total": 3},
    ]
    assert answer["unmapped"] == ["No"]
    finds = await operation.finds()
    assert sorted(find["count"] for find in finds.values()) == [3, 12]
    (mine,) = [find for find in finds.values() if find["count"] == 12]
    assert mine["position"] == LETTER
    assert (mine["created"]["person"], mine["created"]["team"]) == ("Data clerk", "Team 1")
    (entry,) = await operation.history(mine["id"])
    assert entry["mutation"]["imported"] == {"file": "august.csv", "row": 2}
    week = await operation.week()
    assert (week["total"], week["by_team"]) == (15, [{"team": "Team 1", "total": 15, "finds": 2}])


async def test_the_same_file_again_changes_nothing_and_equal_rows_are_as_many_finds(operation: Operation) -> None:
    rows = (row(), row(), row(qty=3))
    assert counts(await imported(operation, *rows)) == {"new": 3}
    seq = await operation.log_seq()
    assert counts(await imported(operation, *rows)) == {"same": 3}
    assert counts(await imported(operation, *rows, row())) == {"new": 1, "same": 3}
    assert await operation.log_seq() == seq + 1
    assert (await operation.week())["total"] == 12 + 12 + 3 + 12


async def test_a_row_that_a_tablet_has_changed_or_deleted_since_is_still_imported_before(operation: Operation) -> None:
    await imported(operation, row())
    ((id, find),) = (await operation.finds()).items()
    await (await operation.enrol()).push(edit(id, count=(12, 14)))
    assert counts(await imported(operation, row())) == {"same": 1}
    answered(await operation.change(id, deleted=True))
    assert counts(await imported(operation, row())) == {"same": 1}
    assert (await operation.find(id))["state"] == "deleted"
    assert find["count"] == 12


async def test_a_dry_run_says_what_the_import_does_and_stores_nothing(operation: Operation) -> None:
    await area(operation, "operation", "all", square())
    device = await operation.enrol()
    await imported(operation, row(1), row(2, north=1), row(3, north=2), mapping=WITH_IDS)
    touched = next(id for id, find in (await operation.finds()).items() if find["position"]["x"] == 4401380)
    await device.push(edit(touched, count=(12, 20)))
    rows = [
        row(1),
        row(2, qty=13, north=1),
        row(3, qty=14, north=2),
        row(4, model="never seen", north=3),
        row(5, day="2999-01-01", north=4),
        row(6, qty="many", north=5),
        row(7, north=5_000),
        row(7, qty=1, north=5_000),
        row(8, north=6),
        row(8, north=6),
        "",
        "9,,,,,,",
    ]
    seq, total = await operation.log_seq(), (await operation.week())["total"]
    dry = await imported(operation, *rows, mapping=WITH_IDS, dry_run=True)
    assert (await operation.log_seq(), (await operation.week())["total"]) == (seq, total)
    real = await imported(operation, *rows, mapping=WITH_IDS)
    assert (dry.pop("dry_run"), real.pop("dry_run")) == (True, False)
    assert (dry.pop("seq"), real.pop("seq")) == (None, await operation.log_seq())
    assert dry == real
    assert counts(real) == {"new": 4, "changed": 1, "conflict": 1, "same": 2, "refused": 3}
    assert real["flags"] == {"future_date": 1, "outside_area": 1, "unknown_marking": 1}
    assert {(one["row"], one["outcome"]) for one in real["listed"]} == {
        (3, "changed"), (4, "conflict"), (5, "new"), (6, "new"), (7, "refused"), (8, "new"), (9, "refused"),
        (13, "refused"),
    }  # fmt: skip
    assert real["total"] == sum(one["total"] for one in real["totals"])
    in_2999 = 12
    assert (await operation.week("2022-08-01", "2022-08-31"))["total"] == total + real["total"] - in_2999


async def test_a_changed_row_with_an_id_is_an_edit_of_what_was_imported_last(operation: Operation) -> None:
    for qty, expected in ((12, "new"), (14, "changed"), (14, "same"), (12, "changed"), (12, "same")):
        assert counts(await imported(operation, row(qty=qty), mapping=WITH_IDS)) == {expected: 1}
    (find,) = (await operation.finds()).values()
    assert (find["count"], find["version"]) == (12, 3)


async def test_what_a_tablet_said_meanwhile_is_not_overwritten_and_other_fields_go_in(operation: Operation) -> None:
    await imported(operation, row(), mapping=WITH_IDS)
    ((id, _),) = (await operation.finds()).items()
    await (await operation.enrol()).push(edit(id, count=(12, 20)))
    assert counts(await imported(operation, row(day="2022-08-16"), mapping=WITH_IDS)) == {"changed": 1}
    assert counts(await imported(operation, row(qty=13, day="2022-08-16"), mapping=WITH_IDS)) == {"conflict": 1}
    find = await operation.find(id)
    assert (find["count"], find["found_on"]) == (20, "2022-08-16")
    assert await operation.table(id) == {"count": [20, 13]}


async def test_a_row_whose_author_saw_nothing_of_the_find_overwrites_nothing(operation: Operation) -> None:
    made = create(district="Lachin")
    await (await operation.enrol()).push(made)
    mapping = {**WITH_IDS, "columns": {**WITH_IDS["columns"], "district": "Place"}}
    text = f"{HEADING},Place\n{row(made['find_id'])},\n"
    assert counts(answered(await post(operation, text, mapping))) == {"same": 1}
    text = f"{HEADING},Place\n{row(made['find_id'], qty=13)},\n"
    assert counts(answered(await post(operation, text, mapping))) == {"conflict": 1}
    find = await operation.find(made["find_id"])
    assert (find["count"], find["district"]) == (12, "Lachin")


async def test_one_id_in_two_rows_is_refused_unless_both_say_the_same(operation: Operation) -> None:
    answer = await imported(operation, row(1), row(1), row(1, qty=13), mapping=WITH_IDS)
    assert counts(answer) == {"new": 1, "same": 1, "refused": 1}
    (refusal,) = answer["listed"]
    assert (refusal["row"], refusal["errors"][0]["code"]) == (4, "twice")


# Our own exports


def exported(finds: list[Json]) -> str:
    """As `minetally export` writes them."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(column.name for column in FIND_COLUMNS)
    writer.writerows(map(cell, find_row(find).values()) for find in finds)
    return BYTE_ORDER_MARK + text.getvalue()


def any_find(chance: random.Random) -> Json:
    """A find with whatever a field may hold, at a place of its own."""
    texts = [
        "a",
        "=1+1",
        "-5",
        "+7",
        "@x",
        '"quoted", with; commas',
        "two\nlines",
        " spaces ",
        "\ttab",
        "Ə ğ İ",
        "39,5",
    ]
    north = chance.randrange(10**6)
    optional: Json = {
        "disposition": chance.choice(["destroyed", "left_marked"]),
        "manufactured_year": chance.randint(1940, 2022),
        "depth_cm": chance.randint(0, 100),
        "photos": [f"{chance.randrange(16**64):064x}" for _ in range(3)],
        **{name: chance.choice(texts) for name in ("lot", "district", "condition", "method", "note")},
    }
    return create(
        marking=chance.choice(["3-001M", "З-001М", "=PMN", " TM-62M", "POMZ-2, training"]),
        category=chance.choice(["ap_mine", "av_mine", "uxo"]),
        count=chance.randint(1, 1000),
        found_on=f"2022-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}",
        position=chance.choice(
            [
                {"crs": "EPSG:4326", "lat": chance.uniform(-90, 90), "lon": chance.uniform(-180, 180)},
                {"crs": "EPSG:4326", "lat": 1e-7 * chance.random(), "lon": -1.0, "accuracy_m": chance.uniform(0, 9)},
                {"crs": "EPSG:28407", "x": 4_000_000 + north, "y": 7_500_000 + chance.random()},
                {"crs": "EPSG:28408", "x": 4_000_000 + north, "y": 8_500_000, "accuracy_m": 5},
                {"crs": "EPSG:32738", "easting": 634917.5, "northing": 4_399_329 + north},
                {"crs": "MGRS", "mgrs": f"38S PJ {chance.randint(10000, 99999)} 99329"},
            ]
        ),
        **{name: value for name, value in optional.items() if chance.random() < 0.5},
    )


async def test_an_export_imported_into_another_operation_gives_the_same_finds(operation: Operation) -> None:
    chance = random.Random(5)
    device = await operation.enrol("Team 7")
    assert {*outcomes(await device.push(*(any_find(chance) for _ in range(300))))} == {"applied"}
    finds = await operation.finds()
    other = await operation.service.operation("agdam-2022")
    text = exported([*finds.values()])
    answer = answered(await post(other, text))
    assert counts(answer) == {"new": 300}, answer["listed"]
    for id, copy in (await other.finds()).items():
        assert [name for name in FIELDS if not means(name, copy[name], finds[id][name])] == [], (copy, finds[id])
        assert copy["created"]["team"] == "Team 7"
    assert counts(answered(await post(operation, text))) == {"same": 300}
    assert counts(answered(await post(other, text))) == {"same": 300}


async def test_an_export_that_was_edited_is_an_edit_of_the_version_that_it_shows(operation: Operation) -> None:
    device = await operation.enrol()
    first, second = create(position=place(0)), create(position=place(1))
    await device.push(first, second)
    text = exported([*(await operation.finds()).values()])
    await device.push(edit(second["find_id"], count=(12, 20)), edit(first["find_id"], lot=(None, "7")))
    mended = text.replace(",12,EPSG:28408", ",13,EPSG:28408")
    assert counts(answered(await post(operation, mended))) == {"changed": 1, "conflict": 1}
    find = await operation.find(first["find_id"])
    assert (find["count"], find["lot"]) == (13, "7")
    assert await operation.table(second["find_id"]) == {"count": [20, 13]}
    assert counts(answered(await post(operation, mended))) == {"same": 2}
    assert counts(answered(await post(operation, text))) == {"same": 2}


async def test_a_version_of_another_operation_is_not_taken_for_one_of_this(operation: Operation) -> None:
    device = await operation.enrol()
    made = create()
    await device.push(made, edit(made["find_id"], lot=(None, "7")))
    text = exported([*(await operation.finds()).values()])
    other = await operation.service.operation("agdam-2022")
    answered(await post(other, text))
    tablet = await other.enrol()
    await tablet.push(create(position=place(9)), edit(made["find_id"], count=(12, 20)))
    assert counts(answered(await post(other, text.replace(",12,EPSG", ",13,EPSG")))) == {"conflict": 1}
    assert (await other.find(made["find_id"]))["count"] == 20


# What is refused


async def test_a_dry_run_shows_the_guess_and_what_it_leaves_open(operation: Operation) -> None:
    text = f"{HEADING}\n{row(day='03.04.2022')}\n"
    answer = answered(await post(operation, text, dry_run=True))
    assert answer["mapping"]["columns"]["marking"] == "Model"
    assert [one["field"] for one in answer["open"]] == ["category", "dates"]
    assert answer["rows"] == 0
    problem = refused(await post(operation, text), 422, "invalid_value")
    assert problem["errors"] == answer["open"]
    answer["mapping"]["constants"]["category"] = "ap_mine"
    answer["mapping"]["dates"] = "DMY"
    assert counts(answered(await post(operation, text, answer["mapping"]))) == {"new": 1}
    (find,) = (await operation.finds()).values()
    assert find["found_on"] == "2022-04-03"


async def test_what_is_no_import_is_refused_and_nothing_is_stored(
    operation: Operation, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = f"{HEADING}\n{row()}\n"
    refused(await operation.call("POST", "/v1/imports", {}), 415, "unsupported_media_type")
    refused(await post(operation, b"%PDF-1.7"), 422, "unreadable_file")
    refused(await post(operation, whole + '2,"' + "x" * 200_000, MAPPING), 422, "unreadable_file")
    refused(await post(operation, whole, {"columns": {"markng": "Model"}}), 422, "invalid_value")
    refused(await post(operation, whole, {"columns": {"marking": "Modell"}}), 422, "invalid_value")
    client, headers = operation.service.client, {"Authorization": f"Bearer {operation.token}"}
    for parts in ({"fiel": ("a.csv", whole)}, {"file": ("a.csv", whole), "more": ("b.csv", whole)}):
        refused(await client.post("/v1/imports", files=parts, headers=headers), 400, "invalid_request")
    for kind in ("multipart/form-data", "multipart/form-data; boundary=x"):
        given = {**headers, "Content-Type": kind}
        refused(await client.post("/v1/imports", content=b"--x\r\nno", headers=given), 400, "invalid_request")
    form = {"files": {"file": ("a.csv", whole)}, "data": {"mapping": "{"}}
    refused(await client.post("/v1/imports", **form, headers=headers), 422, "invalid_value")  # type: ignore[arg-type]
    monkeypatch.setattr(route, "MOST_ROWS", 1)
    refused(await post(operation, whole + row(2), MAPPING), 413, "too_large")
    assert await operation.log_seq() == 0


async def test_a_file_may_be_larger_than_other_requests_but_not_without_end(operation: Operation) -> None:
    remarks = "x" * 100_000
    rows = [f"{row(n, north=n)},{remarks}" for n in range(120)]
    text = "\n".join([f"{HEADING},Remarks", *rows])
    assert len(text) > 8 * 1024 * 1024
    assert counts(answered(await post(operation, text, MAPPING))) == {"new": 120}
    refused(await post(operation, bytes(65 * 1024 * 1024)), 413, "too_large")


async def test_a_text_that_no_store_keeps_refuses_its_row(operation: Operation) -> None:
    answer = await imported(operation, row(model="3-0\0001M"), row(qty=2))
    assert counts(answer) == {"new": 1, "refused": 1}
    assert new_id() not in answer["listed"]
