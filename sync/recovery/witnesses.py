"""Witnesses: finds as the old copies of tablets have them, from histories that a restore left."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby, islice
from typing import Any, NamedTuple

import orjson
from sqlalchemy import Connection, and_, func, or_, select

from models.find import DELETED, FIELDS, FieldValues, means
from models.mutation import stored_instant
from models.problem import invalid_value
from models.tables import DEVICE, FIND, LOG, SEEN, WITNESS, WITNESS_DONE
from sync.database.rows import Rows
from sync.database.statements import among
from sync.log.chain import read_head
from sync.log.epochs import RestoreRow, epoch_order
from sync.recovery.histories import restores_of

MOST_OF_TABLET = 100_000
"""So many finds of one history are kept of a tablet."""
TOGETHER = 500
"""So many finds are compared at a time."""


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
    said = as_seen(values, deleted)
    return SeenFind(find_id, seq, orjson.dumps(said, option=orjson.OPT_SORT_KEYS).decode())


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
    later = epoch_order(epoch)
    since = [row.from_seq for row in restores_of(connection, operation) if epoch_order(row.epoch) > later]
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


class Standing(NamedTuple):
    """A find as it stands."""

    version: int
    seq: int
    """The log entry on which it stands."""
    values: FieldValues
    """Its own fields that are not null, and `deleted`."""


class Difference(NamedTuple):
    """A find that a tablet's old copy has otherwise."""

    find_id: str
    fields: tuple[str, ...]
    """Which fields; `deleted` where one is deleted and the other not. All that the find has, where it is gone."""
    now: Standing | None
    """None where the server does not know it."""
    seen: FieldValues
    seq: int
    """The log entry on which it stood, in the history `epoch`."""
    epoch: str
    by: tuple[str, ...]
    """The tablets that saw it so, by their ids."""

    @property
    def version(self) -> int:
        """The version that was compared; 0 where the server does not know it."""
        return self.now.version if self.now else 0


def differences(
    connection: Connection,
    operation: str,
    only: tuple[str, ...] = (),
    time: str | None = None,
    stand: Callable[[list[str]], dict[str, Standing]] | None = None,
) -> Iterator[Difference]:
    """The finds that stand otherwise than the newest of what was seen of each, by their ids.

    At an earlier moment: by what had been seen at the instant `time`, and as the finds stood by `stand`.
    """
    wanted = WITNESS.c.operation == operation
    if only:
        wanted = and_(wanted, among(connection, WITNESS.c.find_id, only))
    if time is not None:
        wanted = and_(wanted, WITNESS.c.received_at <= time)
    rows = connection.execute(select(WITNESS).where(wanted).order_by(WITNESS.c.find_id, WITNESS.c.device_id))
    found = ((id, [*seen]) for id, seen in groupby(rows, key=lambda row: str(row.find_id)))
    while part := [*islice(found, TOGETHER)]:
        ids = [id for id, _ in part]
        standing = stand(ids) if stand else _standing(connection, operation, ids)
        for id, seen in part:
            if one := _difference(id, seen, standing.get(id)):
                yield one


def _standing(connection: Connection, operation: str, ids: list[str]) -> dict[str, Standing]:
    """These finds as they are now."""
    mine = and_(FIND.c.operation == operation, among(connection, FIND.c.id, ids))
    found = {}
    for row in connection.execute(
        select(FIND.c.id, FIND.c.version, FIND.c.seq, FIND.c.state, FIND.c.document).where(mine)
    ):
        served = orjson.loads(row.document)
        found[row.id] = Standing(row.version, row.seq, as_seen(served, row.state == "deleted"))
    return found


def as_seen(values: FieldValues, deleted: bool) -> FieldValues:
    """A find's own fields that are not null, and `deleted`: what a witness says of it."""
    said = {name: values[name] for name in FIELDS if values.get(name) is not None}
    return {**said, DELETED.name: deleted}


def _difference(find_id: str, rows: list[Any], now: Standing | None) -> Difference | None:
    newest = max(rows, key=lambda row: (epoch_order(row.epoch), row.seq))
    seen: FieldValues = orjson.loads(newest.document)
    by = tuple(sorted({row.device_id for row in rows if row.document == newest.document}))
    fields = tuple(
        name
        for name in (*FIELDS, DELETED.name)
        if (name in seen if now is None else not means(name, now.values.get(name), seen.get(name)))
    )
    return Difference(find_id, fields, now, seen, newest.seq, newest.epoch, by) if fields else None


class TabletBack(NamedTuple):
    """A tablet in service, and what is known of it since a restore."""

    device_id: str
    name: str
    team: str
    seen_at: str | None
    """When it exchanged last; None: not since the restore."""
    told_all: bool
    """Whether it has told all that its old copy has."""
    returned: int
    """How many entries of the lost history it has brought back."""


def tablets_since(connection: Connection, restore: RestoreRow, time: str | None = None) -> list[TabletBack]:
    """The tablets that were there at a restore and are in service, by team and name: now, or at an instant."""
    operation, at = restore.operation, restore.at
    told = select(WITNESS_DONE.c.device_id).where(
        and_(WITNESS_DONE.c.operation == operation, WITNESS_DONE.c.received_at > at)
    )
    all_told = set(connection.execute(told).scalars())
    seen = and_(SEEN.c.operation == operation, SEEN.c.at > at)
    since = select(SEEN.c.device_id, func.max(SEEN.c.at)).where(seen if time is None else and_(seen, SEEN.c.at <= time))
    exchanged = {id: last for id, last in connection.execute(since.group_by(SEEN.c.device_id))}
    brought = and_(LOG.c.operation == operation, LOG.c.place_epoch == restore.from_epoch, LOG.c.seq > restore.seq)
    counted = select(LOG.c.device_id, func.count()).where(brought).group_by(LOG.c.device_id)
    returned = {id: n for id, n in connection.execute(counted)}
    retired = DEVICE.c.retired_at.is_(None)
    in_service = and_(
        DEVICE.c.operation == operation,
        DEVICE.c.created_at <= at,
        retired if time is None else or_(retired, DEVICE.c.retired_at > time),
    )
    rows = connection.execute(
        select(DEVICE.c.id, DEVICE.c.name, DEVICE.c.team)
        .where(in_service)
        .order_by(DEVICE.c.team, DEVICE.c.name, DEVICE.c.id)
    )
    return [
        TabletBack(row.id, row.name, row.team, exchanged.get(row.id), row.id in all_told, returned.get(row.id, 0))
        for row in rows
    ]
