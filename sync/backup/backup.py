"""A backup: the database of one moment into a store, its photos beside it, tried by restoring it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection, and_, func, select, update

from models.mutation import stored_instant
from models.tables import OPERATION, PHOTO
from sync.backup.copy import on_file, remove_file, rows_to_copy, write_copy
from sync.backup.manifest import (
    MANIFEST,
    PHOTOS,
    Manifest,
    SavedHead,
    folder_of,
    manifests,
    new_name,
    photo_name,
    sealed,
)
from sync.backup.sealing import Recipient, pack, seal, sha256_of, unpack
from sync.backup.store import Store, create_private
from sync.backup.trying import Stage, heads_of_copy, not_fitting
from sync.database.database import Database
from sync.database.migrations import versions
from sync.exchange.committer import Committer
from sync.exchange.stopping import stopped_operations
from sync.files.photos import read_photo
from sync.log.chain import hashes_at
from sync.log.epochs import epoch_order
from sync.operations import list_operations
from sync.verify.findings import Finding


class CannotBackUp(Exception):
    """Why no backup was made, and what to do."""


class BackedUp(NamedTuple):
    """A backup that is in its store."""

    manifest: Manifest
    findings: list[Finding]
    """What does not fit together in it; nobody is told then that it holds what it holds."""
    photos: int
    """How many photos came into the store with it."""


async def back_up(
    database: Database,
    committer: Committer,
    store: Store,
    work: Path,
    stage: Stage,
    recipient: Recipient | None = None,
    now: datetime | None = None,
) -> BackedUp:
    """Makes a backup; `work` is an empty folder that others may not read. Raises CannotBackUp and StoreError.

    The manifest comes last: what was broken off before it is no backup. Where everything fits together,
    `saved_through_seq` is told.
    """
    now = now or datetime.now(UTC)
    if stopped := await database.read(stopped_operations):
        raise CannotBackUp(
            f"{', '.join(stopped)}: this history is stopped, because a newer one was shown. A backup of it must not"
            " stand beside those of the newer one. Restore that one, or go on with this one: minetally restore --here."
        )
    for newest in (await manifests(store))[-1:]:
        await refuse_an_older_history(database, newest)
    copy, packed, scratch = work / "copy.db", work / "packed", work / "scratch.db"
    with stage("copying", await rows_to_copy(database)) as progress:
        await write_copy(database, copy, photos=False, progress=progress)
    with stage("packing", None):
        pack(copy, packed)
        remove_file(copy)
        unpack(packed, scratch)
    heads, tables = heads_of_copy(scratch), on_file(scratch, _tables)
    findings = not_fitting(scratch, stage, photos=False)
    key, name = recipient.text if recipient else None, new_name(now)
    wanted = on_file(scratch, _photos)
    unpacked = scratch.stat().st_size
    remove_file(scratch)
    photos, damaged = await _store_photos(database, store, work, stage, recipient, wanted)
    findings += damaged
    with stage("storing", None):
        file = sealed(f"{folder_of(name)}/minetally.db.zst", key)
        sha256, size = await _put(store, file, packed, work, recipient)
        manifest = Manifest(
            name, stored_instant(now), tables, file, sha256, size, unpacked, len(wanted), key, not findings, heads
        )
        packed.unlink()
        await store.write(f"{folder_of(name)}{MANIFEST}", manifest.document())
    if manifest.verified:
        for head in heads:
            await committer.under_lock(head.operation, tell_saved, head)
    return BackedUp(manifest, findings, photos)


async def refuse_an_older_history(database: Database, newest: Manifest) -> None:
    """Raises CannotBackUp where a store knows a later history than this database: it is of another server, or this
    database is an old file that was put back."""
    for told in await database.read(at_odds, newest):
        raise CannotBackUp(
            f"{told} Its tablets may have been told what this database does not hold. Restore that backup, go on with"
            " this database by minetally restore --here, or name another store."
        )


def at_odds(connection: Connection, newest: Manifest) -> list[str]:
    """What the newest backup of a store says that this database does not know, a sentence an operation."""
    found = []
    for name in list_operations(connection):
        saved = newest.head(name)
        if saved is None:
            continue
        of = select(OPERATION.c.epoch, OPERATION.c.seq).where(OPERATION.c.operation == name)
        epoch, seq = connection.execute(of).one()
        there = f"The newest backup of the store, {newest.name}, has {name}"
        if epoch_order(saved.epoch) > epoch_order(epoch):
            found.append(f"{there} in a later epoch ({saved.epoch}, here {epoch}).")
        elif saved.epoch != epoch:
            continue
        elif saved.seq > seq:
            found.append(f"{there} up to entry {saved.seq}, this database only up to {seq}.")
        elif hashes_at(connection, name, {saved.seq}).get(saved.seq) != saved.hash:
            found.append(f"{there} with another entry {saved.seq} than this database.")
    return found


def tell_saved(connection: Connection, head: SavedHead) -> None:
    """Notes that the log up to here is in a verified backup; under the lock of the operation."""
    this = and_(
        OPERATION.c.operation == head.operation,
        OPERATION.c.epoch == head.epoch,
        OPERATION.c.saved_through_seq < head.seq,
    )
    connection.execute(update(OPERATION).where(this).values(saved_through_seq=head.seq))


def _tables(connection: Connection) -> str:
    return max(versions(connection))


def _photos(connection: Connection) -> dict[str, str]:
    """Every photo, and an operation that has it."""
    rows = connection.execute(select(PHOTO.c.sha256, func.min(PHOTO.c.operation)).group_by(PHOTO.c.sha256))
    return {sha256: operation for sha256, operation in rows}


async def _store_photos(
    database: Database, store: Store, work: Path, stage: Stage, recipient: Recipient | None, wanted: dict[str, str]
) -> tuple[int, list[Finding]]:
    """Puts the photos into the store that are not there yet; gives their number, and those that are damaged."""
    damaged: list[Finding] = []
    key = recipient.text if recipient else None
    there = await store.names(PHOTOS) if wanted else {}
    missing = sorted(sha256 for sha256 in wanted if photo_name(sha256, key) not in there)
    with stage("photos", len(missing)) as progress:
        for sha256 in missing:
            _, data = await database.read(read_photo, wanted[sha256], sha256)
            plain = work / "photo"
            with create_private(plain) as file:
                file.write(data)
            if sha256_of(plain) == sha256:
                await _put(store, photo_name(sha256, key), plain, work, recipient)
            else:
                damaged.append(Finding("photo", sha256, "data", "its bytes are not those that the hash names"))
            plain.unlink()
            progress(1)
    return len(missing) - len(damaged), damaged


async def _put(store: Store, name: str, file: Path, work: Path, recipient: Recipient | None) -> tuple[str, int]:
    """Puts a file into the store, encrypted where there is a key, and reads it back; gives its SHA-256 and size."""
    kept = file
    if recipient is not None:
        kept = work / "sealed"
        seal(file, kept, recipient)
    sha256, size, back = sha256_of(kept), kept.stat().st_size, work / "back"
    await store.put(name, kept)
    await store.fetch(name, back)
    if sha256_of(back) != sha256:
        raise CannotBackUp(f"The store {store.address} gives {name} back with other bytes than it was given.")
    back.unlink()
    if kept != file:
        kept.unlink()
    return sha256, size
