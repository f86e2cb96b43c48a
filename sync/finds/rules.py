"""What finds and reports are derived from: the catalogue of types, areas, settings, roster and time zone.

All of it is kept with its history (`models.tables.Rule`), so that it can be read as it stood at any log entry.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple, TypedDict
from zoneinfo import ZoneInfo

import orjson
from sqlalchemy import ColumnElement, Connection, and_, or_, select

from models.canonical import canonical, digest
from models.late import shapely
from models.map_crs import Geometry
from models.marking import marking_key
from models.settings import OperationSettings
from models.shapes import Json
from models.shapes.editions import CatalogueMark
from models.tables import RULE
from sync.database.rows import Rows

KINDS = ("type", "alias", "area", "settings", "roster")
"""What staff set; a log entry that changes a rule has its kind."""
DERIVING = ("type", "alias", "area", "settings")
"""The kinds of rules from which finds and pairs are derived; a roster is read by reports only."""


class RuleRow(NamedTuple):
    """A rule as it is stored."""

    operation: str
    kind: str
    key: str
    since_seq: int
    until_seq: int | None
    document: str
    at: str
    person: str
    reason: str


RULES = Rows(RULE, RuleRow)


class Change(NamedTuple):
    """A rule that is another from now on."""

    kind: str
    key: str
    document: Json | None
    """As its kind is stored; None takes the rule away."""


class TypeDocument(TypedDict):
    """A type of the catalogue as it is stored."""

    marking: str
    name: str
    category: str
    country: str
    markings: list[str]
    """Its other markings."""
    source: str


class AliasDocument(TypedDict):
    """An alias as it is stored."""

    marking: str
    """As somebody typed it."""
    type: str
    """The key of the type that it means."""


class AreaDocument(TypedDict):
    """An area as it is stored."""

    kind: str
    """operation or district"""
    name: str
    geometry: Geometry


class KnownType(NamedTuple):
    """A type of the catalogue, as far as finds and reports show it."""

    key: str
    marking: str
    name: str
    category: str


@dataclass(slots=True)
class Areas:
    """Polygons of one kind, to be asked which of them holds a position."""

    names: list[str] = field(default_factory=list)
    tree: shapely.STRtree | None = None

    def holding(self, lat: float, lon: float) -> str | None:
        """The name of the first area, by name, that holds the position."""
        if self.tree is None:
            return None
        found = self.tree.query(shapely.Point(lon, lat), predicate="intersects")
        return min((self.names[n] for n in found), default=None)


@dataclass(slots=True)
class Rules:
    """What the server derives from, since log entry `version`."""

    version: int
    timezone: ZoneInfo
    types: dict[str, KnownType]
    """By key of the type."""
    keys: dict[str, str]
    """Marking key to key of the type: of its marking, its other markings and its aliases."""
    operation_area: Areas
    districts: Areas
    settings: OperationSettings

    def key_of(self, marking: str) -> str:
        """The key of the type that a marking names; its marking key when the catalogue does not have it."""
        key = marking_key(marking)
        return self.keys.get(key, key)


def current(operation: str) -> ColumnElement[bool]:
    """The rules that hold now."""
    return and_(RULE.c.operation == operation, RULE.c.until_seq.is_(None))


def standing(operation: str, seq: int) -> ColumnElement[bool]:
    """The rules that held after log entry `seq`."""
    return and_(
        RULE.c.operation == operation,
        RULE.c.since_seq <= seq,
        or_(RULE.c.until_seq.is_(None), RULE.c.until_seq > seq),
    )


def _made(version: int, timezone: str, rows: list[RuleRow]) -> Rules:
    documents: dict[str, Json] = {kind: {} for kind in DERIVING}
    for row in rows:
        documents[row.kind][row.key] = orjson.loads(row.document)

    def of_kind(kind: str) -> Areas:
        chosen = sorted(
            (area["name"], orjson.dumps(area["geometry"]))
            for area in documents["area"].values()
            if area["kind"] == kind
        )
        if not chosen:
            return Areas()
        polygons = [shapely.from_geojson(geometry) for _, geometry in chosen]
        return Areas([name for name, _ in chosen], shapely.STRtree(polygons))

    types = {
        key: KnownType(key, one["marking"], one["name"], one["category"]) for key, one in documents["type"].items()
    }
    keys = {key: key for key in types}
    for key, one in documents["type"].items():
        keys.update((marking_key(marking), key) for marking in one["markings"])
    keys.update((alias, one["type"]) for alias, one in documents["alias"].items())
    settings = OperationSettings.model_validate(documents["settings"].get("", {}))
    return Rules(version, ZoneInfo(timezone), types, keys, of_kind("operation"), of_kind("district"), settings)


_NEWEST: dict[tuple[str, str], Rules] = {}


def rules_of(connection: Connection, operation: str, version: int, timezone: str) -> Rules:
    """The rules of an operation; read again only when their version has moved."""
    place = (str(connection.engine.url), operation)
    known = _NEWEST.get(place)
    if known is None or known.version != version:
        known = _NEWEST[place] = read_rules(connection, operation, version, timezone)
    return known


def read_rules(connection: Connection, operation: str, version: int, timezone: str) -> Rules:
    """The rules of an operation as they stand in this transaction; `version` is the entry that changed them last."""
    return _read(connection, current(operation), version, timezone)


def rules_at(connection: Connection, operation: str, seq: int, timezone: str) -> Rules:
    """The rules of an operation as they stood after log entry `seq`."""
    version = last_change(connection, operation, seq, DERIVING)
    return _read(connection, standing(operation, seq), version, timezone)


def last_change(connection: Connection, operation: str, seq: int, kinds: tuple[str, ...]) -> int:
    """The log entry, not after `seq`, that changed rules of these kinds last; 0: none has."""
    changes = select(RULE.c.since_seq, RULE.c.until_seq).where(
        and_(RULE.c.operation == operation, RULE.c.kind.in_(kinds))
    )
    return max((n for row in connection.execute(changes) for n in row if n is not None and n <= seq), default=0)


def _read(connection: Connection, wanted: ColumnElement[bool], version: int, timezone: str) -> Rules:
    rows = RULES.where(connection, and_(wanted, RULE.c.kind.in_(DERIVING)))
    return _made(version, timezone, rows)


def rules_with(connection: Connection, operation: str, version: int, timezone: str, changes: list[Change]) -> Rules:
    """The rules of an operation as these changes would make them."""
    wanted = and_(current(operation), RULE.c.kind.in_(DERIVING))
    rows = {(row.kind, row.key): row for row in RULES.where(connection, wanted)}
    for kind, key, document in changes:
        rows.pop((kind, key), None)
        if document is not None and kind in DERIVING:
            text = orjson.dumps(document).decode()
            rows[kind, key] = RuleRow(operation, kind, key, version, None, text, "", "", "")
    return _made(version, timezone, [*rows.values()])


def rule_rows(connection: Connection, kind: str, wanted: ColumnElement[bool]) -> list[RuleRow]:
    """The rows of one kind of rules, by key."""
    return RULES.where(connection, and_(wanted, RULE.c.kind == kind), (RULE.c.key,))


def catalogue_mark(connection: Connection, operation: str, seq: int) -> CatalogueMark:
    """The catalogue after log entry `seq`: the entry that changed it last, the number of types, SHA-256 of it all."""
    held = [
        (kind, row.key, orjson.loads(row.document))
        for kind in ("alias", "type")
        for row in rule_rows(connection, kind, standing(operation, seq))
    ]
    return {
        "version": last_change(connection, operation, seq, ("alias", "type")),
        "types": sum(kind == "type" for kind, *_ in held),
        "sha256": digest(canonical([[*one] for one in held])),
    }
