"""Who may come in after a restore that no journal tells of: all wait until an administrator has confirmed them."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import ColumnElement, Connection, Table, and_, or_, select, update

from models.problem import FieldError, Refused, sentence
from models.shapes.recovery import Admitted, ToConfirm
from models.tables import DEVICE, ENROLMENT, TOKEN, WEBHOOK
from sync.database.statements import among

UNCONFIRMED = "The server was restored, and nobody has confirmed this webhook since: enable it if it is still wanted."
"""`disabled_why` of a webhook that waits: it may have been deleted after the backup."""


def wait_for_confirmation(connection: Connection, operation: str, at: str) -> None:
    """From the instant `at` on every token and webhook of the operation waits, and no code can be used that nobody has.

    To be run under the lock. What waits already goes on waiting.
    """
    lasting = or_(TOKEN.c.expires_at.is_(None), TOKEN.c.expires_at > at)
    valid = and_(TOKEN.c.operation == operation, TOKEN.c.revoked_at.is_(None), TOKEN.c.unconfirmed_since.is_(None))
    _lock(connection, TOKEN, and_(valid, lasting))
    connection.execute(update(TOKEN).where(valid, lasting).values(unconfirmed_since=at))
    unused = and_(ENROLMENT.c.used_at.is_(None), ENROLMENT.c.withdrawn_at.is_(None))
    connection.execute(update(ENROLMENT).where(ENROLMENT.c.operation == operation, unused).values(withdrawn_at=at))
    enabled = and_(WEBHOOK.c.operation == operation, WEBHOOK.c.disabled_why.is_(None))
    _lock(connection, WEBHOOK, enabled)
    connection.execute(update(WEBHOOK).where(enabled).values(disabled_why=UNCONFIRMED))


def _lock(connection: Connection, table: Table, wanted: ColumnElement[bool]) -> None:
    """Locks rows in the order of their ids, as whoever writes them beside the lock of the operation does."""
    connection.execute(select(table.c.id).where(wanted).order_by(table.c.id).with_for_update())


def read_to_confirm(connection: Connection, operation: str) -> ToConfirm:
    """The tokens of persons that wait, and the webhooks; tablets are in the list of tablets."""
    waiting = and_(_waiting(operation), TOKEN.c.device_id.is_(None))
    tokens = connection.execute(select(TOKEN).where(waiting).order_by(TOKEN.c.created_at, TOKEN.c.id))
    webhooks = connection.execute(
        select(WEBHOOK)
        .where(WEBHOOK.c.operation == operation, WEBHOOK.c.disabled_why == UNCONFIRMED)
        .order_by(WEBHOOK.c.created_at, WEBHOOK.c.id)
    )
    return {
        "tokens": [
            {
                "id": row.id,
                "prefix": row.prefix,
                "role": row.role,
                "person": row.person,
                "created_at": row.created_at,
                "last_seen_at": row.last_seen_at,
            }
            for row in tokens
        ],
        "webhooks": [
            {
                "id": row.id,
                "url": row.url,
                "description": row.description,
                "person": row.person,
                "created_at": row.created_at,
            }
            for row in webhooks
        ],
    }


def devices_to_admit(connection: Connection, operation: str) -> set[str]:
    """The ids of the devices whose tokens wait."""
    waiting = select(TOKEN.c.device_id).where(_waiting(operation), TOKEN.c.device_id.is_not(None))
    return {*connection.execute(waiting).scalars()}


def _waiting(operation: str) -> ColumnElement[bool]:
    return and_(TOKEN.c.operation == operation, TOKEN.c.unconfirmed_since.is_not(None), TOKEN.c.revoked_at.is_(None))


def admit(
    connection: Connection,
    operation: str,
    devices: tuple[str, ...],
    tokens: tuple[str, ...],
    webhooks: tuple[str, ...],
) -> Admitted:
    """Lets these in: all, or none. To be run under the lock.

    Whoever was let in before stays in, whoever is not named goes on waiting. Raises Refused where one is not known, or
    was taken off: that stays as it is.
    """
    errors = [
        *_errors("devices", devices, _ended(connection, DEVICE, operation, devices, "retired_at"), "retired"),
        *_errors("tokens", tokens, _ended(connection, TOKEN, operation, tokens, "revoked_at"), "revoked"),
        *_errors("webhooks", webhooks, _ended(connection, WEBHOOK, operation, webhooks, None), ""),
    ]
    if errors:
        raise Refused("invalid_value", sentence(errors), errors)
    of_devices, of_people = among(connection, TOKEN.c.device_id, devices), among(connection, TOKEN.c.id, tokens)
    named = and_(_waiting(operation), or_(of_devices, of_people))
    _lock(connection, TOKEN, named)
    connection.execute(update(TOKEN).where(named).values(unconfirmed_since=None))
    these = and_(WEBHOOK.c.operation == operation, among(connection, WEBHOOK.c.id, webhooks))
    these = and_(these, WEBHOOK.c.disabled_why == UNCONFIRMED)
    _lock(connection, WEBHOOK, these)
    begun = {"disabled_why": None, "failures": 0, "failing_since": None, "not_before": None}
    connection.execute(update(WEBHOOK).where(these).values(begun))
    return {"devices": sorted({*devices}), "tokens": sorted({*tokens}), "webhooks": sorted({*webhooks})}


def _ended(
    connection: Connection, table: Table, operation: str, ids: tuple[str, ...], column: str | None
) -> dict[str, str | None]:
    """Of those of these ids that are known, when each was taken off; None: it was not."""
    wanted = and_(table.c.operation == operation, among(connection, table.c.id, ids))
    columns = [table.c.id] if column is None else [table.c.id, table.c[column]]
    rows = connection.execute(select(*columns).where(wanted))
    return {row[0]: row[1] if column else None for row in rows}


def _errors(field: str, ids: tuple[str, ...], known: dict[str, str | None], word: str) -> Iterator[FieldError]:
    what = field.removesuffix("s")
    for n, id in enumerate(ids):
        if id not in known:
            detail, code = f"{what} {id} is not known in this operation", "not_found"
        elif known[id] is not None:
            detail, code = f"{what} {id} was {word} at {known[id]}", "ended"
        else:
            continue
        yield FieldError(field=f"{field}.{n}", code=code, detail=detail, remedy="leave it out")
