"""The position of a find: as typed in one of four forms, and its place in WGS 84.

The grids and their pinned ways to WGS 84 are in `models/grids.py`, the shapes for the API in
`models/position_forms.py`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Set
from dataclasses import dataclass
from functools import cache, partial
from typing import Any, NoReturn

from models import squares
from models.canonical import equality_text
from models.grids import (
    GAUSS_KRUGER_GRIDS,
    GAUSS_KRUGER_ZONES,
    GREATEST_EAST_M,
    LEAST_EAST_M,
    UTM_GRIDS,
    ZONE,
    Grid,
    grid_transformer,
)
from models.late import mgrs

WIDEST_ACCURACY_M = 20_040_000
"""Half the girth of the Earth, metres. A greater one is a typing error, and may be more than RFC 8785 can write."""

LONGEST_MGRS = 64
"""Characters of an MGRS reference as typed, with its spaces."""


class PositionError(ValueError):
    """The position is not valid.

    `field`: the path of the wrong member, such as `position.y`. `code`: one of `wrong_type`, `unknown_crs`,
    `missing_member`, `unknown_member`, `not_a_number`, `out_of_range`, `swapped_axes`, `wrong_zone`, `bad_mgrs`.
    `detail`: what is wrong, a sentence. `remedy`: how to fix it, a sentence.
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


def locate(position: object) -> Location:
    """Where a position as typed is. Raises PositionError, which says how to fix it.

    `position` is an object of one of four forms: EPSG:4326 with `lat`, `lon` (degrees); EPSG:28407 to 28409 with `x`
    (north), `y` (east, zone in front); EPSG:32601 to 32660 and 32701 to 32760 with `easting`, `northing` (metres); MGRS
    with `mgrs`. Each may have `accuracy_m` (metres, or null), and nothing else. Texts and booleans are not numbers.
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


def _located_gauss_kruger(grid: Grid, zone: int, position: dict[Any, Any]) -> Location:
    _check_members(position, _GAUSS_KRUGER_MEMBERS)
    x, y = _number(position, "x"), _number(position, "y")
    if y // ZONE != zone:
        _refuse_zone(grid.crs, zone, x, y)
    _number_within(position, "x", *grid.north_range, "metres")
    _number_within(position, "y", zone * ZONE + LEAST_EAST_M, zone * ZONE + GREATEST_EAST_M, "metres")
    return _located_on(grid, y, x, _accuracy_m(position))


def _located_utm(grid: Grid, position: dict[Any, Any]) -> Location:
    _check_members(position, _UTM_MEMBERS)
    easting, northing = _number(position, "easting"), _number(position, "northing")
    least_north, greatest_north = grid.north_range
    if easting > GREATEST_EAST_M >= northing >= LEAST_EAST_M and least_north <= easting <= greatest_north:
        raise PositionError(
            "position.easting",
            "swapped_axes",
            f"easting and northing are swapped: {_shown(easting)} can only be a northing.",
            f"Send easting {_shown(northing)} and northing {_shown(easting)}.",
        )
    _number_within(position, "easting", LEAST_EAST_M, GREATEST_EAST_M, "metres")
    _number_within(position, "northing", *grid.north_range, "metres")
    return _located_on(grid, easting, northing, _accuracy_m(position))


def _located_on(grid: Grid, east: float, north: float, accuracy_m: float | None) -> Location:
    lat, lon = grid_transformer(grid.crs).transform(east, north, errcheck=True)
    return Location(lat, lon, accuracy_m, grid.transform)


_MGRS_REFERENCE = re.compile(r"(?:(\d\d)([C-HJ-NP-X])|[ABYZ])([A-HJ-NP-Z]{2})((?:\d\d){1,5})", re.ASCII)


@cache
def _squares() -> mgrs.MGRS:
    return mgrs.MGRS()


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
    zone, band, letters, digits = match.groups()
    if zone is not None:
        reference = zone + _band_of_place(typed, int(zone), band, letters, digits) + letters + digits
    try:
        lat, lon = _squares().toLatLon(reference)
    except mgrs.core.MGRSError:
        _refuse_mgrs(typed, "is not a square on the Earth")
    side_m = 10.0 ** (5 - len(digits) // 2)
    return Location(lat, lon, max(side_m, _accuracy_m(position) or 0.0), "MGRS")


def is_mgrs(text: str) -> bool:
    """Whether a text is written like an MGRS reference; `locate` says whether there is such a square."""
    return _MGRS_REFERENCE.fullmatch(_folded_mgrs(text)) is not None


def _band_of_place(typed: str, zone: int, band: str, letters: str, digits: str) -> str:
    """The band in which the place itself lies; refuses a square of 100 km that does not reach the band as typed.

    A square may lie in two bands, and the reference of any place in it may name either. The mgrs package warns of the
    one that is not the place's own.
    """
    if not 1 <= zone <= 60:
        _refuse_mgrs(typed, f"names zone {zone}, and zones are 1 to 60")
    square = squares.square(zone, band, letters)
    if square is None:
        _refuse_square(typed, zone, band, letters)
    if len(square.bands) == 1:
        return band
    half = len(digits) // 2
    unit_m = 10.0 ** (5 - half)
    easting = square.easting + (int(digits[:half]) + 0.5) * unit_m
    northing = square.northing + (int(digits[half:]) + 0.5) * unit_m
    lat, _ = grid_transformer(square.crs).transform(easting, northing)
    return squares.band_at(lat)


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
        for grid, zone in zip(GAUSS_KRUGER_GRIDS, GAUSS_KRUGER_ZONES, strict=True)
    },
    **{grid.crs: partial(_located_utm, grid) for grid in UTM_GRIDS},
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
            f"it is not a member of a position in {crs}.",
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
    remedy = "Check its digits and its sign, and that crs is the one that the numbers were read in."
    if unit == "metres" and least and least <= 1000 * value <= greatest:
        remedy = f"Send metres, not kilometres, if that is what it is: {_shown(_metres(value))}."
    raise PositionError(
        f"position.{name}",
        "out_of_range",
        f"{name} is {_shown(value)}, outside {least:,} to {greatest:,} {unit}.",
        remedy,
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
    detail = f"{_shown(position['crs'])} is not a supported coordinate system."
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
    if 1000 * y // ZONE == zone:
        metres = [f"{name} {_shown(_metres(value))}" for name, value in (("x", x), ("y", y)) if value < ZONE]
        remedy = f"Send metres, not kilometres: {' and '.join(metres)}."
    elif LEAST_EAST_M <= y <= GREATEST_EAST_M:
        remedy = f"Write the zone in front of y: {_shown(zone * ZONE + y)}, if the zone is right."
    elif typed in GAUSS_KRUGER_ZONES:
        remedy = f"Send crs EPSG:{28400 + int(typed)}, if y is right."
    else:
        remedy = f"Check y: in {crs} it is {zone},100,000 to {zone},900,000 metres."
    detail = f"y is {_shown(y)}, but in {crs} it begins with the zone, {zone}."
    raise PositionError("position.y", "wrong_zone", detail, remedy)


def _metres(kilometres: float) -> float:
    """Whole where they are: 8635.076 km is 8635076 m, which a product of floats would miss."""
    metres = round(1000 * kilometres, 6)
    return int(metres) if metres == int(metres) else metres


def _refuse_mgrs(typed: object, why: str) -> NoReturn:
    remedy = "Send zone, band, the two letters of the square and an even number of digits, such as 38S PJ 34917 99329."
    raise PositionError("position.mgrs", "bad_mgrs", f"{_shown(typed)} {why}.", remedy)


def _refuse_square(typed: str, zone: int, band: str, letters: str) -> NoReturn:
    columns = squares.columns(zone)
    if letters[0] not in columns:
        remedy = f"In zone {zone} the first letter of a square is one of {columns}: check it, and the zone."
        raise PositionError(
            "position.mgrs", "bad_mgrs", f"{_shown(typed)}: zone {zone} has no square {letters}.", remedy
        )
    rows, bands = squares.fitting_rows(zone, band, letters[0]), squares.fitting_bands(zone, letters)
    fits = [f"in band {band} the second letter of the square is one of {rows}"] if rows else []
    fits += [f"the square {letters} of zone {zone} lies in bands {', '.join(bands)}"] if bands else []
    raise PositionError(
        "position.mgrs",
        "bad_mgrs",
        f"{_shown(typed)} contradicts itself: no part of the square {letters} of zone {zone} lies in band {band}.",
        f"Check the zone, the band and both letters: {'; '.join(fits)}." if fits else "Check the zone and the letters.",
    )


def position_meaning(position: object) -> str:
    """What a position says, whatever its spelling: two positions mean the same exactly when these texts are equal.

    The same are 4401180 and 4401180.0, 0 and -0.0, no accuracy and null, MGRS with and without spaces and capitals.
    Accepts any JSON value, also one that is not a position, and never raises.
    """
    if isinstance(position, dict):
        if position.get("accuracy_m", 0) is None:
            position = {name: value for name, value in position.items() if name != "accuracy_m"}
        if position.get("crs") == "MGRS" and isinstance(position.get("mgrs"), str):
            position = {**position, "mgrs": _folded_mgrs(position["mgrs"])}
    return equality_text(position)
