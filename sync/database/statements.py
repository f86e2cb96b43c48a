"""Statements that differ between the two databases, and those written by hand because rows are many."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import orjson
from sqlalchemy import (
    ColumnElement,
    Connection,
    LargeBinary,
    Table,
    Text,
    and_,
    any_,
    bindparam,
    cast,
    func,
    literal_column,
    select,
    text,
)
from sqlalchemy.dialects import postgresql
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.operators import custom_op

from models.late import asyncpg
from models.mutation import folded_uuid
from models.problem import invalid_request


def is_sqlite(connection: Connection) -> bool:
    return connection.dialect.name == "sqlite"


_IN: custom_op[bool] = custom_op("IN")
"""One for all: SQLAlchemy compiles a statement again for each new operator."""


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
) -> tuple[str, Mapping[str, str | list[Any]]]:
    """A SELECT, and its parameters, that gives `rows` back as a table to join with; `columns` have SQL types."""
    if is_sqlite(connection):
        named = ", ".join(f"CAST(value ->> {n} AS {kind}) AS {name}" for n, (name, kind) in enumerate(columns.items()))
        return f"SELECT {named} FROM json_each(:rows)", {"rows": orjson.dumps(rows).decode()}
    named = ", ".join(f"CAST(:{name}_ AS {kind}[])" for name, kind in columns.items())
    values = {f"{name}_": list(column) for name, column in zip(columns, zip(*rows, strict=True), strict=True)}
    return f"SELECT * FROM unnest({named}) AS given({', '.join(columns)})", values


def looked_up(
    connection: Connection, given: str, key: str, tables: str, table: str, columns: Sequence[str], wanted: str
) -> str:
    """A SELECT that looks the wanted rows of tables up for each row of `given`, in an index, one after the other.

    It gives columns of one `table`. Left to itself PostgreSQL joins the whole table when `given` is long; SQLite keeps
    the order of a CROSS JOIN.
    """
    named = ", ".join(f"{table}.{name}" for name in columns)
    if is_sqlite(connection):
        return f"SELECT given.{key}, {named} FROM ({given}) AS given CROSS JOIN {tables} WHERE {wanted}"
    each = f"SELECT {named} FROM {tables} WHERE {wanted} OFFSET 0"
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
    cast = f"CAST({column} AS BLOB)" if is_sqlite(connection) else f"convert_to({column}, 'UTF8')"
    return literal_column(cast).label(column)


def size_of(connection: Connection, column: ColumnElement[str]) -> ColumnElement[int]:
    """The bytes of a text in UTF-8."""
    return func.length(cast(column, LargeBinary)) if is_sqlite(connection) else func.octet_length(column)


def for_update(connection: Connection) -> str:
    """What makes a SELECT lock its row; who adds a row that names it need not wait.

    SQLite's transaction holds the only write lock there is.
    """
    return "" if is_sqlite(connection) else " FOR NO KEY UPDATE"


def whole_id(connection: Connection, table: Table, operation: str, beginning: str) -> str:
    """The one id of an operation that begins so; what was given where none does. Raises Refused where several do."""
    start = folded_uuid(beginning) or beginning.lower()
    if folded_uuid(start) or not _START.fullmatch(start):
        return start
    wanted = and_(table.c.operation == operation, table.c.id.startswith(start))
    found = [id for (id,) in connection.execute(select(table.c.id).where(wanted).distinct().limit(2))]
    if len(found) > 1:
        raise invalid_request(
            "id", f"more than one begins with {start}: {' and '.join(sorted(found))}", "write more of it"
        )
    return str(found[0]) if found else start


_START = re.compile(r"[0-9a-f-]{1,35}")


_OF_THE_MOMENT = ("08", "40", "53", "55", "57", "58")
"""Classes of PostgreSQL's error codes: connection, deadlock, resources, locks, a cancelled statement, the system."""


def lies_with_the_values(error: Exception) -> bool:
    """Whether what failed would fail again: the fault lies neither with the database nor with others' writes.

    A COPY goes past SQLAlchemy: it fails with an error of the driver itself.
    """
    cause = error.orig if isinstance(error, DBAPIError) and error.orig else error
    if isinstance(error, DBAPIError) and error.connection_invalidated:
        return False
    if isinstance(cause, (OSError, MemoryError, sqlite3.OperationalError)):
        return False
    if isinstance(cause, asyncpg.InterfaceError):
        return isinstance(cause, ValueError)  # a value that cannot be sent; else the connection is gone
    return not str(getattr(cause, "sqlstate", None) or "").startswith(_OF_THE_MOMENT)
