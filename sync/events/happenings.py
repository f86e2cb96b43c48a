"""What happened in an operation, read from its log: the one source of the stream and of the webhooks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import NamedTuple

import orjson
import structlog
from sqlalchemy import Connection, Row, and_, select

from models.shapes import Json
from models.shapes.history import ClosedConflict
from models.tables import CONFLICT, LOG, PAIR, QUARANTINE
from sync.database.statements import among
from sync.exchange.keys import KEY
from sync.finds.duplicates import PAIRS, STATES, PairRow
from sync.finds.rules import KINDS
from sync.log.chain import ENTRIES, Entry
from sync.log.epochs import RECOVERED, RESTORED, place_brought

_LOG = structlog.get_logger()

CLOSED = "closed"
"""Of a pair, until its entry is told: what it became is read then, so that one that breaks stops no other entry."""


class Happening(NamedTuple):
    """One thing that a log entry did.

    about    find, conflict, duplicate, quarantine, rule, edition or device; log for an entry that cannot be read
    became   what happened to it: made for a find; open or why it closed for a conflict; open, gone, same, distinct or
             undone for a duplicate; refused, released or dismissed for a quarantined mutation; forked for a device
    subject  the id of the find, conflict, pair, rejected mutation or device; else that of the mutation
    field    of a conflict: the field that it is about
    pair     of a duplicate, except undone. A pair may change later: read only what never changes
    rejected of a mutation that was released or dismissed
    """

    entry: Entry
    about: str
    became: str
    subject: str
    field: str = ""
    pair: PairRow | None = None
    rejected: Rejected | None = None

    @property
    def find_id(self) -> str:
        """The find that its entry is about. Only for happenings whose entry is about one."""
        assert self.entry.find_id is not None
        return self.entry.find_id


def place_told(entry: Entry) -> Json:
    """Where an entry stood in a history that was lost, as its events tell it; nothing where its place is its own."""
    place = place_brought(entry.place_epoch, entry.place_seq)
    return {"place": place._asdict()} if place else {}


class Rejected(NamedTuple):
    """A mutation in the quarantine that was released or dismissed."""

    id: str
    """Its id in the quarantine."""
    find_id: str | None
    mutation_id: str
    content: str


class Beside(NamedTuple):
    """What a log entry caused without naming it: the members of a happening."""

    seq: int
    about: str
    became: str
    subject: str
    field: str = ""
    pair: PairRow | None = None


Unread = Callable[[Entry], object]
"""What is done about a log entry that cannot be read; called while its exception is handled."""


def unreadable(entry: Entry) -> None:
    """The server's log shows why an entry cannot be read; later entries continue."""
    _LOG.exception("log entry not told", operation=entry.operation, seq=entry.seq)


def happenings_after(
    connection: Connection, operation: str, seq: int, limit: int, unread: Unread = unreadable
) -> list[list[Happening]]:
    """What happened by each of the next log entries, in order."""
    entries = ENTRIES.where(connection, and_(LOG.c.operation == operation, LOG.c.seq > seq), (LOG.c.seq,), limit)
    if not entries:
        return []
    first, last = entries[0].seq, entries[-1].seq
    beside: dict[int, list[Beside]] = defaultdict(list)
    for one in (*_conflicts(connection, operation, first, last), *_pairs(connection, operation, first, last)):
        beside[one.seq].append(one)
    released = _released(connection, operation, [entry for entry in entries if entry.mends])
    dismissed = _dismissed(connection, operation, [entry for entry in entries if entry.kind == "dismiss"])
    told = []
    for entry in entries:
        try:
            told.append(_all_of_entry(entry, beside[entry.seq], released, dismissed))
        except Exception:
            unread(entry)
            told.append([not_told(entry)])
    return told


def not_told(entry: Entry) -> Happening:
    """What is told of an entry that cannot be read."""
    return Happening(entry, "log", "unreadable", entry.mutation_id)


def _all_of_entry(
    entry: Entry, beside: list[Beside], released: dict[int, Rejected], dismissed: dict[int, Rejected]
) -> list[Happening]:
    of_entry = [_of_entry(entry, dismissed)]
    of_entry += [Happening(entry, one.about, _became(one), one.subject, one.field, one.pair) for one in beside]
    if entry.kind in ("undo", "void"):
        of_entry.append(Happening(entry, "duplicate", "undone", entry.mutation_id))
    if entry.mends:
        rejected = released[entry.seq]
        of_entry.append(Happening(entry, "quarantine", "released", rejected.id, rejected=rejected))
    closed_by_it: list[ClosedConflict] = orjson.loads(entry.closed) if entry.closed else []
    for closed in closed_by_it:
        of_entry.append(Happening(entry, "conflict", closed["why"], closed["id"], closed["field"]))
    return of_entry


def _became(one: Beside) -> str:
    """What happened to it: of a pair that was closed, the decision about it or its state."""
    if one.became != CLOSED or one.pair is None:
        return one.became
    return str(orjson.loads(one.pair.decision)["decision"]) if one.pair.decision else one.pair.state


def _of_entry(entry: Entry, dismissed: dict[int, Rejected]) -> Happening:
    if entry.kind == "edition":
        return Happening(entry, "edition", "published", entry.mutation_id)
    if entry.kind == "rejected":
        return Happening(entry, "quarantine", "refused", entry.mutation_id)
    if entry.kind == "dismiss":
        rejected = dismissed[entry.seq]
        return Happening(entry, "quarantine", "dismissed", rejected.id, rejected=rejected)
    if entry.kind == "fork":
        assert entry.device_id is not None
        return Happening(entry, "device", "forked", entry.device_id)
    if entry.kind == RESTORED:
        return Happening(entry, "history", "restored", entry.mutation_id)
    if entry.kind == KEY:
        return Happening(entry, "key", "began", entry.mutation_id)
    if entry.kind == RECOVERED:
        return Happening(entry, "recovery", "closed", entry.mutation_id)
    if entry.kind in KINDS:
        return Happening(entry, "rule", "changed", entry.mutation_id)
    assert entry.find_id is not None
    return Happening(entry, "find", "made", entry.find_id)


def _conflicts(connection: Connection, operation: str, first: int, last: int) -> list[Beside]:
    """The conflicts that these entries opened."""
    wanted = and_(
        CONFLICT.c.operation == operation,
        CONFLICT.c.state.in_(("open", "resolved", "settled")),
        CONFLICT.c.opened_seq.between(first, last),
    )
    columns = (CONFLICT.c.opened_seq, CONFLICT.c.id, CONFLICT.c.field)
    rows = connection.execute(select(*columns).where(wanted).order_by(CONFLICT.c.opened_seq, CONFLICT.c.id))
    return [Beside(row.opened_seq, "conflict", "open", row.id, row.field) for row in rows]


def _pairs(connection: Connection, operation: str, first: int, last: int) -> list[Beside]:
    """The suspected duplicates that these entries opened, closed or decided about."""
    mine = PAIR.c.operation == operation
    opened = and_(mine, PAIR.c.state.in_(STATES), PAIR.c.opened_seq.between(first, last))
    closed = and_(mine, PAIR.c.closed_seq.between(first, last))
    told: list[Beside] = []
    for pair in PAIRS.where(connection, opened, (PAIR.c.opened_seq, PAIR.c.id)):
        told.append(Beside(pair.opened_seq, "duplicate", "open", pair.id, pair=pair))
    for pair in PAIRS.where(connection, closed, (PAIR.c.closed_seq, PAIR.c.id)):
        assert pair.closed_seq is not None
        told.append(Beside(pair.closed_seq, "duplicate", CLOSED, pair.id, pair=pair))
    return told


_QUARANTINED = select(
    QUARANTINE.c.id, QUARANTINE.c.released_by_mutation, LOG.c.find_id, LOG.c.mutation_id, LOG.c.content
).join(LOG, and_(LOG.c.operation == QUARANTINE.c.operation, LOG.c.seq == QUARANTINE.c.seq))


def _released(connection: Connection, operation: str, entries: list[Entry]) -> dict[int, Rejected]:
    """For each of these entries, the mutation that it released."""
    if not entries:
        return {}
    wanted = and_(
        LOG.c.operation == operation, among(connection, LOG.c.mutation_id, {one.mends for one in entries if one.mends})
    )
    rows = {row.released_by_mutation: _rejected(row) for row in connection.execute(_QUARANTINED.where(wanted))}
    # `verify` finds an entry whose release is missing.
    return {one.seq: rows[one.mutation_id] for one in entries if one.mutation_id in rows}


def _dismissed(connection: Connection, operation: str, entries: Iterable[Entry]) -> dict[int, Rejected]:
    """For each of these entries, the mutation that it dismissed; entries that name none are left out."""
    ids: dict[int, str] = {}
    for entry in entries:
        with suppress(orjson.JSONDecodeError, LookupError, TypeError):
            ids[entry.seq] = str(orjson.loads(entry.content)["quarantine_id"])
    if not ids:
        return {}
    wanted = and_(QUARANTINE.c.operation == operation, among(connection, QUARANTINE.c.id, set(ids.values())))
    rows = {row.id: _rejected(row) for row in connection.execute(_QUARANTINED.where(wanted))}
    return {seq: rows[id] for seq, id in ids.items() if id in rows}


def _rejected(row: Row[str, str | None, str | None, str, str]) -> Rejected:
    return Rejected(row.id, row.find_id, row.mutation_id, row.content)
