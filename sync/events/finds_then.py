"""Finds as they were served right after a log entry: made of what never changes, the log and the rules' history."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import Connection, and_, select

from models.mutation import folded_uuid
from models.shapes.finds import Find
from models.tables import CONFLICT, LOG, RULE
from sync.database.statements import among
from sync.finds.projection import project, state_of
from sync.finds.rules import DERIVING, Rules, rules_at, rules_of
from sync.log.chain import read_head
from sync.log.epochs import epochs_of
from sync.merge.find_state import Conflict, FindState, Said, author

_COLUMNS = (
    LOG.c.find_id, LOG.c.seq, LOG.c.version, LOG.c.content, LOG.c.find, LOG.c.device_id, LOG.c.team, LOG.c.person,
    LOG.c.fork, LOG.c.made_at, LOG.c.at, LOG.c.received_at,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Then:
    """A find as it was served after an entry, and the state it was in before the entry that made this version."""

    document: Find
    state_before: str | None
    """None: this is its first version."""


class FindsThen:
    """Reads the history of some finds once, to be asked for any of them after any entry."""

    def __init__(self, connection: Connection, operation: str, ids: Collection[str]) -> None:
        self.connection, self.operation = connection, operation
        self.head = read_head(connection, operation)
        self.epochs = epochs_of(connection, operation, self.head.epoch)
        self.rules = RulesThen(connection, operation, self.head.rules, self.head.timezone)
        self._after: dict[tuple[str, int], Then] = {}
        self.entries: dict[str, list[Any]] = defaultdict(list)
        self.conflicts: dict[str, list[Any]] = defaultdict(list)
        if not ids:
            return
        mine = and_(LOG.c.operation == operation, among(connection, LOG.c.find_id, ids))
        for entry in sorted(connection.execute(select(*_COLUMNS).where(mine)), key=lambda entry: entry.seq):
            if entry.version is not None:
                self.entries[entry.find_id].append(entry)
        columns = (CONFLICT.c.id, CONFLICT.c.find_id, CONFLICT.c.field, CONFLICT.c.opened_seq, CONFLICT.c.closed_seq)
        mine = and_(CONFLICT.c.operation == operation, among(connection, CONFLICT.c.find_id, ids))
        for row in connection.execute(select(*columns).where(mine)):
            self.conflicts[row.find_id].append(row)

    def after(self, find_id: str, seq: int) -> Then:
        """One of the finds as it was after log entry `seq`; it must have been there."""
        if (find_id, seq) not in self._after:
            self._after[find_id, seq] = self._made(find_id, seq)
        return self._after[find_id, seq]

    def _made(self, find_id: str, seq: int) -> Then:
        made = [entry for entry in self.entries[find_id] if entry.seq <= seq]
        entry = made[-1]
        open_then = {
            row.field: Conflict(row.id, [])
            for row in self.conflicts[find_id]
            if row.opened_seq <= seq and (row.closed_seq is None or row.closed_seq > seq)
        }
        created = _said(made[0])
        find = FindState(
            find_id,
            created,
            created if entry is made[0] else _said(entry),
            entry.version,
            orjson.loads(entry.find),
            conflicts=open_then,
        )
        row, _ = project(find, entry.seq, self.rules.after(seq), self.operation)
        state_before = state_of(orjson.loads(made[-2].find)) if len(made) > 1 else None
        return Then(orjson.loads(row.document), state_before)


def _said(entry: Any) -> Said:
    mutation_id = folded_uuid(orjson.loads(entry.content)["id"]) or ""
    by = author(entry.device_id, entry.team, entry.person, entry.fork)
    return Said(by, mutation_id, entry.made_at, entry.at, entry.received_at)


class RulesThen:
    """The rules after any log entry, read once for each time that they changed."""

    def __init__(self, connection: Connection, operation: str, newest: int, timezone: str) -> None:
        self.connection, self.operation, self.newest, self.timezone = connection, operation, newest, timezone
        self._known: dict[int, Rules] = {}
        self._changes: set[int] | None = None

    def after(self, seq: int) -> Rules:
        """The rules as they stood after log entry `seq`."""
        if seq >= self.newest:
            return rules_of(self.connection, self.operation, self.newest, self.timezone)
        version = max((change for change in self.changes() if change <= seq), default=0)
        if version not in self._known:
            self._known[version] = rules_at(self.connection, self.operation, version, self.timezone)
        return self._known[version]

    def changes(self) -> set[int]:
        if self._changes is None:
            wanted = and_(RULE.c.operation == self.operation, RULE.c.kind.in_(DERIVING))
            rows = self.connection.execute(select(RULE.c.since_seq, RULE.c.until_seq).where(wanted))
            self._changes = {seq for row in rows for seq in row if seq is not None}
        return self._changes
