"""Rows by name: a NamedTuple has the columns of its table, and a change of the table cannot shift a value."""

from __future__ import annotations

import pkgutil
from importlib import import_module
from types import NoneType
from typing import Any, NamedTuple, get_args, get_type_hints

import pytest
from sqlalchemy import Column, Integer, MetaData, Table, Text, insert

import sync
from sync.database.database import Connection, Database
from sync.database.rows import Rows


class Crate(NamedTuple):
    """A crate of a depot."""

    depot: str
    id: str
    pieces: int


def table(*columns: str) -> Table:
    kinds = {"pieces": Integer}
    made = [Column(name, kinds.get(name, Text), primary_key=name in ("depot", "id")) for name in columns]
    return Table("crate", MetaData(), *made)


def rows_of_the_project() -> dict[str, Rows[Any]]:
    """Every declaration of `Rows`, by the name of its table."""
    modules = [import_module(one.name) for one in pkgutil.walk_packages(sync.__path__, "sync.")]
    return {one.table.name: one for module in modules for one in vars(module).values() if isinstance(one, Rows)}


@pytest.mark.parametrize(
    "columns",
    [
        ("depot", "id", "pieces", "weight"),
        ("depot", "pieces", "id"),
        ("depot", "id"),
        ("depot", "id", "count"),
    ],
)
def test_a_column_that_is_added_moved_removed_or_renamed_stops_the_import(columns: tuple[str, ...]) -> None:
    with pytest.raises(TypeError, match=r"Crate has the fields .* table crate has the columns"):
        Rows(table(*columns), Crate)


def test_a_row_has_the_types_of_its_columns_and_none_where_they_may_be_null() -> None:
    wrong = []
    found = rows_of_the_project()
    for name, rows in found.items():
        hints = get_type_hints(rows.row)
        for column in rows.table.columns:
            said = set(get_args(hints[column.name]) or [hints[column.name]])
            kind = getattr(column.type, "impl", column.type)
            meant = {kind.python_type, *([NoneType] if column.nullable else [])}
            if said != meant:
                wrong.append(f"{name}.{column.name}: {said}, not {meant}")
    assert wrong == []
    assert {"log", "find", "conflict", "duplicate_pair", "quarantine", "tally", "tally_move"} <= found.keys()


async def test_rows_are_inserted_kept_replaced_and_added_to_by_name(empty_database_url: str) -> None:
    crates = Rows(table("depot", "id", "pieces"), Crate)

    def do(connection: Connection) -> list[list[Crate]]:
        crates.table.create(connection)
        connection.execute(insert(crates.table), [{"pieces": 1, "id": "a", "depot": "north"}])
        stored = []
        for write, pieces in ((crates.insert, 2), (crates.keep, 3), (crates.upsert, 4), (crates.add, 5)):
            write(connection, [Crate(depot="north", id="b", pieces=pieces)])
            stored.append(crates.where(connection, crates.table.c.depot == "north", (crates.table.c.id.desc(),), 1))
        return stored

    async with Database(empty_database_url) as database:
        stored = await database.write_transaction(do)
    assert stored == [[Crate("north", "b", pieces)] for pieces in (2, 2, 4, 9)]
