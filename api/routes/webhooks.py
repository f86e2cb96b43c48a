"""Webhooks: addresses that receive events, and the result of each delivery."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any
from uuid import uuid4

import orjson
from litestar import Request, delete, get, patch, post
from litestar.di import NamedDependency as Given
from litestar.params import PathParameter, QueryParameter

from api.auth import ADMIN
from api.bodies import read
from api.openapi.parameters import UUID, After, Limit
from api.pages import next_page, page
from api.settings import Settings
from api.webhooks.sending import Sender
from models.chance import draw
from models.mutation import stored_instant
from models.problem import FieldError, Refused, sentence
from models.shapes import webhooks as shapes
from models.webhook import TEST
from models.webhook_address import why_not_url
from models.webhook_wire import (
    DeliveryPage,
    DeliveryState,
    ReplayRequest,
    ResumeRequest,
    SkipRequest,
    TriedDelivery,
    Webhook,
    WebhookChange,
    WebhookPage,
    WebhookRequest,
    WebhookSecret,
)
from sync.database.database import Database
from sync.events.outbox import Place
from sync.events.webhooks import (
    NewValues,
    add_webhook,
    change_webhook,
    list_deliveries,
    list_webhooks,
    read_target,
    read_webhook,
    remove_webhook,
    replay_from,
    resume_deliveries,
    rotate_secret,
    skip_deliveries,
)
from sync.exchange.committer import Committer
from sync.operations import Bearer

WebhookId = Annotated[str, PathParameter(description="The webhook.", schema_extra=UUID)]


def _place(bearer: Bearer, webhook_id: str) -> Place:
    return Place(bearer.operation, webhook_id.lower())


def _check_url(settings: Settings, url: str) -> None:
    """Raises Refused if nothing would ever be sent to the address."""
    why = why_not_url(url, settings.opened_networks)
    if why:
        error = FieldError(field="url", code="url_refused", detail=why[0], remedy=why[1])
        raise Refused("invalid_value", sentence([error]), [error])


@get(
    "/v1/webhooks",
    roles=ADMIN,
    operation_id="list_webhooks",
    summary="List webhooks",
    tags=["Webhooks"],
    answer=WebhookPage,
)
async def listing(database: Given[Database], bearer: Given[Bearer]) -> shapes.WebhookPage:
    """The webhooks of the operation, up to where each has received events, and what waits."""
    items = await database.read(list_webhooks, bearer.operation)
    return {"items": items, "next": None}


@post(
    "/v1/webhooks",
    roles=ADMIN,
    operation_id="create_webhook",
    summary="Make a webhook",
    tags=["Webhooks"],
    body=WebhookRequest,
    answer=WebhookSecret,
    problems=("already_exists", "invalid_value"),
)
async def create(
    request: Request[Any, Any, Any],
    committer: Given[Committer],
    settings: Given[Settings],
    bearer: Given[Bearer],
) -> shapes.WebhookSecret:
    """Makes a webhook; its secret is shown only once."""
    wanted = await read(request, WebhookRequest)
    _check_url(settings, wanted.url)
    return await committer.under_lock(
        bearer.operation, add_webhook, bearer.operation, wanted.url, tuple(wanted.events), wanted.description,
        wanted.from_seq, bearer.person or "", datetime.now(UTC), draw(),
    )  # fmt: skip


@get(
    "/v1/webhooks/{webhook_id:str}",
    roles=ADMIN,
    operation_id="get_webhook",
    summary="Read a webhook",
    tags=["Webhooks"],
    answer=Webhook,
)
async def one(database: Given[Database], bearer: Given[Bearer], webhook_id: WebhookId) -> shapes.Webhook:
    """One webhook, up to where it has received events, and what waits."""
    return await database.look_up(read_webhook, _place(bearer, webhook_id))


@patch(
    "/v1/webhooks/{webhook_id:str}",
    roles=ADMIN,
    operation_id="change_webhook",
    summary="Change a webhook",
    tags=["Webhooks"],
    body=WebhookChange,
    answer=Webhook,
    problems=("invalid_value",),
)
async def change(
    request: Request[Any, Any, Any],
    committer: Given[Committer],
    settings: Given[Settings],
    bearer: Given[Bearer],
    webhook_id: WebhookId,
) -> shapes.Webhook:
    """Changes address, events, description, or whether anything is sent."""
    place, wanted = _place(bearer, webhook_id), await read(request, WebhookChange)
    if wanted.url is not None:
        _check_url(settings, wanted.url)
    events = None if wanted.events is None else tuple(wanted.events)
    values = NewValues(wanted.url, events, wanted.description, wanted.enabled)
    return await committer.under_lock(bearer.operation, change_webhook, place, values, datetime.now(UTC))


@delete(
    "/v1/webhooks/{webhook_id:str}",
    roles=ADMIN,
    operation_id="remove_webhook",
    summary="Remove a webhook",
    tags=["Webhooks"],
)
async def remove(committer: Given[Committer], bearer: Given[Bearer], webhook_id: WebhookId) -> None:
    """Removes a webhook, with its waiting deliveries."""
    await committer.under_lock(bearer.operation, remove_webhook, _place(bearer, webhook_id))


@post(
    "/v1/webhooks/{webhook_id:str}/secret",
    status_code=200,
    roles=ADMIN,
    operation_id="rotate_webhook_secret",
    summary="Give a webhook a new secret",
    tags=["Webhooks"],
    answer=WebhookSecret,
)
async def rotate(committer: Given[Committer], bearer: Given[Bearer], webhook_id: WebhookId) -> shapes.WebhookSecret:
    """Makes a new secret, shown only once. For 24 hours deliveries are signed with the one before too."""
    return await committer.under_lock(
        bearer.operation, rotate_secret, _place(bearer, webhook_id), datetime.now(UTC), draw()
    )


@post(
    "/v1/webhooks/{webhook_id:str}/test",
    status_code=200,
    roles=ADMIN,
    operation_id="test_webhook",
    summary="Send a test event",
    tags=["Webhooks"],
    answer=TriedDelivery,
)
async def test(
    database: Given[Database],
    sender: Given[Sender],
    bearer: Given[Bearer],
    webhook_id: WebhookId,
) -> shapes.TriedDelivery:
    """Sends an event of type webhook.test at once, also to a webhook that is disabled, and answers the result."""
    place, now, id = _place(bearer, webhook_id), datetime.now(UTC), str(uuid4())
    url, secrets = await database.look_up(read_target, place, now)
    data = {"operation": place.operation, "webhook_id": place.id, "person": bearer.person}
    body = orjson.dumps({"type": TEST, "timestamp": stored_instant(now), "id": id, "data": data}).decode()
    came = await sender.send(url, secrets, id, body)
    return {
        "delivered": came.error is None,
        "at": came.at,
        "status": came.status,
        "duration_ms": came.duration_ms,
        "error": came.error,
        "answer": came.answer,
    }


# Deliveries


@get(
    "/v1/webhooks/{webhook_id:str}/deliveries",
    roles=ADMIN,
    operation_id="list_deliveries",
    summary="List the deliveries of a webhook",
    tags=["Webhooks"],
    answer=DeliveryPage,
)
async def deliveries(
    database: Given[Database],
    bearer: Given[Bearer],
    webhook_id: WebhookId,
    delivery_state: Annotated[
        DeliveryState | None, QueryParameter(name="state", description="Only deliveries in this state.")
    ] = None,
    after: After = None,
    limit: Limit = None,
) -> shapes.DeliveryPage:
    """What was sent and what it was answered, the newest log entry first. Done ones are shown for 30 days."""
    items, more = await database.read(
        list_deliveries, _place(bearer, webhook_id), delivery_state, page(after, limit, int, int)
    )
    return {"items": items, "next": next_page(more)}


@post(
    "/v1/webhooks/{webhook_id:str}/replay",
    status_code=200,
    roles=ADMIN,
    operation_id="replay_webhook",
    summary="Tell again from a log entry on",
    tags=["Webhooks"],
    body=ReplayRequest,
    answer=Webhook,
    problems=("invalid_value",),
)
async def replay(
    request: Request[Any, Any, Any],
    committer: Given[Committer],
    bearer: Given[Bearer],
    webhook_id: WebhookId,
) -> shapes.Webhook:
    """Sends everything from a log entry on again, in order, with the same ids and the same bodies."""
    place, wanted = _place(bearer, webhook_id), await read(request, ReplayRequest)
    return await committer.under_lock(bearer.operation, replay_from, place, wanted.from_seq, datetime.now(UTC))


@post(
    "/v1/webhooks/{webhook_id:str}/resume",
    status_code=200,
    roles=ADMIN,
    operation_id="resume_deliveries",
    summary="Try parked deliveries again",
    tags=["Webhooks"],
    body=ResumeRequest,
    answer=Webhook,
    problems=("invalid_value",),
)
async def resume(
    request: Request[Any, Any, Any],
    committer: Given[Committer],
    bearer: Given[Bearer],
    webhook_id: WebhookId,
) -> shapes.Webhook:
    """Tries parked deliveries again, and then what was held behind them."""
    place, wanted = _place(bearer, webhook_id), await read(request, ResumeRequest)
    these = None if wanted.event_ids is None else tuple(wanted.event_ids)
    return await committer.under_lock(bearer.operation, resume_deliveries, place, these, datetime.now(UTC))


@post(
    "/v1/webhooks/{webhook_id:str}/skip",
    status_code=200,
    roles=ADMIN,
    operation_id="skip_deliveries",
    summary="Give up parked deliveries",
    tags=["Webhooks"],
    body=SkipRequest,
    answer=Webhook,
    problems=("invalid_value",),
)
async def skip(
    request: Request[Any, Any, Any],
    committer: Given[Committer],
    bearer: Given[Bearer],
    webhook_id: WebhookId,
) -> shapes.Webhook:
    """Skips parked deliveries: they are never sent, and those held behind them are sent."""
    place, wanted = _place(bearer, webhook_id), await read(request, SkipRequest)
    return await committer.under_lock(
        bearer.operation, skip_deliveries, place, tuple(wanted.event_ids), datetime.now(UTC)
    )


ROUTES = [listing, create, one, change, remove, rotate, test, deliveries, replay, resume, skip]
