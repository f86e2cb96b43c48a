"""Lineage: every figure opens into the finds that it counts, and each find into the log entries that made it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.service import LETTER, Device, Json, Operation, answered, create, delete, edit, new_id, place, refused

PERIOD: dict[str, Any] = {"from": "2022-08-15", "to": "2022-08-22"}
FINDS = "/v1/reports/weekly/finds"
CELLS = {name: name for name in ("type", "category", "district", "team", "device")}
"""The groupings whose rows open by a parameter of their name; a day opens as a period of one day."""


async def behind(operation: Operation, **query: Any) -> list[Json]:
    """Every find behind a cell of the week."""
    return await operation.items(FINDS, **{**PERIOD, **query})


def counts(finds: list[Json]) -> dict[str, int]:
    return {find["find_id"]: find["count"] for find in finds}


async def every_row_opens(operation: Operation, **moment: str) -> Json:
    """Opens each row of each grouping: the finds behind it add up to it. Gives the report."""
    report = await operation.week(**moment)
    for name in (*CELLS, "day"):
        for row in report[f"by_{name}"]:
            key = row[name]
            cell = {"from": key, "to": key} if name == "day" else {name: key or ""}
            finds = await behind(operation, **cell, **moment)
            assert (sum(find["count"] for find in finds), len(finds)) == (row["total"], row["finds"]), (name, key)
    finds = await behind(operation, **moment)
    assert (sum(find["count"] for find in finds), len(finds)) == (report["total"], report["finds"])
    return report


async def alias(operation: Operation, marking: str, key: str = "3001M") -> None:
    asked = {"id": new_id(), "marking": marking, "reason": "read from the photo"}
    answered(await operation.call("POST", f"/v1/types/{key}/aliases", asked))


async def area(operation: Operation, name: str = "Lachin") -> None:
    """A district around the place of the letter."""
    square = {"type": "Polygon", "coordinates": [[[46, 39], [47, 39], [47, 40], [46, 40], [46, 39]]]}
    asked = {"kind": "district", "name": name, "geometry": square}
    answered(await operation.call("POST", "/v1/areas", asked), 201)


async def decide(operation: Operation, decision: str, state: str = "open", **body: Any) -> None:
    """Decides about the only pair in this state."""
    (pair,) = await operation.items("/v1/duplicates", state=state)
    asked = {"id": new_id(), "decision": decision, "reason": "looked at both", **body}
    answered(await operation.call("POST", f"/v1/duplicates/{pair['id']}/decision", asked))


async def publish(operation: Operation) -> Json:
    edition: Json = answered(await operation.call("POST", "/v1/editions", {"id": new_id(), **PERIOD}), 201)
    return edition


async def a_week(operation: Operation) -> list[Device]:
    """Finds of two teams and of staff, in all kinds of cells: 1 + 2 + 4 + 8 + 16 + 32 pieces; 64 on another day."""
    await area(operation)
    tablets = [await operation.enrol("Team 1", "one"), await operation.enrol("=Команда 2", "other")]
    north: Json = {"crs": "EPSG:4326", "lat": 45, "lon": 46.5}
    await tablets[0].push(
        create(count=1, district="Kəlbəcər", manufactured_year=2021),
        create(count=2, marking="З–001М", position=place(1), found_on="2022-08-22"),
        create(count=4, marking="PMN-2", category="unknown", position=north, found_on="2022-08-18"),
    )
    await tablets[1].push(
        create(count=8, marking="TM-62M", category="av_mine", position=place(2)),
        create(count=16, marking="zz 9", category="uxo", position=place(3), district="Lachin"),
        create(count=64, position=place(4), found_on="2022-08-23"),
        create(count=0, position=place(5)),
    )
    (refusal,) = await operation.items("/v1/quarantine")
    answered(await operation.release(refusal["id"], create(count=32, position=place(5))), 200)
    return tablets


# Cells


async def test_every_row_of_a_report_opens_into_its_finds(operation: Operation) -> None:
    one, other = await a_week(operation)
    assert (await every_row_opens(operation))["total"] == 63

    async def opened(**cell: Any) -> list[int]:
        return sorted(find["count"] for find in await behind(operation, **cell))

    assert await opened(type="3001M") == [1, 2, 32]
    assert await opened(category="unknown") == [4]
    assert await opened(district="Kəlbəcər") == [1]  # as typed
    assert await opened(district="Lachin") == [2, 8, 16, 32]  # as typed or as computed
    assert await opened(district="") == [4]
    assert await opened(team="=Команда 2") == await opened(device=other.id) == [8, 16, 32]
    assert await opened(type="3001M", district="Lachin", device=one.id) == [2]
    assert await opened(**{"from": "2022-08-23", "to": "2022-08-23"}, type="3001M") == [64]
    assert await opened(type="3001") == await opened(team="Team 3") == await opened(category="ied") == []


async def test_a_type_opens_by_any_spelling(operation: Operation) -> None:
    await a_week(operation)
    for spelling in ("3-001M", "3 001m", "З–001М", "3001M"):
        assert sum(counts(await behind(operation, type=spelling)).values()) == 35, spelling
    await (await operation.enrol()).push(create(count=100, marking="Э-001М", position=place(9)))
    assert list(counts(await behind(operation, type="э 001м")).values()) == [100]
    await alias(operation, "Э-001М")
    report = await every_row_opens(operation)
    assert [row["total"] for row in report["by_type"] if row["type"] == "3001M"] == [135]
    for as_of, total in ((None, 135), (str(report["as_of"]["seq"] - 1), 35)):
        moment = {"as_of": as_of} if as_of else {}
        assert sum(counts(await behind(operation, type="3-001M", **moment)).values()) == total


async def test_a_type_opens_by_its_aliases_and_other_markings(operation: Operation) -> None:
    await alias(operation, "Э-001М")
    tablet = await operation.enrol()
    for n, (marking, other) in enumerate({"3-001M": "Э-001М", "PMN-2": "ПМН-2"}.items()):
        await tablet.push(create(marking=marking, position=place(2 * n)))
        await tablet.push(create(marking=other, count=3, position=place(2 * n + 1)))
        for typed in (marking, other):
            assert sorted(counts(await behind(operation, type=typed)).values()) == [3, 12], typed


async def test_a_tablet_opens_by_its_id_in_upper_case_too(operation: Operation) -> None:
    tablet = await operation.enrol()
    await tablet.push(create())
    assert len(await behind(operation, device=tablet.id.upper())) == 1


# Moments


@pytest.mark.alike
async def test_the_finds_of_every_moment_add_up_to_its_report(operation: Operation) -> None:
    one, other = await operation.enrol("Team 1"), await operation.enrol("Team 2")
    first, second, third = (create(count=n) for n in (10, 20, 40))
    third["set"]["position"] = place(7)
    id = first["find_id"]
    await one.push(first)  # 1
    await other.push(second)  # 2: perhaps the same
    await one.push(third)  # 3
    await one.push(edit(id, count=(10, 11), district=(None, "X")))  # 4
    await other.push(edit(id, count=(10, 13)))  # 5: in conflict
    (conflict,) = await operation.items("/v1/conflicts")
    answered(await operation.resolve(conflict["id"], 13))  # 6
    await decide(operation, "same", survivor=id)  # 7
    await one.push(delete(third["find_id"], count=40, position=place(7)))  # 8
    await decide(operation, "undo", state="same")  # 9
    await one.push(edit(second["find_id"], found_on=("2022-08-15", "2022-08-30")))  # 10: leaves the period
    await alias(operation, "Э-001М")  # 11
    expected = [0, 10, 30, 70, 71, 71, 73, 53, 13, 33, 13, 13]
    assert [(await every_row_opens(operation, as_of=str(seq)))["total"] for seq in range(12)] == expected
    (find,) = await behind(operation, as_of="5", district="X")
    assert (find["count"], find["version"], find["seq"], find["conflicts"]) == (11, 3, 5, ["count"])
    assert find["entries"] == [1, 4, 5]
    (now,) = await behind(operation)
    assert (now["count"], now["conflicts"], now["entries"]) == (13, [], [1, 4, 5, 6])


async def test_entries_are_the_log_entries_of_the_finds_history(operation: Operation) -> None:
    one, other = await operation.enrol("Team 1"), await operation.enrol("Team 2")
    made, twin = create(), create()
    id = made["find_id"]
    await one.push(made, twin, edit(id, count=(12, 14)), edit(id, count=(14, -1)))
    await other.push(edit(id, count=(12, 16), note=(None, "wet")))
    await area(operation)
    await decide(operation, "distinct")
    answered(await operation.change(id, deleted=True))
    answered(await operation.change(id, deleted=False))
    finds = await behind(operation)
    assert {find["find_id"] for find in finds} == {id, twin["find_id"]}
    for find in finds:
        history = await operation.history(find["find_id"])
        versions = {entry["seq"]: entry["version"] for entry in history if entry["version"] is not None}
        assert (find["entries"], find["version"]) == ([*versions], versions[find["seq"]])
        assert find["received_at"] == history[0]["received_at"]
    assert "rejected" in [entry["kind"] for entry in await operation.history(id)]


async def test_a_find_is_shown_as_it_was_typed_and_as_it_counts(operation: Operation) -> None:
    one, _ = await a_week(operation)
    (typed,) = await behind(operation, district="Kəlbəcər")
    stored = await operation.find(typed["find_id"])
    for name in ("marking", "category", "count", "manufactured_year", "position", "found_on"):
        assert typed[name] == stored[name]
    assert {name: typed[name] for name in stored["location"]} == stored["location"]
    assert (typed["type"], typed["team"], typed["device"], typed["device_id"]) == ("3001M", "Team 1", "one", one.id)
    assert (typed["position"], typed["person"]) == (LETTER, None)
    people = {find["count"]: find["person"] for find in await behind(operation)}
    assert people == {1: None, 2: None, 4: None, 8: None, 16: None, 32: "administrator"}  # who mended it


async def test_the_finds_behind_a_total_come_in_pages_by_day_and_id(operation: Operation) -> None:
    await a_week(operation)
    whole = await behind(operation)
    assert [(find["found_on"], find["find_id"]) for find in whole] == sorted(
        (find["found_on"], find["find_id"]) for find in whole
    )
    for limit in (1, 2, 5, 6):
        assert await behind(operation, limit=limit) == whole
    assert (await operation.get(FINDS, **PERIOD, limit=6))["next"] is None
    assert counts(await behind(operation, type="3001M", limit=1)) == counts(await behind(operation, type="3001M"))
    for asked in ({"after": "nonsense"}, {"limit": 0}, {"as_of": "999"}, {"week": "2022-W33"}, {"colour": "red"}):
        refused(await operation.call("GET", FINDS, **{**PERIOD, **asked}), 400, "invalid_request")


# Editions and histories


async def test_the_finds_behind_an_edition_stay_as_they_stood(operation: Operation) -> None:
    one, _ = await a_week(operation)
    first = await publish(operation)
    before = await operation.items("/v1/editions/1/finds")
    assert before == await behind(operation, as_of=str(first["stands_on"]["seq"]))
    assert sum(counts(before).values()) == first["report"]["total"] == 63
    ids = {find["count"]: find["find_id"] for find in before}
    await one.push(edit(ids[1], count=(1, 100)), create(count=500, position=place(8)))
    answered(await operation.change(ids[2], deleted=True))
    await alias(operation, "zz 9")
    await area(operation, "A district whose name comes first")
    second = await publish(operation)
    assert await operation.items("/v1/editions/1/finds", revision=1, limit=2) == before
    newest = await operation.items("/v1/editions/1/finds")
    assert newest == await operation.items("/v1/editions/1/finds", revision=2) == await behind(operation)
    assert sum(counts(newest).values()) == second["report"]["total"] == 63 + 99 + 500 - 2
    for name in ("2/finds", "1/finds?revision=3", "1/finds?revision=0", "x/finds"):
        refused(await operation.call("GET", f"/v1/editions/{name}"), 404, "not_found")


async def asked_and_decided(operation: Operation) -> list[str]:
    """Two finds that were a pair three times: re-typed, judged distinct and taken back, judged the same."""
    tablet, ids = await operation.enrol(), sorted((new_id(), new_id()))
    await tablet.push(create(ids[0]))
    await tablet.push(create(ids[1]))
    await tablet.push(edit(ids[1], marking=("3-001M", "PMN")))
    await tablet.push(edit(ids[1], marking=("PMN", "3-001M")))
    await decide(operation, "distinct")
    await decide(operation, "undo", state="distinct")
    await decide(operation, "same", survivor=ids[0])
    return ids


TOLD = ["open", "gone", "open", "distinct", "open", "same"]


async def told_of_pairs(operation: Operation, find_id: str, other: str) -> list[str]:
    pairs = [pair for entry in await operation.history(find_id) for pair in entry["pairs"]]
    assert {pair["other"] for pair in pairs} <= {other}
    return [pair["became"] for pair in pairs]


async def test_the_history_of_a_find_shows_its_pairs_and_what_was_decided(operation: Operation) -> None:
    one, other = await asked_and_decided(operation)
    history = await operation.history(other)
    assert [entry["kind"] for entry in history] == ["create", "edit", "edit", "distinct", "undo", "same"]
    assert [pair["why"] for entry in history for pair in entry["pairs"]] == [None, "re-typed", *[None] * 4]
    assert {entry["mutation"]["reason"] for entry in history[3:]} == {"looked at both"}
    assert await told_of_pairs(operation, other, one) == TOLD


async def test_both_finds_of_a_pair_tell_all_that_became_of_it(operation: Operation) -> None:
    one, other = await asked_and_decided(operation)
    for find_id, twin in ((one, other), (other, one)):
        pairs = (await operation.get(f"/v1/finds/{find_id}/history"))["pairs"]
        assert {pair["other"] for pair in pairs} == {twin}
        assert [pair["state"] for pair in pairs] == ["gone", "undone", "same"]
        assert [pair["decision"] and pair["decision"]["decision"] for pair in pairs] == [None, "distinct", "same"]
        assert [pair["opened_seq"] for pair in pairs] == [2, 4, 6]
        assert [pair["closed_seq"] for pair in pairs] == [3, 5, 7]
