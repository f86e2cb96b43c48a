"""Webhooks as administrators keep them: made, replayed, moved, given new secrets, tested, taken away."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from models.chance import draw
from models.webhook import signing_secret
from sync.database.database import Database
from sync.events import outbox
from tests.hooks import PERSISTENT, QUICK, Hook, by_find, hook, hooking, some_finds
from tests.receiver import Got, Receiver, reply, verified
from tests.service import answered, edit, refused


@pytest.fixture
async def hooked(database_url: str) -> AsyncIterator[Hook]:
    async with hooking(database_url, QUICK) as hooked:
        yield hooked


@pytest.fixture
async def persistent(database_url: str) -> AsyncIterator[Hook]:
    """One that does not give up while a test runs."""
    async with hooking(database_url, PERSISTENT) as hooked:
        yield hooked


async def test_a_replay_tells_everything_from_an_entry_on_again_with_the_same_ids_and_bytes(hooked: Hook) -> None:
    tablet = await hooked.operation.enrol()
    ids = await some_finds(tablet, 4, edits=2)
    first = {one.seq: one for one in await hooked.receiver.get(12)}
    await hooked.idle()
    hooked.receiver.got.clear()
    await tablet.push(edit(ids[0], count=(14, 20)))  # what comes meanwhile comes once, behind
    await hooked.receiver.get(1)
    await hooked.idle()
    # Of the last deliveries nothing is known any more: they are made from the log again.
    await hooked.operation.service.sql("DELETE FROM webhook_delivery WHERE seq > 9")
    hooked.receiver.got.clear()
    assert (await hooked.ask("replay", from_seq=6))["told_through_seq"] == 5
    await hooked.receiver.get(8)
    await hooked.idle()
    again = hooked.receiver.got
    assert sorted(one.seq for one in again) == [*range(6, 14)]
    assert {one.seq: (one.id, one.text) for one in again if one.seq < 13} == {
        seq: (one.id, one.text) for seq, one in first.items() if seq > 5
    }
    versions = by_find(again)
    assert all(seen == sorted(seen) for seen in versions.values())
    assert versions[ids[0]][-1] == 4


@pytest.mark.parametrize(("from_seq", "code"), [(0, "too_small"), (99, "too_large")])
async def test_a_replay_from_where_nothing_is_is_refused(hooked: Hook, from_seq: int, code: str) -> None:
    await some_finds(await hooked.operation.enrol(), 1)
    response = await hooked.operation.call("POST", f"{hooked.path}/replay", {"from_seq": from_seq})
    assert refused(response, 422, "invalid_value")["errors"][0]["code"] == code


async def test_a_new_webhook_is_told_from_where_it_asks_on(hooked: Hook) -> None:
    operation, receiver = hooked.operation, hooked.receiver
    await some_finds(await operation.enrol(), 5)
    await receiver.get(5)
    async with Receiver().listening() as other, Receiver().listening() as late:
        await hook(operation, late)
        await hook(operation, other, from_seq=3, events=["find.created"])
        await other.get(3)
        assert sorted(one.seq for one in other.got) == [3, 4, 5]
        assert late.got == []
    response = await operation.call("POST", "/v1/webhooks", {"url": receiver.url, "from_seq": 99})
    assert refused(response, 422, "invalid_value")["errors"][0]["field"] == "from_seq"


async def test_a_new_address_gets_what_waits_for_the_old_one(persistent: Hook) -> None:
    hooked = persistent

    async def answer(got: Got) -> bytes:
        return reply(404)

    hooked.receiver.answer = answer
    ids = await some_finds(await hooked.operation.enrol(), 3)
    await hooked.receiver.get(3)
    async with Receiver().listening() as other:
        await hooked.change(url=other.url)
        await other.get(3)
        assert by_find(other.got) == {id: [1] for id in ids}


async def test_after_a_rotation_both_secrets_verify_and_after_a_day_only_the_new_one(hooked: Hook) -> None:
    tablet = await hooked.operation.enrol()
    rotated = await hooked.ask("secret")
    await some_finds(tablet, 1)
    (got,) = await hooked.receiver.get(1)
    assert verified(got, rotated["secret"]) == verified(got, hooked.secret)
    assert "secret" not in await hooked.shown()
    until = datetime.fromisoformat(rotated["old_secret_until"])
    assert timedelta(hours=23) < until - datetime.now(UTC) < timedelta(hours=25)
    await hooked.operation.service.sql("UPDATE webhook SET old_secret_until = '2020-01-01T00:00:00.000000Z'")
    await some_finds(tablet, 1, start=5)
    got = (await hooked.receiver.get(2))[1]
    verified(got, rotated["secret"])
    for other in (hooked.secret, signing_secret(draw().bits("other"))):
        with pytest.raises(Exception, match="No matching signature"):
            verified(got, other)


async def test_a_test_event_is_sent_at_once_and_its_answer_shown(hooked: Hook) -> None:
    came = await hooked.ask("test")
    assert (came["delivered"], came["status"], came["error"]) == (True, 204, None)
    (got,) = hooked.receiver.got
    event = verified(got, hooked.secret)
    assert (event["type"], event["data"]["webhook_id"]) == ("webhook.test", hooked.id)

    async def answer(got: Got) -> bytes:
        return reply(302, b"moved", location="https://elsewhere.example/")

    hooked.receiver.answer = answer
    came = await hooked.ask("test")
    assert (came["delivered"], came["status"], came["answer"]) == (False, 302, "moved")
    assert "https://elsewhere.example/" in came["error"]
    assert await hooked.deliveries() == []


async def test_a_webhook_that_is_taken_away_is_sent_nothing_more(hooked: Hook) -> None:
    answered(await hooked.operation.call("DELETE", hooked.path), 204)
    await some_finds(await hooked.operation.enrol(), 2)
    await asyncio.sleep(0.2)
    assert hooked.receiver.got == []
    refused(await hooked.operation.call("GET", hooked.path), 404, "not_found")
    assert await hooked.operation.service.sql("SELECT * FROM webhook_delivery") == []


async def test_an_address_that_is_closed_or_no_address_is_refused_with_the_field(hooked: Hook) -> None:
    for url in ("http://10.0.0.1/", "ftp://example.org/", "https://me:secret@example.org/"):
        for response in (
            await hooked.operation.call("POST", "/v1/webhooks", {"url": url}),
            await hooked.operation.call("PATCH", hooked.path, {"url": url}),
        ):
            error = refused(response, 422, "invalid_value")["errors"][0]
            assert (error["field"], error["code"]) == ("url", "url_refused")
    response = await hooked.operation.call("POST", "/v1/webhooks", {"url": "https://example.org", "events": ["finds"]})
    error = refused(response, 422, "invalid_value")["errors"][0]
    assert (error["field"], error["code"]) == ("events.0", "unknown_event")
    assert "find.created" in error["remedy"]


async def test_what_was_delivered_long_ago_is_forgotten_and_what_waits_is_not(hooked: Hook) -> None:
    await some_finds(await hooked.operation.enrol(), 3)
    await hooked.receiver.get(3)
    await hooked.idle()
    await hooked.change(enabled=False)
    await hooked.operation.service.sql("UPDATE webhook_delivery SET state = 'waiting' WHERE seq = 2")
    later = datetime.now(UTC) + outbox.KEPT
    async with Database(hooked.operation.service.database_url) as database:
        assert await database.write_transaction(outbox.forget_done, later - timedelta(days=1)) == 0
        assert await database.write_transaction(outbox.forget_done, later) == 2
    assert [one["seq"] for one in await hooked.deliveries()] == [2]


async def test_what_is_counted_for_operators(hooked: Hook) -> None:
    await some_finds(await hooked.operation.enrol(), 2)
    await hooked.receiver.get(2)
    await hooked.idle()
    metrics = (await hooked.operation.service.client.get("/metrics")).text
    assert 'minetally_webhook_attempts_total{outcome="delivered"}' in metrics
    assert 'minetally_webhook_deliveries{state="parked"}' in metrics
