"""What a report is asked of: a moment of the history that goes on, or one of a history that was lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from sqlalchemy import Connection, and_

from models.tables import RESTORE
from sync.log.epochs import RESTORES, RestoreRow


class LostMoment(NamedTuple):
    """After an entry of a history that was lost."""

    restore: RestoreRow
    """The restore that left it."""
    seq: int


def lost_moment(connection: Connection, operation: str, as_of: str | None) -> LostMoment | None:
    """The moment of a lost history that `as_of` names; None: another one, or none."""
    if as_of is None or not (as_of.isascii() and as_of.isdigit() and len(as_of) < 16):
        return None
    seq = int(as_of)
    leapt_over = and_(RESTORE.c.operation == operation, RESTORE.c.from_seq < seq, RESTORE.c.seq > seq)
    rows = RESTORES.where(connection, leapt_over, (RESTORE.c.seq,))
    return LostMoment(rows[0], seq) if rows else None


def as_it_was(connection: Connection, do: Callable[..., Any], /, *about: Any) -> Any:
    """What `do` gives of an operation at a moment, also at one of a lost history.

    `about` begins with the operation, the moment (`as_of`) and the present time, as `do` takes them. Raises Refused
    (`history_lost`) where an entry up to the moment is missing.
    """
    operation, as_of, _, *more = about
    lost = lost_moment(connection, operation, as_of)
    if lost is None:
        return do(connection, *about)
    from sync.again.lost import played  # with all that writes: a report of the present needs none of it

    with played(connection, lost) as (there, time):
        return do(there, operation, as_of, time, *more)
