"""A history stops: it was shown what it should have and has not, and takes nothing more until people choose.

Only people choose between two histories. So the operation is marked, by whichever process notices, for all processes;
`minetally restore`, also with `--here`, begins a new epoch, and with that ends the stop.
"""

from __future__ import annotations

import structlog
from sqlalchemy import Connection, select, update

from models.tables import OPERATION
from sync.exchange.committer import Committer
from sync.log.chain import hashes_at, read_head
from sync.log.cursor import Cursor, misfit

_LOG = structlog.get_logger()


async def stop_if_contradicted(
    committer: Committer, operation: str, shown: tuple[Cursor, ...], shown_by: str, at: str
) -> str | None:
    """Stops an operation whose log does not bear out what was shown; says why, and None where it does not stop.

    `shown` are cursors that this server gave: of tablets and exports, of the journal's end, of a backup's manifest.
    Raises Refused (`history_stopped`) where it is stopped already.
    """
    why = await committer.under_lock(operation, stop, operation, shown, shown_by, at)
    if why:
        _LOG.error("history stopped", operation=operation, reason=why, shown_by=shown_by)
    return why


def stop(connection: Connection, operation: str, shown: tuple[Cursor, ...], shown_by: str, at: str) -> str | None:
    """Marks the operation as stopped, under its lock, if what was shown is still at odds with its log; says why."""
    head = read_head(connection, operation)
    hashes = hashes_at(connection, operation, {one.seq for one in shown if one.seq > 0})
    for one in shown:
        found = misfit(one, head, hashes)
        if found and found.stops:
            marked = {"stopped_at": at, "stopped_by": shown_by, "stopped_why": found.why}
            connection.execute(update(OPERATION).where(OPERATION.c.operation == operation).values(marked))
            return found.why
    return None


def stopped_operations(connection: Connection) -> list[str]:
    """The names of the operations that are stopped."""
    stopped = select(OPERATION.c.operation).where(OPERATION.c.stopped_at.is_not(None))
    return list(connection.execute(stopped.order_by(OPERATION.c.operation)).scalars())
