"""`minetally differences`: what has changed since an edition, find by find, each step with its reason."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated

import typer
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from api.cli.editions import Revision, named_edition
from api.cli.local import chosen_operation, read, refusals, settings_of
from api.cli.options import AsJson, DatabaseUrl, OperationName
from api.cli.output import JSON, Output
from api.cli.screen import add_columns, plain_table, typed
from api.formats.sentences import edition_text
from api.words import period_text, signed, time_text
from models.shapes.editions import Differences, DifferenceStep
from sync.figures.differences import differences_of


def differences(
    number: Annotated[str, typer.Argument(help="The edition as 2, or one of its revisions as 2.1.")],
    revision: Revision = None,
    to: Annotated[str | None, typer.Option(help="Another edition, or another revision.", show_default="now")] = None,
    operation: OperationName = None,
    database_url: DatabaseUrl = None,
    as_json: AsJson = False,
) -> None:
    """Say what has changed since an edition: by reason, and find by find. The sums add up to the change of the total.

    Example: minetally differences 1.1 --to 1.2
    """
    url = settings_of(database_url).database_url
    with refusals():
        earlier, later = named_edition(number, revision), None if to is None else named_edition(to)
        name = chosen_operation(url, operation)
        found = read(url, differences_of, name, earlier, later, datetime.now(UTC))
    if as_json:
        Output(JSON).json(found)
    else:
        Output().table(lambda console: print_differences(found, console))


def print_differences(found: Differences, console: Console) -> None:
    """Prints differences as `GET /v1/editions/{number}/differences` answers them."""
    console.print(Text(head(found), style="bold"))
    console.print(Padding(_figures(found), (1, 0, 0, 0)))
    if not found["finds"]:
        return
    console.print(
        Padding(
            _sums("By reason", {row["means"]: (row["change"], row["finds"]) for row in found["by_reason"]}),
            (1, 0, 0, 0),
        )
    )
    if len(found["by_type"]) > 1:
        console.print(
            Padding(_sums("By type", {row["type"]: (row["change"], None) for row in found["by_type"]}), (1, 0, 0, 0))
        )
    console.print(Text("\nFind by find", style="bold"))
    for find in found["finds"]:
        several = len(find["steps"]) > 1
        console.print(Text(find["find_id"] + (f"  {signed(find['change'])} in all" if several else "")))
        console.print(Padding(_steps(find["steps"]), (0, 0, 0, 2)))


def head(found: Differences) -> str:
    """+14 since edition 1, revision 1: 1,318 to 1,332"""
    before, after = found["before"], found["after"]
    assert before["edition"] is not None  # only what is compared with it may be the present
    earlier = edition_text(before["edition"])
    named = f"since {earlier}"
    if after["edition"]:
        named = f"from {earlier} to {edition_text(after['edition'])}"
    if not found["finds"]:
        return f"Nothing has changed {named}: {before['total']:,}"
    return f"{signed(found['change'])} {named}: {before['total']:,} to {after['total']:,}"


def _figures(found: Differences) -> Table:
    table = plain_table()
    counts = ("total", "finds", "log entry")
    add_columns(table, "figure", "period", *counts, "as of", numbers=counts)
    for figure in (found["before"], found["after"]):
        table.add_row(
            edition_text(figure["edition"]) if figure["edition"] else "now",
            period_text(figure["from"], figure["to"]),
            f"{figure['total']:,}",
            f"{figure['finds']:,}",
            f"{figure['seq']:,}",
            time_text(figure["time"]),
        )
    return table


def _sums(title: str, rows: Mapping[str, tuple[int, int | None]]) -> Table:
    """The change of each row, and its finds if they were counted."""
    table = plain_table(title)
    counted = any(finds is not None for _, finds in rows.values())
    counts = ("change", "finds") if counted else ("change",)
    add_columns(table, title.removeprefix("By "), *counts, numbers=counts)
    for named, (change, finds) in rows.items():
        table.add_row(typed(named), signed(change), *([] if finds is None else [f"{finds:,}"]))
    return table


def _steps(steps: list[DifferenceStep]) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(overflow="fold")
    table.add_column(no_wrap=True, style="dim")
    for step in steps:
        table.add_row(typed(step["sentence"]), f"entry {step['seq']:,}" if step["seq"] is not None else "")
    return table
