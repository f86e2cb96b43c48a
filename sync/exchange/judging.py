"""Decisions about suspected duplicates that come back after a restore: the question is entered with its answer.

A person's decision is about a pair that is stored. One that comes from a journal may be about finds of which none has
been there yet: it waits for them, and then nobody has been asked.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations

import orjson
from sqlalchemy import Connection

from models.settings import OperationSettings
from models.shapes.duplicates import PairDecision
from sync.exchange.awaiting import DECIDED, DISTINCT, SAME
from sync.exchange.prepared import Prepared
from sync.finds.duplicates import PAIRS, Ends, PairRow, asked_pair, near_of, newest_pairs
from sync.finds.projection import FindRow


class Judgements:
    """The pairs that come into one transaction with their decisions."""

    def __init__(self, connection: Connection, operation: str) -> None:
        self._connection, self._operation = connection, operation
        self._rows: dict[Ends, PairRow] = {}

    def follow(
        self, one: Prepared, known_as: str, seq: int, row: Callable[[str], FindRow | None], settings: OperationSettings
    ) -> None:
        """A decision is about to be taken by log entry `seq`; `row` gives finds as they are before it."""
        if one.place is None or one.mutation is None or one.mutation.op not in DECIDED:
            return
        said, kind = orjson.loads(one.sent.content), one.mutation.op
        finds, survivor = sorted(said["finds"]), said["set"].get("duplicate_of")
        decided: PairDecision = {
            "mutation_id": known_as,
            "decision": kind,
            "survivor": survivor,
            "duplicates": [id for id in finds if id != survivor] if survivor else [],
            "seq": seq,
            "person": one.author.person or "",
            "reason": said["reason"],
            "at": one.received_at,
        }
        about = [sorted((one.mutation.find_id, survivor))] if kind == SAME else combinations(finds, 2)
        known = newest_pairs(self._connection, self._operation, finds)
        for first, second in about:
            ends, rows = (first, second), [row(first), row(second)]
            if kind in (SAME, DISTINCT):
                near = near_of(rows[0], rows[1], settings) if rows[0] and rows[1] else None
                if near and (ends not in known or known[ends].state in ("gone", "undone")):
                    asked = asked_pair(self._operation, ends, near, seq - 1)
                    judged = orjson.dumps(decided).decode()
                    self._rows[ends] = asked._replace(state=kind, closed_seq=seq, decision=judged)
            elif ends in self._rows and self._rows[ends].state == DISTINCT:
                self._rows[ends] = self._rows[ends]._replace(state="undone", why=said["reason"] or "taken back")

    def store(self) -> set[str]:
        """Writes the pairs. Returns the finds that they are about."""
        PAIRS.insert(self._connection, [*self._rows.values()])
        return {id for ends in self._rows for id in ends}
