"""Rows by name: each table that is written or read as whole rows has a NamedTuple of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Connection, FromClause, Table, select
from sqlalchemy.util import await_only

from models.late import asyncpg
from sync.database.discreet import discreetly
from sync.database.statements import is_sqlite

R = TypeVar("R", bound=tuple[Any, ...])


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

    def insert(self, connection: Connection, rows: Sequence[R]) -> None:
        """Inserts rows; not as the first statement of a transaction."""
        if is_sqlite(connection):
            self._many(connection, rows, "")
        elif rows:  # COPY: half the cost of an INSERT there
            driver = connection.connection.driver_connection
            assert isinstance(driver, asyncpg.Connection)
            names = [column.name for column in self.table.columns]
            with discreetly():
                await_only(driver.copy_records_to_table(self.table.name, records=rows, columns=names))

    def upsert(self, connection: Connection, rows: Sequence[R]) -> None:
        """Inserts rows; one whose primary key exists takes all the new values."""
        self._many(connection, rows, "DO UPDATE SET " + self._set(lambda name: f'excluded."{name}"'))

    def keep(self, connection: Connection, rows: Sequence[R]) -> None:
        """Inserts rows; one whose primary key exists stays as it is."""
        self._many(connection, rows, "DO NOTHING")

    def add(self, connection: Connection, rows: Sequence[R]) -> None:
        """Inserts rows; where the primary key exists, every other column grows by the new value."""
        grown = self._set(lambda name: f'"{self.table.name}"."{name}" + excluded."{name}"')
        self._many(connection, rows, "DO UPDATE SET " + grown)

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
            connection.exec_driver_sql(f'UPDATE "{self.table.name}" SET {new} WHERE {wanted}', given)
        else:
            kinds = [self.table.columns[name].type.compile(dialect=connection.dialect) for name in (*names, *key)]
            arrays = ", ".join(f"${n}::{kind}[]" for n, kind in enumerate(kinds, 1))
            named = ", ".join(f'"{name}"' for name in (*names, *key))
            new = ", ".join(f'"{name}" = given."{name}"' for name in names)
            wanted = " AND ".join(f'"{self.table.name}"."{name}" = given."{name}"' for name in key)
            connection.exec_driver_sql(
                f'UPDATE "{self.table.name}" SET {new} FROM unnest({arrays}) AS given({named}) WHERE {wanted}',
                tuple(list(column) for column in zip(*given, strict=True)),
            )

    def _set(self, value: Callable[[str], str]) -> str:
        columns = [column.name for column in self.table.columns if not column.primary_key]
        return ", ".join(f'"{name}" = {value(name)}' for name in columns)

    def _many(self, connection: Connection, rows: Sequence[R], known: str) -> None:
        if not rows:
            return
        into = f'INSERT INTO "{self.table.name}" ({self._columns})'
        if known:
            key = ", ".join(column.name for column in self.table.primary_key.columns)
            known = f" ON CONFLICT ({key}) {known}"
        if is_sqlite(connection):
            values = ", ".join("?" * len(self.table.columns))
            connection.exec_driver_sql(f"{into} VALUES ({values}){known}", list(rows))
        else:
            kinds = [column.type.compile(dialect=connection.dialect) for column in self.table.columns]
            arrays = ", ".join(f"${n}::{kind}[]" for n, kind in enumerate(kinds, 1))
            columns = tuple(list(column) for column in zip(*rows, strict=True))
            connection.exec_driver_sql(f"{into} SELECT * FROM unnest({arrays}){known}", columns)
