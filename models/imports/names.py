"""Names that columns have in other people's tables, and words that cells hold, in several languages."""

from __future__ import annotations

import re
import unicodedata

from models.field_kinds import Place
from models.find import FIND_FIELDS


def plain_name(text: str) -> str:
    """A name without case, spaces and signs: `Date_Found (local)` is `datefoundlocal`."""
    folded = unicodedata.normalize("NFKC", text).replace("İ", "i").replace("I", "i").casefold()
    return re.sub(r"[\W_]", "", folded.replace("ı", "i").replace("ё", "е"))


def _names(text: str) -> tuple[str, ...]:
    return tuple(plain_name(name) for name in text.split(","))


COLUMN_NAMES: dict[str, tuple[str, ...]] = {
    **{
        field.name: _names(field.columns)
        for field in FIND_FIELDS
        if field.columns and not isinstance(field.kind, Place)
    },
    "team": _names("team, team name, organisation team, команда, группа, бригада, komanda, qrup, ekip, takım, equipo"),
    "position_lat": _names(
        "lat, latitude, lat dd, latitude dd, y lat, gps lat, широта, enlik, enlem, latitud, latitude wgs84"
    ),
    "position_lon": _names(
        "lon, long, lng, longitude, lon dd, longitude dd, gps lon, долгота, uzunluq, boylam, longitud, longitude wgs84"
    ),
    "position_mgrs": _names("mgrs, mgrs reference, military grid, grid reference"),
    "position_accuracy_m": _names("accuracy, accuracy m, gps accuracy, точность, dəqiqlik, doğruluk, precisión m"),
    "position_crs": _names("position crs, crs, srs, coordinate system, coordsys, система координат"),
    **{field.name: _names(field.columns) for field in FIND_FIELDS if isinstance(field.kind, Place)},
}  # fmt: skip
"""Field, or member of a position: its names without case, spaces and signs. A position in parts goes before a whole."""

UNSURE: dict[str, frozenset[str]] = {
    "count": frozenset(_names("amount, total, cant")),
    "found_on": frozenset(_names("report date, date of information, fecha evento")),
}
"""Names that often head something else: money, a sum of the row, the day of the report."""

FIRST_AXIS = _names("x, x coord, x coordinate, coord x, northing, север, абсцисса, коорд x, координата x, x m, n")
SECOND_AXIS = _names("y, y coord, y coordinate, coord y, easting, восток, ордината, коорд y, координата y, y m, e")
"""Names of metres; which of them is north, their numbers say."""

EASTINGS, NORTHINGS = (
    _names("easting, e, utm e, utm easting, восток"),
    _names("northing, n, utm n, utm northing, север"),
)

WORDS: dict[str, dict[str, str]] = {
    field.name: {name: word.value for word in field.words for name in (plain_name(word.value), *_names(word.written))}
    for field in FIND_FIELDS
    if field.words
}
"""Field: a word without case and signs: what it means."""
