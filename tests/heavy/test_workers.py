"""Workers do heavy work apart, and whatever happens to one of them, only its own work ends."""

from __future__ import annotations

import asyncio
import os
import re
import signal
from collections.abc import AsyncIterator, Callable, Coroutine
from pathlib import Path
from typing import Any
from uuid import uuid4

import psutil
import pytest
from sqlalchemy.exc import DBAPIError

from api.heavy.allowance import Allowance
from api.heavy.crew import Crew
from api.heavy.folders import PREFIX
from models.problem import Refused
from sync.database.limits import Unavailable
from tests.heavy.works import (
    asking,
    gated,
    heavy,
    is_killed,
    is_silent,
    stays,
    takes_memory,
    takes_time,
    waits_in_the_database,
    who_reads,
    writes,
    writes_in_a_snapshot,
)
from tests.service import Operation, ServerProcess, answered, create, in_process, place, refused

Work = Callable[..., Coroutine[Any, Any, Any]]
WEEK: dict[str, Any] = {"from": "2022-08-15", "to": "2022-08-22"}


@pytest.fixture
async def crew() -> AsyncIterator[Crew]:
    own = Crew()
    yield own
    own.close()


async def gone(pid: int) -> None:
    """Returns when there is no such process."""
    while psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE:  # noqa: ASYNC110
        await asyncio.sleep(0.02)


async def test_a_worker_reads_what_is_stored_and_is_kept_for_the_next_work(operation: Operation, crew: Crew) -> None:
    await (await operation.enrol()).push(*(create(position=place(n)) for n in range(3)))
    async with heavy(operation.service.database_url, crew) as work:
        first, finds = await work.read(asking(stays), who_reads)
        second, _ = await work.read(asking(stays), who_reads)
    assert (finds, second) == (3, first)
    assert crew.pids == [first] != [os.getpid()]


async def test_a_refusal_in_a_worker_is_the_same_here_and_the_worker_goes_on(operation: Operation) -> None:
    for _ in range(2):
        detail = refused(await operation.call("GET", "/v1/reports/season", as_of="9", **WEEK), 400, "invalid_request")
        assert [error["field"] for error in detail["errors"]] == ["as_of"]


async def test_a_worker_that_has_nothing_to_do_ends(database_url: str) -> None:
    crew = Crew(idle_s=0.01)
    async with heavy(database_url, crew) as work:
        pid, _ = await work.read(asking(stays), who_reads)
        await gone(pid)
        assert crew.pids == []
        again, _ = await work.read(asking(stays), who_reads)
        assert again != pid
    crew.close()


async def test_a_worker_that_is_killed_is_told_and_replaced(database_url: str, crew: Crew) -> None:
    async with heavy(database_url, crew) as work:
        with pytest.raises(Refused, match="ended before it was done") as told:
            async with work.begin(asking(stays), Allowance(1024, 60, 60.0), is_killed) as begun:
                await anext(begun)
        assert told.value.document["status"] == 503
        assert crew.pids == []
        await work.read(asking(stays), who_reads)
        os.kill(idle := crew.pids[0], signal.SIGKILL)  # nobody notices
        await asyncio.to_thread(os.waitid, os.P_PID, idle, os.WEXITED | os.WNOWAIT)
        await work.read(asking(stays), who_reads)


@pytest.mark.parametrize(
    ("work", "allowance", "code", "of_files", "said"),
    [
        (takes_memory, Allowance(512, 60, 60.0), "too_large", "too_large", "512 MiB of memory"),
        (takes_time, Allowance(512, 1, 60.0), "worker_slow", "too_large", "1 s of a processor"),
        (is_silent, Allowance(512, 60, 0.3), "worker_slow", "too_large", "within 0.3 s"),
    ],
)
@pytest.mark.parametrize("strangers", [False, True])
async def test_a_work_that_takes_more_than_it_may_is_ended_and_told(
    tmp_path: Path, crew: Crew, work: Work, allowance: Allowance, code: str, of_files: str, said: str, strangers: bool
) -> None:
    given = Allowance(allowance.memory_mib, allowance.cpu_s, allowance.silent_s, strangers)
    async with heavy(f"sqlite:///{tmp_path}/a.db", crew) as doing:
        with pytest.raises(Refused, match=said) as told:
            async with doing.begin(asking(stays), given, work) as begun:
                await anext(begun)
    assert told.value.code == (of_files if strangers else code)
    assert crew.pids == []


async def test_a_client_that_goes_away_ends_its_work_in_the_database_too(operation: Operation, crew: Crew) -> None:
    running = "SELECT count(*) FROM pg_stat_activity WHERE query = 'SELECT pg_sleep(600)' AND state = 'active'"
    url = operation.service.database_url
    leaves = asyncio.Event()

    async def receive() -> Any:
        await leaves.wait()
        return {"type": "http.disconnect"}

    if url.startswith("sqlite"):
        async with heavy(url, crew) as work:
            leaves.set()
            with pytest.raises(Refused, match="client has gone"):
                await work.file(asking(receive), True, is_silent)
        assert crew.pids == []
        return
    async with heavy(url, crew) as work:
        reading = asyncio.create_task(work.read(asking(receive), waits_in_the_database))
        while (await operation.service.sql(running)) == [(0,)]:  # noqa: ASYNC110
            await asyncio.sleep(0.02)
        leaves.set()
        with pytest.raises(Refused, match="client has gone"):
            await reading
        while (await operation.service.sql(running)) != [(0,)]:  # noqa: ASYNC110
            await asyncio.sleep(0.02)
    assert crew.pids == []


async def test_a_file_is_read_while_it_is_written_and_its_client_ends_it(database_url: str, tmp_path: Path) -> None:
    crew = Crew()
    async with heavy(database_url, crew) as work:
        written = await work.file(asking(stays), False, gated, tmp_path / "gate")
        assert written.about == "begun"
        body = written.body()
        assert await anext(body) == b"first "
        (pid,) = crew.pids
        await body.aclose()  # what happens when the client goes away
        await gone(pid)
        (tmp_path / "gate").touch()
        written = await work.file(asking(stays), True, gated, tmp_path / "gate")
        assert written.length == 12
        assert b"".join([piece async for piece in written.body()]) == b"first second"
        assert [path.name for path in crew.folder.path.iterdir() if path.is_file()] == ["server.lock"]
    crew.close()


async def test_others_read_and_write_while_the_work_of_one_operation_waits(
    operation: Operation, crew: Crew, tmp_path: Path
) -> None:
    async with heavy(operation.service.database_url, crew) as work:
        slow = [asyncio.create_task(work.file(asking(stays), True, gated, tmp_path / "gate")) for _ in range(4)]
        try:
            _, finds = await work.read(asking(stays, "another-operation"), who_reads)
            assert finds == 0
            await (await operation.enrol()).push(create())
            assert (await operation.week())["finds"] == 1
            assert not any(one.done() for one in slow)
        finally:
            (tmp_path / "gate").touch()
            for one in slow:
                await (await one).close()


async def test_a_full_queue_says_when_to_come_again(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.heavy.heavy.WAITING_EACH", 0)
    async with in_process(database_url) as service:
        operation = await service.operation()
        response = await operation.call("GET", "/v1/exports/finds")
        refused(response, 503, "worker_busy")
        assert response.headers["retry-after"] == "10"


async def test_a_worker_changes_nothing(operation: Operation, crew: Crew) -> None:
    await (await operation.enrol()).push(create())
    async with heavy(operation.service.database_url, crew) as work:
        for trying in (work.read(asking(stays), writes), work.do(asking(stays), writes_in_a_snapshot)):
            with pytest.raises((DBAPIError, Unavailable)) as raised:
                await trying
            assert re.search(r"read.?only (transaction|database)", "".join(raised.value.__notes__))
    assert len(await operation.finds()) == 1


async def works_done(operation: Operation) -> float:
    metrics = (await operation.service.client.get("/metrics")).text
    return float(metrics.split('minetally_heavy_works_total{outcome="done"} ')[1].split()[0])


async def test_a_preview_of_rules_is_worked_out_by_a_worker(operation: Operation) -> None:
    await (await operation.enrol()).push(create())
    wanted = {"id": str(uuid4()), "reason": "", "preview": True, "settings": {"duplicate_distance_m": 40}}
    before = await works_done(operation)
    answer = answered(await operation.call("PUT", "/v1/settings", wanted))
    assert answer["preview"]
    assert await works_done(operation) == before + 1
    made = answered(await operation.call("PUT", "/v1/settings", {**wanted, "preview": False}))
    assert made["effect"] == answer["effect"]
    assert await works_done(operation) == before + 1


async def test_the_server_says_how_many_workers_there_are(operation: Operation) -> None:
    await operation.get("/v1/reports/season", **WEEK)
    metrics = (await operation.service.client.get("/metrics")).text
    for name in (
        "minetally_heavy_waiting 0.0",
        'minetally_workers{state="busy"} 0.0',
        'minetally_workers{state="idle"} ',
    ):
        assert name in metrics


# A server of its own


def workers_of(server: ServerProcess) -> list[psutil.Process]:
    assert server._process
    return psutil.Process(server._process.pid).children()


@pytest.mark.parametrize("ends", [pytest.param(signal.SIGTERM, marks=pytest.mark.long), signal.SIGKILL])
async def test_workers_end_with_their_server_and_what_it_left_is_removed(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ends: signal.Signals
) -> None:
    (temporary := tmp_path / "temporary").mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    server = ServerProcess(database_url, tmp_path / "log")
    async with server.running() as service:
        operation = await service.operation()
        for _ in range(2):
            answer = await operation.call("GET", "/v1/reports/weekly", format="csv", **WEEK)
            assert answer.status_code == 200, (tmp_path / "log").read_text()
            assert [path.name[: len(PREFIX)] for path in temporary.iterdir()] == [PREFIX]
            (worker,) = workers_of(server)
            assert server._process
            os.kill(server._process.pid, ends)
            await asyncio.to_thread(server._process.wait)
            await gone(worker.pid)
            assert len(list(temporary.iterdir())) == (1 if ends is signal.SIGKILL else 0)
            await server.start()
