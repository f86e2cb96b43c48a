"""A moment of an operation's history: its log, its tally and its rules at that time. Now is a moment too.

A report is made from a moment: a report `as_of` an earlier moment is the one that would have been made then.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NamedTuple

import orjson
from sqlalchemy import ColumnElement, Connection, FromClause, and_, func, select

from models.find import FieldValues
from models.mutation import instant, stored_instant
from models.period import Period
from models.problem import invalid_request
from models.tables import LOG
from sync.database.statements import among
from sync.finds.rules import Rules, rules_at, rules_of, standing
from sync.finds.settling import moves_now
from sync.finds.tally import CellSum, cells_now, cells_then
from sync.log.chain import ENTRIES, Head, read_head
from sync.log.epochs import epochs_of, refuse_lost
from sync.log.replay import Playing
from sync.merge.find_state import FindState

MOST_TOGETHER = 2000
"""About the most log entries of one transaction."""


class Sum(NamedTuple):
    """Pieces and finds of one value of each column that was asked for."""

    key: tuple[str, ...]
    total: int
    finds: int


class FindThen(NamedTuple):
    """A find at a moment: its newest log entry, and its own fields after that entry."""

    seq: int
    values: FieldValues


@dataclass(frozen=True, slots=True)
class Moment:
    """After log entry `seq`, at `time`."""

    connection: Connection
    head: Head
    seq: int
    time: str
    """As stored: UTC."""
    rules: Rules
    read: dict[tuple[str, str, str], list[CellSum]] = field(default_factory=dict, compare=False)
    """What was read of the tally, by first day, last day and dimension."""

    @property
    def operation(self) -> str:
        return self.head.operation

    @property
    def moves(self) -> FromClause:
        """The moves of the tally."""
        return moves_now(self.head)

    @property
    def is_now(self) -> bool:
        """Whether nothing has been logged since: the stored finds, conflicts and pairs are those of this moment."""
        return self.seq == self.head.seq

    def sums(self, period: Period, dimension: str, *keys: str) -> list[Sum]:
        """The sums of a period, sorted: by these columns of the cells (day, key, category, year).

        `dimension` is type, district, team or device; now also marking.
        """
        if self.is_now:
            cells = cells_now(self.operation, dimension)
            columns = [cells.c[key] for key in keys]
            sums = select(*columns, func.sum(cells.c.total), func.sum(cells.c.finds)).group_by(*columns)
            wanted = cells.c.day.between(period.first, period.last)
            rows = self.connection.execute(sums.where(wanted))
            return sorted(Sum(tuple(key), int(total), int(finds)) for *key, total, finds in rows if finds)
        place = (period.first, period.last, dimension)
        if place not in self.read:
            days = [*period.each_day()]
            then = cells_then(self.connection, self.moves, self.head, dimension, self.seq, days)
            self.read.update(((*place[:2], name), cells) for name, cells in then.items())
        summed: dict[tuple[str, ...], list[int]] = defaultdict(lambda: [0, 0])
        for cell, total, finds in self.read[place]:
            sums_of = summed[tuple(getattr(cell, key) for key in keys)]
            sums_of[0] += total
            sums_of[1] += finds
        return sorted(Sum(key, total, finds) for key, (total, finds) in summed.items() if finds)

    def spellings(self, period: Period, keys: Collection[str]) -> dict[str, str]:
        """How each of these types is written in the most finds of a period; of several, the least text.

        For now the tally tells. It has no moves of spellings: for a moment before, the finds of these types are read.
        """
        written: dict[str, Counter[str]] = defaultdict(Counter)
        if not keys:
            return {}
        if self.is_now:
            for (marking,), _, finds in self.sums(period, "marking", "key"):
                written[self.rules.key_of(marking)][marking] += finds
        else:
            for find in self.find_values(self._counted(period, keys)).values():
                written[self.rules.key_of(find.values["marking"])][find.values["marking"]] += 1
        return {
            key: min(written[key], key=lambda marking: (-written[key][marking], marking))
            for key in keys
            if key in written
        }

    def _counted(self, period: Period, keys: Collection[str]) -> list[str]:
        """The finds of these types that a period counts."""
        of_moves, days = self.moves.c, [*period.each_day()]
        mine = and_(of_moves.operation == self.operation, among(self.connection, of_moves.day, days))
        wanted = and_(mine, of_moves.seq <= self.seq, among(self.connection, of_moves.type_key, keys))
        found = select(of_moves.find_id).where(wanted).group_by(of_moves.find_id)
        return list(self.connection.execute(found.having(func.sum(of_moves.sign) > 0)).scalars())

    def open_at(self, opened: ColumnElement[int], closed: ColumnElement[int]) -> ColumnElement[bool]:
        """Whether a thing that was opened and closed at these log entries was open."""
        return and_(opened <= self.seq, closed.is_(None) | (closed > self.seq))

    def rule_standing(self) -> ColumnElement[bool]:
        """Which rules were valid."""
        return standing(self.operation, self.seq)

    def finds(self, ids: Collection[str]) -> dict[str, FindState]:
        """These finds at this moment, played from the log in the order of the places of its entries."""
        found: dict[str, Playing] = defaultdict(Playing)
        if ids:
            epochs = epochs_of(self.connection, self.operation, self.head.epoch)
            wanted = and_(
                LOG.c.operation == self.operation,
                among(self.connection, LOG.c.find_id, ids),
                LOG.c.seq <= self.seq,
                LOG.c.version.is_not(None),
            )
            for entry in ENTRIES.where(self.connection, wanted, (LOG.c.find_id, LOG.c.seq)):
                found[entry.find_id or ""].take_entry(entry, epochs)
        return {id: playing.find for id, playing in found.items() if playing.find}

    def find_values(self, ids: Collection[str]) -> dict[str, FindThen]:
        """The own fields of these finds at this moment, by id."""
        if not ids:
            return {}
        last = (
            select(LOG.c.find_id, func.max(LOG.c.seq).label("seq"))
            .where(
                and_(
                    LOG.c.operation == self.operation,
                    among(self.connection, LOG.c.find_id, ids),
                    LOG.c.seq <= self.seq,
                    LOG.c.version.is_not(None),
                )
            )
            .group_by(LOG.c.find_id)
            .subquery()
        )
        rows = self.connection.execute(
            select(LOG.c.find_id, LOG.c.seq, LOG.c.find).join(
                last, and_(LOG.c.operation == self.operation, LOG.c.seq == last.c.seq)
            )
        )
        return {row.find_id: FindThen(row.seq, orjson.loads(row.find)) for row in rows}


def now(connection: Connection, operation: str, time: datetime) -> Moment:
    """The present moment of this transaction."""
    head = read_head(connection, operation)
    return Moment(connection, head, head.seq, stored_instant(time), _present_rules(connection, head))


def _present_rules(connection: Connection, head: Head) -> Rules:
    return rules_of(connection, head.operation, head.rules, head.timezone)


def moment_as_of(connection: Connection, operation: str, as_of: str | None, time: datetime) -> Moment:
    """The moment that `as_of` names: the number of a log entry, a time with its UTC offset, or None for now.

    The moment of a log entry is the last one before the next entry came. `time` is now. Raises Refused if `as_of` is
    not valid or names a moment that is not there yet, or one that was lost (`history_lost`).
    """
    present = now(connection, operation, time)
    if as_of is None:
        return present
    if as_of.isascii() and as_of.isdigit() and len(as_of) < 16:
        seq = int(as_of)
        if seq > present.seq:
            raise invalid_request(
                "as_of", f"is {seq}, and the log has {present.seq} entries", f"send {present.seq} or less"
            )
        if seq == present.seq:
            return present
        refuse_lost(connection, operation, seq)
        following = and_(LOG.c.operation == operation, LOG.c.seq > seq)  # the next one: a restore leaps
        next_one = select(LOG.c.received_at).where(following).order_by(LOG.c.seq).limit(1)
        came = instant(connection.execute(next_one).scalar_one())
        # Those of one transaction share a moment, and one that waited for its find keeps its own: never before these.
        before = and_(LOG.c.operation == operation, LOG.c.seq.between(seq - MOST_TOGETHER, seq))
        latest = max(connection.execute(select(LOG.c.received_at).where(before)).scalars(), default="")
        until = stored_instant((came or time) - timedelta(microseconds=1))
        return _earlier(present, seq, max(latest, until))
    asked = instant(as_of.replace(" ", "+"))  # a plus that was not encoded comes as a space
    if asked is None:
        raise invalid_request(
            "as_of",
            "is neither a log entry nor a time with its UTC offset",
            "write it as 1841 or as 2022-08-23T08:00:00+04:00",
        )
    if stored_instant(asked) > present.time:
        raise invalid_request("as_of", "is in the future", "leave it out to get the present")
    later = and_(LOG.c.operation == operation, LOG.c.received_at > stored_instant(asked))
    # + 0, or PostgreSQL reads the log from its first entry on until one is later.
    first = connection.execute(select(func.min(LOG.c.seq + 0)).where(later)).scalar_one()
    return _earlier(present, present.seq if first is None else first - 1, stored_instant(asked))


def at(connection: Connection, operation: str, seq: int, time: str) -> Moment:
    """The moment at `time`, as stored, when `seq` was the last log entry."""
    head = read_head(connection, operation)
    return _earlier(Moment(connection, head, head.seq, time, _present_rules(connection, head)), seq, time)


def _earlier(present: Moment, seq: int, time: str) -> Moment:
    head = present.head
    rules = present.rules
    if seq < head.rules:
        rules = rules_at(present.connection, head.operation, seq, head.timezone)
    return Moment(present.connection, head, seq, time, rules)
