"""What verify finds: rows that do not match, those of one kind summed up."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

SHOWN = 5
"""So many findings of one kind are kept, the first; of the others their number."""
WIDEST = 160
"""Characters that are shown of a value."""


class Finding(NamedTuple):
    """A row that does not match."""

    table: str
    row: str
    """What identifies the row, for people."""
    column: str
    """The column that does not match; empty: the row as a whole."""
    detail: str
    """What stands there, and what the log says."""


class Unlisted(NamedTuple):
    """Further findings of a kind of which SHOWN are listed."""

    table: str
    column: str
    fault: str
    """differs, missing, unexplained or unreadable"""
    number: int


class Findings:
    """What was found so far."""

    def __init__(self) -> None:
        self.listed: list[Finding] = []
        self._numbers: dict[tuple[str, str, str], int] = {}

    def _add(self, fault: str, table: str, row: str, column: str, detail: str) -> None:
        kind = (table, column, fault)
        self._numbers[kind] = self._numbers.get(kind, 0) + 1
        if self._numbers[kind] <= SHOWN:
            self.listed.append(Finding(table, row, column, detail))

    def wrong(self, table: str, row: str, column: str, detail: str) -> None:
        """A column does not match; `detail` is a sentence about what it holds."""
        self._add("differs", table, row, column, detail)

    def differs(self, table: str, row: str, column: str, held: Any, says: Any) -> None:
        """A column holds something else than the log says."""
        left, right = _around(str(held), str(says))
        self.wrong(table, row, column, f"holds {left!r}, the log says {right!r}")

    def compare(self, table: str, row: str, held: dict[str, Any], says: dict[str, Any]) -> None:
        """Each column that the log says, beside what stands there."""
        for column, wanted in says.items():
            if held[column] != wanted:
                self.differs(table, row, column, held[column], wanted)

    def missing(self, table: str, row: str, detail: str) -> None:
        """A row is not there; `detail` says why it should be."""
        self._add("missing", table, row, "", f"is missing: {detail}")

    def unexplained(self, table: str, row: str, detail: str) -> None:
        """A row is there that nothing in the log explains."""
        self._add("unexplained", table, row, "", detail)

    @contextmanager
    def reading(self, table: str, row: str) -> Iterator[None]:
        """Whatever cannot be read below is a finding about this row: what was changed by hand may be anything."""
        try:
            yield
        except Exception as error:
            self._add("unreadable", table, row, "", f"cannot be read: {error!r}"[:300])

    def unlisted(self) -> tuple[Unlisted, ...]:
        """The kinds of which not all are listed, and how many more there are."""
        return tuple(
            Unlisted(table, column, fault, number - SHOWN)
            for (table, column, fault), number in self._numbers.items()
            if number > SHOWN
        )


def _around(held: str, says: str) -> tuple[str, str]:
    """Two texts as they are shown: of long ones the part around the first character that differs."""
    if max(len(held), len(says)) <= WIDEST:
        return held, says
    same = next((n for n, (one, other) in enumerate(zip(held, says, strict=False)) if one != other), None)
    start = max(0, (min(len(held), len(says)) if same is None else same) - WIDEST // 4)
    return tuple(  # type: ignore[return-value]
        ("..." if start else "") + one[start : start + WIDEST] + ("..." if len(one) > start + WIDEST else "")
        for one in (held, says)
    )
