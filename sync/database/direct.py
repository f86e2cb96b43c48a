"""Statements that go to the driver itself: SQLAlchemy takes longer over one than an exchange has for it.

They are written as PostgreSQL takes them, with `$1` and on for the values and `= ANY($2)` for a list of texts.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any

import orjson
from sqlalchemy import Connection
from sqlalchemy.util import await_only

from sync.database.discreet import discreetly
from sync.database.statements import is_sqlite

if TYPE_CHECKING:
    import asyncpg

    Driver = sqlite3.Connection | asyncpg.Connection[Any]

Value = str | int | float | list[str] | None

_WRITES = "writes"
_VALUE = re.compile(r"\$(\d+)")
_LISTED = re.compile(r"= ANY\((\$\d+)\)")


def direct(connection: Connection, statement: str, *values: Value) -> Sequence[Any]:
    """The rows of a statement."""
    driver = driver_of(connection)
    if isinstance(driver, sqlite3.Connection):
        given = {
            str(n): orjson.dumps(value).decode() if isinstance(value, list) else value
            for n, value in enumerate(values, 1)
        }
        return _ask_within(connection, driver, for_sqlite(statement), given)
    return _ask_within(connection, driver, statement, values)


def direct_many(connection: Connection, statement: str, rows: Sequence[Sequence[Any]]) -> None:
    """One statement for many rows: with `?` on SQLite, with an array for each column on PostgreSQL."""
    driver = driver_of(connection)
    if isinstance(driver, sqlite3.Connection):
        _ask_within(connection, driver, statement, [tuple(row) for row in rows], many=True)
        return
    columns = tuple(list(column) for column in zip(*rows, strict=True))
    if (writes := connection.info.get(_WRITES)) is None:
        _ask_within(connection, driver, statement, columns)
    else:
        writes.append((statement, columns))


def _ask_within(
    connection: Connection, driver: Driver, statement: str, values: Any, many: bool = False
) -> Sequence[Any]:
    """The rows of a statement in the transaction, which the first statement begins: that one is SQLAlchemy's."""
    begun = driver.in_transaction if isinstance(driver, sqlite3.Connection) else driver.is_in_transaction()
    if begun:
        return ask(driver, statement, values, many)
    answer = connection.exec_driver_sql(statement, values)
    return answer.all() if answer.returns_rows else ()


def direct_write(connection: Connection, statement: str, *values: Value) -> None:
    """A statement that changes one row."""
    if (writes := connection.info.get(_WRITES)) is None:
        direct(connection, statement, *values)
    else:
        writes.append((statement, values))


@contextmanager
def gathered(connection: Connection) -> Iterator[None]:
    """What `direct_many` and `direct_write` write within goes to PostgreSQL as one statement, at the end.

    There a way to the server and back costs more than a row. So no row is written twice within, and what is to see the
    writes before it calls `send` first.
    """
    if is_sqlite(connection):
        yield
        return
    connection.info[_WRITES] = []
    try:
        yield
        send(connection)
    finally:
        del connection.info[_WRITES]


def send(connection: Connection) -> None:
    """What was gathered goes to PostgreSQL now."""
    writes: list[tuple[str, Sequence[Any]]] = connection.info.get(_WRITES, [])
    if writes:
        statements, values = zip(*writes, strict=True)
        ask(driver_of(connection), together(statements), [value for of_one in values for value in of_one])
        writes.clear()


@cache
def together(statements: tuple[str, ...]) -> str:
    """Statements that write, as one for PostgreSQL; the values of all, one after the other."""
    parts, held = [], 0
    for statement in statements:
        parts.append(_VALUE.sub(lambda found, held=held: f"${int(found[1]) + held}", statement))  # type: ignore[misc]
        held += len(set(_VALUE.findall(statement)))
    *first, last = parts
    named = ", ".join(f"_{n} AS ({part})" for n, part in enumerate(first))
    return f"WITH {named} {last}" if first else last


def driver_of(connection: Connection) -> Driver:
    """The connection of the driver."""
    driver: Driver = connection.connection.driver_connection  # type: ignore[assignment]
    return driver


@cache
def for_sqlite(statement: str) -> str:
    """A statement as SQLite takes it: there a list is a JSON array."""
    return _LISTED.sub(r"IN (SELECT value FROM json_each(\1))", statement)


def ask(driver: Driver, statement: str, values: Any, many: bool = False) -> Sequence[Any]:
    """All that goes to a driver goes through here."""
    if isinstance(driver, sqlite3.Connection):
        cursor = driver.executemany(statement, values) if many else driver.execute(statement, values)
        return cursor.fetchall()
    with discreetly():
        rows: Sequence[Any] = await_only(driver.fetch(statement, *values))
    return rows
