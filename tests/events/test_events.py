"""The stream of what happens: each thing once, in the order of the log; who was away goes on where they were."""

from __future__ import annotations

import asyncio
import signal
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, NamedTuple

import httpx
import orjson
import pytest

from api.routes import events as route
from sync.database.database import Database
from sync.events.stream import events_after
from sync.events.webhook_events import events_for
from tests.service import Device, Json, Operation, ServerProcess, answered, create, edit, new_id, place, refused

PATIENCE_S = 10.0
"""An event that has not come after so long is not coming."""


class Event(NamedTuple):
    """One event as a client reads it."""

    kind: str
    data: Json
    id: int | None


def event_of(lines: list[str]) -> Event:
    fields = dict(line.split(": ", 1) for line in lines)
    assert set(fields) <= {"event", "data", "id"}
    return Event(fields["event"], orjson.loads(fields["data"]), int(fields["id"]) if "id" in fields else None)


def events_of(text: str) -> list[Event]:
    """The events of a stream that has ended."""
    blocks = [block.splitlines() for block in text.replace("\r\n", "\n").split("\n\n") if block]
    return [event_of(block) for block in blocks if not block[0].startswith(":")]


async def so_far(operation: Operation, last: int | None = None, **query: int) -> list[Event]:
    """What has happened by now, from the start or from after an event."""
    headers = {} if last is None else {"Last-Event-ID": str(last)}
    response = await operation.call("GET", "/v1/events", headers=headers, **{"seconds": 0, "after": 0, **query})
    assert (response.status_code, response.headers["content-type"]) == (200, "text/event-stream; charset=utf-8")
    return events_of(response.text)


# A day in which everything happens


async def decide(operation: Operation, decision: str, state: str = "open", **body: Any) -> None:
    (pair,) = await operation.items("/v1/duplicates", state=state)
    asked = {"id": new_id(), "decision": decision, **body}
    answered(await operation.call("POST", f"/v1/duplicates/{pair['id']}/decision", asked))


async def a_day(operation: Operation) -> Device:
    """Everything that can happen, each a log entry of its own. Gives the tablet that made the first."""
    one, other = await operation.enrol("Team 1", "one"), await operation.enrol("Team 2", "other")
    first, second = create(), create(count=7)
    id, twin = first["find_id"], second["find_id"]
    await one.push(first)
    await other.push(second)  # 2: perhaps the same
    await one.push(edit(id, count=(12, 14)))
    await other.push(edit(id, count=(12, 16)))  # 4: in conflict
    (conflict,) = await operation.items("/v1/conflicts")
    answered(await operation.resolve(conflict["id"], 16))
    await one.push(edit(id, lot=(None, "A")))  # 6
    await other.push(edit(id, lot=(None, "B")))
    await other.push(edit(id, lot=("A", "B")))  # 8: saw the other, so that nothing is open
    await one.push(create(count=0))
    (refusal,) = await operation.items("/v1/quarantine")
    answered(await operation.dismiss(refusal["id"]))  # 10
    await other.push(edit(twin, marking=("3-001M", "PMN")))
    await other.push(edit(twin, marking=("PMN", "3-001M")))  # 12
    await decide(operation, "distinct")
    await decide(operation, "undo", state="distinct")  # 14
    await decide(operation, "same", survivor=id)
    alias = {"id": new_id(), "marking": "Э-001М", "reason": "read from the photo"}
    answered(await operation.call("POST", "/v1/types/3001M/aliases", alias))  # 16
    roster = {"id": new_id(), "days": ["2022-08-15"], "teams": ["Team 1"]}
    answered(await operation.call("PUT", "/v1/roster", roster))
    answered(await operation.call("PUT", "/v1/settings", {"id": new_id(), "settings": {}}))  # 18
    asked = {"id": new_id(), "week": "2022-W33"}
    answered(await operation.call("POST", "/v1/editions", asked), 201)
    answered(await operation.call("POST", "/v1/editions", asked), 201)  # again, the first answer: no entry
    return one


DAY = """
find create
find create, duplicate open
find edit
find edit, conflict open
find resolve, conflict resolved
find edit
find edit, conflict open
find edit, conflict accepted
quarantine rejected
quarantine dismiss
find edit, duplicate gone
find edit, duplicate open
find distinct, duplicate distinct
find undo, duplicate open
find same, duplicate same
rule alias
rule roster
rule settings
edition edition
""".strip().splitlines()
"""What each log entry of the day tells: the event, and what was done or what became of it."""


async def test_everything_that_happens_is_told_once_in_the_order_of_the_log(operation: Operation) -> None:
    await a_day(operation)
    told: dict[int, list[str]] = {}
    events = await so_far(operation)
    for event in events:
        what = event.data.get("became") or event.data["kind"]
        told.setdefault(event.data["seq"], []).append(f"{event.kind} {what}")
    assert [(seq, ", ".join(said)) for seq, said in told.items()] == list(enumerate(DAY, 1))
    ids = [id for seq, said in told.items() for id in (*[None] * (len(said) - 1), seq)]
    assert [event.id for event in events] == ids  # only the last event of an entry has its number


async def test_an_event_says_what_it_is_about_and_who_did_it(operation: Operation) -> None:
    tablet = await a_day(operation)
    events = await so_far(operation)
    (conflict,) = await operation.items("/v1/conflicts", state="resolved")
    (pair,) = await operation.items("/v1/duplicates", state="same")
    edition = await operation.get("/v1/editions/1")
    about_find = {"find_id": conflict["find_id"], "marking": "3-001M", "category": "ap_mine"}
    about_conflict = {"id": conflict["id"], "find_id": conflict["find_id"], "field": "count"}
    for n, said in (
        (0, {**about_find, "device_id": tablet.id, "team": "Team 1", "person": None, "version": 1, "count": 12}),
        (5, {**about_conflict, "became": "open"}),
        (6, {**about_find, "person": "administrator", "device_id": None, "count": 16, "outcome": "applied"}),
        (7, {**about_conflict, "became": "resolved"}),
        (24, {"id": pair["id"], "find_ids": pair["find_ids"], "became": "same"}),
        (28, {"number": 1, "revision": 1, "from": "2022-08-15", "to": "2022-08-21", "sha256": edition["sha256"]}),
    ):
        assert {name: events[n].data[name] for name in said} == said


async def test_whoever_was_cut_off_anywhere_loses_nothing_and_gets_at_most_one_entry_again(
    operation: Operation,
) -> None:
    await a_day(operation)
    whole = await so_far(operation)
    for cut in range(len(whole) + 1):
        seen = whole[:cut]
        last = max((one.id for one in seen if one.id), default=0)
        rest = await so_far(operation, last)
        assert rest == [one for one in whole if one.data["seq"] > last]
        again = [one for one in seen if one in rest]
        assert [one for one in seen if one not in rest] + rest == whole
        assert {one.data["seq"] for one in again} <= {last + 1}
    assert await so_far(operation, after=18) == await so_far(operation, 18, after=3) == whole[-1:]
    assert await so_far(operation, 19) == []
    for headers, asked in (({"Last-Event-ID": "20"}, {}), ({}, {"after": 20})):  # the server went back
        response = await operation.call("GET", "/v1/events", headers=headers, seconds=0, **asked)
        assert refused(response, 409, "resync_required")["epoch"]


async def test_more_entries_than_are_read_at_a_time_come_whole(operation: Operation) -> None:
    tablet = await operation.enrol()
    await tablet.push(*(create(count=n, position=place(n)) for n in range(1, 1000)))
    await tablet.push(*(create(count=n, position=place(n)) for n in range(1000, 1010)))
    events = await so_far(operation)
    assert [(one.id, one.data["count"]) for one in events] == [(n, n) for n in range(1, 1010)]


async def test_what_happens_in_another_operation_is_not_told(operation: Operation) -> None:
    other = await operation.service.operation("kalbajar-2022")
    await (await other.enrol()).push(create())
    assert (await so_far(operation), len(await so_far(other))) == ([], 1)


async def test_without_a_place_to_go_on_from_only_what_comes_is_told(operation: Operation) -> None:
    tablet = await operation.enrol()
    await tablet.push(create())
    waiting = asyncio.create_task(operation.call("GET", "/v1/events", seconds=1))
    await asyncio.sleep(0.5)
    await tablet.push(create(position=place(1)))
    assert [one.id for one in events_of((await waiting).text)] == [2]


async def test_an_id_that_is_no_log_entry_is_refused(operation: Operation) -> None:
    for last in ("abc", "-1", "1.5", "1 2", "", "9" * 16):
        response = await operation.call("GET", "/v1/events", headers={"Last-Event-ID": last}, seconds=0)
        problem = refused(response, 400, "invalid_request")
        assert [error["field"] for error in problem["errors"]] == ["Last-Event-ID"], last
    refused(await operation.call("GET", "/v1/events", after="x"), 400, "invalid_request")


async def test_a_number_that_cannot_be_is_refused(operation: Operation) -> None:
    await (await operation.enrol()).push(create())
    for asked in ({"after": -1}, {"seconds": -1}, {"after": -(10**20)}, {"seconds": 10**400}):
        response = await operation.call("GET", "/v1/events", headers={}, **{"seconds": 0, **asked})
        refused(response, 400, "invalid_request")


async def test_the_stream_is_not_compressed(operation: Operation) -> None:
    await (await operation.enrol()).push(*(create(position=place(n)) for n in range(20)))
    for path, coding in (("/v1/events", None), ("/v1/finds", "gzip")):
        query = {"after": 0, "seconds": 0} if path == "/v1/events" else {}
        response = await operation.call("GET", path, None, headers={"Accept-Encoding": "gzip"}, **query)
        assert len(response.content) > 1024
        assert response.headers.get("content-encoding") == coding


async def test_a_silent_stream_says_that_it_lives_which_is_no_event(
    operation: Operation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(route, "LOOKS_EVERY_S", 0.05)
    monkeypatch.setattr(route, "SAYS_SOMETHING_EVERY_S", 0.2)
    response = await operation.call("GET", "/v1/events", seconds=1)
    blocks = response.text.replace("\r\n", "\n").split("\n\n")[:-1]
    assert 2 <= len(blocks) <= 6
    assert {*blocks} == {": here"}


# Over real sockets


@asynccontextmanager
async def following(operation: Operation) -> AsyncIterator[AsyncIterator[list[str]]]:
    """What a client reads that waits for what comes: blocks of lines, also those that only say that it lives."""

    async def blocks(response: httpx.Response) -> AsyncIterator[list[str]]:
        lines: list[str] = []
        async for line in response.aiter_lines():
            if line:
                lines.append(line)
            elif lines:
                yield lines
                lines = []

    headers = {"Authorization": f"Bearer {operation.token}"}
    async with operation.service.client.stream("GET", "/v1/events", headers=headers) as response:
        assert response.status_code == 200
        yield blocks(response)


async def read(blocks: AsyncIterator[list[str]]) -> list[str]:
    return await asyncio.wait_for(anext(blocks), PATIENCE_S)


async def test_a_client_that_waits_hears_at_once_until_its_token_is_revoked_or_the_server_ends(
    database_url: str, tmp_path: Path
) -> None:
    server = ServerProcess(database_url, tmp_path / "log")
    async with server.running() as service:
        operation = await service.operation()
        watcher, tablet = await operation.staff("viewer", "watcher"), await operation.enrol()
        (token,) = [one["id"] for one in await operation.items("/v1/tokens") if one["person"] == "watcher"]
        async with following(watcher) as blocks, following(operation) as others:
            for stream in (blocks, others):
                assert (await read(stream))[0] == ": here"
            for n in (1, 2):
                before = time.monotonic()
                await tablet.push(create(count=n, position=place(n)))
                for stream in (blocks, others):
                    event = event_of(await read(stream))
                    assert (event.kind, event.id, event.data["count"]) == ("find", n, n)
                assert time.monotonic() - before < 5
            answered(await operation.call("DELETE", f"/v1/tokens/{token}"), 204)
            with pytest.raises(StopAsyncIteration):
                await read(blocks)

            process = server._process
            assert process
            process.send_signal(signal.SIGINT if database_url.startswith("sqlite") else signal.SIGTERM)
            await asyncio.to_thread(process.wait, PATIENCE_S)
            server._process = None  # nothing is left to be killed
            with pytest.raises((StopAsyncIteration, httpx.TransportError)):
                await read(others)


async def test_an_entry_that_cannot_be_told_is_named_and_those_after_it_are_told(operation: Operation) -> None:
    tablet = await operation.enrol()
    made = [create(position=place(n)) for n in range(3)]
    await tablet.push(*made)
    await operation.service.sql("UPDATE log SET mends = 'nothing' WHERE seq = 2")
    async with Database(operation.service.database_url) as database:
        events = await database.read(events_after, operation.name, 0)
        sent = await database.read(events_for, operation.name, ["*"], 0, 50)
    assert [(one["seq"], one["event"]) for one in events] == [(1, "find"), (2, "log"), (3, "find")]
    assert "minetally verify" in events[1]["data"]["detail"]
    assert [event.seq for event in sent] == [1, 3]


async def test_whatever_of_an_entry_is_broken_only_that_entry_is_not_told(operation: Operation) -> None:
    """Its decision, its find, its answer, what it dismissed: each by hand, one after the other."""
    tablet = await operation.enrol()
    made = [create(position=place(where)) for where in (0, 0, 20, 40)]
    await tablet.push(*made, create(count=-5))
    pairs = await operation.items("/v1/duplicates")
    decided = {"id": new_id(), "decision": "distinct"}
    answered(await operation.call("POST", f"/v1/duplicates/{pairs[0]['id']}/decision", decided))
    (kept,) = await operation.items("/v1/quarantine")
    answered(await operation.dismiss(kept["id"]))
    await tablet.push(create())
    whole = await told(operation)
    assert sorted({seq for seq, _ in whole}) == [*range(1, 9)]
    breaks = {
        3: "UPDATE log SET find = '[' WHERE seq = 3",
        5: "UPDATE log SET answer = '[' WHERE seq = 5",
        6: "UPDATE duplicate_pair SET decision = '[' WHERE closed_seq = 6",
        7: "UPDATE log SET content = '{}' WHERE seq = 7",
    }
    broken = set()
    for seq, statement in breaks.items():
        await operation.service.sql(statement)
        broken.add(seq)
        still = await told(operation)
        assert {event for event in whole if event[0] not in broken} <= set(still)
        assert seq not in {of for of, _ in still if seq != 3}  # of a find, what does not show it is told


async def told(operation: Operation) -> set[tuple[int, str]]:
    """What a webhook that listens to everything is sent, each with its log entry."""
    async with Database(operation.service.database_url) as database:
        stream = await database.read(events_after, operation.name, 0)
        sent = await database.read(events_for, operation.name, ["*"], 0, 50)
    assert {one["seq"] for one in stream} == {*range(1, 9)}
    return {(event.seq, event.type) for event in sent}
