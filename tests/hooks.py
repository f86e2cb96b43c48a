"""A webhook of a running service together with its receiver, for the tests of delivery."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from api.webhooks.dispatch import Pace
from tests.receiver import PATIENCE_S, Got, Receiver
from tests.service import Device, Json, Operation, answered, create, edit, in_process, place

QUICK = Pace(retries_s=(0.05, 0.05, 0.05), looks_every_s=0.02)
"""Three retries, soon after each other."""


@dataclass
class Hook:
    """A webhook of an operation, and its receiver."""

    operation: Operation
    receiver: Receiver
    id: str
    secret: str

    @property
    def path(self) -> str:
        return f"/v1/webhooks/{self.id}"

    async def shown(self) -> Json:
        shown: Json = await self.operation.get(self.path)
        return shown

    async def deliveries(self, **query: str) -> list[Json]:
        return await self.operation.items(f"{self.path}/deliveries", **query)

    async def ask(self, what: str, **body: object) -> Json:
        asked: Json = answered(await self.operation.call("POST", f"{self.path}/{what}", body))
        return asked

    async def change(self, **body: object) -> Json:
        changed: Json = answered(await self.operation.call("PATCH", self.path, body))
        return changed

    async def until(self, enough: Callable[[Json], bool]) -> Json:
        """How the webhook is shown once it is as wanted."""
        async with asyncio.timeout(PATIENCE_S):
            while True:
                shown = await self.shown()
                if enough(shown):
                    return shown
                await asyncio.sleep(0.02)

    async def idle(self) -> Json:
        """How it is shown once nothing waits."""
        return await self.until(lambda shown: shown["entries_behind"] == 0 and shown["deliveries"]["waiting"] == 0)


async def hook(operation: Operation, receiver: Receiver, **body: object) -> Hook:
    made = answered(await operation.call("POST", "/v1/webhooks", {"url": receiver.url, **body}), 201)
    return Hook(operation, receiver, made["id"], made["secret"])


@asynccontextmanager
async def hooking(database_url: str, pace: Pace) -> AsyncIterator[Hook]:
    """A service with an operation and a webhook that listens to everything."""
    async with (
        in_process(database_url, pace, webhook_networks="127.0.0.0/8") as service,
        Receiver().listening() as receiver,
    ):
        yield await hook(await service.operation(), receiver)


async def some_finds(tablet: Device, number: int, edits: int = 0, start: int = 0) -> list[str]:
    """Makes finds, and edits each so many times, in one exchange; their ids."""
    made = [create(position=place(start + n)) for n in range(number)]
    ids = [one["find_id"] for one in made]
    counts = range(12, 12 + edits)
    await tablet.push(*made, *(edit(id, count=(count, count + 1)) for count in counts for id in ids))
    return ids


def by_find(got: Iterable[Got]) -> dict[str, list[int]]:
    """The versions of each find, in the order in which they came."""
    versions: dict[str, list[int]] = defaultdict(list)
    for one in got:
        versions[one.find_id].append(one.event["data"]["find"]["version"])
    return versions


PERSISTENT = Pace(retries_s=(0.3,) * 1000, looks_every_s=0.02)
"""Does not give up while a test runs."""
