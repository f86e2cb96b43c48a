"""POST /v1/sync: the exchange of a tablet."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import orjson
from litestar import Request, Response, post
from litestar.di import NamedDependency as Given

from api.auth import DEVICE, bearer_of
from api.bodies import TAKEN, apart, in_thread, inflated
from api.keys import Keys
from api.metrics import count_exchange
from api.running import Running
from api.stopping import stopping
from models.answers.exchange import ExchangeAnswer
from models.exchange_body import ExchangeBody, read_exchange
from models.kept_receipts import proven
from models.mutation import stored_instant
from models.receipt import receipt_of_answers
from models.wire import ExchangeRequest
from sync.database.database import Database
from sync.exchange.exchange import Exchange, Named, changes_after
from sync.exchange.keys import proving
from sync.exchange.placing import as_answered
from sync.exchange.prepared import Prepared, clock_offset, prepare
from sync.files.photos import lacking
from sync.log.chain import Head
from sync.log.cursor import end_of, read_cursor
from sync.merge.find_state import Author, author
from sync.operations import Bearer

_HAS_PHOTOS = b'"photos":["'
"""What is in the JSON of a find that has photos, and of few others."""
FEW = 100
"""Of so many results a receipt is made in less than a millisecond."""


@post(
    "/v1/sync",
    status_code=200,
    roles=DEVICE,
    operation_id="sync",
    summary="Exchange",
    tags=["Exchange"],
    body=ExchangeRequest,
    answer=ExchangeAnswer,
    problems=("resync_required", "too_much_refused"),
    resent=True,
    body_encoding="How the body is compressed.",
    gives_headers={"Accept-Encoding": "How the bodies of further requests may be compressed (RFC 7694)."},
)
async def exchange(request: Request[Any, Any, Any], running: Given[Running]) -> Response[bytes]:
    """One exchange, both ways: the mutations of a tablet go in, the changes of its operation come out."""
    # One parameter that is given: the framework starts a task for each where there are several.
    received_at, bearer = datetime.now(UTC), bearer_of(request)
    by = author(bearer.device_id, bearer.team, fork=bearer.fork)
    body, offset, prepared = await apart(_prepared, await inflated(request), by, received_at)
    keys = running.keys
    secret = keys.cursor_secret
    cursor = None if body.cursor is None else read_cursor(body.cursor, secret)
    known = tuple(read_cursor(one, secret) for one in body.known)
    exchanged = None
    if prepared or body.link:
        named = Named(by, bearer.token_id, body.link) if body.link else None
        if prepared:
            await running.enter_key(bearer.operation, keys)
        placed = await _placed(running, keys, bearer, body, prepared, received_at)
        job = Exchange(
            bearer.device_id or "",
            stored_instant(received_at),
            known if cursor is None else (cursor, *known),
            prepared,
            named=named,
            placed=placed,
        )
        async with stopping(running, bearer, received_at):
            exchanged = await running.committer.run(bearer.operation, job)
    running.bearers.saw(bearer, round(offset.total_seconds()), received_at)
    async with stopping(running, bearer, received_at):
        changes = await changes_after(running.database, bearer.operation, cursor, known, body.limit, exchanged)
    answers = exchanged.answers if exchanged else []
    count_exchange(answers, len(changes.documents), (datetime.now(UTC) - received_at).total_seconds())
    head = changes.head
    receipt = await _receipt(keys, bearer, exchanged.head, prepared, answers) if exchanged else b"null"
    stands_at = body.cursor if changes.cursor is None else changes.cursor.text(secret)
    ends_at = end_of(head).text(secret)
    recovery = await running.told.of(bearer.operation, head.epoch)
    wanted = await _photos_wanted(running.database, bearer.operation, prepared, changes.documents)
    parts = (
        f'{{"server_time":"{stored_instant(received_at)}","epoch":"{head.epoch}","results":['.encode(),
        ",".join(answers).encode(),
        b'],"receipt":',
        receipt,
        b',"changes":[',
        b",".join(changes.documents),
        b'],"cursor":',
        orjson.dumps(stands_at),
        b"" if stands_at == ends_at else b',"head":"%b"' % ends_at.encode(),
        b',"has_more":true' if changes.has_more else b',"has_more":false',
        b',"forked":true' if exchanged and exchanged.forked else b',"forked":false',
        b',"recovery":',
        recovery,
        b',"photos_wanted":%b' % orjson.dumps(wanted) if wanted else b"",
        f',"saved_through_seq":{head.saved_through_seq},"clock_offset_s":{round(offset.total_seconds())}}}'.encode(),
    )
    return Response(b"".join(parts), media_type="application/json", headers=TAKEN)


async def _photos_wanted(
    database: Database, operation: str, prepared: tuple[Prepared, ...], changes: list[bytes]
) -> list[str]:
    """The photos that finds of this exchange have and the server lacks. Most finds have none, and cost nothing here."""
    named = {sha256 for one in prepared if one.mutation for sha256 in one.mutation.set.get("photos") or ()}
    for document in changes:
        if _HAS_PHOTOS in document:
            named.update(orjson.loads(document)["find"]["photos"])
    return await database.look_up(lacking, operation, frozenset(named)) if named else []


async def _placed(
    running: Running,
    keys: Keys,
    bearer: Bearer,
    body: ExchangeBody,
    prepared: tuple[Prepared, ...],
    received_at: datetime,
) -> dict[str, Prepared]:
    """By their ids, the mutations that a history answered which may be lost, as they were then."""
    told = {one.sent.key: answer for one in prepared if (answer := body.answered.get(one.sent.key))}
    shown: frozenset[str] = frozenset()
    if told and body.receipts:
        known = await running.database.look_up(proving, bearer.operation, keys.own)
        lines = {one.sent.key: told[one.sent.key].in_receipt(one.sent) for one in prepared if one.sent.key in told}
        shown = await in_thread(partial(proven, body.receipts, bearer.operation, known, lines))
    return {
        key: as_answered(one, told[key], received_at, key in shown) for one in prepared if (key := one.sent.key) in told
    }


async def _receipt(keys: Keys, bearer: Bearer, head: Head, prepared: tuple[Prepared, ...], answers: list[str]) -> bytes:
    """The receipt of the answers, as JSON; null where there is none, or one is of a version that told less."""

    def made() -> bytes:
        after, digests = {"seq": head.seq, "hash": head.hash}, [one.sent.digest for one in prepared]
        told = (bearer.operation, head.epoch, bearer.device_id or "", after, digests, answers, keys.signing)
        return orjson.dumps(receipt_of_answers(*told))

    return made() if len(answers) <= FEW else await in_thread(made)


def _prepared(
    content: bytes, by: Author, received_at: datetime
) -> tuple[ExchangeBody, timedelta, tuple[Prepared, ...]]:
    """The request, the offset of the tablet's clock, and its mutations on their way in."""
    body = read_exchange(content)
    offset = clock_offset(body.device_time, received_at)
    return body, offset, tuple(prepare(sent, read, by, offset, received_at) for sent, read in body.mutations)


ROUTES = [exchange]
