"""The SQLite file at its path: whether it is still the one that was opened, and whether its -wal belongs to it.

A file that is moved away, replaced or deleted while it is open goes on to be written to, without a name: what is
committed there is gone when the server ends. And SQLite takes the -wal that stands beside a file for that file's own:
beside a copy that was put in its place it overwrites parts of that with parts of the other one.
"""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from threading import Lock
from urllib.parse import quote

from sync.database.address import name_of
from sync.database.limits import Unavailable


class PlacedFile:
    """The file of a database, as its first connection found it."""

    def __init__(self, url: str) -> None:
        self._path, self._lock = name_of(url), Lock()
        self._opened: tuple[int, int] | None = None

    def check(self) -> None:
        """Raises Unavailable (`database_replaced`) where another file, or none, is at the path by now.

        To be asked also before a further connection is opened: that would make a new file where there is none."""
        now = self._identity()
        with self._lock:
            if self._opened is None:
                self._opened = now
            elif now != self._opened:
                raise replaced(self._path)

    def _identity(self) -> tuple[int, int] | None:
        try:
            found = os.stat(self._path)
        except OSError:
            return None
        return found.st_dev, found.st_ino


def replaced(path: str) -> Unavailable:
    """The file at the path is not the one that is open."""
    return Unavailable("database_replaced", "Another file, or none, is where the database was.", f"{path} was replaced")


def mixed_up(url: str) -> str | None:
    """What is wrong where a file was copied to its place beside the -wal of another one; None where all is well.

    It looks only where a -wal holds something, as after a crash, and changes nothing."""
    path = Path(name_of(url))
    wal = path.with_name(f"{path.name}-wal")
    try:
        if not path.exists() or wal.stat().st_size == 0:
            return None
    except OSError:
        return None
    try:
        connection = sqlite3.connect(f"file:{quote(str(path))}?mode=ro", uri=True)
        try:
            ((said,),) = connection.execute("PRAGMA quick_check(1)").fetchall()
        finally:
            connection.close()
    except sqlite3.DatabaseError as error:
        if "locked" in str(error) or "unable to open" in str(error):
            return None
        said = str(error)
    if said == "ok":
        return None
    return (
        f"{path} and {wal.name} beside it do not belong together ({said.splitlines()[-1]}). If {path.name} was copied"
        f" or moved here, end every process that uses it, move {wal.name} and {path.name}-shm away (keep them: they are"
        " of the file that was here before), put the copy here again, and start. Else restore a backup."
    )
