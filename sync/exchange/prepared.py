"""A received mutation: what is known of it before the lock is taken, its answer, and its row in the quarantine."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple, TypedDict
from uuid import NAMESPACE_URL, uuid5

import orjson

from models.mutation import Mutation, Sent, corrected, instant, made_by_person, sent, stored_instant
from models.problem import Refused
from models.shapes import Json
from models.shapes.finds import ConflictName
from models.shapes.problems import Problem
from models.shapes.recovery import LeftOver
from models.shapes.rules import Effect
from models.tables import QUARANTINE
from sync.database.rows import Rows
from sync.log.chain import Entry
from sync.log.epochs import Place, place_brought
from sync.log.replay import mutation_of
from sync.merge.find_state import Author, FindState, author

CLOCK_TOLERANCE = timedelta(minutes=5)
"""A smaller difference between the clocks counts as network delay."""


class Brought(TypedDict):
    """The place that an entry brought, as the log keeps it."""

    place_epoch: str | None
    place_seq: int | None
    claimed: int | None


@dataclass(frozen=True, slots=True)
class Prepared:
    """One received mutation: its id, and its content or why it is not valid."""

    sent: Sent
    mutation: Mutation | None
    problem: Problem | None
    author: Author
    received_at: str
    at: str = ""
    """The corrected time of the edit."""
    mends: str | None = None
    """The mutation id of the quarantined one that this releases."""
    clock_offset_s: int = 0
    """Server's clock less the device's when it came, whole seconds; 0 within the tolerance."""
    place: Place | None = None
    """Where it stood in a history that was lost since; None: its place is its own."""
    claimed: bool = True
    """Only who sent it says that it stood there."""
    saw: str | None = None
    """The find's own fields as its person saw them, JSON, where that is not the version before it in the log."""

    @property
    def brought(self) -> Brought:
        """The columns of the log that say its place; null where its place is its own."""
        if self.place is None:
            return {"place_epoch": None, "place_seq": None, "claimed": None}
        return {"place_epoch": self.place.epoch, "place_seq": self.place.seq, "claimed": int(self.claimed)}


def clock_offset(device_time: object, received_at: datetime) -> timedelta:
    """Receive time minus device time; 0 within the tolerance, and when the device names no usable time."""
    moment = instant(device_time) if isinstance(device_time, str) else None
    offset = received_at - moment if moment else timedelta()
    return offset if abs(offset) > CLOCK_TOLERANCE else timedelta()


def prepare(sent: Sent, read: Mutation | Problem, author: Author, offset: timedelta, received_at: datetime) -> Prepared:
    """What is known of a mutation before the lock is taken; `read` is the mutation or the problem with it."""
    received, offset_s = stored_instant(received_at), round(offset.total_seconds())
    if isinstance(read, Mutation):
        at = corrected(read.made_at, offset, received_at)
        return Prepared(sent, read, None, author, received, at, clock_offset_s=offset_s)
    return Prepared(sent, None, read, author, received, clock_offset_s=offset_s)


def by_person(content: Json, person: str, received_at: datetime) -> Prepared:
    """A person's change of a find, before the lock. Its values are read from its canonical text, like a tablet's."""
    received, known_by = stored_instant(received_at), sent(content)
    mutation = made_by_person(orjson.loads(known_by.content), received)
    return Prepared(known_by, mutation, None, Author(person=person), received, received)


def stored_again(entry: Entry) -> Prepared:
    """A mutation as its log entry has it, to be played again. Raises ValueError where it is not valid."""
    mutation = mutation_of(entry, orjson.loads(entry.saw) if entry.saw else None)
    known_by = Sent(entry.mutation_id, mutation.id, mutation.find_id, entry.content, entry.digest)
    by = author(entry.device_id, entry.team, entry.person, entry.fork)
    place, claimed = place_brought(entry.place_epoch, entry.place_seq), entry.claimed != 0
    return Prepared(
        known_by, mutation, None, by, entry.received_at, entry.at or "", place=place, claimed=claimed, saw=entry.saw
    )


class Result(TypedDict):
    """What is answered for one mutation; the log keeps it with the `Stamp` of its entry."""

    id: str | None
    find_id: str | None
    outcome: str
    """applied, merged, conflict or rejected; of what staff do: dismissed, decided or published."""
    replayed: bool
    version: int | None
    seq: int
    conflicts: list[ConflictName]
    flags: list[str]
    problem: Problem | None


class EntryName(TypedDict):
    """Where an entry stands: in which history, at which number."""

    epoch: str
    seq: int


class Stamp(TypedDict):
    """Where and when the entry of an answer was made."""

    place: EntryName
    received_at: str
    clock_offset_s: int
    """Whole seconds."""


class ChangeResult(Result):
    """What is answered for a change of the rules."""

    effect: Effect


class ClosingResult(Result):
    """What is answered when a recovery is closed."""

    left: LeftOver


class PublicationResult(Result):
    """What is answered for a publication."""

    edition: PublishedEdition


class PublishedEdition(TypedDict):
    """The edition that was published, by name."""

    number: int
    revision: int
    sha256: str


LoggedAnswer = Result | ChangeResult | ClosingResult | PublicationResult
"""What is answered for whatever makes an entry."""


def result(
    sent: Sent,
    outcome: str,
    seq: int,
    version: int | None = None,
    conflicts: list[ConflictName] | None = None,
    flags: list[str] | None = None,
    problem: Problem | None = None,
) -> Result:
    """What is answered for one mutation, whose log entry is `seq`."""
    return {
        "id": sent.id,
        "find_id": sent.find_id,
        "outcome": outcome,
        "replayed": False,
        "version": version,
        "seq": seq,
        "conflicts": conflicts or [],
        "flags": flags or [],
        "problem": problem,
    }


def stamp(one: Prepared, epoch: str, seq: int) -> Stamp:
    """Where and when the entry `seq` of a mutation is made."""
    place = one.place or Place(epoch, seq)
    return {
        "place": {"epoch": place.epoch, "seq": place.seq},
        "received_at": one.received_at,
        "clock_offset_s": one.clock_offset_s,
    }


class QuarantineRow(NamedTuple):
    """A rejected mutation as it is stored; its content is in the log."""

    operation: str
    id: str
    seq: int
    state: str
    waits_for: str | None
    problem: str
    released_by_mutation: str | None
    decided_by: str | None
    reason: str | None


QUARANTINED = Rows(QUARANTINE, QuarantineRow)


class Decided(NamedTuple):
    """What becomes of a mutation in the quarantine; the columns of its row that change."""

    state: str
    released_by_mutation: str | None = None
    decided_by: str | None = None
    reason: str | None = None
    waits_for: str | None = None


def quarantine_id(operation: str, mutation_id: str, digest: str) -> str:
    """The id of a rejected mutation in the quarantine."""
    return str(uuid5(NAMESPACE_URL, f"minetally:quarantine:{operation}:{mutation_id}:{digest}"))


def release_id(mutation_id: str | None) -> str:
    """The id of the entry by which a mutation that waited for its find goes in by itself."""
    return str(uuid5(NAMESPACE_URL, f"minetally:release:{mutation_id}"))


def own_fields(find: FindState) -> str:
    """The find's own fields as typed, nothing derived: what the log keeps of it."""
    return orjson.dumps(find.values, option=orjson.OPT_SORT_KEYS).decode()


def reused(sent: Sent) -> Refused:
    """The refusal of a mutation whose id is known with another content."""
    return Refused("mutation_id_reused", f"Mutation {sent.id} was sent before with another content; give it a new id.")
