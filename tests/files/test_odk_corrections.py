"""Corrections of forms that were refused or have not come: nothing that a tablet says is lost, nothing counts twice."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

from models.submission import read_submission
from sync.database.database import Connection, Database
from sync.files.forms import Form, insert_form
from sync.merge.find_state import Author
from sync.verify.verify import verify
from tests.collect import CORRECTED, JPEG, LETTER, PHOTOS, WGS84, Collect, as_new, find_id, instance_id, words
from tests.service import Json, Operation, answered, in_process


async def sent(collect: Collect, xml: bytes, status: int = 201, files: dict[str, bytes] | None = None) -> str:
    """What the tablet shows for a form, which must be answered so."""
    answer = (await collect.send(xml, files))[-1]
    assert answer.status_code == status, answer.text
    return words(answer)


def corrected(xml: bytes, **values: str) -> bytes:
    """The form that Edit in Collect makes of a form."""
    return as_new(xml, deprecatedID=instance_id(xml), **values)


async def quarantine(operation: Operation) -> list[tuple[str, str]]:
    """State and code of everything in it."""
    return [(one["state"], one["problem"]["code"]) for one in await operation.items("/v1/quarantine")]


async def fits_together(operation: Operation) -> None:
    async with Database(operation.service.database_url) as database:
        assert (await database.read(verify, operation.name)).findings == []


# What was refused


async def test_a_refused_form_that_is_corrected_makes_its_find_with_all_that_it_says(operation: Operation) -> None:
    collect = Collect(await operation.enrol())
    bad = as_new(LETTER, x="8635076", y="4401180", note="by the well")
    await sent(collect, bad, 202)
    assert await sent(collect, corrected(bad, x="4401180", y="8635076")) == "Saved: 991 of 3-001M, 2022-08-15."
    find = await operation.find(find_id(bad))
    assert (find["count"], find["note"], find["position"]["x"]) == (991, "by the well", 4401180)
    assert (await operation.week())["total"] == 991
    assert await quarantine(operation) == [("released", "invalid_mutation")]
    await fits_together(operation)


async def test_a_correction_that_is_refused_too_stands_in_the_quarantine_in_place_of_the_first(
    operation: Operation,
) -> None:
    collect = Collect(await operation.enrol())
    bad = as_new(LETTER, count="12,0")
    worse = corrected(bad, note="twelve", found_on="15.08.2022")
    await sent(collect, bad, 202)
    await sent(collect, worse, 202)
    assert await quarantine(operation) == [("dismissed", "invalid_mutation"), ("waiting", "invalid_mutation")]
    await sent(collect, corrected(worse, count="12", found_on="2022-08-15"))
    find = await operation.find(find_id(bad))
    assert (find["count"], find["note"]) == (12, "twelve")
    assert await quarantine(operation) == [("dismissed", "invalid_mutation"), ("released", "invalid_mutation")]
    await fits_together(operation)


async def test_a_correction_of_a_form_that_staff_fixed_and_released_is_an_edit(operation: Operation) -> None:
    collect = Collect(await operation.enrol())
    bad = as_new(LETTER, count="12,0")
    await sent(collect, bad, 202)
    (kept,) = await operation.items("/v1/quarantine")
    fixed = {**kept["mutation"], "set": {**kept["mutation"]["set"], "count": 12}}
    answered(await operation.release(kept["id"], fixed))
    await sent(collect, corrected(bad, count="12", note="counted again"))
    find = await operation.find(find_id(bad))
    assert (find["count"], find["note"], find["conflicts"]) == (12, "counted again", [])
    await sent(collect, corrected(bad, count="13"))
    assert await operation.table(find_id(bad)) == {"count": [12, 13]}
    await fits_together(operation)


async def test_what_a_refused_correction_said_beside_its_mistake_comes_with_the_next_one(operation: Operation) -> None:
    collect = Collect(await operation.enrol())
    await sent(collect, LETTER)
    slip = corrected(LETTER, count="12,0", note="behind the wall")
    await sent(collect, slip, 202)
    await sent(collect, corrected(slip, count="12"))
    find = await operation.find(find_id(LETTER))
    assert (find["count"], find["note"], find["conflicts"]) == (12, "behind the wall", [])
    assert await quarantine(operation) == [("released", "invalid_mutation")]
    await fits_together(operation)


async def test_photos_of_a_refused_form_come_to_the_find_of_its_correction_but_for_those_taken_away(
    operation: Operation,
) -> None:
    collect, one, two = Collect(await operation.enrol()), JPEG + b"one", JPEG + b"two"
    bad = as_new(WGS84, count="many")
    await sent(collect, bad, 202, {PHOTOS[0]: one})
    await sent(collect, bad, 202, {PHOTOS[1]: two})
    await sent(collect, corrected(bad, count="3", photo_2=""), files={PHOTOS[0]: one})
    find = await operation.find(find_id(bad))
    form = (await operation.items("/v1/submissions"))[0]
    assert find["photos"] == [form["files"][0]["sha256"]]
    assert {state for state, _ in await quarantine(operation)} == {"released", "dismissed"}
    await fits_together(operation)


# What has not come


async def waiting(operation: Operation) -> list[Json]:
    return await operation.items("/v1/quarantine", state="waiting")


async def test_a_correction_that_waits_is_seen_in_the_quarantine_until_its_form_comes(operation: Operation) -> None:
    collect = Collect(await operation.enrol())
    await sent(collect, CORRECTED, 202)
    (one,) = await waiting(operation)
    assert (one["problem"]["code"], one["mutation"]["set"]["count"]) == ("unknown_form", 992)
    assert instance_id(LETTER) in one["problem"]["detail"]
    assert (await operation.week())["quarantine"] == {"waiting": 1}
    seq = await operation.log_seq()
    await sent(collect, LETTER)
    assert (await operation.week())["quarantine"] == {"waiting": 0}
    assert (await operation.week(as_of=str(seq)))["quarantine"] == {"waiting": 1}
    assert await quarantine(operation) == [("released", "unknown_form")]
    assert (await operation.find(find_id(LETTER)))["count"] == 992
    await fits_together(operation)


async def test_a_correction_whose_form_is_lost_makes_the_find_when_staff_release_it(operation: Operation) -> None:
    collect = Collect(await operation.enrol())
    await sent(collect, CORRECTED, 202)
    (one,) = await waiting(operation)
    answered(await operation.release(one["id"], one["mutation"]))
    assert (await operation.week())["total"] == 992
    await sent(collect, LETTER)
    find = await operation.find(find_id(LETTER))
    assert (len(await operation.finds()), find["count"]) == (1, 992)
    await fits_together(operation)


async def test_a_correction_that_staff_dismissed_is_not_stored_when_its_form_comes(operation: Operation) -> None:
    collect = Collect(await operation.enrol())
    await sent(collect, CORRECTED, 202)
    (one,) = await waiting(operation)
    reason = {"reason": "a training form"}
    answered(await operation.call("POST", f"/v1/quarantine/{one['id']}/dismissal", reason))
    await sent(collect, LETTER)
    assert (await operation.find(find_id(LETTER)))["count"] == 991
    await fits_together(operation)


async def test_a_correction_that_waited_and_changes_nothing_waits_no_more(operation: Operation) -> None:
    collect = Collect(await operation.enrol())
    await sent(collect, corrected(LETTER), 202)
    seq = await operation.log_seq()
    await sent(collect, LETTER)
    assert await quarantine(operation) == [("dismissed", "unknown_form")]
    waited = [(await operation.week(as_of=str(n)))["quarantine"]["waiting"] for n in (0, seq, seq + 2)]
    assert waited == [0, 1, 0]
    assert (await operation.find(find_id(LETTER)))["version"] == 1
    await fits_together(operation)


async def test_a_form_that_corrects_itself_or_closes_a_ring_is_refused(operation: Operation) -> None:
    collect = Collect(await operation.enrol())
    itself = corrected(LETTER)
    itself = itself.replace(instance_id(LETTER).encode(), instance_id(itself).encode())
    assert "corrects itself" in await sent(collect, itself, 400)
    one, third = as_new(LETTER), as_new(LETTER)
    other = corrected(one)
    last = as_new(corrected(other))
    ring = one.replace(
        b"</instanceID>", b"</instanceID><deprecatedID>" + instance_id(last).encode() + b"</deprecatedID>"
    )
    for xml in (other, last):
        await sent(collect, xml, 202)
    assert "a form that corrects it" in await sent(collect, ring, 400)
    await sent(collect, third)
    assert len(await operation.items("/v1/submissions")) == 3


async def test_a_form_that_an_older_version_let_wait_is_put_into_the_quarantine_at_the_start(
    operation: Operation,
) -> None:
    tablet, url = await operation.enrol(), operation.service.database_url
    seen = (await operation.items("/v1/devices"))[0]["last_seen_at"]
    came = datetime.now(UTC) - timedelta(days=90)
    waits = Form(read_submission(corrected(LETTER, count="992")), Author(tablet.id, tablet.team), came, {})

    def as_version_0_1_0(connection: Connection) -> None:
        insert_form(connection, operation.name, waits)

    async with Database(url) as database:
        await database.write_transaction(as_version_0_1_0)
    for _ in range(2):
        async with in_process(url) as service:
            again = Operation(service, operation.name, operation.token)
            for _ in range(400):
                if shown := await waiting(again):
                    break
                await asyncio.sleep(0.05)
            assert [one["problem"]["code"] for one in shown] == ["unknown_form"]
            assert (await again.items("/v1/devices"))[0]["last_seen_at"] == seen
    await sent(Collect(tablet), LETTER)
    assert (await operation.find(find_id(LETTER)))["count"] == 992
    assert await quarantine(operation) == [("released", "unknown_form")]
    await fits_together(operation)
