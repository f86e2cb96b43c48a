"""Delivery to webhooks: at least once, in order for each find, whatever the receiver does; nothing is lost silently."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from api.webhooks.dispatch import Pace
from sync.events import outbox
from tests.hooks import PERSISTENT, QUICK, Hook, by_find, hook, hooking, some_finds
from tests.receiver import Got, Receiver, fine, reply, verified
from tests.service import create, edit, in_process, refused


@pytest.fixture
async def hooked(database_url: str) -> AsyncIterator[Hook]:
    async with hooking(database_url, QUICK) as hooked:
        yield hooked


@pytest.fixture
async def persistent(database_url: str) -> AsyncIterator[Hook]:
    """One that does not give up while a test runs."""
    async with hooking(database_url, PERSISTENT) as hooked:
        yield hooked


async def test_every_event_arrives_once_signed_and_in_order_for_each_find(hooked: Hook) -> None:
    tablet = await hooked.operation.enrol()
    ids = await some_finds(tablet, 30, edits=3)
    got = await hooked.receiver.get(120)
    assert by_find(got) == {id: [1, 2, 3, 4] for id in ids}
    for one in got:
        event = verified(one, hooked.secret)
        assert (event["id"], event["data"]["operation"]) == (one.id, "lachin-2022")
    shown = await hooked.idle()
    assert shown["told_through_seq"] == 120
    assert (shown["failing_since"], shown["enabled"]) == (None, True)
    listed = await hooked.deliveries(state="delivered", limit="50")
    assert [one["seq"] for one in listed] == [*range(120, 0, -1)]
    assert {one["event_id"]: one["body"] for one in listed} == {one.id: one.event for one in got}
    assert len(hooked.receiver.got) == 120


async def test_a_find_whose_events_fail_holds_back_its_own_and_no_other(persistent: Hook) -> None:
    hooked = persistent
    tablet = await hooked.operation.enrol()
    bad: set[str] = set()

    async def answer(got: Got) -> bytes:
        return reply(500 if got.find_id in bad else 200, b"it is as it is")

    hooked.receiver.answer = answer
    made = create()
    bad.add(made["find_id"])
    await tablet.push(made, edit(made["find_id"], count=(12, 13)), edit(made["find_id"], count=(13, 14)))
    others = await some_finds(tablet, 5, edits=2, start=10)
    got = await hooked.receiver.until(lambda got: sum(one.find_id in others for one in got) == 15)
    versions = by_find(got)
    assert {id: versions[id] for id in others} == {id: [1, 2, 3] for id in others}
    assert {*versions[made["find_id"]]} == {1}
    bad.clear()
    await hooked.idle()
    assert [version for version in by_find(hooked.receiver.got)[made["find_id"]] if version > 1] == [2, 3]


async def test_what_fails_to_the_end_is_parked_and_shown_and_holds_the_events_behind_it(hooked: Hook) -> None:
    tablet = await hooked.operation.enrol()

    async def answer(got: Got) -> bytes:
        return reply(500, b"no such table")

    hooked.receiver.answer = answer
    (id,) = await some_finds(tablet, 1, edits=1)
    shown = await hooked.until(lambda shown: shown["deliveries"]["parked"] == 1)
    assert shown["deliveries"] == {"waiting": 0, "held": 1, "parked": 1}
    assert shown["failing_since"] is not None
    await tablet.push(edit(id, count=(13, 14)))
    await hooked.until(lambda shown: shown["deliveries"]["held"] == 2)
    (parked,) = await hooked.deliveries(state="parked")
    assert (parked["attempts"], parked["answer"], parked["find_id"]) == (4, "no such table", id)
    assert [one["error"] for one in parked["tries"]] == ["It was answered 500."] * 4
    assert [one["status"] for one in parked["tries"]] == [500] * 4
    assert len({one.text for one in hooked.receiver.got}) == 1  # nothing behind it was tried

    hooked.receiver.answer = fine
    shown = await hooked.ask("resume")
    assert shown["deliveries"] == {"waiting": 3, "held": 0, "parked": 0}
    await hooked.receiver.get(7)
    assert by_find(hooked.receiver.got[4:]) == {id: [1, 2, 3]}
    assert (await hooked.idle())["failing_since"] is None


async def test_staff_may_skip_what_is_parked_and_it_stays_on_the_list(hooked: Hook) -> None:
    tablet = await hooked.operation.enrol()

    async def answer(got: Got) -> bytes:
        return reply(500 if got.event["type"] == "find.created" else 200)

    hooked.receiver.answer = answer
    (id,) = await some_finds(tablet, 1, edits=1)
    await hooked.until(lambda shown: shown["deliveries"]["parked"] == 1)
    (parked,) = await hooked.deliveries(state="parked")
    (held,) = await hooked.deliveries(state="held")
    response = await hooked.operation.call("POST", f"{hooked.path}/skip", {"event_ids": [held["event_id"]]})
    assert refused(response, 422, "invalid_value")["errors"][0]["code"] == "not_parked"
    await hooked.ask("skip", event_ids=[parked["event_id"]])
    await hooked.until(lambda shown: shown["deliveries"] == {"waiting": 0, "held": 0, "parked": 0})
    assert [one["state"] for one in await hooked.deliveries()] == ["delivered", "skipped"]
    assert by_find(hooked.receiver.got[4:]) == {id: [2]}


async def test_a_receiver_that_is_down_is_asked_now_and_then_and_gets_everything_when_it_is_back(
    database_url: str,
) -> None:
    pace = Pace(retries_s=(0.3,) * 50, looks_every_s=0.02)
    async with in_process(database_url, pace, webhook_networks="127.0.0.0/8") as service:
        operation = await service.operation()
        receiver = Receiver()
        async with receiver.listening():
            down = await hook(operation, receiver)
        tablet = await operation.enrol()
        ids = await some_finds(tablet, 40, edits=1)
        shown = await down.until(lambda shown: shown["asked_again_at"] is not None)
        assert shown["failing_since"] is not None
        await asyncio.sleep(1)
        listed = await down.deliveries()
        tried = sum(len(one["tries"]) for one in listed)
        assert 5 <= tried < 30  # not each of them again and again
        error = next(one["tries"][0]["error"] for one in listed if one["tries"])
        assert error.startswith("There was no connection: ")
        async with receiver.listening():
            await receiver.get(80)
            assert by_find(receiver.got) == {id: [1, 2] for id in ids}
            shown = await down.idle()
            assert (shown["failing_since"], shown["asked_again_at"]) == (None, None)


async def test_while_too_much_waits_the_log_keeps_the_rest(persistent: Hook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outbox, "MOST_WAITING", 20)
    monkeypatch.setattr(outbox, "ENTRIES", 10)

    async def answer(got: Got) -> bytes:
        return reply(500 if got.seq % 2 else 200)

    persistent.receiver.answer = answer
    ids = await some_finds(await persistent.operation.enrol(), 60)
    shown = await persistent.until(lambda shown: shown["deliveries"]["waiting"] >= 20)
    assert shown["entries_behind"] >= 10
    persistent.receiver.answer = fine
    await persistent.receiver.until(lambda got: {*by_find(got)} == {*ids})
    assert (await persistent.idle())["deliveries"] == {"waiting": 0, "held": 0, "parked": 0}


async def test_410_gone_disables_a_webhook_until_staff_enable_it_and_then_nothing_is_missing(hooked: Hook) -> None:
    async def gone(got: Got) -> bytes:
        return reply(410)

    hooked.receiver.answer = gone
    tablet = await hooked.operation.enrol()
    first = await some_finds(tablet, 1)
    shown = await hooked.until(lambda shown: not shown["enabled"])
    assert shown["disabled_why"] == "The receiver answered 410 Gone: it wants nothing more."
    more = await some_finds(tablet, 3, start=10)
    await asyncio.sleep(0.2)
    assert len(hooked.receiver.got) == 1
    assert (await hooked.shown())["entries_behind"] == 3
    hooked.receiver.answer = fine
    assert (await hooked.change(enabled=True))["disabled_why"] is None
    await hooked.receiver.get(5)
    assert by_find(hooked.receiver.got[1:]) == {id: [1] for id in (*first, *more)}


async def test_a_receiver_that_asks_for_a_pause_gets_it_until_staff_say_go_on(hooked: Hook) -> None:
    async def busy(got: Got) -> bytes:
        return reply(429, retry_after="600")

    hooked.receiver.answer = busy
    ids = await some_finds(await hooked.operation.enrol(), 1)
    shown = await hooked.until(lambda shown: shown["asked_again_at"] is not None)
    pause = datetime.fromisoformat(shown["asked_again_at"]) - datetime.now(UTC)
    assert timedelta(seconds=500) < pause < timedelta(seconds=601)
    ids += await some_finds(await hooked.operation.enrol(name="other"), 3, start=10)
    await asyncio.sleep(0.2)
    assert len(hooked.receiver.got) == 1
    hooked.receiver.answer = fine
    await hooked.change(enabled=True)
    await hooked.receiver.get(5)
    assert by_find(hooked.receiver.got[1:]) == {id: [1] for id in ids}


async def test_a_webhook_that_staff_disable_is_sent_nothing_until_they_enable_it(hooked: Hook) -> None:
    assert (await hooked.change(enabled=False))["disabled_why"] == "Staff disabled it."
    await some_finds(await hooked.operation.enrol(), 2)
    await asyncio.sleep(0.2)
    assert hooked.receiver.got == []
    await hooked.change(enabled=True)
    await hooked.receiver.get(2)


async def test_two_servers_on_one_database_deliver_each_event_once(database_url: str) -> None:
    async with (
        Receiver().listening() as receiver,
        in_process(database_url, QUICK, webhook_networks="127.0.0.0/8") as one,
        in_process(database_url, QUICK, webhook_networks="127.0.0.0/8"),
    ):
        operation = await one.operation()
        twice = await hook(operation, receiver)
        tablet = await operation.enrol()
        for start in range(0, 60, 10):
            await some_finds(tablet, 10, start=start)
            await asyncio.sleep(0.05)
        await receiver.get(60)
        await twice.idle()
        assert len(receiver.got) == 60
