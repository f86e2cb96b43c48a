"""Finds as they stand, the open questions about their fields, and the pairs of them that may be one."""

from __future__ import annotations

from sqlalchemy import ForeignKeyConstraint, Index, Text, text
from sqlmodel import Field, SQLModel


class Find(SQLModel, table=True):
    """A find as it stands: what is served, what the merge needs, and columns to search by."""

    __table_args__ = (
        ForeignKeyConstraint(["operation", "duplicate_of"], ["find.operation", "find.id"], name="find_survivor"),
        Index("find_by_seq", "operation", "seq", "id", info={"for": "what changed after a cursor"}),
        Index("find_by_day", "operation", "found_on", "id", info={"for": "the finds of a period"}),
        Index("find_by_place", "operation", "type_key", "days_block", "lat", info={"for": "the search for duplicates"}),
        Index("find_by_state", "operation", "state", "found_on", info={"for": "the finds of a state on maps"}),
        Index("find_by_team", "operation", "team", info={"for": "the finds of a team"}),
        Index("find_by_location", "operation", "lat", "lon", info={"for": "the boxes of maps"}),
        Index(
            "find_by_survivor",
            "operation",
            "duplicate_of",
            sqlite_where=text("duplicate_of IS NOT NULL"),
            postgresql_where=text("duplicate_of IS NOT NULL"),
            info={"for": "the duplicates of a find"},
        ),
    )
    operation: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    """The UUID that its first author gave it."""
    version: int
    """1, 2, 3 ..."""
    seq: int
    """The log entry that last changed it, or what is derived of it."""
    state: str
    """live, deleted or duplicate"""
    found_on: str
    """Day."""
    type_key: str
    """The key of its type, after aliases."""
    category: str
    """As typed."""
    count: int
    """Pieces."""
    manufactured_year: int | None = None
    """As typed; null when it is not known."""
    district: str
    """As typed, else computed, else empty."""
    team: str
    """The team of the device that made it, at that time; empty where a person did."""
    device_id: str
    """The device that made it; empty where a person did."""
    lat: float
    """Degrees of WGS 84, north."""
    lon: float
    """Degrees of WGS 84, east."""
    reach_m: float
    """How far a suspected duplicate may lie because of its accuracy, metres."""
    days_block: int
    """Which block of seven days `found_on` lies in: the duplicate search looks into those around it."""
    duplicate_of: str | None = None
    """The find that survives, where this one was judged a duplicate of it."""
    document: str = Field(sa_type=Text)
    """The find as it is served, JSON."""
    merge: str | None = Field(sa_type=Text)
    """What the merge knows beyond the document, JSON; null while nothing has been edited."""


class FindNext(SQLModel, table=True):
    """What a change of the rules makes of a find, from when it is worked out until the find's own row says so.

    It stands in the place of the find's own from the moment at which `settling` of the operation names the change. What
    the change does not touch is as in the find. Rows of another change are of one that is only being worked out.
    """

    __tablename__ = "find_next"
    __table_args__ = (
        ForeignKeyConstraint(["operation", "id"], ["find.operation", "find.id"], name="find_next_find"),
        Index(
            "find_next_by_place",
            "operation",
            "change",
            "type_key",
            "days_block",
            "lat",
            info={"for": "the search for duplicates"},
        ),
    )
    operation: str = Field(primary_key=True)
    change: str = Field(primary_key=True)
    """Which change, a UUID that is drawn each time one is worked out."""
    id: str = Field(primary_key=True)
    """The find."""
    state: str
    """As in the find."""
    found_on: str
    """As in the find."""
    type_key: str
    """The key of its type, after the change."""
    category: str
    """As in the find."""
    count: int
    """As in the find."""
    manufactured_year: int | None = None
    """As in the find."""
    district: str
    """As typed, else computed after the change, else empty."""
    team: str
    """As in the find."""
    device_id: str
    """As in the find."""
    days_block: int
    """As in the find."""
    lat: float
    """As in the find."""
    type_before: str
    """The key of its type before the change."""
    district_before: str
    """As it counted before the change."""
    document: str = Field(sa_type=Text)
    """The find as it is served after the change, JSON; its log entry, the change's, is written as 0."""


class ConflictRow(SQLModel, table=True):
    """A conflict for listing; the truth of an open one stands in its find."""

    __tablename__ = "conflict"
    __table_args__ = (
        ForeignKeyConstraint(["operation", "find_id"], ["find.operation", "find.id"], name="conflict_find"),
        Index("conflict_by_find", "operation", "find_id", info={"for": "the conflicts of a find"}),
        Index(
            "conflict_by_state", "operation", "state", "opened_seq", "id", info={"for": "the list of open conflicts"}
        ),
    )
    operation: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    """UUID."""
    find_id: str
    """The find that it is about."""
    field: str
    """The field that it is about."""
    state: str
    """open, resolved (by a person) or settled (by itself)"""
    opened_seq: int
    """The log entry that opened it."""
    closed_seq: int | None = None
    """The log entry that closed it."""
    why: str | None = None
    """Why it was closed: one word."""
    document: str = Field(sa_type=Text)
    """The accepted value and the offers as they stand, or stood when it was closed, JSON."""


class DuplicatePair(SQLModel, table=True):
    """The question whether two finds are one and the same discovery; `one` is the lesser id. Asked again, it is new."""

    __tablename__ = "duplicate_pair"
    __table_args__ = (
        ForeignKeyConstraint(["operation", "one"], ["find.operation", "find.id"], name="duplicate_pair_one"),
        ForeignKeyConstraint(["operation", "other"], ["find.operation", "find.id"], name="duplicate_pair_other"),
        Index("duplicate_pair_by_id", "operation", "id", unique=True, info={"for": "one pair that staff decide about"}),
        Index("duplicate_pair_by_other", "operation", "other", "one", info={"for": "the pairs of a find"}),
        Index(
            "duplicate_pair_by_state", "operation", "state", "opened_seq", "id", info={"for": "the list of open pairs"}
        ),
        Index("duplicate_pair_by_day", "operation", "state", "first_day", info={"for": "the open pairs of a period"}),
        Index("duplicate_pair_by_closing", "operation", "closed_seq", info={"for": "what a log entry closed"}),
    )
    operation: str = Field(primary_key=True)
    one: str = Field(primary_key=True)
    """The find with the lesser id."""
    other: str = Field(primary_key=True)
    """The find with the greater id."""
    opened_seq: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    """The log entry that asked."""
    id: str
    """UUID."""
    state: str
    """open, gone (by itself), same or distinct (a person says so), undone (that was taken back)"""
    distance_m: float
    """Between the two, metres."""
    days: int
    """Between their days."""
    first_day: str
    """The earlier `found_on` of the two; another one asks the question again."""
    closed_seq: int | None = None
    """The log entry that closed it."""
    why: str | None = None
    """Why it is gone or undone."""
    decision: str | None = Field(sa_type=Text)
    """Who decided what and why, JSON."""
