"""What reports are asked for: days, periods and groupings, in addresses and on the command line."""

from __future__ import annotations

import re
from datetime import date, timedelta

from models.field_kinds import is_day
from models.period import Period, week_of
from models.problem import Refused, invalid_request
from sync.figures.weekly import GROUPINGS

LONGEST_DAYS = 3660
"""A report covers at most ten years."""

_EDITION = re.compile(r"(\d{1,9})(?:\.(\d{1,9}))?", re.ASCII)
_WEEK = re.compile(r"(\d{4})-W(\d{2})", re.ASCII)


def day(text: str, field: str) -> str:
    """A calendar day; raises Refused for anything else."""
    if not is_day(text):
        raise invalid_request(field, f"{text[:40]!r} is not a calendar day", "write it as 2022-08-15")
    return text


def period(first: str | None, last: str | None, week: str | None) -> Period:
    """The period that is asked for: from and to, both inclusive, or one ISO week."""
    if week is not None:
        if first is not None or last is not None:
            raise invalid_request("week", "is given beside from or to", "send week alone, or from and to")
        named = _WEEK.fullmatch(week)
        try:
            monday = date.fromisocalendar(int(named[1]), int(named[2]), 1) if named else None
            sunday = monday + timedelta(days=6) if monday else None
        except (ValueError, OverflowError):
            monday = sunday = None
        if monday is None or sunday is None:
            raise invalid_request("week", f"{week[:40]!r} is not an ISO week", "write it as 2022-W33")
        return Period(monday.isoformat(), sunday.isoformat(), week)
    if first is None or last is None:
        raise invalid_request(
            "from" if first is None else "to", "is missing", "send from and to, both inclusive, or week"
        )
    first, last = day(first, "from"), day(last, "to")
    if last < first:
        raise invalid_request("to", f"{last} is before {first}", "send the later day as to")
    asked = Period(first, last)
    if asked.days > LONGEST_DAYS:
        raise invalid_request("to", f"the period has {asked.days:,} days", f"ask for at most {LONGEST_DAYS:,} days")
    return asked


def last_whole_week(today: date) -> Period:
    """The ISO week that ended last before a day."""
    return period(None, None, week_of((today - timedelta(days=7)).isoformat()))


def edition_number(text: str) -> int:
    """The number of an edition in an address."""
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise Refused("not_found", f"{text[:40]!r} is not the number of an edition.")
    return int(text)


def edition_name(text: str) -> tuple[int, int | None]:
    """An edition as it is named: 2, or its first revision as 2.1."""
    named = _EDITION.fullmatch(text)
    if named is None:
        raise invalid_request(
            "to", f"{text[:40]!r} is not an edition", "write its number as 2, or its first revision as 2.1"
        )
    return int(named[1]), int(named[2]) if named[2] else None


def groupings(text: str | None) -> tuple[str, ...]:
    """The groupings that are asked for; all of them when none is named."""
    if text is None:
        return GROUPINGS
    asked = tuple(dict.fromkeys(part.strip() for part in text.split(",")))
    unknown = [part for part in asked if part not in GROUPINGS]
    if unknown:
        raise invalid_request(
            "group_by", f"{unknown[0][:40]!r} is not a grouping", f"name any of {', '.join(GROUPINGS)}"
        )
    return asked
