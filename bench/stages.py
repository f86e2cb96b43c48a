"""Where the microseconds of a push go, from the body to the commit: CPU time of each stage, in this process.

    python -m bench.stages postgresql

On PostgreSQL the database's own time is left out.
"""

from __future__ import annotations

import asyncio
import functools
import sys
import time
from collections import defaultdict
from statistics import median
from typing import Any

from rich.console import Console
from rich.table import Table

from bench import fill
from bench.databases import OPERATION, databases, new_operation
from bench.tablets import MUTATIONS, Tablet
from models.receipt import receipt_of_answers
from models.signing import SigningKey
from sync.database.database import Database
from sync.exchange import committer, transaction
from sync.exchange.exchange import Exchange
from sync.finds import duplicates, tally
from sync.finds.projection import FINDS
from sync.log import chain

KEY = SigningKey(bytes(32))
EXCHANGES = 120
WARM_UP = 20

STAGES = (
    "read the body",
    "prepare",
    "under the lock",
    "  lock the head",
    "  load what is known",
    "  take: merge, project, hash",
    "  store",
    "    rows of the log",
    "    rows of the finds",
    "    tally",
    "    suspected duplicates",
    "all, with the commit",
    "receipt",
)
"""In the order in which they are shown; one that begins with more spaces is a part of the one above."""

SPENT: dict[str, float] = {}
"""Seconds of each stage in the exchange at hand."""


def timed(stage: str, do: Any) -> Any:
    """`do`, whose CPU time is added to a stage."""

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
    await committer.Committer(database).beside_lock(fill.devices)
    watch(transaction.Transaction, "__init__", "  lock the head")
    watch(transaction.Transaction, "load", "  load what is known")
    watch(Exchange, "run", "  take: merge, project, hash")
    watch(transaction.Transaction, "store", "  store")
    watch(chain, "store", "    rows of the log")
    watch(FINDS, "insert", "    rows of the finds")
    watch(tally.Moves, "store", "    tally")
    watch(duplicates, "keep_pairs", "    suspected duplicates")
    watch(fill, "read_exchange", "read the body")
    watch(fill, "prepare", "prepare")
    run_together = timed("under the lock", committer.run_together)
    stages: dict[str, list[float]] = defaultdict(list)
    for body in Tablet(1).bodies(EXCHANGES):
        SPENT.clear()
        began = time.process_time()
        job = fill.exchange(fill.AUTHORS[0], body)
        (exchanged,) = await database.write_transaction(run_together, OPERATION, [job])
        SPENT["all, with the commit"] = time.process_time() - began
        after, digests = (
            {"seq": exchanged.head.seq, "hash": exchanged.head.hash},
            [one.sent.digest for one in job.prepared],
        )
        receipt = timed("receipt", receipt_of_answers)
        assert receipt(OPERATION, exchanged.head.epoch, job.device_id, after, digests, exchanged.answers, KEY)
        for stage, seconds in SPENT.items():
            stages[stage].append(seconds * 1e6 / MUTATIONS)
    await database.close()
    return {stage: median(each[WARM_UP:]) for stage, each in stages.items()}


def main(kind: str) -> None:
    with databases("postgresql" if kind == "postgresql" else "sqlite") as made:
        url = made.create()
        new_operation(url)
        stages = asyncio.run(measure(url))
    table = Table("stage", title=f"{kind}: CPU µs a find, {MUTATIONS} an exchange")
    table.add_column("µs", justify="right")
    for stage in STAGES:
        table.add_row(stage, f"{stages[stage]:.1f}")
    Console().print(table)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "sqlite")
