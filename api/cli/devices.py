"""`minetally devices`: the tablets, what became of each, and the codes that wait for one."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from api.cli.local import chosen_operation, commit, fail, listing_only, read, refusals, settings_of
from api.cli.options import AsJson, DatabaseUrl, OperationName
from api.cli.output import write_listing
from api.cli.screen import add_columns, plain_table, typed
from api.words import number, plain, time_text
from models.shapes.devices import Device, OpenEnrolment
from sync.enrolment import list_enrolments, withdraw_enrolment
from sync.operations import list_devices, retire_device

app = typer.Typer(name="devices", rich_markup_mode="markdown")


@app.callback(invoke_without_command=True)
def devices(
    context: typer.Context,
    operation: OperationName = None,
    database_url: DatabaseUrl = None,
    as_json: AsJson = False,
) -> None:
    """List the tablets: when each last exchanged, how wrong its clock was, and which are forked, replaced or retired.

    Example: minetally devices
    """
    if not listing_only(context):
        return
    url = settings_of(database_url).database_url
    name = chosen_operation(url, operation)
    rows = read(url, list_devices, name)
    write_listing(name, rows, as_json, lambda console: print_devices(rows, console))


@app.command()
def retire(
    device: Annotated[str, typer.Argument(metavar="DEVICE", help="Its id, or enough of its beginning.")],
    operation: OperationName = None,
    database_url: DatabaseUrl = None,
) -> None:
    """Take a device out of service: its token and its unused codes end, its finds stay.

    Example: minetally devices retire 0198b8e2
    """
    url = settings_of(database_url).database_url
    name = chosen_operation(url, operation)
    id = _the_one("device", device, [row["id"] for row in read(url, list_devices, name)], "minetally devices")
    with refusals():
        commit(url, lambda committer: committer.under_lock(name, retire_device, name, id, datetime.now(UTC)))
    typer.echo("It is retired: its token has ended, and reports do not expect it any more.")


@app.command()
def codes(operation: OperationName = None, database_url: DatabaseUrl = None, as_json: AsJson = False) -> None:
    """List the enrolment codes that can still be used. The codes themselves are not stored.

    Example: minetally devices codes
    """
    url = settings_of(database_url).database_url
    name = chosen_operation(url, operation)
    rows = read(url, list_enrolments, name, datetime.now(UTC))
    write_listing(name, rows, as_json, lambda console: print_codes(rows, console))


@app.command()
def withdraw(
    code: Annotated[str, typer.Argument(metavar="ID", help="Its id in the list of codes, or enough of its beginning.")],
    operation: OperationName = None,
    database_url: DatabaseUrl = None,
) -> None:
    """Withdraw an enrolment code that nobody has used.

    Example: minetally devices withdraw 7d0a2c53
    """
    url = settings_of(database_url).database_url
    name = chosen_operation(url, operation)
    ids = [row["id"] for row in read(url, list_enrolments, name, datetime.now(UTC))]
    id = _the_one("unused code", code, ids, "minetally devices codes")
    with refusals():
        commit(url, lambda committer: committer.under_lock(name, withdraw_enrolment, name, id, datetime.now(UTC)))
    typer.echo("It is withdrawn: no tablet can enrol with it.")


def _the_one(what: str, beginning: str, ids: list[str], listed_by: str) -> str:
    """The one id that begins so."""
    found = [id for id in ids if id.startswith(beginning.lower())]
    if len(found) != 1:
        number = f"No {what}" if not found else f"More than one {what}"
        fail(f"{number} has an id that begins with {plain(beginning)}: {listed_by} lists them.")
    return found[0]


def print_devices(devices: list[Device], console: Console) -> None:
    """A row for each device, by team and name."""
    if not devices:
        console.print(Text("There is no tablet yet. Enrol one: minetally enrol --team 'Team 1' --device 'Tablet 1'"))
        return
    table = plain_table()
    add_columns(table, "device", "team", "name", "last exchange", "clock", "state", whole=("device", "last exchange"))
    for one in devices:
        seen = time_text(one["last_seen_at"]) if one["last_seen_at"] else "never"
        table.add_row(
            one["id"][:8], typed(one["team"]), typed(one["name"]), seen, _clock(one["clock_offset_s"]), _state(one)
        )
    console.print(table)
    if any(one["state"] == "forked" for one in devices):
        how = "minetally enrol --device-id ID (the whole id: --json) for one tablet, a new device for each other"
        console.print(Text(f"\nforked: several tablets use one token. {how}.", style="dim"))


def _clock(offset_s: int) -> str:
    """How wrong a tablet's clock is: the server's less its own, in its largest unit."""
    if not offset_s:
        return "right"
    units = (("day", 86_400), ("hour", 3_600), ("minute", 60))
    unit, seconds = next((one for one in units if abs(offset_s) >= one[1]), units[-1])
    return f"{number(abs(offset_s) // seconds, unit)} {'slow' if offset_s > 0 else 'fast'}"


def _state(device: Device) -> str:
    if device["retired_at"]:
        return f"retired {time_text(device['retired_at'])}"
    if device["forked_at"]:
        return f"forked {time_text(device['forked_at'])}"
    if device["replaced_at"]:
        return f"enrolled, tablet replaced {time_text(device['replaced_at'])}"
    return "enrolled"


def print_codes(codes: list[OpenEnrolment], console: Console) -> None:
    """A row for each code that can still be used, the oldest first."""
    if not codes:
        console.print(Text("There is no code that can still be used."))
        return
    table = plain_table()
    add_columns(table, "id", "team", "name", "for", "made", "valid until", whole=("id", "made", "valid until"))
    for one in codes:
        whose = f"device {one['device_id'][:8]}" if one["device_id"] else "a new device"
        dates = (time_text(one["created_at"]), time_text(one["expires_at"]))
        table.add_row(one["id"][:8], typed(one["team"]), typed(one["device"]), whose, *dates)
    console.print(table)
