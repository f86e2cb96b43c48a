"""The Python client's device when the server has gone back to a backup, and what it keeps for that."""

from __future__ import annotations

import asyncio
import gzip
import itertools
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest
from minetally_client.ids import uuid7
from minetally_client.models import Applied
from minetally_client.outbox import Outbox
from minetally_client.problems import OldHistory

from tests.crew import Crew, holds, note
from tests.databases import Databases
from tests.service import FIND, ServerProcess, new_id, place

pytestmark = pytest.mark.xdist_group("restore")  # one worker: what they share is made once

OPERATIONS = itertools.count(1)


class Listening(httpx.BaseTransport):
    """The network, and what was sent over it."""

    def __init__(self) -> None:
        self._transport = httpx.HTTPTransport()
        self.sent: list[dict[str, Any]] = []

    def close(self) -> None:
        self._transport.close()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        body = request.read()
        packed = request.headers.get("content-encoding") == "gzip"
        self.sent.append(json.loads(gzip.decompress(body) if packed else body))
        return self._transport.handle_request(request)


def kept(folder: Path, name: str) -> list[tuple[str, int | None, int]]:
    """The mutations in a device's file: outcome, log entry, whether it waits."""
    with closing(sqlite3.connect(folder / f"{name}.db")) as file:
        return file.execute("SELECT outcome, seq, waiting FROM mutation ORDER BY n").fetchall()


class Backup:
    """A copy of the server's SQLite file, which is put back later."""

    def __init__(self, server: ServerProcess, folder: Path) -> None:
        self.file, self.copy = server.database_url.removeprefix("sqlite:///"), folder / "backup"
        self._copied(self.file, self.copy)

    def put_back(self) -> None:
        self._copied(self.copy, self.file)

    @staticmethod
    def _copied(source: Path | str, target: Path | str) -> None:
        with closing(sqlite3.connect(source)) as read, closing(sqlite3.connect(target, timeout=30)) as written:
            read.backup(written)


def say(crew: Crew, server: ServerProcess, **values: object) -> None:
    """Writes into the row of the operation."""
    with closing(sqlite3.connect(server.database_url.removeprefix("sqlite:///"))) as database, database:
        for name, value in values.items():
            database.execute(f"UPDATE operation SET {name} = ? WHERE operation = ?", (value, crew.operation))


@pytest.fixture(scope="module")
def server(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServerProcess]:
    running = ServerProcess(databases.create("sqlite"), tmp_path_factory.mktemp("server") / "log")
    asyncio.run(running.start())
    yield running
    running.kill()


@pytest.fixture
def crew(server: ServerProcess, tmp_path: Path) -> Iterator[Crew]:
    with Crew(server, tmp_path, f"operation-{next(OPERATIONS)}") as crew:
        yield crew


@pytest.mark.parametrize("said", [True, False])
def test_after_a_restore_everything_that_is_kept_goes_out_again(
    server: ServerProcess, crew: Crew, tmp_path: Path, said: bool
) -> None:
    """`said`: the restore begins a new epoch, as it should; else somebody put the file back without saying so, the
    server stops at the first tablet that knows better, and a person says that it goes on."""
    wire = Listening()
    one, other = crew.device("one", transport=wire), crew.device("other", batch=2, page=2)
    early = note(one)
    one.sync()
    other.sync()
    backup = Backup(server, tmp_path)

    one.edit(early, {"count": 20})
    late = [note(one, position=place(n)) for n in range(1, 4)]
    one.edit(late[0], {"count": 30})
    one.sync()
    other.sync()
    other.edit(late[1], {"count": 40})
    other.sync()
    one.sync()
    before, told = crew.finds(), kept(tmp_path, "one")
    assert len(before) == 4
    backup.put_back()
    unsent = note(one, position=place(9))
    if not said:
        for tablet, waiting in ((one, 1), (other, 0)):
            with pytest.raises(OldHistory):
                tablet.sync()
            assert tablet.waiting == waiting
        assert kept(tmp_path, "one")[:-1] == told
        assert {*before} <= {*holds(one)}
        say(crew, server, stopped_at=None, stopped_by=None, stopped_why=None)
    say(crew, server, epoch=str(uuid7()))
    assert len(crew.finds()) == 1
    wire.sent.clear()
    done = one.sync()
    assert done.resyncs == 1
    assert [type(result) for result in done.results] == [Applied] * 7
    assert [len(request["mutations"]) for request in wire.sent] == [1, 7], "all at once, beside the first page"
    answered = wire.sent[-1].get("answered", {})
    places = [one["seq"] for one in answered.values()]
    assert places == [seq for _, seq, _ in told], "what a lost history told, and nothing else"
    assert one.find(unsent)
    other.sync()
    one.sync()
    finds = crew.finds()
    assert holds(one) == holds(other) == finds
    counts = {id: find["count"] for id, find in finds.items()}
    assert counts == {**{id: find["count"] for id, find in before.items()}, str(unsent): 12}
    assert (one.waiting, other.waiting) == (0, 0)


def test_what_is_in_a_verified_backup_is_dropped_after_a_year_or_for_room_and_never_what_nobody_has_seen(
    server: ServerProcess, crew: Crew, tmp_path: Path
) -> None:
    device = crew.device("t")
    for n in range(3):
        note(device, position=place(n))
    note(device, count="many")
    device.sync()
    told = [("applied", 1, 0), ("applied", 2, 0), ("applied", 3, 0), ("rejected", 4, 0)]
    assert kept(tmp_path, "t") == told
    assert device.make_room(0) == 0, "no backup has it"
    say(crew, server, saved_through_seq=4)
    device.sync()
    assert kept(tmp_path, "t") == told, "for a year it is kept all the same"
    assert device.make_room(3) == 1
    assert kept(tmp_path, "t") == told[1:], "the oldest first"
    with closing(sqlite3.connect(tmp_path / "t.db")) as file, file:
        file.execute("UPDATE mutation SET noted = noted - 366 * 24 * 3600 WHERE seq <> 2")
    device.sync()
    assert kept(tmp_path, "t") == [told[1], told[3]], "nobody has seen the refusal yet"
    device.put_aside(device.refusals()[0].result.id or uuid4())
    device.sync()
    assert kept(tmp_path, "t") == [told[1]]


def answer(*results: dict[str, Any], finds: tuple[dict[str, Any], ...] = ()) -> dict[str, Any]:
    changes = [{"seq": find["seq"], "find": find} for find in finds]
    return {
        "epoch": "now", "cursor": "c", "has_more": False, "saved_through_seq": 0, "changes": changes,
        "results": [{"seq": 7, **result} for result in results],
    }  # fmt: skip


def test_an_outcome_that_is_not_final_is_asked_for_again(tmp_path: Path) -> None:
    """As in a recovery, where `held` mutations wait until all tablets have come."""
    with closing(Outbox(tmp_path / "t.db")) as outbox:
        with outbox.writing():
            outbox.add({"id": new_id(), "find_id": new_id(), "op": "create", "set": FIND})
        outbox.take(outbox.waiting(0, 9, 10**6), answer({"outcome": "held"}), outbox.place())
        (waiting,) = outbox.waiting(0, 9, 10**6)
        assert waiting.first is None


def test_what_was_told_and_is_not_in_the_copy_goes_out_again(tmp_path: Path) -> None:
    """A server that went back by less than a device had pulled, without saying so, cannot know it."""
    with closing(Outbox(tmp_path / "t.db")) as outbox:
        find_id = new_id()
        with outbox.writing():
            outbox.add({"id": new_id(), "find_id": find_id, "op": "create", "set": FIND})
        outbox.take(outbox.waiting(0, 9, 10**6), answer({"outcome": "applied"}), outbox.place())
        assert outbox.count_waiting() == 1
        find = {"id": find_id, "seq": 7}
        outbox.take(outbox.waiting(0, 9, 10**6), answer({"outcome": "applied"}, finds=(find,)), outbox.place())
        assert outbox.count_waiting() == 0


def test_the_old_copy_stays_on_the_screen_until_the_new_one_is_whole(tmp_path: Path) -> None:
    with closing(Outbox(tmp_path / "t.db")) as outbox:
        old, new = {"id": new_id(), "seq": 1}, {"id": new_id(), "seq": 1}
        outbox.take([], answer(finds=(old,)), outbox.place())
        outbox.begin_anew(outbox.place(), "later")
        outbox.take([], {**answer(finds=(new,)), "has_more": True}, outbox.place())
        assert outbox.find_ids() == [old["id"]]
        assert outbox.place().renewing
        outbox.take([], answer(), outbox.place())
        assert outbox.find_ids() == [new["id"]]
        assert {*outbox.lacked()} == {old["id"]}
        assert not outbox.place().renewing


def test_an_answer_to_where_the_copy_was_is_no_change_of_where_it_is(tmp_path: Path) -> None:
    """Two processes on one file: the slower one's changes are older, its results count."""
    with closing(Outbox(tmp_path / "t.db")) as outbox:
        find_id = new_id()
        with outbox.writing():
            outbox.add({"id": new_id(), "find_id": find_id, "op": "create", "set": FIND})
        began = outbox.place()
        outbox.take([], answer(finds=({"id": find_id, "seq": 9},)), began)
        batch = outbox.waiting(0, 9, 10**6)
        assert not outbox.take(batch, answer({"outcome": "applied"}, finds=({"id": find_id, "seq": 8},)), began)
        assert (outbox.held(find_id) or {})["seq"] == 9
        assert outbox.count_waiting() == 0
