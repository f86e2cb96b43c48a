"""A finished copy becomes a database: a SQLite file takes its place whole, PostgreSQL its rows in one transaction."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path

from sqlalchemy import Connection, inspect, select
from sqlalchemy.engine import make_url

from models.tables import OPERATION
from sync.backup.copy import BESIDE, CannotCopy, Progress, copy_tables, on_file, remove_file
from sync.backup.store import sync_folder
from sync.database.database import on_sqlite, once
from sync.database.migrations import migrate


def refuse_what_is_there(url: str) -> None:
    """Raises CannotCopy where a database is in the place of the new one. Not to be called from an event loop.

    Of SQLite that is any file, also one beside it: an old `-wal` would be played into the new file."""
    if not on_sqlite(url):
        once(url, _refuse_operations)
        return
    file = file_of(url)
    for name in ("", *BESIDE):
        there = Path(f"{file}{name}")
        if there.exists():
            raise CannotCopy(
                f"{there} is there: nothing is put over it. Stop its server, rename the file and those beside it"
                f" ({', '.join(BESIDE)}), do not delete them; or name another file with --database-url."
            )


def put_in_place(file: Path, url: str, progress: Progress = lambda rows: None) -> None:
    """Makes a copy, which is at this version's tables, the database of this address; the copy may be gone then.

    Raises CannotCopy where a database is there by now. A SQLite file must be on the same disk as its place.
    """
    if on_sqlite(url):
        place = file_of(url)
        refuse_what_is_there(url)
        with file.open("rb") as whole:
            os.fsync(whole.fileno())
        try:
            os.link(file, place)  # fails where a file is there, unlike a rename
        except FileExistsError:
            refuse_what_is_there(url)
        sync_folder(place.parent)
        remove_file(file)
        return
    migrate(url)
    once(url, lambda target: on_file(file, partial(_load, target, progress)))


def file_of(url: str) -> Path:
    """The file of a SQLite database."""
    return Path(make_url(url).database or "").absolute()


def _load(target: Connection, progress: Progress, source: Connection) -> None:
    _refuse_operations(target)
    copy_tables(source, target, progress)


def _refuse_operations(connection: Connection) -> None:
    if not inspect(connection).has_table(OPERATION.name):
        return
    names = list(connection.execute(select(OPERATION.c.operation).order_by(OPERATION.c.operation)).scalars())
    if names:
        raise CannotCopy(
            f"That database holds {', '.join(names)}: nothing is put over what is there. Stop its server, rename the"
            " database, do not delete it; and make an empty one, or name another with --database-url."
        )
