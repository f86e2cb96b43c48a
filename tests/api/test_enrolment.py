"""Enrolment: a code makes one device, once; a device can be taken out of service again."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx

from tests.service import Operation, answered, create, new_id, refused


async def code_for(operation: Operation, team: str = "Team 1", device: str = "tablet 3") -> dict[str, Any]:
    made: dict[str, Any] = answered(
        await operation.call("POST", "/v1/enrolments", {"team": team, "device": device}), 201
    )
    return made


async def used(operation: Operation, code: str) -> httpx.Response:
    """What a tablet gets for a code: it has no token yet."""
    return await operation.service.client.post("/v1/enrol", json={"code": code})


async def test_a_code_makes_a_device_of_its_team(operation: Operation) -> None:
    made = answered(await used(operation, (await code_for(operation))["code"]), 201)
    told = {name: made[name] for name in ("operation", "timezone", "team", "device")}
    assert told == {
        "operation": "lachin-2022",
        "timezone": "Asia/Baku",
        "team": "Team 1",
        "device": "tablet 3",
    }
    (device,) = await operation.items("/v1/devices")
    assert (device["id"], device["team"], device["name"]) == (made["device_id"], "Team 1", "tablet 3")
    assert device["retired_at"] is None


async def test_a_code_works_once(operation: Operation) -> None:
    code = (await code_for(operation))["code"]
    answered(await used(operation, code), 201)
    refused(await used(operation, code), 401, "enrolment_code_refused")
    assert len(await operation.items("/v1/devices")) == 1


async def test_a_code_that_many_use_at_the_same_moment_makes_one_device(operation: Operation) -> None:
    code = (await code_for(operation))["code"]
    answers = await asyncio.gather(*(used(operation, code) for _ in range(5)))
    assert sorted(answer.status_code for answer in answers) == [201, 401, 401, 401, 401]
    assert len(await operation.items("/v1/devices")) == 1


async def test_a_code_expires_after_a_week(operation: Operation) -> None:
    made = await code_for(operation)
    lasts = datetime.fromisoformat(made["expires_at"]) - datetime.now(UTC)
    assert timedelta(days=7) - timedelta(minutes=10) < lasts <= timedelta(days=7)
    await operation.service.sql("UPDATE enrolment SET expires_at = created_at")
    refused(await used(operation, made["code"]), 401, "enrolment_code_refused")
    assert await operation.items("/v1/devices") == []


async def test_a_code_may_be_typed_in_lower_case_and_with_spaces_around_it(operation: Operation) -> None:
    code = (await code_for(operation))["code"]
    answered(await used(operation, f" {code.lower()} "), 201)


async def test_a_code_that_nobody_made_or_another_operation_made_is_refused(operation: Operation) -> None:
    other = await operation.service.operation("kalbajar-2022")
    secret = (await code_for(other))["code"].rpartition(".")[2]
    for code in ("nonsense", "lachin-2022.", f"lachin-2022.{secret}", secret, "."):
        problem = refused(await used(operation, code), 401, "enrolment_code_refused")
        assert "Ask for a new one" in problem["detail"]
    refused(await used(operation, ""), 422, "invalid_value")
    answered(await used(operation, f"kalbajar-2022.{secret}"), 201)


async def test_the_uri_for_a_qr_code_says_where_the_server_is_and_the_code(operation: Operation) -> None:
    made = await code_for(operation)
    uri = urlsplit(made["uri"])
    assert (uri.scheme, uri.netloc) == ("minetally", "enrol")
    assert parse_qs(uri.query) == {"server": ["http://minetally.test"], "code": [made["code"]]}


async def test_devices_of_one_team_make_it_once(operation: Operation) -> None:
    for team in ("Team 2", "Team 1", "Team 2"):
        await operation.enrol(team)
    assert [team["name"] for team in await operation.items("/v1/teams")] == ["Team 1", "Team 2"]


async def test_teams_and_devices_have_names(operation: Operation) -> None:
    for body in ({"team": "", "device": "x"}, {"team": "T1", "device": " "}, {"team": "a\0", "device": "x"}, {}):
        refused(await operation.call("POST", "/v1/enrolments", body), 422, "invalid_value")


async def test_a_retired_device_can_do_nothing_more_and_its_finds_stay(operation: Operation) -> None:
    retired, other = await operation.enrol("T1", "old"), await operation.enrol("T1", "new")
    made = create()
    await retired.push(made)
    answered(await operation.call("POST", f"/v1/devices/{retired.id}/retirement"), 204)
    refused(await retired.exchange([create()]), 401, "unauthenticated")
    assert list(await other.pull()) == [made["find_id"]]
    assert (await operation.week())["total"] == 12
    (token,) = [one for one in await operation.items("/v1/tokens") if one["device_id"] == retired.id]
    assert token["revoked_at"] is not None
    devices = {device["id"]: device["retired_at"] for device in await operation.items("/v1/devices")}
    assert devices[other.id] is None
    assert devices[retired.id] is not None


async def test_a_device_stays_retired_since_it_was_retired_first(operation: Operation) -> None:
    tablet = await operation.enrol()
    answered(await operation.call("POST", f"/v1/devices/{tablet.id}/retirement"), 204)
    (first,) = await operation.items("/v1/devices")
    answered(await operation.call("POST", f"/v1/devices/{tablet.id.upper()}/retirement"), 204)
    assert await operation.items("/v1/devices") == [first]
    refused(await operation.call("POST", f"/v1/devices/{new_id()}/retirement"), 404, "not_found")


async def test_mutations_of_a_retired_device_are_replays_when_another_brings_them(operation: Operation) -> None:
    lost, other = await operation.enrol(), await operation.enrol()
    made = create()
    (first,) = await lost.push(made)
    answered(await operation.call("POST", f"/v1/devices/{lost.id}/retirement"), 204)
    assert await other.push(made) == [{**first, "replayed": True}]
