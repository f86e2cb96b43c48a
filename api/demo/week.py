"""The week that the demo plays: what each tablet typed in, when it met the network, and what the sum of it must be.

Pure data. What was typed (a spelling, a count that somebody corrects later) stands apart from what was meant, and
`expected` adds up only what was meant: it knows nothing of markings, merges or tallies.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from models.find import FieldValues
from models.position_forms import TypedPosition

OPERATION, TIMEZONE = "lachin-2022", "Asia/Baku"
FIRST, LAST = "2022-08-15", "2022-08-22"
DAYS = tuple(f"2022-08-{day}" for day in range(14, 24))
"""The days that are played: those of the report, the one before and the one after."""

DISTRICT = "Lachin"
OUTLINE = {
    "type": "Polygon",
    "coordinates": [[[46.3, 39.4], [46.7, 39.35], [46.75, 39.8], [46.45, 39.95], [46.2, 39.75], [46.3, 39.4]]],
}
"""Roughly the district, for finds whose team did not name it."""

MINE, PMN_2, TM_62M, GRENADE = "3-001M", "PMN-2", "TM-62M", "F-1"
UNKNOWN = "Э-001М"
"""A marking that no catalogue has, as it was typed: is it 3-001M? No folding can know."""
SK42, WGS84 = "EPSG:28408", "EPSG:4326"


# Who


@dataclass(frozen=True, slots=True)
class Tablet:
    """A tablet, and the habits of the person who types on it."""

    team: str
    spelling: str
    """How they type 3-001M."""
    crs: str
    names_district: bool = True
    clock: timedelta = timedelta()
    """How far its clock is ahead."""


TABLETS = {
    1: Tablet("Team 1", "3-001M", SK42),
    2: Tablet("Team 1", "З-001М", WGS84, names_district=False),  # Cyrillic Ze and Em
    3: Tablet("Team 1", "3–001М", SK42),  # an en dash
    4: Tablet("Team 2", "3 001m", WGS84, names_district=False),
    5: Tablet("Team 2", "3-001M", SK42, clock=timedelta(days=2)),
    6: Tablet("Team 3", "З-001М", WGS84),
    7: Tablet("Team 3", "3-001M", SK42),  # is still missing: nobody knows what it holds
}


def position(tablet: int, step: int) -> TypedPosition:
    """The place of a tablet's find: each tablet works on a lane of its own, a step every 40 metres."""
    if TABLETS[tablet].crs == SK42:
        return {"crs": SK42, "x": 4401180 + 1000 * (tablet - 1), "y": 8635076 + 40 * step}
    lat, lon = round(39.733186 + 0.009 * (tablet - 1), 6), round(46.574427 + 0.0005 * step, 6)
    return {"crs": WGS84, "lat": lat, "lon": lon, "accuracy_m": 5}


# What was found


@dataclass(frozen=True, slots=True)
class Find:
    """A find as it was typed in, and what was meant by it."""

    tablet: int
    day: str
    time: str
    type: str
    meant: int
    """How many there finally were."""
    place: TypedPosition
    typed: int | str | None = None
    """The count as it was typed first, where that is another one."""
    category: str = "ap_mine"
    year: int | None = None

    @property
    def name(self) -> str:
        return f"tablet {self.tablet}, {self.day} {self.time}"

    def fields(self) -> FieldValues:
        """What the tablet sends."""
        tablet = TABLETS[self.tablet]
        return {
            "marking": {MINE: tablet.spelling}.get(self.type, self.type),
            "category": self.category,
            "count": self.meant if self.typed is None else self.typed,
            "position": self.place,
            "found_on": self.day,
            **({"manufactured_year": self.year} if self.year else {}),
            **({"district": DISTRICT} if tablet.names_district else {}),
        }


COUNTS: dict[str, dict[int, tuple[int, ...]]] = {
    "2022-08-14": {1: (40,)},  # the day before: does not count
    "2022-08-15": {1: (214, 96, 61, 38), 2: (120, 45, 33), 3: (87, 52), 4: (76, 41, 18), 5: (33, 21), 6: (40, 15)},
    "2022-08-16": {1: (14, 9), 2: (11, 6), 4: (17,), 5: (8, 8), 6: (5,)},
    "2022-08-17": {1: (12,), 3: (9, 7), 4: (6, 5), 6: (10, 4)},
    "2022-08-18": {2: (13, 4), 3: (8,), 5: (9,), 6: (7,)},
    "2022-08-19": {1: (6, 8), 2: (5,), 4: (9, 3), 5: (4,)},
    "2022-08-20": {1: (7,), 3: (5, 5), 4: (6,), 6: (8, 2)},
    "2022-08-21": {2: (6, 4), 3: (3,), 5: (7,)},
    "2022-08-22": {1: (5, 3), 4: (4,), 5: (6,), 6: (2,)},
}
"""Finds of 3-001M of which nothing else is to be said: day, tablet, count of each."""


def _ordinary() -> list[Find]:
    steps: Counter[int] = Counter()
    finds = []
    for day, tablets in COUNTS.items():
        for tablet, counts in tablets.items():
            for n, count in enumerate(counts):
                place = position(tablet, steps[tablet])
                finds.append(Find(tablet, day, f"{8 + n:02}:20", MINE, count, place, year=2021))
                steps[tablet] += 1
    return finds


BEFORE_DAWN = Find(3, "2022-08-15", "01:30", MINE, 1, position(3, 31), year=2021)
"""In UTC it is still the 14th."""
AFTER_MIDNIGHT = Find(6, "2022-08-23", "00:30", MINE, 25, position(6, 31), year=2021)
"""The day after: does not count, though in UTC it is still the 22nd."""
SETTLED = Find(1, "2022-08-16", "15:00", MINE, 21, position(1, 32), typed=20, year=2021)
"""Two tablets change its count, to 19 and to 22; staff have it counted again: 21."""
DISPUTED = Find(4, "2022-08-17", "15:00", MINE, 14, position(4, 32), typed=12, year=2021)
"""Two tablets raise its count, to 14 and to 15; nobody has decided yet."""
MALFORMED = Find(6, "2022-08-18", "15:00", MINE, 12, position(6, 33), typed="12", year=2021)
"""Its count comes as a text. Staff fix it."""

OTHERS = (
    Find(3, "2022-08-16", "12:30", PMN_2, 9, position(3, 35)),
    Find(4, "2022-08-16", "13:10", TM_62M, 4, position(4, 36), category="av_mine", year=1984),
    Find(4, "2022-08-18", "10:30", UNKNOWN, 7, position(4, 38)),
    Find(1, "2022-08-20", "14:45", TM_62M, 3, position(1, 37), category="av_mine"),
    Find(6, "2022-08-21", "10:15", GRENADE, 5, position(6, 38), category="uxo"),
)

REPORTED_FIRST = Find(2, "2022-08-18", "16:10", PMN_2, 6, position(2, 34))
REPORTED_AGAIN = Find(5, "2022-08-19", "11:40", PMN_2, 6, {"crs": SK42, "x": 4402211, "y": 8636511})
"""8 metres away, the next day: the same six. Staff judge it a duplicate, so it does not count."""
ONE_CRATER = Find(1, "2022-08-19", "09:30", TM_62M, 2, position(1, 39), category="av_mine")
NEXT_CRATER = Find(
    6, "2022-08-19", "17:20", TM_62M, 2, {"crs": SK42, "x": 4401192, "y": 8636636}, category="av_mine"
)  # fmt: skip
"""12 metres away: two more. Staff judge the two to be distinct."""
LATE = Find(7, "2022-08-19", "12:00", MINE, 14, position(7, 31), year=2021)
"""Typed in on the day; its tablet meets the network only when the week has been published."""

PUBLISHED = (
    *_ordinary(), BEFORE_DAWN, AFTER_MIDNIGHT, SETTLED, DISPUTED, MALFORMED, *OTHERS, REPORTED_FIRST, ONE_CRATER,
    NEXT_CRATER,
)  # fmt: skip
"""The discoveries that the first edition knows."""
FINDS = (*PUBLISHED, REPORTED_AGAIN, LATE)


# What was changed later, on tablets that do not know of each other


@dataclass(frozen=True, slots=True)
class Change:
    """One field of a find that a tablet holds."""

    tablet: int
    day: str
    time: str
    find: Find
    field: str
    value: Any


CHANGES = (
    Change(4, "2022-08-17", "17:30", SETTLED, "count", 19),
    Change(2, "2022-08-18", "09:10", SETTLED, "count", 22),
    Change(6, "2022-08-19", "12:00", DISPUTED, "count", 14),
    Change(3, "2022-08-20", "08:40", DISPUTED, "count", 15),
    Change(5, "2022-08-19", "10:00", BEFORE_DAWN, "condition", "rusted"),  # its clock says the 21st
    Change(4, "2022-08-20", "15:00", BEFORE_DAWN, "condition", "dismantled"),
)
LATEST_CONDITION = "dismantled"
"""What the condition of BEFORE_DAWN must be in the end: by its own clock, tablet 5 would have been later."""


# When tablets met the network


class Mishap(Enum):
    """What goes wrong in an exchange; the tablet sends it again."""

    REQUEST_CUT = "request cut off half-way"
    ANSWER_LOST = "answer lost"
    ANSWER_CUT = "answer cut off half-way"


class Meeting(NamedTuple):
    """A tablet meets the network in the evening."""

    tablet: int
    mishap: Mishap | None = None


MEETINGS: dict[str, tuple[Meeting, ...]] = {
    "2022-08-15": (Meeting(1), Meeting(2, Mishap.ANSWER_LOST)),
    "2022-08-16": (Meeting(1), Meeting(4, Mishap.ANSWER_CUT), Meeting(6)),
    "2022-08-17": (Meeting(3), Meeting(2)),
    "2022-08-18": (Meeting(4), Meeting(5, Mishap.REQUEST_CUT), Meeting(6, Mishap.ANSWER_LOST)),
    "2022-08-19": (Meeting(1), Meeting(3)),
    "2022-08-20": (Meeting(2), Meeting(6)),
    "2022-08-21": (Meeting(4), Meeting(5, Mishap.ANSWER_CUT)),
    "2022-08-22": (Meeting(1), Meeting(3, Mishap.ANSWER_LOST)),
    "2022-08-23": (Meeting(2), Meeting(4), Meeting(5), Meeting(6)),
}
REPORTING = (1, 2, 3, 4, 5, 6)
"""The tablets that pull to the end, after the last day; the seventh has not met the network by then."""
DECIDED_ON, LATE_ON = "2022-08-24", "2022-09-02"
"""When staff judge the suspected duplicates and publish, and when the seventh tablet comes."""
MENDED_ON, SETTLED_ON = "2022-08-19", "2022-08-21"
"""The days on which staff fix MALFORMED and settle SETTLED."""


# What must come out


class Sums(NamedTuple):
    """How many pieces were meant, in all and by name."""

    total: int
    by_type: dict[str, int]
    by_day: dict[str, int]
    by_team: dict[str, int]


def expected() -> Sums:
    """What the week adds up to when it is published first, from what was meant."""
    finds = [find for find in PUBLISHED if FIRST <= find.day <= LAST]
    by_type, by_day, by_team = Counter[str](), Counter[str](), Counter[str]()
    for find in finds:
        by_type[find.type] += find.meant
        by_day[find.day] += find.meant
        by_team[TABLETS[find.tablet].team] += find.meant
    return Sums(sum(find.meant for find in finds), dict(by_type), dict(by_day), dict(by_team))


def moment(day: str, time: str) -> datetime:
    """The true moment of a local day and time."""
    return datetime.fromisoformat(f"{day}T{time}").replace(tzinfo=ZoneInfo(TIMEZONE))
