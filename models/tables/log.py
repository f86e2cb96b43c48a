"""The log, and the refused mutations of it that wait for somebody."""

from __future__ import annotations

from sqlalchemy import ForeignKeyConstraint, Index, Text, text
from sqlmodel import Field, SQLModel


class LogEntry(SQLModel, table=True):
    """One accepted or refused mutation, resolution, release or decision. Never changed, never deleted."""

    __tablename__ = "log"
    __table_args__ = (
        ForeignKeyConstraint(["operation"], ["operation.operation"], name="log_operation"),
        Index(
            "log_by_mutation", "operation", "mutation_id", "digest", unique=True,
            info={"for": "the first answer to a mutation that is sent again"},
        ),
        Index("log_by_find", "operation", "find_id", "seq", info={"for": "the history of a find"}),
        Index("log_by_time", "operation", "received_at", "seq", info={"for": "reports as of a time"}),
        Index(
            "log_by_place", "operation", "place_epoch", "place_seq", sqlite_where=text("place_seq IS NOT NULL"),
            postgresql_where=text("place_seq IS NOT NULL"), info={"for": "what has come back of a lost history"},
        ),
    )  # fmt: skip
    operation: str = Field(primary_key=True)
    seq: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    """1, 2, 3 ... in the order of the commits, without gaps but for the leap of each `restored`."""
    kind: str
    """The op of a mutation, `rejected`, `dismiss`, a kind of rule, `edition`, `fork`, `restored`,
    `recovered`, or `same`, `distinct`, `undo`, `void`."""
    mutation_id: str
    """The mutation's UUID, or sha256:<digest> where it has no usable one."""
    digest: str
    """SHA-256 of the content, hex."""
    find_id: str | None = None
    """The find that it is about, as it was sent: of a refused one it may be anything."""
    version: int | None = None
    """The version of the find that it made; null where it made none."""
    content: str = Field(sa_type=Text)
    """The mutation as sent: canonical JSON (RFC 8785), as received where that cannot write it, empty if oversized."""
    find: str | None = Field(sa_type=Text)
    """The find's own fields after it, as typed, JSON."""
    answer: str = Field(sa_type=Text)
    """The result as it was answered, with `replayed: false`, JSON."""
    closed: str | None = Field(sa_type=Text)
    """The conflicts that it closed, and why, JSON."""
    device_id: str | None = None
    """The device that sent it; null where a person did."""
    team: str | None = None
    """The team of that device at that time."""
    person: str | None = None
    """The person who sent it."""
    fork: int | None = None
    """Which of several tablets with the token of that device sent it, 1, 2 ...; null where there is only one."""
    made_at: str | None = None
    """The device's own time, as sent."""
    at: str | None = None
    """The corrected time, an instant."""
    received_at: str
    """Instant."""
    mends: str | None = None
    """The mutation id of the rejected one that this releases."""
    place_epoch: str | None = None
    """The epoch that answered it first, of a history that was lost since; null where its place is its own."""
    place_seq: int | None = None
    """The number that it had there."""
    claimed: int | None = None
    """1: only who sent it says so; 0: a receipt or the journal says so. Null where its place is its own."""
    saw: str | None = Field(default=None, sa_type=Text)
    """The find's own fields as a person saw them who changed it, JSON; null where it is the version before it."""
    hash: str
    """SHA-256 of the hash before and this entry's canonical content, hex."""


class Restore(SQLModel, table=True):
    """A history that goes on from a backup, or from an old file: a new epoch of the operation."""

    __table_args__ = (
        # At the commit, as the log of a transaction is written last.
        ForeignKeyConstraint(
            ["operation", "seq"],
            ["log.operation", "log.seq"],
            name="restore_log",
            deferrable=True,
            initially="DEFERRED",
        ),
    )
    operation: str = Field(primary_key=True)
    epoch: str = Field(primary_key=True)
    """The epoch that began: a UUID v7, so that a later one is greater."""
    from_epoch: str
    """The epoch before it."""
    from_seq: int
    """The last entry of the history that goes on."""
    seq: int
    """The log entry that began it: a multiple of a million, and no number between the two is ever given."""
    first_edition: int
    """New editions have numbers from here on."""
    at: str
    """Instant."""
    why: str
    """As the person typed it who restored."""
    journal: int | None = None
    """1 if a journal was read that knew the operation, 0 if none; null: an older version did not note it."""
    closed_seq: int | None = None
    """The log entry by which staff closed its recovery; null while that is open."""


class Quarantine(SQLModel, table=True):
    """A refused mutation that waits for a person, or for its find. Its content is in the log."""

    __table_args__ = (
        ForeignKeyConstraint(["operation", "seq"], ["log.operation", "log.seq"], name="quarantine_log"),
        Index("quarantine_by_seq", "operation", "seq", unique=True, info={"for": "its log entry"}),
        Index("quarantine_by_state", "operation", "state", "seq", info={"for": "the list of what waits"}),
        Index("quarantine_by_find", "operation", "waits_for", info={"for": "what goes in when a find arrives"}),
    )
    operation: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    """UUID, made from the mutation's id and digest."""
    seq: int
    """The log entry that refused it."""
    state: str
    """waiting, released or dismissed"""
    waits_for: str | None = None
    """The find that it waits for, while it waits for one."""
    problem: str = Field(sa_type=Text)
    """Why it was refused, JSON."""
    released_by_mutation: str | None = None
    """The id under which it went in."""
    decided_by: str | None = None
    """The person who released or dismissed it; null where it went in by itself."""
    reason: str | None = None
    """Why it was dismissed."""


class Oversized(SQLModel, table=True):
    """A refused mutation that is too large for the log, which has only its digest."""

    __table_args__ = (ForeignKeyConstraint(["operation", "seq"], ["log.operation", "log.seq"], name="oversized_log"),)
    operation: str = Field(primary_key=True)
    seq: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    """The log entry that refused it."""
    size: int
    """Bytes, as it was sent."""
    beginning: str = Field(sa_type=Text)
    """Its first bytes, for lists."""
    packed: bytes
    """All of it, UTF-8, compressed with zstd."""


class RefusedBytes(SQLModel, table=True):
    """How much was refused of what a tablet sent on a day: beyond an allowance the server takes no more of it."""

    __tablename__ = "refused_bytes"
    __table_args__ = (
        ForeignKeyConstraint(
            ["operation", "device_id"], ["device.operation", "device.id"], name="refused_bytes_device"
        ),
    )
    operation: str = Field(primary_key=True)
    device_id: str = Field(primary_key=True)
    """The tablet."""
    day: str = Field(primary_key=True)
    """Of the server's clock, in UTC."""
    bytes: int
    """Of the mutations that were refused, before they are compressed."""
    stopped_at: str | None = None
    """Instant at which it first sent more than the allowance; null where it did not."""
