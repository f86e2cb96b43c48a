"""What simulated tablets send: finds as a team types them, a hundred in the body of one exchange."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

import orjson

MUTATIONS = 100
"""How many an exchange brings."""
FIRST_DAY = date(2022, 3, 1)
DAYS = 200
"""How long the campaign lasts."""
TEAMS = 5
DISTRICTS = ("Lachin", "Kalbajar", "Aghdam")
TYPES = (
    ("3-001M", "ap_mine"),
    ("З-001М", "ap_mine"),  # the first, as a Cyrillic keyboard writes it
    ("PMN-2", "ap_mine"),
    ("PMN-4", "ap_mine"),
    ("OZM-72", "ap_mine"),
    ("POMZ-2M", "ap_mine"),
    ("TM-57", "av_mine"),
    ("TM-62M", "av_mine"),
    ("MON-50", "ap_mine"),
)
"""Nine spellings of eight types."""
NOTES = (
    "by the path, 40 m from the marked row",
    "lane 3, second pass with the detector",
    "shown by a herder, fuze corroded",
    "under the fallen wall, half uncovered",
)


class Tablet:
    """One device that types finds: the same ones for the same seed."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def find(self, day: date) -> dict[str, Any]:
        """The mutation that creates a find of a day: about 385 bytes."""
        chance = self._random
        marking, category = chance.choice(TYPES)
        typed = {
            "marking": marking,
            "category": category,
            "count": chance.randint(1, 12),
            "position": {
                "crs": "EPSG:28408",
                "x": chance.randint(4_360_000, 4_440_000),
                "y": chance.randint(8_580_000, 8_660_000),
            },
            "found_on": day.isoformat(),
            "district": chance.choice(DISTRICTS),
            "note": chance.choice(NOTES),
        }
        time = f"{chance.randint(6, 19):02}:{chance.randint(0, 59):02}:{chance.randint(0, 59):02}"
        made_at = f"{day.isoformat()}T{time}+04:00"
        ids = {"id": self._uuid(day), "find_id": self._uuid(day)}
        return {**ids, "op": "create", "base_version": 0, "set": typed, "made_at": made_at}

    def finds(self, first: date, number: int = MUTATIONS) -> list[dict[str, Any]]:
        """Finds of three days in the field: what a tablet brings when it meets the network."""
        return [self.find(first + timedelta(days=3 * n // number)) for n in range(number)]

    def bodies(self, exchanges: int, mutations: int = MUTATIONS) -> list[bytes]:
        """The body of each of so many exchanges, spread over the campaign: a push."""
        first_days = [FIRST_DAY + timedelta(days=(3 * n) % (DAYS - 2)) for n in range(exchanges)]
        return [push(self.finds(day, mutations)) for day in first_days]

    def _uuid(self, day: date) -> str:
        """A UUID of version 7, made on that day."""
        milliseconds = (day.toordinal() - 719_163) * 86_400_000 + self._random.randrange(86_400_000)
        text = f"{milliseconds:012x}7{self._random.getrandbits(12):03x}{0x8 << 60 | self._random.getrandbits(60):016x}"
        return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def push(mutations: list[dict[str, Any]]) -> bytes:
    """The body of an exchange that brings these and takes nothing back."""
    return orjson.dumps({"cursor": None, "limit": 0, "mutations": mutations})


def pull(cursor: str | None) -> bytes:
    """The body of an exchange that takes as much as it may."""
    return orjson.dumps({"cursor": cursor, "limit": 1000, "mutations": []})
