"""Written by `make generate` from `models/answers/editions.py`, which says more of each field."""

from __future__ import annotations

from typing import TypedDict

from models.shapes.problems import FieldError
from models.shapes.reports import Completeness, Disputed, EditionName, ReportPeriod, WeeklyReport
from models.shapes.rules import OperationSettings


class StandsOn(TypedDict):
    """The log on which an edition stands."""

    seq: int
    hash: str
    epoch: str
    in_verified_backup: bool


class CatalogueMark(TypedDict):
    """Which catalogue was used."""

    version: int
    types: int
    sha256: str


class RulesUsed(TypedDict):
    """The rules by which an edition was made."""

    version: int
    settings: OperationSettings
    catalogue: CatalogueMark


class UnmetCondition(TypedDict):
    """A condition of the operation that a report does not meet."""

    condition: str
    detail: str


class ConditionsNotMet(TypedDict):
    """The operation set conditions that the report does not meet. Nothing was published."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    errors: list[FieldError]
    conditions: list[UnmetCondition]


class Edition(TypedDict):
    """A published report. It never changes; only a newer revision or edition takes its place."""

    operation: str
    number: int
    revision: int
    period: ReportPeriod
    published_at: str
    published_by: str
    software: str
    server_key: str | None
    stands_on: StandsOn
    rules: RulesUsed
    unmet: list[UnmetCondition]
    anyway: str | None
    withdraws: int | None
    report: WeeklyReport
    sha256: str


class ListedEdition(TypedDict):
    """An edition in the list of all."""

    number: int
    revision: int
    period: ReportPeriod
    total: int
    finds: int
    disputed: Disputed
    completeness: Completeness
    published_at: str
    published_by: str
    seq: int
    anyway: str | None
    withdraws: int | None
    stands: bool
    sha256: str


class EditionPage(TypedDict):
    """Editions by number and revision."""

    items: list[ListedEdition]
    next: str | None


class CountedSide(TypedDict):
    """How a find counted before or after a step."""

    found_on: str
    type: str
    category: str
    count: int
    manufactured_year: int | None
    district: str | None


class DifferenceStep(TypedDict):
    """What one log entry did to a find in the period."""

    seq: int | None
    reason: str
    change: int
    sentence: str
    before: CountedSide | None
    after: CountedSide | None
    device: str | None
    team: str | None
    person: str | None
    received_at: str


class DifferentFind(TypedDict):
    """A find that counts otherwise, step by step."""

    find_id: str
    change: int
    steps: list[DifferenceStep]


class ReasonSum(TypedDict):
    """What all steps of one reason come to."""

    reason: str
    means: str
    change: int
    finds: int


class TypeChange(TypedDict):
    """What the total of one type changed by."""

    type: str
    change: int


ComparedFigure = TypedDict(
    "ComparedFigure",
    {
        "from": str,
        "to": str,
        "seq": int,
        "time": str,
        "total": int,
        "finds": int,
        "edition": EditionName | None,
    },
)
"""A total that is compared."""


class Differences(TypedDict):
    """What has changed between two figures. All sums add up to the change of the total."""

    operation: str
    before: ComparedFigure
    after: ComparedFigure
    change: int
    by_reason: list[ReasonSum]
    by_type: list[TypeChange]
    finds: list[DifferentFind]
