"""The forms that ODK Collect sent, as they are listed."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, Field

from models.answers.values import Id, Instant, Page
from models.field_kinds import Sha256


class SubmissionOutcome(StrEnum):
    """What became of a form."""

    APPLIED = "applied"
    MERGED = "merged"
    CONFLICT = "conflict"
    REJECTED = "rejected"
    WAITING = "waiting"
    UNCHANGED = "unchanged"


class SubmissionFile(BaseModel):
    """A photo that a form names."""

    name: Annotated[str, Field(description="Its name on the tablet.", examples=["1661171042123.jpg"])]
    sha256: Annotated[Sha256 | None, Field(description="SHA-256 of what came under that name; null: not yet.")]


class FileBeside(BaseModel):
    """A file that came with a form and is not on its find."""

    name: Annotated[str, Field(description="Its name on the tablet.", examples=["1661171042999.jpg"])]
    sha256: Annotated[Sha256, Field(description="SHA-256 of what came: `GET /v1/photos/{sha256}` has it.")]


class Submission(BaseModel):
    """A form that ODK Collect sent, and what became of it."""

    id: Annotated[Id, Field(description="The UUID in its instanceID.")]
    instance_id: Annotated[str, Field(description="Its instanceID as the tablet sent it.")]
    deprecates: Annotated[Id | None, Field(description="The submission that it corrects.")]
    find_id: Annotated[
        Id | None, Field(description="The find that it is about; null while it waits in the quarantine.")
    ]
    mutation_id: Annotated[Id | None, Field(description="The mutation that it became, if it became one.")]
    outcome: Annotated[
        SubmissionOutcome,
        Field(
            description="How its mutation was answered (a rejected one is in the quarantine); or `waiting` for the form"
            " that it corrects, or `unchanged`: it corrects nothing."
        ),
    ]
    device_id: Annotated[Id, Field(description="The tablet that sent it.")]
    team: Annotated[str, Field(description="The tablet's team at that time.")]
    received_at: Annotated[Instant, Field(description="The server's clock at its first post.")]
    form_version: Annotated[str, Field(description="The version of the form that was filled in.", examples=["1"])]
    files: Annotated[list[SubmissionFile], Field(description="The photos that it names.")]
    beside: Annotated[
        list[FileBeside],
        Field(
            description="Files that came with it and are not on its find: under names that the form does not say, or"
            " after a correction had taken them away."
        ),
    ]
    xml_sha256: Annotated[Sha256, Field(description="SHA-256 of its XML.")]


class SubmissionPage(Page[Submission]):
    """Filled-in forms in the order in which they came."""
