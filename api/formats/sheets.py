"""The sheets of the workbook: which columns each has, and its rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any, NamedTuple

from api.formats.cover_sheet import cover_rows
from api.formats.publication import Publication
from api.formats.sentences import instant, value_text
from models.find import class_of
from models.shapes.reports import CountedFind, DisputedRow, ReportingTeam, SilentDevice, TypeRow
from sync.figures.lineage import Dispute, Offered


class Column(NamedTuple):
    title: str
    width: int
    """Characters."""
    form: str = "text"
    """How numbers look: `text` for columns without any, `count`, `whole`, `degrees`, `metres`, or `stated` for a count
    that stands between texts. Dates and instants look like what they are."""


class Sheet(NamedTuple):
    name: str
    columns: tuple[Column, ...]
    rows: Iterable[tuple[Any, ...]]
    """Values in the order of the columns: text, numbers, dates, instants in UTC; None leaves a cell empty."""


TOTAL, FINDS = Column("total", 11, "count"), Column("finds", 9, "count")
FIGURES = (TOTAL, FINDS)
DISPUTED = (Column("lowest", 11, "count"), Column("highest", 11, "count"), Column("open conflicts", 14, "count"))
TYPE = (Column("type", 18), Column("marking", 24), Column("category", 14), Column("class", 9))
DAY, DISTRICT, TEAM, TABLET = Column("day", 12), Column("district", 24), Column("team", 20), Column("tablet", 20)
ID = 40
"""Characters that a UUID takes, with room."""
INSTANT = 20


def sheets(publication: Publication) -> Iterator[Sheet]:
    """Every sheet, in order; a grouping that the report does not have has none."""
    report = publication.report
    yield Sheet("Report", (Column("report", 26), Column(report["operation"], 100, "stated")), cover_rows(publication))
    for name, rows in publication.groupings():
        columns, row = GROUPED[name]
        yield Sheet(f"By {name}", columns, map(row, rows))
        if name == "type":
            yield Sheet(
                "By year of manufacture", (*TYPE, Column("made in", 9, "whole"), TOTAL), _years(report["by_type"])
            )
    yield Sheet("By type and district", (*TYPE[:1], *TYPE[2:], DISTRICT, *FIGURES), _crossed(publication.finds))
    yield Sheet("Finds", tuple(column for column, _ in FIND_CELLS), map(_find, publication.finds))
    yield Sheet("Disputes", DISPUTE, (row for dispute in publication.disputes for row in _dispute(dispute)))
    yield Sheet("Missing", MISSING, map(_missing, report["devices"]["silent"]))
    yield Sheet("Teams", REPORTED, map(_team, report["teams"]))


# Groupings


def _figures(row: DisputedRow) -> tuple[Any, ...]:
    disputed = row["disputed"]
    return row["total"], row["finds"], disputed["low"], disputed["high"], disputed["conflicts"]


GROUPED: dict[str, tuple[tuple[Column, ...], Any]] = {
    "type": (
        (*TYPE, Column("in catalogue", 12), *FIGURES, *DISPUTED),
        lambda row: (*_type(row), "yes" if row["known"] else "no", *_figures(row)),
    ),
    "category": ((*TYPE[2:], *FIGURES, *DISPUTED), lambda row: (row["category"], row["class"], *_figures(row))),
    "day": ((DAY, *FIGURES, *DISPUTED), lambda row: (_day(row["day"]), *_figures(row))),
    "district": ((DISTRICT, *FIGURES, *DISPUTED), lambda row: (row["district"], *_figures(row))),
    "team": ((TEAM, *FIGURES), lambda row: (row["team"], row["total"], row["finds"])),
    "device": (
        (TABLET, TEAM, *FIGURES, Column("device id", ID)),
        lambda row: (row["name"], row["team"], row["total"], row["finds"], row["device"]),
    ),
}
"""Columns of each grouping, and how a row of the report becomes one of the sheet."""


def _type(row: TypeRow) -> tuple[Any, ...]:
    return row["type"], row["marking"], row["category"], row["class"]


def _years(rows: list[TypeRow]) -> Iterator[tuple[Any, ...]]:
    """A row for each type and year of manufacture; the year is empty where none was given."""
    for row in rows:
        for year, total in row["manufactured"].items():
            yield *_type(row), int(year), total
        if row["manufactured_unknown"]:
            yield *_type(row), None, row["manufactured_unknown"]


def _crossed(finds: list[CountedFind]) -> Iterator[tuple[Any, ...]]:
    totals: Counter[tuple[str, str, str]] = Counter()
    numbers: Counter[tuple[str, str, str]] = Counter()
    for find in finds:
        key = (find["type"], str(find["category"]), find["district"] or "")
        totals[key] += find["count"]
        numbers[key] += 1
    for key in sorted(totals, key=lambda key: (-totals[key], key)):
        type_key, category, district = key
        yield type_key, category, class_of(category), district or None, totals[key], numbers[key]


# Finds

FIND_CELLS: tuple[tuple[Column, Any], ...] = (
    (Column("found on", 12), lambda find: _day(find["found_on"])),
    (Column("type", 18), lambda find: find["type"]),
    (Column("marking as typed", 20), lambda find: find["marking"]),
    (Column("category", 14), lambda find: find["category"]),
    (Column("class", 9), lambda find: class_of(find["category"])),
    (Column("count", 10, "count"), lambda find: find["count"]),
    (Column("made in", 9, "whole"), lambda find: find["manufactured_year"]),
    (DISTRICT, lambda find: find["district"]),
    (TEAM, lambda find: find["team"]),
    (TABLET, lambda find: find["device"]),
    (Column("person", 20), lambda find: find["person"]),
    (Column("latitude", 12, "degrees"), lambda find: find["lat"]),
    (Column("longitude", 12, "degrees"), lambda find: find["lon"]),
    (Column("accuracy, m", 12, "metres"), lambda find: find["accuracy_m"]),
    (Column("coordinates as typed", 20), lambda find: find["position"]["crs"]),
    (Column("x, north", 13, "metres"), lambda find: find["position"].get("x")),
    (Column("y, east", 13, "metres"), lambda find: find["position"].get("y")),
    (Column("easting", 13, "metres"), lambda find: find["position"].get("easting")),
    (Column("northing", 13, "metres"), lambda find: find["position"].get("northing")),
    (Column("MGRS", 20), lambda find: find["position"].get("mgrs")),
    (Column("transform", 16), lambda find: find["transform"]),
    (Column("made at (UTC)", INSTANT), lambda find: _instant(find["made_at"])),
    (Column("received at (UTC)", INSTANT), lambda find: _instant(find["received_at"])),
    (Column("open conflicts", 18), lambda find: ", ".join(find["conflicts"]) or None),
    (Column("find id", ID), lambda find: find["find_id"]),
    (Column("version", 9, "count"), lambda find: find["version"]),
    (Column("log entry", 11, "count"), lambda find: find["seq"]),
    (Column("device id", ID), lambda find: find["device_id"]),
)
"""The columns of a find. A position in WGS 84 is typed as latitude and longitude, so these two hold it as typed."""


def _find(find: CountedFind) -> tuple[Any, ...]:
    return tuple(value(find) for _, value in FIND_CELLS)


# What is open

DISPUTE = (
    Column("found on", 12),
    Column("field", 14),
    Column("accepted", 24, "stated"),
    Column("offered", 24, "stated"),
    Column("offered by team", 20),
    Column("offered by tablet", 20),
    Column("offered at (UTC)", INSTANT),
    Column("opened at log entry", 19, "count"),
    Column("find id", ID),
    Column("conflict id", ID),
)
MISSING = (TABLET, TEAM, Column("last exchange (UTC)", INSTANT), Column("device id", ID))
REPORTED = (
    TEAM,
    Column("tablets expected", 16, "count"),
    Column("reported", 10, "count"),
    Column("last exchange (UTC)", INSTANT),
)


def _dispute(dispute: Dispute) -> Iterator[tuple[Any, ...]]:
    """A row for each offer."""
    nobody: Offered = {"value": None, "team": None, "device": None, "person": None, "made_at": None}
    for offer in dispute["offers"] or [nobody]:
        yield (
            _day(dispute["found_on"]),
            dispute["field"],
            _value(dispute["accepted"]),
            _value(offer["value"]),
            offer["team"],
            offer["device"],
            _instant(offer["made_at"]),
            dispute["opened_seq"],
            dispute["find_id"],
            dispute["conflict_id"],
        )


def _missing(device: SilentDevice) -> tuple[Any, ...]:
    return device["device"], device["team"], _instant(device["last_seen_at"]), device["device_id"]


def _team(team: ReportingTeam) -> tuple[Any, ...]:
    return team["team"], team["expected"], team["reported"], _instant(team["last_seen_at"])


def _value(value: Any) -> Any:
    """Numbers stay numbers; everything else is put into words."""
    return value if type(value) in {int, float, str, type(None)} else value_text(value)


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _instant(text: str | None) -> datetime | None:
    return None if text is None else instant(text)
