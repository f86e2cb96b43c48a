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

Where there is a journal, room in it is reserved before the commit for all but what tablets send again, and it is
written after the commit and before the answer. Nobody else waits for it: what goes in shares no transaction with the
rest.
"""

from __future__ import annotations

import asyncio
from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Concatenate, Generic, NamedTuple, ParamSpec, Protocol, Self, TypeVar

import structlog
from sqlalchemy import Connection

from models.problem import Refused
from sync.database.database import Database
from sync.database.limits import Unavailable, stored
from sync.database.statements import lies_with_the_values
from sync.exchange.prepared import Prepared
from sync.exchange.transaction import INTERNAL, Transaction
from sync.log.chain import Entry, lock_head

P = ParamSpec("P")
R = TypeVar("R")
R_co = TypeVar("R_co", covariant=True)

_LOG = structlog.get_logger()

MOST_MUTATIONS = 2000
"""The most mutations that share a transaction, unless a single job has more."""


OF_THESE_ONLY = {"database_slow", "journal_full"}
"""Limits that say nothing of what else waits: it may be quick, or a tablet's."""


class Job(ABC, Generic[R_co]):
    """Something to do under the lock of an operation; a frozen dataclass."""

    __slots__ = ()

    prepared: tuple[Prepared, ...]
    finds: frozenset[str]
    """Finds that it needs beside those of its mutations."""
    alone: ClassVar[bool] = False
    """It reads what is stored, or stores by itself: it shares its transaction with no other job."""
    resent: ClassVar[bool] = False
    """Who sends it keeps it, and sends it again to a server that was restored."""
    unlogged: ClassVar[bool] = False
    """What it changes is no entry of the log."""

    @property
    def forms(self) -> frozenset[str]:
        """The ids of forms of ODK Collect that it stores."""
        return frozenset()

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
    unlogged: ClassVar[bool] = True

    def run(self, transaction: Transaction) -> R:
        with transaction.connection.begin_nested():  # a refusal is an answer, and the transaction is committed
            return self.do(transaction.connection)


class Kept(NamedTuple):
    """A job that was done, and its entries of the log."""

    job: Job[Any]
    entries: list[Entry]


class Reserved:
    """Room in a journal for what one transaction has done."""

    __slots__ = ()


class Journal(Protocol):
    """Where everything is kept that nobody sends again (sync/backup/journal.py). All raise Unavailable."""

    async def catch_up(self, database: Database) -> None:
        """Writes what is missing of earlier processes, if that has not been done."""

    def reserve(self, connection: Connection, operation: str, kept: Sequence[Kept]) -> Reserved | None:
        """Room for what these jobs have done, before their transaction is committed; None: there is nothing to keep."""

    async def write(self, line: Reserved) -> None:
        """Writes it, after the commit; it is on the disk then."""


def run_together(
    connection: Connection, operation: str, jobs: Sequence[Job[Any]], kept: list[Kept] | None = None
) -> list[Any]:
    """The answer of each job, or the refusal of it, in one transaction; `kept` gets what was not refused."""
    transaction = Transaction(connection, operation)
    prepared = [one for job in jobs for one in job.prepared]
    transaction.load(prepared, frozenset[str]().union(*(job.finds for job in jobs)))
    answers: list[Any] = []
    for job in jobs:
        first = len(transaction.entries)
        try:
            answers.append(job.run(transaction))
        except Refused as refusal:
            answers.append(refusal)
        else:
            if kept is not None:
                kept.append(Kept(job, transaction.entries[first:]))
    transaction.store()
    return answers


def _run_and_reserve(
    connection: Connection, operation: str, jobs: Sequence[Job[Any]], journal: Journal
) -> tuple[list[Any], Reserved | None]:
    """The same, and the room in the journal for what they have done."""
    kept: list[Kept] = []
    answers = run_together(connection, operation, jobs, kept)
    return answers, journal.reserve(connection, operation, kept)


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

    def __init__(self, database: Database, journal: Journal | None = None) -> None:
        self._database, self._journal = database, journal
        self._waiting: dict[str, list[tuple[Job[Any], asyncio.Future[Any]]]] = defaultdict(list)
        self._running: dict[str, asyncio.Task[None]] = {}
        self._writing: set[asyncio.Task[None]] = set()

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
        while self._running or self._writing:
            await asyncio.gather(*self._running.values(), *self._writing, return_exceptions=True)

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
        first = waiting[0][0]
        for n, (job, _) in enumerate(waiting):
            mutations += len(job.prepared)
            apart = job.alone or first.alone or (self._journal is not None and job.resent != first.resent)
            if n and (mutations > MOST_MUTATIONS or apart):
                break
        else:
            n = len(waiting)
        batch = waiting[:n]
        del waiting[:n]
        return batch

    async def _together(self, operation: str, batch: list[tuple[Job[Any], asyncio.Future[Any]]]) -> None:
        answers: list[Any]
        line: Reserved | None = None
        jobs = [job for job, _ in batch]
        try:
            if self._journal is None or jobs[0].resent:
                answers = await self._database.write_transaction(run_together, operation, jobs)
            else:
                await self._journal.catch_up(self._database)
                doing = self._database.write_transaction(_run_and_reserve, operation, jobs, self._journal)
                answers, line = await doing
        except Unavailable as error:
            answers = [error] * len(batch)
            if error.code not in OF_THESE_ONLY:
                waiting, self._waiting[operation] = self._waiting[operation], []
                batch, answers = batch + waiting, answers + [error.before_commit()] * len(waiting)
        except Exception as error:
            if len(batch) > 1:
                for one in batch:
                    await self._together(operation, [one])
                return
            answers = [await self._in_parts(operation, batch[0][0], error)]
        futures = [future for _, future in batch]
        if line is None:
            _tell(futures, answers)
            return
        writing = asyncio.create_task(self._write_and_tell(line, futures, answers))
        self._writing.add(writing)
        writing.add_done_callback(self._writing.discard)

    async def _write_and_tell(self, line: Reserved, futures: list[asyncio.Future[Any]], answers: list[Any]) -> None:
        """Tells the answers once the journal has them; meanwhile others go on."""
        assert self._journal is not None
        try:
            await self._journal.write(line)
        except Exception as error:
            answers = [answer if isinstance(answer, Refused) else error for answer in answers]
        _tell(futures, answers)

    async def _in_parts(self, operation: str, job: Job[Any], error: Exception) -> Any:
        """The answer of a job that failed, in parts if it has some; what it raises otherwise."""
        if not isinstance(job, Divisible) or not lies_with_the_values(error):
            return error
        try:
            return await self._database.write_transaction(run_in_parts, operation, job)
        except Exception as again:
            return again


def _tell(futures: Sequence[asyncio.Future[Any]], answers: Sequence[Any]) -> None:
    for future, answer in zip(futures, answers, strict=True):
        if future.done():  # whoever asked has gone
            continue
        if isinstance(answer, Exception):
            future.set_exception(answer)
        else:
            future.set_result(answer)
