"""The tally: sums of live finds per day, kept in the transaction that changes a find. The arithmetic is pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import Connection, Table, and_, delete

from models.tables import Tally
from sync.database import add_rows

TALLY: Table = Tally.__table__  # type: ignore[attr-defined]


class Cell(NamedTuple):
    """What a sum is about; see `models.tables.Tally`."""

    day: str
    dimension: str
    key: str
    category: str
    year: str


class Counted(NamedTuple):
    """The columns of a find that the tally reads."""

    state: str
    found_on: str
    type_key: str
    category: str
    count: int  # type: ignore[assignment]
    manufactured_year: int | None
    district: str
    team: str
    device_id: str


def cells(find: Counted) -> tuple[Cell, ...]:
    """The cells that a find adds to: none unless it is live."""
    if find.state != "live":
        return ()
    year = "" if find.manufactured_year is None else str(find.manufactured_year)
    return (
        Cell(find.found_on, "type", find.type_key, find.category, year),
        Cell(find.found_on, "district", find.district, "", ""),
        Cell(find.found_on, "team", find.team, "", ""),
        Cell(find.found_on, "device", find.device_id, "", ""),
    )


class Deltas:
    """What a transaction adds to and takes from the tally."""

    def __init__(self) -> None:
        self.total: Counter[Cell] = Counter()
        self.finds: Counter[Cell] = Counter()

    def move(self, before: Counted | None, after: Counted | None) -> None:
        """A find that counted as `before` counts as `after`."""
        if before == after:
            return
        for find, sign in ((before, -1), (after, 1)):
            for cell in cells(find) if find else ():
                self.total[cell] += sign * find.count  # type: ignore[union-attr]
                self.finds[cell] += sign

    def rows(self, operation: str) -> list[tuple[str | int, ...]]:
        changed = [cell for cell in self.finds if self.total[cell] or self.finds[cell]]
        return [(operation, *cell, self.total[cell], self.finds[cell]) for cell in sorted(changed)]


def add(connection: Connection, operation: str, deltas: Deltas) -> None:
    """Keeps the tally; cells that no find counts in any more are dropped."""
    rows = deltas.rows(operation)
    add_rows(connection, TALLY, rows)
    days = {str(row[1]) for row in rows if int(row[-1]) < 0}
    if days:
        connection.execute(
            delete(TALLY).where(and_(TALLY.c.operation == operation, TALLY.c.day.in_(days), TALLY.c.finds == 0))
        )


def summed(finds: Iterable[Counted]) -> dict[Cell, tuple[int, int]]:
    """The tally of these finds from scratch: cell to (total, finds)."""
    deltas = Deltas()
    for find in finds:
        deltas.move(None, find)
    return {cell: (deltas.total[cell], deltas.finds[cell]) for cell in deltas.finds}
