"""Fills a database with many finds as exchanges do, only without HTTP: the same reader, merge and commit.

Every find stands in the log, the tally and the search for duplicates as if a tablet had sent it.
"""

from __future__ import annotations

import asyncio
import os
from datetime import UTC, datetime, timedelta

from sqlalchemy import insert

from bench.cores import CORES
from bench.databases import OPERATION
from bench.tablets import DAYS, FIRST_DAY, TEAMS, Tablet, push
from models.exchange_body import read_exchange
from models.mutation import stored_instant
from models.tables import DEVICE, TEAM
from sync.database.database import Connection, Database
from sync.database.limits import OF_COMMANDS
from sync.exchange.committer import Committer
from sync.exchange.exchange import Exchange
from sync.exchange.prepared import prepare
from sync.merge.find_state import Author

MOST_TOGETHER = 1000
"""Mutations in one transaction."""
AUTHORS = [Author(f"00000000-0000-4000-8000-00000000000{n}", f"Team {n}") for n in range(1, TEAMS + 1)]
"""One tablet of each team."""


def run(url: str, finds: int) -> None:
    """`fill` in a process of its own, on any core."""
    os.sched_setaffinity(0, CORES)
    asyncio.run(fill(url, finds))


async def fill(url: str, finds: int) -> None:
    """So many finds, spread evenly over the campaign; at least over its first fifteen days."""
    database = Database(url, OF_COMMANDS)
    tablet = Tablet(finds)
    together = min(MOST_TOGETHER, finds // 5)
    committer = Committer(database)
    await committer.beside_lock(devices)
    for n in range(finds // together):
        first = FIRST_DAY + timedelta(days=3 * n % (DAYS - 2))
        jobs = [exchange(author, push(tablet.finds(first, together // TEAMS))) for author in AUTHORS]
        await asyncio.gather(*(committer.run(OPERATION, job) for job in jobs))
    await database.close()


def exchange(author: Author, body: bytes) -> Exchange:
    """What a tablet of one team brings in a body, as the route of the exchange prepares it."""
    received_at = datetime.now(UTC)
    read = read_exchange(body).mutations
    prepared = tuple(prepare(sent, one, author, timedelta(), received_at) for sent, one in read)
    return Exchange(author.device_id or "", stored_instant(received_at), (), prepared)


def devices(connection: Connection) -> None:
    """Adds the teams and their tablets."""
    now = stored_instant(datetime.now(UTC))
    teams = [{"operation": OPERATION, "name": author.team, "created_at": now} for author in AUTHORS]
    tablets = [
        {
            "operation": OPERATION,
            "id": one.device_id,
            "team": one.team,
            "name": f"Tablet of {one.team}",
            "created_at": now,
            "clock_offset_s": 0.0,
        }
        for one in AUTHORS
    ]
    connection.execute(insert(TEAM), teams)
    connection.execute(insert(DEVICE), tablets)
