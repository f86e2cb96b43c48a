"""What an operation knows beside its finds: its catalogue of types, its areas and its time zone."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

import shapely
from sqlalchemy import Connection, Table, select

from models.tables import Area, OrdnanceType

TYPE: Table = OrdnanceType.__table__  # type: ignore[attr-defined]
AREA: Table = Area.__table__  # type: ignore[attr-defined]


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
    """What the server derives from."""

    version: int
    timezone: ZoneInfo
    types: dict[str, tuple[str, str, str]]
    """Marking key to (marking, name, category)."""
    operation_area: Areas
    districts: Areas


def _made(version: int, timezone: str, types: list[Any], areas: list[Any]) -> Rules:
    def of_kind(kind: str) -> Areas:
        chosen = [(name, shapely.from_geojson(geometry)) for area_kind, name, geometry in areas if area_kind == kind]
        if not chosen:
            return Areas()
        names, polygons = [name for name, _ in chosen], [polygon for _, polygon in chosen]
        return Areas(names, shapely.STRtree(polygons))

    known = {key: (marking, name, category) for key, marking, name, category in types}
    return Rules(version, ZoneInfo(timezone), known, of_kind("operation"), of_kind("district"))


_NEWEST: dict[tuple[str, str], Rules] = {}


def rules_of(connection: Connection, operation: str, version: int, timezone: str) -> Rules:
    """The rules of an operation; read again only when their version has moved."""
    place = (str(connection.engine.url), operation)
    known = _NEWEST.get(place)
    if known is None or known.version != version:
        known = _NEWEST[place] = read_rules(connection, operation, version, timezone)
    return known


def read_rules(connection: Connection, operation: str, version: int, timezone: str) -> Rules:
    """The rules of an operation as they stand in this transaction."""
    types = connection.execute(
        select(TYPE.c.key, TYPE.c.marking, TYPE.c.name, TYPE.c.category).where(TYPE.c.operation == operation)
    )
    areas = connection.execute(
        select(AREA.c.kind, AREA.c.name, AREA.c.geometry).where(AREA.c.operation == operation).order_by(AREA.c.name)
    )
    return _made(version, timezone, list(types), list(areas))
