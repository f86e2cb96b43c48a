"""Areas: polygons that say which finds lie outside the operation, and in which district a find lies."""

from __future__ import annotations

import math
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import Connection

from models.chance import Chance
from models.late import numpy as np
from models.late import shapely
from models.map_crs import Geometry
from models.problem import Refused, invalid_value
from models.shapes.areas import Area
from sync.finds.rules import AreaDocument, Change, RuleRow, current, rule_rows
from sync.rules.changes import RuleChange, RuleContent

MOST_POSITIONS = 100_000
"""The most positions of a polygon."""


def checked_geometry(geometry: Geometry) -> str:
    """A polygon as GeoJSON text; raises Refused if it is not a valid polygon in degrees of WGS 84."""

    def refuse(detail: str, remedy: str) -> Refused:
        return invalid_value("geometry", detail, remedy, "bad_polygon")

    if geometry.get("type") not in ("Polygon", "MultiPolygon"):
        raise refuse("is not a GeoJSON Polygon or MultiPolygon", "send one of the two")
    try:
        shape = shapely.from_geojson(orjson.dumps(geometry))
    except (shapely.errors.GEOSException, TypeError, ValueError) as error:
        raise refuse(f"is not GeoJSON: {str(error)[:120]}", "close each ring: its last position is its first") from None
    if shape is None or shape.is_empty or not all(math.isfinite(edge) for edge in shape.bounds):
        raise refuse("has no area", "send the corners of the area")
    if not _in_wgs84(geometry.get("crs")):
        raise refuse("names another coordinate system", "convert it to longitude and latitude of WGS 84, without crs")
    west, south, east, north = shape.bounds
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        raise refuse("lies outside the degrees of the earth", "send longitude, then latitude, in degrees of WGS 84")
    if shapely.get_num_coordinates(shape) > MOST_POSITIONS:
        raise refuse(f"has more than {MOST_POSITIONS:,} positions", "simplify it")
    if _crosses_the_date_line(shape):
        raise refuse(
            "has an edge of more than 180 degrees, as of a ring that crosses the date line",
            "cut it at 180 degrees into two polygons of a MultiPolygon, or add a corner in the middle of a long edge",
        )
    if not shape.is_valid:
        raise refuse(f"is not a valid polygon: {shapely.is_valid_reason(shape)}", "fix the ring that crosses itself")
    return orjson.dumps(geometry).decode()


def _in_wgs84(crs: object) -> bool:
    """Whether the `crs` member, which GeoJSON had until 2016, is missing, null or names WGS 84."""
    match crs:
        case None:
            return True
        case {"type": "name", "properties": {"name": str(name)}}:
            return name.upper().endswith(("EPSG:4326", "EPSG::4326", "CRS84"))
    return False


def _crosses_the_date_line(shape: shapely.Geometry) -> bool:
    """Whether an edge spans more than half the Earth, other than one of the whole Earth's from -180 to 180."""
    for polygon in shapely.get_parts(shape):
        for ring in (polygon.exterior, *polygon.interiors):
            spans = abs(np.diff(shapely.get_coordinates(ring)[:, 0]))
            if ((spans > 180) & (spans < 360)).any():
                return True
    return False


def list_areas(connection: Connection, operation: str) -> list[Area]:
    """The areas of an operation."""
    rows = rule_rows(connection, "area", current(operation))
    return sorted((_shown(row) for row in rows), key=lambda area: (area["kind"], area["name"]))


def _shown(row: RuleRow) -> Area:
    area = orjson.loads(row.document)
    return {
        "id": row.key,
        "kind": area["kind"],
        "name": area["name"],
        "geometry": area["geometry"],
        "created_at": row.at,
    }


class AreaChange(RuleChange):
    """A person adds an area, or removes one."""

    def check(self, connection: Connection, operation: str, changes: list[Change]) -> None:
        areas = {area["id"]: area for area in list_areas(connection, operation)}
        for _, id, document in changes:
            if document is None and id not in areas:
                raise Refused("not_found", f"Area {id} not found in this operation.")
            if document and any(
                document["kind"] == one["kind"] and document["name"] == one["name"] for one in areas.values()
            ):
                raise Refused("already_exists", f"There is a {document['kind']} area {document['name']} already.")


def added_area(
    kind: str, name: str, geometry: Geometry, person: str, received_at: datetime, chance: Chance
) -> AreaChange:
    """The job that adds an area."""
    document: AreaDocument = {"kind": kind, "name": name, "geometry": orjson.loads(checked_geometry(geometry))}
    return _change(chance.id("area"), document, person, received_at, chance)


def removed_area(id: str, person: str, received_at: datetime, chance: Chance) -> AreaChange:
    """The job that removes an area."""
    return _change(id, None, person, received_at, chance)


def id_of(job: AreaChange) -> str:
    """The area that a job adds."""
    return str(job.content["changes"][0][1])


def _change(id: str, document: AreaDocument | None, person: str, received_at: datetime, chance: Chance) -> AreaChange:
    changes: list[list[Any]] = [["area", id, document]]
    content: RuleContent = {"id": chance.id("entry"), "op": "set_rules", "changes": changes, "reason": ""}
    return AreaChange("area", content, person, received_at)


def read_area(connection: Connection, operation: str, id: str) -> Area:
    """One area; raises Refused if it is unknown."""
    found = [area for area in list_areas(connection, operation) if area["id"] == id]
    if not found:
        raise Refused("not_found", f"Area {id} not found in this operation.")
    return found[0]
