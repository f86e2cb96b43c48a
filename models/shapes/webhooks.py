"""Written by `make generate` from `models/webhook_wire.py`, which says more of each field."""

from __future__ import annotations

from typing import TypedDict

from models.shapes import Json


class OpenDeliveries(TypedDict):
    """The number of deliveries that are still open."""

    waiting: int
    held: int
    parked: int


class Webhook(TypedDict):
    """A webhook: its address, its events, and its progress."""

    id: str
    url: str
    events: list[str]
    description: str
    enabled: bool
    disabled_why: str | None
    created_at: str
    created_by: str
    told_through_seq: int
    entries_behind: int
    deliveries: OpenDeliveries
    failing_since: str | None
    asked_again_at: str | None
    old_secret_until: str | None


class WebhookPage(TypedDict):
    """The webhooks of the operation, oldest first."""

    items: list[Webhook]
    next: str | None


class WebhookSecret(TypedDict):
    """A webhook with a new secret."""

    id: str
    url: str
    events: list[str]
    description: str
    enabled: bool
    disabled_why: str | None
    created_at: str
    created_by: str
    told_through_seq: int
    entries_behind: int
    deliveries: OpenDeliveries
    failing_since: str | None
    asked_again_at: str | None
    old_secret_until: str | None
    secret: str


class DeliveryTry(TypedDict):
    """One attempt."""

    at: str
    status: int | None
    duration_ms: int
    error: str | None


class Delivery(TypedDict):
    """The delivery of one event to one webhook."""

    event_id: str
    type: str
    seq: int
    find_id: str | None
    state: str
    attempts: int
    next_at: str | None
    delivered_at: str | None
    tries: list[DeliveryTry]
    answer: str | None
    body: Json


class DeliveryPage(TypedDict):
    """Deliveries, newest first."""

    items: list[Delivery]
    next: str | None


class TriedDelivery(TypedDict):
    """The result of a test event."""

    at: str
    status: int | None
    duration_ms: int
    error: str | None
    delivered: bool
    answer: str | None
