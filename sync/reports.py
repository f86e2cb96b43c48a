"""The weekly report: read from the tally, the open conflicts, the open pairs and the devices, at one moment."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import orjson
from sqlalchemy import Connection, Select, Table, and_, func, select

from models.find import class_of, meaning
from models.mutation import stored_instant
from models.tables import ConflictRow, Device, DuplicatePair, Find, Tally
from sync.database import among
from sync.dispute import options, range_of
from sync.log import Head, read_head
from sync.projection import DUPLICATE_DAYS, day_number, find_of
from sync.rules import Rules, rules_of

TALLY: Table = Tally.__table__  # type: ignore[attr-defined]
FIND: Table = Find.__table__  # type: ignore[attr-defined]
CONFLICT: Table = ConflictRow.__table__  # type: ignore[attr-defined]
PAIR: Table = DuplicatePair.__table__  # type: ignore[attr-defined]
DEVICE: Table = Device.__table__  # type: ignore[attr-defined]

GROUPINGS = ("type", "category", "day", "district", "team", "device")


@dataclass(frozen=True, slots=True)
class Period:
    """Days of a report, both ends inclusive, in the operation's time zone."""

    first: str
    last: str
    iso_week: str | None = None

    @property
    def days(self) -> int:
        return (date.fromisoformat(self.last) - date.fromisoformat(self.first)).days + 1

    def before(self) -> Period:
        """The period of the same length that ends the day before this one."""
        start = date.fromisoformat(self.first)
        if start.toordinal() <= self.days:
            return Period("0001-01-01", "0001-01-01")
        return Period((start - timedelta(days=self.days)).isoformat(), (start - timedelta(days=1)).isoformat())

    def holds(self, day: str) -> bool:
        return self.first <= day <= self.last

    def end(self, zone: ZoneInfo) -> str:
        """The moment at which the last day ends, as stored."""
        last = date.fromisoformat(self.last)
        if last >= date.max - timedelta(days=2):
            return stored_instant(datetime.max.replace(tzinfo=UTC))
        return stored_instant(datetime.combine(last + timedelta(days=1), clock.min, zone))


def weekly(
    connection: Connection, operation: str, period: Period, groupings: tuple[str, ...], now: datetime
) -> dict[str, Any]:
    """The report of a period, grouped as asked."""
    head = read_head(connection, operation)
    rules = rules_of(connection, operation, head.rules, head.timezone)
    disputes = Disputes(connection, operation, period, rules)
    total, finds = _total(connection, operation, period)
    report: dict[str, Any] = {
        "operation": operation,
        "period": {"from": period.first, "to": period.last, "days": period.days, "iso_week": period.iso_week},
        "as_of": {"seq": head.seq, "time": stored_instant(now)},
        "total": total,
        "finds": finds,
    }
    for grouping in groupings:
        report[f"by_{grouping}"] = _BY[grouping](connection, operation, period, rules, disputes)
    previous = period.before()
    report["disputed"] = disputes.range(total)
    report["suspected_duplicates"] = suspected_duplicates(connection, operation, period)
    report["devices"] = devices(connection, head, period, rules)
    report["previous"] = {
        "from": previous.first,
        "to": previous.last,
        "total": _total(connection, operation, previous)[0],
    }
    return report


def _in_period(operation: str, period: Period, dimension: str) -> Any:
    return and_(
        TALLY.c.operation == operation, TALLY.c.day.between(period.first, period.last), TALLY.c.dimension == dimension
    )


def _sums(*keys: Any) -> Select[Any]:
    return select(*keys, func.sum(TALLY.c.total), func.sum(TALLY.c.finds)).group_by(*keys).order_by(*keys)


def _total(connection: Connection, operation: str, period: Period) -> tuple[int, int]:
    row = connection.execute(
        select(func.coalesce(func.sum(TALLY.c.total), 0), func.coalesce(func.sum(TALLY.c.finds), 0)).where(
            _in_period(operation, period, "team")
        )
    ).one()
    return int(row[0]), int(row[1])


# Disputes


class Disputes:
    """The finds with open conflicts that could count in a period, and the range that they leave."""

    FIELDS = ("count", "found_on", "deleted", "marking", "category", "district")

    def __init__(self, connection: Connection, operation: str, period: Period, rules: Rules) -> None:
        rows = connection.execute(
            select(FIND.c.document, FIND.c.merge).where(
                and_(
                    FIND.c.operation == operation,
                    FIND.c.state == "live",
                    FIND.c.id.in_(
                        select(CONFLICT.c.find_id).where(
                            and_(
                                CONFLICT.c.operation == operation,
                                CONFLICT.c.state == "open",
                                CONFLICT.c.field.in_(self.FIELDS),
                            )
                        )
                    ),
                )
            )
        ).all()
        self.period = period
        self.finds = [
            (find_of(row.document, row.merge), orjson.loads(row.document)["district_computed"] or "") for row in rows
        ]
        """Each with its computed district."""

    def range(self, total: int, **wanted: Callable[[Any], bool]) -> dict[str, int]:
        """`disputed` of a total: the conflicts, and the least and greatest that they allow.

        `wanted` says per field which values count in this row; the whole report wants none.
        """
        tests: dict[str, Callable[[Any], bool]] = {"found_on": self.period.holds, **wanted}
        conflicts, low, high = 0, total, total
        for find, computed in self.finds:
            asked = tests
            if "district" in tests:  # null stands for the computed one
                asked = {**tests, "district": partial(_in_district, tests["district"], computed)}
            possible = range_of(find, asked)
            if possible.high == 0:
                continue
            counted = find.value("count") if all(test(find.value(name)) for name, test in asked.items()) else 0
            low += possible.low - counted
            high += possible.high - counted
            conflicts += sum(name in find.conflicts for name in ("count", "deleted", *asked))
        return {"conflicts": conflicts, "low": low, "high": high}

    def offered(self, field: str) -> set[Any]:
        """Every value on the table of a field, of any find that is in dispute; a district as it would count."""
        return {
            value if field != "district" else value or computed
            for find, computed in self.finds
            for value in options(find, field)
        }


def _in_district(wanted: Callable[[Any], bool], computed: str, typed: Any) -> bool:
    return wanted(typed or computed)


# Groupings


def _same_as(wanted: str) -> Callable[[Any], bool]:
    return lambda value: (value or "") == wanted


def _of_type(key: str) -> Callable[[Any], bool]:
    return lambda value: bool(meaning("marking", value) == key)


def _by_type(
    connection: Connection, operation: str, period: Period, rules: Rules, disputes: Disputes
) -> list[dict[str, Any]]:
    sums = connection.execute(
        _sums(TALLY.c.key, TALLY.c.category, TALLY.c.year).where(_in_period(operation, period, "type"))
    )
    totals: Counter[str] = Counter()
    finds: Counter[str] = Counter()
    categories: dict[str, Counter[str]] = defaultdict(Counter)
    years: dict[str, Counter[str]] = defaultdict(Counter)
    for key, category, year, total, count in sums:
        totals[key] += int(total)
        finds[key] += int(count)
        categories[key][category] += int(total)
        years[key][year] += int(total)
    typed = {
        meaning("marking", marking): find.value("category")
        for find, _ in disputes.finds
        for marking in options(find, "marking")
    }
    rows = []
    for key in sorted({*totals, *typed}, key=lambda key: (-totals[key], key)):
        disputed = disputes.range(totals[key], marking=_of_type(key))
        if not finds[key] and not disputed["high"]:
            continue
        known = rules.types.get(key)
        category = known[2] if known else _most(categories[key]) or typed[key]
        rows.append(
            {
                "type": key,
                "marking": known[0] if known else key,
                "category": category,
                "class": class_of(category),
                "known": known is not None,
                "total": totals[key],
                "finds": finds[key],
                "manufactured": {year: n for year, n in sorted(years[key].items()) if year},
                "manufactured_unknown": years[key][""],
                "disputed": disputed,
            }
        )
    return rows


def _most(counted: Counter[str]) -> str | None:
    return min(counted, key=lambda word: (-counted[word], word), default=None)


def _rows(connection: Connection, sums: Select[Any], disputes: Disputes, name: str, field: str) -> list[dict[str, Any]]:
    """A row for each key that has finds, or could have."""
    summed = {key: (int(total), int(finds)) for key, total, finds in connection.execute(sums)}
    rows = []
    for key in sorted({*summed, *(value or "" for value in disputes.offered(field))}):
        total, finds = summed.get(key, (0, 0))
        disputed = disputes.range(total, **{field: _same_as(key)})
        if finds or disputed["high"]:
            rows.append({name: key or None, "total": total, "finds": finds, "disputed": disputed})
    return rows


def _by_category(
    connection: Connection, operation: str, period: Period, rules: Rules, disputes: Disputes
) -> list[dict[str, Any]]:
    sums = _sums(TALLY.c.category).where(_in_period(operation, period, "type"))
    rows = _rows(connection, sums, disputes, "category", "category")
    return [{"category": row["category"], "class": class_of(row["category"]), **row} for row in rows]


def _by_day(
    connection: Connection, operation: str, period: Period, rules: Rules, disputes: Disputes
) -> list[dict[str, Any]]:
    sums = _sums(TALLY.c.day).where(_in_period(operation, period, "team"))
    return [row for row in _rows(connection, sums, disputes, "day", "found_on") if period.holds(row["day"])]


def _by_district(
    connection: Connection, operation: str, period: Period, rules: Rules, disputes: Disputes
) -> list[dict[str, Any]]:
    sums = _sums(TALLY.c.key).where(_in_period(operation, period, "district"))
    return _rows(connection, sums, disputes, "district", "district")


def _by_team(
    connection: Connection, operation: str, period: Period, rules: Rules, disputes: Disputes
) -> list[dict[str, Any]]:
    sums = connection.execute(_sums(TALLY.c.key).where(_in_period(operation, period, "team")))
    return [{"team": team or None, "total": int(total), "finds": int(finds)} for team, total, finds in sums]


def _by_device(
    connection: Connection, operation: str, period: Period, rules: Rules, disputes: Disputes
) -> list[dict[str, Any]]:
    names = {
        id: (name, team)
        for id, name, team in connection.execute(
            select(DEVICE.c.id, DEVICE.c.name, DEVICE.c.team).where(DEVICE.c.operation == operation)
        )
    }
    sums = connection.execute(_sums(TALLY.c.key).where(_in_period(operation, period, "device")))
    return [
        {
            "device": id or None,
            "name": names.get(id, (None, None))[0],
            "team": names.get(id, (None, None))[1],
            "total": int(total),
            "finds": int(finds),
        }
        for id, total, finds in sums
    ]


_BY: dict[str, Callable[[Connection, str, Period, Rules, Disputes], list[dict[str, Any]]]] = {
    "type": _by_type,
    "category": _by_category,
    "day": _by_day,
    "district": _by_district,
    "team": _by_team,
    "device": _by_device,
}


# Duplicates and devices


def suspected_duplicates(connection: Connection, operation: str, period: Period) -> dict[str, int]:
    """The open pairs with a find in the period, and what would go if each group were one discovery.

    A group is the finds that open pairs connect; it would lose its sum less its greatest.
    """
    earliest = date.fromordinal(max(1, day_number(period.first) - DUPLICATE_DAYS)).isoformat()
    near = connection.execute(
        select(PAIR.c.one, PAIR.c.other).where(
            and_(PAIR.c.operation == operation, PAIR.c.state == "open", PAIR.c.first_day.between(earliest, period.last))
        )
    )
    edges = {(one, other) for one, other in near}
    found = _counted(connection, operation, {id for edge in edges for id in edge})
    in_period = {id for id, (_, day) in found.items() if period.holds(day)}
    edges = {edge for edge in edges if in_period & {*edge}}
    reached = {id for edge in edges for id in edge}
    frontier = reached - in_period
    while frontier:  # a group may go on outside the period
        beyond = _pairs_at(connection, operation, frontier)
        edges |= beyond
        frontier = {id for edge in beyond for id in edge} - reached
        reached |= frontier
        found.update(_counted(connection, operation, frontier))
    counts = {id: found[id][0] for id in reached}
    groups = _groups(counts, edges)
    pairs_in_period = sum(bool(in_period & {*edge}) for edge in edges)
    return {"pairs": pairs_in_period, "total": sum(sum(group) - max(group) for group in groups)}


def _counted(connection: Connection, operation: str, ids: set[str]) -> dict[str, tuple[int, str]]:
    """Count and day of each find."""
    if not ids:
        return {}
    rows = connection.execute(
        select(FIND.c.id, FIND.c.count, FIND.c.found_on).where(
            and_(FIND.c.operation == operation, among(connection, FIND.c.id, ids))
        )
    )
    return {id: (count, day) for id, count, day in rows}


def _pairs_at(connection: Connection, operation: str, ids: set[str]) -> set[tuple[str, str]]:
    """The open pairs with one of these finds."""
    found: set[tuple[str, str]] = set()
    for end in (PAIR.c.one, PAIR.c.other):
        wanted = and_(PAIR.c.operation == operation, PAIR.c.state == "open", among(connection, end, ids))
        found |= {(one, other) for one, other in connection.execute(select(PAIR.c.one, PAIR.c.other).where(wanted))}
    return found


def _groups(counts: dict[str, int], edges: set[tuple[str, str]]) -> list[list[int]]:
    """The counts of each group of connected finds."""
    root = {id: id for id in counts}

    def top(id: str) -> str:
        while root[id] != id:
            root[id] = root[root[id]]
            id = root[id]
        return id

    for one, other in edges:
        root[top(one)] = top(other)
    groups: dict[str, list[int]] = defaultdict(list)
    for id, count in counts.items():
        groups[top(id)].append(count)
    return list(groups.values())


def devices(connection: Connection, head: Head, period: Period, rules: Rules) -> dict[str, Any]:
    """How many devices exchanged since the end of the period, and which did not."""
    end = period.end(rules.timezone)
    rows = connection.execute(
        select(DEVICE.c.id, DEVICE.c.name, DEVICE.c.team, DEVICE.c.last_seen_at)
        .where(and_(DEVICE.c.operation == head.operation, DEVICE.c.retired_at.is_(None)))
        .order_by(DEVICE.c.team, DEVICE.c.name, DEVICE.c.id)
    ).all()
    silent = [
        {"device": row.name, "device_id": row.id, "team": row.team, "last_seen_at": row.last_seen_at}
        for row in rows
        if row.last_seen_at is None or row.last_seen_at < end
    ]
    return {"reported": len(rows) - len(silent), "silent": silent}
