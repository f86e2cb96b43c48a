"""The events of webhooks. Each is made from data that never changes, so it is the same whenever it is made."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple
from uuid import NAMESPACE_URL, uuid5

import orjson
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from models.signing import fingerprint
from models.webhook import listens
from sync.events.event_data import (
    ConflictEvent,
    DeviceEvent,
    DuplicateEvent,
    EditionEvent,
    EventData,
    FindEvent,
    HistoryEvent,
    KeyEvent,
    OfQuarantined,
    QuarantineEvent,
    RecoveryEvent,
    RuleEvent,
    UndoneEvent,
)
from sync.events.finds_then import FindsThen
from sync.events.happenings import Happening, Unread, happenings_after, place_told, unreadable
from sync.exchange.keys import KeyContent
from sync.exchange.prepared import PublishedEdition, quarantine_id
from sync.exchange.restoring import RestoreContent
from sync.figures.published import read_document
from sync.finds.projection import distance_m
from sync.log.chain import shown_content

LONGEST_MUTATION = 64 * 1024
"""A longer mutation is left out, in bytes: a rejected one may be megabytes of anything."""


class Event(NamedTuple):
    """One event for one webhook, and the text that is sent."""

    seq: int
    n: int
    id: str
    """It never changes. It names the log entry by its hash: another history has other events."""
    type: str
    order_key: str
    body: str


def events_for(
    connection: Connection, operation: str, events: list[str], seq: int, limit: int, unread: Unread = unreadable
) -> list[Event]:
    """The events of the next `limit` log entries after `seq` for a webhook that listens to `events`, in order."""
    told = [
        (n, one)
        for of_entry in happenings_after(connection, operation, seq, limit, unread)
        for n, one in enumerate(of_entry)
        if one.about != "log" and _may_listen(events, one.about)
    ]
    finds = FindsThen(connection, operation, {id for _, one in told for id in _find_ids(one)})
    made = []
    for n, one in told:
        try:
            type = _type(one, finds)
            if listens(events, type):
                made.append(_event(n, one, type, finds))
        except (DBAPIError, OSError):  # nothing is wrong with the entry: it is told the next time
            raise
        except Exception:
            unread(one.entry)
    return made


def _may_listen(events: list[str], family: str) -> bool:
    return any(name == "*" or name.partition(".")[0] == family for name in events)


def _find_ids(one: Happening) -> list[str]:
    if one.pair:
        return [*one.pair.ends]
    return [one.entry.find_id] if one.entry.version is not None and one.entry.find_id is not None else []


def _type(one: Happening, finds: FindsThen) -> str:
    if one.about == "conflict":
        return {"open": "conflict.opened", "resolved": "conflict.resolved"}.get(one.became, "conflict.settled")
    if one.about == "duplicate":
        became = {"open": "opened", "gone": "gone", "undone": "undone"}.get(one.became, "decided")
        return f"duplicate.{became}"
    if one.about != "find":
        return f"{one.about}.{one.became}"
    then = finds.after(one.subject, one.entry.seq)
    state = then.document["state"]
    if then.state_before is None:
        return "find.created"
    if state != then.state_before and state in ("deleted", "live"):
        return {"deleted": "find.deleted", "live": "find.restored"}[state]
    return "find.merged" if orjson.loads(one.entry.answer)["outcome"] == "merged" else "find.edited"


def _event(n: int, one: Happening, type: str, finds: FindsThen) -> Event:
    entry = one.entry
    id = str(uuid5(NAMESPACE_URL, f"minetally:event:{entry.hash}:{type}:{one.subject}"))
    data = {
        "operation": entry.operation,
        "epoch": finds.epochs.at(entry.seq),
        "seq": entry.seq,
        "hash": entry.hash,
        "kind": entry.kind,
        "mutation_id": entry.mutation_id,
        "device_id": entry.device_id,
        "team": entry.team,
        "person": entry.person,
        "made_at": entry.made_at,
        **place_told(entry),
        **_ABOUT[one.about](one, finds),
    }
    body = orjson.dumps({"type": type, "timestamp": entry.received_at, "id": id, "data": data}).decode()
    return Event(entry.seq, n, id, type, _order_key(one) or "", body)


def _order_key(one: Happening) -> str | None:
    """The find whose events are delivered in order; None if the event is about no find."""
    return one.rejected.find_id if one.rejected and one.became == "dismissed" else one.entry.find_id


def _mutation(content: str) -> Any:
    return shown_content(content) if 0 < len(content) <= LONGEST_MUTATION else None


def _find(one: Happening, finds: FindsThen) -> FindEvent:
    return {
        "outcome": orjson.loads(one.entry.answer)["outcome"],
        "find": finds.after(one.subject, one.entry.seq).document,
        "mutation": _mutation(one.entry.content),
    }


def _conflict(one: Happening, finds: FindsThen) -> ConflictEvent:
    entry = one.entry
    why = None if one.became == "open" else one.became
    return {
        "conflict": {"id": one.subject, "find_id": entry.find_id, "field": one.field, "why": why},
        "find": finds.after(one.find_id, entry.seq).document,
        "mutation": _mutation(entry.content),
    }


def _duplicate(one: Happening, finds: FindsThen) -> DuplicateEvent | UndoneEvent:
    entry = one.entry
    if one.pair is None:  # undone
        content = orjson.loads(entry.content)
        survivor = content["was"].get("duplicate_of")
        return {
            "duplicate": {"pair_id": content.get("pair_id"), "find_id": entry.find_id, "survivor": survivor},
            "find": finds.after(one.find_id, entry.seq).document,
            "mutation": content,
        }
    both = [finds.after(id, entry.seq).document for id in one.pair.ends]
    (lat, lon), (other_lat, other_lon) = ((find["location"]["lat"], find["location"]["lon"]) for find in both)
    day, other_day = (date.fromisoformat(find["found_on"]) for find in both)
    return {
        "duplicate": {
            "id": one.subject,
            "find_ids": [find["id"] for find in both],
            "distance_m": round(distance_m(lat, lon, other_lat, other_lon), 1),
            "days": abs((day - other_day).days),
            "decision": orjson.loads(one.pair.decision or "null") if one.became in ("same", "distinct") else None,
            "why": one.pair.why if one.became == "gone" else None,
        },
        "finds": both,
    }


def _quarantine(one: Happening, finds: FindsThen) -> QuarantineEvent:
    entry = one.entry
    if one.rejected is None:  # this entry rejected it
        id, problem = quarantine_id(entry.operation, entry.mutation_id, entry.digest), orjson.loads(entry.answer)
        return {
            "quarantine": {"id": id, "find_id": entry.find_id, "problem": problem["problem"]},
            "mutation": _mutation(entry.content),
        }
    about: OfQuarantined = {
        "id": one.subject,
        "find_id": one.rejected.find_id,
        "refused_mutation_id": one.rejected.mutation_id,
    }
    if one.became == "dismissed":
        about["reason"] = orjson.loads(entry.content)["reason"]
        return {"quarantine": about, "mutation": _mutation(one.rejected.content)}
    return {
        "quarantine": about,
        "find": finds.after(one.find_id, entry.seq).document,
        "mutation": _mutation(entry.content),
    }


def _edition(one: Happening, finds: FindsThen) -> EditionEvent:
    named: PublishedEdition = orjson.loads(one.entry.answer)["edition"]
    document = read_document(finds.connection, one.entry.operation, named["number"], named["revision"])
    report = document["report"]
    return {
        "edition": {
            **named,
            "period": document["period"],
            "withdraws": document["withdraws"],
            "total": report["total"],
            "finds": report["finds"],
            "disputed": report["disputed"],
        }
    }


def _rule(one: Happening, finds: FindsThen) -> RuleEvent:
    return {"effect": orjson.loads(one.entry.answer).get("effect")}


def _device(one: Happening, finds: FindsThen) -> DeviceEvent:
    entry, content = one.entry, orjson.loads(one.entry.content)
    return {
        "device": {
            "id": one.subject,
            "name": content["device"],
            "team": entry.team,
            "fork": entry.fork,
            "exchange": content["exchange"],
        }
    }


def _history(one: Happening, finds: FindsThen) -> HistoryEvent:
    said: RestoreContent = orjson.loads(one.entry.content)
    return {
        "history": {
            "epoch": said["id"],
            "from_epoch": said["from_epoch"],
            "from_seq": said["from_seq"],
            "seq": said["seq"],
        }
    }


def _key(one: Happening, finds: FindsThen) -> KeyEvent:
    said: KeyContent = orjson.loads(one.entry.content)
    return {
        "key": {
            "key": said["key"],
            "fingerprint": fingerprint(said["key"]),
            "signed_by": said["signed_by"],
            "revokes": said["revokes"],
        }
    }


def _recovery(one: Happening, finds: FindsThen) -> RecoveryEvent:
    reason = orjson.loads(one.entry.content)["reason"]
    return {"recovery": {"reason": reason, "left": orjson.loads(one.entry.answer)["left"]}}


_ABOUT: dict[str, Callable[[Happening, FindsThen], EventData]] = {
    "find": _find,
    "conflict": _conflict,
    "duplicate": _duplicate,
    "quarantine": _quarantine,
    "edition": _edition,
    "rule": _rule,
    "device": _device,
    "history": _history,
    "key": _key,
    "recovery": _recovery,
}
