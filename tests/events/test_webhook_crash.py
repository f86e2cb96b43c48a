"""kill -9 in the middle of delivering: nothing is missing afterwards, and each find's events are in order."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from pathlib import Path

import pytest

from tests.receiver import Got, Receiver, reply, verified
from tests.service import ServerProcess, answered, create, edit, place

KILLED_AFTER = 30
"""The server is killed when the receiver has got so many, while others are on their way or answered a moment ago."""


@pytest.mark.alike
async def test_after_kill_9_everything_is_delivered_in_order_for_each_find(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MINETALLY_WEBHOOK_NETWORKS", "127.0.0.0/8")
    server, killed = ServerProcess(database_url, tmp_path / "server.log"), asyncio.Event()

    async def answer(got: Got) -> bytes:
        if len(receiver.got) == KILLED_AFTER:
            server.kill()
            killed.set()
        return reply(200)

    receiver = Receiver(answer)
    async with receiver.listening(), server.running() as service:
        operation = await service.operation()
        tablet = await operation.enrol()
        hook = answered(await operation.call("POST", "/v1/webhooks", {"url": receiver.url, "events": ["find.*"]}), 201)
        made = [create(position=place(n)) for n in range(25)]
        ids = [one["find_id"] for one in made]
        edits = [edit(id, count=(count, count + 1)) for count in (12, 13, 14) for id in ids]
        await tablet.push(*made, *edits)
        await asyncio.wait_for(killed.wait(), 30)
        await server.start()
        await receiver.until(lambda got: len({one.id for one in got}) == 100)
        first: dict[str, Got] = {}
        for one in receiver.got:
            verified(one, hook["secret"])
            assert first.setdefault(one.id, one).text == one.text
        versions = defaultdict(list)
        for one in first.values():
            versions[one.find_id].append(one.event["data"]["find"]["version"])
        assert versions == {id: [1, 2, 3, 4] for id in ids}
