"""The jobs by which entries of a log are taken again, each as it was."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

import orjson
from sqlalchemy import Connection, and_, insert, select

from models.mutation import Mutation, Sent, read_mutation
from models.shapes import Json
from models.tables import EDITION, LOG, QUARANTINE
from sync.exchange.awaiting import DISTINCT, SAME, UNDO
from sync.exchange.committer import Job
from sync.exchange.prepared import Prepared, PublishedEdition, result, stored_again
from sync.exchange.transaction import Transaction
from sync.finds.duplicates import newest_pairs
from sync.log.chain import Entry, shown_content
from sync.log.epochs import Place
from sync.merge.find_state import author
from sync.staff.decisions import Decision


def place_of(entry: Entry) -> Place:
    """Where an entry stood first."""
    return Place(**orjson.loads(entry.answer)["place"])


def bare(entry: Entry) -> Prepared:
    """What was no change of a find."""
    content = shown_content(entry.content)
    id = content.get("id") if isinstance(content, dict) else None
    known_by = Sent(entry.mutation_id, id, entry.find_id, entry.content, entry.digest)
    by = author(entry.device_id, entry.team, entry.person, entry.fork)
    return Prepared(known_by, None, None, by, entry.received_at, place=place_of(entry), claimed=False)


def prepared_of(entry: Entry) -> Prepared:
    """An accepted or refused change of a find, as it stood at its place."""
    place = place_of(entry)
    try:
        return replace(stored_again(entry), mends=entry.mends, place=place, claimed=False)
    except ValueError:
        _, read = read_mutation(shown_content(entry.content))
        return replace(bare(entry), problem=None if isinstance(read, Mutation) else read)


@dataclass(frozen=True, slots=True)
class Again(Job[int]):
    """Changes of finds, each at its place; gives how many were not there."""

    prepared: tuple[Prepared, ...]
    finds: frozenset[str] = frozenset()
    alone: ClassVar[bool] = True

    def run(self, transaction: Transaction) -> int:
        """Takes them in their order."""
        new = [one for one in self.prepared if transaction.placing.lost(one)]
        transaction.placing.load({one.mutation.find_id for one in new if one.mutation} & transaction.finds.keys())
        taken = 0
        for one in new:
            if not transaction.answers[one.sent.key]:
                transaction.take(self.mending(transaction, one))
                taken += 1
        return taken

    @staticmethod
    def mending(transaction: Transaction, one: Prepared) -> Prepared:
        """A release also settles the refused mutation, if that is there."""
        if one.mends is None:
            return one
        operation = transaction.head.operation
        refused = and_(LOG.c.operation == operation, LOG.c.mutation_id == one.mends, LOG.c.kind == "rejected")
        waiting = select(QUARANTINE.c.id).where(
            QUARANTINE.c.operation == operation,
            QUARANTINE.c.state == "waiting",
            QUARANTINE.c.seq.in_(select(LOG.c.seq).where(refused)),
        )
        id = transaction.connection.execute(waiting).scalar()
        if id is None:
            return replace(one, mends=None)
        transaction.release(id, one.sent.key, one.author.person)
        return one


@dataclass(frozen=True, slots=True)
class DismissedAgain(Job[int]):
    """A refused mutation is dismissed again, if it is there; else staff will see it again."""

    prepared: tuple[Prepared, ...]
    finds: frozenset[str] = frozenset()
    alone: ClassVar[bool] = True

    def run(self, transaction: Transaction) -> int:
        (one,) = self.prepared
        content = orjson.loads(one.sent.content)
        mine = and_(QUARANTINE.c.operation == transaction.head.operation, QUARANTINE.c.id == content["quarantine_id"])
        state = transaction.connection.execute(select(QUARANTINE.c.state).where(mine)).scalar_one_or_none()
        if transaction.answers[one.sent.key] or state != "waiting":
            return 0
        transaction.dismiss(content["quarantine_id"], one, content["reason"])
        return 1


@dataclass(frozen=True, slots=True)
class EditionAgain(Job[int]):
    """An edition as it was published: its number, its content and its SHA-256."""

    one: Prepared
    row: Json
    prepared: tuple[Prepared, ...] = ()
    finds: frozenset[str] = frozenset()
    alone: ClassVar[bool] = True

    def __post_init__(self) -> None:
        object.__setattr__(self, "prepared", (self.one,))

    def run(self, transaction: Transaction) -> int:
        """1 if it was not there."""
        if transaction.answers[self.one.sent.key]:
            return 0
        seq, row = transaction.head.seq + 1, self.row
        edition: PublishedEdition = {"number": row["number"], "revision": row["revision"], "sha256": row["sha256"]}
        transaction.log(self.one, "edition", {**result(self.one.sent, "published", seq), "edition": edition})
        transaction.connection.execute(insert(EDITION).values({**row, "seq": seq}))
        return 1


def decision_of(connection: Connection, operation: str, prepared: tuple[Prepared, ...]) -> Decision | None:
    """The job of a person's decision, whose entries these are; None where no such pair is asked about."""
    first = prepared[0].sent
    content = orjson.loads(first.content)
    kind, finds = content["op"], frozenset(content["finds"])
    wanted = ("open",) if kind != UNDO else (SAME, DISTINCT)
    pairs = newest_pairs(connection, operation, finds)
    pair = next((one for ends, one in sorted(pairs.items()) if finds.issuperset(ends) and one.state in wanted), None)
    if pair is None:
        return None
    survivor, person = content["set"].get("duplicate_of"), prepared[0].author.person or ""
    return Decision(first.key, pair, kind, finds, survivor, content["reason"], person, None, prepared)
