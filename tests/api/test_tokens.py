"""Tokens: told once, stored as their SHA-256, ended at once."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from datetime import UTC, datetime, timedelta
from typing import Any

import structlog
from sqlmodel import SQLModel

import models.tables as tables
from tests.service import Operation, Service, answered, create, refused


async def everything_stored(service: Service) -> str:
    """Every row of every table, as text."""
    assert tables.Token.__tablename__ in SQLModel.metadata.tables
    return "\n".join(
        [str(await service.sql(f'SELECT * FROM "{name}" ORDER BY 1')) for name in SQLModel.metadata.tables]
    )


async def issued(operation: Operation, role: str = "viewer", person: str = "Officer 1", **more: Any) -> dict[str, Any]:
    made: dict[str, Any] = answered(
        await operation.call("POST", "/v1/tokens", {"role": role, "person": person, **more}), 201
    )
    return made


async def token_row(operation: Operation, id: str) -> dict[str, Any]:
    return next(row for row in await operation.items("/v1/tokens") if row["id"] == id)


async def test_of_tokens_and_enrolment_codes_only_the_sha256_is_stored(operation: Operation) -> None:
    staff = await operation.staff("reviewer", "Officer 1")
    code = answered(await operation.call("POST", "/v1/enrolments", {"team": "T1", "device": "tablet"}), 201)["code"]
    tablet = await operation.enrol()
    await tablet.push(create())
    await staff.get("/v1/finds")
    stored = await everything_stored(operation.service)
    for told in (operation.token, staff.token, tablet.token, code):
        secret = told.rpartition(".")[2]
        assert secret not in stored
        assert hashlib.sha256(told.encode()).hexdigest() in stored


async def test_a_token_holds_256_random_bits_and_begins_with_a_prefix_that_people_can_read(
    operation: Operation,
) -> None:
    made = await issued(operation)
    start, secret = f"mt-viewer.{operation.name}.", made["token"].rpartition(".")[2]
    assert made["token"] == start + secret
    assert len(secret) == 43  # 256 bits, six in a character
    assert made["prefix"] == start + secret[:6]
    assert (await issued(operation))["token"] != made["token"]


async def test_the_listing_says_whose_tokens_there_are_and_never_what_they_are(operation: Operation) -> None:
    made = await issued(operation, "reviewer", "Officer 1")
    tablet = await operation.enrol()
    rows = await operation.items("/v1/tokens")
    assert [(row["role"], row["person"], row["device_id"]) for row in rows] == [
        ("admin", "administrator", None),
        ("reviewer", "Officer 1", None),
        ("device", None, tablet.id),
    ]
    assert all(
        row.keys()
        == {
            "id",
            "prefix",
            "role",
            "device_id",
            "person",
            "created_at",
            "expires_at",
            "revoked_at",
            "unconfirmed_since",
            "last_seen_at",
        }
        for row in rows
    )
    assert rows[1]["id"] == made["id"]


async def test_a_token_works_for_the_days_that_were_asked_for_and_no_longer(operation: Operation) -> None:
    made = await issued(operation, days=2)
    lasts = datetime.fromisoformat(made["expires_at"]) - datetime.now(UTC)
    assert timedelta(days=2) - timedelta(minutes=10) < lasts <= timedelta(days=2)
    await operation.service.sql("UPDATE token SET expires_at = created_at WHERE id = :id", id=made["id"])
    held = Operation(operation.service, operation.name, made["token"])
    refused(await held.call("GET", "/v1/finds"), 401, "unauthenticated")


async def test_a_revoked_token_ends_at_once_also_when_it_was_used_a_moment_before(operation: Operation) -> None:
    made = await issued(operation)
    held = Operation(operation.service, operation.name, made["token"])
    other = await operation.staff("viewer", "Officer 2")
    await held.get("/v1/finds")
    answered(await operation.call("DELETE", f"/v1/tokens/{made['id']}"), 204)
    refused(await held.call("GET", "/v1/finds"), 401, "unauthenticated")
    await other.get("/v1/finds")


async def test_a_token_stays_revoked_since_it_was_revoked_first(operation: Operation) -> None:
    made = await issued(operation)
    assert (await token_row(operation, made["id"]))["revoked_at"] is None
    answered(await operation.call("DELETE", f"/v1/tokens/{made['id']}"), 204)
    first = (await token_row(operation, made["id"]))["revoked_at"]
    answered(await operation.call("DELETE", f"/v1/tokens/{made['id'].upper()}"), 204)
    assert (await token_row(operation, made["id"]))["revoked_at"] == first
    refused(await operation.call("DELETE", "/v1/tokens/nonsense"), 404, "not_found")


async def test_the_listing_says_when_a_token_was_seen_last(operation: Operation) -> None:
    made = await issued(operation)
    assert (await token_row(operation, made["id"]))["last_seen_at"] is None
    await Operation(operation.service, operation.name, made["token"]).get("/v1/types")
    row = await token_row(operation, made["id"])
    assert row["created_at"] < row["last_seen_at"] <= datetime.now(UTC).isoformat()


async def test_a_device_is_seen_when_it_exchanges_and_not_when_it_only_reads(operation: Operation) -> None:
    tablet = await operation.enrol()
    reading = Operation(operation.service, operation.name, tablet.token)
    await reading.get("/v1/types")
    (device,) = await operation.items("/v1/devices")
    assert device["last_seen_at"] is None
    await tablet.pull()
    (device,) = await operation.items("/v1/devices")
    assert device["last_seen_at"] is not None
    seen = (await operation.items("/v1/tokens"))[-1]["last_seen_at"]
    assert seen >= device["last_seen_at"]


BAD_TOKENS: list[tuple[dict[str, Any], str]] = [
    ({"role": "device", "person": "Officer 1"}, "role"),
    ({"role": "viewer"}, "person"),
    ({"role": "viewer", "person": " "}, "person"),
    ({"role": "viewer", "person": "Officer 1", "days": 0}, "days"),
    ({"role": "viewer", "person": "Officer 1", "days": "7"}, "days"),
    ({"role": "viewer", "person": "Officer 1", "day": 7}, "day"),
]


async def test_a_token_that_cannot_be_made_is_refused_with_the_field_at_fault(operation: Operation) -> None:
    for body, field in BAD_TOKENS:
        problem = refused(await operation.call("POST", "/v1/tokens", body), 422, "invalid_value")
        assert [error["field"] for error in problem["errors"]] == [field]
    assert len(await operation.items("/v1/tokens")) == 1


async def test_a_refusal_says_what_became_of_the_token_and_the_log_says_whose_it_was(
    operation: Operation,
) -> None:
    service, made = operation.service, await issued(operation)
    answered(await operation.call("DELETE", f"/v1/tokens/{made['id']}"), 204)

    async def why(**headers: str) -> str:
        answer = await service.client.get("/v1/finds", headers={name.title(): text for name, text in headers.items()})
        return str(refused(answer, 401, "unauthenticated")["detail"])

    with structlog.testing.capture_logs() as logged:
        assert "no Authorization header" in await why()
        assert "a proxy on the way strips it" in await why()
        assert "not of the form Bearer" in await why(authorization="Token x")
        assert "unknown to this server" in await why(authorization=f"Bearer mt-viewer.{operation.name}.{'x' * 43}")
        assert "was revoked on 20" in await why(authorization=f"Bearer {made['token']}")
    lines = [one for one in logged if one["event"] == "request refused"]
    assert len(lines) == 5
    assert (lines[-1]["token_id"], lines[-1]["operation"]) == (made["id"], operation.name)
    assert made["token"].rpartition(".")[2] not in str(logged)


async def test_a_tablet_that_is_retired_is_told_so_and_named_in_the_log(operation: Operation) -> None:
    tablet = await operation.enrol("Team 1")
    answered(await operation.call("POST", f"/v1/devices/{tablet.id}/retirement"), 204)
    with structlog.testing.capture_logs() as logged:
        answer = await operation.service.client.get("/v1/finds", headers={"Authorization": f"Bearer {tablet.token}"})
    said = refused(answer, 401, "unauthenticated")["detail"]
    assert "was revoked on" in said
    assert "Enrol the tablet again" in said
    assert [one["device_id"] for one in logged if one["event"] == "request refused"] == [tablet.id]


async def test_a_password_without_a_user_name_is_told_how(operation: Operation) -> None:
    for given in ("token", "token:"):
        headers = {"Authorization": "Basic " + b64encode(given.encode()).decode()}
        answer = await operation.service.client.get("/v1/editions/1", headers=headers)
        assert "any user name, and the token as the password" in refused(answer, 401, "unauthenticated")["detail"]


async def test_every_answer_says_that_it_is_not_to_be_looked_into(operation: Operation) -> None:
    client = operation.service.client
    for path in ("/v1/finds", "/nowhere", "/health", "/docs", "/v1/reports/weekly?week=2022-W33&format=csv"):
        answer = await client.get(path, headers={"Authorization": f"Bearer {operation.token}"})
        assert answer.headers.get_list("x-content-type-options") == ["nosniff"], path
