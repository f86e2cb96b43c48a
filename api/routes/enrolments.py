"""Enrolment: an administrator makes a code, a tablet turns it into a token."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any

from litestar import Request, delete, get, post
from litestar.di import NamedDependency as Given
from litestar.params import PathParameter

from api.auth import ADMIN, ANYONE, Bearers
from api.bodies import read
from api.odk.setup import collect_settings
from api.openapi.parameters import UUID
from api.running import Running
from api.settings import Settings
from models.answers.devices import Enrolled, EnrolmentCode, EnrolmentPage
from models.chance import draw
from models.enrolment_wire import EnrolmentRequest, EnrolRequest
from sync.database.database import Database
from sync.enrolment import (
    create_enrolment,
    create_enrolment_of,
    enrol,
    enrolment_address,
    enrolment_uri,
    list_enrolments,
    operation_of_code,
    withdraw_enrolment,
)
from sync.exchange.committer import Committer
from sync.operations import Bearer


@post(
    "/v1/enrolments",
    roles=ADMIN,
    operation_id="create_enrolment",
    summary="Make an enrolment code",
    tags=["Devices"],
    body=EnrolmentRequest,
    answer=EnrolmentCode,
    problems=("invalid_value", "not_found"),
)
async def create(
    request: Request[Any, Any, Any],
    committer: Given[Committer],
    settings: Given[Settings],
    bearer: Given[Bearer],
    running: Given[Running],
) -> EnrolmentCode:
    """Makes a code that enrols one tablet, once: as a new device of a team, or in place of the tablet of a device."""
    wanted, now, operation = await read(request, EnrolmentRequest), datetime.now(UTC), bearer.operation
    if wanted.device_id:
        made = await committer.under_lock(operation, create_enrolment_of, operation, wanted.device_id, now, draw())
    else:
        team, device = wanted.team or "", wanted.device or ""
        made = await committer.under_lock(operation, create_enrolment, operation, team, device, now, draw())
    told = (_server(request, settings), made["code"], running.keys.fingerprint)
    return EnrolmentCode(uri=enrolment_uri(*told), address=enrolment_address(*told), **made)


@get(
    "/v1/enrolments",
    roles=ADMIN,
    operation_id="list_enrolments",
    summary="List the enrolment codes that can still be used",
    tags=["Devices"],
    answer=EnrolmentPage,
)
async def listing(database: Given[Database], bearer: Given[Bearer]) -> dict[str, Any]:
    """For which tablets there are codes that nobody has used. Never the codes themselves."""
    return {"items": await database.read(list_enrolments, bearer.operation, datetime.now(UTC)), "next": None}


@delete(
    "/v1/enrolments/{enrolment_id:str}",
    roles=ADMIN,
    operation_id="withdraw_enrolment",
    summary="Withdraw an enrolment code",
    tags=["Devices"],
    problems=("already_decided",),
)
async def withdraw(
    committer: Given[Committer],
    bearer: Given[Bearer],
    enrolment_id: Annotated[str, PathParameter(description="The enrolment.", schema_extra=UUID)],
) -> None:
    """Takes a code back that nobody has used: no tablet can enrol with it any more."""
    operation, id = bearer.operation, enrolment_id.lower()
    await committer.under_lock(operation, withdraw_enrolment, operation, id, datetime.now(UTC))


@post(
    "/v1/enrol",
    roles=ANYONE,
    operation_id="enrol",
    summary="Enrol a tablet",
    tags=["Exchange"],
    body=EnrolRequest,
    answer=Enrolled,
    problems=("enrolment_code_refused", "invalid_value", "unavailable"),
)
async def use(
    request: Request[Any, Any, Any],
    database: Given[Database],
    committer: Given[Committer],
    bearers: Given[Bearers],
    settings: Given[Settings],
    running: Given[Running],
) -> Enrolled:
    """Turns a code into a device and its token. A tablet that makes the `secret` itself may ask again."""
    wanted = await read(request, EnrolRequest)
    operation = await database.look_up(operation_of_code, wanted.code)
    made = await committer.under_lock(
        operation, enrol, wanted.code, datetime.now(UTC), draw(), wanted.secret, wanted.device_id
    )
    bearers.forget()  # the token that the device had before has ended
    setup = collect_settings(_server(request, settings), made)
    return Enrolled(**made, server_key=running.keys.fingerprint, odk_collect=setup)


def _server(request: Request[Any, Any, Any], settings: Settings) -> str:
    """The address under which tablets reach this server."""
    return settings.public_url or str(request.base_url).rstrip("/")


ROUTES = [create, listing, withdraw, use]
