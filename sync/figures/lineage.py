"""Lineage: from any cell of a report, at any moment, to the finds in it and their log entries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypedDict

from sqlalchemy import Connection, RowMapping, and_, func, select, tuple_

from models.period import Period
from models.position import locate
from models.shapes.reports import CountedFind
from models.tables import CONFLICT, LOG
from sync.database.page import Page
from sync.database.statements import among
from sync.figures.doubts import FIELDS, Disputes
from sync.figures.editions import moment_of, period_of, read_edition
from sync.figures.moment import Moment, moment_as_of
from sync.operations import names_of_devices

PAGE = 1000


@dataclass(frozen=True, slots=True)
class ReportCell:
    """Which row of a report is meant; a field that is None does not matter."""

    type_key: str | None = None
    category: str | None = None
    district: str | None = None
    team: str | None = None
    device_id: str | None = None


def counted_finds(
    moment: Moment, period: Period, cell: ReportCell, page: Page
) -> tuple[list[CountedFind], tuple[Any, ...] | None]:
    """A page of the finds that a cell counts, by day and id, and where the next page starts."""
    moves = moment.moves.c
    columns = (
        moves.day, moves.find_id, moves.type_key, moves.category, moves.count, moves.year, moves.district,
        moves.team, moves.device_id,
    )  # fmt: skip
    wanted = [moves.operation == moment.operation, moves.day.between(period.first, period.last)]
    wanted.append(moves.seq <= moment.seq)
    for name in ("type_key", "category", "district", "team", "device_id"):
        value = getattr(cell, name)
        if name == "type_key" and value is not None:
            value = moment.rules.key_of(value)
        if value is not None:
            wanted.append(moves[name] == value)
    if page.after:
        wanted.append(moves.day >= page.after[0])
        wanted.append(tuple_(moves.day, moves.find_id) > page.after)
    rows = (
        moment.connection.execute(
            select(*columns)
            .where(and_(*wanted))
            .group_by(*columns)
            .having(func.sum(moves.sign) > 0)
            .order_by(moves.day, moves.find_id)
            .limit(page.limit + 1)
        )
        .mappings()
        .all()
    )
    more = (rows[page.limit - 1]["day"], rows[page.limit - 1]["find_id"]) if len(rows) > page.limit else None
    return _shown(moment, rows[: page.limit]), more


def counted_finds_as_of(
    connection: Connection,
    operation: str,
    as_of: str | None,
    now: datetime,
    period: Period,
    cell: ReportCell,
    page: Page,
) -> tuple[list[CountedFind], tuple[Any, ...] | None]:
    """A page of the finds that a cell counts at the moment that `as_of` names."""
    return counted_finds(moment_as_of(connection, operation, as_of, now), period, cell, page)


def counted_finds_of_edition(
    connection: Connection, operation: str, number: int, revision: int | None, page: Page
) -> tuple[list[CountedFind], tuple[Any, ...] | None]:
    """A page of the finds that an edition counts."""
    edition = read_edition(connection, operation, number, revision)
    return counted_finds(moment_of(connection, edition), period_of(edition), ReportCell(), page)


def all_counted_finds(moment: Moment, period: Period, cell: ReportCell) -> Iterator[CountedFind]:
    """Every find that a cell counts, by day and id."""
    after: tuple[Any, ...] | None = None
    while True:
        finds, after = counted_finds(moment, period, cell, Page(after, PAGE))
        yield from finds
        if after is None:
            return


def _shown(moment: Moment, rows: Sequence[RowMapping]) -> list[CountedFind]:
    ids = {row["find_id"] for row in rows}
    values = moment.find_values(ids)
    entries = defaultdict(list)
    conflicts = defaultdict(list)
    if ids:
        of_these = and_(
            LOG.c.operation == moment.operation,
            among(moment.connection, LOG.c.find_id, ids),
            LOG.c.seq <= moment.seq,
            LOG.c.version.is_not(None),
        )
        columns = (LOG.c.find_id, LOG.c.seq, LOG.c.version, LOG.c.person, LOG.c.made_at, LOG.c.received_at)
        for entry in moment.connection.execute(select(*columns).where(of_these).order_by(LOG.c.find_id, LOG.c.seq)):
            entries[entry.find_id].append(entry)
        open_ones = and_(
            CONFLICT.c.operation == moment.operation,
            among(moment.connection, CONFLICT.c.find_id, ids),
            moment.open_at(CONFLICT.c.opened_seq, CONFLICT.c.closed_seq),
        )
        for find_id, field in moment.connection.execute(select(CONFLICT.c.find_id, CONFLICT.c.field).where(open_ones)):
            conflicts[find_id].append(field)
    names = names_of_devices(moment.connection, moment.operation)
    shown: list[CountedFind] = []
    for row in rows:
        seq, typed = values[row["find_id"]]
        made, last = entries[row["find_id"]][0], entries[row["find_id"]][-1]
        place = locate(typed["position"])
        shown.append(
            {
                "find_id": row["find_id"],
                "version": last.version,
                "seq": seq,
                "found_on": row["day"],
                "type": row["type_key"],
                "marking": typed["marking"],
                "category": row["category"],
                "count": row["count"],
                "manufactured_year": typed.get("manufactured_year"),
                "district": row["district"] or None,
                "team": row["team"] or None,
                "device": names.get(row["device_id"]),
                "device_id": row["device_id"] or None,
                "person": made.person,
                "position": typed["position"],
                "lat": place.lat,
                "lon": place.lon,
                "accuracy_m": place.accuracy_m,
                "transform": place.transform,
                "made_at": made.made_at,
                "received_at": made.received_at,
                "conflicts": sorted(conflicts[row["find_id"]]),
                "entries": [entry.seq for entry in entries[row["find_id"]]],
            }
        )
    return shown


class Offered(TypedDict):
    """A value that a tablet or a person offers for a field in dispute."""

    value: Any
    team: str | None
    device: str | None
    """What the tablet is called."""
    person: str | None
    made_at: str | None


class Dispute(TypedDict):
    """An open conflict, as the files of a report list it."""

    conflict_id: str
    find_id: str
    field: str
    found_on: str
    accepted: Any
    offers: list[Offered]
    opened_seq: int


def disputes_of(moment: Moment, period: Period) -> list[Dispute]:
    """The open conflicts on fields that decide a sum, of finds that could be in the period."""
    names = names_of_devices(moment.connection, moment.operation)
    shown: list[Dispute] = []
    for find in Disputes(moment, period).finds:
        for name in FIELDS:
            conflict = find.conflicts.get(name)
            if conflict is None:
                continue
            shown.append(
                {
                    "conflict_id": conflict.id,
                    "find_id": find.id,
                    "field": name,
                    "found_on": find.values["found_on"],
                    "accepted": find.value(name),
                    "offers": [
                        {
                            "value": offer.value,
                            "team": offer.said.by.team,
                            "device": names.get(offer.said.by.device_id or ""),
                            "person": offer.said.by.person,
                            "made_at": offer.said.made_at,
                        }
                        for offer in conflict.offers
                    ],
                    "opened_seq": conflict.opened_seq,
                }
            )
    return shown
