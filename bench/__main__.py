"""`make bench`: measures, prints a table for each kind of database and writes it as JSON.

python -m bench --quick --kind sqlite
"""

from __future__ import annotations

import os
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from bench import pull, push, report
from bench.cores import LOAD_CORE
from bench.databases import Databases, databases, new_operation
from bench.figures import Figure, show, write
from bench.processes import bare, ours
from bench.tablets import TEAMS
from tests.databases import Kind

TABLETS = 8
RESULTS = Path(__file__).parent / "results"


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much is measured."""

    rounds: int
    exchanges: int
    """Exchanges of a push in one round."""
    pulls: int
    """Exchanges with nothing new in one round."""
    reports: int
    """Reports in one round."""
    conflicts: int
    """How many finds are in dispute in a measurement of that, of the database with the second most finds."""
    finds: tuple[int, ...]
    """How many finds the databases have of which reports are made."""


FULL = Sizes(rounds=5, exchanges=80, pulls=1000, reports=100, conflicts=1000, finds=(1_000, 100_000, 1_000_000))
QUICK = Sizes(rounds=1, exchanges=8, pulls=20, reports=3, conflicts=10, finds=(200, 400))


def main(
    quick: Annotated[bool, typer.Option(help="A smoke run: small numbers that say nothing.")] = False,
    kind: Annotated[list[str] | None, typer.Option(help="sqlite or postgresql; both when left out.")] = None,
    results: Annotated[Path, typer.Option(help="Where the JSON goes.")] = RESULTS,
) -> None:
    """Measure speed beside raw limits, in the same run and on the same core."""
    os.sched_setaffinity(0, {LOAD_CORE})
    sizes = QUICK if quick else FULL
    kinds: list[Kind] = [one for one in ("sqlite", "postgresql") if not kind or one in kind]
    console, say = Console(), Console(stderr=True)
    if not console.is_terminal:
        console = Console(width=150)
    with ExitStack() as stack:
        stores = [stack.enter_context(databases(one)) for one in kinds]
        figures = []
        for store in stores:
            say.print(f"{store.kind}: push and pull")
            figures.append(_exchanges(store, sizes))
        say.print(f"filling databases with {sizes.finds[-1]:,} finds")
        filled = [report.Filled(store, sizes.finds) for store in stores]
        for one in filled:
            one.wait()
        for store, one, measured in zip(stores, filled, figures, strict=True):
            say.print(f"{store.kind}: reports and memory")
            measured += report.measure(one, sizes.reports, sizes.rounds, sizes.conflicts)
    for store, measured in zip(stores, figures, strict=True):
        show(store.kind, measured, console)
        write(results, store.kind, measured, {"sizes": asdict(sizes)})


def _exchanges(store: Databases, sizes: Sizes) -> list[Figure]:
    """Pushes and pulls, on fresh databases."""
    url, bare_url, raw_url = (store.create() for _ in range(3))
    admin, *_ = [new_operation(one) for one in (url, bare_url, raw_url)]
    with ours(url, store) as mine, bare(bare_url, store) as limit:
        tablets = [mine.enrolled(admin, f"Team {n % TEAMS + 1}", f"tablet {n + 1}") for n in range(TABLETS)]
        pushed = push.measure(mine, tablets, limit, sizes.exchanges, sizes.rounds, lambda: store.settle(url, bare_url))
        raw = push.beside_raw(store, url, raw_url, pushed[0], sizes.exchanges, sizes.rounds)
        return [*pushed, raw, *pull.measure(mine, tablets, limit, sizes.pulls, sizes.rounds)]


if __name__ == "__main__":
    typer.run(main)
