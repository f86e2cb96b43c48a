"""Verify: walks the chain of the log, plays it again, and compares all that is derived with what is stored."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import orjson
from sqlalchemy import Connection, and_, select

from models.canonical import digest
from sync import duplicates
from sync.commit import FIND, QUARANTINE, own_fields
from sync.conflicts import CONFLICT, ConflictRows, Row
from sync.database import among
from sync.find_state import FindState
from sync.log import FIRST_HASH, LOG, Entry, Head, chained, read_head
from sync.projection import FindRow, project
from sync.replay import play
from sync.rules import Rules, rules_of
from sync.tally import TALLY, Cell, Deltas

PAGE = 500
MOST_FINDINGS = 20
"""After so many, verify stops: the first is what matters."""

Progress = Callable[[int], None]


class Finding(NamedTuple):
    """A row that does not fit."""

    table: str
    row: str
    detail: str


class _Enough(Exception):
    """There are findings enough."""


class Verified(NamedTuple):
    """What was looked at, and what does not fit."""

    entries: int
    finds: int
    findings: list[Finding]


def entries_to_verify(connection: Connection, operation: str) -> int:
    """How many steps `verify` will report: two an entry."""
    return 2 * read_head(connection, operation).seq


def verify(connection: Connection, operation: str, progress: Progress = lambda steps: None) -> Verified:
    """Looks at everything of an operation; `progress` is told how many more entries were done."""
    verifying = _Verifying(connection, operation, progress)
    try:
        verifying.chain()
        verifying.finds()
        verifying.tally()
        verifying.quarantine()
        verifying.pairs()
    except _Enough:
        pass
    return Verified(verifying.head.seq, verifying.found, verifying.findings)


class _Verifying:
    def __init__(self, connection: Connection, operation: str, progress: Progress) -> None:
        self.connection, self.operation, self.progress = connection, operation, progress
        self.head: Head = read_head(connection, operation)
        self.rules: Rules = rules_of(connection, operation, self.head.rules, self.head.timezone)
        self.findings: list[Finding] = []
        self.deltas = Deltas()
        self.found = 0
        self.derived: list[int] = []  # entries that changed what is derived from finds

    def report(self, table: str, row: str, detail: str) -> None:
        self.findings.append(Finding(table, row, detail))
        if len(self.findings) >= MOST_FINDINGS:
            raise _Enough

    # The log

    def entries(self) -> Iterator[Entry]:
        after = 0
        while True:
            rows = self.connection.execute(
                select(LOG)
                .where(and_(LOG.c.operation == self.operation, LOG.c.seq > after))
                .order_by(LOG.c.seq)
                .limit(PAGE)
            ).all()
            yield from (Entry(*row) for row in rows)
            if len(rows) < PAGE:
                return
            after = rows[-1].seq
            self.progress(PAGE)

    def chain(self) -> None:
        """Every entry has the next number, the content that its digest names, and the hash that the chain gives."""
        seq, hash = 0, FIRST_HASH
        for entry in self.entries():
            row = f"seq {entry.seq}"
            if entry.seq != seq + 1:
                self.report("log", row, f"follows seq {seq}: entries are missing")
            if entry.kind == "area":
                self.derived.append(entry.seq)
            if digest(entry.content.encode()) != entry.digest:
                self.report("log", row, "its content is not the one that its digest names")
            if chained(hash, entry) != entry.hash:
                self.report("log", row, "its hash does not fit its columns and the entry before it")
            seq, hash = entry.seq, entry.hash
        if (seq, hash) != (self.head.seq, self.head.hash):
            self.report("operation", self.operation, f"its head says seq {self.head.seq}, the log ends at seq {seq}")

    # Finds and conflicts

    def finds(self) -> None:
        """Every find and conflict is what its entries make of it."""
        after = ""
        while True:
            rows = self.connection.execute(
                select(FIND)
                .where(and_(FIND.c.operation == self.operation, FIND.c.id > after))
                .order_by(FIND.c.id)
                .limit(PAGE)
            ).all()
            if rows:
                self.some_finds({row.id: FindRow(*row) for row in rows})
                after = rows[-1].id
            if len(rows) < PAGE:
                break
        known = self.connection.execute(
            select(LOG.c.seq, LOG.c.find_id)
            .outerjoin(FIND, and_(FIND.c.operation == LOG.c.operation, FIND.c.id == LOG.c.find_id))
            .where(and_(LOG.c.operation == self.operation, LOG.c.version == 1, FIND.c.id.is_(None)))
        )
        for seq, find_id in known:
            self.report("find", str(find_id), f"is missing: log entry {seq} made it")

    def some_finds(self, rows: dict[str, FindRow]) -> None:
        played: dict[str, FindState] = {}
        last: dict[str, int] = {}
        conflicts = ConflictRows(self.operation)
        entries = self.connection.execute(
            select(LOG)
            .where(and_(LOG.c.operation == self.operation, among(self.connection, LOG.c.find_id, rows.keys())))
            .order_by(LOG.c.find_id, LOG.c.seq)
        )
        for row in entries:
            self.progress(1)
            if row.version is None:
                continue
            before = played.get(row.find_id)
            try:
                merged = play(row, before)
            except Exception as error:
                self.report("log", f"seq {row.seq}", f"cannot be played again: {error}")
                continue
            conflicts.follow(before, merged, row.seq)
            played[row.find_id], last[row.find_id] = merged.find, row.seq
            self.entry(Entry(*row), merged.find, merged.outcome)
        for id, stored in rows.items():
            self.found += 1
            if id not in played:
                self.report("find", id, "no log entry made it")
                continue
            derived_anew = any(last[id] < seq <= stored.seq for seq in self.derived)
            seq = stored.seq if derived_anew else last[id]
            expected, _ = project(played[id], seq, self.rules, self.operation)
            self.deltas.move(None, expected.counted)
            self.compare("find", id, expected, stored)
        self.some_conflicts(conflicts, list(rows))

    def entry(self, entry: Entry, find: FindState, outcome: str) -> None:
        row = f"seq {entry.seq}"
        if entry.find != own_fields(find) or entry.version != find.version:
            self.report("log", row, "the find after it is not what the merge makes of it")
        if orjson.loads(entry.answer)["outcome"] != outcome:
            self.report("log", row, f"its answer is not the outcome of the merge, {outcome}")

    def some_conflicts(self, expected: ConflictRows, find_ids: list[str]) -> None:
        stored = {
            row.id: Row(*row)
            for row in self.connection.execute(
                select(CONFLICT).where(
                    and_(CONFLICT.c.operation == self.operation, among(self.connection, CONFLICT.c.find_id, find_ids))
                )
            )
        }
        for id, row in expected.changed.items():
            if id not in stored:
                self.report("conflict", id, f"is missing: {row.field} of find {row.find_id}")
            else:
                self.compare("conflict", id, row, stored[id])
        for id in stored.keys() - expected.changed.keys():
            self.report("conflict", id, "no log entry opened it")

    def compare(self, table: str, id: str, expected: Any, stored: Any) -> None:
        for name, wanted, held in zip(expected._fields, expected, stored, strict=True):
            if wanted != held:
                self.report(table, id, f"column {name} holds {str(held)[:200]!r}, the log says {str(wanted)[:200]!r}")

    # What is summed, refused and suspected

    def tally(self) -> None:
        """Every sum is the sum over live finds."""
        expected = {
            cell: (self.deltas.total[cell], finds)
            for cell, finds in self.deltas.finds.items()
            if finds or self.deltas.total[cell]
        }
        rows = self.connection.execute(select(TALLY).where(TALLY.c.operation == self.operation))
        stored = {Cell(*row[1:6]): (int(row[6]), int(row[7])) for row in rows}
        for cell in sorted(expected.keys() | stored.keys()):
            if expected.get(cell, (0, 0)) != stored.get(cell, (0, 0)):
                total, finds = expected.get(cell, (0, 0))
                held = stored.get(cell, (0, 0))
                self.report(
                    "tally", " / ".join(cell), f"holds {held[0]} of {held[1]} finds, the finds say {total} of {finds}"
                )

    def quarantine(self) -> None:
        """Every refused mutation is kept."""
        rows = self.connection.execute(
            select(LOG.c.seq)
            .outerjoin(QUARANTINE, and_(QUARANTINE.c.operation == LOG.c.operation, QUARANTINE.c.seq == LOG.c.seq))
            .where(and_(LOG.c.operation == self.operation, LOG.c.kind == "rejected", QUARANTINE.c.id.is_(None)))
        )
        for (seq,) in rows:
            self.report("quarantine", f"seq {seq}", "is missing: the log refused a mutation there")

    def pairs(self) -> None:
        """Every suspected duplicate is a pair, and every open pair is suspected."""
        after = ""
        while True:
            rows = self.connection.execute(
                select(FIND)
                .where(and_(FIND.c.operation == self.operation, FIND.c.id > after, FIND.c.state == "live"))
                .order_by(FIND.c.id)
                .limit(PAGE)
            ).all()
            finds = [FindRow(*row) for row in rows]
            wanted = duplicates.twins(self.connection, self.operation, finds, self.head.widest_reach_m).keys()
            ids = [find.id for find in finds]
            known = {
                ends
                for ends, pair in duplicates.pairs_of(self.connection, self.operation, ids).items()
                if pair.state == "open"
            }
            for one, other in sorted(wanted ^ known):
                missing = "is missing" if (one, other) in wanted else "is open, but the two are not near"
                if one in ids:  # else it is told with its other end
                    self.report("duplicate_pair", f"{one} / {other}", missing)
            if len(rows) < PAGE:
                return
            after = rows[-1].id
