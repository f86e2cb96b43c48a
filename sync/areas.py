"""Areas: polygons that say which finds lie outside the operation, and in which district a find lies.

A change of areas is one entry of the log without a version: it changes what is derived from finds, never the finds.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import uuid4

import orjson
import shapely
from sqlalchemy import Connection, and_, delete, insert, select

from models.mutation import sent, stored_instant
from models.problem import FieldError, Refused, sentence
from sync import tally
from sync.commit import FIND, Commit, Prepared, result
from sync.database import upsert_rows
from sync.find_state import Author
from sync.projection import FindRow, find_of, project
from sync.rules import AREA, read_rules

MOST_POSITIONS = 100_000
"""A polygon has at most so many corners."""
PAGE = 1000


def checked_geometry(geometry: dict[str, Any]) -> str:
    """A polygon as GeoJSON text; refuses what is not one in degrees of WGS 84."""

    def refuse(detail: str, remedy: str) -> Refused:
        error = FieldError(field="geometry", code="bad_polygon", detail=detail, remedy=remedy)
        return Refused("invalid_value", sentence([error]), [error])

    if geometry.get("type") not in ("Polygon", "MultiPolygon"):
        raise refuse("is not a GeoJSON Polygon or MultiPolygon", "send one of the two")
    try:
        shape = shapely.from_geojson(orjson.dumps(geometry))
    except (shapely.errors.GEOSException, TypeError, ValueError) as error:
        raise refuse(f"is not GeoJSON: {str(error)[:120]}", "close each ring: its last position is its first") from None
    if shape is None or shape.is_empty or not all(math.isfinite(edge) for edge in shape.bounds):
        raise refuse("has no area", "send the corners of the area")
    west, south, east, north = shape.bounds
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        raise refuse("lies outside the degrees of the earth", "send longitude, then latitude, in degrees of WGS 84")
    if shapely.get_num_coordinates(shape) > MOST_POSITIONS:
        raise refuse(f"has more than {MOST_POSITIONS:,} positions", "simplify it")
    if not shape.is_valid:
        raise refuse(f"is not a valid polygon: {shapely.is_valid_reason(shape)}", "mend the ring that crosses itself")
    return orjson.dumps(geometry).decode()


def list_areas(connection: Connection, operation: str) -> list[dict[str, Any]]:
    """The areas of an operation."""
    rows = connection.execute(select(AREA).where(AREA.c.operation == operation).order_by(AREA.c.kind, AREA.c.name))
    return [
        {
            "id": row.id,
            "kind": row.kind,
            "name": row.name,
            "geometry": orjson.loads(row.geometry),
            "created_at": row.created_at,
        }
        for row in rows
    ]


@dataclass(slots=True)
class AreaChange:
    """A person adds an area, or takes one away: a job of one transaction."""

    content: dict[str, Any]
    person: str
    received_at: datetime
    prepared: list[Prepared] = field(default_factory=list)
    finds: set[str] = field(default_factory=set)

    def run(self, commit: Commit) -> dict[str, Any]:
        """The area that was added or taken away."""
        connection, operation, content = commit.connection, commit.head.operation, self.content
        received = stored_instant(self.received_at)
        row = {"operation": operation, "created_at": received, **{k: v for k, v in content.items() if k != "op"}}
        if content["op"] == "add_area":
            same = and_(AREA.c.operation == operation, AREA.c.kind == row["kind"], AREA.c.name == row["name"])
            if connection.execute(select(AREA.c.id).where(same)).first():
                raise Refused("already_exists", f"There is a {row['kind']} area {row['name']} already.")
            connection.execute(insert(AREA).values(row))
        else:
            mine = and_(AREA.c.operation == operation, AREA.c.id == content["id"])
            known = connection.execute(select(AREA).where(mine)).one_or_none()
            if known is None:
                raise Refused("not_found", f"There is no area {content['id']} in this operation.")
            row = dict(known._mapping)
            connection.execute(delete(AREA).where(mine))
        commit.head.rules += 1
        decision = Prepared(sent({**content, "made_at": received}), None, None, Author(person=self.person), received)
        seq = commit.head.seq + 1
        commit.log(decision, "area", result(decision.sent, "decided", seq))
        commit.afterwards = [derive_again]
        return {**row, "geometry": orjson.loads(row["geometry"])}


def added_area(kind: str, name: str, geometry: dict[str, Any], person: str, received_at: datetime) -> AreaChange:
    """The job that adds an area."""
    content = {"op": "add_area", "id": str(uuid4()), "kind": kind, "name": name, "geometry": checked_geometry(geometry)}
    return AreaChange(content, person, received_at)


def removed_area(id: str, person: str, received_at: datetime) -> AreaChange:
    """The job that takes an area away."""
    return AreaChange({"op": "remove_area", "id": id}, person, received_at)


def derive_again(commit: Commit) -> None:
    """Derives every find anew from the changed rules; those that differ are changes for every device."""
    connection, head = commit.connection, commit.head
    rules = read_rules(connection, head.operation, head.rules, head.timezone)
    deltas = tally.Deltas()
    after = ""
    while True:
        rows = connection.execute(
            select(FIND)
            .where(and_(FIND.c.operation == head.operation, FIND.c.id > after))
            .order_by(FIND.c.id)
            .limit(PAGE)
        ).all()
        changed = []
        for row in rows:
            stored = FindRow(*row)
            find = find_of(stored.document, stored.merge)
            if project(find, stored.seq, rules, head.operation)[0] != stored:
                derived, _ = project(find, head.seq, rules, head.operation)
                deltas.move(stored.counted, derived.counted)
                changed.append(derived)
        upsert_rows(connection, FIND, changed)
        if len(rows) < PAGE:
            break
        after = rows[-1].id
    tally.add(connection, head.operation, deltas)
