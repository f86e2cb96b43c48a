"""Which tables a step touches is read from its text: here PostgreSQL says it, by the locks that it gave."""

from __future__ import annotations

import asyncio

import asyncpg
import pytest

from tests.at_once.pairs import pairs_on
from tests.at_once.process import BEGIN, COMMIT, IMMEDIATE, READ_ONLY, Run, tell_drivers
from tests.at_once.season import prepare_season
from tests.at_once.touched import FILE, TABLES, may_matter, touched
from tests.at_once.unlogged import WRITES
from tests.databases import Databases

LOCKED = """
SELECT relation::regclass::text AS name, bool_or(mode NOT IN ('AccessShareLock', 'RowShareLock')) AS changed
FROM pg_locks JOIN pg_class ON pg_class.oid = relation AND relkind = 'r' AND relnamespace = 'public'::regnamespace
WHERE database = (SELECT oid FROM pg_database WHERE datname = current_database()) AND pid <> pg_backend_pid()
GROUP BY relation
"""
FIND_BY_ID, ITS_CHANGE = "SELECT find.id FROM find WHERE find.id = $1", 'UPDATE "find" SET seq = $1'
LOCK = "SELECT seq FROM operation WHERE operation = $1 FOR NO KEY UPDATE"


async def test_no_table_that_a_write_touches_is_overlooked(
    databases: Databases, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell_drivers(monkeypatch)
    url = databases.create("postgresql")
    season = await prepare_season(url, young=False)
    watch = await asyncpg.connect(url)
    async with pairs_on(url, season) as pairs:
        for write in WRITES:
            steps = (await pairs.in_order(write, write)).steps
            for n in (n for n, step in enumerate(steps) if step == COMMIT):
                run = Run(write.name, hold_before=n)
                task = asyncio.create_task(pairs.answer(pairs.one, write, run))
                await pairs.held_or_done(task, run)
                read = touched(run.steps)
                for name, changed in await watch.fetch(LOCKED):
                    assert name in (read.changes if changed else read.reads | read.changes), (write.name, name)
                run.let_go()
                await task
                await pairs.taken_back()
    await watch.close()


@pytest.mark.parametrize(
    ("steps", "meanwhile", "matters"),
    [
        ([BEGIN, FIND_BY_ID], [BEGIN, ITS_CHANGE, COMMIT], True),
        ([BEGIN, FIND_BY_ID], [BEGIN, FIND_BY_ID, COMMIT], False),
        ([BEGIN, "SELECT 1 FROM rule"], [BEGIN, ITS_CHANGE, COMMIT], False),
        ([READ_ONLY, "SELECT 1 FROM rule"], [BEGIN, ITS_CHANGE, COMMIT], True),
        ([BEGIN, ITS_CHANGE, COMMIT], [READ_ONLY, FIND_BY_ID], True),
        ([BEGIN, "INSERT INTO team (name) VALUES ($1)"], ["DELETE FROM operation"], True),
        ([IMMEDIATE], [READ_ONLY, FIND_BY_ID, IMMEDIATE], True),
        ([BEGIN, "SELECT nobody_knows_what()"], [BEGIN, FIND_BY_ID], True),
        ([BEGIN, ITS_CHANGE, BEGIN], [BEGIN, FIND_BY_ID], True),
    ],
)
def test_a_step_matters_where_it_touches_what_the_other_changed(
    steps: list[str], meanwhile: list[str], matters: bool
) -> None:
    last = len(steps) - (2 if steps[-1] == BEGIN else 1)
    assert may_matter(steps, last, meanwhile, False) is matters


def test_who_waits_for_the_lock_of_the_operation_has_taken_nothing() -> None:
    steps = [BEGIN, LOCK, ITS_CHANGE.replace("find", "operation"), COMMIT]
    assert not may_matter(steps, 2, [BEGIN, LOCK], waits=True)
    assert may_matter(steps, 3, [BEGIN, LOCK], waits=True)
    assert FILE not in TABLES
