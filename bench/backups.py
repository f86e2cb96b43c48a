"""What a backup, a restore and `verify` take: CPU time and the greatest memory of the command, by the number of finds.

    python -m bench.backups                        20,000 and 100,000 finds, SQLite
    python -m bench.backups --kind postgresql
    python -m bench.backups --finds 1000000        half an hour on idle cores; 20 GB for temporary files

Memory is resident memory without mapped files, which the system takes back when it needs the room; looked at 20 times a
second. CPU time is that of the command, in seconds, without PostgreSQL's own.
"""

from __future__ import annotations

import asyncio
import os
import re
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from bench.databases import databases, new_operation
from bench.fill import fill
from tests.databases import Kind

COLUMNS = ("finds", "backup s", "backup MiB", "verify s", "verify MiB", "restore s", "restore MiB", "file MB")
EVERY_S = 0.05


def main(
    finds: Annotated[list[int] | None, typer.Option(help="How many finds; 20,000 and 100,000 when left out.")] = None,
    kind: Annotated[str, typer.Option(help="sqlite or postgresql.")] = "sqlite",
) -> None:
    """Back up, verify and restore operations of several sizes."""
    table = Table(*COLUMNS, title=kind)
    of: Kind = "postgresql" if kind == "postgresql" else "sqlite"
    with databases(of) as stores:
        for size in finds or (20_000, 100_000):
            url = stores.create()
            new_operation(url)
            asyncio.run(fill(url, size))
            store = stores.folder / f"store-{size}"
            new = f"sqlite:///{stores.folder}/restored-{size}.db"
            took = [
                *_peak(url, "backup", "--to", str(store)),
                *_peak(url, "verify"),
                *_peak(new, "restore", str(store)),
                f"{sum(file.stat().st_size for file in store.rglob('*.zst')) / 1e6:,.0f}",
            ]
            table.add_row(f"{size:,}", *took)
    Console(width=120).print(table)


def _peak(url: str, *words: str) -> tuple[str, str]:
    """Seconds of CPU and MiB of a command."""
    began, most = _cpu_s_of_commands(), 0
    environment = {**os.environ, "MINETALLY_DATABASE_URL": url}
    process = subprocess.Popen(
        [sys.executable, "-m", "api.cli.main", *words], env=environment, stdout=subprocess.DEVNULL
    )
    while process.poll() is None:
        status = Path(f"/proc/{process.pid}/status").read_text()
        found = re.search(r"RssAnon:\s+(\d+)", status)
        most = max(most, int(found[1]) if found else 0)
        time.sleep(EVERY_S)
    if process.returncode:
        raise typer.Exit(process.returncode)
    return f"{_cpu_s_of_commands() - began:.0f}", f"{most / 1024:.0f}"


def _cpu_s_of_commands() -> float:
    """CPU time of all commands that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    typer.run(main)
