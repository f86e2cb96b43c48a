"""`minetally types`: the catalogue of types, and the markings that it does not know."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Annotated, NamedTuple, TypeVar
from uuid import uuid4

import typer
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from api.cli.local import (
    checked,
    chosen_operation,
    committing,
    fail,
    listing_only,
    read,
    refusals,
    reviewer,
    settings_of,
    within,
)
from api.cli.options import AsJson, DatabaseUrl, OperationName, Person, Reason
from api.cli.output import JSON, Output, write_listing
from api.cli.screen import add_columns, plain_table, print_labelled, typed
from api.formats.sentences import edition_text
from api.words import number, period_text, plain, signed
from models.find import Category
from models.marking import marking_key
from models.shapes.rules import Effect, OrdnanceType, UnknownMarking
from models.wire import AliasRequest, RemovalRequest, TypeRequest
from sync.database.database import Connection, Database
from sync.finds.rules import TypeDocument
from sync.rules.catalogue import added_alias, list_types, removed_alias, removed_type, set_type, unknown_markings
from sync.rules.changes import RuleChange
from sync.rules.making import foretell, make

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


T = TypeVar("T")


def _write_list(
    listed: Callable[[Connection, str], list[T]],
    show: Callable[[list[T], Console], None],
    database_url: str | None,
    operation: str | None,
    as_json: bool,
) -> None:
    where = _where(database_url, operation)
    rows = read(where.url, listed, where.operation)
    write_listing(where.operation, rows, as_json, lambda console: show(rows, console))


def print_types(types: list[OrdnanceType], console: Console) -> None:
    """A row for each type, with the other markings and the aliases by which it is known."""
    table = plain_table()
    add_columns(table, "key", "marking", "name", "class", "category", "aliases")
    for one in types:
        aliases = [f"{alias['marking']} (alias)" for alias in one["aliases"]]
        table.add_row(
            typed(one["key"]),
            typed(one["marking"], "bold"),
            typed(one["name"]),
            one["class"],
            one["category"].replace("_", " "),
            typed(", ".join([*one["markings"], *aliases])),
        )
    console.print(table)


def print_look_alikes(unknown: list[UnknownMarking], console: Console) -> None:
    """A row for each marking that the catalogue does not have, and one more for each type that it may stand for."""
    if not unknown:
        console.print(Text("The catalogue has every marking that was found."))
        return
    table = plain_table()
    counts = ("total", "finds")
    add_columns(table, "marking", *counts, "found", "may be", "why", numbers=counts)
    for one in unknown:
        near = [(other["marking"], other["why"]) for other in one["look_alikes"]] or [("nothing like it", "")]
        found = period_text(one["first_day"], one["last_day"])
        for n, (marking, why) in enumerate(near):
            figures = ("", "", "", "")
            if n == 0:
                figures = (", ".join(one["typed"]), f"{one['total']:,}", f"{one['finds']:,}", found)
            table.add_row(*map(typed, figures), typed(marking, "bold"), typed(why))
    console.print(table)
    how = "minetally types alias MARKING TYPE --reason WHY --person NAME --preview"
    console.print(Text(f"\nWhat an alias would change: {how}", style="dim"))


def print_effect(effect: Effect, console: Console) -> None:
    """The weeks and totals that a change of the rules changes, and the editions that then say otherwise."""
    if not effect["finds"] and not effect["weeks"]:
        console.print(Text("No find counts elsewhere, and no total changes."))
        return
    console.print(Text(f"{number(effect['finds'], 'find')} counted elsewhere"))
    table = plain_table()
    counts = ("before", "after", "change")
    add_columns(table, "week", "days", "type", *counts, numbers=counts)
    for week in effect["weeks"]:
        for n, one in enumerate(week["types"]):
            days = (week["week"], period_text(week["from"], week["to"])) if n == 0 else ("", "")
            table.add_row(
                *days,
                typed(one["type"]),
                f"{one['before']:,}",
                f"{one['after']:,}",
                signed(one["after"] - one["before"]),
            )
    console.print(Padding(table, (1, 0, 0, 0)))
    if effect["editions"]:
        console.print()
    for edition in effect["editions"]:
        days_ = period_text(edition["from"], edition["to"])
        again = f"minetally publish --from {edition['from']} --to {edition['to']} --person NAME"
        text = f"{edition_text({**edition})} ({days_}) says otherwise; a new revision: {again}"
        print_labelled(console, "published", plain(text), "yellow")


Preview = Annotated[
    bool, typer.Option("--preview", help="Only say which weeks and totals would change, and change nothing.")
]
Type = Annotated[str, typer.Argument(metavar="TYPE", help="A type of the catalogue: its key, or any marking of it.")]


@app.command()
def alias(
    marking: Annotated[str, typer.Argument(help="What people typed, in any spelling.")],
    of_type: Type,
    reason: Annotated[str, typer.Option("--reason", help="Why, for those who read the catalogue.")],
    person: Person,
    preview: Preview = False,
    operation: OperationName = None,
    database_url: DatabaseUrl = None,
    as_json: AsJson = False,
) -> None:
    """Say that a marking names a type: what bears it counts with that type from now on, also in old weeks.

    Which totals change, and which editions then say otherwise, is printed first.

    Example: minetally types alias Э-001М 3-001M --reason "read on site" --person "Duty officer" --preview
    """
    who = reviewer(person)
    wanted = checked(AliasRequest, id=str(uuid4()), marking=marking, reason=reason)
    where = _where(database_url, operation)
    key = _key_of(where, of_type)
    job = added_alias(wanted.id, wanted.marking, key, wanted.reason, who, datetime.now(UTC))
    _make(where, job, f"{marking} is {key} from now on.", preview, as_json)


@app.command()
def unalias(
    marking: Annotated[str, typer.Argument(help="The alias, in any spelling.")],
    person: Person,
    reason: Reason = "",
    preview: Preview = False,
    operation: OperationName = None,
    database_url: DatabaseUrl = None,
    as_json: AsJson = False,
) -> None:
    """Take an alias back: what bears it counts as what was typed again, also in old weeks.

    Example: minetally types unalias Э-001М --reason "it is another type" --person "Duty officer"
    """
    who = reviewer(person)
    wanted = checked(RemovalRequest, id=str(uuid4()), reason=reason)
    job = removed_alias(wanted.id, marking, wanted.reason, who, datetime.now(UTC))
    _make(_where(database_url, operation), job, f"{marking} is no longer an alias.", preview, as_json)


@app.command()
def add(
    marking: Annotated[str, typer.Argument(help="As people write it.")],
    title: Annotated[str, typer.Option("--name", help="What it is.")],
    category: Annotated[Category, typer.Option(help="What kind of ordnance it is.")],
    person: Person,
    also: Annotated[
        list[str] | None,
        typer.Option(help="Another marking of the same type; once for each.", show_default="none"),
    ] = None,
    country: Annotated[str, typer.Option(help="Of origin, ISO 3166 alpha-3.", show_default="not known")] = "",
    source: Annotated[str, typer.Option(help="Where the description comes from.", show_default="none")] = "",
    reason: Reason = "",
    preview: Preview = False,
    operation: OperationName = None,
    database_url: DatabaseUrl = None,
    as_json: AsJson = False,
) -> None:
    """Add a type, or change the one of this marking.

    Example: minetally types add PMN-4 --name "PMN-4 blast mine" --category ap_mine --person "Duty officer"
    """
    who = reviewer(person)
    described: TypeDocument = {
        "marking": marking, "name": title, "category": category.value, "country": country, "markings": also or [],
        "source": source,
    }  # fmt: skip
    wanted = checked(TypeRequest, id=str(uuid4()), reason=reason, **described)
    job = set_type(wanted.id, described, wanted.reason, who, datetime.now(UTC))
    _make(_where(database_url, operation), job, f"{marking} is in the catalogue.", preview, as_json)


@app.command()
def remove(
    of_type: Type,
    person: Person,
    reason: Reason = "",
    preview: Preview = False,
    operation: OperationName = None,
    database_url: DatabaseUrl = None,
    as_json: AsJson = False,
) -> None:
    """Take a type out of the catalogue: its finds count as before, flagged as of an unknown marking.

    Example: minetally types remove PMN-4 --reason "it does not exist" --person "Duty officer"
    """
    who = reviewer(person)
    wanted = checked(RemovalRequest, id=str(uuid4()), reason=reason)
    where = _where(database_url, operation)
    key = _key_of(where, of_type)
    job = removed_type(wanted.id, key, wanted.reason, who, datetime.now(UTC))
    _make(where, job, f"{key} is no longer in the catalogue.", preview, as_json)


class Where(NamedTuple):
    """A database, and the operation in it."""

    url: str
    operation: str


def _where(database_url: str | None, operation: str | None) -> Where:
    url = settings_of(database_url).database_url
    return Where(url, chosen_operation(url, operation))


def _key_of(where: Where, text: str) -> str:
    """The key of a type that is named by its key, by a marking or by an alias."""
    folded = marking_key(text)
    for one in read(where.url, list_types, where.operation):
        known = {one["key"], *map(marking_key, one["markings"]), *(alias["key"] for alias in one["aliases"])}
        if folded in known:
            return str(one["key"])
    fail(f"The catalogue has no type {plain(text)}: minetally types lists them, minetally types add adds one.")


def _make(where: Where, job: RuleChange, done: str, preview: bool, as_json: bool) -> None:
    """Says what a change does, and makes it unless only that was asked for."""

    async def changed(database: Database) -> Effect:
        async with committing(database) as committer:
            return await make(database, committer, where.operation, job)

    with refusals():
        effect = within(where.url, lambda database: foretell(database, where.operation, job))
        if not as_json:
            Output().table(lambda console: print_effect(effect, console))
        if not preview:
            effect = within(where.url, changed)
    if as_json:
        Output(JSON).json({"preview": preview, "effect": effect})
    else:
        said = "Nothing is changed: this was the preview." if preview else plain(done)
        Output().table(lambda console: console.print(Text(f"\n{said}", style="bold")))
