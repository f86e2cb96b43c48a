"""Values of the fields of a find, as people read them."""

from __future__ import annotations

from typing import Any

from api.formats.sentences import value_text
from api.words import plain


def field_text(field: str, value: Any) -> str:
    """A count with its commas, a year without, a position as typed, a note on one line, nothing for null."""
    if field == "manufactured_year" and value is not None:
        return plain(value)
    return plain(" ".join(value_text(value).splitlines()))
