"""Tablets and their codes on the command line."""

from __future__ import annotations

from tests.service import Operation, answered, new_id, refused
from tests.shell import Shell


async def test_a_forked_tablet_is_seen_replaced_and_retired(operation: Operation) -> None:
    shell = Shell(operation.service.database_url)
    assert "There is no tablet yet" in shell.said("devices")
    tablet = await operation.enrol("T1", "Tablet 1")
    await tablet.push(exchange={"id": new_id(), "after": None})
    assert "forked" not in shell.said("devices")
    await tablet.push(exchange={"id": new_id(), "after": new_id()})
    said = shell.said("devices")
    assert "forked 20" in said
    assert "several tablets use one token" in said
    made = shell.json("enrol", "--device-id", tablet.id)
    assert f"device {tablet.id[:8]}" in shell.said("devices", "codes")
    answered(await operation.service.client.post("/v1/enrol", json={"code": made["code"]}), 201)
    assert "enrolled, tablet replaced" in shell.said("devices")
    assert shell.json("devices")["items"][0]["state"] == "enrolled"
    assert "It is retired" in shell.said("devices", "retire", tablet.id[:8])
    assert "retired" in shell.said("devices")


async def test_a_code_that_nobody_has_used_is_listed_and_withdrawn(operation: Operation) -> None:
    shell = Shell(operation.service.database_url)
    assert "There is no code" in shell.said("devices", "codes")
    made = shell.json("enrol", "--team", "T1", "--device", "Tablet 1")
    (listed,) = shell.json("devices", "codes")["items"]
    assert (listed["id"], listed["device"], listed["device_id"]) == (made["id"], "Tablet 1", None)
    assert "It is withdrawn" in shell.said("devices", "withdraw", made["id"][:8])
    assert shell.json("devices", "codes")["items"] == []
    response = await operation.service.client.post("/v1/enrol", json={"code": made["code"]})
    assert "was withdrawn" in refused(response, 401, "enrolment_code_refused")["detail"]
