"""The journal into a restored database: what staff, ODK Collect and imports had told it, each at its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import Any

import orjson
from sqlalchemy import Connection

from models.shapes import Json
from sync.again.jobs import Again, DismissedAgain, EditionAgain, bare, decision_of, place_of, prepared_of
from sync.backup.journal import entries_of
from sync.backup.journal_file import JournalFolder, JournalLine, bytes_of, opened
from sync.backup.people import enter_people
from sync.backup.sealing import Keyring
from sync.database.database import Database
from sync.exchange.awaiting import DECIDED
from sync.exchange.committer import Committer
from sync.exchange.keys import KEY, entered_before
from sync.files.forms import SUBMISSIONS, SubmissionRow
from sync.finds.rules import KINDS
from sync.log.chain import Entry, Head, hashes_at, read_head
from sync.log.epochs import RECOVERED, RESTORED, RestoreRow, epoch_order
from sync.rules.changes import RuleChange
from sync.rules.making import make, settle

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
            entered.entries += await committer.run(operation, Again(tuple(map(prepared_of, entries))))
        elif kind in KINDS:
            for entry in entries:
                entered.entries += await _rules_again(database, committer, operation, entry)
        elif kind == "edition":
            documents = {one["seq"]: one for one in body["edition"]}
            for entry in entries:
                entered.entries += await committer.run(operation, EditionAgain(bare(entry), documents[entry.seq]))
        elif kind == "decision":
            entered.entries += await _decide_again(database, committer, operation, entries)
        elif kind == "dismiss":
            for entry in entries:
                entered.entries += await committer.run(operation, DismissedAgain((bare(entry),)))
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


async def _rules_again(database: Database, committer: Committer, operation: str, entry: Entry) -> int:
    content: Any = orjson.loads(entry.content)
    received = datetime.fromisoformat(entry.received_at)
    job = RuleChange(
        entry.kind, content, entry.person or "", received, content.get("reason") or "", place=place_of(entry)
    )
    await make(database, committer, operation, job)
    await settle(committer, operation)
    return 1


async def _decide_again(database: Database, committer: Committer, operation: str, entries: Sequence[Entry]) -> int:
    """A person's decision about finds; where one of them is not there yet, it waits for that in the quarantine."""
    prepared = tuple(map(prepared_of, entries))
    job = await database.read(decision_of, operation, prepared)
    if job is None:
        finds = frozenset(orjson.loads(entries[0].content)["finds"])
        return await committer.run(operation, Again(prepared, finds))
    await committer.run(operation, job)
    return len(entries)
