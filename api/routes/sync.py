"""POST /v1/sync: the exchange of a tablet."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import orjson
from litestar import Request, Response, post
from litestar.di import NamedDependency as Given

from api.auth import DEVICE, bearer_of
from api.bodies import inflated
from api.metrics import count_exchange
from api.running import Running
from models.answers.exchange import ExchangeAnswer
from models.exchange_body import read_exchange
from models.mutation import stored_instant
from models.wire import ExchangeRequest
from sync.exchange.exchange import Exchange, changes_after
from sync.exchange.prepared import clock_offset, prepare
from sync.log.cursor import read_cursor
from sync.merge.find_state import Author


@post(
    "/v1/sync",
    status_code=200,
    roles=DEVICE,
    operation_id="sync",
    summary="Exchange",
    tags=["Exchange"],
    body=ExchangeRequest,
    answer=ExchangeAnswer,
    problems=("resync_required",),
    body_encoding="How the body is compressed.",
)
async def exchange(request: Request[Any, Any, Any], running: Given[Running]) -> Response[bytes]:
    """One exchange, both ways: the mutations of a tablet go in, the changes of its operation come out."""
    # One parameter that is given: the framework starts a task for each where there are several.
    received_at, bearer = datetime.now(UTC), bearer_of(request)
    body = read_exchange(await inflated(request))
    offset = clock_offset(body.device_time, received_at)
    cursor = read_cursor(body.cursor)
    exchanged = None
    if body.mutations:
        author = Author(bearer.device_id, bearer.team)
        prepared = tuple(prepare(sent, read, author, offset, received_at) for sent, read in body.mutations)
        job = Exchange(bearer.device_id or "", stored_instant(received_at), cursor, prepared)
        exchanged = await running.committer.run(bearer.operation, job)
    running.bearers.saw(bearer, offset.total_seconds(), received_at)
    changes = await changes_after(running.database, bearer.operation, body.cursor, cursor, body.limit, exchanged)
    answers = exchanged.answers if exchanged else []
    count_exchange(answers, len(changes.documents), (datetime.now(UTC) - received_at).total_seconds())
    head = changes.head
    parts = (
        f'{{"server_time":"{stored_instant(received_at)}","epoch":"{head.epoch}","results":['.encode(),
        ",".join(answers).encode(),
        b'],"changes":[',
        b",".join(changes.documents),
        b'],"cursor":',
        orjson.dumps(changes.cursor),
        b',"has_more":true' if changes.has_more else b',"has_more":false',
        f',"saved_through_seq":{head.saved_through_seq},"clock_offset_s":{offset.total_seconds():g}}}'.encode(),
    )
    return Response(b"".join(parts), media_type="application/json")


ROUTES = [exchange]
