"""A mutation on which the server fails stops nobody: it is rejected, kept, and can be released after an update."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from models.marking import marking_key
from sync.database.database import Database
from sync.exchange import transaction
from sync.finds import duplicates, projection
from sync.merge.find_state import FindState
from sync.verify.verify import verify
from tests.service import (
    Device,
    Json,
    Operation,
    answered,
    create,
    delete,
    edit,
    new_id,
    outcomes,
    place,
    refused,
)

BROKEN = "TM-62M"


@pytest.fixture
def fault(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """The server fails on every find of this marking, until the fault is undone."""
    project = projection.project

    def fails(find: FindState, *rest: Any) -> Any:
        if find.values["marking"] == BROKEN:
            raise ZeroDivisionError("nobody foresaw it")
        return project(find, *rest)

    monkeypatch.setattr(transaction, "project", fails)
    return monkeypatch


async def test_it_is_rejected_as_internal_and_its_neighbours_go_in(operation: Operation, fault: object) -> None:
    tablet = await operation.enrol()
    broken = create(marking=BROKEN)
    results = await tablet.push(create(), broken, create())
    assert outcomes(results) == ["applied", "rejected", "applied"]
    assert results[1]["problem"]["code"] == "internal"
    assert "ZeroDivisionError" not in str(results[1])
    assert (await tablet.push(broken))[0] == {**results[1], "replayed": True}
    assert len(await operation.finds()) == 2


async def test_staff_release_it_after_an_update(operation: Operation, fault: pytest.MonkeyPatch) -> None:
    tablet = await operation.enrol()
    broken = create(marking=BROKEN)
    await tablet.push(broken)
    fault.undo()
    (kept,) = await operation.items("/v1/quarantine")
    assert kept["mutation"] == broken
    assert answered(await operation.release(kept["id"], broken))["result"]["outcome"] == "applied"
    assert [find["marking"] for find in (await operation.finds()).values()] == [BROKEN]


async def test_an_edit_that_waited_and_breaks_stays_in_the_quarantine_and_its_find_goes_in(
    operation: Operation, fault: pytest.MonkeyPatch
) -> None:
    tablet = await operation.enrol()
    made = create()
    renamed = edit(made["find_id"], marking=("3-001M", BROKEN))
    results = await tablet.push(renamed, made)
    assert outcomes(results) == ["rejected", "applied"]
    (kept,) = await operation.items("/v1/quarantine")
    assert (kept["state"], kept["waits_for"]) == ("waiting", None)
    fault.undo()
    assert answered(await operation.release(kept["id"], renamed))["result"]["outcome"] == "applied"
    assert (await operation.find(made["find_id"]))["marking"] == BROKEN


async def test_a_release_that_breaks_leaves_the_mutation_waiting(operation: Operation, fault: object) -> None:
    tablet = await operation.enrol()
    broken = create(marking=BROKEN)
    await tablet.push(broken)
    (kept,) = await operation.items("/v1/quarantine")
    refused(await operation.release(kept["id"], broken), 500, "internal")
    assert [one["state"] for one in await operation.items("/v1/quarantine")] == ["waiting"]


async def judged_same(operation: Operation, tablet: Device) -> tuple[Json, Json]:
    """A find that survives, and its duplicate."""
    one, other = create(), create()
    await tablet.push(one, other)
    (pair,) = await operation.items("/v1/duplicates")
    same = {"id": new_id(), "decision": "same", "survivor": one["find_id"]}
    answered(await operation.call("POST", f"/v1/duplicates/{pair['id']}/decision", same))
    return one, other


async def test_a_delete_whose_duplicates_cannot_live_again_is_rejected_and_its_neighbours_go_in(
    operation: Operation,
) -> None:
    tablet = await operation.enrol()
    survivor, duplicate = await judged_same(operation, tablet)
    before = await operation.service.sql("SELECT merge FROM find WHERE id = :id", id=duplicate["find_id"])
    await operation.service.sql("UPDATE find SET merge = '[' WHERE id = :id", id=duplicate["find_id"])
    gone = delete(survivor["find_id"])
    results = await tablet.push(create(position=place(5)), gone, *(create(position=place(n)) for n in (6, 7)))
    assert outcomes(results) == ["applied", "rejected", "applied", "applied"]
    assert results[1]["problem"]["code"] == "internal"
    assert [result["seq"] for result in results] == [4, 5, 6, 7]
    assert (await tablet.push(gone))[0] == {**results[1], "replayed": True}
    await operation.service.sql(
        "UPDATE find SET merge = :merge WHERE id = :id", id=duplicate["find_id"], merge=before[0][0]
    )
    (kept,) = await operation.items("/v1/quarantine")
    assert answered(await operation.release(kept["id"], gone))["result"]["outcome"] == "applied"
    assert (await operation.find(duplicate["find_id"]))["state"] == "live"
    async with Database(operation.service.database_url) as database:
        assert (await database.read(verify, operation.name)).findings == []


async def test_a_find_that_cannot_be_read_stops_only_what_is_about_it(operation: Operation) -> None:
    tablet = await operation.enrol()
    made = create()
    await tablet.push(made)
    await operation.service.sql("UPDATE find SET document = '[' WHERE id = :id", id=made["find_id"])
    results = await tablet.push(
        create(position=place(5)), edit(made["find_id"], count=(12, 14)), create(position=place(6))
    )
    assert outcomes(results) == ["applied", "rejected", "applied"]
    assert results[1]["problem"]["code"] == "internal"


async def test_what_breaks_only_when_it_is_stored_is_found_and_rejected_alone(
    operation: Operation, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_pairs = duplicates.keep_pairs

    def fails(connection: Any, head: Any, placed: list[Any], *rest: Any, **more: Any) -> None:
        if any(row.type_key == marking_key(BROKEN) for row in placed):
            raise ZeroDivisionError("nobody foresaw it")
        keep_pairs(connection, head, placed, *rest, **more)

    monkeypatch.setattr(duplicates, "keep_pairs", fails)
    tablet, other = await operation.enrol(), await operation.enrol()
    sent = [create(position=place(n), marking=BROKEN if n in (2, 5) else "3-001M") for n in range(8)]
    results, others = await asyncio.gather(tablet.push(*sent), other.push(create(position=place(20))))
    assert outcomes(results) == ["rejected" if n in (2, 5) else "applied" for n in range(8)]
    assert outcomes(others) == ["applied"]
    assert {one["problem"]["code"] for one in await operation.items("/v1/quarantine")} == {"internal"}
