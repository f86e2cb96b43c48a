"""Conflicts: their rows, which follow the finds, and how they are read."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any, NamedTuple, TypedDict

import orjson
from sqlalchemy import Connection, and_, select, tuple_

from models.problem import Refused
from models.shapes import Json
from models.shapes import conflicts as shapes
from models.shapes.finds import Said as SaidShape
from models.tables import CONFLICT, FIND, LOG
from sync.database.page import Listed, Page
from sync.database.rows import Rows
from sync.database.statements import among
from sync.merge.dispute import sum_of_rises
from sync.merge.find_state import Conflict, FindState, ForkedAuthor, Offer, Said
from sync.merge.merge import Merged


class ConflictRow(NamedTuple):
    """A conflict as it is stored."""

    operation: str
    id: str
    find_id: str
    field: str
    state: str
    opened_seq: int
    closed_seq: int | None
    why: str | None
    document: str


CONFLICTS = Rows(CONFLICT, ConflictRow)


class StoredOffer(SaidShape):
    """An offer as it is stored: without the mutation that it came with, which is in the log."""

    was: Any
    value: Any


class OnTheTable(TypedDict):
    """What a person decides about."""

    accepted: shapes.Accepted
    offers: list[StoredOffer]
    sum: int | None


def _by(said: Said) -> SaidShape:
    by: SaidShape = {
        "mutation_id": said.mutation_id,
        "device_id": said.by.device_id,
        "team": said.by.team,
        "person": said.by.person,
        "made_at": said.made_at,
        "received_at": said.received_at,
    }
    if isinstance(said.by, ForkedAuthor):
        by["fork"] = said.by.fork
    return by


def _offer(offer: Offer) -> StoredOffer:
    return {**_by(offer.said), "was": offer.was, "value": offer.value}


def table_of(find: FindState, field: str, conflict: Conflict) -> OnTheTable:
    """The accepted value, the offers beside it, and the sum of rises of a count."""
    return {
        "accepted": {"value": find.value(field), **_by(find.said(field))},
        "offers": [_offer(offer) for offer in conflict.offers],
        "sum": sum_of_rises(find) if field == "count" else None,
    }


class ChangedConflicts:
    """The conflicts that a transaction changes."""

    def __init__(self, operation: str) -> None:
        self.operation = operation
        self.rows: dict[str, ConflictRow] = {}

    def follow(self, before: FindState | None, merged: Merged, seq: int) -> None:
        """A find was merged: its open conflicts and those that closed are written again."""
        find = merged.find
        for name, conflict in find.conflicts.items():
            self.rows[conflict.id] = ConflictRow(
                operation=self.operation,
                id=conflict.id,
                find_id=find.id,
                field=name,
                state="open",
                opened_seq=conflict.opened_seq,
                closed_seq=None,
                why=None,
                document=orjson.dumps(table_of(find, name, conflict)).decode(),
            )
        for closed in merged.closed:
            assert before is not None
            conflict = before.conflicts[closed.field]
            left: OnTheTable = {
                **table_of(before, closed.field, conflict),
                "accepted": table_of(find, closed.field, conflict)["accepted"],
            }
            self.rows[conflict.id] = ConflictRow(
                operation=self.operation,
                id=conflict.id,
                find_id=find.id,
                field=closed.field,
                state="resolved" if closed.why == "resolved" else "settled",
                opened_seq=conflict.opened_seq,
                closed_seq=seq,
                why=closed.why,
                document=orjson.dumps(left).decode(),
            )

    def store(self, connection: Connection) -> None:
        CONFLICTS.upsert(connection, list(self.rows.values()))


def etag(state: str, document: str) -> str:
    """Changes whenever an offer comes or goes, another value is accepted, or the conflict is closed."""
    return '"' + hashlib.sha256(f"{state}{document}".encode()).hexdigest()[:32] + '"'


def _shown(row: ConflictRow, mutations: dict[str, Json], find_state: str | None) -> shapes.Conflict:
    table: OnTheTable = orjson.loads(row.document)
    return {
        "id": row.id,
        "find_id": row.find_id,
        "field": row.field,
        "state": row.state,
        "dormant": row.state == "open" and find_state != "live",
        "opened_seq": row.opened_seq,
        "closed_seq": row.closed_seq,
        "why": row.why,
        "accepted": table["accepted"],
        "offers": [{**offer, "mutation": mutations.get(offer["mutation_id"])} for offer in table["offers"]],
        "sum": table["sum"],
        "etag": etag(row.state, row.document),
    }


def _with_mutations(connection: Connection, operation: str, rows: Sequence[ConflictRow]) -> list[shapes.Conflict]:
    if not rows:
        return []  # PostgreSQL reads a whole operation to find none of no ids
    ids = {offer["mutation_id"] for row in rows for offer in orjson.loads(row.document)["offers"]}
    contents = connection.execute(
        select(LOG.c.seq, LOG.c.mutation_id, LOG.c.content).where(
            and_(LOG.c.operation == operation, among(connection, LOG.c.mutation_id, ids))
        )
    ).all()
    # The first of an id is the accepted one; sorted here, as ORDER BY would lead SQLite away from the index.
    mutations = {mutation_id: orjson.loads(content) for _, mutation_id, content in sorted(contents, reverse=True)}
    states: dict[str, str] = {
        id: state
        for id, state in connection.execute(
            select(FIND.c.id, FIND.c.state).where(
                and_(FIND.c.operation == operation, among(connection, FIND.c.id, {row.find_id for row in rows}))
            )
        )
    }
    return [_shown(row, mutations, states.get(row.find_id)) for row in rows]


def list_conflicts(
    connection: Connection, operation: str, state: str, find_id: str | None, page: Page
) -> Listed[shapes.Conflict]:
    """A page of conflicts in the order in which they were opened."""
    wanted = [CONFLICT.c.operation == operation, CONFLICT.c.state == state]
    if state == "open":  # those of a find that is not live are dormant
        same = and_(FIND.c.operation == CONFLICT.c.operation, FIND.c.id == CONFLICT.c.find_id, FIND.c.state == "live")
        wanted.append(select(FIND.c.id).where(same).exists())
    if find_id:
        wanted.append(CONFLICT.c.find_id == find_id)
    if page.after:
        wanted.append(tuple_(CONFLICT.c.opened_seq, CONFLICT.c.id) > page.after)
    rows = CONFLICTS.where(connection, and_(*wanted), (CONFLICT.c.opened_seq, CONFLICT.c.id), page.limit + 1)
    here, more = page.cut(rows, lambda row: (row.opened_seq, row.id))
    return Listed(_with_mutations(connection, operation, here), more)


def read_conflict(connection: Connection, operation: str, id: str) -> shapes.Conflict:
    """One conflict; raises Refused if the id is unknown."""
    found = CONFLICTS.where(connection, and_(CONFLICT.c.operation == operation, CONFLICT.c.id == id))
    if not found:
        raise Refused("not_found", f"Conflict {id} not found in this operation.")
    return _with_mutations(connection, operation, found)[0]
