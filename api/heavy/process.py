"""A worker as the server sees it: a process that is started, given a job, listened to, and ended."""

from __future__ import annotations

import asyncio
import os
import pickle
import shutil
import signal
import socket
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from api.heavy.worker import LENGTH, Job

GRACE_S = 1.0
"""So long a worker may take to stop its statement in the database, seconds."""
OF_ARROW = {"ARROW_DEFAULT_MEMORY_POOL": "system"}
"""Its own pool takes 1 GiB from the allowance of a work for the first byte that it needs."""


class Died(Exception):
    """A worker ended in the middle of its work; `signal` is what ended it, if that is known."""

    def __init__(self, status: int) -> None:
        self.signal = signal.Signals(-status).name if status < 0 else ""
        super().__init__(f"it was ended by {self.signal}" if self.signal else f"it ended with status {status}")


class Worker:
    """A process, and the socket to it."""

    def __init__(self, folder: Path) -> None:
        """Starts it; `folder`, which goes with it, is where libraries put what they write in between."""
        self.folder = folder
        self._link, theirs = socket.socketpair()
        paths = os.pathsep.join(path or os.getcwd() for path in sys.path)
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "api.heavy.worker", str(theirs.fileno())],
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            env={**os.environ, "TMPDIR": str(folder), "PYTHONPATH": paths, **OF_ARROW},
        )
        theirs.close()
        self._link.setblocking(False)

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def lives(self) -> bool:
        return self._process.poll() is None

    async def give(self, job: Job) -> None:
        """Gives it a job; raises Died."""
        content = pickle.dumps(job, pickle.HIGHEST_PROTOCOL)
        try:
            await asyncio.get_running_loop().sock_sendall(self._link, LENGTH.pack(len(content)) + content)
        except OSError:
            raise await self._died() from None

    async def hear(self) -> tuple[str, Any]:
        """The next frame; raises Died."""
        head = await self._exactly(LENGTH.size)
        frame: tuple[str, Any] = pickle.loads(await self._exactly(LENGTH.unpack(head)[0]))
        return frame

    async def _exactly(self, length: int) -> bytearray:
        content = bytearray()
        while len(content) < length:
            try:
                piece = await asyncio.get_running_loop().sock_recv(self._link, min(length - len(content), 1 << 20))
            except OSError:
                piece = b""
            if not piece:
                raise await self._died()
            content += piece
        return content

    async def _died(self) -> Died:
        return Died(await asyncio.to_thread(self._process.wait))

    async def end(self) -> None:
        """Ends it, whatever it does: first its statement in the database, after a moment the process."""
        self._process.terminate()
        try:
            await asyncio.to_thread(self._process.wait, GRACE_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
        self.close()

    def close(self) -> None:
        """Ends it where it is, without waiting for what it does."""
        self._process.kill()
        self._link.close()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(GRACE_S)
        shutil.rmtree(self.folder, ignore_errors=True)
