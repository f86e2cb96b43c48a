"""A PostgreSQL server: pools of connections, each for one kind of work and with its limits.

Each limit is told to the server, which ends what takes too long and goes on with the connection. Should it not even
answer that, the connection is cut off here: a server that hangs does not answer a cancel either.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from traceback import walk_tb
from typing import Any, TypeVar
from weakref import WeakSet

import asyncpg
import structlog
from sqlalchemy import Connection, event
from sqlalchemy import exc as sqlalchemy_exc
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool

from sync.database.discreet import hide_values_of
from sync.database.limits import GRACE_S, Limits, Unavailable, busy, locked, silent, slow, unreachable

_LOG = structlog.get_logger()

R = TypeVar("R")
Do = Callable[[Connection], R]

WRITERS, SMALL_READERS, LARGE_READERS, GLANCES = 10, 4, 6, 4
"""Connections of each kind that a process opens at most; each snapshot has one more."""
CLOSES_WITHIN_S = 1.0
MIGRATES_WITHIN_S = 3600.0
"""So long a start waits for another that migrates."""
IDLE_S = 600.0
"""A snapshot that nothing is read from for so long is ended by the server."""


class PostgresqlServer:
    """The pools of one process."""

    def __init__(self, url: str, limits: Limits) -> None:
        self._limits = limits
        part_s = limits.ready_s / 2
        waits_s, large_s = limits.pool_s, limits.large_pool_s
        self._writers = _Pool(url, "writer", limits, limits.write_s, WRITERS, waits_s)
        self._small = _Pool(url, "small reads", limits, limits.look_up_s, SMALL_READERS, waits_s, reads=True)
        self._large = _Pool(url, "large reads", limits, limits.read_s, LARGE_READERS, large_s, reads=True)
        self._snapshots = _Pool(url, "snapshot", limits, limits.read_s, reads=True, idle_s=IDLE_S)
        self._checks = _Pool(url, "check", Limits(connect_s=part_s, lock_s=part_s), part_s, reads=True, grace_s=0.0)
        self._glances = _Glances(url, limits)

    async def write(self, do: Do[R]) -> R:
        return await self._writers.transaction(do)

    async def look_up(self, do: Do[R]) -> R:
        return await self._small.transaction(do)

    async def read(self, do: Do[R]) -> R:
        return await self._large.transaction(do)

    async def glance(self, statement: str, value: str) -> tuple[Any, ...] | None:
        return await self._glances.row(statement, value)

    @asynccontextmanager
    async def snapshot(self) -> AsyncIterator[Callable[[Do[Any]], Awaitable[Any]]]:
        async with self._snapshots.open_transaction() as run:
            yield run

    async def check(self, do: Do[R]) -> R:
        """What `do` reads, on a connection of its own that is opened for it."""
        return await self._checks.transaction(do)

    async def close(self) -> None:
        pools = (self._writers, self._small, self._large, self._snapshots, self._checks)
        await asyncio.gather(self._glances.close(), *(pool.close() for pool in pools))


class _Closing(asyncpg.Connection):
    """A connection that is closed in bounded time, whatever the server does."""

    async def close(self, *, timeout: float | None = None) -> None:  # noqa: ASYNC109
        try:
            async with asyncio.timeout(CLOSES_WITHIN_S):
                await super().close(timeout=timeout)
        except (TimeoutError, OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
            self.terminate()


class _Pool:
    """Connections that one kind of work shares; without `size` each transaction opens its own."""

    def __init__(
        self,
        url: str,
        name: str,
        limits: Limits,
        limit_s: float | None,
        size: int | None = None,
        wait_s: float = 0.0,
        reads: bool = False,
        idle_s: float | None = None,
        grace_s: float = GRACE_S,
    ) -> None:
        self._limits, self._limit_s, self._wait_s, self._grace_s = limits, limit_s, wait_s, grace_s
        idle_s = idle_s or limit_s
        self._engine: AsyncEngine = create_async_engine(
            asyncpg_url(url),
            hide_parameters=True,
            connect_args={
                "timeout": limits.connect_s,
                "connection_class": _Closing,
                "server_settings": {
                    "application_name": f"minetally {name}",
                    "statement_timeout": _milliseconds(limit_s),
                    "lock_timeout": _milliseconds(limits.lock_s),
                    "idle_in_transaction_session_timeout": _milliseconds(idle_s and idle_s + 2 * GRACE_S),
                },
            },
            **({"poolclass": NullPool} if size is None else {"pool_size": size, "max_overflow": 0}),
            **({} if size is None else {"pool_timeout": wait_s}),
        )
        self._opened: WeakSet[asyncpg.Connection[Any]] = WeakSet()
        event.listen(self._engine.sync_engine, "handle_error", hide_values_of)
        event.listen(self._engine.sync_engine, "connect", lambda one, _: self._opened.add(one.driver_connection))
        self._for = (
            self._engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            if reads
            else self._engine
        )

    async def transaction(self, do: Do[R]) -> R:
        """`do` in one transaction."""
        watch = _Watch(self._limit_s, self._grace_s)

        def within(connection: Connection) -> R:
            watch.begins(_driver(connection))
            try:
                with connection.begin():
                    answer = do(connection)
                    watch.committing = True
            except Exception as error:
                if _of_the_driver(error):
                    connection.invalidate(error)  # nobody knows what is still on its way there
                raise
            watch.committing = False
            return answer

        with self._told(watch):
            async with self._for.connect() as connection:
                return await connection.run_sync(within)

    @asynccontextmanager
    async def open_transaction(self) -> AsyncIterator[Callable[[Do[Any]], Awaitable[Any]]]:
        """What runs functions of a connection, one after the other, in one transaction that is undone at the end."""
        with self._told(_Watch(None, 0.0)) as opening:
            async with self._for.connect() as connection:
                driver = (await connection.get_raw_connection()).driver_connection
                opening.begins(driver)  # type: ignore[arg-type]

                async def run(do: Do[Any]) -> Any:
                    def within(sync: Connection) -> Any:
                        watch.begins(_driver(sync))
                        return do(sync)

                    with self._told(_Watch(self._limit_s, self._grace_s)) as watch:
                        return await connection.run_sync(within)

                yield run

    @contextmanager
    def _told(self, watch: _Watch) -> Iterator[_Watch]:
        """Tells as Unavailable what is no fault of a statement."""
        try:
            yield watch
        except sqlalchemy_exc.TimeoutError as error:
            raise busy(self._wait_s, error) from error
        except (OSError, TimeoutError, DBAPIError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
            told = _told(error, watch, self._limits.lock_s)
            if told is None:
                raise
            raise told from error
        except Exception as error:
            if not _of_the_driver(error):
                raise
            _LOG.exception("database driver failed")
            raise unreachable(error, watch.committing) from error
        finally:
            watch.ends()

    async def close(self) -> None:
        await asyncio.gather(*(one.close() for one in self._opened if not one.is_closed()))
        await self._engine.dispose()


class _Watch:
    """Cuts a connection off on which something does not end in time, and knows how far it came."""

    def __init__(self, limit_s: float | None, grace_s: float) -> None:
        self.limit_s, self._grace_s = limit_s, grace_s
        self.expired = self.committing = False
        self._driver: asyncpg.Connection[Any] | None = None
        self._timer: asyncio.TimerHandle | None = None

    @property
    def has_begun(self) -> bool:
        """Whether there was a connection."""
        return self._driver is not None

    @property
    def is_lost(self) -> bool:
        """Whether there is no connection, not yet or not any more."""
        return self._driver is None or self._driver.is_closed()

    def begins(self, driver: asyncpg.Connection[Any]) -> None:
        self._driver = driver
        if self.limit_s is not None:
            self._timer = asyncio.get_running_loop().call_later(self.limit_s + self._grace_s, self._expire, driver)

    def _expire(self, driver: asyncpg.Connection[Any]) -> None:
        self.expired = True
        driver.terminate()

    def ends(self) -> None:
        if self._timer is not None:
            self._timer.cancel()


_SLOW = {"57014"}  # query_canceled
_LOCKED = {"55P03", "40P01"}  # lock_not_available, deadlock_detected
_GONE = ("08", "53", "57", "58", "25P03")
"""What PostgreSQL says when the fault lies with the server or the way to it: classes of SQLSTATE for connection,
resources, operator and system, and a session that was idle for too long."""


def _told(error: BaseException, watch: _Watch, lock_s: float) -> Unavailable | None:
    """Why the database is not available; None where an error says something else."""
    cause = error.orig if isinstance(error, DBAPIError) and error.orig else error
    state = getattr(cause, "sqlstate", None) or ""
    if watch.expired:
        return silent(watch.limit_s or 0.0, watch.committing)
    if state in _SLOW:
        return slow(watch.limit_s, cause, watch.committing)
    if state in _LOCKED:
        return locked(lock_s, cause)
    # A statement that PostgreSQL refused was answered, though the connection may be closed by now.
    lost = watch.is_lost and not (state and watch.has_begun)
    if lost or state.startswith(_GONE) or isinstance(cause, OSError):
        return unreachable(cause, watch.committing)
    return None


def _of_the_driver(error: BaseException) -> bool:
    """Whether an error is a fault of the driver: it broke off in its own code, with none of the errors that it tells.

    What it has read is not what it waited for. It is no fault of the request, which may succeed on another connection.
    """
    if isinstance(error, (asyncpg.PostgresError, asyncpg.InterfaceError, DBAPIError, OSError)):
        return False
    *_, (frame, _) = [(None, 0), *walk_tb(error.__traceback__)]
    return frame is not None and str(frame.f_globals.get("__name__")).partition(".")[0] == asyncpg.__name__


class _Glances:
    """Connections of their own for glances, opened when they are needed and asked by the driver itself."""

    def __init__(self, url: str, limits: Limits) -> None:
        self._dsn = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
        self._limits = limits
        self._turns = asyncio.Semaphore(GLANCES)
        self._idle: list[asyncpg.Connection[Any]] = []

    async def row(self, statement: str, value: str) -> tuple[Any, ...] | None:
        try:
            async with asyncio.timeout(self._limits.pool_s):
                await self._turns.acquire()
        except TimeoutError:
            raise busy(self._limits.pool_s) from None
        watch = _Watch(self._limits.look_up_s, GRACE_S)
        try:
            connection = await self._connection()
            watch.begins(connection)
            try:
                row = await connection.fetchrow(statement, value)
            except BaseException:
                connection.terminate()  # who has asked may be gone, and the answer still on its way
                raise
            self._idle.append(connection)
        except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
            raise _told(error, watch, self._limits.lock_s) or unreachable(error) from error
        except Exception as error:
            _LOG.exception("database driver failed")
            raise unreachable(error) from error
        finally:
            watch.ends()
            self._turns.release()
        return None if row is None else tuple(row)

    async def _connection(self) -> asyncpg.Connection[Any]:
        while self._idle:
            if not (connection := self._idle.pop()).is_closed():
                return connection
        settings = {
            "application_name": "minetally glances",
            "statement_timeout": _milliseconds(self._limits.look_up_s),
        }
        return await asyncpg.connect(
            self._dsn, timeout=self._limits.connect_s, connection_class=_Closing, server_settings=settings
        )

    async def close(self) -> None:
        await asyncio.gather(*(connection.close() for connection in self._idle))


def _driver(connection: Connection) -> asyncpg.Connection[Any]:
    driver: asyncpg.Connection[Any] = connection.connection.driver_connection  # type: ignore[assignment]
    return driver


def _milliseconds(seconds: float | None) -> str:
    """As PostgreSQL's settings are written; 0 is no limit."""
    return str(max(1, round(seconds * 1000))) if seconds is not None else "0"


def asyncpg_url(url: str) -> str:
    return make_url(url).set(drivername="postgresql+asyncpg").render_as_string(hide_password=False)


async def once_on_postgresql(url: str, do: Do[R]) -> R:
    """`do` in one transaction on a connection of its own, which takes as long as it takes."""
    pool = _Pool(url, "migration", Limits(lock_s=MIGRATES_WITHIN_S), None)
    try:
        return await pool.transaction(do)
    finally:
        await pool.close()
