"""Who is missing: which devices were expected to report a period, which did, and which are silent since when."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

import orjson
from sqlalchemy import Connection, and_, func, or_, select

from models.period import Period
from models.shapes.reports import Completeness, ReportingDevices, ReportingTeam
from models.shapes.rules import RosterDay
from models.tables import DEVICE, SEEN
from sync.figures.moment import Moment
from sync.finds.rules import current, rule_rows


class Reporting(NamedTuple):
    """What a report says of the devices that were expected to report."""

    completeness: Completeness
    devices: ReportingDevices
    teams: list[ReportingTeam]


class Expected(NamedTuple):
    """A device that was expected to report, and when it last exchanged: UTC, or None for never."""

    id: str
    name: str
    team: str
    seen: str | None


def reporting(moment: Moment, period: Period) -> Reporting:
    """Which devices were expected to report a period, and which have.

    Expected are the devices on duty on a day of the period; if no roster names them, every device that is not retired.
    A device has reported when it exchanged after the end of the period: only then is all that it stored of it here.
    """
    end = period.end(moment.rules.timezone)
    expected = _expected(moment, period)
    silent = [row for row in expected if row.seen is None or row.seen < end]
    teams: dict[str, list[Expected]] = defaultdict(list)
    for row in expected:
        teams[row.team].append(row)
    reported = len(expected) - len(silent)
    return Reporting(
        completeness={
            "expected": len(expected),
            "reported": reported,
            "share": _share(reported, len(expected)),
        },
        devices={
            "expected": len(expected),
            "reported": reported,
            "silent": [
                {"device": row.name, "device_id": row.id, "team": row.team, "last_seen_at": row.seen} for row in silent
            ],
        },
        teams=[
            {
                "team": team,
                "expected": len(rows),
                "reported": sum(row.seen is not None and row.seen >= end for row in rows),
                "last_seen_at": max((row.seen for row in rows if row.seen), default=None),
            }
            for team, rows in teams.items()
        ],
    )


def _share(part: int, whole: int) -> float | None:
    """As canonical JSON writes it: 1, not 1.0."""
    if not whole:
        return None
    return part // whole if part % whole == 0 else round(part / whole, 4)


def _expected(moment: Moment, period: Period) -> list[Expected]:
    """The devices that were expected, by team and name."""
    seen = (
        select(func.max(SEEN.c.at))
        .where(and_(SEEN.c.operation == DEVICE.c.operation, SEEN.c.device_id == DEVICE.c.id, SEEN.c.at <= moment.time))
        .scalar_subquery()
    )
    wanted = and_(
        DEVICE.c.operation == moment.operation,
        DEVICE.c.created_at <= moment.time,
        or_(DEVICE.c.retired_at.is_(None), DEVICE.c.retired_at > moment.time),
    )
    devices = [
        Expected(row.id, row.name, row.team, row.seen)
        for row in moment.connection.execute(
            select(DEVICE.c.id, DEVICE.c.name, DEVICE.c.team, seen.label("seen"))
            .where(wanted)
            .order_by(DEVICE.c.team, DEVICE.c.name, DEVICE.c.id)
        )
    ]
    duty = [
        orjson.loads(row.document)
        for row in rule_rows(moment.connection, "roster", moment.rule_standing())
        if period.holds(row.key)
    ]
    if len(duty) < period.days:
        return devices
    teams = {team for one in duty for team in one["teams"]}
    ids = {id for one in duty for id in one["devices"]}
    return [device for device in devices if device.team in teams or device.id in ids]


def read_roster(connection: Connection, operation: str, period: Period) -> list[RosterDay]:
    """The days of the period that have a roster, with who is on duty."""
    days: list[RosterDay] = []
    for row in rule_rows(connection, "roster", current(operation)):
        if period.holds(row.key):
            on_duty = orjson.loads(row.document)
            days.append(
                {
                    "day": row.key,
                    "teams": on_duty["teams"],
                    "devices": on_duty["devices"],
                    "person": row.person,
                    "set_at": row.at,
                    "since_seq": row.since_seq,
                }
            )
    return days
