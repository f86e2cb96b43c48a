"""`minetally init`, `enrol` and `token`: an operation, its tablets and its staff."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Annotated, TypeVar

import segno
import typer
from pydantic import BaseModel, ValidationError

from api.cli.local import AsJson, DatabaseUrl, OperationName, chosen_operation, fail, migrate, settings_of, write
from models.problem import Refused, field_errors
from models.wire import EnrolmentRequest, TokenRequest
from sync import operations

Shape = TypeVar("Shape", bound=BaseModel)


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
    try:
        token = write(url, operations.create_operation, operation, timezone, datetime.now(UTC))
    except Refused as error:
        fail(str(error))
    if as_json:
        typer.echo(json.dumps({"operation": operation, "admin_token": token}))
        return
    typer.echo(f"Operation {operation} is ready. Its administrator's token, which is not shown again:\n\n  {token}\n")
    typer.echo("Next: minetally serve, and minetally enrol --team 'Team 1' --device 'Tablet 1' for each tablet.")


def enrol(
    team: Annotated[str, typer.Option(help="The team that the tablet belongs to; a new name makes a new team.")],
    device: Annotated[str, typer.Option(help="What people call the tablet.")],
    server: Annotated[
        str | None,
        typer.Option(help="The address under which tablets reach the server.", show_default="MINETALLY_PUBLIC_URL"),
    ] = None,
    operation: OperationName = None,
    database_url: DatabaseUrl = None,
    as_json: AsJson = False,
) -> None:
    """Make a code that enrols one tablet, once, and draw it as a QR code.

    Example: minetally enrol --team "Team 1" --device "Tablet 1" --server https://mines.example
    """
    settings = settings_of(database_url)
    name = chosen_operation(settings.database_url, operation)
    wanted = _checked(EnrolmentRequest, team=team, device=device)
    made = write(
        settings.database_url, operations.create_enrolment, name, wanted.team, wanted.device, datetime.now(UTC)
    )
    uri = operations.enrolment_uri(server or settings.public_url or "http://127.0.0.1:8000", made["code"])
    if as_json:
        typer.echo(json.dumps({**made, "uri": uri}))
        return
    segno.make(uri, error="m").terminal(compact=True)
    typer.echo(
        f"\n  code        {made['code']}\n  address     {uri}\n  valid until {made['expires_at']}, for one tablet\n"
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
    wanted = _checked(TokenRequest, role=role, person=person)
    made = write(
        url,
        operations.issue_token,
        name,
        wanted.role,
        datetime.now(UTC),
        operations.STAFF_TOKEN_LIFE,
        person=wanted.person,
    )
    if as_json:
        typer.echo(json.dumps(made))
        return
    typer.echo(f"A {role}'s token for {person}, valid until {made['expires_at']}; it is not shown again:\n")
    typer.echo(f"  {made['token']}")


def _checked(shape: type[Shape], **given: str) -> Shape:
    """What was typed, as the API would take it; ends the command where it would not."""
    try:
        return shape(**given)
    except ValidationError as error:
        fail("; ".join(f"{one.field} {one.detail}: {one.remedy}" for one in field_errors(error)))
