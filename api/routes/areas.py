"""Areas: the operation's own and its districts."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from litestar import Request, delete, get, post
from litestar.params import FromPath

from api.auth import ADMIN, MEMBER
from api.bodies import read
from models.wire import AreaRequest
from sync.areas import added_area, list_areas, removed_area
from sync.operations import Bearer


@get("/v1/areas", roles=MEMBER)
async def listing(request: Request[Any, Any, Any]) -> dict[str, Any]:
    """The areas of the operation, as GeoJSON."""
    bearer: Bearer = request.scope["bearer"]  # type: ignore[typeddict-item]
    return {"items": await request.app.state.database.read(list_areas, bearer.operation), "next": None}


@post("/v1/areas", roles=ADMIN)
async def add(request: Request[Any, Any, Any]) -> dict[str, Any]:
    """Adds an area. District and flags of every find are derived anew; tablets get those that changed."""
    bearer: Bearer = request.scope["bearer"]  # type: ignore[typeddict-item]
    wanted = await read(request, AreaRequest)
    job = added_area(wanted.kind, wanted.name, wanted.geometry, bearer.person or "", datetime.now(UTC))
    made: dict[str, Any] = await request.app.state.committer.run(bearer.operation, job)
    return made


@delete("/v1/areas/{area_id:str}", roles=ADMIN)
async def remove(request: Request[Any, Any, Any], area_id: FromPath[str]) -> None:
    """Takes an area away; what was derived from it goes with it."""
    bearer: Bearer = request.scope["bearer"]  # type: ignore[typeddict-item]
    await request.app.state.committer.run(
        bearer.operation, removed_area(area_id.lower(), bearer.person or "", datetime.now(UTC))
    )


ROUTES = [listing, add, remove]
