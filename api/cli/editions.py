"""`minetally editions`: what has been published, all of it or one edition in every form."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Annotated, Any, NoReturn
from uuid import NAMESPACE_URL, UUID, uuid5

import orjson
import typer
from rich.console import Console
from rich.text import Text

from api.cli.local import checked, chosen_operation, commit, every, fail, read, refusals, reviewer, settings_of
from api.cli.options import AsJson, DatabaseUrl, First, Last, OperationName, OutputPath, Person, Server, Week
from api.cli.output import FORM, FORMS, JSON, TABLE, Output, ReportForm, output_of, write_report
from api.cli.screen import ROOMY, add_columns, plain_table, print_labelled, typed
from api.cli.weekly import print_weekly
from api.days import edition_name, period
from api.formats.sentences import dispute_text, duplicates_text, edition_text, late_text, overlap_text, unmet_texts
from api.keys import fingerprint_at
from api.settings import Settings
from api.words import number, period_text, plain, time_text
from models.period import Period
from models.problem import Refused
from models.shapes import Json
from models.shapes.editions import Edition, ListedEdition
from models.signing import for_people
from models.wire import PublishRequest
from sync.database.database import Connection
from sync.figures.editions import list_editions, numbered, publication, read_edition
from sync.figures.published import standing_editions

LIST_FORMS = (TABLE, JSON)


def editions(
    number: Annotated[
        str | None, typer.Argument(help="One edition as 2, or one of its revisions as 2.1; left out: a list of all.")
    ] = None,
    revision: Revision = None,
    form: Annotated[ReportForm | None, FORM] = None,
    output: OutputPath = None,
    server: Server = None,
    operation: OperationName = None,
    database_url: DatabaseUrl = None,
    as_json: AsJson = False,
) -> None:
    """List the published editions, or read one as it was published. The list comes as table or JSON.

    Example: minetally editions 1.2 -o edition.pdf
    """
    settings = settings_of(database_url)
    if number is None and revision is not None:
        fail("--revision is given without an edition: name one, as in minetally editions 1 --revision 2.")
    named = None if number is None else named_edition(number, revision)
    wanted = output_of(form, as_json, output, FORMS if named else LIST_FORMS)
    name = chosen_operation(settings.database_url, operation)
    with refusals():
        if named is None:
            _write_all(settings.database_url, name, wanted)
        else:
            _write_one(settings, name, *named, server, wanted)


def _write_all(url: str, name: str, wanted: Output) -> None:
    listed = read(url, lambda connection: every(lambda page: list_editions(connection, name, page)))
    if wanted.form == JSON:
        wanted.json({"operation": name, "items": listed})
    else:
        wanted.table(lambda console: print_editions(listed, console))


def _write_one(
    settings: Settings, name: str, number: int, revision: int | None, server: str | None, wanted: Output
) -> None:
    url = settings.database_url
    if wanted.form == JSON:
        wanted.json(read(url, read_edition, name, number, revision))
    elif wanted.form == TABLE:
        edition, state = read(url, edition_and_state, name, number, revision)
        wanted.table(lambda console: _print_edition(edition, state, console))
    else:
        from api.reports import published_report

        def path(publication: Any) -> str:
            return f"/v1/editions/{number}?revision={publication.edition['revision']}"

        write_report(wanted, lambda: read(url, published_report, name, number, revision, ""), path, settings, server)


def edition_and_state(connection: Connection, operation: str, number: int, revision: int | None) -> tuple[Edition, str]:
    """An edition, and whether it stands."""
    edition = read_edition(connection, operation, number, revision)
    if any(
        (one.number, one.revision) == (number, edition["revision"]) for one in standing_editions(connection, operation)
    ):
        return edition, "yes"
    newest = read_edition(connection, operation, number)["revision"]
    if newest > edition["revision"]:
        return edition, f"no, revision {newest} has taken its place"
    return edition, "no, an edition of another period has taken its place"


def _print_edition(edition: Edition, state: str, console: Console) -> None:
    console.print(Text(edition_text(edition).capitalize(), style="bold"))
    console.print()
    print_head(edition, console)
    print_labelled(console, "stands", state, "" if state == "yes" else "yellow")
    print_weekly(edition["report"], console)


def print_editions(editions: list[ListedEdition], console: Console) -> None:
    """A row for each edition and revision, by number."""
    if not editions:
        console.print(Text("Nothing is published yet. Publish: minetally publish --week 2022-W33 --person NAME"))
        return
    table, roomy = plain_table(), console.width >= ROOMY
    counts = ("total", "finds") if roomy else ("total",)
    texts = ("complete", "published", "by", "state")
    add_columns(table, "edition", "period", *counts, *texts, numbers=counts, whole=("edition", "complete", "published"))
    newest = {edition["number"]: edition["revision"] for edition in editions}
    for edition in editions:
        share = edition["completeness"]["share"]
        table.add_row(
            f"{edition['number']}.{edition['revision']}",
            period_text(edition["period"]["from"], edition["period"]["to"]),
            f"{edition['total']:,}",
            *([f"{edition['finds']:,}"] if roomy else []),
            "" if share is None else f"{share:.0%}",
            time_text(edition["published_at"]).removesuffix(" UTC"),
            typed(edition["published_by"]),
            _state(edition, newest[edition["number"]]),
        )
    console.print(table)
    console.print(Text("\nTimes are UTC. 1.2 is edition 1, revision 2: minetally editions 1.2", "dim"))


def _state(edition: ListedEdition, newest: int) -> str:
    if edition["stands"]:
        return "stands, anyway" if edition["anyway"] else "stands"
    return "replaced" if edition["revision"] < newest else "withdrawn"


def print_head(edition: Edition, console: Console) -> None:
    """When and by whom it was published, on what it stands, what it did not meet, and its hash."""
    for label, text, style in _head(edition):
        print_labelled(console, label, text, style)


def _head(edition: Edition) -> Iterator[tuple[str, str, str]]:
    stands_on = edition["stands_on"]
    yield "published", f"{time_text(edition['published_at'])} by {plain(edition['published_by'])}", ""
    saved = "in a verified backup" if stands_on["in_verified_backup"] else "not yet in a verified backup"
    yield "stands on", f"log entry {stands_on['seq']:,}, {saved} when it was published", ""
    if edition["withdraws"] is not None:
        yield "withdraws", f"edition {edition['withdraws']}", ""
    for text in unmet_texts(edition):
        yield "not met", text, "yellow"
    if edition["anyway"] is not None:
        yield "anyway", plain(edition["anyway"]), "yellow"
    yield "sha256", edition["sha256"], ""
    if edition["server_key"]:
        yield "server key", for_people(edition["server_key"]), ""


Revision = Annotated[int | None, typer.Option(help="A revision of that edition.", min=1, show_default="the newest")]


def named_edition(text: str, revision: int | None = None) -> tuple[int, int | None]:
    """Number and revision; ends the command where the text names none."""
    try:
        number, named = edition_name(text)
    except Refused:
        fail(f"{plain(text[:40])!r} is not an edition: write its number as 2, or its first revision as 2.1.")
    if named is not None and revision is not None:
        fail(f"{text} names a revision already: leave --revision out.")
    return number, named or revision


GO_ON = {
    "most_open_conflicts": "Settle conflicts: minetally conflicts",
    "most_suspected_pairs": "Decide about suspected duplicates: minetally duplicates",
    "least_completeness": "Let the missing tablets exchange; minetally weekly names them",
    "period_over": "Wait until the period is over",
    "no_silent_teams": "Let the silent teams exchange; minetally weekly names them",
    "recovery_open": "See what is missing, and close the recovery when nothing more is waited for: minetally recovery",
}
"""How a condition is met."""


def _asked_id(operation: str, asked: Period, wanted: PublishRequest, person: str, revision: int) -> str:
    """The same for whoever asks for the same again: it is published once."""
    said = (operation, asked.first, asked.last, asked.iso_week, wanted.withdraws, wanted.anyway, person, revision)
    return str(uuid5(NAMESPACE_URL, f"minetally:publish:{orjson.dumps(said).decode()}"))


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

    A period that is not over, that has no finds, or in which nothing has changed since its last revision is published
    only with --anyway.

    Exit status 1: a condition of the operation is not met, and nothing is published; each is named, and how to go on.

    Example: minetally publish --week 2022-W33 --person "Duty officer"
    """
    settings, who = settings_of(database_url), reviewer(person)
    url = settings.database_url
    wanted = checked(
        PublishRequest,
        **{"id": str(UUID(int=0)), "from": first, "to": last, "week": week, "anyway": anyway, "withdraws": withdraws},
    )
    with refusals():
        asked = period(wanted.first, wanted.last, wanted.week)
        name = chosen_operation(url, operation)
        _, revision = read(url, numbered, name, asked, wanted.withdraws)
        id = _asked_id(name, asked, wanted, who, revision)
        key = fingerprint_at(settings.keys_file)
        job = publication(id, asked, wanted.withdraws, wanted.anyway, who, datetime.now(UTC), key, asks=True)
        try:
            edition = commit(url, lambda committer: committer.run(name, job))
        except Refused as error:
            if error.code != "conditions_not_met":
                raise
            _not_published(asked, who, error.document["conditions"])
    if as_json:
        Output(JSON).json(edition)
    else:
        Output().table(lambda console: _print_published(edition, console))


def _print_published(edition: Edition, console: Console) -> None:
    report, days = edition["report"], edition["period"]
    said = f"{edition_text(edition).capitalize()} is published"
    figures = f"{report['total']:,} in {number(report['finds'], 'find')}, {period_text(days['from'], days['to'])}"
    console.print(Text(f"{said}: {figures}", style="bold"))
    console.print()
    print_head(edition, console)
    disputed, twins = report["disputed"]["conflicts"], report["suspected_duplicates"]["pairs"]
    print_labelled(console, "in dispute", dispute_text(report), "yellow" if disputed else "")
    print_labelled(console, "duplicates", duplicates_text(report), "yellow" if twins else "")
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
    lines = [f"Not published: {number(len(conditions), 'condition')} not met."]
    lines += [f"  {plain(condition['detail'])}" for condition in conditions]
    lines += ["", "How to go on:"]
    lines += [f"  {line}" for line in dict.fromkeys(GO_ON.get(one["condition"], "") for one in conditions) if line]
    lines.append(f"  Publish all the same, with a reason that is printed: {plain(again)}")
    fail("\n".join(lines))
