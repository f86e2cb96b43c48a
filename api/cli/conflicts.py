"""`minetally conflicts`: open questions on fields of finds, and how a person settles them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any, Literal
from uuid import uuid4

import orjson
import typer
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from api.cli.local import checked, chosen_operation, commit, every, listing_only, read, refusals, reviewer, settings_of
from api.cli.options import AsJson, DatabaseUrl, Etag, OperationName, Person, Reason
from api.cli.output import JSON, Output, write_listing
from api.cli.screen import add_columns, field_text, plain_table, print_labelled
from api.words import by_text, number, plain, time_text
from models.problem import Refused
from models.shapes.conflicts import Accepted, Conflict, Offer
from models.tables import CONFLICT, FIND
from models.wire import ResolutionRequest
from sync.database.database import Connection
from sync.database.statements import whole_id
from sync.finds.conflicts import list_conflicts, read_conflict
from sync.finds.reading import read_find
from sync.operations import names_of_devices
from sync.staff.resolutions import Settled, resolution, valid_value

app = typer.Typer(name="conflicts", rich_markup_mode="markdown")


@app.callback(invoke_without_command=True)
def conflicts(
    context: typer.Context,
    state: Annotated[Literal["open", "resolved", "settled"], typer.Option(help="Which conflicts.")] = "open",
    find: Annotated[str | None, typer.Option(help="Only conflicts of this find.", show_default="all")] = None,
    operation: OperationName = None,
    database_url: DatabaseUrl = None,
    as_json: AsJson = False,
) -> None:
    """List the fields of finds on which tablets disagree, with the accepted value and the offers, and settle them.

    Example: minetally conflicts --state open
    """
    if not listing_only(context):
        return
    url = settings_of(database_url).database_url
    name = chosen_operation(url, operation)
    with refusals():
        find = read(url, whole_id, FIND, name, find) if find else None
        found, names = read(url, _listed, name, state, find)
    write_listing(name, found, as_json, lambda console: _print_all(found, state, names, console))


def _listed(
    connection: Connection, operation: str, state: str, find: str | None
) -> tuple[list[ConflictAbout], dict[str, str]]:
    found = every(lambda page: list_conflicts(connection, operation, state, find, page))
    return [_told(connection, operation, one) for one in found], names_of_devices(connection, operation)


class ConflictAbout(Conflict):
    """A conflict, and a text that describes its find."""

    about: str


def _told(connection: Connection, operation: str, conflict: Conflict) -> ConflictAbout:
    document, _ = read_find(connection, operation, conflict["find_id"])
    find = orjson.loads(document)
    return {**conflict, "about": f"{find['count']:,} of {find['marking']} on {find['found_on']}"}


def _print_all(found: list[ConflictAbout], state: str, names: dict[str, str], console: Console) -> None:
    print_conflicts(found, names, console)
    if not found:
        console.print(Text(f"No conflict is {state}."))
    elif state == "open":
        how = "minetally conflicts resolve CONFLICT VALUE --person NAME --reason WHY"
        console.print(Text(f"\n{number(len(found), 'conflict')} to settle: {how}", style="dim"))


@app.command()
def resolve(
    conflict_id: Annotated[
        str, typer.Argument(metavar="CONFLICT", help="The conflict: its id, or enough of its beginning.")
    ],
    value: Annotated[
        str,
        typer.Argument(
            help="What the field is from now on, also what nobody offered: a text, a number, true, null, or any JSON."
        ),
    ],
    person: Person,
    reason: Reason = "",
    etag: Etag = None,
    operation: OperationName = None,
    database_url: DatabaseUrl = None,
    as_json: AsJson = False,
) -> None:
    """Settle a conflict with the value that the field must have. Everything that was offered stays in the history.

    Example: minetally conflicts resolve CONFLICT 15 --person "Duty officer" --reason "counted again"
    """
    url, who = settings_of(database_url).database_url, reviewer(person)
    with refusals():
        name = chosen_operation(url, operation)
        before = read(url, read_conflict, name, read(url, whole_id, CONFLICT, name, conflict_id))
        given = value_of(before["field"], value)
        wanted = checked(ResolutionRequest, id=str(uuid4()), value=given, reason=reason)
        settled = [Settled(before["id"], before["field"], wanted.value, etag or before["etag"])]
        job = resolution(wanted.id, before["find_id"], settled, wanted.reason, who, datetime.now(UTC))
        answer = orjson.loads(commit(url, lambda committer: committer.run(name, job)))
        after, names = read(url, _read_one, name, before["id"])
    if as_json:
        Output(JSON).json({**after, "result": answer})
    else:
        Output().table(lambda console: _print_settled(before, after, names, console))


def value_of(field: str, text: str) -> Any:
    """A value as it is typed: JSON where the field takes it, else the text itself."""
    try:
        given = orjson.loads(text)
    except orjson.JSONDecodeError:
        return valid_value(field, text)
    try:
        return valid_value(field, given)
    except Refused as refused:
        try:
            return valid_value(field, text)
        except Refused:
            raise refused from None


def _read_one(connection: Connection, operation: str, id: str) -> tuple[ConflictAbout, dict[str, str]]:
    conflict = _told(connection, operation, read_conflict(connection, operation, id))
    return conflict, names_of_devices(connection, operation)


def _print_settled(before: Conflict, after: ConflictAbout, names: dict[str, str], console: Console) -> None:
    was, now = (field_text(one["field"], one["accepted"]["value"]) for one in (before, after))
    said = f"{plain(after['field'])} stays {now}" if was == now else f"{plain(after['field'])} was {was} and is {now}"
    console.print(Text(f"Settled: {said}. It was between", style="bold"))
    print_conflict({**after, "accepted": before["accepted"]}, names, console)


def print_conflicts(conflicts: list[ConflictAbout], names: dict[str, str], console: Console) -> None:
    """Each conflict with its id on a line of its own, ready to be copied; `names` are those of devices."""
    for n, conflict in enumerate(conflicts):
        if n:
            console.print()
        print_conflict(conflict, names, console)


def print_conflict(conflict: ConflictAbout, names: dict[str, str], console: Console) -> None:
    console.print(Text(plain(f"{conflict['field']}: {conflict['about']}"), style="bold"))
    print_labelled(console, "conflict", conflict["id"])
    print_labelled(console, "find", conflict["find_id"])
    console.print(Padding(_table(conflict, names), (0, 0, 0, 12)))
    if conflict["state"] != "open":
        why = f": {conflict['why']}" if conflict["why"] != conflict["state"] else ""
        print_labelled(console, conflict["state"], f"at log entry {conflict['closed_seq']:,}{plain(why)}", "yellow")
    elif conflict["dormant"]:
        print_labelled(console, "dormant", "the find does not count", "yellow")


def _table(conflict: Conflict, names: dict[str, str]) -> Table:
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


def _said(said: Accepted | Offer, names: dict[str, str]) -> tuple[Text, str]:
    who = by_text(names.get(said["device_id"] or ""), said["team"], said["person"])
    return Text(who), time_text(said["made_at"] or said["received_at"])
