"""What tablets bring back with a valid receipt is proven, everything else is a claim, and nothing is refused for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

import pytest

from api.keys import read_keys
from models.mutation import stored_instant
from models.problem import Refused
from models.receipt import RECEIPT, leaf_of, line_of, mutation_sha256, path_of, receipt_of
from models.shapes import Json
from models.signing import SigningKey
from sync.database.database import Database
from sync.exchange.committer import Committer, Job
from sync.exchange.keys import entered_before, entering, proving, rows_of
from sync.log.chain import entries_of
from tests.databases import keys_of
from tests.seasons import back_up, check_log, first_epoch, restored
from tests.service import Device, Operation, answered, create, edit, place, refused

R = TypeVar("R")
FIRST, SECOND, THIRD = (SigningKey(bytes([n]) * 32) for n in (1, 2, 3))


def own_key(operation: Operation) -> SigningKey:
    return read_keys(Path(keys_of(operation.service.database_url))).signing


async def run(operation: Operation, job: Job[R]) -> R:
    async with Database(operation.service.database_url) as database:
        return await Committer(database).run(operation.name, job)


async def lost(operation: Operation, tablet: Device, *mutations: Json, key: SigningKey | None = None) -> Any:
    """The first answers to mutations of a history that was lost, and their receipt with the lines of all."""
    await restored(operation)
    (epoch,) = await first_epoch(operation)
    first = {
        one["id"]: {"epoch": epoch, "seq": n, "received_at": f"2022-08-16T06:0{n}:00.000000Z", "clock_offset_s": 0}
        for n, one in enumerate(mutations, 1)
    }
    lines = [
        line_of(
            mutation_sha256(one),
            {**first[one["id"]], "id": one["id"], "outcome": "applied", "place": {"epoch": epoch, "seq": n}},
        )
        for n, one in enumerate(mutations, 1)
    ]
    head = {"seq": len(lines), "hash": "ab" * 32}
    receipt = receipt_of(operation.name, epoch, tablet.id, head, lines, key or own_key(operation))
    paths = [path_of(n, [leaf_of(line) for line in lines]) for n in range(len(lines))]
    shown = {line["id"]: {"index": at.index, "path": [*at.path]} for line, at in zip(lines, paths, strict=True)}
    return first, {**receipt, "lines": shown}


async def claims(operation: Operation) -> list[int | None]:
    """Of each entry of a tablet, in their order, whether its place is only a claim."""
    statement = "SELECT claimed FROM log WHERE operation = :name AND device_id IS NOT NULL ORDER BY seq"
    return [row[0] for row in await operation.service.sql(statement, name=operation.name)]


async def test_a_receipt_makes_the_place_and_the_time_of_each_mutation_proven(operation: Operation) -> None:
    tablet, find = await operation.enrol(), create()
    both = (find, edit(find["find_id"], count=(12, 14)), create(position=place(3)))
    first, receipt = await lost(operation, tablet, *both)
    results = await tablet.push(*both, answered=first, receipts=[receipt])
    assert await claims(operation) == [0, 0, 0]
    assert [one["place"] for one in results] == [
        {"epoch": first[one["id"]]["epoch"], "seq": first[one["id"]]["seq"]} for one in both
    ]
    await check_log(operation)


async def test_without_its_receipt_a_place_is_a_claim(operation: Operation) -> None:
    tablet, one, other = await operation.enrol(), create(), create(position=place(3))
    first, receipt = await lost(operation, tablet, one, other)
    del receipt["lines"][other["id"]]
    await tablet.push(one, other, answered=first, receipts=[receipt])
    assert await claims(operation) == [0, 1]


async def test_an_edit_that_waited_for_its_find_keeps_its_proof(operation: Operation) -> None:
    tablet, find = await operation.enrol(), create()
    said = edit(find["find_id"], count=(12, 14))
    first, receipt = await lost(operation, tablet, find, said)
    (waits,) = await tablet.push(said, answered=first, receipts=[receipt])
    assert waits["outcome"] == "rejected"
    await tablet.push(find, answered=first, receipts=[receipt])
    assert await claims(operation) == [0, 0, 0]
    assert (await operation.find(find["find_id"]))["count"] == 14


def another(receipt: Json, **signed: Any) -> Json:
    return {**receipt, "signed": {**receipt["signed"], **signed}}


@pytest.mark.parametrize("kind", ["changed", "foreign", "moved", "time", "nothing"])
async def test_a_receipt_that_does_not_show_it_loses_nothing(operation: Operation, kind: str) -> None:
    tablet, find = await operation.enrol(), create()
    first, receipt = await lost(operation, tablet, find, key=FIRST if kind == "foreign" else None)
    sent: list[Any] = [receipt]
    if kind == "changed":
        sent = [another(receipt, device_id="someone"), another(receipt, size=2), {**receipt, "signature": "AAAA"}]
    elif kind == "moved":
        first[find["id"]]["seq"] += 1
    elif kind == "time":
        first[find["id"]]["received_at"] = "2022-08-16T00:00:00.000000Z"
    else:
        sent = [None, 5, {}, {"signed": {}, "lines": {}}, {"signed": {"key": []}, "signature": 1, "lines": {"x": 1}}]
    (result,) = await tablet.push(find, answered=first, receipts=sent)
    assert result["outcome"] == "applied"
    assert await claims(operation) == [1]


async def test_a_receipt_of_another_operation_shows_nothing(operation: Operation) -> None:
    tablet, find = await operation.enrol(), create()
    first, receipt = await lost(operation, tablet, find)
    signed = {**receipt["signed"], "operation": "agdam"}
    sent = {**receipt, "signed": signed, "signature": own_key(operation).sign(RECEIPT, signed)}
    await tablet.push(find, answered=first, receipts=[sent])
    assert await claims(operation) == [1]


async def test_what_a_stolen_key_signed_is_a_claim(operation: Operation) -> None:
    tablet, find, before = await operation.enrol(), create(), create(position=place(3))
    first, receipt = await lost(operation, tablet, before, find)
    await tablet.push(before, answered=first, receipts=[receipt])
    own = receipt["signed"]["key"]
    row = await run(operation, entering(SECOND.public, datetime.now(UTC), revokes=(own,)))
    assert row.seq == 1_000_002
    await tablet.push(find, answered=first, receipts=[receipt])
    assert await claims(operation) == [0, 1]
    await check_log(operation)


async def test_receipts_that_are_no_list_or_too_many_are_named(operation: Operation) -> None:
    tablet = await operation.enrol()
    values: list[Any] = [{}, "x", [None] * 1001]
    for value in values:
        answer = refused(await tablet.exchange([create()], receipts=value), 400, "invalid_request")
        assert answer["errors"][0]["field"] == "receipts"


async def test_the_first_key_is_known_before_the_first_receipt_and_each_later_one_is_an_entry(
    operation: Operation,
) -> None:
    service, tablet = operation.service, await operation.enrol()
    assert answered(await service.client.get("/.well-known/minetally-keys"))["keys"] == []
    answer = answered(await tablet.exchange([create()]))
    assert answer["results"][0]["seq"] == 1, "the first key takes no number"
    own, now = own_key(operation).public, datetime.now(UTC)
    assert answer["receipt"]["signed"]["key"] == own
    shown = answered(await service.client.get("/.well-known/minetally-keys"))
    assert (shown["key"], [one["key"] for one in shown["keys"]]) == (own, [own])
    after = await run(operation, entering(SECOND.public, now + timedelta(hours=1), by=own_key(operation)))
    again = await run(operation, entering(SECOND.public, now + timedelta(hours=2)))
    assert after == again, "a key that is known changes nothing"
    await run(operation, entering(THIRD.public, now + timedelta(hours=3), revokes=(SECOND.public,)))
    listed = answered(await service.client.get("/.well-known/minetally-keys"))["keys"]
    assert [one["key"] for one in listed] == [own, SECOND.public, THIRD.public]
    assert [one["signed_by"] for one in listed] == [None, own, None]
    assert [one["revoked_at"] is not None for one in listed] == [False, True, False]
    assert listed[0]["until"] == listed[1]["from"]
    async with Database(service.database_url) as database:
        assert [row.seq for row in await database.read(rows_of, operation.name)] == [0, 2, 3]
        assert await database.read(proving, operation.name, {FIRST.public}) == {own, THIRD.public, FIRST.public}
    await check_log(operation)


async def test_every_key_is_listed_once_however_many_operations_know_it(operation: Operation) -> None:
    service, now = operation.service, datetime.now(UTC)
    signed = entering(SECOND.public, now + timedelta(hours=9), by=FIRST)
    stolen = entering(THIRD.public, now + timedelta(hours=10), revokes=(FIRST.public,))
    for n, one in enumerate([operation, *[await service.operation(f"agdam-{n}") for n in range(3)]]):
        for job in (entering(FIRST.public, now + timedelta(hours=n)), signed, *([stolen] if n == 2 else [])):
            await run(one, job)
    listed = answered(await service.client.get("/.well-known/minetally-keys"))["keys"]
    assert [one["key"] for one in listed] == [FIRST.public, SECOND.public, THIRD.public]
    assert listed[0]["from"] == stored_instant(now), "since the first operation knew it"
    assert [one["signed_by"] for one in listed] == [None, FIRST.public, None]
    assert [one["revoked_at"] is not None for one in listed] == [True, False, False], "stolen in one is stolen"


async def test_a_key_that_was_stolen_stays_so_when_a_lost_entry_comes_again(operation: Operation) -> None:
    await run(operation, entering(FIRST.public, datetime.now(UTC)))
    before = await back_up(operation)
    row = await run(operation, entering(SECOND.public, datetime.now(UTC), revokes=(FIRST.public,)))
    async with Database(operation.service.database_url) as database:
        (page,) = await database.read(lambda connection: [*entries_of(connection, operation.name)])
    await restored(operation, copy=before)
    again = await run(operation, entered_before(page[-1]))
    assert again == row._replace(seq=1_000_001)
    async with Database(operation.service.database_url) as database:
        assert await database.read(proving, operation.name, ()) == {SECOND.public}
    await check_log(operation)


async def test_a_key_with_a_signature_of_another_is_refused(operation: Operation) -> None:
    job = entering(SECOND.public, datetime.now(UTC), by=FIRST)
    with pytest.raises(Refused, match="is not that of"):
        await run(operation, replace(job, signed_by=THIRD.public))
