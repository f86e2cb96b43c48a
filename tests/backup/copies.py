"""What tests of copies look at: every row of a database, whichever it is."""

from __future__ import annotations

from collections import Counter
from typing import Any

from sqlalchemy import Connection, select, text

from sync.backup.copy import tables
from sync.database.database import once
from sync.operations import list_operations
from sync.verify.findings import Finding
from sync.verify.references import unknown_operations
from sync.verify.verify import verify


def rows_of(connection: Connection) -> dict[str, Counter[Any]]:
    """Every row of every table."""
    return {table.name: Counter(tuple(row) for row in connection.execute(select(table))) for table in tables()}


def indexes(connection: Connection) -> set[tuple[str, str]]:
    """Every index of a SQLite file that has a statement, with it."""
    made = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
    return {(name, sql) for name, sql in connection.execute(text(made))}


def findings(url: str) -> list[Finding]:
    """What `minetally verify` says of all operations of a database. Not to be called from an event loop."""

    def look(connection: Connection) -> list[Finding]:
        names = list_operations(connection)
        assert names
        return [
            *unknown_operations(connection),
            *(found for name in names for found in verify(connection, name).findings),
        ]

    return once(url, look)
