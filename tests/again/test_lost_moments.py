"""A moment of a history that was lost: named while something of it is missing, and read again when all is back."""

from __future__ import annotations

import asyncio
from pathlib import Path

from models.canonical import canonical, digest
from sync.backup.copy import sqlite_url
from tests.backup.test_decisions_again import decided
from tests.backup.test_journal import by, restored, saved, sends_again
from tests.service import Device, Json, answered, create, delete, edit, in_process, new_id, place, refused

WEEK: Json = {"from": "2022-08-15", "to": "2022-08-22"}


async def test_every_report_of_a_lost_history_can_be_read_again_when_all_is_back(
    database_url: str, tmp_path: Path
) -> None:
    """Finds, conflicts, pairs, decisions, rules, the quarantine and an edition: to the last byte, as of each entry."""
    journal, said, reports = tmp_path / "journal", list[tuple[Device, Json, Json]](), dict[int, Json]()
    one, twin, waits, gone, far = (create(position=place(n)) for n in (0, 0, 3, 5, 9))
    async with in_process(database_url, journal=str(journal)) as service:
        operation = await service.operation()
        tablet, other = await operation.enrol(name="one"), await operation.enrol("T2", "two")
        await tablet.push(one, far)
        await other.push(twin, edit(far["find_id"], count=(11, 20)), edit(waits["find_id"], count=(12, 13)))
        await asyncio.to_thread(saved, database_url, tmp_path)
        backup = await operation.log_seq()

        async def push(device: Device, mutation: Json) -> None:
            said.append((device, mutation, (await device.push(mutation))[0]))

        await push(other, edit(one["find_id"], count=(12, 14)))
        await push(tablet, edit(one["find_id"], count=(12, 15)))
        await decided(operation, "same", survivor=one["find_id"])
        await push(tablet, waits)  # and the edit that waited
        alias = {"id": new_id(), "marking": "Э-001М", "reason": "as bulletins write it"}
        answered(await operation.call("POST", "/v1/types/3001M/aliases", alias))
        await push(other, gone)
        await push(tablet, edit(new_id(), count=(1, 2)))
        await push(tablet, delete(gone["find_id"], position=place(5)))
        edition = answered(await operation.call("POST", "/v1/editions", {"id": new_id(), **WEEK, "anyway": "so"}), 201)
        await push(other, create(position=place(7)))
        last = await operation.log_seq()
        for seq in range(backup + 1, last):  # as of the last one the time is that of whoever asks
            reports[seq] = await operation.week(as_of=str(seq))
    await asyncio.to_thread(restored, tmp_path, journal)
    async with in_process(sqlite_url(tmp_path / "new.db")) as service:
        there = by(service, operation)
        refused(await there.call("GET", "/v1/reports/weekly", **WEEK, as_of=str(backup + 1)), 410, "history_lost")
        for device, mutation, result in reversed(said):
            await sends_again(service, device, [(mutation, result)])
        for seq, before in reports.items():
            assert await there.week(as_of=str(seq)) == before, seq
        stands = edition["stands_on"]["seq"]
        content = {**edition, "report": await there.week(as_of=str(stands))}
        del content["sha256"]
        assert (
            digest(canonical({name: value for name, value in content.items() if name != "sha256"})) == edition["sha256"]
        )
        refused(await there.call("GET", "/v1/reports/weekly", **WEEK, as_of=str(last + 1)), 410, "history_lost")
