"""Wire shapes of reports: the weekly one, many weeks, and the finds behind a cell."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, Field

from models.answers.values import Day, Id, Instant, OperationName, OrdnanceClass, Page, Pieces, Seq, TeamName
from models.find import Category
from models.position_forms import Position

EditionNumber = Annotated[int, Field(ge=1, description="Number of the edition; each period has one.")]
EditionRevision = Annotated[int, Field(ge=1, description="1, and one more each time the period is published again.")]
Sha256 = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]


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
    marking: Annotated[
        str, Field(description="As the catalogue writes it; when it is not there, as most of its finds are marked.")
    ]
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


class InQuarantine(BaseModel):
    """What tablets sent that counts nowhere yet: in the whole operation, as most of it says no valid day."""

    waiting: Annotated[int, Field(ge=0, description="Refused mutations, and forms that wait, that nobody decided.")]


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


class ReportRecovery(BaseModel):
    """The recovery after a restore that staff have not closed: figures may still rise as tablets come back."""

    state: Annotated[Literal["open"], Field(description="It waits for what is missing.")]
    missing: Annotated[int, Field(ge=0, description="Entries of the lost history that have not come back.")]
    differing: Annotated[int, Field(ge=0, description="Finds that stand otherwise than a tablet had seen them.")]
    tablets_away: Annotated[int, Field(ge=0, description="Tablets that have not exchanged since the restore.")]


class LostEntries(BaseModel):
    """What is gone of a history that a restore left."""

    epoch: Annotated[Id, Field(description="The history.")]
    missing: Annotated[int, Field(ge=1, description="Its entries that have not come back.")]


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
    quarantine: Annotated[
        InQuarantine,
        Field(default_factory=lambda: InQuarantine(waiting=0), description="Absent from older editions."),
    ]
    completeness: Completeness
    devices: ReportingDevices
    teams: Annotated[list[ReportingTeam], Field(description="The teams of the expected tablets.")]
    late: Annotated[Late | None, Field(description="null: this period was never published.")]
    overlaps: Annotated[list[Overlap], Field(description="Published editions that count some of the same days.")]
    cumulative: Annotated[Cumulative | None, Field(description="When `since` was asked for.")]
    previous: PreviousPeriod
    recovery: Annotated[
        ReportRecovery | None,
        Field(default=None, description="null: no recovery was open. Absent from older editions."),
    ]
    lost: Annotated[
        list[LostEntries],
        Field(
            default_factory=list,
            description="Of each lost history of which something is missing. Absent from older editions.",
        ),
    ]
    stopped: Annotated[
        str | None,
        Field(
            default=None,
            description="Why the server serves an old history and takes nothing more; null: the history goes on."
            " Absent from older editions.",
        ),
    ]


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
    person: Annotated[str | None, Field(description="Who fixed the report, when staff had to.")]
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
