"""What webhooks are told: each event as of its log entry, the same whenever it is made, in the order of the log."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
import pytest

from models.signing import SigningKey
from models.webhook import EVENTS, listens
from sync.database.database import Database
from sync.events.webhook_events import Event, events_for
from sync.exchange.committer import Committer
from sync.exchange.keys import entering
from sync.exchange.restoring import restoring
from sync.log.epochs import epoch_at
from tests.events.test_events import a_day, so_far
from tests.seasons import begun, first_epoch
from tests.service import Json, Operation, answered, create, delete, edit, new_id, place, restore

PAGE = Path(__file__).parents[2] / "docs" / "webhooks.md"


async def told(operation: Operation, seq: int = 0, events: tuple[str, ...] = ("*",), limit: int = 1000) -> list[Event]:
    """What a webhook that listens to these is told of the log after an entry."""
    async with Database(operation.service.database_url) as database:
        return await database.read(events_for, operation.name, [*events], seq, limit)


def data(event: Event) -> Json:
    body: Json = orjson.loads(event.body)
    assert (body["type"], body["id"]) == (event.type, event.id)
    assert body["data"]["seq"] == event.seq
    return dict(body["data"])


DAY = """
find.created
find.created, duplicate.opened
find.edited
find.edited, conflict.opened
find.edited, conflict.resolved
find.edited
find.edited, conflict.opened
find.edited, conflict.settled
quarantine.refused
quarantine.dismissed
find.edited, duplicate.gone
find.edited, duplicate.opened
find.edited, duplicate.decided
find.edited, duplicate.opened, duplicate.undone
find.edited, duplicate.decided
rule.changed
rule.changed
rule.changed
edition.published
""".strip().splitlines()
"""What each log entry of the day in tests/events/test_events.py tells."""


async def test_everything_that_happens_is_told_in_the_order_of_the_log(operation: Operation) -> None:
    await a_day(operation)
    by_entry: dict[int, list[str]] = {}
    everything = await told(operation)
    assert len({event.id for event in everything}) == len(everything)
    for event in everything:
        by_entry.setdefault(event.seq, []).append(event.type)
    assert [(seq, ", ".join(types)) for seq, types in by_entry.items()] == list(enumerate(DAY, 1))
    for events in (("find.*",), ("conflict.opened", "edition.published"), ("duplicate.*", "find.deleted")):
        wanted = [event for event in everything if listens([*events], event.type)]
        assert await told(operation, events=events) == wanted


async def rarer_things(operation: Operation) -> None:
    """The events that the day of test_events.py does not have."""
    tablet, other = await operation.enrol("Team 1", "three"), await operation.enrol("Team 2", "four")
    made = create(position=place(50))
    id = made["find_id"]
    await tablet.push(edit(id, count=(12, 13)))  # waits for its find
    await tablet.push(made)
    await tablet.push(edit(id, note=(None, "wet")))
    await other.push(edit(id, note=(None, "dry")))
    await tablet.push(delete(id, count=13, position=place(50), note=(await operation.find(id))["note"]))
    await tablet.push(restore(id))
    one, two = create(position=place(60)), create(position=place(60))
    await tablet.push(one)
    await other.push(two)
    (pair,) = [pair for pair in await operation.items("/v1/duplicates") if one["find_id"] in pair["find_ids"]]
    asked = {"id": new_id(), "decision": "same", "survivor": one["find_id"]}
    answered(await operation.call("POST", f"/v1/duplicates/{pair['id']}/decision", asked))
    await tablet.push(delete(one["find_id"], position=place(60)))  # the other one lives again
    await other.push(exchange={"id": new_id(), "after": None})
    await other.push(exchange={"id": new_id(), "after": new_id()})  # of a tablet that has the same token
    now = datetime.now(UTC)
    async with Database(operation.service.database_url) as database:
        committer = Committer(database)
        await committer.run(operation.name, restoring(epoch_at(now, bytes(10)), "Operator", "burnt", now))
        await committer.run(operation.name, entering(SigningKey(bytes(32)).public, now))
    closing = {"id": new_id(), "reason": "all are back"}
    answered(await operation.call("POST", "/v1/recovery/close", closing))


async def test_the_events_of_what_comes_back_after_a_restore_say_where_it_stood(operation: Operation) -> None:
    """A receiver that had the events of the lost history knows these for the same; new work has no such place."""
    season = await begun(operation)
    find = create()
    await season.say(0, find)
    lost = await season.say(1, edit(find["find_id"], count=(12, 14)))
    await season.lose(1)
    await season.come_back([0])
    await season.tablets[0][1].push(edit(find["find_id"], lot=(None, "A")))
    places = [data(event).get("place") for event in await told(season.healed)]
    (epoch,) = await first_epoch(season.healed)
    assert places == [None, None, {"epoch": epoch, "seq": lost["seq"]}, None]
    assert [event.data.get("place") for event in await so_far(season.healed)] == places


async def test_every_event_of_the_table_comes(operation: Operation) -> None:
    await a_day(operation)
    before = await operation.log_seq()
    await rarer_things(operation)
    rare = [event.type for event in await told(operation, before)]
    assert rare == [
        "quarantine.refused", "find.created", "find.edited", "quarantine.released", "find.edited", "find.merged",
        "find.deleted", "find.restored", "find.created", "find.created", "duplicate.opened", "find.edited",
        "duplicate.decided", "find.deleted", "find.restored", "duplicate.undone", "device.forked",
        "history.restored", "key.began", "recovery.closed",
    ]  # fmt: skip
    restored = (await told(operation))[-3]
    assert restored.seq == data(restored)["history"]["seq"] == 1_000_000
    assert data(restored)["history"]["epoch"] == data(restored)["epoch"]
    forked = data((await told(operation))[-4])["device"]
    (device,) = [one for one in await operation.items("/v1/devices") if one["state"] == "forked"]
    assert {name: forked[name] for name in ("id", "name", "team", "fork")} == {
        "id": device["id"], "name": "four", "team": "Team 2", "fork": 1,
    }  # fmt: skip
    assert {event.type for event in await told(operation)} == {*EVENTS}


async def test_a_find_is_told_as_it_was_served_right_after_the_entry(operation: Operation) -> None:
    """Word for word: whatever has happened to it, to its conflicts and to the rules since."""
    served: dict[tuple[str, int], Json] = {}
    push = type(await operation.enrol("Team 1", "any")).push

    async def watched(self: Any, *mutations: Json, **body: Any) -> list[Json]:
        results = await push(self, *mutations, **body)
        for result in results:
            if result["version"]:
                find = await operation.find(result["find_id"])
                served[find["id"], find["seq"]] = find
        return results

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tests.service.Device.push", watched)
        await a_day(operation)
        await draw(operation, "district", 46.0, 39.0, 47.0, 40.0)
        await rarer_things(operation)
    await draw(operation, "operation", 10.0, 10.0, 11.0, 11.0)  # every find is derived otherwise now
    assert len(served) > 15
    events = {(event.order_key, event.seq): data(event) for event in await told(operation, 0, ("find.*",))}
    for key, find in served.items():
        assert events[key]["find"] == find
    assert {find["district_computed"] for find in served.values()} == {None, "Lachin"}


async def draw(operation: Operation, kind: str, west: float, south: float, east: float, north: float) -> None:
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    area = {"kind": kind, "name": "Lachin", "geometry": {"type": "Polygon", "coordinates": [ring]}}
    answered(await operation.call("POST", "/v1/areas", area), 201)


async def test_an_event_is_the_same_to_the_byte_whenever_it_is_made(operation: Operation) -> None:
    tablet = await a_day(operation)
    early = await told(operation)
    one_by_one = [event for seq in range(await operation.log_seq()) for event in await told(operation, seq, limit=1)]
    assert one_by_one == early
    # Now everything that it was about changes: finds, conflicts, pairs, quarantine, rules, editions.
    for find in (await operation.finds()).values():
        await tablet.push(edit(find["id"], position=(find["position"], place(500)), count=(find["count"], 99)))
        await tablet.push(delete(find["id"]))
    await rarer_things(operation)
    asked = {"id": new_id(), "week": "2022-W33", "anyway": "the tablets are not back"}
    answered(await operation.call("POST", "/v1/editions", asked), 201)
    await draw(operation, "operation", 10.0, 10.0, 11.0, 11.0)  # every find is derived otherwise now
    assert (await told(operation))[: len(early)] == early


async def test_events_say_what_they_are_about(operation: Operation) -> None:
    await a_day(operation)
    first = {event.type: data(event) for event in reversed(await told(operation))}
    conflict = (await operation.items("/v1/conflicts", state="resolved"))[0]
    about = {"id": conflict["id"], "find_id": conflict["find_id"], "field": "count"}
    assert first["conflict.opened"]["conflict"] == {**about, "why": None}
    assert first["conflict.opened"]["find"]["count"] == 14
    assert first["conflict.opened"]["mutation"]["set"] == {"count": 16}
    assert first["conflict.resolved"]["conflict"] == {**about, "why": "resolved"}
    assert first["conflict.resolved"]["find"]["count"] == 16
    pair = first["duplicate.opened"]["duplicate"]
    assert (pair["distance_m"], pair["days"], pair["decision"]) == (0.0, 0, None)
    assert [find["id"] for find in first["duplicate.opened"]["finds"]] == pair["find_ids"]
    assert first["duplicate.gone"]["duplicate"]["why"] == "re-typed"
    assert first["duplicate.decided"]["duplicate"]["decision"]["decision"] == "distinct"
    (refusal,) = await operation.items("/v1/quarantine")
    refused = first["quarantine.refused"]
    assert refused["quarantine"] == {"id": refusal["id"], "find_id": refusal["find_id"], "problem": refusal["problem"]}
    assert refused["mutation"] == refusal["mutation"]
    assert first["quarantine.dismissed"]["quarantine"]["reason"] == "typed twice"
    edition = await operation.get("/v1/editions/1")
    published = first["edition.published"]["edition"]
    assert {name: published[name] for name in ("number", "revision", "sha256", "total")} == {
        "number": 1, "revision": 1, "sha256": edition["sha256"], "total": edition["report"]["total"],
    }  # fmt: skip
    assert first["rule.changed"]["kind"] == "alias"
    history = await operation.history(conflict["find_id"])
    assert first["find.created"]["hash"] == history[0]["hash"]


async def test_a_mutation_that_is_very_long_is_left_out(operation: Operation) -> None:
    tablet = await operation.enrol()
    await tablet.push({"op": "create", "nonsense": "x" * 100_000}, {"op": "create", "nonsense": "x" * 1000})
    long, short = [data(event) for event in await told(operation)]
    assert long["mutation"] is None
    assert short["mutation"]["nonsense"] == "x" * 1000


def test_the_page_of_webhooks_lists_each_event() -> None:
    listed = re.findall(r"^\| `(\w+\.\w+)` \| (.*?) \|", PAGE.read_text("utf-8"), re.MULTILINE)
    assert listed == [*EVENTS.items()]
