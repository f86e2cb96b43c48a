"""The log of an operation: its head, which an exchange locks, and the entries that are chained to it."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, fields
from operator import attrgetter
from typing import Any, NamedTuple

import orjson
from sqlalchemy import Connection, and_, func, select

from models.tables import LOG
from sync.database.database import Database
from sync.database.direct import direct, direct_write
from sync.database.rows import Rows
from sync.database.statements import for_update

FIRST_HASH = "0" * 64
"""The hash before the first entry."""
HASH_START = 16
"""How many characters of a hash tell one entry from any other of its number."""


class Entry(NamedTuple):
    """One row of the log."""

    operation: str
    seq: int
    kind: str
    mutation_id: str
    digest: str
    find_id: str | None
    version: int | None
    content: str
    find: str | None
    answer: str
    closed: str | None
    device_id: str | None
    team: str | None
    person: str | None
    fork: int | None
    made_at: str | None
    at: str | None
    received_at: str
    mends: str | None
    place_epoch: str | None
    place_seq: int | None
    claimed: int | None
    saw: str | None
    hash: str


ENTRIES = Rows(LOG, Entry)

_CHAINED = attrgetter(
    "operation", "seq", "kind", "mutation_id", "digest", "find_id", "version", "find", "answer", "closed", "device_id",
    "team", "person", "made_at", "at", "received_at", "mends",
)  # fmt: skip
"""What an entry's hash is over, in this order for ever: another column does not change the hashes of old entries.

`fork` comes after them where there is one, then the three columns of its place where it is not its own, then "saw" and
that column where it has one: how many there are says which.
"""


@dataclass(slots=True)
class Head:
    """Where the log of an operation stands."""

    operation: str
    timezone: str
    epoch: str
    seq: int
    hash: str
    saved_through_seq: int
    rules: int
    widest_reach_m: float
    settling: str | None = field(repr=False, compare=False)
    """The change of the rules, made by entry `rules`, that is in force and not yet in the rows of all its finds.

    It says where rows are read, not where the log stands: two heads are the same without it."""
    stopped_why: str | None
    """Why nothing more is taken, a sentence; None while the history goes on."""


_HEAD_COLUMNS = tuple(field.name for field in fields(Head))
_HEAD = f"SELECT {', '.join(_HEAD_COLUMNS)} FROM operation WHERE operation = $1"


def _head(row: Sequence[Any]) -> Head:
    """The answer to `_HEAD`."""
    return Head(**dict(zip(_HEAD_COLUMNS, row, strict=True)))


_AWAITED = (
    "(SELECT waits_for FROM quarantine WHERE operation = $1 AND waits_for IS NOT NULL ORDER BY waits_for LIMIT 1)"
)
_JUDGED = (
    "(SELECT duplicate_of FROM find WHERE operation = $1 AND duplicate_of IS NOT NULL ORDER BY duplicate_of LIMIT 1)"
)
_WAITS = f"SELECT {_AWAITED}, {_JUDGED}"
_MOVE_ON = (
    "UPDATE operation SET seq = $2, hash = $3, rules = $4, widest_reach_m = $5, settling = $6 WHERE operation = $1"
)


async def glance_head(database: Database, operation: str) -> Head:
    """Where the log stands now, by one quick statement."""
    row = await database.glance(_HEAD, operation)
    if row is None:
        raise LookupError(f"No operation {operation}.")
    return _head(row)


def read_head(connection: Connection, operation: str) -> Head:
    """Where the log stands now."""
    (head,) = direct(connection, _HEAD, operation)
    return _head(head)


class Locked(NamedTuple):
    """Where the log stands while nobody else writes to this operation, and what has to be read."""

    head: Head
    awaited: bool
    """Mutations wait for finds."""
    judged: bool
    """Finds were judged duplicates."""


def lock_head(connection: Connection, operation: str) -> Locked:
    """Where the log stands; nobody else writes to this operation meanwhile.

    The lock is a statement of its own. What else is read comes after it: on PostgreSQL a statement that had to wait
    reads the locked row again, but not what its subqueries read before it waited.
    """
    (head,) = direct(connection, _HEAD + for_update(connection), operation)
    ((awaited, judged),) = direct(connection, _WAITS, operation)
    return Locked(_head(head), awaited is not None, judged is not None)


def chained(previous: str, entry: Entry) -> str:
    """The hash of an entry: SHA-256 over the hash before it and its columns; the digest stands for the content."""
    chained = _CHAINED(entry) if entry.fork is None else (*_CHAINED(entry), entry.fork)
    place = (entry.place_epoch, entry.place_seq, entry.claimed)
    if place != (None, None, None):
        chained = (*chained, *place)
    if entry.saw is not None:
        chained = (*chained, "saw", entry.saw)
    columns = orjson.dumps(chained)  # texts, numbers and nulls: as RFC 8785 writes them
    return hashlib.sha256(previous.encode() + columns).hexdigest()


def entries_of(connection: Connection, operation: str, size: int = 500) -> Iterator[list[Entry]]:
    """The whole log of an operation, in pages."""
    seq, mine = 0, LOG.c.operation == operation
    while page := ENTRIES.where(connection, and_(mine, LOG.c.seq > seq), (LOG.c.seq,), size):
        yield page
        seq = page[-1].seq


def append(head: Head, entries: list[Entry], entry: Entry) -> None:
    """Chains the next entry to the head, which moves on; it comes without its hash."""
    head.seq, head.hash = entry.seq, chained(head.hash, entry)
    entries.append(entry._replace(hash=head.hash))


def store(connection: Connection, head: Head, entries: list[Entry]) -> None:
    """Writes the entries and the head."""
    ENTRIES.insert(connection, entries)
    reach = float(head.widest_reach_m)
    direct_write(connection, _MOVE_ON, head.operation, head.seq, head.hash, head.rules, reach, head.settling)


def mark_of(seq: int, hash: str) -> str:
    """An entry as nobody else has it: two histories may give one number, and never with one hash."""
    return f"{seq}-{hash[:HASH_START]}"


def hashes_at(
    connection: Connection, operation: str, seqs: Collection[int], new: Sequence[Entry] = ()
) -> dict[int, str]:
    """The hash at each of these entries, as far as they exist; `new` are not stored yet."""
    found = {0: FIRST_HASH, **{entry.seq: entry.hash for entry in new}}
    if {*seqs} - found.keys():
        rows = connection.execute(
            select(LOG.c.seq, LOG.c.hash).where(LOG.c.operation == operation, LOG.c.seq.in_(seqs))
        )
        found.update((seq, hash) for seq, hash in rows)
    return found


def nth_after(connection: Connection, operation: str, seq: int, n: int) -> int:
    """The number of the `n`th entry after `seq`, or of the last one: numbers leap where the server was restored."""
    mine = and_(LOG.c.operation == operation, LOG.c.seq > seq)
    next_ones = select(LOG.c.seq).where(mine).order_by(LOG.c.seq).limit(n).subquery()
    return int(connection.execute(select(func.coalesce(func.max(next_ones.c.seq), seq))).scalar_one())


def shown_content(content: str) -> Any:
    """A mutation as sent: JSON values, or its text where no JSON reader takes it."""
    try:
        return orjson.loads(content)
    except orjson.JSONDecodeError:
        return content
