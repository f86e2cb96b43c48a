"""Migrations: bring a database to the tables of `models.tables`, and say whether it is there.

Alembic is imported where something has to be migrated: a server whose database is as it should be does not hold it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text
from sqlalchemy.engine import make_url

from sync.database.database import on_sqlite, once
from sync.database.statements import is_sqlite

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATION_LOCK = 7221318
"""Number of the PostgreSQL advisory lock that migrations take, so that two starts do not race."""


class CannotMigrate(Exception):
    """What the database holds stands in the way: a sentence that names its table and row, or its version."""


def migrate(url: str) -> None:
    """Brings the database to the newest migration; an empty one is made. Not to be called from an event loop.

    Raises CannotMigrate, and has changed nothing then.
    """
    if is_migrated(url):
        return
    from alembic.util import CommandError

    try:
        _alembic(url, _upgrade)
    except CommandError as error:
        raise CannotMigrate(str(error)) from error


def missing_file(url: str) -> Path | None:
    """The SQLite file that a URL names, where there is none; None where there is one, and on PostgreSQL."""
    file = Path(make_url(url).database or "") if on_sqlite(url) else None
    return file if file is not None and not file.exists() else None


def _upgrade(config: Config) -> None:
    from alembic import command
    from alembic.script import ScriptDirectory

    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if strangers := versions(config.attributes["connection"]) - known:
        raise CannotMigrate(
            f"A newer version of Minetally has used it: its tables are at {', '.join(sorted(strangers))}, and this"
            f" version knows them up to {max(known)}. Start that version or a newer one."
        )
    command.upgrade(config, "head")


def is_migrated(url: str) -> bool:
    """Whether the database is at the newest migration. Makes nothing. Not to be called from an event loop."""
    if missing_file(url) is not None:
        return False
    return once(url, at_head)


def at_head(connection: Connection) -> bool:
    """Whether this database is at the newest migration."""
    return versions(connection) == {newest()}


def versions(connection: Connection) -> set[str]:
    """The number of the migration that this database is at, as `0007`; none where it is empty."""
    if not inspect(connection).has_table("alembic_version"):
        return set()
    return set(connection.execute(text("SELECT version_num FROM alembic_version")).scalars())


@cache
def newest() -> str:
    """The number of the newest migration; each file of one begins with its own."""
    return max(file.name.partition("_")[0] for file in (_scripts() / "versions").glob("[0-9]*.py"))


def check_migrations(url: str) -> None:
    """Raises when the tables of `models.tables` and the migrations disagree."""
    from alembic import command

    _alembic(url, command.check)


def _scripts() -> Path:
    installed = Path(__file__).parent / "alembic"  # where the wheel has them
    return installed if installed.exists() else Path(__file__).parents[2] / "alembic"


def _config() -> Config:
    from alembic.config import Config

    config = Config(stdout=sys.stdout)  # its own default is what was there when it was imported
    config.set_main_option("script_location", str(_scripts()))
    return config


def _alembic(url: str, do: Callable[[Config], None]) -> None:
    config = _config()

    def within(connection: Connection) -> None:
        if not is_sqlite(connection):
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": MIGRATION_LOCK})
        config.attributes["connection"] = connection
        do(config)

    once(url, within)
