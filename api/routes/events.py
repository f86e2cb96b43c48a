"""What happens in the operation, as it happens: server-sent events, read from the log."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from typing import Annotated, Any

import orjson
from litestar import Request, get
from litestar.di import NamedDependency as Given
from litestar.params import QueryParameter
from litestar.response import ServerSentEvent
from litestar.response.sse import ServerSentEventMessage

from api.auth import VIEWER
from api.running import Running
from models.problem import Refused, invalid_request
from sync.database.database import Database
from sync.events.stream import events_after
from sync.log.chain import glance_head
from sync.log.epochs import refuse_lost
from sync.operations import Bearer

LOOKS_EVERY_S = 1.0
"""How often the log is looked at, seconds."""
GREATEST = 10**12
"""Of a log entry, and of seconds."""
SAYS_SOMETHING_EVERY_S = 15.0
"""The longest silence of a stream, seconds: then it sends a comment."""


@get(
    "/v1/events",
    roles=VIEWER,
    operation_id="events",
    summary="Follow what happens",
    tags=["Reports"],
    answer=str,
    answer_media="text/event-stream",
    problems=("resync_required", "history_lost"),
)
async def events(
    request: Request[Any, Any, Any],
    running: Given[Running],
    database: Given[Database],
    bearer: Given[Bearer],
    after: Annotated[
        int | None,
        QueryParameter(
            name="after",
            description="From after this log entry on; left out: from now on. The header Last-Event-ID goes before it.",
            schema_extra={"minimum": 0},
        ),
    ] = None,
    seconds: Annotated[
        int | None,
        QueryParameter(
            name="seconds",
            description="End after so many seconds, and go on with another request; 0: only what has happened by now.",
            schema_extra={"minimum": 0},
        ),
    ] = None,
) -> ServerSentEvent:
    """New finds, conflicts, duplicates, refused mutations, rules and editions; `id` is the log entry, to go on from."""
    last = request.headers.get("last-event-id")
    if last is not None and not (last.isascii() and last.isdigit() and len(last) < 16):
        raise invalid_request(
            "Last-Event-ID", f"{last[:40]!r} is not a log entry", "send the id of the last event, or leave it out"
        )
    for name, number in (("after", after), ("seconds", seconds)):
        if number is not None and not 0 <= number <= GREATEST:
            raise invalid_request(name, "is less than 0 or too great", f"send a number from 0 to {GREATEST:,}")
    head = await glance_head(database, bearer.operation)
    start = int(last) if last is not None else head.seq if after is None else after
    if start > head.seq:
        why = f"Log entry {start} has not come yet: the server went back, or the number is another operation's."
        raise Refused("resync_required", f"{why} Read again from after=0.", epoch=head.epoch)
    await database.read(refuse_lost, bearer.operation, start)
    if request.method == "HEAD":
        return ServerSentEvent(())
    token = request.headers["authorization"].partition(" ")[2].strip()
    until = None if seconds is None else time.monotonic() + seconds
    return ServerSentEvent(_stream(running, bearer.operation, token, start, until))


async def _stream(
    running: Running, operation: str, token: str, seq: int, until: float | None
) -> AsyncIterator[ServerSentEventMessage]:
    """Ends when the token or the server does."""
    silent_s = SAYS_SOMETHING_EVERY_S
    while not running.stopping and await running.bearers.of(token):
        head = await glance_head(running.database, operation)
        if head.seq <= seq:
            if until is not None and time.monotonic() >= until:
                return
            if silent_s >= SAYS_SOMETHING_EVERY_S:
                yield ServerSentEventMessage(data=None, comment="here")
                silent_s = 0.0
            await asyncio.sleep(LOOKS_EVERY_S)
            silent_s += LOOKS_EVERY_S
            continue
        for event in await running.database.read(events_after, operation, seq):
            seq, silent_s = event["seq"], 0.0
            data = orjson.dumps(event["data"]).decode()
            # Only the last event of an entry has its number: who is cut off before gets the entry again, in whole.
            yield ServerSentEventMessage(data=data, event=event["event"], id=seq if event["last"] else None)


ROUTES = [events]
