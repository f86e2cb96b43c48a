"""The recovery of an operation: what a restore left, which tablets are back, what differs, and how it is closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from sqlalchemy import Connection, and_, update

from models.mutation import sent, stored_instant
from models.problem import Refused
from models.shapes.recovery import Differing, LeftOver, Recovery
from models.tables import RESTORE
from sync.exchange.committer import Job
from sync.exchange.prepared import Prepared, result
from sync.exchange.transaction import Transaction
from sync.log.epochs import RECOVERED, RESTORES, RestoreRow
from sync.merge.find_state import Author
from sync.recovery.witnesses import Difference, differences, last_seen_seq, tablets_since

MOST_SHOWN = 1000
"""So many differing finds are shown at once; all are counted."""


def restores_of(connection: Connection, operation: str) -> list[RestoreRow]:
    """The restores of an operation in their order."""
    return RESTORES.where(connection, RESTORE.c.operation == operation, (RESTORE.c.seq,))


def read_recovery(connection: Connection, operation: str) -> Recovery:
    """What is known of the recovery after the last restore."""
    restores = restores_of(connection, operation)
    if not restores:
        return {
            "state": "none", "restores": [], "last_known_seq": 0, "tablets": [], "differing_finds": 0, "differing": [],
        }  # fmt: skip
    last = restores[-1]
    tablets = tablets_since(connection, operation, last.at)
    names = {one.device_id: one.name for one in tablets}
    found = differences(connection, operation)
    return {
        "state": "open" if last.closed_seq is None else "closed",
        "restores": [
            {
                "epoch": row.epoch,
                "from_epoch": row.from_epoch,
                "from_seq": row.from_seq,
                "seq": row.seq,
                "at": row.at,
                "why": row.why,
                "closed_seq": row.closed_seq,
            }
            for row in restores
        ],
        "last_known_seq": max(last.from_seq, last_seen_seq(connection, operation, last.from_epoch)),
        "tablets": [
            {
                "device_id": one.device_id,
                "device": one.name,
                "team": one.team,
                "state": "back" if one.back else "away",
                "told_all": one.told_all,
            }
            for one in tablets
        ],
        "differing_finds": len(found),
        "differing": [_shown(one, last, names) for one in found[:MOST_SHOWN]],
    }


def _shown(one: Difference, last: RestoreRow, names: dict[str, str]) -> Differing:
    return {
        "find_id": one.find_id,
        "fields": [*one.fields],
        "now": None if one.now is None else {**one.now},
        "version": one.version,
        "seen": {**one.seen},
        "seq": one.seq,
        "epoch": one.epoch,
        "by": [names.get(id, id) for id in one.by],
        "explained": one.seq_now > last.seq,
    }


@dataclass(frozen=True, slots=True)
class Closing(Job[str]):
    """A person says that nothing more is waited for: an entry that names what is missing."""

    prepared: tuple[Prepared, ...]
    finds: frozenset[str] = frozenset()
    alone: ClassVar[bool] = True

    def run(self, transaction: Transaction) -> str:
        """The answer, as JSON. Raises Refused where no recovery is open."""
        one, connection, operation = self.prepared[0], transaction.connection, transaction.head.operation
        known = transaction.first_answer(one)
        if known:
            return known
        is_open = and_(RESTORE.c.operation == operation, RESTORE.c.closed_seq.is_(None))
        if not RESTORES.where(connection, is_open):
            raise Refused("already_decided", "No recovery is open in this operation.")
        seq = transaction.head.seq + 1
        found = read_recovery(connection, operation)
        left: LeftOver = {
            "last_known_seq": found["last_known_seq"],
            "differing_finds": found["differing_finds"],
            "tablets_away": [tablet["device_id"] for tablet in found["tablets"] if tablet["state"] == "away"],
        }
        connection.execute(update(RESTORE).where(is_open).values(closed_seq=seq))
        return transaction.log(one, RECOVERED, {**result(one.sent, RECOVERED, seq), "left": left})


def closing(id: str, reason: str, person: str, now: datetime) -> Closing:
    """The job that closes a recovery."""
    content = {"id": id, "op": RECOVERED, "reason": reason}
    return Closing((Prepared(sent(content), None, None, Author(person=person), stored_instant(now)),))
