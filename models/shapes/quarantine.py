"""Written by `make generate` from `models/answers/quarantine.py`, which says more of each field."""

from __future__ import annotations

from typing import Any, TypedDict

from models.shapes.exchange import Applied, Conflicted, Merged, Rejected
from models.shapes.problems import Problem


class Quarantined(TypedDict):
    """A refused mutation, kept whole."""

    id: str
    mutation: Any
    mutation_bytes: int
    mutation_beginning: str | None
    mutation_at: str | None
    mutation_id: str
    find_id: str | None
    device_id: str | None
    team: str | None
    problem: Problem
    state: str
    seq: int
    received_at: str
    waits_for: str | None
    released_by_mutation: str | None
    decided_by: str | None
    reason: str | None


class QuarantinePage(TypedDict):
    """Refused mutations in the order in which they arrived."""

    items: list[Quarantined]
    next: str | None


class Released(TypedDict):
    """A refused mutation that went in."""

    id: str
    mutation: Any
    mutation_bytes: int
    mutation_beginning: str | None
    mutation_at: str | None
    mutation_id: str
    find_id: str | None
    device_id: str | None
    team: str | None
    problem: Problem
    state: str
    seq: int
    received_at: str
    waits_for: str | None
    released_by_mutation: str | None
    decided_by: str | None
    reason: str | None
    result: Applied | Merged | Conflicted | Rejected
