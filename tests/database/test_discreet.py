"""What goes wrong in a statement is told without its values: what people typed is in no log."""

from __future__ import annotations

import traceback
from collections.abc import Callable

import asyncpg
import pytest
from sqlalchemy import Connection, insert, text

from models.tables import TEAM
from sync.database.database import Database
from sync.database.rows import Rows
from sync.database.statements import lies_with_the_values
from sync.operations import TeamRow
from tests.databases import Databases

SECRET = "an officer's note"
TEAMS = Rows(TEAM, TeamRow)


def unknown_operation(connection: Connection) -> None:
    connection.execute(insert(TEAM).values(operation=SECRET, name="T1", created_at=""))


def copied(connection: Connection) -> None:
    one(connection)
    TEAMS.insert(connection, [TeamRow(SECRET, "T1", "")])


def copied_number(connection: Connection) -> None:
    one(connection)
    TEAMS.insert(connection, [TeamRow("lachin-2022", {SECRET: 1}, "")])  # type: ignore[arg-type]


def another_type(connection: Connection) -> None:
    connection.execute(text("SELECT CAST(:value AS integer) + 1"), {"value": SECRET})


def no_number(connection: Connection) -> None:
    connection.execute(text("SELECT CAST(CAST(:value AS text) AS integer)"), {"value": SECRET})


def one(connection: Connection) -> None:
    connection.execute(text("SELECT 1"))


@pytest.mark.parametrize("do", [unknown_operation, copied, copied_number, another_type, no_number])
async def test_an_error_of_postgresql_is_told_without_values(
    databases: Databases, do: Callable[[Connection], None]
) -> None:
    async with Database(databases.create("postgresql")) as database:
        with pytest.raises(Exception, match=r"\w") as raised:
            await database.write_transaction(do)
    told = "".join(traceback.format_exception(raised.value))
    assert SECRET not in told
    assert any(word in told for word in ("team", "argument", "integer", "expected str"))  # what is wrong is still said


@pytest.mark.parametrize(
    ("error", "lies"),
    [
        (asyncpg.exceptions.DeadlockDetectedError("deadlock detected"), False),
        (asyncpg.exceptions.QueryCanceledError("statement timeout"), False),
        (asyncpg.exceptions.LockNotAvailableError("lock timeout"), False),
        (asyncpg.InterfaceError("connection is closed"), False),
        (asyncpg.exceptions.DataError("invalid input for query argument $1"), True),
        (asyncpg.exceptions.UniqueViolationError("duplicate key"), True),
        (ZeroDivisionError(), True),
        (MemoryError(), False),
    ],
)
def test_a_fault_of_the_moment_is_no_fault_of_the_values_also_in_a_copy(error: Exception, lies: bool) -> None:
    """Else a mutation that met it would be rejected for ever."""
    assert lies_with_the_values(error) is lies
