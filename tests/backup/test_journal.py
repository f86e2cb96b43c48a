"""The journal: what no tablet sends again is on another disk before it is answered, and a restore enters it."""

from __future__ import annotations

import asyncio
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import orjson
import pyrage
import pytest
from sqlalchemy import Connection, select

from models.chance import draw
from models.tables import FIND, LOG
from sync.backup.copy import on_file, remove_file, sqlite_url
from sync.backup.journal import Journal
from sync.backup.journal_file import JournalFolder, JournalHead, JournalLine, opening, written
from sync.backup.manifest import manifests
from sync.backup.restore import Asked, CannotRestore, Restored, restored_file
from sync.backup.sealing import Keyring, Recipient, SealError
from sync.backup.store import open_store
from sync.database.database import Database
from sync.database.limits import Unavailable
from sync.exchange.committer import Committer, Reserved
from sync.finds.reading import read_find
from sync.log.chain import read_head
from sync.staff.resolutions import staff_edit
from tests.backup.copies import findings
from tests.backup.test_backup import backed_up, silent
from tests.collect import LETTER as FORM
from tests.collect import Collect
from tests.database.season import LACHIN
from tests.service import Device, Json, Operation, Service, answered, create, edit, in_process, new_id, place, refused

WEEK = {"from": "2022-08-15", "to": "2022-08-22"}


def saved(url: str, folder: Path) -> None:
    """A backup in a store of this folder."""
    backed_up(url, open_store(str(folder / "store")), folder)


def restored(folder: Path, journal: Path | None = None, keyring: Keyring | None = None) -> Restored:
    """The newest backup of the store as a SQLite file, new.db."""

    async def go() -> Restored:
        store = open_store(str(folder / "store"))
        manifest = (await manifests(store))[-1]
        asked = Asked("Operator", "the disk burnt", datetime.now(UTC), draw())
        found = JournalFolder(journal) if journal else None
        remove_file(folder / "new.db")  # of a restore that was refused
        return await restored_file(store, manifest, folder / "new.db", keyring, silent, asked, found)

    return asyncio.run(go())


def by(service: Service, one: Operation) -> Operation:
    return Operation(service, one.name, one.token)


async def sends_again(service: Service, device: Device, sent: list[tuple[Json, Json]]) -> None:
    """A tablet sends what it has to a restored server, with the answers that it had."""
    there = Device(by(service, device.operation), device.id, device.team, device.name, device.token)
    for mutation, result in sent:
        told = {**result["place"], "received_at": result["received_at"], "clock_offset_s": result["clock_offset_s"]}
        await there.push(mutation, answered={mutation["id"]: told})


async def shown(operation: Operation) -> Any:
    """What an operation says, but for the numbers of entries."""
    finds = {
        id: {name: value for name, value in find.items() if name not in ("seq", "version", "changed")}
        for id, find in (await operation.finds()).items()
    }
    week = await operation.week()
    editions = [
        (one["number"], one["revision"], one["sha256"], one["stands"]) for one in await operation.items("/v1/editions")
    ]
    judged = await operation.items("/v1/duplicates?state=same")
    return {
        "finds": finds,
        "total": week["total"],
        "disputed": week["disputed"],
        "editions": editions,
        "judged": [(one["state"], one["decision"]["survivor"], one["decision"]["person"]) for one in judged],
        "aliases": [
            (one["key"], alias["marking"]) for one in await operation.items("/v1/types") for alias in one["aliases"]
        ],
        "devices": {one["id"]: one["retired_at"] for one in await operation.items("/v1/devices")},
        "forms": [one["id"] for one in await operation.items("/v1/submissions")],
    }


async def test_a_restore_with_the_journal_ends_as_the_lost_server(database_url: str, tmp_path: Path) -> None:
    journal = tmp_path / "journal"
    sent: list[tuple[Json, Json]] = []
    async with in_process(database_url, journal=str(journal)) as service:
        operation = await service.operation()
        tablet, other, gone = [await operation.enrol(name=name) for name in ("one", "two", "gone")]
        rena = await operation.staff("reviewer", "Rena")
        first, same, twin, waits = create(position=place(1)), create(), create(), create(position=place(3))
        await tablet.push(first, same, twin)
        await asyncio.to_thread(saved, database_url, tmp_path)

        async def push(device: Device, mutation: Json) -> None:
            sent.append((mutation, (await device.push(mutation))[0]))

        await push(tablet, edit(first["find_id"], count=(12, 13)))
        answered(await operation.change(first["find_id"], set={"count": 14}, reason="counted again"))
        await push(other, edit(first["find_id"], count=(12, 20)))
        (conflict,) = await rena.items("/v1/conflicts")
        answered(await rena.resolve(conflict["id"], 21))
        await push(other, waits)
        answered(await rena.change(waits["find_id"], set={"note": "seen by staff"}, reason="a visit"))
        (pair,) = await rena.items("/v1/duplicates")
        decision = {"id": new_id(), "decision": "same", "survivor": same["find_id"], "reason": "one mine"}
        answered(await rena.call("POST", f"/v1/duplicates/{pair['id']}/decision", decision))
        alias = {"id": new_id(), "marking": "Э-001М", "reason": "as bulletins write it"}
        answered(await operation.call("POST", "/v1/types/3001M/aliases", alias))
        (form,) = await Collect(tablet).send(FORM)
        assert form.status_code == 201, form.text
        answered(await operation.call("POST", "/v1/editions", {"id": new_id(), **WEEK, "anyway": "a test"}), 201)
        new = await operation.enrol("T2", "new")
        answered(await operation.call("POST", f"/v1/devices/{gone.id}/retirement"), 204)
        before = await shown(operation)
    made = await asyncio.to_thread(restored, tmp_path, journal)
    assert (made.tokens, made.findings, made.entered["lachin-2022"].left_out) == ({}, [], [])
    async with in_process(sqlite_url(tmp_path / "new.db")) as service:
        left = Device(by(service, operation), gone.id, gone.team, gone.name, gone.token)
        refused(await left.exchange(), 401, "unauthenticated")
        for mutation, result in reversed(sent):
            device = tablet if mutation is sent[0][0] else other
            await sends_again(service, device, [(mutation, result)])
        after = await shown(by(service, operation))
        assert after == before
        there = Device(by(service, operation), new.id, new.team, new.name, new.token)
        (result,) = await there.push(create(position=place(9)))
        assert result["outcome"] == "applied"
        (again,) = await Collect(Device(by(service, operation), tablet.id, "T1", "one", tablet.token)).send(FORM)
        assert again.status_code == 201
        assert len(await by(service, operation).finds()) == len(before["finds"]) + 1
        edition = {"id": new_id(), "week": "2022-W35", "anyway": "another"}
        published = answered(await by(service, operation).call("POST", "/v1/editions", edition), 201)
        assert published["number"] == 100
    assert findings(sqlite_url(tmp_path / "new.db")) == []
    assert on_file(tmp_path / "new.db", claimed) == {0, 1}


def claimed(connection: Connection) -> set[int]:
    """What the entries that brought a place say of it: 0, the journal says so; 1, only a tablet."""
    return {*connection.execute(select(LOG.c.claimed).where(LOG.c.claimed.is_not(None))).scalars()}


def lines(journal: Path) -> list[JournalLine]:
    return [*JournalFolder(journal).lines()]


async def edited(url: str, find: Json, count: int, journal: Journal | None = None, id: str | None = None) -> str:
    """What staff are answered who change the count of a find, by a process of its own."""
    async with Database(url) as database:
        committer = Committer(database, journal)
        seen = (await database.read(read_find, LACHIN, find["find_id"])).etag
        job = staff_edit(
            id or new_id(), find["find_id"], "edit", {"count": count}, "again", "Rena", seen, datetime.now(UTC)
        )
        try:
            return await committer.run(LACHIN, job)
        finally:
            await committer.close()


class There(NamedTuple):
    """What a database holds before anything is in a journal."""

    find: Json
    operation: Operation
    tablet: Device

    def of(self, service: Service) -> tuple[Operation, Device]:
        """The same, asked of another service."""
        operation = by(service, self.operation)
        return operation, Device(operation, self.tablet.id, self.tablet.team, self.tablet.name, self.tablet.token)


@pytest.fixture
async def there(database_url: str) -> There:
    """A find of a tablet."""
    made = create()
    async with in_process(database_url) as service:
        operation = await service.operation(LACHIN)
        tablet = await operation.enrol()
        await tablet.push(made)
    return There(made, operation, tablet)


async def test_what_was_committed_and_not_written_down_is_caught_up(
    database_url: str, there: There, tmp_path: Path
) -> None:
    await edited(database_url, there.find, 13)  # as a kill between the commit and the journal leaves it
    for _ in range(2):
        journal = Journal(tmp_path, behind=True)
        async with Database(database_url) as database:
            await journal.catch_up(database)
        journal.close()
    assert [line.seqs for line in lines(tmp_path)] == [(2,), ()]
    (line, _) = lines(tmp_path)
    (entry,) = line.body["entries"]
    assert (orjson.loads(entry["saw"])["count"], orjson.loads(entry["content"])["set"]) == (12, {"count": 13})
    assert {*line.body["people"]["rows"]} == {"team", "device", "token", "enrolment"}
    assert modes(tmp_path) == {0o600}


def modes(folder: Path) -> set[int]:
    return {file.stat().st_mode & 0o777 for file in folder.iterdir()}


async def test_lines_of_two_processes_are_entered_in_their_order_and_a_torn_one_counts_for_nothing(
    database_url: str, there: There, tmp_path: Path
) -> None:
    folder, journals = tmp_path / "journal", [Journal(tmp_path / "journal") for _ in range(2)]
    await asyncio.to_thread(saved, database_url, tmp_path)
    for count in (13, 14, 15, 16):
        await edited(database_url, there.find, count, journals[count % 2])
    one, two = sorted(folder.iterdir())
    two.write_bytes(two.read_bytes()[:-9])  # of the last edit
    with one.open("ab") as file:
        file.write(bytes(500))  # room that was reserved, and not used
    made = await asyncio.to_thread(restored, tmp_path, folder)
    assert made.entered[LACHIN].entries == 3
    assert made.findings == []
    assert on_file(tmp_path / "new.db", lambda connection: count_of(connection, there.find["find_id"])) in (15, 16)


def count_of(connection: Connection, find_id: str) -> int:
    return int(connection.execute(select(FIND.c.count).where(FIND.c.id == find_id)).scalar_one())


async def test_a_journal_that_cannot_be_written_stops_what_it_is_for_before_the_commit(
    database_url: str, there: There, tmp_path: Path
) -> None:
    (tmp_path / "journal").write_text("no folder")
    async with in_process(database_url, journal=str(tmp_path / "journal")) as service:
        operation, tablet = there.of(service)
        id = there.find["find_id"]
        before = await operation.find(id)
        for answer in (
            await operation.change(id, set={"count": 13}, reason="again"),
            await operation.call("POST", "/v1/enrolments", {"team": "T1", "device": "new"}),
        ):
            assert "Nothing of this request is stored" in refused(answer, 503, "journal_full")["detail"]
        assert await operation.find(id) == before
        (warning,) = answered(await service.client.get("/ready"))["warnings"]
        assert "is behind the log" in warning
        (result,) = await tablet.push(edit(id, count=(12, 14)))
        assert result["outcome"] == "applied"
        (tmp_path / "journal").unlink()
        answered(await operation.change(id, set={"count": 15}, reason="again"))
        assert answered(await service.client.get("/ready"))["warnings"] == []
    assert [line.seqs for line in lines(tmp_path / "journal")] == [(), (3,)]


async def test_a_journal_that_fails_after_the_commit_says_so_and_the_same_id_counts_once(
    database_url: str, there: There, tmp_path: Path
) -> None:
    class Failing(Journal):
        """Its disk fails at the first line."""

        failed = False

        async def write(self, line: Reserved) -> None:
            if not self.failed:
                self.failed = True
                file, self._file = self._file, os.open(tmp_path, os.O_RDONLY)
                try:
                    await super().write(line)
                finally:
                    self._file = file
            await super().write(line)

    journal, id = Failing(tmp_path / "journal"), new_id()
    with pytest.raises(Unavailable) as failed:
        await edited(database_url, there.find, 13, journal, id)
    assert (failed.value.code, "is stored" in failed.value.stored) == ("journal_unwritable", True)
    assert [line.seqs for line in lines(tmp_path / "journal")] == []
    assert journal.is_behind
    again = orjson.loads(await edited(database_url, there.find, 13, journal, id))
    assert (again["seq"], again["outcome"]) == (2, "applied")
    assert {seq for line in lines(tmp_path / "journal") for seq in line.seqs} == {2}
    assert not journal.is_behind


async def test_only_its_private_key_opens_an_encrypted_journal(database_url: str, there: There, tmp_path: Path) -> None:
    key, other = pyrage.x25519.Identity.generate(), pyrage.x25519.Identity.generate()
    folder = tmp_path / "journal"
    await asyncio.to_thread(saved, database_url, tmp_path)
    await edited(database_url, there.find, 1318, Journal(folder, Recipient(str(key.to_public()))))
    (file,) = folder.iterdir()
    assert b'"count"' not in file.read_bytes()
    (tmp_path / "other.txt").write_text(str(other))
    (tmp_path / "key.txt").write_text(str(key))
    for keyring, why in ((None, "name the file of the private key"), (Keyring(tmp_path / "other.txt"), "None of the")):
        with pytest.raises(SealError, match=why):
            await asyncio.to_thread(restored, tmp_path, folder, keyring)
    made = await asyncio.to_thread(restored, tmp_path, folder, Keyring(tmp_path / "key.txt"))
    assert on_file(tmp_path / "new.db", lambda connection: count_of(connection, there.find["find_id"])) == 1318
    assert made.tokens == {}


async def test_a_journal_of_another_server_is_refused_and_one_of_another_operation_lets_nobody_in(
    database_url: str, there: There, tmp_path: Path
) -> None:
    await asyncio.to_thread(saved, database_url, tmp_path)
    head = JournalHead((await heads(database_url))[0], 1, "f" * 64)
    for name, operation in (("alien", "agdam-2022"), ("at-odds", LACHIN)):
        (tmp_path / name).mkdir()
        line = JournalLine(operation, head, "2022-08-23T00:00:00.000000Z", (), {"entries": [], "people": {}})
        (tmp_path / name / "x.journal").write_bytes(opening(None) + written(line, None))
    made = await asyncio.to_thread(restored, tmp_path, tmp_path / "alien")
    assert [*made.tokens] == [LACHIN]
    with pytest.raises(CannotRestore, match="the journal of another server"):
        await asyncio.to_thread(restored, tmp_path, tmp_path / "at-odds")


async def heads(url: str) -> Any:
    async with Database(url) as database:
        head = await database.read(read_head, LACHIN)
        return head.epoch, head.seq, head.hash


async def test_the_journal_says_where_the_log_stood(database_url: str, there: There, tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    await edited(database_url, there.find, 13, journal)
    await edited(database_url, there.find, 14, journal)
    assert JournalFolder(tmp_path).last_heads() == {LACHIN: await heads(database_url)}
