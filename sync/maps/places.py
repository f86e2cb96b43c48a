"""Places compared with the regions of a map, in SQL, so that what is counted is what is listed."""

from __future__ import annotations

from functools import reduce

from sqlalchemy import ColumnElement, Connection, Double, and_, bindparam, column, exists, func, or_, select, text

from models.regions import Box, GridBox, Region, Side
from sync.database.statements import rows_as_table

Expression = ColumnElement[float]


def inside(connection: Connection, region: Region, lat: Expression, lon: Expression) -> ColumnElement[bool]:
    """Whether a place, degrees of WGS 84, lies in a region or on its edge."""
    west, south, east, north = region.bounds
    boxed = and_(lat.between(south, north), lon.between(west, east))
    if isinstance(region, Box):
        return boxed
    if isinstance(region, GridBox):
        return and_(boxed, *(_within(side, lat, lon) for side in region.sides))
    found: list[ColumnElement[bool]] = [and_(lat == one[1], lon == one[0]) for one in region.points]
    if region.edges:
        found.append(_enclosed(connection, region.edges, lat, lon))
    return and_(boxed, or_(*found))


def _within(side: Side, lat: Expression, lon: Expression) -> ColumnElement[bool]:
    """On the inner side of one side of a grid's box."""
    variable, other = (lat, lon) if side.name in ("west", "east") else (lon, lat)
    t = (variable - side.middle) / side.half
    first, *rest = (bindparam(None, one, Double) for one in side.coefficients)
    limit: Expression = reduce(lambda sum, one: sum * t + one, rest, first)
    return other >= limit if side.name in ("west", "south") else other <= limit


_EDGE = {name: "double precision" for name in ("lon_a", "lat_a", "lon_b", "lat_b")}


def _enclosed(
    connection: Connection, edges: list[tuple[float, float, float, float]], lat: Expression, lon: Expression
) -> ColumnElement[bool]:
    """Whether a ray to the east crosses the edges an odd number of times, or the place lies on one."""
    statement, values = rows_as_table(connection, _EDGE, edges)
    table = text(statement).bindparams(*(bindparam(name, value, unique=True) for name, value in values.items()))
    edge = table.columns(*(column(name, Double) for name in _EDGE)).cte().prefix_with("MATERIALIZED").c
    at = edge.lon_a + (edge.lon_b - edge.lon_a) * (lat - edge.lat_a) / func.nullif(edge.lat_b - edge.lat_a, 0)
    crosses = and_((edge.lat_a > lat) != (edge.lat_b > lat), lon < at)
    on_it = and_(
        (edge.lon_b - edge.lon_a) * (lat - edge.lat_a) == (edge.lat_b - edge.lat_a) * (lon - edge.lon_a),
        or_(lat.between(edge.lat_a, edge.lat_b), lat.between(edge.lat_b, edge.lat_a)),
        or_(lon.between(edge.lon_a, edge.lon_b), lon.between(edge.lon_b, edge.lon_a)),
    )
    crossings = select(func.count()).where(crosses).scalar_subquery()
    return or_(crossings % 2 == 1, exists().where(on_it))
