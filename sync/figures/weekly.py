"""The weekly report: read from the tally, the open conflicts, the open pairs and the devices, at one moment."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from models.find import class_of
from models.period import Period, week_of
from models.tables import DEVICE
from sync.figures.completeness import reporting
from sync.figures.finds_in_dispute import Disputes
from sync.figures.moment import Moment, moment_as_of
from sync.figures.published import late, overlaps
from sync.figures.suspicion import suspected_duplicates

GROUPINGS = ("type", "category", "day", "district", "team", "device")

Rows = list[dict[str, Any]]


def weekly(
    moment: Moment, period: Period, groupings: tuple[str, ...] = GROUPINGS, since: str | None = None
) -> dict[str, Any]:
    """The report of a period, grouped as asked; with the total from the day `since` on when that is given."""
    disputes = Disputes(moment, period)
    total, finds = total_of(moment, period)
    previous = period.before()
    total_before, finds_before = total_of(moment, previous)
    report: dict[str, Any] = {
        "operation": moment.operation,
        "period": {"from": period.first, "to": period.last, "days": period.days, "iso_week": period.iso_week},
        "as_of": {"seq": moment.seq, "time": moment.time},
        "total": total,
        "finds": finds,
    }
    for grouping in groupings:
        report[f"by_{grouping}"] = _BY[grouping](moment, period, disputes)
    report["disputed"] = disputes.range(total)
    report["suspected_duplicates"] = suspected_duplicates(moment, period)
    report |= reporting(moment, period)
    report["late"] = late(moment, period)
    report["overlaps"] = overlaps(moment, period)
    report["cumulative"] = cumulative(moment, since, period.last) if since else None
    report["previous"] = {
        "from": previous.first,
        "to": previous.last,
        "total": total_before,
        "finds": finds_before,
        "change": total - total_before,
    }
    return report


def weekly_as_of(
    connection: Connection,
    operation: str,
    as_of: str | None,
    now: datetime,
    period: Period,
    groupings: tuple[str, ...],
    since: str | None = None,
) -> dict[str, Any]:
    """The report at the moment that `as_of` names."""
    return weekly(moment_as_of(connection, operation, as_of, now), period, groupings, since)


def cumulative(moment: Moment, since: str, last: str) -> dict[str, Any]:
    """What was counted from one day to another."""
    total, finds = total_of(moment, Period(since, last))
    return {"since": since, "total": total, "finds": finds}


def total_of(moment: Moment, period: Period) -> tuple[int, int]:
    """Pieces and finds of a period."""
    return next(iter(moment.sums(period, "team")), (0, 0))


# Groupings


def _same_as(wanted: str) -> Callable[[Any], bool]:
    return lambda value: (value or "") == wanted


def _of_type(moment: Moment, key: str) -> Callable[[Any], bool]:
    return lambda value: moment.rules.key_of(value) == key


def _by_type(moment: Moment, period: Period, disputes: Disputes) -> Rows:
    sums = moment.sums(period, "type", "key", "category", "year")
    totals: Counter[str] = Counter()
    finds: Counter[str] = Counter()
    categories: dict[str, Counter[str]] = defaultdict(Counter)
    years: dict[str, Counter[str]] = defaultdict(Counter)
    for key, category, year, total, count in sums:
        totals[key] += total
        finds[key] += count
        categories[key][category] += total
        years[key][year] += total
    typed = {
        moment.rules.key_of(marking): find.value("category")
        for find, table in zip(disputes.finds, disputes.tables, strict=True)
        for marking in table["marking"]
    }
    rows = []
    for key in sorted({*totals, *typed}, key=lambda key: (-totals[key], key)):
        disputed = disputes.range(totals[key], marking=_of_type(moment, key))
        if not finds[key] and not disputed["high"]:
            continue
        known = moment.rules.types.get(key)
        category = known.category if known else _most(categories[key]) or typed[key]
        rows.append(
            {
                "type": key,
                "marking": known.marking if known else key,
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


def _rows(sums: list[tuple[Any, ...]], disputes: Disputes, name: str, field: str) -> Rows:
    """A row for each key that has finds, or could have."""
    summed = {key: (total, finds) for key, total, finds in sums}
    rows = []
    for key in sorted({*summed, *(value or "" for value in disputes.offered(field))}):
        total, finds = summed.get(key, (0, 0))
        disputed = disputes.range(total, **{field: _same_as(key)})
        if finds or disputed["high"]:
            rows.append({name: key or None, "total": total, "finds": finds, "disputed": disputed})
    return rows


def _by_category(moment: Moment, period: Period, disputes: Disputes) -> Rows:
    sums = moment.sums(period, "type", "category")
    rows = _rows(sums, disputes, "category", "category")
    return [{"category": row["category"], "class": class_of(row["category"]), **row} for row in rows]


def _by_day(moment: Moment, period: Period, disputes: Disputes) -> Rows:
    sums = moment.sums(period, "team", "day")
    return [row for row in _rows(sums, disputes, "day", "found_on") if period.holds(row["day"])]


def _by_district(moment: Moment, period: Period, disputes: Disputes) -> Rows:
    sums = moment.sums(period, "district", "key")
    return _rows(sums, disputes, "district", "district")


def _by_team(moment: Moment, period: Period, disputes: Disputes) -> Rows:
    sums = moment.sums(period, "team", "key")
    return [{"team": team or None, "total": total, "finds": finds} for team, total, finds in sums]


def _by_device(moment: Moment, period: Period, disputes: Disputes) -> Rows:
    names = {
        id: (name, team)
        for id, name, team in moment.connection.execute(
            select(DEVICE.c.id, DEVICE.c.name, DEVICE.c.team).where(DEVICE.c.operation == moment.operation)
        )
    }
    sums = moment.sums(period, "device", "key")
    return [
        {
            "device": id or None,
            "name": names.get(id, (None, None))[0],
            "team": names.get(id, (None, None))[1],
            "total": total,
            "finds": finds,
        }
        for id, total, finds in sums
    ]


_BY: dict[str, Callable[[Moment, Period, Disputes], Rows]] = {
    "type": _by_type,
    "category": _by_category,
    "day": _by_day,
    "district": _by_district,
    "team": _by_team,
    "device": _by_device,
}


# Many weeks


def season_as_of(
    connection: Connection,
    operation: str,
    as_of: str | None,
    now: datetime,
    period: Period,
    groupings: tuple[str, ...],
) -> dict[str, Any]:
    """The season at the moment that `as_of` names."""
    return season(moment_as_of(connection, operation, as_of, now), period, groupings)


def season(moment: Moment, period: Period, groupings: tuple[str, ...]) -> dict[str, Any]:
    """Every ISO week of a period: its total, its change, the total since the first day, and its sums as grouped."""
    cells = {name: _by_week(moment, period, *_SEASON[name]) for name in ("total", *groupings)}
    weeks, so_far, before = [], 0, None
    for week in period.weeks():
        total, finds = cells["total"].get(week.iso_week, {}).get("", (0, 0))
        so_far += total
        row: dict[str, Any] = {
            "week": week.iso_week,
            "from": week.first,
            "to": week.last,
            "days": week.days,
            "total": total,
            "finds": finds,
            "change": None if before is None else total - before,
            "cumulative": so_far,
        }
        before = total
        for name in groupings:
            sums = cells[name].get(week.iso_week, {})
            row[f"by_{name}"] = [
                {name: key or None, "total": total, "finds": finds} for key, (total, finds) in sorted(sums.items())
            ]
        weeks.append(row)
    return {
        "operation": moment.operation,
        "period": {"from": period.first, "to": period.last, "days": period.days, "iso_week": None},
        "as_of": {"seq": moment.seq, "time": moment.time},
        "total": so_far,
        "finds": sum(week["finds"] for week in weeks),
        "weeks": weeks,
    }


_SEASON = {
    "total": ("team", ""),
    "type": ("type", "key"),
    "category": ("type", "category"),
    "day": ("team", "day"),
    "district": ("district", "key"),
    "team": ("team", "key"),
    "device": ("device", "key"),
}
"""For each grouping the dimension of the tally and the column that tells its rows apart."""


def _by_week(
    moment: Moment, period: Period, dimension: str, column: str
) -> dict[str | None, dict[str, tuple[int, int]]]:
    """Week to key to pieces and finds."""
    weeks: dict[str | None, dict[str, tuple[int, int]]] = defaultdict(dict)
    columns = ("day",) if column in ("", "day") else ("day", column)
    for day, *key, total, finds in moment.sums(period, dimension, *columns):
        of_week, name = weeks[week_of(day)], day if column == "day" else key[0] if key else ""
        before = of_week.get(name, (0, 0))
        of_week[name] = (before[0] + total, before[1] + finds)
    return weeks
