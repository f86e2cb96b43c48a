"""The position of a find: as typed in one of four forms, and where that is in WGS 84 (DESIGN.md, section 4).

The way to WGS 84 is written out as a PROJ pipeline for each coordinate system, because PROJ's own choice of a datum
step moves between versions and with the place (https://github.com/qgis/QGIS/issues/37404).

Transformers are built once and shared: pyproj keeps one copy for each thread inside (`Transformer` is thread-safe since
pyproj 3.1), and the first use in a new thread costs some milliseconds.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Set
from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple, NoReturn

import pyproj
import pyproj.database
from mgrs import MGRS
from mgrs.core import MGRSError
from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema

from models.canonical import equality_text

DATUM_STEP = "EPSG:15865"
"""Pulkovo 1942 to WGS 84 (16): stated accuracy 4.5 m; for the former Soviet Union, 35.14 to 81.91 degrees north."""

DATUM_STEP_PIPELINE = (
    "+step +proj=push +v_3 +step +proj=cart +ellps=krass"
    " +step +proj=helmert +x=25 +y=-141 +z=-78.5 +rx=0 +ry=-0.35 +rz=-0.736 +s=0 +convention=coordinate_frame"
    " +step +inv +proj=cart +ellps=WGS84 +step +proj=pop +v_3"
)
"""The seven parameters of EPSG:15865 (metres, arc seconds, parts per million), between angles in radians."""

WIDEST_ACCURACY_M = 20_040_000
"""Half the girth of the Earth, metres. A greater one is a slip of the keys, and maybe more than RFC 8785 can write."""

LEAST_EAST_M, GREATEST_EAST_M = 100_000, 900_000
"""Easting in a transverse Mercator zone, metres: 400 km either side of its central meridian, past its edges."""

LEAST_GAUSS_KRUGER_NORTH_M, GREATEST_GAUSS_KRUGER_NORTH_M = 3_800_000, 9_200_000
"""Northing in EPSG:28407 to 28409, metres: the latitudes that the datum step is for, rounded outwards."""

LONGEST_MGRS = 64
"""Characters of an MGRS reference as typed, with its spaces."""

ZONE = 1_000_000
"""The zone number stands in front of a Gauss-Krüger easting, in millions of metres."""


class PositionError(ValueError):
    """The position cannot be taken.

    `field`: the path of the member at fault, such as `position.y`. `code`: one of `wrong_type`, `unknown_crs`,
    `missing_member`, `unknown_member`, `not_a_number`, `out_of_range`, `swapped_axes`, `wrong_zone`, `bad_mgrs`.
    `detail`: what is wrong, a sentence. `remedy`: how to mend it, a sentence.
    """

    def __init__(self, field: str, code: str, detail: str, remedy: str) -> None:
        super().__init__(field, code, detail, remedy)
        self.field, self.code, self.detail, self.remedy = field, code, detail, remedy

    def __str__(self) -> str:
        return f"{self.field}: {self.detail}; {self.remedy}"


@dataclass(frozen=True, slots=True)
class Location:
    """Where a position is: degrees of WGS 84, metres, and the pinned operation that led there.

    `transform` is `EPSG:15865` for Gauss-Krüger, the EPSG conversion for UTM (`EPSG:16038` for zone 38 north), `MGRS`,
    and `none` for what was typed in WGS 84. `accuracy_m` is as stated, and for MGRS never less than the square's side.
    """

    lat: float
    lon: float
    accuracy_m: float | None
    transform: str


class _Grid(NamedTuple):
    """A transverse Mercator zone: the names of its members, what they may be in metres, and its pinned pipeline."""

    crs: str
    north_name: str
    east_name: str
    north_range: tuple[int, int]
    transform: str
    pipeline: str
    """From easting and northing to degrees, latitude first."""


_TO_DEGREES = " +step +proj=unitconvert +xy_in=rad +xy_out=deg +step +proj=axisswap +order=2,1"


def _gauss_kruger_grid(zone: int) -> _Grid:
    projection = f"+proj=tmerc +lat_0=0 +lon_0={6 * zone - 3} +k=1 +x_0={zone * ZONE + 500_000} +y_0=0 +ellps=krass"
    pipeline = f"+proj=pipeline +step +inv {projection} {DATUM_STEP_PIPELINE}{_TO_DEGREES}"
    north_range = LEAST_GAUSS_KRUGER_NORTH_M, GREATEST_GAUSS_KRUGER_NORTH_M
    return _Grid(f"EPSG:{28400 + zone}", "x", "y", north_range, DATUM_STEP, pipeline)


def _utm_grid(zone: int, south: bool) -> _Grid:
    projection = f"+proj=utm +zone={zone}{' +south' if south else ''} +ellps=WGS84"
    return _Grid(
        crs=f"EPSG:{(32700 if south else 32600) + zone}",
        north_name="northing",
        east_name="easting",
        north_range=(1_000_000, 10_000_000) if south else (0, 9_400_000),
        transform=f"EPSG:{(16100 if south else 16000) + zone}",
        pipeline=f"+proj=pipeline +step +inv {projection}{_TO_DEGREES}",
    )


GAUSS_KRUGER_ZONES = (7, 8, 9)
_GAUSS_KRUGER_GRIDS = [_gauss_kruger_grid(zone) for zone in GAUSS_KRUGER_ZONES]
_UTM_GRIDS = [_utm_grid(zone, south) for south in (False, True) for zone in range(1, 61)]
_PIPELINES = {grid.crs: grid.pipeline for grid in (*_GAUSS_KRUGER_GRIDS, *_UTM_GRIDS)}


def locate(position: object) -> Location:
    """Where a position as typed is. Raises PositionError, which says how to mend it.

    `position` is an object of one of four forms: EPSG:4326 with `lat`, `lon` (degrees); EPSG:28407 to 28409 with `x`
    (north), `y` (east, zone in front); EPSG:32601 to 32660 and 32701 to 32760 with `easting`, `northing` (metres); MGRS
    with `mgrs`. Each may have `accuracy_m` (metres, or null) and nothing else. Texts and booleans are not numbers.
    """
    if not isinstance(position, dict):
        raise PositionError(
            "position",
            "wrong_type",
            f"A position is an object, not {_shown(position)}.",
            'Send an object such as {"crs": "EPSG:28408", "x": 4401180, "y": 8635076}.',
        )
    crs = position.get("crs")
    located = _LOCATED_BY_CRS.get(crs) if isinstance(crs, str) else None
    if located is None:
        _refuse_crs(position)
    return located(position)


def _located_wgs84(position: dict[Any, Any]) -> Location:
    _check_members(position, _WGS84_MEMBERS)
    lat = _number_within(position, "lat", -90, 90, "degrees")
    lon = _number_within(position, "lon", -180, 180, "degrees")
    return Location(lat + 0.0, lon + 0.0, _accuracy_m(position), "none")  # + 0.0 makes a float, and 0.0 of -0.0


def _located_gauss_kruger(grid: _Grid, zone: int, position: dict[Any, Any]) -> Location:
    _check_members(position, _GAUSS_KRUGER_MEMBERS)
    x, y = _number(position, "x"), _number(position, "y")
    if y // ZONE != zone:
        _refuse_zone(grid.crs, zone, x, y)
    _number_within(position, "x", *grid.north_range, "metres")
    _number_within(position, "y", zone * ZONE + LEAST_EAST_M, zone * ZONE + GREATEST_EAST_M, "metres")
    return _located_on(grid, y, x, _accuracy_m(position))


def _located_utm(grid: _Grid, position: dict[Any, Any]) -> Location:
    _check_members(position, _UTM_MEMBERS)
    easting, northing = _number(position, "easting"), _number(position, "northing")
    least_north, greatest_north = grid.north_range
    if easting > GREATEST_EAST_M >= northing >= LEAST_EAST_M and least_north <= easting <= greatest_north:
        raise PositionError(
            "position.easting",
            "swapped_axes",
            f"Easting {_shown(easting)} can only be a northing: the two are swapped.",
            f"Send easting {_shown(northing)} and northing {_shown(easting)}.",
        )
    _number_within(position, "easting", LEAST_EAST_M, GREATEST_EAST_M, "metres")
    _number_within(position, "northing", *grid.north_range, "metres")
    return _located_on(grid, easting, northing, _accuracy_m(position))


def _located_on(grid: _Grid, east: float, north: float, accuracy_m: float | None) -> Location:
    lat, lon = _transformer(grid.pipeline).transform(east, north, errcheck=True)
    return Location(lat, lon, accuracy_m, grid.transform)


@cache
def _transformer(pipeline: str) -> pyproj.Transformer:
    return pyproj.Transformer.from_pipeline(pipeline)


def grid_transformer(crs: str) -> pyproj.Transformer:
    """The pinned way of a grid, such as EPSG:28408: from easting and northing, metres, to degrees, latitude first."""
    return _transformer(_PIPELINES[crs])


_MGRS = MGRS()
_MGRS_REFERENCE = re.compile(r"(?:\d{1,2}[C-HJ-NP-X]|[ABYZ])[A-HJ-NP-Z]{2}((?:\d\d){1,5})", re.ASCII)


def _located_mgrs(position: dict[Any, Any]) -> Location:
    """The centre of the square that the reference names.

    The centre is at most 0.71 of the square's side from any place in it, so it keeps the accuracy that it states; the
    south-west corner would not (1.41). It is also what the mgrs package and most map tools show.
    """
    _check_members(position, _MGRS_MEMBERS)
    typed = position["mgrs"]
    reference = _folded_mgrs(typed) if isinstance(typed, str) and len(typed) <= LONGEST_MGRS else ""
    match = _MGRS_REFERENCE.fullmatch(reference)
    if match is None:
        _refuse_mgrs(typed, "is not an MGRS reference of 2, 4, 6, 8 or 10 digits")
    try:
        lat, lon = _MGRS.toLatLon(reference)
    except MGRSError:
        _refuse_mgrs(typed, "names no square on the Earth")
    side_m = 10.0 ** (5 - len(match[1]) // 2)
    return Location(lat, lon, max(side_m, _accuracy_m(position) or 0.0), "MGRS")


def _folded_mgrs(typed: str) -> str:
    """The reference without spaces, in capitals, with two digits for its zone."""
    folded = "".join(typed.split())
    folded = folded.upper() if folded.isascii() else folded
    return "0" + folded if folded[:1].isdigit() and folded[1:2].isalpha() else folded


_WGS84_MEMBERS = frozenset({"crs", "lat", "lon", "accuracy_m"})
_GAUSS_KRUGER_MEMBERS = frozenset({"crs", "x", "y", "accuracy_m"})
_UTM_MEMBERS = frozenset({"crs", "easting", "northing", "accuracy_m"})
_MGRS_MEMBERS = frozenset({"crs", "mgrs", "accuracy_m"})

_LOCATED_BY_CRS: dict[str, Callable[[dict[Any, Any]], Location]] = {
    "EPSG:4326": _located_wgs84,
    **{
        grid.crs: partial(_located_gauss_kruger, grid, zone)
        for grid, zone in zip(_GAUSS_KRUGER_GRIDS, GAUSS_KRUGER_ZONES, strict=True)
    },
    **{grid.crs: partial(_located_utm, grid) for grid in _UTM_GRIDS},
    "MGRS": _located_mgrs,
}


def _check_members(position: dict[Any, Any], members: Set[str]) -> None:
    if position.keys() <= members and len(position) >= len(members) - ("accuracy_m" not in position):
        return
    crs, names = position["crs"], ", ".join(sorted(members - {"crs"}))
    unknown = position.keys() - members
    if unknown:
        name = min(unknown, key=ascii)
        shown = name if isinstance(name, str) and name.isprintable() else ascii(name)
        raise PositionError(
            f"position.{shown[:60]}",
            "unknown_member",
            f"A position in {crs} has no such member.",
            f"Send only crs, {names}.",
        )
    missing = min(members - position.keys() - {"accuracy_m"})
    raise PositionError(
        f"position.{missing}", "missing_member", f"A position in {crs} needs {missing}.", f"Send {missing} too."
    )


def _number(position: dict[Any, Any], name: str) -> float:
    value = position[name]
    kind = type(value)
    if kind is int or (kind is float and math.isfinite(value)):
        return value  # type: ignore[no-any-return]
    raise PositionError(
        f"position.{name}",
        "not_a_number",
        f"{name} is {_shown(value)}, not a number.",
        "Send a plain number, without quotes.",
    )


def _number_within(position: dict[Any, Any], name: str, least: float, greatest: float, unit: str) -> float:
    value = _number(position, name)
    if least <= value <= greatest:
        return value
    raise PositionError(
        f"position.{name}",
        "out_of_range",
        f"{name} is {_shown(value)}, outside {least:,} to {greatest:,} {unit}.",
        "Check its digits and its sign, and that crs is the one that the numbers were read in.",
    )


def _accuracy_m(position: dict[Any, Any]) -> float | None:
    if position.get("accuracy_m") is None:
        return None
    return _number_within(position, "accuracy_m", 0, WIDEST_ACCURACY_M, "metres") + 0.0


def _shown(value: object) -> str:
    """A value in a sentence for people: short and printable, whatever it is."""
    match value:
        case None:
            return "null"
        case bool():
            return str(value).lower()
        case int() if abs(value) >= 10**30:
            return "a number of more than 30 digits"
        case str() if len(value) > 60:
            return repr(value[:57]) + "..."
        case str() | int() | float():
            return repr(value)
        case dict():
            return "an object"
        case list():
            return "a list"
        case _:
            return f"a {type(value).__name__}"


def _refuse_crs(position: dict[Any, Any]) -> NoReturn:
    if "crs" not in position:
        raise PositionError(
            "position.crs", "missing_member", "The position does not say its coordinate system.", _CRS_REMEDY
        )
    detail = f"{_shown(position['crs'])} is not a coordinate system that is taken here."
    raise PositionError("position.crs", "unknown_crs", detail, _CRS_REMEDY)


_CRS_REMEDY = (
    "Send crs as EPSG:4326, EPSG:28407 to EPSG:28409 (the zones that a datum step is fixed for), "
    "EPSG:32601 to EPSG:32660, EPSG:32701 to EPSG:32760, or MGRS."
)


def _refuse_zone(crs: str, zone: int, x: float, y: float) -> NoReturn:
    if x // ZONE == zone:
        raise PositionError(
            "position.y",
            "swapped_axes",
            f"x and y are swapped: in {crs} y is east and begins with {zone}, and here x does.",
            f"Send x {_shown(y)} and y {_shown(x)}.",
        )
    typed = y // ZONE
    if typed == 0:
        remedy = f"Write the zone in front of y: {_shown(zone * ZONE + y)}, if the zone is right."
    elif typed in GAUSS_KRUGER_ZONES:
        remedy = f"Send crs EPSG:{28400 + int(typed)}, if y is right."
    else:
        remedy = f"Check y: in {crs} it is {zone},100,000 to {zone},900,000 metres."
    detail = f"y is {_shown(y)}, but in {crs} it begins with the zone, {zone}."
    raise PositionError("position.y", "wrong_zone", detail, remedy)


def _refuse_mgrs(typed: object, why: str) -> NoReturn:
    remedy = "Send zone, band, the two letters of the square and an even number of digits, such as 38S PJ 34917 99329."
    raise PositionError("position.mgrs", "bad_mgrs", f"{_shown(typed)} {why}.", remedy)


def position_meaning(position: object) -> str:
    """What a position says, whatever its spelling: two positions mean the same exactly when these texts are equal.

    The same are 4401180 and 4401180.0, 0 and -0.0, no accuracy and null, MGRS with and without spaces and capitals.
    Takes any JSON value, also one that is no position, and never raises.
    """
    if isinstance(position, dict):
        if position.get("accuracy_m", 0) is None:
            position = {name: value for name, value in position.items() if name != "accuracy_m"}
        if position.get("crs") == "MGRS" and isinstance(position.get("mgrs"), str):
            position = {**position, "mgrs": _folded_mgrs(position["mgrs"])}
    return equality_text(position)


@cache
def transform_versions() -> dict[str, str]:
    """The versions that a location depends on: of PROJ, and of the EPSG database that came with it."""
    epsg = pyproj.database.get_database_metadata("EPSG.VERSION") or "unknown"
    return {"proj": pyproj.proj_version_str, "epsg": epsg}


if TYPE_CHECKING:
    UtmCrs = str
else:
    UtmCrs = Literal[tuple(grid.crs for grid in _UTM_GRIDS)]

AccuracyM = Annotated[
    float | None,
    Field(ge=0, le=WIDEST_ACCURACY_M, description="Radius within which the find is, metres.", examples=[5]),
]


class _PositionModel(BaseModel):
    """The four forms for the API's description and for typing; what decides is `locate`, which knows more."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, allow_inf_nan=False)


class Wgs84Position(_PositionModel):
    """Degrees of WGS 84, as a satellite receiver shows them."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"crs": "EPSG:4326", "lat": 39.733186, "lon": 46.574427, "accuracy_m": 5}]}
    )

    crs: Literal["EPSG:4326"]
    lat: Annotated[float, Field(ge=-90, le=90, description="Degrees north.")]
    lon: Annotated[float, Field(ge=-180, le=180, description="Degrees east.")]
    accuracy_m: AccuracyM = None


class GaussKrugerPosition(_PositionModel):
    """Pulkovo 1942 (SK-42), 6-degree Gauss-Krüger zone 7, 8 or 9, as on Soviet maps: x is north and y is east."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"crs": "EPSG:28408", "x": 4401180, "y": 8635076}]})

    crs: Literal["EPSG:28407", "EPSG:28408", "EPSG:28409"]
    x: Annotated[
        float,
        Field(
            ge=LEAST_GAUSS_KRUGER_NORTH_M,
            le=GREATEST_GAUSS_KRUGER_NORTH_M,
            description="Northing, metres.",
            examples=[4401180],
        ),
    ]
    y: Annotated[
        float,
        Field(
            ge=GAUSS_KRUGER_ZONES[0] * ZONE + LEAST_EAST_M,
            le=GAUSS_KRUGER_ZONES[-1] * ZONE + GREATEST_EAST_M,
            description="Easting with the number of the zone in front, metres.",
            examples=[8635076],
        ),
    ]
    accuracy_m: AccuracyM = None


class UtmPosition(_PositionModel):
    """WGS 84, UTM zone 1 to 60, north (EPSG:32601 to 32660) or south (EPSG:32701 to 32760)."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"crs": "EPSG:32638", "easting": 634917, "northing": 4399329}]}
    )

    crs: Annotated[UtmCrs, WithJsonSchema({"type": "string", "pattern": "^EPSG:32[67](0[1-9]|[1-5][0-9]|60)$"})]
    easting: Annotated[
        float, Field(ge=LEAST_EAST_M, le=GREATEST_EAST_M, description="Easting, metres.", examples=[634917])
    ]
    northing: Annotated[float, Field(ge=0, le=10_000_000, description="Northing, metres.", examples=[4399329])]
    accuracy_m: AccuracyM = None


class MgrsPosition(_PositionModel):
    """A square of the Military Grid Reference System; its side, 10 km to 1 m by its digits, is its accuracy."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"crs": "MGRS", "mgrs": "38SPJ3491799329"}]})

    crs: Literal["MGRS"]
    mgrs: Annotated[
        str,
        Field(
            min_length=5,
            max_length=LONGEST_MGRS,
            description="Zone, band, square and 2, 4, 6, 8 or 10 digits; spaces and lower case are fine.",
            examples=["38SPJ3491799329", "38S PJ 34917 99329"],
        ),
    ]
    accuracy_m: AccuracyM = None


Position = Annotated[Wgs84Position | GaussKrugerPosition | UtmPosition | MgrsPosition, Field(discriminator="crs")]
