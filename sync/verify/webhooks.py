"""Webhooks: each delivery carries an event that the log tells, word for word."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

import orjson
from sqlalchemy import select

from models.tables import WEBHOOK
from sync.events.outbox import DELIVERIES, DeliveryRow
from sync.events.webhook_events import Event, events_for
from sync.log.chain import Entry
from sync.verify.verification import Verification

PAGE = 100
TOGETHER = 50
"""The events of so many log entries are made at a time."""
STATES = ("waiting", "parked", "held", "delivered", "skipped")


def check_webhooks(verification: Verification) -> None:
    """No webhook was told more than the log has."""
    seq, findings = verification.head.seq, verification.findings
    mine = select(WEBHOOK.c.id, WEBHOOK.c.cursor).where(WEBHOOK.c.operation == verification.operation)
    for id, cursor in verification.connection.execute(mine.order_by(WEBHOOK.c.id)).all():
        if not 0 <= cursor <= seq:
            findings.wrong("webhook", id, "cursor", f"holds {cursor}, which is not between 0 and the last entry, {seq}")


def check_deliveries(verification: Verification) -> None:
    """Every delivery is of an event that its log entry tells."""
    for page in verification.pages(DELIVERIES, ("webhook_id", "seq", "n"), PAGE):
        events = {(event.seq, event.n): event for event in _events(verification, {row.seq for row in page})}
        for row in page:
            name = f"{row.webhook_id} / {row.seq} / {row.n}"
            with verification.findings.reading("webhook_delivery", name):
                _check_delivery(verification, name, row, events.get((row.seq, row.n)))


def _events(verification: Verification, seqs: set[int]) -> Iterator[Event]:
    """The events of these log entries."""

    def unread(entry: Entry) -> None:
        detail = f"cannot be told to webhooks: {sys.exc_info()[1]!r}"
        verification.findings.wrong("log", f"seq {entry.seq}", "content", detail)

    left = sorted(seq for seq in seqs if 0 < seq <= verification.head.seq)
    while left:
        first, end = left[0], left[0] + TOGETHER
        last = max(seq for seq in left if seq < end)
        yield from events_for(
            verification.connection, verification.operation, ["*"], first - 1, last - first + 1, unread
        )
        left = [seq for seq in left if seq > last]


def _check_delivery(verification: Verification, name: str, row: DeliveryRow, event: Event | None) -> None:
    findings = verification.findings
    if event is None:
        findings.unexplained("webhook_delivery", name, f"log entry {row.seq} has no event {row.n}")
        return
    says = {"event_id": event.id, "type": event.type, "order_key": event.order_key}
    findings.compare("webhook_delivery", name, row._asdict(), says)
    if not _tells(orjson.loads(row.body), orjson.loads(event.body)):
        findings.differs("webhook_delivery", name, "body", row.body, event.body)
    if row.state not in STATES:
        findings.wrong("webhook_delivery", name, "state", f"holds {row.state!r}, which is none of {', '.join(STATES)}")
    tries = orjson.loads(row.tries)
    took = tries[-1]["at"] if row.state == "delivered" else None
    if row.delivered_at != took:
        findings.wrong(
            "webhook_delivery", name, "delivered_at", f"holds {row.delivered_at!r}, the last attempt says {took!r}"
        )


def _tells(held: Any, says: Any) -> bool:
    """Whether a body says what it would say if it were made now; an older version may have left out what is null."""
    if isinstance(held, dict) and isinstance(says, dict):
        return held.keys() <= says.keys() and all(
            _tells(held[name], value) if name in held else value is None for name, value in says.items()
        )
    if isinstance(held, list) and isinstance(says, list):
        return len(held) == len(says) and all(map(_tells, held, says))
    return bool(held == says)
