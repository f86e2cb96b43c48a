"""Decisions about finds that a backup does not have: they wait for both, and end as on the lost server."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import NamedTuple

import pytest

from sync.backup.copy import sqlite_url
from tests.backup.copies import findings
from tests.backup.test_journal import by, restored, saved, sends_again, shown
from tests.databases import Databases
from tests.service import Device, Json, Operation, Service, answered, create, delete, in_process, new_id, place

ONE, OTHER = create(), create()
"""Two finds at one place."""


class Lost(NamedTuple):
    """What was told by a server that is lost since, in its order, and how it ended."""

    operation: Operation
    told: list[tuple[Device, Json, Json]]
    end: Json


async def decided(operation: Operation, decision: str, state: str = "open", **more: str) -> None:
    """Rena decides about the only pair of this state."""
    (pair,) = await operation.items("/v1/duplicates", state=state)
    said = {"id": new_id(), "decision": decision, "reason": "a visit", **more}
    answered(await operation.call("POST", f"/v1/duplicates/{pair['id']}/decision", said))


async def lost(url: str, folder: Path, *decisions: Json, then: Sequence[Json] = ()) -> Lost:
    """A backup without a find; then two tablets bring one each, these are decided, and the first tablet says more."""
    async with in_process(url, journal=str(folder / "journal")) as service:
        operation = await service.operation()
        tablets = await operation.enrol(name="one"), await operation.enrol(name="other")
        await asyncio.to_thread(saved, url, folder)
        told = []
        for tablet, mutation in zip(tablets, (ONE, OTHER), strict=True):
            told.append((tablet, mutation, (await tablet.push(mutation))[0]))
        for decision in decisions:
            await decided(operation, **decision)
        for mutation in then:
            told.append((tablets[0], mutation, (await tablets[0].push(mutation))[0]))
        return Lost(operation, told, await shown(operation))


@asynccontextmanager
async def at_the_restored(folder: Path) -> AsyncIterator[Service]:
    made = await asyncio.to_thread(restored, folder, folder / "journal")
    assert (made.findings, [sentence for one in made.entered.values() for sentence in one.left_out]) == ([], [])
    async with in_process(sqlite_url(folder / "new.db")) as service:
        yield service
    assert findings(sqlite_url(folder / "new.db")) == []


SAME = {"decision": "same", "survivor": ONE["find_id"]}
UNDONE = {"decision": "undo", "state": "same"}


@pytest.mark.parametrize("order", [(0, 1), (1, 0)], ids=["the survivor first", "the duplicate first"])
@pytest.mark.parametrize(
    ("decisions", "total"),
    [([SAME], 12), ([{"decision": "distinct"}], 24), ([SAME, UNDONE], 24), ([SAME, UNDONE, SAME], 12)],
    ids=["same", "distinct", "taken back", "taken back and said again"],
)
async def test_a_decision_waits_for_both_of_its_finds(
    databases: Databases, tmp_path: Path, decisions: list[Json], total: int, order: tuple[int, int]
) -> None:
    """R19: it was left out, and the total doubled until somebody was asked again."""
    gone = await lost(databases.create("sqlite"), tmp_path, *decisions)
    assert gone.end["total"] == total
    async with at_the_restored(tmp_path) as service:
        there = by(service, gone.operation)
        waiting = await there.items("/v1/quarantine")
        assert [one["mutation"]["op"] for one in waiting] == [one["decision"] for one in decisions]
        for n in order:
            tablet, mutation, result = gone.told[n]
            await sends_again(service, tablet, [(mutation, result)])
        assert {one["state"] for one in await there.items("/v1/quarantine")} == {"released"}
        assert await shown(there) == gone.end
        if total == 12:  # it can be taken back as any other
            await decided(there, "undo", "same")
            assert (await there.week())["total"] == 24


async def test_a_survivor_that_was_deleted_after_it_lets_its_duplicate_live(database_url: str, tmp_path: Path) -> None:
    """The void stands right behind the deletion, whichever tablet comes first."""
    gone = await lost(database_url, tmp_path, SAME, then=[delete(ONE["find_id"], position=place(0))])
    assert gone.end["total"] == 12
    async with at_the_restored(tmp_path) as service:
        for n in (2, 1, 0):
            tablet, mutation, result = gone.told[n]
            await sends_again(service, tablet, [(mutation, result)])
        there = by(service, gone.operation)
        assert await shown(there) == gone.end
        kinds = [one["kind"] for one in await there.history(OTHER["find_id"])]
        assert kinds == ["rejected", "create", "same", "void"] or kinds == ["create", "rejected", "same", "void"]
