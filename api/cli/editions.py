"""`minetally editions`: what has been published, all of it or one edition in every form."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from rich.console import Console
from rich.text import Text

from api.cli.edition_name import Revision, named_edition
from api.cli.edition_table import print_editions, print_head
from api.cli.local import chosen_operation, every, fail, read, refusals, settings_of
from api.cli.options import AsJson, DatabaseUrl, OperationName, OutputPath, Server
from api.cli.output import FORM, JSON, TABLE, Output, output_of
from api.cli.report_file import FORMS, ReportForm, write_report
from api.cli.screen import print_labelled
from api.cli.weekly_table import print_weekly
from api.formats.sentences import edition_text
from api.settings import Settings
from api.words import Json
from sync.database.database import Connection
from sync.figures.editions import list_editions, read_edition
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


def edition_and_state(connection: Connection, operation: str, number: int, revision: int | None) -> tuple[Json, str]:
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


def _print_edition(edition: Json, state: str, console: Console) -> None:
    console.print(Text(edition_text(edition).capitalize(), style="bold"))
    console.print()
    print_head(edition, console)
    print_labelled(console, "stands", state, "" if state == "yes" else "yellow")
    print_weekly(edition["report"], console)
