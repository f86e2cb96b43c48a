"""The databases: opens the one transaction scope that everything runs in.

What stores and reads is written once, as plain functions of a SQLAlchemy `Connection`. On PostgreSQL they run over
asyncpg; on SQLite in one long-lived writer thread and a few reader threads. Either way nothing blocks the event loop,
nothing waits longer than its limit, and nobody but this room begins or commits.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, Self, TypeVar

from sqlalchemy import Connection as Connection
from sqlalchemy import text
from sqlalchemy.engine import make_url

from sync.database.limits import OF_COMMANDS, Limits, Unavailable, silent, stored
from sync.database.sqlite import SqliteFile, once_on_sqlite

if TYPE_CHECKING:
    from sync.database.postgresql import PostgresqlServer

P = ParamSpec("P")
R = TypeVar("R")
Do = Callable[[Connection], R]


class Database:
    """Runs functions of a `Connection`: `read` and `look_up` see one moment and change nothing.

    A `glance` is one statement; a `snapshot` sees one moment for as long as it takes. A `write_transaction` is all or
    nothing; it belongs to the committer (sync/exchange/committer.py): whoever else has something to write goes through
    that. All raise `Unavailable`.
    """

    def __init__(self, url: str, limits: Limits | None = None) -> None:
        self.url, self._limits = url, limits or Limits()
        self._failed: Unavailable | None = None  # of the last write, where its file or its disk did not take it
        self._at: SqliteFile | PostgresqlServer
        if on_sqlite(url):
            self._at = SqliteFile(url, self._limits)
        else:
            from sync.database.postgresql import PostgresqlServer  # with its driver, which nobody else needs

            self._at = PostgresqlServer(url, self._limits)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *raised: object) -> None:
        await self.close()

    async def write_transaction(
        self, do: Callable[Concatenate[Connection, P], R], /, *args: P.args, **kwargs: P.kwargs
    ) -> R:
        """`do` in one transaction, committed when it returns and undone when it raises."""
        try:
            answer = await self._at.write(lambda c: do(c, *args, **kwargs))
        except Unavailable as error:
            if error.code == "unavailable":
                self._failed = error
            raise
        self._failed = None
        stored()
        return answer

    async def look_up(self, do: Callable[Concatenate[Connection, P], R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        """`do`, which reads little, by its key: a token, one find, what a tablet pulls.

        On connections of their own: however much else is read, it is not waited for."""
        return await self._at.look_up(lambda c: do(c, *args, **kwargs))

    async def read(self, do: Callable[Concatenate[Connection, P], R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        """`do` in one transaction that sees one moment and changes nothing."""
        return await self._at.read(lambda c: do(c, *args, **kwargs))

    async def check(self, do: Callable[Concatenate[Connection, P], R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        """What `do` reads, in no time; raises Unavailable, within `Limits.ready_s`, where the database is not well.

        Where the last write was not taken, it writes something: whether the disk has room again shows in no other way.
        """
        answer = await self._at.check(lambda c: do(c, *args, **kwargs))
        if self._failed:
            try:
                async with asyncio.timeout(self._limits.ready_s):
                    await self._at.write(_write_what_is_there)
            except TimeoutError:
                raise silent(self._limits.ready_s) from None
            self._failed = None
        return answer

    @asynccontextmanager
    async def snapshot(self) -> AsyncIterator[Snapshot]:
        """Many reads of one moment, on a connection of their own: nobody else has to wait for them to end."""
        async with self._at.snapshot() as run:
            yield Snapshot(run)

    async def glance(self, statement: str, value: str) -> tuple[Any, ...] | None:
        """The one row that a statement of the hot path gives for `$1`: by the driver itself, without a transaction."""
        return await self._at.glance(statement, value)

    async def close(self) -> None:
        await self._at.close()


def _write_what_is_there(connection: Connection) -> None:
    """Writes a row anew, as it is: it needs room on the disk like any other write."""
    connection.execute(text("UPDATE alembic_version SET version_num = version_num"))


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


def once(url: str, do: Do[R]) -> R:
    """`do` in one transaction on a connection of its own, which is closed then. Not to be called from an event loop.

    It is for migrations and copies: SQLite does not check foreign keys meanwhile, because tables are made again."""
    if on_sqlite(url):
        return once_on_sqlite(url, OF_COMMANDS.lock_s, do)
    from sync.database.postgresql import once_on_postgresql

    return asyncio.run(once_on_postgresql(url, do))
