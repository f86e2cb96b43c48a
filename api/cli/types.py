"""`minetally types`: the catalogue of types, and the markings that it does not know. type_changes.py changes it."""

from __future__ import annotations

from collections.abc import Callable

import typer
from rich.console import Console

from api.cli import type_changes
from api.cli.group import listing_only
from api.cli.local import chosen_operation, read, settings_of
from api.cli.options import AsJson, DatabaseUrl, OperationName
from api.cli.output import JSON, Output
from api.cli.type_table import print_look_alikes, print_types
from api.words import Json
from sync.database.database import Connection
from sync.rules.catalogue import list_types, unknown_markings

app = typer.Typer(name="types", rich_markup_mode="markdown")


@app.callback(invoke_without_command=True)
def types(
    context: typer.Context,
    operation: OperationName = None,
    database_url: DatabaseUrl = None,
    as_json: AsJson = False,
) -> None:
    """List the types that the operation knows, with their other markings and aliases, and change them.

    Example: minetally types
    """
    if listing_only(context):
        _write_list(list_types, print_types, database_url, operation, as_json)


@app.command("look-alikes")
def look_alikes(operation: OperationName = None, database_url: DatabaseUrl = None, as_json: AsJson = False) -> None:
    """List the markings of finds that the catalogue does not have, and the types that they may stand for.

    Example: minetally types look-alikes
    """
    _write_list(unknown_markings, print_look_alikes, database_url, operation, as_json)


def _write_list(
    listed: Callable[[Connection, str], list[Json]],
    show: Callable[[list[Json], Console], None],
    database_url: str | None,
    operation: str | None,
    as_json: bool,
) -> None:
    url = settings_of(database_url).database_url
    name = chosen_operation(url, operation)
    rows = read(url, listed, name)
    if as_json:
        Output(JSON).json({"operation": name, "items": rows})
    else:
        Output().table(lambda console: show(rows, console))


for command in (type_changes.alias, type_changes.unalias, type_changes.add, type_changes.remove):
    app.command()(command)
