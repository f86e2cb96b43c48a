"""Conflicts as staff read and settle them: nothing is settled unseen."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.service import LETTER, Device, Json, Operation, answered, create, delete, edit, new_id, refused


async def tablets(operation: Operation, number: int = 2) -> list[Device]:
    """Tablets, each of a team of its own."""
    return [await operation.enrol(f"Team {n}", f"tablet {n}") for n in range(1, number + 1)]


async def disputed(operation: Operation, **pairs: tuple[Any, Any, Any]) -> str:
    """The id of a find on which two teams disagree: `count=(12, 14, 16)` is 12, then 14, while another says 16."""
    one, other = await tablets(operation)
    made = create(**{name: was for name, (was, _, _) in pairs.items()})
    find_id = str(made["find_id"])
    accepted: dict[str, Any] = {name: (was, new) for name, (was, new, _) in pairs.items()}
    offered: dict[str, Any] = {name: (was, new) for name, (was, _, new) in pairs.items()}
    await one.push(made, edit(find_id, **accepted))
    (result,) = await other.push(edit(find_id, **offered))
    assert {conflict["field"] for conflict in result["conflicts"]} == pairs.keys()
    return find_id


async def open_conflict(operation: Operation, field: str | None = None) -> Json:
    """The open conflict, or that on a field."""
    (found,) = [one for one in await operation.items("/v1/conflicts") if field in (None, one["field"])]
    return found


# What is shown


async def test_an_open_conflict_shows_the_accepted_value_and_every_offer_with_its_whole_mutation(
    operation: Operation,
) -> None:
    one, two, three = await tablets(operation, 3)
    made = create()
    find_id = made["find_id"]
    accepted, second, third = (
        edit(find_id, count=(12, 14)),
        edit(find_id, count=(12, 16), lot=(None, "A1")),
        edit(find_id, count=(12, 20)),
    )
    await one.push(made, accepted)
    await two.push(second)
    await three.push(third)

    conflict = await open_conflict(operation)
    assert (conflict["find_id"], conflict["field"], conflict["state"]) == (find_id, "count", "open")
    assert conflict["accepted"]["value"] == 14
    assert conflict["accepted"]["device_id"] == one.id
    assert conflict["accepted"]["mutation_id"] == accepted["id"]
    assert conflict["accepted"]["made_at"] == accepted["made_at"]
    assert [
        (offer["was"], offer["value"], offer["team"], offer["device_id"], offer["person"], offer["made_at"])
        for offer in conflict["offers"]
    ] == [
        (12, 16, "Team 2", two.id, None, second["made_at"]),
        (12, 20, "Team 3", three.id, None, third["made_at"]),
    ]
    assert [offer["mutation"] for offer in conflict["offers"]] == [second, third]
    received = [offer["received_at"] for offer in conflict["offers"]]
    assert received == sorted(received)
    assert await operation.get(f"/v1/conflicts/{conflict['id'].upper()}") == conflict
    assert (await operation.find(find_id))["conflicts"] == [{"id": conflict["id"], "field": "count"}]


async def test_counts_that_were_raised_from_one_base_also_show_the_sum_of_the_rises(operation: Operation) -> None:
    one, two, three = await tablets(operation, 3)
    made = create()
    await one.push(made, edit(made["find_id"], count=(12, 15)))
    await two.push(edit(made["find_id"], count=(12, 15)))
    assert (await open_conflict(operation))["sum"] == 18
    await three.push(edit(made["find_id"], count=(12, 13)))
    assert (await open_conflict(operation))["sum"] == 19


@pytest.mark.parametrize("pairs", [{"count": (12, 15, 10)}, {"count": (12, 10, 15)}, {"lot": ("A", "B", "C")}])
async def test_what_was_not_raised_shows_no_sum(operation: Operation, pairs: dict[str, Any]) -> None:
    await disputed(operation, **pairs)
    assert (await open_conflict(operation))["sum"] is None


async def test_conflicts_are_listed_by_state_and_find_in_the_order_in_which_they_were_opened(
    operation: Operation,
) -> None:
    first = await disputed(operation, count=(12, 14, 16), lot=("A", "B", "C"))
    second = await disputed(operation, count=(1, 2, 3))
    listed = await operation.items("/v1/conflicts", limit=1)
    assert [(one["find_id"], one["field"]) for one in listed[2:]] == [(second, "count")]
    assert {(one["find_id"], one["field"]) for one in listed[:2]} == {(first, "count"), (first, "lot")}
    assert await operation.items("/v1/conflicts", find_id=second) == listed[2:]
    answered(await operation.resolve(listed[2]["id"], 3))
    assert await operation.items("/v1/conflicts") == listed[:2]
    (closed,) = await operation.items("/v1/conflicts", state="resolved")
    assert (closed["id"], closed["state"], closed["why"]) == (listed[2]["id"], "resolved", "resolved")
    assert await operation.items("/v1/conflicts", state="settled") == []
    refused(await operation.call("GET", "/v1/conflicts", state="closed"), 400, "invalid_request")


async def test_a_conflict_that_settled_itself_is_kept_and_says_why(operation: Operation) -> None:
    find_id = await disputed(operation, lot=("A", "B", "C"))
    conflict = await open_conflict(operation)
    (tablet,) = [one for one in await operation.items("/v1/devices") if one["name"] == "tablet 1"]
    assert conflict["accepted"]["device_id"] == tablet["id"]
    answered(await operation.change(find_id, set={"lot": "C"}))
    assert await operation.items("/v1/conflicts") == []
    (settled,) = await operation.items("/v1/conflicts", state="settled")
    assert (settled["id"], settled["why"], settled["accepted"]["value"]) == (conflict["id"], "agreed", "C")
    assert [offer["value"] for offer in settled["offers"]] == ["C"]


async def test_conflicts_of_a_find_that_is_not_live_sleep_until_it_lives_again(operation: Operation) -> None:
    find_id = await disputed(operation, count=(12, 14, 16))
    conflict = await open_conflict(operation)
    answered(await operation.change(find_id, deleted=True))
    (deletion,) = [one for one in await operation.items("/v1/conflicts") if one["field"] == "deleted"]
    answered(await operation.resolve(deletion["id"], True))
    assert (await operation.find(find_id))["state"] == "deleted"
    assert await operation.items("/v1/conflicts") == []
    assert (await operation.get(f"/v1/conflicts/{conflict['id']}"))["dormant"] is True
    answered(await operation.change(find_id, deleted=False))
    assert [one["id"] for one in await operation.items("/v1/conflicts")] == [conflict["id"]]


# Settling


async def test_a_conflict_is_settled_by_any_value_that_its_field_takes_also_one_that_nobody_offered(
    operation: Operation,
) -> None:
    staff = await operation.staff("reviewer", "Officer 1")
    find_id = await disputed(operation, count=(12, 14, 16), lot=("A", "B", "C"), marking=("A", "B", "C"))
    for version, (field, value) in enumerate({"count": 999, "lot": None, "marking": "З-001М"}.items(), 4):
        conflict = await open_conflict(operation, field)
        result = answered(await staff.resolve(conflict["id"], value))
        assert (result["outcome"], result["version"], result["conflicts"]) == ("applied", version, [])
        last = (await operation.history(find_id))[-1]
        assert (last["kind"], last["person"], last["mutation"]["reason"]) == (
            "resolve",
            "Officer 1",
            "counted again",
        )
        assert last["closed"] == [{"id": conflict["id"], "field": field, "why": "resolved"}]
    find = await operation.find(find_id)
    assert (find["count"], find["lot"], find["marking"], find["conflicts"]) == (999, None, "З-001М", [])
    assert find["changed"]["person"] == "Officer 1"


@pytest.mark.parametrize("chosen", [14, 16])
async def test_a_conflict_is_settled_by_the_accepted_value_or_by_an_offer(operation: Operation, chosen: int) -> None:
    find_id = await disputed(operation, count=(12, 14, 16))
    answered(await operation.resolve((await open_conflict(operation))["id"], chosen))
    find = await operation.find(find_id)
    assert (find["count"], find["conflicts"]) == (chosen, [])


@pytest.mark.parametrize("deleted", [True, False])
async def test_whether_a_find_is_deleted_is_settled_like_any_field(operation: Operation, deleted: bool) -> None:
    one, other = await tablets(operation)
    made = create()
    await one.push(made, edit(made["find_id"], count=(12, 14)))
    await other.push(delete(made["find_id"]))
    conflict = await open_conflict(operation)
    assert (conflict["field"], conflict["accepted"]["value"], conflict["offers"][0]["value"]) == (
        "deleted",
        False,
        True,
    )
    refused(await operation.resolve(conflict["id"], "yes"), 422, "invalid_value")
    answered(await operation.resolve(conflict["id"], deleted))
    assert (await operation.find(made["find_id"]))["state"] == ("deleted" if deleted else "live")


NOT_TAKEN: list[tuple[str, Any, str]] = [
    ("count", "14", "value"),
    ("count", None, "value"),
    ("count", 0, "value"),
    ("count", True, "value"),
    ("category", "mine", "value"),
    ("found_on", "17 August", "value"),
    ("position", {**LETTER, "y": 9635076}, "value.y"),
]


async def test_a_value_that_the_field_does_not_take_settles_nothing(operation: Operation) -> None:
    moved = ({**LETTER, "x": 4401181}, {**LETTER, "x": 4401182})
    days = ("2022-08-15", "2022-08-16", "2022-08-17")
    await disputed(
        operation, category=("ap_mine", "uxo", "axo"), count=(12, 14, 16), position=(LETTER, *moved), found_on=days
    )
    conflicts = await operation.items("/v1/conflicts")
    for field, value, at_fault in NOT_TAKEN:
        problem = refused(
            await operation.resolve((await open_conflict(operation, field))["id"], value), 422, "invalid_value"
        )
        assert [error["field"] for error in problem["errors"]] == [at_fault]
    assert await operation.items("/v1/conflicts") == conflicts


async def test_a_resolution_without_if_match_is_asked_for_it(operation: Operation) -> None:
    await disputed(operation, count=(12, 14, 16))
    conflict = await open_conflict(operation)
    body = {"id": new_id(), "value": 16}
    answer = await operation.call("POST", f"/v1/conflicts/{conflict['id']}/resolution", body)
    refused(answer, 428, "precondition_required")
    assert await open_conflict(operation) == conflict


async def test_a_conflict_is_not_settled_in_a_state_that_nobody_saw(operation: Operation) -> None:
    find_id = await disputed(operation, count=(12, 14, 16))
    seen = await open_conflict(operation)
    late = await operation.enrol("Team 3", "late")
    await late.push(edit(find_id, count=(12, 20)))
    problem = refused(await operation.resolve(seen["id"], 16, etag=seen["etag"]), 412, "precondition_failed")
    present = await open_conflict(operation)
    assert problem["conflict"] == present
    assert [offer["value"] for offer in present["offers"]] == [16, 20]

    await late.push(edit(find_id, count=(14, 20)))  # the accepted value is another one now
    problem = refused(await operation.resolve(seen["id"], 16, etag=present["etag"]), 412, "precondition_failed")
    assert problem["conflict"]["accepted"]["value"] == 20
    assert (await operation.find(find_id))["count"] == 20


async def test_the_etag_of_a_conflict_stands_in_its_document_and_in_the_header(operation: Operation) -> None:
    await disputed(operation, count=(12, 14, 16))
    conflict = await open_conflict(operation)
    response = await operation.call("GET", f"/v1/conflicts/{conflict['id']}")
    assert response.headers["etag"] == response.json()["etag"] == conflict["etag"]


async def test_a_known_resolution_gets_its_first_answer_before_its_if_match_is_looked_at(
    operation: Operation,
) -> None:
    find_id = await disputed(operation, count=(12, 14, 16))
    conflict = await open_conflict(operation)
    id = new_id()
    first = answered(await operation.resolve(conflict["id"], 18, id, conflict["etag"]))
    for etag in (conflict["etag"], '"another"', None):
        assert answered(await operation.resolve(conflict["id"], 18, id, etag)) == {**first, "replayed": True}
    refused(await operation.resolve(conflict["id"], 17, id, conflict["etag"]), 422, "mutation_id_reused")
    assert ((await operation.find(find_id))["version"], await operation.log_seq()) == (4, 4)


async def test_a_conflict_that_was_settled_is_not_settled_again(operation: Operation) -> None:
    await disputed(operation, count=(12, 14, 16))
    conflict = await open_conflict(operation)
    answered(await operation.resolve(conflict["id"], 16))
    refused(await operation.resolve(conflict["id"], 14, etag=conflict["etag"]), 412, "precondition_failed")
    refused(await operation.resolve(conflict["id"], 14), 409, "already_decided")


async def test_an_edit_that_had_not_seen_a_resolution_opens_a_new_conflict(operation: Operation) -> None:
    find_id = await disputed(operation, count=(12, 14, 16))
    conflict = await open_conflict(operation)
    answered(await operation.resolve(conflict["id"], 16))
    late = await operation.enrol("Team 3", "late")
    await late.push(edit(find_id, count=(14, 15)))
    again = await open_conflict(operation)
    assert again["id"] != conflict["id"]
    assert await operation.table(find_id) == {"count": [16, 15]}


# Several fields


async def resolved_together(operation: Operation, etag_of_other: str | None = None) -> httpx.Response:
    """Settles the conflict on the count and, in the same breath, that on the lot."""
    count, lot = await open_conflict(operation, "count"), await open_conflict(operation, "lot")
    also = {"conflict_id": lot["id"], "value": "C", "etag": etag_of_other or lot["etag"]}
    body = {"id": new_id(), "value": 16, "also": [also]}
    return await operation.call(
        "POST", f"/v1/conflicts/{count['id']}/resolution", body, headers={"If-Match": count["etag"]}
    )


async def test_one_resolution_settles_fields_that_were_meant_together(operation: Operation) -> None:
    find_id = await disputed(operation, count=(12, 14, 16), lot=("A", "B", "C"))
    result = answered(await resolved_together(operation))
    assert (result["outcome"], result["version"]) == ("applied", 4)
    find = await operation.find(find_id)
    assert (find["count"], find["lot"], find["conflicts"]) == (16, "C", [])
    assert {one["field"] for one in (await operation.history(find_id))[-1]["closed"]} == {"count", "lot"}


async def test_fields_are_settled_together_or_not_at_all(operation: Operation) -> None:
    find_id = await disputed(operation, count=(12, 14, 16), lot=("A", "B", "C"))
    refused(await resolved_together(operation, '"another"'), 412, "precondition_failed")
    assert await operation.table(find_id) == {"count": [14, 16], "lot": ["B", "C"]}


async def test_a_resolution_settles_conflicts_of_one_find_and_each_once(operation: Operation) -> None:
    await disputed(operation, count=(12, 14, 16))
    first = await open_conflict(operation)
    await disputed(operation, count=(1, 2, 3))
    (second,) = [one for one in await operation.items("/v1/conflicts") if one["id"] != first["id"]]
    for other in (first, second):
        also = [{"conflict_id": other["id"], "value": 3, "etag": other["etag"]}]
        body = {"id": new_id(), "value": 16, "also": also}
        answer = await operation.call(
            "POST", f"/v1/conflicts/{first['id']}/resolution", body, headers={"If-Match": first["etag"]}
        )
        refused(answer, 422, "invalid_value")
    assert len(await operation.items("/v1/conflicts")) == 2


async def test_a_known_resolution_gets_its_first_answer_also_without_if_match(operation: Operation) -> None:
    await disputed(operation, count=(12, 14, 16))
    conflict, id = await open_conflict(operation), new_id()
    first = answered(await operation.resolve(conflict["id"], 16, id))
    body = {"id": id, "value": 16, "reason": "counted again"}
    again = await operation.call("POST", f"/v1/conflicts/{conflict['id']}/resolution", body)
    assert answered(again) == {**first, "replayed": True}
