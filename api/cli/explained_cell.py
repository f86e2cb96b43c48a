"""The finds behind a figure of a report: read at its moment, compared with it, and shown."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from api.cli.screen import ROOMY, add_columns, plain_table, print_labelled, typed
from api.formats.sentences import edition_text
from api.words import Json, by_text, number, period_text, plain, time_text
from models.period import Period
from models.problem import invalid_request
from sync.database.database import Connection
from sync.figures.editions import moment_of, period_of, read_edition
from sync.figures.lineage import ReportCell, all_counted_finds
from sync.figures.moment import Moment, moment_as_of
from sync.figures.weekly import weekly
from sync.files.exports import BYTE_ORDER_MARK, cell, line
from sync.operations import names_of_devices

COLUMNS = (
    "found_on", "count", "marking", "type", "category", "manufactured_year", "district", "team", "device", "person",
    "find_id", "version", "entries", "conflicts", "lat", "lon", "accuracy_m", "transform", "position", "made_at",
    "received_at", "device_id",
)  # fmt: skip
"""The columns of the CSV, in order."""
UUID = 36
"""Characters of an id."""


class Asked(NamedTuple):
    """A figure: of a period at a moment, or of an edition; and the row of the report, by what it is a row of."""

    period: Period | None
    as_of: str | None
    edition: tuple[int, int | None] | None
    rows: dict[str, str]


def explained_cell(connection: Connection, operation: str, asked: Asked, now: datetime) -> Json:
    """The finds that the figure counts, what they come to, and what the report says."""
    edition = read_edition(connection, operation, *asked.edition) if asked.edition else None
    if edition:
        moment, period = moment_of(connection, edition), period_of(edition)
    else:
        assert asked.period is not None
        moment, period = moment_as_of(connection, operation, asked.as_of, now), asked.period
    rows = _rows(moment, asked.rows)
    named = ReportCell(
        rows.get("type"), rows.get("category"), rows.get("district"), rows.get("team"), rows.get("device")
    )
    finds = list(all_counted_finds(moment, period, named))
    report = edition["report"] if edition else weekly(moment, period, tuple(rows))
    reported, others = _reported(report, rows)
    return {
        "operation": operation,
        "period": report["period"],
        "as_of": report["as_of"],
        "edition": {name: edition[name] for name in ("number", "revision", "sha256")} if edition else None,
        "cell": rows,
        "total": sum(find["count"] for find in finds),
        "finds": len(finds),
        "reported": reported,
        "others": others,
        "items": finds,
    }


def _rows(moment: Moment, given: dict[str, str]) -> dict[str, str]:
    """The rows as the tally names them: the key of a type, the id of a device."""
    rows = dict(given)
    if "type" in rows:
        rows["type"] = moment.rules.key_of(rows["type"])
    if rows.get("device"):
        names = names_of_devices(moment.connection, moment.operation)
        meant = [id for id, name in names.items() if rows["device"] in (id, name)]
        if len(meant) != 1:
            known = ", ".join(meant) if meant else ", ".join(sorted(set(names.values())))
            detail = f"{rows['device'][:60]!r} is the name of {number(len(meant), 'tablet')}"
            raise invalid_request("--device", detail, f"name one of {known}")
        rows["device"] = meant[0]
    return rows


def _reported(report: Json, rows: dict[str, str]) -> tuple[int | None, list[str]]:
    """What the report says of the row, which it does where one grouping alone names it; and its other rows."""
    if not rows:
        return report["total"], []
    if len(rows) > 1:
        return None, []
    ((name, key),) = rows.items()
    totals = {row[name] or "": row["total"] for row in report[f"by_{name}"]}
    return totals.get(key, 0), [other for other in totals if key not in totals and other]


# In the terminal


def print_cell(found: Json, console: Console) -> None:
    """A row for each find, by day, and what they come to."""
    period = found["period"]
    named = [
        period_text(period["from"], period["to"]),
        *(f"{name} {_named(name, key, found)}" for name, key in found["cell"].items()),
    ]
    console.print(Text(", ".join(named), style="bold"))
    if found["items"]:
        console.print(Padding(_table(found["items"], console.width), (1, 0, 1, 0)))
    print_labelled(console, "sum", f"{found['total']:,} in {number(found['finds'], 'find')}", "bold")
    source = edition_text(found["edition"]) if found["edition"] else "the report"
    as_of = f"as of log entry {found['as_of']['seq']:,}, {time_text(found['as_of']['time'])}"
    if found["reported"] is not None:
        agrees = found["reported"] == found["total"]
        print_labelled(console, "report", f"{source} says {found['reported']:,}, {as_of}", "" if agrees else "bold red")
    else:
        print_labelled(console, "as of", as_of.removeprefix("as of "))
    if found["others"]:
        print_labelled(console, "", "It has no such row; it has " + plain(", ".join(found["others"])) + ".", "yellow")
    disputed = [find for find in found["items"] if find["conflicts"]]
    if disputed:
        print_labelled(
            console, "in dispute", f"{number(len(disputed), 'find')}, marked ?: minetally conflicts", "yellow"
        )


def _named(name: str, key: str, found: Json) -> str:
    if name == "device" and found["items"]:
        return by_text(found["items"][0]["device"], found["items"][0]["team"])
    return plain(key) or {"district": "not known"}.get(name, "staff")


def _table(finds: list[Json], width: int) -> Table:
    """The id of a find is never broken: where there is little room it stands below who reported it."""
    table, roomy = plain_table(), width >= ROOMY
    add_columns(table, "day", "count", "marking", "entries", numbers=("count",), whole=("day",))
    table.add_column("by", overflow="fold", width=None if roomy else UUID)
    if roomy:
        table.add_column("find", no_wrap=True)
    for find in finds:
        by = by_text(find["device"], find["team"], find["person"])
        last = [Text(by), Text(find["find_id"])] if roomy else [Text(f"{by}\n{find['find_id']}")]
        count = f"{find['count']:,}{'?' if find['conflicts'] else ''}"
        table.add_row(find["found_on"], count, typed(find["marking"]), ", ".join(map(str, find["entries"])), *last)
    return table


# As CSV


def cell_as_csv(found: Json) -> bytes:
    """A heading and a row for each find; no cell is taken for a formula."""
    text = [BYTE_ORDER_MARK, line(COLUMNS)]
    for find in found["items"]:
        row = {**find, "entries": " ".join(map(str, find["entries"])), "conflicts": " ".join(find["conflicts"])}
        text.append(line([cell(row[name]) for name in COLUMNS]))
    return "".join(text).encode()
