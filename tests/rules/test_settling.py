"""A change of the rules that is in force and not settled is, to every reader and every writer, as if it were settled.

Each state between is looked at: none of its finds is settled, then some, then all.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Connection, func, select

from models.chance import draw
from models.layers import LAYERS
from models.period import Period
from models.tables import NEXT
from sync.database.database import Database
from sync.database.page import Page
from sync.exchange.committer import Committer, run_together
from sync.exchange.exchange import read_changes
from sync.figures.differences import Figure, differences
from sync.figures.lineage import ReportCell, all_counted_finds
from sync.figures.moment import Moment, moment_as_of
from sync.figures.weekly import weekly
from sync.files.exports import begin_export, read_page
from sync.finds.reading import Filters, list_finds, read_find
from sync.finds.settling import settle_some
from sync.log.chain import lock_head, read_head
from sync.maps.features import Wanted, list_features
from sync.rules.areas import added_area
from sync.rules.catalogue import unknown_markings
from sync.rules.changes import RuleChange, Settling
from sync.rules.making import foretell, forget, make, settle, tidy, worked_out
from sync.staff.pairs import list_pairs
from sync.verify.verify import verify
from tests.house.test_layout import ROOT
from tests.rules.test_beside import NAME, NOW, Season, season, stored

PERIOD = Period("2022-08-15", "2022-08-18")
FEW = Page(None, 7)


def pulled(connection: Connection, limit: int) -> Iterator[bytes]:
    """What a tablet pulls that begins anew, page by page."""
    cursor, more = None, True
    while more:
        changes = read_changes(connection, NAME, cursor, (), limit)
        yield from changes.documents
        cursor, more = changes.cursor, changes.has_more


def exported(connection: Connection, filters: Filters, since: str | None) -> Any:
    """An export, as what it says of itself and its pages."""
    export, after, pages = begin_export(connection, NAME, filters, since, b"secret"), None, []
    while True:
        page, after = read_page(connection, export, after)
        pages += page
        if after is None:
            return export, pages


def figures(moment: Moment) -> Any:
    return weekly(moment, PERIOD), [*all_counted_finds(moment, PERIOD, ReportCell(district="a district"))]


def readings(connection: Connection) -> dict[str, Any]:
    """What everybody reads of finds, their figures and their pairs."""
    head = read_head(connection, NAME)
    ids = [id for (id,) in connection.exec_driver_sql("SELECT id FROM find ORDER BY id")]
    moments = {n: moment_as_of(connection, NAME, str(n), NOW) for n in (head.rules - 1, head.rules, head.seq)}
    after_half = str(head.seq // 2)
    return {
        "one by one": [read_find(connection, NAME, id) for id in ids],
        "listed": list_finds(connection, NAME, Filters(), FEW),
        "of a type": list_finds(connection, NAME, Filters(type_key="3001M"), Page(None, 100)),
        "pulled": [*pulled(connection, 5)],
        "exported": exported(connection, Filters(type_key="PMN"), None),
        "exported since": exported(connection, Filters(type_key="3001M"), after_half),
        "figures": {n: figures(moment) for n, moment in moments.items()},
        "differences": differences(*(Figure(moments[n], PERIOD) for n in (head.rules - 1, head.seq))),
        "maps": [list_features(connection, NAME, layer, Wanted(), FEW) for layer in LAYERS.values()],
        "unknown": unknown_markings(connection, NAME),
        "pairs": list_pairs(connection, NAME, "open", None, Page(None, 500)),
        "verified": verify(connection, NAME).findings,
    }


READS_THE_TABLES = re.compile(r"\bFIND\.c\.(?:seq|type_key|district|document)\b|\bMOVE\.c\b")
"""What is otherwise while a change is being settled."""
KNOW_THEM = {
    "sync/finds/settling.py",
    "sync/again/rewinding.py",  # goes back behind the change: a find that has not followed stands as it did then
    "sync/rules/beside.py",  # what came since the last round: nothing is settled meanwhile
}


def test_whoever_reads_what_a_change_makes_of_finds_asks_how_they_stand() -> None:
    readers = {
        str(path.relative_to(ROOT))
        for path in (ROOT / "sync").rglob("*.py")
        if READS_THE_TABLES.search(path.read_text("utf-8"))
    }
    assert readers == KNOW_THEM


def rows_left(connection: Connection) -> int:
    return int(connection.execute(select(func.count()).select_from(NEXT)).scalar_one())


async def in_force(database: Database, job: RuleChange) -> None:
    """Makes a change, and settles none of its finds."""
    committer = Committer(database)
    ready = await worked_out(database, committer, NAME, job)
    assert await committer.run(NAME, replace(ready, at_once=0)) is not None


async def settled_step_by_step(database: Database) -> AsyncIterator[None]:
    """Its states: before anything is settled, and after each time that a third is."""
    more, left = True, await database.read(rows_left)
    assert left > 1
    while more:
        yield
        more = await Committer(database).run(NAME, Settling(-(-left // 3)))
    yield


def district() -> RuleChange:
    """One in which nearly all finds lie."""
    ring = [[46.0, 39.0], [47.0, 39.0], [47.0, 40.0], [46.0, 40.0], [46.0, 39.0]]
    return added_area("district", "a district", {"type": "Polygon", "coordinates": [ring]}, "Clerk", NOW, draw())


def change(one: Season, kind: str) -> RuleChange:
    return district() if kind == "a district" else one.change(kind)


@pytest.mark.parametrize("kind", ["a district", "alias", "type"])
async def test_readers_see_the_same_in_every_state(database_url: str, kind: str) -> None:
    async with Database(database_url) as database:
        one = await season(database, 5)
        await one.bring([one.something() for _ in range(60)])
        await in_force(database, change(one, kind))
        first = await database.read(readings)
        assert first["verified"] == []
        async for _ in settled_step_by_step(database):
            assert await database.read(readings) == first
        assert await database.read(rows_left) == 0


@pytest.mark.parametrize("kind", ["a district", "alias", "type"])
async def test_what_comes_meanwhile_is_stored_as_if_all_were_settled(database_url: str, kind: str) -> None:
    async with Database(database_url) as database:
        one = await season(database, 6)
        await one.bring([one.something() for _ in range(60)])
        await in_force(database, change(one, kind))
        brought = one.exchange([one.something() for _ in range(12)])

        def then(connection: Connection) -> tuple[Any, Any]:
            """What comes, and the settling of what is left after it; undone."""
            taken_back = connection.begin_nested()
            answers = run_together(connection, NAME, [brought])[0].answers
            while settle_some(connection, lock_head(connection, NAME).head, 5):
                pass
            stands = stored(connection), verify(connection, NAME).findings
            taken_back.rollback()
            return answers, stands

        ends = [await database.write_transaction(then) async for _ in settled_step_by_step(database)]
        assert len(ends) > 2
        assert ends[0][1][1] == []
        assert all(end == ends[0] for end in ends)


async def test_the_next_change_settles_the_one_before_and_a_preview_does_not_need_it(database_url: str) -> None:
    async with Database(database_url) as database:
        one = await season(database, 7)
        await one.bring([one.something() for _ in range(30)])
        await in_force(database, one.change("type"))
        alias = one.change("alias")
        foretold = await foretell(database, NAME, alias)
        assert await database.read(rows_left) > 0
        assert await make(database, Committer(database), NAME, alias) == foretold
        assert await database.read(rows_left) == 0
        assert (await database.read(verify, NAME)).findings == []


async def test_a_server_that_begins_settles_what_is_in_force_and_drops_what_is_not(database_url: str) -> None:
    async with Database(database_url) as database:
        one, committer = await season(database, 8), Committer(database)
        await one.bring([one.something() for _ in range(30)])
        in_time, late = one.change("type"), await worked_out(database, committer, NAME, district())
        assert late.beside
        assert await database.read(rows_left) == late.beside.kept > 0
        await in_force(database, in_time)
        await tidy(database, committer)
        assert await database.read(rows_left) == 0
        assert (await database.read(read_head, NAME)).settling is None
        assert (await database.read(verify, NAME)).findings == []


async def test_a_change_whose_rows_another_server_dropped_is_worked_out_again(database_url: str) -> None:
    async with Database(database_url) as database:
        one, committer = await season(database, 9), Committer(database)
        await one.bring([one.something() for _ in range(30)])
        ready = await worked_out(database, committer, NAME, district())
        await tidy(database, committer)
        before = await database.read(stored)
        assert await committer.run(NAME, ready) is None
        assert await database.read(stored) == before
        assert (await make(database, committer, NAME, ready))["finds"] > 0


async def test_what_a_change_in_force_makes_is_not_dropped(database_url: str) -> None:
    async with Database(database_url) as database:
        one, committer = await season(database, 10), Committer(database)
        await one.bring([one.something() for _ in range(30)])
        ready = await worked_out(database, committer, NAME, district())
        assert ready.beside
        await committer.run(NAME, replace(ready, at_once=0))
        await forget(committer, NAME, ready.beside.change)
        assert await database.read(rows_left) == ready.beside.kept
        await settle(committer, NAME)
        assert (await database.read(verify, NAME)).findings == []
