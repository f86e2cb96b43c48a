"""Any report as of an earlier moment says what would have been said then. See also tests/machine_figures.py."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.service import Json, Operation, answered, create, edit, new_id, place, refused

WEEK: Json = {"from": "2022-08-15", "to": "2022-08-22"}
SQUARE = {"type": "Polygon", "coordinates": [[[46, 39], [47, 39], [47, 40], [46, 40], [46, 39]]]}


async def read(operation: Operation, **asked: Any) -> str:
    response = await operation.call("GET", "/v1/reports/weekly", **WEEK, **asked)
    assert response.status_code == 200, response.text
    return response.text


async def test_every_report_of_a_history_can_be_read_again_to_the_last_byte(operation: Operation) -> None:
    """Whatever changes what a report says: finds, conflicts, duplicates, types, areas, settings, tablets, editions."""
    said: list[tuple[str, str]] = []

    async def look() -> None:
        text = await read(operation)
        said.append((text.partition('"time":"')[2].partition('"')[0], text))

    one, other = await operation.enrol("T1", "one"), await operation.enrol("T2", "other")
    await look()
    find, twin = create(), create()
    await one.push(find, create(marking="ZZ-9", position=place(1)), edit(find["find_id"], count=(12, 14)))
    await look()
    await other.push(edit(find["find_id"], count=(12, 15), found_on=("2022-08-15", "2022-08-17")), twin)
    await look()
    (pair,) = await operation.items("/v1/duplicates")
    same = {"id": new_id(), "decision": "same", "survivor": find["find_id"]}
    answered(await operation.call("POST", f"/v1/duplicates/{pair['id']}/decision", same))
    await look()
    answered(await operation.call("POST", "/v1/types/PMN/aliases", {"id": new_id(), "marking": "ZZ-9", "reason": "?"}))
    await look()
    area = {"kind": "district", "name": "Lachin", "geometry": SQUARE}
    answered(await operation.call("POST", "/v1/areas", area), 201)
    await look()
    answered(await operation.call("POST", "/v1/editions", {"id": new_id(), **WEEK}), 201)
    answered(await operation.call("POST", "/v1/editions", {"id": new_id(), "week": "2022-W34"}), 201)
    await look()
    (conflict,) = [one for one in await operation.items("/v1/conflicts") if one["field"] == "count"]
    answered(await operation.resolve(conflict["id"], 20))
    await look()
    roster = {"id": new_id(), "days": [f"2022-08-{day}" for day in range(15, 23)], "teams": ["T2"]}
    answered(await operation.call("PUT", "/v1/roster", roster))
    await look()
    answered(await operation.call("POST", f"/v1/devices/{other.id}/retirement"), 204)
    await operation.enrol("T2", "new")
    await look()
    answered(await operation.call("POST", "/v1/types/PMN/removal", {"id": new_id()}), 409)
    described = {"id": new_id(), "marking": "PMN", "name": "renamed", "category": "other"}
    answered(await operation.call("POST", "/v1/types", described))
    await look()
    assert len({text.partition('"total"')[2] for _, text in said}) == len(said)  # each says something else
    for time, text in said:
        assert await read(operation, as_of=time) == text


async def test_as_of_a_log_entry_is_until_the_next_one_came(operation: Operation) -> None:
    tablet = await operation.enrol()
    await tablet.push(create(count=1), create(count=2, position=place(1)))
    for seq, total in ((0, 0), (1, 1), (2, 3)):
        report = await operation.week(as_of=str(seq))
        assert (report["as_of"]["seq"], report["total"]) == (seq, total)


async def test_as_of_a_time_knows_what_had_come_by_then(operation: Operation) -> None:
    tablet = await operation.enrol()
    before = datetime.now(UTC)
    await tablet.push(create(count=5))
    received = (await operation.history((await operation.items("/v1/finds"))[0]["id"]))[0]["received_at"]
    just_before = datetime.fromisoformat(received) - timedelta(microseconds=1)
    for time, total in ((before, 0), (just_before, 0), (datetime.fromisoformat(received), 5), (datetime.now(UTC), 5)):
        assert (await operation.week(as_of=time.isoformat()))["total"] == total
    local = datetime.fromisoformat(received).astimezone().isoformat()
    assert (await operation.week(as_of=local))["total"] == 5
    assert (await operation.week(as_of=local.replace("+", " ")))[
        "total"
    ] == 5  # as it comes where nobody encodes a plus
    long_ago = await operation.week(as_of="1999-01-01T00:00:00Z")
    assert (long_ago["total"], long_ago["completeness"]["expected"]) == (0, 0)


@pytest.mark.parametrize(
    "as_of", ["2", "tomorrow", "2022-08-15", "2022-08-15T10:00:00", "9999-01-01T00:00:00Z", "-1", ""]
)
async def test_a_moment_that_is_none_or_has_not_come_is_refused(operation: Operation, as_of: str) -> None:
    await (await operation.enrol()).push(create())
    problem: Json = refused(
        await operation.call("GET", "/v1/reports/weekly", **WEEK, as_of=as_of), 400, "invalid_request"
    )
    assert problem["errors"][0]["field"] == "as_of"


async def test_as_of_holds_for_pages_and_groupings_alike(operation: Operation) -> None:
    tablet = await operation.enrol()
    find = create(count=5)
    await tablet.push(find, edit(find["find_id"], count=(5, 8), found_on=("2022-08-15", "2022-08-16")))
    then = await operation.week(as_of="1", group_by="day")
    assert [(row["day"], row["total"]) for row in then["by_day"]] == [("2022-08-15", 5)]
    assert "by_type" not in then
    (counted,) = await operation.items("/v1/reports/weekly/finds", **WEEK, as_of="1")
    assert (counted["count"], counted["found_on"], counted["version"], counted["entries"]) == (5, "2022-08-15", 1, [1])
