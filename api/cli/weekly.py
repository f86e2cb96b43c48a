"""`minetally weekly`: the weekly report in the terminal and as files, and all weeks of a season."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated
from urllib.parse import urlencode

import typer

from api.cli.local import chosen_operation, read, refusals, settings_of
from api.cli.options import AsJson, AsOf, DatabaseUrl, First, Last, OperationName, OutputPath, Server, Week
from api.cli.output import FORM, JSON, TABLE, Output, output_of
from api.cli.report_file import FORMS, ReportForm, write_report
from api.cli.season_table import print_season
from api.cli.weekly_table import print_weekly
from api.days import day, groupings, period
from api.settings import Settings
from models.period import Period
from models.problem import invalid_request
from sync.figures.weekly import season_as_of, weekly_as_of
from sync.operations import names_of_devices

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

    It also says what came late since the period was published, and which published period counts the same days.
    The name after -o may say the form: week.pdf, week.xlsx, week.csv, week.geojson, week.json. A season comes as
    table, JSON or CSV.

    Example: minetally weekly --from 2022-08-15 --to 2022-08-22 -o week.pdf
    """
    settings, now = settings_of(database_url), datetime.now(UTC)
    wanted = output_of(form, as_json, output, SEASON_FORMS if season else FORMS)
    with refusals():
        asked, grouped = period(first, last, week), groupings(group_by)
        if since is not None and season:
            raise invalid_request(
                "--since", "is given with --season", "leave it out: a season counts from its first day"
            )
        if since is not None and day(since, "--since") > asked.last:
            raise invalid_request(
                "--since", f"{since} is after {asked.last}", "name a day before the end of the period"
            )
        name = chosen_operation(settings.database_url, operation)
        about = (name, as_of, now, asked)
        if season:
            _write_season(settings.database_url, about, grouped, group_by is not None, wanted)
        else:
            _write_week(settings, about, grouped, since, server, wanted)


About = tuple[str, str | None, datetime, Period]


def _write_week(
    settings: Settings, about: About, grouped: tuple[str, ...], since: str | None, server: str | None, wanted: Output
) -> None:
    if wanted.form in (TABLE, JSON):
        report = read(settings.database_url, weekly_as_of, *about, grouped, since)
        if wanted.form == JSON:
            wanted.json(report)
        else:
            wanted.table(lambda console: print_weekly(report, console))
        return
    from api.reports import working_report

    _, as_of, _, asked = about
    write_report(
        wanted,
        lambda: read(settings.database_url, working_report, *about, grouped, since, ""),
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
    season = read(url, season_as_of, *about, shown)
    if wanted.form == JSON:
        wanted.json(season)
    elif wanted.form == TABLE:
        names = read(url, names_of_devices, about[0]) if "device" in shown else {}
        wanted.table(lambda console: print_season(season, shown, names, console))
    else:
        from api.formats.csv_season import season_as_csv

        wanted.content(season_as_csv(season))
