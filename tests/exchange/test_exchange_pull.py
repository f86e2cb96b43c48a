"""What a tablet gets back: each find that changed after its cursor once, at its latest version, in the log's order."""

from __future__ import annotations

import base64
from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlalchemy import Connection, text

from sync.database.database import Database
from sync.log.cursor import UNSIGNED, Cursor, read_cursor
from sync.log.epochs import epoch_at
from tests.databases import secret_of
from tests.service import Device, Json, Operation, answered, create, delete, edit, outcomes, place, refused


async def page(tablet: Device, limit: int = 500, *mutations: Json) -> tuple[list[tuple[int, str]], bool]:
    """One exchange: seq and find of each change, and whether there is more. The cursor moves."""
    answer = answered(await tablet.exchange(mutations, limit=limit))
    tablet.cursor = answer["cursor"]
    return [(change["seq"], change["find"]["id"]) for change in answer["changes"]], answer["has_more"]


def creates(number: int) -> tuple[list[Json], list[str]]:
    """New finds, each far from the others, with their ids."""
    made = [create(position=place(n)) for n in range(number)]
    return made, [mutation["find_id"] for mutation in made]


async def test_a_device_gets_its_own_changes_back_in_the_same_answer(operation: Operation) -> None:
    tablet = await operation.enrol()
    made = create()
    answer = answered(await tablet.exchange([made, create(count=0)]))
    assert outcomes(answer["results"]) == ["applied", "rejected"]
    (change,) = answer["changes"]
    assert (change["seq"], change["find"]["id"]) == (1, made["find_id"])
    assert change["find"] == await operation.find(made["find_id"])
    assert answer["has_more"] is False


async def test_a_pull_gives_at_most_the_limit_and_says_whether_there_is_more(operation: Operation) -> None:
    tablet = await operation.enrol()
    made, ids = creates(5)
    await tablet.push(*made)
    assert await page(tablet, 2) == ([(1, ids[0]), (2, ids[1])], True)
    assert await page(tablet, 2) == ([(3, ids[2]), (4, ids[3])], True)
    assert await page(tablet, 2) == ([(5, ids[4])], False)
    assert await page(tablet, 2) == ([], False)


async def test_a_last_page_that_is_full_says_that_there_is_no_more(operation: Operation) -> None:
    tablet = await operation.enrol()
    made, ids = creates(4)
    await tablet.push(*made)
    assert await page(tablet, 2) == ([(1, ids[0]), (2, ids[1])], True)
    assert await page(tablet, 2) == ([(3, ids[2]), (4, ids[3])], False)


async def test_a_limit_above_1000_counts_as_1000_and_without_one_it_is_500(operation: Operation) -> None:
    tablet = await operation.enrol()
    await tablet.push(*creates(1000)[0])
    last = create()
    await tablet.push(last)
    for limit in (1001, 10**30):
        tablet.cursor = None
        changes, has_more = await page(tablet, limit)
        assert (len(changes), has_more) == (1000, True)
        assert await page(tablet, limit) == ([(1001, last["find_id"])], False)
    answer = answered(await tablet.post(b'{"mutations": []}'))
    assert (len(answer["changes"]), answer["has_more"]) == (500, True)


async def test_limit_0_takes_nothing_leaves_the_cursor_and_says_whether_anything_waits(operation: Operation) -> None:
    tablet, other = await operation.enrol("T1", "A"), await operation.enrol("T2", "B")
    answer = answered(await tablet.exchange(limit=0))
    assert (answer["changes"], answer["cursor"], answer["has_more"]) == ([], None, False)
    answer = answered(await tablet.exchange([create()], limit=0))
    assert (answer["changes"], answer["cursor"], answer["has_more"]) == ([], None, True)
    await tablet.pull()
    answer = answered(await tablet.exchange([create(count=0)], limit=0))
    assert (answer["changes"], answer["cursor"], answer["has_more"]) == ([], tablet.cursor, False)
    await other.push(create())
    answer = answered(await tablet.exchange(limit=0))
    assert (answer["changes"], answer["cursor"], answer["has_more"]) == ([], tablet.cursor, True)


async def test_a_find_that_changed_often_comes_once_at_its_latest_version_and_place(operation: Operation) -> None:
    tablet, other = await operation.enrol("T1", "A"), await operation.enrol("T2", "B")
    made, ids = creates(3)
    await tablet.push(*made, edit(ids[0], count=(12, 13)), edit(ids[0], count=(13, 14)))
    assert await page(other) == ([(2, ids[1]), (3, ids[2]), (5, ids[0])], False)
    held = await tablet.pull()
    assert (held[ids[0]]["version"], held[ids[0]]["count"]) == (3, 14)


async def test_a_find_that_changes_between_two_pages_is_not_missed(operation: Operation) -> None:
    tablet, other = await operation.enrol("T1", "A"), await operation.enrol("T2", "B")
    made, ids = creates(3)
    await tablet.push(*made)
    assert await page(other, 2) == ([(1, ids[0]), (2, ids[1])], True)
    await tablet.push(edit(ids[0], count=(12, 13)), edit(ids[2], count=(12, 13)))
    assert await page(other, 2) == ([(4, ids[0]), (5, ids[2])], False)


async def test_a_deleted_find_comes_as_a_find_that_is_deleted(operation: Operation) -> None:
    tablet, other = await operation.enrol("T1", "A"), await operation.enrol("T2", "B")
    made = create()
    await tablet.push(made)
    await other.pull()
    await tablet.push(delete(made["find_id"]))
    assert {id: find["state"] for id, find in (await other.pull()).items()} == {made["find_id"]: "deleted"}
    late = await operation.enrol("T2", "late")
    assert {id: find["state"] for id, find in (await late.pull()).items()} == {made["find_id"]: "deleted"}


async def test_a_resolution_is_a_change_as_well(operation: Operation) -> None:
    one, other = await operation.enrol("T1", "A"), await operation.enrol("T2", "B")
    made = create()
    await one.push(made, edit(made["find_id"], count=(12, 13)))
    (result,) = await other.push(edit(made["find_id"], count=(12, 14)))
    assert (await one.pull())[made["find_id"]]["conflicts"] == result["conflicts"]
    answered(await operation.resolve(result["conflicts"][0]["id"], 15))
    find = (await one.pull())[made["find_id"]]
    assert (find["count"], find["conflicts"]) == (15, [])


async def test_one_entry_that_changes_many_finds_is_pulled_page_by_page_whole(operation: Operation) -> None:
    """An area changes what the server derives from every find in it."""
    tablet = await operation.enrol()
    made, ids = creates(5)
    await tablet.push(*made)
    await tablet.pull()
    ring = [[46, 39], [47, 39], [47, 40], [46, 40], [46, 39]]
    area = {"kind": "district", "name": "Lachin", "geometry": {"type": "Polygon", "coordinates": [ring]}}
    answered(await operation.call("POST", "/v1/areas", area), 201)
    changes, more = [], True
    while more:
        some, more = await page(tablet, 2)
        changes += some
    assert changes == [(6, id) for id in sorted(ids)]


async def test_rejected_mutations_move_the_cursor_though_they_change_no_find(operation: Operation) -> None:
    tablet, other = await operation.enrol("T1", "A"), await operation.enrol("T2", "B")
    await other.pull()
    before = other.cursor
    await tablet.push(create(count=0))
    assert await page(other) == ([], False)
    assert other.cursor != before


async def test_a_device_sees_its_own_operation_only(operation: Operation) -> None:
    elsewhere = await operation.service.operation("kalbajar-2022")
    await (await operation.enrol()).push(create())
    assert await (await elsewhere.enrol()).pull() == {}


async def test_the_answer_says_up_to_where_the_log_is_in_a_backup(operation: Operation) -> None:
    tablet = await operation.enrol()
    await tablet.push(create(), create())
    await store(operation, "UPDATE operation SET saved_through_seq = 1")
    for mutations in ([], [create()]):
        assert answered(await tablet.exchange(mutations))["saved_through_seq"] == 1


# Cursors that do not fit


async def store(operation: Operation, statement: str) -> None:
    """Changes what is stored behind the server's back."""

    def execute(connection: Connection) -> None:
        connection.execute(text(statement))

    async with Database(operation.service.database_url) as database:
        await database.write_transaction(execute)


async def resyncs(tablet: Device) -> None:
    """The tablet's cursor is refused, with what to do, and nothing of the request is stored, be it push or pull."""
    operation = tablet.operation
    seq = await operation.log_seq()
    for mutations, limit in (([], 500), ([create()], 500), ([create(), create()], 0), ([], 0)):
        problem = refused(await tablet.exchange(mutations, limit=limit), 409, "resync_required")
        assert UUID(problem["epoch"])
        assert "cursor null" in problem["detail"]
    assert await operation.log_seq() == seq


async def cursor_of(tablet: Device) -> Cursor:
    await tablet.pull()
    assert tablet.cursor
    return read_cursor(tablet.cursor, secret_of(tablet.operation.service.database_url))


async def test_a_cursor_of_another_operation_asks_for_a_resync(operation: Operation) -> None:
    elsewhere = await operation.service.operation("kalbajar-2022")
    tablet, other = await operation.enrol(), await elsewhere.enrol()
    for one in (tablet, other):
        await one.push(create())
        await one.pull()
    tablet.cursor = other.cursor
    await resyncs(tablet)


async def test_a_cursor_of_another_epoch_asks_for_a_resync(operation: Operation) -> None:
    tablet = await operation.enrol()
    await tablet.push(create())
    await tablet.pull()
    epoch = epoch_at(datetime.now(UTC) + timedelta(days=1), bytes(10))
    await store(operation, f"UPDATE operation SET epoch = '{epoch}'")
    await resyncs(tablet)
    assert refused(await tablet.exchange(), 409, "resync_required")["epoch"] == epoch
    tablet.cursor = None
    assert len(await tablet.pull()) == 1


async def test_a_cursor_that_another_server_signed_asks_for_a_resync(operation: Operation) -> None:
    tablet = await operation.enrol()
    await tablet.push(create(), create())
    cursor = await cursor_of(tablet)
    for other in (cursor, cursor._replace(seq=7), cursor._replace(epoch=epoch_at(datetime.now(UTC), bytes(10)))):
        tablet.cursor = other.text(bytes(32))
        await resyncs(tablet)


async def test_a_text_that_is_no_cursor_asks_for_a_resync(operation: Operation) -> None:
    tablet = await operation.enrol()
    await tablet.push(create())
    tampered = base64.urlsafe_b64encode(b"a|-1|b|c|lachin-2022").decode()
    for tablet.cursor in ("", "1", "null", "ünïcode", "%%%", tampered, "x" * 100_000):
        await resyncs(tablet)


async def test_a_device_that_resyncs_and_sends_its_mutations_again_gets_their_first_answers(
    operation: Operation,
) -> None:
    tablet = await operation.enrol()
    made = create()
    (first,) = await tablet.push(made)
    tablet.cursor = "lost"
    refused(await tablet.exchange([made]), 409, "resync_required")
    tablet.cursor = None
    answer = answered(await tablet.exchange([made]))
    assert answer["results"] == [{**first, "replayed": True}]
    assert [change["find"]["id"] for change in answer["changes"]] == [made["find_id"]]


async def test_a_cursor_that_somebody_changed_is_refused(operation: Operation) -> None:
    tablet = await operation.enrol()
    await tablet.push(create())
    await tablet.pull()
    assert tablet.cursor
    secret = secret_of(operation.service.database_url)
    signed = base64.urlsafe_b64decode(tablet.cursor + "==")
    for n in range(len(signed)):
        changed = signed[:n] + bytes([signed[n] ^ 1]) + signed[n + 1 :]
        assert read_cursor(base64.urlsafe_b64encode(changed).decode(), secret) == UNSIGNED
    tablet.cursor = base64.urlsafe_b64encode(changed).decode()
    await resyncs(tablet)
