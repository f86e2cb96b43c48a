"""Finds: listed by filters, read one by one with their history, edited by staff."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any, Literal

import orjson
from litestar import Request, Response, get, patch
from litestar.di import NamedDependency as Given
from litestar.params import QueryParameter

from api.auth import REVIEWER, VIEWER
from api.bodies import read
from api.find_filters import asked_filters
from api.openapi.parameters import After, FindId, FoundFrom, FoundTo, InBox, Limit, OfMarking, OfTeam
from api.pages import next_page, page
from models.answers.exchange import MutationResult
from models.answers.finds import Find, FindPage
from models.answers.history import HistoryPage
from models.mutation import folded_uuid
from models.problem import Refused
from models.shapes import history as shapes
from models.wire import FindEdit
from sync.database.database import Database
from sync.exchange.committer import Committer
from sync.finds.reading import list_finds, read_find, read_history, read_pairs_of
from sync.operations import Bearer
from sync.staff.resolutions import staff_edit


@get(
    "/v1/finds",
    roles=VIEWER,
    operation_id="list_finds",
    summary="List finds",
    tags=["Finds"],
    answer=FindPage,
)
async def listing(
    database: Given[Database],
    bearer: Given[Bearer],
    first: FoundFrom = None,
    last: FoundTo = None,
    marking: OfMarking = None,
    team: OfTeam = None,
    find_state: Annotated[
        Literal["live", "deleted", "duplicate"] | None,
        QueryParameter(name="state", description="Only finds in this state."),
    ] = None,
    bbox: InBox = None,
    after: After = None,
    limit: Limit = None,
) -> Response[bytes]:
    """Finds by day and id.

    Every filter has an index. Where more than 5,000 finds match, pages are read in the order of days: all of them
    together read each find once.
    """
    filters = asked_filters(first, last, marking, team, find_state, bbox)
    documents, more = await database.read(list_finds, bearer.operation, filters, page(after, limit, str, str))
    listed = f'{{"items":[{",".join(documents)}],"next":{orjson.dumps(next_page(more)).decode()}}}'
    return Response(listed.encode(), media_type="application/json")


@get(
    "/v1/finds/{find_id:str}",
    roles=VIEWER,
    operation_id="get_find",
    summary="Read a find",
    tags=["Finds"],
    answer=Find,
    gives_etag="What an edit names in If-Match.",
    if_none_match="The ETag of the find as it is known; when it is still that, 304.",
)
async def one(
    request: Request[Any, Any, Any],
    database: Given[Database],
    bearer: Given[Bearer],
    find_id: FindId,
) -> Response[bytes]:
    """One find; its ETag is what an edit names."""
    document, etag = await database.look_up(read_find, bearer.operation, find_id.lower())
    if request.headers.get("if-none-match") == etag:
        return Response(b"", status_code=304, headers={"ETag": etag})
    return Response(document.encode(), media_type="application/json", headers={"ETag": etag})


@get(
    "/v1/finds/{find_id:str}/history",
    roles=VIEWER,
    operation_id="get_find_history",
    summary="Read the history of a find",
    tags=["Finds"],
    answer=HistoryPage,
)
async def history(database: Given[Database], bearer: Given[Bearer], find_id: FindId) -> shapes.HistoryPage:
    """Everything that was sent about a find: every version, who, from which mutation, what it replaced."""
    about = (bearer.operation, find_id.lower())
    return {
        "items": await database.look_up(read_history, *about),
        "next": None,
        "pairs": await database.look_up(read_pairs_of, *about),
    }


@patch(
    "/v1/finds/{find_id:str}",
    roles=REVIEWER,
    operation_id="edit_find",
    summary="Edit, delete or restore a find",
    tags=["Finds"],
    body=FindEdit,
    answer=MutationResult,
    if_match="The ETag of the find as it was read.",
    problems=("invalid_value", "mutation_id_reused"),
)
async def edit(
    request: Request[Any, Any, Any],
    committer: Given[Committer],
    bearer: Given[Bearer],
    find_id: FindId,
) -> Response[bytes]:
    """Edits, deletes or restores a find in the version that If-Match names."""
    wanted = await read(request, FindEdit)
    etag = request.headers.get("if-match")
    if (wanted.deleted is None) == (not wanted.set):
        raise Refused("invalid_value", "Send either set, with the fields that change, or deleted.")
    op = "edit" if wanted.deleted is None else "delete" if wanted.deleted else "restore"
    job = staff_edit(
        wanted.id,
        folded_uuid(find_id) or "",
        op,
        wanted.set or {},
        wanted.reason,
        bearer.person or "",
        etag,
        datetime.now(UTC),
    )
    answer = await committer.run(bearer.operation, job)
    return Response(answer.encode(), media_type="application/json")


ROUTES = [listing, one, history, edit]
