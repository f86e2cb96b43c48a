"""Exports in every format, beside reading the same documents, and their memory over few and many finds.

python -m bench.exports                                  10,000 and 100,000 finds, on SQLite and PostgreSQL
python -m bench.exports --finds 100000 --finds 1000000 --kind sqlite --form csv
python -m bench.exports --database-url sqlite:///small.db --database-url sqlite:///large.db    filled already
"""

from __future__ import annotations

import asyncio
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from threading import Event, Thread
from typing import Annotated, Any

import orjson
import typer
from rich.console import Console

from api.exports.forms import FORMS
from api.exports.reading import reading
from bench.cores import CORES
from bench.databases import OPERATION, Databases, databases
from bench.figures import Figure, figure, show
from bench.processes import Cost
from bench.report import Filled
from sync.database.database import Database, Snapshot
from sync.files.exports import Export, begin_export, read_page
from sync.finds.reading import Filters
from tests.databases import Kind

RAW = "raw"
"""Every document read, page by page in one transaction, and nothing done with it."""
MEMORY_AT_MOST = 1.25
LOOKS_EVERY_S = 0.005


def main(
    quick: Annotated[bool, typer.Option(help="A smoke run: small numbers that say nothing.")] = False,
    kind: Annotated[list[str] | None, typer.Option(help="sqlite or postgresql; both when left out.")] = None,
    form: Annotated[list[str] | None, typer.Option(help="Formats; all when left out.")] = None,
    finds: Annotated[list[int] | None, typer.Option(help="How many finds the databases have, few first.")] = None,
    database_url: Annotated[list[str] | None, typer.Option(help="Databases that are filled, in their place.")] = None,
) -> None:
    """Measure exports."""
    console = Console() if Console().is_terminal else Console(width=150)
    forms = form or [*FORMS]
    if database_url:
        show("filled before", measure(database_url, forms, None), console)
        return
    sizes = (200, 400) if quick else tuple(finds or (10_000, 100_000))
    kinds: list[Kind] = [one for one in ("sqlite", "postgresql") if not kind or one in kind]
    with ExitStack() as stack:
        for one in kinds:
            store = stack.enter_context(databases(one))
            filled = Filled(store, sizes)
            filled.wait()
            show(one, measure(filled.urls, forms, store), console)


def measure(urls: list[str], forms: list[str], store: Databases | None) -> list[Figure]:
    """For each format the cost of a find in each database, and the memory for the last beside the first."""
    figures = []
    raws = [_run(url, RAW, store) for url in urls]
    for form in forms:
        runs = [_run(url, form, store) for url in urls]
        for (cost, done), (raw, _) in zip(runs, raws, strict=True):
            rows = done["rows"]
            cpu = (cost.cpu_s * 1e6 / rows, raw.cpu_s * 1e6 / rows)
            also = {"rows_a_second": rows / cost.wall_s, "bytes": done["bytes"]}
            what = f"{form}, {rows:,} finds: {rows / cost.wall_s:,.0f} a second, {done['bytes'] / 2**20:,.1f} MiB"
            figures.append(figure(what, "µs a find", "reading the documents", [cpu], None, also))
        memory = [done["memory_mib"] for _, done in runs]
        what = f"{form}: memory with {runs[-1][1]['rows']:,} finds"
        beside = f"with {runs[0][1]['rows']:,}"
        figures.append(figure(what, "MiB", beside, [(memory[-1], memory[0])], MEMORY_AT_MOST))
    return figures


def _run(url: str, form: str, store: Databases | None) -> tuple[Cost, dict[str, Any]]:
    """One export in a process of its own."""
    before = store.cpu_s() if store else 0.0
    command = [sys.executable, "-m", "bench.exports", "one", url, form]
    done = orjson.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    database_s = store.cpu_s() - before if store else 0.0
    return Cost(done["cpu_s"] + database_s, done["wall_s"]), done


# In the process of its own


def one(url: str, form: str) -> None:
    """Exports once, and prints what it took: CPU and clock, seconds; the most memory that no file backs, MiB."""
    os.sched_setaffinity(0, CORES)
    if form in FORMS:
        asyncio.run(_export(url, form, Filters(type_key="-")))  # imports what it takes
    watched, before, began = _Memory(), _cpu_s(), time.perf_counter()
    with watched:
        rows, length = asyncio.run(_export(url, form, Filters()))
    took = {"cpu_s": _cpu_s() - before, "wall_s": time.perf_counter() - began}
    print(orjson.dumps({**took, "rows": rows, "bytes": length, "memory_mib": watched.most_mib}).decode())


async def _export(url: str, form: str, filters: Filters) -> tuple[int, int]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "finds." + (FORMS[form].ending if form in FORMS else form))
        async with Database(url) as database:
            if form == RAW:
                async with database.snapshot() as snapshot:
                    return await _read(
                        snapshot, await snapshot.read(begin_export, OPERATION, filters, None, bytes(32))
                    ), 0
            async with reading(database, OPERATION, filters, None, bytes(32)) as opened:
                await asyncio.to_thread(opened.into, lambda export, pages: FORMS[form].write(export, pages, path))
        return opened.export.finds, path.stat().st_size  # noqa: ASYNC240


async def _read(snapshot: Snapshot, export: Export) -> int:
    rows, at = 0, None
    while True:
        page, at = await snapshot.read(read_page, export, at)
        rows += len(page)
        if at is None:
            return rows


def _cpu_s() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


class _Memory:
    """The most anonymous memory of this process while it is watched."""

    def __init__(self) -> None:
        self.most_mib = 0.0
        self._ended = Event()
        self._looking = Thread(target=self._look)

    def __enter__(self) -> None:
        self._looking.start()

    def __exit__(self, *raised: object) -> None:
        self._ended.set()
        self._looking.join()

    def _look(self) -> None:
        for kib in self._anonymous_kib():
            self.most_mib = max(self.most_mib, kib / 1024)

    def _anonymous_kib(self) -> Iterator[int]:
        while True:
            status = Path("/proc/self/status").read_text()
            yield int(status.partition("RssAnon:")[2].split()[0])
            if self._ended.wait(LOOKS_EVERY_S):
                return


if __name__ == "__main__":
    if sys.argv[1:2] == ["one"]:
        one(*sys.argv[2:])
    else:
        typer.run(main)
