"""The command line: `minetally COMMAND`."""

from __future__ import annotations

import sys
from io import TextIOWrapper
from typing import Annotated, Any

import typer

from api.cli.listed import Commands
from api.cli.options import DatabaseUrl, OutputPath


class Program(typer.Typer):
    """The command line as a program: what a terminal or a pipe cannot show is written as an escape, no traceback."""

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, TextIOWrapper):
                stream.reconfigure(errors="backslashreplace")
        return super().__call__(*args, **kwargs)


app = Program(
    name="minetally",
    cls=Commands,
    rich_markup_mode="markdown",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

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
    from api.cli.local import migrate, settings_of

    migrate(settings_of(database_url).database_url)
    typer.echo("The database is up to date.")


@app.command()
def openapi(
    output: OutputPath = None,
) -> None:
    """Write the OpenAPI document of this version, for generators of clients."""
    import orjson

    from api.app import openapi_document

    text = orjson.dumps(openapi_document(), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
    if output is None:
        typer.echo(text.decode(), nl=False)
    else:
        output.parent.mkdir(parents=True, exist_ok=True)
        output.write_bytes(text)


if __name__ == "__main__":
    app()
