"""What goes to the driver itself belongs to the transaction, also where it is the first statement."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import Connection

from models.chance import draw
from sync.database.database import Database
from sync.database.direct import direct, together
from sync.operations import create_operation

NOW = datetime(2022, 8, 22, 9, tzinfo=UTC)


def zones(connection: Connection) -> Sequence[Any]:
    return [tuple(row) for row in direct(connection, "SELECT timezone FROM operation WHERE operation = $1", "one")]


def move(connection: Connection, zone: str) -> None:
    direct(connection, "UPDATE operation SET timezone = $2 WHERE operation = $1", "one", zone)


async def test_a_snapshot_sees_one_moment_though_its_first_statement_goes_to_the_driver(database_url: str) -> None:
    async with Database(database_url) as database:
        await database.write_transaction(create_operation, "one", "Asia/Baku", NOW, draw())
        async with database.snapshot() as moment:
            assert await moment.read(zones) == [("Asia/Baku",)]
            await database.write_transaction(move, "Europe/Kyiv")
            assert await moment.read(zones) == [("Asia/Baku",)]
        assert await database.look_up(zones) == [("Europe/Kyiv",)]


async def test_what_fails_after_a_first_write_that_goes_to_the_driver_is_undone(database_url: str) -> None:
    def fails(connection: Connection) -> None:
        direct(connection, "INSERT INTO team (operation, name, created_at) VALUES ($1, 'T1', $2)", "one", "2022-08-22")
        raise LookupError

    async with Database(database_url) as database:
        await database.write_transaction(create_operation, "one", "Asia/Baku", NOW, draw())
        with pytest.raises(LookupError):
            await database.write_transaction(fails)
        assert await database.read(lambda c: [*direct(c, "SELECT name FROM team WHERE operation = $1", "one")]) == []


def test_statements_that_write_are_one_whose_values_stand_one_after_the_other() -> None:
    both = together(("INSERT INTO a VALUES ($1, $2)", "UPDATE b SET c = $2 WHERE d = $1"))
    assert both == "WITH _0 AS (INSERT INTO a VALUES ($1, $2)) UPDATE b SET c = $4 WHERE d = $3"
