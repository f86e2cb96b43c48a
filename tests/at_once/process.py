"""A process of its own with its connections, whose writes stop before any step that a test names."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from contextvars import ContextVar
from typing import Any, Concatenate, ParamSpec, TypeVar

import asyncpg
import pytest
from sqlalchemy import Connection, event
from sqlalchemy.util import await_only

from models.chance import Chance
from sync.database import direct
from sync.database.database import Database, Snapshot, on_sqlite
from sync.database.statements import is_sqlite

P = ParamSpec("P")
R = TypeVar("R")

BEGIN, IMMEDIATE, READ_ONLY = "BEGIN", "BEGIN IMMEDIATE", "BEGIN READ ONLY"
COMMIT, SNAPSHOT = "COMMIT", "SNAPSHOT"


class Run:
    """One write on its way: the steps that it came to, and the one before which it is held."""

    def __init__(self, name: str, hold_before: int | None = None, twice: bool = False) -> None:
        self.name, self.hold_before, self.twice = name, hold_before, twice
        self.steps: list[str] = []
        self.held, self._go = asyncio.Event(), asyncio.Event()
        self._loop = asyncio.get_running_loop()
        self.chance = Chance(name.encode())

    def let_go(self) -> None:
        self._go.set()

    async def comes_to(self, step: str) -> None:
        if self._is_held_before(step):
            await self._wait()

    def comes_within(self, step: str, in_thread: bool) -> None:
        """The same where a transaction runs: in a thread on SQLite, in a greenlet on PostgreSQL."""
        if not self._is_held_before(step):
            return
        if in_thread:
            asyncio.run_coroutine_threadsafe(self._wait(), self._loop).result()
        else:
            await_only(self._wait())

    def _is_held_before(self, step: str) -> bool:
        self.steps.append(step)
        return len(self.steps) - 1 == self.hold_before

    async def _wait(self) -> None:
        self.held.set()
        await self._go.wait()


RUN: ContextVar[Run] = ContextVar("run")
"""The write that is being played here."""


class Lost(Exception):
    """Raised where a transaction would be committed."""


class Process(Database):
    """A `Database` whose writes and reads say each of their steps before it is done."""

    async def write_transaction(
        self, do: Callable[Concatenate[Connection, P], R], /, *args: P.args, **kwargs: P.kwargs
    ) -> R:
        run = RUN.get()
        if run.twice:
            await self.undone(run, lambda connection: do(connection, *args, **kwargs))
        await run.comes_to(IMMEDIATE if on_sqlite(self.url) else BEGIN)
        return await super().write_transaction(_stepwise(lambda connection: do(connection, *args, **kwargs)))

    async def undone(self, run: Run, do: Callable[[Connection], R]) -> None:
        """Plays a transaction as when its commit is lost: the write will be played again."""

        def fails(connection: Connection) -> None:
            do(connection)
            raise Lost

        with suppress(Lost):
            await super().write_transaction(_stepwise(fails))

    async def read(self, do: Callable[Concatenate[Connection, P], R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        await RUN.get().comes_to(READ_ONLY)
        return await super().read(_stepwise(lambda connection: do(connection, *args, **kwargs)))

    async def look_up(self, do: Callable[Concatenate[Connection, P], R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        await RUN.get().comes_to(READ_ONLY)
        return await super().look_up(_stepwise(lambda connection: do(connection, *args, **kwargs)))

    @asynccontextmanager
    async def snapshot(self) -> AsyncIterator[Snapshot]:
        await RUN.get().comes_to(SNAPSHOT)
        async with super().snapshot() as snapshot:
            yield snapshot

    async def glance(self, statement: str, value: str) -> tuple[Any, ...] | None:
        await RUN.get().comes_to(" ".join(statement.split()))
        return await super().glance(statement, value)


def _stepwise(do: Callable[[Connection], R]) -> Callable[[Connection], R]:
    run = RUN.get()

    def stepwise(connection: Connection) -> R:
        known = RUN.set(run)  # a thread of SQLite does not know it
        try:
            with _told(connection, run):
                answer = do(connection)
            run.comes_within(COMMIT, is_sqlite(connection))
            return answer
        finally:
            RUN.reset(known)

    return stepwise


@contextmanager
def _told(connection: Connection, run: Run) -> Iterator[None]:
    def before(connection: Connection, cursor: object, statement: str, *more: object) -> None:
        run.comes_within(" ".join(statement.split()), is_sqlite(connection))

    event.listen(connection, "before_cursor_execute", before)
    try:
        yield
    finally:
        event.remove(connection, "before_cursor_execute", before)


def tell_drivers(monkeypatch: pytest.MonkeyPatch) -> None:
    """What goes to a driver itself, past SQLAlchemy's cursors, says its step here; so does PostgreSQL's COPY."""
    copy: Callable[..., Awaitable[Any]] = asyncpg.Connection.copy_records_to_table
    ask = direct.ask

    async def told_copy(connection: Any, table_name: str, **options: Any) -> Any:
        if run := RUN.get(None):
            await run.comes_to(f"COPY {table_name}")
        return await copy(connection, table_name, **options)

    def told_ask(driver: direct.Driver, statement: str, *more: Any, **options: Any) -> Any:
        if run := RUN.get(None):
            run.comes_within(" ".join(statement.split()), isinstance(driver, sqlite3.Connection))
        return ask(driver, statement, *more, **options)

    monkeypatch.setattr(asyncpg.Connection, "copy_records_to_table", told_copy)
    monkeypatch.setattr(direct, "ask", told_ask)
