"""A worker: a process that does one work after the other, each on a connection of its own, until the server lets it go.

The server and the worker talk over a socket in frames: eight bytes with the length, then a pickle. The server sends a
`Job`; the worker sends frames of (SAID, value) as the work says them, and one of (DONE, result) or (RAISED, error).
"""

from __future__ import annotations

import asyncio
import os
import pickle
import select
import signal
import socket
import struct
import sys
import traceback
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Lock, Thread
from typing import Any

from api.heavy.allowance import Allowance, held
from sync.database.database import Database

SAID, DONE, RAISED = "said", "done", "raised"
LENGTH = struct.Struct(">Q")
NICENESS = 10
"""The server and the database go first where all want a core."""


@dataclass(frozen=True, slots=True)
class Job:
    """A work that a worker is to do. `work` and `args` are pickled: functions of modules, and values."""

    database_url: str
    path: Path
    """Where the file that the work writes goes, if it writes one."""
    allowance: Allowance
    work: Callable[..., Awaitable[Any]]
    args: tuple[Any, ...]


class Desk:
    """What a work is given first: the database, the path of its file, and a way to say something."""

    def __init__(self, database: Database, path: Path, tell: Callable[[Any], None]) -> None:
        self.database, self.path = database, path
        self.tell = tell
        """Sends a value to who waits for the work; waits while nobody takes it."""


class EndedInWorker(Exception):
    """An exception that cannot be sent as it is; the text is that of its traceback."""


def main() -> None:
    """Does jobs until the server closes the socket whose descriptor is the first argument."""
    os.nice(NICENESS)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which ends its workers
    link = socket.socket(fileno=int(sys.argv[1]))
    Thread(target=_end_with_the_server, args=(link,), daemon=True).start()
    while (frame := _receive(link)) is not None:
        _do(link, frame)


def _do(link: socket.socket, frame: bytes) -> None:
    one_at_a_time = Lock()

    def send(kind: str, value: Any) -> None:
        content = pickle.dumps((kind, value), pickle.HIGHEST_PROTOCOL)
        with one_at_a_time:
            link.sendall(LENGTH.pack(len(content)) + content)

    try:
        job: Job = pickle.loads(frame)
        send(DONE, asyncio.run(_work(job, lambda value: send(SAID, value))))
    except MemoryError as error:
        send(RAISED, taken_apart(error))
        sys.exit(1)  # what was half done is not cleaned up
    except (Exception, asyncio.CancelledError) as error:
        send(RAISED, taken_apart(error))


async def _work(job: Job, tell: Callable[[Any], None]) -> Any:
    task = asyncio.current_task()
    assert task
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    async with Database(job.database_url) as database:
        with held(job.allowance):  # not while it closes: that takes a thread, also where memory has run out
            return await job.work(Desk(database, job.path, tell), *job.args)


def taken_apart(error: BaseException) -> bytes:
    """An exception as bytes; one whose parts cannot be sent becomes EndedInWorker."""
    said = "".join(traceback.format_exception(error))
    try:
        return pickle.dumps((type(error), error.args, vars(error), said))
    except Exception:
        return pickle.dumps((EndedInWorker, (said,), {}, said))


def put_together(parts: bytes) -> BaseException:
    """The exception that `taken_apart` took apart, with its traceback in the worker as a note."""
    kind, args, members, said = pickle.loads(parts)
    error: BaseException = kind.__new__(kind, *args)
    error.args = args
    vars(error).update(members)
    error.add_note(f"In a worker:\n{said}")
    return error


def _receive(link: socket.socket) -> bytes | None:
    """The next frame; None when the server has closed."""
    head = _exactly(link, LENGTH.size)
    return None if head is None else _exactly(link, LENGTH.unpack(head)[0])


def _exactly(link: socket.socket, length: int) -> bytes | None:
    content = bytearray()
    while len(content) < length:
        piece = link.recv(min(length - len(content), 1 << 20))
        if not piece:
            return None
        content += piece
    return bytes(content)


def _end_with_the_server(link: socket.socket) -> None:
    """Ends this process in the middle of its work when the server is gone."""
    gone = select.poll()
    gone.register(link, getattr(select, "POLLRDHUP", select.POLLHUP))
    gone.poll()
    os._exit(1)


if __name__ == "__main__":
    main()
