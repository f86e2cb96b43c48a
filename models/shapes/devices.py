"""Written by `make generate` from `models/answers/devices.py`, which says more of each field."""

from __future__ import annotations

from typing import TypedDict


class EnrolmentCode(TypedDict):
    """A code that makes one device of a team."""

    code: str
    uri: str
    expires_at: str


class Enrolled(TypedDict):
    """A new device."""

    device_id: str
    token: str
    operation: str
    timezone: str
    team: str
    device: str
    expires_at: str
    odk_collect: str


class Device(TypedDict):
    """A tablet of one team."""

    id: str
    team: str
    name: str
    created_at: str
    last_seen_at: str | None
    clock_offset_s: float
    retired_at: str | None


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
