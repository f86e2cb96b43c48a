"""What verify finds: rows that do not fit."""

from __future__ import annotations

from typing import NamedTuple

MOST = 20
"""After so many findings verify stops: the first is what matters."""


class Finding(NamedTuple):
    """A row that does not fit."""

    table: str
    row: str
    """What identifies the row, for people."""
    detail: str


class Enough(Exception):
    """There are enough findings."""


class Findings:
    """What was found so far."""

    def __init__(self) -> None:
        self.found: list[Finding] = []

    def report(self, table: str, row: str, detail: str) -> None:
        """Notes a row that does not fit; raises Enough if it was the last one wanted."""
        self.found.append(Finding(table, row, detail))
        if len(self.found) >= MOST:
            raise Enough
