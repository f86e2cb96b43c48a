"""The dispatcher: a task of the server process that delivers what the log holds to whom listens.

It looks once in a while, at all operations with one question. A webhook with something to do gets a worker, in one
server process at a time: the one that holds its lease and goes on saying so.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import structlog

from api.metrics import count_deliveries, show_waiting
from api.webhooks.sending import Sender
from models.chance import draw
from models.webhook import RETRIES_S
from sync.database.database import Database
from sync.events.outbox import (
    Attempt,
    Place,
    due_deliveries,
    forget_done,
    keep_events,
    make_events,
    open_deliveries,
    record,
)
from sync.events.webhook_lease import Lease, give_lease, keep_lease, take_lease, webhooks_with_work
from sync.exchange.committer import Committer

AT_ONCE = 8
"""The most deliveries of one webhook that are sent at a time, each of another find."""
TOGETHER_S = 0.02
"""Deliveries that end within this time are stored together."""
FORGETS_EVERY_S = 3600.0
COUNTS_EVERY_S = 15.0


@dataclass(frozen=True, slots=True)
class Pace:
    """The times of the dispatcher, seconds."""

    retries_s: tuple[float, ...] = RETRIES_S
    looks_every_s: float = 1.0
    says_so_every_s: float = 1.5
    """How often a process says that it still delivers to a webhook."""
    gone_after_s: float = 5.0
    """A process that has not said so for this long counts as dead."""


class Dispatcher:
    """Delivers until it is cancelled."""

    def __init__(self, database: Database, committer: Committer, sender: Sender, pace: Pace) -> None:
        self._database, self._committer, self._sender, self._pace = database, committer, sender, pace
        self._me = str(uuid4())
        self._workers: dict[Place, asyncio.Task[None]] = {}
        self._seen: dict[Place, tuple[Lease, float]] = {}
        """The leases of others, and since when each has been as it is, by our own clock: no two clocks are compared."""

    async def run(self) -> None:
        """Looks for work until it is cancelled."""
        due = dict.fromkeys((self._forget, self._count), 0.0)
        try:
            while True:
                await self._quietly(self._look)
                for do, every_s in ((self._forget, FORGETS_EVERY_S), (self._count, COUNTS_EVERY_S)):
                    if time.monotonic() >= due[do]:
                        due[do] = time.monotonic() + every_s
                        await self._quietly(do)
                await asyncio.sleep(self._pace.looks_every_s)
        finally:
            for worker in self._workers.values():
                worker.cancel()
            await asyncio.gather(*self._workers.values(), return_exceptions=True)

    async def _forget(self) -> None:
        await self._committer.beside_lock(forget_done, datetime.now(UTC))

    async def _count(self) -> None:
        show_waiting(await self._database.read(open_deliveries))

    async def _look(self) -> None:
        work = await self._database.look_up(webhooks_with_work, datetime.now(UTC))
        self._seen = {place: seen for place, seen in self._seen.items() if place in work}
        for place, lease in work.items():
            if place in self._workers or not self._is_free(place, lease):
                continue
            if await self._committer.beside_lock(take_lease, place, lease, self._me):
                self._workers[place] = asyncio.create_task(self._work(place))

    def _is_free(self, place: Place, lease: Lease) -> bool:
        """Whether nobody delivers to a webhook, or whoever did has not been heard of for too long."""
        now = time.monotonic()
        seen, since = self._seen.get(place, (None, now))
        if seen != lease:
            since = now
        self._seen[place] = (lease, since)
        return lease.holder in (None, self._me) or now - since >= self._pace.gone_after_s

    async def _quietly(self, do: Callable[[], Awaitable[None]]) -> None:
        """What fails now is tried again at the next look: the log and the deliveries are where they were."""
        try:
            await do()
        except Exception as error:
            _warn(error)

    async def _work(self, place: Place) -> None:
        saying = asyncio.create_task(self._say_so(place))
        try:
            await self._quietly(lambda: self._deliver(place))
        finally:
            saying.cancel()
            del self._workers[place]
            with suppress(Exception):
                await self._committer.beside_lock(give_lease, place, self._me)

    async def _say_so(self, place: Place) -> None:
        while True:
            await asyncio.sleep(self._pace.says_so_every_s)
            with suppress(Exception):
                await self._committer.beside_lock(keep_lease, place, self._me)

    async def _deliver(self, place: Place) -> None:
        """Delivers to one webhook until nothing is due, or another process does it."""
        running: dict[str, asyncio.Task[tuple[Any, Attempt]]] = {}
        try:
            while True:
                now, room = datetime.now(UTC), AT_ONCE - len(running)
                due = await self._database.look_up(due_deliveries, place, self._me, now, [*running], room)
                if due is None and not running:
                    return
                for row in due.deliveries if due else ():
                    sent = self._sender.send(due.url, due.secrets, row.event_id, row.body)  # type: ignore[union-attr]
                    running[row.order_key] = asyncio.create_task(_of(row, sent))
                made = due is not None and len(due.deliveries) < room and await self._make(place)
                if not running:
                    if made:
                        continue
                    return
                await self._record(place, await self._ended(running, 0 if made else self._pace.looks_every_s))
        finally:
            for task in running.values():
                task.cancel()
            await asyncio.gather(*running.values(), return_exceptions=True)

    async def _ended(
        self, running: dict[str, asyncio.Task[tuple[Any, Attempt]]], wait_s: float
    ) -> list[tuple[Any, Attempt]]:
        """The results of those that have ended. Waits a little for those that end about now too."""
        await asyncio.wait(running.values(), timeout=wait_s, return_when=asyncio.FIRST_COMPLETED)
        done, _ = await asyncio.wait(running.values(), timeout=TOGETHER_S)
        for key in [key for key, task in running.items() if task in done]:
            del running[key]
        return [task.result() for task in done]

    async def _make(self, place: Place) -> bool:
        """Makes the next deliveries of the log; whether there were some to make.

        Should it fail, those on their way are waited for and written down: cut off, they would be sent again for ever.
        """
        try:
            made = await self._database.read(make_events, place)
            if made is not None:
                await self._committer.beside_lock(keep_events, place, made, datetime.now(UTC))
        except Exception as error:
            _warn(error)
            return False
        return made is not None

    async def _record(self, place: Place, attempts: list[tuple[Any, Attempt]]) -> None:
        if attempts:
            now, retries = datetime.now(UTC), self._pace.retries_s
            kept = await self._committer.beside_lock(record, place, tuple(attempts), now, retries, draw())
            count_deliveries(kept)


async def _of(row: Any, sent: Awaitable[Attempt]) -> tuple[Any, Attempt]:
    return row, await sent


def _warn(error: Exception) -> None:
    structlog.get_logger().warning("webhooks not delivered", error=str(error), kind=type(error).__name__)
