"""Refused mutations."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any

from pydantic import BaseModel, Field

from models.answers.exchange import MutationResult
from models.answers.problems import Problem
from models.answers.values import Id, Instant, Page, Seq


class QuarantineState(StrEnum):
    """What became of a refused mutation."""

    WAITING = "waiting"
    RELEASED = "released"
    DISMISSED = "dismissed"


class Quarantined(BaseModel):
    """A refused mutation, kept whole."""

    id: Annotated[Id, Field(description="Its place in the quarantine.")]
    mutation: Annotated[
        Any,
        Field(
            description="As it was sent; a text where that was no readable JSON. Null in a list where it has more than"
            " 2 KiB, and in the answer to a decision where it has more than 256 KiB."
        ),
    ]
    mutation_bytes: Annotated[int, Field(ge=0, description="How many bytes it has.")]
    mutation_beginning: Annotated[
        str | None, Field(description="Its first 2 KiB, where `mutation` is null because it is large.")
    ]
    mutation_at: Annotated[
        str | None, Field(description="The path that gives all of it, where `mutation` is null because it is large.")
    ]
    mutation_id: Annotated[str, Field(description="The mutation's UUID, or sha256: and its digest where it had none.")]
    find_id: Annotated[Id | None, Field(description="The find that it names, if it names one.")]
    device_id: Annotated[Id | None, Field(description="The tablet that sent it.")]
    team: Annotated[str | None, Field(description="The tablet's team at that time.")]
    problem: Annotated[Problem, Field(description="Why it was refused.")]
    state: Annotated[QuarantineState, Field(description="What became of it.")]
    seq: Annotated[Seq, Field(description="The log entry that keeps it.")]
    received_at: Annotated[Instant, Field(description="The server's clock at receipt.")]
    waits_for: Annotated[
        Id | None, Field(description="The find for which it waits: it goes in by itself when that arrives.")
    ]
    released_by_mutation: Annotated[str | None, Field(description="The mutation as which it went in.")]
    decided_by: Annotated[str | None, Field(description="Who released or dismissed it.")]
    reason: Annotated[str | None, Field(description="Why it was dismissed.")]


class QuarantinePage(Page[Quarantined]):
    """Refused mutations in the order in which they arrived."""


class Released(Quarantined):
    """A refused mutation that went in."""

    result: Annotated[MutationResult, Field(description="What became of the fixed mutation.")]
