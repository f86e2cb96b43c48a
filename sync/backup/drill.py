"""A drill: a backup is restored beside the server, where nobody sees it, and what would be lost is counted."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection, and_, func, select

from models.chance import Chance
from models.tables import FIND, LOG, OPERATION
from sync.backup.copy import on_file, sqlite_url
from sync.backup.fetching import fetch
from sync.backup.manifest import Manifest, SavedHead
from sync.backup.sealing import Keyring
from sync.backup.store import Store
from sync.backup.trying import Stage, not_fitting
from sync.database.database import Database
from sync.exchange.committer import Committer
from sync.exchange.restoring import restoring
from sync.log.epochs import epoch_at
from sync.verify.findings import Finding


class Rehearsed(NamedTuple):
    """What a restore would make of an operation."""

    operation: str
    seq: int
    """The log entry up to which the backup goes."""
    finds: int
    """That would be there at once."""


class Since(NamedTuple):
    """What an operation has that a backup of it does not."""

    entries: int
    by_people: int
    """Of these, entries in the name of a person: no tablet brings them back."""


class Drilled(NamedTuple):
    """What a drill showed."""

    rehearsed: list[Rehearsed]
    missing_photos: list[str]
    findings: list[Finding]
    """What does not fit together."""


async def rehearse(
    store: Store, manifest: Manifest, file: Path, keyring: Keyring | None, stage: Stage, now: datetime, chance: Chance
) -> Drilled:
    """Restores a backup into a file that is thrown away. The store is only read: no number is used up.

    Raises ManifestError, StoreError, SealError, and Refused where the clock is before the backup's history.
    """
    missing = await fetch(store, manifest, file, keyring, stage)
    async with Database(sqlite_url(file)) as database:
        committer = Committer(database)
        for head in manifest.operations:
            epoch = epoch_at(now, chance.bits(f"epoch of {head.operation}"))
            await committer.run(head.operation, restoring(epoch, "Operator", "a drill", now))
    rehearsed = [Rehearsed(one.operation, one.seq, on_file(file, partial(_finds, one))) for one in manifest.operations]
    return Drilled(rehearsed, missing, not_fitting(file, stage))


def _finds(head: SavedHead, connection: Connection) -> int:
    count = select(func.count()).select_from(FIND).where(FIND.c.operation == head.operation)
    return int(connection.execute(count).scalar_one())


def since(connection: Connection, head: SavedHead) -> Since | None:
    """What the live database has of an operation after a backup; None where it is another history or has none."""
    now = select(OPERATION.c.epoch).where(OPERATION.c.operation == head.operation)
    if connection.execute(now).scalar_one_or_none() != head.epoch:
        return None
    after = and_(LOG.c.operation == head.operation, LOG.c.seq > head.seq)
    counts = select(func.count(), func.count(LOG.c.person)).where(after)
    return Since(*connection.execute(counts).one())
