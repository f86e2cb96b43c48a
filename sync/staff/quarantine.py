"""The quarantine: rejected mutations, which staff read, fix and release, or dismiss with a reason."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import accumulate
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import orjson
import zstandard
from sqlalchemy import ColumnElement, Connection, Row, Select, and_, func, select

from models.bounds import LARGEST_MUTATION, check_depth, measured
from models.mutation import SHOWN_BYTES, Mutation, beginning_of, read_mutation, sent, stored_instant
from models.problem import FieldError, Refused
from models.shapes.quarantine import Quarantined
from models.tables import LOG, OVERSIZED, QUARANTINE
from sync.database.page import Listed, Page
from sync.database.statements import size_of
from sync.exchange.committer import Job
from sync.exchange.prepared import QUARANTINED, Prepared, QuarantineRow, prepare
from sync.exchange.transaction import Transaction
from sync.log.chain import shown_content
from sync.merge.find_state import Author

MOST_PAGE_BYTES = 1024 * 1024
"""A page of the list ends once it holds so much, however few rows these are."""


def _shown(row: Row[Any], mutation: Any, beginning: str | None) -> Quarantined:
    return {
        "id": row.id,
        "mutation": mutation,
        "mutation_bytes": row.size,
        "mutation_beginning": beginning,
        "mutation_at": None if beginning is None else f"/v1/quarantine/{row.id}",
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


def _select(connection: Connection, content: ColumnElement[str]) -> Select[Any]:
    """Refused mutations, each with its size and so much of its content; of an oversized one, its beginning."""
    of_log = and_(LOG.c.operation == QUARANTINE.c.operation, LOG.c.seq == QUARANTINE.c.seq)
    of_large = and_(OVERSIZED.c.operation == QUARANTINE.c.operation, OVERSIZED.c.seq == QUARANTINE.c.seq)
    columns = (LOG.c.mutation_id, LOG.c.find_id, LOG.c.device_id, LOG.c.team, LOG.c.received_at)
    size = func.coalesce(OVERSIZED.c.size, size_of(connection, LOG.c.content)).label("size")
    shown = func.coalesce(OVERSIZED.c.beginning, content).label("content")
    return select(QUARANTINE, *columns, size, shown).join(LOG, of_log).outerjoin(OVERSIZED, of_large)


def list_quarantine(connection: Connection, operation: str, state: str | None, page: Page) -> Listed[Quarantined]:
    """A page of the quarantine in the order of the log. Of a large mutation it shows the beginning."""
    wanted = [QUARANTINE.c.operation == operation]
    if state:
        wanted.append(QUARANTINE.c.state == state)
    if page.after:
        wanted.append(QUARANTINE.c.seq > page.after[0])
    beginnings = _select(connection, func.substr(LOG.c.content, 1, SHOWN_BYTES))
    rows = connection.execute(beginnings.where(and_(*wanted)).order_by(QUARANTINE.c.seq).limit(page.limit + 1)).all()
    here, more = page.cut(rows, lambda row: (row.seq,))
    sizes = accumulate(len(row.content) + len(row.problem) for row in here)
    fitting = max(1, sum(size <= MOST_PAGE_BYTES for size in sizes))
    if fitting < len(here):
        here, more = here[:fitting], (here[fitting - 1].seq,)
    return Listed([_listed(row) for row in here], more)


def _listed(row: Row[Any]) -> Quarantined:
    if row.size <= SHOWN_BYTES:
        return _shown(row, shown_content(row.content), None)
    return _shown(row, None, beginning_of(row.content.encode()))


def read_quarantined(connection: Connection, operation: str, id: str) -> Quarantined:
    """One rejected mutation, whole; only of an oversized one the beginning. Raises Refused if the id is unknown."""
    mine = and_(QUARANTINE.c.operation == operation, QUARANTINE.c.id == id)
    row = connection.execute(_select(connection, LOG.c.content).where(mine)).one_or_none()
    if row is None:
        raise Refused("not_found", f"Rejected mutation {id} not found in this operation.")
    if row.size > LARGEST_MUTATION and len(row.content) <= SHOWN_BYTES:
        return _shown(row, None, row.content)
    return _shown(row, shown_content(row.content), None)


def read_packed(connection: Connection, operation: str, seq: int) -> bytes:
    """An oversized mutation as it is kept, for `unpacked`. Raises LookupError if log entry `seq` refused none."""
    mine = and_(OVERSIZED.c.operation == operation, OVERSIZED.c.seq == seq)
    packed = connection.execute(select(OVERSIZED.c.packed).where(mine)).scalar_one_or_none()
    if packed is None:
        raise LookupError(f"Log entry {seq} of {operation} refused no oversized mutation.")
    return bytes(packed)


def unpacked(packed: bytes) -> Any:
    """An oversized mutation: JSON values, or its text where no JSON reader takes it or it is nested too deeply."""
    content = zstandard.ZstdDecompressor().decompress(packed)
    try:
        check_depth(measured(content))
    except Refused:
        return content.decode()
    return shown_content(content.decode())


def stored_quarantined(connection: Connection, operation: str, id: str) -> QuarantineRow:
    """The row of one rejected mutation; raises Refused if the id is unknown."""
    found = QUARANTINED.where(connection, and_(QUARANTINE.c.operation == operation, QUARANTINE.c.id == id))
    if not found:
        raise Refused("not_found", f"Rejected mutation {id} not found in this operation.")
    return found[0]


def _check_waiting(transaction: Transaction, id: str) -> None:
    """Raises Refused if this is already decided, in this transaction or before it."""
    decided = transaction.awaiting.decisions.get(id)
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
            raise Refused("unknown_find", Transaction.unknown_find(one.mutation.op, one.mutation.find_id)["detail"])
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
    if known_by.size > LARGEST_MUTATION:
        raise Refused("invalid_mutation", f"The mutation has more than {LARGEST_MUTATION:,} bytes.")
    if not isinstance(read, Mutation):
        raise Refused("invalid_mutation", read["detail"], [FieldError(**error) for error in read["errors"]])
    author = Author(row["device_id"], row["team"], person)
    prepared = prepare(known_by, read, author, timedelta(), received_at)
    return Release(id, person, (replace(prepared, mends=row["mutation_id"]),), frozenset([read.find_id]))
