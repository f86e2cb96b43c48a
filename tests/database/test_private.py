"""What nobody else may read: the files of a SQLite database, and values in what is logged."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from sync.database.database import Database
from sync.database.migrations import migrate
from tests.service import ServerProcess, create

SECRET = "4401180.25"
"""A position, as a parameter of a statement."""


@pytest.fixture
def open_to_all() -> Iterator[None]:
    """New files may be read by everybody, if nobody sees to it that they may not."""
    before = os.umask(0)
    yield
    os.umask(before)


def modes_in(folder: Path) -> dict[str, int]:
    """Who may do what with each file of the database."""
    return {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.glob("minetally.db*")}


async def test_a_new_sqlite_file_and_those_beside_it_are_for_their_owner_only(
    open_to_all: None, tmp_path: Path
) -> None:
    server = ServerProcess(f"sqlite:///{tmp_path}/minetally.db", tmp_path / "log")
    async with server.running() as service:
        await (await (await service.operation()).enrol()).push(create())
        modes = modes_in(tmp_path)
    assert modes == dict.fromkeys(("minetally.db", "minetally.db-wal", "minetally.db-shm", "minetally.db.keys"), 0o600)


async def test_a_file_that_is_there_keeps_its_mode(open_to_all: None, tmp_path: Path) -> None:
    file = tmp_path / "minetally.db"
    file.touch(0o640)
    migrate(f"sqlite:///{file}")
    assert stat.S_IMODE(file.stat().st_mode) == 0o640


async def test_an_error_of_the_database_does_not_hold_the_values_of_its_statement(database_url: str) -> None:
    def wrong(connection: Connection) -> None:
        connection.execute(text("INSERT INTO nowhere (position) VALUES (:position)"), {"position": SECRET})

    async with Database(database_url) as database:
        for do in (database.write_transaction, database.read):
            with pytest.raises(Exception, match="nowhere") as failed:
                await do(wrong)
            assert SECRET not in str(failed.value)
