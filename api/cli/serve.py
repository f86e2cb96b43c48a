"""`minetally serve`: the server."""

from __future__ import annotations

import socket
from typing import Annotated

import typer

from api.cli.backup import sentences
from api.cli.local import fail, migrate, settings_of
from api.cli.options import DatabaseUrl
from api.settings import Settings
from sync.database.database import on_sqlite
from sync.database.placed_file import mixed_up


def serve(
    host: Annotated[str, typer.Option(help="Address to listen on; 0.0.0.0 for all of them.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on; 0 for any that is free.", min=0, max=65535)] = 8000,
    database_url: DatabaseUrl = None,
    backup_to: Annotated[
        str | None,
        typer.Option(
            envvar="MINETALLY_BACKUP_TO",
            help="A store for backups that it makes by itself: a folder on another disk, or s3://bucket/path.",
            show_default="none",
        ),
    ] = None,
    backup_every: Annotated[
        str | None,
        typer.Option(envvar="MINETALLY_BACKUP_EVERY", help="How often, as 15m, 2h or 1d.", show_default="15m"),
    ] = None,
    backup_keep: Annotated[
        str | None,
        typer.Option(
            envvar="MINETALLY_BACKUP_KEEP", help="What stays in it, as 24h,7d,12m.", show_default="everything"
        ),
    ] = None,
    backup_encrypt_to: Annotated[
        str | None,
        typer.Option(
            envvar="MINETALLY_BACKUP_ENCRYPT_TO", help="A public key of age (age1...).", show_default="not encrypted"
        ),
    ] = None,
) -> None:
    """Run the server until Ctrl-C. An empty or older database is migrated first.

    Example: minetally serve --host 0.0.0.0 --port 8000 --backup-to /mnt/usb/minetally
    """
    from api.app import create_app
    from api.keys import KeysError, open_keys
    from api.logs import configure_logs
    from api.server import Server

    settings = settings_of(
        database_url,
        backup_to=backup_to,
        backup_every=backup_every,
        backup_keep=backup_keep,
        backup_encrypt_to=backup_encrypt_to,
    )
    if settings.backup_to:
        _check_backups(settings)
    with _listen(host, port) as listening:
        if on_sqlite(settings.database_url) and (why := mixed_up(settings.database_url)):
            fail(why)
        migrate(settings.database_url)
        try:
            open_keys(settings.keys_file)
        except KeysError as error:
            fail(str(error))
        configure_logs(settings.log_level)
        server = Server(create_app(settings))
        shown = f"[{host}]" if ":" in host else host
        address = f"http://{shown}:{listening.getsockname()[1]}"
        typer.echo(f"Minetally is on {address}, its API page on {address}/docs. Ctrl-C stops it.", err=True)
        server.run(sockets=[listening])


def _check_backups(settings: Settings) -> None:
    """Ends the command where backups cannot be made as the settings say."""
    from api.backups import Backups, NotATime

    with sentences():
        try:
            Backups(settings)
        except NotATime as error:
            fail(str(error))


def _listen(host: str, port: int) -> socket.socket:
    """A socket that takes connections, or the end of the command with a sentence why not."""
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        return socket.create_server((host, port), family=family, backlog=2048)
    except OSError as error:
        fail(f"Cannot listen on {host}, port {port}: {error.strerror or error}. Try another one with --port.")
