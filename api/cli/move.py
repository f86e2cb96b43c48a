"""`minetally move`: the whole database into another one, SQLite or PostgreSQL."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.cli.backup import sentences, work_folder
from api.cli.local import chosen_operations, fail, progress_bar, settings_of, within
from api.cli.options import DatabaseUrl
from api.keys import read_keys, write_keys
from api.settings import Settings
from api.words import plain
from sync.backup.copy import on_file, rows_to_copy, write_copy
from sync.backup.placing import file_of, put_in_place, refuse_what_is_there
from sync.backup.trying import heads_of_copy, not_fitting, traces_of
from sync.database.database import Database, on_sqlite


def move(
    to: Annotated[str, typer.Option("--to", help="The new database: sqlite:///path or postgresql://user@host/name.")],
    database_url: DatabaseUrl = None,
) -> None:
    """Move the whole database into another one: SQLite to PostgreSQL, or back. Stop the server first.

    Log, chain, editions, photos and tokens stay as they are, and tablets notice nothing: start the server on the new
    database, and never again on the old one. The old one stays as it is.

    Example: minetally move --to postgresql://minetally@localhost/minetally
    """
    settings, moved = settings_of(database_url), settings_of(to)
    url, new = settings.database_url, moved.database_url
    chosen_operations(url, None)
    with sentences():
        refuse_what_is_there(new)
        with work_folder(beside=file_of(new) if on_sqlite(new) else None) as work:
            file = work / "copy.db"
            within(url, lambda database: _copy(database, file))
            heads, traces = heads_of_copy(file), on_file(file, traces_of)
            for finding in not_fitting(file, progress_bar):
                typer.echo(plain(f"{finding.table}: {finding.row}: {finding.column} {finding.detail}"), err=True)
                fail("What was copied does not fit together, as the database itself: see minetally verify.")
            if within(url, lambda database: database.read(traces_of)) != traces:
                fail("Somebody wrote to the database meanwhile: stop the server, and move again.")
            with progress_bar("writing", None) as progress:
                put_in_place(file, new, progress)
        _keep_keys(settings, moved)
    for head in heads:
        typer.echo(f"{head.operation} is moved, up to log entry {head.seq:,}.")
    typer.echo("Start the server on the new database, and never again on the old one.")


async def _copy(database: Database, file: Path) -> None:
    with progress_bar("copying", await rows_to_copy(database)) as progress:
        await write_copy(database, file, photos=True, progress=progress)


def _keep_keys(settings: Settings, moved: Settings) -> None:
    """The new database has the keys of the old one, so that what was signed by them stays valid."""
    if moved.keys_file != settings.keys_file and settings.keys_file.exists():
        write_keys(moved.keys_file, read_keys(settings.keys_file))
