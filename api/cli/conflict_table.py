"""Conflicts in the terminal: the accepted value and the offers beside it."""

from __future__ import annotations

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from api.cli.screen import add_columns, plain_table, print_labelled
from api.cli.values import field_text
from api.words import Json, by_text, plain, time_text


def print_conflicts(conflicts: list[Json], names: dict[str, str], console: Console) -> None:
    """Each conflict with its id on a line of its own, ready to be copied; `names` are those of devices."""
    for n, conflict in enumerate(conflicts):
        if n:
            console.print()
        print_conflict(conflict, names, console)


def print_conflict(conflict: Json, names: dict[str, str], console: Console) -> None:
    console.print(Text(plain(f"{conflict['field']}: {conflict['about']}"), style="bold"))
    print_labelled(console, "conflict", conflict["id"])
    print_labelled(console, "find", conflict["find_id"])
    console.print(Padding(_table(conflict, names), (0, 0, 0, 12)))
    if conflict["state"] != "open":
        why = f": {conflict['why']}" if conflict["why"] != conflict["state"] else ""
        print_labelled(console, conflict["state"], f"at log entry {conflict['closed_seq']:,}{plain(why)}", "yellow")
    elif conflict["dormant"]:
        print_labelled(console, "dormant", "the find does not count", "yellow")


def _table(conflict: Json, names: dict[str, str]) -> Table:
    field, accepted = conflict["field"], conflict["accepted"]
    table = plain_table()
    add_columns(table, "", "value", "by", "made", "saw")
    table.add_row("accepted", Text(field_text(field, accepted["value"]), "bold"), *_said(accepted, names), "")
    for offer in conflict["offers"]:
        saw = Text(field_text(field, offer["was"]))
        table.add_row("offer", Text(field_text(field, offer["value"]), "bold"), *_said(offer, names), saw)
    if conflict["sum"] is not None:
        table.add_row(
            "sum", Text(field_text(field, conflict["sum"]), "bold"), Text("if each rise is another find"), "", ""
        )
    return table


def _said(said: Json, names: dict[str, str]) -> tuple[Text, str]:
    who = by_text(names.get(said["device_id"] or ""), said["team"], said["person"])
    return Text(who), time_text(said["made_at"] or said["received_at"])
