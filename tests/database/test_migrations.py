"""Migrations: an empty database becomes the tables of this version, on both databases, also when two begin at once."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text
from sqlmodel import SQLModel

import models.tables  # noqa: F401
from models.period import Period
from sync.database.database import Database
from sync.database.migrations import _alembic, _config, check_migrations, is_migrated, migrate, newest
from sync.figures.weekly import GROUPINGS, weekly_as_of
from sync.verify.verify import verify
from tests.service import create, in_process, outcomes


def primary_keys(connection: Connection) -> dict[str, list[str]]:
    """The columns of the primary key of every table, in their order."""
    tables = inspect(connection)
    return {name: tables.get_pk_constraint(name)["constrained_columns"] for name in tables.get_table_names()}


def test_an_empty_database_becomes_the_tables_of_the_models(empty_database_url: str) -> None:
    migrate(empty_database_url)
    check_migrations(empty_database_url)


def test_the_newest_migration_is_known_by_the_names_of_files() -> None:
    assert ScriptDirectory.from_config(_config()).get_heads() == [newest()]


def test_it_is_told_whether_a_database_is_migrated(empty_database_url: str) -> None:
    assert not is_migrated(empty_database_url)
    migrate(empty_database_url)
    assert is_migrated(empty_database_url)


def test_to_ask_whether_a_file_is_migrated_makes_no_file(tmp_path: Path) -> None:
    assert not is_migrated(f"sqlite:///{tmp_path / 'minetally.db'}")
    assert list(tmp_path.iterdir()) == []


def test_to_migrate_again_changes_nothing(database_url: str) -> None:
    migrate(database_url)
    assert is_migrated(database_url)
    check_migrations(database_url)


def test_several_that_migrate_at_once_wait_for_each_other(empty_database_url: str) -> None:
    with ThreadPoolExecutor(4) as starting:
        for one in [starting.submit(migrate, empty_database_url) for _ in range(4)]:
            one.result()
    check_migrations(empty_database_url)


async def test_to_migrate_beside_a_running_server_keeps_what_is_stored(database_url: str) -> None:
    async with in_process(database_url) as service:
        operation = await service.operation()
        tablet = await operation.enrol()
        made = create()
        await tablet.push(made)
        with ThreadPoolExecutor(1) as thread:
            thread.submit(migrate, database_url).result()
        assert outcomes(await tablet.push(create())) == ["applied"]
        assert (await operation.find(made["find_id"]))["count"] == 12


async def test_every_primary_key_starts_with_the_operation(database_url: str) -> None:
    async with Database(database_url) as database:
        keys = await database.read(primary_keys)
    assert keys.pop("alembic_version") == ["version_num"]
    assert keys.keys() == SQLModel.metadata.tables.keys()
    assert {name for name, key in keys.items() if key[0] != "operation"} == set()


async def test_a_sqlite_file_is_in_wal_and_every_commit_reaches_the_disk(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'minetally.db'}"
    with ThreadPoolExecutor(1) as thread:
        thread.submit(migrate, url).result()
    database = Database(url)

    def settings(connection: Connection) -> tuple[str, int]:
        journal = connection.execute(text("PRAGMA journal_mode")).scalar_one()
        return journal, connection.execute(text("PRAGMA synchronous")).scalar_one()

    full = 2
    try:
        assert await database.write_transaction(settings) == ("wal", full)
    finally:
        await database.close()


async def test_what_an_older_version_stored_is_kept_and_can_be_taken_apart(empty_database_url: str) -> None:
    """version_0001.json has all rows of a database of version 0001: finds, a conflict, a pair, two areas."""
    rows: dict[str, list[dict[str, Any]]] = json.loads((Path(__file__).parent / "version_0001.json").read_text())

    def make_old() -> None:
        _alembic(empty_database_url, lambda config: command.upgrade(config, "0001"))

    def fill(connection: Connection) -> None:
        for table, several in rows.items():
            for row in several:
                names, values = ", ".join(f'"{name}"' for name in row), ", ".join(f":{name}" for name in row)
                connection.execute(text(f"INSERT INTO {table} ({names}) VALUES ({values})"), row)

    with ThreadPoolExecutor(1) as thread:
        thread.submit(make_old).result()
        async with Database(empty_database_url) as database:
            await database.write_transaction(fill)
        thread.submit(migrate, empty_database_url).result()
        thread.submit(check_migrations, empty_database_url).result()
    async with Database(empty_database_url) as database:
        assert (await database.read(verify, "lachin-2022")).findings == []
        week, now = Period("2022-08-15", "2022-08-22"), datetime.now(UTC)
        for as_of, total, disputed in (("1", 12, 12), ("4", 31, 31), (None, 31, 34)):
            report = await database.read(weekly_as_of, "lachin-2022", as_of, now, week, GROUPINGS)
            assert (report["total"], report["disputed"]["high"]) == (total, disputed)
        assert report["by_district"][0]["district"] == "Lachin"
        assert (report["suspected_duplicates"]["pairs"], report["completeness"]["reported"]) == (1, 2)
