"""Migrations: bring a database to the tables of `models.tables`, and say whether it is there."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, text
from sqlalchemy.engine import make_url

from sync.database.database import on_sqlite, once
from sync.database.statements import is_sqlite

MIGRATION_LOCK = 7221318
"""Number of the PostgreSQL advisory lock that migrations take, so that two starts do not race."""


class CannotMigrate(Exception):
    """What the database holds stands in the way: a sentence that names its table and row, or its version."""


def migrate(url: str) -> None:
    """Brings the database to the newest migration; an empty one is made. Not to be called from an event loop.

    Raises CannotMigrate, and has changed nothing then.
    """
    try:
        _alembic(url, _upgrade)
    except CommandError as error:
        raise CannotMigrate(str(error)) from error


def missing_file(url: str) -> Path | None:
    """The SQLite file that a URL names, where there is none; None where there is one, and on PostgreSQL."""
    file = Path(make_url(url).database or "") if on_sqlite(url) else None
    return file if file is not None and not file.exists() else None


def _upgrade(config: Config) -> None:
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    context = MigrationContext.configure(config.attributes["connection"])
    if strangers := set(context.get_current_heads()) - known:
        raise CannotMigrate(
            f"A newer version of Minetally has used it: its tables are at {', '.join(sorted(strangers))}, and this"
            f" version knows them up to {max(known)}. Start that version or a newer one."
        )
    command.upgrade(config, "head")


def is_migrated(url: str) -> bool:
    """Whether the database is at the newest migration. Makes nothing. Not to be called from an event loop."""
    if missing_file(url) is not None:
        return False
    found: list[bool] = []
    _alembic(url, lambda config: found.append(at_head(config.attributes["connection"])))
    return found[0]


def at_head(connection: Connection) -> bool:
    """Whether this database is at the newest migration."""
    return set(MigrationContext.configure(connection).get_current_heads()) == _heads()


@cache
def _heads() -> set[str]:
    return set(ScriptDirectory.from_config(_config()).get_heads())


def check_migrations(url: str) -> None:
    """Raises when the tables of `models.tables` and the migrations disagree."""
    _alembic(url, command.check)


def _config() -> Config:
    installed = Path(__file__).parent / "alembic"  # where the wheel has them
    config = Config()
    config.set_main_option(
        "script_location", str(installed if installed.exists() else Path(__file__).parents[2] / "alembic")
    )
    return config


def _alembic(url: str, do: Callable[[Config], None]) -> None:
    config = _config()

    def within(connection: Connection) -> None:
        if not is_sqlite(connection):
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": MIGRATION_LOCK})
        config.attributes["connection"] = connection
        do(config)

    once(url, within)
