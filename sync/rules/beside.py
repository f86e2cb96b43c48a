"""What a change of the rules makes of finds and suspected duplicates, worked out beside the operation.

It is read from a snapshot, in steps, while tablets go on; each step gives the rows of `find_next` that it makes. Under
the lock it is brought up to date: only what came after that snapshot is looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

import orjson
from sqlalchemy import ColumnElement, Connection, FromClause, and_, false, or_, select, tuple_

from models.late import shapely
from models.marking import marking_key
from models.shapes import Json
from models.tables import FIND, PAIR
from sync.database.statements import among
from sync.finds import duplicates
from sync.finds.duplicates import STATES, Ends, Near
from sync.finds.projection import FINDS, FindRow, find_of, project, served_row
from sync.finds.rules import Areas, Change, Rules, read_rules, rules_with
from sync.finds.settling import NextRow, finds_now, kept, next_row
from sync.finds.tally import Deltas
from sync.log.chain import Head, read_head

IDS = 50_000
"""So many ids are read in one go."""
PAGE = 250
"""So many finds are looked at in one step."""
TOUCHED_PAGE = 500
"""So many ids of finds that changed since are read by one statement."""


class Step(NamedTuple):
    """What a step makes of the rows that are kept."""

    dropped: tuple[str, ...]
    """Finds of which nothing, or something else, is kept now."""
    rows: tuple[NextRow, ...]


class Keys(NamedTuple):
    """The types of a find that becomes one of another type."""

    before: str
    after: str


@dataclass(slots=True)
class Beside:
    """What a change makes of an operation, as it stood after log entry `seq`."""

    operation: str
    changes: list[Change]
    change: str = ""
    """The id under which its rows are kept."""
    seq: int = -1
    head: Head | None = None
    before: Rules | None = None
    after: Rules | None = None
    kept: int = 0
    """How many rows are kept: the finds that are derived otherwise."""
    counted: int = 0
    """How many of those count otherwise."""
    deltas: Deltas = field(default_factory=Deltas)
    """What is added to and taken from the tally."""
    moved: dict[str, Keys] = field(default_factory=dict)
    """Those of them that lie elsewhere for the search of duplicates: they are of another type."""
    near: dict[Ends, Near] = field(default_factory=dict)
    """All pairs that the asked finds form."""
    asked: dict[str, FindRow] = field(default_factory=dict)
    """The finds whose pairs are others then, as they are then; without documents."""
    looked: int = 0
    """How many finds the last round looked at."""
    finds: FromClause = FIND
    """What the last round read finds from."""

    def copy(self) -> Beside:
        """One to bring up to date under the lock: should the transaction fail, this one still tells what it was."""
        return replace(
            self, deltas=self.deltas.copy(), moved=dict(self.moved), near=dict(self.near), asked=dict(self.asked)
        )

    def steps(self, connection: Connection) -> Iterator[Step]:
        """Works it out as the operation stands now, a step at a time; what is known already is only brought up to date.

        All steps need one moment. What a step gives has to be kept before the next round.
        """
        self.head = head = read_head(connection, self.operation)
        self.finds, self.looked = finds_now(head), 0
        touched: set[str] | None = None
        if self.before is None:
            self.before = read_rules(connection, self.operation, head.rules, head.timezone)
            self.after = rules_with(connection, self.operation, head.rules, head.timezone, self.changes)
        elif self.before.version == head.rules:
            touched = self._touched(connection)
        else:  # another change was faster: whoever wants to make this one sees it
            return
        if touched is None:
            for ids in self._candidates(connection):
                yield from self._derive(connection, ids, again=False)
        else:
            yield from self._derive(connection, touched, again=True)
        if self.moved or self._nearness_changed:
            yield from self._look(connection, touched)
        self.seq = head.seq

    # The finds

    @property
    def rules(self) -> tuple[Rules, Rules]:
        """Before the change, and after."""
        assert self.before is not None
        assert self.after is not None
        return self.before, self.after

    @property
    def renamed(self) -> set[str]:
        """The marking keys that name another type then, or one that is described otherwise."""
        before, after = self.rules

        def named(rules: Rules, key: str) -> Any:
            return rules.types.get(rules.keys.get(key, key), key)

        return {key for key in {*before.keys, *after.keys} if named(before, key) != named(after, key)}

    @property
    def _nearness_changed(self) -> bool:
        old, new = (rules.settings for rules in self.rules)
        return (old.duplicate_distance_m, old.duplicate_days) != (new.duplicate_distance_m, new.duplicate_days)

    def _touched(self, connection: Connection) -> set[str]:
        """The finds that changed since, and those of pairs that did."""
        ids, after, mine = set[str](), (self.seq, "\U0010ffff"), FIND.c.operation == self.operation
        key = (FIND.c.seq, FIND.c.id)
        while True:
            later = and_(mine, FIND.c.seq >= after[0], tuple_(*key) > after)
            page = connection.execute(select(*key).where(later).order_by(*key).limit(TOUCHED_PAGE)).all()
            ids |= {row.id for row in page}
            if len(page) < TOUCHED_PAGE:
                break
            after = (page[-1].seq, page[-1].id)
        if not (self.moved or self._nearness_changed):
            return ids
        here = PAIR.c.operation == self.operation
        opened = and_(here, PAIR.c.state.in_(STATES), PAIR.c.opened_seq > self.seq)
        for wanted in (opened, and_(here, PAIR.c.closed_seq > self.seq)):
            ids |= {id for ends in connection.execute(select(PAIR.c.one, PAIR.c.other).where(wanted)) for id in ends}
        return ids

    def _candidates(self, connection: Connection) -> Iterator[list[str]]:
        """The ids of the finds that may be derived otherwise, from the indexes of type and of place."""
        kinds, wanted = {change.kind for change in self.changes}, list[ColumnElement[bool]]()
        if kinds & {"type", "alias"}:
            keys = {self.rules[0].keys.get(key, key) for key in self.renamed}
            wanted.append(self.finds.c.type_key.in_(sorted(keys)))
        if "area" in kinds:
            wanted.append(self._in_the_boxes())
        return self._ids(connection, or_(*wanted)) if wanted else iter(())

    def _ids(self, connection: Connection, wanted: ColumnElement[bool]) -> Iterator[list[str]]:
        after, id = "", self.finds.c.id
        while True:
            here = and_(self.finds.c.operation == self.operation, id > after, wanted)
            ids = [*connection.execute(select(id).where(here).order_by(id).limit(IDS)).scalars()]
            yield ids
            if len(ids) < IDS:
                return
            after = ids[-1]

    def _in_the_boxes(self) -> ColumnElement[bool]:
        """Where a find must lie so that its district or a flag of its place may be another."""
        before, after = self.rules
        if (before.operation_area.tree is None) != (after.operation_area.tree is None):
            return self.finds.c.id > ""  # the first area of the operation, or the last one: all that lie outside of it
        wanted: list[ColumnElement[bool]] = [false()]
        for box in (
            *_changed(before.districts, after.districts),
            *_changed(before.operation_area, after.operation_area),
        ):
            west, south, east, north = box
            wanted.append(and_(self.finds.c.lat.between(south, north), self.finds.c.lon.between(west, east)))
        return or_(*wanted)

    def _lies_otherwise(self, document: Json) -> bool:
        """Whether what is derived of a find's place may be another."""
        place = document["location"]
        before, after = (_of_place(rules, place["lat"], place["lon"]) for rules in self.rules)
        return before != after

    def _derive(self, connection: Connection, ids: Iterable[str], again: bool) -> Iterator[Step]:
        renamed, (_, rules) = self.renamed, self.rules
        for page in _pages(ids):
            self.looked += len(page)
            dropped = kept(connection, self.operation, self.change, page) if again else []
            for one in dropped:
                self._count(one, -1)
                self.moved.pop(one.id, None)
            rows = []
            for stored in map(served_row, self._rows(connection, page)):
                document = orjson.loads(stored.document)
                if marking_key(document["marking"]) not in renamed and not self._lies_otherwise(document):
                    continue
                derived, _ = project(find_of(stored.document, stored.merge), stored.seq, rules, self.operation)
                if derived != stored:
                    rows.append(next_row(stored, derived, self.change))
            for one in rows:
                self._count(one, 1)
                if one.type_key != one.type_before:
                    self.moved[one.id] = Keys(one.type_before, one.type_key)
            yield Step(tuple(one.id for one in dropped), tuple(rows))

    def _rows(self, connection: Connection, ids: list[str]) -> list[FindRow]:
        mine = and_(self.finds.c.operation == self.operation, among(connection, self.finds.c.id, ids))
        return FINDS.where(connection, mine, of=self.finds)

    def _count(self, one: NextRow, sign: int) -> None:
        """Takes a find in, or out again."""
        before, after = one.counted
        self.kept += sign
        self.counted += sign * (before != after)
        self.deltas.move(*((before, after) if sign > 0 else (after, before)))

    # Suspected duplicates

    def _look(self, connection: Connection, touched: set[str] | None) -> Iterator[Step]:
        """Which pairs the finds then form: of those of another type, of all when that changes what is near."""
        if touched is not None:
            ids: Iterable[str] = touched | {id for ends in self.near if touched & {*ends} for id in ends}
            self.near = {ends: near for ends, near in self.near.items() if not touched & {*ends}}
            for id in touched:
                self.asked.pop(id, None)
        elif self._nearness_changed:
            ids = (id for page in self._ids(connection, self.finds.c.state == "live") for id in page)
        else:
            ids = [*self.moved]
        had = sorted({keys.before for keys in self.moved.values()})
        for page in _pages(ids):
            self.looked += len(page)
            rows = {row.id: self._then(row) for row in self._rows(connection, page) if row.state == "live"}
            near = self._near(connection, [*rows.values()], had)
            asked = self._otherwise(connection, [*rows], near) if touched is None else {*rows}
            self.near.update((ends, one) for ends, one in near.items() if asked & {*ends})
            self.asked.update((id, row) for id, row in rows.items() if id in asked)
            yield Step((), ())

    def _then(self, row: FindRow) -> FindRow:
        """Where a find lies for the search of duplicates after the change; without its document."""
        keys = self.moved.get(row.id)
        return row._replace(document="", merge=None, type_key=keys.after if keys else row.type_key)

    def asked_before(self) -> dict[str, FindRow]:
        """The asked finds as they were before the change; without documents."""
        moved = ((id, self.moved.get(id)) for id in self.asked)
        return {id: self.asked[id]._replace(type_key=keys.before) if keys else self.asked[id] for id, keys in moved}

    def _near(self, connection: Connection, rows: list[FindRow], had: list[str]) -> dict[Ends, Near]:
        """The pairs that these finds form with any: those of another type are stored under the one that they had."""
        assert self.head is not None
        settings, moved = self.rules[1].settings, self.moved
        found: dict[Ends, Near] = {}
        parts = [[row for row in rows if row.id in moved], [row for row in rows if row.id not in moved]]
        for part in filter(None, parts):
            keys = {row.id: row.type_key for row in part}
            asked = [(None, part), *((key, [row._replace(type_key=key) for row in part]) for key in had)]
            for key, probing in asked:
                for ends, near in duplicates.twins(connection, self.head, probing, settings).items():
                    one, other = (self._key_then(id, keys, ends, key) for id in ends)
                    if one == other:
                        found[ends] = near
        return found

    def _key_then(self, id: str, keys: dict[str, str], ends: Ends, found_by: str | None) -> str:
        """The type of one end of a pair then; of a find that keeps its type it is that by which it was found."""
        if id in self.moved:
            return self.moved[id].after
        return keys.get(id) or found_by or next(keys[end] for end in ends if end in keys)

    def _otherwise(self, connection: Connection, ids: list[str], near: dict[Ends, Near]) -> set[str]:
        """Which of these finds are in a pair that is to be opened, changed or closed."""
        known = duplicates.newest_pairs(connection, self.operation, ids)
        differing: set[str] = set()
        for ends in near.keys() | known.keys():
            pair, now = known.get(ends), near.get(ends)
            if pair is None or pair.state != "open":
                same = now is None or (pair is not None and pair.state == "distinct")
            else:
                same = now == Near(pair.distance_m, pair.days, pair.first_day)
            if not same:
                differing |= {*ends}
        return differing & {*ids}


def _of_place(rules: Rules, lat: float, lon: float) -> tuple[object, ...]:
    """All that areas say of a place."""
    area, districts = rules.operation_area, rules.districts
    return area.tree is None, area.holding(lat, lon), districts.holding(lat, lon)


def _changed(before: Areas, after: Areas) -> list[tuple[float, float, float, float]]:
    """West, south, east and north of each area that is only in one of the two."""
    return [shapely.from_wkb(polygon).bounds for _, polygon in {*_polygons(before)} ^ {*_polygons(after)}]


def _polygons(areas: Areas) -> Iterator[tuple[str, bytes]]:
    """The name and shape of each."""
    if areas.tree is not None:
        yield from zip(areas.names, shapely.to_wkb(areas.tree.geometries), strict=True)


def _pages(ids: Iterable[str]) -> Iterator[list[str]]:
    page: list[str] = []
    for id in ids:
        page.append(id)
        if len(page) == PAGE:
            yield page
            page = []
    if page:
        yield page
