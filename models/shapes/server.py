"""Written by `make generate` from `models/answers/server.py`, which says more of each field."""

from __future__ import annotations

from typing import TypedDict


class Health(TypedDict):
    """The process lives."""

    status: str
    version: str


class Readiness(TypedDict):
    """The database answers and is migrated."""

    status: str
    warnings: list[str]
