"""Written by `make generate` from `models/answers/devices.py`, which says more of each field."""

from __future__ import annotations

from typing import TypedDict


class EnrolmentCode(TypedDict):
    """A code that enrols one tablet: as a new device of a team, or in place of the tablet of a device."""

    id: str
    code: str
    uri: str
    address: str
    expires_at: str


class OpenEnrolment(TypedDict):
    """A code that can still be used. The code itself is not stored."""

    id: str
    device_id: str | None
    team: str
    device: str
    created_at: str
    expires_at: str


class EnrolmentPage(TypedDict):
    """The codes that can still be used, the oldest first."""

    items: list[OpenEnrolment]
    next: str | None


class Enrolled(TypedDict):
    """What a tablet gets for a code. The same code with the same secret is answered the same until the code expires."""

    device_id: str
    token: str
    operation: str
    timezone: str
    team: str
    device: str
    expires_at: str
    server_key: str
    odk_collect: str


class Device(TypedDict):
    """A tablet of one team."""

    id: str
    team: str
    name: str
    state: str
    created_at: str
    last_seen_at: str | None
    clock_offset_s: int
    replaced_at: str | None
    forked_at: str | None
    retired_at: str | None
    refused_bytes_today: int
    refused_too_much_at: str | None


class DevicePage(TypedDict):
    """The devices of the operation."""

    items: list[Device]
    next: str | None


class Team(TypedDict):
    """A team of the operation."""

    name: str
    created_at: str


class TeamPage(TypedDict):
    """The teams of the operation."""

    items: list[Team]
    next: str | None
