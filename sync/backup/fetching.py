"""A backup out of its store: as a SQLite file at this version's tables, with its photos."""

from __future__ import annotations

import asyncio
import hashlib
from functools import partial
from pathlib import Path

from sqlalchemy import Connection, and_, delete, select, update

from models.tables import PHOTO
from sync.backup.copy import on_file, sqlite_url
from sync.backup.manifest import PHOTOS, Manifest, ManifestError, photo_name
from sync.backup.sealing import Keyring, SealError, sha256_of, unpack, unseal
from sync.backup.store import Store
from sync.backup.trying import Stage
from sync.database.migrations import CannotMigrate, migrate

TOGETHER = 20
"""Photos that are put into the file at a time; they are held in memory."""


async def fetch(store: Store, manifest: Manifest, file: Path, keyring: Keyring | None, stage: Stage) -> list[str]:
    """Makes the file of a backup; gives the photos that the store does not have whole, whose rows are left out of it.

    Its folder is one that others may not read. An older backup is brought to this version's tables. Raises
    ManifestError, StoreError and SealError.
    """
    if manifest.recipient and keyring is None:
        raise SealError(
            f"Backup {manifest.name} is encrypted to {manifest.recipient}: name the file of the private key with"
            " --decrypt-with."
        )
    packed = file.with_name("packed")
    with stage("fetching", None):
        await _fetch(store, manifest.file, packed, keyring if manifest.recipient else None, manifest.sha256)
        unpack(packed, file)
        packed.unlink()
    try:
        migrate(sqlite_url(file))
    except CannotMigrate as error:
        raise ManifestError(f"Backup {manifest.name} cannot be restored by this version. {error}") from error
    return await _fetch_photos(store, manifest, file, keyring if manifest.recipient else None, stage)


async def _fetch(store: Store, name: str, into: Path, keyring: Keyring | None, sha256: str | None = None) -> None:
    """A file of the store, decrypted where there is a key; `sha256` is of the file as it is there."""
    fetched = _sealed(into) if keyring else into
    await store.fetch(name, fetched)
    if sha256 is not None and sha256_of(fetched) != sha256:
        raise ManifestError(f"{name} is damaged: its bytes are not those that the manifest names. Use another backup.")
    if keyring:
        unseal(fetched, into, keyring)
        fetched.unlink()


def _sealed(file: Path) -> Path:
    return file.with_name(f"{file.name}.age")


async def _fetch_photos(
    store: Store, manifest: Manifest, file: Path, keyring: Keyring | None, stage: Stage
) -> list[str]:
    wanted: list[str] = on_file(file, _photos)
    there = await store.names(PHOTOS) if wanted else {}
    missing, fetched = [], dict[str, bytes]()
    with stage("photos", len(wanted)) as progress:
        for n, sha256 in enumerate(wanted, 1):
            name = photo_name(sha256, manifest.recipient)
            data = await _photo(store, name, file.with_name("photo"), keyring) if name in there else b""
            if hashlib.sha256(data).hexdigest() == sha256:
                fetched[sha256] = data
            else:
                missing.append(sha256)
            if len(fetched) == TOGETHER or n == len(wanted):
                on_file(file, partial(_fill, fetched))
                fetched.clear()
            progress(1)
        on_file(file, partial(_leave_out, missing))
    return missing


async def _photo(store: Store, name: str, file: Path, keyring: Keyring | None) -> bytes:
    """The bytes of a photo; some others where it is damaged."""
    try:
        await _fetch(store, name, file, keyring)
        return await asyncio.to_thread(file.read_bytes)
    except SealError:
        return b""
    finally:
        for left in (file, _sealed(file)):
            await asyncio.to_thread(left.unlink, missing_ok=True)


def _photos(connection: Connection) -> list[str]:
    return list(connection.execute(select(PHOTO.c.sha256).distinct().order_by(PHOTO.c.sha256)).scalars())


def _fill(photos: dict[str, bytes], connection: Connection) -> None:
    for sha256, data in photos.items():
        connection.execute(update(PHOTO).where(PHOTO.c.sha256 == sha256).values(data=data))


def _leave_out(missing: list[str], connection: Connection) -> None:
    for sha256 in missing:
        connection.execute(delete(PHOTO).where(and_(PHOTO.c.sha256 == sha256)))
