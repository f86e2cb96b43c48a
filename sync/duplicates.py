"""Suspected duplicates: live finds of one type, near in place and day, that may be one discovery."""

from __future__ import annotations

import math
from collections.abc import Collection
from typing import Any, NamedTuple
from uuid import NAMESPACE_URL, uuid5

from sqlalchemy import Connection, Table, and_, select, text

from models.tables import DuplicatePair
from sync.database import among, rows_as_table, upsert_rows
from sync.projection import DAYS_IN_BLOCK, DUPLICATE_DAYS, FindRow, day_number, distance_m

PAIR: Table = DuplicatePair.__table__  # type: ignore[attr-defined]

_METRES_A_DEGREE = 111_000.0
"""A little less than a degree of latitude anywhere, so that the box is never too narrow."""


class PairRow(NamedTuple):
    """One row of the table of pairs, in the order of its columns."""

    operation: str
    one: str
    other: str
    id: str
    state: str
    distance_m: float
    days: int
    first_day: str
    opened_seq: int
    closed_seq: int | None


class Near(NamedTuple):
    """How near two finds are: metres, days, and the earlier day."""

    metres: float
    days: int
    first_day: str


CANDIDATES = """
SELECT given.n, find.id, find.lat, find.lon, find.reach_m, find.found_on
FROM ({given}) AS given CROSS JOIN find
WHERE find.operation = :operation AND find.type_key = given.type_key
 AND find.days_block IN (given.block, given.other_block)
 AND find.lat BETWEEN given.lat - :high AND given.lat + :high
 AND find.lon BETWEEN given.lon - given.wide AND given.lon + given.wide AND find.state = 'live'
"""
"""CROSS JOIN, because SQLite then keeps the order: each box is looked up in the index, nothing is scanned."""
GIVEN = {
    "n": "integer",
    "type_key": "text",
    "block": "integer",
    "other_block": "integer",
    "lat": "double precision",
    "lon": "double precision",
    "wide": "double precision",
}


def probes(finds: list[FindRow], high: float) -> list[tuple[Any, ...]]:
    """For each find the box of the index in which its twins must lie: `high` degrees up and down, two blocks of days.

    One that reaches over the date line goes on at the other side.
    """
    rows = []
    for n, find in enumerate(finds):
        wide = high / max(0.01, math.cos(math.radians(min(90.0, abs(find.lat) + high))))
        day = day_number(find.found_on)
        blocks = ((day - DUPLICATE_DAYS) // DAYS_IN_BLOCK, (day + DUPLICATE_DAYS) // DAYS_IN_BLOCK)
        rows.append((n, find.type_key, *blocks, find.lat, find.lon, wide))
        if abs(find.lon) + wide > 180.0:
            rows.append((n, find.type_key, *blocks, find.lat, find.lon - math.copysign(360.0, find.lon), wide))
    return rows


def twins(connection: Connection, operation: str, finds: list[FindRow], widest_m: float) -> dict[tuple[str, str], Near]:
    """The pairs that these live finds form with any live find: (lesser id, greater id) to (metres, days)."""
    found: dict[tuple[str, str], Near] = {}
    if not finds:
        return found
    ids = {find.id for find in finds}
    high = max(widest_m, *(find.reach_m for find in finds)) / _METRES_A_DEGREE
    given, rows = rows_as_table(connection, GIVEN, probes(finds, high))
    statement = text(CANDIDATES.format(given=given))
    for n, id, lat, lon, reach_m, found_on in connection.execute(
        statement, {"operation": operation, "high": high, **rows}
    ):
        find = finds[n]
        if id == find.id or (id in ids and id < find.id):  # itself, or a pair that the other end tells
            continue
        metres = distance_m(find.lat, find.lon, lat, lon)
        days = abs(day_number(find.found_on) - day_number(found_on))
        if metres <= max(find.reach_m, reach_m) and days <= DUPLICATE_DAYS:
            found[(min(id, find.id), max(id, find.id))] = Near(round(metres, 1), days, min(find.found_on, found_on))
    return found


def keep_pairs(
    connection: Connection, operation: str, seq: int, placed: list[FindRow], stored: Collection[str], widest_m: float
) -> None:
    """Opens and closes the pairs of finds that are new, moved, re-dated, re-typed, gone or live again."""
    now = twins(connection, operation, [find for find in placed if find.state == "live"], widest_m)
    known = pairs_of(connection, operation, [find.id for find in placed if find.id in stored])
    rows = []
    for (one, other), near in now.items():
        pair = known.get((one, other))
        opened = pair.opened_seq if pair and pair.state == "open" else seq
        id = str(uuid5(NAMESPACE_URL, f"minetally:pair:{one}:{other}"))
        rows.append(PairRow(operation, one, other, id, "open", near.metres, near.days, near.first_day, opened, None))
    rows += [
        pair._replace(state="gone", closed_seq=seq)
        for ends, pair in known.items()
        if ends not in now and pair.state == "open"
    ]
    upsert_rows(connection, PAIR, rows)


def pairs_of(connection: Connection, operation: str, ids: list[str]) -> dict[tuple[str, str], PairRow]:
    """The pairs, open or gone, that these finds are in, by their two ids."""
    if not ids:
        return {}
    pairs = {}
    for end in (PAIR.c.one, PAIR.c.other):
        wanted = and_(PAIR.c.operation == operation, among(connection, end, ids))
        for row in connection.execute(select(PAIR).where(wanted)):
            pairs[(row.one, row.other)] = PairRow(*row)
    return pairs
