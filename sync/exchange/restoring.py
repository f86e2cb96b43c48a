"""A history goes on from a backup, or from an old file: the job that begins a new epoch."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, NotRequired, TypedDict

from sqlalchemy import func, insert, select, update

from models.mutation import sent, stored_instant
from models.problem import invalid_value
from models.tables import EDITION, OPERATION, RESTORE
from sync.exchange.committer import Job
from sync.exchange.prepared import Prepared, result
from sync.exchange.transaction import Transaction
from sync.log.epochs import EDITIONS_LEAP, LEAP, RESTORED, RestoreRow, epoch_order, first_edition, leapt
from sync.merge.find_state import Author


class RestoreContent(TypedDict):
    """What the log keeps of a restore."""

    id: str
    """The epoch that begins."""
    op: str
    from_epoch: str
    from_seq: int
    seq: int
    first_edition: int
    why: str
    journal: NotRequired[bool]
    """Whether a journal was read that knew the operation. What an older version wrote does not say it."""


@dataclass(frozen=True, slots=True)
class Restoring(Job[RestoreRow]):
    """Begins a new epoch: an entry `restored` whose number leaps, and the numbers of editions leap."""

    epoch: str
    """A UUID v7, greater than the one that it follows."""
    above_seq: int
    """The greatest number of an entry that is known to be given, in any history."""
    above_edition: int
    """The same of editions."""
    person: str
    why: str
    at: str
    """Instant."""
    journal: bool = False
    """A journal is read that knows the operation."""
    prepared: tuple[Prepared, ...] = ()
    finds: frozenset[str] = frozenset()
    alone: ClassVar[bool] = True
    while_stopped: ClassVar[bool] = True

    def run(self, transaction: Transaction) -> RestoreRow:
        """The row of the restore. Raises Refused where the epoch is not greater than the present one."""
        connection, head = transaction.connection, transaction.head
        if epoch_order(self.epoch) <= epoch_order(head.epoch):
            raise invalid_value(
                "epoch", f"{self.epoch} is not later than {head.epoch}", "set the clock of this machine right"
            )
        mine = EDITION.c.operation == head.operation
        number: int = connection.execute(select(func.coalesce(func.max(EDITION.c.number), 0)).where(mine)).scalar_one()
        seq = leapt(max(head.seq, self.above_seq), LEAP)
        edition = leapt(max(number, self.above_edition, first_edition(connection, head.operation)), EDITIONS_LEAP)
        row = RestoreRow(
            head.operation, self.epoch, head.epoch, head.seq, seq, edition, self.at, self.why, int(self.journal)
        )
        content: RestoreContent = {
            "id": self.epoch, "op": RESTORED, "from_epoch": row.from_epoch, "from_seq": row.from_seq, "seq": seq,
            "first_edition": edition, "why": self.why, "journal": self.journal,
        }  # fmt: skip
        one = Prepared(sent({**content}), None, None, Author(person=self.person), self.at)
        head.seq = seq - 1
        transaction.log(one, RESTORED, result(one.sent, RESTORED, seq))
        connection.execute(insert(RESTORE).values(row._asdict()))
        begun = {"epoch": self.epoch, "stopped_at": None, "stopped_by": None, "stopped_why": None}
        connection.execute(update(OPERATION).where(OPERATION.c.operation == head.operation).values(begun))
        head.epoch, head.stopped_why = self.epoch, None
        return row


def restoring(
    epoch: str,
    person: str,
    why: str,
    at: datetime,
    above_seq: int = 0,
    above_edition: int = 0,
    journal: bool = False,
) -> Restoring:
    """The job that begins an epoch now."""
    return Restoring(epoch, above_seq, above_edition, person, why, stored_instant(at), journal)
