"""The weekly report in the terminal, to be read at a glance."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, NamedTuple

from rich.bar import Bar
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

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
    console.print(Text(f"\n{_plain(report['operation'])} as of log entry {as_of['seq']:,}", style="dim"))


def print_labelled(console: Console, label: str, text: str, style: str = "") -> None:
    """A short label, and a text that wraps beside it."""
    row = Table.grid(padding=(0, 2))
    row.add_column(width=10, style="bold")
    row.add_column()
    row.add_row(label, Text(text, style))
    console.print(row)


# The headline


def headline(report: Json) -> str:
    """For the greatest type: how many, when they were made, the period, and the district where there is one only."""
    days = period_text(report["period"]["from"], report["period"]["to"])
    if not report["total"]:
        return f"Nothing was found, {days}"
    districts = [row["district"] for row in report.get("by_district", ())]
    where = f", {_plain(districts[0])}" if len(districts) == 1 and districts[0] else ""
    if not report.get("by_type"):
        return f"{report['total']:,} in all, {days}{where}"
    first = report["by_type"][0]
    made = made_text(first)
    return f"{first['total']:,} of {_plain(first['marking'])}{f', {made}' if made else ''}, {days}{where}"


def _below_the_headline(report: Json) -> Iterator[str]:
    finds, types = report["finds"], len([row for row in report.get("by_type", ()) if row["total"]])
    if types > 1:
        yield f"{report['total']:,} of {types} types in all, in {_number(finds, 'find')}"
    elif finds:
        yield f"in {_number(finds, 'find')}"
    previous = report["previous"]
    days = period_text(previous["from"], previous["to"])
    yield f"{previous['total']:,} in the {_number(report['period']['days'], 'day')} before, {days}"


def made_text(row: Json) -> str:
    """In which years the pieces of a type were made: "all made in 2021", "1,300 made in 2021, 18 with no year"."""
    years: dict[str, int] = row["manufactured"]
    if not years:
        return ""
    if len(years) == 1 and not row["manufactured_unknown"]:
        return f"all made in {next(iter(years))}"
    parts = [f"{total:,} made in {year}" for year, total in years.items()]
    if row["manufactured_unknown"]:
        parts.append(f"{row['manufactured_unknown']:,} with no year")
    return ", ".join(parts)


def period_text(first: str, last: str) -> str:
    """Days as people write them: 15 to 22 August 2022."""
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    until = f"{end.day} {end:%B} {end.year}"
    if start == end:
        return until
    if start.year != end.year:
        return f"{start.day} {start:%B} {start.year} to {until}"
    return f"{start.day} {start:%B} to {until}" if start.month != end.month else f"{start.day} to {until}"


def day_text(day: str) -> str:
    """Mon 15 Aug"""
    one = date.fromisoformat(day)
    return f"{one:%a} {one.day} {one:%b}"


# Tables


def _by_type(rows: list[Json]) -> Table:
    table = _table("By type")
    table.add_column("type", overflow="fold")
    table.add_column("class")
    for title in ("total", "finds"):
        table.add_column(title, justify="right", no_wrap=True)
    table.add_column("made in")
    table.add_column("in dispute", no_wrap=True, style="yellow")
    table.add_column("conflicts", justify="right", style="yellow")
    for n, row in enumerate(rows):
        name = Text(_plain(row["marking"]), style="bold" if n == 0 else "")
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
    return (_range(disputed), f"{disputed['conflicts']:,}") if disputed["conflicts"] else ("", "")


class Grouping(NamedTuple):
    """A table of sums: its place in the report, and how a row is called."""

    name: str
    title: Callable[[Json], str]


GROUPINGS = (
    Grouping("day", lambda row: day_text(row["day"])),
    Grouping("team", lambda row: _plain(row["team"] or "staff")),
    Grouping("district", lambda row: _plain(row["district"] or "not known")),
    Grouping("category", lambda row: str(row["category"]).replace("_", " ")),
    Grouping("device", lambda row: _plain(", ".join(filter(None, (row["name"], row["team"]))) or "staff")),
)


def _sums(grouping: Grouping, rows: list[Json]) -> Table:
    table = _table(f"By {grouping.name}")
    table.add_column(grouping.name, overflow="fold")
    table.add_column("total", justify="right", no_wrap=True)
    table.add_column("finds", justify="right", no_wrap=True)
    table.add_column("", width=16)
    greatest = max((row["total"] for row in rows), default=0)
    for row in rows if grouping.name == "day" else sorted(rows, key=lambda row: -row["total"]):
        bar = Bar(greatest, 0, row["total"], width=16, color="cyan") if greatest else ""
        table.add_row(grouping.title(row), f"{row['total']:,}", f"{row['finds']:,}", bar)
    return table


def _table(title: str) -> Table:
    return Table(title=title, title_justify="left", title_style="bold", box=None, pad_edge=False, padding=(0, 2, 0, 0))


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
    """Title, sentence and style of each thing that could still change the total."""
    disputed = report["disputed"]
    if disputed["conflicts"]:
        open_ = _number(disputed["conflicts"], "open conflict")
        yield "in dispute", f"{open_}: the total could be {_range(disputed)}", "yellow"
    else:
        yield "in dispute", "nothing", ""
    twins = report["suspected_duplicates"]
    if twins["pairs"]:
        pairs = _number(twins["pairs"], "pair")
        yield "duplicates", f"{pairs} of finds may be one find reported twice: {twins['total']:,} too many", "yellow"
    else:
        yield "duplicates", "none suspected", ""
    devices = report["devices"]
    reported = f"{_number(devices['reported'], 'tablet')} reported after the last day"
    if devices["silent"]:
        names = "; ".join(_silent(device) for device in devices["silent"])
        yield "missing", f"{names}. {reported}", "red"
    else:
        yield "missing", f"nobody; {reported}", ""


def _silent(device: Json) -> str:
    seen = device["last_seen_at"]
    last = f"last seen {seen[:10]} {seen[11:16]} UTC" if seen else "never exchanged"
    return _plain(f"{device['device']} of {device['team']}, {last}")


def _range(disputed: Json) -> str:
    return f"{disputed['low']:,} to {disputed['high']:,}"


def _number(count: int, what: str) -> str:
    return f"{count:,} {what}" if count == 1 else f"{count:,} {what}s"


def _plain(text: str) -> str:
    """What a tablet sent, without characters that would steer the terminal."""
    return "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in text)
