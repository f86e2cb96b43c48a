"""After a restore: what tablets had seen, what differs from it, and how the recovery ends."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import orjson
from litestar import Request, get, post
from litestar.di import NamedDependency as Given
from pydantic import ValidationError

from api.auth import ADMIN, DEVICE, REVIEWER, VIEWER, Bearers
from api.bodies import in_thread, read
from api.heavy.heavy import Heavy
from models.answers.recovery import Admitted, Closed, Recovery, Taken, Witnessed
from models.find import FIELDS, REQUIRED
from models.mutation import checked_fields
from models.problem import FieldError, Refused, field_errors, sentence
from models.recovery_wire import AdmitRequest, CloseRequest, TakeRequest, WitnessFind, WitnessRequest
from models.shapes import Json
from models.shapes import recovery as shapes
from sync.database.database import Database
from sync.exchange.committer import Committer
from sync.operations import Bearer
from sync.recovery.confirming import admit
from sync.recovery.recovery import closing, read_recovery
from sync.recovery.taking import taking
from sync.recovery.witnesses import SeenFind, keep_witness, seen_find


@get(
    "/v1/recovery",
    roles=VIEWER,
    operation_id="get_recovery",
    summary="Read what is known after a restore",
    tags=["Recovery"],
    answer=Recovery,
)
async def one(
    request: Request[Any, Any, Any], heavy: Given[Heavy], bearers: Given[Bearers], bearer: Given[Bearer]
) -> shapes.Recovery:
    """Which tablets are back, and which finds stand otherwise than a tablet had seen them."""
    await bearers.write_seen()
    return await heavy.read(request, read_recovery, bearer.operation)


@post(
    "/v1/recovery/admit",
    status_code=200,
    roles=ADMIN,
    operation_id="admit",
    summary="Admit who waits",
    tags=["Recovery"],
    body=AdmitRequest,
    answer=Admitted,
    problems=("invalid_value",),
)
async def admitting(
    request: Request[Any, Any, Any], committer: Given[Committer], bearer: Given[Bearer]
) -> shapes.Admitted:
    """After a restore without a journal: these tablets, tokens and webhooks are the operation's own still.

    All of them are admitted, or none. Who is not named goes on waiting: revoke the token, retire the tablet or delete
    the webhook that is not to come back.
    """
    wanted = await read(request, AdmitRequest)
    named = (tuple(wanted.devices), tuple(wanted.tokens), tuple(wanted.webhooks))
    return await committer.under_lock(bearer.operation, admit, bearer.operation, *named)


@post(
    "/v1/recovery/witness",
    status_code=200,
    roles=DEVICE,
    operation_id="witness",
    summary="Tell what the old copy had",
    tags=["Recovery"],
    body=WitnessRequest,
    answer=Witnessed,
    problems=("invalid_value",),
)
async def witness(
    request: Request[Any, Any, Any],
    committer: Given[Committer],
    bearer: Given[Bearer],
) -> shapes.Witnessed:
    """A tablet that has the new copy whole tells the finds of its old one, open or closed; then it drops that."""
    wanted = await read(request, WitnessRequest)
    finds = await in_thread(lambda: _seen(wanted.finds))
    now = datetime.now(UTC)
    device_id = bearer.device_id or ""
    kept = await committer.under_lock(
        bearer.operation, keep_witness, bearer.operation, device_id, wanted.epoch, finds, wanted.done, now
    )
    return {"kept": kept}


def _seen(finds: list[Json]) -> tuple[SeenFind, ...]:
    """The finds of an old copy. Raises Refused where one is none."""
    return tuple(_one_seen(n, find) for n, find in enumerate(finds))


def _one_seen(n: int, find: Json) -> SeenFind:
    try:
        named = WitnessFind.model_validate(find)
    except ValidationError as error:
        errors = field_errors(error, f"finds.{n}.")
        raise Refused("invalid_value", sentence(errors), errors) from None
    given = {name: find[name] for name in FIELDS if find.get(name) is not None}
    values = checked_fields(given, f"finds.{n}.")
    errors = values if isinstance(values, list) else []
    errors += [
        FieldError(
            field=f"finds.{n}.{name}",
            code="required",
            detail="every find has this field",
            remedy="send the find as it came in changes",
        )
        for name in REQUIRED
        if name not in given
    ]
    if errors or isinstance(values, list):
        raise Refused("invalid_value", sentence(errors), errors)
    return seen_find(named.id, named.seq, values, named.state == "deleted")


@post(
    "/v1/recovery/take",
    status_code=200,
    roles=REVIEWER,
    operation_id="take_witnessed",
    summary="Take what was seen",
    tags=["Recovery"],
    body=TakeRequest,
    answer=Taken,
    problems=("invalid_value", "precondition_failed"),
)
async def take(
    request: Request[Any, Any, Any],
    database: Given[Database],
    committer: Given[Committer],
    bearer: Given[Bearer],
) -> shapes.Taken:
    """What tablets had seen of these finds becomes edits, or creates, in the name of the person who takes it."""
    wanted = await read(request, TakeRequest)
    job = await database.look_up(
        taking,
        bearer.operation,
        wanted.id,
        tuple(dict.fromkeys(wanted.find_ids)),
        tuple(wanted.versions.items()),
        wanted.reason,
        bearer.person or "",
        datetime.now(UTC),
    )
    answers = await committer.run(bearer.operation, job)
    return {"results": [orjson.loads(answer) for answer in answers]}


@post(
    "/v1/recovery/close",
    status_code=200,
    roles=ADMIN,
    operation_id="close_recovery",
    summary="Close a recovery",
    tags=["Recovery"],
    body=CloseRequest,
    answer=Closed,
    problems=("already_decided", "invalid_value", "mutation_id_reused"),
)
async def close(
    request: Request[Any, Any, Any], committer: Given[Committer], bearers: Given[Bearers], bearer: Given[Bearer]
) -> shapes.Closed:
    """Says that nothing more is waited for. It closes a question, not a door: what comes later still goes in."""
    wanted = await read(request, CloseRequest)
    await bearers.write_seen()
    job = closing(wanted.id, wanted.reason, bearer.person or "", datetime.now(UTC))
    answer = orjson.loads(await committer.run(bearer.operation, job))
    return {name: answer[name] for name in ("id", "seq", "replayed", "left")}  # type: ignore[return-value]


ROUTES = [one, admitting, witness, take, close]
