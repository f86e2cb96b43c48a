"""A mutation on its way in, what is answered for it, and what is known of it before the lock is taken."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import orjson

from models.mutation import Mutation, Sent, corrected, instant, made_by_person, sent, stored_instant
from sync.merge.find_state import Author, FindState

CLOCK_TOLERANCE = timedelta(minutes=5)
"""Up to here a difference of clocks is taken for the link's delay."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """One mutation on its way in: what it is known by, and what it says or why it cannot be understood."""

    sent: Sent
    mutation: Mutation | None
    problem: dict[str, Any] | None
    author: Author
    received_at: str
    at: str = ""
    """The corrected time of the edit."""
    mends: str | None = None
    """The mutation id of the quarantined one that this releases."""


def clock_offset(device_time: object, received_at: datetime) -> timedelta:
    """Receive time minus device time; 0 within the tolerance, and when the device names no usable time."""
    moment = instant(device_time) if isinstance(device_time, str) else None
    offset = received_at - moment if moment else timedelta()
    return offset if abs(offset) > CLOCK_TOLERANCE else timedelta()


def prepare(
    sent: Sent, read: Mutation | dict[str, Any], author: Author, offset: timedelta, received_at: datetime
) -> Prepared:
    """What is known of a mutation before the lock is taken; `read` is the mutation or the problem with it."""
    received = stored_instant(received_at)
    if isinstance(read, dict):
        return Prepared(sent, None, read, author, received)
    return Prepared(sent, read, None, author, received, corrected(read.made_at, offset, received_at))


def by_person(content: dict[str, Any], person: str, received_at: datetime) -> Prepared:
    """What a person does to a find, on its way in. Its values are read from its canonical text, like a tablet's."""
    received, known_by = stored_instant(received_at), sent(content)
    mutation = made_by_person(orjson.loads(known_by.content), received)
    return Prepared(known_by, mutation, None, Author(person=person), received, received)


def result(sent: Sent, outcome: str, seq: int, **more: Any) -> dict[str, Any]:
    """What is answered for one mutation."""
    return {
        "id": sent.id,
        "find_id": sent.find_id,
        "outcome": outcome,
        "replayed": False,
        "version": more.get("version"),
        "seq": seq,
        "conflicts": more.get("conflicts", []),
        "flags": more.get("flags", []),
        "problem": more.get("problem"),
    }


def quarantine_id(operation: str, mutation_id: str, digest: str) -> str:
    """The id under which a refused mutation waits."""
    return str(uuid5(NAMESPACE_URL, f"minetally:quarantine:{operation}:{mutation_id}:{digest}"))


def own_fields(find: FindState) -> str:
    """The find's own fields as typed, nothing derived: what the log keeps of it."""
    return orjson.dumps(find.values, option=orjson.OPT_SORT_KEYS).decode()
