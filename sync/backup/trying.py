"""What a copy holds, and whether it fits together."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, func, select

from models.tables import DEVICE, EDITION, ENROLMENT, OPERATION, TOKEN
from sync.backup.copy import Progress, on_file, tables
from sync.backup.manifest import SavedHead
from sync.operations import list_operations
from sync.verify.findings import Finding
from sync.verify.references import unknown_operations
from sync.verify.verify import entries_to_verify, verify

Stage = Callable[[str, int | None], AbstractContextManager[Progress]]
"""Begins a part of a work, which has a name and a number of steps, if that is known."""


def heads_of(connection: Connection) -> tuple[SavedHead, ...]:
    """Where the log of each operation stands."""
    last = select(func.coalesce(func.max(EDITION.c.number), 0)).where(EDITION.c.operation == OPERATION.c.operation)
    columns = (OPERATION.c.operation, OPERATION.c.epoch, OPERATION.c.seq, OPERATION.c.hash, last.scalar_subquery())
    return tuple(SavedHead(*row) for row in connection.execute(select(*columns).order_by(OPERATION.c.operation)))


def traces_of(connection: Connection) -> Any:
    """What differs when somebody has written meanwhile: an entry, a row more, a token, tablet or code that ended."""
    rows = [connection.execute(select(func.count()).select_from(table)).scalar_one() for table in tables()]
    ends = (
        TOKEN.c.revoked_at,
        TOKEN.c.unconfirmed_since,
        DEVICE.c.retired_at,
        DEVICE.c.replaced_at,
        ENROLMENT.c.used_at,
        ENROLMENT.c.withdrawn_at,
    )
    ended = [connection.execute(select(func.count(column))).scalar_one() for column in ends]
    return heads_of(connection), rows, ended


def heads_of_copy(file: Path) -> tuple[SavedHead, ...]:
    """Where the log of each operation stands in a copy."""
    return on_file(file, heads_of)


def not_fitting(file: Path, stage: Stage, photos: bool = True) -> list[Finding]:
    """What `minetally verify` would say of a copy; without `photos` their bytes are not looked at."""
    found = on_file(file, unknown_operations)
    for name in on_file(file, list_operations):
        with stage(f"verifying {name}", on_file(file, partial(entries_to_verify, operation=name))) as progress:
            found += on_file(file, partial(verify, operation=name, progress=progress, photos=photos)).findings
    return found
