"""All weeks of a season in the terminal, side by side."""

from __future__ import annotations

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from api.cli.screen import ROOMY, add_columns, bar, plain_table, typed
from api.words import number, period_text, plain, signed, time_text
from models.shapes.reports import SeasonReport, SeasonWeek
from sync.figures.weekly import sums_of

BAR, LABEL, CELL = 20, 24, 11
"""Widths, characters: of a bar, of what a row is called, of a week beside others."""
NAMELESS = {"district": "not known", "team": "staff", "device": "staff"}


def print_season(season: SeasonReport, groupings: tuple[str, ...], names: dict[str, str], console: Console) -> None:
    """Prints a season as `GET /v1/reports/season` answers it; `names` are those of devices."""
    period = season["period"]
    weeks = number(len(season["weeks"]), "ISO week")
    said = f"{season['total']:,} in {number(season['finds'], 'find')}, {weeks}"
    console.print()
    console.print(Text(f"{said}, {period_text(period['from'], period['to'])}", style="bold"))
    console.print(Padding(_weeks(season["weeks"], console), (1, 0, 0, 0)))
    for grouping in groupings:
        for table in _side_by_side(season, grouping, names, console.width):
            console.print(Padding(table, (1, 0, 0, 0)))
    moment = f"as of log entry {season['as_of']['seq']:,}, {time_text(season['as_of']['time'])}"
    console.print(Text(f"\n{plain(season['operation'])} {moment}", style="dim"))


def _weeks(weeks: list[SeasonWeek], console: Console) -> Table:
    table = plain_table()
    counts = ("total", "finds", "change", "cumulative")
    add_columns(table, "week", "days", *counts, numbers=counts, whole=("week",))
    if console.width >= ROOMY:
        table.add_column("", width=BAR)
    greatest = max((week["total"] for week in weeks), default=0)
    for week in weeks:
        table.add_row(
            week["week"],
            period_text(week["from"], week["to"]),
            f"{week['total']:,}",
            f"{week['finds']:,}",
            "" if week["change"] is None else signed(week["change"]),
            f"{week['cumulative']:,}",
            *([bar(console, greatest, week["total"], BAR)] if console.width >= ROOMY else []),
        )
    return table


def _side_by_side(season: SeasonReport, grouping: str, names: dict[str, str], width: int) -> list[Table]:
    """A row for each key and a column for each week; as many tables below one another as the weeks need."""
    sums = {week["week"]: {key: total for key, total in sums_of(week, grouping)} for week in season["weeks"]}
    totals: dict[str | None, int] = {}
    for of_week in sums.values():
        for key, total in of_week.items():
            totals[key] = totals.get(key, 0) + total
    keys = sorted(totals, key=lambda key: (key or "") if grouping == "day" else (-totals[key], key or ""))
    room = max(1, (width - LABEL - CELL) // CELL)
    weeks = [*sums]
    tables = []
    for start in range(0, len(weeks), room):
        some = weeks[start : start + room]
        table = plain_table(f"By {grouping}" + (", continued" if start else ""))
        table.add_column(grouping, overflow="fold", width=LABEL - 2)
        for week in some:
            table.add_column(week, justify="right", no_wrap=True, width=CELL - 2)
        table.add_column("all weeks", justify="right", no_wrap=True, width=CELL - 2)
        for key in keys:
            cells = [f"{sums[week][key]:,}" if key in sums[week] else "" for week in some]
            label = names.get(key or "", key) or NAMELESS.get(grouping, "")
            table.add_row(typed(label), *cells, f"{totals[key]:,}")
        tables.append(table)
    return tables
