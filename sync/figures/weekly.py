"""The weekly report: read from the tally, the open conflicts, the open pairs and the devices, at one moment."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import datetime
from typing import Any, Literal, NamedTuple, cast

from sqlalchemy import Connection, select

from models.find import class_of
from models.period import Period, week_of
from models.shapes import Json
from models.shapes.reports import (
    AsOf,
    CategoryRow,
    Cumulative,
    DayRow,
    DeviceRow,
    Disputed,
    DistrictRow,
    ReportPeriod,
    SeasonReport,
    SeasonSum,
    SeasonWeek,
    TeamRow,
    TypeRow,
    WeeklyReport,
)
from models.tables import DEVICE
from sync.figures.completeness import reporting
from sync.figures.doubts import Disputes, in_quarantine, suspected_duplicates
from sync.figures.moment import Moment, Sum, moment_as_of
from sync.figures.published import late, overlaps
from sync.figures.recovering import recovery_and_lost

GROUPINGS = ("type", "category", "day", "district", "team", "device")


def weekly(
    moment: Moment, period: Period, groupings: tuple[str, ...] = GROUPINGS, since: str | None = None
) -> WeeklyReport:
    """The report of a period, with these groupings. `since`: the first day of the cumulative total."""
    disputes = Disputes(moment, period)
    total, finds = total_of(moment, period)
    previous = period.before()
    total_before, finds_before = total_of(moment, previous)
    reported = reporting(moment, period)
    recovery, lost = recovery_and_lost(moment)
    report: WeeklyReport = {
        "operation": moment.operation,
        "period": _period(period),
        "as_of": _as_of(moment),
        "total": total,
        "finds": finds,
        "disputed": disputes.range(total),
        "suspected_duplicates": suspected_duplicates(moment, period),
        "quarantine": in_quarantine(moment),
        "completeness": reported.completeness,
        "devices": reported.devices,
        "teams": reported.teams,
        "late": late(moment, period),
        "overlaps": overlaps(moment, period),
        "cumulative": cumulative(moment, since, period.last) if since else None,
        "previous": {
            "from": previous.first,
            "to": previous.last,
            "total": total_before,
            "finds": finds_before,
            "change": total - total_before,
        },
        "recovery": recovery,
        "lost": lost,
        "stopped": moment.head.stopped_why,
    }
    if "type" in groupings:
        report["by_type"] = _by_type(moment, period, disputes)
    if "category" in groupings:
        report["by_category"] = _by_category(moment, period, disputes)
    if "day" in groupings:
        report["by_day"] = _by_day(moment, period, disputes)
    if "district" in groupings:
        report["by_district"] = _by_district(moment, period, disputes)
    if "team" in groupings:
        report["by_team"] = _by_team(moment, period)
    if "device" in groupings:
        report["by_device"] = _by_device(moment, period)
    return report


def weekly_as_of(
    connection: Connection,
    operation: str,
    as_of: str | None,
    now: datetime,
    period: Period,
    groupings: tuple[str, ...],
    since: str | None = None,
) -> WeeklyReport:
    """The report at the moment that `as_of` names."""
    return weekly(moment_as_of(connection, operation, as_of, now), period, groupings, since)


def _period(period: Period) -> ReportPeriod:
    return {"from": period.first, "to": period.last, "days": period.days, "iso_week": period.iso_week}


def _as_of(moment: Moment) -> AsOf:
    return {"seq": moment.seq, "time": moment.time}


def cumulative(moment: Moment, since: str, last: str) -> Cumulative:
    """The sums from one day to another, both included."""
    total, finds = total_of(moment, Period(since, last))
    return {"since": since, "total": total, "finds": finds}


def total_of(moment: Moment, period: Period) -> tuple[int, int]:
    """Pieces and finds of a period."""
    return next(((row.total, row.finds) for row in moment.sums(period, "team")), (0, 0))


# Groupings


def _same_as(wanted: str) -> Callable[[Any], bool]:
    return lambda value: (value or "") == wanted


def _of_type(moment: Moment, key: str) -> Callable[[Any], bool]:
    return lambda value: moment.rules.key_of(value) == key


def _by_type(moment: Moment, period: Period, disputes: Disputes) -> list[TypeRow]:
    sums = moment.sums(period, "type", "key", "category", "year")
    totals: Counter[str] = Counter()
    finds: Counter[str] = Counter()
    categories: dict[str, Counter[str]] = defaultdict(Counter)
    years: dict[str, Counter[str]] = defaultdict(Counter)
    for (key, category, year), total, count in sums:
        totals[key] += total
        finds[key] += count
        categories[key][category] += total
        years[key][year] += total
    typed = {
        moment.rules.key_of(marking): (marking, find.value("category"))
        for find, table in zip(disputes.finds, disputes.tables, strict=True)
        for marking in sorted(table["marking"], reverse=True)
    }
    spellings = moment.spellings(period, totals.keys() - moment.rules.types.keys())
    rows: list[TypeRow] = []
    for key in sorted({*totals, *typed}, key=lambda key: (-totals[key], key)):
        disputed = disputes.range(totals[key], marking=_of_type(moment, key))
        if not finds[key] and not disputed["high"]:
            continue
        known = moment.rules.types.get(key)
        category = known.category if known else _most(categories[key]) or typed[key][1]
        rows.append(
            {
                "type": key,
                "marking": known.marking if known else spellings.get(key) or typed[key][0],
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


class _Sum(NamedTuple):
    """The sums of one key of a grouping."""

    key: str
    total: int
    finds: int
    disputed: Disputed


def _sums(sums: list[Sum], disputes: Disputes, field: str) -> list[_Sum]:
    """The sums of each key that has finds, or could have: the open conflicts on `field` offer other keys."""
    summed = {row.key[0]: (row.total, row.finds) for row in sums}
    rows = []
    for key in sorted({*summed, *(value or "" for value in disputes.offered(field))}):
        total, finds = summed.get(key, (0, 0))
        disputed = disputes.range(total, **{field: _same_as(key)})
        if finds or disputed["high"]:
            rows.append(_Sum(key, total, finds, disputed))
    return rows


def _by_category(moment: Moment, period: Period, disputes: Disputes) -> list[CategoryRow]:
    return [
        {
            "category": row.key,
            "class": class_of(row.key),
            "total": row.total,
            "finds": row.finds,
            "disputed": row.disputed,
        }
        for row in _sums(moment.sums(period, "type", "category"), disputes, "category")
    ]


def _by_day(moment: Moment, period: Period, disputes: Disputes) -> list[DayRow]:
    return [
        {"day": row.key, "total": row.total, "finds": row.finds, "disputed": row.disputed}
        for row in _sums(moment.sums(period, "team", "day"), disputes, "found_on")
        if period.holds(row.key)
    ]


def _by_district(moment: Moment, period: Period, disputes: Disputes) -> list[DistrictRow]:
    return [
        {"district": row.key or None, "total": row.total, "finds": row.finds, "disputed": row.disputed}
        for row in _sums(moment.sums(period, "district", "key"), disputes, "district")
    ]


def _by_team(moment: Moment, period: Period) -> list[TeamRow]:
    sums = moment.sums(period, "team", "key")
    return [{"team": team or None, "total": total, "finds": finds} for (team,), total, finds in sums]


def _by_device(moment: Moment, period: Period) -> list[DeviceRow]:
    devices = {
        row.id: row
        for row in moment.connection.execute(
            select(DEVICE.c.id, DEVICE.c.name, DEVICE.c.team).where(DEVICE.c.operation == moment.operation)
        )
    }
    rows: list[DeviceRow] = []
    for (id,), total, finds in moment.sums(period, "device", "key"):
        device = devices.get(id)
        rows.append(
            {
                "device": id or None,
                "name": device.name if device else None,
                "team": device.team if device else None,
                "total": total,
                "finds": finds,
            }
        )
    return rows


def rows_of(report: WeeklyReport, grouping: str) -> list[Json] | None:
    """The rows of a grouping, for readers that treat all groupings the same; None if the report does not have it."""
    return cast("list[Json] | None", report.get(f"by_{grouping}"))


# Many weeks


def season_as_of(
    connection: Connection,
    operation: str,
    as_of: str | None,
    now: datetime,
    period: Period,
    groupings: tuple[str, ...],
) -> SeasonReport:
    """The season at the moment that `as_of` names."""
    return season(moment_as_of(connection, operation, as_of, now), period, groupings)


def season(moment: Moment, period: Period, groupings: tuple[str, ...]) -> SeasonReport:
    """Every ISO week of a period: its total, its change, the total since the first day, and these groupings."""
    totals = _by_week(moment, period, "team", "")
    grouped = {name: _by_week(moment, period, _SEASON[name].dimension, _SEASON[name].column) for name in groupings}
    weeks: list[SeasonWeek] = []
    so_far, before = 0, None
    for week in period.weeks():
        assert week.iso_week is not None  # every part of `weeks` has one
        total, finds = totals.get(week.iso_week, {}).get("", (0, 0))
        so_far += total
        row: SeasonWeek = {
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
        for name, by_week in grouped.items():
            row[_SEASON[name].member] = [
                cast(SeasonSum, {name: key or None, "total": total, "finds": finds})
                for key, (total, finds) in sorted(by_week.get(week.iso_week, {}).items())
            ]
        weeks.append(row)
    return {
        "operation": moment.operation,
        "period": {**_period(period), "iso_week": None},
        "as_of": _as_of(moment),
        "total": so_far,
        "finds": sum(week["finds"] for week in weeks),
        "weeks": weeks,
    }


class _Grouping(NamedTuple):
    """A grouping of a week: its member, the dimension of the tally, and the column that tells its rows apart."""

    member: Literal["by_type", "by_category", "by_day", "by_district", "by_team", "by_device"]
    dimension: str
    column: str


_SEASON = {
    "type": _Grouping("by_type", "type", "key"),
    "category": _Grouping("by_category", "type", "category"),
    "day": _Grouping("by_day", "team", "day"),
    "district": _Grouping("by_district", "district", "key"),
    "team": _Grouping("by_team", "team", "key"),
    "device": _Grouping("by_device", "device", "key"),
}


def sums_of(week: SeasonWeek, grouping: str) -> list[tuple[str | None, int]]:
    """Key and total of each row of a grouping, for readers that treat all groupings the same."""
    rows = cast("list[Json]", week[_SEASON[grouping].member])
    return [(row[grouping], row["total"]) for row in rows]


def _by_week(
    moment: Moment, period: Period, dimension: str, column: str
) -> dict[str | None, dict[str, tuple[int, int]]]:
    """Week to key to pieces and finds."""
    weeks: dict[str | None, dict[str, tuple[int, int]]] = defaultdict(dict)
    columns = ("day",) if column in ("", "day") else ("day", column)
    for (day, *key), total, finds in moment.sums(period, dimension, *columns):
        of_week, name = weeks[week_of(day)], day if column == "day" else key[0] if key else ""
        before = of_week.get(name, (0, 0))
        of_week[name] = (before[0] + total, before[1] + finds)
    return weeks
