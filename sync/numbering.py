"""Which rows of a file came before: kept on disk, as a file may have more rows than memory."""

from __future__ import annotations

import sqlite3
from typing import Self


class Numbering:
    """Counts keys in a private database that SQLite keeps in a temporary file and removes. Belongs to one thread."""

    def __init__(self) -> None:
        self._seen = sqlite3.connect("", isolation_level=None)
        self._seen.execute("PRAGMA journal_mode=OFF").close()
        self._seen.execute("CREATE TABLE seen (key BLOB PRIMARY KEY, times INTEGER, content BLOB) WITHOUT ROWID")
        self._seen.execute("BEGIN")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self._seen.close()

    def times_before(self, key: bytes, content: bytes = b"") -> tuple[int, bytes]:
        """How often the key came before, and with which content first."""
        times, first = self._seen.execute(
            "INSERT INTO seen VALUES (?, 0, ?) ON CONFLICT DO UPDATE SET times = times + 1 RETURNING times, content",
            (key, content),
        ).fetchone()
        return times, first
