"""The finds with open conflicts at a moment, and the range in which these conflicts leave a total."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import orjson
from sqlalchemy import Select, and_, select

from models.period import Period
from models.position import locate
from models.shapes.reports import Disputed
from models.tables import CONFLICT, FIND
from sync.figures.moment import Moment
from sync.finds.projection import find_of, state_of
from sync.merge.dispute import range_of, table_of
from sync.merge.find_state import FindState

FIELDS = ("count", "found_on", "deleted", "marking", "category", "district")
"""The fields whose value decides whether, where and how much a find counts."""


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
    state: Any = CONFLICT.c.state == "open"
    if not moment.is_now:
        was_open = moment.open_at(CONFLICT.c.opened_seq, CONFLICT.c.closed_seq)
        state = and_(CONFLICT.c.state.in_(("open", "resolved", "settled")), was_open)
    return select(CONFLICT.c.find_id).where(
        and_(CONFLICT.c.operation == moment.operation, state, CONFLICT.c.field.in_(FIELDS))
    )


def _stored(moment: Moment) -> Iterator[tuple[FindState, str]]:
    wanted = and_(FIND.c.operation == moment.operation, FIND.c.state == "live", FIND.c.id.in_(_disputed(moment)))
    for row in moment.connection.execute(select(FIND.c.document, FIND.c.merge).where(wanted)):
        yield find_of(row.document, row.merge), orjson.loads(row.document)["district_computed"] or ""


def _played(moment: Moment) -> Iterator[tuple[FindState, str]]:
    ids = set(moment.connection.execute(_disputed(moment)).scalars())
    for find in moment.finds(ids).values():
        if state_of(find.values) == "live":
            place = locate(find.values["position"])
            yield find, moment.rules.districts.holding(place.lat, place.lon) or ""
