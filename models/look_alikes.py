"""Look-alikes: markings of the catalogue that are similar to an unknown marking. They are only suggestions.

The marking key joins only spellings that are surely the same. The letters here are less certain: a person decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

MOST = 5
"""The largest number of suggestions for one marking."""

RESEMBLES = str.maketrans("ЭЄБЧЯИQOILZSBG", "3E64RN00112586")
"""Letters that people confuse with a digit or another letter, on a rusty casing or in a script they do not know."""

LATIN_FOR_SOUND = str.maketrans(
    {
        "Б": "B", "Г": "G", "Д": "D", "Ж": "ZH", "И": "I", "Й": "I", "Л": "L", "П": "P", "Ф": "F", "Ц": "TS",
        "Ч": "CH", "Ш": "SH", "Щ": "SCH", "Э": "E", "Ю": "YU", "Я": "YA",
    }
)  # fmt: skip
"""Latin spellings of the Cyrillic letters that the marking key does not change."""


class LookAlike(NamedTuple):
    """A marking of the catalogue that is similar to an unknown one."""

    key: str
    """Its marking key."""
    distance: int
    """The number of letters that differ; 0 if only letters that look or sound the same differ."""
    why: str


_READINGS: tuple[tuple[Mapping[int, Any], str], ...] = (
    ({}, ""),
    (RESEMBLES, "with characters that look alike"),
    (LATIN_FOR_SOUND, "in the other script"),
)
"""The ways to read a marking. The first one with the smallest distance is the explanation."""


class KnownMarkings:
    """The marking keys of a catalogue, read in each way once: to be compared with many unknown ones."""

    def __init__(self, keys: Iterable[str]) -> None:
        self.keys = list(keys)
        self.read = [([key.translate(letters) for key in self.keys], letters, how) for letters, how in _READINGS]


def look_alikes(key: str, known: KnownMarkings) -> list[LookAlike]:
    """The known marking keys that are similar to `key`, the most similar first."""
    from rapidfuzz import process  # where it is needed: an idle server does not have to hold it
    from rapidfuzz.distance import OSA

    most = min(1 if len(key) <= 4 else 2, len(key) - 1)
    nearest: dict[int, tuple[int, str]] = {}  # place of a known key: distance, how it was read
    for others, letters, how in known.read:
        for _, distance, n in process.extract_iter(
            key.translate(letters), others, scorer=OSA.distance, score_cutoff=most
        ):
            here = (int(distance), how)
            nearest[n] = min(here, nearest.get(n, here))
    found = []
    for n, (distance, how) in nearest.items():
        differ = ("", "one character differs", "two characters differ")[distance]
        found.append(LookAlike(known.keys[n], distance, ", ".join(filter(None, (how, differ)))))
    return sorted(found, key=lambda one: (one.distance, one.key))[:MOST]
