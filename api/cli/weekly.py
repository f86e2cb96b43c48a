"""`minetally weekly`: the weekly report in the terminal."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

import orjson
import typer
from rich.console import Console

from api.cli.local import AsJson, DatabaseUrl, OperationName, chosen_operation, fail, read, settings_of
from api.cli.weekly_table import print_weekly
from api.days import groupings, period
from models.problem import Refused
from sync import reports


def weekly(
    first: Annotated[str | None, typer.Option("--from", help="First day, e.g. 2022-08-15.")] = None,
    last: Annotated[str | None, typer.Option("--to", help="Last day, inclusive.")] = None,
    week: Annotated[str | None, typer.Option(help="An ISO week instead, e.g. 2022-W33.")] = None,
    group_by: Annotated[
        str | None,
        typer.Option(help="Any of type, category, day, district, team, device, with commas.", show_default="all"),
    ] = None,
    operation: OperationName = None,
    database_url: DatabaseUrl = None,
    as_json: AsJson = False,
) -> None:
    """Sum up a week: totals by type, day, district and team, what is in dispute, and who is missing.

    Example: minetally weekly --from 2022-08-15 --to 2022-08-22
    """
    url = settings_of(database_url).database_url
    name = chosen_operation(url, operation)
    try:
        report = read(url, reports.weekly, name, period(first, last, week), groupings(group_by), datetime.now(UTC))
    except Refused as error:
        fail(str(error))
    if as_json:
        typer.echo(orjson.dumps(report, option=orjson.OPT_INDENT_2).decode())
    else:
        print_weekly(report, Console())
