"""The quarantine: what was refused is kept whole, and a person mends and releases it, or dismisses it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from models.mutation import sent, stored_instant, understood
from models.problem import Refused
from models.shapes.quarantine import Quarantined
from sync.database.database import Database
from sync.exchange.committer import Job, run_together
from sync.exchange.exchange import Exchange
from sync.exchange.prepared import prepare
from sync.merge.find_state import Author
from sync.staff.quarantine import dismissal, read_quarantined, release
from tests.service import Json, Operation, answered, create, edit, new_id, outcomes, refused


async def quarantined(operation: Operation, mutation: Any, team: str = "T1") -> Json:
    """A mutation that a new tablet sent and that was refused."""
    tablet = await operation.enrol(team)
    (result,) = await tablet.push(mutation)
    (kept,) = [one for one in await operation.items("/v1/quarantine") if one["seq"] == result["seq"]]
    assert (result["outcome"], kept["problem"]) == ("rejected", result["problem"])
    assert kept["device_id"] == tablet.id
    return kept


async def one_of(operation: Operation, id: str) -> Json:
    kept: Json = await operation.get(f"/v1/quarantine/{id}")
    return kept


REFUSED: list[Any] = [
    create(count=-5),
    create(colour="green"),
    {**create(), "op": "destroy", "more": [1.5, {"ə": "З-001М"}]},
    {"id": "nonsense", "find_id": None},
    {**create(), "note": "\u0000 and " + "x" * 200},
    {},
    [],
    "text",
    12,
    None,
    True,
]


async def test_what_was_refused_is_kept_whole_as_it_was_sent(operation: Operation) -> None:
    tablet = await operation.enrol()
    good = create()
    results = await tablet.push(*REFUSED, good)
    assert outcomes(results) == ["rejected"] * len(REFUSED) + ["applied"]
    kept = await operation.items("/v1/quarantine")
    assert [one["mutation"] for one in kept] == REFUSED
    assert [one["problem"] for one in kept] == [result["problem"] for result in results[:-1]]
    for one in kept:
        assert (one["state"], one["released_by_mutation"], one["decided_by"]) == ("waiting", None, None)
        assert (one["device_id"], one["team"], one["problem"]["code"]) == (tablet.id, "T1", "invalid_mutation")
        assert one["problem"]["detail"]


async def test_a_number_that_no_reader_takes_is_kept_as_its_text(operation: Operation) -> None:
    kept = await quarantined(operation, create(count=10**400))
    assert str(10**400) in kept["mutation"]


async def test_the_quarantine_is_listed_in_the_order_of_the_log_and_by_state(operation: Operation) -> None:
    first = await quarantined(operation, create(count=0))
    await (await operation.enrol()).push(create())
    second = await quarantined(operation, create(count=1.5))
    assert await operation.items("/v1/quarantine", limit=1) == [first, second]
    answered(await operation.dismiss(first["id"]))
    assert await operation.items("/v1/quarantine", state="waiting") == [second]
    assert [one["id"] for one in await operation.items("/v1/quarantine", state="dismissed")] == [first["id"]]
    assert await operation.items("/v1/quarantine", state="released") == []
    refused(await operation.call("GET", "/v1/quarantine", state="open"), 400, "invalid_request")
    refused(await operation.call("GET", f"/v1/quarantine/{new_id()}"), 404, "not_found")


async def test_a_mended_mutation_goes_in_under_the_name_of_the_person_who_mended_it(operation: Operation) -> None:
    bad = create(count=-5)
    kept = await quarantined(operation, bad, "Team 3")
    staff = await operation.staff("reviewer", "Officer 1")
    mended = {**bad, "id": new_id(), "set": {**bad["set"], "count": 5}}
    released = answered(await staff.release(kept["id"], mended))
    assert (released["state"], released["decided_by"], released["released_by_mutation"]) == (
        "released",
        "Officer 1",
        mended["id"],
    )
    assert (released["result"]["outcome"], released["result"]["version"], released["mutation"]) == ("applied", 1, bad)
    find = await operation.find(bad["find_id"])
    assert (find["count"], find["created"]["person"], find["created"]["team"]) == (5, "Officer 1", "Team 3")
    rejected, entry = await operation.history(bad["find_id"])
    assert (rejected["outcome"], rejected["mends"]) == ("rejected", None)
    assert (entry["mends"], entry["person"], entry["mutation"]) == (bad["id"], "Officer 1", mended)
    assert (await operation.week())["by_team"][0] == {"team": "Team 3", "total": 5, "finds": 1}


async def test_a_mended_mutation_with_the_id_of_the_refused_one_gets_an_id_of_its_own(operation: Operation) -> None:
    bad = create(count=-5)
    kept = await quarantined(operation, bad)
    mended = {**bad, "set": {**bad["set"], "count": 5}}
    released = answered(await operation.release(kept["id"], mended))
    assert released["released_by_mutation"] not in (None, bad["id"])
    assert released["result"]["id"] == released["released_by_mutation"]


async def test_the_refused_mutation_keeps_its_answer_after_its_release(operation: Operation) -> None:
    tablet = await operation.enrol()
    bad = create(count=-5)
    (first,) = await tablet.push(bad)
    (kept,) = await operation.items("/v1/quarantine")
    answered(await operation.release(kept["id"], {**bad, "set": {**bad["set"], "count": 5}}))
    assert await tablet.push(bad) == [{**first, "replayed": True}]
    assert (await operation.week())["total"] == 5


async def test_a_release_that_comes_twice_goes_in_once(operation: Operation) -> None:
    bad = create(count=-5)
    kept = await quarantined(operation, bad)
    mended = {**bad, "set": {**bad["set"], "count": 5}}
    first = answered(await operation.release(kept["id"], mended))
    again = answered(await operation.release(kept["id"], mended))
    assert again == {**first, "result": {**first["result"], "replayed": True}}
    other = {**mended, "set": {**bad["set"], "count": 6}}
    refused(await operation.release(kept["id"], other), 409, "already_decided")
    refused(await operation.dismiss(kept["id"]), 409, "already_decided")
    assert await operation.log_seq() == 2


async def test_a_mutation_that_is_still_wrong_is_refused_and_waits_on(operation: Operation) -> None:
    bad = create(count=-5, found_on="yesterday")
    kept = await quarantined(operation, bad)
    half = {**bad, "id": new_id(), "set": {**bad["set"], "count": 5}}
    problem = refused(await operation.release(kept["id"], half), 422, "invalid_mutation")
    assert [error["field"] for error in problem["errors"]] == ["set.found_on"]
    refused(await operation.release(kept["id"], "text"), 422, "invalid_mutation")
    assert await one_of(operation, kept["id"]) == kept
    assert await operation.log_seq() == 1


async def test_a_mended_edit_of_a_find_that_nobody_knows_is_refused_and_waits_on(operation: Operation) -> None:
    bad = edit(new_id(), count=(12, -14))
    kept = await quarantined(operation, bad)
    mended = {**bad, "id": new_id(), "set": {"count": 14}}
    refused(await operation.release(kept["id"], mended), 422, "unknown_find")
    assert (await one_of(operation, kept["id"]))["state"] == "waiting"


async def test_a_release_under_the_id_of_another_mutation_is_refused(operation: Operation) -> None:
    tablet = await operation.enrol()
    made = create()
    await tablet.push(made)
    kept = await quarantined(operation, create(count=-5))
    refused(await operation.release(kept["id"], {**create(), "id": made["id"]}), 422, "mutation_id_reused")
    assert (await one_of(operation, kept["id"]))["state"] == "waiting"


async def test_a_released_edit_is_merged_and_may_open_a_conflict(operation: Operation) -> None:
    tablet = await operation.enrol()
    made = create()
    await tablet.push(made, edit(made["find_id"], count=(12, 14)))
    bad = edit(made["find_id"], count=(12, -16))
    kept = await quarantined(operation, bad)
    released = answered(await operation.release(kept["id"], {**bad, "set": {"count": 16}}))
    assert released["result"]["outcome"] == "conflict"
    assert await operation.table(made["find_id"]) == {"count": [14, 16]}


async def test_an_edit_that_waits_for_its_find_goes_in_by_itself(operation: Operation) -> None:
    find_id = new_id()
    waiting = edit(find_id, count=(12, 14))
    kept = await quarantined(operation, waiting)
    assert (kept["problem"]["code"], kept["waits_for"]) == ("unknown_find", find_id)
    await (await operation.enrol()).push(create(find_id))
    assert (await operation.find(find_id))["count"] == 14
    released = await one_of(operation, kept["id"])
    assert (released["state"], released["waits_for"], released["decided_by"]) == ("released", None, None)
    last = (await operation.history(find_id))[-1]
    assert (last["mends"], last["mutation_id"]) == (waiting["id"], released["released_by_mutation"])


async def test_an_edit_that_waits_for_a_find_goes_in_when_its_create_is_released(operation: Operation) -> None:
    bad = create(count=-5)
    kept = await quarantined(operation, bad)
    waiting = await quarantined(operation, edit(bad["find_id"], lot=(None, "A1")))
    answered(await operation.release(kept["id"], {**bad, "set": {**bad["set"], "count": 5}}))
    assert (await one_of(operation, waiting["id"]))["state"] == "released"
    assert (await operation.find(bad["find_id"]))["lot"] == "A1"


async def test_a_dismissed_mutation_never_goes_in_and_stays_readable_with_the_reason(operation: Operation) -> None:
    find_id = new_id()
    waiting = edit(find_id, count=(12, 14))
    kept = await quarantined(operation, waiting)
    staff = await operation.staff("reviewer", "Officer 1")
    dismissed = answered(await staff.dismiss(kept["id"], "typed twice"))
    assert (dismissed["state"], dismissed["decided_by"], dismissed["reason"]) == (
        "dismissed",
        "Officer 1",
        "typed twice",
    )
    assert dismissed["mutation"] == waiting
    await (await operation.enrol()).push(create(find_id))
    assert (await operation.find(find_id))["count"] == 12
    refused(await staff.release(kept["id"], waiting), 409, "already_decided")


async def test_a_dismissal_is_an_entry_of_the_log_and_comes_once(operation: Operation) -> None:
    kept = await quarantined(operation, create(count=-5))
    first = answered(await operation.dismiss(kept["id"], "typed twice"))
    assert await operation.log_seq() == 2
    assert answered(await operation.dismiss(kept["id"], "typed twice")) == first
    refused(await operation.dismiss(kept["id"], "another reason"), 409, "already_decided")
    assert await operation.log_seq() == 2


async def test_a_dismissal_has_a_reason(operation: Operation) -> None:
    kept = await quarantined(operation, create(count=-5))
    reasons: list[Any] = ["", " ", "\0", None, 5, "x" * 2001]
    for reason in reasons:
        refused(await operation.dismiss(kept["id"], reason), 422, "invalid_value")
    assert await one_of(operation, kept["id"]) == kept


async def together(operation: Operation, *jobs: Job[Any]) -> list[Any]:
    """What jobs that share one transaction answer, or why they are refused."""
    async with Database(operation.service.database_url) as database:
        return await database.write_transaction(run_together, operation.name, list(jobs))


async def row_of(operation: Operation, id: str) -> Quarantined:
    async with Database(operation.service.database_url) as database:
        return await database.read(read_quarantined, operation.name, id)


def decided_already(answer: object) -> bool:
    return isinstance(answer, Refused) and answer.code == "already_decided"


async def test_what_is_decided_twice_at_one_moment_is_decided_once(operation: Operation) -> None:
    bad, now = create(count=-5), datetime.now(UTC)
    await (await operation.enrol()).push(bad)
    (kept,) = await operation.items("/v1/quarantine")
    row = await row_of(operation, kept["id"])
    five, six = ({**bad, "id": new_id(), "set": {**bad["set"], "count": n}} for n in (5, 6))
    jobs = [release(kept["id"], mended, row, "Officer 1", now) for mended in (five, six)]
    answers = await together(operation, *jobs, dismissal(kept["id"], "no", "Officer 1", now))
    assert [decided_already(answer) for answer in answers] == [False, True, True]
    after = await one_of(operation, kept["id"])
    assert (after["state"], after["released_by_mutation"]) == ("released", five["id"])
    assert (await operation.find(bad["find_id"]))["count"] == 5


async def test_an_edit_that_was_dismissed_stays_out_when_its_find_comes_at_the_same_moment(
    operation: Operation,
) -> None:
    tablet, now, made = await operation.enrol(), datetime.now(UTC), create()
    await tablet.push(edit(made["find_id"], count=(12, 14)))
    (kept,) = await operation.items("/v1/quarantine")
    prepared = prepare(sent(made), understood(made), Author(tablet.id, "T1"), timedelta(), now)
    arrival = Exchange(tablet.id, stored_instant(now), (), (prepared,))
    await together(operation, dismissal(kept["id"], "no", "Officer 1", now), arrival)
    assert (await one_of(operation, kept["id"]))["state"] == "dismissed"
    assert (await operation.find(made["find_id"]))["count"] == 12


async def test_an_edit_that_is_mended_into_the_create_of_its_find_goes_in_once(operation: Operation) -> None:
    made = create()
    await (await operation.enrol()).push(edit(made["find_id"], count=(12, 14)))
    (kept,) = await operation.items("/v1/quarantine")
    answered(await operation.release(kept["id"], made))
    assert ((await operation.find(made["find_id"]))["version"], len(await operation.history(made["find_id"]))) == (1, 2)
