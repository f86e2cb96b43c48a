"""Which webhooks have something to do, and which server process does it: one at a time for each webhook.

It says so by counting up a number in the row of the webhook. The others watch that number by their own clocks: the
clocks of two machines are never compared.
"""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, and_, text, update

from models.mutation import stored_instant
from models.tables import WEBHOOK
from sync.events.outbox import Place


class Lease(NamedTuple):
    """Who delivers to a webhook, as read; a process that no longer increases `beat` is gone."""

    holder: str | None
    beat: int


_WORK = text(
    """
SELECT webhook.operation, webhook.id, webhook.holder, webhook.beat
FROM webhook JOIN operation ON operation.operation = webhook.operation
WHERE webhook.disabled_why IS NULL AND (webhook.not_before IS NULL OR webhook.not_before <= :now)
 AND (operation.seq > webhook.cursor OR EXISTS (
  SELECT 1 FROM webhook_delivery AS delivery
  WHERE delivery.operation = webhook.operation AND delivery.webhook_id = webhook.id
   AND delivery.state = 'waiting' AND delivery.next_at <= :now))
"""
)


def webhooks_with_work(connection: Connection, now: datetime) -> dict[Place, Lease]:
    """The webhooks to which something can be delivered now, of all operations."""
    rows = connection.execute(_WORK, {"now": stored_instant(now)})
    return {Place(row.operation, row.id): Lease(row.holder, row.beat) for row in rows}


def take_lease(connection: Connection, place: Place, seen: Lease, me: str) -> bool:
    """Whether I deliver to a webhook from now on: when nobody else has taken it since it was read."""
    mine = and_(
        place.of(WEBHOOK, "id"), WEBHOOK.c.beat == seen.beat, WEBHOOK.c.holder.is_not_distinct_from(seen.holder)
    )
    return connection.execute(update(WEBHOOK).where(mine).values(holder=me, beat=seen.beat + 1)).rowcount == 1


def keep_lease(connection: Connection, place: Place, me: str) -> bool:
    """Says that I still deliver; False when another process has taken over."""
    mine = and_(place.of(WEBHOOK, "id"), WEBHOOK.c.holder == me)
    return connection.execute(update(WEBHOOK).where(mine).values(beat=WEBHOOK.c.beat + 1)).rowcount == 1


def give_lease(connection: Connection, place: Place, me: str) -> None:
    """Any process may deliver from now on."""
    mine = and_(place.of(WEBHOOK, "id"), WEBHOOK.c.holder == me)
    connection.execute(update(WEBHOOK).where(mine).values(holder=None, beat=WEBHOOK.c.beat + 1))
