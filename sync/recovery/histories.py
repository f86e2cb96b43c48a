"""Lost histories: how far each is known to have gone, and which of its entries have come back to their places."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, func, select

from models.tables import LOG, RESTORE, WITNESS
from sync.log.epochs import RESTORES, RestoreRow

MOST_RANGES = 1000
"""So many ranges of missing entries are named; all are counted."""


class LostHistory(NamedTuple):
    """What a restore left: the entries after its backup, and what is known of them at some entry of the log."""

    epoch: str
    from_seq: int
    """The last entry that the backup had."""
    last_known_seq: int
    """The greatest that the backup, a tablet's copy or an entry that came back shows; a claim alone shows none."""
    returned: int
    """Entries of it that have come back."""
    claimed: int
    """Those of them whose numbers only who sent them says."""
    missing: int
    """Of those up to `last_known_seq`, the ones that did not."""


def restores_of(connection: Connection, operation: str, until: int | None = None) -> list[RestoreRow]:
    """The restores of an operation in their order; `until`: those up to this log entry."""
    mine = RESTORE.c.operation == operation
    return RESTORES.where(connection, mine if until is None else and_(mine, RESTORE.c.seq <= until), (RESTORE.c.seq,))


def _back(restore: RestoreRow, until: int | None = None) -> ColumnElement[bool]:
    """Entries of a lost history that have come back, up to the entry `until`."""
    mine = and_(LOG.c.operation == restore.operation, LOG.c.place_epoch == restore.from_epoch)
    back = and_(mine, LOG.c.place_seq > restore.from_seq)
    return back if until is None else and_(back, LOG.c.seq <= until)


def lost_history(
    connection: Connection, restore: RestoreRow, until: int | None = None, time: str | None = None
) -> LostHistory:
    """What a restore left, as it is known now, or was known at a log entry and an instant."""
    back = _back(restore, until)
    counted = connection.execute(
        select(
            func.count().label("returned"),
            func.coalesce(func.sum(LOG.c.claimed), 0).label("claimed"),
            func.coalesce(func.max(LOG.c.place_seq).filter(LOG.c.claimed == 0), 0).label("proven"),
        ).where(back)
    ).one()
    seen = and_(WITNESS.c.operation == restore.operation, WITNESS.c.epoch == restore.from_epoch)
    seen = and_(seen, WITNESS.c.seq < restore.seq)  # from there on the numbers are of the history that goes on
    if time is not None:
        seen = and_(seen, WITNESS.c.received_at <= time)
    shown = connection.execute(select(func.coalesce(func.max(WITNESS.c.seq), 0)).where(seen)).scalar_one()
    last = max(restore.from_seq, counted.proven, shown)
    numbers = select(func.count(LOG.c.place_seq.distinct())).where(and_(back, LOG.c.place_seq <= last))
    missing = last - restore.from_seq - connection.execute(numbers).scalar_one()
    return LostHistory(restore.from_epoch, restore.from_seq, last, counted.returned, int(counted.claimed), missing)


def missing_ranges(connection: Connection, restore: RestoreRow, lost: LostHistory) -> list[list[int]]:
    """The first and the last entry of each gap of a lost history, the first `MOST_RANGES` of them."""
    known = and_(_back(restore), LOG.c.place_seq <= lost.last_known_seq)
    numbers = select(LOG.c.place_seq).where(known).distinct().subquery()
    before = func.lag(numbers.c.place_seq, 1, restore.from_seq).over(order_by=numbers.c.place_seq)
    pairs = select(before.label("before"), numbers.c.place_seq.label("number")).subquery()
    rows = connection.execute(
        select(pairs.c.before, pairs.c.number)
        .where(pairs.c.number - pairs.c.before > 1)
        .order_by(pairs.c.number)
        .limit(MOST_RANGES)
    ).all()
    ranges = [[row.before + 1, row.number - 1] for row in rows]
    greatest = connection.execute(select(func.coalesce(func.max(numbers.c.place_seq), restore.from_seq))).scalar_one()
    if greatest < lost.last_known_seq and len(ranges) < MOST_RANGES:
        ranges.append([greatest + 1, lost.last_known_seq])
    return ranges
