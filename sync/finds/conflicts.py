"""Conflicts: their rows, which follow the finds, and how a person reads and settles them."""

from __future__ import annotations

import hashlib
from typing import Any, NamedTuple

import orjson
from sqlalchemy import Connection, and_, select, tuple_

from models.problem import Refused
from models.tables import CONFLICT, FIND, LOG
from sync.database.page import Page
from sync.database.statements import among, upsert_rows
from sync.merge.dispute import sum_of_rises
from sync.merge.find_state import Conflict, FindState, Offer, Said
from sync.merge.merge import Merged


class Row(NamedTuple):
    """One row of the table of conflicts, in the order of its columns."""

    operation: str
    id: str
    find_id: str
    field: str
    state: str
    opened_seq: int
    closed_seq: int | None
    why: str | None
    document: str


def _by(said: Said) -> dict[str, Any]:
    return {
        "mutation_id": said.mutation_id,
        "device_id": said.by.device_id,
        "team": said.by.team,
        "person": said.by.person,
        "made_at": said.made_at,
        "received_at": said.received_at,
    }


def _offer(offer: Offer) -> dict[str, Any]:
    return {**_by(offer.said), "was": offer.was, "value": offer.value}


def table_of(find: FindState, field: str, conflict: Conflict) -> dict[str, Any]:
    """The accepted value, the offers beside it, and the sum of rises of a count."""
    return {
        "accepted": {"value": find.value(field), **_by(find.said(field))},
        "offers": [_offer(offer) for offer in conflict.offers],
        "sum": sum_of_rises(find) if field == "count" else None,
    }


class ConflictRows:
    """The rows that a transaction changes."""

    def __init__(self, operation: str) -> None:
        self.operation = operation
        self.changed: dict[str, Row] = {}

    def follow(self, before: FindState | None, merged: Merged, seq: int) -> None:
        """A find was merged: its open conflicts and those that closed are written anew."""
        find = merged.find
        for name, conflict in find.conflicts.items():
            document = orjson.dumps(table_of(find, name, conflict)).decode()
            self.changed[conflict.id] = Row(
                self.operation, conflict.id, find.id, name, "open", conflict.opened_seq, None, None, document
            )
        for closed in merged.closed:
            assert before is not None
            conflict = before.conflicts[closed.field]
            left = {
                **table_of(before, closed.field, conflict),
                "accepted": table_of(find, closed.field, conflict)["accepted"],
            }
            state = "resolved" if closed.why == "resolved" else "settled"
            self.changed[conflict.id] = Row(
                self.operation, conflict.id, find.id, closed.field, state, conflict.opened_seq, seq, closed.why,
                orjson.dumps(left).decode(),
            )  # fmt: skip

    def store(self, connection: Connection) -> None:
        upsert_rows(connection, CONFLICT, list(self.changed.values()))


def etag(state: str, document: str) -> str:
    """Changes whenever an offer comes or goes, another value is accepted, or the conflict is closed."""
    return '"' + hashlib.sha256(f"{state}{document}".encode()).hexdigest()[:32] + '"'


def _shown(row: Any, mutations: dict[str, Any], find_state: str | None) -> dict[str, Any]:
    document = orjson.loads(row.document)
    for offer in document["offers"]:
        offer["mutation"] = mutations.get(offer["mutation_id"])
    return {
        "id": row.id,
        "find_id": row.find_id,
        "field": row.field,
        "state": row.state,
        "dormant": row.state == "open" and find_state != "live",
        "opened_seq": row.opened_seq,
        "closed_seq": row.closed_seq,
        "why": row.why,
        **document,
        "etag": etag(row.state, row.document),
    }


def _with_mutations(connection: Connection, operation: str, rows: list[Any]) -> list[dict[str, Any]]:
    ids = {offer["mutation_id"] for row in rows for offer in orjson.loads(row.document)["offers"]}
    contents = connection.execute(
        select(LOG.c.seq, LOG.c.mutation_id, LOG.c.content).where(
            and_(LOG.c.operation == operation, among(connection, LOG.c.mutation_id, ids))
        )
    ).all()
    # The first of an id is the one that went in; sorted here, as ORDER BY would lead SQLite away from the index.
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
) -> tuple[list[dict[str, Any]], tuple[Any, ...] | None]:
    """A page of conflicts in the order in which they were opened, and where the next page starts."""
    wanted = [CONFLICT.c.operation == operation, CONFLICT.c.state == state]
    if state == "open":  # those of a find that is not live are dormant
        same = and_(FIND.c.operation == CONFLICT.c.operation, FIND.c.id == CONFLICT.c.find_id, FIND.c.state == "live")
        wanted.append(select(FIND.c.id).where(same).exists())
    if find_id:
        wanted.append(CONFLICT.c.find_id == find_id)
    if page.after:
        wanted.append(tuple_(CONFLICT.c.opened_seq, CONFLICT.c.id) > page.after)
    rows = connection.execute(
        select(CONFLICT).where(and_(*wanted)).order_by(CONFLICT.c.opened_seq, CONFLICT.c.id).limit(page.limit + 1)
    ).all()
    more = (rows[page.limit - 1].opened_seq, rows[page.limit - 1].id) if len(rows) > page.limit else None
    return _with_mutations(connection, operation, list(rows[: page.limit])), more


def read_conflict(connection: Connection, operation: str, id: str) -> dict[str, Any]:
    """One conflict; refuses an id that there is not."""
    row = connection.execute(
        select(CONFLICT).where(and_(CONFLICT.c.operation == operation, CONFLICT.c.id == id))
    ).one_or_none()
    if row is None:
        raise Refused("not_found", f"There is no conflict {id} in this operation.")
    return _with_mutations(connection, operation, [row])[0]
