"""What verify finds: rows that do not match."""

from __future__ import annotations

from typing import NamedTuple

MOST = 20
"""After this number of findings verify stops: the first one matters."""


class Finding(NamedTuple):
    """A row that does not match."""

    table: str
    row: str
    """What identifies the row, for people."""
    detail: str


class Enough(Exception):
    """Enough was found."""


class Findings:
    """What was found so far."""

    def __init__(self) -> None:
        self.found: list[Finding] = []

    def report(self, table: str, row: str, detail: str) -> None:
        """Stores a row that does not match; raises Enough if it was the last one wanted."""
        self.found.append(Finding(table, row, detail))
        if len(self.found) >= MOST:
            raise Enough
