"""kill -9 in the middle of pushing: what was acknowledged is there, and sending everything again completes the rest."""

from __future__ import annotations

import asyncio
import itertools
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from sync.database.database import Database
from sync.verify.verify import verify
from tests.service import Device, Json, ServerProcess, create, edit, place

KILLED_AFTER = (3, 17)
"""The server is killed when so many exchanges were answered, while those of the other tablets are on their way."""

PLACES = itertools.count()


@dataclass
class Pushing:
    """Tablets that push without a pause, and what they were told."""

    answered: dict[str, Json] = field(default_factory=dict)
    exchanges: int = 0
    until: int = 0
    enough: asyncio.Event = field(default_factory=asyncio.Event)

    async def push(self, tablet: Device, waiting: list[Json]) -> list[Json]:
        """Pushes what waits and then more, until the server is gone; gives what it has not answered."""
        while True:
            waiting = waiting or some_mutations()
            try:
                results = await tablet.push(*waiting)
            except httpx.TransportError:
                return waiting
            for mutation, result in zip(waiting, results, strict=True):
                self.answered[mutation["id"]] = {"sent": mutation, "result": result}
            waiting = []
            self.exchanges += 1
            if self.exchanges >= self.until:
                self.enough.set()


def some_mutations() -> list[Json]:
    """New finds, edits of them and one that is refused."""
    made = [create(position=place(next(PLACES))) for _ in range(10)]
    return [*made, *(edit(one["find_id"], count=(12, 14), note=(None, "wet")) for one in made), create(count=0)]


async def test_whatever_was_acknowledged_survives_kill_9(database_url: str, tmp_path: Path) -> None:
    server = ServerProcess(database_url, tmp_path / "server.log")
    async with server.running() as service:
        operation = await service.operation()
        tablets = [await operation.enrol("T1", name) for name in "ABC"]
        waiting: list[list[Json]] = [[], [], []]
        pushing = Pushing()
        for pushing.until in KILLED_AFTER:
            pushing.enough.clear()
            tasks = [asyncio.create_task(pushing.push(*one)) for one in zip(tablets, waiting, strict=True)]
            await pushing.enough.wait()
            server.kill()
            waiting = list(await asyncio.gather(*tasks))
            assert any(waiting)
            await server.start()

        sent = [one["sent"] for one in pushing.answered.values()]
        replayed = [await tablets[0].push(*sent[n : n + 1000]) for n in range(0, len(sent), 1000)]
        first = [{**one["result"], "replayed": True} for one in pushing.answered.values()]
        assert [result for results in replayed for result in results] == first

        for tablet, unanswered in zip(tablets, waiting, strict=True):
            results = await tablet.push(*unanswered)
            assert [result["outcome"] for result in results] == ["applied"] * (len(results) - 1) + ["rejected"]
        sent += [mutation for unanswered in waiting for mutation in unanswered]
        finds = await operation.finds()
        wanted = {one["find_id"] for one in sent if one["op"] == "edit"}
        assert {id: find["count"] for id, find in finds.items()} == dict.fromkeys(wanted, 14)
        assert await operation.log_seq() == len(sent)
        assert (await operation.week())["total"] == 14 * len(wanted)

    async with Database(database_url) as database:
        assert (await database.read(verify, operation.name)).findings == []
