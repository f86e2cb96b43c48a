"""Finds as staff read them: listed by filters in pages, one by one, with their history."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import orjson
from sqlalchemy import ColumnElement, Connection, FromClause, Row, and_, func, literal, select, tuple_

from models.find import FieldValues, means
from models.problem import Refused
from models.shapes.history import HistoryEntry, PairOfEntry, PairOfFind, Replaced
from models.tables import LOG
from sync.database.page import Key, Listed, Page
from sync.finds.duplicates import pairs_of
from sync.finds.projection import as_served
from sync.finds.settling import finds_now
from sync.log.chain import ENTRIES, Head, mark_of, read_head, shown_content

FEW = 5000
"""Up to so many finds that a filter wants are found by its index, and sorted. Of more a page is read in the order of
days: it comes upon them soon, and all pages together read each find once."""


@dataclass(frozen=True, slots=True)
class Filters:
    """Which finds are wanted; None: any."""

    first: str | None = None
    last: str | None = None
    type_key: str | None = None
    team: str | None = None
    state: str | None = None
    box: tuple[float, float, float, float] | None = None
    """West, south, east, north in degrees of WGS 84; a west beyond the east crosses the date line."""


def wanted_finds(
    finds: FromClause, operation: str, filters: Filters, by_days: bool = False
) -> list[ColumnElement[bool]]:
    """The filters as conditions on `finds`, which `finds_now` gives. `by_days`: no index of places is to be used."""
    of = finds.c
    wanted = [of.operation == operation]
    if filters.first:
        wanted.append(of.found_on >= filters.first)
    if filters.last:
        wanted.append(of.found_on <= filters.last)
    if filters.type_key is not None:
        wanted.append(of.type_key == filters.type_key)
    if filters.team is not None:
        wanted.append(of.team == filters.team)
    if filters.state is not None:
        wanted.append(of.state == filters.state)
    if filters.box:
        west, south, east, north = filters.box
        wanted.append((of.lat + 0 if by_days else of.lat).between(south, north))
        inside = of.lon.between(west, east)
        wanted.append(inside if west <= east else (of.lon >= west) | (of.lon <= east))
    return wanted


def finds_in_order(
    connection: Connection,
    head: Head,
    filters: Filters,
    columns: Callable[[FromClause], Sequence[ColumnElement[Any]]],
    after: Key | None,
    limit: int,
) -> Sequence[Row[Any]]:
    """The finds that the filters want, by day and id, which stand before the columns; those after a day and id.

    An index gives the order of days, others what a filter wants: which of them is read depends on how many that are.
    """
    finds = finds_now(head)
    key = (finds.c.found_on, finds.c.id)
    wanted = wanted_finds(finds, head.operation, filters)
    narrowed = filters.box or filters.type_key is not None or filters.team is not None or filters.state is not None
    few = narrowed and at_most(connection, finds, and_(*wanted), FEW)
    if few:
        near = select(*key).where(and_(*wanted)).cte("near").prefix_with("MATERIALIZED")
        found = near.join(finds, and_(finds.c.operation == head.operation, finds.c.id == near.c.id))
        statement, key = select(near.c.found_on, near.c.id, *columns(finds)), (near.c.found_on, near.c.id)
        statement = statement.select_from(found)
    else:
        wanted = wanted_finds(finds, head.operation, filters, by_days=True)
        statement = select(*key, *columns(finds)).where(and_(*wanted))
    if after:
        statement = statement.where(tuple_(*key) > after)
    return connection.execute(statement.order_by(*key).limit(limit)).all()


def at_most(connection: Connection, table: FromClause, wanted: ColumnElement[bool], number: int) -> bool:
    """Whether no more rows than that are wanted; no more are looked at."""
    some = select(literal(1)).select_from(table).where(wanted).limit(number + 1).subquery()
    return int(connection.execute(select(func.count()).select_from(some)).scalar_one()) <= number


def list_finds(connection: Connection, operation: str, filters: Filters, page: Page) -> Listed[str]:
    """A page of finds as JSON, by day and id."""
    head = read_head(connection, operation)
    rows = finds_in_order(connection, head, filters, lambda finds: (finds.c.document,), page.after, page.limit + 1)
    here, more = page.cut(rows, lambda row: (row.found_on, row.id))
    return Listed([as_served(row.document) for row in here], more)


class ReadFind(NamedTuple):
    """A find as it is served."""

    document: str
    """JSON."""
    etag: str


def find_etag(seq: int, hash: str) -> str:
    """Of the log entry that a find stands on: changes whenever what is served of it changes.

    An entry of a lost history may have had the same number, and never the same hash."""
    return f'"{mark_of(seq, hash)}"'


def read_find(connection: Connection, operation: str, id: str) -> ReadFind:
    """One find; raises Refused if the id is unknown."""
    finds = finds_now(read_head(connection, operation))
    entry = and_(LOG.c.operation == finds.c.operation, LOG.c.seq == finds.c.seq)
    one = select(finds.c.document, finds.c.seq, LOG.c.hash).join(LOG, entry)
    row = connection.execute(one.where(and_(finds.c.operation == operation, finds.c.id == id))).one_or_none()
    if row is None:
        raise Refused("not_found", f"Find {id} not found in this operation.")
    return ReadFind(as_served(row.document), find_etag(row.seq, row.hash))


def read_history(connection: Connection, operation: str, id: str) -> list[HistoryEntry]:
    """Everything that was sent about a find, in the order of the log: who, from which mutation, what it replaced.

    Raises Refused if the id is unknown.
    """
    rows = ENTRIES.where(connection, and_(LOG.c.operation == operation, LOG.c.find_id == id), (LOG.c.seq,))
    if not rows:
        raise Refused("not_found", f"Find {id} not found in this operation.")
    pairs = _pairs_by_entry(connection, operation, id)
    history: list[HistoryEntry] = []
    before: FieldValues = {}
    for row in rows:
        after = orjson.loads(row.find) if row.find else before
        answer = orjson.loads(row.answer)
        history.append(
            {
                "seq": row.seq,
                "version": row.version,
                "kind": row.kind,
                "mutation_id": row.mutation_id,
                "mutation": shown_content(row.content),
                "mends": row.mends,
                "device_id": row.device_id,
                "team": row.team,
                "person": row.person,
                "fork": row.fork,
                "made_at": row.made_at,
                "made_at_corrected": row.at,
                "received_at": row.received_at,
                "outcome": answer["outcome"],
                "problem": answer["problem"],
                "conflicts": answer["conflicts"],
                "closed": orjson.loads(row.closed) if row.closed else [],
                "pairs": pairs[row.seq],
                "replaced": _replaced(before, after),
                "hash": row.hash,
            }
        )
        before = after
    return history


def read_pairs_of(connection: Connection, operation: str, id: str) -> list[PairOfFind]:
    """Every suspected duplicate that a find was ever in, and what became of it."""
    return [
        {
            "id": pair.id,
            "other": pair.one if pair.other == id else pair.other,
            "state": pair.state,
            "opened_seq": pair.opened_seq,
            "closed_seq": pair.closed_seq,
            "closed_why": pair.why,
            "decision": orjson.loads(pair.decision) if pair.decision else None,
        }
        for pair in sorted(pairs_of(connection, operation, [id]), key=lambda pair: (pair.opened_seq, pair.id))
    ]


def _pairs_by_entry(connection: Connection, operation: str, id: str) -> dict[int, list[PairOfEntry]]:
    """What became of the suspected duplicates of a find, by the log entry at which it did."""
    at: dict[int, list[PairOfEntry]] = defaultdict(list)
    for pair in sorted(pairs_of(connection, operation, [id]), key=lambda pair: (pair.opened_seq, pair.id)):
        other = pair.one if pair.other == id else pair.other
        at[pair.opened_seq].append({"id": pair.id, "other": other, "became": "open", "why": None})
        if pair.closed_seq is not None:
            became = orjson.loads(pair.decision)["decision"] if pair.decision else pair.state
            why = pair.why if became == "gone" else None
            at[pair.closed_seq].append({"id": pair.id, "other": other, "became": became, "why": why})
    return at


def _replaced(before: FieldValues, after: FieldValues) -> list[Replaced]:
    """Each field that changed: from what to what."""
    return [
        {"field": name, "from": before.get(name), "to": after.get(name)}
        for name in sorted({*before, *after})
        if before.get(name) != after.get(name) or not means(name, before.get(name), after.get(name))
    ]
