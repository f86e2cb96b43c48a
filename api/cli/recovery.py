"""`minetally recovery`: after a restore, what is missing, which tablets are back, what differs, and how it ends."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated
from uuid import uuid4

import orjson
import typer
from rich.console import Console
from rich.text import Text

from api.cli.local import (
    checked,
    chosen_operation,
    commit,
    fail,
    listing_only,
    read,
    refusals,
    reviewer,
    settings_of,
)
from api.cli.options import AsJson, DatabaseUrl, OperationName, Person, Reason
from api.cli.output import JSON, Output
from api.cli.screen import field_text, print_labelled
from api.words import number, plain, time_text
from models.recovery_wire import AdmitRequest, CloseRequest, TakeRequest
from models.shapes.recovery import Differing, LeftOver, RecoveringTablet, Recovery
from sync.recovery.confirming import admit
from sync.recovery.recovery import closing, read_recovery
from sync.recovery.taking import taking

app = typer.Typer(name="recovery", rich_markup_mode="markdown")

RANGES = 12
"""So many gaps are printed; --json has them all."""


@app.callback(invoke_without_command=True)
def recovery(
    context: typer.Context,
    operation: OperationName = None,
    database_url: DatabaseUrl = None,
    as_json: AsJson = False,
) -> None:
    """Show what is missing since a restore, which tablets are back, and what differs from what they had seen.

    Example: minetally recovery
    """
    if not listing_only(context):
        return
    url = settings_of(database_url).database_url
    name = chosen_operation(url, operation)
    found = read(url, read_recovery, name)
    if as_json:
        Output(JSON).json(found)
    else:
        Output().table(lambda console: print_recovery(name, found, console))


@app.command("admit")
def admitting(
    devices: Annotated[
        list[str] | None, typer.Option("--device", help="A tablet: its id, or enough of its beginning.")
    ] = None,
    tokens: Annotated[list[str] | None, typer.Option("--token", help="The token of a person, in the same way.")] = None,
    webhooks: Annotated[list[str] | None, typer.Option("--webhook", help="A webhook, in the same way.")] = None,
    everybody: Annotated[
        bool, typer.Option("--all", help="All who wait: nobody was taken off since the backup.")
    ] = False,
    operation: OperationName = None,
    database_url: DatabaseUrl = None,
    as_json: AsJson = False,
) -> None:
    """Let tablets, people and webhooks in again that wait since a restore without a journal.

    Look for those who were taken off since the backup first: token revoke and devices retire are for them.

    Example: minetally recovery admit --all
    """
    url = settings_of(database_url).database_url
    if bool(devices or tokens or webhooks) == everybody:
        fail("Name who may come in, or --all: minetally recovery lists who waits.")
    with refusals():
        name = chosen_operation(url, operation)
        waiting = waiting_ids(read(url, read_recovery, name))
        given = {"devices": devices, "tokens": tokens, "webhooks": webhooks}
        named = {
            what: ids if everybody else [_whole(one, ids, what) for one in given[what] or ()]
            for what, ids in waiting.items()
        }
        wanted = checked(AdmitRequest, **named)
        about = (name, tuple(wanted.devices), tuple(wanted.tokens), tuple(wanted.webhooks))
        admitted = commit(url, lambda committer: committer.under_lock(name, admit, *about))
    if as_json:
        Output(JSON).json(admitted)
        return
    counted = [number(len(admitted[what]), what.removesuffix("s")) for what in ("devices", "tokens", "webhooks")]
    typer.echo(f"Admitted: {', '.join(counted).replace('device', 'tablet')}. A running server knows it at once.")


@app.command()
def take(
    finds: Annotated[
        list[str] | None, typer.Argument(metavar="[FIND]...", help="Their ids, or enough of the beginning of each.")
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="All finds that differ and that nobody has changed since the restore.")
    ] = False,
    *,
    person: Person,
    reason: Reason = "",
    operation: OperationName = None,
    database_url: DatabaseUrl = None,
    as_json: AsJson = False,
) -> None:
    """Take finds as tablets had seen them: edits, or new finds, in the name of the person who takes them.

    Example: minetally recovery take FIND --person "Duty officer" --reason "three tablets saw it"
    """
    url, who = settings_of(database_url).database_url, reviewer(person)
    if bool(finds) == everything:
        fail("Name the finds, or take --all of them: minetally recovery lists them.")
    with refusals():
        name = chosen_operation(url, operation)
        listed = read(url, read_recovery, name)["differing"]
        if everything:
            ids = [one["find_id"] for one in listed if not one["explained"]]
        else:
            differing = [one["find_id"] for one in listed]
            ids = [_whole(one, differing, "finds that differ") for one in finds or ()]
        if not ids:
            fail("No find differs that nobody has changed since the restore.")
        versions = {one["find_id"]: one["version"] for one in listed if one["find_id"] in ids}
        wanted = checked(TakeRequest, id=str(uuid4()), find_ids=ids, versions=versions, reason=reason)
        about = (wanted.id, tuple(dict.fromkeys(wanted.find_ids)), tuple(wanted.versions.items()), wanted.reason)
        job = read(url, taking, name, *about, who, datetime.now(UTC))
        answers = commit(url, lambda committer: committer.run(name, job))
    results = [orjson.loads(answer) for answer in answers]
    if as_json:
        Output(JSON).json({"results": results})
        return
    entries = "1 log entry" if len(results) == 1 else f"{len(results):,} log entries"
    typer.echo(f"{number(len(ids), 'find')} taken as seen: {entries}.")


@app.command()
def close(
    person: Person,
    reason: Annotated[str, typer.Option(help="Why nothing more is waited for; it is kept in the log.")],
    operation: OperationName = None,
    database_url: DatabaseUrl = None,
    as_json: AsJson = False,
) -> None:
    """Say that nothing more is waited for. The log keeps what was missing; what comes later still goes in.

    Example: minetally recovery close --person "Duty officer" --reason "all tablets are back"
    """
    url, who = settings_of(database_url).database_url, reviewer(person)
    with refusals():
        name = chosen_operation(url, operation)
        wanted = checked(CloseRequest, id=str(uuid4()), reason=reason)
        job = closing(wanted.id, wanted.reason, who, datetime.now(UTC))
        answer = orjson.loads(commit(url, lambda committer: committer.run(name, job)))
    closed = {name: answer[name] for name in ("id", "seq", "replayed", "left")}
    if as_json:
        Output(JSON).json(closed)
    else:
        typer.echo(f"Closed by log entry {closed['seq']:,}: {left_text(closed['left'])}.")


def _whole(beginning: str, ids: list[str], what: str) -> str:
    """The one of these ids that begins so; what was given where none does."""
    found = [id for id in ids if id.startswith(beginning.lower())]
    if len(found) > 1:
        fail(f"{len(found):,} {what} begin with {plain(beginning)}: write more of it.")
    return found[0] if found else beginning


def waiting_ids(found: Recovery) -> dict[str, list[str]]:
    """The ids of all who wait to be confirmed, as `admit` names them."""
    return {
        "devices": [one["device_id"] for one in found["tablets"] if one["state"] == "to_admit"],
        "tokens": [one["id"] for one in found["to_confirm"]["tokens"]],
        "webhooks": [one["id"] for one in found["to_confirm"]["webhooks"]],
    }


def left_text(left: LeftOver) -> str:
    """What was still missing when a recovery was closed, for people."""
    missing, differing = left["missing"]["count"], left["differing_finds"]
    return (
        f"{'1 entry is' if missing == 1 else f'{missing:,} entries are'} missing,"
        f" {'1 find differs' if differing == 1 else f'{differing:,} finds differ'},"
        f" {number(len(left['tablets_away']), 'tablet')} away"
    )


def print_recovery(name: str, found: Recovery, console: Console) -> None:
    """Prints a recovery as `GET /v1/recovery` answers it."""
    if found["state"] == "none":
        console.print(Text(f"{name} was never restored."))
        return
    last = found["restores"][-1]
    heading = f"{name}: restored {time_text(last['at'])}, the recovery is {found['state']}"
    console.print(Text(plain(heading), style="bold"))
    if last["why"]:
        print_labelled(console, "why", plain(last["why"]))
    print_labelled(console, "backup", f"up to log entry {last['from_seq']:,}")
    print_labelled(console, "lost", _lost_text(found))
    missing = found["missing"]
    print_labelled(console, "missing", _missing_text(found), "red" if missing["count"] else "")
    print_labelled(
        console, "journal", "was read" if found["journal"] else "none was read: what staff did since is lost"
    )
    for n, tablet in enumerate(found["tablets"]):
        style = "" if tablet["state"] == "back" else "red"
        print_labelled(console, "" if n else "tablets", _tablet_text(tablet), style)
    for n, token in enumerate(found["to_confirm"]["tokens"]):
        text = plain(f"{token['person']}, {token['role']}: waits, {token['id'][:8]}")
        print_labelled(console, "" if n else "tokens", text, "red")
    for n, webhook in enumerate(found["to_confirm"]["webhooks"]):
        text = plain(f"{webhook['url']}, made by {webhook['person']}: waits, {webhook['id'][:8]}")
        print_labelled(console, "" if n else "webhooks", text, "red")
    differing = number(found["differing_finds"], "find")
    verb = "stands" if found["differing_finds"] == 1 else "stand"
    print_labelled(console, "differing", f"{differing} {verb} otherwise than a tablet had seen")
    for one in found["differing"]:
        console.print()
        _print_differing(one, console)
    if any(waiting_ids(found).values()):
        how = "minetally recovery admit --device ID, --token ID, --webhook ID or --all; token revoke; devices retire"
        console.print(Text(f"\nWho waits is refused until it is confirmed: {how}", style="dim"))
    if found["state"] == "open":
        how = "minetally recovery take FIND --person NAME; minetally recovery close --person NAME --reason WHY"
        console.print(Text(f"\nTo decide: {how}", style="dim"))


def _lost_text(found: Recovery) -> str:
    """How much of what came after the backup is back."""
    text = f"entries up to {found['last_known_seq']:,} are known of; {found['returned']:,} came back"
    return f"{text}, {found['claimed']:,} of them by the tablet's word alone" if found["claimed"] else text


def _missing_text(found: Recovery) -> str:
    """Which entries are gone: 3 entries: 1837, 1840 to 1841."""
    missing = found["missing"]
    if not missing["count"]:
        return "nothing that anybody knows of"
    gaps = [f"{first}" if first == last else f"{first} to {last}" for first, last in missing["ranges"][:RANGES]]
    more = ", and more" if len(missing["ranges"]) > RANGES else ""
    what = "1 entry" if missing["count"] == 1 else f"{missing['count']:,} entries"
    return f"{what}: {', '.join(gaps)}{more}"


def _tablet_text(tablet: RecoveringTablet) -> str:
    state = f"waits, {tablet['device_id'][:8]}" if tablet["state"] == "to_admit" else tablet["state"]
    parts = [f"{tablet['device']} of {tablet['team']}: {state}"]
    if tablet["returned"]:
        parts.append(f"brought back {tablet['returned']:,}")
    if tablet["told_all"]:
        parts.append("has told all that it had seen")
    return plain(", ".join(parts))


def _print_differing(one: Differing, console: Console) -> None:
    print_labelled(console, "find", one["find_id"])
    by = f"seen by {', '.join(one['by'])}, on entry {one['seq']:,}"
    print_labelled(console, "", plain(f"{by}; changed since the restore" if one["explained"] else by))
    now = one["now"]
    if now is None:
        print_labelled(console, "", "the server does not have it any more", "yellow")
    for name in one["fields"]:
        said = field_text(name, one["seen"].get(name))
        beside = f", now {field_text(name, now.get(name))}" if now is not None else ""
        print_labelled(console, "", f"{name}: {said}{beside}")
