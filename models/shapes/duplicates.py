"""Written by `make generate` from `models/answers/duplicates.py`, which says more of each field."""

from __future__ import annotations

from typing import TypedDict

from models.shapes.exchange import Applied, Conflicted, Merged, Rejected
from models.shapes.finds import Find


class PairDecision(TypedDict):
    """What a person decided about a pair."""

    mutation_id: str
    decision: str
    survivor: str | None
    duplicates: list[str]
    seq: int
    person: str
    reason: str
    at: str


class DuplicatePair(TypedDict):
    """The question whether two finds are one and the same discovery."""

    id: str
    state: str
    find_ids: list[str]
    finds: list[Find]
    group: list[str]
    distance_m: float
    days: int
    why: str
    opened_seq: int
    closed_seq: int | None
    closed_why: str | None
    decision: PairDecision | None
    etag: str


class DuplicatePage(TypedDict):
    """Pairs in the order in which they were opened."""

    items: list[DuplicatePair]
    next: str | None


class DecidedPair(TypedDict):
    """A pair, and what became of the decision."""

    id: str
    state: str
    find_ids: list[str]
    finds: list[Find]
    group: list[str]
    distance_m: float
    days: int
    why: str
    opened_seq: int
    closed_seq: int | None
    closed_why: str | None
    decision: PairDecision | None
    etag: str
    results: list[Applied | Merged | Conflicted | Rejected]
