"""Enrolment: an administrator makes a code, a tablet turns it into a token."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from litestar import Request, post
from litestar.di import NamedDependency as Given

from api.auth import ADMIN, ANYONE
from api.bodies import read
from api.odk.setup import collect_settings
from api.settings import Settings
from models.answers.devices import Enrolled, EnrolmentCode
from models.wire import EnrolmentRequest, EnrolRequest
from sync.database.database import Database
from sync.exchange.committer import Committer
from sync.operations import Bearer, create_enrolment, enrol, enrolment_uri, operation_of_code


@post(
    "/v1/enrolments",
    roles=ADMIN,
    operation_id="create_enrolment",
    summary="Make an enrolment code",
    tags=["Devices"],
    body=EnrolmentRequest,
    answer=EnrolmentCode,
    problems=("invalid_value",),
)
async def create(
    request: Request[Any, Any, Any],
    committer: Given[Committer],
    settings: Given[Settings],
    bearer: Given[Bearer],
) -> EnrolmentCode:
    """Makes a code that enrols one device of a team, once."""
    wanted = await read(request, EnrolmentRequest)
    made = await committer.under_lock(
        bearer.operation, create_enrolment, bearer.operation, wanted.team, wanted.device, datetime.now(UTC)
    )
    return EnrolmentCode(uri=enrolment_uri(_server(request, settings), made["code"]), **made)


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
    request: Request[Any, Any, Any], database: Given[Database], committer: Given[Committer], settings: Given[Settings]
) -> Enrolled:
    """Turns a code into a device and its token."""
    wanted = await read(request, EnrolRequest)
    operation = await database.read(operation_of_code, wanted.code)
    made = await committer.under_lock(operation, enrol, wanted.code, datetime.now(UTC))
    return Enrolled(**made, odk_collect=collect_settings(_server(request, settings), made))


def _server(request: Request[Any, Any, Any], settings: Settings) -> str:
    """The address under which tablets reach this server."""
    return settings.public_url or str(request.base_url).rstrip("/")


ROUTES = [create, use]
