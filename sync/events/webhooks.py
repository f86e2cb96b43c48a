"""Webhooks as staff manage them, and their deliveries: listed, sent again, resumed and skipped."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, NamedTuple, TypedDict

import orjson
from sqlalchemy import Connection, and_, delete, func, insert, select, tuple_, update

from models.chance import Chance
from models.mutation import stored_instant
from models.problem import FieldError, Refused, sentence
from models.shapes.webhooks import Delivery, Webhook, WebhookSecret
from models.tables import DELIVERY, WEBHOOK
from models.webhook import EVENTS, listens, signing_secret
from sync.database.page import Page
from sync.events.outbox import (
    DELIVERIES,
    KEPT,
    OPEN_STATES,
    WEBHOOKS,
    DeliveryRow,
    Place,
    WebhookRow,
    hold,
    secrets_of,
    stored,
    wake,
)
from sync.log.chain import read_head

OLD_SECRET_SIGNS = timedelta(hours=24)
"""For this long the old secret signs too, after the new one was made."""
MOST_WEBHOOKS = 50
"""The most webhooks of an operation."""


def add_webhook(
    connection: Connection,
    operation: str,
    url: str,
    events: tuple[str, ...],
    description: str,
    from_seq: int | None,
    person: str,
    now: datetime,
    chance: Chance,
) -> WebhookSecret:
    """A new webhook, with its secret, which is shown only here. Its first events are those of log entry `from_seq`.

    Raises Refused if the operation has MOST_WEBHOOKS already, or if `from_seq` is beyond the next log entry.
    """
    head = read_head(connection, operation)
    mine = WEBHOOK.c.operation == operation
    if connection.execute(select(func.count()).select_from(WEBHOOK).where(mine)).scalar_one() >= MOST_WEBHOOKS:
        raise Refused("already_exists", f"This operation has {MOST_WEBHOOKS} webhooks already. Remove one first.")
    place, secret = Place(operation, chance.id("webhook")), signing_secret(chance.bits("webhook"))
    connection.execute(
        insert(WEBHOOK).values(
            operation=operation, id=place.id, url=url, events=orjson.dumps(events).decode(), description=description,
            person=person, created_at=stored_instant(now), secret=secret, cursor=_before(from_seq, head.seq),
            failures=0, beat=0,
        )
    )  # fmt: skip
    return {**read_webhook(connection, place), "secret": secret}


def _before(from_seq: int | None, head: int) -> int:
    """The cursor before a log entry, or at the head. Raises Refused if the entry is beyond the next one."""
    if from_seq is None:
        return head
    if from_seq > head + 1:
        error = FieldError(
            field="from_seq",
            code="too_large",
            detail=f"log entry {from_seq} is beyond the next one, {head + 1}",
            remedy=f"send a number from 1 to {head + 1}",
        )
        raise Refused("invalid_value", sentence([error]), [error])
    return max(from_seq, 1) - 1


def list_webhooks(connection: Connection, operation: str) -> list[Webhook]:
    """The webhooks of an operation, the oldest first, with the number of their open deliveries."""
    rows = WEBHOOKS.where(connection, WEBHOOK.c.operation == operation, (WEBHOOK.c.created_at, WEBHOOK.c.id))
    head = read_head(connection, operation)
    return [_shown(connection, row, head.seq) for row in rows]


def read_webhook(connection: Connection, place: Place) -> Webhook:
    """One webhook; raises Refused if the id is unknown."""
    return _shown(connection, _known(connection, place), read_head(connection, place.operation).seq)


def _known(connection: Connection, place: Place, lock: bool = False) -> WebhookRow:
    row = stored(connection, place, lock)
    if row is None:
        raise Refused("not_found", f"Webhook {place.id} not found in this operation.")
    return row


def _shown(connection: Connection, row: WebhookRow, head: int) -> Webhook:
    place = Place(row.operation, row.id)
    counted = (
        select(DELIVERY.c.state, func.count())
        .where(and_(place.of(DELIVERY), DELIVERY.c.state.in_(OPEN_STATES)))
        .group_by(DELIVERY.c.state)
    )
    counts: dict[str, int] = {state: number for state, number in connection.execute(counted)}
    return {
        "id": row.id,
        "url": row.url,
        "events": orjson.loads(row.events),
        "description": row.description,
        "enabled": row.disabled_why is None,
        "disabled_why": row.disabled_why,
        "created_at": row.created_at,
        "created_by": row.person,
        "told_through_seq": row.cursor,
        "entries_behind": head - row.cursor,
        "deliveries": {
            "waiting": counts.get("waiting", 0),
            "held": counts.get("held", 0),
            "parked": counts.get("parked", 0),
        },
        "failing_since": row.failing_since,
        "asked_again_at": row.not_before,
        "old_secret_until": row.old_secret_until,
    }


class NewValues(NamedTuple):
    """What staff change of a webhook; None leaves a member as it is."""

    url: str | None = None
    events: tuple[str, ...] | None = None
    description: str | None = None
    enabled: bool | None = None


def change_webhook(connection: Connection, place: Place, changes: NewValues, now: datetime) -> Webhook:
    """Sets the members that are not None. An enabled webhook continues where it stopped, immediately."""
    row = _known(connection, place, lock=True)
    values: dict[str, Any] = {}
    if changes.url is not None:
        values["url"] = changes.url
    if changes.description is not None:
        values["description"] = changes.description
    if changes.events is not None:
        values["events"] = orjson.dumps(changes.events).decode()
    if changes.enabled is not None:
        values["disabled_why"] = None if changes.enabled else row.disabled_why or "Staff disabled it."
    if changes.enabled or changes.url is not None:
        values |= {"failures": 0, "failing_since": None, "not_before": None}
        wake(connection, place, now)
    if values:
        connection.execute(update(WEBHOOK).where(place.of(WEBHOOK, "id")).values(**values))
    return read_webhook(connection, place)


def remove_webhook(connection: Connection, place: Place) -> None:
    """Removes a webhook, with its deliveries."""
    _known(connection, place, lock=True)
    connection.execute(delete(DELIVERY).where(place.of(DELIVERY)))
    connection.execute(delete(WEBHOOK).where(place.of(WEBHOOK, "id")))


def rotate_secret(connection: Connection, place: Place, now: datetime, chance: Chance) -> WebhookSecret:
    """A new secret, which is shown only here. The old one signs too, for OLD_SECRET_SIGNS."""
    row, secret = _known(connection, place, lock=True), signing_secret(chance.bits("webhook"))
    until = stored_instant(now + OLD_SECRET_SIGNS)
    values = {"secret": secret, "old_secret": row.secret, "old_secret_until": until}
    connection.execute(update(WEBHOOK).where(place.of(WEBHOOK, "id")).values(**values))
    return {**read_webhook(connection, place), "secret": secret}


def read_target(connection: Connection, place: Place, now: datetime) -> tuple[str, list[str]]:
    """The address of a webhook, and the secrets that sign its deliveries."""
    row = _known(connection, place)
    return row.url, secrets_of(row, stored_instant(now))


# Deliveries


def list_deliveries(
    connection: Connection, place: Place, state: str | None, page: Page
) -> tuple[list[Delivery], tuple[Any, ...] | None]:
    """A page of deliveries, the newest first, and where the next page starts."""
    read_webhook(connection, place)
    wanted = [place.of(DELIVERY)]
    if state:
        wanted.append(DELIVERY.c.state == state)
    if page.after:
        wanted.append(tuple_(DELIVERY.c.seq, DELIVERY.c.n) < page.after)
    rows = DELIVERIES.where(connection, and_(*wanted), (DELIVERY.c.seq.desc(), DELIVERY.c.n.desc()), page.limit + 1)
    more = (rows[page.limit - 1].seq, rows[page.limit - 1].n) if len(rows) > page.limit else None
    return [_delivery(row) for row in rows[: page.limit]], more


def _delivery(row: DeliveryRow) -> Delivery:
    return {
        "event_id": row.event_id,
        "type": row.type,
        "seq": row.seq,
        "find_id": row.order_key or None,
        "state": row.state,
        "attempts": row.attempts,
        "next_at": row.next_at if row.state == "waiting" else None,
        "delivered_at": row.delivered_at,
        "tries": orjson.loads(row.tries),
        "answer": row.answer,
        "body": orjson.loads(row.body),
    }


def replay_from(connection: Connection, place: Place, from_seq: int, now: datetime) -> Webhook:
    """Sends every event from a log entry on again, in order, with the same ids.

    Raises Refused if the webhook has not received the events before that entry.
    """
    row = _known(connection, place, lock=True)
    cursor = _before(from_seq, read_head(connection, place.operation).seq)
    if cursor > row.cursor:
        error = FieldError(
            field="from_seq",
            code="too_large",
            detail=f"the webhook has received events up to log entry {row.cursor} only",
            remedy=f"send a number from 1 to {row.cursor + 1}: later events are sent anyway",
        )
        raise Refused("invalid_value", sentence([error]), [error])
    types = [type for type in EVENTS if listens(orjson.loads(row.events), type)]
    again = and_(place.of(DELIVERY), DELIVERY.c.seq > cursor, DELIVERY.c.type.in_(types))
    connection.execute(
        update(DELIVERY)
        .where(again)
        .values(state="waiting", attempts=0, next_at=stored_instant(now), delivered_at=None)
    )
    for key in set(connection.execute(_parked(place)).scalars()):
        hold(connection, place, key)
    values = {"cursor": cursor, "failures": 0, "not_before": None}
    connection.execute(update(WEBHOOK).where(place.of(WEBHOOK, "id")).values(**values))
    return read_webhook(connection, place)


def _parked(place: Place) -> Any:
    return select(DELIVERY.c.order_key).where(and_(place.of(DELIVERY), DELIVERY.c.state == "parked"))


def resume_deliveries(
    connection: Connection, place: Place, event_ids: tuple[str, ...] | None, now: datetime
) -> Webhook:
    """Tries parked deliveries again, these or all, and then those that were held behind them.

    Raises Refused if an event is not parked.
    """
    _known(connection, place, lock=True)
    keys = _let_go(connection, place, event_ids, {"state": "waiting", "attempts": 0, "next_at": stored_instant(now)})
    _release_held(connection, place, keys, now)
    connection.execute(update(WEBHOOK).where(place.of(WEBHOOK, "id")).values(failures=0, not_before=None))
    return read_webhook(connection, place)


def skip_deliveries(connection: Connection, place: Place, event_ids: tuple[str, ...], now: datetime) -> Webhook:
    """Skips parked deliveries: they are never sent, and those that were held behind them go on.

    Raises Refused if an event is not parked.
    """
    _known(connection, place, lock=True)
    keys = _let_go(connection, place, event_ids, {"state": "skipped", "next_at": stored_instant(now + KEPT)})
    _release_held(connection, place, keys, now)
    return read_webhook(connection, place)


class DeliveryValues(TypedDict, total=False):
    """What becomes of parked deliveries."""

    state: str
    attempts: int
    next_at: str


def _let_go(
    connection: Connection, place: Place, event_ids: tuple[str, ...] | None, values: DeliveryValues
) -> set[str]:
    """Sets values of parked deliveries; returns their order keys. Raises Refused if an event is not parked."""
    parked = and_(place.of(DELIVERY), DELIVERY.c.state == "parked")
    if event_ids is not None:
        parked = and_(parked, DELIVERY.c.event_id.in_(event_ids))
    rows = connection.execute(select(DELIVERY.c.event_id, DELIVERY.c.order_key).where(parked)).all()
    unknown = sorted({*(event_ids or ())} - {row.event_id for row in rows})
    if unknown:
        error = FieldError(
            field="event_ids",
            code="not_parked",
            detail=f"{unknown[0]} is not a parked delivery of this webhook",
            remedy="send ids that GET /v1/webhooks/{id}/deliveries?state=parked lists",
        )
        raise Refused("invalid_value", sentence([error]), [error])
    connection.execute(update(DELIVERY).where(parked).values(**values))
    return {row.order_key for row in rows}


def _release_held(connection: Connection, place: Place, keys: set[str], now: datetime) -> None:
    """Deliveries that were held behind these keys wait for their turn, if nothing of their key is parked any more."""
    free = keys - set(connection.execute(_parked(place)).scalars())
    held = and_(place.of(DELIVERY), DELIVERY.c.state == "held", DELIVERY.c.order_key.in_(free))
    connection.execute(update(DELIVERY).where(held).values(state="waiting", next_at=stored_instant(now)))
