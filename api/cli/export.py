"""`minetally export`: finds for spreadsheets and maps."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import Annotated

import typer

from api.cli.local import chosen_operation, progress_bar, read, refusals, settings_of
from api.cli.options import AsJson, DatabaseUrl, First, Last, OperationName, OutputPath
from api.cli.output import written
from api.days import day
from models.marking import marking_key
from sync.exports import as_csv, as_geojson, count_finds, export_finds
from sync.finds import Filters


class Format(StrEnum):
    CSV = "csv"
    GEOJSON = "geojson"


class State(StrEnum):
    LIVE = "live"
    DELETED = "deleted"
    DUPLICATE = "duplicate"
    ANY = "any"


def export(
    form: Annotated[Format, typer.Option("--format", help="What to write.")] = Format.CSV,
    output: OutputPath = None,
    first: First = None,
    last: Last = None,
    marking: Annotated[str | None, typer.Option("--type", help="A marking, in any spelling.")] = None,
    team: Annotated[str | None, typer.Option(help="The team that reported it.")] = None,
    state: Annotated[State, typer.Option(help="Reports count live finds only.")] = State.LIVE,
    operation: OperationName = None,
    database_url: DatabaseUrl = None,
    as_json: AsJson = False,
) -> None:
    """Write finds as CSV or GeoJSON, as they stand at one moment, with the position as typed beside WGS 84.

    Standard error says how many finds and what total they make, and the log entry that they stand on; with the same
    days they are those of the weekly report. In the CSV a text that a spreadsheet would take for a formula begins with
    an apostrophe.

    Example: minetally export --from 2022-08-15 --to 2022-08-22 --format geojson -o week.geojson
    """
    url = settings_of(database_url).database_url
    name = chosen_operation(url, operation)
    with refusals():
        filters = Filters(
            None if first is None else day(first, "--from"),
            None if last is None else day(last, "--to"),
            None if marking is None else marking_key(marking),
            team,
            None if state is State.ANY else state.value,
        )
    forms = {Format.CSV: as_csv, Format.GEOJSON: as_geojson}
    with progress_bar("exporting", read(url, count_finds, name, filters)) as progress, written(output) as file:
        exported = read(url, export_finds, name, filters, forms[form], file.write, progress)
    if as_json:
        summary = {"operation": name, "seq": exported.seq, "finds": exported.finds, "total": exported.total}
        typer.echo(json.dumps(summary), err=output is None)
    else:
        typer.echo(
            f"{exported.finds:,} finds, {exported.total:,} in total, as of log entry {exported.seq:,}.", err=True
        )
