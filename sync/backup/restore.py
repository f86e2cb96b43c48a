"""Restore: a backup becomes the history that goes on, or the present database does; under a new epoch either way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection, and_, update

from models.chance import Chance
from models.mutation import stored_instant
from models.tables import ENROLMENT, TOKEN, WEBHOOK
from sync.backup.copy import sqlite_url
from sync.backup.fetching import fetch
from sync.backup.journal_file import JournalFolder
from sync.backup.leaps import Leap, Reached, leaps_of, note, reached
from sync.backup.manifest import Manifest, manifests
from sync.backup.replaying import Entered, OtherHistory, enter_journal
from sync.backup.sealing import Keyring
from sync.backup.store import Store
from sync.backup.trying import Stage, not_fitting
from sync.database.database import Database
from sync.database.limits import OF_COMMANDS
from sync.exchange.committer import Committer
from sync.exchange.restoring import restoring
from sync.log.epochs import RestoreRow, epoch_at, epoch_order
from sync.operations import STAFF_TOKEN_LIFE, issue_token, list_operations
from sync.verify.findings import Finding

WHY_DISABLED = "The server was restored: enable it again if it is still wanted."


class CannotRestore(Exception):
    """Why nothing is restored, and what to do."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Who restores, why, and when."""

    person: str
    why: str
    now: datetime
    chance: Chance


class Restored(NamedTuple):
    """What a file holds that is ready to be put into its place."""

    rows: list[RestoreRow]
    tokens: dict[str, str]
    """A new administrator's token of each operation, where all others have ended."""
    missing_photos: list[str]
    findings: list[Finding]
    """What does not fit together in it, as it did not in the backup."""
    entered: dict[str, Entered]
    """By operation, what came from the journal, where there is one."""


async def restored_file(
    store: Store,
    manifest: Manifest,
    file: Path,
    keyring: Keyring | None,
    stage: Stage,
    asked: Asked,
    admit: bool,
    journal: JournalFolder | None = None,
) -> Restored:
    """Makes the SQLite file of a backup, with a new epoch in each operation; its leaps are noted in the store.

    With a journal, what it has goes in at once, also who came and who was taken off. Without one nobody knows what
    ended after the backup: unless `admit` is said, every token, unused code and webhook ends. Raises CannotRestore,
    ManifestError, StoreError, JournalError, SealError.
    """
    known = await _known(store, asked)
    missing = await fetch(store, manifest, file, keyring, stage)
    tokens: dict[str, str] = {}
    async with Database(sqlite_url(file), OF_COMMANDS) as database:
        committer = Committer(database)
        rows = [await _begin(committer, store, head.operation, known, asked) for head in manifest.operations]
        entered = {row.operation: await _enter(database, committer, journal, row, keyring) for row in rows if journal}
        for row in () if admit else rows:
            if row.operation in entered and entered[row.operation].there:
                continue
            await committer.under_lock(row.operation, end_what_may_have_ended, row.operation, row.at)
            made = await committer.under_lock(
                row.operation, issue_token, row.operation, "admin", asked.now, STAFF_TOKEN_LIFE, asked.chance,
                person=asked.person,
            )  # fmt: skip
            tokens[row.operation] = made["token"]
    return Restored(rows, tokens, missing, not_fitting(file, stage), entered)


async def _enter(
    database: Database, committer: Committer, journal: JournalFolder, row: RestoreRow, keyring: Keyring | None
) -> Entered:
    try:
        return await enter_journal(database, committer, journal, row, keyring)
    except OtherHistory as error:
        raise CannotRestore(str(error)) from None


async def go_on_here(database: Database, store: Store | None, asked: Asked) -> list[RestoreRow]:
    """Begins a new epoch in each operation of a database that was put back, and goes on from what it has.

    The leaps are noted in the store, where there is one. Raises CannotRestore, ManifestError, StoreError.
    """
    known = await _known(store, asked) if store else _Known([], [])
    committer = Committer(database)
    return [await _begin(committer, store, name, known, asked) for name in await database.read(list_operations)]


def end_what_may_have_ended(connection: Connection, operation: str, at: str) -> None:
    """Ends every token and every code that nobody has used, and disables every webhook; under the lock."""
    mine = and_(TOKEN.c.operation == operation, TOKEN.c.revoked_at.is_(None))
    connection.execute(update(TOKEN).where(mine).values(revoked_at=at))
    unused = and_(ENROLMENT.c.used_at.is_(None), ENROLMENT.c.withdrawn_at.is_(None))
    connection.execute(update(ENROLMENT).where(ENROLMENT.c.operation == operation, unused).values(withdrawn_at=at))
    enabled = and_(WEBHOOK.c.operation == operation, WEBHOOK.c.disabled_why.is_(None))
    connection.execute(update(WEBHOOK).where(enabled).values(disabled_why=WHY_DISABLED))


class _Known(NamedTuple):
    """What a store knows of histories."""

    leaps: list[Leap]
    backups: list[Manifest]

    def of(self, operation: str) -> Reached:
        return reached(operation, self.leaps, self.backups)


async def _known(store: Store, asked: Asked) -> _Known:
    """Raises CannotRestore where the store knows a later time than this machine."""
    known = _Known(await leaps_of(store), await manifests(store))
    latest = max(["", *(leap.at for leap in known.leaps), *(one.made_at for one in known.backups)])
    if stored_instant(asked.now) <= latest:
        raise CannotRestore(
            f"The clock of this machine says {stored_instant(asked.now)}, and the store has something of {latest}: set"
            " the clock right. A history that goes on must be known by its time."
        )
    return known


async def _begin(committer: Committer, store: Store | None, operation: str, known: _Known, asked: Asked) -> RestoreRow:
    """Begins an epoch; what it leaps to is noted before anybody can be given one of its numbers."""
    so_far = known.of(operation)
    epoch = epoch_at(asked.now, asked.chance.bits(f"epoch of {operation}"))
    if epoch_order(epoch) <= epoch_order(so_far.epoch):
        raise CannotRestore(f"The store knows a later history of {operation} than this clock can begin: set it right.")
    job = restoring(epoch, asked.person, asked.why, asked.now, so_far.seq, so_far.edition)
    if store:
        row = await committer.rehearse(operation, job)
        await note(store, Leap(operation, epoch, row.from_epoch, row.from_seq, row.seq, row.first_edition, row.at))
    return await committer.run(operation, job)
