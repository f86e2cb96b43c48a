"""Receipts as a tablet gets them: over what it sent, also when it sends again, under the key of the server."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from models.receipt import leaf_of, line_of, misfit, mutation_sha256, path_of, root_of
from tests.databases import keys_of
from tests.models.test_receipt import plain_check
from tests.service import Device, Json, Operation, answered, create, edit, in_process


async def sent(tablet: Device, *mutations: object, **body: object) -> Json:
    answer: Json = answered(await tablet.exchange(mutations, limit=0, **body))
    return answer


def lines_of(mutations: list[Json], answer: Json) -> list[Json]:
    """The lines, made as a tablet makes them: from what it sent, and the results."""
    return [line_of(mutation_sha256(one), result) for one, result in zip(mutations, answer["results"], strict=True)]


async def test_a_receipt_is_over_what_the_tablet_sent_whatever_became_of_it(operation: Operation) -> None:
    tablet = await operation.enrol()
    made = create(note="für später, „tief“")
    mutations = [made, edit(made["find_id"], count=(12, 14)), create(count=-5), create()]
    answer = await sent(tablet, *mutations)
    receipt, lines = answer["receipt"], lines_of(mutations, answer)
    leaves = [leaf_of(line) for line in lines]
    signed = receipt["signed"]
    assert misfit(receipt) is None
    assert [line["outcome"] for line in lines] == ["applied", "applied", "rejected", "applied"]
    assert [line["place"] for line in lines] == [{"epoch": answer["epoch"], "seq": seq} for seq in (1, 2, 3, 4)]
    assert (signed["operation"], signed["device_id"], signed["epoch"]) == (operation.name, tablet.id, answer["epoch"])
    assert (signed["size"], signed["root"]) == (4, root_of(leaves).hex())
    (entry,) = await operation.history(mutations[3]["find_id"])
    assert signed["head"] == {"seq": entry["seq"], "hash": entry["hash"]}
    for n, (mutation, line) in enumerate(zip(mutations, lines, strict=True)):
        assert plain_check(mutation, line, n, [*path_of(n, leaves).path], receipt)
    other = lines_of([*mutations[:3], {**mutations[3], "made_at": "2022-08-16T09:00:01+04:00"}], answer)
    assert root_of([leaf_of(line) for line in other]).hex() != signed["root"]


async def test_what_is_sent_again_has_a_receipt_with_its_first_place(operation: Operation) -> None:
    tablet, slow = await operation.enrol(), (datetime.now(UTC) - timedelta(hours=2)).isoformat()
    made, more = create(), create()
    first = await sent(tablet, made, device_time=slow)
    again = await sent(tablet, more, made)
    was, is_now = lines_of([made], first), lines_of([more, made], again)
    assert (again["results"][1]["replayed"], again["results"][0]["clock_offset_s"]) == (True, 0)
    assert is_now[1:] == was
    assert was[0]["clock_offset_s"] == pytest.approx(7200, abs=60)
    assert isinstance(was[0]["clock_offset_s"], int)
    assert again["receipt"]["signed"]["root"] == root_of([leaf_of(line) for line in is_now]).hex()
    assert misfit(again["receipt"]) is None


async def test_an_answer_without_a_result_has_no_receipt(operation: Operation) -> None:
    tablet = await operation.enrol()
    assert answered(await tablet.exchange())["receipt"] is None


async def test_a_large_answer_has_its_receipt_too(operation: Operation) -> None:
    tablet = await operation.enrol()
    mutations = [create(count=0) for _ in range(150)]
    answer = await sent(tablet, *mutations)
    assert answer["receipt"]["signed"]["root"] == root_of([leaf_of(x) for x in lines_of(mutations, answer)]).hex()
    assert misfit(answer["receipt"]) is None


async def test_a_server_that_starts_again_signs_with_the_same_key(database_url: str) -> None:
    keys = set()
    for n in range(2):
        async with in_process(database_url) as service:
            operation = await service.operation(f"lachin-{n}")
            keys.add((await sent(await operation.enrol(), create()))["receipt"]["signed"]["key"])
    async with in_process(database_url, keys=f"{keys_of(database_url)}.copy.keys") as service:
        operation = await service.operation("agdam")
        assert (await sent(await operation.enrol(), create()))["receipt"]["signed"]["key"] not in keys
    assert len(keys) == 1
