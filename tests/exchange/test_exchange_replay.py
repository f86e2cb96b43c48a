"""The mutation id is the key, for ever: what is sent again changes nothing and gets its first answer, word for word."""

from __future__ import annotations

import json
import random
from typing import Any

from tests.service import Device, Json, Operation, answered, create, delete, edit, new_id, outcomes


def again(results: list[Json]) -> list[Json]:
    """The answers that a replay must give."""
    return [{**result, "replayed": True} for result in results]


async def history_of_every_outcome(one: Device, other: Device) -> tuple[list[Any], list[Json]]:
    """Mutations of every outcome, with the first answers to them."""
    made = create()
    id = made["find_id"]
    first = [made, edit(id, count=(12, 14)), edit(id, note=(None, "wet")), create(count=0), "no mutation"]
    second = [
        edit(id, count=(12, 15)), edit(id, note=(None, "steep")), edit(new_id(), count=(1, 2)), delete(id),
        {"op": "create"}, {**made, "op": "edit"},
    ]  # fmt: skip
    answers = await one.push(*first) + await other.push(*second)
    assert outcomes(answers) == [
        "applied", "applied", "applied", "rejected", "rejected",
        "conflict", "merged", "rejected", "conflict", "rejected", "rejected",
    ]  # fmt: skip
    return [*first, *second], answers


async def test_every_outcome_is_answered_again_word_for_word(operation: Operation) -> None:
    one, other = await operation.enrol("T1", "A"), await operation.enrol("T2", "B")
    sent, answers = await history_of_every_outcome(one, other)
    before = await operation.log_seq(), await operation.finds(), await operation.items("/v1/quarantine")
    assert await one.push(*sent) == again(answers)
    assert await other.push(*sent) == again(answers)
    assert (await operation.log_seq(), await operation.finds(), await operation.items("/v1/quarantine")) == before


async def test_neither_the_grouping_nor_the_order_of_what_is_sent_again_matters(operation: Operation) -> None:
    one, other = await operation.enrol("T1", "A"), await operation.enrol("T2", "B")
    sent, answers = await history_of_every_outcome(one, other)
    seq, finds = await operation.log_seq(), await operation.finds()
    pairs = list(zip(sent, again(answers), strict=True))
    random.Random(1318).shuffle(pairs)
    while pairs:
        group, pairs = pairs[:3], pairs[3:]
        assert await other.push(*(mutation for mutation, _ in group)) == [answer for _, answer in group]
    for mutation, answer in zip(reversed(sent), reversed(again(answers)), strict=True):
        assert await one.push(mutation) == [answer]
    assert (await operation.log_seq(), await operation.finds()) == (seq, finds)


async def test_twice_in_one_request_is_done_once(operation: Operation) -> None:
    tablet = await operation.enrol()
    made, bad = create(), create(count=0)
    results = await tablet.push(made, bad, made, bad)
    assert outcomes(results) == ["applied", "rejected", "applied", "rejected"]
    assert results[2:] == again(results[:2])
    assert await operation.log_seq() == 2


async def test_a_replay_beside_new_mutations_costs_no_seq(operation: Operation) -> None:
    tablet = await operation.enrol()
    first, second, third = create(), create(), create()
    answers = await tablet.push(first, second)
    results = await tablet.push(third, first, create(count=0), second)
    assert [results[1], results[3]] == again(answers)
    assert [results[0]["seq"], results[2]["seq"]] == [3, 4]


async def test_the_first_answer_stays_when_the_find_has_moved_on(operation: Operation) -> None:
    tablet = await operation.enrol()
    made = create()
    answers = await tablet.push(made)
    await tablet.push(edit(made["find_id"], count=(12, 14)), edit(made["find_id"], marking=("3-001M", "ZZ-9")))
    assert await tablet.push(made) == again(answers)
    assert (await operation.find(made["find_id"]))["count"] == 14


async def test_a_replay_by_another_device_stays_the_first_ones_word(operation: Operation) -> None:
    one, other = await operation.enrol("T1", "A"), await operation.enrol("T2", "B")
    made = create()
    answers = await one.push(made)
    assert await other.push(made) == again(answers)
    assert (await operation.find(made["find_id"]))["created"]["device_id"] == one.id


async def test_the_same_id_with_another_content_is_refused_and_kept_once_beside_the_first(operation: Operation) -> None:
    tablet = await operation.enrol()
    made = create()
    first = await tablet.push(made)
    other, third = {**made, "set": {**made["set"], "count": 13}}, {**made, "set": {**made["set"], "count": 14}}
    second = await tablet.push(other)
    assert outcomes(second) == ["rejected"]
    assert (second[0]["problem"]["code"], second[0]["seq"]) == ("mutation_id_reused", 2)
    assert (await tablet.push(third))[0]["problem"]["code"] == "mutation_id_reused"
    assert await tablet.push(other, made) == again(second + first)
    assert [row["mutation"] for row in await operation.items("/v1/quarantine")] == [other, third]
    assert (await operation.find(made["find_id"]))["count"] == 12


async def test_the_id_of_a_rejected_mutation_is_taken_as_well(operation: Operation) -> None:
    tablet = await operation.enrol()
    bad = create(count=0)
    mended = {**bad, "set": {**bad["set"], "count": 1}}
    results = await tablet.push(bad, mended)
    assert [result["problem"]["code"] for result in results] == ["invalid_mutation", "mutation_id_reused"]
    assert await operation.finds() == {}


async def test_ids_are_the_same_in_upper_and_lower_case(operation: Operation) -> None:
    tablet = await operation.enrol()
    made = create()
    upper = {**made, "id": made["id"].upper(), "find_id": made["find_id"].upper()}
    answers = await tablet.push(upper)
    assert (answers[0]["id"], answers[0]["find_id"]) == (made["id"], made["find_id"])
    assert await tablet.push(made) == await tablet.push(upper) == again(answers)
    (result,) = await tablet.push({**edit(made["find_id"].upper(), count=(12, 14))})
    assert (result["outcome"], result["version"]) == ("applied", 2)
    assert set(await operation.finds()) == {made["find_id"]}


async def test_another_spelling_of_the_same_json_is_the_same_mutation(operation: Operation) -> None:
    tablet = await operation.enrol()
    made = create(note="wet")
    answers = await tablet.push(made)
    text = json.dumps(dict(reversed(made.items())), indent=2)
    text = text.replace('"count": 12', '"count": 1.2e1').replace("wet", "\\u0077et")
    response = await tablet.post(b'{"mutations": [' + text.encode() + b"]}")
    assert answered(response)["results"] == again(answers)


async def test_a_mutation_without_a_usable_id_is_known_by_its_content(operation: Operation) -> None:
    tablet = await operation.enrol()
    nameless = {name: value for name, value in create().items() if name != "id"}
    answers = await tablet.push(nameless, {**nameless, "id": "7"})
    assert await tablet.push({**nameless, "id": "7"}, nameless) == again(answers[::-1])
    assert len(await operation.items("/v1/quarantine")) == 2


async def test_an_edit_that_waited_for_its_find_is_not_done_again(operation: Operation) -> None:
    tablet = await operation.enrol()
    made = create()
    early = edit(made["find_id"], count=(12, 14))
    answers = await tablet.push(early, made)
    assert outcomes(answers) == ["rejected", "applied"]
    assert await tablet.push(early, made) == again(answers)
    find = await operation.find(made["find_id"])
    assert (find["version"], find["count"]) == (2, 14)


async def test_a_released_mutation_keeps_its_answer(operation: Operation) -> None:
    tablet = await operation.enrol()
    bad = create(count=0)
    answers = await tablet.push(bad)
    (row,) = await operation.items("/v1/quarantine")
    answered(await operation.release(row["id"], {**bad, "set": {**bad["set"], "count": 1}}))
    assert await tablet.push(bad) == again(answers)
    assert (await operation.find(bad["find_id"]))["count"] == 1


async def test_a_mutation_id_belongs_to_its_operation(operation: Operation) -> None:
    elsewhere = await operation.service.operation("kalbajar-2022")
    made = create()
    for tablet in (await operation.enrol(), await elsewhere.enrol()):
        (result,) = await tablet.push(made)
        assert (result["outcome"], result["replayed"], result["seq"]) == ("applied", False, 1)
