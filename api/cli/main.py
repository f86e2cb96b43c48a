"""The command line: `minetally COMMAND`."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Annotated

import typer

from api.cli.local import AsJson, DatabaseUrl, fail, settings_of, write
from models.problem import Refused
from sync import operations
from sync.database import migrate

app = typer.Typer(
    name="minetally",
    help="Backend of mine clearance: tablets sync finds, conflicts are kept, the week adds up.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)


@app.command("migrate")
def migrate_database(database_url: DatabaseUrl = None) -> None:
    """Bring the database to this version's tables. An empty database is made."""
    migrate(settings_of(database_url).database_url)
    typer.echo("The database is up to date.")


@app.command()
def init(
    operation: Annotated[str, typer.Option(help="Name: lower-case letters, digits and dashes, e.g. lachin-2022.")],
    timezone: Annotated[str, typer.Option(help="Time zone of its days, e.g. Asia/Baku.")],
    database_url: DatabaseUrl = None,
    as_json: AsJson = False,
) -> None:
    """Create an operation and print its administrator's token, once."""
    url = settings_of(database_url).database_url
    migrate(url)
    try:
        token = write(url, operations.create_operation, operation, timezone, datetime.now(UTC))
    except Refused as error:
        fail(str(error))
    if as_json:
        typer.echo(json.dumps({"operation": operation, "admin_token": token}))
    else:
        typer.echo(
            f"Operation {operation} is ready. Its administrator's token, which is not shown again:\n\n  {token}\n"
        )


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 8000,
    database_url: DatabaseUrl = None,
) -> None:
    """Run the server. An empty database is migrated first."""
    import uvicorn

    from api.app import create_app

    settings = settings_of(database_url)
    migrate(settings.database_url)
    uvicorn.run(
        create_app(settings), host=host, port=port, log_level=settings.log_level, access_log=False, server_header=False
    )


if __name__ == "__main__":
    app()
