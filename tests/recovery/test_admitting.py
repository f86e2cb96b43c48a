"""After a restore without a journal everybody waits, keeps everything, and comes in when an administrator says so."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from models.chance import draw
from sync.backup.restore import Asked, go_on_here
from sync.database.database import Database
from sync.recovery.confirming import UNCONFIRMED
from tests.recovery.test_witnesses import one_find
from tests.service import Operation, answered, create, new_id, outcomes, place, refused


@pytest.fixture(autouse=True)
def nobody_is_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """The server of these tests runs on; one that is restored starts anew, and remembers no token."""
    monkeypatch.setattr("api.auth.REMEMBERED_S", 0.0)


async def lose(operation: Operation, minutes: int = 0) -> Operation:
    """The operation goes on from what it has, and no journal tells what was after it: its new administrator."""
    asked = Asked("Operator", "the disk burnt", datetime.now(UTC) + timedelta(minutes=minutes), draw())
    async with Database(operation.service.database_url) as database:
        made = await go_on_here(database, None, asked)
    return Operation(operation.service, operation.name, made.tokens[operation.name])


async def admit(operation: Operation, **named: Any) -> Any:
    return await operation.call("POST", "/v1/recovery/admit", named)


async def waits(who: Operation) -> None:
    problem = refused(await who.call("GET", "/v1/recovery"), 401, "awaiting_confirmation")
    assert "An administrator must confirm this token" in problem["detail"]
    assert "Keep everything" in problem["detail"]


async def state_of(operation: Operation, device_id: str) -> str:
    tablets = (await operation.get("/v1/recovery"))["tablets"]
    (state,) = [one["state"] for one in tablets if one["device_id"] == device_id]
    return str(state)


async def test_everybody_waits_until_an_administrator_has_confirmed_them(operation: Operation) -> None:
    tablet, other, viewer = (
        await operation.enrol(),
        await operation.enrol("T2"),
        await operation.staff("viewer", "Reader"),
    )
    await one_find(operation, tablet)
    admin = await lose(operation)
    for one in (operation, viewer):
        await waits(one)
    refused(await tablet.exchange([create(position=place(2))]), 401, "awaiting_confirmation")
    known = await admin.get("/v1/recovery")
    assert (known["state"], known["journal"]) == ("open", False)
    assert {one["device_id"]: one["state"] for one in known["tablets"]} == {tablet.id: "to_admit", other.id: "to_admit"}
    tokens = {one["person"]: one["id"] for one in known["to_confirm"]["tokens"]}
    assert (sorted(tokens), known["to_confirm"]["webhooks"]) == (["Reader", "administrator"], [])
    assert {one["id"] for one in await admin.items("/v1/tokens") if one["unconfirmed_since"]} > {*tokens.values()}

    named = {"devices": [tablet.id], "tokens": [tokens["Reader"]], "webhooks": []}
    assert answered(await admit(admin, **named)) == named
    assert outcomes(await tablet.push(create(position=place(2)))) == ["applied"]
    await viewer.get("/v1/recovery")
    await waits(operation)
    refused(await other.exchange(), 401, "awaiting_confirmation")
    known = await admin.get("/v1/recovery")
    assert {one["device_id"]: one["state"] for one in known["tablets"]} == {tablet.id: "back", other.id: "to_admit"}
    assert [one["person"] for one in known["to_confirm"]["tokens"]] == ["administrator"]

    assert answered(await admit(admin, **named)) == named, "the same again"
    answered(await admit(admin, tokens=[tokens["administrator"]]))
    answered(await admit(operation, devices=[other.id]))
    assert outcomes(await other.push(create(position=place(5)))) == ["applied"]
    assert (await operation.get("/v1/recovery"))["to_confirm"]["tokens"] == []


async def test_who_was_taken_off_or_is_of_another_operation_is_named_and_nobody_is_admitted(
    operation: Operation,
) -> None:
    shusha = await operation.service.operation("shusha-2022")
    tablet, retired = await operation.enrol(), await operation.enrol("T2")
    revoked = answered(await operation.call("POST", "/v1/tokens", {"role": "viewer", "person": "Reader"}), 201)["id"]
    admin = await lose(operation)
    foreign = (await shusha.call("GET", "/v1/tokens")).status_code
    assert foreign == 401
    answered(await admin.call("POST", f"/v1/devices/{retired.id}/retirement"), 204)
    answered(await admin.call("DELETE", f"/v1/tokens/{revoked}"), 204)
    (theirs, *_) = [
        row[0] for row in await operation.service.sql("SELECT id FROM token WHERE operation = 'shusha-2022'")
    ]
    named = {"devices": [tablet.id, retired.id], "tokens": [revoked, theirs], "webhooks": [new_id()]}
    problem = refused(await admit(admin, **named), 422, "invalid_value")
    told = {one["field"]: one["code"] for one in problem["errors"]}
    assert told == {"devices.1": "ended", "tokens.0": "ended", "tokens.1": "not_found", "webhooks.0": "not_found"}
    assert await state_of(admin, tablet.id) == "to_admit"
    refused(await admit(admin, devices=["seven"]), 422, "invalid_value")
    refused(await admit(admin, tablets=[tablet.id]), 422, "invalid_value")


async def test_a_webhook_waits_too_and_tells_nothing_meanwhile(operation: Operation) -> None:
    body = {"url": "https://receiver.example/hook", "events": ["find.*"]}
    hook = answered(await operation.call("POST", "/v1/webhooks", body), 201)
    off = answered(await operation.call("POST", "/v1/webhooks", body), 201)
    answered(await operation.call("PATCH", f"/v1/webhooks/{off['id']}", {"enabled": False}))
    admin = await lose(operation)
    assert [one["id"] for one in (await admin.get("/v1/recovery"))["to_confirm"]["webhooks"]] == [hook["id"]]
    shown = await admin.get(f"/v1/webhooks/{hook['id']}")
    assert (shown["enabled"], shown["disabled_why"]) == (False, UNCONFIRMED)
    answered(await admit(admin, webhooks=[hook["id"], off["id"]]))
    assert (await admin.get(f"/v1/webhooks/{hook['id']}"))["enabled"]
    assert not (await admin.get(f"/v1/webhooks/{off['id']}"))["enabled"], "staff had disabled it"
    assert (await admin.get("/v1/recovery"))["to_confirm"]["webhooks"] == []


async def test_a_tablet_that_gets_a_code_for_its_device_need_not_wait(operation: Operation) -> None:
    tablet = await operation.enrol()
    await one_find(operation, tablet)
    unused = answered(await operation.call("POST", "/v1/enrolments", {"team": "T1", "device": "nine"}), 201)["code"]
    admin = await lose(operation)
    refused(await operation.call("POST", "/v1/enrol", {"code": unused}), 401, "enrolment_code_refused")
    code = answered(await admin.call("POST", "/v1/enrolments", {"device_id": tablet.id}), 201)["code"]
    made = answered(await admin.call("POST", "/v1/enrol", {"code": code}), 201)
    assert made["device_id"] == tablet.id
    refused(await tablet.exchange(), 401, "unauthenticated")
    assert await state_of(admin, tablet.id) == "away"
    tablet.token = made["token"]
    answered(await tablet.exchange())
    assert await state_of(admin, tablet.id) == "back"


async def test_a_tablet_that_was_enrolled_after_the_backup_is_the_same_device_again(operation: Operation) -> None:
    """The server does not know it: with a new code it says which device it was."""
    known, lost = await operation.enrol(), new_id()
    admin = await lose(operation)

    async def enrolled(**was: str) -> str:
        body = {"team": "T1", "device": "nine"}
        code = answered(await admin.call("POST", "/v1/enrolments", body), 201)["code"]
        asked = {"code": code, "secret": (2 * new_id()).replace("-", "")[:43], **was}
        made = answered(await admin.call("POST", "/v1/enrol", asked), 201)
        assert answered(await admin.call("POST", "/v1/enrol", asked), 201) == made
        return str(made["device_id"])

    assert await enrolled(device_id=lost.upper()) == lost
    assert await enrolled(device_id=lost) not in (lost, known.id), "another tablet is that device"
    assert await enrolled(device_id=known.id) not in (lost, known.id), "its own code makes it that device"
    code = answered(await admin.call("POST", "/v1/enrolments", {"device_id": known.id}), 201)["code"]
    made = answered(await admin.call("POST", "/v1/enrol", {"code": code, "device_id": known.id}), 201)
    assert made["device_id"] == known.id


async def test_after_a_second_restore_all_wait_again_also_who_waited_before(operation: Operation) -> None:
    tablet, other = await operation.enrol(), await operation.enrol("T2")
    first = await lose(operation)
    answered(await admit(first, devices=[tablet.id]))
    second = await lose(operation, minutes=5)
    await waits(first)
    assert {await state_of(second, one.id) for one in (tablet, other)} == {"to_admit"}
    answered(await admit(second, devices=[tablet.id, other.id]))
    for one in (tablet, other):
        one.cursor = None
        answered(await one.exchange())
