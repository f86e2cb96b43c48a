"""`minetally init` and `enrol`: an operation and its tablets."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Annotated

import typer

from api.cli.local import (
    NO_ADDRESS,
    address_of,
    checked,
    chosen_operation,
    commit,
    fail,
    migrate,
    refusals,
    settings_of,
)
from api.cli.options import AsJson, DatabaseUrl, OperationName
from api.cli.screen import screen
from api.keys import fingerprint_at
from api.odk.setup import collect_settings
from models.chance import draw
from models.enrolment_wire import EnrolmentRequest
from models.signing import for_people
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
                operations.create_operation, operation, timezone, datetime.now(UTC), draw()
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
        typer.Option(
            help="The address under which tablets reach the server.", show_default="MINETALLY_PUBLIC_URL, else it asks"
        ),
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
    address = address_of(settings, server)
    if collect and address is None:
        fail(f"ODK Collect needs the address of the server. {NO_ADDRESS}.")

    async def made_by(committer: Committer) -> enrolment.NewEnrolment:
        if wanted.device_id:
            return await committer.under_lock(name, enrolment.create_enrolment_of, name, wanted.device_id, now, draw())
        new = (wanted.team or "", wanted.device or "")
        return await committer.under_lock(name, enrolment.create_enrolment, name, *new, now, draw())

    with refusals():
        made = commit(settings.database_url, made_by)
    if collect and address is not None:
        _enrol_collect(settings.database_url, address, name, made["code"], as_json)
        return
    key = fingerprint_at(settings.keys_file)
    uri = enrolment.enrolment_uri(address, made["code"], key) if address else None
    opened = enrolment.enrolment_address(address, made["code"], key) if address else None
    if as_json:
        typer.echo(json.dumps({**made, "uri": uri, "address": opened}))
        return
    if uri is None:
        typer.echo(f"Without an address there is no QR code. {NO_ADDRESS}.", err=True)
    else:
        _draw(uri, "m")
    typer.echo(f"\n  code        {made['code']}")
    if uri is not None:
        typer.echo(f"  in the code {uri}")
        typer.echo(f"  address     {opened}")
    typer.echo(f"  valid until {made['expires_at']}, for one tablet")
    if key is not None:
        typer.echo(f"  server key  {for_people(key)}")
    typer.echo()


def _draw(content: str, error: str) -> None:
    """A QR code in the terminal, with this error correction; a sentence where it has no blocks to draw with."""
    if screen().options.ascii_only:
        typer.echo("This terminal cannot draw the QR code: its encoding has no blocks. Set PYTHONIOENCODING=utf-8.")
    else:
        import segno  # where a code is drawn: other commands do not need it

        segno.make(content, error=error).terminal(compact=True)


def _enrol_collect(url: str, server: str, operation: str, code: str, as_json: bool) -> None:
    """Makes the device of a code, and tells the settings of ODK Collect for it, once."""
    now, chance = datetime.now(UTC), draw()
    made = commit(url, lambda committer: committer.under_lock(operation, enrolment.enrol, code, now, chance))
    settings = collect_settings(server, made)
    if as_json:
        typer.echo(json.dumps({**made, "server_url": f"{server}/odk", "odk_collect": settings}))
        return
    _draw(settings, "l")
    typer.echo(
        f"\n  server URL  {server}/odk\n  user name   {made['device_id']}\n  password    {made['token']}\n"
        f"  valid until {made['expires_at']}, for one tablet; it is not shown again\n"
    )
