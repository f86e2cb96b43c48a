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
from models.recovery_wire import CloseRequest, TakeRequest
from models.shapes.recovery import Differing, LeftOver, RecoveringTablet, Recovery
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
            ids = [_whole(one, listed) for one in finds or ()]
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


def _whole(beginning: str, listed: list[Differing]) -> str:
    """The one differing find that begins so; what was given where none does."""
    found = [one["find_id"] for one in listed if one["find_id"].startswith(beginning.lower())]
    if len(found) > 1:
        fail(f"{len(found):,} finds that differ begin with {plain(beginning)}: write more of it.")
    return found[0] if found else beginning


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
    for n, tablet in enumerate(found["tablets"]):
        style = "red" if tablet["state"] == "away" else ""
        print_labelled(console, "" if n else "tablets", _tablet_text(tablet), style)
    differing = number(found["differing_finds"], "find")
    verb = "stands" if found["differing_finds"] == 1 else "stand"
    print_labelled(console, "differing", f"{differing} {verb} otherwise than a tablet had seen")
    for one in found["differing"]:
        console.print()
        _print_differing(one, console)
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
    parts = [f"{tablet['device']} of {tablet['team']}: {tablet['state']}"]
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
