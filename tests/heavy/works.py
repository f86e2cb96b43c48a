"""Works for tests: each does to its worker what real ones do only on a bad day."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from litestar import Request
from sqlalchemy import Connection, text

from api.heavy.crew import Crew
from api.heavy.heavy import Asking, Heavy
from api.heavy.worker import Desk
from sync.operations import Bearer


def asking(receive: Callable[[], Any], operation: str = "lachin-2022") -> Asking:
    """A request of an operation; `receive` gives what its client sends after the body."""
    bearer = Bearer(operation, "token", "viewer", None, None, "Duty officer", None, None)
    scope = {"type": "http", "method": "GET", "path": "/", "headers": [], "query_string": b"", "bearer": bearer}
    return Request(scope, receive)  # type: ignore[arg-type]


async def stays() -> Any:
    """Of a client that waits."""
    await asyncio.Event().wait()


@asynccontextmanager
async def heavy(database_url: str, crew: Crew) -> AsyncIterator[Heavy]:
    opened = Heavy(database_url, crew)
    try:
        yield opened
    finally:
        await opened.close()


# In a worker


async def gated(desk: Desk, gate: Path) -> None:
    """Writes a first piece, waits for a file, and writes a second."""
    with desk.path.open("wb", buffering=0) as file:
        file.write(b"first ")
        desk.tell("begun")
        while not gate.exists():  # noqa: ASYNC110, ASYNC240
            await asyncio.sleep(0.01)
        file.write(b"second")
        desk.tell(None)


async def takes_memory(desk: Desk) -> None:
    held = [bytearray(64 << 20) for _ in range(64)]
    raise AssertionError(len(held))


async def takes_time(desk: Desk) -> None:
    while True:
        pass


async def is_silent(desk: Desk) -> None:
    time.sleep(600)  # noqa: ASYNC251


async def is_killed(desk: Desk) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def who_reads(connection: Connection) -> tuple[int, int]:
    """The process, and how many finds there are."""
    return os.getpid(), int(connection.execute(text("SELECT count(*) FROM find")).scalar_one())


def writes(connection: Connection) -> None:
    connection.execute(text("DELETE FROM find"))


async def writes_in_a_snapshot(desk: Desk) -> None:
    async with desk.database.snapshot() as snapshot:
        await snapshot.read(writes)


def waits_in_the_database(connection: Connection) -> None:
    """A statement that goes on for ten minutes on PostgreSQL."""
    connection.execute(text("SELECT pg_sleep(600)"))
