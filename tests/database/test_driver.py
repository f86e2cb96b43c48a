"""What the driver itself gets wrong is no fault of the request, and no other request gets the connection."""

from __future__ import annotations

from typing import Any

import asyncpg.prepared_stmt
import pytest
from sqlalchemy import Connection, text

from sync.database.database import Database
from sync.database.limits import Unavailable
from tests.databases import Databases

DO_EXECUTE = "_PreparedStatement__do_execute"
"""Where a statement gets its answer."""


def backend(connection: Connection) -> int:
    """The process of PostgreSQL that serves a connection."""
    return int(connection.execute(text("SELECT pg_backend_pid()")).scalar_one())


def wrong(connection: Connection) -> None:
    """A fault of ours, of the same type as the driver's."""
    connection.execute(text("SELECT 1"))
    _, _, _ = list[int]()


async def answer_of_another(*given: Any) -> list[Any]:
    """What a connection gives whose answers are not to what was asked."""
    return []


@pytest.mark.parametrize("kind", ["look_up", "read", "write_transaction", "snapshot"])
async def test_an_answer_to_something_else_is_503_and_its_connection_is_given_up(
    databases: Databases, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    async with Database(databases.create("postgresql")) as database:
        if kind == "snapshot":
            async with database.snapshot() as moment:
                await moment.read(backend)
                monkeypatch.setattr(asyncpg.prepared_stmt.PreparedStatement, DO_EXECUTE, answer_of_another)
                with pytest.raises(Unavailable, match="cannot be reached"):
                    await moment.read(backend)
                monkeypatch.undo()
            return
        run = getattr(database, kind)
        first = await run(backend)
        assert await run(backend) == first
        with monkeypatch.context() as patch:
            patch.setattr(asyncpg.prepared_stmt.PreparedStatement, DO_EXECUTE, answer_of_another)
            with pytest.raises(Unavailable, match="cannot be reached") as raised:
                await run(backend)
        assert raised.value.cause == "not enough values to unpack (expected 3, got 0)"
        assert await run(backend) != first


async def test_a_fault_of_ours_is_raised_as_it_is_and_the_connection_stays(databases: Databases) -> None:
    async with Database(databases.create("postgresql")) as database:
        first = await database.look_up(backend)
        with pytest.raises(ValueError, match="not enough values"):
            await database.look_up(wrong)
        assert await database.look_up(backend) == first
