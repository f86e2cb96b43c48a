"""The committer: the one door through which anything is written. No other module opens a write transaction.

    run          a job on an operation: what goes into its log, and whatever reads what that changes
    under_lock   a change of an operation that is no entry of its log: enrolment, tokens, retirement, webhooks as staff
                 manage them. It is held with the jobs, so that no report and no decision sees half of it
    beside_lock  what a server does for itself, many times a minute, and what nothing that is logged depends on: when
                 tokens and devices were seen, the bytes of photos, leases and progress of webhooks, a new operation

What holds the lock of an operation takes it in a statement of its own, the first one; all that it decides on is read
after it. What does not, takes its rows in the one order in which rows outside the lock are written, and so do the
others: tokens, devices, exchanges of devices, photos, each by their keys; a webhook before its deliveries. Who has the
lock may take such rows; who has such rows never takes the lock.

A job is immutable: run twice, it makes the same entries and the same answers. Jobs that wait for the lock of one
operation at the same moment share a transaction (group commit), and an answer leaves only after the commit. A job that
is refused has changed nothing, and its neighbours go on; should a transaction fail, each of its jobs is tried again on
its own, and should an exchange fail then, the mutation at which it fails is rejected and the others go in.
Where the database is not available nothing is tried again: whoever waits for this operation is told at once.
"""

from __future__ import annotations

import asyncio
from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Concatenate, Generic, ParamSpec, Self, TypeVar

import structlog
from sqlalchemy import Connection

from models.problem import Refused
from sync.database.database import Database
from sync.database.limits import Unavailable, stored
from sync.database.statements import lies_with_the_values
from sync.exchange.prepared import Prepared
from sync.exchange.transaction import INTERNAL, Transaction
from sync.log.chain import lock_head
from sync.log.cursor import refuse_stopped

P = ParamSpec("P")
R = TypeVar("R")
R_co = TypeVar("R_co", covariant=True)

_LOG = structlog.get_logger()

MOST_MUTATIONS = 2000
"""The most mutations that share a transaction, unless a single job has more."""


class Job(ABC, Generic[R_co]):
    """Something to do under the lock of an operation; a frozen dataclass."""

    __slots__ = ()

    prepared: tuple[Prepared, ...]
    finds: frozenset[str]
    """Finds that it needs beside those of its mutations."""
    alone: ClassVar[bool] = False
    """It reads what is stored, or stores by itself: it shares its transaction with no other job."""
    begins_again: ClassVar[bool] = False
    """It is done also where the operation is stopped."""

    @abstractmethod
    def run(self, transaction: Transaction) -> R_co:
        """Its answer. Raises Refused, and has changed nothing then."""


class Divisible(Job[R]):
    """A job whose mutations do not depend on each other: one that breaks the server does not stop the others."""

    __slots__ = ()

    @abstractmethod
    def part(self, prepared: tuple[Prepared, ...]) -> Self:
        """The same job with these mutations only."""

    @abstractmethod
    def joined(self, one: R, other: R) -> R:
        """The answer to both parts."""


@dataclass(frozen=True, slots=True)
class _Change(Job[R]):
    """A change of an operation that is no entry of its log."""

    do: Callable[[Connection], R]
    prepared: tuple[Prepared, ...] = ()
    finds: frozenset[str] = frozenset()
    alone: ClassVar[bool] = True

    def run(self, transaction: Transaction) -> R:
        with transaction.connection.begin_nested():  # a refusal is an answer, and the transaction is committed
            return self.do(transaction.connection)


def run_together(connection: Connection, operation: str, jobs: Sequence[Job[Any]]) -> list[Any]:
    """The answer of each job, or the refusal of it, in one transaction."""
    transaction = Transaction(connection, operation)
    prepared = [one for job in jobs for one in job.prepared]
    transaction.load(prepared, frozenset[str]().union(*(job.finds for job in jobs)))
    answers: list[Any] = []
    for job in jobs:
        try:
            if not job.begins_again:
                refuse_stopped(transaction.head)
            answers.append(job.run(transaction))
        except Refused as refusal:
            answers.append(refusal)
    transaction.store()
    return answers


def run_in_parts(connection: Connection, operation: str, job: Divisible[R]) -> R:
    """The answer of a job at one of whose mutations the server fails: that one is rejected, the others go in.

    All in one transaction: halves are taken, and undone where they fail, until the mutation is found.
    """
    lock_head(connection, operation)  # here, as what is locked after a savepoint is let go with it

    def run(part: Divisible[R]) -> R:
        with connection.begin_nested():
            (answer,) = run_together(connection, operation, [part])
            if isinstance(answer, Refused):
                raise answer
            return answer  # type: ignore[no-any-return]

    def run_or_halve(part: Divisible[R]) -> R:
        try:
            return run(part)
        except Refused:
            raise
        except Exception as error:
            if not lies_with_the_values(error) or not part.prepared:
                raise
            if len(part.prepared) == 1:
                (one,) = part.prepared
                _LOG.exception("mutation failed", mutation=one.sent.key, operation=operation)
                broken = Prepared(one.sent, None, INTERNAL, one.author, one.received_at)
                return run(part.part((broken,)))
        half = len(part.prepared) // 2
        first = run_or_halve(part.part(part.prepared[:half]))
        return part.joined(first, run_or_halve(part.part(part.prepared[half:])))

    return run_or_halve(job)


class _Undone(Exception):
    """Carries an answer out of a transaction, and undoes it: raised where it would have been committed."""

    def __init__(self, answer: Any) -> None:
        super().__init__("nothing is changed by a rehearsal")
        self.answer = answer


def _undone(connection: Connection, operation: str, job: Job[Any]) -> None:
    raise _Undone(run_together(connection, operation, [job])[0])


class Committer:
    """Takes what is to be written, and runs what waits for the lock of one operation together."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._waiting: dict[str, list[tuple[Job[Any], asyncio.Future[Any]]]] = defaultdict(list)
        self._running: dict[str, asyncio.Task[None]] = {}

    async def run(self, operation: str, job: Job[R]) -> R:
        """The job's answer, after its transaction is committed. Raises Refused."""
        answer: asyncio.Future[R] = asyncio.get_running_loop().create_future()
        self._waiting[operation].append((job, answer))
        if operation not in self._running:
            self._running[operation] = asyncio.create_task(self._work(operation))
        given = await answer
        stored()
        return given

    async def rehearse(self, operation: str, job: Job[R]) -> R:
        """What the job would answer: in a transaction that is undone. Raises Refused."""
        try:
            await self._database.write_transaction(_undone, operation, job)
        except _Undone as carried:
            if isinstance(carried.answer, Refused):
                raise carried.answer from None
            return carried.answer  # type: ignore[no-any-return]
        raise AssertionError("a rehearsal ends by being undone")

    async def under_lock(
        self, operation: str, do: Callable[Concatenate[Connection, P], R], /, *args: P.args, **kwargs: P.kwargs
    ) -> R:
        """What `do` gives under the lock of an operation, after it is committed. What it raises undoes it."""
        return await self.run(operation, _Change(lambda connection: do(connection, *args, **kwargs)))

    async def beside_lock(self, do: Callable[Concatenate[Connection, P], R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        """What `do` gives in a transaction that takes rows of its own, after it is committed."""
        return await self._database.write_transaction(do, *args, **kwargs)

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
        """The jobs of the next transaction, in the order in which they came."""
        waiting, mutations = self._waiting[operation], 0
        for n, (job, _) in enumerate(waiting):
            mutations += len(job.prepared)
            if n and (mutations > MOST_MUTATIONS or job.alone or waiting[0][0].alone):
                break
        else:
            n = len(waiting)
        batch = waiting[:n]
        del waiting[:n]
        return batch

    async def _together(self, operation: str, batch: list[tuple[Job[Any], asyncio.Future[Any]]]) -> None:
        answers: list[Any]
        try:
            answers = await self._database.write_transaction(run_together, operation, [job for job, _ in batch])
        except Unavailable as error:
            answers = [error] * len(batch)
            if error.code != "database_slow":  # else what waits may be quick
                waiting, self._waiting[operation] = self._waiting[operation], []
                batch, answers = batch + waiting, answers + [error.before_commit()] * len(waiting)
        except Exception as error:
            if len(batch) > 1:
                for one in batch:
                    await self._together(operation, [one])
                return
            answers = [await self._in_parts(operation, batch[0][0], error)]
        for (_, future), answer in zip(batch, answers, strict=True):
            if future.done():  # whoever asked has gone
                continue
            if isinstance(answer, Exception):
                future.set_exception(answer)
            else:
                future.set_result(answer)

    async def _in_parts(self, operation: str, job: Job[Any], error: Exception) -> Any:
        """The answer of a job that failed, in parts if it has some; what it raises otherwise."""
        if not isinstance(job, Divisible) or not lies_with_the_values(error):
            return error
        try:
            return await self._database.write_transaction(run_in_parts, operation, job)
        except Exception as again:
            return again
