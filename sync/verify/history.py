"""What was derived of a find at each moment: from its entries of the log, and the rules as they changed."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from sqlalchemy import and_, select

from models.marking import marking_key
from models.settings import OperationSettings
from models.tables import RULE
from sync.finds.projection import FindRow, project
from sync.finds.rules import DERIVING, Rules, read_rules, rules_at
from sync.finds.tally import Moves
from sync.merge.find_state import FindState
from sync.verify.verification import Verification

MARKINGS = 10_000
"""Of so many markings is remembered when their type changed."""


class RuleHistory:
    """The rules from which finds were derived, as they stood after each entry that changed them."""

    def __init__(self, verification: Verification) -> None:
        connection, head = verification.connection, verification.head
        changes = select(RULE.c.kind, RULE.c.since_seq, RULE.c.until_seq).where(
            and_(RULE.c.operation == head.operation, RULE.c.kind.in_(DERIVING))
        )
        rows = connection.execute(changes).all()

        def changed(*kinds: str) -> list[int]:
            return sorted({seq for kind, *seqs in rows if kind in kinds for seq in seqs if seq})

        self.seqs = changed("type", "alias", "area")
        """The entries that changed what is derived of finds."""
        self.of_areas = changed("area")
        self.of_settings = changed("settings")
        self._rules = [rules_at(connection, head.operation, seq, head.timezone) for seq in (0, *self.seqs)]
        self._settings = [
            rules_at(connection, head.operation, seq, head.timezone).settings for seq in (0, *self.of_settings)
        ]
        self.newest = read_rules(connection, head.operation, head.rules, head.timezone)
        self.changes_of_type = lru_cache(MARKINGS)(self._changes_of_type)
        self.changes_of = lru_cache(MARKINGS)(self._changes_of)

    def at(self, seq: int) -> Rules:
        """The rules after an entry; not its settings."""
        return self._rules[bisect_right(self.seqs, seq)]

    def settings_at(self, seq: int) -> OperationSettings:
        """The settings after an entry."""
        return self._settings[bisect_right(self.of_settings, seq)]

    def _changes_of_type(self, key: str) -> list[int]:
        """The entries from which on a marking key named another type, or one that is shown otherwise."""

        def named(rules: Rules) -> Any:
            type_key = rules.keys.get(key, key)
            return type_key, rules.types.get(type_key)

        pairs = zip(self.seqs, self._rules, self._rules[1:], strict=False)
        return [seq for seq, before, after in pairs if named(before) != named(after)]

    def _changes_of(self, key: str) -> list[int]:
        """The entries that may change what is derived of a find with this marking key."""
        return sorted({*self.changes_of_type(key), *self.of_areas})


class Moving:
    """One find on its way through the log: its row as it stands, and its moves of the tally."""

    def __init__(self, operation: str, find_id: str, history: RuleHistory) -> None:
        self.operation, self.find_id, self.history = operation, find_id, history
        self.moves = Moves(operation)
        self.find: FindState | None = None
        self.row: FindRow | None = None
        self.before: FindRow | None = None
        """Its row before a change of the rules made it what it is; None where an entry of its own did."""
        self.widest_reach_m = 0.0
        """The greatest that it ever had."""
        self._seq = 0

    def entry(self, seq: int, find: FindState) -> list[str]:
        """The find as an entry of its own left it; its flags then."""
        self._derive_until(seq)
        self.find = find
        row, flags = project(find, seq, self.history.at(seq), self.operation)
        self._stand(seq, row)
        self.before = None
        self.widest_reach_m = max(self.widest_reach_m, row.reach_m)
        return flags

    def to_the_end(self) -> FindRow | None:
        """Its row now."""
        self._derive_until(None)
        return self.row

    def _derive_until(self, before: int | None) -> None:
        if self.find is None or self.row is None:
            return
        for seq in between(self.history.changes_of(marking_key(self.find.values["marking"])), self._seq, before):
            rules = self.history.at(seq)
            self._seq = seq
            if project(self.find, self.row.seq, rules, self.operation)[0] != self.row:
                self.before = self.row
                self._stand(seq, project(self.find, seq, rules, self.operation)[0])

    def _stand(self, seq: int, row: FindRow) -> None:
        self.moves.move(seq, self.find_id, self.row and self.row.counted, row.counted)
        self.row, self._seq = row, seq


def between(seqs: list[int], after: int, before: int | None) -> Iterator[int]:
    """Of sorted numbers those after one and before another; None: to the end."""
    for seq in seqs[bisect_right(seqs, after) :]:
        if before is not None and seq >= before:
            return
        yield seq
