"""Verify: follows the chain of the log, plays it again, and compares all that is derived with what is stored."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cached_property
from typing import Any, NamedTuple

import orjson
from sqlalchemy import Connection, and_, select, tuple_

from models.canonical import canonical, digest
from models.tables import CONFLICT, EDITION, FIND, LOG, MOVE, QUARANTINE, RULE, TALLY
from sync.database.statements import among
from sync.exchange.prepared import own_fields, quarantine_id
from sync.figures.editions import moment_of, period_of
from sync.figures.weekly import total_of
from sync.finds.conflicts import CONFLICTS, ChangedConflicts, ConflictRow
from sync.finds.projection import FINDS, FindRow, project, served_row
from sync.finds.rules import KINDS, Change
from sync.finds.tally import MOVES, TALLIES, Deltas
from sync.log.chain import ENTRIES, FIRST_HASH, Entry, Head, chained, hashes_at, read_head
from sync.log.replay import play
from sync.merge.find_state import FindState
from sync.rules.changes import changes_of
from sync.verify.findings import Enough, Finding, Findings
from sync.verify.moves import Moving, Multiset, RuleHistory
from sync.verify.pairs import check_pairs

PAGE = 500

Progress = Callable[[int], None]


class Verified(NamedTuple):
    """What was checked, and what does not match."""

    entries: int
    finds: int
    findings: list[Finding]


def _as_served(row: FindRow) -> FindRow:
    """A find's row; unchanged if its document was changed manually into something that is not a find."""
    try:
        return served_row(row)
    except (ValueError, TypeError, KeyError, AttributeError):
        return row


def entries_to_verify(connection: Connection, operation: str) -> int:
    """How many steps `verify` will report: two an entry."""
    return 2 * read_head(connection, operation).seq


def verify(connection: Connection, operation: str, progress: Progress = lambda steps: None) -> Verified:
    """Looks at everything of an operation; `progress` gets the number of entries done since its last call."""
    verifying = _Verifying(connection, operation, progress)
    with suppress(Enough):
        for part, look in verifying.parts.items():
            try:
                look()
            except Enough:
                raise
            except Exception as error:  # a value that nobody can read: the findings before it name the row
                verifying.report(part, "(all)", f"cannot be read to the end: {error!r}")
    return Verified(verifying.head.seq, verifying.found, verifying.findings.found)


class _Verifying:
    def __init__(self, connection: Connection, operation: str, progress: Progress) -> None:
        self.connection, self.operation, self.progress = connection, operation, progress
        self.head: Head = read_head(connection, operation)
        self.parts = {
            "log": self.chain,
            "rule": self.rules_kept,
            "find": self.finds,
            "tally": self.tally,
            "conflict": self.conflicts,
            "quarantine": self.quarantine,
            "duplicate_pair": self.pairs_kept,
            "tally_move": self.moves,
            "edition": self.editions,
        }
        self.findings = Findings()
        self.report = self.findings.report
        self.fixed: dict[str, str] = {}  # mutation id that was accepted: id of the rejected one that it fixes
        self.dismissed: set[str] = set()  # ids of the quarantine
        self.widest_reach_m = 0.0
        self.deltas = Deltas()
        self.found = 0
        self.rule_changes: list[tuple[int, Change]] = []
        self.published: dict[int, str] = {}  # log entry that published: SHA-256 of the edition
        self.decided: dict[int, str] = {}  # log entry that decided about a pair: same or distinct
        self.expected_moves: dict[str, Multiset] = defaultdict(Multiset)  # by day

    @cached_property
    def history(self) -> RuleHistory:
        return RuleHistory(self.connection, self.head)

    # The log

    def entries(self) -> Iterator[Entry]:
        after = 0
        while True:
            wanted = and_(LOG.c.operation == self.operation, LOG.c.seq > after)
            rows = ENTRIES.where(self.connection, wanted, (LOG.c.seq,), PAGE)
            yield from rows
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
            if entry.kind in KINDS:
                self.rule_changes += [(entry.seq, change) for change in changes_of(orjson.loads(entry.content))]
            if entry.kind == "edition":
                self.published[entry.seq] = orjson.loads(entry.answer)["edition"]["sha256"]
            if entry.kind in ("same", "distinct"):
                self.decided[entry.seq] = entry.kind
            if entry.kind == "dismiss":
                self.dismissed.add(orjson.loads(entry.content)["quarantine_id"])
            if entry.mends:
                self.fixed[entry.mutation_id] = entry.mends
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
        after = ""
        while True:
            wanted = and_(FIND.c.operation == self.operation, FIND.c.id > after)
            rows = FINDS.where(self.connection, wanted, (FIND.c.id,), PAGE)
            if rows:
                self.some_finds({row.id: _as_served(row) for row in rows})
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
        moving = {id: Moving(self.operation, id, self.history) for id in rows}
        conflicts = ChangedConflicts(self.operation)
        of_these = among(self.connection, LOG.c.find_id, rows.keys())
        wanted = and_(LOG.c.operation == self.operation, of_these)
        for row in ENTRIES.where(self.connection, wanted, (LOG.c.find_id, LOG.c.seq)):
            self.progress(1)
            if row.version is None or row.find_id is None:
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
            moving[row.find_id].entry(row.seq, merged.find)
            if row.find != own_fields(merged.find) or row.version != merged.find.version:
                self.report("log", f"seq {row.seq}", "the find after it is not what the merge makes of it")
            if answered != merged.outcome:
                self.report("log", f"seq {row.seq}", f"its answer is not the outcome of the merge, {merged.outcome}")
        for id, stored in rows.items():
            self.found += 1
            if id not in played:
                self.report("find", id, "no log entry made it")
                continue
            derived_anew = any(last[id] < seq <= stored.seq for seq in self.history.seqs)
            seq = stored.seq if derived_anew else last[id]
            expected, _ = project(played[id], seq, self.history.newest, self.operation)
            for move in moving[id].to_the_end():
                self.expected_moves[move.day].add(move)
            self.deltas.move(None, expected.counted)
            self.widest_reach_m = max(self.widest_reach_m, expected.reach_m)
            self.compare("find", id, expected, stored)
        self.some_conflicts(conflicts, list(rows))

    def some_conflicts(self, expected: ChangedConflicts, find_ids: list[str]) -> None:
        of_these = among(self.connection, CONFLICT.c.find_id, find_ids)
        rows = CONFLICTS.where(self.connection, and_(CONFLICT.c.operation == self.operation, of_these))
        stored = {row.id: row for row in rows}
        for id, row in expected.rows.items():
            if id not in stored:
                self.report("conflict", id, f"is missing: {row.field} of find {row.find_id}")
            else:
                self.compare("conflict", id, row, stored[id])
        for id in stored.keys() - expected.rows.keys():
            self.report("conflict", id, "no log entry opened it")

    def compare(self, table: str, id: str, expected: FindRow | ConflictRow, stored: FindRow | ConflictRow) -> None:
        held_by_name = stored._asdict()
        for name, wanted in expected._asdict().items():
            held = held_by_name[name]
            if wanted != held:
                self.report(table, id, f"column {name} holds {str(held)[:200]!r}, the log says {str(wanted)[:200]!r}")

    # What is summed, rejected and suspected

    def tally(self) -> None:
        """Every sum is the sum over live finds."""
        expected = {
            cell: (self.deltas.total[cell], finds)
            for cell, finds in self.deltas.finds.items()
            if finds or self.deltas.total[cell]
        }
        rows = TALLIES.where(self.connection, TALLY.c.operation == self.operation)
        stored = {row.cell: (row.total, row.finds) for row in rows}
        for cell in sorted(expected.keys() | stored.keys()):
            if expected.get(cell, (0, 0)) != stored.get(cell, (0, 0)):
                total, finds = expected.get(cell, (0, 0))
                held = stored.get(cell, (0, 0))
                self.report(
                    "tally", " / ".join(cell), f"holds {held[0]} of {held[1]} finds, the finds say {total} of {finds}"
                )

    def conflicts(self) -> None:
        """No conflict is about an unknown find; the conflicts of each find were looked at with it."""
        rows = self.connection.execute(
            select(CONFLICT.c.id, CONFLICT.c.find_id)
            .outerjoin(FIND, and_(FIND.c.operation == CONFLICT.c.operation, FIND.c.id == CONFLICT.c.find_id))
            .where(and_(CONFLICT.c.operation == self.operation, FIND.c.id.is_(None)))
        )
        for id, find_id in rows:
            self.report("conflict", id, f"is about find {find_id}, which is not stored")

    def quarantine(self) -> None:
        """Every rejected mutation is kept, and is decided as the log says."""
        kept = (QUARANTINE.c.id, QUARANTINE.c.state, QUARANTINE.c.released_by_mutation.label("by"))
        rows = self.connection.execute(
            select(LOG.c.seq, LOG.c.mutation_id, LOG.c.digest, *kept)
            .outerjoin(QUARANTINE, and_(QUARANTINE.c.operation == LOG.c.operation, QUARANTINE.c.seq == LOG.c.seq))
            .where(and_(LOG.c.operation == self.operation, LOG.c.kind == "rejected"))
        ).all()
        released = set()
        for row in rows:
            if row.id is None:
                self.report("quarantine", f"seq {row.seq}", "is missing: the log rejected a mutation there")
            elif row.id != quarantine_id(self.operation, row.mutation_id, row.digest):
                self.report("quarantine", row.id, f"is not the one of log entry {row.seq}")
            expected = "waiting"
            if row.id in self.dismissed:
                expected = "dismissed"
            elif row.by is not None and self.fixed.get(row.by) == row.mutation_id:
                expected = "released"
                released.add(row.by)
            if row.id is not None and row.state != expected:
                self.report("quarantine", row.id, f"is {row.state}, the log says {expected}")
        for by in self.fixed.keys() - released:
            self.report("quarantine", f"mutation {self.fixed[by]}", f"is not released, the log says by {by}")

    def pairs_kept(self) -> None:
        """Every suspected duplicate is an open pair, and every open pair is suspected."""
        if self.head.widest_reach_m < self.widest_reach_m:
            detail = f"widest_reach_m is less than {self.widest_reach_m}, as a find has"
            self.report("operation", self.operation, detail)
        settings = self.history.newest.settings
        check_pairs(self.connection, self.operation, self.widest_reach_m, settings, self.decided, self.findings)

    # Rules, moves and editions

    def rules_kept(self) -> None:
        """Every rule that staff set holds from and up to the log entries that say so."""
        expected: dict[tuple[str, str, int], tuple[int | None, Any]] = {}
        open_since: dict[tuple[str, str], int] = {}
        rows = self.connection.execute(select(RULE).where(RULE.c.operation == self.operation)).all()
        for row in rows:
            if row.since_seq == 0:
                expected[(row.kind, row.key, 0)] = (None, orjson.loads(row.document))
                open_since[(row.kind, row.key)] = 0
        for seq, change in self.rule_changes:
            place = (change.kind, change.key)
            if place in open_since:
                since = open_since.pop(place)
                expected[(*place, since)] = (seq, expected[(*place, since)][1])
            if change.document is not None:
                expected[(*place, seq)] = (None, change.document)
                open_since[place] = seq
        stored = {(row.kind, row.key, row.since_seq): (row.until_seq, orjson.loads(row.document)) for row in rows}
        for rule in sorted(expected.keys() | stored.keys()):
            if expected.get(rule) != stored.get(rule):
                self.report("rule", " / ".join(map(str, rule)), "is not what the log says")

    def moves(self) -> None:
        """Every move of the tally is one that the log and the rules of its time make."""
        stored: dict[str, Multiset] = defaultdict(Multiset)
        after = ("", 0, "", 0)
        key = (MOVE.c.day, MOVE.c.seq, MOVE.c.find_id, MOVE.c.sign)
        while True:
            wanted = and_(MOVE.c.operation == self.operation, MOVE.c.day >= after[0], tuple_(*key) > after)
            rows = MOVES.where(self.connection, wanted, key, PAGE)
            for row in rows:
                stored[row.day].add(row)
            if len(rows) < PAGE:
                break
            after = (rows[-1].day, rows[-1].seq, rows[-1].find_id, rows[-1].sign)
        for day in sorted(stored.keys() | self.expected_moves.keys()):
            if stored[day] != self.expected_moves[day]:
                expected, held = self.expected_moves[day].count, stored[day].count
                self.report("tally_move", day, f"holds {held} moves, the log says {expected}, or they differ")

    def editions(self) -> None:
        """Every edition is as the log published it, and stands on the entry whose hash it names."""
        rows = self.connection.execute(select(EDITION).where(EDITION.c.operation == self.operation)).all()
        for row in rows:
            name = f"{row.number} revision {row.revision}"
            document = orjson.loads(row.document)
            claimed = document.pop("sha256")
            if not digest(canonical(document)) == claimed == row.sha256 == self.published.get(row.seq):
                self.report("edition", name, f"is not what log entry {row.seq} published: its SHA-256 differs")
            stands = document["stands_on"]
            if hashes_at(self.connection, self.operation, {stands["seq"]}).get(stands["seq"]) != stands["hash"]:
                self.report("edition", name, f"stands on another entry {stands['seq']} than the log has")
            counted, _ = total_of(moment_of(self.connection, document), period_of(document))
            if counted != document["report"]["total"]:
                self.report("edition", name, f"says {document['report']['total']}, the log says {counted}")
        for seq in self.published.keys() - {row.seq for row in rows}:
            self.report("edition", f"seq {seq}", "is missing: the log published it")
