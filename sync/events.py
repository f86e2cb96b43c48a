"""What happens in an operation, as a stream: read from the log, so that whoever was away goes on where they were."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import orjson
from sqlalchemy import Connection, and_, select

from sync.conflicts import CONFLICT
from sync.duplicates import PAIR, STATES
from sync.log import LOG
from sync.rules import KINDS

MOST = 500
"""So many log entries at a time."""


def events_after(connection: Connection, operation: str, seq: int, limit: int = MOST) -> list[dict[str, Any]]:
    """What the next log entries brought, in their order: `seq`, `event` and `data` of each thing that happened.

    event is find, conflict, duplicate, quarantine, rule or edition; the last one of a log entry has `last` true.
    """
    entries = connection.execute(
        select(LOG).where(and_(LOG.c.operation == operation, LOG.c.seq > seq)).order_by(LOG.c.seq).limit(limit)
    ).all()
    if not entries:
        return []
    first, last = entries[0].seq, entries[-1].seq
    beside = defaultdict(list)
    for at, event in (
        *_conflicts(connection, operation, first, last),
        *_pairs(connection, operation, first, last),
    ):
        beside[at].append(event)
    events = []
    for entry in entries:
        of_entry = [_of_entry(entry), *beside[entry.seq]]
        closed = orjson.loads(entry.closed) if entry.closed else []
        if entry.mends:
            of_entry.append(
                ("quarantine", {"find_id": entry.find_id, "mutation_id": entry.mends, "detail": "released"})
            )
        of_entry += [
            ("conflict", {"id": one["id"], "find_id": entry.find_id, "field": one["field"], "became": one["why"]})
            for one in closed
        ]
        events += [
            {"seq": entry.seq, "event": event, "data": {"seq": entry.seq, **data}, "last": n == len(of_entry)}
            for n, (event, data) in enumerate(of_entry, 1)
        ]
    return events


Event = tuple[str, dict[str, Any]]


def _of_entry(entry: Any) -> Event:
    said = {
        "kind": entry.kind,
        "device_id": entry.device_id,
        "team": entry.team,
        "person": entry.person,
        "received_at": entry.received_at,
    }
    answer = orjson.loads(entry.answer)
    if entry.kind == "edition":
        content = orjson.loads(entry.content)
        return "edition", {**said, **answer["edition"], "from": content["from"], "to": content["to"]}
    if entry.kind == "rejected":
        return "quarantine", {
            **said,
            "find_id": entry.find_id,
            "mutation_id": entry.mutation_id,
            "detail": answer["problem"]["detail"],
        }
    if entry.kind == "dismiss":
        return "quarantine", {**said, "find_id": None, "detail": "dismissed"}
    if entry.kind in KINDS:
        return "rule", {**said, "finds": answer.get("effect", {}).get("finds", 0)}
    find = orjson.loads(entry.find)
    shown = {name: find.get(name) for name in ("marking", "category", "count", "found_on", "district")}
    return "find", {**said, "find_id": entry.find_id, "version": entry.version, "outcome": answer["outcome"], **shown}


def _conflicts(connection: Connection, operation: str, first: int, last: int) -> list[tuple[int, Event]]:
    """The conflicts that these entries opened."""
    wanted = and_(
        CONFLICT.c.operation == operation,
        CONFLICT.c.state.in_(("open", "resolved", "settled")),
        CONFLICT.c.opened_seq.between(first, last),
    )
    columns = (CONFLICT.c.opened_seq, CONFLICT.c.id, CONFLICT.c.find_id, CONFLICT.c.field)
    rows = connection.execute(select(*columns).where(wanted).order_by(CONFLICT.c.opened_seq, CONFLICT.c.id))
    return [
        (seq, ("conflict", {"id": id, "find_id": find_id, "field": field, "became": "open"}))
        for seq, id, find_id, field in rows
    ]


def _pairs(connection: Connection, operation: str, first: int, last: int) -> list[tuple[int, Event]]:
    """The suspected duplicates that these entries opened, closed or decided about."""
    mine = PAIR.c.operation == operation
    opened = and_(mine, PAIR.c.state.in_(STATES), PAIR.c.opened_seq.between(first, last))
    closed = and_(mine, PAIR.c.closed_seq.between(first, last))
    events = []
    for row in connection.execute(select(PAIR).where(opened).order_by(PAIR.c.opened_seq, PAIR.c.id)):
        events.append((row.opened_seq, _pair(row, "open")))
    for row in connection.execute(select(PAIR).where(closed).order_by(PAIR.c.closed_seq, PAIR.c.id)):
        became = orjson.loads(row.decision)["decision"] if row.decision else row.state
        events.append((row.closed_seq, _pair(row, became)))
    return events


def _pair(row: Any, became: str) -> Event:
    return "duplicate", {"id": row.id, "find_ids": [row.one, row.other], "became": became, "distance_m": row.distance_m}
