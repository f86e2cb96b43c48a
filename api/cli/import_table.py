"""What `minetally import` prints: the mapping, rows, and what became of them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from api.cli.screen import print_labelled
from api.imports.rejects import reason
from api.imports.report import Report
from api.imports.run import Plan, RowResult
from api.words import number, plain
from models.imports.mapping import PROBLEM_COLUMN, TARGETS

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
    if mapping.decimal:
        print_labelled(console, "fractions", f"behind {mapping.decimal}")
    if mapping.add_to_note:
        print_labelled(console, "into notes", plain(", ".join(mapping.add_to_note)))
    if names := plan.unmapped:
        more = f" and {len(names) - MOST_NAMES} more" if len(names) > MOST_NAMES else ""
        print_labelled(console, "not taken", plain(", ".join(names[:MOST_NAMES])) + more, "yellow")
    if PROBLEM_COLUMN in plan.table.columns:
        print_labelled(console, "ignored", PROBLEM_COLUMN)
    console.print()


def row_line(one: RowResult) -> str:
    """What became of a row, in a line."""
    said = one.said
    told = reason(one.errors)
    if said:
        told = f"{said.get('marking')} x {said.get('count')}, {said.get('found_on')}"
    if one.flags:
        told += f"; {', '.join(one.flags)}"
    return plain(f"row {one.row.number:,}: {one.outcome}" + (f": {told}" if told else ""))


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
            Text(plain(f"Refused rows are in {rejects}, with why. Mend them and import that file."), style="bold")
        )
    elif not report.dry_run:
        print_labelled(console, "log entry", f"{counts.seq:,}" if counts.seq else "none")
