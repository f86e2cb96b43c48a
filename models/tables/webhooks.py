"""Webhooks, and what is on its way to them."""

from __future__ import annotations

from sqlalchemy import ForeignKeyConstraint, Index, Text, text
from sqlmodel import Field, SQLModel

_UNDELIVERED = text("state IN ('waiting', 'held', 'parked')")
_WAITING = text("state = 'waiting'")


class Webhook(SQLModel, table=True):
    """Where an integrator wants to be told what happens, and how far the log has been told."""

    __table_args__ = (ForeignKeyConstraint(["operation"], ["operation.operation"], name="webhook_operation"),)
    operation: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    """UUID."""
    url: str = Field(sa_type=Text)
    """Where it is told."""
    events: str = Field(sa_type=Text)
    """What it listens to, a JSON list."""
    description: str
    """For people."""
    person: str
    """Who made it."""
    created_at: str
    """Instant."""
    disabled_why: str | None = None
    """Why nothing is sent; null: it is enabled."""
    secret: str
    """Readable, as every delivery is signed with it."""
    old_secret: str | None = None
    """The secret before."""
    old_secret_until: str | None = None
    """So long the old secret signs too; an instant."""
    cursor: int
    """The log up to this entry stands in its deliveries."""
    failures: int = 0
    """New deliveries that failed in a row: when there are some, the receiver is taken for down."""
    failing_since: str | None = None
    """Instant of the first failure since it last took a delivery."""
    not_before: str | None = None
    """A receiver that is down is asked again then, with one delivery; an instant."""
    holder: str | None = None
    """The server process that delivers, while it goes on increasing `beat`."""
    beat: int = 0
    """Counted up by that process while it lives."""


class WebhookDelivery(SQLModel, table=True):
    """One event on its way to one webhook."""

    __tablename__ = "webhook_delivery"
    __table_args__ = (
        ForeignKeyConstraint(
            ["operation", "webhook_id"], ["webhook.operation", "webhook.id"], name="webhook_delivery_webhook"
        ),
        Index(
            "webhook_delivery_by_state",
            "operation",
            "webhook_id",
            "state",
            "next_at",
            info={"for": "the list of deliveries, and what may be forgotten"},
        ),
        Index(
            "webhook_delivery_waiting",
            "operation",
            "webhook_id",
            "seq",
            "n",
            sqlite_where=_WAITING,
            postgresql_where=_WAITING,
            info={"for": "what is sent next"},
        ),
        Index(
            "webhook_delivery_by_order",
            "operation",
            "webhook_id",
            "order_key",
            "seq",
            "n",
            sqlite_where=_UNDELIVERED,
            postgresql_where=_UNDELIVERED,
            info={"for": "what goes before it in its order"},
        ),
    )
    operation: str = Field(primary_key=True)
    webhook_id: str = Field(primary_key=True)
    """The webhook."""
    seq: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    """The log entry that it tells of."""
    n: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    """Which of the events of its log entry it is."""
    event_id: str
    """The id under which the receiver knows it."""
    type: str
    """Of the event, such as find.created."""
    order_key: str
    """The find whose events are delivered in their order; empty: what is of no find."""
    state: str
    """waiting, parked (given up until staff resume it), held (behind a parked one), delivered, skipped (by staff)"""
    attempts: int
    """Since it last began to wait."""
    next_at: str
    """Instant at which it is tried again; of one that is delivered or skipped: at which it is forgotten."""
    body: str = Field(sa_type=Text)
    """The bytes that are sent, fixed."""
    tries: str = Field(sa_type=Text)
    """What became of the last attempts, a JSON list."""
    answer: str | None = Field(sa_type=Text)
    """The beginning of the last answer's body."""
    delivered_at: str | None = None
    """Instant."""
