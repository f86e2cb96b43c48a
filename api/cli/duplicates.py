"""`minetally duplicates`: pairs of finds that may be one discovery, and what staff decide about them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any, Literal
from uuid import uuid4

import orjson
import typer
from rich.console import Console
from rich.text import Text

from api.cli.local import (
    checked,
    chosen_operation,
    commit,
    every,
    fail,
    listing_only,
    read,
    refusals,
    reviewer,
    settings_of,
)
from api.cli.options import AsJson, DatabaseUrl, Etag, OperationName, Person, Reason
from api.cli.output import JSON, Output, write_listing
from api.cli.screen import print_labelled
from api.words import by_text, number, plain, time_text
from models.shapes.duplicates import DuplicatePair
from models.shapes.finds import Find
from models.tables import FIND, PAIR
from models.wire import DecisionRequest
from sync.database.database import Connection
from sync.database.statements import whole_id
from sync.exchange.awaiting import SAME
from sync.operations import names_of_devices
from sync.staff.decisions import decision, stored_pair
from sync.staff.pairs import list_pairs, read_pair

app = typer.Typer(name="duplicates", rich_markup_mode="markdown")

State = Literal["open", "gone", "same", "distinct", "undone"]


@app.callback(invoke_without_command=True)
def duplicates(
    context: typer.Context,
    state: Annotated[State, typer.Option(help="Which pairs.")] = "open",
    find: Annotated[str | None, typer.Option(help="Only pairs of this find.", show_default="all")] = None,
    operation: OperationName = None,
    database_url: DatabaseUrl = None,
    as_json: AsJson = False,
) -> None:
    """List the pairs of finds that may be one discovery reported twice, and decide about them.

    Example: minetally duplicates --state open
    """
    if not listing_only(context):
        return
    url = settings_of(database_url).database_url
    name = chosen_operation(url, operation)
    with refusals():
        find = read(url, whole_id, FIND, name, find) if find else None
        pairs, names = read(url, _listed, name, state, find)
    write_listing(name, pairs, as_json, lambda console: _print_all(pairs, state, names, console))


def _listed(
    connection: Connection, operation: str, state: str, find: str | None
) -> tuple[list[DuplicatePair], dict[str, str]]:
    pairs = every(lambda page: list_pairs(connection, operation, state, find, page))
    return pairs, names_of_devices(connection, operation)


def _print_all(pairs: list[DuplicatePair], state: str, names: dict[str, str], console: Console) -> None:
    print_pairs(pairs, names, console)
    if not pairs:
        console.print(Text(f"No pair of suspected duplicates is {state}."))
    elif state == "open":
        how = "minetally duplicates decide PAIR same --survivor FIND --person NAME, or distinct"
        console.print(Text(f"\n{number(len(pairs), 'pair')} to decide: {how}", style="dim"))


@app.command()
def decide(
    pair_id: Annotated[str, typer.Argument(metavar="PAIR", help="The pair: its id, or enough of its beginning.")],
    what: Annotated[
        Literal["same", "distinct", "undo"],
        typer.Argument(
            metavar="DECISION",
            help="same: one discovery. distinct: different ones, never asked again. undo: takes a decision back.",
        ),
    ],
    person: Person,
    survivor: Annotated[
        str | None, typer.Option(help="With same: the find that goes on counting.", show_default="none")
    ] = None,
    find: Annotated[
        list[str] | None,
        typer.Option(help="A further find of their group that is meant too; once for each.", show_default="the two"),
    ] = None,
    reason: Reason = "",
    etag: Etag = None,
    operation: OperationName = None,
    database_url: DatabaseUrl = None,
    as_json: AsJson = False,
) -> None:
    """Say that two finds are one discovery or different ones, or take that back. The total follows at once.

    Example: minetally duplicates decide PAIR same --survivor FIND --person "Duty officer" --reason "one report"
    """
    url, who = settings_of(database_url).database_url, reviewer(person)
    with refusals():
        name = chosen_operation(url, operation)
        if survivor is not None:
            survivor = read(url, whole_id, FIND, name, survivor)
        find = [read(url, whole_id, FIND, name, one) for one in find or ()]
        asked = {"id": str(uuid4()), "decision": what, "survivor": survivor, "reason": reason}
        checked(DecisionRequest, **asked)
        pair = read(url, read_pair, name, read(url, whole_id, PAIR, name, pair_id))
        meant = [*pair["find_ids"], *find] if find else None
        wanted = checked(DecisionRequest, **asked, finds=meant)
        if what == SAME and wanted.survivor is None:
            counts = " or ".join(f"{one['id']} ({one['count']:,})" for one in pair["finds"])
            fail(f"Name the find that goes on counting with --survivor: {counts}.")
        stored = read(url, stored_pair, name, pair["id"])
        job = decision(
            wanted.id, stored, wanted.decision, wanted.survivor, wanted.finds, wanted.reason, who,
            etag or pair["etag"], datetime.now(UTC),
        )  # fmt: skip
        answers = commit(url, lambda committer: committer.run(name, job))
        shown, names = read(url, _shown, name, pair["id"])
        decided: Any = {**shown, "results": [orjson.loads(answer) for answer in answers]}
    if as_json:
        Output(JSON).json(decided)
    else:
        Output().table(lambda console: print_pair(decided, names, console))


def _shown(connection: Connection, operation: str, pair_id: str) -> tuple[DuplicatePair, dict[str, str]]:
    """The pair as it stands, and the names of devices."""
    return read_pair(connection, operation, pair_id), names_of_devices(connection, operation)


def print_pairs(pairs: list[DuplicatePair], names: dict[str, str], console: Console) -> None:
    """Each pair with its id on a line of its own, ready to be copied; `names` are those of devices."""
    for n, pair in enumerate(pairs):
        if n:
            console.print()
        print_pair(pair, names, console)


def print_pair(pair: DuplicatePair, names: dict[str, str], console: Console) -> None:
    console.print(Text(plain(pair["why"].partition(": ")[0]), style="bold"))
    print_labelled(console, "pair", pair["id"])
    for find in pair["finds"]:
        print_labelled(console, "find", find["id"])
        print_labelled(console, "", _find(find, names))
    if len(pair["group"]) > 2:
        others = ", ".join(one for one in pair["group"] if one not in pair["find_ids"])
        print_labelled(console, "group", f"{len(pair['group'])} finds hang together; beside these two {others}")
    if pair["state"] != "open":
        print_labelled(console, "decided", decided_text(pair), "yellow")


def _find(find: Find, names: dict[str, str]) -> str:
    by = find["created"]
    who = by_text(names.get(by["device_id"] or ""), by["team"], by["person"])
    state = "" if find["state"] == "live" else f", {find['state']}"
    return f"{find['count']:,} of {plain(find['marking'])} on {find['found_on']}, by {who}{state}"


def decided_text(pair: DuplicatePair) -> str:
    """What has become of a pair, for people."""
    decision, why = pair["decision"], pair["closed_why"]
    if pair["state"] == "open":
        return "undecided"
    if decision is None:
        return plain(f"gone: {why}" if why else "gone")
    said = {"same": f"one discovery, {decision['survivor']} survives", "distinct": "different discoveries"}
    reason = f": {decision['reason']}" if decision["reason"] else ""
    undone = f"; {why}" if pair["state"] == "undone" else ""
    when = f"{decision['person']}, {time_text(decision['at'])}"
    return plain(f"{said[decision['decision']]}, said {when}{reason}{undone}")
