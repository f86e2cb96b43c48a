"""The command line: `minetally COMMAND`."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Annotated

import typer

from api.cli.local import run, settings_of
from models.problem import Refused
from sync import operations
from sync.database import migrate

app = typer.Typer(
    name="minetally",
    help="Backend of mine clearance: tablets sync finds, conflicts are kept, the week adds up.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)

Database = Annotated[
    str | None,
    typer.Option("--database-url", help="sqlite:///path or postgresql://user@host/name [MINETALLY_DATABASE_URL]"),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for scripts.")]


def fail(sentence: str) -> typer.Exit:
    """Says why on standard error; exit status 1."""
    typer.echo(sentence, err=True)
    return typer.Exit(1)


@app.command("migrate")
def migrate_database(database_url: Database = None) -> None:
    """Bring the database to this version's tables. An empty database is made."""
    migrate(settings_of(database_url).database_url)
    typer.echo("The database is up to date.")


@app.command()
def init(
    operation: Annotated[str, typer.Option(help="Name: lower-case letters, digits and dashes, e.g. lachin-2022.")],
    timezone: Annotated[str, typer.Option(help="Time zone of its days, e.g. Asia/Baku.")],
    database_url: Database = None,
    as_json: AsJson = False,
) -> None:
    """Create an operation and print its administrator's token, once."""
    url = settings_of(database_url).database_url
    migrate(url)
    try:
        token = run(url, operations.create_operation, operation, timezone, datetime.now(UTC))
    except Refused as error:
        raise fail(str(error)) from None
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
    database_url: Database = None,
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
