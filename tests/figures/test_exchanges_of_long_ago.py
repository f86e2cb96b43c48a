"""Of days long ago only the first and the last exchange of a tablet are kept, and reports say what they said before."""

from __future__ import annotations

import asyncio
import random
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from api import app
from models.mutation import stored_instant
from sync.database.database import Database
from sync.exchange.committer import Committer
from sync.operations import SEEN_KEPT, list_tablets, thin_seen
from tests.receiver import PATIENCE_S
from tests.service import Device, Operation, in_process

LONG_AGO = datetime(2022, 8, 12, tzinfo=UTC)
MIDNIGHT = datetime(2022, 8, 14, 20, tzinfo=UTC)
"""At which 15 August begins in Baku."""


async def heard(tablet: Device, moments: list[datetime]) -> None:
    """The tablet was enrolled long ago, and exchanged at these moments."""
    service = tablet.operation.service
    await service.sql("UPDATE device SET created_at = :at WHERE id = :id", at=stored_instant(LONG_AGO), id=tablet.id)
    for moment in moments:
        await service.sql(
            "INSERT INTO device_seen (operation, device_id, at) VALUES (:operation, :id, :at)",
            operation=tablet.operation.name, id=tablet.id, at=stored_instant(moment),
        )  # fmt: skip


async def kept(tablet: Device) -> list[str]:
    rows = await tablet.operation.service.sql(
        "SELECT at FROM device_seen WHERE device_id = :id ORDER BY at", id=tablet.id
    )
    return [row[0] for row in rows]


async def thin(operation: Operation, now: datetime | None = None) -> int:
    """How many exchanges of the operation's tablets are forgotten."""
    async with Database(operation.service.database_url) as database:
        committer, at = Committer(database), now or datetime.now(UTC)
        return sum([await committer.beside_lock(thin_seen, one, at) for one in await database.read(list_tablets)])


async def silent(operation: Operation, last: str, as_of: datetime) -> dict[str, Any]:
    report = await operation.week("2022-08-10", last, group_by="team", as_of=stored_instant(as_of))
    return {one["device"]: one["last_seen_at"] for one in report["devices"]["silent"]}


async def test_the_first_and_the_last_of_each_local_day_stay(operation: Operation) -> None:
    tablet = await operation.enrol()
    hours = [MIDNIGHT + timedelta(hours=n) for n in (-3, -2, -1, 0, 1, 2, 30)]
    await heard(tablet, hours)
    assert await thin(operation) == 2
    assert await kept(tablet) == [stored_instant(hours[n]) for n in (0, 2, 3, 5, 6)]
    assert await thin(operation) == 0


async def test_every_exchange_of_the_last_ninety_days_stays(operation: Operation) -> None:
    tablet = await operation.enrol()
    await heard(tablet, [MIDNIGHT + timedelta(hours=n) for n in range(48)])
    day = timedelta(days=1)
    assert await thin(operation, MIDNIGHT + SEEN_KEPT + day - timedelta(microseconds=1)) == 0
    assert await thin(operation, MIDNIGHT + SEEN_KEPT + day) == 22
    assert len(await kept(tablet)) == 2 + 24


async def test_reports_as_of_any_moment_name_the_same_tablets_as_silent(operation: Operation) -> None:
    seed = random.Random(7)
    tablets = [await operation.enrol("Team 1", f"tablet {n}") for n in range(3)]
    for tablet in tablets:
        await heard(tablet, [LONG_AGO + timedelta(minutes=n) for n in sorted(seed.sample(range(5 * 24 * 60), 25))])
    asked = [
        (f"2022-08-{last}", LONG_AGO + timedelta(minutes=seed.randrange(6 * 24 * 60)))
        for last in range(11, 18)
        for _ in range(4)
    ]
    before = [await silent(operation, *one) for one in asked]
    assert len({len(one) for one in before}) > 2
    assert await thin(operation) > 30
    for (last, as_of), then in zip(asked, before, strict=True):
        now = await silent(operation, last, as_of)
        assert now.keys() == then.keys()
        for device, at in then.items():
            if at is None or local_day(at) != local_day(stored_instant(as_of)):
                assert now[device] == at
            else:
                assert local_day(now[device]) == local_day(at)


def local_day(at: str) -> str:
    """In Baku."""
    return (datetime.fromisoformat(at) + timedelta(hours=4)).date().isoformat()


async def test_a_running_server_does_it_by_itself(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app, "THINS_EVERY_S", 0.02)
    async with in_process(database_url) as service:
        tablet = await (await service.operation()).enrol()
        await heard(tablet, [MIDNIGHT + timedelta(hours=n) for n in range(20)])
        async with asyncio.timeout(PATIENCE_S):
            while True:
                if len(await kept(tablet)) == 2:
                    break
                await asyncio.sleep(0.02)
