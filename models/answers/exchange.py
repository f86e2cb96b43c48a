"""What an exchange gives a tablet."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from models.answers.finds import ConflictName, Find
from models.answers.problems import Problem
from models.answers.values import Id, Instant, OperationName, Seq
from models.field_kinds import Sha256


class Outcome(StrEnum):
    """What became of a mutation."""

    APPLIED = "applied"
    MERGED = "merged"
    CONFLICT = "conflict"
    REJECTED = "rejected"


class EntryName(BaseModel):
    """The place of an entry of the log: in which history, at which number."""

    epoch: Annotated[Id, Field(description="Identity of the server's history.")]
    seq: Annotated[Seq, Field(description="Its number there.")]


class _Result(BaseModel):
    find_id: Annotated[Id | None, Field(description="The find; null when the mutation named no usable one.")]
    replayed: Annotated[bool, Field(description="Whether this mutation had been answered before.")]
    seq: Annotated[Seq, Field(description="The log entry that keeps it.")]
    conflicts: Annotated[list[ConflictName], Field(description="The conflicts in which it waits for a person.")]
    flags: Annotated[list[str], Field(description="The find's flags after it.")]
    place: Annotated[EntryName, Field(description="The place of that entry; keep it with the mutation.")]
    received_at: Annotated[Instant, Field(description="When the mutation was received.")]
    clock_offset_s: Annotated[
        int,
        Field(description="Server's clock less the device's then, whole seconds; 0 within five minutes, and of staff."),
    ]


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


class Head(BaseModel):
    """Where the log was."""

    seq: Annotated[Seq, Field(description="The number of its last entry.")]
    hash: Annotated[Sha256, Field(description="The hash of that entry, which depends on all before it.")]


class SignedAnswer(BaseModel):
    """What a receipt says of an answer; docs/receipts.md describes how it is checked."""

    operation: OperationName
    epoch: Annotated[Id, Field(description="Identity of the server's history.")]
    device_id: Annotated[Id, Field(description="The device that asked.")]
    head: Annotated[Head, Field(description="Where the log was after these results.")]
    key: Annotated[str, Field(description="The public key that signed it: Ed25519, in Base64.")]
    size: Annotated[int, Field(ge=1, description="How many results there are.")]
    root: Annotated[Sha256, Field(description="The root of the Merkle tree over one line for each result.")]


class Receipt(BaseModel):
    """What the server signs of an answer. Keep it: it shows that your mutations arrived."""

    signed: SignedAnswer
    signature: Annotated[
        str,
        Field(
            description='Ed25519 over "minetally receipt 1", a line feed and the canonical JSON of `signed`, Base64.'
        ),
    ]


class ToldState(StrEnum):
    """Whether staff still wait for something after the last restore."""

    OPEN = "open"
    CLOSED = "closed"


class ToldRestore(BaseModel):
    """A restore: entries of `from_epoch` after `from_seq` are lost until they come back."""

    epoch: Annotated[Id, Field(description="The epoch that began.")]
    from_epoch: Annotated[Id, Field(description="The epoch before it.")]
    from_seq: Annotated[int, Field(ge=0, description="The last log entry that the backup had.")]


class ToldRecovery(BaseModel):
    """The restores of the operation. A tablet with an old copy tells what that has beyond `from_seq`."""

    state: ToldState
    restores: Annotated[list[ToldRestore], Field(description="All of them, in their order.")]


class ExchangeAnswer(BaseModel):
    """What became of each mutation, and what changed in the operation."""

    server_time: Annotated[Instant, Field(description="The server's clock at receipt.")]
    epoch: Annotated[Id, Field(description="Identity of the server's history; a restore starts a new one.")]
    results: Annotated[list[MutationResult], Field(description="`results[i]` answers `mutations[i]`.")]
    receipt: Annotated[Receipt | None, Field(description="Of these results; null when there is none.")]
    changes: Annotated[list[Change], Field(description="In the order of the log; a deleted find comes as one.")]
    cursor: Annotated[
        str | None, Field(description="Send it with the next exchange. With `limit: 0` it comes back as sent.")
    ]
    head: Annotated[
        str | None,
        Field(
            default=None,
            description="The end of the server's log: keep it, and show it as `known`. Left out when `cursor` says it.",
        ),
    ]
    has_more: Annotated[bool, Field(description="Whether more changes wait: exchange again.")]
    forked: Annotated[
        bool,
        Field(
            description="true: another tablet uses the token of this one. Nothing is lost, and both count as authors "
            "of their own. Ask the person to enrol this tablet with a new code."
        ),
    ]
    recovery: Annotated[
        ToldRecovery | None, Field(description="The restores of the operation, also closed ones; null: none.")
    ]
    photos_wanted: Annotated[
        list[Annotated[str, Field(pattern="^[0-9a-f]{64}$")]],
        Field(
            default_factory=list,
            description="SHA-256 of photos that the server lacks, of the finds in `changes` and of the request's"
            " mutations; at most 1,000. Bring those that this tablet has: `PUT /v1/photos/{sha256}`. Left out where"
            " there are none.",
        ),
    ]
    saved_through_seq: Annotated[
        Seq, Field(description="The log up to here is in a verified backup; keep answered mutations beyond it.")
    ]
    clock_offset_s: Annotated[
        int, Field(description="Server's clock less the device's, whole seconds; 0 within five minutes.")
    ]
