"""The journal into a restored database: what staff, ODK Collect and imports had told it, each at its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import groupby
from typing import Any, ClassVar

import orjson
from sqlalchemy import Connection, and_, insert, select

from models.mutation import Mutation, Sent, read_mutation
from models.shapes import Json
from models.tables import EDITION, LOG, QUARANTINE
from sync.backup.journal import entries_of
from sync.backup.journal_file import JournalFolder, JournalLine, bytes_of, opened
from sync.backup.people import enter_people
from sync.backup.sealing import Keyring
from sync.database.database import Database
from sync.exchange.awaiting import DECIDED, DISTINCT, SAME, UNDO
from sync.exchange.committer import Committer, Job
from sync.exchange.keys import KEY, entered_before
from sync.exchange.prepared import Prepared, PublishedEdition, result, stored_again
from sync.exchange.transaction import Transaction
from sync.files.forms import SUBMISSIONS, SubmissionRow
from sync.finds.duplicates import PairRow, newest_pairs
from sync.finds.rules import KINDS
from sync.log.chain import Entry, Head, hashes_at, read_head, shown_content
from sync.log.epochs import RECOVERED, RESTORED, Place, RestoreRow, epoch_order
from sync.merge.find_state import author
from sync.rules.changes import RuleChange
from sync.rules.making import make, settle
from sync.staff.decisions import Decision

OF_ITSELF = {"void", "fork", RESTORED, RECOVERED}
"""Entries that their causes make again, or that are of a history only."""


class OtherHistory(Exception):
    """A journal that is not of the history that is restored, and what to do."""


@dataclass(slots=True)
class Entered:
    """What came into one operation from a journal."""

    entries: int = 0
    left_out: list[str] = field(default_factory=list)
    """What could not be entered, a sentence each."""


async def enter_journal(
    database: Database, committer: Committer, folder: JournalFolder, row: RestoreRow, keyring: Keyring | None
) -> Entered:
    """Enters what the journal has of an operation after the backup; `row` is of the epoch that begins.

    Raises JournalError and SealError.
    """
    entered, operation = Entered(), row.operation
    index, after = [], (epoch_order(row.from_epoch), row.from_seq)
    for line in folder.lines():
        if line.operation == operation and (epoch_order(line.head.epoch), line.head.seq) >= after:
            index.append((line.order, line.file, line.offset))
    for _, file, offset in sorted(index):
        body = opened(folder.again(file, offset).body, keyring)
        await _enter(database, committer, operation, body, entered)
    return entered


async def known_to(folder: JournalFolder, database: Database, operations: Sequence[str]) -> set[str]:
    """Those of these operations that a journal knows: of them it also says who was taken off since the backup.

    Raises OtherHistory where a line stands on another entry than the database has under that number.
    """
    found, heads = set(), {name: await database.read(read_head, name) for name in operations}
    for line in folder.lines():
        if line.operation in heads:
            found.add(line.operation)
            await _check_history(database, heads[line.operation], line)
    return found


async def _check_history(database: Database, head: Head, line: JournalLine) -> None:
    if line.head.epoch != head.epoch or line.head.seq > head.seq:
        return
    known = (await database.read(hashes_at, head.operation, {line.head.seq})).get(line.head.seq)
    if known is not None and known != line.head.hash:
        raise OtherHistory(
            f"The journal has another entry {line.head.seq} of {head.operation} than the backup ({line.file}): it is"
            " the journal of another server. Name the one of the server that made this backup."
        )


async def _enter(database: Database, committer: Committer, operation: str, body: Json, entered: Entered) -> None:
    """Enters one line of the journal."""
    for together, found in groupby(entries_of(body["entries"]), _together):
        entries, kind = [*found], together[0]
        if kind == "find":
            entered.entries += await committer.run(operation, Again(tuple(map(_prepared, entries))))
        elif kind in KINDS:
            for entry in entries:
                entered.entries += await _rules_again(database, committer, operation, entry)
        elif kind == "edition":
            documents = {one["seq"]: one for one in body["edition"]}
            for entry in entries:
                entered.entries += await committer.run(operation, EditionAgain(_bare(entry), documents[entry.seq]))
        elif kind == "decision":
            entered.entries += await _decide_again(database, committer, operation, entries)
        elif kind == "dismiss":
            for entry in entries:
                entered.entries += await committer.run(operation, DismissedAgain((_bare(entry),)))
        elif kind == KEY:
            for entry in entries:
                await committer.run(operation, entered_before(entry))
        elif kind not in OF_ITSELF:
            entered.left_out.append(f"{operation}: {len(entries)} entries of the kind {kind}, which is of this epoch.")
    if body["submission"]:
        rows = [SubmissionRow(**{name: bytes_of(value) for name, value in one.items()}) for one in body["submission"]]
        await committer.under_lock(operation, enter_forms, tuple(rows))
    if body["people"]:
        await committer.under_lock(operation, enter_people, operation, orjson.dumps(body["people"]))


def enter_forms(connection: Connection, rows: tuple[SubmissionRow, ...]) -> None:
    """Forms of ODK Collect as they were kept."""
    SUBMISSIONS.upsert(connection, rows)


def _together(entry: Entry) -> tuple[str, str]:
    """Entries for which this is equal are entered together."""
    if entry.kind in OF_ITSELF or (entry.mends and entry.person is None):  # went in by itself, and will again
        return "void", ""
    if entry.kind in DECIDED:
        return "decision", orjson.loads(entry.content)["pair_id"]
    return ("find", "") if entry.version is not None or entry.kind == "rejected" else (entry.kind, "")


def _place(entry: Entry) -> Place:
    """Where an entry stood first."""
    return Place(**orjson.loads(entry.answer)["place"])


def _bare(entry: Entry) -> Prepared:
    """What was no change of a find."""
    content = shown_content(entry.content)
    id = content.get("id") if isinstance(content, dict) else None
    known_by = Sent(entry.mutation_id, id, entry.find_id, entry.content, entry.digest)
    by = author(entry.device_id, entry.team, entry.person, entry.fork)
    return Prepared(known_by, None, None, by, entry.received_at, place=_place(entry), claimed=False)


def _prepared(entry: Entry) -> Prepared:
    """An accepted or refused change of a find, as it stood at its place."""
    place = _place(entry)
    try:
        return replace(stored_again(entry), mends=entry.mends, place=place, claimed=False)
    except ValueError:
        _, read = read_mutation(shown_content(entry.content))
        return replace(_bare(entry), problem=None if isinstance(read, Mutation) else read)


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


async def _rules_again(database: Database, committer: Committer, operation: str, entry: Entry) -> int:
    content: Any = orjson.loads(entry.content)
    received = datetime.fromisoformat(entry.received_at)
    job = RuleChange(
        entry.kind, content, entry.person or "", received, content.get("reason") or "", place=_place(entry)
    )
    await make(database, committer, operation, job)
    await settle(committer, operation)
    return 1


async def _decide_again(database: Database, committer: Committer, operation: str, entries: Sequence[Entry]) -> int:
    """A person's decision about finds; where one of them is not there yet, it waits for that in the quarantine."""
    content = orjson.loads(entries[0].content)
    kind, finds = entries[0].kind, frozenset(content["finds"])
    wanted = ("open",) if kind != UNDO else (SAME, DISTINCT)
    pair = await database.read(_pair_among, operation, finds, wanted)
    prepared = tuple(map(_prepared, entries))
    if pair is None:
        return await committer.run(operation, Again(prepared, finds))
    first = prepared[0]
    await committer.run(
        operation,
        Decision(
            first.sent.key, pair, kind, finds, content["set"].get("duplicate_of"), content["reason"],
            first.author.person or "", None, prepared,
        ),
    )  # fmt: skip
    return len(entries)


def _pair_among(connection: Connection, operation: str, finds: frozenset[str], states: Sequence[str]) -> PairRow | None:
    pairs = newest_pairs(connection, operation, finds)
    return next((one for ends, one in sorted(pairs.items()) if finds.issuperset(ends) and one.state in states), None)
