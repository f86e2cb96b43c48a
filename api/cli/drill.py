"""`minetally drill`: whether a backup would hold, tried beside the live server."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from api.cli.backup import sentences, work_folder
from api.cli.local import progress_bar, settings_of, within
from api.cli.options import AsJson, DatabaseUrl
from api.words import plain
from models.chance import draw
from sync.backup.drill import Drilled, Since, rehearse, since
from sync.backup.manifest import Manifest, chosen
from sync.backup.sealing import Keyring
from sync.backup.store import Store, open_store
from sync.database.database import Database

WOULD_NOT_HOLD = 1
"""Exit status: something is missing in the backup, or does not fit together."""


def drill(
    store: Annotated[str, typer.Argument(help="A folder, or s3://bucket/path.", envvar="MINETALLY_BACKUP_TO")],
    decrypt_with: Annotated[
        Path | None, typer.Option(help="The file of the private key (AGE-SECRET-KEY-1...) of an encrypted backup.")
    ] = None,
    database_url: DatabaseUrl = None,
    as_json: AsJson = False,
) -> None:
    """Restore the newest verified backup of a store beside the live server, and say whether it would hold.

    The restored file is verified and thrown away. The store and the live database are only read.

    Exit status 0: it would hold. 1: it would not, or a sentence says why it could not be tried.

    Example: minetally drill /mnt/usb/minetally
    """
    url, opened = settings_of(database_url).database_url, open_store(store)
    keyring = Keyring(decrypt_with) if decrypt_with else None
    with sentences(), work_folder() as work:
        manifest, drilled = asyncio.run(_drilled(opened, work / "copy.db", keyring))
        live = within(url, lambda database: _since(database, manifest))
    holds = not drilled.missing_photos and not drilled.findings
    if as_json:
        operations = [
            {**one._asdict(), "since": then._asdict() if (then := live[one.operation]) else None}
            for one in drilled.rehearsed
        ]
        typer.echo(
            json.dumps(
                {
                    "backup": manifest.name,
                    "holds": holds,
                    "operations": operations,
                    "missing_photos": drilled.missing_photos,
                    "findings": [finding._asdict() for finding in drilled.findings],
                }
            )
        )
    else:
        _print(manifest, drilled, live, holds)
    if not holds:
        raise typer.Exit(WOULD_NOT_HOLD)


async def _drilled(store: Store, file: Path, keyring: Keyring | None) -> tuple[Manifest, Drilled]:
    manifest = await chosen(store, None)
    return manifest, await rehearse(store, manifest, file, keyring, progress_bar, datetime.now(UTC), draw())


async def _since(database: Database, manifest: Manifest) -> dict[str, Since | None]:
    return {one.operation: await database.read(since, one) for one in manifest.operations}


def _print(manifest: Manifest, drilled: Drilled, live: dict[str, Since | None], holds: bool) -> None:
    typer.echo(f"Backup {manifest.name}, made at {manifest.made_at}:")
    for one in drilled.rehearsed:
        typer.echo(f"  {one.operation}: {one.finds:,} finds, up to log entry {one.seq:,}.")
        if (then := live[one.operation]) is None:
            typer.echo(
                "    The live server has another history: the store is of another server, or this one was restored."
            )
        elif then.entries:
            others = then.entries - then.by_people
            typer.echo(
                f"    The live server has {then.entries:,} entries more: {then.by_people:,} by people, {others:,} by"
            )
            typer.echo("    tablets and programs.")
        else:
            typer.echo("    The live server has nothing more.")
    if drilled.missing_photos:
        typer.echo(f"  Photos that are not in the store: {len(drilled.missing_photos):,}.")
    for finding in drilled.findings:
        typer.echo(plain(f"  {finding.table}: {finding.row}: {finding.column} {finding.detail}"))
    typer.echo("It would hold." if holds else "It would NOT hold: make another backup, and try again.")
