"""Whose turn it is: a few works at once, fair between operations."""

from __future__ import annotations

import asyncio
from collections import Counter, deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from api.metrics import HEAVY_QUEUE
from models.problem import Refused


class Turns:
    """Gives turns. Operations that wait take turns in a circle, and one of them never has the last place."""

    def __init__(self, at_once: int, waiting_each: int, waiting: int, waits_s: float) -> None:
        """`at_once` works run; so many of one operation (`waiting_each`) and of all (`waiting`) wait, for `waits_s`."""
        self._at_once, self._waiting_each, self._most, self._waits_s = at_once, waiting_each, waiting, waits_s
        self._running = Counter[str]()
        self._waiting: dict[str, deque[asyncio.Future[None]]] = {}

    @property
    def waiting(self) -> int:
        """How many works wait."""
        return sum(map(len, self._waiting.values()))

    @asynccontextmanager
    async def turn(self, operation: str) -> AsyncIterator[None]:
        """A turn until the end of the block; raises Refused (worker_busy) where too many wait, or for too long."""
        await self._granted(operation)
        try:
            yield
        finally:
            self._release(operation)

    async def _granted(self, operation: str) -> None:
        of_operation = len(self._waiting.get(operation, ()))
        if self.waiting >= self._most or of_operation >= self._waiting_each:
            whose = "of this operation" if of_operation >= self._waiting_each else "of all operations"
            raise Refused("worker_busy", f"Too many reports, exports, maps and imports {whose} are waiting.")
        granted = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(operation, deque()).append(granted)
        self._grant()
        try:
            async with asyncio.timeout(self._waits_s):
                await granted
        except TimeoutError:
            self._withdraw(operation, granted)
            detail = f"Other reports, exports, maps and imports have not ended for {self._waits_s:g} s."
            raise Refused("worker_busy", detail) from None
        except asyncio.CancelledError:
            self._withdraw(operation, granted)
            raise
        finally:
            HEAVY_QUEUE.set(self.waiting)

    def _withdraw(self, operation: str, granted: asyncio.Future[None]) -> None:
        if granted.done() and not granted.cancelled():  # it came at the same moment
            self._release(operation)
            return
        waiting = self._waiting.get(operation, deque())
        if granted in waiting:
            waiting.remove(granted)
        if not waiting:
            self._waiting.pop(operation, None)

    def _release(self, operation: str) -> None:
        self._running[operation] -= 1
        self._running += Counter()  # forgets operations with none
        self._grant()

    def _grant(self) -> None:
        while self._running.total() < self._at_once:
            turn = next((one for one in self._waiting if self._running[one] < max(1, self._at_once - 1)), None)
            if turn is None:
                break
            waiting = self._waiting.pop(turn)
            granted = waiting.popleft()
            if waiting:
                self._waiting[turn] = waiting  # behind the others
            if not granted.cancelled():
                self._running[turn] += 1
                granted.set_result(None)
        HEAVY_QUEUE.set(self.waiting)
