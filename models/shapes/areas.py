"""Written by `make generate` from `models/answers/areas.py`, which says more of each field."""

from __future__ import annotations

from typing import Any, TypedDict


class Area(TypedDict):
    """The operation's own area, or a district."""

    id: str
    kind: str
    name: str
    geometry: dict[str, Any]
    created_at: str


class AddedArea(TypedDict):
    """An area that was just added."""

    id: str
    kind: str
    name: str
    geometry: dict[str, Any]
    created_at: str
    operation: str
