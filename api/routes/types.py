"""The catalogue of types."""

from __future__ import annotations

from typing import Any

from litestar import Request, get

from api.auth import MEMBER, bearer_of
from models.answers import TypePage
from sync.operations import list_types


@get(
    "/v1/types",
    roles=MEMBER,
    operation_id="list_types",
    summary="List the types",
    tags=["Catalogue"],
    answer=TypePage,
)
async def listing(request: Request[Any, Any, Any]) -> dict[str, Any]:
    """The types that the operation knows; a marking of another type is taken and flagged."""
    bearer = bearer_of(request)
    return {"items": await request.app.state.database.read(list_types, bearer.operation), "next": None}


ROUTES = [listing]
