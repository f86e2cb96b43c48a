"""`minetally publish`: the report of a period becomes an edition."""

from __future__ import annotations

import shlex
from datetime import UTC, datetime
from typing import Annotated, NoReturn
from uuid import uuid4

import typer
from rich.console import Console
from rich.text import Text

from api.cli.edition_table import print_head
from api.cli.local import checked, chosen_operation, fail, refusals, reviewer, settings_of, write
from api.cli.options import AsJson, DatabaseUrl, First, Last, OperationName, Person, Week
from api.cli.output import JSON, Output
from api.cli.screen import print_labelled
from api.days import period
from api.formats.sentences import edition_text, late_text, overlap_text
from api.words import Json, number, period_text, plain
from models.period import Period
from models.problem import Refused
from models.wire import PublishRequest
from sync.exchange.committer import run_alone
from sync.figures.editions import publication

GO_ON = {
    "most_open_conflicts": "Settle conflicts: minetally conflicts",
    "most_suspected_pairs": "Decide about suspected duplicates: minetally duplicates",
    "least_completeness": "Let the missing tablets exchange; minetally weekly names them",
    "no_silent_teams": "Let the silent teams exchange; minetally weekly names them",
}
"""How a condition is met."""


def publish(
    person: Person,
    first: First = None,
    last: Last = None,
    week: Week = None,
    anyway: Annotated[
        str | None,
        typer.Option(help="Why it is published although conditions are not met; it is printed.", show_default="none"),
    ] = None,
    withdraws: Annotated[
        int | None,
        typer.Option(help="Number of an edition of another period whose place it takes.", min=1, show_default="none"),
    ] = None,
    operation: OperationName = None,
    database_url: DatabaseUrl = None,
    as_json: AsJson = False,
) -> None:
    """Publish the report of a period as it stands now. The same period again is the next revision of its edition.

    Exit status 1: a condition of the operation is not met, and nothing is published; each is named, and how to go on.

    Example: minetally publish --week 2022-W33 --person "Duty officer"
    """
    url, who = settings_of(database_url).database_url, reviewer(person)
    wanted = checked(
        PublishRequest,
        **{"id": str(uuid4()), "from": first, "to": last, "week": week, "anyway": anyway, "withdraws": withdraws},
    )
    with refusals():
        asked = period(wanted.first, wanted.last, wanted.week)
        name = chosen_operation(url, operation)
        job = publication(wanted.id, asked, wanted.withdraws, wanted.anyway, who, datetime.now(UTC))
        try:
            edition = write(url, run_alone, name, job)
        except Refused as error:
            if error.code != "conditions_not_met":
                raise
            _not_published(asked, who, error.document["conditions"])
    if as_json:
        Output(JSON).json(edition)
    else:
        Output().table(lambda console: _print_published(edition, console))


def _print_published(edition: Json, console: Console) -> None:
    report, days = edition["report"], edition["period"]
    said = f"{edition_text(edition).capitalize()} is published"
    figures = f"{report['total']:,} in {number(report['finds'], 'find')}, {period_text(days['from'], days['to'])}"
    console.print(Text(f"{said}: {figures}", style="bold"))
    console.print()
    print_head(edition, console)
    if report["late"]:
        print_labelled(console, "late", late_text(report))
    for overlap in report["overlaps"]:
        if overlap["number"] != edition["withdraws"]:
            print_labelled(console, "overlap", overlap_text(overlap), "yellow")
    console.print(Text(f"\nFor a signature: minetally editions {edition['number']} -o edition.pdf", style="dim"))


def _not_published(asked: Period, person: str, conditions: list[Json]) -> NoReturn:
    """Ends the command with each condition that is not met, and how to go on."""
    named = f"--week {asked.iso_week}" if asked.iso_week else f"--from {asked.first} --to {asked.last}"
    again = f'minetally publish {named} --person {shlex.quote(person)} --anyway "REASON"'
    lines = [f"Not published: {number(len(conditions), 'condition')} of the operation not met."]
    lines += [f"  {plain(condition['detail'])}" for condition in conditions]
    lines += ["", "How to go on:"]
    lines += [f"  {line}" for line in dict.fromkeys(GO_ON.get(one["condition"], "") for one in conditions) if line]
    lines.append(f"  Publish all the same, with a reason that is printed: {plain(again)}")
    fail("\n".join(lines))
