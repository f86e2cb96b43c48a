"""A follower that fetches only what has changed holds what a whole export holds, whatever happened in between."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from models.columns import Row
from models.problem import Refused
from sync.database.database import Database
from sync.log.cursor import read_cursor
from sync.log.epochs import epoch_at
from tests.database.test_query_plans import captured, check
from tests.databases import secret_of
from tests.exporting import WEEK, exported, exported_from
from tests.service import LETTER, Device, Json, Operation, answered, create, delete, edit, new_id, place, restore

FILTERS: dict[str, dict[str, Any]] = {
    "everything": {},
    "week": WEEK,
    "type": {"type_key": "3001M", "state": "live"},
    "box": {"box": (46.0, 39.73, 47.0, 39.74), "state": "live"},
    "team, deleted": {"team": "Team 1", "state": "deleted"},
    "duplicates": {"state": "duplicate"},
}


VALUES: dict[str, list[Any]] = {
    "found_on": ["2022-08-14", "2022-08-22", "2022-08-23"],
    "marking": ["3-001M", "PMN-2"],
    "position": [LETTER, place(20)],
    "count": [11, 12, 13],
}
"""What an edit may say."""


class Follower:
    """A copy of what some filters want: id to row."""

    def __init__(self, database: Database, operation: str, filters: dict[str, Any]) -> None:
        self.source, self.filters = (database, operation), filters
        self.held: dict[str, Row] = {}
        self.told: set[str] = set()
        self.cursor: str | None = None

    async def follow(self) -> None:
        """Fetches what has changed, and does what docs/exports.md says."""
        export, rows = await exported_from(*self.source, self.cursor, **self.filters)
        for row in rows:
            self.held.pop(row["id"], None)
            action = row.pop("action", "put")
            self.told.add(action)
            if action == "put":
                self.held[row["id"]] = row
        self.cursor = export.cursor
        assert (len(self.held), sum(row["count"] for row in self.held.values())) == await self.whole()

    async def whole(self) -> tuple[int, int]:
        """Finds and total of a whole export, which the copy must be."""
        export, rows = await exported_from(*self.source, **self.filters)
        assert {row["id"]: row for row in rows} == self.held
        return export.finds, export.total


class Campaign:
    """Tablets and staff who change finds in every way that moves them in and out of filters."""

    def __init__(self, operation: Operation, tablets: list[Device], seed: int) -> None:
        self.operation, self.tablets = operation, tablets
        self.random = random.Random(seed)
        self.made: list[str] = []

    async def step(self) -> None:
        ways = [self.create, self.create, self.change, self.change, self.take_away, self.decide]
        await self.random.choice(ways)()

    async def create(self) -> None:
        made = create(
            marking=self.random.choice(["3-001M", "Э-001М", "PMN-2"]),
            found_on=self.random.choice(["2022-08-14", "2022-08-15", "2022-08-16"]),
            position=place(self.random.randrange(4)),
        )
        self.made.append(made["find_id"])
        await self.random.choice(self.tablets).push(made)

    async def change(self) -> None:
        if self.made:
            field = self.random.choice([*VALUES])
            find = await self.operation.find(self.random.choice(self.made))
            change: Json = {field: (find[field], self.random.choice(VALUES[field]))}
            await self.random.choice(self.tablets).push(edit(find["id"], **change))

    async def take_away(self) -> None:
        if self.made:
            id = self.random.choice(self.made)
            await self.operation.change(id, deleted=(await self.operation.find(id))["state"] == "live")

    async def decide(self) -> None:
        pairs = await self.operation.items("/v1/duplicates", state=self.random.choice(["open", "same"]))
        if pairs:
            pair = self.random.choice(pairs)
            body: Json = {"id": new_id(), "decision": "undo", "reason": "two craters"}
            if pair["state"] == "open":
                body = {"id": new_id(), "decision": "same", "survivor": pair["find_ids"][0]}
            answered(await self.operation.call("POST", f"/v1/duplicates/{pair['id']}/decision", body))


async def test_a_follower_holds_what_a_whole_export_holds(operation: Operation) -> None:
    tablets = [await operation.enrol("Team 1"), await operation.enrol("Team 2")]
    campaign = Campaign(operation, tablets, seed=1)
    async with Database(operation.service.database_url) as database:
        followers = [Follower(database, operation.name, filters) for filters in FILTERS.values()]
        for round in range(5):
            for _ in range(8):
                await campaign.step()
            if round == 2:  # one log entry that touches many finds
                alias = {"id": new_id(), "marking": "Э-001М", "reason": "read from the casing"}
                answered(await operation.call("POST", "/v1/types/3001M/aliases", alias))
            for follower in followers:
                await follower.follow()
    for follower in followers:
        assert follower.told == ({"put", "remove"} if follower.filters else {"put"})


async def test_a_find_that_leaves_in_any_way_comes_once_more_to_be_removed(operation: Operation) -> None:
    one, other = await operation.enrol("Team 1"), await operation.enrol("Team 2")
    stays, changed, gone, redated, retyped, moved = (create(position=place(n)) for n in range(6))
    twin = create(position=place(0))
    await one.push(stays, changed, gone, redated, retyped, moved)
    await other.push(twin)
    filters: dict[str, Any] = {**WEEK, "type_key": "3001M", "box": (46.0, 39.7, 47.0, 39.8)}
    first, rows = await exported(operation, **filters)
    assert (len(rows), first.removed) == (7, 0)
    (pair,) = await operation.items("/v1/duplicates")
    decided: Json = {"id": new_id(), "decision": "same", "survivor": stays["find_id"]}
    answered(await operation.call("POST", f"/v1/duplicates/{pair['id']}/decision", decided))
    await one.push(
        edit(changed["find_id"], count=(12, 13)),
        delete(gone["find_id"], position=place(2)),
        edit(redated["find_id"], found_on=("2022-08-15", "2022-09-15")),
        edit(retyped["find_id"], marking=("3-001M", "PMN-2")),
        edit(moved["find_id"], position=(place(5), {"crs": "EPSG:4326", "lat": 41.0, "lon": 46.5})),
    )
    export, rows = await exported(operation, first.cursor, **filters)
    told = {row["id"]: (row["action"], row["state"]) for row in rows}
    assert told == {
        changed["find_id"]: ("put", "live"),
        twin["find_id"]: ("remove", "duplicate"),
        gone["find_id"]: ("remove", "deleted"),
        redated["find_id"]: ("remove", "live"),
        retyped["find_id"]: ("remove", "live"),
        moved["find_id"]: ("remove", "live"),
    }
    assert (export.finds, export.total, export.removed) == (1, 13, 5)
    assert [row["seq"] for row in rows] == sorted(row["seq"] for row in rows)
    await one.push(restore(gone["find_id"]))
    _, (row,) = await exported(operation, export.cursor, **filters)
    assert (row["id"], row["action"]) == (gone["find_id"], "put")
    by_number, rows = await exported(operation, str(first.seq), **filters)
    assert by_number.since is not None
    assert (by_number.since.seq, len(rows)) == (first.seq, 6)


async def refusal(operation: Operation, since: str) -> Json:
    with pytest.raises(Refused) as refused:
        await exported(operation, since)
    return refused.value.document


async def test_a_since_of_another_history_is_refused_with_a_sentence(operation: Operation) -> None:
    tablet = await operation.enrol()
    await tablet.push(create(), create())
    export, _ = await exported(operation)
    for nonsense in ("", "abc", "-1", "1.5", "9" * 20):
        problem = await refusal(operation, nonsense)
        assert (problem["code"], problem["errors"][0]["field"]) == ("invalid_request", "since")
    ahead = await refusal(operation, "3")
    assert (ahead["code"], ahead["epoch"]) == ("resync_required", export.epoch)
    assert ahead["detail"].startswith("There is no log entry 3: the log has 2.")
    assert ahead["detail"].endswith("export everything again, without since.")
    assert "went back" not in ahead["detail"]
    other = await operation.service.operation("agdam-2022")
    elsewhere = await refusal(other, export.cursor)
    assert "not one of this operation" in elsewhere["detail"]
    unsigned = await refusal(
        operation, read_cursor(export.cursor, secret_of(operation.service.database_url)).text(b"x")
    )
    assert "cursor of an export of this server" in unsigned["detail"]
    later = epoch_at(datetime.now(UTC) + timedelta(days=1), bytes(10))
    await operation.service.sql("UPDATE operation SET epoch = :later", later=later)
    assert "restored from a backup" in (await refusal(operation, export.cursor))["detail"]


async def test_nothing_has_changed_since_just_now(operation: Operation) -> None:
    tablet = await operation.enrol()
    await tablet.push(create())
    export, _ = await exported(operation)
    again, rows = await exported(operation, export.cursor)
    assert (rows, again.cursor, again.finds, again.removed) == ([], export.cursor, 0, 0)


async def test_everything_since_nothing_is_every_find_in_the_order_of_the_log(operation: Operation) -> None:
    tablet = await operation.enrol()
    made = [create(found_on=f"2022-08-{day}") for day in (20, 18, 19)]
    await tablet.push(*made)
    _, rows = await exported(operation, "0")
    assert [(row["id"], row["action"]) for row in rows] == [(one["find_id"], "put") for one in made]


async def test_the_pages_of_an_export_are_found_by_an_index(
    operation: Operation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sync.files.exports.PAGE", 2)
    tablet = await operation.enrol()
    await tablet.push(*(create(position=place(n)) for n in range(5)))
    with captured() as statements:
        await exported(operation, "1", **WEEK)
        await exported(operation, **WEEK)
    reads = [one for one in statements if "LIMIT" in one.text]  # pages, and whether a filter wants few
    assert sum("ORDER BY" in one.text for one in reads) == 2 * 3
    await check(operation, reads)
