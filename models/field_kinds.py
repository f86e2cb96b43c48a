"""The kinds of fields: what a value may be, as it comes in and as it is served, and when two values mean the same."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, ClassVar, Literal

import pydantic
from pydantic import AfterValidator, BeforeValidator, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from models.canonical import equality_text
from models.marking import marking_key
from models.position import PositionError, locate, position_meaning
from models.position_forms import Position


class Word(StrEnum):
    """A word that a field takes, and how files of others write it: AP_MINE = "ap_mine", "ap, antipersonnel", "пп"."""

    _value_: str
    written: str
    """With commas between; case, spaces and signs do not matter."""

    def __new__(cls, value: str, *written: str) -> Word:
        word = str.__new__(cls, value)
        word._value_ = value
        word.written = ", ".join(written)
        return word


class FieldKind(ABC):
    """What a field holds."""

    cell: ClassVar[Literal["text", "integer", "date"]] = "text"
    """What it is in the column of a file or of a map."""

    @property
    @abstractmethod
    def sent(self) -> Any:
        """The type of a value that comes in, as pydantic checks it."""

    @property
    @abstractmethod
    def served(self) -> Any:
        """The type of a value that is served."""

    @property
    @abstractmethod
    def takes(self) -> str:
        """What it takes, in words."""

    def meaning(self, value: object) -> object:
        """What a value says, whatever its spelling. Takes any JSON value, also one that the field would refuse."""
        return value if value is None or isinstance(value, str) else _any_json(value)


@dataclass(frozen=True)
class Text(FieldKind):
    """A text as typed."""

    longest: int
    """Characters."""

    @property
    def sent(self) -> Any:
        return Annotated[str, pydantic.Field(min_length=1, max_length=self.longest)]

    @property
    def served(self) -> Any:
        return str

    @property
    def takes(self) -> str:
        return f"text, 1 to {self.longest:,} characters"


@dataclass(frozen=True)
class Marking(Text):
    """A marking as typed: spellings of one key mean the same."""

    @property
    def sent(self) -> Any:
        return Annotated[super().sent, AfterValidator(_marking)]

    @property
    def takes(self) -> str:
        return f"{super().takes}, a letter or a digit among them"

    def meaning(self, value: object) -> object:
        return marking_key(value) if isinstance(value, str) else super().meaning(value)


@dataclass(frozen=True)
class Choice(FieldKind):
    """One of a few words."""

    words: type[Word]

    @property
    def sent(self) -> Any:
        return Annotated[self.words, pydantic.Field(strict=False), AfterValidator(_value)]

    @property
    def served(self) -> Any:
        return self.words

    @property
    def takes(self) -> str:
        return ", ".join(f"`{word}`" for word in self.words)


@dataclass(frozen=True)
class Number(FieldKind):
    """A whole number."""

    least: int
    most: int
    unit: str = ""
    cell = "integer"

    @property
    def sent(self) -> Any:
        return Annotated[int, pydantic.Field(ge=self.least, le=self.most), Whole]

    @property
    def served(self) -> Any:
        return int

    @property
    def takes(self) -> str:
        limits = f"{self.least:,} to {self.most:,}" if self.unit else f"{self.least} to {self.most}"
        return f"whole number, {limits} {self.unit}".rstrip()

    def meaning(self, value: object) -> object:
        if isinstance(value, bool) or not isinstance(value, int | float | None):
            return _any_json(value)
        return int(value) if isinstance(value, float) and value.is_integer() else value


@dataclass(frozen=True)
class Pieces(Number):
    """How many: what totals add up."""

    unit: str = "pieces"

    @property
    def served(self) -> Any:
        return Annotated[int, pydantic.Field(ge=self.least)]


@dataclass(frozen=True)
class Day(FieldKind):
    """A local calendar day, YYYY-MM-DD."""

    cell = "date"

    @property
    def sent(self) -> Any:
        return Annotated[str, PlainValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]

    @property
    def served(self) -> Any:
        return Annotated[str, pydantic.Field(json_schema_extra={"format": "date"})]

    @property
    def takes(self) -> str:
        return "day, YYYY-MM-DD"


@dataclass(frozen=True)
class Place(FieldKind):
    """A position in one of the four forms of `models.position_forms`, as typed."""

    @property
    def sent(self) -> Any:
        return Annotated[dict[str, Any], PlainValidator(_position, json_schema_input_type=Position)]

    @property
    def served(self) -> Any:
        return Position

    @property
    def takes(self) -> str:
        return "position, in one of four forms"

    def meaning(self, value: object) -> object:
        return None if value is None else position_meaning(value)


@dataclass(frozen=True)
class Photos(FieldKind):
    """A set of photos."""

    most: int

    @property
    def sent(self) -> Any:
        return Annotated[list[Sha256], AfterValidator(_once), pydantic.Field(max_length=self.most)]

    @property
    def served(self) -> Any:
        return list[str]

    @property
    def takes(self) -> str:
        return f"list of at most {self.most:,} SHA-256"

    def meaning(self, value: object) -> object:
        if value is None:
            return ""
        if isinstance(value, list) and all(isinstance(one, str) for one in value):
            return " ".join(sorted(set(value)))
        return _any_json(value)


@dataclass(frozen=True)
class YesNo(FieldKind):
    """true or false."""

    @property
    def sent(self) -> Any:
        return bool

    @property
    def served(self) -> Any:
        return bool

    @property
    def takes(self) -> str:
        return "true or false"

    def meaning(self, value: object) -> object:
        return value if isinstance(value, bool) else _any_json(value)


# What values are checked by


def _any_json(value: object) -> str:
    """A text that is equal for equal JSON values of any shape, and for no field's ordinary value."""
    return "\0" + equality_text(value)


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


def _value(word: Word) -> str:
    return word.value


Whole = BeforeValidator(_whole)
"""On an int: 12.0 is taken for 12."""
Sha256 = Annotated[str, pydantic.Field(pattern="^[0-9a-f]{64}$")]
