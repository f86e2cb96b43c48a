"""`minetally init`, `enrol` and `token`: an operation, its tablets and its staff."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Annotated

import segno
import typer

from api.cli.local import address_of, checked, chosen_operation, commit, migrate, refusals, settings_of
from api.cli.options import AsJson, DatabaseUrl, OperationName
from api.odk.setup import collect_settings
from models.enrolment_wire import EnrolmentRequest
from models.wire import TokenRequest
from sync import enrolment, operations
from sync.exchange.committer import Committer


def init(
    operation: Annotated[str, typer.Option(help="Name: lower-case letters, digits and dashes, e.g. lachin-2022.")],
    timezone: Annotated[str, typer.Option(help="Time zone of its days, e.g. Asia/Baku.")],
    database_url: DatabaseUrl = None,
    as_json: AsJson = False,
) -> None:
    """Create an operation and print its administrator's token, once. An empty database is migrated first.

    Example: minetally init --operation lachin-2022 --timezone Asia/Baku
    """
    url = settings_of(database_url).database_url
    migrate(url)
    with refusals():
        token = commit(
            url,
            lambda committer: committer.beside_lock(
                operations.create_operation, operation, timezone, datetime.now(UTC)
            ),
        )
    if as_json:
        typer.echo(json.dumps({"operation": operation, "admin_token": token}))
        return
    typer.echo(f"Operation {operation} is ready. Its administrator's token, which is not shown again:\n\n  {token}\n")
    typer.echo("Next: minetally serve, and minetally enrol --team 'Team 1' --device 'Tablet 1' for each tablet.")


def enrol(
    team: Annotated[
        str | None,
        typer.Option(help="The team that the tablet belongs to; a new name makes a new team.", show_default=False),
    ] = None,
    device: Annotated[str | None, typer.Option(help="What people call the tablet.", show_default=False)] = None,
    device_id: Annotated[
        str | None,
        typer.Option(
            help="Instead: a device whose tablet is lost, reset or forked. Its token ends when the code is used.",
            show_default=False,
        ),
    ] = None,
    server: Annotated[
        str | None,
        typer.Option(help="The address under which tablets reach the server.", show_default="MINETALLY_PUBLIC_URL"),
    ] = None,
    collect: Annotated[
        bool, typer.Option("--collect", help="Enrol it now, and draw the settings of ODK Collect instead.")
    ] = False,
    operation: OperationName = None,
    database_url: DatabaseUrl = None,
    as_json: AsJson = False,
) -> None:
    """Make a code that enrols one tablet, once, and draw it as a QR code.

    Example: minetally enrol --team "Team 1" --device "Tablet 1" --server https://mines.example
    """
    settings = settings_of(database_url)
    name = chosen_operation(settings.database_url, operation)
    wanted, now = checked(EnrolmentRequest, team=team, device=device, device_id=device_id), datetime.now(UTC)

    async def made_by(committer: Committer) -> enrolment.NewEnrolment:
        if wanted.device_id:
            return await committer.under_lock(name, enrolment.create_enrolment_of, name, wanted.device_id, now)
        new = (wanted.team or "", wanted.device or "")
        return await committer.under_lock(name, enrolment.create_enrolment, name, *new, now)

    with refusals():
        made = commit(settings.database_url, made_by)
    if collect:
        _enrol_collect(settings.database_url, address_of(settings, server), name, made["code"], as_json)
        return
    uri = enrolment.enrolment_uri(address_of(settings, server), made["code"])
    if as_json:
        typer.echo(json.dumps({**made, "uri": uri}))
        return
    segno.make(uri, error="m").terminal(compact=True)
    typer.echo(
        f"\n  code        {made['code']}\n  address     {uri}\n  valid until {made['expires_at']}, for one tablet\n"
    )


def _enrol_collect(url: str, server: str, operation: str, code: str, as_json: bool) -> None:
    """Makes the device of a code, and tells the settings of ODK Collect for it, once."""
    made = commit(url, lambda committer: committer.under_lock(operation, enrolment.enrol, code, datetime.now(UTC)))
    settings = collect_settings(server, made)
    if as_json:
        typer.echo(json.dumps({**made, "server_url": f"{server}/odk", "odk_collect": settings}))
        return
    segno.make(settings, error="l").terminal(compact=True)
    typer.echo(
        f"\n  server URL  {server}/odk\n  user name   {made['device_id']}\n  password    {made['token']}\n"
        f"  valid until {made['expires_at']}, for one tablet; it is not shown again\n"
    )


def token(
    role: Annotated[
        str, typer.Option(help="What the person may do: viewer (reads), reviewer (decides), admin (everything).")
    ],
    person: Annotated[str, typer.Option(help="Whose token it is; the history shows this name.")],
    operation: OperationName = None,
    database_url: DatabaseUrl = None,
    as_json: AsJson = False,
) -> None:
    """Make a token for a member of staff and print it, once.

    Example: minetally token --role reviewer --person "Duty officer"
    """
    url = settings_of(database_url).database_url
    name = chosen_operation(url, operation)
    wanted = checked(TokenRequest, role=role, person=person)
    now, life = datetime.now(UTC), operations.STAFF_TOKEN_LIFE
    made = commit(
        url,
        lambda committer: committer.under_lock(
            name, operations.issue_token, name, wanted.role, now, life, person=wanted.person
        ),
    )
    if as_json:
        typer.echo(json.dumps(made))
        return
    typer.echo(f"A {role}'s token for {person}, valid until {made['expires_at']}; it is not shown again:\n")
    typer.echo(f"  {made['token']}")
