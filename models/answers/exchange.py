"""What an exchange gives a tablet."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from models.answers.finds import ConflictName, Find
from models.answers.problems import Problem
from models.answers.values import Id, Instant, Seq


class Outcome(StrEnum):
    """What became of a mutation."""

    APPLIED = "applied"
    MERGED = "merged"
    CONFLICT = "conflict"
    REJECTED = "rejected"


class _Result(BaseModel):
    find_id: Annotated[Id | None, Field(description="The find; null when the mutation named no usable one.")]
    replayed: Annotated[bool, Field(description="Whether this mutation had been answered before.")]
    seq: Annotated[Seq, Field(description="The log entry that keeps it.")]
    conflicts: Annotated[list[ConflictName], Field(description="The conflicts in which it waits for a person.")]
    flags: Annotated[list[str], Field(description="The find's flags after it.")]


class _Taken(_Result):
    id: Annotated[Id, Field(description="The mutation.")]
    find_id: Annotated[Id, Field(description="The find.")]
    version: Annotated[int, Field(ge=1, description="The version of the find that it made.")]
    problem: Annotated[None, Field(description="None.")]


class Applied(_Taken):
    """The find now means what was sent."""

    outcome: Literal["applied"]


class Merged(_Taken):
    """Nothing waits, but a field ended otherwise than sent: notes joined, sets united, a later value stood."""

    outcome: Literal["merged"]


class Conflicted(_Taken):
    """Stored; at least one field waits for a person, the others went in."""

    outcome: Literal["conflict"]


class Rejected(_Result):
    """Not taken; kept whole in the quarantine, where staff can fix it."""

    outcome: Literal["rejected"]
    id: Annotated[Id | None, Field(description="The mutation; null when it named no usable id.")]
    version: Annotated[None, Field(description="It made none.")]
    problem: Annotated[Problem, Field(description="Which field, why, and how to fix it.")]


MutationResult = Annotated[Applied | Merged | Conflicted | Rejected, Field(discriminator="outcome")]
"""What became of one mutation. Sending it again gives the same, word for word, with `replayed: true`."""


class Change(BaseModel):
    """A find that changed after the cursor, at its latest version."""

    seq: Annotated[Seq, Field(description="The log entry on which the find stands.")]
    find: Find


class ExchangeAnswer(BaseModel):
    """What became of each mutation, and what changed in the operation."""

    server_time: Annotated[Instant, Field(description="The server's clock at receipt.")]
    epoch: Annotated[Id, Field(description="Identity of the server's history; a restore starts a new one.")]
    results: Annotated[list[MutationResult], Field(description="`results[i]` answers `mutations[i]`.")]
    changes: Annotated[list[Change], Field(description="In the order of the log; a deleted find comes as one.")]
    cursor: Annotated[
        str | None, Field(description="Send it with the next exchange. With `limit: 0` it comes back as sent.")
    ]
    has_more: Annotated[bool, Field(description="Whether more changes wait: exchange again.")]
    forked: Annotated[
        bool,
        Field(
            description="true: another tablet uses the token of this one. Nothing is lost, and both count as authors "
            "of their own. Ask the person to enrol this tablet with a new code."
        ),
    ]
    saved_through_seq: Annotated[
        Seq, Field(description="The log up to here is in a verified backup; keep answered mutations beyond it.")
    ]
    clock_offset_s: Annotated[
        float, Field(description="Server's clock less the device's, seconds; 0 within five minutes.")
    ]
