"""The mapping of an import: which column is which field of a find, and how its cells are read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, field_validator
from pydantic_core import PydanticCustomError

from models.columns import POSITION_MEMBERS
from models.find import FIELDS
from models.imports.days import ORDERS, is_day_form
from models.problem import FieldError, Refused, field_errors, sentence
from models.shapes import Json

POSITION_TARGETS = ("position", *(f"position_{name}" for name, _, _ in POSITION_MEMBERS))
TARGETS = ("id", "version", "seq", "state", "team", *(name for name in FIELDS if name != "position"), *POSITION_TARGETS)
"""What a column can hold: the names of models.columns, so that our own export is read back."""

PROBLEM_COLUMN = "import_problem"
"""The column of a file of refused rows that says why; it is passed over when the file is imported."""

Text = Annotated[str, StringConstraints(max_length=1000)]
Scalar = Text | int | float


class FileReading(BaseModel):
    """How the file is read, where it does not say so itself."""

    model_config = ConfigDict(extra="forbid")

    encoding: Annotated[Text | None, Field(description="Of a CSV, such as windows-1251; found out otherwise.")] = None
    delimiter: Annotated[
        str | None, Field(min_length=1, max_length=1, description="Of a CSV; found out otherwise.")
    ] = None
    header: Annotated[
        int | None, Field(ge=0, le=1000, description="The row with the names of the columns; 0 when there is none.")
    ] = None
    sheet: Annotated[Text | None, Field(description="Of an XLSX; the first one otherwise.")] = None
    layer: Annotated[Text | None, Field(description="Of a GeoPackage with several layers.")] = None


class ImportMapping(BaseModel):
    """Which column is which field of a find, and how its cells are read."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "columns": {"marking": "Model", "count": "Qty", "found_on": "Date", "position": "Coordinates"},
                    "constants": {"category": "ap_mine"},
                    "dates": "DMY",
                }
            ]
        },
    )

    columns: Annotated[dict[str, Text], Field(description="Field: the column that holds it.")] = {}
    constants: Annotated[
        dict[str, Scalar], Field(description="Field: what it is where its cell is empty or no column holds it.")
    ] = {}
    values: Annotated[
        dict[str, dict[str, Scalar]],
        Field(description="Field: words of the file, and what the field takes for each; case does not matter."),
    ] = {}
    dates: Annotated[
        str | None,
        Field(
            description="How days are written: DMY, MDY or YMD; or Y-07-01 where a column holds only the year: all its "
            "finds get that day."
        ),
    ] = None
    date_cells: Annotated[
        str | None,
        Field(
            pattern="^(as_shown|swapped)$",
            description="Real dates of a spreadsheet: as_shown, or swapped where its program exchanged day and month.",
        ),
    ] = None
    decimal: Annotated[str | None, Field(pattern="^[.,]$", description="The sign before a fraction.")] = None
    add_to_note: Annotated[
        list[Text], Field(max_length=100, description="Columns that go into the note, each behind its name.")
    ] = []
    source: Annotated[
        Annotated[str, StringConstraints(min_length=1, max_length=100)] | None,
        Field(description="Whose ids the column `id` holds, where they are no UUIDs, such as imsma-lachin."),
    ] = None
    file: FileReading = FileReading()

    @field_validator("columns", "constants", "values")
    @classmethod
    def _known_targets(cls, given: Json) -> Json:
        for name in given:
            if name not in TARGETS:
                raise PydanticCustomError(
                    "unknown_field",
                    "{name} is no field of a find",
                    {"name": repr(name)[:80], "remedy": f"name one of {', '.join(TARGETS)}"},
                )
        return given

    @field_validator("dates")
    @classmethod
    def _day_form(cls, given: str | None) -> str | None:
        if given is not None and not is_day_form(given):
            raise PydanticCustomError(
                "wrong_form",
                "{given} is no order of day, month and year",
                {"given": repr(given)[:60], "remedy": f"say one of {', '.join(ORDERS)}, or a day such as Y-07-01"},
            )
        return given

    def document(self) -> Json:
        """The mapping as it is saved: what it says, and nothing of what it leaves open."""
        return self.model_dump(exclude_none=True, exclude_defaults=True)


def read_mapping(document: object) -> ImportMapping:
    """The mapping that a document says. Raises Refused, with each field that is wrong."""
    try:
        return ImportMapping.model_validate(document)
    except ValidationError as error:
        errors = field_errors(error)
        raise Refused("invalid_value", sentence(errors), errors) from None


def with_settings(mapping: ImportMapping, settings: Iterable[str]) -> ImportMapping:
    """The mapping with single things said otherwise, each a text such as `marking=Model`.

    The left side is a path into the mapping: `constants.category`, `values.category.MAP`, `dates`, `file.encoding`; a
    field of a find alone means its column. Nothing behind the sign takes it away. Raises Refused.
    """
    document = mapping.model_dump(exclude_none=True)
    for setting in settings:
        path, sign, value = setting.partition("=")
        if path in TARGETS:
            path = f"columns.{path}"
        place, _, rest = path.partition(".")
        if not sign or not _set(document, place, rest, value):
            error = FieldError(
                field=path or "set",
                code="wrong_form",
                detail=f"{setting!r} says nothing that can be set",
                remedy="write marking=COLUMN, constants.category=ap_mine, values.category.WORD=ap_mine, "
                "dates=DMY, decimal=, add_to_note=COLUMN, source=NAME or file.encoding=windows-1251",
            )
            raise Refused("invalid_value", sentence([error]), [error])
    return read_mapping(document)


def _set(document: Json, place: str, rest: str, value: str) -> bool:
    """Puts a value in its place; False where there is no such place."""
    if place in ("dates", "date_cells", "decimal", "source") and not rest:
        document[place] = value or None
    elif place == "add_to_note" and not rest:
        document[place] = [*document[place], value] if value else []
    elif place in ("columns", "constants") and rest:
        _put(document[place], rest, value)
    elif place == "file" and rest in FileReading.model_fields:
        _put(document["file"], rest, {"tab": "\t", "\\t": "\t"}.get(value, value))
    elif place == "values" and "." in rest:
        field, _, word = rest.partition(".")
        _put(document["values"].setdefault(field, {}), word, value)
    else:
        return False
    return True


def _put(among: Json, name: str, value: str) -> None:
    if value:
        among[name] = value
    else:
        among.pop(name, None)
