"""Wire shapes of what staff publish by: reports, editions, their differences, the catalogue, settings and rosters."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from models.answers.problems import Problem
from models.answers.values import Day, Id, Instant, OperationName, OrdnanceClass, Page, Pieces, Seq, TeamName
from models.find import Category
from models.position import Position
from models.settings import OperationSettings

EditionNumber = Annotated[int, Field(ge=1, description="Number of the edition; each period has one.")]
EditionRevision = Annotated[int, Field(ge=1, description="1, and one more each time the period is published again.")]
Sha256 = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]


# The weekly report


class ReportPeriod(BaseModel):
    """Local days, both ends inclusive."""

    first: Annotated[Day, Field(alias="from", description="The first day.")]
    last: Annotated[Day, Field(alias="to", description="The last day.")]
    days: Annotated[int, Field(description="How many days.")]
    iso_week: Annotated[str | None, Field(description="The ISO week that was asked for.", examples=["2022-W33"])]


class PreviousPeriod(BaseModel):
    """The period of the same length before."""

    first: Annotated[Day, Field(alias="from", description="Its first day.")]
    last: Annotated[Day, Field(alias="to", description="Its last day.")]
    total: Pieces
    finds: Annotated[int, Field(description="How many finds that was.")]
    change: Annotated[int, Field(description="This period's total less that one's, pieces.")]


class AsOf(BaseModel):
    """The moment at which the report is true."""

    seq: Annotated[Seq, Field(description="The last log entry that it knows.")]
    time: Annotated[Instant, Field(description="The moment.")]


class Disputed(BaseModel):
    """How far the open conflicts let the total move."""

    conflicts: Annotated[int, Field(description="How many conflicts are open on what counts here.")]
    low: Annotated[int, Field(description="The least that it could be, pieces.")]
    high: Annotated[int, Field(description="The most that it could be, pieces.")]


class Row(BaseModel):
    total: Pieces
    finds: Annotated[int, Field(description="How many finds that is.")]


class DisputedRow(Row):
    disputed: Disputed


class TypeRow(DisputedRow):
    """What was found of one type."""

    type: Annotated[str, Field(description="Key of the type.", examples=["3001M"])]
    marking: Annotated[str, Field(description="As the catalogue writes it; the key when it is not there.")]
    category: Annotated[Category, Field(description="The catalogue's, else that of most of the count.")]
    ordnance_class: Annotated[OrdnanceClass, Field(alias="class", description="The class of national bulletins.")]
    known: Annotated[bool, Field(description="Whether the catalogue has it.")]
    manufactured: Annotated[dict[str, int], Field(description="Pieces by year of manufacture.")]
    manufactured_unknown: Annotated[int, Field(description="Pieces without a year of manufacture.")]


class CategoryRow(DisputedRow):
    """What was found of one category, as typed."""

    category: Category
    ordnance_class: Annotated[OrdnanceClass, Field(alias="class", description="The class of national bulletins.")]


class DayRow(DisputedRow):
    """What was found on one local day."""

    day: Annotated[Day, Field(description="The day.")]


class DistrictRow(DisputedRow):
    """What was found in one district, as typed, else computed."""

    district: Annotated[str | None, Field(description="null: no district is known.")]


class TeamRow(Row):
    """What one team reported."""

    team: Annotated[str | None, Field(description="The team of the reporting tablet at that time.")]


class DeviceRow(Row):
    """What one tablet reported."""

    device: Annotated[Id | None, Field(description="The tablet.")]
    name: Annotated[str | None, Field(description="What it is called.")]
    team: Annotated[str | None, Field(description="Its team.")]


class SuspectedDuplicates(BaseModel):
    """What would go if each group of suspected duplicates were one discovery."""

    pairs: Annotated[int, Field(description="Open pairs with a find in the period.")]
    total: Pieces


class SilentDevice(BaseModel):
    """A tablet that has not exchanged since the end of the period."""

    device: Annotated[str, Field(description="What it is called.")]
    device_id: Annotated[Id, Field(description="The device.")]
    team: TeamName
    last_seen_at: Annotated[Instant | None, Field(description="When it last exchanged; null: never.")]


class Completeness(BaseModel):
    """How much of what was expected is here."""

    expected: Annotated[int, Field(description="Tablets on duty; without a roster all that are not retired.")]
    reported: Annotated[int, Field(description="Those that have exchanged since the end of the period.")]
    share: Annotated[float | None, Field(ge=0, le=1, description="Reported of expected; null: none was expected.")]


class ReportingDevices(BaseModel):
    """Who has reported since the end of the period, and who has not."""

    expected: Annotated[int, Field(description="Tablets on duty; without a roster all that are not retired.")]
    reported: Annotated[int, Field(description="How many of them have exchanged since.")]
    silent: Annotated[list[SilentDevice], Field(description="The others.")]


class ReportingTeam(BaseModel):
    """How much of a team has reported."""

    team: TeamName
    expected: Annotated[int, Field(description="Its tablets on duty.")]
    reported: Annotated[int, Field(description="Those that have exchanged since the end of the period.")]
    last_seen_at: Annotated[Instant | None, Field(description="When any of them last exchanged; null: never.")]


class EditionName(BaseModel):
    """A published edition, and the log entry that its report stands on."""

    number: EditionNumber
    revision: EditionRevision
    seq: Annotated[Seq, Field(description="The last log entry that it knows.")]


class Late(BaseModel):
    """What has changed of the period since it was last published."""

    edition: Annotated[EditionName, Field(description="The edition that stands.")]
    finds: Annotated[int, Field(description="Finds that have come in, gone out or changed since.")]
    change: Pieces


class EditionPeriod(BaseModel):
    """A published edition, and its period."""

    number: EditionNumber
    revision: EditionRevision
    first: Annotated[Day, Field(alias="from", description="Its first day.")]
    last: Annotated[Day, Field(alias="to", description="Its last day.")]


class Overlap(EditionPeriod):
    """A published edition of another period that counts days of this one too."""

    days: Annotated[list[Day], Field(description="The days that both count.")]
    total: Annotated[int, Field(description="What that edition counts on those days, pieces.")]


class Cumulative(BaseModel):
    """What was counted from a day to the end of the period."""

    since: Annotated[Day, Field(description="The first day.")]
    total: Pieces
    finds: Annotated[int, Field(description="How many finds that is.")]


class WeeklyReport(BaseModel):
    """Sums of live finds over a period, and how far they can be trusted. A grouping not asked for is absent."""

    operation: OperationName
    period: ReportPeriod
    as_of: AsOf
    total: Pieces
    finds: Annotated[int, Field(description="How many finds that is.")]
    by_type: Annotated[list[TypeRow], Field(default_factory=list, description="By type, the most first.")]
    by_category: Annotated[list[CategoryRow], Field(default_factory=list, description="By category.")]
    by_day: Annotated[list[DayRow], Field(default_factory=list, description="By local day.")]
    by_district: Annotated[list[DistrictRow], Field(default_factory=list, description="By district.")]
    by_team: Annotated[list[TeamRow], Field(default_factory=list, description="By team.")]
    by_device: Annotated[list[DeviceRow], Field(default_factory=list, description="By tablet.")]
    disputed: Disputed
    suspected_duplicates: SuspectedDuplicates
    completeness: Completeness
    devices: ReportingDevices
    teams: Annotated[list[ReportingTeam], Field(description="The teams of the expected tablets.")]
    late: Annotated[Late | None, Field(description="null: this period was never published.")]
    overlaps: Annotated[list[Overlap], Field(description="Published editions that count some of the same days.")]
    cumulative: Annotated[Cumulative | None, Field(description="When `since` was asked for.")]
    previous: PreviousPeriod


# Many weeks, and what is behind a cell


class SeasonSum(BaseModel):
    """A row of a grouping in a week. It has a member with the name of the grouping, which tells which row it is."""

    total: Pieces
    finds: Annotated[int, Field(description="How many finds that is.")]
    type: Annotated[str | None, Field(default=None, description="Grouping type: key of the type.")]
    category: Annotated[str | None, Field(default=None, description="Grouping category.")]
    day: Annotated[str | None, Field(default=None, description="Grouping day.")]
    district: Annotated[str | None, Field(default=None, description="Grouping district; null: none is known.")]
    team: Annotated[str | None, Field(default=None, description="Grouping team.")]
    device: Annotated[str | None, Field(default=None, description="Grouping device: the tablet's id.")]


class SeasonWeek(BaseModel):
    """One ISO week of a season; the first and the last may be cut off."""

    week: Annotated[str, Field(description="The ISO week.", examples=["2022-W33"])]
    first: Annotated[Day, Field(alias="from", description="Its first day that counts.")]
    last: Annotated[Day, Field(alias="to", description="Its last day that counts.")]
    days: Annotated[int, Field(description="How many days that is.")]
    total: Pieces
    finds: Annotated[int, Field(description="How many finds that is.")]
    change: Annotated[int | None, Field(description="Its total less that of the week before; null in the first.")]
    cumulative: Annotated[int, Field(description="The total from the first day of the season on, pieces.")]
    by_type: Annotated[list[SeasonSum], Field(default_factory=list, description="By type.")]
    by_category: Annotated[list[SeasonSum], Field(default_factory=list, description="By category.")]
    by_day: Annotated[list[SeasonSum], Field(default_factory=list, description="By local day.")]
    by_district: Annotated[list[SeasonSum], Field(default_factory=list, description="By district.")]
    by_team: Annotated[list[SeasonSum], Field(default_factory=list, description="By team.")]
    by_device: Annotated[list[SeasonSum], Field(default_factory=list, description="By tablet.")]


class SeasonReport(BaseModel):
    """Every ISO week of a period, side by side. A grouping not asked for is absent."""

    operation: OperationName
    period: ReportPeriod
    as_of: AsOf
    total: Pieces
    finds: Annotated[int, Field(description="How many finds that is.")]
    weeks: Annotated[list[SeasonWeek], Field(description="In their order, also those without finds.")]


class CountedFind(BaseModel):
    """A find that a total counts, as it stood at the moment of the report."""

    find_id: Annotated[Id, Field(description="The find.")]
    version: Annotated[int, Field(description="Its version then.")]
    seq: Annotated[Seq, Field(description="The log entry on which it stood.")]
    found_on: Annotated[Day, Field(description="The local day.")]
    type: Annotated[str, Field(description="Key of the type by which it was counted.")]
    marking: Annotated[str, Field(description="As typed.")]
    category: Annotated[Category, Field(description="As typed.")]
    count: Pieces
    manufactured_year: Annotated[int | None, Field(description="Year of manufacture.")]
    district: Annotated[str | None, Field(description="As typed, else computed.")]
    team: Annotated[str | None, Field(description="Of the reporting tablet.")]
    device: Annotated[str | None, Field(description="What the reporting tablet is called.")]
    device_id: Annotated[Id | None, Field(description="The reporting tablet.")]
    person: Annotated[str | None, Field(description="Who mended the report, when staff had to.")]
    position: Annotated[Position, Field(description="As typed.")]
    lat: Annotated[float, Field(description="Degrees north, WGS 84.")]
    lon: Annotated[float, Field(description="Degrees east, WGS 84.")]
    accuracy_m: Annotated[float | None, Field(description="As stated; for MGRS at least its square's side. Metres.")]
    transform: Annotated[str, Field(description="The pinned operation that led from the position to WGS 84.")]
    made_at: Annotated[Instant | None, Field(description="When it was first typed in, by the tablet's clock.")]
    received_at: Annotated[Instant, Field(description="When it first came to the server.")]
    conflicts: Annotated[list[str], Field(description="Its fields in dispute.")]
    entries: Annotated[list[int], Field(description="Every log entry that made it what it was.")]


class CountedFindPage(Page[CountedFind]):
    """The finds that a row of a report counts, by day and id."""


# Editions


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

    condition: Annotated[str, Field(description="Which, by its name in the settings.", examples=["no_silent_teams"])]
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
    after: Annotated[CountedSide | None, Field(description="null: it counts in the period no more.")]
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


# The catalogue


class Alias(BaseModel):
    """A marking that a person declared to name a type."""

    key: Annotated[str, Field(description="Its marking key.")]
    marking: Annotated[str, Field(description="As the person wrote it.")]
    person: Annotated[str, Field(description="Who added it.")]
    reason: Annotated[str, Field(description="Why.")]
    added_at: Annotated[Instant, Field(description="When.")]
    since_seq: Annotated[Seq, Field(description="The log entry that added it.")]


class OrdnanceType(BaseModel):
    """A type that the operation knows."""

    key: Annotated[str, Field(description="One text for all spellings of its marking.", examples=["3001M"])]
    marking: Annotated[str, Field(description="As people write it.")]
    name: Annotated[str, Field(description="What it is.")]
    category: Category
    ordnance_class: Annotated[OrdnanceClass, Field(alias="class", description="The class of national bulletins.")]
    country: Annotated[str, Field(description="Of origin, ISO 3166 alpha-3; empty: not known.")]
    markings: Annotated[list[str], Field(description="Other markings of the same type.")]
    source: Annotated[str, Field(description="Where the description comes from.")]
    since_seq: Annotated[Seq, Field(description="The log entry that described it so; 0: it came with the catalogue.")]
    aliases: Annotated[list[Alias], Field(description="Markings that staff declared to be of this type.")]


class TypePage(Page[OrdnanceType]):
    """The types that the operation knows."""


class LookAlike(BaseModel):
    """A type that an unknown marking may stand for."""

    type: Annotated[str, Field(description="Key of the type.")]
    marking: Annotated[str, Field(description="As the catalogue writes it.")]
    distance: Annotated[int, Field(description="How many characters differ; 0: only such as look alike.")]
    why: Annotated[str, Field(description="In what it resembles, for people.")]


class UnknownMarking(BaseModel):
    """A marking of finds that the catalogue does not have."""

    key: Annotated[str, Field(description="Its marking key.")]
    typed: Annotated[list[str], Field(description="How it was typed.")]
    total: Pieces
    finds: Annotated[int, Field(description="How many finds that is.")]
    first_day: Annotated[Day, Field(description="The first day on which it was found.")]
    last_day: Annotated[Day, Field(description="The last.")]
    look_alikes: Annotated[list[LookAlike], Field(description="What it may stand for, the nearest first.")]


class UnknownMarkingPage(Page[UnknownMarking]):
    """The markings that the catalogue does not have, the most pieces first."""


class TypeTotal(BaseModel):
    """What a change does to the total of a type in a week."""

    type: Annotated[str, Field(description="Key of the type.")]
    before: Annotated[int, Field(description="Its total before, pieces.")]
    after: Annotated[int, Field(description="Its total after, pieces.")]


class ChangedWeek(BaseModel):
    """A week in which totals change."""

    week: Annotated[str, Field(description="The ISO week.", examples=["2022-W33"])]
    first: Annotated[Day, Field(alias="from", description="Its first day.")]
    last: Annotated[Day, Field(alias="to", description="Its last day.")]
    types: Annotated[list[TypeTotal], Field(description="The types whose total changes.")]


class Effect(BaseModel):
    """What a change of the rules does to totals."""

    finds: Annotated[int, Field(description="Finds that count elsewhere.")]
    weeks: Annotated[list[ChangedWeek], Field(description="The weeks whose totals change.")]
    editions: Annotated[list[EditionPeriod], Field(description="Published editions that say otherwise.")]


class RuleEffect(BaseModel):
    """What a change of the rules did, or would do."""

    preview: Annotated[bool, Field(description="Whether it was only asked for, and nothing is changed.")]
    effect: Effect


# Settings and rosters


class RosterDay(BaseModel):
    """Who is on duty on a day."""

    day: Annotated[Day, Field(description="The local day.")]
    teams: Annotated[list[str], Field(description="Teams, with all their tablets.")]
    devices: Annotated[list[Id], Field(description="Single tablets.")]
    person: Annotated[str, Field(description="Who said so.")]
    set_at: Annotated[Instant, Field(description="When.")]
    since_seq: Annotated[Seq, Field(description="The log entry that says so.")]


class RosterPage(Page[RosterDay]):
    """The days of which a roster says who is on duty; on others it is every tablet that is not retired."""


class SettingsInForce(BaseModel):
    """The settings of the operation, and who set them."""

    settings: OperationSettings
    since_seq: Annotated[Seq, Field(description="The log entry that set them; 0: as they came.")]
    person: Annotated[str | None, Field(description="Who set them.")]
    set_at: Annotated[Instant | None, Field(description="When.")]
