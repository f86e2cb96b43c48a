"""What becomes of jobs that share a transaction when it fails: by one of them, or because of the database."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Concatenate, ParamSpec, TypeVar

import pytest
from sqlalchemy import Connection, text

from models.chance import draw
from models.problem import Refused
from sync.database.database import Database
from sync.database.limits import Limits, Unavailable
from sync.exchange.committer import Committer, Job
from sync.exchange.prepared import Prepared
from sync.exchange.transaction import Transaction
from sync.log.chain import glance_head
from sync.operations import create_operation
from tests.database.holding import somebody_writes_to

P = ParamSpec("P")
R = TypeVar("R")

OPERATION = "lachin-2022"
PATIENCE_S = 30.0
"""A test that takes longer hangs."""


class Counting(Database):
    """A database that counts its writes."""

    def __init__(self, url: str, limits: Limits) -> None:
        super().__init__(url, limits)
        self.writes, self.begun = 0, asyncio.Event()

    async def write_transaction(
        self, do: Callable[Concatenate[Connection, P], R], /, *args: P.args, **kwargs: P.kwargs
    ) -> R:
        self.writes += 1
        self.begun.set()
        return await super().write_transaction(do, *args, **kwargs)


@dataclass(frozen=True)
class Noting(Job[int]):
    """A job that leaves its number, or fails."""

    number: int
    fails: bool = False
    prepared: tuple[Prepared, ...] = ()
    finds: frozenset[str] = frozenset()

    def run(self, transaction: Transaction) -> int:
        if self.fails:
            raise ZeroDivisionError("nobody foresaw it")
        more = text("UPDATE operation SET saved_through_seq = saved_through_seq + 1")
        transaction.connection.execute(more)
        return self.number


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Counting]:
    async with asyncio.timeout(PATIENCE_S), Counting(database_url, Limits(lock_s=0.2)) as database:
        await database.write_transaction(create_operation, OPERATION, "Asia/Baku", datetime.now(UTC), draw())
        database.writes, database.begun = 0, asyncio.Event()
        yield database


async def answers(committer: Committer, jobs: list[Noting]) -> list[Any]:
    asked = (committer.run(OPERATION, job) for job in jobs)
    return await asyncio.gather(*asked, return_exceptions=True)


async def test_where_the_database_is_not_available_all_are_told_by_one_attempt(
    database: Counting, database_url: str
) -> None:
    committer = Committer(database)
    jobs = [Noting(n) for n in range(8)]
    async with somebody_writes_to(database_url, OPERATION):
        told = await answers(committer, jobs)
    assert [type(one) for one in told] == [Unavailable] * len(jobs)
    assert {one.code for one in told} == {"database_locked"}
    assert database.writes == 1
    assert await answers(committer, jobs) == [*range(8)]


async def test_who_comes_while_the_database_is_not_available_is_told_with_the_others(
    database: Counting, database_url: str
) -> None:
    committer = Committer(database)
    async with somebody_writes_to(database_url, OPERATION):
        first = asyncio.ensure_future(committer.run(OPERATION, Noting(0)))
        await database.begun.wait()
        told = [*await answers(committer, [Noting(1), Noting(2)]), *await asyncio.gather(first, return_exceptions=True)]
    assert [type(one) for one in told] == [Unavailable] * 3
    assert database.writes == 1


async def test_a_job_that_fails_by_itself_fails_alone(database: Counting) -> None:
    jobs = [Noting(n, fails=n == 1) for n in range(4)]
    one, two, three, four = await answers(Committer(database), jobs)
    assert (one, three, four) == (0, 2, 3)
    assert isinstance(two, ZeroDivisionError)
    assert (await glance_head(database, OPERATION)).saved_through_seq == 3


def _write_and_refuse(connection: Connection) -> None:
    connection.execute(text("UPDATE operation SET saved_through_seq = 7"))
    raise Refused("invalid_request", "it is too much")


async def test_what_a_change_wrote_before_it_was_refused_is_undone(database: Counting) -> None:
    with pytest.raises(Refused):
        await Committer(database).under_lock(OPERATION, _write_and_refuse)
    assert (await glance_head(database, OPERATION)).saved_through_seq == 0
