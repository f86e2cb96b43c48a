"""Verify: walks the chain of the log, plays it again, and compares all that is derived with what is stored."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any, NamedTuple

import orjson
from sqlalchemy import Connection, and_, select

from models.canonical import digest
from sync import duplicates
from sync.commit import FIND, QUARANTINE, own_fields, quarantine_id
from sync.conflicts import CONFLICT, ConflictRows, Row
from sync.database import among
from sync.duplicates import Near
from sync.find_state import FindState
from sync.log import FIRST_HASH, LOG, Entry, Head, chained, read_head
from sync.projection import FindRow, project
from sync.replay import play
from sync.rules import read_rules
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
    with suppress(_Enough):
        for part, look in verifying.parts.items():
            try:
                look()
            except _Enough:
                raise
            except Exception as error:  # a value that nobody can read: the findings before it name the row
                verifying.report(part, "(all)", f"cannot be read to the end: {error!r}")
    return Verified(verifying.head.seq, verifying.found, verifying.findings)


class _Verifying:
    def __init__(self, connection: Connection, operation: str, progress: Progress) -> None:
        self.connection, self.operation, self.progress = connection, operation, progress
        self.head: Head = read_head(connection, operation)
        self.parts = {
            "log": self.chain,
            "find": self.finds,
            "tally": self.tally,
            "conflict": self.conflicts,
            "quarantine": self.quarantine,
            "duplicate_pair": self.pairs,
        }
        self.findings: list[Finding] = []
        self.mended: dict[str, str] = {}  # mutation id that went in: id of the refused one that it mends
        self.dismissed: set[str] = set()  # ids of the quarantine
        self.widest_reach_m = 0.0
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
            if entry.kind == "dismiss":
                self.dismissed.add(orjson.loads(entry.content)["quarantine_id"])
            if entry.mends:
                self.mended[entry.mutation_id] = entry.mends
            if digest(entry.content.encode()) != entry.digest:
                self.report("log", row, "its content is not the one that its digest names")
            if chained(hash, entry) != entry.hash:
                self.report("log", row, "its hash does not fit its columns and the entry before it")
            seq, hash = entry.seq, entry.hash
        if (seq, hash) != (self.head.seq, self.head.hash):
            self.report("operation", self.operation, f"its head says seq {self.head.seq}, the log ends at seq {seq}")

    # Finds and conflicts

    def finds(self) -> None:
        """Every find and its conflicts are what its entries make of them."""
        self.rules = read_rules(self.connection, self.operation, self.head.rules, self.head.timezone)
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
                conflicts.follow(before, merged, row.seq)
                answered = orjson.loads(row.answer)["outcome"]
            except Exception as error:  # what was changed by hand may be anything
                self.report("log", f"seq {row.seq}", f"cannot be played again: {error!r}")
                continue
            played[row.find_id], last[row.find_id] = merged.find, row.seq
            if row.find != own_fields(merged.find) or row.version != merged.find.version:
                self.report("log", f"seq {row.seq}", "the find after it is not what the merge makes of it")
            if answered != merged.outcome:
                self.report("log", f"seq {row.seq}", f"its answer is not the outcome of the merge, {merged.outcome}")
        for id, stored in rows.items():
            self.found += 1
            if id not in played:
                self.report("find", id, "no log entry made it")
                continue
            derived_anew = any(last[id] < seq <= stored.seq for seq in self.derived)
            seq = stored.seq if derived_anew else last[id]
            expected, _ = project(played[id], seq, self.rules, self.operation)
            self.deltas.move(None, expected.counted)
            self.widest_reach_m = max(self.widest_reach_m, expected.reach_m)
            self.compare("find", id, expected, stored)
        self.some_conflicts(conflicts, list(rows))

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

    def conflicts(self) -> None:
        """No conflict is about a find that there is not; each find's own were looked at with it."""
        rows = self.connection.execute(
            select(CONFLICT.c.id, CONFLICT.c.find_id)
            .outerjoin(FIND, and_(FIND.c.operation == CONFLICT.c.operation, FIND.c.id == CONFLICT.c.find_id))
            .where(and_(CONFLICT.c.operation == self.operation, FIND.c.id.is_(None)))
        )
        for id, find_id in rows:
            self.report("conflict", id, f"is about find {find_id}, which there is not")

    def quarantine(self) -> None:
        """Every refused mutation is kept, and is decided as the log says."""
        rows = self.connection.execute(
            select(LOG.c.seq, LOG.c.mutation_id, LOG.c.digest, QUARANTINE)
            .outerjoin(QUARANTINE, and_(QUARANTINE.c.operation == LOG.c.operation, QUARANTINE.c.seq == LOG.c.seq))
            .where(and_(LOG.c.operation == self.operation, LOG.c.kind == "rejected"))
        ).all()
        released = set()
        for seq, mutation_id, content, _, id, _, state, _, _, by, *_ in rows:
            if id is None:
                self.report("quarantine", f"seq {seq}", "is missing: the log refused a mutation there")
            elif id != quarantine_id(self.operation, mutation_id, content):
                self.report("quarantine", id, f"is not the one of log entry {seq}")
            expected = "waiting"
            if id in self.dismissed:
                expected = "dismissed"
            elif by is not None and self.mended.get(by) == mutation_id:
                expected = "released"
                released.add(by)
            if id is not None and state != expected:
                self.report("quarantine", id, f"is {state}, the log says {expected}")
        for by in self.mended.keys() - released:
            self.report("quarantine", f"mutation {self.mended[by]}", f"is not released, the log says by {by}")

    def pairs(self) -> None:
        """Every suspected duplicate is an open pair as the two finds say, and every open pair is suspected."""
        if self.head.widest_reach_m < self.widest_reach_m:
            self.report(
                "operation", self.operation, f"widest_reach_m is less than {self.widest_reach_m}, as a find has"
            )
        live = select(FIND.c.id).where(and_(FIND.c.operation == self.operation, FIND.c.state == "live"))
        strays = select(duplicates.PAIR.c.one, duplicates.PAIR.c.other).where(
            and_(
                duplicates.PAIR.c.operation == self.operation,
                duplicates.PAIR.c.state == "open",
                duplicates.PAIR.c.one.not_in(live) | duplicates.PAIR.c.other.not_in(live),
            )
        )
        for one, other in self.connection.execute(strays):
            self.report("duplicate_pair", f"{one} / {other}", "is open, but one of the two is no live find")
        after = ""
        while True:
            rows = self.connection.execute(
                select(FIND)
                .where(and_(FIND.c.operation == self.operation, FIND.c.id > after, FIND.c.state == "live"))
                .order_by(FIND.c.id)
                .limit(PAGE)
            ).all()
            finds = [FindRow(*row) for row in rows]
            wanted = duplicates.twins(self.connection, self.operation, finds, self.widest_reach_m)
            ids = [find.id for find in finds]
            known = {
                ends: Near(pair.distance_m, pair.days, pair.first_day)
                for ends, pair in duplicates.pairs_of(self.connection, self.operation, ids).items()
                if pair.state == "open"
            }
            for one, other in sorted(wanted.keys() | known.keys()):
                near, held = wanted.get((one, other)), known.get((one, other))
                if near == held or one not in ids:  # it is told with its first end
                    continue
                what = "is missing" if held is None else "is open, but the two are not near"
                if near and held:
                    what = f"says {held}, the finds say {near}"
                self.report("duplicate_pair", f"{one} / {other}", what)
            if len(rows) < PAGE:
                return
            after = rows[-1].id
