"""`minetally serve`: the server."""

from __future__ import annotations

import socket
from typing import Annotated

import typer

from api.cli.local import fail, migrate, settings_of
from api.cli.options import DatabaseUrl


def serve(
    host: Annotated[str, typer.Option(help="Address to listen on; 0.0.0.0 for all of them.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on; 0 for any that is free.", min=0, max=65535)] = 8000,
    database_url: DatabaseUrl = None,
) -> None:
    """Run the server until Ctrl-C. An empty or older database is migrated first.

    Example: minetally serve --host 0.0.0.0 --port 8000
    """
    from api.app import create_app
    from api.keys import KeysError, open_keys
    from api.logs import configure_logs
    from api.server import Server

    settings = settings_of(database_url)
    with _listen(host, port) as listening:
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


def _listen(host: str, port: int) -> socket.socket:
    """A socket that takes connections, or the end of the command with a sentence why not."""
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        return socket.create_server((host, port), family=family, backlog=2048)
    except OSError as error:
        fail(f"Cannot listen on {host}, port {port}: {error.strerror or error}. Try another one with --port.")
