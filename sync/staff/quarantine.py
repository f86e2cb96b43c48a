"""The quarantine: rejected mutations, which staff read, fix and release, or dismiss with a reason."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import orjson
from sqlalchemy import Connection, Row, and_, select

from models.mutation import Mutation, read_mutation, sent, stored_instant
from models.problem import FieldError, Refused
from models.shapes.quarantine import Quarantined
from models.tables import LOG, QUARANTINE
from sync.database.page import Listed, Page
from sync.exchange.committer import Job
from sync.exchange.prepared import QUARANTINED, Prepared, QuarantineRow, prepare
from sync.exchange.transaction import Transaction
from sync.log.chain import shown_content
from sync.merge.find_state import Author


def _shown(row: Row[Any]) -> Quarantined:
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


def list_quarantine(connection: Connection, operation: str, state: str | None, page: Page) -> Listed[Quarantined]:
    """A page of the quarantine in the order of the log."""
    wanted = [QUARANTINE.c.operation == operation]
    if state:
        wanted.append(QUARANTINE.c.state == state)
    if page.after:
        wanted.append(QUARANTINE.c.seq > page.after[0])
    rows = connection.execute(_SELECT.where(and_(*wanted)).order_by(QUARANTINE.c.seq).limit(page.limit + 1)).all()
    here, more = page.cut(rows, lambda row: (row.seq,))
    return Listed([_shown(row) for row in here], more)


def read_quarantined(connection: Connection, operation: str, id: str) -> Quarantined:
    """One rejected mutation; raises Refused if the id is unknown."""
    row = connection.execute(
        _SELECT.where(and_(QUARANTINE.c.operation == operation, QUARANTINE.c.id == id))
    ).one_or_none()
    if row is None:
        raise Refused("not_found", f"Rejected mutation {id} not found in this operation.")
    return _shown(row)


def stored_quarantined(connection: Connection, operation: str, id: str) -> QuarantineRow:
    """The row of one rejected mutation; raises Refused if the id is unknown."""
    found = QUARANTINED.where(connection, and_(QUARANTINE.c.operation == operation, QUARANTINE.c.id == id))
    if not found:
        raise Refused("not_found", f"Rejected mutation {id} not found in this operation.")
    return found[0]


def _check_waiting(transaction: Transaction, id: str) -> None:
    """Raises Refused if this is already decided, in this transaction or before it."""
    decided = transaction.decisions.get(id)
    known = decided or stored_quarantined(transaction.connection, transaction.head.operation, id)
    state = known.state
    if state != "waiting":
        raise Refused("already_decided", f"This mutation is already {state}.")


@dataclass(frozen=True, slots=True)
class Release(Job[str]):
    """Plays a fixed mutation in the name of a person and of the device that sent the rejected one."""

    id: str
    person: str
    prepared: tuple[Prepared, ...]
    finds: frozenset[str]

    def run(self, transaction: Transaction) -> str:
        """The answer to the fixed mutation, as JSON."""
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
class Dismissal(Job[None]):
    """A person decides that a rejected mutation must not be stored: an entry of the log."""

    id: str
    reason: str
    prepared: tuple[Prepared, ...]
    finds: frozenset[str] = frozenset()

    def run(self, transaction: Transaction) -> None:
        one = self.prepared[0]
        if transaction.answered(one.sent):
            return
        _check_waiting(transaction, self.id)
        transaction.dismiss(self.id, one, self.reason)


def dismissal(id: str, reason: str, person: str, received_at: datetime) -> Dismissal:
    """The job that dismisses a rejected mutation."""
    decision = sent({"op": "dismiss", "quarantine_id": id, "reason": reason})
    one = Prepared(decision, None, None, Author(person=person), stored_instant(received_at))
    return Dismissal(id, reason, (one,))


def release(id: str, fixed: object, row: Quarantined, person: str, received_at: datetime) -> Release:
    """The job that plays a fixed mutation. One without an id, or with the id of the rejected one, gets a new id."""
    if isinstance(fixed, dict) and (not fixed.get("id") or fixed["id"] == row["mutation_id"]):
        fixed = {
            **fixed,
            "id": str(uuid5(NAMESPACE_URL, f"minetally:mended:{id}:{sent({**fixed, 'id': None}).digest}")),
        }
    known_by, read = read_mutation(fixed)
    if not isinstance(read, Mutation):
        raise Refused("invalid_mutation", read["detail"], [FieldError(**error) for error in read["errors"]])
    author = Author(row["device_id"], row["team"], person)
    prepared = prepare(known_by, read, author, timedelta(), received_at)
    return Release(id, person, (replace(prepared, mends=row["mutation_id"]),), frozenset([read.find_id]))
