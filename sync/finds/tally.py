"""The tally: sums of live finds per day, kept in the transaction that changes a find, and the moves that made it.

The sums answer for now, whatever the number of finds. The moves answer for any moment before: what came in or went out
at which log entry. The arithmetic is pure.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from operator import attrgetter
from typing import NamedTuple

import orjson
from sqlalchemy import Connection, FromClause, Subquery, and_, delete, func, select

from models.tables import MOVE, TALLY
from sync.database.direct import send
from sync.database.rows import Rows
from sync.database.statements import among
from sync.log.chain import Head


class Cell(NamedTuple):
    """What a sum is about; see `models.tables.Tally`."""

    day: str
    dimension: str
    key: str
    category: str
    year: str


class Counted(NamedTuple):
    """What the tally reads of a find."""

    state: str
    found_on: str
    type_key: str
    category: str
    count: int  # type: ignore[assignment]
    manufactured_year: int | None
    district: str
    team: str
    device_id: str
    marking: str
    """As typed. No move is made of it: another spelling of the same type counts nowhere else."""

    @property
    def year(self) -> str:
        """The year of manufacture as a key of the tally."""
        return "" if self.manufactured_year is None else str(self.manufactured_year)


def counted_of(row: object) -> Counted:
    """What a row counts as that has these columns and the document of a find."""
    return Counted._make((*_COUNTED(row), _marking(row.document)))  # type: ignore[attr-defined]


_COUNTED = attrgetter(*(name for name in Counted._fields if name != "marking"))
_MARKING = re.compile(r'"marking":("(?:[^"\\]|\\.)*")')


def _marking(document: str) -> str:
    """As typed. The first of its name in a document is the find's own: before it stand ids, numbers and the state."""
    found = _MARKING.search(document)
    assert found
    marking: str = orjson.loads(found[1])
    return marking


def cells(find: Counted) -> tuple[Cell, ...]:
    """The cells that a find adds to: none unless it is live."""
    if find.state != "live":
        return ()
    return (
        Cell(find.found_on, "type", find.type_key, find.category, find.year),
        Cell(find.found_on, "district", find.district, "", ""),
        Cell(find.found_on, "team", find.team, "", ""),
        Cell(find.found_on, "device", find.device_id, "", ""),
        Cell(find.found_on, "marking", find.marking, "", ""),
    )


class TallyRow(NamedTuple):
    """A sum as it is stored, or what is added to it."""

    operation: str
    day: str
    dimension: str
    key: str
    category: str
    year: str
    total: int
    finds: int

    @property
    def cell(self) -> Cell:
        return Cell._make(_CELL(self))


class MoveRow(NamedTuple):
    """A move as it is stored."""

    operation: str
    day: str
    seq: int
    find_id: str
    sign: int
    type_key: str
    category: str
    count: int  # type: ignore[assignment]
    year: str
    district: str
    team: str
    device_id: str


TALLIES = Rows(TALLY, TallyRow)
MOVES = Rows(MOVE, MoveRow)
_CELL = attrgetter(*Cell._fields)


class Deltas:
    """What a transaction adds to and takes from the tally."""

    def __init__(self) -> None:
        self.total: Counter[Cell] = Counter()
        self.finds: Counter[Cell] = Counter()

    def copy(self) -> Deltas:
        """The same, to go on with."""
        other = Deltas()
        other.total, other.finds = self.total.copy(), self.finds.copy()
        return other

    def move(self, before: Counted | None, after: Counted | None) -> None:
        """A find that counted as `before` counts as `after`."""
        if before == after:
            return
        for find, sign in ((before, -1), (after, 1)):
            for cell in cells(find) if find else ():
                self.total[cell] += sign * find.count  # type: ignore[union-attr]
                self.finds[cell] += sign

    def rows(self, operation: str) -> list[TallyRow]:
        """What is added, by cell."""
        changed = [cell for cell in self.finds if self.total[cell] or self.finds[cell]]
        return [
            TallyRow(
                operation=operation,
                day=cell.day,
                dimension=cell.dimension,
                key=cell.key,
                category=cell.category,
                year=cell.year,
                total=self.total[cell],
                finds=self.finds[cell],
            )
            for cell in sorted(changed)
        ]


class Moves:
    """The moves that a transaction makes, and what they add to the tally."""

    def __init__(self, operation: str) -> None:
        self.operation = operation
        self.rows: list[MoveRow] = []
        self.deltas = Deltas()

    def move(self, seq: int, find_id: str, before: Counted | None, after: Counted | None) -> None:
        """At log entry `seq` a find that counted as `before` counts as `after`."""
        if before == after:
            return
        moved = not before or not after or before._replace(marking=after.marking) != after
        for find, sign in ((before, -1), (after, 1)) if moved else ():
            if find is not None and find.state == "live":
                self.rows.append(
                    MoveRow(
                        operation=self.operation,
                        day=find.found_on,
                        seq=seq,
                        find_id=find_id,
                        sign=sign,
                        type_key=find.type_key,
                        category=find.category,
                        count=find.count,
                        year=find.year,
                        district=find.district,
                        team=find.team,
                        device_id=find.device_id,
                    )
                )
        self.deltas.move(before, after)

    def store(self, connection: Connection) -> None:
        """Writes the moves and keeps the tally; what comes after is written by the next call."""
        MOVES.insert(connection, self.rows)
        add(connection, self.operation, self.deltas)
        self.rows, self.deltas = [], Deltas()


def add(connection: Connection, operation: str, deltas: Deltas) -> None:
    """Keeps the tally; cells that no find counts in any more are dropped."""
    rows = deltas.rows(operation)
    TALLIES.add(connection, rows)
    days = {row.day for row in rows if row.finds < 0}
    if days:
        send(connection)
        connection.execute(
            delete(TALLY).where(and_(TALLY.c.operation == operation, TALLY.c.day.in_(days), TALLY.c.finds == 0))
        )


def summed(finds: Iterable[Counted]) -> dict[Cell, tuple[int, int]]:
    """The tally of these finds from scratch: cell to (total, finds)."""
    deltas = Deltas()
    for find in finds:
        deltas.move(None, find)
    return {cell: (deltas.total[cell], deltas.finds[cell]) for cell in deltas.finds}


# Reading


def cells_now(operation: str, dimension: str) -> Subquery:
    """The tally of one dimension: day, key, category, year, total, finds."""
    return (
        select(TALLY.c.day, TALLY.c.key, TALLY.c.category, TALLY.c.year, TALLY.c.total, TALLY.c.finds)
        .where(and_(TALLY.c.operation == operation, TALLY.c.dimension == dimension))
        .subquery()
    )


class CellSum(NamedTuple):
    """A cell that finds count in, with its pieces and finds."""

    cell: Cell
    total: int
    finds: int


_SCANS = {("team", "device"): ("team", "device_id"), ("type", "district"): ("type_key", "district", "category", "year")}
"""The moves of a period are read once for two dimensions each: sums over these columns tell both."""


def cells_then(
    connection: Connection, moves: FromClause, head: Head, dimension: str, seq: int, days: list[str]
) -> dict[str, list[CellSum]]:
    """The tally of these days as it was after log entry `seq`, of a dimension and of the one that is read with it.

    `moves` are those that `moves_now` gives.

    Either the moves up to then are summed up, or the later ones are taken from the tally of now: whichever is less of
    the log.
    """
    operation, of_moves = head.operation, moves.c
    dimensions, names = next((both, names) for both, names in _SCANS.items() if dimension in both)
    key, other_key, *more = (of_moves[name] for name in names)
    columns = (key.label("key"), other_key.label("other_key"), *more)
    # The days one by one, not a range of them: within each the index narrows seq too.
    mine = and_(of_moves.operation == operation, among(connection, of_moves.day, days))
    cells: dict[Cell, list[int]] = defaultdict(lambda: [0, 0])
    early = seq <= head.seq - seq
    if not early:
        present = and_(TALLY.c.operation == operation, TALLY.c.day.between(days[0], days[-1]))
        for row in TALLIES.where(connection, and_(present, TALLY.c.dimension.in_(dimensions))):
            cells[row.cell] = [int(row.total), int(row.finds)]
    sums = (
        func.sum(of_moves.sign * of_moves["count"]).label("total"),
        func.sum(of_moves.sign).label("finds"),
    )
    moved = select(of_moves.day, *columns, *sums)
    moved = moved.where(and_(mine, of_moves.seq <= seq if early else of_moves.seq > seq))
    moved = moved.group_by(of_moves.day, *columns)
    of, other = dimensions
    for sum in connection.execute(moved):
        category, year = (sum.category, sum.year) if of == "type" else ("", "")
        for cell in (Cell(sum.day, of, sum.key, category, year), Cell(sum.day, other, sum.other_key, "", "")):
            held = cells[cell]
            held[0] += int(sum.total) if early else -int(sum.total)
            held[1] += int(sum.finds) if early else -int(sum.finds)
    found: dict[str, list[CellSum]] = {name: [] for name in dimensions}
    for cell, (total, finds) in cells.items():
        if finds:
            found[cell.dimension].append(CellSum(cell, total, finds))
    return found
