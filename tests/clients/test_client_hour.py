"""After an hour on bad links, with the server killed in it, all devices hold what it holds, and nothing is lost."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from minetally_client import Device, Unreachable
from minetally_client.models import FindState, MutationResult, Rejected

from api.cli.local import read
from sync.verify.verify import verify
from tests.crew import Crew, holds, note
from tests.databases import Databases, Kind
from tests.service import ServerProcess, place
from tests.unruly_proxy import Fate, UnrulyProxy

DEVICES, ROUNDS = 3, 5
KINDS: tuple[Kind, ...] = ("sqlite", "postgresql")


@dataclass
class Told:
    """What the person on a tablet did and was told."""

    notes: int = 0
    results: list[MutationResult] = field(default_factory=list)


def work(device: Device, chance: random.Random, told: Told) -> None:
    """Rounds of notes and exchanges, on finds that others edit too."""
    for n in range(ROUNDS):
        for _ in range(chance.randrange(1, 4)):
            note_something(device, chance, n)
            told.notes += 1
        synced(device, told)
    device.edit(next(device.finds()).id, {"count": "many"})  # will be refused
    told.notes += 1
    synced(device, told)


def note_something(device: Device, chance: random.Random, n: int) -> None:
    find = chance.choice([*device.finds()])
    what = chance.random()
    if find.state is FindState.DELETED:
        device.restore(find.id)
    elif what < 0.15:
        note(device, position=place(chance.randrange(10_000)))
    elif what < 0.25:
        device.delete(find.id)
    else:
        fields = {"count": chance.randrange(1, 100), "note": f"round {n}", "depth_cm": chance.randrange(50)}
        name = chance.choice([*fields])
        device.edit(find.id, {name: fields[name]})


def synced(device: Device, told: Told) -> None:
    """Exchanges to the end; a link that stays dead is tried again."""
    while True:
        try:
            told.results += device.sync().results
            return
        except Unreachable as error:
            told.results += error.so_far.results if error.so_far else []


@pytest.mark.parametrize(
    ("kind", "seeds"),
    [
        ("sqlite", [1]),
        ("postgresql", [3]),
        *(pytest.param(kind, [4, 5, 6, 7], marks=pytest.mark.long) for kind in KINDS),
    ],
)
async def test_after_an_hour_on_bad_links_all_devices_hold_what_the_server_holds(
    databases: Databases, tmp_path: Path, kind: Kind, seeds: list[int]
) -> None:
    server = ServerProcess(databases.create(kind), tmp_path / "server.log")
    async with server.running():
        for seed in seeds:
            async with UnrulyProxy(f"http://127.0.0.1:{server.port}", seed) as proxy:
                with await asyncio.to_thread(Crew, server, tmp_path, f"operation-{seed}", proxy.url) as crew:
                    await hour(server, proxy, crew, seed)


async def hour(server: ServerProcess, proxy: UnrulyProxy, crew: Crew, seed: int) -> None:
    devices = [
        await asyncio.to_thread(crew.device, f"{seed}-{n}", f"T{n}", batch=3, page=2, timeout_s=5)
        for n in range(DEVICES)
    ]
    told = [Told() for _ in devices]
    note(devices[0])
    told[0].notes += 1
    for n, device in enumerate(devices):
        await asyncio.to_thread(synced, device, told[n])
        assert len([*device.finds()]) == 1

    rounds = [
        asyncio.create_task(asyncio.to_thread(work, device, random.Random(f"{seed} {n}"), told[n]))
        for n, device in enumerate(devices)
    ]
    if seed != 2:
        await asyncio.sleep(0.5)
        server.kill()
        await server.start()
    await asyncio.gather(*rounds)
    await proxy.calm()
    for n, device in enumerate([*devices, *devices]):
        await asyncio.to_thread(synced, device, told[n % DEVICES])

    finds = await asyncio.to_thread(crew.finds)
    assert len(finds) > 1
    for device in devices:
        assert holds(device) == finds
        assert device.waiting == 0
    logged = await asyncio.to_thread(in_the_log, crew)
    assert {*logged.values()} == {1}, "a mutation is in the log once"
    assert len(logged) == sum(one.notes for one in told), "every mutation is in the log"
    answered = Counter(str(result.id) for one in told for result in one.results)
    assert answered == logged, "every mutation is answered once"
    assert [any(isinstance(result, Rejected) for result in one.results) for one in told] == [True] * DEVICES
    assert len(proxy.done) > len(Fate) / 2, proxy.done
    verified = await asyncio.to_thread(read, server.database_url, verify, crew.operation)
    assert verified.findings == []


def in_the_log(crew: Crew) -> Counter[str]:
    """How often each mutation is in the log: in the histories of finds, and refused ones in the quarantine."""
    taken = [
        entry.mutation_id
        for find in crew.staff.finds()
        for entry in crew.staff.history(find.id).items
        if entry.kind != "rejected"
    ]
    return Counter([*taken, *(one.mutation_id for one in crew.staff.quarantine())])
