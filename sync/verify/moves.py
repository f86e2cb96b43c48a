"""The moves of the tally as the log makes them, to compare with those that are stored."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Iterator

from sqlalchemy import Connection, and_, select

from models.tables import RULE
from sync.finds.projection import project
from sync.finds.rules import Rules, read_rules, rules_at
from sync.finds.tally import Counted, MoveRow, Moves
from sync.log.chain import Head
from sync.merge.find_state import FindState


class Multiset:
    """Rows in any order, told apart from others by their number and the sum of their digests."""

    def __init__(self) -> None:
        self.count = 0
        self.sum = 0

    def add(self, row: MoveRow) -> None:
        self.count += 1
        self.sum += int.from_bytes(hashlib.blake2b(repr(tuple(row)).encode(), digest_size=16).digest())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Multiset) and (self.count, self.sum) == (other.count, other.sum)

    __hash__ = None  # type: ignore[assignment]


class RuleHistory:
    """The rules from which finds were derived, as they stood after each entry that changed them."""

    def __init__(self, connection: Connection, head: Head) -> None:
        kinds = ("type", "alias", "area")
        changes = select(RULE.c.kind, RULE.c.since_seq, RULE.c.until_seq).where(
            and_(RULE.c.operation == head.operation, RULE.c.kind.in_(kinds))
        )
        rows = connection.execute(changes).all()
        self.seqs = sorted({seq for _, *seqs in rows for seq in seqs if seq})
        """The entries that changed them."""
        self.of_areas = {seq for kind, *seqs in rows if kind == "area" for seq in seqs if seq}
        self._rules = [rules_at(connection, head.operation, seq, head.timezone) for seq in (0, *self.seqs)]
        self.newest = read_rules(connection, head.operation, head.rules, head.timezone)

    def at(self, seq: int) -> Rules:
        return self._rules[bisect_right(self.seqs, seq)]

    def between(self, after: int, before: int | None) -> list[int]:
        """The entries after one and before another that changed the rules."""
        return [seq for seq in self.seqs if seq > after and (before is None or seq < before)]


class Moving:
    """One find on its way through the log."""

    def __init__(self, operation: str, find_id: str, history: RuleHistory) -> None:
        self.operation, self.find_id, self.history = operation, find_id, history
        self.moves = Moves(operation)
        self.find: FindState | None = None
        self.counted: Counted | None = None
        self.seq = 0

    def entry(self, seq: int, find: FindState) -> None:
        """The find as an entry of its own left it."""
        self._derive_until(seq)
        self.find = find
        self._count(seq)

    def to_the_end(self) -> Iterator[MoveRow]:
        """All its moves."""
        self._derive_until(None)
        yield from self.moves.rows

    def _derive_until(self, before: int | None) -> None:
        if self.find is None or self.counted is None:
            return
        for seq in self.history.between(self.seq, before):
            key = self.history.at(seq).key_of(self.find.values["marking"])
            if seq in self.history.of_areas or key != self.counted.type_key:
                self._count(seq)

    def _count(self, seq: int) -> None:
        assert self.find is not None
        row, _ = project(self.find, seq, self.history.at(seq), self.operation)
        self.moves.move(seq, self.find_id, self.counted, row.counted)
        self.counted, self.seq = row.counted, seq
