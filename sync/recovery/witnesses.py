"""Witnesses: finds as the old copies of tablets have them, from histories that a restore left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any, NamedTuple

import orjson
from sqlalchemy import Connection, and_, func, select

from models.find import DELETED, FIELDS, FieldValues, means
from models.mutation import stored_instant
from models.problem import invalid_value
from models.tables import DEVICE, FIND, RESTORE, WITNESS, WITNESS_DONE
from sync.database.rows import Rows
from sync.database.statements import among
from sync.log.chain import read_head
from sync.log.epochs import RESTORES, epoch_order

MOST_OF_TABLET = 100_000
"""So many finds of one history are kept of a tablet."""


class WitnessRow(NamedTuple):
    """A find as the old copy of a tablet has it."""

    operation: str
    device_id: str
    epoch: str
    find_id: str
    seq: int
    received_at: str
    document: str


class WitnessDoneRow(NamedTuple):
    """A tablet has told all that its copy of a history has."""

    operation: str
    device_id: str
    epoch: str
    received_at: str


WITNESSES = Rows(WITNESS, WitnessRow)
DONE = Rows(WITNESS_DONE, WitnessDoneRow)


@dataclass(frozen=True, slots=True)
class SeenFind:
    """A find of an old copy."""

    find_id: str
    seq: int
    """The log entry of that history on which it stood."""
    document: str
    """Its own fields as typed, and `deleted`, JSON."""


def seen_find(find_id: str, seq: int, values: FieldValues, deleted: bool) -> SeenFind:
    """A find of an old copy, from its checked values: what is null is left out."""
    said = {name: values[name] for name in FIELDS if values.get(name) is not None}
    return SeenFind(find_id, seq, orjson.dumps({**said, DELETED.name: deleted}, option=orjson.OPT_SORT_KEYS).decode())


def keep_witness(
    connection: Connection,
    operation: str,
    device_id: str,
    epoch: str,
    finds: tuple[SeenFind, ...],
    done: bool,
    now: datetime,
) -> int:
    """How many of these finds are kept: those that the backup does not have as they are. To be run under the lock.

    Sent again they are kept once, the latest words. Raises Refused where no restore left this history, and where more
    than `MOST_OF_TABLET` come.
    """
    present = read_head(connection, operation).epoch
    since = [
        row.from_seq
        for row in RESTORES.where(connection, RESTORE.c.operation == operation)
        if epoch_order(row.epoch) > epoch_order(epoch)
    ]
    if epoch == present or not since:
        raise invalid_value(
            "epoch", f"{epoch} is no history that a restore has left", "send the epoch of the old copy", "not_left"
        )
    at, after = stored_instant(now), min(since)
    rows = [
        WitnessRow(operation, device_id, epoch, one.find_id, one.seq, at, one.document)
        for one in {one.find_id: one for one in finds}.values()
        if one.seq > after
    ]
    mine = and_(WITNESS.c.operation == operation, WITNESS.c.device_id == device_id, WITNESS.c.epoch == epoch)
    known = and_(mine, among(connection, WITNESS.c.find_id, [row.find_id for row in rows]))
    kept, again = (
        connection.execute(select(func.count()).select_from(WITNESS).where(which)).scalar_one()
        for which in (mine, known)
    )
    if kept - again + len(rows) > MOST_OF_TABLET:
        raise invalid_value(
            "finds",
            f"more than {MOST_OF_TABLET:,} finds of one history have come from this tablet",
            "send those with the greatest seq, and done",
            "too_many",
        )
    WITNESSES.upsert(connection, rows)
    if done:
        DONE.keep(connection, [WitnessDoneRow(operation, device_id, epoch, at)])
    return len(rows)


class Difference(NamedTuple):
    """A find that a tablet's old copy has otherwise."""

    find_id: str
    fields: tuple[str, ...]
    """Which fields; `deleted` where one is deleted and the other not. All that the find has, where it is gone."""
    now: FieldValues | None
    """Its values; None where the server does not know it."""
    version: int
    """Its version; 0 where the server does not know it."""
    seq_now: int
    """The log entry on which it stands; 0 where the server does not know it."""
    seen: FieldValues
    seq: int
    """The log entry on which it stood, in the history `epoch`."""
    epoch: str
    by: tuple[str, ...]
    """The tablets that saw it so, by their ids."""


def differences(connection: Connection, operation: str, only: tuple[str, ...] = ()) -> list[Difference]:
    """The finds that stand otherwise than the newest of what was seen of each, by their ids."""
    wanted = WITNESS.c.operation == operation
    if only:
        wanted = and_(wanted, WITNESS.c.find_id.in_(only))
    rows = connection.execute(
        select(
            WITNESS.c.find_id,
            WITNESS.c.epoch,
            WITNESS.c.seq,
            WITNESS.c.device_id,
            WITNESS.c.document,
            FIND.c.document.label("now"),
            FIND.c.version,
            FIND.c.seq.label("seq_now"),
            FIND.c.state,
        )
        .outerjoin(FIND, and_(FIND.c.operation == WITNESS.c.operation, FIND.c.id == WITNESS.c.find_id))
        .where(wanted)
        .order_by(WITNESS.c.find_id, WITNESS.c.device_id)
    )
    found = (_difference(find_id, list(seen)) for find_id, seen in groupby(rows, key=lambda row: str(row.find_id)))
    return [one for one in found if one is not None]


def _difference(find_id: str, rows: list[Any]) -> Difference | None:
    newest = max(rows, key=lambda row: (epoch_order(row.epoch), row.seq))
    seen: FieldValues = orjson.loads(newest.document)
    by = tuple(sorted({row.device_id for row in rows if row.document == newest.document}))
    now: FieldValues | None = None
    if newest.now is not None:
        served = orjson.loads(newest.now)
        now = {name: served[name] for name in FIELDS if served.get(name) is not None}
        now[DELETED.name] = newest.state == "deleted"
    fields = tuple(
        name
        for name in (*FIELDS, DELETED.name)
        if (name in seen if now is None else not means(name, now.get(name), seen.get(name)))
    )
    if now == seen or not fields:
        return None
    version, seq_now = newest.version or 0, newest.seq_now or 0
    return Difference(find_id, fields, now, version, seq_now, seen, newest.seq, newest.epoch, by)


def last_seen_seq(connection: Connection, operation: str, epoch: str) -> int:
    """The greatest entry of a history that a tablet's copy shows; 0 where none does."""
    of_it = and_(WITNESS.c.operation == operation, WITNESS.c.epoch == epoch)
    return int(connection.execute(select(func.coalesce(func.max(WITNESS.c.seq), 0)).where(of_it)).scalar_one())


class TabletBack(NamedTuple):
    """A tablet in service, and what is known of it since a restore."""

    device_id: str
    name: str
    team: str
    back: bool
    """Whether it has exchanged since."""
    told_all: bool
    """Whether it has told all that its old copy has."""


def tablets_since(connection: Connection, operation: str, at: str) -> list[TabletBack]:
    """The tablets in service, by team and name; `at` is the moment of the restore."""
    told = select(WITNESS_DONE.c.device_id).where(
        and_(WITNESS_DONE.c.operation == operation, WITNESS_DONE.c.received_at > at)
    )
    all_told = set(connection.execute(told).scalars())
    in_service = and_(DEVICE.c.operation == operation, DEVICE.c.retired_at.is_(None))
    rows = connection.execute(
        select(DEVICE.c.id, DEVICE.c.name, DEVICE.c.team, DEVICE.c.last_seen_at)
        .where(in_service)
        .order_by(DEVICE.c.team, DEVICE.c.name, DEVICE.c.id)
    )
    return [TabletBack(row.id, row.name, row.team, (row.last_seen_at or "") > at, row.id in all_told) for row in rows]
