"""The tables. Every primary key starts with the operation: the unit of tenancy, and the shard key.

Ids, days and instants are canonical text (lower-case UUID, YYYY-MM-DD, UTC with microseconds): the same bytes, the same
order and the same hash on both databases. JSON is text too: no column type that rewrites numbers.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, LargeBinary, Table, Text, text
from sqlmodel import Field, SQLModel


def _text(**options: bool) -> Column[str]:
    return Column(Text, **options)  # type: ignore[arg-type]


class Operation(SQLModel, table=True):
    """One clearance campaign, with the head of its log."""

    operation: str = Field(primary_key=True)
    timezone: str
    created_at: str
    epoch: str
    """Identity of the server's history."""
    seq: int = 0
    """Number of the last log entry: the counter that an exchange locks."""
    hash: str
    """Hash of the last log entry."""
    saved_through_seq: int = 0
    rules: int = 0
    """The log entry that last changed what the server derives from and reports by (`Rule`)."""
    widest_reach_m: float = 0.0
    """The greatest `reach_m` of any find: how wide the duplicate search must look."""


class Team(SQLModel, table=True):
    operation: str = Field(primary_key=True)
    name: str = Field(primary_key=True)
    created_at: str


class Device(SQLModel, table=True):
    """A tablet of one team."""

    operation: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    team: str
    name: str
    created_at: str
    last_seen_at: str | None = None
    """When it last exchanged."""
    clock_offset_s: float = 0.0
    """Receive time minus device time at its last exchange, seconds; 0 within five minutes."""
    retired_at: str | None = None


class DeviceSeen(SQLModel, table=True):
    """A device exchanged at this moment: reports as of an earlier one know who had been heard of."""

    __tablename__ = "device_seen"
    operation: str = Field(primary_key=True)
    device_id: str = Field(primary_key=True)
    at: str = Field(primary_key=True)


class Token(SQLModel, table=True):
    """Who may do what. The token itself is not stored."""

    __table_args__ = (Index("token_by_id", "operation", "id", unique=True),)
    operation: str = Field(primary_key=True)
    token_sha256: str = Field(primary_key=True)
    id: str
    prefix: str
    """The first characters, for people who look for a token."""
    role: str
    device_id: str | None = None
    person: str | None = None
    created_at: str
    expires_at: str | None = None
    revoked_at: str | None = None
    last_seen_at: str | None = None


class Enrolment(SQLModel, table=True):
    """A code that makes one device, once."""

    operation: str = Field(primary_key=True)
    code_sha256: str = Field(primary_key=True)
    team: str
    device: str
    created_at: str
    expires_at: str
    used_at: str | None = None


class Rule(SQLModel, table=True):
    """Something that the server derives from or reports by, as staff set it: a row for each time it was another.

    It holds from log entry `since_seq` on (0: from the start), up to but without `until_seq`.
    """

    operation: str = Field(primary_key=True)
    kind: str = Field(primary_key=True)
    """type, alias, area, settings or roster"""
    key: str = Field(primary_key=True)
    """A type's key, an alias's marking key, an area's id, a roster's day; settings have one, which is empty."""
    since_seq: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    until_seq: int | None = None
    document: str = Field(sa_column=_text(nullable=False))
    """JSON; sync/finds/rules.py reads it."""
    at: str
    person: str
    reason: str


class LogEntry(SQLModel, table=True):
    """One accepted or refused mutation, resolution, release or decision. Never changed, never deleted."""

    __tablename__ = "log"
    __table_args__ = (
        Index("log_by_mutation", "operation", "mutation_id", "digest", unique=True),
        Index("log_by_find", "operation", "find_id", "seq"),
        Index("log_by_time", "operation", "received_at", "seq"),
    )
    operation: str = Field(primary_key=True)
    seq: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    kind: str
    """The op of a mutation, `rejected`, `dismiss`, `area`, `rule`, `edition`, or `same`, `distinct`, `undo`, `void`."""
    mutation_id: str
    """The mutation's UUID, or sha256:<digest> where it has no usable one."""
    digest: str
    """SHA-256 of the content."""
    find_id: str | None = None
    version: int | None = None
    """The version of the find that it made."""
    content: str = Field(sa_column=_text(nullable=False))
    """The mutation as sent: canonical JSON, or as received where RFC 8785 cannot write it."""
    find: str | None = Field(sa_column=_text(nullable=True))
    """The find's own fields after it, as typed."""
    answer: str = Field(sa_column=_text(nullable=False))
    """The result as it was answered, with `replayed: false`."""
    closed: str | None = Field(sa_column=_text(nullable=True))
    """The conflicts that it closed, and why."""
    device_id: str | None = None
    team: str | None = None
    person: str | None = None
    made_at: str | None = None
    """The device's own time, as sent."""
    at: str | None = None
    """The corrected time, UTC."""
    received_at: str
    mends: str | None = None
    """The mutation id of the rejected one that this releases."""
    hash: str
    """SHA-256 of the hash before and this entry's canonical content."""


class Find(SQLModel, table=True):
    """A find as it stands: what is served, what the merge needs, and columns to search by."""

    __table_args__ = (
        Index("find_by_seq", "operation", "seq", "id"),
        Index("find_by_day", "operation", "found_on", "id"),
        Index("find_by_place", "operation", "type_key", "days_block", "lat"),
        Index("find_by_location", "operation", "lat", "lon"),
        Index(
            "find_by_survivor",
            "operation",
            "duplicate_of",
            sqlite_where=text("duplicate_of IS NOT NULL"),
            postgresql_where=text("duplicate_of IS NOT NULL"),
        ),
    )
    operation: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    version: int
    seq: int
    state: str
    found_on: str
    type_key: str
    category: str
    count: int
    manufactured_year: int | None = None
    district: str
    """As typed, else computed, else empty."""
    team: str
    device_id: str
    lat: float
    lon: float
    reach_m: float
    """How far a suspected duplicate may lie because of its accuracy, metres."""
    days_block: int
    """Which block of seven days `found_on` lies in: the duplicate search looks into those around it."""
    duplicate_of: str | None = None
    """The find that survives, where this one was judged a duplicate of it."""
    document: str = Field(sa_column=_text(nullable=False))
    """The find as it is served, JSON."""
    merge: str | None = Field(sa_column=_text(nullable=True))
    """What the merge knows beyond the document, JSON; null while nothing has been edited."""


class ConflictRow(SQLModel, table=True):
    """A conflict for listing; the truth of an open one stands in its find."""

    __tablename__ = "conflict"
    __table_args__ = (
        Index("conflict_by_find", "operation", "find_id"),
        Index("conflict_by_state", "operation", "state", "opened_seq", "id"),
    )
    operation: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    find_id: str
    field: str
    state: str
    """open, resolved (by a person) or settled (by itself)"""
    opened_seq: int
    closed_seq: int | None = None
    why: str | None = None
    document: str = Field(sa_column=_text(nullable=False))
    """The accepted value and the offers as they stand, or stood when it was closed, JSON."""


class Quarantine(SQLModel, table=True):
    """A refused mutation that waits for a person, or for its find. Its content is in the log."""

    __table_args__ = (
        Index("quarantine_by_seq", "operation", "seq", unique=True),
        Index("quarantine_by_state", "operation", "state", "seq"),
        Index("quarantine_by_find", "operation", "waits_for"),
    )
    operation: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    seq: int
    state: str
    """waiting, released or dismissed"""
    waits_for: str | None = None
    """The find that it waits for, while it waits for one."""
    problem: str = Field(sa_column=_text(nullable=False))
    released_by_mutation: str | None = None
    decided_by: str | None = None
    reason: str | None = None


class DuplicatePair(SQLModel, table=True):
    """The question whether two finds are one and the same discovery; `one` is the lesser id. Asked again, it is new."""

    __tablename__ = "duplicate_pair"
    __table_args__ = (
        Index("duplicate_pair_by_id", "operation", "id", unique=True),
        Index("duplicate_pair_by_other", "operation", "other", "one"),
        Index("duplicate_pair_by_state", "operation", "state", "opened_seq", "id"),
        Index("duplicate_pair_by_day", "operation", "state", "first_day"),
        Index("duplicate_pair_by_closing", "operation", "closed_seq"),
    )
    operation: str = Field(primary_key=True)
    one: str = Field(primary_key=True)
    other: str = Field(primary_key=True)
    opened_seq: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    id: str
    state: str
    """open, gone (by itself), same or distinct (a person says so), undone (that was taken back)"""
    distance_m: float
    days: int
    first_day: str
    """The earlier `found_on` of the two; another one asks the question anew."""
    closed_seq: int | None = None
    why: str | None = None
    """Why it is gone or undone."""
    decision: str | None = Field(sa_column=_text(nullable=True))
    """Who decided what and why, JSON."""


class Tally(SQLModel, table=True):
    """Sums over live finds: one row a day, dimension and key.

    Rows of dimension `type` also carry category and year of manufacture; the others leave them empty.
    """

    operation: str = Field(primary_key=True)
    day: str = Field(primary_key=True)
    dimension: str = Field(primary_key=True)
    """type, district, team or device"""
    key: str = Field(primary_key=True)
    category: str = Field(primary_key=True, default="")
    year: str = Field(primary_key=True, default="")
    total: int = Field(sa_column=Column(BigInteger, nullable=False))
    finds: int


class TallyMove(SQLModel, table=True):
    """A find came into the tally (`sign` 1) or left it (-1) at a log entry: what the tally was at any moment.

    It is kept in the order of its key, so that a period is read in one go.
    """

    __tablename__ = "tally_move"
    __table_args__ = {"sqlite_with_rowid": False}
    operation: str = Field(primary_key=True)
    day: str = Field(primary_key=True)
    seq: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    find_id: str = Field(primary_key=True)
    sign: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    type_key: str
    category: str
    count: int
    year: str
    """Of manufacture; empty when it is not known."""
    district: str
    team: str
    device_id: str


class Edition(SQLModel, table=True):
    """A published report. Never changed, never deleted."""

    __table_args__ = (Index("edition_by_seq", "operation", "seq", unique=True),)
    operation: str = Field(primary_key=True)
    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    """One for each period, from 1."""
    revision: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    seq: int
    """The log entry that published it; the report stands on the one before."""
    first_day: str
    last_day: str
    withdraws: int | None = None
    """The number of the edition of another period whose place it takes."""
    document: str = Field(sa_column=_text(nullable=False))
    """The edition as it is served, JSON."""
    sha256: str


class Photo(SQLModel, table=True):
    """A photo of finds, known by its content. Never changed, never deleted."""

    operation: str = Field(primary_key=True)
    sha256: str = Field(primary_key=True)
    media_type: str
    """What whoever brought it says that it is, of the kinds that are served as such; else application/octet-stream."""
    size: int
    """Bytes."""
    received_at: str
    data: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class Submission(SQLModel, table=True):
    """A form that ODK Collect sent, and what became of it."""

    __table_args__ = (
        Index("submission_by_receipt", "operation", "received_at", "id"),
        Index("submission_by_find", "operation", "find_id"),
        Index("submission_by_deprecated", "operation", "deprecates"),
    )
    operation: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    """The UUID in its instanceID."""
    instance_id: str
    """As the tablet sent it."""
    deprecates: str | None = None
    """The submission that it corrects."""
    find_id: str | None = None
    """Null while the submission that it corrects has not come."""
    mutation_id: str | None = None
    """The mutation that it became; null while it waits, and where a correction changed nothing."""
    outcome: str
    """Of its mutation; or waiting, or unchanged."""
    device_id: str
    team: str
    received_at: str
    form_version: str
    files: str = Field(sa_column=_text(nullable=False))
    """The names of its photos, each with the SHA-256 of what came, or null; JSON."""
    xml_sha256: str
    xml: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    """As received."""


class Webhook(SQLModel, table=True):
    """Where an integrator wants to be told what happens, and how far the log has been told."""

    operation: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    url: str = Field(sa_column=_text(nullable=False))
    events: str = Field(sa_column=_text(nullable=False))
    """What it listens to, a JSON list."""
    description: str
    person: str
    """Who made it."""
    created_at: str
    disabled_why: str | None = None
    """Why nothing is sent; null: it is enabled."""
    secret: str
    """Readable, as every delivery is signed with it."""
    old_secret: str | None = None
    old_secret_until: str | None = None
    """So long the old secret signs too."""
    cursor: int
    """The log up to here stands in its deliveries."""
    failures: int = 0
    """New deliveries that failed in a row: when there are some, the receiver is taken for down."""
    failing_since: str | None = None
    not_before: str | None = None
    """A receiver that is down is asked again then, with one delivery."""
    holder: str | None = None
    """The server process that delivers, as long as it goes on counting `beat` up."""
    beat: int = 0


class WebhookDelivery(SQLModel, table=True):
    """One event on its way to one webhook."""

    __tablename__ = "webhook_delivery"
    __table_args__ = (
        Index("webhook_delivery_by_state", "operation", "webhook_id", "state", "next_at"),
        Index(
            "webhook_delivery_waiting",
            "operation",
            "webhook_id",
            "seq",
            "n",
            sqlite_where=text("state = 'waiting'"),
            postgresql_where=text("state = 'waiting'"),
        ),
        Index(
            "webhook_delivery_by_order",
            "operation",
            "webhook_id",
            "order_key",
            "seq",
            "n",
            sqlite_where=text("state IN ('waiting', 'held', 'parked')"),
            postgresql_where=text("state IN ('waiting', 'held', 'parked')"),
        ),
    )
    operation: str = Field(primary_key=True)
    webhook_id: str = Field(primary_key=True)
    seq: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    n: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    """Which of the events of its log entry it is."""
    event_id: str
    type: str
    order_key: str
    """The find whose events are delivered in their order; empty: what is of no find."""
    state: str
    """waiting, parked (given up until staff resume it), held (behind a parked one), delivered, skipped (by staff)"""
    attempts: int
    """Since it last began to wait."""
    next_at: str
    """When it is tried again; of one that is delivered or skipped: when it is forgotten."""
    body: str = Field(sa_column=_text(nullable=False))
    """The bytes that are sent, fixed."""
    tries: str = Field(sa_column=_text(nullable=False))
    """What became of the last attempts, a JSON list."""
    answer: str | None = Field(sa_column=_text(nullable=True))
    """The beginning of the last answer's body."""
    delivered_at: str | None = None


# The tables as SQLAlchemy has them, for statements


def _table(model: type[SQLModel]) -> Table:
    table: Table = model.__table__  # type: ignore[attr-defined]
    return table


OPERATION = _table(Operation)
TEAM = _table(Team)
DEVICE = _table(Device)
SEEN = _table(DeviceSeen)
TOKEN = _table(Token)
ENROLMENT = _table(Enrolment)
RULE = _table(Rule)
LOG = _table(LogEntry)
FIND = _table(Find)
CONFLICT = _table(ConflictRow)
QUARANTINE = _table(Quarantine)
PAIR = _table(DuplicatePair)
TALLY = _table(Tally)
MOVE = _table(TallyMove)
EDITION = _table(Edition)
PHOTO = _table(Photo)
SUBMISSION = _table(Submission)
WEBHOOK = _table(Webhook)
DELIVERY = _table(WebhookDelivery)
