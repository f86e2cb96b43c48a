"""Shapes of the requests and answers about webhooks. models/webhook.py has the events."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, Field
from pydantic_core import PydanticCustomError

from models.answers.values import CreatedAt, Id, Instant, OwnId, Page, Seq
from models.mutation import Uuid
from models.shapes import Json
from models.webhook import EVENTS, FAMILIES
from models.wire import Shape

DeliveryState = Literal["waiting", "held", "parked", "delivered", "skipped"]
LISTENABLE = ("*", *(f"{family}.*" for family in FAMILIES), *EVENTS)


def _listenable(value: str) -> str:
    if value not in LISTENABLE:
        raise PydanticCustomError(
            "unknown_event", "is not a known event", {"remedy": f"send one of {', '.join(LISTENABLE)}"}
        )
    return value


EventName = Annotated[str, AfterValidator(_listenable), Field(json_schema_extra={"enum": [*LISTENABLE]})]
Url = Annotated[
    str,
    Field(
        min_length=1,
        max_length=2048,
        description="The address that events are sent to.",
        examples=["https://example.org/hooks"],
    ),
]
Events = Annotated[
    list[EventName],
    Field(
        min_length=1,
        max_length=len(LISTENABLE),
        description="The events to send: `*`, a family such as `find.*`, or single types.",
        examples=[["find.*", "edition.published"]],
    ),
]
Description = Annotated[str, Field(max_length=500, description="For people: who uses it, and what for.")]


class WebhookRequest(Shape):
    """The address that events are sent to, and which events."""

    url: Url
    events: Events = Field(default_factory=lambda: ["*"])
    description: Description = ""
    from_seq: Annotated[
        int | None,
        Field(ge=1, description="The first log entry to send; 1 for everything. If missing, only new events are sent."),
    ] = None


class WebhookChange(Shape):
    """The members to change. A missing member does not change."""

    url: Url | None = None
    events: Events | None = None
    description: Description | None = None
    enabled: Annotated[
        bool | None,
        Field(description="false stops it. true starts it again immediately, from the event where it stopped."),
    ] = None


class ReplayRequest(Shape):
    """The log entry from which events are sent again."""

    from_seq: Annotated[
        int, Field(ge=1, description="The first log entry whose events are sent again.", examples=[1837])
    ]


class ResumeRequest(Shape):
    """Which parked deliveries are tried again."""

    event_ids: Annotated[
        list[Uuid] | None,
        Field(max_length=1000, description="The ids of their events. If missing: all parked deliveries."),
    ] = None


class SkipRequest(Shape):
    """Which parked deliveries are skipped: they are never sent."""

    event_ids: Annotated[list[Uuid], Field(min_length=1, max_length=1000, description="The ids of their events.")]


# Answers


class OpenDeliveries(BaseModel):
    """The number of deliveries that are still open."""

    waiting: Annotated[int, Field(description="Waiting for their first or next attempt.")]
    held: Annotated[int, Field(description="Waiting behind a parked delivery of the same find.")]
    parked: Annotated[
        int, Field(description="Stopped after about five days of attempts, until staff resume or skip them.")
    ]


class Webhook(BaseModel):
    """A webhook: its address, its events, and its progress."""

    id: OwnId
    url: Annotated[str, Field(description="The address that events are sent to.")]
    events: Annotated[list[str], Field(description="The events that it receives.")]
    description: Description
    enabled: Annotated[bool, Field(description="Whether events are sent.")]
    disabled_why: Annotated[str | None, Field(description="Why it is disabled; null if it is enabled.")]
    created_at: CreatedAt
    created_by: Annotated[str, Field(description="Who created it.")]
    told_through_seq: Annotated[Seq, Field(description="The last log entry that is in its deliveries.")]
    entries_behind: Annotated[int, Field(description="The number of log entries that are not in its deliveries yet.")]
    deliveries: Annotated[OpenDeliveries, Field(description="The deliveries that are still open.")]
    failing_since: Annotated[
        Instant | None, Field(description="Since when every attempt has failed; null if the last attempt succeeded.")
    ]
    asked_again_at: Annotated[
        Instant | None, Field(description="The receiver seems to be down: the next attempt is at this time.")
    ]
    old_secret_until: Annotated[
        Instant | None, Field(description="Until this time deliveries are also signed with the old secret.")
    ]


class WebhookPage(Page[Webhook]):
    """The webhooks of the operation, oldest first."""


class WebhookSecret(Webhook):
    """A webhook with a new secret."""

    secret: Annotated[
        str,
        Field(
            description="Use it to verify deliveries. It is shown only once.",
            examples=["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"],
        ),
    ]


class DeliveryTry(BaseModel):
    """One attempt."""

    at: Annotated[Instant, Field(description="When it began.")]
    status: Annotated[int | None, Field(description="HTTP status; null if there was no answer.")]
    duration_ms: Annotated[int, Field(description="Duration, milliseconds.")]
    error: Annotated[str | None, Field(description="Why it failed; null if it was delivered.")]


class Delivery(BaseModel):
    """The delivery of one event to one webhook."""

    event_id: Annotated[Id, Field(description="The header webhook-id. It is the same in every attempt and replay.")]
    type: Annotated[str, Field(description="The type of the event.")]
    seq: Annotated[Seq, Field(description="The log entry of the event.")]
    find_id: Annotated[Id | None, Field(description="The find of the event. Events of one find are sent in order.")]
    state: Annotated[DeliveryState, Field(description="The state of the delivery.")]
    attempts: Annotated[int, Field(description="The number of attempts since it last started to wait.")]
    next_at: Annotated[Instant | None, Field(description="Only for waiting: the time of the next attempt.")]
    delivered_at: Annotated[Instant | None, Field(description="When it was delivered.")]
    tries: Annotated[list[DeliveryTry], Field(description="The last 20 attempts.")]
    answer: Annotated[str | None, Field(description="The start of the body of the last answer.")]
    body: Annotated[Json, Field(description="The body that is sent, the same in every attempt.")]


class DeliveryPage(Page[Delivery]):
    """Deliveries, newest first."""


class TriedDelivery(DeliveryTry):
    """The result of a test event."""

    delivered: Annotated[bool, Field(description="Whether it was delivered.")]
    answer: Annotated[str | None, Field(description="The start of the body of the answer.")]
