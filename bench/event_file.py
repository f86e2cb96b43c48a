"""Mine events as a government lists them, the finds that tablets make of them, and the duplicates among them.

The file is CSV in UTF-8, gzipped, with the columns year, event, department, municipality, area, lat, lon (WGS 84).
"""

from __future__ import annotations

import csv
import gzip
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID, uuid5

from sync.finds.projection import distance_m

NAMESPACE = UUID("6f1c2f6e-6f0a-5d0c-9c57-0d3f0a4a1c11")
METRES_A_DEGREE = 111_000.0
"""A little less than a degree of latitude anywhere."""


class Kind(NamedTuple):
    """What a find of this kind of event is, and how many of them the README of the file lists."""

    category: str
    listed: int


KINDS = {
    "military clearance in operations": Kind("ap_mine", 24_136),
    "mine accident": Kind("ap_mine", 6_667),
    "seizure": Kind("other", 3_494),
    "suspected minefield": Kind("unknown", 1_908),
    "unexploded ordnance accident": Kind("uxo", 242),
    "unexploded ordnance": Kind("uxo", 44),
    "mine production site": Kind("other", 28),
    "stored arsenal": Kind("other", 8),
}


class Event(NamedTuple):
    """One row of the file. `id` is a UUID of version 5 of the row, and of how many rows like it came before."""

    id: str
    year: str
    kind: str
    department: str
    municipality: str
    lat: float
    lon: float

    @property
    def day(self) -> str:
        """The file knows the year and no day. All events of a year get the same, so that none looks known."""
        return f"{self.year}-07-01"


def read_events(path: Path) -> list[Event]:
    """Every event of the file, in its order."""
    events = []
    seen: Counter[tuple[str, ...]] = Counter()
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["event"] not in KINDS:
                raise ValueError(f"{row['event']!r} is no kind of event that event_file.py knows")
            said = tuple(row.values())
            id = str(uuid5(NAMESPACE, "|".join((*said, str(seen[said])))))
            seen[said] += 1
            place = (float(row["lat"]), float(row["lon"]))
            events.append(Event(id, row["year"], row["event"], row["department"], row["municipality"], *place))
    return events


def create(event: Event) -> dict[str, Any]:
    """The mutation that makes a find of an event."""
    return {
        "id": str(uuid5(NAMESPACE, f"create {event.id}")),
        "find_id": event.id,
        "op": "create",
        "base_version": 0,
        "set": {
            "marking": event.kind,
            "category": KINDS[event.kind].category,
            "count": 1,
            "position": {"crs": "EPSG:4326", "lat": event.lat, "lon": event.lon},
            "found_on": event.day,
            "district": event.department,
            "note": event.municipality,
        },
        "made_at": f"{event.day}T12:00:00-05:00",
    }


def apart(events: list[Event]) -> list[Event]:
    """The same events, each 300 m north of the one before: no two may be one. A control, never real positions."""
    return [
        event._replace(id=str(uuid5(NAMESPACE, f"apart {event.id}")), lat=n * 0.003 - 60.0)
        for n, event in enumerate(events)
    ]


# Suspected duplicates, looked for without the server: of one kind and day, so near


def near(events: list[Event], metres: float) -> Iterator[tuple[str, str]]:
    """The ids of any two events of one kind and year that lie at most so far apart."""
    alike: dict[tuple[str, str], list[Event]] = defaultdict(list)
    for event in events:
        alike[(event.kind, event.year)].append(event)
    for those in alike.values():
        those.sort(key=lambda event: event.lat)
        for n, one in enumerate(those):
            for other in those[n + 1 :]:
                if other.lat - one.lat > metres / METRES_A_DEGREE:
                    break
                if distance_m(one.lat, one.lon, other.lat, other.lon) <= metres:
                    yield one.id, other.id
