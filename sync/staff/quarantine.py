"""The quarantine: refused mutations, which staff read, mend and release, or dismiss with a reason."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import orjson
from sqlalchemy import Connection, Row, and_, select

from models.mutation import read_mutation, sent, stored_instant
from models.problem import FieldError, Refused
from models.tables import LOG, QUARANTINE
from sync.database.page import Page
from sync.exchange.prepared import Prepared, prepare
from sync.exchange.transaction import Transaction
from sync.log.chain import shown_content
from sync.merge.find_state import Author


def _shown(row: Row[Any]) -> dict[str, Any]:
    return {
        "id": row.id,
        "mutation": shown_content(row.content),
        "mutation_id": row.mutation_id,
        "find_id": row.find_id,
        "device_id": row.device_id,
        "team": row.team,
        "problem": orjson.loads(row.problem),
        "state": row.state,
        "seq": row.seq,
        "received_at": row.received_at,
        "waits_for": row.waits_for,
        "released_by_mutation": row.released_by_mutation,
        "decided_by": row.decided_by,
        "reason": row.reason,
    }


_SELECT = select(
    QUARANTINE, LOG.c.content, LOG.c.mutation_id, LOG.c.find_id, LOG.c.device_id, LOG.c.team, LOG.c.received_at
).join(LOG, and_(LOG.c.operation == QUARANTINE.c.operation, LOG.c.seq == QUARANTINE.c.seq))


def list_quarantine(
    connection: Connection, operation: str, state: str | None, page: Page
) -> tuple[list[dict[str, Any]], tuple[Any, ...] | None]:
    """A page of the quarantine in the order of the log, and where the next page starts."""
    wanted = [QUARANTINE.c.operation == operation]
    if state:
        wanted.append(QUARANTINE.c.state == state)
    if page.after:
        wanted.append(QUARANTINE.c.seq > page.after[0])
    rows = connection.execute(_SELECT.where(and_(*wanted)).order_by(QUARANTINE.c.seq).limit(page.limit + 1)).all()
    more = (rows[page.limit - 1].seq,) if len(rows) > page.limit else None
    return [_shown(row) for row in rows[: page.limit]], more


def read_quarantined(connection: Connection, operation: str, id: str) -> dict[str, Any]:
    """One refused mutation; refuses an id that there is not."""
    row = connection.execute(
        _SELECT.where(and_(QUARANTINE.c.operation == operation, QUARANTINE.c.id == id))
    ).one_or_none()
    if row is None:
        raise Refused("not_found", f"There is no refused mutation {id} in this operation.")
    return _shown(row)


def _check_waiting(transaction: Transaction, id: str) -> None:
    """Refuses what is decided already, in this transaction or before it."""
    decided = transaction.decisions.get(id) or read_quarantined(transaction.connection, transaction.head.operation, id)
    state = decided["state"]
    if state != "waiting":
        raise Refused("already_decided", f"This mutation is {state} already.")


@dataclass(frozen=True, slots=True)
class Release:
    """Plays a mended mutation in the name of a person and of the device whose mutation it mends."""

    id: str
    person: str
    prepared: list[Prepared]
    finds: set[str]

    def run(self, transaction: Transaction) -> str:
        """The answer to the mended mutation, as JSON."""
        one = self.prepared[0]
        if transaction.answered(one.sent):
            return transaction.take(one)
        _check_waiting(transaction, self.id)
        assert one.mutation is not None
        if one.mutation.op != "create" and one.mutation.find_id not in transaction.finds:
            raise Refused("unknown_find", Transaction.unknown_find(one.mutation)["detail"])
        if transaction.answers[one.sent.key]:
            raise Refused(
                "mutation_id_reused", f"Mutation {one.sent.id} was sent before with another content; give it a new id."
            )
        transaction.try_out(self.prepared)
        transaction.release(self.id, one.sent.key, self.person)
        return transaction.take(one)


@dataclass(frozen=True, slots=True)
class Dismissal:
    """A person says that a refused mutation shall not go in: an entry of the log."""

    id: str
    reason: str
    prepared: list[Prepared]
    finds: set[str] = field(default_factory=set)

    def run(self, transaction: Transaction) -> None:
        one = self.prepared[0]
        if transaction.answered(one.sent):
            return
        _check_waiting(transaction, self.id)
        transaction.dismiss(self.id, one, self.reason)


def dismissal(id: str, reason: str, person: str, received_at: datetime) -> Dismissal:
    """The job that dismisses a refused mutation."""
    decision = sent({"op": "dismiss", "quarantine_id": id, "reason": reason})
    return Dismissal(id, reason, [Prepared(decision, None, None, Author(person=person), stored_instant(received_at))])


def release(id: str, mended: object, row: dict[str, Any], person: str, received_at: datetime) -> Release:
    """The job that plays a mended mutation. One with the rejected one's id, or none, gets an id of its own."""
    if isinstance(mended, dict) and (not mended.get("id") or mended["id"] == row["mutation_id"]):
        mended = {
            **mended,
            "id": str(uuid5(NAMESPACE_URL, f"minetally:mended:{id}:{sent({**mended, 'id': None}).digest}")),
        }
    known_by, read = read_mutation(mended)
    if isinstance(read, dict):
        raise Refused("invalid_mutation", read["detail"], [FieldError(**error) for error in read["errors"]])
    author = Author(row["device_id"], row["team"], person)
    prepared = prepare(known_by, read, author, timedelta(), received_at)
    return Release(id, person, [replace(prepared, mends=row["mutation_id"])], {read.find_id})
