"""The one module that knows there are two databases. Opens the one transaction scope that everything runs in.

What stores and reads is written once, as plain functions of a SQLAlchemy `Connection`. On PostgreSQL they run over
asyncpg; on SQLite in one long-lived writer thread and a few reader threads. Either way nothing blocks the event loop,
and nobody but this module begins or commits.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, contextmanager
from functools import cache
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

import asyncpg
import orjson
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import (
    ColumnElement,
    Engine,
    Table,
    Text,
    any_,
    bindparam,
    cast,
    create_engine,
    event,
    func,
    literal_column,
    text,
)
from sqlalchemy import Connection as Connection
from sqlalchemy.dialects import postgresql
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import StaticPool
from sqlalchemy.sql.operators import custom_op
from sqlalchemy.util import await_only

P = ParamSpec("P")
R = TypeVar("R")
Do = Callable[[Connection], R]

SQLITE_READERS = 2
SQLITE_WAIT_S = 30
"""How long one process waits for another that writes to the same SQLite file, seconds."""
MIGRATION_LOCK = 7221318
"""Number of the PostgreSQL advisory lock that migrations take, so that two starts do not race."""


class Unavailable(Exception):
    """The database cannot be reached or did not answer."""


class _Undone(Exception):
    """Carries an answer out of a transaction, and undoes it: raised where it would have been committed."""

    def __init__(self, answer: Any) -> None:
        super().__init__("nothing is changed by a rehearsal")
        self.answer = answer


class Database:
    """Runs functions of a `Connection`: `write` is all or nothing, `read` sees one moment, `glance` one statement.

    A `snapshot` sees one moment for as long as it takes."""

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

    async def __aenter__(self) -> Database:
        return self

    async def __aexit__(self, *raised: object) -> None:
        await self.close()

    async def write(self, do: Callable[Concatenate[Connection, P], R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        """`do` in one transaction, committed when it returns and undone when it raises."""
        if self._postgresql is not None:
            return await _over_asyncpg(self._postgresql, lambda c: do(c, *args, **kwargs))
        return await self._writer.run(lambda c: do(c, *args, **kwargs))

    async def rehearse(self, do: Callable[Concatenate[Connection, P], R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        """What `do` gives in a transaction that is undone when it returns: nothing has happened."""

        def undone(connection: Connection) -> None:
            raise _Undone(do(connection, *args, **kwargs))

        try:
            await self.write(undone)
        except _Undone as carried:
            answer: R = carried.answer
            return answer
        raise AssertionError("a rehearsal ends by being undone")

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


def is_sqlite(connection: Connection) -> bool:
    return connection.dialect.name == "sqlite"


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


def _sqlite_engine(url: str, writes: bool) -> Engine:
    """An engine with one connection, in WAL with synchronous=FULL: what was committed survives a power cut."""
    engine = create_engine(
        url, poolclass=StaticPool, connect_args={"check_same_thread": False, "timeout": SQLITE_WAIT_S}
    )

    @event.listens_for(engine, "connect")
    def opened(connection: sqlite3.Connection, record: object) -> None:
        connection.isolation_level = None  # transactions begin below and nowhere else
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "cache_size=-65536", "mmap_size=268435456"):
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


# Migrations


def migrate(url: str) -> None:
    """Brings the database to the newest migration; an empty one is made. Not to be called from an event loop."""
    _alembic(url, lambda config: command.upgrade(config, "head"))


def is_migrated(url: str) -> bool:
    """Whether the database is at the newest migration. Makes nothing. Not to be called from an event loop."""
    if on_sqlite(url) and not Path(make_url(url).database or "").exists():
        return False
    found: list[bool] = []
    _alembic(url, lambda config: found.append(at_head(config.attributes["connection"])))
    return found[0]


def at_head(connection: Connection) -> bool:
    """Whether this database is at the newest migration."""
    return set(MigrationContext.configure(connection).get_current_heads()) == _heads()


@cache
def _heads() -> set[str]:
    return set(ScriptDirectory.from_config(_config()).get_heads())


def check_migrations(url: str) -> None:
    """Raises when the tables of `models.tables` and the migrations disagree."""
    _alembic(url, command.check)


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent.parent / "alembic"))
    return config


def _alembic(url: str, do: Callable[[Config], None]) -> None:
    config = _config()

    def within(connection: Connection) -> None:
        if not is_sqlite(connection):
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": MIGRATION_LOCK})
        config.attributes["connection"] = connection
        do(config)

    async def over_asyncpg() -> None:
        engine = create_async_engine(_asyncpg_url(url))
        try:
            await _over_asyncpg(engine, within)
        finally:
            await engine.dispose()

    if on_sqlite(url):
        engine = _sqlite_engine(url, writes=True)
        try:
            _on_sqlite(engine, within)
        finally:
            engine.dispose()
    else:
        asyncio.run(over_asyncpg())


# Statements that differ, and those written by hand because rows are many


_IN: custom_op[bool] = custom_op("IN")
"""One for all: SQLAlchemy compiles a statement anew for each new operator."""


def among(connection: Connection, column: ColumnElement[str], values: Collection[str]) -> ColumnElement[bool]:
    """`column IN values` as one parameter, so that the statement stays the same whatever their number."""
    if is_sqlite(connection):
        listed = text("(SELECT value FROM json_each(:values))").bindparams(
            bindparam("values", orjson.dumps(list(values)).decode(), unique=True)
        )
        return column.operate(_IN, listed)
    return column == any_(bindparam("values", list(values), type_=postgresql.ARRAY(postgresql.TEXT), unique=True))


def rows_as_table(
    connection: Connection, columns: dict[str, str], rows: Sequence[tuple[Any, ...]]
) -> tuple[str, dict[str, Any]]:
    """A SELECT, and its parameters, that gives `rows` back as a table to join with; `columns` have SQL types."""
    if is_sqlite(connection):
        named = ", ".join(f"CAST(value ->> {n} AS {kind}) AS {name}" for n, (name, kind) in enumerate(columns.items()))
        return f"SELECT {named} FROM json_each(:rows)", {"rows": orjson.dumps(rows).decode()}
    named = ", ".join(f"CAST(:{name}_ AS {kind}[])" for name, kind in columns.items())
    values = {f"{name}_": list(column) for name, column in zip(columns, zip(*rows, strict=True), strict=True)}
    return f"SELECT * FROM unnest({named}) AS given({', '.join(columns)})", values


def looked_up(connection: Connection, given: str, key: str, table: str, columns: Sequence[str], wanted: str) -> str:
    """A SELECT that looks the wanted rows of a table up for each row of `given`, in an index, one after the other.

    Left to itself PostgreSQL joins the whole table when `given` is long; SQLite keeps the order of a CROSS JOIN.
    """
    named = ", ".join(f"{table}.{name}" for name in columns)
    if is_sqlite(connection):
        return f"SELECT given.{key}, {named} FROM ({given}) AS given CROSS JOIN {table} WHERE {wanted}"
    each = f"SELECT {named} FROM {table} WHERE {wanted} OFFSET 0"
    return f"SELECT given.{key}, found.* FROM ({given}) AS given CROSS JOIN LATERAL ({each}) AS found"


def member(connection: Connection, document: ColumnElement[str], path: Sequence[str]) -> ColumnElement[str]:
    """The text of a member of a JSON document, or of one inside it; NULL where it is null or missing."""
    if is_sqlite(connection):
        return func.json_extract(document, "$." + ".".join(path), type_=Text)
    return func.json_extract_path_text(cast(document, postgresql.JSON), *path, type_=Text)


def matches(connection: Connection, value: ColumnElement[str], pattern: str) -> ColumnElement[bool]:
    r"""LIKE with % and _, and \ before one that is meant as it stands; capitals differ from small letters."""
    if not is_sqlite(connection):
        return value.like(pattern, escape="\\")
    glob = []
    plain = False
    for character in pattern:
        if character == "\\" and not plain:
            plain = True
            continue
        wild = {"%": "*", "_": "?"}.get(character) if not plain else None
        glob.append(wild or (f"[{character}]" if character in "*?[" else character))
        plain = False
    return value.op("GLOB", is_comparison=True)("".join(glob))


def by_code_point(connection: Connection, value: ColumnElement[str]) -> ColumnElement[str]:
    """A text that is compared character by character, not as a language sorts."""
    return value if is_sqlite(connection) else value.collate("C")


def as_bytes(connection: Connection, column: str) -> ColumnElement[bytes]:
    """A text column in UTF-8: a page of it is joined and sent without being decoded."""
    return literal_column(f"CAST({column} AS BLOB)" if is_sqlite(connection) else f"convert_to({column}, 'UTF8')")


def for_update(connection: Connection) -> str:
    """What makes a SELECT lock its row. SQLite's transaction holds the only write lock there is."""
    return "" if is_sqlite(connection) else " FOR UPDATE"


def insert_rows(connection: Connection, table: Table, rows: Sequence[tuple[Any, ...]]) -> None:
    """Inserts rows, each a tuple in the order of the table's columns; not as the first statement of a transaction."""
    if is_sqlite(connection):
        _many(connection, table, rows, "")
    elif rows:  # COPY: half the cost of an INSERT there
        driver = connection.connection.driver_connection
        assert isinstance(driver, asyncpg.Connection)
        names = [column.name for column in table.columns]
        await_only(driver.copy_records_to_table(table.name, records=rows, columns=names))


def upsert_rows(connection: Connection, table: Table, rows: Sequence[tuple[Any, ...]]) -> None:
    """Inserts rows; one whose primary key exists takes all the new values."""
    _many(connection, table, rows, " DO UPDATE SET " + _taken(table, lambda name: f'excluded."{name}"'))


def keep_rows(connection: Connection, table: Table, rows: Sequence[tuple[Any, ...]]) -> None:
    """Inserts rows; one whose primary key exists stays as it is."""
    _many(connection, table, rows, " DO NOTHING")


def add_rows(connection: Connection, table: Table, rows: Sequence[tuple[Any, ...]]) -> None:
    """Inserts rows; where the primary key exists, every other column grows by the new value."""
    _many(
        connection,
        table,
        rows,
        " DO UPDATE SET " + _taken(table, lambda name: f'"{table.name}"."{name}" + excluded."{name}"'),
    )


def _taken(table: Table, value: Callable[[str], str]) -> str:
    return ", ".join(f'"{column.name}" = {value(column.name)}' for column in table.columns if not column.primary_key)


def _many(connection: Connection, table: Table, rows: Sequence[tuple[Any, ...]], on_conflict: str) -> None:
    if not rows:
        return
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    if on_conflict:
        on_conflict = f" ON CONFLICT ({', '.join(column.name for column in table.primary_key.columns)})" + on_conflict
    if is_sqlite(connection):
        values = "VALUES (" + ", ".join("?" * len(table.columns)) + ")"
        connection.exec_driver_sql(f'INSERT INTO "{table.name}" ({names}) {values}{on_conflict}', list(rows))
    else:
        kinds = [column.type.compile(dialect=connection.dialect) for column in table.columns]
        values = "SELECT * FROM unnest(" + ", ".join(f"${n}::{kind}[]" for n, kind in enumerate(kinds, 1)) + ")"
        columns = tuple(list(column) for column in zip(*rows, strict=True))
        connection.exec_driver_sql(f'INSERT INTO "{table.name}" ({names}) {values}{on_conflict}', columns)
