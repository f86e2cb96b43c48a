"""What races have left behind is named: each state here is one that the server wrote when it did not lock well enough.

The log of each is whole, hash by hash: only what it says and what is stored beside it do not fit.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy import Connection, and_, select

from models.chance import draw
from models.mutation import stored_instant
from models.tables import DEVICE, PAIR, QUARANTINE, TEAM
from sync.database.database import Database
from sync.exchange.committer import run_together
from sync.exchange.transaction import Transaction
from sync.finds.duplicates import PairRow
from sync.operations import create_operation
from sync.staff.decisions import decision
from sync.verify.findings import Finding
from sync.verify.verify import verify
from tests.at_once.season import Tablet, exchange
from tests.service import Json, create, delete, edit, new_id

NAME = "lachin-2022"
NOW = datetime(2022, 8, 22, 6, tzinfo=UTC)
TABLET = Tablet("11111111-0000-4000-8000-000000000001", "T1", "", "")
SURVIVOR, DUPLICATE = "aaaaaaaa-0000-4000-8000-000000000001", "bbbbbbbb-0000-4000-8000-000000000001"


class Race(Transaction):
    """A transaction that does not see what was committed while it waited for the lock."""

    def __init__(self, connection: Connection, operation: str) -> None:
        super().__init__(connection, operation)
        self.awaited = self.judged = False


def bring(connection: Connection, *mutations: Json, kind: type[Transaction] = Transaction) -> None:
    """The tablet brings these."""
    job = exchange(TABLET, NOW, *mutations)
    transaction = kind(connection, NAME)
    transaction.load(job.prepared, job.finds)
    for one in job.prepared:
        transaction.take(one)
    transaction.store()


async def findings(url: str, do: Callable[[Connection], None]) -> list[Finding]:
    """What verify finds after `do` in a new operation with one tablet."""

    def enrolled(connection: Connection) -> None:
        create_operation(connection, NAME, "Asia/Baku", NOW, draw())
        at = stored_instant(NOW)
        connection.execute(TEAM.insert().values(operation=NAME, name=TABLET.team, created_at=at))
        device = {"operation": NAME, "id": TABLET.id, "team": TABLET.team, "name": "Tablet 1", "created_at": at}
        connection.execute(DEVICE.insert().values(clock_offset_s=0.0, **device))
        do(connection)

    async with Database(url) as database:
        await database.write_transaction(enrolled)
        return (await database.read(verify, NAME)).findings


def judged(connection: Connection) -> None:
    """Two finds, and a person who said that they are one."""
    bring(connection, create(SURVIVOR), create(DUPLICATE))
    pair = PairRow(*connection.execute(select(PAIR).where(PAIR.c.operation == NAME)).one())
    job = decision(new_id(), pair, "same", SURVIVOR, None, "one mine", "Reviewer", None, NOW)
    run_together(connection, NAME, [job])


async def test_a_duplicate_whose_survivor_is_deleted_is_named(database_url: str) -> None:
    def race(connection: Connection) -> None:
        judged(connection)
        bring(connection, delete(SURVIVOR), kind=Race)

    found = await findings(database_url, race)
    assert [(one.table, one.row, one.column) for one in found] == [("find", DUPLICATE, "duplicate_of")]
    assert SURVIVOR in found[0].detail
    assert "deleted" in found[0].detail


async def test_the_same_without_a_race_is_whole(database_url: str) -> None:
    def in_order(connection: Connection) -> None:
        judged(connection)
        bring(connection, delete(SURVIVOR))

    assert await findings(database_url, in_order) == []


async def test_an_edit_that_waits_for_a_find_that_is_there_is_named(database_url: str) -> None:
    def race(connection: Connection) -> None:
        bring(connection, edit(SURVIVOR, note=(None, "wet")))
        bring(connection, create(SURVIVOR), kind=Race)

    found = await findings(database_url, race)
    assert [(one.table, one.column) for one in found] == [("quarantine", "waits_for")]
    assert f"holds '{SURVIVOR}', which is stored" in found[0].detail


async def test_a_release_of_a_mutation_that_was_never_refused_is_named(database_url: str) -> None:
    edited = edit(SURVIVOR, count=(12, 14))

    def retried(connection: Connection) -> None:
        """A batch that was tried again, with a job that had changed itself."""
        bring(connection, create(SURVIVOR))
        job = exchange(TABLET, NOW, edited)
        again = replace(job, prepared=tuple(replace(one, mends=edited["id"]) for one in job.prepared))
        run_together(connection, NAME, [again])

    found = await findings(database_url, retried)
    assert [(one.table, one.row, one.column) for one in found] == [("log", "seq 2", "mends")]
    assert f"holds '{edited['id']}', which no entry before it refused" in found[0].detail


async def test_a_release_that_the_quarantine_does_not_know_is_named(database_url: str) -> None:
    edited = edit(SURVIVOR, count=(12, 14))

    def forgotten(connection: Connection) -> None:
        bring(connection, edited)
        bring(connection, create(SURVIVOR))
        row = and_(QUARANTINE.c.operation == NAME, QUARANTINE.c.seq == 1)
        waits = {"state": "waiting", "released_by_mutation": None}
        connection.execute(QUARANTINE.update().where(row).values(waits))

    found = await findings(database_url, forgotten)
    assert {(one.table, one.column) for one in found} == {
        ("quarantine", "released_by_mutation"),
        ("quarantine", "state"),
    }
