"""What the journal costs: an edit by staff with it and without it, one after the other, as a ratio.

    python -m bench.journal                        both databases, the journal in the folder for temporary files

Each edit is a transaction of its own. Beside: what one synced write of the same size costs on that disk, ms.
"""

from __future__ import annotations

import asyncio
import os
import statistics
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table
from sqlalchemy import Connection, select

from bench.databases import OPERATION, databases, new_operation
from bench.fill import fill
from models.tables import FIND
from sync.backup.journal import Journal
from sync.database.database import Database
from sync.exchange.committer import Committer
from sync.finds.reading import read_find
from sync.staff.resolutions import staff_edit
from tests.databases import Kind
from tests.service import new_id

COLUMNS = ("database", "without ms", "with ms", "ratio", "bytes a line", "a synced write ms")


def main(
    edits: Annotated[int, typer.Option(help="How many edits of each kind.")] = 200,
    kind: Annotated[list[str] | None, typer.Option(help="sqlite or postgresql; both when left out.")] = None,
) -> None:
    """Edit finds with and without a journal, in turns."""
    table = Table(*COLUMNS)
    kinds: list[Kind] = [one for one in ("sqlite", "postgresql") if not kind or one in kind]
    for one in kinds:
        with databases(one) as stores, tempfile.TemporaryDirectory() as folder:
            url = stores.create()
            new_operation(url)
            asyncio.run(fill(url, edits))
            table.add_row(one, *asyncio.run(_compared(url, edits, Path(folder))))
    Console(width=120).print(table)


async def _compared(url: str, edits: int, folder: Path) -> tuple[str, ...]:
    journal, took = Journal(folder), dict[bool, list[float]]({True: [], False: []})
    async with Database(url) as database:
        committers = {True: Committer(database, journal), False: Committer(database)}
        finds = await database.read(_finds, edits)
        for n, id in enumerate(finds):
            for kept in (n % 2 == 0, n % 2 == 1):
                seen = (await database.read(read_find, OPERATION, id)).etag
                given: Any = {"count": 100 + n + kept}
                job = staff_edit(new_id(), id, "edit", given, "bench", "Rena", seen, datetime.now(UTC))
                began = time.perf_counter()
                await committers[kept].run(OPERATION, job)
                took[kept].append((time.perf_counter() - began) * 1000)
    journal.close()
    (file,) = await asyncio.to_thread(lambda: [*folder.iterdir()])
    size = file.stat().st_size // edits
    without, with_it = (statistics.median(took[kept]) for kept in (False, True))
    synced = statistics.median([_synced_write(folder / "raw", size) for _ in range(edits)])
    return f"{without:.2f}", f"{with_it:.2f}", f"{with_it / without:.2f}", f"{size:,}", f"{synced:.2f}"


def _finds(connection: Connection, most: int) -> list[str]:
    return [*connection.execute(select(FIND.c.id).order_by(FIND.c.id).limit(most)).scalars()]


def _synced_write(file: Path, size: int) -> float:
    began = time.perf_counter()
    with file.open("ab") as opened:
        opened.write(bytes(size))
        opened.flush()
        os.fsync(opened.fileno())
    return (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    typer.run(main)
