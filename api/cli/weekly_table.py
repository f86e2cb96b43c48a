"""The weekly report in the terminal, to be read at a glance."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from rich.bar import Bar
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from api.cli.screen import add_columns, plain_table, print_labelled, typed
from api.formats import sentences
from api.words import day_text, headline, number, plain, silent_text, time_text

Json = dict[str, Any]

TWO_COLUMNS = 88
"""From this width on, characters, small tables stand side by side."""


def print_weekly(report: Json, console: Console) -> None:
    """Prints a report as `GET /v1/reports/weekly` answers it, with the groupings that it has."""
    console.print()
    console.print(Text(headline(report), style="bold"))
    console.print(Text("\n".join(_below_the_headline(report))))
    if report.get("by_type"):
        console.print(Padding(_by_type(report["by_type"]), (1, 0, 0, 0)))
    shown = [grouping for grouping in GROUPINGS if report.get(f"by_{grouping.name}")]
    if shown:
        console.print(_side_by_side(report, shown, console.width))
    console.print()
    for label, text, style in _questions(report):
        print_labelled(console, label, text, style)
    as_of = report["as_of"]
    moment = f"as of log entry {as_of['seq']:,}, {time_text(as_of['time'])}"
    console.print(Text(f"\n{plain(report['operation'])} {moment}", style="dim"))


def _below_the_headline(report: Json) -> Iterator[str]:
    finds, types = report["finds"], len([row for row in report.get("by_type", ()) if row["total"]])
    if types > 1:
        yield f"{report['total']:,} of {types} types in all, in {number(finds, 'find')}"
    elif finds:
        yield f"in {number(finds, 'find')}"
    if report["cumulative"]:
        yield sentences.cumulative_text(report)
    yield sentences.previous_text(report)


# Tables


def _by_type(rows: list[Json]) -> Table:
    table = plain_table("By type")
    add_columns(table, "type", "class", "total", "finds", "made in", numbers=("total", "finds"))
    table.add_column("in dispute", no_wrap=True, style="yellow")
    table.add_column("conflicts", justify="right", style="yellow")
    for n, row in enumerate(rows):
        name = typed(row["marking"], "bold" if n == 0 else "")
        if not row.get("known", True):
            name.append(" (unknown)", style="dim")
        years = [f"{year}: {total:,}" for year, total in row["manufactured"].items()]
        if row["manufactured_unknown"]:
            years.append(f"no year: {row['manufactured_unknown']:,}")
        table.add_row(
            name, row["class"], f"{row['total']:,}", f"{row['finds']:,}", ", ".join(years), *_dispute(row["disputed"])
        )
    return table


def _dispute(disputed: Json) -> tuple[str, str]:
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


def _sums(grouping: Grouping, rows: list[Json]) -> Table:
    table = plain_table(f"By {grouping.name}")
    add_columns(table, grouping.name, "total", "finds", numbers=("total", "finds"))
    table.add_column("", width=16)
    greatest = max((row["total"] for row in rows), default=0)
    for row in rows if grouping.name == "day" else sorted(rows, key=lambda row: -row["total"]):
        bar = Bar(greatest, 0, row["total"], width=16, color="cyan") if greatest else ""
        table.add_row(Text(grouping.title(row)), f"{row['total']:,}", f"{row['finds']:,}", bar)
    return table


def _side_by_side(report: Json, groupings: list[Grouping], width: int) -> RenderableType:
    """The sums in two columns where there is room."""
    tables = {
        grouping.name: Padding(_sums(grouping, report[f"by_{grouping.name}"]), (1, 0, 0, 0)) for grouping in groupings
    }
    left = [tables.pop(name) for name in ("day", "category") if name in tables]
    if width < TWO_COLUMNS or not left:
        return Group(*left, *tables.values())
    columns = Table.grid(padding=(0, 4))
    columns.add_row(Group(*left), Group(*tables.values()))
    return columns


# What is still open


def _questions(report: Json) -> Iterator[tuple[str, str, str]]:
    """Title, sentence and style of each thing that could still change the total, or that has changed it."""
    yield "in dispute", sentences.dispute_text(report), "yellow" if report["disputed"]["conflicts"] else ""
    twins = report["suspected_duplicates"]["pairs"]
    yield "duplicates", sentences.duplicates_text(report), "yellow" if twins else ""
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


def _nothing_of(team: Json) -> str:
    last = f"last heard of {time_text(team['last_seen_at'])}" if team["last_seen_at"] else "never heard of"
    return plain(f"all of {team['team']}, {last}")
