"""Mutations that a lost history had answered: a find is played again when something older comes back."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta

import orjson
from sqlalchemy import Connection, and_

from models.exchange_body import Answered
from models.mutation import Mutation, corrected, instant, stored_instant
from models.tables import LOG
from sync.database.statements import among
from sync.exchange.awaiting import Waiting
from sync.exchange.prepared import Prepared
from sync.log.chain import ENTRIES, Entry, Head
from sync.log.epochs import Epochs, Order, Place, epoch_order, epochs_of
from sync.log.replay import Playing, Step, step_of
from sync.merge.find_state import FindState, Said
from sync.merge.merge import Merged


def as_answered(one: Prepared, told: Answered, received_at: datetime, proven: bool = False) -> Prepared:
    """A mutation as it was answered first: at its place, with its time and the clock of then; never later than now.

    `proven`: a receipt shows it.
    """
    placed = replace(one, place=Place(told.epoch, told.seq), claimed=not proven)
    first = instant(told.received_at) if told.received_at else None
    if first is None:
        return placed
    received = min(first, received_at)
    offset_s = one.clock_offset_s if told.clock_offset_s is None else told.clock_offset_s
    made = one.mutation
    at = corrected(made.made_at, timedelta(seconds=offset_s), received) if made else ""
    return replace(placed, received_at=stored_instant(received), at=at, clock_offset_s=offset_s)


class Placing:
    """The places of one transaction. Nothing is read while no mutation brings one."""

    def __init__(self, connection: Connection, head: Head, entries: list[Entry]) -> None:
        """`entries` of this transaction, as they come."""
        self._connection, self._head, self._entries = connection, head, entries
        self._epochs: Epochs | None = None
        self._playing: dict[str, Playing] = {}

    @property
    def epochs(self) -> Epochs:
        """The histories of the operation."""
        if self._epochs is None:
            self._epochs = epochs_of(self._connection, self._head.operation, self._head.epoch)
        return self._epochs

    def lost(self, one: Prepared) -> bool:
        """Whether a mutation brings a place in a history that was lost."""
        return one.place is not None and self.epochs.lost(one.place)

    def in_order(self, waiting: list[Waiting]) -> list[Waiting]:
        """What waited for one find, in the order of the places."""
        if len(waiting) < 2:
            return waiting

        def order(one: Waiting) -> Order:
            place = one.prepared.place or Place(self.epochs.at(one.seq), one.seq)
            return epoch_order(place.epoch), place.seq, one.seq

        return sorted(waiting, key=order)

    def load(self, finds: Collection[str]) -> None:
        """Reads the entries of these finds, by one statement."""
        wanted = sorted({*finds} - self._playing.keys())
        if not wanted:
            return
        steps: dict[str, list[Step]] = {id: [] for id in wanted}
        saw: dict[str, str | None] = {}
        mine = and_(
            LOG.c.operation == self._head.operation,
            among(self._connection, LOG.c.find_id, wanted),
            LOG.c.version.is_not(None),
        )
        stored = ENTRIES.where(self._connection, mine, (LOG.c.find_id, LOG.c.seq))
        for entry in (*stored, *self._entries):
            id = entry.find_id
            if id in steps and entry.version is not None:
                before = saw.get(id)
                steps[id].append(step_of(entry, orjson.loads(before) if before else None, self.epochs))
                saw[id] = entry.find
        self._playing.update((id, Playing(None, found)) for id, found in steps.items())

    def play(self, find: FindState | None, one: Prepared, mutation: Mutation) -> Merged:
        """What a mutation makes of its find at the next entry of the log. Changes nothing here."""
        step = self._step(one, mutation)
        if find is None or one.place is None:
            return Playing(find).play(step)
        self.load([mutation.find_id])
        playing = self._playing[mutation.find_id]
        playing.find = find
        return playing.play(step)

    def _step(self, one: Prepared, mutation: Mutation) -> Step:
        seq = self._head.seq + 1
        place = one.place or Place(self._head.epoch, seq)
        said = Said(one.author, mutation.id, mutation.made_at, one.at, one.received_at)
        return Step((epoch_order(place.epoch), place.seq, seq), seq, one.place is not None, mutation, said)

    def follow(self, one: Prepared, mutation: Mutation, merged: Merged) -> None:
        """A mutation is taken, as the next entry of the log."""
        if playing := self._playing.get(mutation.find_id):
            playing.take(self._step(one, mutation), merged)
