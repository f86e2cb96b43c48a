"""The events of an operation as a stream. It is read from the log: a reader who was away continues where it stopped."""

from __future__ import annotations

from typing import TypedDict

import orjson
from sqlalchemy import Connection

from models.shapes import Json
from sync.events.happenings import Happening, happenings_after, not_told, place_told, unreadable
from sync.log.chain import Entry

MOST = 500
"""The most log entries at a time."""


class StreamEvent(TypedDict):
    """One event of a log entry."""

    seq: int
    event: str
    """find, conflict, duplicate, quarantine, rule, edition, device; or log for an entry that cannot be read."""
    last: bool
    """Whether it is the last event of its log entry."""
    data: Json
    """What is sent: `seq`, `place` of what a lost history had answered, and the members of its kind of event."""


def events_after(connection: Connection, operation: str, seq: int, limit: int = MOST) -> list[StreamEvent]:
    """The events of the next log entries, in order."""
    events: list[StreamEvent] = []
    for of_entry in happenings_after(connection, operation, seq, limit):
        # The find event of the entry says that a decision was taken back.
        told = [one for one in of_entry if (one.about, one.became) != ("duplicate", "undone")]
        for n, one in enumerate(told, 1):
            try:
                event, shown = one.about, _shown(one)
            except Exception:
                unreadable(one.entry)
                event, shown = "log", _shown(not_told(one.entry))
            seq = one.entry.seq
            events.append(
                {
                    "seq": seq,
                    "event": event,
                    "last": n == len(told),
                    "data": {"seq": seq, **place_told(one.entry), **shown},
                }
            )
    return events


def _shown(one: Happening) -> Json:
    entry = one.entry
    if one.about == "log":
        return {"detail": "This log entry cannot be shown. Ask the operator to run minetally verify."}
    if one.about == "conflict":
        return {"id": one.subject, "find_id": entry.find_id, "field": one.field, "became": one.became}
    if one.pair:
        ends, metres = [*one.pair.ends], one.pair.distance_m
        return {"id": one.subject, "find_ids": ends, "became": one.became, "distance_m": metres}
    if one.became == "released":
        return {"find_id": entry.find_id, "mutation_id": entry.mends, "detail": "released"}
    return {**_said(entry), **_of_entry(one)}


def _said(entry: Entry) -> Json:
    return {
        "kind": entry.kind,
        "device_id": entry.device_id,
        "team": entry.team,
        "person": entry.person,
        "received_at": entry.received_at,
    }


def _of_entry(one: Happening) -> Json:
    entry, answer = one.entry, orjson.loads(one.entry.answer)
    if one.about == "edition":
        content = orjson.loads(entry.content)
        return {**answer["edition"], "from": content["from"], "to": content["to"]}
    if one.about == "device":
        device, detail = orjson.loads(entry.content)["device"], "Another tablet uses the token of this device."
        return {"id": one.subject, "device": device, "fork": entry.fork, "became": one.became, "detail": detail}
    if one.became == "refused":
        return {"find_id": entry.find_id, "mutation_id": entry.mutation_id, "detail": answer["problem"]["detail"]}
    if one.became == "dismissed":
        return {"find_id": None, "detail": "dismissed"}
    if one.about == "history":
        content = orjson.loads(entry.content)
        return {"epoch": content["id"], "from_seq": content["from_seq"]}
    if one.about == "key":
        return {"key": orjson.loads(entry.content)["key"]}
    if one.about == "recovery":
        return {"reason": orjson.loads(entry.content)["reason"], "left": answer["left"]}
    if one.about == "rule":
        return {"finds": answer.get("effect", {}).get("finds", 0)}
    assert entry.find is not None  # an accepted mutation has the find after it
    find = orjson.loads(entry.find)
    shown = {name: find.get(name) for name in ("marking", "category", "count", "found_on", "district")}
    return {"find_id": entry.find_id, "version": entry.version, "outcome": answer["outcome"], **shown}
