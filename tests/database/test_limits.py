"""Nobody waits for the database longer than a limit, and each limit says which one it is."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, text

from models.chance import draw
from models.problem import PROBLEMS
from sync.database import postgresql, sqlite
from sync.database.database import Database, on_sqlite
from sync.database.limits import Limits, Unavailable
from sync.log.chain import glance_head
from sync.operations import create_operation, list_operations
from tests.database.holding import Link, Way, held, somebody_writes_to
from tests.databases import Databases

OPERATION = "lachin-2022"
ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
SHORT_S = 0.2
PATIENCE_S = 30.0
"""A test that takes longer hangs."""


@pytest.fixture(autouse=True)
async def patience() -> AsyncIterator[None]:
    async with asyncio.timeout(PATIENCE_S):
        yield


@asynccontextmanager
async def opened(url: str, limits: Limits | None = None) -> AsyncIterator[Database]:
    """The database, with an operation."""
    async with Database(url) as database:
        if OPERATION not in await database.read(list_operations):
            await database.write_transaction(create_operation, OPERATION, "Asia/Baku", datetime.now(UTC), draw())
    async with Database(url, limits) as database:
        yield database


def one(connection: Connection) -> Any:
    return connection.execute(text("SELECT 1")).scalar_one()


def endless(connection: Connection) -> Any:
    return connection.execute(text(ENDLESS)).scalar_one()


def ways(database: Database) -> list[Way]:
    return [database.write_transaction, database.look_up, database.read]


async def refused(asked: Any) -> Unavailable:
    with pytest.raises(Unavailable) as raised:
        await asked
    return raised.value


def large_readers(url: str) -> int:
    return sqlite.READERS if on_sqlite(url) else postgresql.LARGE_READERS


async def test_small_reads_wait_for_no_large_one(database_url: str) -> None:
    async with opened(database_url) as database:
        async with held(database.read, large_readers(database_url)) as large:
            for _ in range(4):
                assert (await glance_head(database, OPERATION)).seq == 0
                assert await database.look_up(one) == 1
            assert not any(task.done() for task in large)
        assert [task.result() for task in large] == ["let go"] * len(large)


async def test_a_small_read_waits_for_no_other_while_a_reader_is_free(database_url: str) -> None:
    async with opened(database_url) as database, held(database.look_up):
        for _ in range(4):
            assert await database.look_up(one) == 1
            assert await glance_head(database, OPERATION)


async def test_who_waits_too_long_for_a_free_connection_is_told_so(database_url: str) -> None:
    limits = Limits(pool_s=SHORT_S, large_pool_s=SHORT_S, lock_s=SHORT_S)
    many = {
        "write_transaction": 1 if on_sqlite(database_url) else postgresql.WRITERS,
        "look_up": sqlite.READERS if on_sqlite(database_url) else postgresql.SMALL_READERS,
        "read": large_readers(database_url),
    }
    async with opened(database_url, limits) as database:
        for way in ways(database):
            async with held(way, many[way.__name__]):
                assert (await refused(way(one))).code == "database_busy"
            assert await way(one) == 1


async def test_what_takes_too_long_is_ended_and_its_connection_goes_on(database_url: str) -> None:
    limits = Limits(write_s=SHORT_S, look_up_s=SHORT_S, read_s=SHORT_S)
    async with opened(database_url, limits) as database:
        for way in ways(database):
            for _ in range(3):
                error = await refused(way(endless))
                assert (error.code, error.commit_unknown) == ("database_slow", False)
                assert await way(one) == 1
        async with database.snapshot() as snapshot:
            assert await snapshot.read(one) == 1
            assert (await refused(snapshot.read(endless))).code == "database_slow"


async def test_a_write_that_takes_too_long_has_changed_nothing(database_url: str) -> None:
    def changed_and_endless(connection: Connection) -> None:
        connection.execute(text("UPDATE operation SET timezone = 'Europe/Kyiv'"))
        endless(connection)

    async with opened(database_url, Limits(write_s=SHORT_S)) as database:
        await refused(database.write_transaction(changed_and_endless))
        assert (await glance_head(database, OPERATION)).timezone == "Asia/Baku"


async def test_a_write_waits_for_another_one_no_longer_than_the_limit(database_url: str) -> None:
    def rename(connection: Connection) -> None:
        connection.execute(text("UPDATE operation SET timezone = 'Europe/Kyiv'"))

    async with opened(database_url, Limits(lock_s=SHORT_S)) as database:
        async with somebody_writes_to(database_url, OPERATION):
            assert (await refused(database.write_transaction(rename))).code == "database_locked"
            assert (await glance_head(database, OPERATION)).timezone == "Asia/Baku"
        await database.write_transaction(rename)


async def test_writes_that_wait_for_one_lock_wait_at_the_same_time_and_not_in_a_row(databases: Databases) -> None:
    url = databases.create("sqlite")
    lock_s, many = 1.0, 2 * int(PATIENCE_S)
    async with opened(url, Limits(lock_s=lock_s)) as database, somebody_writes_to(url, OPERATION):
        told = await asyncio.gather(*(refused(database.write_transaction(one)) for _ in range(many)))
    assert {error.code for error in told} <= {"database_locked", "database_busy"}


async def test_who_asked_and_is_gone_leaves_a_connection_that_works(database_url: str) -> None:
    async with opened(database_url, Limits(look_up_s=SHORT_S, read_s=SHORT_S, write_s=SHORT_S)) as database:
        for way in ways(database):
            for _ in range(2 * postgresql.LARGE_READERS):
                asked = asyncio.ensure_future(way(endless))
                await asyncio.wait({asked}, timeout=0.01)
                asked.cancel()
                await asyncio.gather(asked, return_exceptions=True)
            assert await way(one) == 1
        for _ in range(2 * postgresql.GLANCES):
            glance = asyncio.ensure_future(glance_head(database, OPERATION))
            await asyncio.wait({glance}, timeout=0.0)
            glance.cancel()
            await asyncio.gather(glance, return_exceptions=True)
        assert await glance_head(database, OPERATION)


async def test_postgresql_is_told_who_asks_and_for_how_long(databases: Databases) -> None:
    def told(connection: Connection) -> list[str]:
        names = ("application_name", "statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout")
        return [connection.execute(text(f"SHOW {name}")).scalar_one() for name in names]

    async with opened(databases.create("postgresql")) as database:
        assert await database.write_transaction(told) == ["minetally writer", "30s", "10s", "32s"]
        assert await database.look_up(told) == ["minetally small reads", "5s", "10s", "7s"]
        assert await database.read(told) == ["minetally large reads", "1min", "10s", "62s"]
        async with database.snapshot() as snapshot:
            assert await snapshot.read(told) == ["minetally snapshot", "1min", "10s", "602s"]


async def test_a_server_that_hangs_is_told_within_the_limit(databases: Databases, tmp_path: Path) -> None:
    link = Link(databases.create("postgresql"), tmp_path)
    limits = Limits(connect_s=SHORT_S, write_s=SHORT_S, look_up_s=SHORT_S, read_s=SHORT_S)
    async with link.open(), opened(link.url, limits) as database:
        asked: list[Callable[[], Any]] = [lambda way=way: way(one) for way in ways(database)]  # type: ignore[misc]
        asked.append(lambda: glance_head(database, OPERATION))
        asked.append(lambda: database.check(one))
        for ask in asked:
            assert await ask()
        link.go_silent()
        for ask in asked:
            for _ in range(2):  # on a connection that was there, and on a new one
                error = await refused(ask())
                assert (error.code, error.commit_unknown) == ("unavailable", False)
        assert (await refused(_snapshot(database))).code == "unavailable"
        link.speak()
        for ask in asked:
            assert await ask()


async def _snapshot(database: Database) -> Any:
    async with database.snapshot() as snapshot:
        return await snapshot.read(one)


async def test_a_database_is_closed_also_when_its_server_hangs(databases: Databases, tmp_path: Path) -> None:
    link = Link(databases.create("postgresql"), tmp_path)
    async with link.open(), opened(link.url) as database:
        for way in ways(database):
            await way(one)
        await glance_head(database, OPERATION)
        link.go_silent()


async def test_a_commit_whose_answer_does_not_come_is_unknown(databases: Databases, tmp_path: Path) -> None:
    def rename(connection: Connection) -> None:
        connection.execute(text("UPDATE operation SET timezone = 'Europe/Kyiv'"))

    link = Link(databases.create("postgresql"), tmp_path)
    async with link.open(), opened(link.url, Limits(write_s=SHORT_S)) as database:
        link.go_silent(b"COMMIT")
        assert (await refused(database.write_transaction(rename))).commit_unknown
        link.speak()
        assert (await glance_head(database, OPERATION)).timezone == "Europe/Kyiv"


def test_each_limit_is_a_problem_of_its_own() -> None:
    for code in ("unavailable", "database_busy", "database_locked", "database_slow"):
        assert PROBLEMS[code].status == 503


def test_the_page_of_operations_lists_each_limit_with_its_value() -> None:
    page = Path(__file__).parents[2].joinpath("docs", "operations.md").read_text(encoding="utf-8")
    listed = dict(re.findall(r"^\| `(\w+_s)` \| ([\d.]+) \|", page, re.MULTILINE))
    assert {name: float(value) for name, value in listed.items()} == {
        field.name: field.default for field in fields(Limits)
    }
