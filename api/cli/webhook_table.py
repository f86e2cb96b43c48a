"""Webhooks and their deliveries in the terminal."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from api.cli.screen import add_columns, plain_table, typed
from api.words import Json, time_text


def print_webhooks(webhooks: list[Json], console: Console) -> None:
    """A row for each webhook: where to, how far, and what is not done with."""
    if not webhooks:
        console.print(Text("Nobody is told what happens. Add a webhook: minetally webhooks add URL --person NAME"))
        return
    table = plain_table()
    counts = ("behind", "waiting", "held", "parked")
    add_columns(table, "webhook", "url", "events", *counts, "state", numbers=counts, whole=("webhook",))
    for one in webhooks:
        open_ones = one["deliveries"]
        table.add_row(
            one["id"][:8],
            typed(one["url"]),
            ", ".join(one["events"]),
            f"{one['entries_behind']:,}",
            *(f"{open_ones[state]:,}" for state in counts[1:]),
            _state(one),
        )
    console.print(table)
    if any(one["deliveries"]["parked"] for one in webhooks):
        how = "minetally webhooks deliveries WEBHOOK --state parked, then resume or skip"
        console.print(Text(f"\nParked ones wait for you: {how}", style="dim"))


def _state(webhook: Json) -> str:
    if not webhook["enabled"]:
        return f"disabled: {webhook['disabled_why']}"
    since = webhook["failing_since"]
    return f"failing since {time_text(since)}" if since else "fine"


def print_deliveries(deliveries: list[Json], console: Console) -> None:
    """A row for each delivery, the newest first, with what became of its last attempt."""
    if not deliveries:
        console.print(Text("There are no such deliveries."))
        return
    table = plain_table()
    add_columns(
        table, "seq", "event", "state", "tries", "came of it", "id", numbers=("seq", "tries"), whole=("event", "id")
    )
    for one in deliveries:
        last = one["tries"][-1] if one["tries"] else None
        came = (last["error"] or f"It was answered {last['status']}.") if last else ""
        tries = str(one["attempts"])
        table.add_row(f"{one['seq']:,}", one["type"], one["state"], tries, typed(came), one["event_id"])
    console.print(table)
