"""A change of the rules that was worked out beside the operation does what it would do under the lock alone.

What came meanwhile is in it. Both are played on the same operation and undone, and everything stored is compared.
"""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
import pytest
from sqlalchemy import Connection, select

from models.chance import draw
from models.mutation import sent, stored_instant, understood
from models.tables import FIND, LOG, MOVE, OPERATION, PAIR, RULE, TALLY
from sync.database.database import Database
from sync.enrolment import create_enrolment, enrol
from sync.exchange.committer import Committer, run_together
from sync.exchange.exchange import Exchange
from sync.exchange.prepared import prepare
from sync.finds.rules import TypeDocument
from sync.merge.find_state import Author
from sync.operations import create_operation
from sync.rules.areas import added_area, removed_area
from sync.rules.catalogue import added_alias, removed_alias, removed_type, set_type
from sync.rules.changes import RuleChange, changed_settings
from sync.rules.making import foretell, make, worked_out
from sync.verify.verify import verify
from tests.service import Json, create, delete, edit, place

NAME = "lachin-2022"
NOW = datetime(2022, 8, 22, tzinfo=UTC)
MARKINGS = ["3-001M", "ZZ-9", "PMN", "ZZ-8"]


class Season:
    """An operation of one tablet, whose finds lie close to one another."""

    def __init__(self, database: Database, device_id: str, seed: int) -> None:
        self.database, self.device_id = database, device_id
        self.random = random.Random(seed)
        self.finds: dict[str, Json] = {}
        self.areas: list[str] = []
        self.asked = 0

    async def bring(self, mutations: list[Json]) -> None:
        await Committer(self.database).run(NAME, self.exchange(mutations))

    def exchange(self, mutations: list[Json]) -> Exchange:
        author = Author(self.device_id, "T1")
        prepared = tuple(
            prepare(sent(one), understood(orjson.loads(sent(one).content)), author, timedelta(), NOW)
            for one in mutations
        )
        return Exchange(self.device_id, stored_instant(NOW), (), prepared)

    def something(self) -> Json:
        """What a tablet does next."""
        chosen, fields = self.random.choice(["create", "create", "marking", "position", "delete"]), self.fields()
        if chosen == "create" or not self.finds:
            made = create(**fields)
            self.finds[made["find_id"]] = fields
            return made
        id = self.random.choice([*self.finds])
        if chosen == "delete":
            return delete(id, **self.finds.pop(id))
        before, self.finds[id][chosen] = self.finds[id][chosen], fields[chosen]
        pairs: dict[str, Any] = {chosen: (before, fields[chosen])}
        return edit(id, **pairs)

    def fields(self) -> Json:
        return {
            "marking": self.random.choice(MARKINGS),
            "position": place(self.random.randrange(12)) | {"accuracy_m": self.random.choice([5, 300, 2500])},
            "found_on": f"2022-08-{self.random.randrange(15, 20)}",
        }

    def change(self, kind: str) -> RuleChange:
        """A change of the rules, of one kind."""
        self.asked += 1
        id = f"change {self.asked}"
        if kind == "area":
            west, south = self.random.uniform(46.56, 46.58), self.random.uniform(39.72, 39.74)
            ring = [[west, south], [west + 0.02, south], [west + 0.02, south + 0.02], [west, south]]
            of = self.random.choice(["district", "operation"])
            return added_area(of, id, {"type": "Polygon", "coordinates": [ring]}, "Administrator", NOW, draw())
        if kind == "no area":
            return removed_area(self.areas.pop(), "Administrator", NOW, draw())
        if kind == "alias":
            return added_alias(id, "ZZ-9", "3001M", "", "Clerk", NOW)
        if kind == "no alias":
            return removed_alias(id, "ZZ-9", "", "Clerk", NOW)
        if kind == "no type":
            return removed_type(id, "PMN", "", "Clerk", NOW)
        if kind == "type":
            pmn: TypeDocument = {
                "marking": "PMN",
                "name": "PMN",
                "category": "ap_mine",
                "country": "",
                "markings": ["ZZ-8"],
                "source": "",
            }
            return set_type(id, pmn, "", "Clerk", NOW)
        wider = {"duplicate_distance_m": float(self.random.choice([5, 25, 110, 250])), "duplicate_days": 2}
        return changed_settings(id, wider, "Administrator", NOW)  # type: ignore[arg-type]


def stored(connection: Connection) -> dict[str, list[str]]:
    """All rows of what a change may touch."""
    tables = (FIND, LOG, MOVE, OPERATION, PAIR, RULE, TALLY)
    return {table.name: sorted(repr(tuple(row)) for row in connection.execute(select(table))) for table in tables}


async def played(database: Database, job: RuleChange) -> tuple[Any, dict[str, list[str]]]:
    """What a change answers, and everything that is stored after it; it is undone."""
    told: list[tuple[Any, dict[str, list[str]]]] = []

    def play(connection: Connection) -> None:
        taken_back = connection.begin_nested()
        (effect,) = run_together(connection, NAME, [job])
        told.append((effect, stored(connection)))
        taken_back.rollback()

    await database.write_transaction(play)
    return told[0]


async def season(database: Database, seed: int) -> Season:
    committer = Committer(database)
    await committer.beside_lock(create_operation, NAME, "Asia/Baku", NOW, draw())
    enrolment = await committer.under_lock(NAME, create_enrolment, NAME, "T1", "tablet 1", NOW, draw())
    device = await committer.under_lock(NAME, enrol, enrolment["code"], NOW, draw())
    return Season(database, device["device_id"], seed)


@pytest.mark.parametrize("seed", [1, 2])
async def test_a_change_that_is_worked_out_beside_has_in_it_what_came_meanwhile(database_url: str, seed: int) -> None:
    async with Database(database_url) as database:
        one = await season(database, seed)
        await one.bring([one.something() for _ in range(60)])
        kinds = ["area", "settings", "alias", "type", "area", "settings", "no alias", "no type", "no area", "alias"]
        for kind in kinds:
            job = one.change(kind)
            beside = await worked_out(database, Committer(database), NAME, job)
            await one.bring([one.something() for _ in range(8)])
            foretold = await foretell(database, NAME, job)
            effect, stands = await played(database, beside)
            assert (effect, stands) == await played(database, job), kind
            assert effect == foretold, kind
            assert await make(database, Committer(database), NAME, job) == effect
            assert await database.read(stored) == stands
            if kind == "area":
                one.areas.append(job.content["changes"][0][1])
        assert (await database.read(verify, NAME)).findings == []


async def test_a_change_is_worked_out_again_when_the_rules_have_changed_meanwhile(database_url: str) -> None:
    async with Database(database_url) as database:
        one = await season(database, 3)
        await one.bring([one.something() for _ in range(20)])
        beside = await worked_out(database, Committer(database), NAME, one.change("alias"))
        await make(database, Committer(database), NAME, one.change("area"))
        before = await database.read(stored)
        assert await Committer(database).run(NAME, beside) is None
        assert await database.read(stored) == before
        assert (await make(database, Committer(database), NAME, beside))["finds"] > 0
        assert (await database.read(verify, NAME)).findings == []


async def test_a_change_that_is_only_worked_out_changes_nothing(database_url: str) -> None:
    async with Database(database_url) as database:
        one = await season(database, 4)
        await one.bring([one.something() for _ in range(20)])
        before = await database.read(stored)
        job = one.change("settings")
        await worked_out(database, Committer(database), NAME, job)
        await foretell(database, NAME, job)
        assert await database.read(stored) == before
