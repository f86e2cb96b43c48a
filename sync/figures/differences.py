"""What changed between two published figures, or a published one and now: find by find, each step with its reason.

It is read from the moves of the tally, so the steps always add up to the change of the total.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any, NamedTuple

import orjson
from sqlalchemy import ColumnElement, Connection, FromClause, Row, RowMapping, and_, func, select

from models.period import Period
from models.problem import Refused
from models.shapes.editions import (
    ComparedFigure,
    CountedSide,
    Differences,
    DifferenceStep,
    DifferentFind,
    Edition,
)
from models.shapes.reports import EditionName
from models.tables import LOG
from sync.database.statements import among
from sync.figures.editions import moment_of, period_of, read_edition
from sync.figures.moment import Moment, moment_as_of
from sync.figures.weekly import total_of
from sync.operations import names_of_devices

REASONS = {
    "late_arrival": "late arrival",
    "count_corrected": "count corrected",
    "day_corrected": "day corrected",
    "type_corrected": "type corrected",
    "corrected": "corrected",
    "conflict_resolved": "conflict resolved",
    "released": "released from quarantine",
    "deleted": "deleted",
    "restored": "restored",
    "judged_duplicate": "judged a duplicate",
    "duplicate_taken_back": "no longer judged a duplicate",
    "alias_added": "alias added",
    "alias_removed": "alias taken away",
    "catalogue_changed": "catalogue changed",
    "area_changed": "areas changed",
    "period_changed": "another period",
}
"""Why a find counts differently: the code that programs read, and the words for people."""


class Figure(NamedTuple):
    """A total that is compared: a period at a moment."""

    moment: Moment
    period: Period
    edition: EditionName | None = None


@dataclass(frozen=True, slots=True)
class Side:
    """How a find counted in the period, before or after a step."""

    day: str
    type: str
    category: str
    count: int
    year: str
    district: str

    def shown(self) -> CountedSide:
        return {
            "found_on": self.day,
            "type": self.type,
            "category": self.category,
            "count": self.count,
            "manufactured_year": int(self.year) if self.year else None,
            "district": self.district or None,
        }


class Step(NamedTuple):
    """What one log entry did to a find in the period; `seq` is None if only the period is different."""

    seq: int | None
    find_id: str
    before: Side | None
    after: Side | None

    @property
    def change(self) -> int:
        return (self.after.count if self.after else 0) - (self.before.count if self.before else 0)


def differences_of(
    connection: Connection,
    operation: str,
    earlier: tuple[int, int | None],
    later: tuple[int, int | None] | None,
    now: datetime,
) -> Differences:
    """What changed between two editions, each with number and revision, or between one and now.

    Raises Refused if an edition is not found, or if the later one is older.
    """
    edition = read_edition(connection, operation, *earlier)
    before = Figure(moment_of(connection, edition), period_of(edition))
    other = read_edition(connection, operation, *later) if later else None
    if other:
        after = Figure(moment_of(connection, other), period_of(other))
    else:
        after = Figure(moment_as_of(connection, operation, None, now), before.period)
    if after.moment.seq < before.moment.seq:
        raise Refused(
            "invalid_request",
            "The edition to compare with is older. Ask for the differences the other way round.",
        )
    return differences(
        before._replace(edition=_named(edition)), after._replace(edition=_named(other) if other else None)
    )


def _named(edition: Edition) -> EditionName:
    return {"number": edition["number"], "revision": edition["revision"], "seq": edition["stands_on"]["seq"]}


def differences(before: Figure, after: Figure) -> Differences:
    """Each find that counts differently in `after` than in `before`, and the change of the total by reason and type."""
    steps = [*_of_the_period(before, after), *_of_the_log(before, after)]
    reasons = _Reasons(after.moment, steps)
    finds: dict[str, list[DifferenceStep]] = defaultdict(list)
    by_reason: Counter[str] = Counter()
    touched: dict[str, set[str]] = defaultdict(set)
    by_type: Counter[str] = Counter()
    for step in steps:
        shown = reasons.shown(step)
        finds[step.find_id].append(shown)
        by_reason[shown["reason"]] += step.change
        touched[shown["reason"]].add(step.find_id)
        for side, sign in ((step.before, -1), (step.after, 1)):
            if side:
                by_type[side.type] += sign * side.count
    change = sum(by_reason.values())
    return {
        "operation": after.moment.operation,
        "before": _figure(before),
        "after": _figure(after),
        "change": change,
        "by_reason": [
            {"reason": reason, "means": REASONS[reason], "change": by_reason[reason], "finds": len(touched[reason])}
            for reason in REASONS
            if reason in by_reason
        ],
        "by_type": [{"type": key, "change": by_type[key]} for key in sorted(by_type) if by_type[key]],
        "finds": [_different(id, of_find) for id, of_find in finds.items()],
    }


def _different(find_id: str, steps: list[DifferenceStep]) -> DifferentFind:
    return {"find_id": find_id, "change": sum(step["change"] for step in steps), "steps": steps}


def _figure(figure: Figure) -> ComparedFigure:
    total, finds = total_of(figure.moment, figure.period)
    return {
        "from": figure.period.first,
        "to": figure.period.last,
        "seq": figure.moment.seq,
        "time": figure.moment.time,
        "total": total,
        "finds": finds,
        "edition": figure.edition,
    }


def _columns(moves: FromClause) -> list[ColumnElement[Any]]:
    """The fields of a Side."""
    names = {field.name: field.name for field in fields(Side)} | {"type": "type_key"}
    return [moves.c[column].label(name) for name, column in names.items()]


def _side(row: RowMapping) -> Side:
    return Side(**{field.name: row[field.name] for field in fields(Side)})


def _of_the_log(before: Figure, after: Figure) -> Iterable[Step]:
    """The steps between the two moments, in the order of the log."""
    table = after.moment.moves
    moves = table.c
    wanted = and_(
        moves.operation == after.moment.operation,
        moves.day.between(after.period.first, after.period.last),
        moves.seq > before.moment.seq,
        moves.seq <= after.moment.seq,
    )
    sides: dict[tuple[int, str], dict[int, Side]] = defaultdict(dict)
    rows = after.moment.connection.execute(select(moves.seq, moves.find_id, moves.sign, *_columns(table)).where(wanted))
    for row in rows.mappings():
        sides[(row["seq"], row["find_id"])][row["sign"]] = _side(row)
    return [Step(seq, find_id, moved.get(-1), moved.get(1)) for (seq, find_id), moved in sorted(sides.items())]


def _of_the_period(before: Figure, after: Figure) -> Iterable[Step]:
    """The finds that counted at the earlier moment on days that only one of the periods has."""
    if (before.period.first, before.period.last) == (after.period.first, after.period.last):
        return
    table = before.moment.moves
    moves, side_of = table.c, _columns(table)
    held = and_(moves.operation == before.moment.operation, moves.seq <= before.moment.seq)
    for ours, theirs, comes in ((before.period, after.period, False), (after.period, before.period, True)):
        only = and_(moves.day.between(ours.first, ours.last), ~moves.day.between(theirs.first, theirs.last))
        rows = before.moment.connection.execute(
            select(moves.find_id, *side_of)
            .where(and_(held, only))
            .group_by(moves.find_id, *side_of)
            .having(func.sum(moves.sign) > 0)
            .order_by(moves.day, moves.find_id)
        )
        for row in rows.mappings():
            side = _side(row)
            yield Step(None, row["find_id"], None if comes else side, side if comes else None)


class _Reasons:
    """Why each step was made, and by whom: read from the log."""

    def __init__(self, moment: Moment, steps: list[Step]) -> None:
        self.names = names_of_devices(moment.connection, moment.operation)
        self.entries: dict[int, Row[*tuple[Any, ...]]] = {}
        seqs = sorted({step.seq for step in steps if step.seq is not None})
        columns = (
            LOG.c.seq, LOG.c.kind, LOG.c.find_id, LOG.c.content, LOG.c.mutation_id, LOG.c.device_id, LOG.c.team,
            LOG.c.person, LOG.c.made_at, LOG.c.received_at, LOG.c.mends,
        )  # fmt: skip
        for start in range(0, len(seqs), 500):
            some = seqs[start : start + 500]
            wanted = and_(LOG.c.operation == moment.operation, LOG.c.seq.in_(some))
            self.entries |= {row.seq: row for row in moment.connection.execute(select(*columns).where(wanted))}
        self.moment = moment
        ids = {step.find_id for step in steps}
        self.reporter = self._reporters(ids)

    def _reporters(self, ids: set[str]) -> dict[str, Row[*tuple[Any, ...]]]:
        if not ids:
            return {}
        made = and_(
            LOG.c.operation == self.moment.operation,
            among(self.moment.connection, LOG.c.find_id, ids),
            LOG.c.version == 1,
        )
        columns = (LOG.c.find_id, LOG.c.device_id, LOG.c.team, LOG.c.person, LOG.c.received_at)
        return {row.find_id: row for row in self.moment.connection.execute(select(*columns).where(made))}

    def shown(self, step: Step) -> DifferenceStep:
        """A step as it is answered."""
        entry = self.entries[step.seq] if step.seq is not None else None
        reason = _reason(step, entry)
        by = entry or self.reporter[step.find_id]
        device = self.names.get(by.device_id or "")
        who = device or by.person or by.team or "staff"
        found = _day_text((step.after or step.before).day)  # type: ignore[union-attr]
        received = _day_text(by.received_at[:10])
        return {
            "seq": step.seq,
            "reason": reason,
            "change": step.change,
            "sentence": f"{step.change:+,}, {who}: {REASONS[reason]}, found {found}, received {received}",
            "before": step.before.shown() if step.before else None,
            "after": step.after.shown() if step.after else None,
            "device": device,
            "team": by.team,
            "person": by.person,
            "received_at": by.received_at,
        }


_BY_KIND = {
    "resolve": "conflict_resolved",
    "delete": "deleted",
    "restore": "restored",
    "same": "judged_duplicate",
    "undo": "duplicate_taken_back",
    "void": "duplicate_taken_back",
    "type": "catalogue_changed",
    "area": "area_changed",
}


def _reason(step: Step, entry: Any) -> str:
    if entry is None:
        return "period_changed"
    if entry.kind == "alias":
        taken_away = orjson.loads(entry.content)["changes"][0][2] is None
        return "alias_removed" if taken_away else "alias_added"
    if entry.kind in _BY_KIND:
        return _BY_KIND[entry.kind]
    if entry.mends:
        return "released"
    if entry.kind == "create" and step.before is None:
        return "late_arrival"
    before, after = step.before, step.after
    if before is None or after is None:
        return "day_corrected" if "found_on" in (orjson.loads(entry.content).get("set") or {}) else _alive(after)
    changed = {name for name in ("day", "type", "category", "count") if getattr(before, name) != getattr(after, name)}
    words = {"day": "day_corrected", "type": "type_corrected", "category": "type_corrected", "count": "count_corrected"}
    reasons = {words[name] for name in changed}
    return reasons.pop() if len(reasons) == 1 else "corrected"


def _alive(after: Side | None) -> str:
    """An edit that restored a find, or a delete that took effect when an edit came in."""
    return "restored" if after else "deleted"


def _day_text(day: str) -> str:
    """19 Aug 2022"""
    one = date.fromisoformat(day)
    return f"{one.day} {one:%b} {one.year}"
