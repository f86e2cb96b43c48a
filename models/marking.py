"""The marking key: one text for all spellings of one marking (DESIGN.md, section 3)."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

LATIN_FOR_CYRILLIC = str.maketrans("АВЕЗІКМНОРСТУХЅЈ", "ABE3IKMHOPCTYXSJ")
"""Cyrillic capitals that look like a Latin letter or a digit. Э is not among them: it only resembles 3 to a person."""

LONGEST_MARKING = 64
"""Characters of the longest marking that a find takes. Longer texts are folded, but not remembered."""


def marking_key(text: str) -> str:
    """The key of a marking as typed: `3-001M`, `З-001М` (Cyrillic) and `3 001m` all give `3001M`.

    Folds until nothing changes: NFKC, upper case with İ and ı as I, Cyrillic look-alikes to Latin, and drops white
    space, dashes (category Pd, U+2212, `_`) and format characters (Cf). Never maps 0 to O or 1 to l.

    The key is "" when nothing is left; the caller refuses such a marking.
    """
    return _remembered_key(text) if len(text) <= LONGEST_MARKING else _key(text)


def _key(text: str) -> str:
    # It ends: what a fold drops or maps never comes back, and where NFKC and upper case both have a say on a character
    # they agree after the second fold at the latest (test_marking.py tries every character that a fold changes).
    folded = _folded_once(text)
    while folded != text:
        text, folded = folded, _folded_once(folded)
    return folded


_remembered_key = lru_cache(maxsize=16_384)(_key)


def _folded_once(text: str) -> str:
    upper = unicodedata.normalize("NFKC", text).upper().replace("İ", "I").replace("ı", "I")
    return "".join(character for character in upper.translate(LATIN_FOR_CYRILLIC) if not _is_dropped(character))


def _is_dropped(character: str) -> bool:
    return character in "_\u2212" or character.isspace() or unicodedata.category(character) in ("Pd", "Cf")
