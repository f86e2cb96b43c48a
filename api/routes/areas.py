"""Areas: the operation's own and its districts."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any

from litestar import Request, delete, get, post
from litestar.di import NamedDependency as Given
from litestar.params import PathParameter

from api.auth import ADMIN, MEMBER
from api.bodies import read
from api.openapi.parameters import UUID
from api.rule_change import Settler
from models.answers.areas import AddedArea, AreaPage
from models.chance import draw
from models.shapes import areas as shapes
from models.wire import AreaRequest
from sync.database.database import Database
from sync.operations import Bearer
from sync.rules.areas import added_area, id_of, list_areas, read_area, removed_area


@get(
    "/v1/areas",
    roles=MEMBER,
    operation_id="list_areas",
    summary="List the areas",
    tags=["Catalogue"],
    answer=AreaPage,
)
async def listing(database: Given[Database], bearer: Given[Bearer]) -> shapes.AreaPage:
    """The areas of the operation, as GeoJSON."""
    return {"items": await database.read(list_areas, bearer.operation), "next": None}


@post(
    "/v1/areas",
    roles=ADMIN,
    operation_id="add_area",
    summary="Add an area",
    tags=["Catalogue"],
    body=AreaRequest,
    answer=AddedArea,
    problems=("already_exists", "invalid_value"),
)
async def add(
    request: Request[Any, Any, Any], database: Given[Database], settler: Given[Settler], bearer: Given[Bearer]
) -> shapes.AddedArea:
    """Adds an area. District and flags of every find are derived again; tablets get those that changed."""
    wanted = await read(request, AreaRequest)
    job = added_area(wanted.kind, wanted.name, wanted.geometry, bearer.person or "", datetime.now(UTC), draw())
    await settler.make(bearer.operation, job)
    made = await database.look_up(read_area, bearer.operation, id_of(job))
    return {"operation": bearer.operation, **made}


@delete(
    "/v1/areas/{area_id:str}",
    roles=ADMIN,
    operation_id="remove_area",
    summary="Remove an area",
    tags=["Catalogue"],
)
async def remove(
    settler: Given[Settler],
    bearer: Given[Bearer],
    area_id: Annotated[str, PathParameter(description="The area.", schema_extra=UUID)],
) -> None:
    """Removes an area; what was derived from it goes with it."""
    job = removed_area(area_id.lower(), bearer.person or "", datetime.now(UTC), draw())
    await settler.make(bearer.operation, job)


ROUTES = [listing, add, remove]
