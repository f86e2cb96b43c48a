"""Coordinate systems as people name them."""

from __future__ import annotations

import re

from models.grids import GAUSS_KRUGER_ZONES, ZONE

SK42 = "SK-42"
"""Pulkovo 1942 in the Gauss-Krüger zone that stands in front of each y."""

_UTM = re.compile(r"(?:WGS84/?)?(?:UTM)?(?:ZONE)?(\d{1,2})(N|NORTH|SOUTH)", re.ASCII)
_WGS84 = {"WGS84", "EPSG4326", "4326", "CRS84", "OGCCRS84", "GPS", "WGS1984"}
_SK42 = {"SK42", "CK42", "СК42", "PULKOVO1942", "S42", "С42"}


class CrsError(ValueError):
    """The text names no coordinate system that is taken here."""

    detail = "is no coordinate system that is taken here"
    remedy = (
        "write EPSG:4326, SK-42, EPSG:28407 to EPSG:28409, EPSG:32601 to EPSG:32660, EPSG:32701 to EPSG:32760, MGRS, "
        "or UTM 38N (south: EPSG:32738, as the S of 38S can also be a band)"
    )


def crs_of(text: str) -> str:
    """The name that a position takes, or SK42. Raises CrsError."""
    folded = re.sub(r"[\s_:\-]", "", text.upper()).replace("URNOGCDEFCRS", "")
    if folded in _WGS84:
        return "EPSG:4326"
    if folded in _SK42:
        return SK42
    if folded == "MGRS":
        return "MGRS"
    if utm := _UTM.fullmatch(folded):
        return f"EPSG:{(32700 if utm[2] == 'SOUTH' else 32600) + int(utm[1])}"
    if code := re.fullmatch(r"(?:EPSG)?(284\d\d|32[67]\d\d)", folded, re.ASCII):
        return f"EPSG:{code[1]}"
    raise CrsError


def zone_of(x: object, y: object) -> str:
    """The Gauss-Krüger zone of a pair in SK-42: the number in front of y; of x where the two are swapped."""
    for number in (y, x):
        if isinstance(number, int | float) and number // ZONE in GAUSS_KRUGER_ZONES:
            return f"EPSG:{28400 + int(number // ZONE)}"
    return "EPSG:28408"
