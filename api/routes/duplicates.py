"""Suspected duplicates: pairs of finds that may be one discovery."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from litestar import Request, get
from litestar.params import QueryParameter

from api.auth import VIEWER, bearer_of
from api.openapi.parameters import After, Limit
from api.pages import next_page, page
from models.answers import DuplicatePage
from sync.finds import list_pairs


@get(
    "/v1/duplicates",
    roles=VIEWER,
    operation_id="list_duplicates",
    summary="List suspected duplicates",
    tags=["Duplicates"],
    answer=DuplicatePage,
)
async def listing(
    request: Request[Any, Any, Any],
    pair_state: Annotated[
        Literal["open", "gone"],
        QueryParameter(name="state", description="open, or gone: the two are no longer near each other."),
    ] = "open",
    after: After = None,
    limit: Limit = None,
) -> dict[str, Any]:
    """Pairs in the order in which they were opened, with both finds and a sentence why."""
    bearer = bearer_of(request)
    items, more = await request.app.state.database.read(
        list_pairs, bearer.operation, pair_state, page(after, limit, int, str)
    )
    return {"items": items, "next": next_page(more)}


ROUTES = [listing]
