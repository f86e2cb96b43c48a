"""The workers of a server: started when they are needed, ended when they have had nothing to do for a while."""

from __future__ import annotations

import asyncio
import time

from api.heavy.folders import WorkFolder
from api.heavy.process import Worker
from api.metrics import WORKERS

IDLE_S = 60.0
"""So long a worker is kept without work, seconds: the next work need not wait for its start."""


class Crew:
    """Gives workers, and takes them back."""

    def __init__(self, idle_s: float = IDLE_S) -> None:
        self._idle_s = idle_s
        self._folder: WorkFolder | None = None
        self._idle: list[tuple[float, Worker]] = []
        self._busy: set[Worker] = set()

    @property
    def folder(self) -> WorkFolder:
        """Where files of this server are until they are sent or stored."""
        if self._folder is None:
            self._folder = WorkFolder()
        return self._folder

    @property
    def pids(self) -> list[int]:
        """The processes that there are."""
        return [worker.pid for worker in (*self._busy, *(worker for _, worker in self._idle))]

    def take(self) -> Worker:
        """A worker that lives and has nothing to do."""
        while self._idle:
            _, worker = self._idle.pop()
            if worker.lives:
                break
            worker.close()
        else:
            worker = Worker(self.folder.new_folder())
        self._busy.add(worker)
        self._count()
        return worker

    async def end(self, worker: Worker) -> None:
        """Ends a worker in the middle of its work."""
        self._busy.discard(worker)
        self._count()
        await worker.end()

    def give_back(self, worker: Worker) -> None:
        """Takes back a worker that has done its work."""
        self._busy.discard(worker)
        self._idle.append((time.monotonic(), worker))
        self._count()
        asyncio.get_running_loop().call_later(self._idle_s, self._end_idle)

    def _end_idle(self) -> None:
        since = time.monotonic() - self._idle_s
        for at, worker in list(self._idle):
            if at <= since:
                self._idle.remove((at, worker))
                worker.close()
        self._count()

    def _count(self) -> None:
        WORKERS.labels("busy").set(len(self._busy))
        WORKERS.labels("idle").set(len(self._idle))

    def close(self) -> None:
        """Ends all workers, and removes their files."""
        for worker in (*self._busy, *(worker for _, worker in self._idle)):
            worker.close()
        self._idle, self._busy = [], set()
        self._count()
        if self._folder is not None:
            self._folder.close()
            self._folder = None
