"""How long a change of the rules holds an operation's lock, and what a tablet notices of it.

    python -m bench.rules                          10,000 and 100,000 finds, both databases
    python -m bench.rules --finds 1000000 --kind sqlite

Each change is made on finds as exchanges store them. Beside: worked out while the operation goes on, seconds. Lock: the
transaction that brings it into force, ms; core: how much of that its thread computed, the rest it waited for a core or
for the database. Settled: its finds are written, seconds; step: the longest transaction of these, ms. Push: the worst
exchange of a tablet that sends one find after the other meanwhile, ms. Pull: a page of 500 finds while nothing is
settled yet, ms. The tablet's cost is what it pulls again: finds, and bytes of JSON before compression. Memory: the most
of this process so far, MB.
"""

from __future__ import annotations

import asyncio
import resource
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from typing import Annotated, Any
from zlib import crc32

import typer
from rich.console import Console
from rich.table import Table
from sqlalchemy import ColumnElement, Connection, func, literal_column, select

from bench.databases import OPERATION, databases, new_operation
from bench.fill import AUTHORS, exchange, fill
from bench.tablets import FIRST_DAY, Tablet, push
from models.chance import draw
from models.tables import FIND
from sync.database.database import Database
from sync.database.limits import Unavailable
from sync.exchange.committer import Committer, run_together
from sync.finds.settling import changed_after
from sync.log.chain import read_head
from sync.rules.areas import added_area
from sync.rules.catalogue import added_alias, removed_type
from sync.rules.changes import RuleChange, Settling, changed_settings
from sync.rules.making import worked_out
from tests.databases import Kind

COLUMNS = (
    "finds", "change", "finds changed", "beside s", "lock ms", "core ms", "settled s", "step ms", "worst push ms",
    "pull ms", "MB to pull", "memory MB",
)  # fmt: skip


def main(
    finds: Annotated[list[int] | None, typer.Option(help="How many finds; 10,000 and 100,000 when left out.")] = None,
    kind: Annotated[list[str] | None, typer.Option(help="sqlite or postgresql; both when left out.")] = None,
) -> None:
    """Change areas, aliases, types and settings of operations of several sizes."""
    kinds: list[Kind] = [one for one in ("sqlite", "postgresql") if not kind or one in kind]
    for one in kinds:
        table = Table(*COLUMNS, title=one)
        with databases(one) as stores:
            for size in finds or (10_000, 100_000):
                url = stores.create()
                new_operation(url)
                asyncio.run(fill(url, size))
                stores.settle(url)
                for row in asyncio.run(_changes(url)):
                    table.add_row(f"{size:,}", *row)
        Console(width=160).print(table)


async def _changes(url: str) -> list[tuple[str, ...]]:
    async with Database(url) as database:
        edges = await database.read(_edges)
        rows = []
        for name, change in _CHANGES.items():
            rows.append(await _measured(database, name, change(*edges)))
        return rows


def _edges(connection: Connection) -> tuple[float, ...]:
    """West, south, east and north of all finds."""
    sides = (func.min(FIND.c.lon), func.min(FIND.c.lat), func.max(FIND.c.lon), func.max(FIND.c.lat))
    return tuple(connection.execute(select(*sides)).one())


def _area(name: str, share: float) -> Callable[..., RuleChange]:
    """A district of this share of the width and height of all finds."""

    def made(west: float, south: float, east: float, north: float) -> RuleChange:
        east, north = west + (east - west) * share, south + (north - south) * share
        ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
        return added_area(
            "district", name, {"type": "Polygon", "coordinates": [ring]}, "bench", datetime.now(UTC), draw()
        )

    return made


def _settings(metres: float) -> Callable[..., RuleChange]:
    settings: Any = {"duplicate_distance_m": metres, "duplicate_days": 3}
    return lambda *edges: changed_settings(f"settings {metres}", settings, "bench", datetime.now(UTC))


_CHANGES: dict[str, Callable[..., RuleChange]] = {
    "alias of a marking that no find has": lambda *edges: added_alias(
        "alias", "ZZ-9", "3001M", "", "bench", datetime.now(UTC)
    ),
    "area, a hundredth": _area("a hundredth", 0.1),
    "area, a quarter": _area("a quarter", 0.5),
    "type taken away": lambda *edges: removed_type("type", "PMN2", "", "bench", datetime.now(UTC)),
    "settings, 25 to 20 m": _settings(20.0),
    "settings, 20 to 1,000 m": _settings(1000.0),
    "settings, 1,000 to 25 m": _settings(25.0),
}


async def _measured(database: Database, name: str, job: RuleChange) -> tuple[str, ...]:
    pushing, worst = asyncio.Event(), [0.0]
    tablet = asyncio.create_task(_push(database, crc32(name.encode()), pushing, worst))
    began = time.perf_counter()
    beside = await worked_out(database, Committer(database), OPERATION, job)
    worked = time.perf_counter()
    held: list[float] = []
    core: list[float] = []

    def stored(connection: Connection) -> None:
        locked, begun = time.perf_counter(), time.thread_time()
        if run_together(connection, OPERATION, [beside]) == [None]:
            raise RuntimeError("the rules have changed meanwhile")
        held.append(time.perf_counter() - locked)
        core.append(time.thread_time() - begun)

    await database.write_transaction(stored)
    pulling = time.perf_counter()
    await database.read(_page)
    settling = time.perf_counter()
    steps = await _settle(database)
    settled = time.perf_counter()
    pushing.set()
    await tablet
    changed, size = await database.read(_pulled)
    seconds = (f"{worked - began:.1f}", f"{held[0] * 1000:,.0f}", f"{core[0] * 1000:,.0f}", f"{settled - settling:.1f}")
    ms = (f"{one * 1000:,.0f}" for one in (max(steps), worst[0], settling - pulling))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return (name, f"{changed:,}", *seconds, *ms, f"{size / 1e6:.1f}", f"{memory:,.0f}")


async def _settle(database: Database) -> list[float]:
    """Settles the finds; gives how long each step held the lock, seconds."""
    steps: list[float] = []
    more = True

    def step(connection: Connection) -> bool:
        began = time.perf_counter()
        (left,) = run_together(connection, OPERATION, [Settling()])
        steps.append(time.perf_counter() - began)
        return bool(left)

    while more:
        more = await database.write_transaction(step)
    return steps


def _page(connection: Connection) -> None:
    """What a tablet pulls that has all but the last change."""
    head = read_head(connection, OPERATION)
    document: ColumnElement[str] = literal_column("document")
    changed_after(connection, head, head.rules - 1, None, 500, lambda finds: (document,))


def _pulled(connection: Connection) -> tuple[int, int]:
    """How many finds the newest change of the rules changed, and the size of their documents."""
    newest = connection.exec_driver_sql("SELECT rules FROM operation").scalar_one()
    here = select(func.count(), func.coalesce(func.sum(func.length(FIND.c.document)), 0)).where(FIND.c.seq == newest)
    count, size = connection.execute(here).one()
    return int(count), int(size)


async def _push(database: Database, seed: int, stop: asyncio.Event, worst: list[float]) -> None:
    tablet = Tablet(seed)
    while not stop.is_set():
        job = exchange(AUTHORS[0], push(tablet.finds(FIRST_DAY, 1)))
        began = time.perf_counter()
        with suppress(Unavailable):  # it has waited for longer than it may: that is its time then
            await database.write_transaction(run_together, OPERATION, [job])
        worst[0] = max(worst[0], time.perf_counter() - began)
        await asyncio.sleep(0.05)


if __name__ == "__main__":
    typer.run(main)
