"""The tables. Every primary key starts with the operation: the unit of tenancy, and the shard key.

Ids, days and instants are canonical text (lower-case UUID, YYYY-MM-DD, UTC with microseconds): the same bytes, the same
order and the same hash on both databases. JSON is text too: no column type that rewrites numbers.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Text
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
    rules: int = 1
    """Grows whenever what the server derives (catalogue, areas) changes."""
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


class OrdnanceType(SQLModel, table=True):
    """A type of the catalogue; `key` is its marking key."""

    __tablename__ = "ordnance_type"
    operation: str = Field(primary_key=True)
    key: str = Field(primary_key=True)
    marking: str
    name: str
    category: str


class Area(SQLModel, table=True):
    """A polygon: the operation's own area, or a district."""

    operation: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    kind: str
    """operation or district"""
    name: str
    geometry: str = Field(sa_column=_text(nullable=False))
    """GeoJSON Polygon or MultiPolygon, WGS 84."""
    created_at: str


class LogEntry(SQLModel, table=True):
    """One accepted or refused mutation, resolution, release or decision. Never changed, never deleted."""

    __tablename__ = "log"
    __table_args__ = (
        Index("log_by_mutation", "operation", "mutation_id", "digest", unique=True),
        Index("log_by_find", "operation", "find_id", "seq"),
    )
    operation: str = Field(primary_key=True)
    seq: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    kind: str
    """The op, or `rejected`."""
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
    """Which block of seven days `found_on` lies in: the duplicate search looks into two of them."""
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
    """Two finds that may be one and the same discovery; `one` is the lesser id."""

    __tablename__ = "duplicate_pair"
    __table_args__ = (
        Index("duplicate_pair_by_other", "operation", "other", "one"),
        Index("duplicate_pair_by_state", "operation", "state", "opened_seq", "id"),
        Index("duplicate_pair_by_day", "operation", "state", "first_day"),
    )
    operation: str = Field(primary_key=True)
    one: str = Field(primary_key=True)
    other: str = Field(primary_key=True)
    id: str
    state: str
    """open or gone"""
    distance_m: float
    days: int
    first_day: str
    """The earlier `found_on` of the two."""
    opened_seq: int
    closed_seq: int | None = None


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
