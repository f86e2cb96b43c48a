"""Finds while a change of the rules is in force and not yet in all their rows: what reads them, and what settles them.

A change of the rules may touch every find, and no lock is held for so long. What it makes of each is kept in
`find_next` before it is made. It comes into force by one small write, `settling` of the operation: from then on each
such row stands in the place of the find's own, for every reader, by `finds_now` and `moves_now`. Then they are settled:
written into `find` and `tally_move` a few at a time. A find that somebody writes to is settled first.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Row,
    Select,
    Text,
    and_,
    case,
    cast,
    delete,
    func,
    literal,
    or_,
    select,
    tuple_,
    update,
)

from models.tables import FIND, MOVE, NEXT, OPERATION
from sync.database.rows import Rows
from sync.database.statements import among
from sync.finds.projection import FINDS, FindRow
from sync.finds.tally import MOVES, Counted, Moves, counted_of
from sync.log.chain import Head


class NextRow(NamedTuple):
    """What a change makes of a find, as it is stored."""

    operation: str
    change: str
    id: str
    state: str
    found_on: str
    type_key: str
    category: str
    count: int  # type: ignore[assignment]
    manufactured_year: int | None
    district: str
    team: str
    device_id: str
    days_block: int
    lat: float
    type_before: str
    district_before: str
    document: str

    @property
    def counted(self) -> tuple[Counted, Counted]:
        """What the find counts as before the change, and after it."""
        after = counted_of(self)
        return after._replace(type_key=self.type_before, district=self.district_before), after

    def document_at(self, seq: int) -> str:
        """The document after the change, which is log entry `seq`."""
        return self.document.replace(_NO_ENTRY, f'"seq":{seq},', 1)


NEXTS = Rows(NEXT, NextRow)
_NO_ENTRY = '"seq":0,'
"""How a document says that its entry is not known yet: before it stand only the id and the version."""


def next_row(before: FindRow, after: FindRow, change: str) -> NextRow:
    """What `change` makes of a find: `after` is its row then, with any number of a log entry."""
    return NextRow(
        operation=before.operation,
        change=change,
        id=before.id,
        state=before.state,
        found_on=before.found_on,
        type_key=after.type_key,
        category=before.category,
        count=before.count,
        manufactured_year=before.manufactured_year,
        district=after.district,
        team=before.team,
        device_id=before.device_id,
        days_block=before.days_block,
        lat=before.lat,
        type_before=before.type_key,
        district_before=before.district,
        document=after.document.replace(f'"seq":{after.seq},', _NO_ENTRY, 1),
    )


# Reading


def finds_now(head: Head) -> FromClause:
    """The finds as they stand: the table, unless a change is being settled.

    The columns have the table's names. A search by `seq` or `type_key` finds no index then: see `changed_after`.
    """
    if head.settling is None:
        return FIND
    seq = case((NEXT.c.id.is_not(None), head.rules), else_=FIND.c.seq)
    return _finds(FIND.outerjoin(NEXT, _same_find(head)), head, seq)


def sides_now(head: Head) -> list[FromClause]:
    """The finds as they stand, in parts of which each has its index by log entry."""
    if head.settling is None:
        return [FIND]
    replaced = select(NEXT.c.id).where(_same_find(head)).correlate(FIND).exists()
    return [
        select(FIND).where(FIND.c.operation == head.operation, ~replaced).subquery("find"),
        _finds(NEXT.join(FIND, _same_find(head)), head, literal(head.rules)),
    ]


def _same_find(head: Head) -> ColumnElement[bool]:
    return and_(NEXT.c.operation == FIND.c.operation, NEXT.c.change == head.settling, NEXT.c.id == FIND.c.id)


def _finds(joined: FromClause, head: Head, seq: ColumnElement[int]) -> FromClause:
    """Finds with what `find_next` has of them instead of their own."""
    document = func.replace(NEXT.c.document, _NO_ENTRY, f'"seq":{head.rules},')
    instead: dict[str, ColumnElement[Any]] = {
        "seq": seq,
        "type_key": func.coalesce(NEXT.c.type_key, FIND.c.type_key),
        "district": func.coalesce(NEXT.c.district, FIND.c.district),
        "document": func.coalesce(document, FIND.c.document),
    }
    columns = [instead.get(one.name, one).label(one.name) for one in FIND.columns]
    return select(*columns).select_from(joined).subquery("find")


def changed_after(
    connection: Connection,
    head: Head,
    seq: int,
    id: str | None,
    limit: int,
    columns: Callable[[FromClause], Sequence[ColumnElement[Any]]],
) -> list[Row[Any]]:
    """The finds that changed after log entry `seq`, or after find `id` in it, in this order; their seq and id first."""
    found: list[Row[Any]] = []
    for finds in sides_now(head):
        key = (finds.c.seq, finds.c.id)
        mine = and_(finds.c.operation == head.operation, later_than(finds, seq, id))
        wanted = select(*key, *columns(finds)).where(mine)
        found += connection.execute(wanted.order_by(*key).limit(limit))
    return found if head.settling is None else sorted(found, key=itemgetter(0, 1))[:limit]


def later_than(finds: FromClause, seq: int, id: str | None) -> ColumnElement[bool]:
    """Whether a find changed after log entry `seq`, or comes after find `id` in it."""
    return tuple_(finds.c.seq, finds.c.id) > (seq, id) if id else finds.c.seq > seq


def moves_now(head: Head) -> FromClause:
    """The moves of the tally: the table, and those of the change that is being settled."""
    if head.settling is None:
        return MOVE
    of_find: dict[str, ColumnElement[Any]] = {
        "operation": NEXT.c.operation,
        "day": NEXT.c.found_on,
        "seq": literal(head.rules),
        "find_id": NEXT.c.id,
        "category": NEXT.c.category,
        "count": NEXT.c["count"],
        "year": func.coalesce(cast(NEXT.c.manufactured_year, Text), ""),
        "team": NEXT.c.team,
        "device_id": NEXT.c.device_id,
    }
    moved = or_(NEXT.c.type_key != NEXT.c.type_before, NEXT.c.district != NEXT.c.district_before)
    wanted = and_(_left(head), NEXT.c.state == "live", moved)

    def side(sign: int, type_key: ColumnElement[str], district: ColumnElement[str]) -> Select[Any]:
        values = {**of_find, "sign": literal(sign), "type_key": type_key, "district": district}
        return select(*(values[one.name].label(one.name) for one in MOVE.columns)).where(wanted)

    out, into = side(-1, NEXT.c.type_before, NEXT.c.district_before), side(1, NEXT.c.type_key, NEXT.c.district)
    return select(MOVE).where(MOVE.c.operation == head.operation).union_all(out, into).subquery("tally_move")


# Settling


def _left(head: Head) -> ColumnElement[bool]:
    """The rows that are left of the change that is being settled."""
    return and_(NEXT.c.operation == head.operation, NEXT.c.change == head.settling)


def settle_some(connection: Connection, head: Head, most: int) -> bool:
    """Writes so many finds as the change that is in force makes them, and their moves; gives whether some are left.

    Only under the lock of the operation.
    """
    if head.settling is None:
        return False
    rows = NEXTS.where(connection, _left(head), (NEXT.c.id,), most + 1)
    _settle(connection, head, rows[:most])
    if len(rows) > most:
        return True
    head.settling = None
    connection.execute(update(OPERATION).where(OPERATION.c.operation == head.operation).values(settling=None))
    return False


def settle_these(connection: Connection, head: Head, ids: Collection[str]) -> None:
    """Writes these finds as the change that is in force makes them, before somebody writes to them under the lock."""
    if head.settling is not None and ids:
        _settle(connection, head, NEXTS.where(connection, and_(_left(head), among(connection, NEXT.c.id, ids))))


def _settle(connection: Connection, head: Head, rows: Sequence[NextRow]) -> None:
    if not rows:
        return
    moves = Moves(head.operation)
    for row in rows:
        moves.move(head.rules, row.id, *row.counted)
    names = ["seq", "district", "document"]
    if any(row.type_key != row.type_before for row in rows):  # else the indexes that have it are left alone
        names.append("type_key")
    written = [row._asdict() | {"seq": head.rules, "document": row.document_at(head.rules)} for row in rows]
    FINDS.change(connection, names, written)
    MOVES.insert(connection, moves.rows)  # the sums have them since the change is in force
    drop(connection, head.operation, rows[0].change, [row.id for row in rows])


# Before a change is in force


def keep(
    connection: Connection, operation: str, change: str, dropped: tuple[str, ...], rows: tuple[NextRow, ...]
) -> None:
    """Keeps what a change makes of finds; of those that are dropped it makes nothing any more, or something else."""
    drop(connection, operation, change, [*dropped, *(row.id for row in rows)])
    NEXTS.insert(connection, rows)


def kept(connection: Connection, operation: str, change: str, ids: Collection[str]) -> list[NextRow]:
    """What is kept of these finds."""
    return NEXTS.where(connection, and_(_of(operation, change), among(connection, NEXT.c.id, ids)))


def how_many_kept(connection: Connection, operation: str, change: str) -> int:
    """Of how many finds something is kept: fewer than there were, once a server has begun and dropped them."""
    counted = select(func.count()).select_from(NEXT).where(_of(operation, change))
    return int(connection.execute(counted).scalar_one())


def drop(connection: Connection, operation: str, change: str, ids: Collection[str]) -> None:
    """Forgets what a change makes of these finds."""
    connection.execute(delete(NEXT).where(_of(operation, change), among(connection, NEXT.c.id, ids)))


def drop_some(connection: Connection, operation: str, change: str, most: int) -> bool:
    """Forgets what a change makes of so many finds, unless it is in force; gives whether some are left.

    Only under the lock of the operation, as the change might come into force meanwhile.
    """
    mine = OPERATION.c.operation == operation
    if connection.execute(select(OPERATION.c.settling).where(mine)).scalar_one() == change:
        return False
    ids = select(NEXT.c.id).where(_of(operation, change)).order_by(NEXT.c.id).limit(most)
    some = [*connection.execute(ids).scalars()]
    drop(connection, operation, change, some)
    return len(some) == most


def _of(operation: str, change: str) -> ColumnElement[bool]:
    return and_(NEXT.c.operation == operation, NEXT.c.change == change)


class Unsettled(NamedTuple):
    """A change of which rows are kept, or that was not said to be settled."""

    operation: str
    change: str
    in_force: bool


def unsettled(connection: Connection) -> list[Unsettled]:
    """The changes that are being settled, and those that are worked out, or were when a server ended."""
    settling = select(OPERATION.c.operation, OPERATION.c.settling).where(OPERATION.c.settling.is_not(None))
    in_force = {(operation, change) for operation, change in connection.execute(settling)}
    of_rows = {
        (row.operation, row.change) for row in connection.execute(select(NEXT.c.operation, NEXT.c.change).distinct())
    }
    return [Unsettled(*one, one in in_force) for one in sorted(in_force | of_rows)]
