"""The find: its fields, what each may hold, and when two values of one mean the same."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from enum import StrEnum
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError
from typing_extensions import TypedDict

from models.canonical import equality_text
from models.marking import marking_key
from models.position import Position, PositionError, locate, position_meaning


class Category(StrEnum):
    """What kind of ordnance a find is."""

    AP_MINE = "ap_mine"
    AV_MINE = "av_mine"
    SUBMUNITION = "submunition"
    UXO = "uxo"
    AXO = "axo"
    IED = "ied"
    BOOBY_TRAP = "booby_trap"
    FUZE = "fuze"
    OTHER = "other"
    UNKNOWN = "unknown"


CLASS_OF_CATEGORY = {
    Category.AP_MINE: "AP",
    Category.AV_MINE: "AT",
    Category.SUBMUNITION: "UXO",
    Category.UXO: "UXO",
    Category.AXO: "UXO",
}
"""The class of national bulletins; every other category is OTHER."""


def class_of(category: str) -> str:
    """AP, AT, UXO or OTHER."""
    return CLASS_OF_CATEGORY.get(Category(category), "OTHER")


class Disposition(StrEnum):
    """What was done with the find."""

    LEFT_MARKED = "left_marked"
    REMOVED = "removed"
    DESTROYED = "destroyed"
    NEUTRALISED = "neutralised"
    HANDED_OVER = "handed_over"
    UNKNOWN = "unknown"


def _whole(value: Any) -> Any:
    """12.0 is 12; everything else is left for the strict check."""
    return int(value) if type(value) is float and value.is_integer() else value


def _marking(value: str) -> str:
    if not marking_key(value):
        raise PydanticCustomError(
            "empty_marking",
            "{value} has no letter or digit in it",
            {"value": repr(value), "remedy": "type what stands on the casing, for example 3-001M"},
        )
    return value


_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def is_day(value: object) -> bool:
    """Whether `value` is a calendar date written YYYY-MM-DD and nothing else."""
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _day(value: Any) -> str:
    if not is_day(value):
        raise PydanticCustomError(
            "not_a_date",
            "{value} is not a calendar date",
            {"value": repr(value)[:60], "remedy": "write the local day as YYYY-MM-DD, for example 2022-08-15"},
        )
    return str(value)


def _position(value: Any) -> Any:
    try:
        locate(value)
    except PositionError as error:
        raise PydanticCustomError(
            "position",
            "{detail}",
            {"detail": error.detail, "remedy": error.remedy, "field": error.field, "code": error.code},
        ) from None
    return value


def _once(value: list[str]) -> list[str]:
    return list(dict.fromkeys(value))


def _word(value: StrEnum | None) -> str | None:
    return None if value is None else value.value


Whole = BeforeValidator(_whole)
Sha256 = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
Day = Annotated[str, PlainValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]


class FindFields(TypedDict, total=False):
    """What a team notes about a find; a mutation sets some of these."""

    __pydantic_config__ = ConfigDict(extra="forbid", strict=True)  # type: ignore[misc]

    marking: Annotated[
        str,
        Field(min_length=1, max_length=64, description="The marking on the casing as typed.", examples=["3-001M"]),
        AfterValidator(_marking),
    ]
    category: Annotated[
        Category,
        Field(strict=False, description="What kind of ordnance it is.", examples=["ap_mine"]),
        AfterValidator(_word),
    ]
    count: Annotated[int, Field(ge=1, le=1_000_000), Whole, Field(description="How many, pieces.", examples=[991])]
    position: Annotated[
        dict[str, Any],
        PlainValidator(_position, json_schema_input_type=Position),
        Field(description="Where, as typed; degrees or metres as its coordinate system says."),
    ]
    found_on: Annotated[Day, Field(description="The local calendar day of the find.", examples=["2022-08-15"])]
    disposition: Annotated[
        Disposition | None, Field(strict=False, description="What was done with it."), AfterValidator(_word)
    ]
    manufactured_year: Annotated[
        Annotated[int, Field(ge=1800, le=2200)] | None,
        Whole,
        Field(description="Year of manufacture on the casing.", examples=[2021]),
    ]
    manufactured_country: Annotated[
        str | None, Field(min_length=1, max_length=64, description="Where it was made, as typed.", examples=["SU"])
    ]
    lot: Annotated[str | None, Field(min_length=1, max_length=64, description="Lot or batch number.")]
    district: Annotated[
        str | None, Field(min_length=1, max_length=128, description="As the team names it.", examples=["Lachin"])
    ]
    depth_cm: Annotated[
        Annotated[int, Field(ge=0, le=100_000)] | None,
        Whole,
        Field(description="Depth below ground, centimetres.", examples=[12]),
    ]
    condition: Annotated[
        str | None, Field(min_length=1, max_length=256, description="What state it is in.", examples=["rusted"])
    ]
    method: Annotated[str | None, Field(min_length=1, max_length=256, description="How it was found.")]
    note: Annotated[
        str | None, Field(min_length=1, max_length=20_000, description="Anything else that others should know.")
    ]
    photos: Annotated[
        Annotated[list[Sha256], AfterValidator(_once)] | None,
        Field(max_length=200, description="SHA-256 of each photo, lower-case hexadecimal."),
    ]


FIELDS: tuple[str, ...] = tuple(FindFields.__annotations__)
"""The fields of a find in the order of the design."""

REQUIRED: tuple[str, ...] = ("marking", "category", "count", "position", "found_on")
"""What a find cannot be without."""


def _any_json(value: object) -> str:
    """A text that is equal for equal JSON values of any shape, and for no field's ordinary value."""
    return "\0" + equality_text(value)


def _meaning_of_text(value: object) -> object:
    return value if value is None or isinstance(value, str) else _any_json(value)


def _meaning_of_number(value: object) -> object:
    if isinstance(value, bool) or not isinstance(value, int | float | None):
        return _any_json(value)
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _meaning_of_marking(value: object) -> object:
    return marking_key(value) if isinstance(value, str) else _meaning_of_text(value)


def _meaning_of_position(value: object) -> object:
    return None if value is None else position_meaning(value)


def _meaning_of_photos(value: object) -> object:
    if value is None:
        return ""
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return " ".join(sorted(set(value)))
    return _any_json(value)


def _meaning_of_boolean(value: object) -> object:
    return value if isinstance(value, bool) else _any_json(value)


_MEANING: dict[str, Callable[[object], object]] = {
    "marking": _meaning_of_marking,
    "position": _meaning_of_position,
    "photos": _meaning_of_photos,
    "count": _meaning_of_number,
    "manufactured_year": _meaning_of_number,
    "depth_cm": _meaning_of_number,
    "deleted": _meaning_of_boolean,
}


def meaning(field: str, value: object) -> Any:
    """What a value of `field` says, whatever its spelling: values mean the same exactly when these are equal.

    Takes any JSON value, also one that the field would refuse: a tablet's `was` may name such a value.
    The answer is null, a boolean, a number or a text.
    """
    return _MEANING.get(field, _meaning_of_text)(value)


def means(field: str, one: object, other: object) -> bool:
    """Whether two values of `field` say the same."""
    left, right = meaning(field, one), meaning(field, other)
    return bool(left == right) and isinstance(left, bool) == isinstance(right, bool)
