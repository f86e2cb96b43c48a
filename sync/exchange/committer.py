"""Group commit: jobs that wait for the lock of one operation at the same moment share a transaction.

An answer leaves only after the commit. A job that is refused has changed nothing, and its neighbours go on; should a
transaction fail, each of its jobs is tried again on its own.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from typing import Any, Protocol, TypeVar

from sqlalchemy import Connection

from models.problem import Refused
from sync.database.database import Database
from sync.exchange.prepared import Prepared
from sync.exchange.transaction import Transaction

R_co = TypeVar("R_co", covariant=True)

MOST_MUTATIONS = 2000
"""The most mutations that share a transaction, unless a single job has more."""


class Job(Protocol[R_co]):
    """Something to do under the lock of an operation."""

    @property
    def prepared(self) -> list[Prepared]: ...

    @property
    def finds(self) -> set[str]:
        """Finds that it needs besides those of its mutations."""
        ...

    def run(self, transaction: Transaction) -> R_co: ...


def run_together(connection: Connection, operation: str, jobs: list[Job[Any]]) -> list[Any]:
    """The answer of each job, or the refusal of it, in one transaction."""
    transaction = Transaction(connection, operation)
    transaction.load([one for job in jobs for one in job.prepared], set().union(*(job.finds for job in jobs)))
    answers: list[Any] = []
    for job in jobs:
        try:
            answers.append(job.run(transaction))
        except Refused as refusal:
            answers.append(refusal)
    transaction.store()
    return answers


def run_alone(connection: Connection, operation: str, job: Job[R_co]) -> R_co:
    """The answer of a job in a transaction of its own, of one that reads what is stored; raises when it is refused."""
    (answer,) = run_together(connection, operation, [job])
    if isinstance(answer, Refused):
        raise answer
    return answer  # type: ignore[no-any-return]


class Committer:
    """Runs jobs; those of one operation run together."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._waiting: dict[str, list[tuple[Job[Any], asyncio.Future[Any]]]] = defaultdict(list)
        self._running: dict[str, asyncio.Task[None]] = {}

    async def run(self, operation: str, job: Job[R_co]) -> R_co:
        """The job's answer, after its transaction is committed."""
        answer: asyncio.Future[R_co] = asyncio.get_running_loop().create_future()
        self._waiting[operation].append((job, answer))
        if operation not in self._running:
            self._running[operation] = asyncio.create_task(self._work(operation))
        return await answer

    async def close(self) -> None:
        """Waits until every accepted job is committed."""
        while self._running:
            await asyncio.gather(*self._running.values(), return_exceptions=True)

    async def _work(self, operation: str) -> None:
        try:
            while self._waiting[operation]:
                await self._together(operation, self._next(operation))
        finally:
            del self._running[operation]
            if not self._waiting[operation]:
                del self._waiting[operation]

    def _next(self, operation: str) -> list[tuple[Job[Any], asyncio.Future[Any]]]:
        waiting, mutations = self._waiting[operation], 0
        for n, (job, _) in enumerate(waiting):
            mutations += len(job.prepared)
            if n and mutations > MOST_MUTATIONS:
                break
        else:
            n = len(waiting)
        batch = waiting[:n]
        del waiting[:n]
        return batch

    async def _together(self, operation: str, batch: list[tuple[Job[Any], asyncio.Future[Any]]]) -> None:
        try:
            answers = await self._database.write(run_together, operation, [job for job, _ in batch])
        except Exception as error:
            if len(batch) > 1:
                for one in batch:
                    await self._together(operation, [one])
                return
            answers = [error]
        for (_, future), answer in zip(batch, answers, strict=True):
            if future.done():  # whoever asked has gone
                continue
            if isinstance(answer, Exception):
                future.set_exception(answer)
            else:
                future.set_result(answer)
