"""Which markings of the catalogue an unknown one resembles: pure, and only ever a suggestion."""

from __future__ import annotations

import pytest

from models.look_alikes import MOST, KnownMarkings, look_alikes
from models.marking import marking_key

KNOWN = KnownMarkings(["3001M", "PMN", "PMN2", "PMN4", "TM62M", "TM62P3", "MON50", "OZM72", "F1", "ПФM1"])


@pytest.mark.parametrize(
    ("typed", "nearest", "distance"),
    [
        ("Э-001М", "3001M", 0),  # read as 3-001M
        ("3-00IM", "3001M", 0),  # I for 1
        ("3-OO1M", "3001M", 0),  # O for 0
        ("ПМН-2", "PMN2", 1),  # П is P by its sound; Н folds to H
        ("PFM-1", "ПФM1", 0),  # the other script
        ("PMN-3", "PMN2", 1),
        ("TM-26M", "TM62M", 1),  # two characters changed places
        ("TM-62P", "TM62P3", 1),
        ("OZM-27", "OZM72", 1),
    ],
)
def test_near_markings_come_first(typed: str, nearest: str, distance: int) -> None:
    found = look_alikes(marking_key(typed), KNOWN)
    assert (nearest, distance) in [(one.key, one.distance) for one in found if one.distance == found[0].distance]


@pytest.mark.parametrize("typed", ["gas bottle", "unknown", "2", "AB"])
def test_what_resembles_nothing_has_no_look_alikes(typed: str) -> None:
    assert look_alikes(marking_key(typed), KNOWN) == []


def test_the_list_is_short_and_says_why() -> None:
    found = look_alikes("PMN9", KnownMarkings(f"PMN{n}" for n in range(9)))
    assert len(found) == MOST
    assert {one.why for one in found} == {"one character differs"}
