"""Editions in the terminal: all of them in a table, and what one stands on."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console
from rich.text import Text

from api.cli.screen import ROOMY, add_columns, plain_table, print_labelled, typed
from api.formats.sentences import unmet_texts
from api.words import Json, period_text, plain, time_text


def print_editions(editions: list[Json], console: Console) -> None:
    """A row for each edition and revision, by number."""
    if not editions:
        console.print(Text("Nothing is published yet. Publish: minetally publish --week 2022-W33 --person NAME"))
        return
    table, roomy = plain_table(), console.width >= ROOMY
    counts = ("total", "finds") if roomy else ("total",)
    texts = ("complete", "published", "by", "state")
    add_columns(table, "edition", "period", *counts, *texts, numbers=counts, whole=("edition", "complete", "published"))
    newest = {edition["number"]: edition["revision"] for edition in editions}
    for edition in editions:
        share = edition["completeness"]["share"]
        table.add_row(
            f"{edition['number']}.{edition['revision']}",
            period_text(edition["period"]["from"], edition["period"]["to"]),
            *(f"{edition[count]:,}" for count in counts),
            "" if share is None else f"{share:.0%}",
            time_text(edition["published_at"]).removesuffix(" UTC"),
            typed(edition["published_by"]),
            _state(edition, newest[edition["number"]]),
        )
    console.print(table)
    console.print(Text("\nTimes are UTC. 1.2 is edition 1, revision 2: minetally editions 1.2", "dim"))


def _state(edition: Json, newest: int) -> str:
    if edition["stands"]:
        return "stands, anyway" if edition["anyway"] else "stands"
    return "replaced" if edition["revision"] < newest else "withdrawn"


def print_head(edition: Json, console: Console) -> None:
    """When and by whom it was published, on what it stands, what it did not meet, and its hash."""
    for label, text, style in _head(edition):
        print_labelled(console, label, text, style)


def _head(edition: Json) -> Iterator[tuple[str, str, str]]:
    stands_on = edition["stands_on"]
    yield "published", f"{time_text(edition['published_at'])} by {plain(edition['published_by'])}", ""
    saved = "in a verified backup" if stands_on["in_verified_backup"] else "not yet in a verified backup"
    yield "stands on", f"log entry {stands_on['seq']:,}, {saved} when it was published", ""
    if edition["withdraws"] is not None:
        yield "withdraws", f"edition {edition['withdraws']}", ""
    for text in unmet_texts(edition):
        yield "not met", text, "yellow"
    if edition["anyway"] is not None:
        yield "anyway", plain(edition["anyway"]), "yellow"
    yield "sha256", edition["sha256"], ""
