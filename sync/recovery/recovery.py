"""The recovery of an operation: what a restore left, which tablets are back, what differs, and how it is closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import islice
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
from sync.operations import names_of_devices
from sync.recovery.confirming import devices_to_admit, read_to_confirm
from sync.recovery.histories import lost_history, missing_ranges, restores_of
from sync.recovery.witnesses import Difference, differences, tablets_since

MOST_SHOWN = 1000
"""So many differing finds are shown at once; all are counted."""


def read_recovery(connection: Connection, operation: str) -> Recovery:
    """What is known of the recovery after the last restore."""
    restores = restores_of(connection, operation)
    if not restores:
        return {
            "state": "none", "restores": [], "last_known_seq": 0, "returned": 0, "claimed": 0,
            "missing": {"count": 0, "ranges": []}, "journal": False, "tablets": [],
            "to_confirm": {"tokens": [], "webhooks": []}, "differing_finds": 0, "differing": [],
        }  # fmt: skip
    last = restores[-1]
    lost = lost_history(connection, last)
    tablets, to_admit = tablets_since(connection, last), devices_to_admit(connection, operation)
    names = names_of_devices(connection, operation)
    found = differences(connection, operation)
    shown = [_shown(one, last, names) for one in islice(found, MOST_SHOWN)]
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
        "last_known_seq": lost.last_known_seq,
        "returned": lost.returned,
        "claimed": lost.claimed,
        "missing": {"count": lost.missing, "ranges": missing_ranges(connection, last, lost)},
        "journal": bool(last.journal),
        "tablets": [
            {
                "device_id": one.device_id,
                "device": one.name,
                "team": one.team,
                "state": "to_admit" if one.device_id in to_admit else "back" if one.seen_at else "away",
                "told_all": one.told_all,
                "returned": one.returned,
            }
            for one in tablets
        ],
        "to_confirm": read_to_confirm(connection, operation),
        "differing_finds": len(shown) + sum(1 for _ in found),
        "differing": shown,
    }


def _shown(one: Difference, last: RestoreRow, names: dict[str, str]) -> Differing:
    return {
        "find_id": one.find_id,
        "fields": [*one.fields],
        "now": one.now.values if one.now else None,
        "version": one.version,
        "seen": {**one.seen},
        "seq": one.seq,
        "epoch": one.epoch,
        "by": [names.get(id, id) for id in one.by],
        "explained": one.now is not None and one.now.seq > last.seq,
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
            "missing": found["missing"],
            "differing_finds": found["differing_finds"],
            "tablets_away": [tablet["device_id"] for tablet in found["tablets"] if tablet["state"] != "back"],
        }
        connection.execute(update(RESTORE).where(is_open).values(closed_seq=seq))
        return transaction.log(one, RECOVERED, {**result(one.sent, RECOVERED, seq), "left": left})


def closing(id: str, reason: str, person: str, now: datetime) -> Closing:
    """The job that closes a recovery."""
    content = {"id": id, "op": RECOVERED, "reason": reason}
    return Closing((Prepared(sent(content), None, None, Author(person=person), stored_instant(now)),))
