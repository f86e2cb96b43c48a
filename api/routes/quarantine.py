"""The quarantine: refused mutations, kept whole, which staff fix and release, or dismiss."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any, Literal

import orjson
from litestar import Request, get, post
from litestar.di import NamedDependency as Given
from litestar.params import QueryParameter

from api.auth import REVIEWER, VIEWER
from api.bodies import in_thread, read
from api.openapi.parameters import After, Limit, QuarantineId
from api.pages import next_page, page
from models.answers.quarantine import Quarantined, QuarantinePage, Released
from models.shapes import quarantine as shapes
from models.wire import DismissalRequest, ReleaseRequest
from sync.database.database import Database
from sync.exchange.committer import Committer
from sync.operations import Bearer
from sync.staff.quarantine import dismissal, list_quarantine, read_packed, read_quarantined, release, unpacked


@get(
    "/v1/quarantine",
    roles=VIEWER,
    operation_id="list_quarantine",
    summary="List the quarantine",
    tags=["Quarantine"],
    answer=QuarantinePage,
)
async def listing(
    database: Given[Database],
    bearer: Given[Bearer],
    waiting_state: Annotated[
        Literal["waiting", "released", "dismissed"] | None,
        QueryParameter(name="state", description="Only refused mutations in this state."),
    ] = None,
    after: After = None,
    limit: Limit = None,
) -> shapes.QuarantinePage:
    """Refused mutations in the order in which they arrived."""
    items, more = await database.read(list_quarantine, bearer.operation, waiting_state, page(after, limit, int))
    return {"items": items, "next": next_page(more)}


@get(
    "/v1/quarantine/{quarantine_id:str}",
    roles=VIEWER,
    operation_id="get_quarantined",
    summary="Read a refused mutation",
    tags=["Quarantine"],
    answer=Quarantined,
)
async def one(database: Given[Database], bearer: Given[Bearer], quarantine_id: QuarantineId) -> shapes.Quarantined:
    """One rejected mutation as it was sent, and the problem with it."""
    row = await database.look_up(read_quarantined, bearer.operation, quarantine_id.lower())
    if row["mutation_at"] is None:
        return {**row}
    packed = await database.look_up(read_packed, bearer.operation, row["seq"])
    mutation = await in_thread(lambda: unpacked(packed))
    return {**row, "mutation": mutation, "mutation_beginning": None, "mutation_at": None}


@post(
    "/v1/quarantine/{quarantine_id:str}/release",
    status_code=200,
    roles=REVIEWER,
    operation_id="release_quarantined",
    summary="Release a fixed mutation",
    tags=["Quarantine"],
    body=ReleaseRequest,
    answer=Released,
    problems=("already_decided", "invalid_mutation", "invalid_value", "mutation_id_reused", "unknown_find"),
)
async def let_in(
    request: Request[Any, Any, Any],
    database: Given[Database],
    committer: Given[Committer],
    bearer: Given[Bearer],
    quarantine_id: QuarantineId,
) -> shapes.Released:
    """Stores the fixed mutation in the name of the person who fixed it."""
    wanted = await read(request, ReleaseRequest)
    row = await database.look_up(read_quarantined, bearer.operation, quarantine_id.lower())
    job = release(row["id"], wanted.mutation, row, bearer.person or "", datetime.now(UTC))
    answer = await committer.run(bearer.operation, job)
    row = await database.look_up(read_quarantined, bearer.operation, row["id"])
    return {**row, "result": orjson.loads(answer)}


@post(
    "/v1/quarantine/{quarantine_id:str}/dismissal",
    status_code=200,
    roles=REVIEWER,
    operation_id="dismiss_quarantined",
    summary="Dismiss a refused mutation",
    tags=["Quarantine"],
    body=DismissalRequest,
    answer=Quarantined,
    problems=("already_decided", "invalid_value"),
)
async def dismiss(
    request: Request[Any, Any, Any],
    database: Given[Database],
    committer: Given[Committer],
    bearer: Given[Bearer],
    quarantine_id: QuarantineId,
) -> shapes.Quarantined:
    """Dismisses a refused mutation, with a reason. It stays readable."""
    wanted = await read(request, DismissalRequest)
    row = await database.look_up(read_quarantined, bearer.operation, quarantine_id.lower())
    job = dismissal(row["id"], wanted.reason, bearer.person or "", datetime.now(UTC))
    await committer.run(bearer.operation, job)
    return await database.look_up(read_quarantined, bearer.operation, row["id"])


ROUTES = [listing, one, let_in, dismiss]
