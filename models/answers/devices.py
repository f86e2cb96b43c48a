"""Teams, their tablets, and how a tablet joins."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, Field

from models.answers.values import CreatedAt, Id, Instant, Name, OperationName, OwnId, Page, TeamName


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
    refused_bytes_today: Annotated[
        int, Field(ge=0, description="How many bytes of its mutations were refused today (UTC) and are kept.")
    ]
    refused_too_much_at: Annotated[
        Instant | None,
        Field(
            description="When it first sent more today than is kept of what is refused: until tomorrow the server takes"
            " only what it does not refuse. Look at the tablet."
        ),
    ]


class DevicePage(Page[Device]):
    """The devices of the operation."""


class Team(BaseModel):
    """A team of the operation."""

    name: Name
    created_at: CreatedAt


class TeamPage(Page[Team]):
    """The teams of the operation."""
