"""A server that serves an old history takes nothing more: each row of the rules of cursors, heads and stops."""

from __future__ import annotations

import csv
import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from api.cli.recovery import waiting_ids
from models.chance import draw
from models.problem import Refused
from sync.backup.journal_file import SUFFIX, JournalHead, JournalLine, opening, written
from sync.backup.manifest import Manifest, SavedHead
from sync.backup.restore import Asked, go_on_here
from sync.database.database import Database
from sync.exchange.committer import Committer
from sync.exchange.stopping import stop_if_contradicted
from sync.log.chain import read_head
from sync.log.cursor import UNSIGNED, Cursor, end_of, read_cursor
from sync.log.epochs import epoch_at
from sync.recovery.confirming import admit
from sync.recovery.recovery import read_recovery
from tests import seasons
from tests.databases import secret_of
from tests.exporting import exported
from tests.seasons import back_up
from tests.service import Device, Json, Operation, Service, answered, create, edit, in_process, new_id, place, refused
from tests.shell import Shell

LATER = epoch_at(datetime.now(UTC) + timedelta(days=1), bytes(10))
EARLIER = epoch_at(datetime(2020, 1, 1, tzinfo=UTC), bytes(10))
STRANGE = "5f0c4a3e-7d52-4b1c-9c5e-0a4f3b2d1c01"
"""A UUID v4, as epochs were named at first."""


async def end(operation: Operation) -> Cursor:
    """Where the log stands."""
    async with Database(operation.service.database_url) as database:
        return end_of(await database.read(read_head, operation.name))


async def signed(asked: Operation, /, **other: Any) -> str:
    """A head that the server could have given, with other members."""
    return (await end(asked))._replace(**other).text(secret_of(asked.service.database_url))


async def stopped(operation: Operation) -> tuple[str | None, str | None]:
    sql = "SELECT stopped_by, stopped_why FROM operation WHERE operation = :name"
    ((by, why),) = await operation.service.sql(sql, name=operation.name)
    return by, why


@asynccontextmanager
async def put_back(operation: Operation) -> AsyncIterator[None]:
    """What is stored in the block is lost after it, and nobody is told: the rows of the log and the finds go."""
    before = await end(operation)
    yield
    sql = operation.service.sql
    for table in ("find", "log"):
        await sql(f"DELETE FROM {table} WHERE operation = :name AND seq > :seq", name=operation.name, seq=before.seq)
    last = "SELECT hash FROM log WHERE log.operation = :name AND log.seq = :seq"
    put = f"UPDATE operation SET seq = :seq, hash = ({last}) WHERE operation = :name"
    await sql(put, name=operation.name, seq=before.seq)
    assert (await end(operation)).seq == before.seq


async def two_tablets(operation: Operation) -> tuple[Device, Device]:
    one, other = await operation.enrol("T1", "A"), await operation.enrol("T2", "B")
    await one.push(create(position=place(1)), create(position=place(2)))
    return one, other


async def go_on(operation: Operation) -> None:
    """A person says that this history goes on, and that nobody was taken off."""
    name = operation.name
    async with Database(operation.service.database_url) as database:
        await go_on_here(database, None, Asked("Operator", "put back", datetime.now(UTC), draw()))
        waiting = waiting_ids(await database.read(read_recovery, name))
        everybody = (tuple(waiting[what]) for what in ("devices", "tokens", "webhooks"))
        await Committer(database).under_lock(name, admit, name, *everybody)


# Heads


async def test_an_answer_tells_the_end_of_the_log_unless_its_cursor_says_it(operation: Operation) -> None:
    one, other = await two_tablets(operation)
    whole = answered(await one.exchange())
    assert "head" not in whole
    assert whole["cursor"] == await signed(operation)
    page = answered(await one.exchange(limit=1))
    assert (page["head"], page["has_more"]) == (whole["cursor"], True)
    assert page["cursor"] != page["head"]
    pushed = answered(await other.exchange([create(position=place(3))], limit=0))
    assert (pushed["cursor"], pushed["head"]) == (None, await signed(operation))
    one.cursor = pushed["head"]
    assert answered(await one.exchange())["changes"] == []


@pytest.mark.parametrize(
    ("known", "field", "code"),
    [
        ("a", "known", "wrong_type"),
        ({"0": "a"}, "known", "wrong_type"),
        (["a"] * 33, "known", "too_long"),
        (["a", 1], "known.1", "wrong_type"),
        (["a", None], "known.1", "wrong_type"),
        (["a" * 301], "known.0", "too_long"),
    ],
)
async def test_heads_that_are_none_are_refused_by_name(
    operation: Operation, known: object, field: str, code: str
) -> None:
    tablet = await operation.enrol()
    problem = refused(await tablet.exchange([create()], known=known), 400, "invalid_request")
    assert [(one["field"], one["code"]) for one in problem["errors"]] == [(field, code)]
    assert await operation.log_seq() == 0


def test_a_head_of_the_longest_name_is_short_enough_to_be_shown() -> None:
    longest = Cursor("x" * 64, LATER, 10**15 - 1, "f" * 16, LATER).text(bytes(32))
    assert len(longest) <= 300
    assert read_cursor(longest, bytes(32)).find_id == LATER
    assert read_cursor(longest, bytes(31) + b"\1") == UNSIGNED


# What stops, and what does not


async def shows(tablet: Device, how: str, text: str) -> Any:
    """An exchange that shows a cursor or a head: with a mutation, as a pull, as a push, or beside a good cursor."""
    if how == "cursor":
        tablet.cursor = text
        return await tablet.exchange([create(position=place(9))])
    if how == "pull":
        tablet.cursor = text
        return await tablet.exchange()
    tablet.cursor = None
    if how == "known":
        return await tablet.exchange([create(position=place(9))], limit=0, known=[text])
    await tablet.pull()
    good = tablet.cursor
    return await tablet.exchange(known=[good, text] if how == "known beside the newest" else [text])


WAYS = ("cursor", "pull", "known", "known in a pull", "known beside the newest")


async def test_what_is_of_another_operation_or_an_earlier_history_asks_for_a_resync(operation: Operation) -> None:
    one, _ = await two_tablets(operation)
    others: tuple[Json, ...] = ({"operation": "agdam-2022"}, {"epoch": EARLIER}, {"epoch": STRANGE})
    for other in others:
        text = await signed(operation, seq=99, **other)
        for how in WAYS:
            refused(await shows(one, how, text), 409, "resync_required")
    assert await stopped(operation) == (None, None)
    assert await operation.log_seq() == 2


async def test_what_is_signed_and_not_in_the_log_stops_the_operation(operation: Operation) -> None:
    one, two = await two_tablets(operation)
    elsewhere = await operation.service.operation("agdam-2022")
    theirs = await elsewhere.enrol()
    others: tuple[Json, ...] = ({"seq": 3}, {"seq": 1}, {"hash": "0" * 16}, {"epoch": LATER})
    for other, how in product(others, WAYS):
        await operation.service.sql("UPDATE operation SET stopped_at = NULL, stopped_by = NULL, stopped_why = NULL")
        problem = refused(await shows(one, how, await signed(operation, **other)), 503, "history_stopped")
        assert "Keep everything" in problem["detail"]
        by, why = await stopped(operation)
        assert by == f"tablet {one.id}"
        assert why
        assert why in problem["detail"]
    for answer in (await two.exchange(), await two.exchange([create()]), await two.exchange(limit=0)):
        assert why in refused(answer, 503, "history_stopped")["detail"]
    await theirs.push(create())
    assert (len(await operation.finds()), len(await elsewhere.finds())) == (2, 1)


async def test_what_this_server_did_not_sign_stops_nobody(operation: Operation) -> None:
    one, _ = await two_tablets(operation)
    others: tuple[Json, ...] = ({}, {"seq": 3}, {"epoch": LATER})
    for other, how in product(others, WAYS):
        forged = (await end(operation))._replace(**other).text(bytes(32))
        refused(await shows(one, how, forged), 409, "resync_required")
    assert await stopped(operation) == (None, None)


async def test_nobody_writes_to_an_operation_that_is_stopped_and_all_may_read(operation: Operation) -> None:
    one, _ = await two_tablets(operation)
    find = next(iter(await operation.finds()))
    etag = (await operation.call("GET", f"/v1/finds/{find}")).headers["etag"]
    given = answered(await operation.call("POST", "/v1/enrolments", {"team": "T1", "device": "D"}), 201)
    refused(await one.exchange(known=[await signed(operation, seq=3)]), 503, "history_stopped")
    refused(await operation.change(find, etag, set={"count": 3}, reason="counted"), 503, "history_stopped")
    refused(await operation.call("POST", "/v1/enrolments", {"team": "T1", "device": "C"}), 503, "history_stopped")
    refused(await operation.call("POST", "/v1/tokens", {"role": "viewer", "person": "V"}), 503, "history_stopped")
    edition = {"id": new_id(), "from": "2022-08-15", "to": "2022-08-15", "anyway": "now"}
    refused(await operation.call("POST", "/v1/editions", edition), 503, "history_stopped")
    code = {"code": given["code"]}
    refused(await operation.service.client.post("/v1/enrol", json=code), 503, "history_stopped")
    ready = refused(await operation.service.client.get("/ready"), 503, "history_stopped")
    assert operation.name in ready["detail"]
    assert len(await operation.finds()) == 2


async def test_reports_say_that_an_old_history_is_served_until_a_person_goes_on_with_it(operation: Operation) -> None:
    one, _ = await two_tablets(operation)
    assert (await operation.week())["stopped"] is None
    refused(await one.exchange(known=[await signed(operation, seq=3)]), 503, "history_stopped")
    why = "Entry 3 was shown, and the log ends at entry 2."
    assert (await operation.week())["stopped"] == (await operation.week(as_of="1"))["stopped"] == why
    asked: dict[str, Any] = {"from": "2022-08-15", "to": "2022-08-22", "format": "csv"}
    answer = await operation.call("GET", "/v1/reports/weekly", **asked)
    (row, *_) = csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")))
    said = f"an old history is served, and newer finds are not in these figures: {why}"
    assert row["stopped"] == said
    printed = Shell(operation.service.database_url).said("weekly", "--from", "2022-08-15", "--to", "2022-08-22")
    assert said in printed
    await go_on(operation)
    assert (await operation.week())["stopped"] is None


async def test_an_export_s_cursor_shows_it_too(operation: Operation) -> None:
    await two_tablets(operation)
    async with put_back(operation):
        await (await operation.enrol()).push(create(position=place(3)))
        cursor = (await exported(operation))[0].cursor
    with pytest.raises(Refused, match="no log entry 3"):
        await exported(operation, "3")
    refused(await operation.call("GET", "/v1/exports/finds", since=cursor), 503, "history_stopped")
    by, why = await stopped(operation)
    assert by is not None
    assert by.endswith("by an export")
    assert why == "Entry 3 was shown, and the log ends at entry 2."


async def test_two_servers_of_one_database_both_stop(operation: Operation, database_url: str) -> None:
    one, two = await two_tablets(operation)
    async with in_process(database_url) as other:
        elsewhere = Operation(other, operation.name, operation.token)
        away = Device(elsewhere, two.id, two.team, two.name, two.token)
        assert len(await away.pull()) == 2
        refused(await one.exchange(known=[await signed(operation, seq=3)]), 503, "history_stopped")
        refused(await away.exchange(), 503, "history_stopped")
        refused(await away.exchange([create()], limit=0), 503, "history_stopped")
        refused(await other.client.get("/ready"), 503, "history_stopped")


async def test_a_restore_here_goes_on_and_is_not_stopped_by_what_it_left_behind(operation: Operation) -> None:
    one, _ = await two_tablets(operation)
    lost = await signed(operation, seq=3)
    refused(await one.exchange(known=[lost]), 503, "history_stopped")
    await go_on(operation)
    async with Database(operation.service.database_url) as database:
        shown = (read_cursor(lost, secret_of(operation.service.database_url)),)
        # what was noticed before and is stored after the restore stops nothing
        assert await stop_if_contradicted(Committer(database), operation.name, shown, "a tablet", "now") is None
    assert await stopped(operation) == (None, None)
    refused(await one.exchange(known=[lost]), 409, "resync_required")
    assert len(await one.pull()) == 2
    answered(await operation.service.client.get("/ready"))


async def test_who_stopped_it_first_stays_named(operation: Operation) -> None:
    one, two = await two_tablets(operation)
    for tablet, seq in ((one, 3), (two, 4)):
        refused(await tablet.exchange(known=[await signed(operation, seq=seq)]), 503, "history_stopped")
    assert (await stopped(operation))[0] == f"tablet {one.id}"
    async with Database(operation.service.database_url) as database:
        shown = ((await end(operation))._replace(seq=9),)
        with pytest.raises(Refused, match="old history"):
            await stop_if_contradicted(Committer(database), operation.name, shown, "another", "now")


# The holes that were found in the product


async def test_a_file_put_back_is_noticed_though_the_cursor_lags_behind_what_was_told(operation: Operation) -> None:
    """An answer died after its results: the cursor is of before, the edit was told, and others have gone on past it."""
    one, other = await two_tablets(operation)
    await one.pull()
    find = next(iter(await operation.finds()))
    async with put_back(operation):
        told = answered(await one.exchange([edit(find, count=(12, 99))], limit=0))
        assert told["results"][0]["outcome"] == "applied"
    for n in range(3):
        await other.push(edit(find, lot=(None if n == 0 else str(n - 1), str(n))))
    refused(await one.exchange(known=[told["head"]]), 503, "history_stopped")
    assert (await stopped(operation))[1] == "Another entry 3 was shown than the one in the log."


async def test_what_staff_saw_on_a_server_that_lost_it_is_never_taken_for_another_entry_of_its_number(
    operation: Operation,
) -> None:
    """Staff saw 14 pieces; yesterday's file is put back and nobody says so; the next entry has the same number."""
    one, other = await two_tablets(operation)
    find = next(iter(await operation.finds()))
    yesterday = await back_up(operation)
    await one.push(edit(find, count=(12, 14)))
    seen = await operation.call("GET", f"/v1/finds/{find}")
    async with Database(operation.service.database_url) as database:
        await database.write_transaction(seasons.put_back, yesterday)
    await other.push(edit(find, count=(12, 30)))
    assert (await operation.find(find))["seq"] == answered(seen)["seq"]
    again = await operation.call("GET", f"/v1/finds/{find}", headers={"If-None-Match": seen.headers["etag"]})
    assert answered(again)["count"] == 30
    refused(await operation.change(find, seen.headers["etag"], set={"count": 15}), 412, "precondition_failed")
    assert (await operation.find(find))["count"] == 30


async def test_a_tablet_without_a_cursor_hears_that_its_history_was_replaced(operation: Operation) -> None:
    one, _ = await two_tablets(operation)
    told = answered(await one.exchange([create(position=place(3))], limit=0))
    await go_on(operation)
    refused(await one.exchange([create(position=place(4))], limit=0, known=[told["head"]]), 409, "resync_required")


async def test_a_forgotten_process_is_stopped_by_a_tablet_of_the_server_that_was_restored(
    operation: Operation, database_url: str
) -> None:
    one, _ = await two_tablets(operation)
    told = await signed(operation, epoch=LATER, seq=1_000_000)
    refused(await one.exchange([create(position=place(3))], limit=0, known=[told]), 503, "history_stopped")
    assert (await stopped(operation))[1] == f"Entry 1000000 of a later history, {LATER}, was shown."
    service: Service = operation.service
    assert len(await service.sql("SELECT seq FROM log WHERE operation = :name", name=operation.name)) == 2


async def test_at_start_the_newest_backup_and_the_journal_s_end_are_asked(
    operation: Operation, database_url: str, tmp_path: Path
) -> None:
    await two_tablets(operation)
    ends = await end(operation)
    newest = SavedHead(ends.operation, ends.epoch, ends.seq + 5, "f" * 64)
    store, journal = tmp_path / "store", tmp_path / "journal"
    (store / "backups" / "20220823T080000Z-3fa2c1").mkdir(parents=True)
    journal.mkdir()
    manifest = Manifest("20220823T080000Z-3fa2c1", "2022-08-23T08:00:00Z", "", "", "", 0, 0, 0, None, False, (newest,))
    (store / "backups" / manifest.name / "manifest.json").write_bytes(manifest.document())
    head = JournalHead(newest.epoch, newest.seq, newest.hash)
    line = JournalLine(ends.operation, head, "2022-08-23T08:00:00Z", (7,), {})
    (journal / f"1{SUFFIX}").write_bytes(opening(None) + written(line, None))
    why = f"Entry {ends.seq + 5} was shown, and the log ends at entry {ends.seq}."
    for setting, folder, by in (("backup_to", store, f"backup {manifest.name}"), ("journal", journal, "the journal")):
        await operation.service.sql("UPDATE operation SET stopped_at = NULL, stopped_by = NULL, stopped_why = NULL")
        settings: dict[str, Any] = {setting: str(folder)}
        async with in_process(database_url, **settings) as service:
            refused(await service.client.get("/ready"), 503, "history_stopped")
        assert await stopped(operation) == (by, why)
