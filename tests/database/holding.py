"""Who stands in the way of others at a database: a transaction that is held, and a link that goes silent."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, text
from sqlalchemy.util import await_only

from sync.database.database import Database
from sync.database.statements import for_update, is_sqlite

Way = Callable[[Callable[[Connection], Any]], Awaitable[Any]]
"""`Database.read`, `look_up` or `write`."""


class Held:
    """A transaction that has begun and goes on when it is let go."""

    def __init__(self, first: str | None = None, **values: Any) -> None:
        self.begun = asyncio.Event()
        self._first, self._values = first, values
        self._loop = asyncio.get_running_loop()
        self._go, self._go_thread = asyncio.Event(), threading.Event()

    def within(self, connection: Connection) -> str:
        if self._first:
            connection.execute(text(self._first + for_update(connection)), self._values)
        self._loop.call_soon_threadsafe(self.begun.set)
        if is_sqlite(connection):
            self._go_thread.wait()
        else:
            await_only(self._go.wait())
        return "let go"

    def let_go(self) -> None:
        self._go.set()
        self._go_thread.set()


@asynccontextmanager
async def held(
    way: Way, times: int = 1, first: str | None = None, **values: Any
) -> AsyncIterator[list[asyncio.Task[Any]]]:
    """So many transactions of one kind, which stand at their beginning, or after a first statement, until the end."""
    all_held = [Held(first, **values) for _ in range(times)]
    tasks = [asyncio.ensure_future(_run(way, one)) for one in all_held]
    try:
        for one in all_held:
            await one.begun.wait()
        yield tasks
    finally:
        for one in all_held:
            one.let_go()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _run(way: Way, one: Held) -> Any:
    return await way(one.within)


@asynccontextmanager
async def somebody_writes_to(url: str, operation: str) -> AsyncIterator[None]:
    """Another process has the lock of an operation, and on SQLite of the whole file, until the end of the block."""
    async with AsyncExitStack() as until:
        other = await until.enter_async_context(Database(url))
        lock = "SELECT operation FROM operation WHERE operation = :operation"
        await until.enter_async_context(held(other.write_transaction, 1, lock, operation=operation))
        yield


class Link:
    """A way to PostgreSQL that can go silent, as a server does that hangs: it takes what is sent, and nothing comes."""

    def __init__(self, url: str, folder: Path) -> None:
        begin, _, socket = url.partition("?host=")
        self.url = f"{begin}?host={folder}"
        self._there, self._here = f"{socket}/.s.PGSQL.5432", folder / ".s.PGSQL.5432"
        self._speaks = asyncio.Event()
        self._speaks.set()
        self._last_words: tuple[bytes, ...] = ()
        self._tasks: set[asyncio.Task[None]] = set()

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        server = await asyncio.start_unix_server(self._serve, self._here)
        try:
            yield
        finally:
            server.close()
            for task in self._tasks:
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)

    def go_silent(self, *after: bytes) -> None:
        """At once, or when these words have gone through to the server on one connection, in this order."""
        self._last_words = after
        if not after:
            self._speaks.clear()

    def speak(self) -> None:
        self._last_words = ()
        self._speaks.set()

    @property
    def is_silent(self) -> bool:
        return not self._speaks.is_set()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task
        self._tasks.add(task)
        try:
            with suppress(OSError):
                there, to_there = await asyncio.open_unix_connection(self._there)
                ways = (self._pass(reader, to_there, listens=True), self._pass(there, writer))
                passing = [asyncio.create_task(way) for way in ways]
                try:
                    await asyncio.wait(passing, return_when=asyncio.FIRST_COMPLETED)
                finally:
                    for one in passing:
                        one.cancel()
                    await asyncio.gather(*passing, return_exceptions=True)
                    for end in (writer, to_there):
                        end.close()
        finally:
            self._tasks.discard(task)

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, listens: bool = False) -> None:
        heard, asked = 0, self._last_words
        while piece := await reader.read(1 << 16):
            await self._speaks.wait()
            if listens and self._last_words:
                if asked is not self._last_words:
                    heard, asked = 0, self._last_words
                while heard < len(self._last_words) and self._last_words[heard] in piece:
                    heard += 1
                if heard == len(self._last_words):
                    self._speaks.clear()
            writer.write(piece)
            await writer.drain()
