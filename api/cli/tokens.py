"""`minetally token`: tokens of staff, made, listed and revoked."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from api.cli.local import checked, chosen_operation, commit, fail, listing_only, read, refusals, settings_of
from api.cli.options import AsJson, DatabaseUrl, OperationName
from api.cli.output import write_listing
from api.cli.screen import add_columns, plain_table, typed
from api.words import time_text
from models.chance import draw
from models.shapes.tokens import Token
from models.tables import TOKEN
from models.wire import TokenRequest
from sync.database.database import Connection
from sync.database.statements import whole_id
from sync.operations import STAFF_TOKEN_LIFE, issue_token, list_tokens, names_of_devices, revoke_token

app = typer.Typer(name="token", rich_markup_mode="markdown")

ROLES = {"viewer": "reads", "reviewer": "decides", "admin": "everything"}
"""The roles of staff, and what each may do."""


@app.callback(invoke_without_command=True)
def token(
    context: typer.Context,
    role: Annotated[
        str | None,
        typer.Option(
            help="What the person may do: viewer (reads), reviewer (decides), admin (everything).", show_default=False
        ),
    ] = None,
    person: Annotated[
        str | None, typer.Option(help="Whose token it is; the history shows this name.", show_default=False)
    ] = None,
    operation: OperationName = None,
    database_url: DatabaseUrl = None,
    as_json: AsJson = False,
) -> None:
    """Make a token for a member of staff and print it, once; list tokens and revoke them.

    Example: minetally token --role reviewer --person "Duty officer"
    """
    if not listing_only(context):
        return
    if role not in ROLES:
        given = "--role is missing" if role is None else f"--role {role!r} is none"
        fail(f"{given}: write one of {', '.join(f'{name} ({does})' for name, does in ROLES.items())}.")
    if person is None:
        fail("--person is missing: name whose token it is; the history shows this name.")
    url = settings_of(database_url).database_url
    name = chosen_operation(url, operation)
    wanted = checked(TokenRequest, role=role, person=person)
    now, life, chance = datetime.now(UTC), STAFF_TOKEN_LIFE, draw()
    made = commit(
        url,
        lambda committer: committer.under_lock(
            name, issue_token, name, wanted.role, now, life, chance, person=wanted.person
        ),
    )
    if as_json:
        typer.echo(json.dumps(made))
        return
    typer.echo(f"A {role}'s token for {person}, valid until {made['expires_at']}; it is not shown again:\n")
    typer.echo(f"  {made['token']}")


@app.command("list")
def listing(
    everything: Annotated[bool, typer.Option("--all", help="Also those that have ended.")] = False,
    operation: OperationName = None,
    database_url: DatabaseUrl = None,
    as_json: AsJson = False,
) -> None:
    """List the tokens of staff and tablets: whose, which role, when last used. The tokens themselves are not stored.

    Example: minetally token list --all
    """
    url = settings_of(database_url).database_url
    name = chosen_operation(url, operation)
    now = datetime.now(UTC)
    rows, devices = read(url, _listed, name)
    shown = [one for one in rows if everything or not _ended(one, now)]
    write_listing(name, shown, as_json, lambda console: print_tokens(shown, devices, now, console))


def _listed(connection: Connection, operation: str) -> tuple[list[Token], dict[str, str]]:
    return list_tokens(connection, operation), names_of_devices(connection, operation)


@app.command()
def revoke(
    token_id: Annotated[str, typer.Argument(metavar="TOKEN", help="Its id in the list, or enough of its beginning.")],
    operation: OperationName = None,
    database_url: DatabaseUrl = None,
) -> None:
    """End a token for good. A running server refuses it within five seconds.

    Example: minetally token revoke 7d0a2c53
    """
    url = settings_of(database_url).database_url
    name = chosen_operation(url, operation)
    with refusals():
        id = read(url, whole_id, TOKEN, name, token_id)
        commit(url, lambda committer: committer.under_lock(name, revoke_token, name, id, datetime.now(UTC)))
    typer.echo(f"Token {id} is revoked.")


def print_tokens(tokens: list[Token], devices: dict[str, str], now: datetime, console: Console) -> None:
    """A row for each token, the oldest first; `devices` are their names."""
    table = plain_table()
    add_columns(table, "id", "role", "whose", "last used", "state", whole=("id", "role", "last used"))
    for one in tokens:
        whose = one["person"] or devices.get(one["device_id"] or "", "")
        used = time_text(one["last_seen_at"]) if one["last_seen_at"] else "never"
        table.add_row(one["id"][:8], one["role"], typed(whose), used, _ended(one, now) or _until(one))
    console.print(table if tokens else Text("There is no token."))


def _ended(token: Token, now: datetime) -> str:
    """When it ended, in words; empty while it is accepted."""
    if token["revoked_at"]:
        return f"revoked {time_text(token['revoked_at'])}"
    expires = token["expires_at"]
    return f"expired {time_text(expires)}" if expires and datetime.fromisoformat(expires) <= now else ""


def _until(token: Token) -> str:
    if token["unconfirmed_since"]:
        return "waits: minetally recovery admit"
    return f"until {time_text(token['expires_at'])}" if token["expires_at"] else "valid"
