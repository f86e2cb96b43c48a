"""What tablets had seen before a restore: their old copies, as witnesses."""

from __future__ import annotations

from sqlalchemy import ForeignKeyConstraint, Index, Text
from sqlmodel import Field, SQLModel


class Witness(SQLModel, table=True):
    """A find as the old copy of a tablet has it, from a history that a restore left."""

    __table_args__ = (
        ForeignKeyConstraint(["operation", "device_id"], ["device.operation", "device.id"], name="witness_device"),
        Index("witness_by_find", "operation", "find_id", info={"for": "what was seen of a find"}),
    )
    operation: str = Field(primary_key=True)
    device_id: str = Field(primary_key=True)
    """The tablet that had pulled it."""
    epoch: str = Field(primary_key=True)
    """The history that its copy is of."""
    find_id: str = Field(primary_key=True)
    """UUID."""
    seq: int
    """The log entry of that history on which the find stood."""
    received_at: str
    """Instant."""
    document: str = Field(sa_type=Text)
    """The find's own fields as typed, and `deleted`, JSON."""


class WitnessDone(SQLModel, table=True):
    """A tablet has told all that its old copy of a history has."""

    __tablename__ = "witness_done"
    __table_args__ = (
        ForeignKeyConstraint(["operation", "device_id"], ["device.operation", "device.id"], name="witness_done_device"),
    )
    operation: str = Field(primary_key=True)
    device_id: str = Field(primary_key=True)
    """The tablet."""
    epoch: str = Field(primary_key=True)
    """The history that its copy was of."""
    received_at: str
    """Instant."""
