"""The raw driver's fastest insert of rows that ours stored, with as many commits: sqlite3 executemany, asyncpg COPY.

    python -m bench.raw sqlite:///ours.db sqlite:///empty.db

Reads the rows of log and find from the one database; each line on standard input then inserts the rows of so many
exchanges into the other, and prints the CPU time of this process that it took, seconds.
"""

from __future__ import annotations

import asyncio
import sqlite3
import sys
import time
from collections.abc import Iterator
from typing import Any

import asyncpg

from bench.tablets import MUTATIONS

Exchange = tuple[list[Any], list[Any]]
"""The rows of log and of find that one exchange stored."""
TABLES = ("log", "find")


def _exchanges(log: list[Any], find: list[Any]) -> Iterator[Exchange]:
    for n in range(0, len(log), MUTATIONS):
        yield log[n : n + MUTATIONS], find[n : n + MUTATIONS]


def _on_sqlite(source: str, target: str) -> None:
    with sqlite3.connect(source.removeprefix("sqlite:///")) as reading:
        log, find = (reading.execute(f"SELECT * FROM {name} ORDER BY seq").fetchall() for name in TABLES)
    writing = sqlite3.connect(target.removeprefix("sqlite:///"), isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "cache_size=-65536", "mmap_size=268435456"):
        writing.execute(f"PRAGMA {pragma}").close()
    inserts = [
        f"INSERT INTO {name} VALUES ({', '.join('?' * len(rows[0]))})"
        for name, rows in zip(TABLES, (log, find), strict=True)
    ]
    exchanges = _exchanges(log, find)
    for line in sys.stdin:
        before = time.process_time()
        for _ in range(int(line)):
            writing.execute("BEGIN IMMEDIATE")
            for insert, rows in zip(inserts, next(exchanges), strict=True):
                writing.executemany(insert, rows)
            writing.execute("COMMIT")
        print(time.process_time() - before, flush=True)


async def _on_postgresql(source: str, target: str) -> None:
    reading = await asyncpg.connect(source)
    log, find = [[tuple(row) for row in await reading.fetch(f"SELECT * FROM {name} ORDER BY seq")] for name in TABLES]
    await reading.close()
    writing = await asyncpg.connect(target)
    exchanges = _exchanges(log, find)
    for line in sys.stdin:
        before = time.process_time()
        for _ in range(int(line)):
            async with writing.transaction():
                for name, rows in zip(TABLES, next(exchanges), strict=True):
                    await writing.copy_records_to_table(name, records=rows)
        print(time.process_time() - before, flush=True)


if __name__ == "__main__":
    if sys.argv[1].startswith("sqlite:"):
        _on_sqlite(sys.argv[1], sys.argv[2])
    else:
        asyncio.run(_on_postgresql(sys.argv[1], sys.argv[2]))
