"""One row of somebody's table as a find: what each field is, or what is wrong with which cell."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from models.canonical import canonical, digest
from models.exchange_body import unstorable
from models.field_kinds import Choice, Day, Number, Photos, Place
from models.fields import Field
from models.find import FIND_FIELDS, REQUIRED, FieldValues
from models.imports.crs import SK42, CrsError, crs_of, zone_of
from models.imports.days import DayError, day_of
from models.imports.degrees import DegreesError, degrees, place
from models.imports.mapping import POSITION_TARGETS, ImportMapping
from models.imports.names import WORDS, plain_name
from models.imports.numbers import NumberError, count_of, number_of
from models.mutation import checked_fields, folded_uuid
from models.position import is_mgrs
from models.position_forms import TypedPosition
from models.problem import FieldError

Cell = Any
"""None, a text, a number, a boolean, a date, a datetime or a list of texts."""


class NoValue(str):
    """What stands in a cell in the place of a value, as words for people."""

    __slots__ = ()


ERRORS = frozenset(
    ("#N/A", "#REF!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#VALUE!", "#SPILL!", "#CALC!", "#GETTING_DATA")
)
"""What spreadsheets show where a formula has no result."""

LONGEST_TEAM = 64
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What our exports put an apostrophe before, so that no spreadsheet takes it for a formula."""
_AFTER_SEMICOLON = re.compile(r"(;\s*)'([=+@-])")
"""The same inside a cell, for spreadsheets that split at semicolons."""
FORMS = {"EPSG:4326": ("lat", "lon"), "MGRS": ("mgrs",), "EPSG:284": ("x", "y"), "EPSG:32": ("easting", "northing")}
"""The members of a position by how its coordinate system begins."""


@dataclass(frozen=True, slots=True)
class ImportedRow:
    """A row that is a find. `fields` holds every field that a column is mapped to; None is an empty cell."""

    number: int
    """In the file, from 1, with the row of names."""
    fields: FieldValues
    team: str | None
    find_id: str
    """From the column of ids; empty where there is none, until the row is numbered."""
    named: bool
    """Whether the file gave the id."""
    version: int | None
    seq: int | None
    """The version of the find that the author of the row saw, and its log entry: columns of our own export."""
    digest: str
    """Of fields and team."""
    unread: list[FieldError]
    """Cells of fields that a find can be without, which hold no value."""


NO_VALUE = "no_value"


def column_letters(at: int) -> str:
    """The letters of a column of a spreadsheet, from 0: A, Z, AA."""
    letters = ""
    while at >= 0:
        at, letter = divmod(at, 26)
        letters = chr(65 + letter) + letters
        at -= 1
    return letters


class _Wrong(Exception):
    def __init__(self, target: str, code: str, detail: str, remedy: str) -> None:
        super().__init__(detail)
        self.target, self.code, self.detail, self.remedy = target, code, detail, remedy


class RowReader:
    """Reads rows of a table with these columns by a mapping that fits them; `zone` is that of the operation."""

    def __init__(self, mapping: ImportMapping, columns: Sequence[str], zone: tzinfo = UTC) -> None:
        self.mapping = mapping
        self._zone = zone
        self.width = len(columns)
        self._at = {target: columns.index(name) for target, name in mapping.columns.items()}
        self._noted = [(name, columns.index(name)) for name in mapping.add_to_note]
        self._words = {
            target: {plain_name(word): value for word, value in words.items()}
            for target, words in mapping.values.items()
        }
        known = {*mapping.columns, *mapping.constants}
        given = {*known, "note"} if self._noted else known
        self._fields = [field for field in FIND_FIELDS if field.name in given and not isinstance(field.kind, Place)]
        self._as_exported = "version" in mapping.columns  # by us: spaces are as somebody typed them
        self._has_position = bool(known & {*POSITION_TARGETS})

    def read(self, number: int, cells: Sequence[Cell]) -> ImportedRow | list[FieldError]:
        """The find of a row, or everything that is wrong with the row."""
        if len(cells) > self.width and any(cell not in (None, "") for cell in cells[self.width :]):
            detail = f"has {len(cells)} cells, and there are {self.width} columns"
            remedy = "put a text that holds the delimiter into quotation marks"
            return [FieldError(field="(row)", code="too_long", detail=detail, remedy=remedy)]
        errors: list[FieldError] = []
        fields: FieldValues = {}
        unread: list[FieldError] = []
        reads = [(field.name, self._reader(field)) for field in self._fields]
        if self._has_position:
            reads.append(("position", self._position))
        for name, read in reads:
            try:
                fields[name] = read(name, cells)
            except _Wrong as wrong:
                optional = wrong.code == NO_VALUE and name not in REQUIRED
                (unread if optional else errors).append(self._wrong(wrong, number))
        found: dict[str, Any] = {}
        for name, read_other in (
            ("id", self._id),
            ("version", self._whole),
            ("seq", self._whole),
            ("team", self._team),
            ("state", self._state),
        ):
            try:
                found[name] = read_other(name, cells)
            except _Wrong as wrong:
                if wrong.code == NO_VALUE and name == "team":
                    found[name] = None
                    unread.append(self._wrong(wrong, number))
                else:
                    errors.append(self._wrong(wrong, number))
        given = {name: value for name, value in fields.items() if value is not None or name not in REQUIRED}
        checked = self._checked(given)
        if isinstance(checked, list):
            errors += checked
        told = {error.field.partition(" ")[0].partition("_")[0] for error in errors}
        missing = [name for name in REQUIRED if name not in given and name.partition("_")[0] not in told]
        errors += [self._error(name, "required", "is empty", "fill it in") for name in missing]
        if errors or isinstance(checked, list):
            return errors
        said = {name: value for name, value in checked.items() if value is not None}
        return ImportedRow(
            number, checked, found["team"], found["id"] or "", found["id"] is not None, found["version"], found["seq"],
            digest(canonical([said, found["team"]])), unread,
        )  # fmt: skip

    def _checked(self, fields: FieldValues) -> FieldValues | list[FieldError]:
        checked = checked_fields(fields, "")
        if isinstance(checked, list):
            return [self._error(one.field.replace(".", "_"), one.code, one.detail, one.remedy) for one in checked]
        if errors := unstorable(checked):
            return [self._error(one.field, one.code, one.detail, one.remedy) for one in errors]
        return checked

    def _wrong(self, wrong: _Wrong, row: int) -> FieldError:
        detail = wrong.detail
        if wrong.code == NO_VALUE:
            detail = f"cell {column_letters(self._at[wrong.target])}{row} holds {detail}"
        return self._error(wrong.target, wrong.code, detail, wrong.remedy)

    def _error(self, target: str, code: str, detail: str, remedy: str) -> FieldError:
        column = self.mapping.columns.get(target)
        where = f' (column "{column}")' if column is not None else ""
        return FieldError(field=target + where, code=code, detail=detail, remedy=remedy)

    # Cells

    def _cell(self, target: str, cells: Sequence[Cell]) -> Cell:
        """What stands there, with words put for words, or the constant where nothing does."""
        at = self._at.get(target)
        value = cells[at] if at is not None and at < len(cells) else None
        if isinstance(value, str):
            if isinstance(value, NoValue) or value.strip() in ERRORS:
                raise _Wrong(target, NO_VALUE, value.strip(), "write the value itself into the cell")
            if not self._as_exported:
                value = value.strip()
            if value[:1] == "'" and value[1:2] in _FORMULA:
                value = value[1:]
            if self._as_exported:
                value = _AFTER_SEMICOLON.sub(r"\1\2", value)
        if value is None or value == "":
            return self.mapping.constants.get(target)
        words = self._words.get(target)
        return words.get(plain_name(str(value)), value) if words else value

    def _text(self, target: str, cells: Sequence[Cell]) -> str | None:
        value = self._cell(target, cells)
        if value is None:
            return None
        if isinstance(value, datetime | date):
            return value.isoformat()
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        return str(value)

    def _number(
        self, target: str, cells: Sequence[Cell], read: Callable[[Cell, str | None], int | float] = number_of
    ) -> int | float | None:
        value = self._cell(target, cells)
        if value is None:
            return None
        try:
            return read(value, self.mapping.decimal)
        except NumberError as error:
            raise _Wrong(target, "not_a_number", error.detail, error.remedy) from None

    def _whole(self, target: str, cells: Sequence[Cell]) -> int | None:
        number = self._number(target, cells, count_of)
        if isinstance(number, float):
            raise _Wrong(target, "wrong_type", f"{number} is no whole number", "write a whole number")
        return number

    # Fields

    def _reader(self, field: Field) -> Callable[[str, Sequence[Cell]], Any]:
        """What reads the cell of a field."""
        if field.name == "note":
            return self._note
        if isinstance(field.kind, Number):
            return self._whole
        if isinstance(field.kind, Day):
            return self._day
        if isinstance(field.kind, Photos):
            return self._photos
        return self._word if isinstance(field.kind, Choice) else self._text

    def _photos(self, name: str, cells: Sequence[Cell]) -> list[str] | None:
        value = self._cell(name, cells)
        return (value if isinstance(value, list) else str(value).split()) if value else None

    def _word(self, name: str, cells: Sequence[Cell]) -> str | None:
        text = self._text(name, cells)
        return WORDS[name].get(plain_name(text), text) if text else None

    def _day(self, name: str, cells: Sequence[Cell]) -> str | None:
        value = self._cell(name, cells)
        if value is None:
            return None
        try:
            return day_of(value, self.mapping.dates, self._zone, self.mapping.date_cells == "swapped")
        except DayError as error:
            raise _Wrong(name, "not_a_date", error.detail, error.remedy) from None

    def _note(self, name: str, cells: Sequence[Cell]) -> str | None:
        """The note, and a line for each further column that has something to say."""
        told = [self._text(name, cells)]
        for column, at in self._noted:
            value = cells[at] if at < len(cells) else None
            if value is not None and str(value).strip():
                told.append(f"{column}: {str(value).strip()}")
        return "\n".join(line for line in told if line) or None

    def _id(self, name: str, cells: Sequence[Cell]) -> str | None:
        if name not in self._at:
            return None
        text = self._text(name, cells)
        if text is None:
            raise _Wrong(name, "required", "is empty", "fill it in: without it a row cannot be known again")
        if found := folded_uuid(text.removeprefix("uuid:")):
            return found
        if self.mapping.source is None:
            remedy = "say whose ids these are: source=imsma-lachin, so that equal ids of other sources are other finds"
            raise _Wrong(name, "not_a_uuid", f"{text[:60]!r} is not a UUID", remedy)
        return str(uuid5(NAMESPACE_URL, f"minetally:import:{self.mapping.source}:{text}"))

    def _team(self, name: str, cells: Sequence[Cell]) -> str | None:
        text = self._text(name, cells)
        if text and (len(text) > LONGEST_TEAM or "\0" in text):
            raise _Wrong(name, "too_long", "is no name of a team", f"write at most {LONGEST_TEAM} characters")
        return text

    def _state(self, name: str, cells: Sequence[Cell]) -> None:
        state = self._text(name, cells)
        if state not in (None, "live"):
            detail = f"is {state[:60]!r}, and only live finds are imported"
            raise _Wrong(name, "not_live", detail, "leave the row out")

    # Positions

    def _position(self, _: str, cells: Sequence[Cell]) -> TypedPosition | None:
        accuracy_m = self._number("position_accuracy_m", cells)
        more = {} if accuracy_m is None else {"accuracy_m": accuracy_m}
        whole = self._cell("position", cells)
        if whole is not None:
            return {**self._whole_position(str(whole)), **more}
        named = self._text("position_crs", cells)
        try:
            crs = crs_of(named) if named else self._likely_crs()
        except CrsError as error:
            raise _Wrong("position_crs", "unknown_crs", f"{str(named)[:60]!r} {error.detail}", error.remedy) from None
        members = next((names for begin, names in FORMS.items() if crs.startswith(begin)), ("x", "y"))
        values = {name: self._member(name, cells) for name in members}
        if all(value is None for value in values.values()):
            return None
        for name, value in values.items():
            if value is None:
                raise _Wrong(f"position_{name}", "required", "is empty", "fill it in")
        return {"crs": zone_of(values["x"], values["y"]) if crs == SK42 else crs, **values, **more}

    def _likely_crs(self) -> str:
        """Where none is named: what the mapped columns can only be."""
        if "position_mgrs" in self._at:
            return "MGRS"
        if {"position_lat", "position_lon"} & self._at.keys():
            return "EPSG:4326"
        remedy = "set constants.position_crs, such as SK-42 or EPSG:32638"
        raise _Wrong("position_crs", "required", "the coordinate system is not known", remedy)

    def _member(self, name: str, cells: Sequence[Cell]) -> Any:
        target = f"position_{name}"
        if name == "mgrs":
            return self._text(target, cells)
        value = self._cell(target, cells)
        if name not in ("lat", "lon") or not isinstance(value, str):
            return self._number(target, cells)
        try:
            return degrees(value, "lat" if name == "lat" else "lon")
        except DegreesError as error:
            raise _Wrong(target, "not_degrees", error.detail, error.remedy) from None

    def _whole_position(self, text: str) -> TypedPosition:
        if text.startswith("{"):
            try:
                return dict(json.loads(text))
            except (ValueError, TypeError, RecursionError):
                raise _Wrong("position", "wrong_form", "is no JSON object", "see the forms of a position") from None
        if is_mgrs(text):
            return {"crs": "MGRS", "mgrs": text}
        try:
            lat, lon, accuracy_m = place(text)
        except DegreesError as error:
            raise _Wrong("position", "not_degrees", error.detail, error.remedy) from None
        more = {} if accuracy_m is None else {"accuracy_m": accuracy_m}
        return {"crs": "EPSG:4326", "lat": lat, "lon": lon, **more}
