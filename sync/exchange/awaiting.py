"""Refused mutations that wait for finds which the server does not know yet, and what becomes of the quarantine."""

from __future__ import annotations

from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import Connection, and_, bindparam, select, update

from models.tables import LOG, QUARANTINE
from sync.database.statements import among
from sync.exchange.prepared import Decided, Prepared, stored_again
from sync.log.chain import Entry

SAME, DISTINCT, UNDO = "same", "distinct", "undo"
"""What a person may decide about suspected duplicates."""
DECIDED = (SAME, DISTINCT, UNDO)


@dataclass(slots=True)
class Waiting:
    """A change in quarantine, of which the server does not know a find yet."""

    quarantine_id: str
    seq: int
    """The log entry that refused it."""
    prepared: Prepared


def finds_needed(kind: str, find_id: str, content: str) -> tuple[str, ...]:
    """The finds that must be there before a change of this kind can be played: a decision is about several."""
    if kind == "create":
        return ()
    if kind not in DECIDED:
        return (find_id,)
    said = orjson.loads(content)
    return (find_id, said["set"]["duplicate_of"]) if kind == SAME else (find_id, *said["finds"])


class Awaiting:
    """What waits in the quarantine, as one transaction has it by now."""

    def __init__(self, connection: Connection, operation: str) -> None:
        self._connection, self._operation = connection, operation
        self.of: dict[str, list[Waiting]] = defaultdict(list)
        """By the find that is waited for."""
        self.decisions: dict[str, Decided] = {}
        """By id of the quarantine."""

    def load(self, find_ids: set[str]) -> None:
        """Reads what waits for these finds."""
        rows = self._connection.execute(
            select(QUARANTINE.c.id.label("quarantine_id"), LOG)
            .join(LOG, and_(LOG.c.operation == QUARANTINE.c.operation, LOG.c.seq == QUARANTINE.c.seq))
            .where(
                QUARANTINE.c.operation == self._operation,
                among(self._connection, QUARANTINE.c.waits_for, find_ids),
            )
            .add_columns(QUARANTINE.c.waits_for)
        ).all()
        # Sorted here, as ORDER BY would lead SQLite away from the index.
        for row in sorted(rows, key=lambda row: row.seq):
            with suppress(ValueError):  # it was understood when it came
                entry = Entry._make(row[1:-1])
                self.of[row.waits_for].append(Waiting(row.quarantine_id, entry.seq, stored_again(entry)))

    def wait(self, find_id: str, waiting: Waiting) -> None:
        """This waits for a find."""
        self.of[find_id].append(waiting)

    def decide(self, id: str, decided: Decided) -> None:
        """Notes what becomes of a quarantined mutation; it waits for no find any more, unless that says so."""
        self.decisions[id] = decided
        for find_id, waiting in self.of.items():
            self.of[find_id] = [one for one in waiting if one.quarantine_id != id]

    def store(self) -> None:
        """Writes what was decided."""
        if self.decisions:
            decided: dict[str, Any] = {name: bindparam(name) for name in Decided._fields}
            self._connection.execute(
                update(QUARANTINE)
                .where(and_(QUARANTINE.c.operation == self._operation, QUARANTINE.c.id == bindparam("one")))
                .values(decided),
                [{"one": id, **decision._asdict()} for id, decision in self.decisions.items()],
            )
