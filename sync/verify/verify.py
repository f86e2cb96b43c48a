"""Verify: walks the chain of the log, plays it again, and compares all that is derived with what is stored."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cached_property
from typing import Any, NamedTuple

import orjson
from sqlalchemy import Connection, and_, select, tuple_

from models.canonical import canonical, digest
from models.tables import CONFLICT, EDITION, FIND, LOG, MOVE, PAIR, QUARANTINE, RULE, TALLY
from sync.database.statements import among
from sync.exchange.prepared import own_fields, quarantine_id
from sync.figures.editions import moment_of, period_of
from sync.figures.weekly import total_of
from sync.finds import duplicates
from sync.finds.conflicts import ConflictRows, Row
from sync.finds.duplicates import Near
from sync.finds.projection import FindRow, project, row_of
from sync.finds.rules import KINDS
from sync.finds.tally import Cell, Deltas
from sync.log.chain import FIRST_HASH, Entry, Head, chained, hashes_at, read_head
from sync.log.replay import play
from sync.merge.find_state import FindState
from sync.rules.changes import Change, changes_of
from sync.verify.moves import Moving, Multiset, RuleHistory

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


def _as_served(row: Any) -> FindRow:
    """A find's row; as it is where its document was changed by hand into something that is no find."""
    try:
        return row_of(row)
    except (ValueError, TypeError, KeyError, AttributeError):
        return FindRow(*row)


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
            "rule": self.rules_kept,
            "find": self.finds,
            "tally": self.tally,
            "conflict": self.conflicts,
            "quarantine": self.quarantine,
            "duplicate_pair": self.pairs,
            "tally_move": self.moves,
            "edition": self.editions,
        }
        self.findings: list[Finding] = []
        self.mended: dict[str, str] = {}  # mutation id that went in: id of the refused one that it mends
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
            if entry.kind in KINDS:
                self.rule_changes += [(entry.seq, change) for change in changes_of(orjson.loads(entry.content))]
            if entry.kind == "edition":
                self.published[entry.seq] = orjson.loads(entry.answer)["edition"]["sha256"]
            if entry.kind in ("same", "distinct"):
                self.decided[entry.seq] = entry.kind
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
        after = ""
        while True:
            rows = self.connection.execute(
                select(FIND)
                .where(and_(FIND.c.operation == self.operation, FIND.c.id > after))
                .order_by(FIND.c.id)
                .limit(PAGE)
            ).all()
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
                self.expected_moves[str(move[1])].add(move)
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
        strays = select(PAIR.c.one, PAIR.c.other).where(
            and_(
                PAIR.c.operation == self.operation,
                PAIR.c.state == "open",
                PAIR.c.one.not_in(live) | PAIR.c.other.not_in(live),
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
            settings = self.history.newest.settings
            wanted = duplicates.twins(self.connection, self.operation, finds, self.widest_reach_m, settings)
            ids = [find.id for find in finds]
            newest = duplicates.newest_pairs(self.connection, self.operation, ids)
            known = {
                ends: Near(pair.distance_m, pair.days, pair.first_day)
                for ends, pair in newest.items()
                if pair.state == "open"
            }
            counts = duplicates.open_counts(self.connection, self.operation, {id for ends in wanted for id in ends})
            for one, other in sorted(wanted.keys() | known.keys()):
                near, held = wanted.get((one, other)), known.get((one, other))
                if near == held or one not in ids:  # it is told with its first end
                    continue
                last = newest.get((one, other))
                if held is None and last and last.state == "distinct":
                    continue
                if held is None and min(counts[one], counts[other]) >= duplicates.MOST_OPEN:  # others are asked first
                    continue
                what = "is missing" if held is None else "is open, but the two are not near"
                if near and held:
                    what = f"says {held}, the finds say {near}"
                self.report("duplicate_pair", f"{one} / {other}", what)
            if len(rows) < PAGE:
                break
            after = rows[-1].id
        decided = and_(PAIR.c.operation == self.operation, PAIR.c.state.in_(("same", "distinct")))
        for pair in self.connection.execute(select(PAIR).where(decided)):
            if self.decided.get(pair.closed_seq) != pair.state:
                self.report("duplicate_pair", pair.id, f"is {pair.state}, log entry {pair.closed_seq} does not say so")

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
        after: tuple[Any, ...] = ("", 0, "", 0)
        key = (MOVE.c.day, MOVE.c.seq, MOVE.c.find_id, MOVE.c.sign)
        while True:
            rows = self.connection.execute(
                select(MOVE)
                .where(and_(MOVE.c.operation == self.operation, MOVE.c.day >= after[0], tuple_(*key) > after))
                .order_by(*key)
                .limit(PAGE)
            ).all()
            for row in rows:
                stored[row.day].add(tuple(row))
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
