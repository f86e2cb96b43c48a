"""Old clients are told that what they use goes away: in every answer, and in the document."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated

import httpx
import pytest
from litestar import get
from litestar.params import QueryParameter

import api.app
import tests.service
from api.app import create_app
from api.auth import VIEWER
from api.deprecation import Deprecation
from api.openapi.document import document_of
from api.settings import Settings
from models.answers.server import Health
from tests.databases import Databases
from tests.service import Operation, answered, refused

ROUTE = Deprecation(date(2026, 12, 1), date(2027, 12, 1), "Read /v1/finds.")
PARAMETER = Deprecation(date(2026, 6, 1), date(2027, 3, 1), "Send type.")
LINK = '</docs>; rel="deprecation"; type="text/html"'
OF_ROUTE = ("@1796083200", "Wed, 01 Dec 2027 00:00:00 GMT", LINK)
OF_PARAMETER = ("@1780272000", "Mon, 01 Mar 2027 00:00:00 GMT", LINK)

Marking = Annotated[str | None, QueryParameter(name="marking", description="Only of this marking.")]


@get("/v1/old", roles=VIEWER, operation_id="old", summary="Old", tags=["Server"], answer=Health, deprecation=ROUTE)
async def old() -> dict[str, str]:
    """What there was before."""
    return {"status": "ok", "version": "0.1.0"}


@get(
    "/v1/mixed",
    roles=VIEWER,
    operation_id="mixed",
    summary="Mixed",
    tags=["Server"],
    answer=Health,
    parameter_deprecations={"marking": PARAMETER},
)
async def mixed(marking: Marking = None) -> dict[str, str]:
    """With a parameter of before."""
    return {"status": "ok", "version": "0.1.0"}


@pytest.fixture(autouse=True)
def with_old_routes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api.app, "ROUTES", [*api.app.ROUTES, old, mixed])
    monkeypatch.setattr(tests.service, "IDLE", [])  # no application without them, and none with them for others


@pytest.fixture
def database_url(databases: Databases) -> Iterator[str]:
    """One kind is enough: nothing is stored."""
    url = databases.create("sqlite")
    yield url
    databases.drop(url)


def told(headers: httpx.Headers) -> tuple[str | None, ...]:
    return tuple(headers.get(name) for name in ("Deprecation", "Sunset", "Link"))


async def test_every_answer_of_a_deprecated_route_says_since_when_and_until_when(operation: Operation) -> None:
    response = await operation.call("GET", "/v1/old")
    answered(response)
    assert told(response.headers) == OF_ROUTE
    for refusal, status, code in (
        (await operation.call("GET", "/v1/old", nonsense=1), 400, "invalid_request"),
        (await operation.service.client.get("/v1/old"), 401, "unauthenticated"),
    ):
        refused(refusal, status, code)
        assert told(refusal.headers) == OF_ROUTE


async def test_only_a_request_with_a_deprecated_parameter_is_told_of_it(operation: Operation) -> None:
    assert told((await operation.call("GET", "/v1/mixed", marking="PMN")).headers) == OF_PARAMETER
    assert told((await operation.call("GET", "/v1/mixed")).headers) == (None, None, None)
    assert told((await operation.call("GET", "/v1/finds", type="PMN")).headers) == (None, None, None)
    assert told((await operation.call("GET", "/v1/nowhere")).headers) == (None, None, None)


def test_the_document_says_what_is_deprecated_and_what_to_use() -> None:
    paths = document_of(create_app(Settings()))["paths"]
    says = paths["/v1/old"]["get"]
    assert says["deprecated"] is True
    assert "Deprecated since 2026-12-01, served until 2027-12-01. Read /v1/finds." in says["description"]
    assert says["responses"]["200"]["headers"].keys() == {"Deprecation", "Sunset", "Link"}
    (parameter,) = paths["/v1/mixed"]["get"]["parameters"]
    assert parameter["deprecated"] is True
    assert parameter["description"].endswith("Deprecated since 2026-06-01, served until 2027-03-01. Send type.")
    assert "deprecated" not in paths["/v1/mixed"]["get"]
    assert "deprecated" not in paths["/v1/finds"]["get"]
