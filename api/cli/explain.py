"""`minetally explain`: from a figure to the finds behind it, and from a find to everything that was done to it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Literal, NoReturn, get_args

import typer

from api.cli.edition_name import Revision, named_edition
from api.cli.explained_cell import Asked, cell_as_csv, explained_cell, print_cell
from api.cli.explained_find import explained_find, find_as_csv, print_find
from api.cli.local import chosen_operation, fail, read, refusals, settings_of
from api.cli.options import AsJson, AsOf, DatabaseUrl, OperationName, OutputPath
from api.cli.output import FORM, JSON, TABLE, Output, output_of
from api.days import period
from api.words import Json, number, plain
from models.field_kinds import is_day
from models.mutation import folded_uuid
from models.period import Period

ExplainForm = Literal["table", "json", "csv"]
FORMS = get_args(ExplainForm)


def explain(
    what: Annotated[
        str | None,
        typer.Argument(
            metavar="PERIOD|FIND",
            help="2022-W33, 2022-08-15..2022-08-22, one day, or the id of a find; left out with --edition.",
            show_default=False,
        ),
    ] = None,
    of_type: Annotated[
        str | None,
        typer.Argument(metavar="TYPE", help="A row by type: a marking, in any spelling.", show_default=False),
    ] = None,
    category: Annotated[str | None, typer.Option(help="A row by category.")] = None,
    district: Annotated[str | None, typer.Option(help='A row by district; "" where none is known.')] = None,
    team: Annotated[str | None, typer.Option(help='A row by team; "" for what staff brought in.')] = None,
    device: Annotated[str | None, typer.Option(help="A row by device: what the tablet is called, or its id.")] = None,
    edition: Annotated[str | None, typer.Option(help="What an edition counts, as 2, or a revision as 2.1.")] = None,
    revision: Revision = None,
    as_of: AsOf = None,
    form: Annotated[ExplainForm | None, FORM] = None,
    output: OutputPath = None,
    operation: OperationName = None,
    database_url: DatabaseUrl = None,
    as_json: AsJson = False,
) -> None:
    """List the finds behind a figure, with the log entries that they stand on; or tell all about one find.

    The sum at the end is compared with the figure of the report. Exit status 1: they differ.

    Example: minetally explain 2022-W33 3-001M --district Lachin
    """
    url = settings_of(database_url).database_url
    wanted = output_of(form, as_json, output, FORMS)
    rows = {"type": of_type, "category": category, "district": district, "team": team, "device": device}
    if edition is None and revision is not None:
        fail("--revision is given without --edition.")
    with refusals():
        find_id = folded_uuid(what)
        if find_id:
            if edition or as_of or any(row is not None for row in rows.values()):
                fail("A find is explained alone: leave the other arguments and options out.")
            name = chosen_operation(url, operation)
            _write_find(read(url, explained_find, name, find_id), wanted)
            return
        if edition is not None:
            if of_type is not None or as_of is not None:
                fail("An edition has its own period and moment: name only the type beside it.")
            rows["type"] = what
        asked = Asked(
            None if edition is not None else _period(what),
            as_of,
            None if edition is None else named_edition(edition, revision),
            {name: value for name, value in rows.items() if value is not None},
        )
        name = chosen_operation(url, operation)
        _write_cell(read(url, explained_cell, name, asked, datetime.now(UTC)), wanted)


def _period(text: str | None) -> Period:
    """2022-W33, 2022-08-15..2022-08-22 or one day."""
    if text is None:
        fail("Name a period or a find: minetally explain 2022-W33 3-001M")
    first, dots, last = text.partition("..")
    if dots:
        return period(first, last, None)
    if "W" in text.upper():
        return period(None, None, text.upper())
    if is_day(text):
        return period(text, text, None)
    fail(
        f"{plain(text[:60])!r} is neither a period nor a find: "
        "write 2022-W33, 2022-08-15..2022-08-22, a day, or the id of a find."
    )


def _write_find(found: Json, wanted: Output) -> None:
    if wanted.form == JSON:
        wanted.json(found)
    elif wanted.form == TABLE:
        wanted.table(lambda console: print_find(found, console))
    else:
        wanted.content(find_as_csv(found))


def _write_cell(found: Json, wanted: Output) -> None:
    if wanted.form == JSON:
        wanted.json({name: value for name, value in found.items() if name != "others"})
    elif wanted.form == TABLE:
        wanted.table(lambda console: print_cell(found, console))
    else:
        wanted.content(cell_as_csv(found))
        said = f"{number(found['finds'], 'find')}, {found['total']:,} in total"
        typer.echo(f"{said}, as of log entry {found['as_of']['seq']:,}.", err=True)
    if found["reported"] is not None and found["reported"] != found["total"]:
        _differs(found)


def _differs(found: Json) -> NoReturn:
    fail(
        f"The report says {found['reported']:,} there, and these finds come to {found['total']:,}. "
        f"Find out why: minetally verify --operation {plain(found['operation'])}"
    )
