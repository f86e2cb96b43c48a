"""What the data of each family of webhook events holds, beside what every event says of its log entry.

`docs/webhooks.md` has the same as a table.
"""

from __future__ import annotations

from typing import Any, NotRequired, TypedDict

from models.shapes import Json
from models.shapes.duplicates import PairDecision
from models.shapes.finds import Find
from models.shapes.problems import Problem
from models.shapes.recovery import LeftOver
from models.shapes.reports import Disputed, ReportPeriod
from models.shapes.rules import Effect


class FindEvent(TypedDict):
    """find.created, find.edited, find.merged, find.deleted, find.restored"""

    outcome: str
    find: Find
    mutation: Any
    """As it was sent: usually an object, a text where it is not JSON, None where it is too long."""


class OfConflict(TypedDict):
    """A conflict, as an event names it."""

    id: str
    find_id: str | None
    field: str | None
    why: str | None
    """How it ended; None: it is open."""


class ConflictEvent(TypedDict):
    """conflict.opened, conflict.resolved, conflict.settled"""

    conflict: OfConflict
    find: Find
    mutation: Any


class OfPair(TypedDict):
    """A suspected duplicate, as an event names it."""

    id: str
    find_ids: list[str]
    distance_m: float
    days: int
    decision: PairDecision | None
    why: str | None
    """Why it is gone; None where it is not."""


class DuplicateEvent(TypedDict):
    """duplicate.opened, duplicate.decided, duplicate.gone"""

    duplicate: OfPair
    finds: list[Find]


class OfUndone(TypedDict):
    """A decision that was taken back."""

    pair_id: str | None
    find_id: str | None
    survivor: str | None


class UndoneEvent(TypedDict):
    """duplicate.undone"""

    duplicate: OfUndone
    find: Find
    mutation: Json


class OfQuarantined(TypedDict):
    """A rejected mutation, as an event names it."""

    id: str
    find_id: str | None
    problem: NotRequired[Problem]
    """Of quarantine.refused."""
    refused_mutation_id: NotRequired[str | None]
    """Of the two others."""
    reason: NotRequired[str]
    """Of quarantine.dismissed."""


class QuarantineEvent(TypedDict):
    """quarantine.refused, quarantine.released, quarantine.dismissed"""

    quarantine: OfQuarantined
    find: NotRequired[Find]
    """Of quarantine.released."""
    mutation: Any


class OfEdition(TypedDict):
    """An edition, as an event names it."""

    number: int
    revision: int
    sha256: str
    period: ReportPeriod
    withdraws: int | None
    total: int
    finds: int
    disputed: Disputed


class EditionEvent(TypedDict):
    """edition.published"""

    edition: OfEdition


class RuleEvent(TypedDict):
    """rule.changed"""

    effect: Effect | None


class OfDevice(TypedDict):
    """A device, as an event names it."""

    id: str
    name: str
    team: str | None
    fork: int | None
    """Which of the tablets with its token was noticed, 1, 2 ..."""
    exchange: Json
    """The exchange by which it was noticed, as the tablet named it: `id` and `after`."""


class DeviceEvent(TypedDict):
    """device.forked"""

    device: OfDevice


class OfHistory(TypedDict):
    """A restore, as an event names it."""

    epoch: str
    """The history that began."""
    from_epoch: str
    from_seq: int
    """The last entry of the history before it that is here."""
    seq: int
    """The entry that began it."""


class HistoryEvent(TypedDict):
    """history.restored"""

    history: OfHistory


class OfKey(TypedDict):
    """A key of the server, as an event names it."""

    key: str
    fingerprint: str
    signed_by: str | None
    """The key before it, where that one signed it."""
    revokes: list[str]
    """The keys that were stolen."""


class KeyEvent(TypedDict):
    """key.began"""

    key: OfKey


class OfRecovery(TypedDict):
    """A closed recovery, as an event names it."""

    reason: str
    left: LeftOver


class RecoveryEvent(TypedDict):
    """recovery.closed"""

    recovery: OfRecovery


EventData = (
    FindEvent
    | ConflictEvent
    | DuplicateEvent
    | UndoneEvent
    | QuarantineEvent
    | EditionEvent
    | RuleEvent
    | DeviceEvent
    | HistoryEvent
    | KeyEvent
    | RecoveryEvent
)
