"""What may still change a total at a moment: its finds in dispute, and its suspected duplicates."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from datetime import date
from typing import Any, NamedTuple

import orjson
from sqlalchemy import ColumnElement, Select, and_, func, select

from models.period import Period
from models.position import locate
from models.shapes.reports import Disputed, InQuarantine, SuspectedDuplicates
from models.tables import CONFLICT, FIND, LOG, PAIR, QUARANTINE
from sync.database.statements import among
from sync.figures.moment import Moment
from sync.finds.duplicates import STATES, Ends, groups
from sync.finds.projection import day_number, find_of, state_of
from sync.finds.settling import finds_now
from sync.merge.dispute import range_of, table_of
from sync.merge.find_state import FindState

FIELDS = ("count", "found_on", "deleted", "marking", "category", "district")
"""The fields whose value decides whether, where and how much a find counts."""
MOST_DAYS = 30
"""The most days between the two finds of a pair, whatever the settings (`OperationSettings.duplicate_days`)."""


# Finds in dispute


class Disputes:
    """The finds with open conflicts that could count in a period, and the range that they leave."""

    def __init__(self, moment: Moment, period: Period) -> None:
        self.period = period
        found = _stored(moment) if moment.is_now else _played(moment)
        self.finds: list[FindState] = []
        self.tables: list[dict[str, list[Any]]] = []
        """For each find, the values of each field that may be accepted; a district as it would count."""
        for find, computed in sorted(found, key=lambda one: one[0].id):
            table = table_of(find, FIELDS)
            if range_of(table, {"found_on": period.holds}).high:
                table["district"] = [typed or computed for typed in table["district"]]
                self.finds.append(find)
                self.tables.append(table)

    def range(self, total: int, **wanted: Callable[[Any], bool]) -> Disputed:
        """`disputed` of a total: the number of conflicts, and the least and the greatest total that they allow.

        `wanted` has a test for each field by which a row is chosen; for the total of a report, none.
        """
        tests: dict[str, Callable[[Any], bool]] = dict(wanted)  # the row's own tests first: they exclude most
        tests.setdefault("found_on", self.period.holds)
        fields = ("count", "deleted", *tests)
        conflicts, low, high = 0, total, total
        for table, find in zip(self.tables, self.finds, strict=True):
            possible = range_of(table, tests)
            if possible.high == 0:
                continue
            counted = table["count"][0] if all(test(table[name][0]) for name, test in tests.items()) else 0
            low += possible.low - counted
            high += possible.high - counted
            conflicts += sum(name in find.conflicts for name in fields)
        return {"conflicts": conflicts, "low": low, "high": high}

    def offered(self, field: str) -> set[Any]:
        """Every value of a field that may be accepted, of any find in dispute; a district as it would count."""
        return {value for table in self.tables for value in table[field]}


def _disputed(moment: Moment) -> Select[Any]:
    """The ids of the finds with open conflicts."""
    state: ColumnElement[bool] = CONFLICT.c.state == "open"
    if not moment.is_now:
        was_open = moment.open_at(CONFLICT.c.opened_seq, CONFLICT.c.closed_seq)
        state = and_(CONFLICT.c.state.in_(("open", "resolved", "settled")), was_open)
    return select(CONFLICT.c.find_id).where(
        and_(CONFLICT.c.operation == moment.operation, state, CONFLICT.c.field.in_(FIELDS))
    )


def _stored(moment: Moment) -> Iterator[tuple[FindState, str]]:
    finds = finds_now(moment.head).c
    wanted = and_(finds.operation == moment.operation, finds.state == "live", finds.id.in_(_disputed(moment)))
    for row in moment.connection.execute(select(finds.document, finds.merge).where(wanted)):
        yield find_of(row.document, row.merge), orjson.loads(row.document)["district_computed"] or ""


def _played(moment: Moment) -> Iterator[tuple[FindState, str]]:
    ids = set(moment.connection.execute(_disputed(moment)).scalars())
    for find in moment.finds(ids).values():
        if state_of(find.values) == "live":
            place = locate(find.values["position"])
            yield find, moment.rules.districts.holding(place.lat, place.lon) or ""


# Suspected duplicates


class CountOnDay(NamedTuple):
    """The pieces of a find, and the local day on which it was found."""

    count: int  # type: ignore[assignment]
    day: str


def suspected_duplicates(moment: Moment, period: Period) -> SuspectedDuplicates:
    """The open pairs with a find in the period, and how much the total would fall if each group were one discovery.

    A group is the finds that open pairs connect. Its sum would fall to its greatest count.
    """
    edges, found = _edges(moment, period)
    in_period = {id for id, one in found.items() if period.holds(one.day)}
    edges = {ends for ends in edges if in_period & {*ends}}
    reached = {id for ends in edges for id in ends}
    frontier = reached - in_period
    while frontier:  # a group may go on outside the period
        beyond = {
            ends
            for end in (PAIR.c.one, PAIR.c.other)
            for ends in _open_pairs(moment, among(moment.connection, end, frontier))
        }
        edges |= beyond
        frontier = {id for ends in beyond for id in ends} - reached
        reached |= frontier
        found.update(_counted(moment, frontier))
    grouped = [[found[id].count for id in group] for group in groups(reached, edges)]
    return {
        "pairs": sum(bool(in_period & {*ends}) for ends in edges),
        "total": sum(sum(counts) - max(counts) for counts in grouped),
    }


def _edges(moment: Moment, period: Period) -> tuple[set[Ends], dict[str, CountOnDay]]:
    earliest = date.fromordinal(max(1, day_number(period.first) - MOST_DAYS)).isoformat()
    edges = _open_pairs(moment, PAIR.c.first_day.between(earliest, period.last))
    return edges, _counted(moment, {id for ends in edges for id in ends})


def _open_pairs(moment: Moment, wanted: ColumnElement[bool]) -> set[Ends]:
    state: ColumnElement[bool] = PAIR.c.state == "open"
    if not moment.is_now:
        was_open = moment.open_at(PAIR.c.opened_seq, PAIR.c.closed_seq)
        state = and_(PAIR.c.state.in_(STATES), was_open)
    rows = moment.connection.execute(
        select(PAIR.c.one, PAIR.c.other).where(and_(PAIR.c.operation == moment.operation, state, wanted))
    )
    return {(one, other) for one, other in rows}


def _counted(moment: Moment, ids: Collection[str]) -> dict[str, CountOnDay]:
    if not ids:
        return {}
    if not moment.is_now:
        then = moment.find_values(ids)
        return {id: CountOnDay(find.values["count"], find.values["found_on"]) for id, find in then.items()}
    wanted = and_(FIND.c.operation == moment.operation, among(moment.connection, FIND.c.id, ids))
    rows = moment.connection.execute(select(FIND.c.id, FIND.c.count, FIND.c.found_on).where(wanted))
    return {row.id: CountOnDay(row._mapping["count"], row.found_on) for row in rows}


# What waits


def in_quarantine(moment: Moment) -> InQuarantine:
    """How much waits in the quarantine: what was refused by then and was decided later, or not at all."""
    refused = and_(QUARANTINE.c.operation == moment.operation, QUARANTINE.c.seq <= moment.seq)
    waits = and_(refused, QUARANTINE.c.state == "waiting")
    number: int = moment.connection.execute(select(func.count()).select_from(QUARANTINE).where(waits)).scalar_one()
    if moment.is_now:
        return {"waiting": number}
    since = and_(LOG.c.operation == moment.operation, LOG.c.seq > moment.seq)
    released = select(func.count()).select_from(QUARANTINE).where(refused, QUARANTINE.c.state == "released")
    by_mutation = select(LOG.c.mutation_id).where(since, LOG.c.mends.is_not(None))
    number += moment.connection.execute(released.where(QUARANTINE.c.released_by_mutation.in_(by_mutation))).scalar_one()
    contents = moment.connection.execute(select(LOG.c.content).where(since, LOG.c.kind == "dismiss")).scalars()
    dismissed = {str(orjson.loads(content)["quarantine_id"]) for content in contents}
    of_them = (
        select(func.count())
        .select_from(QUARANTINE)
        .where(refused, among(moment.connection, QUARANTINE.c.id, dismissed))
    )
    number += moment.connection.execute(of_them).scalar_one() if dismissed else 0
    return {"waiting": number}
