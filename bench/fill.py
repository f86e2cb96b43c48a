"""Fills a database with many finds as exchanges do, only without HTTP: the same reader, merge and commit.

    python -m bench.fill sqlite:///big.db 1000000

Every find stands in the log, the tally and the search for duplicates as if a tablet had sent it.
"""

from __future__ import annotations

import asyncio
import sys
from datetime import UTC, datetime, timedelta

from bench.processes import OPERATION
from bench.tablets import DAYS, FIRST_DAY, TEAMS, Tablet, push
from models.exchange_body import read_exchange
from models.mutation import stored_instant
from models.tables import Device, Team
from sync.committer import run_together
from sync.database import Connection, Database, insert_rows
from sync.exchange import Exchange, prepare
from sync.find_state import Author

TOGETHER = 1000
"""Mutations in one transaction."""
AUTHORS = [Author(f"00000000-0000-4000-8000-00000000000{n}", f"Team {n}") for n in range(1, TEAMS + 1)]
"""One tablet of each team."""


async def fill(url: str, finds: int) -> None:
    """So many finds, spread evenly over the campaign's days and its teams."""
    database = Database(url)
    tablet = Tablet(finds)
    await database.write(_devices)
    for n in range(0, finds, TOGETHER):
        first = FIRST_DAY + timedelta(days=(n // TOGETHER * 3) % (DAYS - 2))
        received_at = datetime.now(UTC)
        author = AUTHORS[n // TOGETHER % TEAMS]
        body = read_exchange(push(tablet.finds(first, min(TOGETHER, finds - n))))
        prepared = [prepare(sent, read, author, timedelta(), received_at) for sent, read in body.mutations]
        job = Exchange(author.device_id or "", received_at, timedelta(), None, prepared)
        await database.write(run_together, OPERATION, [job])
    await database.close()


def _devices(connection: Connection) -> None:
    now = stored_instant(datetime.now(UTC))
    teams = [(OPERATION, author.team, now) for author in AUTHORS]
    devices = [(OPERATION, one.device_id, one.team, f"Tablet of {one.team}", now, None, 0.0, None) for one in AUTHORS]
    insert_rows(connection, Team.__table__, teams)  # type: ignore[attr-defined]
    insert_rows(connection, Device.__table__, devices)  # type: ignore[attr-defined]


if __name__ == "__main__":
    asyncio.run(fill(sys.argv[1], int(sys.argv[2])))
