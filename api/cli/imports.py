"""`minetally import`: finds from tables and map layers of other programs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from contextlib import aclosing
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import orjson
import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from api.cli.local import chosen_operation, commit, fail, progress_bar, read, refusals, reviewer, settings_of
from api.cli.options import AsJson, DatabaseUrl, OperationName, Person
from api.cli.output import Output
from api.cli.screen import print_labelled
from api.imports.rejects import Rejects, reason, rejects_path
from api.imports.report import Report
from api.imports.run import Importer, Plan, RowResult, planned, read_in_thread
from api.words import number, plain
from models.imports.mapping import PROBLEM_COLUMN, TARGETS, ImportMapping, read_mapping, with_settings
from sync.exchange.committer import Committer
from sync.files.imports import REFUSED
from sync.operations import timezone_of

LISTED = 20
"""The number of refused rows that are shown; all are in their file."""


def import_file(
    file: Annotated[
        Path,
        typer.Argument(
            help="CSV, XLSX, GeoPackage, GeoJSON, zipped shapefile, KML, GPX, FlatGeobuf, Parquet or NDJSON.",
            exists=True,
            dir_okay=False,
        ),
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
    file with why in a column, to be fixed and imported again.

    Exit status 1: rows were refused, or nothing could be imported.

    Example: minetally import august.xlsx --person "Data clerk" --dry-run
    """
    url, who = settings_of(database_url).database_url, reviewer(person)
    name = chosen_operation(url, operation)
    zone = read(url, timezone_of, name)
    with refusals(), progress_bar("reading", None) as progress:
        given = read_mapping(_json(map_file)) if map_file else None
        plan = planned(file, given, lambda mapping: with_settings(mapping, settings or []), zone, progress)
    out = Output()
    if not as_json:
        out.table(partial(print_mapping, plan))
    if save_map is not None:
        _save(plan.mapping, save_map)
    if plan.open:
        if as_json:
            out.json(Report(name, plan.told, dry_run).document())
        fail(_open_questions(plan))
    report = Report(name, plan.told, dry_run)
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
    shown_rows = 0

    async def run(committer: Committer, progress: Callable[[int], None], kept: Rejects | None) -> None:
        nonlocal shown_rows
        importer = Importer(committer, report.operation, person, file.name, report.dry_run)
        with report.telling_what_is_stored():
            async with aclosing(read_in_thread(plan)) as batches:
                async for results, imported in importer.run(batches):
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

    with progress_bar("playing" if report.dry_run else "importing", plan.rows) as progress:
        if rejects is None:
            commit(url, lambda committer: run(committer, progress, None))
            return 0
        try:
            with Rejects(rejects, plan) as kept:
                commit(url, lambda committer: run(committer, progress, kept))
        except OSError as error:
            fail(f"Cannot write {rejects}: {error.strerror or error}. What was imported is stored; import it again.")
        return kept.rows


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


MOST_TOTALS = 40
MOST_NAMES = 30


def print_mapping(plan: Plan, console: Console) -> None:
    """Which column is which field, with the first value of each, and what is read how."""
    mapping, sample = plan.mapping, plan.sample
    console.print(Text(plain(plan.table.form), style="bold"))
    table = Table(box=None, pad_edge=False, header_style="dim")
    for heading in ("field", "from", "first value"):
        table.add_column(heading, overflow="fold")
    for target in TARGETS:
        column, constant = mapping.columns.get(target), mapping.constants.get(target)
        if column is not None:
            cells = sample.of(column) if column in sample.columns else []
            table.add_row(target, Text(plain(column)), Text(plain(str(cells[0] if cells else ""))[:40]))
        if constant is not None:
            table.add_row(target, "constant" if column is None else "where that is empty", Text(plain(str(constant))))
    console.print(table)
    for target, words in mapping.values.items():
        said = ", ".join(f"{word} is {value}" for word, value in words.items())
        print_labelled(console, target, plain(said))
    if mapping.dates:
        print_labelled(console, "days", f"read as {mapping.dates}")
    if mapping.date_cells:
        print_labelled(console, "real dates", f"read {mapping.date_cells.replace('_', ' ')}")
    if mapping.decimal:
        print_labelled(console, "fractions", f"behind {mapping.decimal}")
    if mapping.add_to_note:
        print_labelled(console, "into notes", plain(", ".join(mapping.add_to_note)))
    if names := plan.told.unmapped:
        more = f" and {len(names) - MOST_NAMES} more" if len(names) > MOST_NAMES else ""
        print_labelled(console, "not taken", plain(", ".join(names[:MOST_NAMES])) + more, "yellow")
    unsure = [f"{one.field}: {one.detail}" for one in plan.doubts]
    for note in (*plan.notes, *unsure):
        print_labelled(console, "note", plain(note), "yellow")
    if PROBLEM_COLUMN in plan.table.columns:
        print_labelled(console, "ignored", PROBLEM_COLUMN)
    console.print()


def row_line(one: RowResult) -> str:
    """What became of a row, in a line."""
    said = one.said
    told = reason(one.errors)
    if said:
        told = f"{said.get('marking')} x {said.get('count')}, {said.get('found_on')}"
    if one.changes:
        told += "; " + ", ".join(f"{name} {_value(was)} -> {_value(to)}" for name, was, to in one.changes)
    if one.said and one.errors:
        told += f"; {reason(one.errors)}"
    if one.flags:
        told += f"; {', '.join(one.flags)}"
    return plain(f"row {one.row.number:,}: {one.outcome}" + (f": {told}" if told else ""))


def _value(value: Any) -> str:
    """A value of a field, short."""
    return "nothing" if value is None else json.dumps(value, ensure_ascii=False)[:80]


def print_rows(lines: Iterable[str]) -> None:
    for line in lines:
        typer.echo(line)


def print_summary(report: Report, rejects: Path | None, console: Console) -> None:
    """Counts and totals, and where refused rows are."""
    counts, outcomes = report.counts, report.counts.outcomes
    console.print()
    said = "Played and undone" if report.dry_run else "Imported"
    told = f"{said}: {number(counts.rows, 'row')}, {number(outcomes['new'], 'new find')}"
    console.print(Text(told, style="bold"))
    labels = {
        "changed": "rows with ids that changed",
        "conflict": "changed rows on which a person must decide: minetally conflicts",
        "same": "imported before",
        "refused": "refused",
    }
    for outcome, label in labels.items():
        if outcomes[outcome]:
            print_labelled(console, outcome, f"{outcomes[outcome]:,} {label}", "red" if outcome == "refused" else "")
    for flag, times in sorted(counts.flags.items()):
        print_labelled(console, "flagged", f"{times:,} {flag}", "yellow")
    print_labelled(console, "total", f"{counts.total:+,} pieces")
    shown = sorted(counts.totals.items())
    for (week, key), pieces in shown[:MOST_TOTALS]:
        print_labelled(console, plain(week), f"{pieces:+,} {plain(key)}")
    if len(shown) > MOST_TOTALS:
        print_labelled(console, "", f"and {len(shown) - MOST_TOTALS:,} more; all are in --json")
    if rejects is not None:
        console.print()
        console.print(
            Text(plain(f"Refused rows are in {rejects}, with why. Fix them and import that file."), style="bold")
        )
    elif not report.dry_run:
        print_labelled(console, "log entry", f"{counts.seq:,}" if counts.seq else "none")
