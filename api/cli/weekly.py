"""`minetally weekly`: the weekly report in the terminal and as files, and all weeks of a season."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Annotated, NamedTuple
from urllib.parse import urlencode

import typer
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from api.cli.local import chosen_operation, read, refusals, settings_of
from api.cli.options import AsJson, AsOf, DatabaseUrl, First, Last, OperationName, OutputPath, Server, Week
from api.cli.output import FORM, FORMS, JSON, TABLE, Output, ReportForm, output_of, write_report
from api.cli.screen import NARROW, add_columns, bar, plain_table, print_labelled, typed
from api.cli.season import print_season
from api.days import day, groupings, last_whole_week, period
from api.formats import sentences
from api.settings import Settings
from api.words import day_text, headline, number, period_text, plain, silent_text, time_text
from models.period import Period
from models.problem import invalid_request
from models.shapes import Json
from models.shapes.reports import Disputed, ReportingTeam, TypeRow, WeeklyReport
from sync.again.moments import as_it_was
from sync.figures.weekly import rows_of, season_as_of, weekly_as_of
from sync.operations import names_of_devices, timezone_of

SEASON_FORMS = (TABLE, JSON, "csv")


def weekly(
    first: First = None,
    last: Last = None,
    week: Week = None,
    group_by: Annotated[
        str | None,
        typer.Option(help="Any of type, category, day, district, team, device, with commas.", show_default="all"),
    ] = None,
    as_of: AsOf = None,
    since: Annotated[
        str | None, typer.Option(help="Also the total from this day on, e.g. the first of the season.")
    ] = None,
    season: Annotated[
        bool, typer.Option("--season", help="Every ISO week of the period side by side, and how the total grew.")
    ] = False,
    form: Annotated[ReportForm | None, FORM] = None,
    output: OutputPath = None,
    server: Server = None,
    operation: OperationName = None,
    database_url: DatabaseUrl = None,
    as_json: AsJson = False,
) -> None:
    """Sum up a week: totals by type, day, district and team, what is in dispute, and who is missing.

    Without --week, --from and --to it is the last whole week, Monday to Sunday in the operation's time zone.

    It also says what came late since the period was published, and which published period counts the same days.
    The name after -o may say the form: week.pdf, week.xlsx, week.csv, week.geojson, week.json. A season comes as
    table, JSON or CSV.

    Example: minetally weekly --from 2022-08-15 --to 2022-08-22 -o week.pdf
    """
    settings, now = settings_of(database_url), datetime.now(UTC)
    wanted = output_of(form, as_json, output, SEASON_FORMS if season else FORMS)
    with refusals():
        name = chosen_operation(settings.database_url, operation)
        if (first, last, week, as_of) == (None,) * 4 and not season:
            asked = _last_whole_week(settings.database_url, name, now)
        else:
            asked = period(first, last, week)
        grouped = groupings(group_by)
        if since is not None and season:
            raise invalid_request(
                "--since", "is given with --season", "leave it out: a season counts from its first day"
            )
        if since is not None and day(since, "--since") > asked.last:
            raise invalid_request(
                "--since", f"{since} is after {asked.last}", "name a day before the end of the period"
            )
        about = (name, as_of, now, asked)
        if season:
            _write_season(settings.database_url, about, grouped, group_by is not None, wanted)
        else:
            _write_week(settings, about, grouped, since, server, wanted)


def _last_whole_week(url: str, operation: str, now: datetime) -> Period:
    """The week for whoever names none, and a line on standard error that says which it is."""
    asked = last_whole_week(now.astimezone(read(url, timezone_of, operation)).date())
    days = period_text(asked.first, asked.last)
    typer.echo(f"No period is named: this is the last whole week, {asked.iso_week}, {days}.", err=True)
    return asked


About = tuple[str, str | None, datetime, Period]


def _write_week(
    settings: Settings, about: About, grouped: tuple[str, ...], since: str | None, server: str | None, wanted: Output
) -> None:
    if wanted.form in (TABLE, JSON):
        report = read(settings.database_url, as_it_was, weekly_as_of, *about, grouped, since)
        if wanted.form == JSON:
            wanted.json(report)
        else:
            wanted.table(lambda console: print_weekly(report, console))
        return
    from api.reports import working_report

    _, as_of, _, asked = about
    write_report(
        wanted,
        lambda: read(settings.database_url, as_it_was, working_report, *about, grouped, since, ""),
        lambda made: (
            "/v1/reports/weekly?"
            + urlencode({"from": asked.first, "to": asked.last, "as_of": as_of or made.report["as_of"]["seq"]})
        ),
        settings,
        server,
    )


def _write_season(url: str, about: About, grouped: tuple[str, ...], named: bool, wanted: Output) -> None:
    """The groupings that are named, also in the table; else all of them, and only the totals in the table."""
    shown = grouped if named or wanted.form != TABLE else ()
    season = read(url, as_it_was, season_as_of, *about, shown)
    if wanted.form == JSON:
        wanted.json(season)
    elif wanted.form == TABLE:
        names = read(url, names_of_devices, about[0]) if "device" in shown else {}
        wanted.table(lambda console: print_season(season, shown, names, console))
    else:
        from api.formats.csv_season import season_as_csv

        wanted.content(season_as_csv(season))


TWO_COLUMNS = 88
"""From this width on, characters, small tables stand side by side."""


def print_weekly(report: WeeklyReport, console: Console) -> None:
    """Prints a report as `GET /v1/reports/weekly` answers it, with the groupings that it has."""
    console.print()
    console.print(Text(headline(report), style="bold"))
    console.print(Text("\n".join(_below_the_headline(report))))
    if report.get("by_type"):
        console.print(Padding(_by_type(report["by_type"], console.width), (1, 0, 0, 0)))
    shown = [grouping for grouping in GROUPINGS if rows_of(report, grouping.name)]
    if shown:
        console.print(_side_by_side(report, shown, console))
    console.print()
    for label, text, style in _questions(report):
        print_labelled(console, label, text, style)
    as_of = report["as_of"]
    moment = f"as of log entry {as_of['seq']:,}, {time_text(as_of['time'])}"
    console.print(Text(f"\n{plain(report['operation'])} {moment}", style="dim"))


def _below_the_headline(report: WeeklyReport) -> Iterator[str]:
    finds, types = report["finds"], len([row for row in report.get("by_type", ()) if row["total"]])
    if types > 1:
        yield f"{report['total']:,} of {types} types in all, in {number(finds, 'find')}"
    elif finds:
        yield f"in {number(finds, 'find')}"
    if report["cumulative"]:
        yield sentences.cumulative_text(report)
    yield sentences.previous_text(report)


# Tables


def _by_type(rows: list[TypeRow], width: int) -> Table:
    table, narrow = plain_table("By type"), width < NARROW
    more = () if narrow else ("class", "made in")
    add_columns(table, "type", *more[:1], "total", "finds", *more[1:], numbers=("total", "finds"))
    table.add_column("in dispute", no_wrap=True, style="yellow")
    if not narrow:
        table.add_column("conflicts", justify="right", style="yellow")
    for n, row in enumerate(rows):
        name = typed(row["marking"], "bold" if n == 0 else "")
        if not row.get("known", True):
            name.append(" (unknown)", style="dim")
        years = [f"{year}: {total:,}" for year, total in row["manufactured"].items()]
        if row["manufactured_unknown"]:
            years.append(f"no year: {row['manufactured_unknown']:,}")
        sums, (between, conflicts) = (f"{row['total']:,}", f"{row['finds']:,}"), _dispute(row["disputed"])
        if narrow:
            table.add_row(name, *sums, between)
        else:
            table.add_row(name, row["class"], *sums, ", ".join(years), between, conflicts)
    return table


def _dispute(disputed: Disputed) -> tuple[str, str]:
    if not disputed["conflicts"]:
        return "", ""
    return f"{disputed['low']:,} to {disputed['high']:,}", f"{disputed['conflicts']:,}"


class Grouping(NamedTuple):
    """A table of sums: its place in the report, and how a row is called."""

    name: str
    title: Callable[[Json], str]


GROUPINGS = (
    Grouping("day", lambda row: day_text(row["day"])),
    Grouping("team", lambda row: plain(row["team"] or "staff")),
    Grouping("district", lambda row: plain(row["district"] or "not known")),
    Grouping("category", lambda row: str(row["category"]).replace("_", " ")),
    Grouping("device", lambda row: plain(", ".join(filter(None, (row["name"], row["team"]))) or "staff")),
)


def _sums(grouping: Grouping, rows: list[Json], console: Console) -> Table:
    table = plain_table(f"By {grouping.name}")
    add_columns(table, grouping.name, "total", "finds", numbers=("total", "finds"))
    table.add_column("", width=16)
    greatest = max((row["total"] for row in rows), default=0)
    for row in rows if grouping.name == "day" else sorted(rows, key=lambda row: -row["total"]):
        drawn = bar(console, greatest, row["total"], 16)
        table.add_row(Text(grouping.title(row)), f"{row['total']:,}", f"{row['finds']:,}", drawn)
    return table


def _side_by_side(report: WeeklyReport, groupings: list[Grouping], console: Console) -> RenderableType:
    """The sums in two columns where there is room."""
    tables = {
        grouping.name: Padding(_sums(grouping, rows_of(report, grouping.name) or [], console), (1, 0, 0, 0))
        for grouping in groupings
    }
    left = [tables.pop(name) for name in ("day", "category") if name in tables]
    if console.width < TWO_COLUMNS or not left:
        return Group(*left, *tables.values())
    columns = Table.grid(padding=(0, 4))
    columns.add_row(Group(*left), Group(*tables.values()))
    return columns


# What is still open


def _questions(report: WeeklyReport) -> Iterator[tuple[str, str, str]]:
    """Title, sentence and style of each thing that could still change the total, or that has changed it."""
    yield "in dispute", sentences.dispute_text(report), "yellow" if report["disputed"]["conflicts"] else ""
    twins = report["suspected_duplicates"]["pairs"]
    yield "duplicates", sentences.duplicates_text(report), "yellow" if twins else ""
    if waiting := sentences.quarantine_text(report):
        yield "quarantine", waiting, "yellow"
    missing = report["devices"]["silent"]
    yield "complete", sentences.completeness_text(report).replace("\N{NO-BREAK SPACE}", " "), ""
    if missing:
        yield "missing", "; ".join(silent_text(device) for device in missing), "red"
    silent = [team for team in report["teams"] if not team["reported"]]
    if silent:
        yield "silent", "; ".join(_nothing_of(team) for team in silent), "red"
    if report["late"]:
        yield "late", sentences.late_text(report), "yellow" if report["late"]["finds"] else ""
    for overlap in report["overlaps"]:
        yield "overlap", sentences.overlap_text(overlap), "yellow"
    if stopped := sentences.stopped_text(report):
        yield "stopped", stopped, "red"
    if recovery := sentences.recovery_sentence(report):
        yield "recovery", recovery, "red"
    if lost := sentences.lost_text(report):
        yield "lost", lost, "red"


def _nothing_of(team: ReportingTeam) -> str:
    last = f"last heard of {time_text(team['last_seen_at'])}" if team["last_seen_at"] else "never heard of"
    return plain(f"all of {team['team']}, {last}")
