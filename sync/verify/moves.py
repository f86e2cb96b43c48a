"""The tally and its moves, compared with what the finds and the log say."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Collection

from sqlalchemy import and_

from sync.database.statements import among
from sync.finds.settling import moves_now
from sync.finds.tally import MOVES, TALLIES, Deltas, MoveRow
from sync.verify.verification import Verification

PAGE = 500
MOST_DAYS = 20
"""Of so many days the moves are compared row by row; of others is said that they differ."""


class Multiset:
    """Rows in any order, told apart from others by their number and the sum of their digests."""

    def __init__(self) -> None:
        self.count = 0
        self.sum = 0

    def add(self, row: MoveRow) -> None:
        """Takes one more row in."""
        self.count += 1
        self.sum += int.from_bytes(hashlib.blake2b(repr(tuple(row)).encode(), digest_size=16).digest())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Multiset) and (self.count, self.sum) == (other.count, other.sum)

    __hash__ = None  # type: ignore[assignment]


def check_tally(verification: Verification, deltas: Deltas) -> None:
    """Every sum is the sum over live finds."""
    expected = {cell: (deltas.total[cell], finds) for cell, finds in deltas.finds.items() if finds}
    findings = verification.findings
    seen = set()
    key = ("day", "dimension", "key", "category", "year")
    for page in verification.pages(TALLIES, key, PAGE):
        for row in page:
            seen.add(row.cell)
            name = " / ".join(row.cell)
            if row.cell not in expected:
                held = f"no live find counts there; it holds {row.total} of {row.finds} finds"
                findings.unexplained("tally", name, held)
                continue
            total, finds = expected[row.cell]
            findings.compare("tally", name, row._asdict(), {"total": total, "finds": finds})
    for cell in sorted(expected.keys() - seen):
        total, finds = expected[cell]
        findings.missing("tally", " / ".join(cell), f"the finds say {total} of {finds} finds")


def check_moves(
    verification: Verification,
    expected: dict[str, Multiset],
    moves_of_days: Callable[[Collection[str]], list[MoveRow]],
) -> None:
    """Every move of the tally is one that the log and the rules of its time make.

    Days are compared as a whole; of those that differ `moves_of_days` gives every move that the log makes.
    """
    stored: dict[str, Multiset] = defaultdict(Multiset)
    moves = moves_now(verification.head)
    for page in verification.pages(MOVES, ("day", "seq", "find_id", "sign"), PAGE, of=moves):
        for row in page:
            stored[row.day].add(row)
    differing = [day for day in sorted(stored.keys() | expected.keys()) if stored[day] != expected.get(day, Multiset())]
    days = set(differing[:MOST_DAYS])
    if days:
        _compare_rows(verification, days, moves_of_days(days))
    for day in differing[MOST_DAYS:]:
        verification.findings.wrong("tally_move", day, "", "moves of this day are not those that the log makes")


def _compare_rows(verification: Verification, days: Collection[str], expected: list[MoveRow]) -> None:
    findings, connection = verification.findings, verification.connection
    moves = moves_now(verification.head)
    wanted = and_(moves.c.operation == verification.operation, among(connection, moves.c.day, days))
    held = {_key(row): row for row in MOVES.where(connection, wanted, of=moves)}
    says = {_key(row): row for row in expected}
    for key in sorted(held.keys() | says.keys()):
        name = " / ".join(map(str, key))
        if key not in held:
            findings.missing("tally_move", name, f"the log makes it, of {says[key].count} pieces")
        elif key not in says:
            findings.unexplained("tally_move", name, f"the log makes no such move; it is of {held[key].count} pieces")
        else:
            findings.compare("tally_move", name, held[key]._asdict(), says[key]._asdict())


def _key(row: MoveRow) -> tuple[str, int, str, int]:
    return row.day, row.seq, row.find_id, row.sign
