"""Conflicts: open questions on fields of finds, which a person settles."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any, Literal

import orjson
from litestar import Request, Response, get, post
from litestar.di import NamedDependency as Given
from litestar.params import QueryParameter

from api.auth import REVIEWER, VIEWER
from api.bodies import read
from api.openapi.parameters import UUID, After, ConflictId, Limit
from api.pages import next_page, page
from api.parameters import one_id
from models.answers.conflicts import Conflict, ConflictChanged, ConflictPage
from models.answers.exchange import MutationResult
from models.mutation import folded_uuid
from models.problem import Refused
from models.shapes import conflicts as shapes
from models.wire import ResolutionRequest
from sync.database.database import Database
from sync.exchange.committer import Committer
from sync.finds.conflicts import list_conflicts, read_conflict
from sync.operations import Bearer
from sync.staff.resolutions import Settled, resolution


@get(
    "/v1/conflicts",
    roles=VIEWER,
    operation_id="list_conflicts",
    summary="List conflicts",
    tags=["Conflicts"],
    answer=ConflictPage,
)
async def listing(
    database: Given[Database],
    bearer: Given[Bearer],
    conflict_state: Annotated[
        Literal["open", "resolved", "settled"],
        QueryParameter(
            name="state",
            description="Open ones of finds that are not live are left out.",
        ),
    ] = "open",
    find_id: Annotated[
        str | None, QueryParameter(name="find_id", description="Only conflicts of this find.", schema_extra=UUID)
    ] = None,
    after: After = None,
    limit: Limit = None,
) -> shapes.ConflictPage:
    """Conflicts in the order in which they were opened."""
    items, more = await database.read(
        list_conflicts, bearer.operation, conflict_state, one_id(find_id, "find_id"), page(after, limit, int, str)
    )
    return {"items": items, "next": next_page(more)}


@get(
    "/v1/conflicts/{conflict_id:str}",
    roles=VIEWER,
    operation_id="get_conflict",
    summary="Read a conflict",
    tags=["Conflicts"],
    answer=Conflict,
    gives_etag="What a resolution names in If-Match.",
)
async def one(database: Given[Database], bearer: Given[Bearer], conflict_id: ConflictId) -> Response[bytes]:
    """One conflict; its ETag is what a resolution names."""
    conflict = await database.look_up(read_conflict, bearer.operation, conflict_id.lower())
    return Response(orjson.dumps(conflict), media_type="application/json", headers={"ETag": conflict["etag"]})


@post(
    "/v1/conflicts/{conflict_id:str}/resolution",
    status_code=200,
    roles=REVIEWER,
    operation_id="resolve_conflict",
    summary="Settle a conflict",
    tags=["Conflicts"],
    body=ResolutionRequest,
    answer=MutationResult,
    if_match="The ETag of the conflict as it was read.",
    problems=("already_decided", "invalid_value", "mutation_id_reused"),
    problem_shapes={"precondition_failed": ConflictChanged},
)
async def resolve(
    request: Request[Any, Any, Any],
    database: Given[Database],
    committer: Given[Committer],
    bearer: Given[Bearer],
    conflict_id: ConflictId,
) -> Response[bytes]:
    """Settles a conflict in the state that If-Match names, with any valid value; others of the same find with it."""
    wanted = await read(request, ResolutionRequest)
    etag = request.headers.get("if-match")
    conflict = await database.look_up(read_conflict, bearer.operation, folded_uuid(conflict_id) or "")
    settled = [Settled(conflict["id"], conflict["field"], wanted.value, etag)]
    for other in wanted.also:
        also = await database.look_up(read_conflict, bearer.operation, other.conflict_id)
        if also["find_id"] != conflict["find_id"] or also["field"] in {one.field for one in settled}:
            raise Refused("invalid_value", f"Conflict {other.conflict_id} is not another one of the same find.")
        settled.append(Settled(also["id"], also["field"], other.value, other.etag))
    job = resolution(wanted.id, conflict["find_id"], settled, wanted.reason, bearer.person or "", datetime.now(UTC))
    try:
        answer = await committer.run(bearer.operation, job)
    except Refused as error:
        if error.code == "precondition_failed":
            error.document["conflict"] = await database.look_up(read_conflict, bearer.operation, conflict["id"])
        raise
    return Response(answer.encode(), media_type="application/json")


ROUTES = [listing, one, resolve]
