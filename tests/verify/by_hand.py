"""Changes that somebody makes to a database by hand, made from the definitions of the tables."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any, NamedTuple

import orjson
from sqlalchemy import Column, Connection, LargeBinary, Table, and_, delete, insert, select, text, update

from sync.database.database import once
from sync.database.statements import is_sqlite
from sync.verify.findings import Finding
from sync.verify.verify import verify

Row = dict[str, Any]

NAMES = {
    "log": "seq {seq}",
    "edition": "{number} revision {revision}",
    "duplicate_pair": "{one} / {other}",
    "quarantine": "{id}",
    "operation": "{operation}",
}
"""How verify names a row; where nothing stands here, by the values of its key."""
DAY = re.compile(r"\d{4}-\d\d-\d\d")
HEX = re.compile(r"[0-9a-f-]{32,}")


class Change(NamedTuple):
    """A row, and the column that becomes another; None: the whole row."""

    table: Table
    row: Row
    column: str | None = None
    value: Any = None

    @property
    def names(self) -> set[str]:
        """How verify may name it: as it was, and as it is."""
        now = self.row if self.column is None else {**self.row, self.column: self.value}
        return {name_of(self.table, self.row), name_of(self.table, now)}

    def __str__(self) -> str:
        return f"{self.table.name}.{self.column or '*'} of {name_of(self.table, self.row)}"


def keys_of(table: Table) -> list[str]:
    """The columns that tell the rows of an operation apart."""
    return [column.name for column in table.primary_key.columns if column.name != "operation"]


def name_of(table: Table, row: Row) -> str:
    pattern = NAMES.get(table.name) or " / ".join(f"{{{name}}}" for name in keys_of(table))
    return pattern.format(**row)


def same(table: Table, row: Row) -> Any:
    """The condition that only this row meets."""
    return and_(*(column == row[column.name] for column in table.primary_key.columns))


def rows_of(connection: Connection, table: Table, operation: str, kind: Callable[[Row], Any]) -> list[Row]:
    """One row of each kind, the last by its key."""
    order = [table.c[name] for name in keys_of(table)]
    found = connection.execute(select(table).where(table.c.operation == operation).order_by(*order))
    return list({kind(row): row for row in (dict(one._mapping) for one in found)}.values())


def another(column: Column[Any], value: Any) -> Any:
    """A value that somebody may write in the place of this one."""
    if isinstance(column.type, LargeBinary):
        return bytes(value) + b"x"
    if value is None:
        return 7 if column.type.python_type is int else "x"
    if isinstance(value, str) and value[:1] in ("{", "["):
        with suppress(orjson.JSONDecodeError):  # the beginning of a long one is none
            return orjson.dumps(_other_leaf(orjson.loads(value))).decode()
        return value + "x"
    return _other(value)


def _other(value: Any) -> Any:
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 100_000  # no other row has it
    if isinstance(value, float):
        return value + 1.5
    if value is None:
        return "x"
    if DAY.match(value):
        return f"{int(value[:4]) + 1}{value[4:]}"
    if HEX.fullmatch(value):
        return value[:-1] + ("1" if value[-1] == "0" else "0")
    return value + "x"


def _other_leaf(value: Any) -> Any:
    """A document with one value that is another."""
    if isinstance(value, dict) and value:
        first = next(iter(value))
        return {**value, first: _other_leaf(value[first])}
    if isinstance(value, list) and value:
        return [_other_leaf(value[0]), *value[1:]]
    return _other(value) if not isinstance(value, dict | list) else ["x"]


def write(connection: Connection, change: Change) -> None:
    """Makes the change; nothing stops it, as somebody told the database not to hold foreign keys."""
    assert change.column is not None
    statement = update(change.table).where(same(change.table, change.row)).values({change.column: change.value})
    assert connection.execute(statement).rowcount == 1, str(change)


def remove(connection: Connection, change: Change) -> None:
    assert connection.execute(delete(change.table).where(same(change.table, change.row))).rowcount == 1, str(change)


def add(connection: Connection, change: Change) -> None:
    connection.execute(insert(change.table).values(change.row))


Do = Callable[[Connection, Change], None]


class ByHand:
    """A database in which somebody changes something, and takes it back."""

    def __init__(self, url: str, operation: str) -> None:
        self.url, self.operation = url, operation

    def on_it(self, do: Callable[[Connection], Any]) -> Any:
        """`do` on a connection that does not hold foreign keys."""

        def without_keys(connection: Connection) -> Any:
            if not is_sqlite(connection):
                connection.execute(text("SET LOCAL session_replication_role = replica"))
            return do(connection)

        return once(self.url, without_keys)

    def found(self, connection: Connection, do: Do, changes: Iterable[Change]) -> list[Finding]:
        """What verify finds after these changes, which are taken back."""
        undone = connection.begin_nested()
        for change in changes:
            do(connection, change)
        findings = verify(connection, self.operation).findings
        undone.rollback()
        return findings
