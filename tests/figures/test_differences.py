"""What changed since a figure was published: find by find, each step with its reason, and the sums add up."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from tests.service import Json, Operation, answered, create, delete, edit, new_id, place, refused

WEEK: Json = {"from": "2022-08-15", "to": "2022-08-22"}
Change = Callable[[Operation, str], Awaitable[Any]]


async def publish(operation: Operation, **period: str) -> None:
    answered(await operation.call("POST", "/v1/editions", {"id": new_id(), **(period or WEEK)}), 201)


async def since(operation: Operation, number: int = 1, **asked: Any) -> Json:
    """The differences, whose sums must add up."""
    told: Json = await operation.get(f"/v1/editions/{number}/differences", **asked)
    assert told["change"] == told["after"]["total"] - told["before"]["total"]
    for sums in (told["by_reason"], told["by_type"], told["finds"]):
        assert sum(row["change"] for row in sums) == told["change"]
    return told


def steps(told: Json) -> list[tuple[str, int]]:
    return [(step["reason"], step["change"]) for find in told["finds"] for step in find["steps"]]


async def alias(operation: Operation, marking: str = "ZZ-9") -> None:
    body = {"id": new_id(), "marking": marking, "reason": "seen on the casing"}
    answered(await operation.call("POST", "/v1/types/PMN/aliases", body))


async def no_alias(operation: Operation, find_id: str) -> None:
    answered(await operation.call("POST", "/v1/types/PMN/aliases/ZZ9/removal", {"id": new_id()}))


async def settle(operation: Operation, find_id: str) -> None:
    (conflict,) = await operation.items("/v1/conflicts", find_id=find_id)
    answered(await operation.resolve(conflict["id"], 20))


async def judge(operation: Operation, find_id: str) -> None:
    (pair,) = await operation.items("/v1/duplicates", find_id=find_id)
    body = {"id": new_id(), "decision": "same", "survivor": next(id for id in pair["find_ids"] if id != find_id)}
    answered(await operation.call("POST", f"/v1/duplicates/{pair['id']}/decision", body))


def changed(**values: Any) -> Change:
    async def change(operation: Operation, find_id: str) -> None:
        answered(await operation.change(find_id, set=values))

    return change


async def delete_it(operation: Operation, find_id: str) -> None:
    answered(await operation.change(find_id, deleted=True))


async def restore_it(operation: Operation, find_id: str) -> None:
    answered(await operation.change(find_id, deleted=False))


async def alias_it(operation: Operation, find_id: str) -> None:
    await alias(operation)


async def test_a_late_tablet_is_told_as_one_would_say_it(operation: Operation) -> None:
    early, late = await operation.enrol("Team 1", "Tablet 1"), await operation.enrol("Team 3", "Tablet 7")
    await early.push(create(count=1318))
    await publish(operation)
    find = create(count=14, found_on="2022-08-19", position=place(1))
    await late.push(find)
    told = await since(operation)
    assert (told["before"]["total"], told["after"]["total"], told["change"]) == (1318, 1332, 14)
    assert told["before"]["edition"] == {"number": 1, "revision": 1, "seq": 1}
    assert told["after"]["edition"] is None
    (only,) = told["finds"]
    (step,) = only["steps"]
    assert (only["find_id"], step["seq"], step["device"], step["team"]) == (find["find_id"], 3, "Tablet 7", "Team 3")
    assert step["sentence"].startswith("+14, Tablet 7: late arrival, found 19 Aug 2022, received ")
    assert (step["before"], step["after"]["count"], step["after"]["found_on"]) == (None, 14, "2022-08-19")


@pytest.mark.parametrize(
    ("before", "change", "reason", "total"),
    [
        ((), changed(count=15), "count_corrected", 3),
        ((), changed(found_on="2022-08-20"), "day_corrected", 0),
        ((), changed(found_on="2022-09-01"), "day_corrected", -12),
        ((changed(found_on="2022-09-01"),), changed(found_on="2022-08-16"), "day_corrected", 12),
        ((), changed(marking="PMN-2"), "type_corrected", 0),
        ((), changed(category="av_mine"), "type_corrected", 0),
        ((), changed(district="Lachin"), "corrected", 0),
        ((), changed(count=15, marking="PMN-2"), "corrected", 3),
        ((), delete_it, "deleted", -12),
        ((delete_it,), restore_it, "restored", 12),
        ((), alias_it, "alias_added", 0),
        ((alias_it,), no_alias, "alias_removed", 0),
    ],
    ids=lambda given: given if isinstance(given, str) else None,
)
async def test_each_reason_is_told(
    operation: Operation, before: tuple[Change, ...], change: Change, reason: str, total: int
) -> None:
    find = create(marking="ZZ-9")
    await (await operation.enrol()).push(find)
    for step in before:
        await step(operation, find["find_id"])
    await publish(operation)
    await change(operation, find["find_id"])
    told = await since(operation)
    assert (told["change"], steps(told)) == (total, [(reason, total)])
    assert [(row["reason"], row["finds"]) for row in told["by_reason"]] == [(reason, 1)]


async def test_a_conflict_that_is_settled_is_a_reason(operation: Operation) -> None:
    one, other = await operation.enrol("T1"), await operation.enrol("T2")
    find = create()
    await one.push(find, edit(find["find_id"], count=(12, 14)))
    await other.push(edit(find["find_id"], count=(12, 15)))
    await publish(operation)
    await settle(operation, find["find_id"])
    assert steps(await since(operation)) == [("conflict_resolved", 6)]


async def test_a_duplicate_that_is_judged_and_taken_back_is_told_both_times(operation: Operation) -> None:
    tablet = await operation.enrol()
    survivor, twin = create(count=6), create(count=5)
    await tablet.push(survivor, twin)
    await publish(operation)
    await judge(operation, twin["find_id"])
    assert steps(await since(operation)) == [("judged_duplicate", -5)]
    await tablet.push(delete(survivor["find_id"], count=6))
    told = await since(operation)
    assert told["change"] == -6
    assert {find["find_id"]: [step["reason"] for step in find["steps"]] for find in told["finds"]} == {
        survivor["find_id"]: ["deleted"],
        twin["find_id"]: ["judged_duplicate", "duplicate_taken_back"],
    }


async def test_what_is_released_from_quarantine_is_told_so(operation: Operation) -> None:
    bad = create(count=0)
    await (await operation.enrol()).push(bad)
    await publish(operation)
    (waiting,) = await operation.items("/v1/quarantine")
    answered(await operation.release(waiting["id"], {**bad, "id": new_id(), "set": {**bad["set"], "count": 9}}))
    (find,) = (await since(operation))["finds"]
    assert (find["steps"][0]["reason"], find["change"], find["steps"][0]["person"]) == ("released", 9, "administrator")


async def test_areas_that_change_the_district_are_a_reason(operation: Operation) -> None:
    await (await operation.enrol()).push(create())
    await publish(operation)
    square = {"type": "Polygon", "coordinates": [[[46, 39], [47, 39], [47, 40], [46, 40], [46, 39]]]}
    answered(await operation.call("POST", "/v1/areas", {"kind": "district", "name": "Lachin", "geometry": square}), 201)
    told = await since(operation)
    assert steps(told) == [("area_changed", 0)]
    step = told["finds"][0]["steps"][0]
    assert (step["before"]["district"], step["after"]["district"]) == (None, "Lachin")


async def test_steps_of_one_find_stand_in_their_order_and_add_up(operation: Operation) -> None:
    tablet = await operation.enrol()
    find = create()
    await tablet.push(find)
    await publish(operation)
    id = find["find_id"]
    await tablet.push(
        edit(id, count=(12, 20)), edit(id, note=(None, "wet")), edit(id, found_on=("2022-08-15", "2022-09-01"))
    )
    await tablet.push(edit(id, count=(20, 30)), edit(id, found_on=("2022-09-01", "2022-08-16")))
    told = await since(operation)
    assert steps(told) == [("count_corrected", 8), ("day_corrected", -20), ("day_corrected", 30)]
    assert (told["change"], told["finds"][0]["change"]) == (18, 18)


async def test_between_two_revisions_and_between_editions_of_other_periods(operation: Operation) -> None:
    tablet = await operation.enrol()
    first = create(count=10)
    await tablet.push(first, create(count=7, found_on="2022-08-22", position=place(1)))
    await publish(operation)
    await tablet.push(edit(first["find_id"], count=(10, 11)))
    await publish(operation)
    await publish(operation, week="2022-W33")
    await tablet.push(edit(first["find_id"], count=(11, 99)))
    assert steps(await since(operation, revision=1, to="1.2")) == [("count_corrected", 1)]
    assert steps(await since(operation, to="2")) == [("period_changed", -7)]
    told = await since(operation, revision=1, to="2.1")
    assert sorted(steps(told)) == [("count_corrected", 1), ("period_changed", -7)]
    assert (told["before"]["total"], told["after"]["total"]) == (17, 11)
    assert steps(await since(operation, 2)) == [("count_corrected", 88)]
    for number, other in ((2, "1.1"), (1, "x")):
        refused(await operation.call("GET", f"/v1/editions/{number}/differences", to=other), 400, "invalid_request")
    refused(await operation.call("GET", "/v1/editions/1/differences", to="7"), 404, "not_found")


async def test_when_nothing_has_changed_nothing_is_told(operation: Operation) -> None:
    tablet = await operation.enrol()
    find = create()
    await tablet.push(find)
    await publish(operation)
    await tablet.push(edit(find["find_id"], note=(None, "wet")), create(found_on="2022-09-01", position=place(1)))
    told = await since(operation)
    assert (told["change"], told["finds"], told["by_reason"], told["by_type"]) == (0, [], [], [])
