"""The command line: `minetally COMMAND`."""

from __future__ import annotations

import sys
from importlib.metadata import version
from io import TextIOWrapper
from typing import Annotated, Any

import orjson
import typer

from api.cli.backup import backup, backups
from api.cli.conflicts import app as conflicts
from api.cli.devices import app as devices
from api.cli.differences import differences
from api.cli.drill import drill
from api.cli.duplicates import app as duplicates
from api.cli.editions import editions, publish
from api.cli.explain import explain
from api.cli.export import export
from api.cli.imports import import_file
from api.cli.keys import app as keys
from api.cli.local import migrate, settings_of
from api.cli.move import move
from api.cli.options import DatabaseUrl, OutputPath
from api.cli.people import enrol, init
from api.cli.receipts import app as receipt
from api.cli.recovery import app as recovery
from api.cli.restore import restore
from api.cli.serve import serve
from api.cli.tokens import app as tokens
from api.cli.types import app as types
from api.cli.verify import verify
from api.cli.watch import watch
from api.cli.webhooks import app as webhooks
from api.cli.weekly import weekly
from api.demo.command import demo, demo_disaster


class Commands(typer.Typer):
    """The command line as a program: what a terminal or a pipe cannot show is written as an escape, no traceback."""

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, TextIOWrapper):
                stream.reconfigure(errors="backslashreplace")
        return super().__call__(*args, **kwargs)


app = Commands(
    name="minetally",
    rich_markup_mode="markdown",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(version("minetally"))
        raise typer.Exit


@app.callback()
def main(
    show_version: Annotated[
        bool, typer.Option("--version", help="Print the version.", is_eager=True, callback=_print_version)
    ] = False,
) -> None:
    """Backend of mine clearance: tablets sync finds, conflicts are kept, the week adds up."""


@app.command("migrate")
def migrate_database(database_url: DatabaseUrl = None) -> None:
    """Bring the database to this version's tables. An empty database is made."""
    migrate(settings_of(database_url).database_url)
    typer.echo("The database is up to date.")


@app.command()
def openapi(
    output: OutputPath = None,
) -> None:
    """Write the OpenAPI document of this version, for generators of clients."""
    from api.app import openapi_document

    text = orjson.dumps(openapi_document(), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
    if output is None:
        typer.echo(text.decode(), nl=False)
    else:
        output.parent.mkdir(parents=True, exist_ok=True)
        output.write_bytes(text)


for command in (
    init,
    serve,
    enrol,
    weekly,
    publish,
    editions,
    differences,
    explain,
    watch,
    export,
    verify,
    backup,
    backups,
    drill,
    restore,
    move,
    demo,
):
    app.command()(command)
app.command("import")(import_file)
app.command("demo-disaster")(demo_disaster)
for group in (tokens, devices, duplicates, conflicts, types, webhooks, recovery, keys, receipt):
    app.add_typer(group)


if __name__ == "__main__":
    app()
