"""An SQLite file: one writer thread, and readers of their own for small and for large reads.

Each thread has its connection. What is asked for is begun in the order in which it came, by whichever thread is free.
"""

from __future__ import annotations

import asyncio
import sqlite3
import threading
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import asynccontextmanager, contextmanager
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool

from sync.database.address import make_private
from sync.database.limits import Limits, Unavailable, busy, locked, silent, slow, unreachable
from sync.database.placed_file import PlacedFile

R = TypeVar("R")
Do = Callable[[Connection], R]

READERS = 2
"""So many small reads are done at a time, and as many large ones."""
ASKS_AGAIN_S = 0.05
"""What has to end is interrupted so often until it does: an interruption only meets a statement that runs."""


class SqliteFile:
    """The threads of one file."""

    def __init__(self, url: str, limits: Limits) -> None:
        self._url, self._limits = url, limits
        lock_s, part_s = limits.lock_s, limits.ready_s / 2
        file = self._file = PlacedFile(url)
        self._writer = _Threads(url, file, "writer", 1, lock_s, lock_s, limits.write_s, writes=True)
        self._small = _Threads(url, file, "small", READERS, limits.pool_s, lock_s, limits.look_up_s)
        self._large = _Threads(url, file, "large", READERS, limits.large_pool_s, lock_s, limits.read_s)
        self._checks = _Threads(url, file, "check", 1, part_s, part_s, part_s)

    async def write(self, do: Do[R]) -> R:
        return await self._writer.transaction(do)

    async def look_up(self, do: Do[R]) -> R:
        return await self._small.transaction(do)

    async def read(self, do: Do[R]) -> R:
        return await self._large.transaction(do)

    async def glance(self, statement: str, value: str) -> tuple[Any, ...] | None:
        return await self._small.row(statement, value)

    @asynccontextmanager
    async def snapshot(self) -> AsyncIterator[Callable[[Do[Any]], Awaitable[Any]]]:
        limits = self._limits
        thread = _Threads(
            self._url,
            self._file,
            "snapshot",
            1,
            limits.pool_s,
            limits.lock_s,
            limits.read_s,
            cache_kib=CACHE_OF_COPIES_KIB,
        )
        try:
            async with thread.open_transaction() as run:
                yield run
        finally:
            await asyncio.to_thread(thread.close)

    async def check(self, do: Do[R]) -> R:
        """What `do` reads, on a connection of its own, when somebody else does not keep us from writing either."""
        try:
            async with asyncio.timeout(self._limits.ready_s):
                answer = await self._checks.transaction(do)
                await self._take_lock(self._limits.ready_s / 2)
        except TimeoutError:
            raise silent(self._limits.ready_s) from None
        return answer

    async def _take_lock(self, wait_s: float) -> None:
        """Raises Unavailable where another process keeps the writer from writing; not where it is at work itself."""
        try:
            await self._writer.transaction(lambda _: None, wait_s)
        except Unavailable as error:
            if error.code != "database_busy":
                raise
            if self._writer.waits_for_lock_s >= wait_s:
                raise locked(wait_s) from None

    async def close(self) -> None:
        for threads in (self._writer, self._small, self._large, self._checks):
            await asyncio.to_thread(threads.close)


class _Threads:
    """Threads that each have a connection of their own."""

    def __init__(
        self,
        url: str,
        file: PlacedFile,
        name: str,
        count: int,
        wait_s: float,
        lock_s: float,
        limit_s: float | None,
        writes: bool = False,
        cache_kib: int | None = None,
    ) -> None:
        self._url, self._file, self._writes = url, file, writes
        self._cache_kib = cache_kib or CACHE_KIB
        self._wait_s, self._lock_s, self._limit_s = wait_s, lock_s, limit_s
        self._threads = ThreadPoolExecutor(count, f"sqlite-{name}")
        self._of_thread = threading.local()
        self._engines: list[Engine] = []
        self._waits_since: float | None = None

    @property
    def waits_for_lock_s(self) -> float:
        """How long the one thread that writes has waited for its lock, which another process has."""
        since = self._waits_since
        return 0.0 if since is None else time.monotonic() - since

    async def transaction(self, do: Do[R], wait_s: float | None = None) -> R:
        """`do` in one transaction. `wait_s` is how long it may wait until it has begun, if not as usual."""
        return await self._run(lambda watch: self._within(watch, do), wait_s)

    def _within(self, watch: _Watch, do: Do[R]) -> R:
        with _told(self._lock_s, self._limit_s, watch), self._engine().connect() as connection:
            driver: Any = connection.connection.driver_connection
            if self._writes:
                self._waits_since = time.monotonic()
                driver.execute(f"PRAGMA busy_timeout={min(self._lock_s, watch.left_s) * 1000:.0f}").close()
            try:
                transaction = connection.begin()
            finally:
                self._waits_since = None
            watch.begins(driver)
            with transaction:
                self._file.check()
                answer = do(connection)
                if self._writes:
                    self._file.check()
                watch.commits()
            return answer

    async def row(self, statement: str, value: str) -> tuple[Any, ...] | None:
        """The first row of a statement, without a transaction."""

        def first(watch: _Watch) -> tuple[Any, ...] | None:
            with _told(self._lock_s, self._limit_s, watch):
                driver: Any = getattr(self._of_thread, "driver", None)
                if not driver:
                    driver = self._of_thread.driver = self._engine().raw_connection().driver_connection
                self._file.check()
                watch.begins(driver)
                row: tuple[Any, ...] | None = driver.execute(statement, {"1": value}).fetchone()
            return row

        return await self._run(first)

    @asynccontextmanager
    async def open_transaction(self) -> AsyncIterator[Callable[[Do[Any]], Awaitable[Any]]]:
        """What runs functions of a connection, one after the other, in one transaction that is undone at the end."""

        def connect(watch: _Watch) -> Connection:
            with _told(self._lock_s, self._limit_s, watch):
                return self._engine().connect()

        connection = await self._run(connect)

        def run(do: Do[Any]) -> Callable[[_Watch], Any]:
            def within(watch: _Watch) -> Any:
                with _told(self._lock_s, self._limit_s, watch):
                    self._file.check()
                    watch.begins(connection.connection.driver_connection)
                    return do(connection)

            return within

        try:
            yield lambda do: self._run(run(do))
        finally:
            await asyncio.get_running_loop().run_in_executor(self._threads, connection.close)

    async def _run(self, call: Callable[[_Watch], R], wait_s: float | None = None) -> R:
        """A call in a thread that is free, which it may wait for as long as a connection."""
        watch = _Watch(self._wait_s if wait_s is None else wait_s, self._limit_s)
        begun = self._threads.submit(call, watch)
        watch.over(begun)
        try:
            return await asyncio.wrap_future(begun)
        except asyncio.CancelledError:
            if watch.gave_up:
                raise busy(watch.wait_s) from None
            raise
        finally:
            watch.ends()

    def _engine(self) -> Engine:
        """The engine of this thread: it has one connection."""
        engine: Engine | None = getattr(self._of_thread, "engine", None)
        if engine is None:
            self._file.check()
            engine = self._of_thread.engine = _sqlite_engine(self._url, self._writes, self._lock_s, self._cache_kib)
            self._engines.append(engine)
        return engine

    def close(self) -> None:
        """Waits for what runs. Not to be called in an event loop."""
        self._threads.shutdown()
        for engine in self._engines:
            engine.dispose()


class _Watch:
    """Sees that a call in a thread begins in time, and ends in time."""

    def __init__(self, wait_s: float, limit_s: float | None) -> None:
        self.wait_s, self.limit_s = wait_s, limit_s
        self.gave_up = self.expired = self.committing = False
        self._asked_at = time.monotonic()
        self._begun_at: float | None = None
        self._driver: Any = None
        self._call: Future[Any]
        self._timer: asyncio.TimerHandle | None = None
        self._lock = threading.Lock()

    # In the event loop

    def over(self, call: Future[Any]) -> None:
        self._call = call
        self._look_in(self.wait_s if self.limit_s is None else min(self.wait_s, self.limit_s))

    def ends(self) -> None:
        """The answer is there, or nobody waits for it any more; what runs all the same is still watched."""
        if self._timer is not None and self._call.done():
            self._timer.cancel()

    def _look_in(self, seconds: float) -> None:
        self._timer = asyncio.get_running_loop().call_later(seconds, self._look)

    def _look(self) -> None:
        if self._call.done():
            return
        now = time.monotonic()
        if self._begun_at is None:
            over = self._asked_at + self.wait_s
            if now >= over and self._call.cancel():
                self.gave_up = True
                return
            self._look_in(max(over - now, ASKS_AGAIN_S))
        elif self.limit_s is not None:
            over = self._begun_at + self.limit_s
            if now >= over:
                self._interrupt()
            self._look_in(max(over - now, ASKS_AGAIN_S))

    def _interrupt(self) -> None:
        with self._lock:
            if not self.committing:
                self.expired = True
                self._driver.interrupt()

    # In the thread

    @property
    def left_s(self) -> float:
        """How long it may still wait."""
        return max(0.0, self._asked_at + self.wait_s - time.monotonic())

    def begins(self, driver: Any) -> None:
        self._driver, self._begun_at = driver, time.monotonic()

    def commits(self) -> None:
        """A commit is not interrupted: nobody would know whether it was done."""
        with self._lock:
            if self.expired:
                raise slow(self.limit_s)
            self.committing = True


MAPPED_BYTES = 256 * 1024 * 1024
"""Of a file, into the memory of each connection; the system takes it back when it needs the room."""
CACHE_KIB, CACHE_OF_COPIES_KIB = 64 * 1024, 8 * 1024
"""What a connection keeps of the file in its own memory, where it is asked again and again; and where it passes over
the file once, as a copy, an export and the making of an index do."""


def _use_wal(connection: sqlite3.Connection, lock_s: float) -> None:
    """Sets the journal of the file. Of several that open a new file at once, all but one are refused at once."""
    until = time.monotonic() + lock_s
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL").close()
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > until:
                raise
            time.sleep(0.01)


def _sqlite_engine(url: str, writes: bool, lock_s: float, cache_kib: int, keys: bool = True) -> Engine:
    """An engine with one connection, in WAL with synchronous=FULL: what was committed survives a power cut.

    It holds foreign keys, as PostgreSQL always does, unless `keys` is false. That is for copies: as they read a whole
    file once, nothing of it is mapped into memory either."""
    make_private(url)
    waits = {"check_same_thread": False, "timeout": lock_s}
    engine = create_engine(url, poolclass=StaticPool, connect_args=waits, hide_parameters=True)

    @event.listens_for(engine, "connect")
    def opened(connection: sqlite3.Connection, record: object) -> None:
        connection.isolation_level = None  # transactions begin below and nowhere else
        _use_wal(connection, lock_s)
        pragmas = ("synchronous=FULL", f"cache_size=-{cache_kib}", f"mmap_size={MAPPED_BYTES if keys else 0}")
        last = (f"foreign_keys={'ON' if keys else 'OFF'}", f"query_only={'OFF' if writes else 'ON'}")
        for pragma in (*pragmas, *last):
            connection.execute(f"PRAGMA {pragma}").close()

    @event.listens_for(engine, "begin")
    def began(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


_GONE = ("unable to open", "readonly", "disk I/O", "disk is full", "not a database", "malformed")
"""What SQLite says when the fault lies with the file or the disk, not with the statement."""


@contextmanager
def _told(lock_s: float, limit_s: float | None, watch: _Watch | None = None) -> Iterator[None]:
    """Tells as Unavailable what went wrong with the file, not with a statement."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        cause = error.orig if isinstance(error, DBAPIError) else error
        said, unknown = str(cause), watch is not None and watch.committing
        if "locked" in said:
            raise locked(lock_s, said) from error
        if "interrupted" in said:
            raise slow(limit_s, said, unknown) from error
        if any(words in said for words in _GONE):
            raise unreachable(said, unknown) from error
        raise


def once_on_sqlite(url: str, lock_s: float, do: Do[R]) -> R:
    """`do` in one transaction on a connection of its own, which does not check foreign keys."""
    engine = _sqlite_engine(url, writes=True, lock_s=lock_s, cache_kib=CACHE_OF_COPIES_KIB, keys=False)
    try:
        with _told(lock_s, None), engine.begin() as connection:
            return do(connection)
    finally:
        engine.dispose()
