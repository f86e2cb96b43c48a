"""Written by `make generate` from `models/answers/history.py`, which says more of each field."""

from __future__ import annotations

from typing import Any, TypedDict

from models.shapes.duplicates import PairDecision
from models.shapes.finds import ConflictName
from models.shapes.problems import Problem


class ClosedConflict(TypedDict):
    """A conflict that a mutation closed."""

    id: str
    field: str
    why: str


Replaced = TypedDict(
    "Replaced",
    {
        "field": str,
        "from": Any,
        "to": Any,
    },
)
"""A field that an entry changed."""


class PairOfEntry(TypedDict):
    """A suspected duplicate of a find, at a log entry that opened or closed it."""

    id: str
    other: str
    became: str
    why: str | None


class PairOfFind(TypedDict):
    """A suspected duplicate of a find, and what became of it."""

    id: str
    other: str
    state: str
    opened_seq: int
    closed_seq: int | None
    closed_why: str | None
    decision: PairDecision | None


class HistoryEntry(TypedDict):
    """One log entry about a find."""

    seq: int
    version: int | None
    kind: str
    mutation_id: str
    mutation: Any
    mends: str | None
    device_id: str | None
    team: str | None
    person: str | None
    fork: int | None
    made_at: str | None
    made_at_corrected: str | None
    received_at: str
    outcome: str
    problem: Problem | None
    conflicts: list[ConflictName]
    closed: list[ClosedConflict]
    pairs: list[PairOfEntry]
    replaced: list[Replaced]
    hash: str


class HistoryPage(TypedDict):
    """Everything that was sent about a find, in the order of the log."""

    items: list[HistoryEntry]
    next: str | None
    pairs: list[PairOfFind]
