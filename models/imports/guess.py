"""Which column is which field: guessed from names and from what the first rows hold, always shown, never final."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from typing import Any, NamedTuple

from models.columns import FIND_COLUMNS
from models.field_kinds import Day, Number, Pieces
from models.find import FIND_FIELDS, REQUIRED, FieldValues
from models.grids import GAUSS_KRUGER_ZONES, LEAST_EAST_M, LEAST_GAUSS_KRUGER_NORTH_M, ZONE
from models.imports.crs import SK42
from models.imports.days import is_serial, may_be_day
from models.imports.degrees import DegreesError, degrees, place
from models.imports.mapping import PROBLEM_COLUMN, TARGETS, ImportMapping
from models.imports.names import (
    COLUMN_NAMES,
    EASTINGS,
    FIRST_AXIS,
    NORTHINGS,
    SECOND_AXIS,
    UNSURE,
    WORDS,
    plain_name,
)
from models.imports.numbers import NumberError, number_of
from models.mutation import folded_uuid
from models.position import is_mgrs
from models.problem import FieldError
from models.shapes import Json

GEOMETRY = ("geometry_x", "geometry_y")
"""The columns of a map layer's points: x is east, y is north, whatever its coordinate system says of axes."""

ASK = {
    **{name: f"say which column holds it: {name}=COLUMN" for name in REQUIRED},
    "category": "say which column holds it (category=COLUMN), or one for all: constants.category=ap_mine",
    "count": "say which column holds it (count=COLUMN), or one for all: constants.count=1",
    "position": "say which columns hold it: position_lat= and position_lon=, position_x= and position_y= (SK-42), "
    "position_easting= and position_northing= with constants.position_crs, position_mgrs=, or position=COLUMN",
}
"""How what is needed is said, where it cannot be guessed."""

_PIECES = tuple(field.name for field in FIND_FIELDS if isinstance(field.kind, Pieces))
_DAYS = tuple(field.name for field in FIND_FIELDS if isinstance(field.kind, Day))
_MEASURED = tuple(field.name for field in FIND_FIELDS if isinstance(field.kind, Number) and field.kind.unit)
"""Numbers that may have a fraction, or thousands with a sign between, in the file."""


ROWS_NUMBERED = 10
"""From so many cells on, 1, 2, 3 ... is taken for a number of the row, whatever its heading says."""


class Sample(NamedTuple):
    """The first rows of a table. `crs` is that of a map layer's geometry."""

    columns: Sequence[str]
    rows: Sequence[Sequence[Any]]
    crs: str | None = None

    def of(self, column: str) -> list[Any]:
        """What stands in a column, without the empty cells."""
        at = self.columns.index(column)
        cells = (row[at] for row in self.rows if at < len(row))
        return [cell.strip() if isinstance(cell, str) else cell for cell in cells if cell not in (None, "")]


def guessed(sample: Sample) -> ImportMapping:
    """What the names and the first rows suggest."""
    columns: dict[str, str] = {}
    constants: FieldValues = {}
    free = [name for name in sample.columns if name != PROBLEM_COLUMN]
    if "marking" in free and ("position_crs" in free or {"position", "seq"} <= {*free}):
        columns = _own_export(free)
    else:
        _by_names(free, columns, sample)
        if sample.crs and not columns.get("position"):
            _geometry(sample.crs, columns, constants)
        elif not any(name.startswith("position") for name in columns):
            _position(sample, free, columns, constants)
    mapping = ImportMapping(columns=columns, constants=constants)
    mapping.decimal = _decimal(sample, columns)
    mapping.values = _words(sample, columns)
    return mapping


def holds_finds(sample: Sample) -> bool:
    """Whether a table looks like one of finds: it has a marking, and a day or a place."""
    columns = guessed(sample).columns.keys()
    return "marking" in columns and ("found_on" in columns or any(name.startswith("position") for name in columns))


def _own_export(names: Sequence[str]) -> dict[str, str]:
    """The columns of an export of ours."""
    own = {"position", *(column.name for column in FIND_COLUMNS)}
    columns = {name: name for name in TARGETS if name in names and name in own}
    if "created_team" in names:
        columns["team"] = "created_team"
    return columns


def _by_names(free: list[str], columns: dict[str, str], sample: Sample) -> None:
    plain = {name: plain_name(name) for name in free}
    for target, known in COLUMN_NAMES.items():
        fitting = [name for word in known for name in free if plain[name] == word]
        found = next((name for name in fitting if name not in columns.values() and _fits(target, sample, name)), None)
        if found is not None:
            columns[target] = found
    if not {"position_lat", "position_lon"} <= columns.keys():
        _form_position(plain, columns)
    if ("position_lat" in columns) != ("position_lon" in columns):
        columns.pop("position_lat", None)
        columns.pop("position_lon", None)
    if "position_lat" in columns:
        columns.pop("position", None)
    ids = [name for name in free if plain[name] in ("id", "uuid", "guid", "findid", "metainstanceid", "instanceid")]
    for name in ids:
        if (cells := sample.of(name)) and all(folded_uuid(str(cell).removeprefix("uuid:")) for cell in cells):
            columns.setdefault("id", name)
    if "found_on" not in columns:
        days = [name for name in free if name not in columns.values() and _most(sample, name, may_be_day)]
        if len(days) == 1:
            columns["found_on"] = days[0]


def _form_position(plain: dict[str, str], columns: dict[str, str]) -> None:
    """The parts of a place as Kobo and ODK Central export them: _Where_latitude, Where-Latitude."""
    ends = {
        "position_lat": ("latitude",),
        "position_lon": ("longitude",),
        "position_accuracy_m": ("precision", "accuracy"),
    }
    parts = {
        target: [name for name, folded in plain.items() if name not in columns.values() and folded.endswith(end)]
        for target, end in ends.items()
    }
    if len(parts["position_lat"]) == len(parts["position_lon"]) == 1:
        columns |= {target: names[0] for target, names in parts.items() if len(names) == 1}


def _fits(target: str, sample: Sample, column: str) -> bool:
    """Whether what stands there can be it at all."""
    cells = sample.of(column)
    if not cells:
        return target not in REQUIRED
    if target == "position":
        return any(
            isinstance(cell, str) and (cell.startswith("{") or is_mgrs(cell) or _reads(place, cell)) for cell in cells
        )
    if target in _PIECES:
        return _most(sample, column, lambda cell: _reads(number_of, cell, ".")) and not _numbers_rows(cells)
    if target in _DAYS:
        return _most(sample, column, lambda cell: may_be_day(cell) or is_serial(cell))
    return True


def _numbers_rows(cells: Sequence[Any]) -> bool:
    """Whether they are 1, 2, 3 ... long enough to be nothing but numbers of rows."""
    if len(cells) < ROWS_NUMBERED:
        return False
    with suppress(NumberError):
        return all(number_of(cell, ".") == n for n, cell in enumerate(cells, 1))
    return False


def _reads(read: Callable[..., Any], *given: Any) -> bool:
    try:
        read(*given)
    except (NumberError, DegreesError):
        return False
    return True


def _most(sample: Sample, column: str, holds: Callable[[Any], bool]) -> bool:
    cells = sample.of(column)
    return bool(cells) and sum(map(holds, cells)) * 2 > len(cells)


# Positions


def _geometry(crs: str, columns: dict[str, str], constants: FieldValues) -> None:
    """The points of a map layer."""
    for name in [name for name in columns if name.startswith("position_") and name != "position_accuracy_m"]:
        del columns[name]
    east, north = GEOMETRY
    names = {"EPSG:4326": ("lon", "lat"), "EPSG:284": ("y", "x"), "EPSG:32": ("easting", "northing")}
    for begin, (for_east, for_north) in names.items():
        if crs.startswith(begin):
            columns |= {f"position_{for_east}": east, f"position_{for_north}": north}
            constants["position_crs"] = crs


def _position(sample: Sample, free: list[str], columns: dict[str, str], constants: FieldValues) -> None:
    """Metres by their size, and texts by their form; names only choose where several fit."""
    numbers = {name: _numbers(sample, name) for name in free if name not in columns.values()}
    east = _named([name for name, those in numbers.items() if _mostly(those, _zone)], SECOND_AXIS + FIRST_AXIS)
    north = _named([name for name, those in numbers.items() if _mostly(those, _is_north)], FIRST_AXIS + SECOND_AXIS)
    if len(east) == 1 and len(north) == 1:
        columns |= {"position_x": north[0], "position_y": east[0]}
        zones = {zone for zone in map(_zone, numbers[east[0]]) if zone}
        constants["position_crs"] = f"EPSG:{28400 + zones.pop()}" if len(zones) == 1 else SK42
        return
    plain = {plain_name(name): name for name in numbers}
    eastings = [plain[name] for name in EASTINGS if name in plain]
    northings = [plain[name] for name in NORTHINGS if name in plain]
    if eastings and northings:
        columns |= {"position_easting": eastings[0], "position_northing": northings[0]}
        return
    angles = [name for name in numbers if _most(sample, name, _is_pair)]
    if len(angles) == 1:
        columns["position"] = angles[0]
        return
    for axis, target in (("lat", "position_lat"), ("lon", "position_lon")):
        lettered = [name for name in numbers if _most(sample, name, partial(_has_letter, axis))]
        if len(lettered) == 1:
            columns[target] = lettered[0]


def _numbers(sample: Sample, column: str) -> list[float]:
    """The numbers of a column; none when most cells hold anything else."""
    cells, found = sample.of(column), []
    for cell in cells:
        with suppress(NumberError):
            found.append(number_of(cell, "," if isinstance(cell, str) and "," in cell else None))
    return found if len(found) * 2 > len(cells) else []


def _mostly(numbers: list[float], holds: Callable[[float], Any]) -> bool:
    return sum(1 for number in numbers if holds(number)) * 3 > len(numbers) * 2


def _zone(number: float) -> int | None:
    """The Gauss-Krüger zone of what can only be an easting."""
    zone = int(number // ZONE)
    return zone if zone in GAUSS_KRUGER_ZONES and number - zone * ZONE >= LEAST_EAST_M else None


def _is_north(number: float) -> bool:
    """Metres north where these zones are used; further north an easting of zone 7 looks alike."""
    return LEAST_GAUSS_KRUGER_NORTH_M <= number < min(GAUSS_KRUGER_ZONES) * ZONE


def _named(fitting: list[str], names: Sequence[str]) -> list[str]:
    return [name for name in fitting if plain_name(name) in names] or fitting


def _is_pair(cell: Any) -> bool:
    return isinstance(cell, str) and bool(re.search(r"[°NSEWСЮВЗ,;(]", cell)) and _reads(place, cell)


def _has_letter(axis: str, cell: Any) -> bool:
    if not isinstance(cell, str) or not re.search(r"[^\W\d_]", cell):
        return False
    return _reads(degrees, cell, axis)


# How cells are written


def _decimal(sample: Sample, columns: dict[str, str]) -> str | None:
    """A comma where numbers of the file cannot mean anything else by it."""
    numeric = [columns[name] for name in TARGETS if name in columns and (name in _MEASURED or name[:9] == "position_")]
    cells = (cell for column in numeric for cell in sample.of(column) if isinstance(cell, str))
    return "," if any(re.fullmatch(r"-?\d+,(\d{1,2}|\d{4,})", cell, re.ASCII) for cell in cells) else None


def _words(sample: Sample, columns: dict[str, str]) -> dict[str, Json]:
    """What words of the file mean, as far as they are known."""
    found = {
        target: {
            str(cell): meaning
            for cell in sample.of(columns[target])
            if (meaning := words.get(plain_name(str(cell)))) and meaning != str(cell)
        }
        for target, words in WORDS.items()
        if target in columns
    }
    return {target: words for target, words in found.items() if words}


# What is still open


def doubts(mapping: ImportMapping, sample: Sample) -> list[FieldError]:
    """What of a guess may well be something else: a person says so, or sends the mapping that is right."""
    asked = []
    for target, names in UNSURE.items():
        column = mapping.columns.get(target)
        if column is None:
            continue
        known = plain_name(column) in COLUMN_NAMES[target]
        if known and plain_name(column) not in names:
            continue
        cells = ", ".join(str(cell) for cell in sample.of(column)[:3])
        detail = f'the column "{column}" ({cells}) is taken for it, and may be something else'
        remedy = f"send the mapping of this answer if it is, or name the right column: {target}=COLUMN"
        asked.append(FieldError(field=target, code="unsure", detail=detail, remedy=remedy))
    return asked


def left_open(mapping: ImportMapping, sample: Sample) -> list[FieldError]:
    """What must be said before the rows can be read: columns that are not there, fields that nothing gives."""
    errors = [
        FieldError(
            field=place,
            code="unknown_column",
            detail=f"the file has no column {name!r}",
            remedy=f"name one of {', '.join(sample.columns[:20])}",
        )
        for place, name in [
            *((f"columns.{target}", name) for target, name in mapping.columns.items()),
            *(("add_to_note", name) for name in mapping.add_to_note),
        ]
        if name not in sample.columns
    ]
    said = {*mapping.columns, *mapping.constants}
    for name, remedy in ASK.items():
        if not {name, *(_position_parts(said) if name == "position" else ())} & said:
            detail = "no column looks like it"
            if name == "position" and sample.crs is not None:
                detail = f"the layer is in {sample.crs}"
                remedy = "save it in WGS 84 (EPSG:4326), SK-42 (EPSG:28407 to 28409) or WGS 84 / UTM"
            errors.append(FieldError(field=name, code="required", detail=detail, remedy=remedy))
    if {"position_easting", "position_northing"} & said and "position_crs" not in said:
        remedy = "say it: constants.position_crs=EPSG:32638 for zone 38 north"
        errors.append(
            FieldError(field="position_crs", code="required", detail="the zone of UTM is not known", remedy=remedy)
        )
    return errors


def day_columns(mapping: ImportMapping, columns: Sequence[str]) -> list[str]:
    """The columns that hold days."""
    return [mapping.columns[name] for name in _DAYS if mapping.columns.get(name) in columns]


def piece_columns(mapping: ImportMapping, columns: Sequence[str]) -> list[str]:
    """The columns that hold counts."""
    return [mapping.columns[name] for name in _PIECES if mapping.columns.get(name) in columns]


def _position_parts(said: set[str]) -> set[str]:
    pairs = (("lat", "lon"), ("x", "y"), ("easting", "northing"), ("mgrs",))
    whole = [{f"position_{name}" for name in names} for names in pairs]
    return next((names for names in whole if names <= said), set())


def unmapped(mapping: ImportMapping, columns: Sequence[str]) -> list[str]:
    """Columns that go nowhere."""
    used = {*mapping.columns.values(), *mapping.add_to_note, PROBLEM_COLUMN}
    return [name for name in columns if name not in used]
