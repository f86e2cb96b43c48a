"""Features of a map: a page of a layer that filters want, how many there are, one of them, and where a layer lies."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any

import orjson
from sqlalchemy import ColumnElement, Connection, and_, func, or_, select, tuple_

from models.late import shapely
from models.layers import Layer
from models.map_crs import CRS84, Crs
from models.problem import Refused
from models.regions import Region
from sync.database.page import Page
from sync.finds.reading import FEW
from sync.log.chain import read_head
from sync.maps.filter import Translation, equal
from sync.maps.sources import SOURCES, Feature, Source


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which features of a layer are wanted; what is None or empty is not asked."""

    regions: list[Region] = field(default_factory=list)
    """One of them must be touched."""
    times: tuple[str | None, str | None] | None = None
    """The first day and the last, None where it is open."""
    equal: tuple[tuple[str, str], ...] = ()
    """Columns, and what they must be."""
    tree: Any = None
    """A CQL2 filter as JSON."""
    filter_crs: Crs = CRS84
    key: Hashable = ()
    """The same for the same filters."""


@dataclass(frozen=True, slots=True)
class Found:
    """A page of features."""

    features: list[Feature]
    matched: int
    """How many there are on all pages."""
    more: tuple[Any, ...] | None
    """Where the next page starts."""
    mark: str


def read_mark(connection: Connection, operation: str) -> str:
    """Changes whenever anything of an operation does that a layer could show."""
    head = read_head(connection, operation)
    return hashlib.sha256(f"{operation}|{head.epoch}|{head.hash}".encode()).hexdigest()[:32]


def list_features(connection: Connection, operation: str, layer: Layer, wanted: Wanted, page: Page) -> Found:
    """A page of a layer. Raises FilterError."""
    mark = read_mark(connection, operation)
    source = SOURCES[layer.name](connection, operation, layer)
    where = _where(connection, source, layer, wanted)
    count = select(func.count()).select_from(source.table).where(where)
    matched = _remembered((mark, layer.name, wanted.key), lambda: int(connection.execute(count).scalar_one()))
    key = [source.asked[name].value for name in source.key]
    table = source.table
    by_index = wanted.regions or source.indexed & {name for name, _ in wanted.equal}
    if by_index and source.lat is not None and matched <= FEW:
        # Few are found by the index of the filter; else a database would rather walk the order of the layer.
        near = select(*key).select_from(table).where(where).cte("near").prefix_with("MATERIALIZED")
        table = near.join(table, and_(*(one == near.c[str(one.key)] for one in key)))
        key = [near.c[str(one.key)] for one in key]
        where = source.mine
    elif wanted.regions and source.in_order is not None:
        where = _where(connection, source, layer, wanted, source.in_order)
    if page.after:
        where = and_(where, tuple_(*key) > page.after)
    rows = connection.execute(
        select(*(one.label(f"key_{n}") for n, one in enumerate(key)), *source.shown)
        .select_from(table)
        .where(where)
        .order_by(*key)
        .limit(page.limit + 1)
    ).all()
    more = tuple(rows[page.limit - 1][: len(key)]) if len(rows) > page.limit else None
    return Found(source.features([row._mapping for row in rows[: page.limit]]), matched, more, mark)


def _where(
    connection: Connection,
    source: Source,
    layer: Layer,
    wanted: Wanted,
    touches: Callable[[Region], ColumnElement[bool]] | None = None,
) -> ColumnElement[bool]:
    conditions = [source.mine]
    if wanted.regions:
        conditions.append(or_(*map(touches or source.touches, wanted.regions), source.nowhere))
    if wanted.times and layer.times:
        first, last = wanted.times
        if first is not None:
            conditions.append(source.asked[layer.times[-1]].value >= first)
        if last is not None:
            conditions.append(source.asked[layer.times[0]].value <= last)
    conditions += [equal(name, source.asked[name], text) for name, text in wanted.equal]
    if wanted.tree is not None:
        conditions.append(
            Translation(connection, source.asked, source.touches, source.nowhere, wanted.filter_crs).condition(
                wanted.tree
            )
        )
    return and_(*conditions)


def read_feature(connection: Connection, operation: str, layer: Layer, id: str) -> tuple[Feature, str]:
    """One feature, and the mark; raises Refused if it is unknown."""
    source = SOURCES[layer.name](connection, operation, layer)
    mine = and_(source.mine, source.asked["id"].value == id)
    row = connection.execute(select(*source.shown).select_from(source.table).where(mine)).one_or_none()
    if row is None:
        raise Refused("not_found", f"No {id[:60]} in the collection {layer.name}.")
    return source.features([row._mapping])[0], read_mark(connection, operation)


@dataclass(frozen=True, slots=True)
class Extent:
    """Where and when the features of a layer are."""

    box: tuple[float, float, float, float] | None
    """West, south, east, north; None where there are none, or the layer does not tell."""
    times: tuple[str, str] | None


def read_extent(connection: Connection, operation: str, layer: Layer) -> Extent:
    """Where the features of a layer are, all of them."""
    mark = read_mark(connection, operation)
    extent: Extent = _remembered((mark, layer.name, "extent"), lambda: _extent(connection, operation, layer))
    return extent


def _extent(connection: Connection, operation: str, layer: Layer) -> Extent:
    source = SOURCES[layer.name](connection, operation, layer)

    def ends(*ends: Any) -> tuple[Any, ...]:
        return tuple(connection.execute(select(*ends).select_from(source.table).where(source.mine)).one())

    box = times = None
    if source.lat is not None and source.lon is not None:
        box = ends(func.min(source.lon), func.min(source.lat), func.max(source.lon), func.max(source.lat))
    elif source.places:
        shapes = shapely.from_geojson([orjson.dumps(place) for place in source.places])
        box = tuple(float(edge) for edge in shapely.total_bounds(shapes))
    if layer.times:
        first, last = (source.asked[layer.times[n]].value for n in (0, -1))
        times = ends(func.min(first), func.max(last))
    return Extent(
        None if box is None or None in box else box,
        None if times is None or None in times else times,
    )


MOST_REMEMBERED = 1000
_REMEMBERED: dict[Hashable, Any] = {}


def _remembered(key: Hashable, read: Callable[[], Any]) -> Any:
    """What was read before of the same state of the log: nothing else can change it."""
    value = _REMEMBERED.get(key)
    if value is None:
        value = read()
        if len(_REMEMBERED) >= MOST_REMEMBERED:
            _REMEMBERED.clear()
        _REMEMBERED[key] = value
    return value
