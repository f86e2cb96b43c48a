"""The databases: opens the one transaction scope that everything runs in.

What stores and reads is written once, as plain functions of a SQLAlchemy `Connection`. On PostgreSQL they run over
asyncpg; on SQLite in one long-lived writer thread and a few reader threads. Either way nothing blocks the event loop,
and nobody but this module begins or commits.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, contextmanager
from typing import Any, Concatenate, ParamSpec, Self, TypeVar

import asyncpg
from sqlalchemy import Connection as Connection
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import StaticPool

P = ParamSpec("P")
R = TypeVar("R")
Do = Callable[[Connection], R]

SQLITE_READERS = 2
SQLITE_WAIT_S = 30
"""How long one process waits for another that writes to the same SQLite file, seconds."""


class Unavailable(Exception):
    """The database cannot be reached or did not answer."""


class Database:
    """Runs functions of a `Connection`: `read` sees one moment and changes nothing, `glance` is one statement.

    A `snapshot` sees one moment for as long as it takes. A `write_transaction` is all or nothing; it belongs to the
    committer (sync/exchange/committer.py): whoever else has something to write goes through that."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._postgresql: AsyncEngine | None = None
        if on_sqlite(url):
            self._writer = _SqliteThread(url, "writer", writes=True)
            self._readers = [_SqliteThread(url, f"reader-{n}", writes=False) for n in range(SQLITE_READERS)]
            self._turn = 0
        else:
            self._postgresql = create_async_engine(_asyncpg_url(url), pool_size=10, max_overflow=10)
            self._glances = _Glances(url)
            self._reads = self._postgresql.execution_options(
                isolation_level="REPEATABLE READ", postgresql_readonly=True
            )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *raised: object) -> None:
        await self.close()

    async def write_transaction(
        self, do: Callable[Concatenate[Connection, P], R], /, *args: P.args, **kwargs: P.kwargs
    ) -> R:
        """`do` in one transaction, committed when it returns and undone when it raises."""
        if self._postgresql is not None:
            return await _over_asyncpg(self._postgresql, lambda c: do(c, *args, **kwargs))
        return await self._writer.run(lambda c: do(c, *args, **kwargs))

    async def read(self, do: Callable[Concatenate[Connection, P], R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        """`do` in one transaction that sees one moment and changes nothing."""
        if self._postgresql is not None:
            return await _over_asyncpg(self._reads, lambda c: do(c, *args, **kwargs))
        self._turn = (self._turn + 1) % SQLITE_READERS
        return await self._readers[self._turn].run(lambda c: do(c, *args, **kwargs))

    @asynccontextmanager
    async def snapshot(self) -> AsyncIterator[Snapshot]:
        """Many reads of one moment, on a connection of their own: nobody else has to wait for them to end."""
        if self._postgresql is not None:
            async with _in_transaction(self._reads) as connection:
                yield Snapshot(connection.run_sync)
        else:
            thread = _SqliteThread(self.url, "snapshot", writes=False)
            try:
                async with thread.in_transaction() as run:
                    yield Snapshot(run)
            finally:
                thread.close()

    async def glance(self, statement: str, value: str) -> tuple[Any, ...] | None:
        """The one row that a statement of the hot path gives for `$1`: by the driver itself, without a transaction."""
        if self._postgresql is not None:
            return await self._glances.row(statement, value)
        self._turn = (self._turn + 1) % SQLITE_READERS
        return await self._readers[self._turn].glance(statement, value)

    async def close(self) -> None:
        if self._postgresql is not None:
            await self._postgresql.dispose()
            await self._glances.close()
        else:
            for thread in (self._writer, *self._readers):
                thread.close()


class Snapshot:
    """Reads one moment, again and again."""

    def __init__(self, run: Callable[[Do[Any]], Awaitable[Any]]) -> None:
        self._run = run

    async def read(self, do: Callable[Concatenate[Connection, P], R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        """`do` in the transaction of the snapshot."""
        done: R = await self._run(lambda c: do(c, *args, **kwargs))
        return done


def on_sqlite(url: str) -> bool:
    return make_url(url).get_backend_name() == "sqlite"


class _SqliteThread:
    """One thread with one connection of its own."""

    def __init__(self, url: str, name: str, writes: bool) -> None:
        self._engine = _sqlite_engine(url, writes)
        self._thread = ThreadPoolExecutor(1, f"sqlite-{name}")
        self._driver: Any = None

    async def run(self, do: Do[R]) -> R:
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._run, do)

    def _run(self, do: Do[R]) -> R:
        return _on_sqlite(self._engine, do)

    @asynccontextmanager
    async def in_transaction(self) -> AsyncIterator[Callable[[Do[Any]], Awaitable[Any]]]:
        """What runs functions of the connection, one after the other, in one transaction that is undone at the end."""
        loop = asyncio.get_running_loop()
        connection = await loop.run_in_executor(self._thread, self._engine.connect)

        def run(do: Do[Any]) -> Any:
            with _sqlite_there():
                return do(connection)

        try:
            yield lambda do: loop.run_in_executor(self._thread, run, do)
        finally:
            await loop.run_in_executor(self._thread, connection.close)

    async def glance(self, statement: str, value: str) -> tuple[Any, ...] | None:
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._glance, statement, value)

    def _glance(self, statement: str, value: str) -> tuple[Any, ...] | None:
        try:
            if self._driver is None:
                self._driver = self._engine.raw_connection().driver_connection
            row: tuple[Any, ...] | None = self._driver.execute(statement, {"1": value}).fetchone()
        except sqlite3.Error as error:
            raise Unavailable(str(error)) from error
        return row

    def close(self) -> None:
        self._thread.submit(self._engine.dispose).result()
        self._thread.shutdown()


def _sqlite_engine(url: str, writes: bool, keys: bool = True) -> Engine:
    """An engine with one connection, in WAL with synchronous=FULL: what was committed survives a power cut.

    It holds foreign keys, as PostgreSQL always does, unless `keys` is false."""
    engine = create_engine(
        url, poolclass=StaticPool, connect_args={"check_same_thread": False, "timeout": SQLITE_WAIT_S}
    )

    @event.listens_for(engine, "connect")
    def opened(connection: sqlite3.Connection, record: object) -> None:
        connection.isolation_level = None  # transactions begin below and nowhere else
        pragmas = ("journal_mode=WAL", "synchronous=FULL", "cache_size=-65536", "mmap_size=268435456")
        last = (f"foreign_keys={'ON' if keys else 'OFF'}", f"query_only={'OFF' if writes else 'ON'}")
        for pragma in (*pragmas, *last):
            connection.execute(f"PRAGMA {pragma}").close()

    @event.listens_for(engine, "begin")
    def began(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


_SQLITE_GONE = ("unable to open", "locked", "readonly", "disk I/O", "disk is full", "not a database", "malformed")
"""What SQLite says when the fault lies with the file or the disk, not with the statement."""


def _on_sqlite(engine: Engine, do: Do[R]) -> R:
    with _sqlite_there(), engine.begin() as connection:
        return do(connection)


@contextmanager
def _sqlite_there() -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        if any(words in str(error.orig) for words in _SQLITE_GONE):
            raise Unavailable(str(error.orig)) from error
        raise


async def _over_asyncpg(engine: AsyncEngine, do: Do[R]) -> R:
    async with _in_transaction(engine) as connection:
        return await connection.run_sync(do)


@asynccontextmanager
async def _in_transaction(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    connected = False
    try:
        async with engine.connect() as connection:
            connected = True
            async with connection.begin():
                yield connection
    except (OSError, DBAPIError) as error:
        if isinstance(error, DBAPIError) and connected and not error.connection_invalidated:
            raise
        raise Unavailable(str(error)) from error


class _Glances:
    """Connections of their own for glances, opened when they are needed."""

    def __init__(self, url: str) -> None:
        self._dsn = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
        self._opening = asyncio.Lock()
        self._pool: asyncpg.Pool[asyncpg.Record] | None = None

    async def row(self, statement: str, value: str) -> tuple[Any, ...] | None:
        try:
            if self._pool is None:
                await self._open()
            assert self._pool is not None
            row = await self._pool.fetchrow(statement, value)
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
            raise Unavailable(str(error)) from error
        return None if row is None else tuple(row)

    async def _open(self) -> None:
        async def keep(connection: object) -> None:
            """A glance leaves nothing behind that would have to be reset."""

        async with self._opening:
            if self._pool is None:
                self._pool = await asyncpg.create_pool(self._dsn, min_size=0, max_size=4, reset=keep)

    async def close(self) -> None:
        if self._pool is not None:
            await self._pool.close()


def _asyncpg_url(url: str) -> str:
    return make_url(url).set(drivername="postgresql+asyncpg").render_as_string(hide_password=False)


def once(url: str, do: Do[R]) -> R:
    """`do` in one transaction on a connection of its own, which is closed then. Not to be called from an event loop.

    It is for migrations: SQLite does not check foreign keys meanwhile, because tables are made again."""

    async def over_asyncpg() -> R:
        engine = create_async_engine(_asyncpg_url(url))
        try:
            return await _over_asyncpg(engine, do)
        finally:
            await engine.dispose()

    if not on_sqlite(url):
        return asyncio.run(over_asyncpg())
    engine = _sqlite_engine(url, writes=True, keys=False)
    try:
        return _on_sqlite(engine, do)
    finally:
        engine.dispose()
