"""Mutations beyond the bounds, how they are kept, and how much of what a tablet sends may be refused on a day."""

from __future__ import annotations

import gzip
import json

import pytest

from models.bounds import DEEPEST, LARGEST_MUTATION
from models.mutation import SHOWN_BYTES
from sync.database.database import Database
from sync.exchange.refusals import ALLOWANCE
from sync.verify.verify import verify
from tests.service import Device, Json, Operation, answered, create, edit, new_id, outcomes, refused

LARGE = 7_900_000
"""Bytes of a note that fits into a request, and into no mutation."""


@pytest.fixture
async def tablet(operation: Operation) -> Device:
    return await operation.enrol()


def large(size: int = LARGE) -> Json:
    return create(note="x" * size)


async def post(tablet: Device, *mutations: Json) -> list[Json]:
    """The results of mutations that are sent compressed."""
    body = json.dumps({"cursor": None, "limit": 0, "mutations": mutations}).encode()
    results: list[Json] = answered(await tablet.post(gzip.compress(body, 1), Content_Encoding="gzip"))["results"]
    return results


async def found_by_verify(operation: Operation) -> list[str]:
    async with Database(operation.service.database_url) as database:
        return [finding.table for finding in (await database.read(verify, operation.name)).findings]


async def test_a_mutation_that_is_too_large_or_too_deep_is_refused_and_its_neighbours_go_in(tablet: Device) -> None:
    deep: Json = edit(new_id(), count=(1, 2))
    for _ in range(DEEPEST - 1):
        deep = {**deep, "was": {"count": deep["was"]}}
    sent = [create(), large(LARGEST_MUTATION), deep, create(marking="PMN")]
    results = await post(tablet, *sent)
    assert outcomes(results) == ["applied", "rejected", "rejected", "applied"]
    assert [result["id"] for result in results] == [mutation["id"] for mutation in sent]
    assert [result["find_id"] for result in results] == [mutation["find_id"] for mutation in sent]
    codes = [result["problem"]["errors"][0]["code"] for result in results[1:3]]
    assert codes == ["too_large", "too_deep"]
    again = await post(tablet, *sent)
    assert again == [{**result, "replayed": True} for result in results]


async def test_a_mutation_of_the_greatest_size_and_depth_is_read(tablet: Device) -> None:
    made = {**create(), "app": [[]]}
    for _ in range(DEEPEST - 3):
        made["app"] = [made["app"]]
    made["more"] = "x" * (LARGEST_MUTATION - len(json.dumps({**made, "more": ""})))
    assert outcomes(await post(tablet, made)) == ["applied"]
    longer, deeper = ({**made, **create()}, {**made, **create(), "app": [made["app"]]})
    longer["more"] += "x"
    assert outcomes(await post(tablet, longer, deeper)) == ["rejected", "rejected"]


async def test_nine_hundred_mutations_of_two_thousand_brackets_are_refused_one_by_one(tablet: Device) -> None:
    brackets = b"[" * 2000 + b"]" * 2000
    body = b'{"limit": 0, "mutations": [%s]}' % b",".join([*[brackets] * 900, json.dumps(create()).encode()])
    results = answered(await tablet.post(body))["results"]
    assert outcomes(results) == ["rejected"] * 900 + ["applied"]
    assert [result["replayed"] for result in results[:900]] == [False] + [True] * 899


async def test_a_body_of_brackets_is_no_exchange(tablet: Device) -> None:
    for body, status in (
        (b"[" * 2**22 + b"]" * 2**22, 400),
        (b"[" * 2**23, 400),
        (b'{"mutations": [%s]}' % b",".join([b"{}"] * 1001), 413),
        (b'{"mutations": [], "more": [%s]}' % b",".join([b"[]"] * 1_000_001), 413),
    ):
        response = await tablet.post(gzip.compress(body), Content_Encoding="gzip")
        assert response.status_code == status, response.text


async def test_what_is_not_read_of_a_body_must_still_be_json(tablet: Device) -> None:
    deep = b"[" * 100 + b"]" * 100
    for bad in (b"\0", b"x", b"}", b'"'):
        response = await tablet.post(b'{"mutations": [%s%s]}' % (bad, deep))
        refused(response, 400, "invalid_json")


async def test_a_large_mutation_is_kept_compressed_and_served_whole(tablet: Device) -> None:
    operation, sent = tablet.operation, large()
    middle = create(count=0, note="y" * SHOWN_BYTES)
    await post(tablet, sent, middle, create(count=0))
    first, second, third = await operation.items("/v1/quarantine")
    for row, mutation in ((first, sent), (second, middle)):
        assert row["mutation"] is None
        assert row["mutation_beginning"][:SHOWN_BYTES] == row["mutation_beginning"]
        assert row["mutation_bytes"] == pytest.approx(len(json.dumps(mutation)), rel=0.05)
        whole = await operation.get(row["mutation_at"])
        assert (whole["mutation"], whole["mutation_beginning"], whole["mutation_at"]) == (mutation, None, None)
        assert whole["mutation_bytes"] == row["mutation_bytes"]
    assert (third["mutation"]["set"]["count"], third["mutation_at"]) == (0, None)
    ((packed,),) = await operation.service.sql("SELECT max(length(packed)) FROM oversized")
    assert packed < LARGE / 100
    ((longest,),) = await operation.service.sql("SELECT max(length(content)) FROM log")
    assert longest < LARGEST_MUTATION
    fixed = {**sent, "set": {**sent["set"], "note": "wet"}}
    assert (await operation.release(first["id"], fixed)).status_code == 200
    assert (await operation.find(sent["find_id"]))["note"] == "wet"
    assert await found_by_verify(operation) == []


async def test_a_page_of_the_quarantine_has_a_bound_in_bytes(tablet: Device) -> None:
    operation = tablet.operation
    sent = [create(count=0, note="é" * 1500) for _ in range(700)]
    await post(tablet, *sent)
    page = await operation.call("GET", "/v1/quarantine", limit=1000)
    assert len(page.content) < 4_000_000
    assert 1 < len(page.json()["items"]) < 700
    rows = await operation.items("/v1/quarantine", limit=1000)
    assert [row["mutation_id"] for row in rows] == [mutation["id"] for mutation in sent]


async def test_of_very_many_errors_the_first_are_told(tablet: Device) -> None:
    for part in ("set", "was"):
        mutation = {**edit(new_id(), count=(1, 2)), part: {f"field_{n}": n for n in range(5000)}}
        (result,) = await tablet.push(mutation)
        assert result["problem"]["errors"][0]["code"] == "too_many"
    (result,) = await tablet.push(create(photos=[None] * 150))
    assert len(result["problem"]["errors"]) <= 51


async def test_beyond_its_allowance_a_tablet_is_told_which_mutations_are_refused_and_nothing_is_stored(
    tablet: Device,
) -> None:
    operation, other = tablet.operation, await tablet.operation.enrol("T2", "other")
    for _ in range(ALLOWANCE // LARGE):
        assert outcomes(await post(tablet, large())) == ["rejected"]
    seq, good = await operation.log_seq(), create()
    sent = [good, edit(good["find_id"], count=(12, 13)), large(), {**good, "set": {}}, edit(new_id(), count=(1, 2))]
    response = await tablet.exchange(sent, limit=0)
    problem = refused(response, 429, "too_much_refused")
    assert [error["field"] for error in problem["errors"]] == ["mutations.2", "mutations.3", "mutations.4"]
    assert 0 < int(response.headers["retry-after"]) <= 86_400
    assert await operation.log_seq() == seq
    assert outcomes(await post(tablet, *sent[:2])) == ["applied", "applied"]
    assert outcomes(await post(other, large())) == ["rejected"], "another tablet has an allowance of its own"
    devices = {device["name"]: device for device in await operation.items("/v1/devices")}
    assert devices["tablet"]["refused_too_much_at"] is not None
    assert ALLOWANCE - LARGE < devices["tablet"]["refused_bytes_today"] <= ALLOWANCE
    assert devices["other"]["refused_too_much_at"] is None
    assert await found_by_verify(operation) == []


async def test_what_was_refused_before_is_answered_again_beyond_the_allowance(tablet: Device) -> None:
    sent = [large() for _ in range(ALLOWANCE // LARGE)]
    for mutation in sent:
        await post(tablet, mutation)
    refused(await tablet.exchange([large()]), 429, "too_much_refused")
    (result,) = await post(tablet, sent[0])
    assert (result["outcome"], result["replayed"]) == ("rejected", True)


@pytest.mark.parametrize(
    ("change", "table"),
    [
        ("UPDATE oversized SET size = size + 1", "oversized"),
        ("UPDATE oversized SET beginning = 'x'", "oversized"),
        ("UPDATE oversized SET packed = '\\x00'", "oversized"),
        ("DELETE FROM oversized", "oversized"),
        ("UPDATE refused_bytes SET bytes = bytes - 1", "refused_bytes"),
        ("DELETE FROM refused_bytes", "refused_bytes"),
    ],
)
async def test_verify_names_what_was_changed_of_refused_mutations(tablet: Device, change: str, table: str) -> None:
    await post(tablet, large(LARGEST_MUTATION))
    await tablet.operation.service.sql(change)
    assert table in await found_by_verify(tablet.operation)
