"""Everything that was sent about a find."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from models.answers.duplicates import PairDecision, PairState
from models.answers.exchange import Outcome
from models.answers.finds import ConflictName, FieldName
from models.answers.problems import Problem
from models.answers.values import Id, Instant, Page, Seq
from models.wire import FieldValue


class ClosedConflict(BaseModel):
    """A conflict that a mutation closed."""

    id: Annotated[Id, Field(description="The conflict.")]
    field: Annotated[FieldName, Field(description="The field that it was about.")]
    why: Annotated[
        str,
        Field(description="resolved by a person; or its last offer was accepted, agreed, withdrawn; or played again."),
    ]


class Replaced(BaseModel):
    """A field that an entry changed."""

    field: Annotated[FieldName, Field(description="The field.")]
    before: Annotated[FieldValue, Field(alias="from", description="What it was; null when it was not set.")]
    after: Annotated[FieldValue, Field(alias="to", description="What it became; null when it was cleared.")]


class PairOfEntry(BaseModel):
    """A suspected duplicate of a find, at a log entry that opened or closed it."""

    id: Annotated[Id, Field(description="The pair.")]
    other: Annotated[Id, Field(description="The other find.")]
    became: Annotated[PairState, Field(description="What it became there.")]
    why: Annotated[str | None, Field(description="gone: why.")]


class PairOfFind(BaseModel):
    """A suspected duplicate of a find, and what became of it."""

    id: Annotated[Id, Field(description="The pair.")]
    other: Annotated[Id, Field(description="The other find.")]
    state: Annotated[PairState, Field(description="What became of it.")]
    opened_seq: Annotated[Seq, Field(description="The log entry that brought the two together.")]
    closed_seq: Annotated[Seq | None, Field(description="The log entry that decided about them or took them apart.")]
    closed_why: Annotated[str | None, Field(description="gone, undone: why.")]
    decision: Annotated[PairDecision | None, Field(description="What was decided, also when it was taken back.")]


class HistoryEntry(BaseModel):
    """One log entry about a find."""

    seq: Seq
    version: Annotated[int | None, Field(description="The version that it made; null when it was rejected.")]
    kind: Annotated[
        Literal["create", "edit", "delete", "restore", "resolve", "rejected", "same", "distinct", "undo", "void"],
        Field(
            description="What was done. same, distinct, undo: what a person decided about a suspected duplicate. void: "
            "such a decision fell, because the find that survived is no longer live.",
            json_schema_extra={"x-may-grow": True},
        ),
    ]
    mutation_id: Annotated[str, Field(description="The mutation's UUID, or sha256: and its digest where it had none.")]
    mutation: Annotated[Any, Field(description="The mutation as it was sent; a text where that was no readable JSON.")]
    mends: Annotated[str | None, Field(description="Id of the rejected mutation that this one releases.")]
    device_id: Annotated[Id | None, Field(description="The tablet.")]
    team: Annotated[str | None, Field(description="The tablet's team at that time.")]
    person: Annotated[str | None, Field(description="Who, when staff did it.")]
    fork: Annotated[
        int | None, Field(description="Which of several tablets with the token of one device; null when only one has.")
    ]
    made_at: Annotated[Instant | None, Field(description="The author's own clock.")]
    made_at_corrected: Annotated[Instant | None, Field(description="`made_at` by the server's clock.")]
    received_at: Annotated[Instant, Field(description="The server's clock.")]
    outcome: Annotated[Outcome, Field(description="What was answered.")]
    problem: Annotated[Problem | None, Field(description="Why it was rejected.")]
    conflicts: Annotated[list[ConflictName], Field(description="The conflicts in which it waited for a person.")]
    closed: Annotated[list[ClosedConflict], Field(description="The conflicts that it closed.")]
    pairs: Annotated[
        list[PairOfEntry], Field(description="The suspected duplicates that it opened, closed, or decided about.")
    ]
    replaced: Annotated[list[Replaced], Field(description="Each field that it changed.")]
    hash: Annotated[str, Field(description="Chain hash: SHA-256 over the hash before and this entry.")]


class HistoryPage(Page[HistoryEntry]):
    """Everything that was sent about a find, in the order of the log."""

    pairs: Annotated[list[PairOfFind], Field(description="Every suspected duplicate that it was ever in.")]
