"""A database that is held, hangs or is gone: the answer comes in time, and says the truth about what is stored."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from sync.database.database import Database
from sync.database.limits import Limits
from sync.database.migrations import migrate
from sync.exchange.committer import Committer
from tests.database.holding import Link, held, somebody_writes_to
from tests.databases import Databases, own_postgresql
from tests.service import answered, create, in_process, outcomes, refused

SHORT = Limits(connect_s=0.2, lock_s=0.2, look_up_s=0.5, read_s=0.5, write_s=0.5)
PATIENCE_S = 60.0
"""A test that takes longer hangs."""
NOTHING, UNKNOWN, SOME = "Nothing of this request is stored", "It is not known whether", "is stored, or a part of it"


@pytest.fixture(autouse=True)
async def patience() -> AsyncIterator[None]:
    async with asyncio.timeout(PATIENCE_S):
        yield


@pytest.fixture
def link(databases: Databases, tmp_path: Path) -> Link:
    return Link(databases.create("postgresql"), tmp_path)


async def test_a_server_whose_postgresql_hangs_is_not_ready_and_answers_exchanges(link: Link) -> None:
    async with link.open(), in_process(link.url, limits=SHORT) as service:
        tablet = await (await service.operation()).enrol()
        find = create()
        await tablet.pull()
        link.go_silent()
        answers = [await service.client.get("/ready"), await tablet.exchange([find]), await tablet.exchange()]
        for answer in answers:
            refused(answer, 503, "unavailable")
            assert int(answer.headers["retry-after"]) > 0
        for answer in answers[1:]:
            assert NOTHING in answer.json()["detail"]
        assert answered(await service.client.get("/health"))
        link.speak()
        answered(await service.client.get("/ready"))
        assert outcomes(await tablet.push(find)) == ["applied"]


@pytest.mark.long
async def test_a_postgresql_that_stands_still_is_told_and_everything_goes_on_afterwards() -> None:
    """All its processes are stopped: connections are accepted by the system, and nobody ever answers on them."""
    with own_postgresql() as url:
        await asyncio.to_thread(migrate, url)
        async with in_process(url, limits=SHORT) as service:
            tablet = await (await service.operation()).enrol()
            finds = [create() for _ in range(3)]
            await tablet.push(finds[0])
            with standing_still(url):
                answers = [await service.client.get("/ready")]
                answers += await asyncio.gather(*(tablet.exchange([find]) for find in finds))
                for answer in answers:
                    refused(answer, 503, "unavailable")
                    assert int(answer.headers["retry-after"]) > 0
                assert all(NOTHING in answer.json()["detail"] for answer in answers[1:])
            answered(await service.client.get("/ready"))
            assert [(await tablet.push(find))[0]["replayed"] for find in finds] == [True, False, False]


@contextmanager
def standing_still(url: str) -> Iterator[None]:
    """A PostgreSQL server of which no process does anything meanwhile."""
    pid = (Path(url.rpartition("host=")[2]) / "postmaster.pid").read_text().splitlines()[0]
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    processes = [int(pid), *map(int, children)]
    for process in processes:
        os.kill(process, signal.SIGSTOP)
    try:
        yield
    finally:
        for process in processes:
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGCONT)


async def test_an_exchange_that_is_lost_while_it_commits_is_unknown_and_counts_once(link: Link) -> None:
    async with link.open(), in_process(link.url, limits=SHORT) as service:
        operation = await service.operation()
        tablet = await operation.enrol()
        find = create()
        link.go_silent(b'INSERT INTO "log"', b"COMMIT")
        assert UNKNOWN in refused(await tablet.exchange([find]), 503, "unavailable")["detail"]
        link.speak()
        (again,) = await tablet.push(find)
        assert (again["outcome"], again["replayed"]) == ("applied", True)
        assert len(await operation.finds()) == 1


async def test_an_exchange_that_is_stored_says_so_when_its_changes_cannot_be_read(link: Link) -> None:
    async with link.open(), in_process(link.url, limits=SHORT) as service:
        tablet = await (await service.operation()).enrol()
        await tablet.push(create())  # its token is known now, and the server's key
        find = create()
        link.go_silent(b"REPEATABLE READ")
        assert SOME in refused(await tablet.exchange([find]), 503, "unavailable")["detail"]
        link.speak()
        link.go_silent(b"REPEATABLE READ")
        assert NOTHING in refused(await tablet.exchange(), 503, "unavailable")["detail"]
        link.speak()
        assert (await tablet.push(find))[0]["replayed"]


async def test_who_waits_for_a_lock_is_told_so_and_nothing_is_stored(database_url: str) -> None:
    async with in_process(database_url, limits=SHORT) as service:
        operation = await service.operation()
        tablets = [await operation.enrol(name=f"tablet {n}") for n in range(8)]
        async with somebody_writes_to(database_url, operation.name):
            for answer in await asyncio.gather(*(tablet.exchange([create()]) for tablet in tablets)):
                assert NOTHING in refused(answer, 503, "database_locked")["detail"]
                assert int(answer.headers["retry-after"]) > 0
            answered(await tablets[0].exchange())  # reading goes on
        assert await operation.finds() == {}


async def test_a_held_sqlite_file_is_not_ready_and_a_server_that_writes_itself_is(databases: Databases) -> None:
    url = databases.create("sqlite")
    async with in_process(url, limits=SHORT) as service:
        operation = await service.operation()
        async with somebody_writes_to(url, operation.name):
            assert "Another write" in refused(await service.client.get("/ready"), 503, "database_locked")["detail"]
        answered(await service.client.get("/ready"))
    async with Database(url) as database, held(database.write_transaction):
        assert await database.check(lambda _: "well") == "well"


async def test_an_import_that_breaks_off_says_how_many_rows_are_stored(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = Committer.run
    async with in_process(database_url, limits=Limits(lock_s=0.2)) as service, AsyncExitStack() as until:
        operation = await service.operation()
        done = 0

        async def held_after_two_jobs(self: Committer, *given: Any) -> Any:
            nonlocal done
            answer = await run(self, *given)
            done += 1
            if done == 2:
                await until.enter_async_context(somebody_writes_to(database_url, operation.name))
            return answer

        monkeypatch.setattr(Committer, "run", held_after_two_jobs)
        rows = [f"3-001M,ap_mine,1,2022-08-15,39.{n:05},46.5" for n in range(1200)]
        file = "\n".join(["marking,category,count,found_on,lat,lon", *rows, ""])

        async def send() -> Any:
            headers = {"Authorization": f"Bearer {operation.token}"}
            return await service.client.post("/v1/imports", files={"file": ("a.csv", file)}, headers=headers)

        problem = refused(await send(), 503, "database_locked")
        assert "1,000 rows of the file are stored." in problem["detail"]
        assert NOTHING not in problem["detail"]
        assert len(await operation.finds()) == 1000
        await until.aclose()
        monkeypatch.undo()
        document = answered(await send())
        assert (document["same"], document["new"]) == (1000, 200)
