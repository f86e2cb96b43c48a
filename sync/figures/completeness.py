"""Who is missing: which devices were expected to report a period, which did, and which are silent since when."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import orjson
from sqlalchemy import Connection, and_, func, or_, select

from models.period import Period
from models.tables import DEVICE, SEEN
from sync.figures.moment import Moment
from sync.finds.rules import current, rule_rows


def reporting(moment: Moment, period: Period) -> dict[str, Any]:
    """`completeness`, `devices` and `teams` of a report.

    Expected are the devices on duty on a day of the period; where no roster says so, every device that is not retired.
    One has reported when it exchanged after the end of the period: only then is all that it holds of it here.
    """
    end = period.end(moment.rules.timezone)
    expected = _expected(moment, period)
    silent = [row for row in expected if row.seen is None or row.seen < end]
    teams: dict[str, list[Any]] = defaultdict(list)
    for row in expected:
        teams[row.team].append(row)
    reported = len(expected) - len(silent)
    return {
        "completeness": {
            "expected": len(expected),
            "reported": reported,
            "share": _share(reported, len(expected)),
        },
        "devices": {
            "expected": len(expected),
            "reported": reported,
            "silent": [
                {"device": row.name, "device_id": row.id, "team": row.team, "last_seen_at": row.seen} for row in silent
            ],
        },
        "teams": [
            {
                "team": team,
                "expected": len(rows),
                "reported": sum(row.seen is not None and row.seen >= end for row in rows),
                "last_seen_at": max((row.seen for row in rows if row.seen), default=None),
            }
            for team, rows in teams.items()
        ],
    }


def _share(part: int, whole: int) -> float | None:
    """As canonical JSON writes it: 1, not 1.0."""
    if not whole:
        return None
    return part // whole if part % whole == 0 else round(part / whole, 4)


def _expected(moment: Moment, period: Period) -> list[Any]:
    """The devices that were expected, by team and name, with when they were last seen before the moment."""
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
    rows = moment.connection.execute(
        select(DEVICE.c.id, DEVICE.c.name, DEVICE.c.team, seen.label("seen"))
        .where(wanted)
        .order_by(DEVICE.c.team, DEVICE.c.name, DEVICE.c.id)
    ).all()
    duty = [
        orjson.loads(row.document)
        for row in rule_rows(moment.connection, "roster", moment.rule_standing())
        if period.holds(row.key)
    ]
    if len(duty) < period.days:
        return list(rows)
    teams = {team for one in duty for team in one["teams"]}
    devices = {device for one in duty for device in one["devices"]}
    return [row for row in rows if row.team in teams or row.id in devices]


def read_roster(connection: Connection, operation: str, period: Period) -> list[dict[str, Any]]:
    """The days of the period of which a roster says who is on duty."""
    return [
        {
            "day": row.key,
            **orjson.loads(row.document),
            "person": row.person,
            "set_at": row.at,
            "since_seq": row.since_seq,
        }
        for row in rule_rows(connection, "roster", current(operation))
        if period.holds(row.key)
    ]
