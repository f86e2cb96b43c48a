"""Suspected duplicates: pairs of finds that may be one discovery."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from litestar import Request, get
from litestar.params import FromQuery, QueryParameter

from api.auth import VIEWER
from api.pages import next_page, page
from sync.finds import list_pairs
from sync.operations import Bearer


@get("/v1/duplicates", roles=VIEWER)
async def listing(
    request: Request[Any, Any, Any],
    pair_state: Annotated[Literal["open", "gone"], QueryParameter(name="state")] = "open",
    after: FromQuery[str | None] = None,
    limit: FromQuery[int | None] = None,
) -> dict[str, Any]:
    """Pairs in the order in which they were opened, with both finds and a sentence why."""
    bearer: Bearer = request.scope["bearer"]  # type: ignore[typeddict-item]
    items, more = await request.app.state.database.read(
        list_pairs, bearer.operation, pair_state, page(after, limit, int, str)
    )
    return {"items": items, "next": next_page(more)}


ROUTES = [listing]
