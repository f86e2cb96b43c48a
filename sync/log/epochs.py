"""Epochs: the histories of an operation. Each restore begins a new one, and no number is given twice."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Connection, and_, func, select

from models.problem import Refused
from models.tables import RESTORE
from sync.database.rows import Rows
from sync.log.chain import Entry

RESTORED = "restored"
"""The kind of the log entry that begins an epoch."""
RECOVERED = "recovered"
"""The kind of the log entry by which staff close a recovery."""
LEAP = 1_000_000
"""The number of the entry that begins an epoch is the next multiple of it."""
EDITIONS_LEAP = 100
"""The same for the numbers of editions."""


class RestoreRow(NamedTuple):
    """One row of the table of restores."""

    operation: str
    epoch: str
    from_epoch: str
    from_seq: int
    seq: int
    first_edition: int
    at: str
    why: str
    journal: int | None = None
    """1 where a journal was read that knew the operation."""
    closed_seq: int | None = None


RESTORES = Rows(RESTORE, RestoreRow)

Order = tuple[tuple[bool, str], int, int]
"""What sorts entries by their places: the order of the epoch, the number there, and the entry's own number."""


class Place(NamedTuple):
    """Where an entry stands in the order in which a find is played: the first number that it ever had."""

    epoch: str
    seq: int


def place_brought(epoch: str | None, seq: int | None) -> Place | None:
    """The place that an entry brought, of its columns; None: its place is its own."""
    return None if epoch is None or seq is None else Place(epoch, seq)


def epoch_order(epoch: str) -> tuple[bool, str]:
    """What sorts epochs: a UUID v7 is greater than those before it, and every other one is the smallest."""
    later = epoch[14:15] == "7"
    return later, epoch if later else ""


def epoch_at(now: datetime, random: bytes) -> str:
    """The name of an epoch that begins now: a UUID v7 (RFC 9562) of the time in milliseconds and 10 random bytes."""
    milliseconds = int(now.astimezone(UTC).timestamp() * 1000)
    bits = int.from_bytes(milliseconds.to_bytes(6, "big") + random[:10], "big")
    bits = bits & ~(0xF << 76) | 0x7 << 76
    return str(UUID(int=bits & ~(0b11 << 62) | 0b10 << 62))


def leapt(number: int, leap: int) -> int:
    """The next multiple of a leap that is greater than a number."""
    return (number // leap + 1) * leap


def first_edition(connection: Connection, operation: str) -> int:
    """The least number that a new edition may have."""
    newest = select(func.coalesce(func.max(RESTORE.c.first_edition), 1)).where(RESTORE.c.operation == operation)
    return int(connection.execute(newest).scalar_one())


def refuse_lost(connection: Connection, operation: str, seq: int) -> None:
    """Raises Refused (`history_lost`) for a number that this history never gave, as a restore leapt over it."""
    leapt_over = and_(RESTORE.c.operation == operation, RESTORE.c.from_seq < seq, RESTORE.c.seq > seq)
    for row in RESTORES.where(connection, leapt_over):
        raise Refused(
            "history_lost",
            f"Log entry {seq:,} was lost or never there: the backup of the restore goes up to {row.from_seq:,}, and the"
            f" history goes on at {row.seq:,}. What came back has new numbers.",
        )


def newest_restore(connection: Connection, operation: str) -> int:
    """The log entry of the last restore; 0 where there was none."""
    newest = select(func.coalesce(func.max(RESTORE.c.seq), 0)).where(RESTORE.c.operation == operation)
    return int(connection.execute(newest).scalar_one())


class Epochs:
    """The epochs of an operation, by their entries."""

    def __init__(self, restores: Sequence[RestoreRow], present: str) -> None:
        """`restores` in the order of their entries."""
        self._restores, self._present = restores, present

    def at(self, seq: int) -> str:
        """The epoch in which an entry has its number."""
        return next((row.from_epoch for row in self._restores if row.seq > seq), self._present)

    def place_of(self, entry: Entry) -> Place:
        """Where an entry stands: the place that it brought, or its own."""
        return place_brought(entry.place_epoch, entry.place_seq) or Place(self.at(entry.seq), entry.seq)

    def order_of(self, entry: Entry) -> Order:
        """What sorts the entries of a find into the order in which they are played."""
        place = self.place_of(entry)
        return epoch_order(place.epoch), place.seq, entry.seq

    def lost(self, place: Place) -> bool:
        """Whether a place is in a history that was lost: nothing of the one that goes on can be claimed.

        Of an epoch that this history had, that is what came after its backup; of one that it never had (another
        restore of the same backup began it), everything, as far as it is older than the present one.
        """
        if not self._restores or place.seq < 1 or epoch_order(place.epoch) >= epoch_order(self._present):
            return False
        gone_on = [row.from_seq for row in self._restores if row.from_epoch == place.epoch]
        return not gone_on or place.seq > gone_on[0]


def epochs_of(connection: Connection, operation: str, present: str) -> Epochs:
    """The epochs of an operation; `present` is the one of its head."""
    return Epochs(RESTORES.where(connection, RESTORE.c.operation == operation, (RESTORE.c.seq,)), present)
