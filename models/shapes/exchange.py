"""Written by `make generate` from `models/answers/exchange.py`, which says more of each field."""

from __future__ import annotations

from typing import NotRequired, TypedDict

from models.shapes.finds import ConflictName, Find
from models.shapes.problems import Problem


class EntryName(TypedDict):
    """The place of an entry of the log: in which history, at which number."""

    epoch: str
    seq: int


class Applied(TypedDict):
    """The find now means what was sent."""

    find_id: str
    replayed: bool
    seq: int
    conflicts: list[ConflictName]
    flags: list[str]
    place: EntryName
    received_at: str
    clock_offset_s: int
    id: str
    version: int
    problem: None
    outcome: str


class Merged(TypedDict):
    """Nothing waits, but a field ended otherwise than sent: notes joined, sets united, a later value stood."""

    find_id: str
    replayed: bool
    seq: int
    conflicts: list[ConflictName]
    flags: list[str]
    place: EntryName
    received_at: str
    clock_offset_s: int
    id: str
    version: int
    problem: None
    outcome: str


class Conflicted(TypedDict):
    """Stored; at least one field waits for a person, the others went in."""

    find_id: str
    replayed: bool
    seq: int
    conflicts: list[ConflictName]
    flags: list[str]
    place: EntryName
    received_at: str
    clock_offset_s: int
    id: str
    version: int
    problem: None
    outcome: str


class Rejected(TypedDict):
    """Not taken; kept whole in the quarantine, where staff can fix it."""

    find_id: str | None
    replayed: bool
    seq: int
    conflicts: list[ConflictName]
    flags: list[str]
    place: EntryName
    received_at: str
    clock_offset_s: int
    outcome: str
    id: str | None
    version: None
    problem: Problem


class Change(TypedDict):
    """A find that changed after the cursor, at its latest version."""

    seq: int
    find: Find


class Head(TypedDict):
    """Where the log was."""

    seq: int
    hash: str


class SignedAnswer(TypedDict):
    """What a receipt says of an answer; docs/receipts.md describes how it is checked."""

    operation: str
    epoch: str
    device_id: str
    head: Head
    key: str
    size: int
    root: str


class Receipt(TypedDict):
    """What the server signs of an answer. Keep it: it shows that your mutations arrived."""

    signed: SignedAnswer
    signature: str


class ToldRestore(TypedDict):
    """A restore: entries of `from_epoch` after `from_seq` are lost until they come back."""

    epoch: str
    from_epoch: str
    from_seq: int


class ToldRecovery(TypedDict):
    """The restores of the operation. A tablet with an old copy tells what that has beyond `from_seq`."""

    state: str
    restores: list[ToldRestore]


class ExchangeAnswer(TypedDict):
    """What became of each mutation, and what changed in the operation."""

    server_time: str
    epoch: str
    results: list[Applied | Merged | Conflicted | Rejected]
    receipt: Receipt | None
    changes: list[Change]
    cursor: str | None
    head: NotRequired[str | None]
    has_more: bool
    forked: bool
    recovery: ToldRecovery | None
    photos_wanted: NotRequired[list[str]]
    saved_through_seq: int
    clock_offset_s: int
