"""An operation as it was after an earlier log entry, in a database of its own, where it can be played on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import orjson
from sqlalchemy import ColumnElement, Connection, Row, Table, and_, func, insert, select

from models.shapes import Json
from models.tables import (
    CONFLICT,
    DEVICE,
    EDITION,
    FIND,
    LOG,
    MOVE,
    OPERATION,
    PAIR,
    QUARANTINE,
    RESTORE,
    RULE,
    SEEN,
    TEAM,
    WITNESS,
    WITNESS_DONE,
)  # fmt: skip
from sync.exchange.awaiting import finds_needed
from sync.figures.moment import at
from sync.finds import tally
from sync.finds.projection import FINDS, FindRow, project
from sync.log.epochs import RestoreRow

TOGETHER = 500
"""Rows that are read and written at a time."""


class Rewinding:
    """Copies an operation, as it was at the last entry of a backup, out of the history that went on from it."""

    def __init__(self, source: Connection, target: Connection, restore: RestoreRow) -> None:
        """`target` has our tables, and nothing in them."""
        self._source, self._target, self._restore = source, target, restore
        self._operation, self._seq = restore.operation, restore.from_seq

    def run(self) -> None:
        """Everything that there was."""
        seq, until = self._seq, self._restore.at
        self._copy(TEAM)
        self._copy(DEVICE)
        self._copy(RULE, RULE.c.since_seq <= seq, lambda row: self._open(row, "until_seq"))
        self._copy(MOVE, MOVE.c.seq <= seq)
        self._copy(EDITION, EDITION.c.seq <= seq)
        self._copy(RESTORE, RESTORE.c.seq <= seq, lambda row: self._open(row, "closed_seq"))
        self._copy(SEEN, SEEN.c.at < until)
        self._copy(WITNESS, WITNESS.c.received_at < until)
        self._copy(WITNESS_DONE, WITNESS_DONE.c.received_at < until)
        self._copy(CONFLICT, CONFLICT.c.opened_seq <= seq, self._conflict)
        self._copy(LOG, LOG.c.seq <= seq)
        self._copy_finds()
        self._copy(PAIR, PAIR.c.opened_seq <= seq, self._pair)
        self._copy_quarantine()
        self._copy(OPERATION, change=self._head)

    def _copy(
        self, table: Table, wanted: ColumnElement[bool] | None = None, change: Callable[[Json], Json] = lambda row: row
    ) -> None:
        mine = table.c.operation == self._operation
        rows = self._source.execute(select(table).where(mine if wanted is None else and_(mine, wanted)))
        for part in rows.partitions(TOGETHER):
            self._target.execute(insert(table), [change(dict(row._mapping)) for row in part])

    def _open(self, row: Json, closed: str, **opened: Any) -> Json:
        """A row of something that was not closed by then."""
        if row[closed] is None or row[closed] <= self._seq:
            return row
        return {**row, closed: None, **opened}

    def _conflict(self, row: Json) -> Json:
        return self._open(row, "closed_seq", state="open", why=None)

    def _head(self, row: Json) -> Json:
        rules = select(func.coalesce(func.max(RULE.c.since_seq), 0)).where(RULE.c.operation == self._operation)
        log = and_(LOG.c.operation == self._operation, LOG.c.seq == self._seq)
        return {
            **row,
            "epoch": self._restore.from_epoch,
            "seq": self._seq,
            "hash": self._source.execute(select(LOG.c.hash).where(log)).scalar() or row["hash"],
            "rules": min(row["rules"], self._target.execute(rules).scalar_one()),
            "settling": None,
            "stopped_at": None,
            "stopped_by": None,
            "stopped_why": None,
        }

    def _copy_finds(self) -> None:
        """Those that nothing has changed since as they are; the others from their entries; and the tally of all."""
        then = at(self._source, self._operation, self._seq, self._restore.at)
        mine = FIND.c.operation == self._operation
        changed = [*self._source.execute(select(FIND.c.id).where(mine, FIND.c.seq > self._seq)).scalars()]
        deltas = tally.Deltas()

        def keep(rows: list[FindRow]) -> None:
            for row in rows:
                deltas.move(None, row.counted)
            FINDS.insert(self._target, rows)

        same = self._source.execute(select(FIND).where(mine, FIND.c.seq <= self._seq))
        for part in same.partitions(TOGETHER):
            keep([FindRow._make(row) for row in part])
        for first in range(0, len(changed), TOGETHER):
            ids = changed[first : first + TOGETHER]
            values, found = then.find_values(ids), then.finds(ids)
            keep([project(find, values[id].seq, then.rules, self._operation)[0] for id, find in found.items()])
        tally.add(self._target, self._operation, deltas)

    def _find(self, id: str) -> Row[Any] | None:
        mine = and_(FIND.c.operation == self._operation, FIND.c.id == id)
        return self._target.execute(select(FIND.c.duplicate_of).where(mine)).one_or_none()

    def _pair(self, row: Json) -> Json:
        """A pair as it was: also a decision that has been taken back since."""
        opened = self._open(row, "closed_seq", state="open", why=None, decision=None)
        if opened is not row or row["state"] != "undone":
            return opened
        judged = orjson.loads(row["decision"])
        ends = [found.duplicate_of for id in (row["one"], row["other"]) if (found := self._find(id))]
        if judged["decision"] == "same" and judged["survivor"] in ends:
            return {**row, "state": "same", "why": None}
        since = and_(LOG.c.operation == self._operation, LOG.c.find_id == row["other"], LOG.c.seq > self._seq)
        undone = self._source.execute(select(LOG.c.content).where(since, LOG.c.kind == "undo")).scalars()
        if judged["decision"] == "distinct" and row["id"] in {orjson.loads(one)["pair_id"] for one in undone}:
            return {**row, "state": "distinct", "why": None}
        return row

    def _copy_quarantine(self) -> None:
        """What was refused by then, and waits if it was decided since."""
        since = and_(LOG.c.operation == self._operation, LOG.c.seq > self._seq)
        releasing = select(LOG.c.mutation_id).where(since, LOG.c.mends.is_not(None))
        released = set(self._source.execute(releasing).scalars())
        dismissing = self._source.execute(select(LOG.c.content).where(since, LOG.c.kind == "dismiss")).scalars()
        dismissed = {orjson.loads(content)["quarantine_id"] for content in dismissing}
        of_log = and_(LOG.c.operation == self._operation, LOG.c.kind == "rejected")
        columns = select(LOG.c.seq, LOG.c.find_id, LOG.c.content).where(of_log)
        refused = {row.seq: row for row in self._target.execute(columns)}

        def waiting(row: Json) -> Json:
            if row["released_by_mutation"] not in released and row["id"] not in dismissed:
                return row
            entry = refused[row["seq"]]
            needed: tuple[str, ...] = ()
            if orjson.loads(row["problem"])["code"] == "unknown_find":
                needed = finds_needed(orjson.loads(entry.content)["op"], entry.find_id, entry.content)
            missing = next((id for id in needed if self._find(id) is None), None)
            opened = {"released_by_mutation": None, "decided_by": None, "reason": None}
            return {**row, "state": "waiting", "waits_for": missing, **opened}

        self._copy(QUARANTINE, QUARANTINE.c.seq <= self._seq, waiting)
