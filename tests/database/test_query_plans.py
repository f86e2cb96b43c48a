"""No query of the hot path scans a table that grows, on either database, and an exchange is few statements."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple
from unittest.mock import patch

import pytest
from sqlalchemy import Connection, Engine, event
from sqlmodel import SQLModel

from models.layers import LAYERS
from models.map_crs import CRS84
from models.regions import box_regions
from sync.database import direct
from sync.database.database import Database, on_sqlite
from sync.database.page import Page
from sync.database.statements import is_sqlite
from sync.files.exports import begin_export, read_page
from sync.finds.reading import Filters, list_finds
from sync.maps.features import Wanted, list_features
from tests.service import (
    LETTER,
    Device,
    Json,
    Operation,
    answered,
    create,
    delete,
    edit,
    new_id,
    outcomes,
    place,
    restore,
)

GROWING = ("log", "find", "conflict", "quarantine", "duplicate_pair", "tally", "tally_move", "device_seen")
MANY = 5000
"""Rows that PostgreSQL finds in each growing table when it is asked for a plan: with a few it would read them all."""
UNIQUE, DAY = "gen_random_uuid()::text", "(date '2018-01-01' + n % 3000)::text"
FILLING = {
    "log": {"seq": "9999 + n", "mutation_id": UNIQUE, "digest": UNIQUE, "find_id": UNIQUE},
    "find": {
        "id": UNIQUE,
        "seq": "9999 + n",
        "found_on": DAY,
        "type_key": "n % 50",
        "days_block": "n % 300",
        "team": "CASE n % 99 WHEN 0 THEN team ELSE 'T' || n % 99 END",
        "state": "CASE n % 99 WHEN 0 THEN 'deleted' WHEN 1 THEN 'duplicate' ELSE 'live' END",
        "lat": "(n % 160 - 80)::float8",
        "lon": "(n % 357 - 178)::float8",
    },
    "conflict": {
        "id": UNIQUE,
        "find_id": UNIQUE,
        "opened_seq": "n",
        "state": "CASE n % 99 WHEN 0 THEN state ELSE '' END",
    },
    "quarantine": {
        "id": UNIQUE,
        "seq": "9999 + n",
        "waits_for": UNIQUE,
        "state": "CASE n % 99 WHEN 0 THEN state ELSE '' END",
    },
    "duplicate_pair": {"one": UNIQUE, "other": UNIQUE, "id": UNIQUE, "first_day": DAY, "opened_seq": "n"},
    "tally": {"day": DAY, "key": "n"},
    "tally_move": {"day": DAY, "seq": "9999 + n", "find_id": UNIQUE},
    "device_seen": {"device_id": UNIQUE, "at": UNIQUE},
}
"""For each growing table what makes more rows of one: the columns that differ, with `n` as their number."""


BY_THE_CLOCK = re.compile("token|^UPDATE device|device_seen|webhook")
"""Tokens, when they and devices were last seen, and webhooks are looked at by the clock, not by the exchange."""


class Statement(NamedTuple):
    """What was sent to the driver."""

    text: str
    parameters: Any


@contextmanager
def captured() -> Iterator[list[Statement]]:
    """Every statement of this process from here to the end of the block, but what begins and ends transactions."""
    statements: list[Statement] = []

    def before(connection: Any, cursor: Any, text: str, parameters: Any, context: Any, many: bool) -> None:
        if not text.startswith(("BEGIN", "PRAGMA")):
            statements.append(Statement(text, parameters[0] if many else parameters))

    def before_driver(driver: direct.Driver, text: str, values: Any, many: bool = False) -> Any:
        given = values[0] if many else values
        statements.append(Statement(text, given if isinstance(given, dict) else tuple(given)))
        return ask(driver, text, values, many)

    ask = direct.ask
    event.listen(Engine, "before_cursor_execute", before)
    with patch.object(direct, "ask", before_driver):
        try:
            yield statements
        finally:
            event.remove(Engine, "before_cursor_execute", before)


def scans(connection: Connection, statements: list[Statement]) -> list[str]:
    """Each look into a growing table that an index does not narrow, with its statement."""
    look = scans_of_sqlite if is_sqlite(connection) else scans_of_postgresql
    if not is_sqlite(connection):
        fill(connection)
    found = []
    for text, parameters in {statement.text: statement for statement in statements}.values():
        found += [f"{problem} in {text}" for problem in look(connection, text, parameters)]
    return found


def fill(connection: Connection) -> None:
    """Multiplies a row of each growing table, and lets the planner know. What the new rows name need not be there."""
    connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
    for table, differing in FILLING.items():
        columns = [column.name for column in SQLModel.metadata.tables[table].columns]
        values = [differing.get(column, column) for column in columns]
        connection.exec_driver_sql(
            f"INSERT INTO {table} ({', '.join(columns)}) SELECT {', '.join(values)}"
            f" FROM (SELECT * FROM {table} LIMIT 1) AS one, generate_series(1, {MANY}) AS n"
        )
        connection.exec_driver_sql(f"ANALYZE {table}")


def scans_of_sqlite(connection: Connection, text: str, parameters: Any) -> list[str]:
    plan = [str(row[3]) for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}", parameters)]
    page = " LIMIT " in text and not any("TEMP B-TREE" in line for line in plan)
    return [
        line
        for line in plan
        if re.match(rf"(SCAN|SEARCH) ({'|'.join(GROWING)})\b", line)
        and (line.startswith("SCAN") or (line.endswith("(operation=?)") and not page))
    ]


def scans_of_postgresql(connection: Connection, text: str, parameters: Any) -> list[str]:
    (plan,) = connection.exec_driver_sql(f"EXPLAIN (FORMAT JSON) {text}", parameters).scalar_one()
    return [problem for node in nodes(plan["Plan"], page=False) if (problem := scan_of_node(*node))]


def nodes(node: Json, page: bool) -> Iterator[tuple[Json, bool]]:
    """All nodes of a plan, and whether each only gives a page in the order of its index."""
    page = node["Node Type"] == "Limit" or (page and "Sort" not in node["Node Type"])
    yield node, page
    for inner in node.get("Plans", []):
        yield from nodes(inner, page)


def scan_of_node(node: Json, page: bool) -> str | None:
    """What is wrong with a node of a plan: an index that neither the operation nor more than the operation narrows."""
    kind, table = node["Node Type"], str(node.get("Relation Name") or node.get("Index Name"))
    if kind == "Seq Scan" and table in GROWING:
        return f"Seq Scan of {table}"
    if "Index" not in kind or not table.startswith(GROWING):
        return None
    condition = node.get("Index Cond", "")
    by_operation = [part.lstrip("(").startswith("operation") for part in condition.split(" AND ")]
    if any(by_operation) and (page or not all(by_operation)):
        return None
    return f"{kind} of {table} by {condition}"


async def some_of_everything(one: Device, other: Device) -> None:
    """An exchange for every outcome, with a replay, waiting edits, a find to wait for no more, and duplicates."""
    made = [create(position=place(n)) for n in range(20)]
    ids = [mutation["find_id"] for mutation in made]
    late = create()
    await one.push(edit(late["find_id"], count=(12, 13)), *made, create(position=made[0]["set"]["position"]))
    results = await other.push(
        made[0], edit(ids[0], count=(12, 13)), edit(ids[1], found_on=("2022-08-15", "2022-08-16")), create(count=0),
        edit(ids[0], count=(11, 14)), edit(new_id(), count=(1, 2)), delete(ids[2]), restore(ids[2]), late,
        edit(ids[3], position=(made[3]["set"]["position"], LETTER)), cursor=one.cursor,
    )  # fmt: skip
    assert outcomes(results)[3:6] == ["rejected", "conflict", "rejected"]


async def check(operation: Operation, statements: list[Statement]) -> None:
    assert statements
    async with Database(operation.service.database_url) as database:
        assert await database.write_transaction(scans, statements) == []


async def test_an_exchange_scans_no_table_that_grows(operation: Operation) -> None:
    one, other = await operation.enrol("T1", "A"), await operation.enrol("T2", "B")
    with captured() as statements:
        await some_of_everything(one, other)
        await one.pull(limit=7)
        await some_of_everything(one, other)
        await one.pull()
    await check(operation, statements)


async def test_the_weekly_report_scans_no_table_that_grows(operation: Operation) -> None:
    await some_of_everything(await operation.enrol("T1", "A"), await operation.enrol("T2", "B"))
    with captured() as statements:
        report = await operation.week(group_by="type,category,day,district,team,device")
    assert report["disputed"]["conflicts"]
    assert report["suspected_duplicates"]["pairs"]
    assert not [text for text, _ in statements if re.search(r"FROM log\b", text)]
    await check(operation, statements)


async def test_what_staff_read_and_edit_scans_no_table_that_grows(operation: Operation) -> None:
    await some_of_everything(await operation.enrol("T1", "A"), await operation.enrol("T2", "B"))
    (conflict,) = await operation.items("/v1/conflicts")
    with captured() as statements:
        await operation.items("/v1/finds", limit=10)
        await operation.items("/v1/finds", **{"from": "2022-08-15", "to": "2022-08-16"}, limit=10)
        await operation.find(conflict["find_id"])
        await operation.history(conflict["find_id"])
        await operation.items("/v1/quarantine", state="waiting", limit=1)
        await operation.items("/v1/duplicates", limit=1)
        await operation.change(conflict["find_id"], set={"count": 15})
    await check(operation, statements)


async def test_a_scan_is_seen_and_an_index_is_taken_for_none(operation: Operation) -> None:
    await some_of_everything(await operation.enrol("T1", "A"), await operation.enrol("T2", "B"))
    mine = f"operation = '{operation.name}'"
    scanning = [
        "SELECT id FROM find",
        "SELECT seq FROM log WHERE digest = 'a'",
        f"SELECT id FROM find WHERE {mine} AND count = 1",
        f"SELECT id FROM find WHERE {mine} ORDER BY count LIMIT 1",
        f"SELECT find.id FROM find, conflict WHERE find.{mine} AND find.id = 'b' AND conflict.field = 'c'",
    ]
    searching = [
        f"SELECT id FROM find WHERE {mine} AND id = 'b'",
        f"SELECT id FROM find WHERE {mine} ORDER BY found_on, id LIMIT 1",
        f"SELECT id FROM find WHERE {mine} AND found_on BETWEEN '2022-08-15' AND '2022-08-16'",
    ]
    async with Database(operation.service.database_url) as database:
        found = await database.write_transaction(scans, [Statement(text, ()) for text in scanning + searching])
    assert [text for text in scanning + searching if any(one.endswith(f" in {text}") for one in found)] == scanning


def as_many(operation: Operation, few: int, many: int) -> bool:
    """Whether many mutations take as many statements as few, of which PostgreSQL gets what is written as one."""
    return few == many if on_sqlite(operation.service.database_url) else few <= many <= few + 3


async def test_an_exchange_is_as_many_statements_whatever_the_number_of_its_mutations(operation: Operation) -> None:
    one, other = await operation.enrol("T1", "A"), await operation.enrol("T2", "B")
    made = [create(position=place(n)) for n in range(101)]
    await one.push(*made, *(edit(mutation["find_id"], count=(12, 13)) for mutation in made))
    await one.push(edit(new_id(), count=(12, 13)))  # when nothing waits for a find, one statement less is needed
    counts: list[int] = []
    for some in (made[:1], made[1:]):
        sent: list[Json] = []
        for mutation in some:
            id = mutation["find_id"]
            sent += [mutation, edit(id, count=(12, 14)), edit(id, count=(13, 15)), edit(id, note=(None, "wet"))]
            sent += [
                create(position=place(200 + 1000 * len(counts) + len(sent))),
                create(count=0),
                edit(new_id(), count=(1, 2)),
                delete(id, count=15),
            ]
        with captured() as statements:
            results = await other.push(*sent)
        assert {"applied", "conflict", "rejected"} <= set(outcomes(results))
        counts.append(sum(not BY_THE_CLOCK.search(text) for text, _ in statements))
    assert as_many(operation, *counts)
    assert counts[0] <= 21


async def test_as_many_statements_let_in_one_waiting_edit_as_a_hundred(operation: Operation) -> None:
    tablet = await operation.enrol()
    numbers = []
    for n in (1, 100):
        made = [create(position=place(n + one)) for one in range(n)]
        await tablet.push(*(edit(one["find_id"], count=(12, 13)) for one in made))
        with captured() as statements:
            await tablet.push(*made)
        numbers.append(sum(not BY_THE_CLOCK.search(statement.text) for statement in statements))
    assert as_many(operation, *numbers)


async def test_the_quarantine_and_conflicts_are_read_without_a_scan(operation: Operation) -> None:
    await some_of_everything(await operation.enrol("T1", "A"), await operation.enrol("T2", "B"))
    with captured() as statements:
        await operation.items("/v1/quarantine", limit=1)
        (conflict,) = await operation.items("/v1/conflicts")
        answered(await operation.resolve(conflict["id"], 14))
    await check(operation, statements)


async def test_figures_as_of_a_moment_and_what_is_behind_them_scan_no_table_that_grows(operation: Operation) -> None:
    one, other = await operation.enrol("T1", "A"), await operation.enrol("T2", "B")
    await some_of_everything(one, other)
    week: Json = {"from": "2022-08-15", "to": "2022-08-22"}
    with captured() as statements:
        answered(await operation.call("POST", "/v1/editions", {"id": new_id(), **week}), 201)
        seq = await operation.log_seq() - 2
        report = await operation.week(as_of=str(seq))
        await operation.week(as_of=report["as_of"]["time"])
        await operation.items("/v1/reports/weekly/finds", **week, type="3001M", as_of=str(seq))
        await some_of_everything(one, other)
        await operation.get("/v1/editions/1/differences")
        await operation.items("/v1/editions/1/finds")
        await operation.get("/v1/reports/season", **week)
        await operation.call("GET", "/v1/events", after=seq, seconds=0)
    assert report["disputed"]["conflicts"]
    assert report["suspected_duplicates"]["pairs"]
    await check(operation, statements)


async def test_what_staff_decide_scans_no_table_that_grows(operation: Operation) -> None:
    await some_of_everything(await operation.enrol("T1", "A"), await operation.enrol("T2", "B"))
    with captured() as statements:
        pair = (await operation.items("/v1/duplicates", limit=1))[0]
        path, survivor = f"/v1/duplicates/{pair['id']}", pair["find_ids"][0]
        body = {"id": new_id(), "decision": "same", "survivor": survivor}
        answered(await operation.call("POST", f"{path}/decision", body))
        await operation.items("/v1/duplicates", find_id=survivor, state="same")
        answered(await operation.call("POST", f"{path}/decision", {"id": new_id(), "decision": "undo"}))
        alias = {"id": new_id(), "marking": "3-OO1M", "reason": "seen"}
        answered(await operation.call("POST", "/v1/types/3001M/aliases", alias))
        await operation.change(survivor, deleted=True)
    await check(operation, statements)


async def test_the_layers_of_a_map_scan_no_table_that_grows(operation: Operation) -> None:
    await some_of_everything(await operation.enrol("T1", "A"), await operation.enrol("T2", "B"))
    items = "/ogc/collections/{}/items"
    box = {"bbox": "46.57,39.73,46.58,39.74"}
    with captured() as narrowed:
        await operation.get(items.format("finds"), limit=2, **box)
        await operation.get(items.format("finds"), limit=2, datetime="2022-08-15/2022-08-16")
        await operation.get(items.format("finds"), limit=2, id=new_id())
    with captured() as statements:
        first = await operation.get(items.format("finds"), limit=2)
        (following,) = [link["href"] for link in first["links"] if link["rel"] == "next"]
        await operation.get(following)
        await operation.get(items.format("conflicts"), limit=1, state="open")
        await operation.get(items.format("duplicates"), limit=1, state="open")
    # To know how many there are in all, they are counted: by an index alone, once for each state of the log.
    counted = [statement for statement in statements if statement.text.startswith("SELECT count(*)")]
    assert len(counted) == 1  # of finds; pages of conflicts and duplicates with a filter are read by workers
    await check(operation, [*narrowed, *(statement for statement in statements if statement not in counted)])


async def test_finds_of_a_state_and_of_a_box_are_found_by_an_index_and_counted_by_it(operation: Operation) -> None:
    await some_of_everything(await operation.enrol("T1", "A"), await operation.enrol("T2", "B"))
    tree = {"op": "=", "args": [{"property": "state"}, "duplicate"]}
    asked = [
        Wanted(equal=(("state", "deleted"),), key="a state"),
        Wanted(tree=tree, key="a filter"),
        Wanted(regions=box_regions([46.57, 39.73, 46.58, 39.74], CRS84), key="a box"),
    ]
    async with Database(operation.service.database_url) as database:
        with captured() as statements:
            for wanted in asked:
                await database.read(list_features, operation.name, LAYERS["finds"], wanted, Page(None, 2))
    assert sum(statement.text.startswith("SELECT count(*)") for statement in statements) == len(asked)
    await check(operation, statements)


FILTERS: dict[str, Filters] = {
    "from and to": Filters("2022-08-15", "2022-08-16"),
    "type": Filters(type_key="3001M"),
    "team": Filters(team="T1"),
    "state": Filters(state="deleted"),
    "bbox": Filters(box=(46.57, 39.73, 46.58, 39.74)),
    "type, team and state": Filters(type_key="3001M", team="T1", state="duplicate"),
}
"""Of lists and exports of finds."""


async def test_every_filter_of_finds_and_of_exports_has_an_index(operation: Operation) -> None:
    await some_of_everything(await operation.enrol("T1", "A"), await operation.enrol("T2", "B"))
    secret, asked = b"0" * 32, list[Statement]()
    async with Database(operation.service.database_url) as database:
        for name, filters in FILTERS.items():
            with captured() as statements:
                await database.read(list_finds, operation.name, filters, Page(None, 2))
                listed = await database.read(list_finds, operation.name, filters, Page(("2022-08-15", new_id()), 2))
                export = await database.read(begin_export, operation.name, filters, None, secret)
                await database.read(read_page, export, None)
            assert listed.items or name.startswith(("state", "type, team")), name
            pages = [one for one in statements if "near" in one.text]
            assert len(pages) == (0 if name == "from and to" else 3), name
            asked += statements
    await check(operation, asked)


async def test_a_filter_that_wants_many_is_read_in_the_order_of_days(
    operation: Operation, monkeypatch: pytest.MonkeyPatch
) -> None:
    await some_of_everything(await operation.enrol("T1", "A"), await operation.enrol("T2", "B"))
    monkeypatch.setattr("sync.finds.reading.FEW", 0)
    async with Database(operation.service.database_url) as database:
        few = [await database.read(list_finds, operation.name, one, Page(None, 9)) for one in FILTERS.values()]
        monkeypatch.setattr("sync.finds.reading.FEW", 5000)
        assert few == [await database.read(list_finds, operation.name, one, Page(None, 9)) for one in FILTERS.values()]
        monkeypatch.setattr("sync.finds.reading.FEW", 0)
        monkeypatch.setattr("sync.maps.features.FEW", 0)
        wanted = Wanted(regions=box_regions([46, 39, 47, 40], CRS84), key="a wide box")
        with captured() as statements:
            await database.read(list_finds, operation.name, FILTERS["bbox"], Page(None, 2))
            await database.read(list_features, operation.name, LAYERS["finds"], wanted, Page(None, 2))
        if operation.service.database_url.startswith("sqlite"):
            pages = [one for one in statements if "ORDER BY find.found_on" in one.text]
            assert len(pages) == 2
            plans = [await database.read(plan_of_sqlite, one) for one in pages]
            assert all("find_by_day" in plan and "TEMP B-TREE" not in plan for plan in plans), plans


def plan_of_sqlite(connection: Connection, statement: Statement) -> str:
    text, parameters = statement
    return "\n".join(str(row[3]) for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}", parameters))


async def test_every_filter_of_questions_and_events_has_an_index(operation: Operation) -> None:
    await some_of_everything(await operation.enrol("T1", "A"), await operation.enrol("T2", "B"))
    (conflict,) = await operation.items("/v1/conflicts")
    pair = (await operation.items("/v1/duplicates", limit=1))[0]
    with captured() as statements:
        for state in ("open", "resolved", "settled"):
            await operation.items("/v1/conflicts", state=state, limit=1)
            await operation.items("/v1/conflicts", state=state, find_id=conflict["find_id"])
        for state in ("open", "gone", "same", "distinct", "undone"):
            await operation.items("/v1/duplicates", state=state, limit=1)
            await operation.items("/v1/duplicates", state=state, find_id=pair["find_ids"][0])
        for state in ("waiting", "released", "dismissed"):
            await operation.items("/v1/quarantine", state=state, limit=1)
        await operation.call("GET", "/v1/events", after=1, seconds=0)
    await check(operation, statements)
