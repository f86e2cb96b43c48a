"""Written by `make generate` from `models/answers/rules.py`, which says more of each field."""

from __future__ import annotations

from typing import NotRequired, TypedDict

from models.shapes.reports import EditionPeriod


class PublishConditions(TypedDict):
    """The conditions for publishing a report. A condition that is null is not checked."""

    most_open_conflicts: NotRequired[int | None]
    most_suspected_pairs: NotRequired[int | None]
    least_completeness: NotRequired[float | None]
    no_silent_teams: NotRequired[bool]


class OperationSettings(TypedDict):
    """The settings that staff make for an operation."""

    duplicate_distance_m: NotRequired[float]
    duplicate_days: NotRequired[int]
    publish: NotRequired[PublishConditions]


class Alias(TypedDict):
    """A marking that a person declared to name a type."""

    key: str
    marking: str
    person: str
    reason: str
    added_at: str
    since_seq: int


OrdnanceType = TypedDict(
    "OrdnanceType",
    {
        "key": str,
        "marking": str,
        "name": str,
        "category": str,
        "class": str,
        "country": str,
        "markings": list[str],
        "source": str,
        "since_seq": int,
        "aliases": list[Alias],
    },
)
"""A type that the operation knows."""


class TypePage(TypedDict):
    """The types that the operation knows."""

    items: list[OrdnanceType]
    next: str | None


class LookAlike(TypedDict):
    """A type that an unknown marking may stand for."""

    type: str
    marking: str
    distance: int
    why: str


class UnknownMarking(TypedDict):
    """A marking of finds that the catalogue does not have."""

    key: str
    typed: list[str]
    total: int
    finds: int
    first_day: str
    last_day: str
    look_alikes: list[LookAlike]


class UnknownMarkingPage(TypedDict):
    """The markings that the catalogue does not have, the most pieces first."""

    items: list[UnknownMarking]
    next: str | None


class TypeTotal(TypedDict):
    """What a change does to the total of a type in a week."""

    type: str
    before: int
    after: int


ChangedWeek = TypedDict(
    "ChangedWeek",
    {
        "week": str,
        "from": str,
        "to": str,
        "types": list[TypeTotal],
    },
)
"""A week in which totals change."""


class Effect(TypedDict):
    """What a change of the rules does to totals."""

    finds: int
    weeks: list[ChangedWeek]
    editions: list[EditionPeriod]


class RuleEffect(TypedDict):
    """What a change of the rules did, or would do."""

    preview: bool
    effect: Effect


class RosterDay(TypedDict):
    """Who is on duty on a day."""

    day: str
    teams: list[str]
    devices: list[str]
    person: str
    set_at: str
    since_seq: int


class RosterPage(TypedDict):
    """The days that have a roster, with who is on duty; on other days every tablet that is not retired."""

    items: list[RosterDay]
    next: str | None


class SettingsInForce(TypedDict):
    """The settings of the operation, and who set them."""

    settings: OperationSettings
    since_seq: int
    person: str | None
    set_at: str | None
