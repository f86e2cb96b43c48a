"""The marking key: one text for all spellings of one marking."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

LATIN_FOR_CYRILLIC = str.maketrans("АВЕЗІКМНОРСТУХЅЈ", "ABE3IKMHOPCTYXSJ")
"""Cyrillic capitals that look like a Latin letter or a digit. Э is not in the list: only people confuse it with 3."""

LONGEST_MARKING = 64
"""The largest number of characters in the marking of a find. Keys of longer texts are not cached."""


def marking_key(text: str) -> str:
    """The key of a marking as typed: `3-001M`, `З-001М` (Cyrillic) and `3 001m` all have the key `3001M`.

    It repeats these steps until nothing changes: NFKC, upper case with İ and ı as I, Cyrillic letters that look Latin
    to Latin; white space, dashes (category Pd, U+2212, `_`) and format characters (Cf) are removed. It never changes
    0 to O or 1 to l.

    The key is "" if nothing is left; the caller rejects such a marking.
    """
    return _remembered_key(text) if len(text) <= LONGEST_MARKING else _key(text)


def _key(text: str) -> str:
    # The loop ends: a removed or changed character never comes back. If NFKC and upper case both change a character,
    # nothing changes after the second round (test_marking.py tries every character that a round changes).
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
