"""The examples of webhooks in the document."""

from __future__ import annotations

from api.openapi.examples.week import (
    CREATE_ID,
    DEVICE_ID,
    EPOCH,
    FIND_ID,
    HASH,
    LATER,
    RECEIVED,
    SENT,
    TYPED,
    Examples,
    named,
    page,
)
from models.shapes import Json

WEBHOOK_ID = "7d0a2c53-6a0e-4a55-8f0c-2d1e3b4c5d04"
EVENT_ID = "1f7d7f0e-59a1-5f0e-8d6c-8f4f5a8b9c04"
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"

WEBHOOK: Json = {
    "id": WEBHOOK_ID,
    "url": "https://example.org/hooks",
    "events": ["find.*", "edition.published"],
    "description": "The regional database",
    "enabled": True,
    "disabled_why": None,
    "created_at": RECEIVED,
    "created_by": "Duty officer",
    "told_through_seq": 1841,
    "entries_behind": 0,
    "deliveries": {"waiting": 2, "held": 1, "parked": 1},
    "failing_since": LATER,
    "asked_again_at": None,
    "old_secret_until": None,
}
TRIED: Json = {"at": LATER, "status": 500, "duration_ms": 41, "error": "It was answered 500."}
DELIVERY: Json = {
    "event_id": EVENT_ID,
    "type": "find.created",
    "seq": 1837,
    "find_id": FIND_ID,
    "state": "parked",
    "attempts": 15,
    "next_at": None,
    "delivered_at": None,
    "tries": [TRIED],
    "answer": "no such table: finds",
    "body": {
        "type": "find.created",
        "timestamp": RECEIVED,
        "id": EVENT_ID,
        "data": {
            "operation": "lachin-2022",
            "epoch": EPOCH,
            "seq": 1837,
            "hash": HASH,
            "kind": "create",
            "mutation_id": CREATE_ID,
            "device_id": DEVICE_ID,
            "team": "T1",
            "person": None,
            "made_at": SENT,
            "outcome": "applied",
            "find": {"id": FIND_ID, "version": 1, "seq": 1837, "state": "live", **TYPED},
        },
    },
}

REQUESTS: dict[str, Examples] = {
    "create_webhook": named(
        "Finds and editions, from the start",
        {
            "url": "https://example.org/hooks",
            "events": ["find.*", "edition.published"],
            "description": "The regional database",
            "from_seq": 1,
        },
    ),
    "change_webhook": named("Go on", {"enabled": True}),
    "replay_webhook": named("From a log entry on", {"from_seq": 1837}),
    "resume_deliveries": named("All that are parked", {}),
    "skip_deliveries": named("One that the receiver will never take", {"event_ids": [EVENT_ID]}),
}
ANSWERS: dict[str, Examples] = {
    "list_webhooks": named("One webhook", page(WEBHOOK)),
    "create_webhook": named("Keep the secret", {**WEBHOOK, "secret": SECRET}),
    "get_webhook": named("One that fails", WEBHOOK),
    "change_webhook": named("It goes on", WEBHOOK),
    "rotate_webhook_secret": named("Keep the secret", {**WEBHOOK, "old_secret_until": LATER, "secret": SECRET}),
    "test_webhook": named(
        "It was taken",
        {"delivered": True, "at": LATER, "status": 204, "duration_ms": 38, "error": None, "answer": ""},
    ),
    "list_deliveries": named("One that is parked", page(DELIVERY)),
    "replay_webhook": named("It goes back", WEBHOOK),
    "resume_deliveries": named("They wait again", WEBHOOK),
    "skip_deliveries": named("They are given up", WEBHOOK),
}
