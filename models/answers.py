"""Wire shapes of answers: what the API's description says of them. The suite holds real answers against these."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any, Generic, Literal, TypeVar

from pydantic import BaseModel, Field, create_model
from typing_extensions import TypeAliasType

from models import problem
from models.fields import fields_as_served
from models.find import DELETED, FIELDS, FIND, Category
from models.wire import FieldValue, Geometry

Id = Annotated[str, Field(json_schema_extra={"format": "uuid"})]
OwnId = Annotated[Id, Field(description="Its id.")]
Instant = Annotated[str, Field(json_schema_extra={"format": "date-time"})]
Day = Annotated[str, Field(json_schema_extra={"format": "date"})]
CreatedAt = Annotated[Instant, Field(description="When it was made.")]
Name = Annotated[str, Field(description="What it is called.")]
OperationName = Annotated[str, Field(description="The operation.", examples=["lachin-2022"])]
TeamName = Annotated[str, Field(description="The team.", examples=["T1"])]
Seq = Annotated[int, Field(ge=0, description="Number in the operation's log, which has no gaps.")]
Pieces = Annotated[int, Field(description="Pieces of ordnance.")]

SentMutation = TypeAliasType("SentMutation", dict[str, Any])
"""A mutation as it was sent: with what its author said the find was, whatever that is."""

if TYPE_CHECKING:
    ProblemCode = str
    FieldName = str
else:
    ProblemCode = StrEnum("ProblemCode", {code.upper(): code for code in problem.PROBLEMS})
    FieldName = StrEnum("FieldName", {name.upper(): name for name in (*FIELDS, DELETED.name, "duplicate_of")})


class Role(StrEnum):
    """What the bearer of a token may do."""

    DEVICE = "device"
    VIEWER = "viewer"
    REVIEWER = "reviewer"
    ADMIN = "admin"


class Outcome(StrEnum):
    """What became of a mutation."""

    APPLIED = "applied"
    MERGED = "merged"
    CONFLICT = "conflict"
    REJECTED = "rejected"


class QuarantineState(StrEnum):
    """What became of a refused mutation."""

    WAITING = "waiting"
    RELEASED = "released"
    DISMISSED = "dismissed"


class PairState(StrEnum):
    """What became of a suspected duplicate."""

    OPEN = "open"
    GONE = "gone"
    SAME = "same"
    DISTINCT = "distinct"
    UNDONE = "undone"


class OrdnanceClass(StrEnum):
    """The class of national bulletins."""

    AP = "AP"
    AT = "AT"
    UXO = "UXO"
    OTHER = "OTHER"


# Problems


class Problem(problem.Problem):
    """Why something was refused (RFC 9457): `code` is stable, `detail` is for people, `errors` name the fields."""

    type: Annotated[str, Field(description="urn:minetally:problem: and the code.")]
    title: Annotated[str, Field(description="What kind of problem it is.")]
    status: Annotated[int, Field(description="The HTTP status; in a result, the one that it would have alone.")]
    detail: Annotated[str, Field(description="What is wrong here and how to mend it, for people.")]
    code: Annotated[ProblemCode, Field(description="What kind of problem it is, for programs.")]
    errors: Annotated[
        list[problem.FieldError], Field(description="What is wrong, field by field, where it is about fields.")
    ]


class ResyncRequired(Problem):
    """The cursor does not fit this server's history. Nothing of the request was stored."""

    code: Literal["resync_required"]
    epoch: Annotated[Id, Field(description="Identity of the server's present history.")]


# Finds


class TypeOfFind(BaseModel):
    """The type that the marking names."""

    key: Annotated[str, Field(description="One text for all spellings of a marking.", examples=["3001M"])]
    marking: Annotated[str, Field(description="As the catalogue writes it; as typed when it is not there.")]
    category: Annotated[Category, Field(description="The catalogue's; as typed when the marking is not there.")]
    known: Annotated[bool, Field(description="Whether the catalogue has it.")]


class Location(BaseModel):
    """Where the position is in WGS 84."""

    lat: Annotated[float, Field(ge=-90, le=90, description="Degrees north.")]
    lon: Annotated[float, Field(ge=-180, le=180, description="Degrees east.")]
    accuracy_m: Annotated[float | None, Field(description="As stated; for MGRS at least its square's side. Metres.")]
    transform: Annotated[
        str,
        Field(
            description="The pinned operation that led here: EPSG:15865 from SK-42 (stated accuracy 4.5 m), the EPSG "
            "conversion from UTM, MGRS, or none.",
            examples=["EPSG:15865"],
        ),
    ]


class ConflictName(BaseModel):
    """An open conflict of a find."""

    id: Annotated[Id, Field(description="The conflict.")]
    field: Annotated[FieldName, Field(description="The field that it is about.")]


class Said(BaseModel):
    """Who said something, with which mutation, and when."""

    mutation_id: Annotated[Id, Field(description="The mutation that said it.")]
    device_id: Annotated[Id | None, Field(description="The tablet; null when staff said it.")]
    team: Annotated[str | None, Field(description="The tablet's team at that time.")]
    person: Annotated[str | None, Field(description="Who, when staff said it or mended it.")]
    made_at: Annotated[Instant, Field(description="The author's own clock.")]
    received_at: Annotated[Instant, Field(description="The server's clock.")]


class Authored(Said):
    """Who made a version of a find, with which mutation, and when."""

    made_at_corrected: Annotated[Instant, Field(description="`made_at` by the server's clock.")]


class _Standing(BaseModel):
    id: Annotated[Id, Field(description="The find; made by the device.")]
    version: Annotated[int, Field(ge=1, description="1 when it is new; each accepted mutation makes the next.")]
    seq: Annotated[Seq, Field(description="The log entry on which it stands.")]
    state: Annotated[Literal["live", "deleted", "duplicate"], Field(description="Only a live find counts in a total.")]
    duplicate_of: Annotated[
        Id | None, Field(description="The find of which staff judged this one to be a second report; null: of none.")
    ]


if TYPE_CHECKING:
    _AsTyped = _Standing
else:
    _AsTyped = create_model("_AsTyped", __base__=_Standing, **fields_as_served(FIND))


class Find(_AsTyped):
    """One reported discovery: as typed, with what the server adds."""

    type: Annotated[TypeOfFind, Field(description="Derived from the marking.")]
    location: Annotated[Location, Field(description="Derived from the position.")]
    district_computed: Annotated[str | None, Field(description="The district area in which the location lies.")]
    flags: Annotated[
        list[str],
        Field(description="What people should look at: unknown_marking, future_date, outside_area; more may come."),
    ]
    conflicts: Annotated[list[ConflictName], Field(description="Its open conflicts.")]
    created: Annotated[Authored, Field(description="Who reported it.")]
    changed: Annotated[Authored, Field(description="Who made this version.")]


# The exchange


class _Result(BaseModel):
    find_id: Annotated[Id | None, Field(description="The find; null when the mutation named no usable one.")]
    replayed: Annotated[bool, Field(description="Whether this mutation had been answered before.")]
    seq: Annotated[Seq, Field(description="The log entry that keeps it.")]
    conflicts: Annotated[list[ConflictName], Field(description="The conflicts in which it waits for a person.")]
    flags: Annotated[list[str], Field(description="The find's flags after it.")]


class _Taken(_Result):
    id: Annotated[Id, Field(description="The mutation.")]
    find_id: Annotated[Id, Field(description="The find.")]
    version: Annotated[int, Field(ge=1, description="The version of the find that it made.")]
    problem: Annotated[None, Field(description="None.")]


class Applied(_Taken):
    """The find now means what was sent."""

    outcome: Literal["applied"]


class Merged(_Taken):
    """Nothing waits, but a field ended otherwise than sent: notes joined, sets united, a later value stood."""

    outcome: Literal["merged"]


class Conflicted(_Taken):
    """Stored; at least one field waits for a person, the others went in."""

    outcome: Literal["conflict"]


class Rejected(_Result):
    """Not taken; kept whole in the quarantine, where staff can mend it."""

    outcome: Literal["rejected"]
    id: Annotated[Id | None, Field(description="The mutation; null when it named no usable id.")]
    version: Annotated[None, Field(description="It made none.")]
    problem: Annotated[Problem, Field(description="Which field, why, and how to mend it.")]


MutationResult = Annotated[Applied | Merged | Conflicted | Rejected, Field(discriminator="outcome")]
"""What became of one mutation. Sending it again gives the same, word for word, with `replayed: true`."""


class Change(BaseModel):
    """A find that changed after the cursor, at its latest version."""

    seq: Annotated[Seq, Field(description="The log entry on which the find stands.")]
    find: Find


class ExchangeAnswer(BaseModel):
    """What became of each mutation, and what changed in the operation."""

    server_time: Annotated[Instant, Field(description="The server's clock at receipt.")]
    epoch: Annotated[Id, Field(description="Identity of the server's history; a restore starts a new one.")]
    results: Annotated[list[MutationResult], Field(description="`results[i]` answers `mutations[i]`.")]
    changes: Annotated[list[Change], Field(description="In the order of the log; a deleted find comes as one.")]
    cursor: Annotated[
        str | None, Field(description="Send it with the next exchange. With `limit: 0` it comes back as sent.")
    ]
    has_more: Annotated[bool, Field(description="Whether more changes wait: exchange again.")]
    saved_through_seq: Annotated[
        Seq, Field(description="The log up to here is in a verified backup; keep answered mutations beyond it.")
    ]
    clock_offset_s: Annotated[
        float, Field(description="Server's clock less the device's, seconds; 0 within five minutes.")
    ]


# Pages

Item = TypeVar("Item")


class Page(BaseModel, Generic[Item]):
    items: Annotated[list[Item], Field(description="At most as many as `limit`, where there is one.")]
    next: Annotated[str | None, Field(description="Send it as `after` to go on; null at the end.")]


class FindPage(Page[Find]):
    """Finds by day and id."""


# History


class ClosedConflict(BaseModel):
    """A conflict that a mutation closed."""

    id: Annotated[Id, Field(description="The conflict.")]
    field: Annotated[FieldName, Field(description="The field that it was about.")]
    why: Annotated[str, Field(description="resolved by a person; or its last offer was accepted, agreed, withdrawn.")]


class Replaced(BaseModel):
    """A field that an entry changed."""

    field: Annotated[FieldName, Field(description="The field.")]
    before: Annotated[FieldValue, Field(alias="from", description="What it was; null when it was not set.")]
    after: Annotated[FieldValue, Field(alias="to", description="What it became; null when it was cleared.")]


class PairOfEntry(BaseModel):
    """A suspected duplicate of a find, at a log entry that opened or closed it."""

    id: Annotated[Id, Field(description="The pair.")]
    other: Annotated[Id, Field(description="The other find.")]
    became: Annotated[PairState, Field(description="What it became there.")]
    why: Annotated[str | None, Field(description="gone: why.")]


class PairDecision(BaseModel):
    """What a person decided about a pair."""

    mutation_id: Annotated[Id, Field(description="The decision.")]
    decision: Annotated[Literal["same", "distinct"], Field(description="One discovery, or two.")]
    survivor: Annotated[Id | None, Field(description="same: the find that goes on counting.")]
    duplicates: Annotated[list[Id], Field(description="same: the finds that count no more.")]
    seq: Annotated[Seq, Field(description="The log entry of the decision.")]
    person: Annotated[str, Field(description="Who decided.")]
    reason: Annotated[str, Field(description="Why.")]
    at: Annotated[Instant, Field(description="When.")]


class PairOfFind(BaseModel):
    """A suspected duplicate of a find, and what became of it."""

    id: Annotated[Id, Field(description="The pair.")]
    other: Annotated[Id, Field(description="The other find.")]
    state: Annotated[PairState, Field(description="What became of it.")]
    opened_seq: Annotated[Seq, Field(description="The log entry that brought the two together.")]
    closed_seq: Annotated[Seq | None, Field(description="The log entry that decided about them or took them apart.")]
    closed_why: Annotated[str | None, Field(description="gone, undone: why.")]
    decision: Annotated[PairDecision | None, Field(description="What was decided, also when it was taken back.")]


class HistoryEntry(BaseModel):
    """One log entry about a find."""

    seq: Seq
    version: Annotated[int | None, Field(description="The version that it made; null when it was rejected.")]
    kind: Annotated[
        Literal["create", "edit", "delete", "restore", "resolve", "rejected", "same", "distinct", "undo", "void"],
        Field(
            description="What was done. same, distinct, undo: what a person decided about a suspected duplicate. void: "
            "such a decision fell, because the find that survived is live no more.",
            json_schema_extra={"x-may-grow": True},
        ),
    ]
    mutation_id: Annotated[str, Field(description="The mutation's UUID, or sha256: and its digest where it had none.")]
    mutation: Annotated[Any, Field(description="The mutation as it was sent; a text where that was no readable JSON.")]
    mends: Annotated[str | None, Field(description="The rejected mutation that this one mends.")]
    device_id: Annotated[Id | None, Field(description="The tablet.")]
    team: Annotated[str | None, Field(description="The tablet's team at that time.")]
    person: Annotated[str | None, Field(description="Who, when staff did it.")]
    made_at: Annotated[Instant | None, Field(description="The author's own clock.")]
    made_at_corrected: Annotated[Instant | None, Field(description="`made_at` by the server's clock.")]
    received_at: Annotated[Instant, Field(description="The server's clock.")]
    outcome: Annotated[Outcome, Field(description="What was answered.")]
    problem: Annotated[Problem | None, Field(description="Why it was rejected.")]
    conflicts: Annotated[list[ConflictName], Field(description="The conflicts in which it waited for a person.")]
    closed: Annotated[list[ClosedConflict], Field(description="The conflicts that it closed.")]
    pairs: Annotated[
        list[PairOfEntry], Field(description="The suspected duplicates that it opened, closed, or decided about.")
    ]
    replaced: Annotated[list[Replaced], Field(description="Each field that it changed.")]
    hash: Annotated[str, Field(description="Chain hash: SHA-256 over the hash before and this entry.")]


class HistoryPage(Page[HistoryEntry]):
    """Everything that was sent about a find, in the order of the log."""

    pairs: Annotated[list[PairOfFind], Field(description="Every suspected duplicate that it was ever in.")]


# Conflicts


class Accepted(Said):
    """The value that stands, and who said it."""

    value: Annotated[FieldValue, Field(description="A value of the conflict's field; null when it is not set.")]


class Offer(Said):
    """A value that no machine could take or refuse."""

    was: Annotated[Any, Field(description="What its author saw in the field.")]
    value: Annotated[FieldValue, Field(description="What its author says.")]
    mutation: Annotated[
        SentMutation | None,
        Field(description="The whole mutation that it came with: fields meant together are judged together."),
    ]


class Conflict(BaseModel):
    """The open question on one field of one find, or how it was closed."""

    id: Annotated[Id, Field(description="The conflict.")]
    find_id: Annotated[Id, Field(description="The find.")]
    field: Annotated[FieldName, Field(description="The field that it is about.")]
    state: Annotated[
        Literal["open", "resolved", "settled"], Field(description="open, resolved by a person, or settled by itself.")
    ]
    dormant: Annotated[bool, Field(description="Open, but its find is not live: it counts nowhere.")]
    opened_seq: Annotated[Seq, Field(description="The log entry that opened it.")]
    closed_seq: Annotated[Seq | None, Field(description="The log entry that closed it.")]
    why: Annotated[
        str | None,
        Field(description="Why it closed: resolved by a person; or its last offer was accepted, agreed, withdrawn."),
    ]
    accepted: Annotated[Accepted, Field(description="The value that stands.")]
    offers: Annotated[list[Offer], Field(description="The values beside it.")]
    sum: Annotated[
        int | None,
        Field(description="A count: the accepted value and every offer's rise, when all of them raise one number."),
    ]
    etag: Annotated[str, Field(description="What a resolution names in If-Match.", examples=['"9f2c…"'])]


class ConflictPage(Page[Conflict]):
    """Conflicts in the order in which they were opened."""


class ConflictChanged(Problem):
    """The conflict is not as it was when it was read."""

    code: Literal["precondition_failed"]
    conflict: Annotated[Conflict, Field(description="Its present state.")]


# The quarantine


class Quarantined(BaseModel):
    """A refused mutation, kept whole."""

    id: Annotated[Id, Field(description="Its place in the quarantine.")]
    mutation: Annotated[Any, Field(description="As it was sent; a text where that was no readable JSON.")]
    mutation_id: Annotated[str, Field(description="The mutation's UUID, or sha256: and its digest where it had none.")]
    find_id: Annotated[Id | None, Field(description="The find that it names, if it names one.")]
    device_id: Annotated[Id | None, Field(description="The tablet that sent it.")]
    team: Annotated[str | None, Field(description="The tablet's team at that time.")]
    problem: Annotated[Problem, Field(description="Why it was refused.")]
    state: Annotated[QuarantineState, Field(description="What became of it.")]
    seq: Annotated[Seq, Field(description="The log entry that keeps it.")]
    received_at: Annotated[Instant, Field(description="The server's clock at receipt.")]
    waits_for: Annotated[
        Id | None, Field(description="The find for which it waits: it goes in by itself when that arrives.")
    ]
    released_by_mutation: Annotated[str | None, Field(description="The mutation as which it went in.")]
    decided_by: Annotated[str | None, Field(description="Who released or dismissed it.")]
    reason: Annotated[str | None, Field(description="Why it was dismissed.")]


class QuarantinePage(Page[Quarantined]):
    """Refused mutations in the order in which they came."""


class Released(Quarantined):
    """A refused mutation that went in."""

    result: Annotated[MutationResult, Field(description="What became of the mended mutation.")]


# Duplicates


class DuplicatePair(BaseModel):
    """The question whether two finds are one and the same discovery."""

    id: Annotated[Id, Field(description="The pair. When the question is asked again later, it has another id.")]
    state: Annotated[
        PairState,
        Field(
            description="open: nobody has decided. gone: it went away by itself, see `closed_why`. same, distinct: a "
            "person decided. undone: the decision was taken back."
        ),
    ]
    find_ids: Annotated[list[Id], Field(min_length=2, max_length=2, description="The two finds.")]
    finds: Annotated[list[Find], Field(min_length=2, max_length=2, description="The two finds as they stand.")]
    group: Annotated[
        list[Id], Field(description="open: every find that open pairs connect with these two, themselves among them.")
    ]
    distance_m: Annotated[float, Field(description="How far apart, metres.")]
    days: Annotated[int, Field(description="How far apart, days.")]
    why: Annotated[str, Field(description="Why the two are suspected, a sentence.")]
    opened_seq: Annotated[Seq, Field(description="The log entry that brought the two together.")]
    closed_seq: Annotated[Seq | None, Field(description="The log entry that decided about them or took them apart.")]
    closed_why: Annotated[str | None, Field(description="gone, undone: why.")]
    decision: Annotated[PairDecision | None, Field(description="What was decided, also when it was taken back.")]
    etag: Annotated[str, Field(description="What a decision may name in If-Match.", examples=['"9f2c…"'])]


class DuplicatePage(Page[DuplicatePair]):
    """Pairs in the order in which they were opened."""


class DecidedPair(DuplicatePair):
    """A pair, and what became of the decision."""

    results: Annotated[list[MutationResult], Field(description="For each find of which the decision is a mutation.")]


# Areas


class Area(BaseModel):
    """The operation's own area, or a district."""

    id: OwnId
    kind: Annotated[
        Literal["operation", "district"],
        Field(description="operation: finds outside are flagged. district: finds inside lie in it."),
    ]
    name: Name
    geometry: Annotated[Geometry, Field(description="Longitude and latitude in degrees of WGS 84.")]
    created_at: CreatedAt


class AddedArea(Area):
    """An area that was just added."""

    operation: OperationName


class AreaPage(Page[Area]):
    """The areas of the operation."""


# Who belongs to the operation


class EnrolmentCode(BaseModel):
    """A code that makes one device of a team."""

    code: Annotated[str, Field(description="Works once, until it expires.")]
    uri: Annotated[str, Field(description="For a QR code: where the server is, and the code.")]
    expires_at: Annotated[Instant, Field(description="When it ends.")]


class Enrolled(BaseModel):
    """A new device."""

    device_id: Annotated[Id, Field(description="The device.")]
    token: Annotated[str, Field(description="Told this once; keep it safe on the tablet.")]
    operation: OperationName
    timezone: Annotated[str, Field(description="In whose days the operation counts.", examples=["Asia/Baku"])]
    team: TeamName
    device: Annotated[str, Field(description="What the tablet is called.")]
    expires_at: Annotated[Instant, Field(description="When the token ends.")]
    odk_collect: Annotated[
        str, Field(description="The text of a QR code that sets up ODK Collect for this device. It holds the token.")
    ]


class Device(BaseModel):
    """A tablet of one team."""

    id: OwnId
    team: TeamName
    name: Name
    created_at: Annotated[Instant, Field(description="When it was enrolled.")]
    last_seen_at: Annotated[Instant | None, Field(description="When it last exchanged.")]
    clock_offset_s: Annotated[
        float, Field(description="Server's clock less its own at its last exchange, seconds; 0 within five minutes.")
    ]
    retired_at: Annotated[Instant | None, Field(description="When it was taken out of service.")]


class DevicePage(Page[Device]):
    """The devices of the operation."""


class Team(BaseModel):
    """A team of the operation."""

    name: Name
    created_at: CreatedAt


class TeamPage(Page[Team]):
    """The teams of the operation."""


class Token(BaseModel):
    """What is known of a token: never the token itself."""

    id: OwnId
    prefix: Annotated[str, Field(description="Its first characters, for people who look for it.")]
    role: Annotated[Role, Field(description="What its bearer may do.")]
    device_id: Annotated[Id | None, Field(description="The tablet that it belongs to.")]
    person: Annotated[str | None, Field(description="The person whom it belongs to.")]
    created_at: CreatedAt
    expires_at: Annotated[Instant | None, Field(description="When it ends.")]
    revoked_at: Annotated[Instant | None, Field(description="When it was ended before.")]
    last_seen_at: Annotated[Instant | None, Field(description="When it was last used.")]


class TokenPage(Page[Token]):
    """The tokens of the operation."""


class MadeToken(BaseModel):
    """A new token."""

    token: Annotated[str, Field(description="Told this once; only its SHA-256 is kept.")]
    id: OwnId
    prefix: Annotated[str, Field(description="Its first characters, for people who look for it.")]
    role: Annotated[Role, Field(description="What its bearer may do.")]
    person: Annotated[str, Field(description="The person whom it belongs to.")]
    expires_at: Annotated[Instant, Field(description="When it ends.")]


# The server itself


class Health(BaseModel):
    """The process lives."""

    status: Annotated[Literal["ok"], Field(description="Always this.")]
    version: Annotated[str, Field(description="The server's version: major.minor.patch.", examples=["0.1.0"])]


class Readiness(BaseModel):
    """The database answers and is migrated."""

    status: Annotated[Literal["ready"], Field(description="Always this; 503 when it is not.")]


OpenApiDocument = TypeAliasType("OpenApiDocument", dict[str, Any])
"""The OpenAPI document of this API."""
