"""Which tables the steps of a write read and change, so that a pair is held only where the order may matter.

A write that is held a step later meets the other in the same way, unless that step changes what the other has read or
changed by then, or reads what it has changed. Everything here may name a table too many, never one too few.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from sqlmodel import SQLModel

from tests.at_once.process import BEGIN, COMMIT, IMMEDIATE, READ_ONLY, SNAPSHOT

TABLES = SQLModel.metadata.tables
FILE = "the file"
"""What a write on SQLite takes at its beginning, until it is committed."""
BEGINNINGS = (BEGIN, IMMEDIATE, READ_ONLY, SNAPSHOT)
NO_TABLE = ("SAVEPOINT ", "RELEASE SAVEPOINT ", "ROLLBACK TO SAVEPOINT ")
NAMED = re.compile(r"""\b(?:FROM|JOIN|INTO|UPDATE|COPY) "?(\w+)|(\w+)"?\.""")
CHANGED = re.compile(r"""\b(?:INSERT INTO|UPDATE|DELETE FROM|COPY) "?(\w+)""")
LOCKS = re.compile(r"FOR (NO KEY )?UPDATE")
LOCK_OF_THE_OPERATION = re.compile(r"SELECT [\w, ]+ FROM operation WHERE operation = \S+ FOR NO KEY UPDATE")
"""One row, and nothing else is read: who waits for it has taken nothing yet."""


class Touched(NamedTuple):
    reads: frozenset[str] = frozenset()
    changes: frozenset[str] = frozenset()
    """Locks too."""

    def meets(self, other: Touched) -> bool:
        return bool(self.changes & (other.reads | other.changes) or self.reads & other.changes)


EVERY_TABLE = Touched(reads=frozenset(TABLES))


@cache
def touched_by(step: str) -> Touched:
    """By one step alone."""
    if step in (READ_ONLY, SNAPSHOT):
        return EVERY_TABLE
    if step == IMMEDIATE:
        return Touched(changes=frozenset({FILE}))
    if step in (BEGIN, COMMIT) or step.startswith(NO_TABLE):
        return Touched()
    named = {name for names in NAMED.findall(step) for name in names} & TABLES.keys()
    if not named:
        return Touched(EVERY_TABLE.reads, EVERY_TABLE.reads)
    changed = named if LOCKS.search(step) else {*CHANGED.findall(step)} & TABLES.keys()
    return Touched(frozenset(named | {one for name in changed for one in _referring(name)}), frozenset(changed))


def _referring(table: str) -> Iterable[str]:
    """The tables that a foreign key of a table looks at, and those whose foreign keys look at it."""
    for name in TABLES:
        for key in TABLES[name].foreign_keys:
            if table in (name, key.column.table.name):
                yield from (name, key.column.table.name)


def touched(steps: Iterable[str]) -> Touched:
    """By all of these."""
    each = [touched_by(step) for step in steps]
    return Touched(frozenset().union(*(one.reads for one in each)), frozenset().union(*(one.changes for one in each)))


def at_lock(steps: Sequence[str], n: int) -> bool:
    """Whether a write before step `n` has just taken a lock, or is at the end of what it does; always if it takes none.

    What is worked out beside the operation is at its end before it takes the lock, too.
    """
    if steps[n] == COMMIT or (steps[n] in (BEGIN, IMMEDIATE) and SNAPSHOT in steps[:n]):
        return True
    if not any(step == IMMEDIATE or LOCKS.search(step) for step in steps):
        return True
    return steps[n - 1] == IMMEDIATE or bool(LOCKS.search(steps[n - 1]))


def may_matter(steps: Sequence[str], n: int, meanwhile: Sequence[str], waits: bool) -> bool:
    """Whether step `n` of a write may come out otherwise after what the other one did meanwhile, or the other way.

    `waits`: the last step of the other is one that it waits to take.
    """
    is_last = n + 1 < len(steps) and steps[n + 1] in BEGINNINGS
    if steps[n] == COMMIT or is_last:  # of its transaction: what that changed is seen now, or taken back
        return Touched(changes=touched(steps[: n + 1]).changes).meets(touched(meanwhile))
    if waits and LOCK_OF_THE_OPERATION.fullmatch(meanwhile[-1]):
        meanwhile = meanwhile[:-1]
    reads_one_moment = n > 0 and steps[n - 1] == READ_ONLY  # from its first statement
    step = EVERY_TABLE if reads_one_moment else touched_by(steps[n])
    return step.meets(touched(meanwhile))
