"""Periods: local days with both ends inclusive, and ISO weeks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock
from zoneinfo import ZoneInfo

from models.mutation import stored_instant


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

    def shared_with(self, first: str, last: str) -> Period | None:
        """The days that lie in both periods."""
        start, end = max(self.first, first), min(self.last, last)
        return Period(start, end) if start <= end else None

    def each_day(self) -> Iterator[str]:
        start = date.fromisoformat(self.first)
        return ((start + timedelta(days=n)).isoformat() for n in range(self.days))

    def weeks(self) -> list[Period]:
        """The ISO weeks of the period, the first and the last cut off at its ends."""
        found, start, end = [], date.fromisoformat(self.first), date.fromisoformat(self.last)
        while start <= end:
            sunday = start + min(timedelta(days=6 - start.weekday()), end - start)
            found.append(Period(start.isoformat(), sunday.isoformat(), week_of(start.isoformat())))
            if sunday == end:
                break
            start = sunday + timedelta(days=1)
        return found

    def end(self, zone: ZoneInfo) -> str:
        """The moment at which the last day ends, as stored."""
        last = date.fromisoformat(self.last)
        if last >= date.max - timedelta(days=2):
            return stored_instant(datetime.max.replace(tzinfo=UTC))
        return stored_instant(datetime.combine(last + timedelta(days=1), clock.min, zone))


def week_of(day: str) -> str:
    """The ISO week of a day: 2022-W33."""
    year, week, _ = date.fromisoformat(day).isocalendar()
    return f"{year:04}-W{week:02}"


def days_of_week(week: str) -> dict[str, str]:
    """The first and the last day of an ISO week."""
    monday = date.fromisocalendar(int(week[:4]), int(week[6:]), 1)
    return {"from": monday.isoformat(), "to": (monday + min(timedelta(days=6), date.max - monday)).isoformat()}
