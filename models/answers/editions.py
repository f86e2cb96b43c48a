"""Wire shapes of editions, and of what has changed since one."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from models.answers.problems import Problem
from models.answers.reports import (
    Completeness,
    Disputed,
    EditionName,
    EditionNumber,
    EditionRevision,
    ReportPeriod,
    Sha256,
    WeeklyReport,
)
from models.answers.values import Day, Fingerprint, Id, Instant, OperationName, Page, Pieces, Seq
from models.find import Category
from models.settings import OperationSettings


class StandsOn(BaseModel):
    """The log on which an edition stands."""

    seq: Annotated[Seq, Field(description="The last log entry that it knows.")]
    hash: Annotated[Sha256, Field(description="The chain hash of that entry.")]
    epoch: Annotated[Id, Field(description="Identity of the server's history.")]
    in_verified_backup: Annotated[bool, Field(description="Whether that entry was in a verified backup by then.")]


class CatalogueMark(BaseModel):
    """Which catalogue was used."""

    version: Annotated[Seq, Field(description="The log entry that changed it last; 0: as it came.")]
    types: Annotated[int, Field(description="How many types it has.")]
    sha256: Annotated[Sha256, Field(description="Over the canonical form of its types and aliases.")]


class RulesUsed(BaseModel):
    """The rules by which an edition was made."""

    version: Annotated[Seq, Field(description="The log entry that changed the rules last; 0: as they came.")]
    settings: OperationSettings
    catalogue: CatalogueMark


class UnmetCondition(BaseModel):
    """A condition of the operation that a report does not meet."""

    condition: Annotated[
        str,
        Field(
            description="Which, by its name in the settings; recovery_open, which always is one; or, in the command"
            " line only, period_over, finds, news.",
            examples=["no_silent_teams"],
        ),
    ]
    detail: Annotated[str, Field(description="A sentence.")]


class ConditionsNotMet(Problem):
    """The operation set conditions that the report does not meet. Nothing was published."""

    code: Literal["conditions_not_met"]
    conditions: Annotated[list[UnmetCondition], Field(description="Each that is not met.")]


class Edition(BaseModel):
    """A published report. It never changes; only a newer revision or edition takes its place."""

    operation: OperationName
    number: EditionNumber
    revision: EditionRevision
    period: ReportPeriod
    published_at: Annotated[Instant, Field(description="The moment of its report; `as_of` it gives the same report.")]
    published_by: Annotated[str, Field(description="Who published it.")]
    software: Annotated[str, Field(description="The version of Minetally.")]
    server_key: Annotated[
        Fingerprint | None,
        Field(
            description="Of the key with which the server signed receipts then; null where who published it by the"
            " command line may not read the keys file."
        ),
    ]
    stands_on: StandsOn
    rules: RulesUsed
    unmet: Annotated[list[UnmetCondition], Field(description="The conditions that it did not meet.")]
    anyway: Annotated[str | None, Field(description="Why it was published all the same.")]
    withdraws: Annotated[int | None, Field(description="The edition of another period whose place it takes.")]
    report: WeeklyReport
    sha256: Annotated[Sha256, Field(description="Over the RFC 8785 form of all the other members.")]


class ListedEdition(BaseModel):
    """An edition in the list of all."""

    number: EditionNumber
    revision: EditionRevision
    period: ReportPeriod
    total: Pieces
    finds: Annotated[int, Field(description="How many finds that is.")]
    disputed: Disputed
    completeness: Completeness
    published_at: Annotated[Instant, Field(description="When.")]
    published_by: Annotated[str, Field(description="Who published it.")]
    seq: Annotated[Seq, Field(description="The log entry that published it.")]
    anyway: Annotated[str | None, Field(description="Why it was published with conditions not met.")]
    withdraws: Annotated[int | None, Field(description="The edition of another period whose place it takes.")]
    stands: Annotated[bool, Field(description="Whether no newer one has taken its place.")]
    sha256: Sha256


class EditionPage(Page[ListedEdition]):
    """Editions by number and revision."""


class CountedSide(BaseModel):
    """How a find counted before or after a step."""

    found_on: Annotated[Day, Field(description="The local day.")]
    type: Annotated[str, Field(description="Key of the type.")]
    category: Annotated[Category, Field(description="As typed.")]
    count: Pieces
    manufactured_year: Annotated[int | None, Field(description="Year of manufacture.")]
    district: Annotated[str | None, Field(description="As typed, else computed.")]


class DifferenceReason(StrEnum):
    """Why a find counts otherwise."""

    LATE_ARRIVAL = "late_arrival"
    COUNT_CORRECTED = "count_corrected"
    DAY_CORRECTED = "day_corrected"
    TYPE_CORRECTED = "type_corrected"
    CORRECTED = "corrected"
    CONFLICT_RESOLVED = "conflict_resolved"
    RELEASED = "released"
    DELETED = "deleted"
    RESTORED = "restored"
    JUDGED_DUPLICATE = "judged_duplicate"
    DUPLICATE_TAKEN_BACK = "duplicate_taken_back"
    ALIAS_ADDED = "alias_added"
    ALIAS_REMOVED = "alias_removed"
    CATALOGUE_CHANGED = "catalogue_changed"
    AREA_CHANGED = "area_changed"
    PERIOD_CHANGED = "period_changed"


class DifferenceStep(BaseModel):
    """What one log entry did to a find in the period."""

    seq: Annotated[Seq | None, Field(description="The log entry; null where only the period is another.")]
    reason: Annotated[DifferenceReason, Field(description="Why.")]
    change: Pieces
    sentence: Annotated[str, Field(description="All of it, for people.")]
    before: Annotated[CountedSide | None, Field(description="null: it did not count in the period.")]
    after: Annotated[CountedSide | None, Field(description="null: it no longer counts in the period.")]
    device: Annotated[str | None, Field(description="Whose step it was: what the tablet is called.")]
    team: Annotated[str | None, Field(description="The tablet's team.")]
    person: Annotated[str | None, Field(description="Who, when staff did it.")]
    received_at: Annotated[Instant, Field(description="When it came to the server.")]


class DifferentFind(BaseModel):
    """A find that counts otherwise, step by step."""

    find_id: Annotated[Id, Field(description="The find.")]
    change: Pieces
    steps: Annotated[list[DifferenceStep], Field(description="In the order of the log.")]


class ReasonSum(BaseModel):
    """What all steps of one reason come to."""

    reason: Annotated[DifferenceReason, Field(description="The reason.")]
    means: Annotated[str, Field(description="In words.")]
    change: Pieces
    finds: Annotated[int, Field(description="How many finds it touched.")]


class TypeChange(BaseModel):
    """What the total of one type changed by."""

    type: Annotated[str, Field(description="Key of the type.")]
    change: Pieces


class ComparedFigure(BaseModel):
    """A total that is compared."""

    first: Annotated[Day, Field(alias="from", description="Its first day.")]
    last: Annotated[Day, Field(alias="to", description="Its last day.")]
    seq: Annotated[Seq, Field(description="The last log entry that it knows.")]
    time: Annotated[Instant, Field(description="Its moment.")]
    total: Pieces
    finds: Annotated[int, Field(description="How many finds that is.")]
    edition: Annotated[EditionName | None, Field(description="null: as it is now.")]


class Differences(BaseModel):
    """What has changed between two figures. All sums add up to the change of the total."""

    operation: OperationName
    before: ComparedFigure
    after: ComparedFigure
    change: Annotated[int, Field(description="The later total less the earlier, pieces.")]
    by_reason: Annotated[list[ReasonSum], Field(description="Sums by reason.")]
    by_type: Annotated[list[TypeChange], Field(description="Sums by type.")]
    finds: Annotated[list[DifferentFind], Field(description="Find by find.")]
