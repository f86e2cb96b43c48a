"""A database of every older version, with a season in it, is taken over whole, on both databases."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from minetally_client.generated.models import Edition

from models.canonical import canonical, digest
from sync.database.database import Database
from sync.database.migrations import _alembic, check_migrations, migrate
from sync.verify.verify import verify
from tests.database.kept import Kept, asked_by, fill, read, rows_of
from tests.database.season import KHERSON, LACHIN, play
from tests.service import Operation, create, edit, in_process, outcomes, place
from tests.shell import Shell

VERSIONS = sorted(
    path.name.removesuffix(".json.gz").removeprefix("version_") for path in Path(__file__).parent.glob("*.json.gz")
)

STATES = {
    "find": {"live", "deleted", "duplicate"},
    "conflict": {"open", "resolved", "settled"},
    "quarantine": {"waiting", "released", "dismissed"},
    "duplicate_pair": {"open", "gone", "same", "distinct", "undone"},
    "webhook_delivery": {"waiting", "parked", "held", "delivered", "skipped"},
}
"""What a season has rows of."""
KINDS = {
    "create", "edit", "delete", "restore", "rejected", "dismiss", "resolve", "same", "distinct", "undo", "void",
    "edition", "alias", "area", "roster", "settings", "type",
}  # fmt: skip
"""What its log has entries of."""


def make(url: str, kept: Kept) -> None:
    """The database of an older version, at this address."""
    _alembic(url, lambda config: command.upgrade(config, kept.schema))


async def taken_over(url: str, kept: Kept) -> None:
    """The same database, brought to this version."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(make, url, kept).result()
        async with Database(url) as database:
            await database.write_transaction(fill, kept.rows)
        thread.submit(migrate, url).result()
        thread.submit(check_migrations, url).result()


async def findings(url: str) -> list[Any]:
    """What `verify` finds in both operations."""
    async with Database(url) as database:
        return [one for name in (LACHIN, KHERSON) for one in (await database.read(verify, name)).findings]


def holds(now: Any, then: Any) -> bool:
    """Whether an answer says what was said then; it may say more, and names a type as its finds do, not by its key."""
    if isinstance(then, dict):
        if then.get("known") is False and then.get("marking") == then.get("type"):
            then = {name: value for name, value in then.items() if name != "marking"}
        then = {name: value for name, value in then.items() if name != "etag"}  # it may be made otherwise
        return isinstance(now, dict) and all(name in now and holds(now[name], value) for name, value in then.items())
    if isinstance(then, list):
        return isinstance(now, list) and len(now) == len(then) and all(map(holds, now, then))
    return bool(now == then)


@pytest.mark.parametrize("version", VERSIONS)
async def test_an_older_database_is_whole_and_says_the_same_after_the_migration(
    empty_database_url: str, version: str
) -> None:
    kept = read(version)
    await taken_over(empty_database_url, kept)
    assert await findings(empty_database_url) == []
    async with in_process(empty_database_url) as service:
        asked = {name: await asked_by(service, name) for name in (LACHIN, KHERSON)}
        for one in kept.answers:
            answer = await asked[one["operation"]].get(one["path"], **one["query"])
            if one["path"] == "/v1/quarantine":  # forms that wait stand there too since then
                answer["items"] = [row for row in answer["items"] if row["problem"]["code"] != "unknown_form"]
            assert holds(answer, one["answer"]), (one["path"], one["query"])


@pytest.mark.long
@pytest.mark.parametrize("version", VERSIONS)
async def test_an_edition_of_an_older_version_is_printed_and_compared_and_stays_what_it_is(
    empty_database_url: str, version: str
) -> None:
    kept = read(version)
    await taken_over(empty_database_url, kept)
    shell = Shell(empty_database_url)
    async with in_process(empty_database_url) as service:
        asked = {name: await asked_by(service, name, "admin") for name in (LACHIN, KHERSON)}
        for row in kept.rows["edition"]:
            operation, document = asked[row["operation"]], json.loads(row["document"])
            where, revision = f"/v1/editions/{row['number']}", {"revision": row["revision"]}
            told = await operation.get(where, **revision)
            assert told == document
            claimed = told.pop("sha256")
            assert digest(canonical(told)) == claimed == row["sha256"]
            assert Edition.from_dict(document).sha256 == claimed
            total = document["report"]["total"]
            for form in ("csv", "xlsx", "pdf", "geojson"):
                answer = await operation.call("GET", where, format=form, **revision)
                assert answer.status_code == 200, (form, answer.text)
            assert (await operation.get(f"{where}/differences", **revision))["before"]["total"] == total
            name = f"{row['number']}.{row['revision']}"
            assert f"{total:,}" in shell("editions", name, "--operation", operation.name).stdout
            shell("differences", name, "--operation", operation.name)
    assert await findings(empty_database_url) == []


@pytest.mark.parametrize("version", VERSIONS)
async def test_work_goes_on_in_an_older_database_after_the_migration(empty_database_url: str, version: str) -> None:
    await taken_over(empty_database_url, read(version))
    async with in_process(empty_database_url) as service:
        lachin = await asked_by(service, LACHIN, "admin")
        tablet = await lachin.enrol("Team 1", "Tablet 9")
        held = await tablet.pull()
        assert held == await lachin.finds()
        await decided(lachin)
        (live, *_) = [find for find in held.values() if find["state"] == "live" and not find["conflicts"]]
        made = create(position=place(200))
        results = await tablet.push(made, edit(live["id"], count=(live["count"], live["count"] + 1)))
        assert outcomes(results) == ["applied"] * 2
        assert (await lachin.find(live["id"]))["version"] == live["version"] + 1
    assert await findings(empty_database_url) == []


async def decided(lachin: Operation) -> None:
    """Staff settle a conflict of a count, and judge a pair of finds."""
    (conflict, *_) = [one for one in await lachin.items("/v1/conflicts") if one["field"] == "count"]
    assert (await lachin.resolve(conflict["id"], 17)).status_code == 200
    assert (await lachin.find(conflict["find_id"]))["count"] == 17
    (pair, *_) = await lachin.items("/v1/duplicates", state="open")
    body = {"id": conflict["id"], "decision": "distinct", "reason": "looked at both"}
    assert (await lachin.call("POST", f"/v1/duplicates/{pair['id']}/decision", body)).status_code == 200


@pytest.mark.parametrize("version", VERSIONS)
def test_a_kept_season_has_a_row_of_every_kind(version: str) -> None:
    rows = read(version).rows
    assert [name for name, several in rows.items() if not several] == []
    for table, states in STATES.items():
        assert {row["state"] for row in rows[table]} == states
    assert {row["kind"] for row in rows["log"]} == KINDS


@pytest.mark.long
async def test_the_season_as_this_version_plays_it_has_them_too_and_is_whole(database_url: str) -> None:
    await play(database_url)
    async with Database(database_url) as database:
        rows = await database.read(rows_of)
    assert {table: {row["state"] for row in rows[table]} for table in STATES} == STATES
    assert {row["kind"] for row in rows["log"]} == {*KINDS, "restored", "recovered"}
    assert await findings(database_url) == []
