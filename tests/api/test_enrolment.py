"""Enrolment: a code makes one device, once; a device can be taken out of service again."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from secrets import token_urlsafe
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from tests.service import Device, Json, Operation, answered, create, new_id, place, refused


async def code_for(operation: Operation, team: str = "Team 1", device: str = "tablet 3") -> dict[str, Any]:
    made: dict[str, Any] = answered(
        await operation.call("POST", "/v1/enrolments", {"team": team, "device": device}), 201
    )
    return made


async def used(operation: Operation, code: str, secret: str | None = None) -> httpx.Response:
    """What a tablet gets for a code, and for a secret that it made: it has no token yet."""
    given = {"code": code} if secret is None else {"code": code, "secret": secret}
    return await operation.service.client.post("/v1/enrol", json=given)


async def code_in_place_of(operation: Operation, device_id: str) -> str:
    """A code for a device that exists."""
    made = answered(await operation.call("POST", "/v1/enrolments", {"device_id": device_id}), 201)
    return str(made["code"])


async def silent(operation: Operation) -> list[str]:
    """The devices that the report misses."""
    return [one["device_id"] for one in (await operation.week())["devices"]["silent"]]


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


# A secret of the tablet's own


async def test_a_tablet_that_lost_the_answer_gets_it_again_with_its_own_secret(operation: Operation) -> None:
    code, secret = (await code_for(operation))["code"], token_urlsafe(32)
    first = answered(await used(operation, code, secret), 201)
    assert first["token"] == f"mt-device.lachin-2022.{secret}"
    assert answered(await used(operation, f" {code.lower()}", secret), 201) == first
    tablet = Device(operation, first["device_id"], "Team 1", "tablet 3", first["token"])
    await tablet.push(create())
    assert answered(await used(operation, code, secret), 201) == first, "also after it has exchanged"
    assert len(await operation.items("/v1/devices")) == 1
    assert await silent(operation) == []
    stored = [await operation.service.sql(f"SELECT * FROM {table}") for table in ("token", "enrolment")]
    assert secret not in str(stored), "only its hash is stored"


async def test_a_code_that_was_used_with_another_secret_or_with_none_is_refused(operation: Operation) -> None:
    for first in (token_urlsafe(32), None):
        code = (await code_for(operation))["code"]
        answered(await used(operation, code, first), 201)
        for second in (token_urlsafe(32), None):
            problem = refused(await used(operation, code, second), 401, "enrolment_code_refused")
            assert "was used already, by a tablet with another secret" in problem["detail"]


async def test_a_code_that_one_tablet_sends_many_times_at_once_makes_one_device(operation: Operation) -> None:
    code, secret = (await code_for(operation))["code"], token_urlsafe(32)
    answers = await asyncio.gather(*(used(operation, code, secret) for _ in range(5)))
    assert len({str(answered(answer, 201)) for answer in answers}) == 1
    assert len(await operation.items("/v1/devices")) == 1


async def test_a_code_that_two_tablets_use_at_once_makes_the_device_of_one(operation: Operation) -> None:
    for _ in range(5):
        code = (await code_for(operation))["code"]
        answers = await asyncio.gather(*(used(operation, code, token_urlsafe(32)) for _ in range(2)))
        assert sorted(answer.status_code for answer in answers) == [201, 401]
    assert len(await operation.items("/v1/devices")) == 5


async def test_an_answer_is_given_again_until_the_code_expires_or_the_token_ends(operation: Operation) -> None:
    code, secret = (await code_for(operation))["code"], token_urlsafe(32)
    made = answered(await used(operation, code, secret), 201)
    answered(await operation.call("POST", f"/v1/devices/{made['device_id']}/retirement"), 204)
    problem = refused(await used(operation, code, secret), 401, "enrolment_code_refused")
    assert "its token has ended" in problem["detail"]
    await operation.service.sql("UPDATE enrolment SET expires_at = created_at")
    assert "has expired" in refused(await used(operation, code, secret), 401, "enrolment_code_refused")["detail"]


@pytest.mark.parametrize("secret", ["", "a" * 42, "a" * 44, "a" * 42 + ".", "a" * 42 + "\u00e9", 7])
async def test_a_secret_is_256_bits_in_base64url(operation: Operation, secret: Any) -> None:
    problem = refused(await used(operation, (await code_for(operation))["code"], secret), 422, "invalid_value")
    assert [error["field"] for error in problem["errors"]] == ["secret"]
    assert await operation.items("/v1/devices") == []


async def test_a_secret_is_for_one_code(operation: Operation) -> None:
    secret = token_urlsafe(32)
    answered(await used(operation, (await code_for(operation))["code"], secret), 201)
    other = (await code_for(operation))["code"]
    problem = refused(await used(operation, other, secret), 422, "invalid_value")
    assert problem["errors"][0]["field"] == "secret"
    answered(await used(operation, other, token_urlsafe(32)), 201)


# In place of a tablet


async def test_a_code_for_a_device_ends_the_token_before_it_when_it_is_used(operation: Operation) -> None:
    old = await operation.enrol("T1", "lost")
    made = create()
    await old.push(made)
    code = await code_in_place_of(operation, old.id.upper())
    await old.push(create(position=place(1)))
    told = answered(await used(operation, code, token_urlsafe(32)), 201)
    assert (told["device_id"], told["team"], told["device"]) == (old.id, "T1", "lost")
    refused(await old.exchange(), 401, "unauthenticated")
    new = Device(operation, old.id, "T1", "lost", told["token"])
    assert len(await new.pull()) == 2
    (device,) = await operation.items("/v1/devices")
    assert (device["id"], device["state"], device["replaced_at"] is not None) == (old.id, "enrolled", True)
    assert await silent(operation) == [], "there is no ghost"
    ended = [one["revoked_at"] is not None for one in await operation.items("/v1/tokens") if one["device_id"] == old.id]
    assert sorted(ended) == [False, True]


async def test_a_code_is_for_a_new_device_or_for_one_that_is_in_service(operation: Operation) -> None:
    retired = await operation.enrol()
    answered(await operation.call("POST", f"/v1/devices/{retired.id}/retirement"), 204)
    wrong: list[tuple[Json, str]] = [
        ({"device_id": retired.id}, "device_id"),
        ({"device_id": retired.id, "team": "T1"}, "team"),
        ({"device_id": "nothing"}, "device_id"),
        ({"team": "T1"}, "device"),
        ({}, "team"),
    ]
    for body, field in wrong:
        problem = refused(await operation.call("POST", "/v1/enrolments", body), 422, "invalid_value")
        assert problem["errors"][0]["field"] == field
        assert problem["errors"][0]["remedy"]
    refused(await operation.call("POST", "/v1/enrolments", {"device_id": new_id()}), 404, "not_found")


async def test_a_device_that_is_retired_beside_its_enrolment_stays_retired_and_has_no_token(
    operation: Operation,
) -> None:
    for n in range(6):
        tablet = await operation.enrol("T1", f"tablet {n}")
        code = await code_in_place_of(operation, tablet.id)
        retirement, enrolment = await asyncio.gather(
            operation.call("POST", f"/v1/devices/{tablet.id}/retirement"), used(operation, code, token_urlsafe(32))
        )
        answered(retirement, 204)
        if enrolment.status_code != 201:
            refused(enrolment, 401, "enrolment_code_refused")
    devices = await operation.items("/v1/devices")
    assert {device["state"] for device in devices} == {"retired"}
    tokens = [one for one in await operation.items("/v1/tokens") if one["device_id"]]
    assert len(tokens) >= 6
    assert all(token["revoked_at"] for token in tokens)
    assert await silent(operation) == []
    assert await operation.items("/v1/enrolments") == []


# Codes that wait


async def test_codes_that_nobody_has_used_are_listed_and_can_be_withdrawn(operation: Operation) -> None:
    tablet = await operation.enrol("T1", "old")
    new, spare = await code_for(operation), await code_for(operation, "Team 2", "spare")
    for_old = answered(await operation.call("POST", "/v1/enrolments", {"device_id": tablet.id}), 201)
    names = ("id", "device_id", "team", "device")
    assert [tuple(one[name] for name in names) for one in await operation.items("/v1/enrolments")] == [
        (new["id"], None, "Team 1", "tablet 3"),
        (spare["id"], None, "Team 2", "spare"),
        (for_old["id"], tablet.id, "T1", "old"),
    ]
    answered(await used(operation, new["code"]), 201)
    for _ in range(2):
        answered(await operation.call("DELETE", f"/v1/enrolments/{spare['id'].upper()}"), 204)
    problem = refused(await used(operation, spare["code"], token_urlsafe(32)), 401, "enrolment_code_refused")
    assert "was withdrawn" in problem["detail"]
    assert [one["id"] for one in await operation.items("/v1/enrolments")] == [for_old["id"]]
    problem = refused(await operation.call("DELETE", f"/v1/enrolments/{new['id']}"), 409, "already_decided")
    assert "retire its device" in problem["detail"]
    refused(await operation.call("DELETE", f"/v1/enrolments/{new_id()}"), 404, "not_found")
    await operation.service.sql("UPDATE enrolment SET expires_at = created_at")
    assert await operation.items("/v1/enrolments") == []


async def test_a_code_that_is_withdrawn_while_it_is_used_is_one_or_the_other(operation: Operation) -> None:
    for n in range(6):
        made = await code_for(operation, device=f"tablet {n}")
        withdrawal, enrolment = await asyncio.gather(
            operation.call("DELETE", f"/v1/enrolments/{made['id']}"), used(operation, made["code"], token_urlsafe(32))
        )
        assert (withdrawal.status_code, enrolment.status_code) in ((204, 401), (409, 201))


# Codes and devices


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
    (key,) = parse_qs(uri.query).pop("server_key")
    assert parse_qs(uri.query) == {
        "server": ["http://minetally.test"],
        "code": [made["code"]],
        "server_key": [answered(await operation.service.client.get("/.well-known/minetally-keys"))["fingerprint"]],
    }
    assert len(key) == 32
    address = urlsplit(made["address"])
    assert address.geturl().startswith("http://minetally.test/tablet/#"), "no server sees what stands after the #"
    assert parse_qs(address.fragment) == {"code": [made["code"]], "server_key": [key]}


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
