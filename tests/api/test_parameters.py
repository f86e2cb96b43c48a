"""A query says what it means, or it is refused: never is a filter left out in silence."""

from __future__ import annotations

from typing import Any

import pytest

from api.app import ROUTES
from tests.service import Operation, answered, create, edit, refused

NO_IDS = ("", "null", "3-001M", "0198b8e2-5a1c-7c3e-9d57")


@pytest.mark.parametrize(
    ("path", "query", "field", "code"),
    [
        ("/v1/finds", "limit=10&limit=20", "limit", "repeated"),
        ("/v1/finds", "team=T1&state=live&team=T2", "team", "repeated"),
        ("/v1/finds", "state=null", "state", "invalid"),
        ("/v1/conflicts", "limit=NULL", "limit", "invalid"),
        ("/v1/editions/1", "revision=null", "revision", "invalid"),
        ("/v1/finds", "tema=T1&tema=T2", "tema", "unknown_parameter"),
    ],
)
async def test_a_parameter_that_could_be_read_otherwise_is_refused_by_its_name(
    operation: Operation, path: str, query: str, field: str, code: str
) -> None:
    problem = refused(await operation.call("GET", f"{path}?{query}"), 400, "invalid_request")
    assert [(error["field"], error["code"]) for error in problem["errors"]] == [(field, code)]


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/v1/conflicts?state=opened", "open, resolved, settled"),
        ("/v1/finds?state=dead", "live, deleted, duplicate"),
        ("/v1/reports/weekly?week=2022-W33&format=doc", "json, csv, xlsx, pdf, geojson"),
    ],
)
async def test_a_word_that_is_none_is_answered_with_those_there_are(
    operation: Operation, path: str, words: str
) -> None:
    problem = refused(await operation.call("GET", path), 400, "invalid_request")
    assert problem["errors"][0]["remedy"] == f"send one of {words}"
    assert words in problem["detail"]


async def test_a_text_may_be_the_word_null(operation: Operation) -> None:
    tablet = await operation.enrol("null")
    await tablet.push(create())
    assert len(await operation.items("/v1/finds", team="null")) == 1
    assert await operation.items("/v1/finds", team="NULL") == []


async def test_an_id_that_is_none_is_refused_and_one_in_capitals_is_understood(operation: Operation) -> None:
    one, other = await operation.enrol("T1"), await operation.enrol("T2", "other")
    made = create()
    id = made["find_id"]
    await one.push(made, edit(id, count=(12, 14)))
    await other.push(edit(id, count=(12, 15)), create())
    period = {"from": "2022-08-15", "to": "2022-08-15"}
    for path, name, value in (
        ("/v1/conflicts", "find_id", id),
        ("/v1/duplicates", "find_id", id),
        ("/v1/reports/weekly/finds", "device", one.id),
    ):
        asked: dict[str, Any] = period if name == "device" else {}
        assert len(await operation.items(path, **asked, **{name: value.upper()})) == 1
        for text in NO_IDS:
            problem = refused(await operation.call("GET", path, **{**asked, name: text}), 400, "invalid_request")
            assert [error["field"] for error in problem["errors"]] == [name]


async def test_a_number_of_an_edition_that_no_column_holds_is_not_found(operation: Operation) -> None:
    published = {"id": create()["id"], "from": "2022-08-15", "to": "2022-08-22", "anyway": "to have one"}
    answered(await operation.call("POST", "/v1/editions", published), 201)
    for revision in (0, -1, 2, 2**31, 2**63):
        for path in ("/v1/editions/1", "/v1/editions/1/finds", "/v1/editions/1/differences"):
            response = await operation.call("GET", path, revision=revision)
            assert response.status_code in (400, 404), (path, revision, response.text)
    assert (await operation.call("GET", "/v1/editions", after="WzQyOTQ5NjcyOTYsMV0")).status_code == 200  # [2**32, 1]


async def test_options_names_every_method_of_an_address(operation: Operation) -> None:
    methods: dict[str, set[str]] = {}
    for handler in ROUTES:
        for path in handler.paths:
            methods.setdefault(path.replace(":str}", "}"), {"OPTIONS"}).update(handler.http_methods)
    assert methods["/v1/finds/{find_id}"] == {"GET", "HEAD", "OPTIONS", "PATCH"}
    for path, allowed in methods.items():
        response = await operation.service.client.options(path)
        assert response.status_code == 204
        assert {*response.headers["allow"].split(", ")} == allowed, path
