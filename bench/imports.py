"""What `minetally import` costs: rows a second beside the raw driver's insert of the same rows, and its memory.

    python -m bench.imports                        10,000 and 100,000 rows
    python -m bench.imports --rows 1000000         10,000 and a million; a quarter of an hour

Each size goes into a new SQLite database, twice: the second time changes nothing. Raw is sqlite3's executemany of the
rows of log and find that ours stored, with as many commits. CPU seconds, so that a machine that does other things
besides tells the same; peak memory is the greatest resident size of the process, MiB: SQLite's cache and mapped
pages of the database are up to 320 of them. Ends with status 1 when a count does not agree.
"""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import psutil
import typer
from rich.console import Console

from api.imports.run import ROWS_A_JOB
from bench.findings import Findings
from bench.import_file import MAPPING, write_file
from bench.processes import MINETALLY, Cost

SMALL = 10_000


class Run(NamedTuple):
    """One import: what it answered, what it cost, and its peak memory in MiB."""

    answer: dict[str, Any]
    cost: Cost
    peak_mib: float


def main(rows: Annotated[int, typer.Option(help="Of the large file.", min=SMALL)] = 100_000) -> None:
    """Import a small and a large file, each twice, and hold them against the raw driver."""
    findings = Findings()
    peaks = [_sized(size, findings) for size in (SMALL, rows)]
    findings.add(f"peak memory, {rows:,} rows to {SMALL:,}", f"{peaks[1] / peaks[0]:.2f} times")
    findings.show("minetally import, SQLite", Console())
    raise typer.Exit(0 if findings.agree else 1)


def _sized(rows: int, findings: Findings) -> float:
    """Imports so many rows twice; gives the peak memory of the first time."""
    with tempfile.TemporaryDirectory(prefix="minetally-import-") as name:
        folder = Path(name)
        total = write_file(folder / "finds.csv", rows)
        (folder / "map.json").write_text(json.dumps(MAPPING))
        environment = {**os.environ, "MINETALLY_DATABASE_URL": f"sqlite:///{folder}/ours.db"}
        init = [str(MINETALLY), "init", "--operation", "season", "--timezone", "Asia/Baku"]
        subprocess.run(init, env=environment, check=True, capture_output=True)
        first, again = _import(folder, environment), _import(folder, environment)
        findings.add(f"{rows:,} rows: new finds", first.answer["new"], rows, first.cost)
        findings.add("    pieces", first.answer["total"], total)
        findings.add("    again: rows that are there", again.answer["same"], rows, again.cost)
        findings.add("    again: pieces", again.answer["total"], 0)
        raw_s = _raw(folder)
        findings.add("    rows a second of CPU", f"{rows / first.cost.cpu_s:,.0f}")
        findings.add("    raw driver, rows a second of CPU", f"{rows / raw_s:,.0f}")
        findings.add("    as slow as raw", f"{first.cost.cpu_s / raw_s:.1f} times")
        findings.add("    peak memory", f"{first.peak_mib:.0f} MiB")
        return first.peak_mib


def _import(folder: Path, environment: dict[str, str]) -> Run:
    command = [str(MINETALLY), "import", "finds.csv", "--map", "map.json", "--person", "bench", "--json"]
    began = time.perf_counter()
    with (folder / "answer.json").open("wb") as answer:
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=answer)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise RuntimeError(f"the import ended with status {process.returncode}")
    cost = Cost(usage.ru_utime + usage.ru_stime, time.perf_counter() - began)
    return Run(json.loads((folder / "answer.json").read_bytes()), cost, usage.ru_maxrss / 1024)


def _raw(folder: Path) -> float:
    """CPU seconds of the raw driver for the rows that ours stored, with as many commits."""
    reading = sqlite3.connect(folder / "ours.db")
    writing = sqlite3.connect(folder / "raw.db", isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL"):
        writing.execute(f"PRAGMA {pragma}").close()
    schema = "SELECT sql FROM sqlite_master WHERE tbl_name IN ('log', 'find') AND sql IS NOT NULL ORDER BY type DESC"
    for (statement,) in reading.execute(schema).fetchall():
        writing.execute(statement)
    reads = {name: reading.execute(f"SELECT * FROM {name} ORDER BY seq") for name in ("log", "find")}
    process, spent = psutil.Process(), 0.0
    while pages := {name: page for name, rows in reads.items() if (page := rows.fetchmany(ROWS_A_JOB))}:
        before = process.cpu_times()
        writing.execute("BEGIN IMMEDIATE")
        for name, page in pages.items():
            writing.executemany(f"INSERT INTO {name} VALUES ({', '.join('?' * len(page[0]))})", page)
        writing.execute("COMMIT")
        after = process.cpu_times()
        spent += after.user + after.system - before.user - before.system
    reading.close()
    writing.close()
    return spent


if __name__ == "__main__":
    typer.run(main)
