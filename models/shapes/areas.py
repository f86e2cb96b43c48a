"""Written by `make generate` from `models/answers/areas.py`, which says more of each field."""

from __future__ import annotations

from typing import TypedDict

from models.shapes import Json


class Area(TypedDict):
    """The operation's own area, or a district."""

    id: str
    kind: str
    name: str
    geometry: Json
    created_at: str


class AddedArea(TypedDict):
    """An area that was just added."""

    id: str
    kind: str
    name: str
    geometry: Json
    created_at: str
    operation: str


class AreaPage(TypedDict):
    """The areas of the operation."""

    items: list[Area]
    next: str | None
