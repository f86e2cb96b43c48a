"""Teams and their devices."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

from litestar import get, post
from litestar.di import NamedDependency as Given
from litestar.params import PathParameter

from api.auth import ADMIN, VIEWER, Bearers
from api.openapi.parameters import UUID
from models.answers.devices import DevicePage, TeamPage
from models.mutation import stored_instant
from models.shapes import devices as shapes
from sync.database.database import Database
from sync.exchange.committer import Committer
from sync.operations import Bearer, list_devices, list_teams, retire_device


@get(
    "/v1/devices",
    roles=VIEWER,
    operation_id="list_devices",
    summary="List the devices",
    tags=["Devices"],
    answer=DevicePage,
)
async def listing(database: Given[Database], bearers: Given[Bearers], bearer: Given[Bearer]) -> shapes.DevicePage:
    """The devices of the operation, and when each last exchanged."""
    await bearers.show_seen()
    today = stored_instant(datetime.now(UTC))[:10]
    return {"items": await database.read(list_devices, bearer.operation, today), "next": None}


@post(
    "/v1/devices/{device_id:str}/retirement",
    status_code=204,
    roles=ADMIN,
    operation_id="retire_device",
    summary="Take a device out of service",
    tags=["Devices"],
)
async def retire(
    committer: Given[Committer],
    bearers: Given[Bearers],
    bearer: Given[Bearer],
    device_id: Annotated[str, PathParameter(description="The device.", schema_extra=UUID)],
) -> None:
    """Takes a device out of service: its tokens end, its finds stay."""
    await committer.under_lock(bearer.operation, retire_device, bearer.operation, device_id.lower(), datetime.now(UTC))
    bearers.forget()


@get(
    "/v1/teams",
    roles=VIEWER,
    operation_id="list_teams",
    summary="List the teams",
    tags=["Devices"],
    answer=TeamPage,
)
async def teams(database: Given[Database], bearer: Given[Bearer]) -> shapes.TeamPage:
    """The teams of the operation."""
    return {"items": await database.read(list_teams, bearer.operation), "next": None}


ROUTES = [listing, retire, teams]
