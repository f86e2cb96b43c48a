"""What staff change of the catalogue: `minetally types alias`, `unalias`, `add` and `remove`.

Old weeks follow every change, so its effect on weeks, totals and editions is said before it is made.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Annotated, Any
from uuid import uuid4

import typer
from rich.text import Text

from api.cli.local import checked, chosen_operation, fail, read, refusals, rehearse, reviewer, settings_of, write
from api.cli.options import AsJson, DatabaseUrl, OperationName, Person, Reason
from api.cli.output import JSON, Output
from api.cli.type_table import print_effect
from api.words import plain
from models.find import Category
from models.marking import marking_key
from models.wire import AliasRequest, RemovalRequest, TypeRequest
from sync.exchange.committer import run_alone
from sync.rules.catalogue import added_alias, list_types, removed_alias, removed_type, set_type
from sync.rules.changes import RuleChange

Preview = Annotated[
    bool, typer.Option("--preview", help="Only say which weeks and totals would change, and change nothing.")
]
Type = Annotated[str, typer.Argument(metavar="TYPE", help="A type of the catalogue: its key, or any marking of it.")]


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
    who, id = reviewer(person), str(uuid4())
    wanted = checked(AliasRequest, id=id, marking=marking, reason=reason)
    url, name = _where(database_url, operation)
    key = _key_of(url, name, of_type)
    _make(
        lambda: added_alias(id, wanted.marking, key, wanted.reason, who, datetime.now(UTC)),
        f"{marking} is {key} from now on.", url, name, preview, as_json,
    )  # fmt: skip


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
    who, id = reviewer(person), str(uuid4())
    wanted = checked(RemovalRequest, id=id, reason=reason)
    url, name = _where(database_url, operation)
    _make(
        lambda: removed_alias(id, marking, wanted.reason, who, datetime.now(UTC)),
        f"{marking} is no alias any more.", url, name, preview, as_json,
    )  # fmt: skip


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
    """Add a type, or describe the one of this marking anew.

    Example: minetally types add PMN-4 --name "PMN-4 blast mine" --category ap_mine --person "Duty officer"
    """
    who, id = reviewer(person), str(uuid4())
    described: dict[str, Any] = {
        "marking": marking, "name": title, "category": category.value, "country": country, "markings": also or [],
        "source": source,
    }  # fmt: skip
    wanted = checked(TypeRequest, id=id, reason=reason, **described)
    url, name = _where(database_url, operation)
    _make(
        lambda: set_type(id, described, wanted.reason, who, datetime.now(UTC)),
        f"{marking} is in the catalogue.", url, name, preview, as_json,
    )  # fmt: skip


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

    Example: minetally types remove PMN-4 --reason "there is none such" --person "Duty officer"
    """
    who, id = reviewer(person), str(uuid4())
    wanted = checked(RemovalRequest, id=id, reason=reason)
    url, name = _where(database_url, operation)
    key = _key_of(url, name, of_type)
    _make(
        lambda: removed_type(id, key, wanted.reason, who, datetime.now(UTC)),
        f"{key} is in the catalogue no more.", url, name, preview, as_json,
    )  # fmt: skip


def _where(database_url: str | None, operation: str | None) -> tuple[str, str]:
    url = settings_of(database_url).database_url
    return url, chosen_operation(url, operation)


def _key_of(url: str, name: str, text: str) -> str:
    """The key of a type that is named by its key, by a marking or by an alias."""
    folded = marking_key(text)
    for one in read(url, list_types, name):
        known = {one["key"], *map(marking_key, one["markings"]), *(alias["key"] for alias in one["aliases"])}
        if folded in known:
            return str(one["key"])
    fail(f"The catalogue has no type {plain(text)}: minetally types lists them, minetally types add adds one.")


def _make(change: Callable[[], RuleChange], done: str, url: str, name: str, preview: bool, as_json: bool) -> None:
    """Says what a change does, and makes it unless that was all that was asked for."""
    with refusals():
        effect = rehearse(url, run_alone, name, change())
        if not as_json:
            Output().table(lambda console: print_effect(effect, console))
        if not preview:
            effect = write(url, run_alone, name, change())
    if as_json:
        Output(JSON).json({"preview": preview, "effect": effect})
    else:
        said = "Nothing is changed: this was the preview." if preview else plain(done)
        Output().table(lambda console: console.print(Text(f"\n{said}", style="bold")))
