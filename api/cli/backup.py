"""`minetally backup` and `minetally backups`: copies of the whole database in a store."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import typer

from api.cli.local import chosen_operations, fail, failing_with, progress_bar, settings_of, within
from api.cli.options import AsJson, DatabaseUrl
from api.keys import KeysError
from api.words import plain
from sync.backup.backup import BackedUp, CannotBackUp, back_up
from sync.backup.copy import CannotCopy
from sync.backup.journal_file import JournalError
from sync.backup.manifest import Keep, Manifest, ManifestError, manifests, remove_others
from sync.backup.restore import CannotRestore
from sync.backup.sealing import Recipient, SealError
from sync.backup.store import Store, StoreError, open_store
from sync.database.database import Database
from sync.exchange.committer import Committer

WRONG, NOT_DONE = 1, 2
"""Exit status: it is stored, and does not verify; there is no backup, or the command was used wrongly."""

SENTENCES = (
    StoreError, ManifestError, SealError, JournalError, KeysError, CannotBackUp, CannotCopy, CannotRestore,
)  # fmt: skip
"""Errors whose text is for the person who typed the command."""

To = Annotated[
    str,
    typer.Option(
        "--to", envvar="MINETALLY_BACKUP_TO", help="The store: a folder on another disk, or s3://bucket/path."
    ),
]
Rule = Annotated[
    str | None,
    typer.Option(
        "--keep",
        envvar="MINETALLY_BACKUP_KEEP",
        help="What stays in the store, e.g. 24h,7d,12m: the newest of each of the last 24 hours, 7 days, 12 months.",
        show_default="everything",
    ),
]
EncryptTo = Annotated[
    str | None,
    typer.Option(
        "--encrypt-to",
        envvar="MINETALLY_BACKUP_ENCRYPT_TO",
        help="A public key of age (age1...): only who has its private key can restore.",
        show_default="not encrypted",
    ),
]


def backup(
    to: To,
    encrypt_to: EncryptTo = None,
    keep: Rule = None,
    database_url: DatabaseUrl = None,
    as_json: AsJson = False,
) -> None:
    """Copy the whole database into a store, while the server runs, and try whether it can be restored.

    A backup is one SQLite file, from either database; photos are beside it, each once. Keep the store on another disk,
    better in another place: it holds the positions of mines that are not cleared.

    Exit status 0: stored and verified. 1: stored, and something in it does not fit together. 2: there is no backup.

    Example: minetally backup --to /mnt/usb/minetally --keep 24h,7d,12m
    """
    with failing_with(NOT_DONE), sentences():
        url = settings_of(database_url).database_url
        chosen_operations(url, None)
        store, rule = open_store(to), Keep.read(keep) if keep else None
        recipient = Recipient(encrypt_to) if encrypt_to else None
        made = _made(url, store, recipient, rule)
    if as_json:
        typer.echo(json.dumps(_as_json(made)))
    else:
        _print(made, store)
    if made.backed_up.findings:
        raise typer.Exit(WRONG)


def backups(
    store: Annotated[str, typer.Argument(help="A folder, or s3://bucket/path.")], as_json: AsJson = False
) -> None:
    """List the backups of a store, the oldest first.

    Example: minetally backups /mnt/usb/minetally
    """
    with sentences():
        found = asyncio.run(manifests(open_store(store)))
    if as_json:
        typer.echo(json.dumps([asdict(one) for one in found]))
        return
    for one in found:
        typer.echo(_line(one))
    if not found:
        typer.echo(f"The store {store} has no backup yet.")


class _Made(NamedTuple):
    backed_up: BackedUp
    removed: list[str]


def _made(url: str, store: Store, recipient: Recipient | None, rule: Keep | None) -> _Made:
    async def make(database: Database, work: Path) -> _Made:
        now = datetime.now(UTC)
        made = await back_up(database, Committer(database), store, work, progress_bar, recipient, now)
        return _Made(made, await remove_others(store, rule, now) if rule else [])

    with work_folder() as work:
        return within(url, lambda database: make(database, work))


@contextmanager
def work_folder(beside: Path | None = None) -> Iterator[Path]:
    """A folder that others may not read, gone at the end of the block; those that were killed are removed first.

    It is in the folder for temporary files, or beside a file that is to come from it."""
    from api.heavy.folders import WorkFolder, remove_those_of_dead_servers

    parent = beside.parent if beside else None
    remove_those_of_dead_servers(parent)
    folder = WorkFolder(parent)
    try:
        yield folder.new_folder()
    finally:
        folder.close()


@contextmanager
def sentences() -> Iterator[None]:
    """Ends the command with the sentence of what stands in the way."""
    try:
        yield
    except SENTENCES as error:
        fail(plain(str(error)))
    except OSError as error:
        fail(f"The disk of the folder for temporary files (TMPDIR) does not take it: {error.strerror or error}.")


def _print(made: _Made, store: Store) -> None:
    manifest, findings, photos = made.backed_up
    typer.echo(_line(manifest))
    new = f", {photos:,} of them new" if photos else ""
    typer.echo(f"It is in {plain(store.address)}, with {manifest.photos:,} photos{new}.")
    if made.removed:
        typer.echo(f"Removed, as --keep says: {', '.join(made.removed)}.")
    for finding in findings:
        typer.echo(plain(f"{finding.table}: {finding.row}: {finding.column} {finding.detail}"))
    if findings:
        typer.echo("Not everything fits together: tablets are not told that they are saved. See minetally verify.")


def _line(manifest: Manifest) -> str:
    """A backup in one line: its name, size, and how far it reaches."""
    reach = ", ".join(f"{one.operation} up to entry {one.seq:,}" for one in manifest.operations)
    verified = "" if manifest.verified else ", NOT VERIFIED"
    encrypted = ", encrypted" if manifest.recipient else ""
    return plain(f"{manifest.name}  {_size(manifest.size)}  {reach}{encrypted}{verified}")


def _size(size: int) -> str:
    return f"{size / 1e6:,.1f} MB"


def _as_json(made: _Made) -> dict[str, Any]:
    manifest, findings, photos = made.backed_up
    return {
        **asdict(manifest),
        "new_photos": photos,
        "findings": [finding._asdict() for finding in findings],
        "removed": made.removed,
    }
