"""Real mine events, from a file to a published year: by the way that tablets and staff take, everything counted again.

    python -m bench.events ../shared/data/colombia-mine-events-1990-2019.csv.gz
    python -m bench.events PATH --database-url postgresql://user@host/name

The file is described in event_file.py. Each event becomes a find of one piece, with its kind as the marking; its day is
the middle of its year, as the file knows no more. Ids come from the rows, so that a second run on the same database
changes nothing. Ends with status 1 when a count does not agree.
"""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from bench import event_checks, event_edition
from bench.cores import LOAD_CORE
from bench.event_file import Event, read_events
from bench.findings import Findings
from bench.processes import MINETALLY, Cost, Server, ours
from bench.staff import Staff
from models.chance import draw
from models.problem import Refused
from sync.database.database import Database
from sync.database.migrations import migrate
from sync.exchange.committer import Committer
from sync.operations import create_operation, issue_token

OPERATION, CONTROL = "mine-events", "mine-events-apart"
SHOWN = 5
"""Of what does not fit, so many rows are shown."""


def main(
    path: Annotated[Path, typer.Argument(help="The events, a gzipped CSV.", exists=True, dir_okay=False)],
    database_url: Annotated[
        str | None, typer.Option(help="The database; a new SQLite file that is removed afterwards when left out.")
    ] = None,
    sample: Annotated[
        bool, typer.Option(help="The file is a part of the published one, which the README's numbers do not describe.")
    ] = False,
) -> None:
    """Load mine events as tablets do, and check what the server makes of them."""
    os.sched_setaffinity(0, {LOAD_CORE})
    events, findings = read_events(path), Findings()
    with tempfile.TemporaryDirectory(prefix="minetally-events-") as folder:
        url = database_url or f"sqlite:///{folder}/events.db"
        migrate(url)
        tokens = asyncio.run(administrators(url))
        with ours(url, None) as server:
            _ask(server, tokens, events, findings, sample)
        verify(url, findings)
    console = Console(width=None if sys.stdout.isatty() else 150)
    findings.show(
        f"{path.name}: {len(events):,} events, {'SQLite' if url.startswith('sqlite') else 'PostgreSQL'}", console
    )
    raise typer.Exit(0 if findings.agree else 1)


def _ask(server: Server, tokens: list[str], events: list[Event], findings: Findings, sample: bool) -> None:
    staff, of_control = (Staff(server, token) for token in tokens)
    say = Console(stderr=True)
    steps: dict[str, Callable[[], None]] = {
        "loading": lambda: event_checks.load(staff, events, findings),
        "loading the control": lambda: event_checks.load_apart(of_control, events, findings),
        "counting": lambda: event_checks.counts(staff, events, findings, whole=not sample),
        "adding the area": lambda: event_checks.outside(staff, events, findings),
        "suspected duplicates": lambda: event_checks.suspected(staff, events, findings),
        "publishing": lambda: event_edition.publish(staff, events, findings),
    }
    for step, do in steps.items():
        say.print(step)
        do()


async def administrators(url: str) -> list[str]:
    """The token of an administrator of each operation, which is made when the database does not hold it."""
    now, life, tokens = datetime.now(UTC), timedelta(days=1), []
    async with Database(url) as database:
        committer = Committer(database)
        for operation in (OPERATION, CONTROL):
            try:
                token = await committer.beside_lock(create_operation, operation, "America/Bogota", now, draw())
            except Refused:
                issued = await committer.under_lock(
                    operation, issue_token, operation, "admin", now, life, draw(), person="administrator"
                )
                token = issued["token"]
            tokens.append(token)
    return tokens


def verify(url: str, findings: Findings) -> None:
    """What `minetally verify` finds."""
    before, began = os.times(), time.perf_counter()
    command = [str(MINETALLY), "verify", "--database-url", url, "--operation", OPERATION, "--json"]
    verified = subprocess.run(command, capture_output=True, text=True, check=False)
    seconds, after = time.perf_counter() - began, os.times()
    cpu_s = after.children_user + after.children_system - before.children_user - before.children_system
    rows = json.loads(verified.stdout)["findings"] if verified.stdout else [{"detail": verified.stderr}]
    findings.add("minetally verify: rows that do not fit", len(rows), 0, Cost(cpu_s, seconds))
    for row in rows[:SHOWN]:
        findings.add("    " + " ".join(row.values()), "")


if __name__ == "__main__":
    typer.run(main)
