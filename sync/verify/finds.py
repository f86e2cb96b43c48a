"""Finds and their conflicts, played again from their log entries and compared with those that are stored."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import asdict

import orjson
from sqlalchemy import and_, func, select

from models.tables import CONFLICT, FIND, LOG
from sync.database.statements import among
from sync.exchange.prepared import own_fields
from sync.finds.conflicts import CONFLICTS, ChangedConflicts
from sync.finds.projection import FINDS, FindRow, served_row
from sync.finds.tally import Deltas, MoveRow
from sync.log.chain import ENTRIES, Entry
from sync.log.replay import Playing
from sync.merge.merge import Merged
from sync.verify.history import Moving, RuleHistory
from sync.verify.moves import Multiset
from sync.verify.verification import Verification

PAGE = 500


class Replay:
    """Some finds, played from the log side by side: each as it stands, its moves and its conflicts."""

    def __init__(self, verification: Verification, history: RuleHistory, ids: Collection[str]) -> None:
        self.verification = verification
        self.finds = {id: Playing() for id in ids}
        self.moving = {id: Moving(verification.operation, id, history) for id in ids}
        self.conflicts = ChangedConflicts(verification.operation)

    def run(self, compare: bool = True) -> None:
        """Plays their entries; with `compare` each is compared with what it says of itself."""
        connection, findings = self.verification.connection, self.verification.findings
        wanted = and_(
            LOG.c.operation == self.verification.operation, among(connection, LOG.c.find_id, self.moving.keys())
        )
        epochs = self.verification.epochs
        for entry in ENTRIES.where(connection, wanted, (LOG.c.find_id, LOG.c.seq)):
            if compare:
                self.verification.progress(1)
            if entry.version is None or entry.find_id is None:
                continue
            playing = self.finds[entry.find_id]
            before, row = playing.find, f"seq {entry.seq}"
            try:
                merged = playing.take_entry(entry, epochs)
                self.conflicts.follow(before, merged, entry.seq)
                flags = self.moving[entry.find_id].entry(entry.seq, merged.find)
            except Exception as error:  # what was changed by hand may be anything
                if compare:
                    findings.wrong("log", row, "content", f"cannot be played again: {error!r}")
                continue
            if compare:
                with findings.reading("log", row):
                    self._compare(entry, merged, flags)

    def _compare(self, entry: Entry, merged: Merged, flags: list[str]) -> None:
        findings, row = self.verification.findings, f"seq {entry.seq}"
        says = {
            "version": merged.find.version,
            "find": own_fields(merged.find),
            "closed": orjson.dumps([asdict(one) for one in merged.closed]).decode() if merged.closed else None,
        }
        findings.compare("log", row, entry._asdict(), says)
        answer = orjson.loads(entry.answer)
        waiting = [{"id": merged.find.conflicts[name].id, "field": name} for name in merged.waiting]
        answered = {
            "outcome": merged.outcome,
            "find_id": entry.find_id,
            "version": merged.find.version,
            "conflicts": waiting,
            "flags": flags,
            "problem": None,
        }
        for name, value in answered.items():
            if answer[name] != value:
                findings.differs("log", row, "answer", f"{name} {answer[name]}", f"{name} {value}")


class Replayed:
    """What all finds of an operation add up to."""

    def __init__(self) -> None:
        self.finds = 0
        self.deltas = Deltas()
        self.moves: dict[str, Multiset] = defaultdict(Multiset)
        """By day."""
        self.widest_reach_m = 0.0
        """The greatest of any find now."""
        self.widest_reach_ever_m = 0.0


def check_finds(verification: Verification, history: RuleHistory) -> Replayed:
    """Every find and its conflicts are what their entries make of them, and every duplicate has a live survivor."""
    replayed = Replayed()
    for page in verification.pages(FINDS, ("id",), PAGE):
        _check_page(verification, history, {row.id: row for row in page}, replayed)
    _check_missing(verification)
    _check_survivors(verification)
    return replayed


def _check_page(verification: Verification, history: RuleHistory, rows: dict[str, FindRow], replayed: Replayed) -> None:
    findings = verification.findings
    replay = Replay(verification, history, rows.keys())
    replay.run()
    for id, stored in rows.items():
        replayed.finds += 1
        moving = replay.moving[id]
        expected = moving.to_the_end()
        if expected is None:
            findings.unexplained("find", id, "no log entry made it")
            continue
        for move in moving.moves.rows:
            replayed.moves[move.day].add(move)
        replayed.deltas.move(None, expected.counted)
        replayed.widest_reach_m = max(replayed.widest_reach_m, expected.reach_m)
        replayed.widest_reach_ever_m = max(replayed.widest_reach_ever_m, moving.widest_reach_m)
        findings.compare("find", id, _as_served(stored)._asdict(), expected._asdict())
    _check_conflicts(verification, replay.conflicts, rows.keys())


def _as_served(row: FindRow) -> FindRow:
    """A find's row; unchanged if its document was changed by hand into something that is not a find."""
    try:
        return served_row(row)
    except (ValueError, TypeError, KeyError, AttributeError):
        return row


def _check_conflicts(verification: Verification, expected: ChangedConflicts, find_ids: Collection[str]) -> None:
    findings, connection = verification.findings, verification.connection
    of_these = among(connection, CONFLICT.c.find_id, find_ids)
    rows = CONFLICTS.where(connection, and_(CONFLICT.c.operation == verification.operation, of_these))
    stored = {row.id: row for row in rows}
    for id, row in expected.rows.items():
        if id in stored:
            findings.compare("conflict", id, stored[id]._asdict(), row._asdict())
        elif held := _conflict(verification, id):  # it was given to another find
            findings.differs("conflict", id, "find_id", held, row.find_id)
        else:
            findings.missing("conflict", id, f"{row.field} of find {row.find_id} was in conflict")
    for id in stored.keys() - expected.rows.keys():
        findings.unexplained("conflict", id, f"no log entry opened it: {stored[id].field} of {stored[id].find_id}")


def _conflict(verification: Verification, id: str) -> str | None:
    mine = and_(CONFLICT.c.operation == verification.operation, CONFLICT.c.id == id)
    held: str | None = verification.connection.execute(select(CONFLICT.c.find_id).where(mine)).scalar_one_or_none()
    return held


def _check_missing(verification: Verification) -> None:
    """No log entry made a find that is not stored."""
    rows = verification.connection.execute(
        select(LOG.c.find_id, func.min(LOG.c.seq))
        .outerjoin(FIND, and_(FIND.c.operation == LOG.c.operation, FIND.c.id == LOG.c.find_id))
        .where(and_(LOG.c.operation == verification.operation, LOG.c.version.is_not(None), FIND.c.id.is_(None)))
        .group_by(LOG.c.find_id)
    )
    for find_id, seq in rows:
        verification.findings.missing("find", str(find_id), f"log entry {seq} made it")


def _check_survivors(verification: Verification) -> None:
    """A find is a duplicate of one that is live: of any other it would have been taken back."""
    survivor = FIND.alias("survivor")
    rows = verification.connection.execute(
        select(FIND.c.id, FIND.c.duplicate_of, survivor.c.state)
        .outerjoin(survivor, and_(survivor.c.operation == FIND.c.operation, survivor.c.id == FIND.c.duplicate_of))
        .where(and_(FIND.c.operation == verification.operation, FIND.c.duplicate_of.is_not(None)))
        .where(survivor.c.id.is_(None) | (survivor.c.state != "live"))
    )
    for id, survivor_id, state in rows:
        what = f"which is {state}: the judgement should have been taken back" if state else "which is not stored"
        verification.findings.wrong("find", id, "duplicate_of", f"holds {survivor_id!r}, {what}")


def moves_of_days(verification: Verification, history: RuleHistory, days: Collection[str]) -> list[MoveRow]:
    """The moves of these days as the log makes them: all finds are played once more."""
    found = []
    for page in verification.pages(FINDS, ("id",), PAGE):
        replay = Replay(verification, history, [row.id for row in page])
        replay.run(compare=False)
        for moving in replay.moving.values():
            moving.to_the_end()
            found += [move for move in moving.moves.rows if move.day in days]
    return found
