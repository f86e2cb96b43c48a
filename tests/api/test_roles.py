"""Who may do what: every route is tried with every role, and with tokens that are worth nothing."""

from __future__ import annotations

from typing import Any

import httpx
from litestar.routes import HTTPRoute

from api.app import create_app
from api.auth import ANYONE, DEVICE, MEMBER
from api.settings import Settings
from tests.service import Json, Operation, Service, answered, create, edit, new_id, refused

ROLES = ("device", "viewer", "reviewer", "admin")


def routes() -> dict[tuple[str, str], frozenset[str]]:
    """Method and path of what the application serves, and who may; tests/files/test_odk_answers.py has /odk."""
    served: dict[tuple[str, str], frozenset[str]] = {}
    for route in create_app(Settings()).routes:
        if isinstance(route, HTTPRoute) and not route.path.startswith("/odk"):
            for method, (handler, _) in route.route_handler_map.items():
                if method != "OPTIONS":
                    served[method, route.path_format] = handler.opt["roles"]
    return served


ROUTES = routes()
WITH_PASSWORD = {
    (method, path)
    for method, path in ROUTES
    if path.startswith("/ogc") or path in ("/v1/editions/{number}", "/v1/exports/finds")
}
"""Routes that take a token as the password of HTTP Basic too."""


async def tokens_of_roles(operation: Operation) -> dict[str, str]:
    """A new token of each role."""
    tokens = {role: (await operation.staff(role, f"a {role}")).token for role in ROLES[1:]}
    return {**tokens, "device": (await operation.enrol()).token}


async def asked(service: Service, method: str, path: str, token: str | None) -> httpx.Response:
    """A request about things that there are not, whose body says nothing: it can only fail."""
    given = {} if token is None else {"Authorization": f"Bearer {token}"}
    place = "/".join(new_id() if part.startswith("{") else part for part in path.split("/"))
    place += "?seconds=0" if path == "/v1/events" else ""  # else it would go on for ever
    body: dict[str, Any] = {} if method in ("GET", "HEAD") else {"json": {}}
    return await service.client.request(method, place, headers=given, **body)


def refused_as(method: str, response: httpx.Response, status: int, code: str) -> Json | None:
    """The problem of an answer that must be this refusal; an answer to HEAD has its headers only."""
    if method != "HEAD":
        return refused(response, status, code)
    assert (response.status_code, response.content) == (status, b"")
    assert response.headers["content-type"] == "application/problem+json"
    return None


async def test_every_route_lets_in_the_roles_that_it_names_and_nobody_else(operation: Operation) -> None:
    tokens = await tokens_of_roles(operation)
    for (method, path), roles in ROUTES.items():
        for role in ROLES:
            response = await asked(operation.service, method, path, tokens[role])
            if role in roles or roles is ANYONE:
                assert response.status_code not in (401, 403, 500), (method, path, role)
            else:
                problem = refused_as(method, response, 403, "forbidden")
                if problem is None:
                    continue
                assert f"role {role} may not" in problem["detail"]
                assert ", ".join(sorted(roles)) in problem["detail"]


async def test_every_route_but_the_open_ones_wants_a_token(operation: Operation) -> None:
    for (method, path), roles in ROUTES.items():
        response = await asked(operation.service, method, path, None)
        if roles is ANYONE:
            assert response.status_code not in (401, 403, 500), (method, path)
        else:
            refused_as(method, response, 401, "unauthenticated")
            scheme = "Basic" if (method, path) in WITH_PASSWORD else "Bearer"
            assert response.headers["www-authenticate"].startswith(scheme), (method, path)


async def test_no_route_takes_a_token_that_was_revoked_has_expired_or_was_never_given(operation: Operation) -> None:
    worthless = {role: list[str]() for role in ROLES}
    for role, token in (await tokens_of_roles(operation)).items():
        worthless[role].append(token)
        worthless[role].append(token[:-1] + ("A" if token[-1] != "A" else "B"))
    await operation.service.sql("UPDATE token SET revoked_at = created_at WHERE prefix <> :p", p=operation.token[:-37])
    for role, token in (await tokens_of_roles(await operation.service.operation("kalbajar-2022"))).items():
        worthless[role].append(token.replace("kalbajar-2022", "lachin-2022"))
        worthless[role].append(token)
    await operation.service.sql("UPDATE token SET expires_at = created_at WHERE operation = 'kalbajar-2022'")
    for (method, path), roles in ROUTES.items():
        for token in [token for role in roles - {"anyone"} for token in worthless[role]]:
            refused_as(method, await asked(operation.service, method, path, token), 401, "unauthenticated")


async def test_a_request_with_no_usable_bearer_token_is_refused(operation: Operation) -> None:
    for sent in (
        b"",
        b"Bearer",
        b"Bearer ",
        b"Basic dXNlcjpwYXNz",
        b"Bearer mt-admin.lachin-2022.",
        b"Bearer \xff.\xff",
    ):
        answer = await operation.service.client.get("/v1/finds", headers={b"Authorization": sent})
        refused(answer, 401, "unauthenticated")


def test_only_reading_is_open_to_a_viewer_and_to_a_device_only_what_it_works_with() -> None:
    assert {method for (method, _), roles in ROUTES.items() if "viewer" in roles} == {"GET", "HEAD"}
    assert {path for (_, path), roles in ROUTES.items() if roles is DEVICE} == {
        "/v1/sync",
        "/v1/recovery/witness",
        "/v1/photos/{sha256}",
    }
    assert {path for (_, path), roles in ROUTES.items() if roles is MEMBER} == {
        "/v1/types",
        "/v1/types/{key}",
        "/v1/areas",
    }
    open_to_all = {path for (_, path), roles in ROUTES.items() if roles is ANYONE}
    assert {path for path in open_to_all if path.startswith("/v1/")} == {"/v1/enrol", "/v1/openapi.json"}
    assert {path for path in open_to_all if not path.startswith("/v1/")} == {
        "/",
        "/docs",
        "/docs/{name}",
        "/health",
        "/ready",
        "/metrics",
        "/.well-known/minetally-keys",
    }


async def test_what_another_operation_holds_is_not_there_for_this_one(service: Service, operation: Operation) -> None:
    tablet, other_tablet = await operation.enrol(), await operation.enrol("T2")
    made = create(lot="A")
    find_id = made["find_id"]
    await tablet.push(made, "nonsense")
    await other_tablet.push(edit(find_id, lot=("A", "B")))
    await tablet.push(edit(find_id, lot=("A", "C")))
    (conflict,) = await operation.items("/v1/conflicts")
    (kept,) = await operation.items("/v1/quarantine")
    square = {"type": "Polygon", "coordinates": [[[46, 39], [47, 39], [47, 40], [46, 39]]]}
    area = answered(
        await operation.call("POST", "/v1/areas", {"kind": "district", "name": "Lachin", "geometry": square}), 201
    )
    token = (await operation.items("/v1/tokens"))[0]
    hook = answered(await operation.call("POST", "/v1/webhooks", {"url": "https://example.org/"}), 201)["id"]

    stranger = await service.operation("kalbajar-2022")
    strange_tablet = await stranger.enrol()
    for path in ("finds", "conflicts", "quarantine", "duplicates", "areas", "webhooks"):
        assert await stranger.items(f"/v1/{path}") == []
    assert [one["id"] for one in await stranger.items("/v1/devices")] == [strange_tablet.id]
    assert len(await stranger.items("/v1/tokens")) == 2
    edited = {"id": new_id(), "set": {"count": 1}}
    resolved = {"id": new_id(), "value": "B"}
    for method, path, body in [
        ("GET", f"finds/{find_id}", None),
        ("GET", f"finds/{find_id}/history", None),
        ("PATCH", f"finds/{find_id}", edited),
        ("GET", f"conflicts/{conflict['id']}", None),
        ("POST", f"conflicts/{conflict['id']}/resolution", resolved),
        ("GET", f"quarantine/{kept['id']}", None),
        ("POST", f"quarantine/{kept['id']}/release", {"mutation": create()}),
        ("POST", f"quarantine/{kept['id']}/dismissal", {"reason": "not ours"}),
        ("DELETE", f"areas/{area['id']}", None),
        ("POST", f"devices/{tablet.id}/retirement", None),
        ("DELETE", f"tokens/{token['id']}", None),
        ("GET", f"webhooks/{hook}/deliveries", None),
        ("POST", f"webhooks/{hook}/secret", None),
        ("POST", f"webhooks/{hook}/replay", {"from_seq": 1}),
        ("DELETE", f"webhooks/{hook}", None),
    ]:
        refused(await stranger.call(method, f"/v1/{path}", body, headers={"If-Match": '"1"'}), 404, "not_found")


async def test_a_tablet_gets_and_edits_finds_of_its_own_operation_only(service: Service, operation: Operation) -> None:
    tablet = await operation.enrol()
    made = create()
    await tablet.push(made)
    stranger = await (await service.operation("kalbajar-2022")).enrol()
    assert await stranger.pull() == {}
    (result,) = await stranger.push(edit(made["find_id"], count=(12, 14)))
    assert result["problem"]["code"] == "unknown_find"
    (result,) = await stranger.push(create(made["find_id"], count=3))
    assert (result["outcome"], result["seq"]) == ("applied", 2)
    assert (await operation.find(made["find_id"]))["count"] == 12
    assert (await stranger.operation.find(made["find_id"]))["count"] == 3


async def test_a_cursor_of_another_operation_is_not_taken(service: Service, operation: Operation) -> None:
    tablet = await operation.enrol()
    await tablet.pull()
    stranger = await (await service.operation("kalbajar-2022")).enrol()
    stranger.cursor = tablet.cursor
    refused(await stranger.exchange([create()]), 409, "resync_required")
    assert await stranger.operation.finds() == {}
