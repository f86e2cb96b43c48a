"""What a change of the rules makes of finds and suspected duplicates, worked out beside the operation.

It is read from a snapshot, in steps, while tablets go on. Under the lock it is brought up to date: only what came after
that snapshot is looked at, and what differs is written. Nothing of it is stored before, so a crash leaves nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

import orjson
import shapely
from sqlalchemy import ColumnElement, Connection, and_, false, or_, select, tuple_

from models.marking import marking_key
from models.shapes import Json
from models.tables import FIND, PAIR
from sync.database.statements import among
from sync.finds import duplicates
from sync.finds.duplicates import STATES, Ends, Near
from sync.finds.projection import FINDS, FindRow, find_of, project, served_row
from sync.finds.rules import Areas, Change, Rules, read_rules, rules_with
from sync.finds.tally import Counted
from sync.log.chain import read_head

IDS = 50_000
"""So many ids are read in one go."""
PAGE = 250
"""So many finds are looked at in one step."""
TOUCHED_PAGE = 500
"""So many ids of finds that changed since are read by one statement."""


class Derived(NamedTuple):
    """A find that the change derives otherwise. Both are without the number of the change's entry."""

    before: FindRow
    """Without its document."""
    after: FindRow
    counted: tuple[Counted, Counted]
    """What each of them counts as: told here, so that it is not worked out under the lock."""

    def at(self, seq: int) -> FindRow:
        """The row as log entry `seq` makes it."""
        here = f'"seq":{self.after.seq},'  # the first one: before it stand only the id and the version
        return self.after._replace(seq=seq, document=self.after.document.replace(here, f'"seq":{seq},', 1))


@dataclass(slots=True)
class Beside:
    """What a change makes of an operation, as it stood after log entry `seq`."""

    operation: str
    changes: list[Change]
    seq: int = -1
    before: Rules | None = None
    after: Rules | None = None
    finds: dict[str, Derived] = field(default_factory=dict)
    """The finds that are derived otherwise."""
    moved: dict[str, Derived] = field(default_factory=dict)
    """Those of them that lie elsewhere for the search of duplicates: they are of another type."""
    near: dict[Ends, Near] = field(default_factory=dict)
    """All pairs that the asked finds form."""
    asked: dict[str, FindRow] = field(default_factory=dict)
    """The finds whose pairs may be others then, as they are then; without documents."""
    looked: int = 0
    """How many finds the last round looked at."""

    def copy(self) -> Beside:
        """One to bring up to date under the lock: should the transaction fail, this one still tells what it was."""
        finds, moved = dict(self.finds), dict(self.moved)
        return replace(self, finds=finds, moved=moved, near=dict(self.near), asked=dict(self.asked))

    def steps(self, connection: Connection) -> Iterator[None]:
        """Works it out as the operation stands now, a step at a time; what is known already is only brought up to date.

        All steps need one moment.
        """
        head = read_head(connection, self.operation)
        if self.before is None or self.before.version != head.rules:
            self._begin(connection, head.rules, head.timezone)
            touched: set[str] | None = None
        else:
            touched = self._touched(connection)
        self.looked = 0
        if touched is None:
            for ids in self._candidates(connection):
                yield from self._derive(connection, ids)
        else:
            for id in touched:
                self.finds.pop(id, None)
                self.moved.pop(id, None)
            yield from self._derive(connection, touched)
        if self.moved or self._nearness_changed:
            yield from self._look(connection, head.widest_reach_m, touched)
        self.seq = head.seq

    # The finds

    def _begin(self, connection: Connection, version: int, timezone: str) -> None:
        self.before = read_rules(connection, self.operation, version, timezone)
        self.after = rules_with(connection, self.operation, version, timezone, self.changes)
        self.finds, self.moved, self.near, self.asked = {}, {}, {}, {}

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
        kinds = {change.kind for change in self.changes}
        if kinds & {"type", "alias"}:
            keys = {self.rules[0].keys.get(key, key) for key in self.renamed}
            for rows in self._ids(connection, FIND.c.type_key.in_(sorted(keys)), FIND.c.id):
                yield [id for (id,) in rows]
        if "area" in kinds:
            for rows in self._ids(connection, self._in_the_boxes(), FIND.c.id):
                yield [id for (id,) in rows]

    def _ids(
        self, connection: Connection, wanted: ColumnElement[bool], *columns: ColumnElement[Any]
    ) -> Iterator[list[Any]]:
        after = ""
        while True:
            here = and_(FIND.c.operation == self.operation, FIND.c.id > after, wanted)
            rows = connection.execute(select(*columns).where(here).order_by(FIND.c.id).limit(IDS)).all()
            yield list(rows)
            if len(rows) < IDS:
                return
            after = rows[-1][0]

    def _in_the_boxes(self) -> ColumnElement[bool]:
        """Where a find must lie so that its district or a flag of its place may be another."""
        before, after = self.rules
        if (before.operation_area.tree is None) != (after.operation_area.tree is None):
            return FIND.c.id > ""  # the first area of the operation, or the last one: all that lie outside of it
        wanted: list[ColumnElement[bool]] = [false()]
        for box in (
            *_changed(before.districts, after.districts),
            *_changed(before.operation_area, after.operation_area),
        ):
            wanted.append(_within(*box))
        return or_(*wanted)

    def _lies_otherwise(self, document: Json) -> bool:
        """Whether what is derived of a find's place may be another."""
        place = document["location"]
        before, after = (_of_place(rules, place["lat"], place["lon"]) for rules in self.rules)
        return before != after

    def _derive(self, connection: Connection, ids: Iterable[str]) -> Iterator[None]:
        renamed, (_, rules) = self.renamed, self.rules
        for page in _pages(ids):
            self.looked += len(page)
            wanted = and_(FIND.c.operation == self.operation, among(connection, FIND.c.id, page))
            for stored in map(served_row, FINDS.where(connection, wanted)):
                document = orjson.loads(stored.document)
                if marking_key(document["marking"]) not in renamed and not self._lies_otherwise(document):
                    continue
                derived, _ = project(find_of(stored.document, stored.merge), stored.seq, rules, self.operation)
                if derived != stored:
                    counted = stored.counted, derived.counted
                    self._found(Derived(_slim(stored), derived._replace(merge=None), counted))
            yield

    def _found(self, one: Derived) -> None:
        self.finds[one.after.id] = one
        if one.before.placed != one.after.placed:
            self.moved[one.after.id] = one

    # Suspected duplicates

    def _look(self, connection: Connection, widest_m: float, touched: set[str] | None) -> Iterator[None]:
        """Which pairs the finds then form: of those of another type, of all when that changes what is near."""
        everything = touched is None and self._nearness_changed
        if everything:
            live = FIND.c.state == "live"
            ids: Iterable[str] = (id for rows in self._ids(connection, live, FIND.c.id) for (id,) in rows)
        elif touched is None:
            ids = [*self.moved]
        else:
            ids = touched | {id for ends in self.near if touched & {*ends} for id in ends}
            self.near = {ends: near for ends, near in self.near.items() if not touched & {*ends}}
            for id in touched:
                self.asked.pop(id, None)
        moved = self.moved
        for page in _pages(ids):
            self.looked += len(page)
            wanted = and_(FIND.c.operation == self.operation, among(connection, FIND.c.id, page))
            live_rows = FINDS.where(connection, and_(wanted, FIND.c.state == "live"))
            rows = {row.id: _slim(moved[row.id].after if row.id in moved else row) for row in live_rows}
            near = self._near(connection, [*rows.values()], widest_m, moved)
            asked = self._otherwise(connection, [*rows], near) if everything else {*rows}
            self.near.update((ends, one) for ends, one in near.items() if asked & {*ends})
            self.asked.update((id, row) for id, row in rows.items() if id in asked)
            yield

    def _near(
        self, connection: Connection, rows: list[FindRow], widest_m: float, moved: dict[str, Derived]
    ) -> dict[Ends, Near]:
        """The pairs that these finds form with any: those of another type are stored under the one that they had."""
        settings = self.rules[1].settings
        had = sorted({one.before.type_key for one in moved.values()})
        found: dict[Ends, Near] = {}
        parts = [[row for row in rows if row.id in moved], [row for row in rows if row.id not in moved]]
        for part in filter(None, parts):
            keys = {row.id: row.type_key for row in part}
            asked = [(None, part), *((key, [row._replace(type_key=key) for row in part]) for key in had)]
            for key, probing in asked:
                for ends, near in duplicates.twins(connection, self.operation, probing, widest_m, settings).items():
                    one, other = (self._key_then(id, moved, keys, ends, key) for id in ends)
                    if one == other:
                        found[ends] = near
        return found

    @staticmethod
    def _key_then(id: str, moved: dict[str, Derived], keys: dict[str, str], ends: Ends, found_by: str | None) -> str:
        """The type of one end of a pair then; of a find that keeps its type it is that by which it was found."""
        if id in moved:
            return moved[id].after.type_key
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


def _within(west: float, south: float, east: float, north: float) -> ColumnElement[bool]:
    return and_(FIND.c.lat.between(south, north), FIND.c.lon.between(west, east))


def _slim(row: FindRow) -> FindRow:
    return row._replace(document="", merge=None)


def _pages(ids: Iterable[str]) -> Iterator[list[str]]:
    page: list[str] = []
    for id in ids:
        page.append(id)
        if len(page) == PAGE:
            yield page
            page = []
    if page:
        yield page
