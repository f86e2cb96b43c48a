"""Operations, and who belongs to them: teams, their tablets, tokens and the codes that make tablets."""

from __future__ import annotations

from sqlalchemy import ForeignKeyConstraint, Index, Text
from sqlmodel import Field, SQLModel


class Operation(SQLModel, table=True):
    """One clearance campaign, with the head of its log."""

    operation: str = Field(primary_key=True)
    """Its name, such as lachin-2022."""
    timezone: str
    """Name of the IANA time zone that its days are in, such as Asia/Baku."""
    created_at: str
    """Instant."""
    epoch: str
    """Identity of the server's history, a UUID."""
    seq: int = 0
    """Number of the last log entry: the counter that an exchange locks."""
    hash: str
    """Hash of the last log entry."""
    saved_through_seq: int = 0
    """The log up to this entry is in a verified backup."""
    rules: int = 0
    """The log entry that last changed a rule: what the server derives from and reports by."""
    widest_reach_m: float = 0.0
    """The greatest `reach_m` of any find, metres: how wide the duplicate search must look."""
    settling: str | None = None
    """The change of the rules that is in force, and of which rows of `find_next` are left: the last one, `rules`."""
    stopped_at: str | None = None
    """Instant at which it was noticed that this history is not the one that goes on; null while it does."""
    stopped_by: str | None = None
    """Who showed that: a tablet, an export, a backup or the journal."""
    stopped_why: str | None = Field(default=None, sa_type=Text)
    """What was shown and what the log has, a sentence."""


class ServerKey(SQLModel, table=True):
    """A public key with which a server signed receipts of the operation."""

    __tablename__ = "server_key"
    __table_args__ = (ForeignKeyConstraint(["operation"], ["operation.operation"], name="server_key_operation"),)
    operation: str = Field(primary_key=True)
    key: str = Field(primary_key=True)
    """Ed25519, Base64."""
    seq: int
    """The log entry that tells of it; 0 for the first one of the operation, which no entry tells."""
    began_at: str
    """Instant."""
    signed_by: str | None = None
    """The key before it, where that one signed it."""
    signature: str | None = None
    """Of the key before it, over `{"from", "key"}` as a key of this server, Base64."""
    revoked_at: str | None = None
    """Instant from which on nothing that it signed proves anything, as it was stolen."""


class Team(SQLModel, table=True):
    """A team of an operation."""

    __table_args__ = (ForeignKeyConstraint(["operation"], ["operation.operation"], name="team_operation"),)
    operation: str = Field(primary_key=True)
    name: str = Field(primary_key=True)
    """As staff typed it when they enrolled its first tablet."""
    created_at: str
    """Instant."""


class Device(SQLModel, table=True):
    """A tablet of one team."""

    __table_args__ = (ForeignKeyConstraint(["operation", "team"], ["team.operation", "team.name"], name="device_team"),)
    operation: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    """UUID."""
    team: str
    """The name of its team."""
    name: str
    """For people."""
    created_at: str
    """Instant of its first enrolment."""
    last_seen_at: str | None = None
    """Instant at which it last exchanged."""
    clock_offset_s: float = 0.0
    """Receive time minus device time at its last exchange, seconds; 0 within five minutes."""
    retired_at: str | None = None
    """Instant at which staff took it out of service."""
    replaced_at: str | None = None
    """Instant at which a code for this device was last used: since then another token is valid."""
    forked_at: str | None = None
    """Instant at which it was noticed that several tablets have its token; null again after its next enrolment."""
    fork: int | None = None
    """As which author the tablet that was enrolled last exchanges, where the device had been forked before."""
    exchanges: str | None = Field(sa_type=Text)
    """What the next exchange of each author must follow, JSON; null after an enrolment, until it exchanges."""


class DeviceSeen(SQLModel, table=True):
    """A device exchanged at this moment: reports as of an earlier one know who had been heard of.

    Of days long ago only the first and the last exchange of each device are kept.
    """

    __tablename__ = "device_seen"
    __table_args__ = (
        ForeignKeyConstraint(["operation", "device_id"], ["device.operation", "device.id"], name="device_seen_device"),
    )
    operation: str = Field(primary_key=True)
    device_id: str = Field(primary_key=True)
    """The device."""
    at: str = Field(primary_key=True)
    """Instant."""


class Token(SQLModel, table=True):
    """Who may do what. The token itself is not stored."""

    __table_args__ = (
        ForeignKeyConstraint(["operation"], ["operation.operation"], name="token_operation"),
        ForeignKeyConstraint(["operation", "device_id"], ["device.operation", "device.id"], name="token_device"),
        Index("token_by_id", "operation", "id", unique=True, info={"for": "revoking a token"}),
    )
    operation: str = Field(primary_key=True)
    token_sha256: str = Field(primary_key=True)
    """SHA-256 of the token, hex."""
    id: str
    """UUID, by which staff name it."""
    prefix: str
    """The first characters, for people who look for a token."""
    role: str
    """device, viewer, reviewer or admin"""
    device_id: str | None = None
    """The device whose it is; null for a person's."""
    person: str | None = None
    """The person whose it is; null for a device's."""
    created_at: str
    """Instant."""
    expires_at: str | None = None
    """Instant from which on it is refused."""
    revoked_at: str | None = None
    """Instant at which staff revoked it."""
    unconfirmed_since: str | None = None
    """Instant of the restore since which it is refused until an administrator confirms it; null: it is confirmed."""
    last_seen_at: str | None = None
    """Instant at which it was last used."""


class Enrolment(SQLModel, table=True):
    """A code that enrols one tablet, once: as a new device, or in place of the tablet of a device."""

    __table_args__ = (
        ForeignKeyConstraint(["operation"], ["operation.operation"], name="enrolment_operation"),
        ForeignKeyConstraint(["operation", "device_id"], ["device.operation", "device.id"], name="enrolment_device"),
        Index("enrolment_by_id", "operation", "id", unique=True, info={"for": "withdrawing a code"}),
    )
    operation: str = Field(primary_key=True)
    code_sha256: str = Field(primary_key=True)
    """SHA-256 of the code, hex."""
    id: str
    """UUID, by which staff name it."""
    device_id: str | None = None
    """The device that it is for; of a code for a new device the one that it made, null before."""
    team: str
    """The team of the device; the code makes it where it is new."""
    device: str
    """The name of the device."""
    created_at: str
    """Instant."""
    expires_at: str
    """Instant from which on it is refused."""
    used_at: str | None = None
    """Instant at which a tablet used it."""
    token_sha256: str | None = None
    """SHA-256 of the token of the tablet that used it, hex: the same tablet is answered again."""
    withdrawn_at: str | None = None
    """Instant at which staff withdrew it."""
