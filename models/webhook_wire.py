"""Wire shapes of webhooks: what is asked and answered. models/webhook.py has the events."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, Field
from pydantic_core import PydanticCustomError

from models.answers.values import CreatedAt, Id, Instant, OwnId, Page, Seq
from models.mutation import Uuid
from models.webhook import EVENTS, FAMILIES
from models.wire import Shape

DeliveryState = Literal["waiting", "held", "parked", "delivered", "skipped"]
LISTENABLE = ("*", *(f"{family}.*" for family in FAMILIES), *EVENTS)


def _listenable(value: str) -> str:
    if value not in LISTENABLE:
        raise PydanticCustomError("unknown_event", "is no event", {"remedy": f"send one of {', '.join(LISTENABLE)}"})
    return value


EventName = Annotated[str, AfterValidator(_listenable), Field(json_schema_extra={"enum": [*LISTENABLE]})]
Url = Annotated[
    str,
    Field(min_length=1, max_length=2048, description="Where events are sent.", examples=["https://example.org/hooks"]),
]
Events = Annotated[
    list[EventName],
    Field(
        min_length=1,
        max_length=len(LISTENABLE),
        description="What it is told: `*`, a family such as `find.*`, or single types.",
        examples=[["find.*", "edition.published"]],
    ),
]
Description = Annotated[str, Field(max_length=500, description="For people: whose it is, what for.")]


class WebhookRequest(Shape):
    """Where events are to be sent, and which."""

    url: Url
    events: Events = Field(default_factory=lambda: ["*"])
    description: Description = ""
    from_seq: Annotated[
        int | None,
        Field(ge=1, description="From this log entry on; 1 is everything. Left out: what comes from now on."),
    ] = None


class WebhookChange(Shape):
    """What is to be another; what is left out stays."""

    url: Url | None = None
    events: Events | None = None
    description: Description | None = None
    enabled: Annotated[
        bool | None, Field(description="false stops it; true lets it go on from where it stopped, at once.")
    ] = None


class ReplayRequest(Shape):
    """From where on it is told again."""

    from_seq: Annotated[int, Field(ge=1, description="The first log entry that is told again.", examples=[1837])]


class ResumeRequest(Shape):
    """Which parked deliveries are tried again."""

    event_ids: Annotated[
        list[Uuid] | None, Field(max_length=1000, description="Their events; left out: all that are parked.")
    ] = None


class SkipRequest(Shape):
    """Which parked deliveries are given up."""

    event_ids: Annotated[list[Uuid], Field(min_length=1, max_length=1000, description="Their events.")]


# Answers


class OpenDeliveries(BaseModel):
    """How many deliveries are not done with."""

    waiting: Annotated[int, Field(description="To be tried, now or again.")]
    held: Annotated[int, Field(description="Behind a parked one of the same find.")]
    parked: Annotated[int, Field(description="Given up after about five days, until staff resume or skip them.")]


class Webhook(BaseModel):
    """Where events are sent, and how far it has been told."""

    id: OwnId
    url: Annotated[str, Field(description="Where events are sent.")]
    events: Annotated[list[str], Field(description="What it is told.")]
    description: Description
    enabled: Annotated[bool, Field(description="Whether anything is sent.")]
    disabled_why: Annotated[str | None, Field(description="Why not.")]
    created_at: CreatedAt
    created_by: Annotated[str, Field(description="Who made it.")]
    told_through_seq: Annotated[Seq, Field(description="The log up to here is in its deliveries.")]
    entries_behind: Annotated[int, Field(description="So many log entries are not in its deliveries yet.")]
    deliveries: Annotated[OpenDeliveries, Field(description="What is not done with.")]
    failing_since: Annotated[
        Instant | None, Field(description="Since when no delivery has succeeded; null when the last attempt did.")
    ]
    asked_again_at: Annotated[Instant | None, Field(description="The receiver seems down: one delivery is tried then.")]
    old_secret_until: Annotated[Instant | None, Field(description="Until then the secret before signs too.")]


class WebhookPage(Page[Webhook]):
    """The webhooks of the operation, the oldest first."""


class WebhookSecret(Webhook):
    """A webhook with a new secret."""

    secret: Annotated[
        str,
        Field(
            description="Verifies its deliveries; told this once.", examples=["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"]
        ),
    ]


class DeliveryTry(BaseModel):
    """One attempt."""

    at: Annotated[Instant, Field(description="When it began.")]
    status: Annotated[int | None, Field(description="HTTP status; null when no answer came.")]
    duration_ms: Annotated[int, Field(description="How long it took, milliseconds.")]
    error: Annotated[str | None, Field(description="Why it failed; null when it was taken.")]


class Delivery(BaseModel):
    """One event on its way to one webhook."""

    event_id: Annotated[Id, Field(description="The header webhook-id: the same in every attempt and replay.")]
    type: Annotated[str, Field(description="The event.")]
    seq: Annotated[Seq, Field(description="The log entry that brought it.")]
    find_id: Annotated[Id | None, Field(description="The find whose events are sent in their order.")]
    state: Annotated[DeliveryState, Field(description="What became of it.")]
    attempts: Annotated[int, Field(description="How often it was tried since it last began to wait.")]
    next_at: Annotated[Instant | None, Field(description="waiting: when it is tried, or again.")]
    delivered_at: Annotated[Instant | None, Field(description="When it was taken.")]
    tries: Annotated[list[DeliveryTry], Field(description="Its attempts, the last 20.")]
    answer: Annotated[str | None, Field(description="The beginning of the last answer's body.")]
    body: Annotated[dict[str, Any], Field(description="What is sent, whenever it is sent.")]


class DeliveryPage(Page[Delivery]):
    """Deliveries, the newest first."""


class TriedDelivery(DeliveryTry):
    """What came of a test event."""

    delivered: Annotated[bool, Field(description="Whether it was taken.")]
    answer: Annotated[str | None, Field(description="The beginning of the answer's body.")]
