"""A restore: everything again, in either database, under a new epoch, and never over what is there."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import time
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import orjson
import pyrage
import pytest
from sqlalchemy import text

from models.chance import draw
from sync.backup.backup import CannotBackUp
from sync.backup.copy import sqlite_url, write_copy
from sync.backup.manifest import MANIFEST, Manifest, folder_of, manifests
from sync.backup.restore import Asked, CannotRestore, restored_file
from sync.backup.sealing import Recipient, pack, sha256_of
from sync.backup.store import Store, open_store
from sync.database.database import Database, on_sqlite, once
from sync.log.epochs import epoch_order
from tests.backup.copies import findings, rows_of
from tests.backup.test_backup import backed_up, by_hand, head, silent
from tests.backup.test_move import other_place
from tests.database.season import LACHIN
from tests.databases import Databases
from tests.service import MINETALLY, Device, Operation, answered, create, edit, in_process, new_id, place, refused
from tests.shell import Shell

CHANGED = {"operation", "restore", "log", "token", "enrolment", "webhook"}
"""The tables of which a restore changes something."""


def words(shell: Shell, *given: str) -> Any:
    return shell.json("restore", *given)["operations"]


def test_everything_is_there_again_in_the_other_kind_of_database(
    season_url: str, store: Store, databases: Databases, tmp_path: Path
) -> None:
    before = once(season_url, rows_of)
    epoch, seq, *_ = head(season_url)
    made = backed_up(season_url, store, tmp_path).manifest
    new = other_place(season_url, databases, tmp_path)
    lachin = next(one for one in words(Shell(new), f"{store.address}@{made.name[:13]}") if one["operation"] == LACHIN)
    after = once(new, rows_of)
    assert {name for name in before if after[name] != before[name]} == CHANGED
    assert after["photo"] == before["photo"]
    assert before["log"] <= after["log"]
    assert (lachin["from_epoch"], lachin["from_seq"], lachin["seq"]) == (epoch, seq, 2_000_000)
    assert epoch_order(lachin["epoch"]) > epoch_order(epoch)
    assert findings(new) == []
    again = Shell(new)("restore", store.address, status=1)
    assert "nothing is put over" in again.stderr.replace("\n", " ")
    assert once(new, rows_of) == after


def test_a_second_restore_of_one_backup_gives_no_number_that_the_first_gave(
    season_url: str, databases: Databases, tmp_path: Path
) -> None:
    store = tmp_path / "store"
    backed_up(season_url, open_store(str(store)), tmp_path)
    first = words(Shell(f"sqlite:///{tmp_path}/first.db"), str(store))
    second = words(Shell(f"sqlite:///{tmp_path}/second.db"), str(store))
    for one, other in zip(first, second, strict=True):
        assert other["seq"] == one["seq"] + 1_000_000
        assert other["first_edition"] == one["first_edition"] + 100
        assert epoch_order(other["epoch"]) > epoch_order(one["epoch"])
        assert other["from_seq"] == one["from_seq"]
    backed_up(sqlite_url(tmp_path / "second.db"), open_store(str(store)), tmp_path)
    with pytest.raises(CannotBackUp, match="in a later epoch"):
        backed_up(sqlite_url(tmp_path / "first.db"), open_store(str(store)), tmp_path)


async def test_tablets_bring_back_what_came_after_the_backup(
    database_url: str, databases: Databases, tmp_path: Path
) -> None:
    store, new = str(tmp_path / "store"), other_place(database_url, databases, tmp_path)
    async with in_process(database_url) as service:
        operation = await service.operation()
        tablet, gone = await operation.enrol(), await operation.enrol("T2")
        kept, lost = create(position=place(1)), create(position=place(2))
        await tablet.push(kept)
        Shell(database_url)("backup", "--to", store)
        await tablet.push(lost)
        await tablet.pull()
        answered(await operation.call("POST", f"/v1/devices/{gone.id}/retirement"), 204)
    (restored,) = await asyncio.to_thread(words, Shell(new), store)
    async with in_process(new) as service:
        for token in (operation.token, tablet.token, gone.token):
            refused(
                await Operation(service, operation.name, token).call("GET", "/v1/finds"), 401, "awaiting_confirmation"
            )
        there = Operation(service, operation.name, restored["admin_token"])
        assert [*await there.finds()] == [kept["find_id"]]
        code = answered(await there.call("POST", "/v1/enrolments", {"device_id": tablet.id}), 201)["code"]
        token = answered(await there.service.client.post("/v1/enrol", json={"code": code}), 201)["token"]
        same = Device(there, tablet.id, tablet.team, tablet.name, token)
        same.cursor = tablet.cursor
        refused(await same.exchange(), 409, "resync_required")
        same.cursor = None
        results = await same.push(kept, lost)
        assert [(one["seq"], one["replayed"]) for one in results] == [(1, True), (1_000_002, False)]
        assert len(await there.finds()) == 2  # 1,000,001 is the new server's own key


@pytest.mark.parametrize("here", [False, True], ids=["another machine", "here"])
async def test_a_version_that_was_lost_is_never_taken_for_a_new_one(
    here: bool, databases: Databases, tmp_path: Path
) -> None:
    """Staff saw 14 pieces, which are lost; another tablet says 30; what staff say of the 14 does not overwrite it."""
    store, file = str(tmp_path / "store"), tmp_path / "served.db"
    url = new = f"sqlite:///{file}"
    Shell(url)("migrate")
    made = create(count=12)
    async with in_process(url) as service:
        operation = await service.operation()
        tablet = await operation.enrol()
        await tablet.push(made)
    Shell(url)("backup", "--to", store)
    yesterday = file.read_bytes()
    async with in_process(url) as service:
        there = Operation(service, operation.name, operation.token)
        same = Device(there, tablet.id, tablet.team, tablet.name, tablet.token)
        await same.push(*(edit(made["find_id"], count=(count, count + 1)) for count in (12, 13)))
        seen = await there.call("GET", f"/v1/finds/{made['find_id']}")
        assert answered(seen)["count"] == 14
    if here:
        file.write_bytes(yesterday)
        await asyncio.to_thread(words, Shell(url), store, "--here")
    else:
        new = f"sqlite:///{tmp_path}/new.db"
        await asyncio.to_thread(words, Shell(new), store)
    Shell(new)("recovery", "admit", "--all")
    async with in_process(new) as service:
        there = Operation(service, operation.name, operation.token)
        assert (await there.find(made["find_id"]))["count"] == 12
        other = await there.enrol("T2")
        counts = [12, 30, 31, 32, 33]
        for count in pairwise(counts):  # without the leap one of them would have the number of the lost version
            await other.push(edit(made["find_id"], count=count))
            said = {"set": {"count": 15}, "reason": "saw 14, one more"}
            refused(await there.change(made["find_id"], seen.headers["etag"], **said), 412, "precondition_failed")
        assert (await there.find(made["find_id"]))["count"] == counts[-1]
        again = await there.call("GET", f"/v1/finds/{made['find_id']}", headers={"If-None-Match": seen.headers["etag"]})
        assert answered(again)["count"] == counts[-1]


async def test_who_is_admitted_goes_on_with_the_tokens_of_the_backup(database_url: str, tmp_path: Path) -> None:
    store, shell = str(tmp_path / "store"), Shell(f"sqlite:///{tmp_path}/new.db")
    async with in_process(database_url) as service:
        operation = await service.operation()
        tablet = await operation.enrol("T1", "seven")
        await tablet.push(create())
        body = {"url": "https://receiver.example/hook", "events": ["find.*"]}
        hook = answered(await operation.call("POST", "/v1/webhooks", body), 201)["id"]
        (token,) = [one["id"] for one in await operation.items("/v1/tokens") if one["person"]]
        Shell(database_url)("backup", "--to", store)
    (restored,) = await asyncio.to_thread(words, shell, store, "--why", "the disk burnt")
    assert restored["why"] == "the disk burnt"
    said = shell.said("recovery")
    assert f"seven of T1: waits, {tablet.id[:8]}" in said
    assert f"administrator, admin: waits, {token[:8]}" in said
    assert f"https://receiver.example/hook, made by administrator: waits, {hook[:8]}" in said
    assert "waits: minetally recovery admit" in shell.said("token", "list")
    assert "Name who may come in, or --all" in shell("recovery", "admit", status=1).stderr
    assert "not known in this operation" in shell("recovery", "admit", "--token", new_id(), status=1).stderr
    assert "Admitted: 1 tablet, 0 tokens, 0 webhooks." in shell.said("recovery", "admit", "--device", tablet.id[:8])
    assert shell.json("recovery", "admit", "--all") == {"devices": [], "tokens": [token], "webhooks": [hook]}
    assert "waits" not in shell.said("recovery")
    async with in_process(shell.database_url) as service:
        there = Operation(service, operation.name, operation.token)
        assert len(await there.finds()) == 1
        assert (await there.get(f"/v1/webhooks/{hook}"))["enabled"]
        same = Device(there, tablet.id, tablet.team, tablet.name, tablet.token)
        assert len(await same.pull()) == 1


def test_an_encrypted_backup_needs_its_key(season_url: str, tmp_path: Path) -> None:
    key, store = pyrage.x25519.Identity.generate(), str(tmp_path / "store")
    (tmp_path / "key.txt").write_text(f"{key}\n")
    (tmp_path / "other.txt").write_text(f"{pyrage.x25519.Identity.generate()}\n")
    backed_up(season_url, open_store(store), tmp_path, Recipient(str(key.to_public())))
    shell = Shell(f"sqlite:///{tmp_path}/new.db")
    without = shell("restore", store, status=1).stderr.replace("\n", " ")
    assert "name the file of the private key with --decrypt-with" in without
    wrong = shell("restore", store, "--decrypt-with", str(tmp_path / "other.txt"), status=1).stderr
    assert "None of the keys opens" in wrong
    assert not (tmp_path / "new.db").exists()
    shell("restore", store, "--decrypt-with", str(tmp_path / "key.txt"))
    assert once(f"sqlite:///{tmp_path}/new.db", rows_of)["photo"] == once(season_url, rows_of)["photo"]


def test_what_is_damaged_or_not_there_is_named(season_url: str, tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "store"))
    manifest = backed_up(season_url, store, tmp_path).manifest
    photo, *_ = asyncio.run(store.names("photos/"))
    asyncio.run(store.write(photo, b"other bytes"))
    shell = Shell(f"sqlite:///{tmp_path}/new.db")
    said = orjson.loads(shell("restore", store.address, "--json", status=1).stdout)
    assert said["missing_photos"] == [photo.rpartition("/")[2]]
    assert {one["table"] for one in said["findings"]} == {"photo"}  # a form has it
    asyncio.run(store.write(manifest.file, b"other bytes"))
    damaged = Shell(f"sqlite:///{tmp_path}/other.db")("restore", store.address, status=1).stderr.replace("\n", " ")
    assert "is damaged: its bytes are not those that the manifest names. Use another backup." in damaged
    nothing = Shell(f"sqlite:///{tmp_path}/other.db")("restore", f"{store.address}@1999", status=1).stderr
    assert f"has no backup that begins with 1999. Name one of these: {manifest.name}." in nothing.replace("\n", " ")


def restored_at(now: datetime, store: Store, file: Path) -> Any:
    async def go() -> Any:
        manifest = (await manifests(store))[-1]
        return await restored_file(store, manifest, file, None, silent, Asked("Operator", "", now, draw()))

    return asyncio.run(go())


def test_a_clock_before_the_backup_is_refused(season_url: str, tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "store"))
    backed_up(season_url, store, tmp_path)
    with pytest.raises(CannotRestore, match="set the clock right"):
        restored_at(datetime.now(UTC) - timedelta(days=1), store, tmp_path / "copy.db")
    restored_at(datetime.now(UTC) + timedelta(days=1), store, tmp_path / "copy.db")
    with pytest.raises(CannotRestore, match="set the clock right"):  # a restore is known there that is later
        restored_at(datetime.now(UTC) + timedelta(hours=1), store, tmp_path / "copy2.db")


def test_tables_of_a_newer_version_are_refused(season_url: str, tmp_path: Path) -> None:
    store, copy = open_store(str(tmp_path / "store")), tmp_path / "copy.db"
    made = backed_up(season_url, store, tmp_path).manifest

    async def newer() -> None:
        async with Database(season_url) as database:
            await write_copy(database, copy)
        once(sqlite_url(copy), lambda c: c.execute(text("UPDATE alembic_version SET version_num = '9999'")))
        pack(copy, tmp_path / "packed")
        await store.put(made.file, tmp_path / "packed")
        document: dict[str, Any] = orjson.loads(made.document())
        document["sha256"] = sha256_of(tmp_path / "packed")
        await store.write(f"{folder_of(made.name)}{MANIFEST}", orjson.dumps(document))

    asyncio.run(newer())
    refused = Shell(f"sqlite:///{tmp_path}/new.db")("restore", store.address, status=1).stderr.replace("\n", " ")
    assert "cannot be restored by this version. A newer version of Minetally has used it" in refused
    assert not (tmp_path / "new.db").exists()


def test_a_restore_that_is_killed_leaves_nothing_in_its_place(
    season_url: str, databases: Databases, tmp_path: Path
) -> None:
    store, new = tmp_path / "store", other_place(season_url, databases, tmp_path)
    backed_up(season_url, open_store(str(store)), tmp_path)
    folder = tmp_path / "temporary"
    folder.mkdir()
    command: list[str | Path] = [MINETALLY, "restore", str(store), "--database-url", new]
    environment = {**os.environ, "TMPDIR": str(folder)}
    killed = subprocess.Popen(command, env=environment)
    where = tmp_path if on_sqlite(new) else folder
    while not any("copy.db" in files for _, _, files in os.walk(where)):
        assert killed.poll() is None
        time.sleep(0.001)
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    assert not (tmp_path / "moved.db").exists()
    subprocess.run(command, env=environment, check=True, capture_output=True)
    assert findings(new) == []
    assert not any("copy.db" in files for _, _, files in os.walk(tmp_path))


def test_a_file_that_was_put_back_goes_on_when_a_person_says_so(season_url: str, tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "store"))
    made = backed_up(season_url, store, tmp_path).manifest
    by_hand(season_url, f"UPDATE operation SET saved_through_seq = 0 WHERE operation = '{LACHIN}'")
    tokens = once(season_url, rows_of)["token"]
    known: Manifest = made
    rows = words(Shell(season_url), store.address, "--here", "--why", "yesterday's file")
    assert {row["operation"]: row["from_seq"] for row in rows} == {one.operation: one.seq for one in known.operations}
    assert len({row["admin_token"].rpartition(".")[2] for row in rows}) == len(rows) == 2, "who has one has no other"
    for row in rows:
        Shell(season_url)("recovery", "admit", "--all", "--operation", row["operation"])
    assert not tokens - once(season_url, rows_of)["token"]
    assert findings(season_url) == []
    assert backed_up(season_url, store, tmp_path).manifest.verified
    assert len(asyncio.run(store.names("restores/"))) == 2
