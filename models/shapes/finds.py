"""Written by `make generate` from `models/answers/finds.py`, which says more of each field."""

from __future__ import annotations

from typing import NotRequired, TypedDict

from models.shapes import Json


class TypeOfFind(TypedDict):
    """The type that the marking names."""

    key: str
    marking: str
    category: str
    known: bool


class Location(TypedDict):
    """Where the position is in WGS 84."""

    lat: float
    lon: float
    accuracy_m: float | None
    transform: str


class ConflictName(TypedDict):
    """An open conflict of a find."""

    id: str
    field: str


class Said(TypedDict):
    """Who said something, with which mutation, and when."""

    mutation_id: str
    device_id: str | None
    team: str | None
    person: str | None
    made_at: str
    received_at: str
    fork: NotRequired[int | None]


class Authored(TypedDict):
    """Who made a version of a find, with which mutation, and when."""

    mutation_id: str
    device_id: str | None
    team: str | None
    person: str | None
    made_at: str
    received_at: str
    fork: NotRequired[int | None]
    made_at_corrected: str


class Find(TypedDict):
    """One reported discovery: as typed, with what the server adds."""

    id: str
    version: int
    seq: int
    state: str
    duplicate_of: str | None
    marking: str
    category: str
    count: int
    position: Json
    found_on: str
    disposition: str | None
    manufactured_year: int | None
    manufactured_country: str | None
    lot: str | None
    district: str | None
    depth_cm: int | None
    condition: str | None
    method: str | None
    note: str | None
    photos: list[str] | None
    type: TypeOfFind
    location: Location
    district_computed: str | None
    flags: list[str]
    conflicts: list[ConflictName]
    created: Authored
    changed: Authored


class FindPage(TypedDict):
    """Finds by day and id."""

    items: list[Find]
    next: str | None
