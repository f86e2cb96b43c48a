"""Written by `make generate` from `models/answers/conflicts.py`, which says more of each field."""

from __future__ import annotations

from typing import Any, NotRequired, TypedDict

from models.shapes import Json
from models.shapes.problems import FieldError


class Accepted(TypedDict):
    """The value that stands, and who said it."""

    mutation_id: str
    device_id: str | None
    team: str | None
    person: str | None
    made_at: str
    received_at: str
    fork: NotRequired[int | None]
    value: Any


class Offer(TypedDict):
    """A value that no machine could take or refuse."""

    mutation_id: str
    device_id: str | None
    team: str | None
    person: str | None
    made_at: str
    received_at: str
    fork: NotRequired[int | None]
    was: Any
    value: Any
    mutation: Json | None


class Conflict(TypedDict):
    """The open question on one field of one find, or how it was closed."""

    id: str
    find_id: str
    field: str
    state: str
    dormant: bool
    opened_seq: int
    closed_seq: int | None
    why: str | None
    accepted: Accepted
    offers: list[Offer]
    sum: int | None
    etag: str


class ConflictPage(TypedDict):
    """Conflicts in the order in which they were opened."""

    items: list[Conflict]
    next: str | None


class ConflictChanged(TypedDict):
    """The conflict is not as it was when it was read."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    errors: list[FieldError]
    conflict: Conflict
