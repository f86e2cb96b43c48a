"""Written by `make generate` from `models/answers/reports.py`, which says more of each field."""

from __future__ import annotations

from typing import NotRequired, TypedDict

from models.shapes import Json

ReportPeriod = TypedDict(
    "ReportPeriod",
    {
        "from": str,
        "to": str,
        "days": int,
        "iso_week": str | None,
    },
)
"""Local days, both ends inclusive."""


PreviousPeriod = TypedDict(
    "PreviousPeriod",
    {
        "from": str,
        "to": str,
        "total": int,
        "finds": int,
        "change": int,
    },
)
"""The period of the same length before."""


class AsOf(TypedDict):
    """The moment at which the report is true."""

    seq: int
    time: str


class Disputed(TypedDict):
    """How far the open conflicts let the total move."""

    conflicts: int
    low: int
    high: int


class Row(TypedDict):
    total: int
    finds: int


class DisputedRow(TypedDict):
    total: int
    finds: int
    disputed: Disputed


TypeRow = TypedDict(
    "TypeRow",
    {
        "total": int,
        "finds": int,
        "disputed": Disputed,
        "type": str,
        "marking": str,
        "category": str,
        "class": str,
        "known": bool,
        "manufactured": dict[str, int],
        "manufactured_unknown": int,
    },
)
"""What was found of one type."""


CategoryRow = TypedDict(
    "CategoryRow",
    {
        "total": int,
        "finds": int,
        "disputed": Disputed,
        "category": str,
        "class": str,
    },
)
"""What was found of one category, as typed."""


class DayRow(TypedDict):
    """What was found on one local day."""

    total: int
    finds: int
    disputed: Disputed
    day: str


class DistrictRow(TypedDict):
    """What was found in one district, as typed, else computed."""

    total: int
    finds: int
    disputed: Disputed
    district: str | None


class TeamRow(TypedDict):
    """What one team reported."""

    total: int
    finds: int
    team: str | None


class DeviceRow(TypedDict):
    """What one tablet reported."""

    total: int
    finds: int
    device: str | None
    name: str | None
    team: str | None


class SuspectedDuplicates(TypedDict):
    """What would go if each group of suspected duplicates were one discovery."""

    pairs: int
    total: int


class InQuarantine(TypedDict):
    """What tablets sent that counts nowhere yet: in the whole operation, as most of it says no valid day."""

    waiting: int


class SilentDevice(TypedDict):
    """A tablet that has not exchanged since the end of the period."""

    device: str
    device_id: str
    team: str
    last_seen_at: str | None


class Completeness(TypedDict):
    """How much of what was expected is here."""

    expected: int
    reported: int
    share: float | None


class ReportingDevices(TypedDict):
    """Who has reported since the end of the period, and who has not."""

    expected: int
    reported: int
    silent: list[SilentDevice]


class ReportingTeam(TypedDict):
    """How much of a team has reported."""

    team: str
    expected: int
    reported: int
    last_seen_at: str | None


class EditionName(TypedDict):
    """A published edition, and the log entry that its report stands on."""

    number: int
    revision: int
    seq: int


class Late(TypedDict):
    """What has changed of the period since it was last published."""

    edition: EditionName
    finds: int
    change: int


EditionPeriod = TypedDict(
    "EditionPeriod",
    {
        "number": int,
        "revision": int,
        "from": str,
        "to": str,
    },
)
"""A published edition, and its period."""


Overlap = TypedDict(
    "Overlap",
    {
        "number": int,
        "revision": int,
        "from": str,
        "to": str,
        "days": list[str],
        "total": int,
    },
)
"""A published edition of another period that counts days of this one too."""


class ReportRecovery(TypedDict):
    """The recovery after a restore that staff have not closed: figures may still rise as tablets come back."""

    state: str
    missing: int
    differing: int
    tablets_away: int


class LostEntries(TypedDict):
    """What is gone of a history that a restore left."""

    epoch: str
    missing: int


class Cumulative(TypedDict):
    """What was counted from a day to the end of the period."""

    since: str
    total: int
    finds: int


class WeeklyReport(TypedDict):
    """Sums of live finds over a period, and how far they can be trusted. A grouping not asked for is absent."""

    operation: str
    period: ReportPeriod
    as_of: AsOf
    total: int
    finds: int
    by_type: NotRequired[list[TypeRow]]
    by_category: NotRequired[list[CategoryRow]]
    by_day: NotRequired[list[DayRow]]
    by_district: NotRequired[list[DistrictRow]]
    by_team: NotRequired[list[TeamRow]]
    by_device: NotRequired[list[DeviceRow]]
    disputed: Disputed
    suspected_duplicates: SuspectedDuplicates
    quarantine: NotRequired[InQuarantine]
    completeness: Completeness
    devices: ReportingDevices
    teams: list[ReportingTeam]
    late: Late | None
    overlaps: list[Overlap]
    cumulative: Cumulative | None
    previous: PreviousPeriod
    recovery: NotRequired[ReportRecovery | None]
    lost: NotRequired[list[LostEntries]]
    stopped: NotRequired[str | None]


class SeasonSum(TypedDict):
    """A row of a grouping in a week. It has a member with the name of the grouping, which tells which row it is."""

    total: int
    finds: int
    type: NotRequired[str | None]
    category: NotRequired[str | None]
    day: NotRequired[str | None]
    district: NotRequired[str | None]
    team: NotRequired[str | None]
    device: NotRequired[str | None]


SeasonWeek = TypedDict(
    "SeasonWeek",
    {
        "week": str,
        "from": str,
        "to": str,
        "days": int,
        "total": int,
        "finds": int,
        "change": int | None,
        "cumulative": int,
        "by_type": NotRequired[list[SeasonSum]],
        "by_category": NotRequired[list[SeasonSum]],
        "by_day": NotRequired[list[SeasonSum]],
        "by_district": NotRequired[list[SeasonSum]],
        "by_team": NotRequired[list[SeasonSum]],
        "by_device": NotRequired[list[SeasonSum]],
    },
)
"""One ISO week of a season; the first and the last may be cut off."""


class SeasonReport(TypedDict):
    """Every ISO week of a period, side by side. A grouping not asked for is absent."""

    operation: str
    period: ReportPeriod
    as_of: AsOf
    total: int
    finds: int
    weeks: list[SeasonWeek]


class CountedFind(TypedDict):
    """A find that a total counts, as it stood at the moment of the report."""

    find_id: str
    version: int
    seq: int
    found_on: str
    type: str
    marking: str
    category: str
    count: int
    manufactured_year: int | None
    district: str | None
    team: str | None
    device: str | None
    device_id: str | None
    person: str | None
    position: Json
    lat: float
    lon: float
    accuracy_m: float | None
    transform: str
    made_at: str | None
    received_at: str
    conflicts: list[str]
    entries: list[int]


class CountedFindPage(TypedDict):
    """The finds that a row of a report counts, by day and id."""

    items: list[CountedFind]
    next: str | None
