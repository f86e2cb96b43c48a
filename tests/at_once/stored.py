"""Everything that a database stores: read, kept beside itself, and put back as it was."""

from __future__ import annotations

import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Iterable
from operator import itemgetter
from typing import Any, Self

import asyncpg
from sqlmodel import SQLModel

Stored = dict[str, list[Any]]
"""The rows of each table."""


class Stock(ABC):
    """The tables of one database, on a connection that no write under test uses."""

    def __init__(self) -> None:
        self.tables = {
            table.name: itemgetter(*(table.columns.keys().index(column.name) for column in table.primary_key))
            for table in SQLModel.metadata.sorted_tables
        }
        """Each with what sorts its rows."""
        self.kept: Stored = {}

    async def __aenter__(self) -> Self:
        await self.execute(f'CREATE TABLE "kept_{name}" AS SELECT * FROM "{name}"' for name in self.tables)
        self.kept = await self.stored(self.tables)
        return self

    async def stored(self, tables: Iterable[str]) -> Stored:
        """Every column of every row of these tables."""
        return {name: sorted(await self.rows(f'SELECT * FROM "{name}"'), key=self.tables[name]) for name in tables}

    async def changed(self) -> Stored:
        """The tables that are not as they were kept."""
        stored = await self.stored(await self.written())
        return {name: rows for name, rows in stored.items() if rows != self.kept[name]}

    async def written(self) -> Iterable[str]:
        """The tables that may be otherwise than they were kept."""
        return self.tables

    async def put_back(self, tables: Iterable[str]) -> None:
        """Makes these tables as they were kept."""
        await self.execute(f'DELETE FROM "{name}"; INSERT INTO "{name}" SELECT * FROM "kept_{name}"' for name in tables)

    @abstractmethod
    async def __aexit__(self, *raised: object) -> None: ...

    @abstractmethod
    async def rows(self, statement: str) -> list[tuple[Any, ...]]: ...

    @abstractmethod
    async def execute(self, statements: Iterable[str]) -> None:
        """All of them in one transaction, without a look at foreign keys."""

    @abstractmethod
    async def somebody_waits(self) -> bool:
        """Whether a write waits for a lock, as far as the database tells."""


class SqliteStock(Stock):
    def __init__(self, url: str) -> None:
        super().__init__()
        self.connection = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)

    async def __aexit__(self, *raised: object) -> None:
        self.connection.close()

    async def rows(self, statement: str) -> list[tuple[Any, ...]]:
        return self.connection.execute(statement).fetchall()

    async def execute(self, statements: Iterable[str]) -> None:
        self.connection.executescript(";".join(["BEGIN IMMEDIATE", *statements, "COMMIT"]))

    async def somebody_waits(self) -> bool:
        return False  # it does not tell


class PostgresqlStock(Stock):
    connection: Any

    def __init__(self, url: str) -> None:
        super().__init__()
        self.url = url

    async def __aenter__(self) -> Self:
        self.connection = await asyncpg.connect(self.url)
        await self.connection.execute("SET session_replication_role = replica")
        await super().__aenter__()
        self.digests = await self.connection.fetchrow(self.digest)
        return self

    @property
    def digest(self) -> str:
        """A statement that tells all tables at once, so that only those that were written to are read."""
        rows = "SELECT md5(string_agg(stored_row::text, ' ' ORDER BY stored_row::text))"
        return "SELECT " + ",".join(f'({rows} FROM "{name}" stored_row) AS "{name}"' for name in self.tables)

    async def written(self) -> Iterable[str]:
        now = await self.connection.fetchrow(self.digest)
        return [name for name in self.tables if now[name] != self.digests[name]]

    async def __aexit__(self, *raised: object) -> None:
        await self.connection.close()

    async def rows(self, statement: str) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in await self.connection.fetch(statement)]

    async def execute(self, statements: Iterable[str]) -> None:
        await self.connection.execute(";".join(statements))

    async def somebody_waits(self) -> bool:
        waits = "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database()"
        return bool(await self.connection.fetchval(f"{waits} AND wait_event_type = 'Lock')"))


def stock(url: str) -> Stock:
    return SqliteStock(url) if url.startswith("sqlite:") else PostgresqlStock(url)
