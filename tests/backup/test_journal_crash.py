"""The journal when the machine fails: a kill between the commit and the line, and a disk that is full."""

from __future__ import annotations

import asyncio
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from tests.backup.test_journal import There, lines
from tests.backup.test_journal import there as there
from tests.databases import Databases
from tests.service import ServerProcess, answered, create, new_id, place

KILLED = """
import asyncio, os, signal, sys
from pathlib import Path
from sync.backup.journal import Journal
from tests.backup.test_journal import edited

class Killed(Journal):
    async def write(self, line):
        os.kill(os.getpid(), signal.SIGKILL)

asyncio.run(edited(sys.argv[1], {"find_id": sys.argv[2]}, 13, Killed(Path(sys.argv[3])), sys.argv[4]))
"""


@pytest.mark.long
async def test_a_kill_between_the_commit_and_the_line_loses_nothing(
    database_url: str, there: There, tmp_path: Path
) -> None:
    id = new_id()
    words = [sys.executable, "-c", KILLED, database_url, there.find["find_id"], str(tmp_path / "journal"), id]
    assert (await asyncio.to_thread(subprocess.run, words)).returncode == -9
    assert [seq for line in lines(tmp_path / "journal") for seq in line.seqs] == []
    server = ServerProcess(database_url, tmp_path / "log", MINETALLY_JOURNAL=str(tmp_path / "journal"))
    async with server.running() as service:
        operation, _ = there.of(service)
        assert (await operation.find(there.find["find_id"]))["count"] == 13
        answered(await operation.change(there.find["find_id"], set={"count": 14}, reason="again"))
    kept = [entry for line in lines(tmp_path / "journal") for entry in line.body["entries"]]
    assert [entry["seq"] for entry in kept] == [2, 3]
    assert kept[0]["mutation_id"] == id


@pytest.mark.long
async def test_a_full_disk_stops_what_the_journal_is_for_and_leaves_tablets_alone(
    databases: Databases, tmp_path: Path
) -> None:
    url = databases.create("postgresql")  # whose own files have no limit
    server = ServerProcess(url, tmp_path / "log", MINETALLY_JOURNAL=str(tmp_path / "journal"))
    try:
        async with server.running() as service:
            operation = await service.operation()
            tablet, made = await operation.enrol(), create()
            await tablet.push(made)
            full = 48 * 1024
            resource.prlimit(server.pid, resource.RLIMIT_FSIZE, (full, full))
            count, answer = 12, await operation.change(made["find_id"], set={"count": 12}, reason="again")
            while answer.status_code == 200:
                count += 1
                before = await operation.log_seq()
                answer = await operation.change(made["find_id"], set={"count": count}, reason="again " * 100)
            assert (answer.status_code, answer.json()["code"]) == (503, "journal_full")
            assert "Nothing of this request is stored" in answer.json()["detail"]
            assert await operation.log_seq() == before
            assert [one["outcome"] for one in await tablet.push(create(position=place(2)))] == ["applied"]
    finally:
        databases.drop(url)
    written = {seq for line in lines(tmp_path / "journal") for seq in line.seqs}
    assert written == {*range(2, before + 1)}
