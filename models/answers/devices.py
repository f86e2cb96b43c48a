"""Teams, their tablets, and how a tablet joins."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, Field

from models.answers.values import CreatedAt, Fingerprint, Id, Instant, Name, OperationName, OwnId, Page, TeamName


class EnrolmentCode(BaseModel):
    """A code that enrols one tablet: as a new device of a team, or in place of the tablet of a device."""

    id: Annotated[Id, Field(description="By which it can be withdrawn.")]
    code: Annotated[str, Field(description="Works once, until it expires.")]
    uri: Annotated[
        str, Field(description="For a QR code: where the server is, the code, and the fingerprint of the server's key.")
    ]
    address: Annotated[
        str, Field(description="The same as an address, which the camera of a tablet opens in its browser.")
    ]
    expires_at: Annotated[Instant, Field(description="When it ends.")]


class OpenEnrolment(BaseModel):
    """A code that can still be used. The code itself is not stored."""

    id: OwnId
    device_id: Annotated[Id | None, Field(description="The device that it is for; null: it makes a new one.")]
    team: TeamName
    device: Annotated[str, Field(description="What the tablet is called.")]
    created_at: CreatedAt
    expires_at: Annotated[Instant, Field(description="When it ends.")]


class EnrolmentPage(Page[OpenEnrolment]):
    """The codes that can still be used, the oldest first."""


class Enrolled(BaseModel):
    """What a tablet gets for a code. The same code with the same secret is answered the same until the code expires."""

    device_id: Annotated[Id, Field(description="The device.")]
    token: Annotated[
        str,
        Field(description="Keep it safe on the tablet. It is made of the tablet's own `secret`, where it sent one."),
    ]
    operation: OperationName
    timezone: Annotated[str, Field(description="In whose days the operation counts.", examples=["Asia/Baku"])]
    team: TeamName
    device: Annotated[str, Field(description="What the tablet is called.")]
    expires_at: Annotated[Instant, Field(description="When the token ends.")]
    server_key: Annotated[
        Fingerprint, Field(description="Keep it: a receipt under another key is of a server that you were not shown.")
    ]
    odk_collect: Annotated[
        str, Field(description="The text of a QR code that sets up ODK Collect for this device. It holds the token.")
    ]


class DeviceState(StrEnum):
    """Whether a device is in service."""

    ENROLLED = "enrolled"
    FORKED = "forked"
    RETIRED = "retired"


class Device(BaseModel):
    """A tablet of one team."""

    id: OwnId
    team: TeamName
    name: Name
    state: Annotated[
        DeviceState,
        Field(
            description="forked: several tablets use its token. Make a code for this device, and enrol the others as "
            "new devices."
        ),
    ]
    created_at: Annotated[Instant, Field(description="When it was first enrolled.")]
    last_seen_at: Annotated[Instant | None, Field(description="When it last exchanged.")]
    clock_offset_s: Annotated[
        int,
        Field(description="Server's clock less its own at its last exchange, whole seconds; 0 within five minutes."),
    ]
    replaced_at: Annotated[
        Instant | None, Field(description="When a tablet was last enrolled in place of the one before.")
    ]
    forked_at: Annotated[
        Instant | None, Field(description="When another tablet with its token was last noticed; null since a new code.")
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
