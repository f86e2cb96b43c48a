"""Foreign keys: both databases hold them, and an older database that breaks one is told which row of which table."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from alembic import command
from sqlalchemy import Connection, ForeignKeyConstraint, Integer, text
from sqlalchemy.exc import IntegrityError
from sqlmodel import SQLModel

from sync.database.database import Database
from sync.database.migrations import CannotMigrate, _alembic, check_migrations, migrate
from tests.database.kept import fill, read, rows_of, schema_of
from tests.service import Json
from tests.shell import Shell

SEASON = read("0.1.0")
BEFORE_KEYS = "0005"
KEYS = [key for table in SQLModel.metadata.tables.values() for key in table.foreign_key_constraints]


LARGE = (
    "INSERT INTO oversized SELECT log.operation, log.seq, 1, 'x', xml FROM log, submission"
    " WHERE log.kind = 'rejected' LIMIT 1"
)
RESTORED = (
    "INSERT INTO restore (operation, epoch, from_epoch, from_seq, seq, first_edition, at, why)"
    " SELECT operation, '', '', 0, max(seq), 1, '', '' FROM log GROUP BY operation LIMIT 1"
)
SEEN = (
    "INSERT INTO witness SELECT operation, id, '', '', 0, '', '{}' FROM device LIMIT 1",
    "INSERT INTO witness_done SELECT operation, id, '', '' FROM device LIMIT 1",
    "INSERT INTO server_key SELECT operation, '', 0, '', NULL, NULL, NULL FROM operation LIMIT 1",
)
CHANGED = (
    "INSERT INTO find_next SELECT operation, '', id, state, found_on, type_key, category, count, manufactured_year,"
    " district, team, device_id, days_block, lat, type_key, district, document FROM find LIMIT 1"
)
"""Rows of tables that version 0.1.0 did not have."""


def execute(connection: Connection, *statements: str) -> None:
    for statement in statements:
        connection.execute(text(statement))


def broken(key: ForeignKeyConstraint) -> str:
    """A statement that has a row name one that there is not."""
    name, table = key.column_keys[-1], key.table
    nobody = "-1" if isinstance(table.columns[name].type, Integer) else "'nobody'"
    return f"UPDATE {table.name} SET {name} = {nobody} WHERE {name} = (SELECT max({name}) FROM {table.name})"


async def season(url: str, *statements: str) -> None:
    """The season of version 0.1.0 before there were keys, and what somebody did to it by hand."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(_alembic, url, lambda config: command.upgrade(config, BEFORE_KEYS)).result()
    async with Database(url) as database:
        await database.write_transaction(fill, SEASON.rows)
        await database.write_transaction(execute, *statements)


async def migrated(url: str) -> None:
    with ThreadPoolExecutor(1) as thread:
        thread.submit(migrate, url).result()


async def test_no_row_may_name_one_that_there_is_not(empty_database_url: str) -> None:
    await season(empty_database_url)
    await migrated(empty_database_url)
    assert len(KEYS) > 15
    async with Database(empty_database_url) as database:
        await database.write_transaction(execute, LARGE, RESTORED, *SEEN, CHANGED)
        for key in KEYS:
            with pytest.raises(IntegrityError, match=r"(?i)foreign key constraint"):
                await database.write_transaction(execute, broken(key))


@pytest.mark.parametrize(
    ("done", "said"),
    [
        (
            "DELETE FROM find WHERE id = (SELECT find_id FROM conflict WHERE state = 'resolved')",
            r"Table conflict, row operation lachin-2022, id [0-9a-f-]{36}:"
            r" it needs a row of table find with operation lachin-2022, id [0-9a-f-]{36}, and there is none",
        ),
        (
            "UPDATE device SET team = 'Team X' WHERE operation = 'kherson-2022'",
            r"Table device, row operation kherson-2022, id [0-9a-f-]{36}:"
            r" it needs a row of table team with operation kherson-2022, name Team X, and there is none",
        ),
        (
            "DELETE FROM operation WHERE operation = 'kherson-2022'",
            r"Table team, row operation kherson-2022, name Team 1:"
            r" it needs a row of table operation with operation kherson-2022, and there is none",
        ),
    ],
)
async def test_an_older_database_with_a_row_that_names_none_is_left_as_it_is_and_told_which(
    empty_database_url: str, done: str, said: str
) -> None:
    await season(empty_database_url, done)
    with pytest.raises(CannotMigrate, match=said):
        await migrated(empty_database_url)
    printed = Shell(empty_database_url)("migrate", status=1).stderr
    assert re.search(said, printed)
    assert "Nothing was changed" in printed
    async with Database(empty_database_url) as database:
        assert await database.read(schema_of) == BEFORE_KEYS


async def test_the_keys_can_be_taken_away_again(empty_database_url: str) -> None:
    await season(empty_database_url)
    await migrated(empty_database_url)
    async with Database(empty_database_url) as database:
        rows = await database.read(rows_of)
    with ThreadPoolExecutor(1) as thread:
        thread.submit(_alembic, empty_database_url, lambda config: command.downgrade(config, BEFORE_KEYS)).result()
        thread.submit(migrate, empty_database_url).result()
        thread.submit(check_migrations, empty_database_url).result()
    async with Database(empty_database_url) as database:
        assert sorted_(await database.read(rows_of)) == sorted_(rows)


def sorted_(rows: dict[str, list[Json]]) -> dict[str, list[str]]:
    return {table: sorted(map(repr, several)) for table, several in rows.items()}
