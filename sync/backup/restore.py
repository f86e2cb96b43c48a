"""Restore: a backup becomes the history that goes on, or the present database does; under a new epoch either way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from models.chance import Chance
from models.mutation import stored_instant
from sync.backup.copy import sqlite_url
from sync.backup.fetching import fetch
from sync.backup.journal_file import JournalFolder
from sync.backup.leaps import Leap, Reached, leaps_of, note, reached
from sync.backup.manifest import Manifest, manifests
from sync.backup.replaying import Entered, OtherHistory, enter_journal, known_to
from sync.backup.sealing import Keyring
from sync.backup.store import Store
from sync.backup.trying import Stage, not_fitting
from sync.database.database import Database
from sync.database.limits import OF_COMMANDS
from sync.exchange.committer import Committer
from sync.exchange.restoring import restoring
from sync.log.epochs import RestoreRow, epoch_at, epoch_order
from sync.operations import STAFF_TOKEN_LIFE, issue_token, list_operations
from sync.recovery.confirming import wait_for_confirmation
from sync.verify.findings import Finding


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
    """A new administrator's token of each operation in which all others wait to be confirmed."""
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
    journal: JournalFolder | None = None,
) -> Restored:
    """Makes the SQLite file of a backup, with a new epoch in each operation; its leaps are noted in the store.

    With a journal, what it has goes in at once, also who came and who was taken off. Of an operation that no journal
    knows, everybody waits until an administrator confirms them. Raises CannotRestore, ManifestError, StoreError,
    JournalError, SealError.
    """
    known = await _known(store, asked)
    missing = await fetch(store, manifest, file, keyring, stage)
    async with Database(sqlite_url(file), OF_COMMANDS) as database:
        names = [head.operation for head in manifest.operations]
        restored = await _go_on(database, store, names, known, asked, keyring, journal)
    return restored._replace(missing_photos=missing, findings=not_fitting(file, stage))


async def go_on_here(
    database: Database,
    store: Store | None,
    asked: Asked,
    keyring: Keyring | None = None,
    journal: JournalFolder | None = None,
) -> Restored:
    """Begins a new epoch in each operation of a database that was put back, and goes on from what it has.

    The leaps are noted in the store, where there is one; a journal goes in, and where none knows an operation everybody
    waits, as in `restored_file`. Raises CannotRestore, ManifestError, StoreError, JournalError, SealError.
    """
    known = await _known(store, asked) if store else _Known([], [])
    return await _go_on(database, store, await database.read(list_operations), known, asked, keyring, journal)


async def _go_on(
    database: Database,
    store: Store | None,
    names: list[str],
    known: _Known,
    asked: Asked,
    keyring: Keyring | None,
    journal: JournalFolder | None,
) -> Restored:
    """Begins an epoch in each of these operations, and enters the journal; where none knows it, everybody waits."""
    committer, restored = Committer(database), Restored([], {}, [], [], {})
    try:
        told = await known_to(journal, database, names) if journal else set()
    except OtherHistory as error:
        raise CannotRestore(str(error)) from None
    for name in names:
        row = await _begin(committer, store, name, known, asked, name in told)
        restored.rows.append(row)
        if name not in told:
            await committer.under_lock(name, wait_for_confirmation, name, row.at)
            chance = Chance(asked.chance.bits(f"administrator of {name}"))  # of no other operation
            made = await committer.under_lock(
                name, issue_token, name, "admin", asked.now, STAFF_TOKEN_LIFE, chance, person=asked.person
            )
            restored.tokens[name] = made["token"]
        elif journal:
            restored.entered[name] = await enter_journal(database, committer, journal, row, keyring)
    return restored


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


async def _begin(
    committer: Committer, store: Store | None, operation: str, known: _Known, asked: Asked, journal: bool
) -> RestoreRow:
    """Begins an epoch; what it leaps to is noted before anybody can be given one of its numbers."""
    so_far = known.of(operation)
    epoch = epoch_at(asked.now, asked.chance.bits(f"epoch of {operation}"))
    if epoch_order(epoch) <= epoch_order(so_far.epoch):
        raise CannotRestore(f"The store knows a later history of {operation} than this clock can begin: set it right.")
    job = restoring(epoch, asked.person, asked.why, asked.now, so_far.seq, so_far.edition, journal)
    if store:
        row = await committer.rehearse(operation, job)
        await note(store, Leap(operation, epoch, row.from_epoch, row.from_seq, row.seq, row.first_edition, row.at))
    return await committer.run(operation, job)
