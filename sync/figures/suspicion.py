"""How much of a period's total may be counted twice: the undecided pairs of finds at a moment."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, select

from models.period import Period
from models.shapes.reports import SuspectedDuplicates
from models.tables import FIND, PAIR
from sync.database.statements import among
from sync.figures.moment import Moment
from sync.finds.duplicates import STATES, Ends, groups
from sync.finds.projection import day_number

MOST_DAYS = 30
"""The most days between the two finds of a pair, whatever the settings (`OperationSettings.duplicate_days`)."""


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
    state: Any = PAIR.c.state == "open"
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
