"""Values of the fields of a find, as people read them."""

from __future__ import annotations

from typing import Any

from api.formats.sentences import value_text
from api.words import plain
from models.field_kinds import Number
from models.find import FIND

_WITHOUT_COMMAS = {field.name for field in FIND if isinstance(field.kind, Number) and not field.kind.unit}


def field_text(field: str, value: Any) -> str:
    """A count with its commas, a year without, a position as typed, a note on one line, nothing for null."""
    if field in _WITHOUT_COMMAS and value is not None:
        return plain(value)
    return plain(" ".join(value_text(value).splitlines()))
