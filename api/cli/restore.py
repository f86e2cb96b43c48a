"""`minetally restore`: the database again, from a backup or from an old file."""

from __future__ import annotations

import asyncio
import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from api.cli.backup import sentences, work_folder
from api.cli.local import checked, chosen_operations, fail, progress_bar, settings_of, within
from api.cli.options import AsJson, DatabaseUrl
from api.keys import read_keys, write_keys
from api.settings import Settings
from api.words import plain
from models.chance import draw
from models.wire import TokenRequest
from sync.backup.journal_file import JournalError, JournalFolder
from sync.backup.manifest import chosen
from sync.backup.placing import file_of, put_in_place, refuse_what_is_there
from sync.backup.restore import Asked, Restored, go_on_here, restored_file
from sync.backup.sealing import Keyring
from sync.backup.store import open_store
from sync.database.database import on_sqlite

_BACKUP = re.compile(r"\d[\dTZ]*(-[0-9a-f]*)?")
"""The beginning of the name of a backup."""
WRONG = 1
"""Exit status: it is restored, and something in it does not fit together, as in the backup."""


def restore(
    store: Annotated[
        str | None,
        typer.Argument(
            metavar="STORE[@BACKUP]",
            help="A folder or s3://bucket/path; the beginning of a backup's name.",
            show_default="the newest verified one",
        ),
    ] = None,
    here: Annotated[
        bool, typer.Option("--here", help="This database goes on as it is: a file or a standby that was put back.")
    ] = False,
    decrypt_with: Annotated[
        Path | None, typer.Option(help="The file of the private key (AGE-SECRET-KEY-1...) of an encrypted backup.")
    ] = None,
    key: Annotated[
        Path | None,
        typer.Option(help="A copy of the keys file of the old server.", show_default="a new key begins"),
    ] = None,
    journal: Annotated[
        Path | None,
        typer.Option(help="The journal of the old server: a folder.", show_default="what staff did since is lost"),
    ] = None,
    person: Annotated[str, typer.Option(help="Who restores; the history shows this name.")] = "Operator",
    why: Annotated[str, typer.Option(help="Why, for those who read the history.", show_default="none")] = "",
    database_url: DatabaseUrl = None,
    as_json: AsJson = False,
) -> None:
    """Make the database again from a backup, in either kind of database, and never over one that is there.

    A new history begins: tablets notice it and bring back what they have; the journal has what staff did since. Numbers
    of entries and editions leap, so that none is given twice. With --here nothing is fetched: the present database goes
    on. Without a journal nobody knows who was taken off since: a new administrator's token is printed once, and all
    others wait until an administrator has confirmed them (minetally recovery admit).

    Exit status 0: restored. 1: restored, and something does not fit together; or a sentence says why nothing is done.

    Example: minetally restore /mnt/usb/minetally --key minetally.db.keys
    """
    settings = settings_of(database_url)
    who = checked(TokenRequest, role="admin", person=person).person
    asked = Asked(who, why, datetime.now(UTC), draw())
    if here:
        _show(_here(settings, store, decrypt_with, asked, journal), as_json)
        return
    if store is None:
        fail("Name the store: a folder, or s3://bucket/path. With --here the present database goes on.")
    restored = _restored(settings, store, decrypt_with, key, asked, journal)
    _show(restored, as_json)
    if restored.findings:
        raise typer.Exit(WRONG)


def _restored(
    settings: Settings,
    named: str,
    decrypt_with: Path | None,
    key: Path | None,
    asked: Asked,
    journal: Path | None,
) -> Restored:
    url = settings.database_url
    address, beginning = _named(named)
    with sentences():
        keys = read_keys(key) if key else None
        refuse_what_is_there(url)
        keyring, store = Keyring(decrypt_with) if decrypt_with else None, open_store(address)
        with work_folder(beside=file_of(url) if on_sqlite(url) else None) as work:
            file, folder = work / "copy.db", _journal(journal)

            async def make() -> Restored:
                manifest = await chosen(store, beginning or None)
                return await restored_file(store, manifest, file, keyring, progress_bar, asked, folder)

            restored = asyncio.run(make())
            if keys:
                write_keys(settings.keys_file, keys)
            with progress_bar("writing", None) as progress:
                put_in_place(file, url, progress)
    return restored


def _named(store: str) -> tuple[str, str]:
    """The address of a store, and the beginning of a backup's name after its last @: any other @ is of the address."""
    address, _, beginning = store.rpartition("@")
    return (address, beginning) if address and _BACKUP.fullmatch(beginning) else (store, "")


def _journal(folder: Path | None) -> JournalFolder | None:
    """The journal in a folder. Raises JournalError where none is there: a wrong name must not lose what it has."""
    if folder is None:
        return None
    found = JournalFolder(folder)
    if not found.names():
        raise JournalError(f"There is no journal in {folder}: name the folder that MINETALLY_JOURNAL named.")
    return found


def _here(
    settings: Settings, store: str | None, decrypt_with: Path | None, asked: Asked, journal: Path | None
) -> Restored:
    url = settings.database_url
    chosen_operations(url, None)
    with sentences():
        opened, folder = open_store(store) if store else None, _journal(journal)
        keyring = Keyring(decrypt_with) if decrypt_with else None
        return within(url, lambda database: go_on_here(database, opened, asked, keyring, folder))


def _show(restored: Restored, as_json: bool) -> None:
    if as_json:
        typer.echo(
            json.dumps(
                {
                    "operations": [
                        {**row._asdict(), "admin_token": restored.tokens.get(row.operation)} for row in restored.rows
                    ],
                    "journal": {
                        name: {"entries": one.entries, "left_out": one.left_out}
                        for name, one in restored.entered.items()
                    },
                    "missing_photos": restored.missing_photos,
                    "findings": [finding._asdict() for finding in restored.findings],
                }
            )
        )
        return
    for row in restored.rows:
        typer.echo(
            f"{row.operation} goes on after log entry {row.from_seq:,}, from entry {row.seq:,} on; new editions from"
            f" {row.first_edition} on."
        )
        if one := restored.entered.get(row.operation):
            typer.echo(f"From the journal came {one.entries:,} entries.")
            for sentence in one.left_out:
                typer.echo(plain(sentence))
        if token := restored.tokens.get(row.operation):
            typer.echo(
                "No journal says who was taken off since the backup. So all tokens and webhooks wait until they are"
                f" confirmed. The new administrator's token, which is not shown again:\n\n  {token}\n\nNext:"
                " minetally recovery shows who waits, minetally recovery admit lets them in. Tablets keep all they have"
                " meanwhile."
            )
    if restored.missing_photos:
        typer.echo(f"{len(restored.missing_photos):,} photos are not in the store: tablets that have them send them.")
    for finding in restored.findings:
        typer.echo(plain(f"{finding.table}: {finding.row}: {finding.column} {finding.detail}"))
    typer.echo("Next: minetally serve.")
