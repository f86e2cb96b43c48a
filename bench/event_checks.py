"""What is asked of an operation that holds the events of a file, and what must come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any
from uuid import uuid4

import orjson

from bench.event_file import KINDS, Event, apart, create, near
from bench.findings import Findings
from bench.processes import Cost, cost_of_doing
from bench.staff import Staff
from bench.tablets import push
from models.marking import marking_key
from sync.finds.duplicates import MOST_OPEN, groups

MUTATIONS = 1000
"""How many an exchange brings: as many as it may."""
YEARS = 10
"""How many a report covers at most."""
AREA = {"west": -82.0, "south": -4.3, "east": -66.8, "north": 13.6}
"""A box around Colombia with its islands, degrees of WGS 84."""
NEAR_M, WIDER_M = 25, 50
"""Two finds this near may be one: as it is at first, and what it is set to, metres."""


# Loading


class Tablets:
    """A tablet of each department, which is its team, and what they bring."""

    def __init__(self, staff: Staff, events: list[Event]) -> None:
        self.staff = staff
        self.bodies: list[tuple[str, bytes]] = []
        for department in sorted({event.department for event in events}):
            mine = [create(event) for event in events if event.department == department]
            self.bodies += [(department, push(mine[n : n + MUTATIONS])) for n in range(0, len(mine), MUTATIONS)]
        self.clients = {
            department: staff.server.enrolled(staff.token, department, f"Tablet of {department}")
            for department in dict(self.bodies)
        }

    def push(self) -> tuple[Cost, Counter[tuple[str, bool]]]:
        """What it cost to bring everything, one exchange after the other, and how the finds were answered."""

        def bring() -> list[bytes]:
            answers = []
            for department, body in self.bodies:
                client = self.clients[department]
                answers.append(client.ask("/v1/sync", body))
                client.close()
            return answers

        cost, answers = cost_of_doing(self.staff.server, bring)
        results = (result for answer in answers for result in orjson.loads(answer)["results"])
        return cost, Counter((result["outcome"], result["replayed"]) for result in results)


def load(staff: Staff, events: list[Event], findings: Findings) -> None:
    """Brings the events, and brings them again: the second time nothing changes."""
    tablets = Tablets(staff, events)
    cost, answered = tablets.push()
    findings.add("loaded, finds applied", answered["applied", False] + answered["applied", True], len(events), cost)
    findings.add("    of which an earlier run had brought", answered["applied", True])
    before = _last_entry(staff)
    cost, answered = tablets.push()
    findings.add("loaded again, answered as the first time", answered["applied", True], len(events), cost)
    findings.add("    new entries of the log", _last_entry(staff) - before, 0)


def load_apart(staff: Staff, events: list[Event], findings: Findings) -> None:
    """Brings the same events where no two can be one: what pairs cost is the difference."""
    cost, answered = Tablets(staff, apart(events)).push()
    applied = answered["applied", False] + answered["applied", True]
    findings.add("the same 300 m apart, without any pair: finds applied", applied, len(events), cost)


def _last_entry(staff: Staff) -> int:
    return int(staff.report("1990-01-01", "1990-01-01", group_by="team")["as_of"]["seq"])


# Counts


def decades(events: Iterable[Event]) -> list[tuple[str, str]]:
    """The years of the events in periods of ten."""
    years = sorted({int(event.year) for event in events})
    return [(f"{year}-01-01", f"{year + YEARS - 1}-12-31") for year in range(years[0], years[-1] + 1, YEARS)]


def counts(staff: Staff, events: list[Event], findings: Findings, whole: bool) -> None:
    """The counts by event, by department and by year, beside those of the file, and of its README when it is whole."""
    reports: list[dict[str, Any]] = []
    for first, last in decades(events):
        cost, report = cost_of_doing(staff.server, lambda: staff.report(first, last))  # noqa: B023
        findings.add(f"report of {first[:4]} to {last[:4]}", report["total"], _between(events, first, last), cost)
        reports.append(report)

    def summed(rows: str, name: str) -> dict[str, int]:
        sums: Counter[str] = Counter()
        for report in reports:
            sums.update({row[name]: row["total"] for row in report[rows]})
        return dict(sums)

    by_kind = summed("by_type", "type")
    findings.add("total", sum(report["total"] for report in reports), len(events))
    for kind, number in Counter(event.kind for event in events).most_common():
        findings.add(f"    {kind}, {KINDS[kind].category}", by_kind.pop(marking_key(kind), 0), number)
        if whole:
            findings.add("        as the README lists it", number, KINDS[kind].listed)
    findings.add("    other kinds", sum(by_kind.values()), 0)
    for what, rows, name, expected in (
        ("departments", "by_district", "district", Counter(event.department for event in events)),
        ("years", "by_day", "day", Counter(event.day for event in events)),
        ("teams", "by_team", "team", Counter(event.department for event in events)),
    ):
        sums = summed(rows, name)
        same = sum(sums.get(key, 0) == number for key, number in expected.items())
        findings.add(f"    {what} whose count agrees", f"{same} of {len(sums)}", f"{len(expected)} of {len(expected)}")


def _between(events: list[Event], first: str, last: str) -> int:
    return sum(first <= event.day <= last for event in events)


# The area


def outside(staff: Staff, events: list[Event], findings: Findings) -> None:
    """Adds the area, if it was not before, and looks at which finds are flagged."""
    west, south, east, north = AREA.values()
    if not any(area["kind"] == "operation" for area in staff.get("/v1/areas")["items"]):
        ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
        area = {"kind": "operation", "name": "Colombia", "geometry": {"type": "Polygon", "coordinates": [ring]}}
        cost, _ = cost_of_doing(staff.server, lambda: staff.send("POST", "/v1/areas", area))
        findings.add("area added, all finds derived anew", "", None, cost)
    cost, flagged = cost_of_doing(
        staff.server,
        lambda: {find["id"]: find for find in staff.items("/v1/finds") if "outside_area" in find["flags"]},
    )
    expected = {event.id for event in events if not (west <= event.lon <= east and south <= event.lat <= north)}
    findings.add("finds flagged outside_area, of all listed", len(flagged), len(expected), cost)
    findings.add("    the same as in the file", flagged.keys() == expected, True)
    for find in flagged.values():
        findings.add("    longitude", find["location"]["lon"])


# Suspected duplicates


def suspected(staff: Staff, events: list[Event], findings: Findings) -> None:
    """The pairs and groups, and how long the server takes to look for them anew when near means more and less."""
    cost, pairs = cost_of_doing(
        staff.server, lambda: {(*pair["find_ids"],) for pair in staff.items("/v1/duplicates", state="open")}
    )
    expected = {(min(ends), max(ends)) for ends in near(events, NEAR_M)}
    asked = Counter(id for ends in pairs for id in ends)
    left = expected - pairs
    findings.add(f"suspected duplicates within {NEAR_M} m, all listed", len(pairs), None, cost)
    findings.add("    that are not near in the file", len(pairs - expected), 0)
    findings.add("    near in the file, and not asked about yet", len(left))
    early = sum(min(asked[id] for id in ends) < MOST_OPEN for ends in left)
    findings.add(f"        though one of the two has fewer than {MOST_OPEN}", early, 0)
    sizes, in_file = (sorted(map(len, _grouped(edges))) for edges in (pairs, expected))
    findings.add("    groups", len(sizes), len(in_file))
    findings.add("    finds in groups", sum(sizes), sum(in_file))
    findings.add("    finds in the largest group", sizes[-1] if sizes else 0, in_file[-1] if in_file else 0)
    for metres in (WIDER_M, NEAR_M):
        body = {"id": str(uuid4()), "settings": {"duplicate_distance_m": metres}}
        cost, _ = cost_of_doing(staff.server, lambda: staff.send("PUT", "/v1/settings", body))  # noqa: B023
        findings.add(f"looked for within {metres} m: pairs", _suspected(staff, events, "pairs"), None, cost)
        too_many = sum(len(group) - 1 for group in _grouped(near(events, metres)))
        findings.add("    pieces too many if each group is one", _suspected(staff, events, "total"), too_many)


def _grouped(edges: Iterable[tuple[str, str]]) -> list[list[str]]:
    edges = list(edges)
    return groups({id for ends in edges for id in ends}, edges)


def _suspected(staff: Staff, events: list[Event], name: str) -> int:
    """`pairs` or `total` of the suspected duplicates of all years."""
    reports = (staff.report(*period, group_by="type") for period in decades(events))
    return sum(int(report["suspected_duplicates"][name]) for report in reports)
