"""What came as files: photos, and the forms that ODK Collect sends."""

from __future__ import annotations

from sqlalchemy import ForeignKeyConstraint, Index, LargeBinary, Text
from sqlmodel import Field, SQLModel


class Photo(SQLModel, table=True):
    """A photo of finds, known by its content. Never changed, never deleted."""

    __table_args__ = (ForeignKeyConstraint(["operation"], ["operation.operation"], name="photo_operation"),)
    operation: str = Field(primary_key=True)
    sha256: str = Field(primary_key=True)
    """Of the bytes, hex."""
    media_type: str
    """What whoever brought it says that it is, of the kinds that are served as such; else application/octet-stream."""
    size: int
    """Bytes."""
    received_at: str
    """Instant."""
    data: bytes = Field(sa_type=LargeBinary)
    """The bytes."""


class Submission(SQLModel, table=True):
    """A form that ODK Collect sent, and what became of it."""

    __table_args__ = (
        ForeignKeyConstraint(["operation", "device_id"], ["device.operation", "device.id"], name="submission_device"),
        Index("submission_by_receipt", "operation", "received_at", "id", info={"for": "the list of forms"}),
        Index("submission_by_find", "operation", "find_id", info={"for": "the forms of a find"}),
        Index("submission_by_deprecated", "operation", "deprecates", info={"for": "corrections that wait for a form"}),
    )
    operation: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    """The UUID in its instanceID."""
    instance_id: str
    """As the tablet sent it."""
    deprecates: str | None = None
    """The submission that it corrects."""
    find_id: str | None = None
    """The find that it makes or corrects; null while the submission that it corrects has not come."""
    mutation_id: str | None = None
    """The mutation that it became; null while it waits, and where a correction changed nothing."""
    outcome: str
    """Of its mutation; or waiting, or unchanged."""
    device_id: str
    """The device that sent it."""
    team: str
    """The team of that device at that time."""
    received_at: str
    """Instant."""
    form_version: str
    """The version of the form that was filled in."""
    files: str = Field(sa_type=Text)
    """The names of its photos, each with the SHA-256 of what came, or null; JSON."""
    beside: str = Field(sa_type=Text, sa_column_kwargs={"server_default": "[]"})
    """Names and SHA-256 of files that came with it and are not on its find; JSON."""
    xml_sha256: str
    """Of the form, hex."""
    xml: bytes = Field(sa_type=LargeBinary)
    """The form as received."""
