"""`minetally import`: finds from tables and map layers of other programs."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import aclosing
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import orjson
import typer

from api.cli.import_table import print_mapping, print_rows, print_summary, row_line
from api.cli.local import chosen_operation, fail, progress_bar, refusals, reviewer, settings_of, within
from api.cli.options import AsJson, DatabaseUrl, OperationName, Person
from api.cli.output import Output
from api.imports.rejects import Rejects, rejects_path
from api.imports.report import Report
from api.imports.run import Importer, Plan, planned
from api.words import plain
from models.imports.mapping import ImportMapping, read_mapping, with_settings
from sync.database.database import Database
from sync.exchange.committer import Committer
from sync.files.imports import REFUSED

LISTED = 20
"""So many refused rows are shown; all are in their file."""


def import_file(
    file: Annotated[
        Path, typer.Argument(help="CSV (also gzipped), XLSX, GeoJSON or GeoPackage.", exists=True, dir_okay=False)
    ],
    person: Person,
    map_file: Annotated[
        Path | None,
        typer.Option("--map", help="A mapping that was saved; guessed without.", exists=True, dir_okay=False),
    ] = None,
    settings: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            help="Say one thing of the mapping otherwise: marking=COLUMN, constants.category=ap_mine, "
            "values.category.WORD=ap_mine, dates=DMY, decimal=, add_to_note=COLUMN, file.encoding=windows-1251 ...",
        ),
    ] = None,
    save_map: Annotated[Path | None, typer.Option(help="Write the mapping there, for the next file.")] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say row by row what would happen; store nothing.")
    ] = False,
    rejects: Annotated[
        Path | None,
        typer.Option(help="Where refused rows go, with why.", show_default="beside FILE; of a dry run nowhere"),
    ] = None,
    operation: OperationName = None,
    database_url: DatabaseUrl = None,
    as_json: AsJson = False,
) -> None:
    """Import finds. The same file again changes nothing, also after it was cut off in the middle.

    Shows how the columns are understood, and stores nothing while that leaves a question open. Refused rows go to a
    file with why in a column, to be mended and imported again.

    Exit status 1: rows were refused, or nothing could be imported.

    Example: minetally import august.xlsx --person "Data clerk" --dry-run
    """
    url, who = settings_of(database_url).database_url, reviewer(person)
    name = chosen_operation(url, operation)
    with refusals():
        given = read_mapping(_json(map_file)) if map_file else None
        plan = planned(file, given, lambda mapping: with_settings(mapping, settings or []))
    out = Output()
    if not as_json:
        out.table(partial(print_mapping, plan))
    if save_map is not None:
        _save(plan.mapping, save_map)
    if plan.open:
        if as_json:
            out.json(Report(name, plan, dry_run).document())
        fail(_open_questions(plan))
    report = Report(name, plan, dry_run)
    wanted = rejects or (None if dry_run else rejects_path(file))
    with refusals():
        refused_rows = _imported(url, file, plan, report, who, wanted, shown=not as_json)
    if as_json:
        out.json(report.document())
    else:
        out.table(partial(print_summary, report, wanted if refused_rows else None))
    raise typer.Exit(1 if report.counts.outcomes[REFUSED] else 0)


def _imported(url: str, file: Path, plan: Plan, report: Report, person: str, rejects: Path | None, shown: bool) -> int:
    """Runs the import, and gives how many rows went to the file of refused ones."""
    rows = _counted(plan)
    shown_rows = 0

    async def run(database: Database, progress: Callable[[int], None], kept: Rejects | None) -> None:
        nonlocal shown_rows
        committer = Committer(database)
        importer = Importer(database, committer, report.operation, person, file.name, report.dry_run)
        async with aclosing(importer.run(plan)) as jobs:
            async for results, imported in jobs:
                report.add(results, imported)
                if kept is not None:
                    kept.add(results)
                lines = [row_line(one) for one in results if report.dry_run or one.outcome == REFUSED]
                if not report.dry_run:
                    lines = lines[: LISTED - shown_rows]
                    shown_rows += len(lines)
                if shown:
                    print_rows(lines)
                progress(len(results))

    with progress_bar("playing" if report.dry_run else "importing", rows) as progress:
        if rejects is None:
            within(url, lambda database: run(database, progress, None))
            return 0
        try:
            with Rejects(rejects, plan) as kept:
                within(url, lambda database: run(database, progress, kept))
        except OSError as error:
            fail(f"Cannot write {rejects}: {error.strerror or error}. What was imported is stored; import it again.")
        return kept.rows


def _counted(plan: Plan) -> int:
    """How many rows the file has; reads all of it, so that a damaged one is refused before anything is stored."""
    with progress_bar("reading", None) as progress:
        rows = 0
        for rows, _ in enumerate(plan.table.rows(), 1):
            if rows % 1000 == 0:
                progress(1000)
    return rows


def _json(path: Path) -> Any:
    try:
        return orjson.loads(path.read_bytes())
    except (OSError, orjson.JSONDecodeError) as error:
        fail(f"{path} is no mapping: {error}. Make one: minetally import FILE --dry-run --save-map {path}")


def _save(mapping: ImportMapping, path: Path) -> None:
    try:
        path.write_text(json.dumps(mapping.document(), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    except OSError as error:
        fail(f"Cannot write {path}: {error.strerror or error}.")
    typer.echo(f"{path} is written.", err=True)


def _open_questions(plan: Plan) -> str:
    lines = ["Nothing is imported. The mapping leaves open:"]
    lines += [plain(f"  {one.field}: {one.detail}: {one.remedy}") for one in plan.open]
    return "\n".join([*lines, "Say it with --set, once for each."])
