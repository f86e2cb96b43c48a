"""Pairs of suspected duplicates, and what was decided about them."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from models.answers.exchange import MutationResult
from models.answers.finds import Find
from models.answers.values import Id, Instant, Page, Seq


class PairState(StrEnum):
    """What became of a suspected duplicate."""

    OPEN = "open"
    GONE = "gone"
    SAME = "same"
    DISTINCT = "distinct"
    UNDONE = "undone"


class PairDecision(BaseModel):
    """What a person decided about a pair."""

    mutation_id: Annotated[Id, Field(description="The decision.")]
    decision: Annotated[Literal["same", "distinct"], Field(description="One discovery, or two.")]
    survivor: Annotated[Id | None, Field(description="same: the find that goes on counting.")]
    duplicates: Annotated[list[Id], Field(description="same: the finds that no longer count.")]
    seq: Annotated[Seq, Field(description="The log entry of the decision.")]
    person: Annotated[str, Field(description="Who decided.")]
    reason: Annotated[str, Field(description="Why.")]
    at: Annotated[Instant, Field(description="When.")]


class DuplicatePair(BaseModel):
    """The question whether two finds are one and the same discovery."""

    id: Annotated[Id, Field(description="The pair. When the question is asked again later, it has another id.")]
    state: Annotated[
        PairState,
        Field(
            description="open: nobody has decided. gone: it went away by itself, see `closed_why`. same, distinct: a "
            "person decided. undone: the decision was taken back."
        ),
    ]
    find_ids: Annotated[list[Id], Field(min_length=2, max_length=2, description="The two finds.")]
    finds: Annotated[list[Find], Field(min_length=2, max_length=2, description="The two finds as they stand.")]
    group: Annotated[
        list[Id], Field(description="open: every find that open pairs connect with these two, themselves among them.")
    ]
    distance_m: Annotated[float, Field(description="How far apart, metres.")]
    days: Annotated[int, Field(description="How far apart, days.")]
    why: Annotated[str, Field(description="Why the two are suspected, a sentence.")]
    opened_seq: Annotated[Seq, Field(description="The log entry that brought the two together.")]
    closed_seq: Annotated[Seq | None, Field(description="The log entry that decided about them or took them apart.")]
    closed_why: Annotated[str | None, Field(description="gone, undone: why.")]
    decision: Annotated[PairDecision | None, Field(description="What was decided, also when it was taken back.")]
    etag: Annotated[str, Field(description="What a decision may name in If-Match.", examples=['"9f2c…"'])]


class DuplicatePage(Page[DuplicatePair]):
    """Pairs in the order in which they were opened."""


class DecidedPair(DuplicatePair):
    """A pair, and what became of the decision."""

    results: Annotated[list[MutationResult], Field(description="For each find that the decision changes.")]
