"""A moment of a lost history: it is played on from the backup, once everything up to it has come back.

What a report says of it is what the lost server would have said. When tablets exchanged is known of exchanges that
brought something: of one that only fetched no entry says it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import groupby
from tempfile import TemporaryDirectory
from typing import Any, ClassVar

import orjson
from sqlalchemy import Connection, and_, create_engine, func, select
from sqlmodel import SQLModel

from models.problem import Refused
from models.tables import EDITION, LOG
from sync.again.jobs import Again, DismissedAgain, EditionAgain, bare, decision_of, prepared_of
from sync.again.moments import LostMoment
from sync.again.rewinding import Rewinding
from sync.exchange.awaiting import DECIDED
from sync.exchange.committer import Job, run_together
from sync.exchange.prepared import Prepared, release_id
from sync.exchange.transaction import Transaction
from sync.finds.rules import KINDS
from sync.log.chain import ENTRIES, Entry, read_head
from sync.log.epochs import RestoreRow
from sync.rules.changes import RuleChange, Settling

TOGETHER = 500
"""So many entries are played in one transaction."""


@contextmanager
def played(connection: Connection, lost: LostMoment) -> Iterator[tuple[Connection, datetime]]:
    """A database of its own whose log goes up to a moment of a lost history, and the time of that moment.

    Its log goes on to what its last entry made by itself. Raises Refused (`history_lost`).
    """
    entries = _entries(connection, lost)
    with TemporaryDirectory() as folder, _database(f"{folder}/lost.db") as there:
        Rewinding(connection, there, lost.restore).run()
        for together in _together(entries):
            _play(connection, there, lost.restore, together)
        reached = read_head(there, lost.restore.operation).seq
        if reached < lost.seq:
            raise _missing(lost.restore, reached + 1)
        yield there, _time(connection, lost, entries)


@contextmanager
def _database(file: str) -> Iterator[Connection]:
    """An empty database that is gone afterwards: nothing of it is committed."""
    engine = create_engine(f"sqlite:///{file}")
    try:
        with engine.connect() as connection:
            SQLModel.metadata.create_all(connection)
            yield connection
    finally:
        engine.dispose()


def _missing(restore: RestoreRow, seq: int) -> Refused:
    return Refused(
        "history_lost",
        f"Log entry {seq:,} was lost and has not come back: the backup of the restore goes up to"
        f" {restore.from_seq:,}, and the history goes on at {restore.seq:,}. Moments from there on can be read when it"
        " is back; what came back has new numbers.",
    )


def _back(lost: LostMoment) -> Any:
    mine = and_(LOG.c.operation == lost.restore.operation, LOG.c.place_epoch == lost.restore.from_epoch)
    return and_(mine, LOG.c.place_seq > lost.restore.from_seq)


def _entries(connection: Connection, lost: LostMoment) -> list[Entry]:
    """What has come back of the history up to the moment, in its order; without what its causes make by themselves."""
    found = ENTRIES.where(connection, and_(_back(lost), LOG.c.place_seq <= lost.seq), (LOG.c.place_seq, LOG.c.seq))
    said = [entry for entry in found if not _of_itself(entry)]
    return [next(same) for _, same in groupby(said, key=lambda entry: entry.place_seq)]


def _of_itself(entry: Entry) -> bool:
    return entry.kind == "void" or (entry.mends is not None and entry.mutation_id == release_id(entry.mends))


def _time(connection: Connection, lost: LostMoment, entries: list[Entry]) -> datetime:
    """The last moment before the next entry came, and never before those up to it."""
    following = select(func.min(LOG.c.received_at)).where(_back(lost), LOG.c.place_seq == lost.seq + 1)
    came = connection.execute(following).scalar() or lost.restore.at
    until = datetime.fromisoformat(came) - timedelta(microseconds=1)
    return max([until, *(datetime.fromisoformat(entry.received_at) for entry in entries)])


@dataclass(frozen=True, slots=True)
class _Played(Job[None]):
    """Changes of finds, each as the entry that it was: they have their old numbers by that."""

    restore: RestoreRow
    places: tuple[int, ...]
    prepared: tuple[Prepared, ...]
    finds: frozenset[str] = frozenset()
    alone: ClassVar[bool] = True

    def run(self, transaction: Transaction) -> None:
        for place, one in zip(self.places, self.prepared, strict=True):
            if transaction.head.seq != place - 1:
                raise _missing(self.restore, transaction.head.seq + 1)
            transaction.take(Again.mending(transaction, one))
            if one.author.device_id and one.author.person is None:
                transaction.saw(one.author.device_id, one.received_at)


def _together(entries: list[Entry]) -> Iterator[list[Entry]]:
    """The entries of one transaction after those of another."""

    def alike(entry: Entry) -> tuple[str, str | int]:
        if entry.kind in DECIDED:
            return "decision", orjson.loads(entry.content)["pair_id"]
        if entry.version is not None or entry.kind == "rejected":
            return "find", (entry.place_seq or 0) // TOGETHER
        return entry.kind, entry.seq

    return ([*same] for _, same in groupby(entries, key=alike))


def _play(source: Connection, there: Connection, restore: RestoreRow, entries: list[Entry]) -> None:
    operation = restore.operation
    head = read_head(there, operation)
    if head.seq + 1 != entries[0].place_seq:
        raise _missing(restore, head.seq + 1)
    (answer,) = run_together(there, operation, [_job(source, there, restore, entries)])
    if isinstance(answer, Refused):
        raise answer
    while read_head(there, operation).settling is not None:
        run_together(there, operation, [Settling()])


def _job(source: Connection, there: Connection, restore: RestoreRow, entries: list[Entry]) -> Job[Any]:
    """What plays these entries, at their own numbers and no place beside."""
    first, operation = entries[0], restore.operation
    if first.kind in KINDS:
        content: Any = orjson.loads(first.content)
        received = datetime.fromisoformat(first.received_at)
        return RuleChange(first.kind, content, first.person or "", received, content.get("reason") or "")
    if first.kind == "edition":
        mine = and_(EDITION.c.operation == operation, EDITION.c.seq == first.seq)
        row = source.execute(select(EDITION).where(mine)).one()
        return EditionAgain(replace(bare(first), place=None), dict(row._mapping))
    if first.kind == "dismiss":
        return DismissedAgain((replace(bare(first), place=None),))
    prepared = tuple(replace(prepared_of(entry), place=None) for entry in entries)
    job = decision_of(there, operation, prepared) if first.kind in DECIDED else None
    places = tuple(entry.place_seq or 0 for entry in entries)
    finds = frozenset(one.mutation.find_id for one in prepared if one.mutation)
    return job or _Played(restore, places, prepared, finds)
