"""Teams and their devices."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any

from litestar import Request, get, post
from litestar.params import PathParameter

from api.auth import ADMIN, VIEWER, bearer_of
from api.openapi.parameters import UUID
from models.answers.devices import DevicePage, TeamPage
from sync.operations import list_devices, list_teams, retire_device


@get(
    "/v1/devices",
    roles=VIEWER,
    operation_id="list_devices",
    summary="List the devices",
    tags=["Devices"],
    answer=DevicePage,
)
async def listing(request: Request[Any, Any, Any]) -> dict[str, Any]:
    """The devices of the operation, and when each last exchanged."""
    bearer = bearer_of(request)
    await request.app.state.bearers.write_seen()
    return {"items": await request.app.state.database.read(list_devices, bearer.operation), "next": None}


@post(
    "/v1/devices/{device_id:str}/retirement",
    status_code=204,
    roles=ADMIN,
    operation_id="retire_device",
    summary="Take a device out of service",
    tags=["Devices"],
)
async def retire(
    request: Request[Any, Any, Any],
    device_id: Annotated[str, PathParameter(description="The device.", schema_extra=UUID)],
) -> None:
    """Takes a device out of service: its tokens end, its finds stay."""
    bearer = bearer_of(request)
    await request.app.state.database.write(retire_device, bearer.operation, device_id.lower(), datetime.now(UTC))
    request.app.state.bearers.forget()


@get(
    "/v1/teams",
    roles=VIEWER,
    operation_id="list_teams",
    summary="List the teams",
    tags=["Devices"],
    answer=TeamPage,
)
async def teams(request: Request[Any, Any, Any]) -> dict[str, Any]:
    """The teams of the operation."""
    bearer = bearer_of(request)
    return {"items": await request.app.state.database.read(list_teams, bearer.operation), "next": None}


ROUTES = [listing, retire, teams]
