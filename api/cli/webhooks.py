"""`minetally webhooks`: addresses that receive events, and the result of each delivery."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.text import Text

from api.cli.local import (
    checked,
    chosen_operation,
    commit,
    every,
    fail,
    listing_only,
    read,
    refusals,
    reviewer,
    settings_of,
)
from api.cli.options import AsJson, DatabaseUrl, OperationName, Person
from api.cli.output import JSON, Output, write_listing
from api.cli.screen import add_columns, plain_table, typed
from api.words import plain, time_text
from models.chance import draw
from models.shapes import webhooks as shapes
from models.webhook_address import why_not_url
from models.webhook_wire import DeliveryState, ReplayRequest, SkipRequest, WebhookRequest
from sync.events.outbox import Place
from sync.events.webhooks import (
    NewValues,
    add_webhook,
    change_webhook,
    list_deliveries,
    list_webhooks,
    remove_webhook,
    replay_from,
    resume_deliveries,
    rotate_secret,
    skip_deliveries,
)

app = typer.Typer(name="webhooks", rich_markup_mode="markdown")

Webhook = Annotated[str, typer.Argument(metavar="WEBHOOK", help="Its id, or enough of its beginning.")]


@app.callback(invoke_without_command=True)
def webhooks(
    context: typer.Context,
    operation: OperationName = None,
    database_url: DatabaseUrl = None,
    as_json: AsJson = False,
) -> None:
    """List the webhooks, up to where each has received events, and what waits; add and change them.

    Example: minetally webhooks
    """
    if not listing_only(context):
        return
    url = settings_of(database_url).database_url
    name = chosen_operation(url, operation)
    rows = read(url, list_webhooks, name)
    write_listing(name, rows, as_json, lambda console: print_webhooks(rows, console))


@app.command()
def add(
    address: Annotated[str, typer.Argument(metavar="URL", help="Where events are sent.")],
    person: Person,
    event: Annotated[
        list[str] | None,
        typer.Option(help="What it is told, as find.* or edition.published; once for each.", show_default="everything"),
    ] = None,
    description: Annotated[str, typer.Option(help="For people.", show_default="none")] = "",
    from_seq: Annotated[
        int | None, typer.Option(help="From this log entry on; 1 is everything.", show_default="from now on")
    ] = None,
    operation: OperationName = None,
    database_url: DatabaseUrl = None,
    as_json: AsJson = False,
) -> None:
    """Make a webhook. Its secret is printed this once.

    Example: minetally webhooks add https://example.org/hooks --event 'find.*' --person "Duty officer"
    """
    wanted = checked(
        WebhookRequest, url=address, events=event or ["*"], description=description, from_seq=from_seq
    )  # fmt: skip
    settings, who = settings_of(database_url), reviewer(person)
    why = why_not_url(wanted.url, settings.opened_networks)
    if why:
        fail(f"url: {why[0]}: {why[1]}")
    url = settings.database_url
    name = chosen_operation(url, operation)
    with refusals():
        made = commit(
            url,
            lambda committer: committer.under_lock(
                name, add_webhook, name, wanted.url, tuple(wanted.events), wanted.description, wanted.from_seq, who,
                datetime.now(UTC), draw(),
            ),
        )  # fmt: skip
    _show_secret(made, as_json)


@app.command()
def secret(
    webhook: Webhook, operation: OperationName = None, database_url: DatabaseUrl = None, as_json: AsJson = False
) -> None:
    """Give a webhook a new secret. The one before signs too for 24 hours.

    Example: minetally webhooks secret 7d0a2c53
    """
    _show_secret(_do(rotate_secret, database_url, operation, webhook, datetime.now(UTC), draw()), as_json)


def _show_secret(made: shapes.WebhookSecret, as_json: bool) -> None:
    if as_json:
        Output(JSON).json(made)
    else:
        typer.echo(f"webhook  {made['id']}\nsecret   {made['secret']}\nThe secret is shown only once.")


@app.command()
def deliveries(
    webhook: Webhook,
    state: Annotated[DeliveryState | None, typer.Option(help="Only these.", show_default="all")] = None,
    operation: OperationName = None,
    database_url: DatabaseUrl = None,
    as_json: AsJson = False,
) -> None:
    """List what was sent and what it was answered, the newest first.

    Example: minetally webhooks deliveries 7d0a2c53 --state parked
    """
    url, place = _place(database_url, operation, webhook)
    rows = read(url, lambda connection: every(lambda page: list_deliveries(connection, place, state, page)))
    if as_json:
        Output(JSON).json({"operation": place.operation, "webhook": place.id, "items": rows})
    else:
        Output().table(lambda console: print_deliveries(rows, console))


@app.command()
def replay(
    webhook: Webhook,
    from_seq: Annotated[int, typer.Argument(metavar="SEQ", help="The first log entry that is told again.")],
    operation: OperationName = None,
    database_url: DatabaseUrl = None,
) -> None:
    """Tell everything from a log entry on again, with the same ids and bodies.

    Example: minetally webhooks replay 7d0a2c53 1837
    """
    wanted = checked(ReplayRequest, from_seq=from_seq)
    _do(replay_from, database_url, operation, webhook, wanted.from_seq, datetime.now(UTC))
    typer.echo(f"Everything from log entry {from_seq:,} on is sent again.")


Events = Annotated[list[str] | None, typer.Argument(metavar="[EVENT]...", help="Ids of events, as deliveries lists.")]


@app.command()
def resume(
    webhook: Webhook, events: Events = None, operation: OperationName = None, database_url: DatabaseUrl = None
) -> None:
    """Try parked deliveries again, these or all, and what was held behind them.

    Example: minetally webhooks resume 7d0a2c53
    """
    _do(resume_deliveries, database_url, operation, webhook, tuple(events) if events else None, datetime.now(UTC))
    typer.echo("They are tried again.")


@app.command()
def skip(
    webhook: Webhook, events: Events = None, operation: OperationName = None, database_url: DatabaseUrl = None
) -> None:
    """Skip parked deliveries: they are never sent, and those held behind them are sent.

    Example: minetally webhooks skip 7d0a2c53 1f7d7f0e-59a1-5f0e-8d6c-8f4f5a8b9c04
    """
    wanted = checked(SkipRequest, event_ids=events or [])
    _do(skip_deliveries, database_url, operation, webhook, tuple(wanted.event_ids), datetime.now(UTC))
    typer.echo("They are given up; the list shows them as skipped.")


@app.command()
def enable(webhook: Webhook, operation: OperationName = None, database_url: DatabaseUrl = None) -> None:
    """Let a webhook go on from where it stopped.

    Example: minetally webhooks enable 7d0a2c53
    """
    _do(change_webhook, database_url, operation, webhook, NewValues(enabled=True), datetime.now(UTC))
    typer.echo("It goes on from where it stopped.")


@app.command()
def disable(webhook: Webhook, operation: OperationName = None, database_url: DatabaseUrl = None) -> None:
    """Send nothing until the webhook is enabled again; nothing is lost.

    Example: minetally webhooks disable 7d0a2c53
    """
    _do(change_webhook, database_url, operation, webhook, NewValues(enabled=False), datetime.now(UTC))
    typer.echo("It is sent nothing until it is enabled.")


@app.command()
def remove(webhook: Webhook, operation: OperationName = None, database_url: DatabaseUrl = None) -> None:
    """Take a webhook away, with what waits for it.

    Example: minetally webhooks remove 7d0a2c53
    """
    _do(remove_webhook, database_url, operation, webhook)
    typer.echo("It is gone.")


def _place(database_url: str | None, operation: str | None, webhook: str) -> tuple[str, Place]:
    """The database, and the one webhook whose id begins so."""
    url = settings_of(database_url).database_url
    name = chosen_operation(url, operation)
    ids = [row["id"] for row in read(url, list_webhooks, name) if row["id"].startswith(webhook.lower())]
    if len(ids) != 1:
        number = "No webhook" if not ids else "More than one webhook"
        fail(f"{number} of {name} has an id that begins with {plain(webhook)}: minetally webhooks lists them.")
    return url, Place(name, ids[0])


def _do(do: Callable[..., Any], database_url: str | None, operation: str | None, webhook: str, *args: Any) -> Any:
    url, place = _place(database_url, operation, webhook)
    with refusals():
        return commit(url, lambda committer: committer.under_lock(place.operation, do, place, *args))


def print_webhooks(webhooks: list[shapes.Webhook], console: Console) -> None:
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
            f"{open_ones['waiting']:,}",
            f"{open_ones['held']:,}",
            f"{open_ones['parked']:,}",
            _state(one),
        )
    console.print(table)
    if any(one["deliveries"]["parked"] for one in webhooks):
        how = "minetally webhooks deliveries WEBHOOK --state parked, then resume or skip"
        console.print(Text(f"\nParked ones wait for you: {how}", style="dim"))


def _state(webhook: shapes.Webhook) -> str:
    if not webhook["enabled"]:
        return f"disabled: {webhook['disabled_why']}"
    since = webhook["failing_since"]
    return f"failing since {time_text(since)}" if since else "fine"


def print_deliveries(deliveries: list[shapes.Delivery], console: Console) -> None:
    """A row for each delivery, the newest first, with what became of its last attempt."""
    if not deliveries:
        console.print(Text("No deliveries found."))
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
