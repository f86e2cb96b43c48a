"""Rows by name: each table that is written or read as whole rows has a NamedTuple of them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Connection, FromClause, Table, select
from sqlalchemy.dialects import postgresql
from sqlalchemy.util import await_only

from models.late import asyncpg
from sync.database.direct import direct, direct_many, driver_of, send
from sync.database.discreet import discreetly
from sync.database.statements import is_sqlite

R = TypeVar("R", bound=tuple[Any, ...])

COPIED = 20
"""So many rows that are new go to PostgreSQL by COPY: half the cost of an INSERT, but for the ways to the server."""

_POSTGRESQL = postgresql.dialect()  # type: ignore[no-untyped-call]

_INSERT, _KEEP = "", "kept"
_UPSERT, _ADD = '"{name}" = excluded."{name}"', '"{name}" = "{table}"."{name}" + excluded."{name}"'
"""What becomes of each column of a row whose primary key exists."""


class Rows(Generic[R]):
    """The rows of a table, as NamedTuples that have its columns by name and in its order.

    Raises TypeError where they have not: the server does not start with a row that would be shifted.
    """

    def __init__(self, table: Table, row: type[R]) -> None:
        names = tuple(column.name for column in table.columns)
        fields: tuple[str, ...] = row._fields  # type: ignore[attr-defined]
        if fields != names:
            raise TypeError(f"{row.__name__} has the fields {fields}, table {table.name} has the columns {names}")
        self.table = table
        self.row = row
        self._columns = ", ".join(f'"{name}"' for name in names)
        self._of: Callable[[Any], R] = row._make  # type: ignore[attr-defined]
        self._made: dict[tuple[bool, str], str] = {}

    def where(
        self,
        connection: Connection,
        wanted: ColumnElement[bool],
        order: Sequence[ColumnElement[Any]] = (),
        limit: int | None = None,
        lock: bool = False,
        of: FromClause | None = None,
    ) -> list[R]:
        """The rows that are wanted. With `lock`, nobody else can change them before this transaction ends.

        `of` has the columns of the table, by name and in their order, where they are read from something else.
        """
        wanted_rows = select(self.table if of is None else of).where(wanted).order_by(*order).limit(limit)
        found = connection.execute(wanted_rows.with_for_update() if lock else wanted_rows)
        return [self._of(row) for row in found]

    def among(self, connection: Connection, operation: str, name: str, values: Collection[str]) -> list[R]:
        """The rows of an operation that have one of these values in a column."""
        wanted = f'SELECT {self._columns} FROM "{self.table.name}" WHERE operation = $1 AND "{name}" = ANY($2)'
        found = direct(connection, wanted, operation, [*values])
        return [self._of(row) for row in found]

    def insert(self, connection: Connection, rows: Sequence[R]) -> None:
        """Inserts rows; not as the first statement of a transaction."""
        if is_sqlite(connection) or len(rows) < COPIED:
            self._many(connection, rows, _INSERT)
        else:
            send(connection)
            driver = driver_of(connection)
            assert isinstance(driver, asyncpg.Connection)
            names = [column.name for column in self.table.columns]
            with discreetly():
                await_only(driver.copy_records_to_table(self.table.name, records=rows, columns=names))

    def upsert(self, connection: Connection, rows: Sequence[R]) -> None:
        """Inserts rows; one whose primary key exists takes all the new values."""
        self._many(connection, rows, _UPSERT)

    def keep(self, connection: Connection, rows: Sequence[R]) -> None:
        """Inserts rows; one whose primary key exists stays as it is."""
        self._many(connection, rows, _KEEP)

    def add(self, connection: Connection, rows: Sequence[R]) -> None:
        """Inserts rows; where the primary key exists, every other column grows by the new value."""
        self._many(connection, rows, _ADD)

    def change(self, connection: Connection, names: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> None:
        """Gives rows that are there the new values of these columns: only the indexes that have one are written.

        Each row has at least these columns and those of the key, by name."""
        if not rows:
            return
        key = [column.name for column in self.table.primary_key.columns]
        given = [tuple(row[name] for name in (*names, *key)) for row in rows]
        if is_sqlite(connection):
            new = ", ".join(f'"{name}" = ?' for name in names)
            wanted = " AND ".join(f'"{name}" = ?' for name in key)
            direct_many(connection, f'UPDATE "{self.table.name}" SET {new} WHERE {wanted}', given)
        else:
            named = ", ".join(f'"{name}"' for name in (*names, *key))
            new = ", ".join(f'"{name}" = given."{name}"' for name in names)
            wanted = " AND ".join(f'"{self.table.name}"."{name}" = given."{name}"' for name in key)
            unnested = f"unnest({self._arrays((*names, *key))}) AS given({named})"
            direct_many(connection, f'UPDATE "{self.table.name}" SET {new} FROM {unnested} WHERE {wanted}', given)

    def _arrays(self, names: Sequence[str]) -> str:
        """PostgreSQL's arrays of the values of these columns, one after the other."""
        kinds = [self.table.columns[name].type.compile(dialect=_POSTGRESQL) for name in names]
        return ", ".join(f"${n}::{kind}[]" for n, kind in enumerate(kinds, 1))

    def _many(self, connection: Connection, rows: Sequence[R], known: str) -> None:
        if rows:
            direct_many(connection, self._inserting(is_sqlite(connection), known), rows)

    def _inserting(self, sqlite: bool, known: str) -> str:
        """The INSERT of many rows; `known` is what each column of a row becomes whose primary key exists."""
        if (statement := self._made.get((sqlite, known))) is None:
            if sqlite:
                values = f"VALUES ({', '.join('?' * len(self.table.columns))})"
            else:
                values = f"SELECT * FROM unnest({self._arrays(self.table.columns.keys())})"
            statement = f'INSERT INTO "{self.table.name}" ({self._columns}) {values}'
            if known:
                key = ", ".join(column.name for column in self.table.primary_key.columns)
                others = [column.name for column in self.table.columns if not column.primary_key]
                new = ", ".join(known.format(name=name, table=self.table.name) for name in others)
                statement += f" ON CONFLICT ({key}) DO {'NOTHING' if known == _KEEP else f'UPDATE SET {new}'}"
            self._made[sqlite, known] = statement
        return statement
