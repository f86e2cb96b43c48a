"""Teams and their devices."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from litestar import Request, get, post
from litestar.params import FromPath

from api.auth import ADMIN, VIEWER
from sync.operations import Bearer, list_devices, list_teams, retire_device


@get("/v1/devices", roles=VIEWER)
async def listing(request: Request[Any, Any, Any]) -> dict[str, Any]:
    """The devices of the operation, and when each last exchanged."""
    bearer: Bearer = request.scope["bearer"]  # type: ignore[typeddict-item]
    await request.app.state.bearers.write_seen()
    return {"items": await request.app.state.database.read(list_devices, bearer.operation), "next": None}


@post("/v1/devices/{device_id:str}/retirement", status_code=204, roles=ADMIN)
async def retire(request: Request[Any, Any, Any], device_id: FromPath[str]) -> None:
    """Takes a device out of service: its tokens end, its finds stay."""
    bearer: Bearer = request.scope["bearer"]  # type: ignore[typeddict-item]
    await request.app.state.database.write(retire_device, bearer.operation, device_id.lower(), datetime.now(UTC))
    request.app.state.bearers.forget()


@get("/v1/teams", roles=VIEWER)
async def teams(request: Request[Any, Any, Any]) -> dict[str, Any]:
    """The teams of the operation."""
    bearer: Bearer = request.scope["bearer"]  # type: ignore[typeddict-item]
    return {"items": await request.app.state.database.read(list_teams, bearer.operation), "next": None}


ROUTES = [listing, retire, teams]
