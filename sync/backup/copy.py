"""The whole database as one SQLite file of our tables, whichever database it comes from.

Rows are read from one snapshot and written as they come, so a copy takes the memory of a few thousand rows.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, LargeBinary, Table, func, literal, select, text
from sqlmodel import SQLModel

from models.tables import FIND, PHOTO
from sync.database.database import Database, once
from sync.database.limits import Unavailable
from sync.database.migrations import migrate
from sync.database.rows import Rows

R = TypeVar("R")

Progress = Callable[[int], None]
"""Is told how many more rows are done."""

TOGETHER = 500
"""Rows that are read and written at a time."""
PHOTOS_TOGETHER = 1
"""Photos: each may hold many megabytes."""
BESIDE = ("-wal", "-shm", "-journal")
"""What SQLite may leave beside a file."""


class CannotCopy(Exception):
    """Why a copy cannot be made or put into its place, and what to do."""


def sqlite_url(file: Path) -> str:
    """The address of a SQLite file."""
    return f"sqlite:///{file}"


def tables() -> list[Table]:
    """Every table, one that is named by another before it."""
    return list(SQLModel.metadata.sorted_tables)


async def rows_to_copy(database: Database) -> int:
    """How many rows a copy will have."""
    async with database.snapshot() as moment:  # counting passes over the whole file, as a copy does
        return await moment.read(_count)


def _count(connection: Connection) -> int:
    return sum(connection.execute(select(func.count()).select_from(table)).scalar_one() for table in tables())


async def write_copy(
    database: Database, file: Path, photos: bool = True, progress: Progress = lambda rows: None
) -> None:
    """Writes the database, as it is at one moment, into a new SQLite file. Without `photos` their bytes are left out.

    The file is whole when this returns; whoever reads it before finds no indexes in it.
    """
    with _on_disk(file):
        migrate(sqlite_url(file))
    indexes = on_file(file, _without_indexes)
    async with database.snapshot() as moment:
        for table in tables():
            await moment.read(_copy_out, table, file, photos, progress)
    on_file(file, partial(_with_indexes, indexes))


def on_file(file: Path, do: Callable[[Connection], R]) -> R:
    """`do` in one transaction on a SQLite file of ours. Raises CannotCopy where its disk does not take it."""
    with _on_disk(file):
        return once(sqlite_url(file), do)


@contextmanager
def _on_disk(file: Path) -> Iterator[None]:
    try:
        yield
    except Unavailable as error:
        raise CannotCopy(
            f"The disk does not take a file in {file.parent}: {error.cause}. Make room, or name a folder on another"
            " disk in TMPDIR."
        ) from error


def _copy_out(source: Connection, table: Table, file: Path, photos: bool, progress: Progress) -> None:
    left_out = () if photos or table is not PHOTO else (PHOTO.c.data,)
    on_file(file, lambda target: _copy(source, target, table, left_out, progress))


def copy_tables(source: Connection, target: Connection, progress: Progress) -> None:
    """Every row of every table."""
    for table in tables():
        _copy(source, target, table, (), progress)


def _copy(source: Connection, target: Connection, table: Table, left_out: tuple[Any, ...], progress: Progress) -> None:
    """Every row of a table; of the columns that are left out no bytes."""
    rows: Rows[tuple[Any, ...]] = Rows(table, namedtuple("Row", table.columns.keys()))
    nothing = literal(b"", LargeBinary)
    wanted = select(*(nothing.label(one.name) if one in left_out else one for one in table.columns))
    together = PHOTOS_TOGETHER if table is PHOTO and not left_out else TOGETHER
    judged = FIND.c.duplicate_of.is_not(None)  # after all others: each names its survivor, which has to be there
    for some in (wanted.where(~judged), wanted.where(judged)) if table is FIND else (wanted,):
        read = source.execution_options(yield_per=together).execute(some)
        for part in read.partitions():
            rows.insert(target, [tuple(row) for row in part])
            progress(len(part))


def _without_indexes(connection: Connection) -> list[str]:
    """Drops the indexes, and gives the statements that make them: made at the end they cost a fraction."""
    made = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL ORDER BY name"
    indexes = [(name, sql) for name, sql in connection.execute(text(made))]
    for name, _ in indexes:
        connection.exec_driver_sql(f'DROP INDEX "{name}"')
    return [sql for _, sql in indexes]


def _with_indexes(statements: list[str], connection: Connection) -> None:
    for statement in statements:
        connection.exec_driver_sql(statement)


def remove_file(file: Path) -> None:
    """Removes a SQLite file, and what may stand beside it."""
    for name in ("", *BESIDE):
        with suppress(FileNotFoundError):
            Path(f"{file}{name}").unlink()
