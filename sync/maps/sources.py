"""Where the features of each layer of a map come from: its rows, what can be asked of them, and how each is shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypedDict

import orjson
from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Double,
    FromClause,
    RowMapping,
    Text,
    and_,
    bindparam,
    cast,
    column,
    false,
    func,
    or_,
    select,
    text,
)

from models.columns import FIND_COLUMNS, Column, find_row
from models.late import shapely
from models.layers import AREAS, EDITIONS, Layer
from models.map_crs import Geometry
from models.regions import Region
from models.shapes import Json
from models.shapes.editions import Edition
from models.tables import CONFLICT, EDITION, FIND, PAIR
from sync.database.statements import among, member, rows_as_table
from sync.figures.editions import moment_of, period_of, read_edition
from sync.figures.lineage import ReportCell, all_counted_finds
from sync.figures.published import standing_editions
from sync.finds.projection import as_served
from sync.finds.settling import finds_now
from sync.log.chain import read_head
from sync.maps.filter import Asked
from sync.maps.places import inside
from sync.rules.areas import list_areas

Condition = ColumnElement[bool]


@dataclass(frozen=True, slots=True)
class Feature:
    """A feature: flat properties, and its place in degrees of WGS 84, longitude first."""

    properties: Json
    geometry: Geometry | None

    @property
    def id(self) -> str:
        return str(self.properties["id"])


@dataclass(frozen=True, slots=True)
class Source:
    """A layer of one operation in SQL."""

    table: FromClause
    mine: Condition
    """What makes rows those of the operation."""
    asked: dict[str, Asked]
    """What can be asked for."""
    key: tuple[str, ...]
    """The columns that order it, the last one telling rows apart."""
    shown: Sequence[ColumnElement[Any]]
    """The columns that `features` takes by name."""
    features: Callable[[Sequence[RowMapping]], list[Feature]]
    touches: Callable[[Region], Condition]
    lat: ColumnElement[float] | None = None
    lon: ColumnElement[float] | None = None
    places: list[Geometry] = field(default_factory=list)
    """All its geometries, where they are few and not in SQL."""
    in_order: Callable[[Region], Condition] | None = None
    """As `touches`, where the rows are read in the order of the layer: no index of places is to be used."""
    indexed: frozenset[str] = frozenset()
    """Columns of which an index finds the rows that have a value."""
    nowhere: Condition = field(default_factory=false)
    """What makes a row one without a geometry. A box matches those too, as OGC API Features wants it."""


def _point(lon: float, lat: float) -> Geometry:
    return {"type": "Point", "coordinates": [lon, lat]}


# Finds

_PATHS: dict[str, tuple[str, ...]] = {
    **{
        one.name: ("position", one.name.removeprefix("position_"))
        for one in FIND_COLUMNS
        if one.name[:9] == "position_"
    },
    **{
        f"{which}_{name}": (which, name)
        for which in ("created", "changed")
        for name in ("team", "device_id", "person", "received_at")
    },
    "type_marking": ("type", "marking"),
    "type_category": ("type", "category"),
    "accuracy_m": ("location", "accuracy_m"),
    "transform": ("location", "transform"),
}
"""Where a column of a find stands in its document, if not under its own name."""
_OWN = (
    "id",
    "version",
    "seq",
    "state",
    "duplicate_of",
    "category",
    "count",
    "found_on",
    "manufactured_year",
    "type_key",
)
"""Columns of a find that the table has too."""


def _find_column(connection: Connection, now: FromClause, one: Column) -> Asked:
    if one.name in (*_OWN, "lat", "lon"):
        return Asked(one.kind, now.c[one.name])
    value = member(connection, now.c.document, _PATHS.get(one.name, (one.name,)))
    if one.name == "flags":  # from ["a","b"] to what is shown: a b
        for old, new in (('["', ""), ('"]', ""), ('","', " "), ("[]", "")):
            value = func.replace(value, old, new)
        return Asked("text", func.nullif(value, ""))
    return Asked(one.kind, cast(value, {"integer": BigInteger, "number": Double}.get(one.kind, Text)))


def finds(connection: Connection, operation: str, layer: Layer) -> Source:
    """Finds, by day and id."""

    def features(rows: Sequence[RowMapping]) -> list[Feature]:
        made = (find_row(orjson.loads(as_served(row["document"]))) for row in rows)
        return [Feature(row, _point(row["lon"], row["lat"])) for row in made]

    now = finds_now(read_head(connection, operation))
    return Source(
        now,
        now.c.operation == operation,
        {one.name: _find_column(connection, now, one) for one in layer.queryables},
        ("found_on", "id"),
        [now.c.document],
        features,
        lambda region: inside(connection, region, now.c.lat, now.c.lon),
        now.c.lat,
        now.c.lon,
        in_order=lambda region: inside(connection, region, now.c.lat + 0, now.c.lon),
        indexed=frozenset({"state", "type_key"}),
    )


# Conflicts


def conflicts(connection: Connection, operation: str, layer: Layer) -> Source:
    """Conflicts in the order in which they were opened, each at its find."""
    now = finds_now(read_head(connection, operation))
    values: dict[str, ColumnElement[Any]] = {
        **{name: CONFLICT.c[name] for name in ("id", "find_id", "field", "state", "opened_seq", "closed_seq", "why")},
        "find_state": now.c.state,
        **{name: now.c[name] for name in ("found_on", "type_key", "count")},
    }
    names = [one.name for one in layer.queryables]

    def features(rows: Sequence[RowMapping]) -> list[Feature]:
        made = []
        for row in rows:
            table = orjson.loads(row["document"])
            said = {
                "accepted": _told(table["accepted"]["value"]),
                "offered": "; ".join(_told(offer["value"]) or "" for offer in table["offers"]) or None,
            }
            properties = {**row, **said}
            place = _point(row["lon"], row["lat"])
            made.append(Feature({one.name: properties[one.name] for one in layer.columns}, place))
        return made

    same = and_(now.c.operation == CONFLICT.c.operation, now.c.id == CONFLICT.c.find_id)
    return Source(
        CONFLICT.join(now, same),
        CONFLICT.c.operation == operation,
        {one.name: Asked(one.kind, values[one.name]) for one in layer.queryables},
        ("opened_seq", "id"),
        [*(values[name].label(name) for name in names), CONFLICT.c.document, now.c.lat, now.c.lon],
        features,
        lambda region: inside(connection, region, now.c.lat, now.c.lon),
        now.c.lat,
        now.c.lon,
    )


def _told(value: Any) -> str | None:
    return value if value is None or isinstance(value, str) else orjson.dumps(value).decode()


# Suspected duplicates


def duplicates(connection: Connection, operation: str, layer: Layer) -> Source:
    """Pairs in the order in which they were opened, each at both its finds."""
    one = finds_now(read_head(connection, operation)).alias("one_find")
    other = FIND.alias("other_find")
    values: dict[str, ColumnElement[Any]] = {
        **{column.name: PAIR.c[column.name] for column in layer.columns if column.name in PAIR.c},
        "type_key": one.c.type_key,
        "one_count": one.c.count,
        "other_count": other.c.count,
    }
    ends = {"one_lat": one.c.lat, "one_lon": one.c.lon, "other_lat": other.c.lat, "other_lon": other.c.lon}

    def features(rows: Sequence[RowMapping]) -> list[Feature]:
        made = []
        for row in rows:
            ends = [[row["one_lon"], row["one_lat"]], [row["other_lon"], row["other_lat"]]]
            geometry = {"type": "MultiPoint", "coordinates": ends}
            made.append(Feature({one.name: row[one.name] for one in layer.columns}, geometry))
        return made

    def touches(region: Region) -> Condition:
        return or_(*(inside(connection, region, find.c.lat, find.c.lon) for find in (one, other)))

    joined = PAIR.join(one, and_(one.c.operation == PAIR.c.operation, one.c.id == PAIR.c.one)).join(
        other, and_(other.c.operation == PAIR.c.operation, other.c.id == PAIR.c.other)
    )
    return Source(
        joined,
        PAIR.c.operation == operation,
        {column.name: Asked(column.kind, values[column.name]) for column in layer.queryables},
        ("opened_seq", "id"),
        [*(value.label(name) for name, value in {**values, **ends}.items())],
        features,
        touches,
        one.c.lat,
        one.c.lon,
    )


# Few rows that are no table of their own

_SQL = {"text": "text", "integer": "bigint", "number": "double precision", "date": "text", "instant": "text"}
_TYPES = {"integer": BigInteger, "number": Double}


def _given(
    connection: Connection,
    layer: Layer,
    rows: Sequence[Mapping[str, Any]],
    key: tuple[str, ...],
    geometry: Callable[[str], Geometry | None],
    places: list[Geometry],
) -> Source:
    """Rows that were read before, as a table that is filtered and paged like the others."""
    names = [one.name for one in layer.columns]
    statement, values = rows_as_table(
        connection,
        {one.name: _SQL[one.kind] for one in layer.columns},
        [tuple(row[name] for name in names) for row in rows] or [(None,) * len(names)],
    )
    given = text(statement).bindparams(*(bindparam(name, value, unique=True) for name, value in values.items()))
    table = given.columns(*(column(one.name, _TYPES.get(one.kind, Text)) for one in layer.columns)).subquery(layer.name)

    def features(found: Sequence[RowMapping]) -> list[Feature]:
        return [Feature({name: row[name] for name in names}, geometry(row["id"])) for row in found]

    def touches(region: Region) -> Condition:
        near = [row["id"] for row in rows if (place := geometry(row["id"])) and region.touches(_shape(place))]
        return among(connection, table.c.id, near)

    return Source(
        table,
        table.c.id.is_not(None),
        {one.name: Asked(one.kind, table.c[one.name]) for one in layer.queryables},
        key,
        [table.c[name] for name in names],
        features,
        touches,
        places=places,
    )


def _shape(geometry: Geometry) -> Any:
    return shapely.from_geojson(orjson.dumps(geometry))


def areas(connection: Connection, operation: str, layer: Layer) -> Source:
    """Areas, by id."""
    rows = {area["id"]: area for area in list_areas(connection, operation)}

    def geometry(id: str) -> Geometry:
        shape: Geometry = rows[id]["geometry"]
        alone = shape["type"] == "Polygon"
        return {"type": AREAS.geometry, "coordinates": [shape["coordinates"]] if alone else shape["coordinates"]}

    return _given(connection, layer, [*rows.values()], ("id",), geometry, [*map(geometry, rows)])


def editions(connection: Connection, operation: str, layer: Layer) -> Source:
    """Editions as they were published, by number and revision."""
    standing = {(edition.number, edition.revision) for edition in standing_editions(connection, operation)}
    documents = connection.execute(select(EDITION.c.document).where(EDITION.c.operation == operation)).scalars()
    rows = [_edition_row(orjson.loads(document), standing) for document in documents]
    by_id = {row["id"]: row for row in rows}

    def geometry(id: str) -> Geometry | None:
        row = by_id[id]
        return _counted_places(connection, operation, row["number"], row["revision"], row["sha256"])

    source = _given(connection, layer, rows, ("number", "revision"), geometry, [])
    return replace(source, nowhere=source.asked["finds"].value == 0)


class EditionOnMap(TypedDict):
    """The properties of an edition on its map layer."""

    id: str
    """Number and revision, as in 2.1."""
    number: int
    revision: int
    first_day: str
    last_day: str
    total: int
    finds: int
    conflicts: int
    low: int
    high: int
    suspected_pairs: int
    published_at: str
    published_by: str
    anyway: str | None
    withdraws: int | None
    seq: int
    state: str
    """standing or superseded"""
    sha256: str


def _edition_row(document: Edition, standing: set[tuple[int, int]]) -> EditionOnMap:
    report, named = document["report"], (document["number"], document["revision"])
    return {
        "number": document["number"],
        "revision": document["revision"],
        "published_at": document["published_at"],
        "published_by": document["published_by"],
        "anyway": document["anyway"],
        "withdraws": document["withdraws"],
        "sha256": document["sha256"],
        "total": report["total"],
        "finds": report["finds"],
        "conflicts": report["disputed"]["conflicts"],
        "low": report["disputed"]["low"],
        "high": report["disputed"]["high"],
        "id": f"{named[0]}.{named[1]}",
        "first_day": document["period"]["from"],
        "last_day": document["period"]["to"],
        "suspected_pairs": report["suspected_duplicates"]["pairs"],
        "seq": document["stands_on"]["seq"],
        "state": "standing" if named in standing else "superseded",
    }


MOST_REMEMBERED = 256
_COUNTED: dict[str, Geometry | None] = {}
"""The places of editions by SHA-256: they never change."""


def _counted_places(connection: Connection, operation: str, number: int, revision: int, sha256: str) -> Geometry | None:
    """The places of the finds that an edition counts, each once."""
    if sha256 not in _COUNTED:
        edition = read_edition(connection, operation, number, revision)
        counted = all_counted_finds(moment_of(connection, edition), period_of(edition), ReportCell())
        places = sorted({(find["lon"], find["lat"]) for find in counted})
        if len(_COUNTED) >= MOST_REMEMBERED:
            _COUNTED.clear()
        _COUNTED[sha256] = {"type": EDITIONS.geometry, "coordinates": [[*one] for one in places]} if places else None
    return _COUNTED[sha256]


SOURCES: dict[str, Callable[[Connection, str, Layer], Source]] = {
    "finds": finds,
    "conflicts": conflicts,
    "duplicates": duplicates,
    "editions": editions,
    "areas": areas,
}
"""By the name of the layer."""
