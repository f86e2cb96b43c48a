"""Suspected duplicates: pairs of finds that may be one discovery, and what staff decide about them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any, Literal

import orjson
from litestar import Request, Response, get, post
from litestar.di import NamedDependency as Given
from litestar.params import QueryParameter

from api.auth import REVIEWER, VIEWER
from api.bodies import read
from api.openapi.parameters import UUID, After, Limit, PairId
from api.pages import next_page, page
from api.parameters import one_id
from models.answers.duplicates import DecidedPair, DuplicatePage, DuplicatePair
from models.shapes import duplicates as shapes
from models.wire import DecisionRequest
from sync.database.database import Database
from sync.exchange.committer import Committer
from sync.operations import Bearer
from sync.staff.decisions import decision, stored_pair
from sync.staff.pairs import list_pairs, read_pair


@get(
    "/v1/duplicates",
    roles=VIEWER,
    operation_id="list_duplicates",
    summary="List suspected duplicates",
    tags=["Duplicates"],
    answer=DuplicatePage,
)
async def listing(
    database: Given[Database],
    bearer: Given[Bearer],
    pair_state: Annotated[
        Literal["open", "gone", "same", "distinct", "undone"],
        QueryParameter(name="state", description="Only pairs in this state."),
    ] = "open",
    find_id: Annotated[
        str | None, QueryParameter(name="find_id", description="Only pairs of this find.", schema_extra=UUID)
    ] = None,
    after: After = None,
    limit: Limit = None,
) -> shapes.DuplicatePage:
    """Pairs in the order in which they were opened, with both finds, their group, and a sentence why."""
    items, more = await database.read(
        list_pairs, bearer.operation, pair_state, one_id(find_id, "find_id"), page(after, limit, int, str)
    )
    return {"items": items, "next": next_page(more)}


@get(
    "/v1/duplicates/{pair_id:str}",
    roles=VIEWER,
    operation_id="get_duplicate",
    summary="Read a suspected duplicate",
    tags=["Duplicates"],
    answer=DuplicatePair,
    gives_etag="What a decision may name in If-Match.",
)
async def one(database: Given[Database], bearer: Given[Bearer], pair_id: PairId) -> Response[bytes]:
    """One pair, with both finds as they stand."""
    pair = await database.look_up(read_pair, bearer.operation, pair_id.lower())
    return Response(orjson.dumps(pair), media_type="application/json", headers={"ETag": pair["etag"]})


@post(
    "/v1/duplicates/{pair_id:str}/decision",
    status_code=200,
    roles=REVIEWER,
    operation_id="decide_duplicate",
    summary="Decide about a suspected duplicate",
    tags=["Duplicates"],
    body=DecisionRequest,
    answer=DecidedPair,
    may_match="The ETag of the pair as it was read: a pair that has changed since is not decided.",
    problems=("already_decided", "invalid_value", "mutation_id_reused", "precondition_failed"),
)
async def decide(
    request: Request[Any, Any, Any],
    database: Given[Database],
    committer: Given[Committer],
    bearer: Given[Bearer],
    pair_id: PairId,
) -> shapes.DecidedPair:
    """Says that two finds, or a group of more, are one discovery or several, or takes that back. It can be undone."""
    wanted = await read(request, DecisionRequest)
    pair = await database.look_up(stored_pair, bearer.operation, pair_id.lower())
    job = decision(
        wanted.id,
        pair,
        wanted.decision,
        wanted.survivor,
        wanted.finds,
        wanted.reason,
        bearer.person or "",
        request.headers.get("if-match"),
        datetime.now(UTC),
    )
    answers = await committer.run(bearer.operation, job)
    shown = await database.look_up(read_pair, bearer.operation, pair.id)
    return {**shown, "results": [orjson.loads(answer) for answer in answers]}


ROUTES = [listing, one, decide]
