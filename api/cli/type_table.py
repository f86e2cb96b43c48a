"""The catalogue of types in the terminal: what it has, what it does not know, and what a change of it does."""

from __future__ import annotations

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from api.cli.screen import add_columns, plain_table, print_labelled, typed
from api.formats.sentences import edition_text
from api.words import Json, number, period_text, plain, signed


def print_types(types: list[Json], console: Console) -> None:
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


def print_look_alikes(unknown: list[Json], console: Console) -> None:
    """A row for each marking that the catalogue does not have, and one more for each type that it may stand for."""
    if not unknown:
        console.print(Text("The catalogue has every marking that was found."))
        return
    table = plain_table()
    counts = ("total", "finds")
    add_columns(table, "marking", *counts, "found", "may be", "why", numbers=counts)
    for one in unknown:
        near = one["look_alikes"] or [{"marking": "nothing like it", "why": ""}]
        found = period_text(one["first_day"], one["last_day"])
        for n, other in enumerate(near):
            figures = ("", "", "", "")
            if n == 0:
                figures = (", ".join(one["typed"]), f"{one['total']:,}", f"{one['finds']:,}", found)
            table.add_row(*map(typed, figures), typed(other["marking"], "bold"), typed(other["why"]))
    console.print(table)
    how = "minetally types alias MARKING TYPE --reason WHY --person NAME --preview"
    console.print(Text(f"\nWhat an alias would change: {how}", style="dim"))


def print_effect(effect: Json, console: Console) -> None:
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
        text = f"{edition_text(edition)} ({days_}) says otherwise; a new revision: {again}"
        print_labelled(console, "published", plain(text), "yellow")
