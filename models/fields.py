"""How a field of a record is described: what it holds, what is said of it, and what happens when two people disagree.

A kind of record is a tuple of `Field`; today there is one, the find (`models/find.py`). What checks, stores, serves,
merges, exports, imports or asks for a field reads that tuple, so that a new line in it is a new field everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Annotated, Any

import pydantic
from typing_extensions import TypedDict

from models.field_kinds import Choice, FieldKind, Number, Word


class Policy(Enum):
    """What happens to a field when its author had not seen the current value."""

    REVIEW = "current stays; an offer is put into the field's open conflict"
    LATEST = "the later stamp wins; the loser stays in the history"
    KEEP_BOTH = "the texts side by side, each under those who wrote it"
    UNION = "three-way set merge, adds and removes"


@dataclass(frozen=True, kw_only=True)
class Field:
    """One field of a kind of record."""

    name: str
    kind: FieldKind
    about: str
    """What it says: a sentence without its full stop, and without the unit, which the kind knows."""
    policy: Policy
    required: bool = False
    """Whether a record cannot be without it. Another one may be null, and is null in records older than the field."""
    columns: str = ""
    """Names of such columns in files of others, with commas between; case, spaces and signs do not matter."""
    examples: tuple[Any, ...] = ()
    sent_about: str = ""
    """What else whoever sends it has to know: a sentence without its full stop."""

    @property
    def label(self) -> str:
        """What it says, with its unit."""
        unit = self.kind.unit if isinstance(self.kind, Number) else ""
        return f"{self.about}, {unit}" if unit else self.about

    @property
    def words(self) -> tuple[Word, ...]:
        """The words that it takes; none where it takes something else."""
        return tuple(self.kind.words) if isinstance(self.kind, Choice) else ()

    def optional(self, type: Any) -> Any:
        return type if self.required else type | None


def fields_to_send(name: str, about: str, fields: Iterable[Field]) -> Any:
    """The TypedDict of the fields that a mutation may set: unknown ones are refused, and types are strict."""
    types = {}
    for field in fields:
        said = pydantic.Field(description=f"{field.sent_about or field.label}.", examples=[*field.examples] or None)
        types[field.name] = Annotated[field.optional(field.kind.sent), said]
    define: Any = TypedDict  # mypy knows only those that are written out
    made = define(name, types, total=False)
    made.__doc__, made.__module__ = about, __name__
    made.__pydantic_config__ = pydantic.ConfigDict(extra="forbid", strict=True)
    return made


def fields_as_served(fields: Iterable[Field]) -> dict[str, Any]:
    """Name to type, for the model of a record that is served; every field is there, perhaps null."""
    return {
        field.name: Annotated[field.optional(field.kind.served), pydantic.Field(description=f"{field.label}.")]
        for field in fields
    }
