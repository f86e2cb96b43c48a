"""Where the microseconds of a push go, from the body to the commit: CPU time of each stage, in this process.

    python -m bench.stages postgresql

On PostgreSQL the database's own time is left out. For what happens within a stage, run it under cProfile or py-spy.
"""

from __future__ import annotations

import asyncio
import functools
import sys
import time
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from statistics import median
from typing import Any

from rich.console import Console
from rich.table import Table

from bench.fill import AUTHORS, devices
from bench.processes import OPERATION, databases, new_operation
from bench.tablets import MUTATIONS, Tablet
from models.exchange_body import read_exchange
from sync import commit, committer, duplicates, log, tally
from sync.database import Database
from sync.exchange import Exchange, prepare

EXCHANGES = 120
WARM_UP = 20

SPENT: dict[str, float] = {}
"""Seconds of each stage in the exchange at hand."""


def timed(stage: str, do: Any) -> Any:
    """`do`, whose CPU time is added to a stage; a stage holds those that begin with more spaces below it."""

    @functools.wraps(do)
    def measured(*args: Any, **kwargs: Any) -> Any:
        began = time.thread_time()
        try:
            return do(*args, **kwargs)
        finally:
            SPENT[stage] = SPENT.get(stage, 0.0) + time.thread_time() - began

    return measured


def watch(owner: Any, name: str, stage: str) -> None:
    setattr(owner, name, timed(stage, getattr(owner, name)))


async def measure(url: str) -> dict[str, float]:
    """Stage to median microseconds a find."""
    database = Database(url)
    await database.write(devices)
    watch(commit.Commit, "__init__", "  lock the head")
    watch(commit.Commit, "load", "  load what is known")
    watch(Exchange, "run", "  take: merge, project, hash")
    watch(commit.Commit, "store", "  store")
    watch(log, "store", "    rows of the log")
    watch(commit, "upsert_rows", "    rows of the finds")
    watch(tally, "add", "    tally")
    watch(duplicates, "keep_pairs", "    suspected duplicates")
    read, prepare_one = timed("read the body", read_exchange), timed("prepare", prepare)
    run_together = timed("under the lock", committer.run_together)
    stages: dict[str, list[float]] = defaultdict(list)
    for body in Tablet(1).bodies(EXCHANGES):
        SPENT.clear()
        began, received_at = time.process_time(), datetime.now(UTC)
        prepared = [prepare_one(sent, one, AUTHORS[0], timedelta(), received_at) for sent, one in read(body).mutations]
        await database.write(run_together, OPERATION, [Exchange(cursor=None, prepared=prepared)])
        SPENT["all, with the commit"] = time.process_time() - began
        for stage, seconds in SPENT.items():
            stages[stage].append(seconds * 1e6 / MUTATIONS)
    await database.close()
    return {stage: median(each[WARM_UP:]) for stage, each in stages.items()}


def main(kind: str) -> None:
    with databases("postgresql" if kind == "postgresql" else "sqlite") as made:
        url = made.create()
        new_operation(url)
        stages = asyncio.run(measure(url))
    order = ["read the body", "prepare", "under the lock", *(stage for stage in stages if stage.startswith(" "))]
    table = Table("stage", title=f"{kind}: CPU µs a find, {MUTATIONS} an exchange")
    table.add_column("µs", justify="right")
    for stage in (*order, "all, with the commit"):
        table.add_row(stage, f"{stages[stage]:.1f}")
    Console().print(table)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "sqlite")
