"""`minetally export`: finds for spreadsheets, maps and other programs."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from api.cli.local import chosen_operation, fail, progress_bar, refusals, settings_of, within
from api.cli.options import AsJson, DatabaseUrl, First, Last, OperationName, OutputPath
from api.exports.forms import FORMS, Form, FormName
from api.exports.reading import reading
from api.exports.text import Pages
from api.find_filters import ExportedState, asked_filters
from api.formats.publication import FiguresDisagree
from api.formats.xlsx import DoesNotFit
from api.keys import KeysError, open_keys
from sync.database.database import Database
from sync.files.exports import Export
from sync.finds.reading import Filters


def export(
    form: Annotated[
        FormName | None,
        typer.Option("--format", help="What to write.", show_default="as the name after -o ends, else csv"),
    ] = None,
    output: OutputPath = None,
    since: Annotated[
        str | None,
        typer.Option(help="Only what has changed since an earlier export: its cursor, or its log entry."),
    ] = None,
    first: First = None,
    last: Last = None,
    marking: Annotated[str | None, typer.Option("--type", help="A marking, in any spelling.")] = None,
    team: Annotated[str | None, typer.Option(help="The team that reported it.")] = None,
    state: Annotated[ExportedState, typer.Option(help="Reports count live finds only.")] = "live",
    bbox: Annotated[str | None, typer.Option(help="west,south,east,north in degrees of WGS 84.")] = None,
    operation: OperationName = None,
    database_url: DatabaseUrl = None,
    as_json: AsJson = False,
) -> None:
    """Write finds as a file, as they stand at one moment, with the position as typed beside WGS 84.

    Standard error says how many finds and what total they make, and the log entry that they stand on; with the same
    days they are those of the weekly report. With --since each row says in `action` whether to put it into a copy or
    to remove it. In CSV a text that a spreadsheet would take for a formula begins with an apostrophe.

    Example: minetally export --from 2022-08-15 --to 2022-08-22 -o week.gpkg
    """
    settings = settings_of(database_url)
    url = settings.database_url
    chosen = FORMS[form or _by_name(output)]
    if chosen.file and output is None:
        fail(f"A {chosen.ending} cannot be written to standard output: name a file with -o finds.{chosen.ending}.")
    name = chosen_operation(url, operation)
    with refusals():
        filters = asked_filters(first, last, marking, team, state, bbox, "--")
        try:
            secret = open_keys(settings.keys_file).cursor_secret
            done = within(url, lambda database: _write(database, name, filters, since, secret, chosen, output))
        except (DoesNotFit, FiguresDisagree, KeysError) as error:
            fail(f"{str(error).capitalize()}.")
    if as_json:
        typer.echo(json.dumps(done.about), err=output is None)
    else:
        removed = f", and {done.removed:,} to remove" if done.since else ""
        typer.echo(
            f"{done.finds:,} finds, {done.total:,} in total{removed}, as of log entry {done.seq:,}.\n"
            f"What changes from now on: --since {done.cursor}",
            err=True,
        )


def _by_name(output: Path | None) -> str:
    """The format that the name of the file ends in."""
    ending = output.suffix.lower().removeprefix(".") if output else ""
    if ending not in ("", "txt", *FORMS):
        fail(f"{output} does not say what to write: name it with --format, one of {', '.join(FORMS)}.")
    return ending if ending in FORMS else "csv"


async def _write(
    database: Database,
    operation: str,
    filters: Filters,
    since: str | None,
    secret: bytes,
    form: Form,
    output: Path | None,
) -> Export:
    async with reading(database, operation, filters, since, secret) as opened:
        export = opened.export
        with progress_bar("exporting", export.finds + export.removed) as progress:
            await asyncio.to_thread(opened.into, partial(_to, output, form), progress)
        return export


def _to(output: Path | None, form: Form, export: Export, pages: Pages) -> None:
    """Standard output, or a file that is there in whole or not at all."""
    if output is None:
        assert form.text
        sys.stdout.flush()
        sys.stdout.buffer.writelines(form.text(export, pages))
        sys.stdout.buffer.flush()
        return
    unfinished = output.with_name(f"{output.name}.unfinished.{form.ending}")
    try:
        unfinished.touch()  # whether it can be written is asked here, as libraries answer that in many ways
        unfinished.unlink()
        form.write(export, pages, unfinished)
        os.replace(unfinished, output)
    except OSError as error:
        fail(f"Cannot write {output}: {error.strerror or error}.")
    finally:
        unfinished.unlink(missing_ok=True)
