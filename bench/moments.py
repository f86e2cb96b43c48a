"""Reports `as_of` an earlier moment beside the same report of now: CPU of each, and how long the slowest takes."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import quote

import orjson

from bench.figures import Figure, compared, in_seconds
from bench.processes import Client, Cost, Server, cost_of_doing
from bench.tablets import FIRST_DAY

AT_MOST_S = 2.0
"""By the clock, for any report of the greatest database."""
SHARES = {"an early entry": 0.1, "a middle entry": 0.5, "a late entry": 1.0}
"""After which part of the log; at least one entry comes later."""
WEEK = f"/v1/reports/weekly?from={FIRST_DAY + timedelta(days=3)}&to={FIRST_DAY + timedelta(days=10)}"
"""Eight days, in which even the smallest of the databases has finds of all types, districts and teams."""
YEAR = f"/v1/reports/weekly?from={FIRST_DAY}&to={FIRST_DAY + timedelta(days=364)}"
"""365 days, in which every find of the campaign lies."""
AT_LEAST, FOR_ABOUT_S = 3, 1.0
"""In a round a report is asked for so many times at least, and for so long."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one report cost on average, and how long the slowest took, seconds by the clock."""

    cost: Cost
    slowest_s: float


def measure(server: Server, staff: Client, finds: int, requests: int, rounds: int, greatest: bool) -> list[Figure]:
    """A figure for each moment; for the greatest database also those of a year, and whether all come in time."""
    figures = []
    for what, path in (("weekly report", WEEK), ("report of a year", YEAR))[: 2 if greatest else 1]:
        paths = {"now": path, **_earlier(staff, path)}
        asked = {name: times(staff, one, requests) for name, one in paths.items()}
        readings: dict[str, list[Reading]] = {name: [] for name in paths}
        for n in range(rounds):
            for name in list(paths)[:: -1 if n % 2 else 1]:
                readings[name].append(read(server, staff, paths[name], asked[name]))
        now = readings.pop("now")
        figures += [
            compared(
                f"{what} as of {name}, {finds:,} finds",
                "µs a report",
                "the report of now",
                [(one.cost, beside.cost) for one, beside in zip(each, now, strict=True)],
                1,
            )
            for name, each in readings.items()
        ]
        if greatest:
            slowest = [max(one.slowest_s for one in each) for each in zip(*readings.values(), strict=True)]
            seconds = list(zip(slowest, (one.slowest_s for one in now), strict=True))
            figures.append(in_seconds(f"the slowest of these, {what}", "the slowest of now", seconds, AT_MOST_S))
    return figures


def _earlier(staff: Client, path: str) -> dict[str, str]:
    """The addresses of the report at earlier moments."""
    entries = last_entry(staff)
    paths = {name: f"{path}&as_of={min(int(entries * share), entries - 1)}" for name, share in SHARES.items()}
    for which in ("an early", "a late"):
        came = datetime.fromisoformat(orjson.loads(staff.ask(paths[f"{which} entry"]))["as_of"]["time"])
        before = came - timedelta(microseconds=1)  # those of one exchange share a time, also with the last one
        paths[f"{which} time"] = f"{path}&as_of={quote(before.isoformat())}"
    return paths


def last_entry(staff: Client) -> int:
    """The number of the last entry of the log."""
    return int(orjson.loads(staff.ask(WEEK))["as_of"]["seq"])


def times(staff: Client, path: str, most: int) -> int:
    """How many times it is asked for in a round; the first time, which reads the disk, is over then."""
    staff.ask(path)
    began = time.perf_counter()
    staff.ask(path)
    return min(most, max(AT_LEAST, int(FOR_ABOUT_S / (time.perf_counter() - began))))


def read(server: Server, staff: Client, path: str, number: int) -> Reading:
    """What a report costs that is asked for so many times."""

    def ask() -> float:
        slowest = 0.0
        for _ in range(number):
            began = time.perf_counter()
            staff.ask(path)
            slowest = max(slowest, time.perf_counter() - began)
        return slowest

    cost, slowest_s = cost_of_doing(server, ask)
    staff.close()
    return Reading(Cost(cost.cpu_s / number, cost.wall_s / number), slowest_s)
