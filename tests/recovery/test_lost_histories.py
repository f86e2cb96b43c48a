"""What is missing of a lost history, by the places of what has come back; and what tablets and reports say of it."""

from __future__ import annotations

import csv
import io
from typing import Any

from tests.recovery.test_witnesses import burn, close, one_find, seen, whole
from tests.service import Device, Json, Operation, answered, create, edit, new_id, outcomes, refused


def told(mutation: Json, epoch: str, seq: int) -> dict[str, Json]:
    """What a tablet says of a mutation that a lost history had answered."""
    return {mutation["id"]: {"epoch": epoch, "seq": seq}}


async def exchanged(tablet: Device) -> Any:
    return answered(await tablet.exchange())["recovery"]


async def publish(operation: Operation, **body: Any) -> Any:
    given = {"id": new_id(), "from": "2022-08-15", "to": "2022-08-22", **body}
    return await operation.call("POST", "/v1/editions", given)


async def test_each_exchange_is_told_of_the_restores_also_when_the_recovery_is_closed(operation: Operation) -> None:
    tablet = await operation.enrol()
    find = await one_find(operation, tablet)
    assert await exchanged(tablet) is None
    lost = await burn(operation)
    (restore,) = (await operation.get("/v1/recovery"))["restores"]
    said = {"epoch": restore["epoch"], "from_epoch": lost, "from_seq": find["seq"]}
    tablet.cursor = None
    assert await exchanged(tablet) == {"state": "open", "restores": [said]}
    answered(await close(operation))
    assert await exchanged(tablet) == await exchanged(tablet) == {"state": "closed", "restores": [said]}
    await burn(operation, minutes=5)
    recovery = await exchanged(tablet)
    assert (recovery["state"], recovery["restores"][0], len(recovery["restores"])) == ("open", said, 2)


async def test_what_is_missing_is_named_by_number_until_it_comes_back(operation: Operation) -> None:
    tablet, other = await operation.enrol("T1", "seven"), await operation.enrol("T2", "eight")
    find = await one_find(operation, tablet)
    lost, first = await burn(operation), find["seq"]
    known = await operation.get("/v1/recovery")
    assert (known["missing"], known["returned"]) == ({"count": 0, "ranges": []}, 0)
    counted = [edit(find["id"], count=(12 + n, 13 + n)) for n in range(2)]
    await tablet.push(counted[0], answered=told(counted[0], lost, first + 3))
    known = await operation.get("/v1/recovery")
    assert (known["last_known_seq"], known["returned"], known["claimed"]) == (first, 1, 1)
    assert known["missing"] == {"count": 0, "ranges": []}
    answered(await other.witness(lost, [seen(find, first + 6, count=40)]))
    known = await operation.get("/v1/recovery")
    assert known["missing"] == {"count": 5, "ranges": [[first + 1, first + 2], [first + 4, first + 6]]}
    await tablet.push(counted[1], answered=told(counted[1], lost, first + 5))
    known = await operation.get("/v1/recovery")
    ranges = [[first + 1, first + 2], [first + 4, first + 4], [first + 6, first + 6]]
    assert known["missing"] == {"count": 4, "ranges": ranges}
    assert {one["device"]: (one["state"], one["returned"]) for one in known["tablets"]} == {
        "seven": ("back", 2),
        "eight": ("away", 0),
    }
    assert (await operation.enrol("T2", "nine")).id not in {one["device_id"] for one in known["tablets"]}
    assert len((await operation.get("/v1/recovery"))["tablets"]) == 2
    assert answered(await close(operation))["left"]["missing"] == known["missing"]
    await whole(operation)


async def test_a_false_number_is_believed_for_the_order_and_nothing_is_missing_for_it(operation: Operation) -> None:
    tablet = await operation.enrol("T1", "seven")
    find = await one_find(operation, tablet)
    lost, first = await burn(operation), find["seq"]
    claimed, last = edit(find["id"], count=(12, 13)), edit(find["id"], count=(13, 14))
    problem = refused(await tablet.exchange([claimed], answered=told(claimed, lost, 2**31)), 400, "invalid_request")
    assert problem["errors"][0]["field"] == f"answered.{claimed['id']}.seq"
    assert outcomes(await tablet.push(claimed, answered=told(claimed, lost, 2**31 - 1))) == ["applied"]
    answered(await tablet.witness(lost, [seen(find, 2**31 - 1)]))
    known = await operation.get("/v1/recovery")
    assert (known["last_known_seq"], known["returned"], known["claimed"]) == (first, 1, 1)
    assert (await operation.week())["lost"] == []
    answered(await tablet.witness(lost, [seen(find, first + 2)]))
    assert (await operation.get("/v1/recovery"))["missing"] == {"count": 2, "ranges": [[first + 1, first + 2]]}
    await tablet.push(last, answered=told(last, lost, first + 2))
    assert (await operation.get("/v1/recovery"))["missing"] == {"count": 1, "ranges": [[first + 1, first + 1]]}
    await whole(operation)


async def test_reports_say_what_is_missing_and_publishing_needs_a_reason_while_a_recovery_is_open(
    operation: Operation,
) -> None:
    tablet, other = await operation.enrol("T1", "seven"), await operation.enrol("T2", "eight")
    find = await one_find(operation, tablet)
    before = await operation.week()
    assert (before["recovery"], before["lost"]) == (None, [])
    lost, first = await burn(operation), find["seq"]
    answered(await tablet.witness(lost, [seen(find, first + 2, count=40)]))
    await other.push(create())
    week = await operation.week()
    assert week["recovery"] == {"state": "open", "missing": 2, "differing": 1, "tablets_away": 1}
    assert week["lost"] == [{"epoch": lost, "missing": 2}]
    then = await operation.week(as_of=str(before["as_of"]["seq"]))
    assert (then["recovery"], then["lost"]) == (None, [])
    problem = refused(await publish(operation), 409, "conditions_not_met")
    assert [one["condition"] for one in problem["conditions"]] == ["recovery_open"]
    edition = answered(await publish(operation, anyway="The minister waits."), 201)
    assert [one["condition"] for one in edition["unmet"]] == ["recovery_open"]
    as_published = await operation.week(as_of=str(edition["stands_on"]["seq"]))
    assert as_published["recovery"] == edition["report"]["recovery"]
    answered(await close(operation))
    edition = answered(await publish(operation), 201)
    assert (edition["report"]["recovery"], edition["report"]["lost"]) == (None, [{"epoch": lost, "missing": 2}])


async def test_the_files_of_a_report_print_an_open_recovery_and_what_is_lost(operation: Operation) -> None:
    tablet = await operation.enrol("T1", "seven")
    find = await one_find(operation, tablet)
    lost = await burn(operation)
    answered(await tablet.witness(lost, [seen(find, find["seq"] + 1, count=40)]))
    asked: dict[str, Any] = {"from": "2022-08-15", "to": "2022-08-22", "format": "csv"}
    answer = await operation.call("GET", "/v1/reports/weekly", **asked)
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[0]["lost"] == "1 log entry of a lost history is missing"
    assert rows[0]["recovery"] == (
        "the server was restored, and its recovery is open: 1 entry is missing, 1 find stands otherwise than a tablet"
        " had seen, 1 tablet is not back"
    )
