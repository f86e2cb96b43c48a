"""`minetally explain`: from a figure to the finds behind it, and from a find to everything that was done to it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Literal, NamedTuple, NoReturn, get_args

import typer
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from api.cli.editions import Revision, named_edition
from api.cli.explained_find import explained_find, find_as_csv, print_find
from api.cli.local import chosen_operation, fail, read, refusals, settings_of
from api.cli.options import AsJson, AsOf, DatabaseUrl, OperationName, OutputPath
from api.cli.output import FORM, JSON, TABLE, Output, output_of
from api.cli.screen import ROOMY, add_columns, plain_table, print_labelled, typed
from api.days import period
from api.formats.sentences import edition_text
from api.words import by_text, number, period_text, plain, time_text
from models.field_kinds import is_day
from models.mutation import folded_uuid
from models.period import Period
from models.problem import invalid_request
from models.shapes import Json
from models.shapes.reports import WeeklyReport
from sync.database.database import Connection
from sync.figures.editions import moment_of, period_of, read_edition
from sync.figures.lineage import ReportCell, all_counted_finds
from sync.figures.moment import Moment, moment_as_of
from sync.figures.weekly import rows_of, weekly
from sync.files.exports import BYTE_ORDER_MARK, cell, line
from sync.operations import names_of_devices

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


COLUMNS = (
    "found_on", "count", "marking", "type", "category", "manufactured_year", "district", "team", "device", "person",
    "find_id", "version", "entries", "conflicts", "lat", "lon", "accuracy_m", "transform", "position", "made_at",
    "received_at", "device_id",
)  # fmt: skip
"""The columns of the CSV, in order."""
UUID = 36
"""Characters of an id."""


class Asked(NamedTuple):
    """A figure: of a period at a moment, or of an edition; and the row of the report, by what it is a row of."""

    period: Period | None
    as_of: str | None
    edition: tuple[int, int | None] | None
    rows: dict[str, str]


def explained_cell(connection: Connection, operation: str, asked: Asked, now: datetime) -> Json:
    """The finds that the figure counts, what they come to, and what the report says."""
    edition = read_edition(connection, operation, *asked.edition) if asked.edition else None
    if edition:
        moment, period = moment_of(connection, edition), period_of(edition)
    else:
        assert asked.period is not None
        moment, period = moment_as_of(connection, operation, asked.as_of, now), asked.period
    rows = _rows(moment, asked.rows)
    named = ReportCell(
        rows.get("type"), rows.get("category"), rows.get("district"), rows.get("team"), rows.get("device")
    )
    finds = list(all_counted_finds(moment, period, named))
    report = edition["report"] if edition else weekly(moment, period, tuple(rows))
    reported, others = _reported(report, rows)
    return {
        "operation": operation,
        "period": report["period"],
        "as_of": report["as_of"],
        "edition": {name: edition[name] for name in ("number", "revision", "sha256")} if edition else None,
        "cell": rows,
        "total": sum(find["count"] for find in finds),
        "finds": len(finds),
        "reported": reported,
        "others": others,
        "items": finds,
    }


def _rows(moment: Moment, given: dict[str, str]) -> dict[str, str]:
    """The rows as the tally names them: the key of a type, the id of a device."""
    rows = dict(given)
    if "type" in rows:
        rows["type"] = moment.rules.key_of(rows["type"])
    if rows.get("device"):
        names = names_of_devices(moment.connection, moment.operation)
        meant = [id for id, name in names.items() if rows["device"] in (id, name)]
        if len(meant) != 1:
            known = ", ".join(meant) if meant else ", ".join(sorted(set(names.values())))
            detail = f"{rows['device'][:60]!r} is the name of {number(len(meant), 'tablet')}"
            raise invalid_request("--device", detail, f"name one of {known}")
        rows["device"] = meant[0]
    return rows


def _reported(report: WeeklyReport, rows: dict[str, str]) -> tuple[int | None, list[str]]:
    """What the report says of the row, which it does where one grouping alone names it; and its other rows."""
    if not rows:
        return report["total"], []
    if len(rows) > 1:
        return None, []
    ((name, key),) = rows.items()
    totals = {row[name] or "": row["total"] for row in rows_of(report, name) or ()}
    return totals.get(key, 0), [other for other in totals if key not in totals and other]


# In the terminal


def print_cell(found: Json, console: Console) -> None:
    """A row for each find, by day, and what they come to."""
    period = found["period"]
    named = [
        period_text(period["from"], period["to"]),
        *(f"{name} {_named(name, key, found)}" for name, key in found["cell"].items()),
    ]
    console.print(Text(", ".join(named), style="bold"))
    if found["items"]:
        console.print(Padding(_table(found["items"], console.width), (1, 0, 1, 0)))
    print_labelled(console, "sum", f"{found['total']:,} in {number(found['finds'], 'find')}", "bold")
    source = edition_text(found["edition"]) if found["edition"] else "the report"
    as_of = f"as of log entry {found['as_of']['seq']:,}, {time_text(found['as_of']['time'])}"
    if found["reported"] is not None:
        agrees = found["reported"] == found["total"]
        print_labelled(console, "report", f"{source} says {found['reported']:,}, {as_of}", "" if agrees else "bold red")
    else:
        print_labelled(console, "as of", as_of.removeprefix("as of "))
    if found["others"]:
        print_labelled(console, "", "It has no such row; it has " + plain(", ".join(found["others"])) + ".", "yellow")
    disputed = [find for find in found["items"] if find["conflicts"]]
    if disputed:
        print_labelled(
            console, "in dispute", f"{number(len(disputed), 'find')}, marked ?: minetally conflicts", "yellow"
        )


def _named(name: str, key: str, found: Json) -> str:
    if name == "device" and found["items"]:
        return by_text(found["items"][0]["device"], found["items"][0]["team"])
    return plain(key) or {"district": "not known"}.get(name, "staff")


def _table(finds: list[Json], width: int) -> Table:
    """The id of a find is never broken: where there is little room it stands below who reported it."""
    table, roomy = plain_table(), width >= ROOMY
    add_columns(table, "day", "count", "marking", "entries", numbers=("count",), whole=("day",))
    table.add_column("by", overflow="fold", width=None if roomy else UUID)
    if roomy:
        table.add_column("find", no_wrap=True)
    for find in finds:
        by = by_text(find["device"], find["team"], find["person"])
        last = [Text(by), Text(find["find_id"])] if roomy else [Text(f"{by}\n{find['find_id']}")]
        count = f"{find['count']:,}{'?' if find['conflicts'] else ''}"
        table.add_row(find["found_on"], count, typed(find["marking"]), ", ".join(map(str, find["entries"])), *last)
    return table


# As CSV


def cell_as_csv(found: Json) -> bytes:
    """A heading and a row for each find; no cell is taken for a formula."""
    text = [BYTE_ORDER_MARK, line(COLUMNS)]
    for find in found["items"]:
        row = {**find, "entries": " ".join(map(str, find["entries"])), "conflicts": " ".join(find["conflicts"])}
        text.append(line([cell(row[name]) for name in COLUMNS]))
    return "".join(text).encode()
