"""`minetally keys`: the keys with which the server signs receipts, and the copy of them for safekeeping."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from api.cli.backup import sentences
from api.cli.local import checked, fail, listing_only, read, settings_of, within
from api.cli.options import AsJson, DatabaseUrl
from api.keys import Keys, export_keys, new_key, read_keys, write_keys
from api.words import plain
from models.signing import for_people
from models.wire import TokenRequest
from sync.database.database import Database
from sync.exchange.committer import Committer
from sync.exchange.keys import PublicKey, entering, public_keys
from sync.operations import list_operations

app = typer.Typer(name="keys", rich_markup_mode="markdown")

Person = Annotated[str, typer.Option(help="Who does it; the log shows this name.")]
EVERYWHERE = "A server with a copy of the keys file elsewhere signs with the key before until it has this one."


@app.callback(invoke_without_command=True)
def keys(context: typer.Context, database_url: DatabaseUrl = None, as_json: AsJson = False) -> None:
    """Show the fingerprint of the key that signs, and every key that the server had.

    Example: minetally keys
    """
    if not listing_only(context):
        return
    settings = settings_of(database_url)
    with sentences():
        own = read_keys(settings.keys_file)
    listed = read(settings.database_url, public_keys)
    if as_json:
        typer.echo(json.dumps({"fingerprint": own.fingerprint, "key": own.public, "keys": listed}))
        return
    typer.echo(f"{for_people(own.fingerprint)}  signs; its file:")
    typer.echo(f"{plain(str(settings.keys_file))}")
    for one in listed:
        typer.echo(_line(one))


def _line(one: PublicKey) -> str:
    until = f" to {one['until']}" if one["until"] else ""
    vouched = ", signed by the key before" if one["signed_by"] else ""
    revoked = f", revoked as stolen {one['revoked_at']}" if one["revoked_at"] else ""
    return f"{for_people(one['fingerprint'])}  from {one['from']}{until}{vouched}{revoked}"


@app.command()
def export(
    file: Annotated[Path, typer.Argument(help="The file to make; one that exists is left as it is.")],
    database_url: DatabaseUrl = None,
) -> None:
    """Copy the secret keys into a file for safekeeping. Whoever has it can sign in the name of the server.

    No backup has the keys. Keep the copy away from the store of the backups. `minetally restore --key FILE` takes it.

    Example: minetally keys export /mnt/safe/minetally.keys
    """
    with sentences():
        own = read_keys(settings_of(database_url).keys_file)
        export_keys(file, own)
    typer.echo(f"{plain(str(file))} has the keys of {for_people(own.fingerprint)}. Only you may read it: put it away.")


@app.command()
def rotate(person: Person = "Operator", database_url: DatabaseUrl = None) -> None:
    """Begin a new key, which the present one signs: tablets go on as before, and old receipts stay valid.

    Example: minetally keys rotate
    """
    _begin(person, False, database_url)


@app.command()
def revoke(
    stolen: Annotated[bool, typer.Option("--stolen", help="Somebody else may have the keys file.")] = False,
    person: Person = "Operator",
    database_url: DatabaseUrl = None,
) -> None:
    """Begin a new key because the present one was stolen: nothing that it signed proves anything any more.

    Tablets fetch and send everything again, and show "server key not confirmed" until they are enrolled anew. Nothing
    that they have is lost.

    Example: minetally keys revoke --stolen
    """
    if not stolen:
        fail("Say --stolen if somebody else may have the keys file. For a new key without that: minetally keys rotate.")
    _begin(person, True, database_url)


def _begin(named: str, stolen: bool, database_url: str | None) -> None:
    """The next key is in the file before any operation knows it, and signs when all know it: a stop loses nothing."""
    settings = settings_of(database_url)
    person = checked(TokenRequest, role="admin", person=named).person
    with sentences():
        own = read_keys(settings.keys_file)
        # What was stolen with the file may not sign: the next key neither.
        following = new_key() if stolen or own.next is None else own.next
        write_keys(settings.keys_file, Keys(own.signing, own.cursors, following))
        now = datetime.now(UTC)
        first = entering(own.public, now, person)
        signed_by = None if stolen else own.signing
        job = entering(following.public, now, person, by=signed_by, revokes=(*own.own,) if stolen else ())

        async def enter(database: Database) -> None:
            committer = Committer(database)
            for name in await database.read(list_operations):
                await committer.run(name, first)
                await committer.run(name, job)

        within(settings.database_url, enter)
        after = Keys(following, following if stolen else own.cursors)
        write_keys(settings.keys_file, after)
    typer.echo(f"{for_people(after.fingerprint)} signs from now on, instead of {for_people(own.fingerprint)}.")
    typer.echo(f"{EVERYWHERE} Now make a copy for safekeeping: minetally keys export FILE.")
