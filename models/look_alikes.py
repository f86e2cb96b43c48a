"""Look-alikes: markings of the catalogue that an unknown marking may have been meant for. Only ever a suggestion.

What the marking key folds is certain; what is folded here is not: it only brings near ones to a person's eyes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from rapidfuzz.distance import OSA

MOST = 5
"""So many suggestions for one marking."""

RESEMBLES = str.maketrans("ЭЄБЧЯИQOILZSBG", "3E64RN00112586")
"""Letters that are taken for one another, or for a digit, on a rusty casing or by who reads the other script."""

LATIN_FOR_SOUND = str.maketrans(
    {
        "Б": "B", "Г": "G", "Д": "D", "Ж": "ZH", "И": "I", "Й": "I", "Л": "L", "П": "P", "Ф": "F", "Ц": "TS",
        "Ч": "CH", "Ш": "SH", "Щ": "SCH", "Э": "E", "Ю": "YU", "Я": "YA",
    }
)  # fmt: skip
"""Cyrillic letters that the marking key leaves, as they are written in Latin."""


class LookAlike(NamedTuple):
    """A marking of the catalogue that resembles another one."""

    key: str
    """Its marking key."""
    distance: int
    """How many letters differ; 0: only such as are easily taken for one another."""
    why: str


def look_alikes(key: str, known: Iterable[str]) -> list[LookAlike]:
    """The marking keys among `known` that resemble `key`, the nearest first."""
    most = 1 if len(key) <= 4 else 2
    found = []
    for other in known:
        distance, how = min(
            (int(OSA.distance(key.translate(letters), other.translate(letters), score_cutoff=most)), how)
            for letters, how in _READINGS
        )
        if distance <= most and distance < len(key):
            differ = ("", "one character differs", "two characters differ")[distance]
            found.append(LookAlike(other, distance, ", ".join(filter(None, (how, differ)))))
    return sorted(found, key=lambda one: (one.distance, one.key))[:MOST]


_READINGS: tuple[tuple[Mapping[int, Any], str], ...] = (
    ({}, ""),
    (RESEMBLES, "with characters that look alike"),
    (LATIN_FOR_SOUND, "in the other script"),
)
"""How a marking may have been read; the first that is nearest explains it."""
