"""After a restore: what old copies of tablets had, what staff see and take of it, and how a recovery is closed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from sync.database.database import Database
from sync.exchange.committer import Committer
from sync.exchange.restoring import restoring
from sync.log.epochs import epoch_at
from sync.verify.verify import verify
from tests.service import Device, Json, Operation, answered, create, edit, new_id, outcomes, place, refused


async def burn(operation: Operation, minutes: int = 0) -> str:
    """The history goes on from a backup that has all that was sent by now; the epoch that it left."""
    (epoch,) = [row[0] for row in await operation.service.sql("SELECT epoch FROM operation")]
    now = datetime.now(UTC)
    job = restoring(epoch_at(now + timedelta(minutes=minutes), b"0123456789"), "Operator", "the disk burnt", now)
    async with Database(operation.service.database_url) as database:
        await Committer(database).run(operation.name, job)
    return str(epoch)


async def whole(operation: Operation) -> None:
    async with Database(operation.service.database_url) as database:
        assert (await database.read(verify, operation.name)).findings == []


def seen(find: Json, seq: int, **fields: Any) -> Json:
    """A find as an old copy has it: one that was served, later and with these fields."""
    return {**find, "seq": seq, **fields}


async def one_find(operation: Operation, tablet: Device, **fields: Any) -> Json:
    made = create(**fields)
    await tablet.push(made)
    return await operation.find(made["find_id"])


async def take(operation: Operation, *find_ids: str, id: str | None = None, **body: Any) -> Any:
    given = {"id": id or new_id(), "find_ids": list(find_ids), "reason": "three saw it", **body}
    return await operation.call("POST", "/v1/recovery/take", given)


async def close(operation: Operation, id: str | None = None) -> Any:
    return await operation.call("POST", "/v1/recovery/close", {"id": id or new_id(), "reason": "nobody else comes"})


async def test_without_a_restore_there_is_nothing_to_recover(operation: Operation) -> None:
    tablet = await operation.enrol()
    find = await one_find(operation, tablet)
    assert (await operation.get("/v1/recovery"))["state"] == "none"
    (epoch,) = [row[0] for row in await operation.service.sql("SELECT epoch FROM operation")]
    for named in (epoch, new_id()):
        problem = refused(await tablet.witness(named, [find]), 422, "invalid_value")
        assert problem["errors"][0]["code"] == "not_left"
    refused(await close(operation), 409, "already_decided")


async def test_what_a_copy_has_beyond_the_backup_is_shown_beside_what_stands(operation: Operation) -> None:
    tablet, other = await operation.enrol("T1", "seven"), await operation.enrol("T2", "eight")
    same, less = await one_find(operation, tablet), await one_find(operation, tablet, position=place(2))
    epoch = await burn(operation)
    gone = seen(less, 12, id=new_id(), position=place(3), count=5)
    copy = [seen(same, 1, count=99), seen(less, 10, count=16), gone]
    assert answered(await tablet.witness(epoch, copy)) == {"kept": 2}
    assert answered(await other.witness(epoch, [copy[1]], done=False)) == {"kept": 1}
    assert answered(await other.witness(epoch, [copy[1]], done=False)) == {"kept": 1}
    known = await operation.get("/v1/recovery")
    assert (known["state"], known["last_known_seq"], known["differing_finds"]) == ("open", 12, 2)
    shown = {one["find_id"]: one for one in known["differing"]}
    assert (shown[less["id"]]["fields"], shown[less["id"]]["now"]["count"]) == (["count"], 12)
    assert (shown[less["id"]]["seen"]["count"], shown[less["id"]]["version"]) == (16, 1)
    assert sorted(shown[less["id"]]["by"]) == ["eight", "seven"]
    assert (shown[gone["id"]]["now"], shown[gone["id"]]["version"], shown[gone["id"]]["by"]) == (None, 0, ["seven"])
    assert not shown[less["id"]]["explained"]
    states = {one["device"]: (one["state"], one["told_all"]) for one in known["tablets"]}
    assert states == {"seven": ("away", True), "eight": ("away", False)}
    await other.push(edit(less["id"], count=(12, 13)))
    known = await operation.get("/v1/recovery")
    assert {one["device"]: one["state"] for one in known["tablets"]} == {"seven": "away", "eight": "back"}
    assert {one["find_id"]: one["explained"] for one in known["differing"]}[less["id"]]


async def test_the_newest_of_several_copies_is_what_was_seen(operation: Operation) -> None:
    tablet, other = await operation.enrol("T1", "seven"), await operation.enrol("T2", "eight")
    find = await one_find(operation, tablet)
    epoch = await burn(operation)
    answered(await tablet.witness(epoch, [seen(find, 11, count=20)]))
    answered(await other.witness(epoch, [seen(find, 10, count=16)]))
    (one,) = (await operation.get("/v1/recovery"))["differing"]
    assert (one["seen"]["count"], one["by"], one["seq"]) == (20, ["seven"], 11)


async def test_what_comes_back_by_itself_no_longer_differs(operation: Operation) -> None:
    tablet = await operation.enrol()
    find = await one_find(operation, tablet)
    epoch = await burn(operation)
    answered(await tablet.witness(epoch, [seen(find, 10, count=16)]))
    assert (await operation.get("/v1/recovery"))["differing_finds"] == 1
    await tablet.push(edit(find["id"], count=(12, 16)))
    assert (await operation.get("/v1/recovery"))["differing_finds"] == 0


async def test_what_was_seen_is_taken_in_the_name_of_a_person_and_once(operation: Operation) -> None:
    tablet, reviewer = await operation.enrol(), await operation.staff("reviewer", "Reviewer")
    less, deleted = await one_find(operation, tablet), await one_find(operation, tablet, position=place(2))
    back = await one_find(operation, tablet, position=place(5))
    answered(await operation.change(back["id"], id=new_id(), deleted=True))
    epoch = await burn(operation)
    gone, dead = new_id(), new_id()
    copy = [
        seen(less, 10, count=16, note="wet", lot=None),
        seen(deleted, 11, state="deleted"),
        seen(less, 12, id=gone, position=place(3), count=5),
        seen(less, 13, id=dead, position=place(4), state="deleted"),
        seen(back, 14, count=7),
    ]
    answered(await tablet.witness(epoch, copy))
    ids, id = [find["id"] for find in copy], new_id()
    results = answered(await take(reviewer, *ids, id=id))["results"]
    assert outcomes(results) == ["applied"] * 7
    finds = await operation.finds()
    assert (finds[less["id"]]["count"], finds[less["id"]]["note"], finds[less["id"]]["lot"]) == (16, "wet", None)
    assert (finds[gone]["count"], finds[back["id"]]["count"], finds[back["id"]]["state"]) == (5, 7, "live")
    assert (await operation.find(dead))["state"] == (await operation.find(deleted["id"]))["state"] == "deleted"
    assert finds[gone]["created"]["person"] == "Reviewer"
    content = await operation.service.sql("SELECT content FROM log WHERE find_id = :id AND kind = 'create'", id=gone)
    assert f'"witness":{{"by":["{tablet.id}"],"epoch":"{epoch}","seq":12}}' in content[0][0]
    again = answered(await take(reviewer, *ids, id=id))["results"]
    assert sorted(one["seq"] for one in again) == sorted(one["seq"] for one in results)
    assert all(one["replayed"] for one in again)
    assert (await operation.get("/v1/recovery"))["differing_finds"] == 0
    problem = refused(await take(reviewer, less["id"]), 422, "invalid_value")
    assert problem["errors"][0]["code"] == "not_differing"
    await whole(operation)


async def test_a_find_that_has_changed_since_it_was_shown_is_not_taken_and_none_beside_it(
    operation: Operation,
) -> None:
    tablet = await operation.enrol()
    one, two = await one_find(operation, tablet), await one_find(operation, tablet, position=place(2))
    epoch = await burn(operation)
    answered(await tablet.witness(epoch, [seen(one, 10, count=16), seen(two, 11, count=17)]))
    shown = {find["find_id"]: find["version"] for find in (await operation.get("/v1/recovery"))["differing"]}
    await tablet.push(edit(one["id"], count=(12, 13)))
    refused(await take(operation, one["id"], two["id"], versions=shown), 412, "precondition_failed")
    assert {find["count"] for find in (await operation.finds()).values()} == {12, 13}


async def test_a_recovery_is_closed_by_an_entry_that_names_what_is_missing(operation: Operation) -> None:
    tablet, other = await operation.enrol("T1", "seven"), await operation.enrol("T2", "eight")
    find = await one_find(operation, tablet)
    epoch = await burn(operation)
    await tablet.push()
    answered(await tablet.witness(epoch, [seen(find, 10, count=16)]))
    id = new_id()
    closed = answered(await close(operation, id))
    missing = {"count": 10 - find["seq"], "ranges": [[find["seq"] + 1, 10]]}
    assert closed["left"] == {
        "last_known_seq": 10,
        "missing": missing,
        "differing_finds": 1,
        "tablets_away": [other.id],
    }
    assert answered(await close(operation, id)) == {**closed, "replayed": True}
    known = await operation.get("/v1/recovery")
    assert (known["state"], known["restores"][0]["closed_seq"]) == ("closed", closed["seq"])
    refused(await close(operation), 409, "already_decided")
    answered(await other.witness(epoch, [seen(find, 11, count=18)]))
    answered(await take(operation, find["id"]))
    assert (await operation.find(find["id"]))["count"] == 18
    await whole(operation)
    await burn(operation, minutes=5)
    known = await operation.get("/v1/recovery")
    assert (known["state"], [one["closed_seq"] is None for one in known["restores"]]) == ("open", [False, True])
    answered(await close(operation))
    await whole(operation)


async def test_only_who_may_reads_takes_and_closes(operation: Operation) -> None:
    viewer = await operation.staff("viewer", "Reader")
    reviewer = await operation.staff("reviewer", "Reviewer")
    epoch = await burn(operation)
    assert (await viewer.get("/v1/recovery"))["state"] == "open"
    refused(await take(viewer, new_id()), 403, "forbidden")
    refused(await close(reviewer), 403, "forbidden")
    refused(await operation.call("POST", "/v1/recovery/witness", {"epoch": epoch, "finds": []}), 403, "forbidden")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"count": -5}, "finds.0.count"),
        ({"count": None}, "finds.0.count"),
        ({"seq": 2**31}, "finds.0.seq"),
        ({"id": "x"}, "finds.0.id"),
        ({"state": "lost"}, "finds.0.state"),
    ],
)
async def test_what_is_no_find_is_refused_by_its_field(operation: Operation, wrong: Json, field: str) -> None:
    tablet = await operation.enrol()
    find = await one_find(operation, tablet)
    epoch = await burn(operation)
    problem = refused(await tablet.witness(epoch, [{**find, "seq": 10, **wrong}]), 422, "invalid_value")
    assert problem["errors"][0]["field"] == field
    refused(await tablet.witness(epoch, [seen(find, 10)] * 1001), 422, "invalid_value")


async def test_a_tablet_cannot_fill_the_server_with_copies(
    operation: Operation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sync.recovery.witnesses.MOST_OF_TABLET", 2)
    tablet = await operation.enrol()
    find = await one_find(operation, tablet)
    epoch = await burn(operation)
    two = [seen(find, 10 + n, id=new_id()) for n in range(2)]
    answered(await tablet.witness(epoch, two))
    assert answered(await tablet.witness(epoch, two)) == {"kept": 2}
    problem = refused(await tablet.witness(epoch, [seen(find, 20, id=new_id())]), 422, "invalid_value")
    assert problem["errors"][0]["code"] == "too_many"
    assert (await operation.get("/v1/recovery"))["differing_finds"] == 2
