"""Suspected duplicates: live finds of one type, near in place and day, that may be one discovery.

A pair is a question for a person: it opens when two finds come near each other, and goes away by itself when they no
longer are. It is never answered by the server.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, NamedTuple
from uuid import NAMESPACE_URL, uuid5

import orjson
from sqlalchemy import Connection, and_, select, text

from models.settings import OperationSettings
from models.tables import FIND, PAIR
from sync.database.rows import Rows
from sync.database.statements import among, looked_up, rows_as_table
from sync.finds.projection import DAYS_IN_BLOCK, FINDS, FindRow, day_number, distance_m
from sync.finds.settling import finds_now
from sync.log.chain import Head

STATES = ("open", "gone", "same", "distinct", "undone")
"""What a pair can be: asked; not asked any more, by itself; decided by a person; taken back."""

SURVIVOR_GONE = "the find that survived is no longer live"
"""Why a pair is undone by itself."""

METRES_A_DEGREE = 111_000.0
"""A little less than a degree of latitude anywhere, so that a box is never too narrow."""

MOST_OPEN = 20
"""A find is asked about with so many others at a time, the nearest first; more follow as these are decided. A square of
one kilometre may hold hundreds of one type, and nobody looks at tens of thousands of pairs."""


Ends = tuple[str, str]
"""The ids of the two finds of a pair, the lesser one first."""


class PairRow(NamedTuple):
    """A pair as it is stored."""

    operation: str
    one: str
    other: str
    opened_seq: int
    id: str
    state: str
    distance_m: float
    days: int
    first_day: str
    closed_seq: int | None
    why: str | None
    decision: str | None

    @property
    def ends(self) -> Ends:
        return (self.one, self.other)


PAIRS = Rows(PAIR, PairRow)


class Near(NamedTuple):
    """How near two finds are: metres, days, and the earlier day."""

    metres: float
    days: int
    first_day: str


class Candidate(NamedTuple):
    """A find that lies in a box of the `n`th of the finds that are asked about."""

    n: int
    id: str
    lat: float
    lon: float
    reach_m: float
    found_on: str


COLUMNS = Candidate._fields[1:]
CANDIDATES = """
{place}.operation = :operation AND {place}.type_key = given.type_key AND {place}.days_block = given.block
 AND {place}.lat BETWEEN given.lat - :high AND given.lat + :high
 AND find.lon BETWEEN given.lon - given.wide AND given.lon + given.wide AND find.state = 'live'
"""
"""Each box is looked up in the index of {place}, nothing is scanned."""
SETTLING = """
 find_next.operation = find.operation AND find_next.change = :settling AND find_next.id = find.id
"""
"""What a change that is being settled makes of a find."""
GIVEN = {
    "n": "integer",
    "type_key": "text",
    "block": "integer",
    "lat": "double precision",
    "lon": "double precision",
    "wide": "double precision",
}


def probes(finds: list[FindRow], high: float, days: int) -> list[tuple[Any, ...]]:
    """For each find the boxes of the index in which its twins must lie: `high` degrees up and down, a block of days.

    One that reaches over the date line goes on at the other side.
    """
    rows = []
    for n, find in enumerate(finds):
        wide = min(360.0, high / max(1e-9, math.cos(math.radians(min(90.0, abs(find.lat) + high)))))  # at a pole: all
        day = day_number(find.found_on)
        for block in range((day - days) // DAYS_IN_BLOCK, (day + days) // DAYS_IN_BLOCK + 1):
            rows.append((n, find.type_key, block, find.lat, find.lon, wide))
            if abs(find.lon) + wide > 180.0:
                rows.append((n, find.type_key, block, find.lat, find.lon - math.copysign(360.0, find.lon), wide))
    return rows


def near_of(one: FindRow, other: FindRow, settings: OperationSettings) -> Near | None:
    """How near two finds are; None: not so that anybody is asked about them."""
    if one.type_key != other.type_key or not one.state == other.state == "live":
        return None
    days = abs(day_number(one.found_on) - day_number(other.found_on))
    metres = distance_m(one.lat, one.lon, other.lat, other.lon)
    if days > settings.duplicate_days or metres > max(settings.duplicate_distance_m, one.reach_m, other.reach_m):
        return None
    return Near(round(metres, 1), days, min(one.found_on, other.found_on))


def twins(connection: Connection, head: Head, finds: list[FindRow], settings: OperationSettings) -> dict[Ends, Near]:
    """The pairs that these live finds form with any live find, by their two ids."""
    found: dict[Ends, Near] = {}
    if not finds:
        return found
    ids = {find.id for find in finds}
    nearest = settings.duplicate_distance_m
    high = max(nearest, head.widest_reach_m, *(find.reach_m for find in finds)) / METRES_A_DEGREE
    numbers = [day_number(find.found_on) for find in finds]
    for near in _candidates(connection, head, finds, high, settings.duplicate_days):
        find = finds[near.n]
        if near.id == find.id or (near.id in ids and near.id < find.id):  # itself, or a pair that the other end tells
            continue
        days = 0 if near.found_on == find.found_on else abs(numbers[near.n] - day_number(near.found_on))
        if days > settings.duplicate_days:
            continue
        same_place = (near.lat, near.lon) == (find.lat, find.lon)
        metres = 0.0 if same_place else distance_m(find.lat, find.lon, near.lat, near.lon)
        if metres <= max(nearest, find.reach_m, near.reach_m):
            ends = (find.id, near.id) if find.id < near.id else (near.id, find.id)
            found[ends] = Near(round(metres, 1), days, min(find.found_on, near.found_on))
    return found


def _candidates(
    connection: Connection, head: Head, finds: list[FindRow], high: float, days: int
) -> Iterator[Candidate]:
    """The live finds that lie in the boxes of these, as finds stand now."""
    given, rows = rows_as_table(connection, GIVEN, probes(finds, high, days))
    values = {"operation": head.operation, "high": high, **rows}
    wanted = CANDIDATES.format(place="find")
    if head.settling is not None:
        values["settling"] = head.settling
        wanted += f" AND NOT EXISTS (SELECT 1 FROM find_next WHERE {SETTLING})"
    statement = text(looked_up(connection, given, "n", "find", "find", COLUMNS, wanted))
    yield from map(Candidate._make, connection.execute(statement, values))
    if head.settling is not None:
        wanted = f"{CANDIDATES.format(place='find_next')} AND {SETTLING}"
        statement = text(looked_up(connection, given, "n", "find_next CROSS JOIN find", "find", COLUMNS, wanted))
        yield from map(Candidate._make, connection.execute(statement, values))


def keep_pairs(
    connection: Connection,
    head: Head,
    placed: list[FindRow],
    before: dict[str, FindRow],
    settings: OperationSettings,
    seq: int | None = None,
    now: dict[Ends, Near] | None = None,
    newest: Mapping[str, int] | None = None,
) -> None:
    """Opens and closes the pairs of finds that are new, moved, re-dated, re-typed, gone or live again.

    `before` has those that were there before. The log entry of a change is the find's own, unless `seq` names one.
    `now` has all pairs that they form, where somebody has looked for them already. `newest` has the newest log entry of
    finds that changed meanwhile: one that moved away and back was not near in between.
    """
    operation = head.operation
    if now is None:
        now = twins(connection, head, [find for find in placed if find.state == "live"], settings)
    known = newest_pairs(connection, operation, [find.id for find in placed if find.id in before])
    at = {find.id: find.seq if seq is None else seq for find in placed}
    after = {find.id: find for find in placed}
    changed, left, kept = [], Counter[str](), set[Ends]()
    for ends in now.keys() & known.keys():
        pair, near = known[ends], now[ends]
        if pair.state == "open" and pair.first_day == near.first_day:
            kept.add(ends)
            if (pair.distance_m, pair.days) != (near.metres, near.days):
                changed.append(pair._replace(distance_m=near.metres, days=near.days))
    for ends, pair in known.items():
        if pair.state != "open" or (ends in now and now[ends].first_day == pair.first_day):
            continue
        why = "re-dated" if ends in now else None
        why = why or next((why for id in ends if (why := _why_gone(before.get(id), after.get(id)))), "settings changed")
        changed.append(pair._replace(state="gone", closed_seq=max((newest or at).get(id, 0) for id in ends), why=why))
        left.update(id for id in ends if id not in at)
    PAIRS.upsert(connection, changed)
    decided = {ends for ends, pair in known.items() if pair.state == "distinct"}
    unasked = {ends: near for ends, near in now.items() if ends not in kept and ends not in decided}
    held = Counter(id for ends in kept for id in ends)
    new = [
        asked_pair(operation, ends, now[ends], max(entry.get(id, 0) for id in ends for entry in (at, newest or {})))
        for ends in _to_be_asked(connection, operation, unasked, at, held)
    ]
    PAIRS.insert(connection, new)
    if left:
        counts = open_counts(connection, operation, left)
        short = [id for id in left if counts[id] < MOST_OPEN <= counts[id] + left[id]]
        rows = _stored(connection, head, short)
        entry = max(at.values())
        if rows:
            keep_pairs(connection, head, rows, {row.id: row for row in rows}, settings, entry)


def asked_pair(operation: str, ends: Ends, near: Near, seq: int) -> PairRow:
    """The question that log entry `seq` asks about two finds."""
    id = str(uuid5(NAMESPACE_URL, f"minetally:pair:{operation}:{ends[0]}:{ends[1]}:{seq}"))
    return PairRow(
        operation=operation,
        one=ends[0],
        other=ends[1],
        opened_seq=seq,
        id=id,
        state="open",
        distance_m=near.metres,
        days=near.days,
        first_day=near.first_day,
        closed_seq=None,
        why=None,
        decision=None,
    )


def _to_be_asked(
    connection: Connection,
    operation: str,
    near: dict[Ends, Near],
    placed: Collection[str],
    held: Counter[str],
) -> Iterable[Ends]:
    """Which of the pairs that are neither open nor decided are opened: all, unless a find has too many to look at.

    Each find has MOST_OPEN open ones then, the nearest first, or all that there are. `held` says in how many open ones
    those that were placed are already.
    """
    crowd = Counter(id for ends in near for id in ends)
    if max((crowd[id] + held[id] for id in placed), default=0) <= MOST_OPEN:
        return near
    counts = open_counts(connection, operation, crowd)
    chosen = []
    for ends in sorted(near, key=lambda ends: (near[ends].metres, near[ends].days, ends)):
        if any(counts[id] < MOST_OPEN for id in ends):
            counts.update(ends)
            chosen.append(ends)
    return chosen


def _stored(connection: Connection, head: Head, ids: Collection[str]) -> list[FindRow]:
    """These finds, as far as they are live."""
    if not ids:
        return []
    finds = finds_now(head)
    wanted = and_(finds.c.operation == head.operation, among(connection, finds.c.id, ids), finds.c.state == "live")
    return FINDS.where(connection, wanted, of=finds)


def _why_gone(before: FindRow | None, after: FindRow | None) -> str | None:
    """What happened to a find so that it is no longer near another; None when nothing did."""
    if before is None or after is None or before.placed == after.placed:
        return None
    if after.state != before.state:
        return "deleted" if after.state == "deleted" else "judged a duplicate"
    if after.type_key != before.type_key:
        return "re-typed"
    return "re-dated" if (after.lat, after.lon) == (before.lat, before.lon) else "moved"


def pairs_of(connection: Connection, operation: str, ids: Collection[str]) -> list[PairRow]:
    """Every pair, whatever its state, that these finds are in."""
    if not ids:
        return []
    pairs: dict[str, PairRow] = {}
    for end in (PAIR.c.one, PAIR.c.other):
        wanted = and_(PAIR.c.operation == operation, among(connection, end, ids))
        pairs |= {pair.id: pair for pair in PAIRS.where(connection, wanted)}
    return list(pairs.values())


def newest_pairs(connection: Connection, operation: str, ids: Collection[str]) -> dict[Ends, PairRow]:
    """For any two finds, one of them among these, the question that was asked last, by their two ids."""
    return {pair.ends: pair for pair in sorted(pairs_of(connection, operation, ids), key=lambda pair: pair.opened_seq)}


def take_back(connection: Connection, operation: str, taken_back: dict[str, str]) -> None:
    """These finds are no longer duplicates, and why: the pairs that judged only them are undone."""
    judging = [pair for pair in pairs_of(connection, operation, taken_back) if pair.state == "same"]
    if not judging:
        return
    ends = {id for pair in judging for id in pair.ends}
    wanted = and_(FIND.c.operation == operation, among(connection, FIND.c.id, ends))
    rows = connection.execute(select(FIND.c.id, FIND.c.duplicate_of).where(wanted))
    survivors: dict[str, str | None] = {id: survivor for id, survivor in rows}
    undone = [
        pair._replace(state="undone", why=next(taken_back[id] for id in pair.ends if id in taken_back))
        for pair in judging
        if orjson.loads(pair.decision or "{}")["survivor"] not in [survivors[id] for id in pair.ends]
    ]
    PAIRS.upsert(connection, undone)


def open_counts(connection: Connection, operation: str, ids: Collection[str]) -> Counter[str]:
    """In how many open pairs each of these finds is."""
    counts: Counter[str] = Counter()
    for end in (PAIR.c.one, PAIR.c.other):
        wanted = and_(PAIR.c.operation == operation, among(connection, end, ids))  # as in open_pairs_at
        rows = connection.execute(select(end, PAIR.c.state).where(wanted))
        counts.update(id for id, state in rows if state == "open")
    return counts


# Groups


def open_pairs_at(connection: Connection, operation: str, ids: Collection[str]) -> set[Ends]:
    """The two ids of each open pair with one of these finds."""
    found: set[Ends] = set()
    for end in (PAIR.c.one, PAIR.c.other):
        # The state is looked at here: as a condition it leads SQLite, and PostgreSQL before its first ANALYZE, to an
        # index of all open pairs.
        wanted = and_(PAIR.c.operation == operation, among(connection, end, ids))
        rows = connection.execute(select(PAIR.c.one, PAIR.c.other, PAIR.c.state).where(wanted))
        found |= {(one, other) for one, other, state in rows if state == "open"}
    return found


def groups_of(connection: Connection, operation: str, ids: Collection[str]) -> dict[str, list[str]]:
    """For each of these finds, and each that open pairs connect with one: its whole group, itself among it."""
    reached, frontier, edges = {*ids}, {*ids}, set[Ends]()
    while frontier:
        met = open_pairs_at(connection, operation, frontier)
        edges |= met
        frontier = {id for ends in met for id in ends} - reached
        reached |= frontier
    return {id: group for group in map(sorted, groups(reached, edges)) for id in group}


def groups(ids: Iterable[str], edges: Iterable[Ends]) -> list[list[str]]:
    """These finds in groups that the edges connect."""
    root = {id: id for id in ids}

    def top(id: str) -> str:
        while root[id] != id:
            root[id] = root[root[id]]
            id = root[id]
        return id

    for one, other in edges:
        root[top(one)] = top(other)
    found: dict[str, list[str]] = defaultdict(list)
    for id in root:
        found[top(id)].append(id)
    return list(found.values())
