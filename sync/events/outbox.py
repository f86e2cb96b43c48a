"""The outbox of webhooks: deliveries are made from the log behind a cursor, and stay until they are done with.

Nothing is written when tablets exchange: everything in the log is sent, also after a crash. One server process at
a time delivers to a webhook. The events of one find go one after another; one that fails holds back those behind it,
and nothing else.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple, TypedDict

import orjson
from sqlalchemy import Connection, Table, and_, func, select, text, update

from models.chance import Chance
from models.mutation import stored_instant
from models.tables import DELIVERY, WEBHOOK
from models.webhook import LONGEST_PAUSE_S, wait_s
from sync.database.rows import Rows
from sync.events.webhook_events import Event, events_for
from sync.log.chain import nth_after, read_head

ENTRIES = 50
"""The number of log entries that become deliveries at a time."""
MOST_WAITING = 10_000
"""The most deliveries that wait; later events stay in the log."""
KEPT = timedelta(days=30)
"""How long a finished delivery is shown."""
DOWN_AFTER = 5
"""After so many new deliveries that failed in a row the receiver counts as down, and is tried only now and then."""
MOST_TRIES = 20
"""The number of attempts of a delivery that are kept: the last ones."""


OPEN_STATES = ("waiting", "held", "parked")
"""The states of deliveries that are not finished."""


class DeliveryRow(NamedTuple):
    """A delivery as it is stored."""

    operation: str
    webhook_id: str
    seq: int
    n: int
    event_id: str
    type: str
    order_key: str
    state: str
    attempts: int
    next_at: str
    body: str
    tries: str
    answer: str | None
    delivered_at: str | None


class WebhookRow(NamedTuple):
    """A webhook as it is stored."""

    operation: str
    id: str
    url: str
    events: str
    description: str
    person: str
    created_at: str
    disabled_why: str | None
    secret: str
    old_secret: str | None
    old_secret_until: str | None
    cursor: int
    failures: int
    failing_since: str | None
    not_before: str | None
    holder: str | None
    beat: int


DELIVERIES = Rows(DELIVERY, DeliveryRow)
WEBHOOKS = Rows(WEBHOOK, WebhookRow)


class Place(NamedTuple):
    """A webhook of an operation."""

    operation: str
    id: str

    def of(self, table: Table, column: str = "webhook_id") -> Any:
        """The rows of a table that are of this webhook."""
        return and_(table.c.operation == self.operation, table.c[column] == self.id)


def stored(connection: Connection, place: Place, lock: bool = False) -> WebhookRow | None:
    """The row of a webhook, or None. With `lock`, nobody else can change it before this transaction ends."""
    return next(iter(WEBHOOKS.where(connection, place.of(WEBHOOK, "id"), lock=lock)), None)


# Making deliveries


class Made(NamedTuple):
    """The next events for a webhook, and the log entries that they are of: after `start`, up to `cursor`."""

    events: tuple[Event, ...]
    start: int
    cursor: int


def make_events(connection: Connection, place: Place) -> Made | None:
    """The next events for a webhook; None if the log has no new entry, or if too many deliveries wait."""
    row = connection.execute(select(WEBHOOK.c.cursor, WEBHOOK.c.events).where(place.of(WEBHOOK, "id"))).one_or_none()
    seq = read_head(connection, place.operation).seq
    if row is None or row.cursor >= seq:
        return None
    waiting = and_(place.of(DELIVERY), DELIVERY.c.state == "waiting")
    if connection.execute(select(func.count()).select_from(DELIVERY).where(waiting)).scalar_one() >= MOST_WAITING:
        return None
    events = events_for(connection, place.operation, orjson.loads(row.events), row.cursor, ENTRIES)
    return Made(tuple(events), row.cursor, nth_after(connection, place.operation, row.cursor, ENTRIES))


def keep_events(connection: Connection, place: Place, made: Made, now: datetime) -> None:
    """Stores them as deliveries, unless another process has moved the cursor since."""
    mine = and_(place.of(WEBHOOK, "id"), WEBHOOK.c.cursor == made.start)
    if not connection.execute(update(WEBHOOK).where(mine).values(cursor=made.cursor)).rowcount:
        return
    parked = and_(place.of(DELIVERY), DELIVERY.c.state == "parked")
    behind = {*connection.execute(select(DELIVERY.c.order_key).where(parked)).scalars()}
    rows = [
        DeliveryRow(
            operation=place.operation,
            webhook_id=place.id,
            seq=one.seq,
            n=one.n,
            event_id=one.id,
            type=one.type,
            order_key=one.order_key,
            state="held" if one.order_key in behind else "waiting",
            attempts=0,
            next_at=stored_instant(now),
            body=one.body,
            tries="[]",
            answer=None,
            delivered_at=None,
        )
        for one in made.events
    ]
    DELIVERIES.keep(connection, rows)


# Delivering


@dataclass(frozen=True, slots=True)
class Due:
    """What can be delivered to a webhook now."""

    url: str
    secrets: list[str]
    deliveries: list[DeliveryRow]
    """At most one of each find, the first."""


_FIRST_OF_ITS_FIND = text(
    "NOT EXISTS (SELECT 1 FROM webhook_delivery AS before WHERE before.operation = webhook_delivery.operation"
    " AND before.webhook_id = webhook_delivery.webhook_id AND before.order_key = webhook_delivery.order_key"
    " AND (before.seq, before.n) < (webhook_delivery.seq, webhook_delivery.n)"
    " AND before.state IN ('waiting', 'held', 'parked'))"
)


def due_deliveries(
    connection: Connection, place: Place, me: str, now: datetime, running: Collection[str], most: int
) -> Due | None:
    """What is delivered next, apart from what is `running` (keys of order); None: another process delivers."""
    row = stored(connection, place)
    at = stored_instant(now)
    if row is None or row.holder != me or row.disabled_why or (row.not_before or "") > at:
        return None
    waiting = and_(
        place.of(DELIVERY),
        text("state = 'waiting'"),
        DELIVERY.c.next_at <= at,
        DELIVERY.c.seq <= row.cursor,  # beyond it are those of before a replay
        _FIRST_OF_ITS_FIND,
    )
    order, wanted = (DELIVERY.c.seq, DELIVERY.c.n), most + len(running)
    if row.failures >= DOWN_AFTER:  # one at a time, each of them in turn
        order, wanted = (DELIVERY.c.attempts, *order), 0 if running else 1  # type: ignore[assignment]
    rows = DELIVERIES.where(connection, waiting, order, wanted)
    return Due(row.url, secrets_of(row, at), [one for one in rows if one.order_key not in running][:most])


def secrets_of(row: WebhookRow, at: str) -> list[str]:
    """The secrets that sign a delivery at a moment, the newest first."""
    return [row.secret, *([row.old_secret] if row.old_secret and (row.old_secret_until or "") > at else [])]


class Attempt(NamedTuple):
    """The result of one attempt to deliver."""

    at: str
    status: int | None
    """The HTTP status; None when there was no answer."""
    duration_ms: int
    error: str | None
    """Why it counts as failed, a sentence; None: it was delivered."""
    answer: str | None
    """The beginning of the answer's body."""
    retry_after_s: float = 0
    gone: bool = False
    """The receiver wants nothing more."""


class Kept(TypedDict):
    """What every attempt changes of its delivery."""

    attempts: int
    tries: str
    answer: str | None


def record(
    connection: Connection,
    place: Place,
    attempts: tuple[tuple[DeliveryRow, Attempt], ...],
    now: datetime,
    retries: tuple[float, ...],
    chance: Chance,
) -> list[str]:
    """Stores the results of attempts, each with its delivery: delivered, failed or parked for each."""
    outcomes = []
    stored(connection, place, lock=True)
    for delivery, attempt in attempts:
        tries = [*orjson.loads(delivery.tries), dict(zip(TRY, attempt, strict=False))][-MOST_TRIES:]
        kept: Kept = {
            "attempts": delivery.attempts + 1,
            "tries": orjson.dumps(tries).decode(),
            "answer": attempt.answer,
        }
        if attempt.error is None:
            outcomes.append("delivered")
            done = {"state": "delivered", "delivered_at": attempt.at, "next_at": stored_instant(now + KEPT)}
            _update(connection, place, delivery, **kept, **done)
            _received(connection, place, now)
        else:
            outcomes.append(_failed(connection, place, delivery, attempt, kept, now, retries, chance))
    return outcomes


TRY = ("at", "status", "duration_ms", "error")
"""What is stored of each attempt."""


def _update(connection: Connection, place: Place, delivery: DeliveryRow, **values: Any) -> None:
    one = and_(place.of(DELIVERY), DELIVERY.c.seq == delivery.seq, DELIVERY.c.n == delivery.n)
    if values.get("state") != "delivered":  # a person may have skipped it meanwhile
        one = and_(one, DELIVERY.c.state == "waiting")
    connection.execute(update(DELIVERY).where(one).values(**values))


def _received(connection: Connection, place: Place, now: datetime) -> None:
    """The receiver accepted one: if it was down, everything that waits is sent now."""
    row = connection.execute(
        select(WEBHOOK.c.failures, WEBHOOK.c.failing_since).where(place.of(WEBHOOK, "id"))
    ).one_or_none()
    if row is None or row.failing_since is None:
        return
    up: dict[str, int | None] = {"failures": 0, "failing_since": None}
    if row.failures >= DOWN_AFTER:
        wake(connection, place, now)
        up["not_before"] = None
    connection.execute(update(WEBHOOK).where(place.of(WEBHOOK, "id")).values(**up))


def wake(connection: Connection, place: Place, now: datetime) -> None:
    """What waits is tried now."""
    waiting = and_(place.of(DELIVERY), DELIVERY.c.state == "waiting")
    connection.execute(update(DELIVERY).where(waiting).values(next_at=stored_instant(now)))


def _failed(
    connection: Connection,
    place: Place,
    delivery: DeliveryRow,
    attempt: Attempt,
    kept: Kept,
    now: datetime,
    retries: tuple[float, ...],
    chance: Chance,
) -> str:
    wait = wait_s(kept["attempts"], retries, chance.fraction(delivery.event_id))
    if wait is None:
        _update(connection, place, delivery, **kept, state="parked")
        hold(connection, place, delivery.order_key)
    else:
        later = now + timedelta(seconds=max(wait, attempt.retry_after_s))
        _update(connection, place, delivery, **kept, next_at=stored_instant(later))
    row = stored(connection, place)
    if row is not None:
        failing: dict[str, Any] = {"failing_since": row.failing_since or attempt.at}
        if delivery.attempts == 0 or row.failures >= DOWN_AFTER:
            failing["failures"] = row.failures + 1
        over = failing.get("failures", 0) - DOWN_AFTER
        pause = max(attempt.retry_after_s, retries[min(over, len(retries) - 1)] if over >= 0 and retries else 0)
        if pause:  # it is down, or asks to be left alone for a while
            failing["not_before"] = stored_instant(now + timedelta(seconds=min(pause, LONGEST_PAUSE_S)))
        if attempt.gone:
            failing["disabled_why"] = "The receiver answered 410 Gone: it wants nothing more."
        connection.execute(update(WEBHOOK).where(place.of(WEBHOOK, "id")).values(**failing))
    return "failed" if wait is not None else "parked"


def hold(connection: Connection, place: Place, order_key: str) -> None:
    """Deliveries behind a parked one are held until a person has looked at it."""
    behind = and_(place.of(DELIVERY), DELIVERY.c.order_key == order_key, DELIVERY.c.state == "waiting")
    connection.execute(update(DELIVERY).where(behind).values(state="held"))


def forget_done(connection: Connection, now: datetime) -> int:
    """Deletes the deliveries that finished long ago; how many."""
    done = and_(DELIVERY.c.state.in_(("delivered", "skipped")), DELIVERY.c.next_at <= stored_instant(now))
    all_of_them = select(WEBHOOK.c.operation, WEBHOOK.c.id).order_by(WEBHOOK.c.operation, WEBHOOK.c.id)
    forgotten = 0
    for place in [Place(row.operation, row.id) for row in connection.execute(all_of_them).all()]:
        if stored(connection, place, lock=True):
            forgotten += connection.execute(DELIVERY.delete().where(and_(place.of(DELIVERY), done))).rowcount
    return forgotten


def open_deliveries(connection: Connection) -> dict[str, int]:
    """The number of unfinished deliveries of all operations, by state."""
    counted = select(DELIVERY.c.state, func.count()).where(text("state IN ('waiting', 'held', 'parked')"))
    rows = connection.execute(counted.group_by(DELIVERY.c.state)).all()
    return {**dict.fromkeys(OPEN_STATES, 0), **{state: number for state, number in rows}}
