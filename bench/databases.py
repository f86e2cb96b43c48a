"""Fresh databases for a run, durable, on the disk; PostgreSQL on the servers' core."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import asyncpg
import psutil

from bench.cores import SERVER_CORE, cpu_times, on_core
from models.chance import draw
from sync.database.database import Database
from sync.database.limits import OF_COMMANDS
from sync.database.migrations import migrate
from sync.exchange.committer import Committer
from sync.operations import create_operation
from tests.databases import Kind, postgresql_url, remove_run_folder, start_postgresql

OPERATION = "lachin-2022"


class Databases:
    """Fresh migrated databases of one kind, durable, in a folder on the disk."""

    def __init__(self, kind: Kind, folder: Path) -> None:
        self.kind, self.folder = kind, folder
        self._made = 0
        self._socket = folder
        if kind == "postgresql":
            self._socket = on_core(SERVER_CORE, lambda: start_postgresql(folder, durable=True))
            self.postmaster = int((folder / "postgresql" / "postmaster.pid").read_text().split()[0])
            for process in psutil.Process(self.postmaster).children():
                process.cpu_affinity([SERVER_CORE])

    def create(self) -> str:
        """The address of a new one."""
        self._made += 1
        if self.kind == "sqlite":
            self.folder.mkdir(exist_ok=True)
            url = f"sqlite:///{self.folder}/{self._made}.db"
        else:
            asyncio.run(self._execute(f"CREATE DATABASE bench_{self._made}"))
            url = postgresql_url(self._socket, f"bench_{self._made}")
        migrate(url)
        return url

    def settle(self, *urls: str) -> None:
        """Has PostgreSQL do now what it does once a minute by itself, so that no measurement is hit by it."""
        if self.kind == "postgresql":
            for url in urls:
                asyncio.run(self._execute("VACUUM ANALYZE", url))
            asyncio.run(self._execute("CHECKPOINT"))

    async def _execute(self, statement: str, url: str = "") -> None:
        connection = await asyncpg.connect(url or postgresql_url(self._socket, "postgres"))
        try:
            await connection.execute(statement)
        finally:
            await connection.close()

    def cpu_s(self) -> float:
        """CPU time of the database's processes so far, also of those that have ended; 0 where they are the server's."""
        if self.kind == "sqlite":
            return 0.0
        postmaster = psutil.Process(self.postmaster)
        times = [postmaster.cpu_times(), *(cpu_times(child) for child in postmaster.children())]
        ended = postmaster.cpu_times()
        living = sum(time.user + time.system for time in times if time)
        return float(living + ended.children_user + ended.children_system)


@contextmanager
def databases(kind: Kind) -> Iterator[Databases]:
    """Databases of one kind, until the end of the block."""
    folder = Path(tempfile.mkdtemp(prefix="minetally-bench-"))
    try:
        yield Databases(kind, folder)
    finally:
        remove_run_folder(folder)
        shutil.rmtree(folder, ignore_errors=True)


def new_operation(url: str, name: str = OPERATION) -> str:
    """The token of the administrator of a new operation."""

    async def create() -> str:
        async with Database(url, OF_COMMANDS) as database:
            return await Committer(database).beside_lock(create_operation, name, "Asia/Baku", datetime.now(UTC), draw())

    return asyncio.run(create())
