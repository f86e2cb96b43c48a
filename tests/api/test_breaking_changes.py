"""No client of a released version stumbles: the document against the last released one, and what counts as a break."""

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson
import pytest

from api.app import openapi_document
from api.openapi.changes import breaking_changes, may_break
from api.openapi.released import last_released, release

Json = dict[str, Any]

OLD: Json = orjson.loads(r"""{
  "openapi": "3.1.0", "info": {"version": "0.4.2"},
  "paths": {"/v1/finds/{find_id}": {
    "get": {
      "operationId": "get_find", "security": [{"bearer": []}], "x-roles": ["device", "viewer"],
      "parameters": [
        {"name": "find_id", "in": "path", "required": true, "schema": {"type": "string", "format": "uuid"}},
        {"name": "limit", "in": "query", "schema": {"type": "integer", "minimum": 1, "maximum": 1000, "default": 100}},
        {"name": "state", "in": "query", "schema": {"type": "string", "enum": ["live", "deleted"]}},
        {"name": "If-None-Match", "in": "header", "schema": {"type": "string"}}],
      "responses": {
        "200": {"headers": {"ETag": {"schema": {"type": "string"}}}, "content": {
          "application/json": {"schema": {"$ref": "#/components/schemas/Find"}},
          "text/csv": {"schema": {"type": "string"}}}},
        "304": {"description": "As it was."},
        "404": {"content": {"application/problem+json": {
          "schema": {"$ref": "#/components/schemas/Problem"},
          "examples": {"not_found": {"$ref": "#/components/examples/not_found"}}}}}}},
    "patch": {
      "operationId": "edit_find", "security": [], "x-roles": [],
      "parameters": [{"name": "find_id", "in": "path", "required": true, "schema": {"type": "string"}}],
      "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Edit"}},
                                  "text/plain": {"schema": {"type": "string"}}}},
      "responses": {"200": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Result"}}}}}}}},
  "components": {
    "examples": {"not_found": {"value": {"code": "not_found", "type": "urn:minetally:problem:not_found"}}},
    "schemas": {
      "Find": {"type": "object", "required": ["id", "state", "note"], "properties": {
        "id": {"type": "string", "format": "uuid"}, "state": {"enum": ["live", "deleted"], "type": "string"},
        "kind": {"$ref": "#/components/schemas/Kind"}, "count": {"type": "integer", "minimum": 1, "maximum": 1000000},
        "photos": {"type": "array", "items": {"type": "string", "pattern": "^[0-9a-f]{64}$"}},
        "sums": {"type": "object", "additionalProperties": {"type": "integer"}},
        "note": {"anyOf": [{"type": "string"}, {"type": "null"}]},
        "position": {"oneOf": [{"$ref": "#/components/schemas/Wgs84"}, {"$ref": "#/components/schemas/Mgrs"}]},
        "event": {"oneOf": [{"$ref": "#/components/schemas/Made"}, {"$ref": "#/components/schemas/Lost"}],
                  "discriminator": {"propertyName": "did"}, "x-may-grow": true},
        "before": {"anyOf": [{"$ref": "#/components/schemas/Find"}, {"type": "null"}]}}},
      "Kind": {"type": "string", "enum": ["edit", "create"], "x-may-grow": true},
      "Wgs84": {"type": "object", "required": ["crs", "lat"], "additionalProperties": false, "properties": {
        "crs": {"const": "EPSG:4326"}, "lat": {"type": "number", "minimum": -90}}},
      "Mgrs": {"type": "object", "required": ["crs"], "additionalProperties": false, "properties": {
        "crs": {"const": "MGRS"}, "mgrs": {"type": "string", "maxLength": 20}}},
      "Made": {"type": "object", "required": ["did"], "properties": {"did": {"const": "make"}, "by": {"type": "null"}}},
      "Lost": {"type": "object", "required": ["did"], "properties": {"did": {"const": "lose"}}},
      "Edit": {"type": "object", "required": ["id"], "additionalProperties": false, "properties": {
        "id": {"type": "string", "maxLength": 64}, "op": {"enum": ["edit", "delete"], "type": "string"},
        "set": {"type": "object", "additionalProperties": true},
        "days": {"type": "integer", "default": 365}, "note": {"anyOf": [{"type": "string"}, {"type": "null"}]},
        "position": {"oneOf": [{"$ref": "#/components/schemas/Wgs84"}, {"$ref": "#/components/schemas/Mgrs"}]}}},
      "Result": {"type": "object", "required": ["outcome", "problem"], "properties": {
        "outcome": {"type": "string", "enum": ["applied", "rejected"]},
        "problem": {"anyOf": [{"$ref": "#/components/schemas/Problem"}, {"type": "null"}]}}},
      "Problem": {"type": "object", "required": ["code"], "properties": {"code": {"type": "string"}}}}}}""")

Edit = Callable[[Json], Any]


def changed(edit: Edit) -> list[str]:
    new = copy.deepcopy(OLD)
    edit(new)
    return breaking_changes(OLD, new)


def get(document: Json) -> Json:
    return document["paths"]["/v1/finds/{find_id}"]["get"]  # type: ignore[no-any-return]


def patch(document: Json) -> Json:
    return document["paths"]["/v1/finds/{find_id}"]["patch"]  # type: ignore[no-any-return]


def shape(document: Json, name: str) -> Json:
    return document["components"]["schemas"][name]  # type: ignore[no-any-return]


def field(document: Json, name: str) -> Json:
    of, _, member = name.partition(".")
    return shape(document, of)["properties"][member]  # type: ignore[no-any-return]


def query(document: Json, name: str) -> Json:
    return next(one for one in get(document)["parameters"] if one["name"] == name)


def answers(document: Json, status: str) -> Json:
    return get(document)["responses"][status]  # type: ignore[no-any-return]


READ, CHANGE = "GET /v1/finds/{find_id}", "PATCH /v1/finds/{find_id}"
REQUIRED_QUERY: Json = {"name": "team", "in": "query", "required": True, "schema": {"type": "string"}}
HELD: Json = {"type": "object", "properties": {"did": {"const": "hold"}}}
OTHER_POSITION: Json = {"type": "object", "properties": {"crs": {"const": "UTM"}}}

BREAKS: list[tuple[str, Edit]] = [
    # Operations
    (f"{READ} is gone", lambda d: d["paths"]["/v1/finds/{find_id}"].pop("get")),
    (f"{READ} is gone", lambda d: d["paths"].update({"/v2/x": d["paths"].pop("/v1/finds/{find_id}")})),
    (f"{READ} is closed to viewer", lambda d: get(d)["x-roles"].remove("viewer")),
    (f"{CHANGE} wants a token now", lambda d: patch(d).update({"security": [{}], "x-roles": ["viewer"]})),
    # Parameters
    (f"{READ} query team: is required now", lambda d: get(d)["parameters"].append(REQUIRED_QUERY)),
    (f"{READ} query limit: is required now", lambda d: query(d, "limit").update(required=True)),
    (f"{READ} query state: is gone", lambda d: get(d)["parameters"].remove(query(d, "state"))),
    (f"{READ} header if-none-match: is gone", lambda d: get(d)["parameters"].pop()),
    (f"{READ} query limit: maximum was 1000, is 50", lambda d: query(d, "limit")["schema"].update(maximum=50)),
    (f"{READ} query limit: minimum was 1, is 5", lambda d: query(d, "limit")["schema"].update(minimum=5)),
    (f"{READ} query limit: left out, it was 100, is 9", lambda d: query(d, "limit")["schema"].update(default=9)),
    (f'{READ} query state: "live" is no longer taken', lambda d: query(d, "state")["schema"]["enum"].remove("live")),
    (f"{READ} query limit: explode changed", lambda d: query(d, "limit").update(explode=False)),
    (
        f"{READ} parameter 1 of the path: string is no longer taken",
        lambda d: get(d)["parameters"][0].update(schema={"type": "integer"}),
    ),
    # Requests
    (f"{CHANGE} body: is required now", lambda d: patch(d)["requestBody"].update(required=True)),
    (f"{CHANGE} body: is gone", lambda d: patch(d).pop("requestBody")),
    (f"{CHANGE} body: text/plain is gone", lambda d: patch(d)["requestBody"]["content"].pop("text/plain")),
    (f"{CHANGE} body.op: is required now", lambda d: shape(d, "Edit")["required"].append("op")),
    (f"{CHANGE} body.op: is gone", lambda d: shape(d, "Edit")["properties"].pop("op")),
    (f'{CHANGE} body.op: "delete" is no longer taken', lambda d: field(d, "Edit.op")["enum"].pop()),
    (f"{CHANGE} body.note: null is no longer taken", lambda d: field(d, "Edit.note")["anyOf"].pop()),
    (f"{CHANGE} body.id: maxLength was 64, is 36", lambda d: field(d, "Edit.id").update(maxLength=36)),
    (f"{CHANGE} body.id: minLength was not said, is 1", lambda d: field(d, "Edit.id").update(minLength=1)),
    (f'{CHANGE} body.id: pattern was not said, is "a"', lambda d: field(d, "Edit.id").update(pattern="a")),
    (f'{CHANGE} body.id: format was not said, is "uuid"', lambda d: field(d, "Edit.id").update(format="uuid")),
    (f"{CHANGE} body.days: takes only some values now", lambda d: field(d, "Edit.days").update(enum=[1])),
    (
        f"{CHANGE} body.set: members that are not named are no longer taken",
        lambda d: field(d, "Edit.set").update(additionalProperties=False),
    ),
    (f'{CHANGE} body.position.crs: "MGRS" is no longer taken', lambda d: field(d, "Edit.position")["oneOf"].pop()),
    (
        f"{CHANGE} body.id: not was not said, is {{\"const\": \"x\"}}",
        lambda d: field(d, "Edit.id").update({"not": {"const": "x"}}),
    ),
    # Answers
    (f"{READ} 200: is gone", lambda d: get(d)["responses"].pop("200")),
    (f"{READ} 202: is new", lambda d: get(d)["responses"].update({"202": {}})),
    (f"{READ} 304: is gone", lambda d: get(d)["responses"].pop("304")),
    (f"{READ} 200: header ETag is gone", lambda d: answers(d, "200").pop("headers")),
    (f"{READ} 200: text/csv is gone", lambda d: answers(d, "200")["content"].pop("text/csv")),
    (f"{READ} 200.count: is gone", lambda d: shape(d, "Find")["properties"].pop("count")),
    (
        f"{READ} 200.count: is gone",
        lambda d: shape(d, "Find")["properties"].update(total=shape(d, "Find")["properties"].pop("count")),
    ),
    (f"{READ} 200.note: may be missing now", lambda d: shape(d, "Find")["required"].remove("note")),
    (f"{READ} 200.id: integer is new", lambda d: shape(d, "Find")["properties"].update(id={"type": "integer"})),
    (f"{READ} 200.count: number is new", lambda d: field(d, "Find.count").update(type="number")),
    (f"{READ} 200.id: null is new", lambda d: field(d, "Find.id").update(type=["string", "null"])),
    (f'{READ} 200.id: format was "uuid", is not said', lambda d: field(d, "Find.id").pop("format")),
    (f'{READ} 200.state: "lost" is new', lambda d: field(d, "Find.state")["enum"].append("lost")),
    (f"{READ} 200.state: may be anything now", lambda d: field(d, "Find.state").pop("enum")),
    (f"{READ} 200.count: maximum was 1000000, is 9000000", lambda d: field(d, "Find.count").update(maximum=9000000)),
    (f"{READ} 200.photos[]: pattern was", lambda d: field(d, "Find.photos")["items"].pop("pattern")),
    (f"{READ} 200.sums.*: null is new", lambda d: field(d, "Find.sums")["additionalProperties"].update(type="null")),
    (f'{READ} 200.position.crs: "UTM" is new', lambda d: field(d, "Find.position")["oneOf"].append(OTHER_POSITION)),
    (f"{READ} 200.event.by: is gone", lambda d: shape(d, "Made")["properties"].pop("by")),
    (f"{READ} 200.event: null is new", lambda d: field(d, "Find.event")["oneOf"].append({"type": "null"})),
    (f"{READ} 200.before.note: is gone", lambda d: shape(d, "Find")["properties"].pop("note")),
    # Problems
    (f"{READ} 404: problem not_found is gone", lambda d: get(d)["responses"].pop("404")),
    (
        f"{READ} 404: problem not_found is gone",
        lambda d: d["components"]["examples"]["not_found"]["value"].update(code="unknown"),
    ),
    (f"{READ} 404.code: is gone", lambda d: shape(d, "Problem")["properties"].pop("code")),
]  # fmt: skip


@pytest.mark.parametrize(("told", "edit"), BREAKS, ids=[told for told, _ in BREAKS])
def test_a_change_that_a_client_stumbles_over_is_named(told: str, edit: Edit) -> None:
    assert [change for change in changed(edit) if change.startswith(told)], changed(edit)


def replaced(document: Json, old: bytes, new: bytes) -> None:
    document.update(orjson.loads(orjson.dumps(document).replace(old, new)))


def split_result(document: Json) -> None:
    """One shape for each outcome, told apart by it: the same on the wire, and better for a type checker."""
    parts = [
        {
            "type": "object",
            "required": ["outcome", "problem"],
            "properties": {"outcome": {"const": word}, "problem": one},
        }
        for word, one in (("applied", {"type": "null"}), ("rejected", {"$ref": "#/components/schemas/Problem"}))
    ]
    document["components"]["schemas"]["Result"] = {"oneOf": parts, "discriminator": {"propertyName": "outcome"}}


def split_result_readably(document: Json) -> None:
    split_result(document)
    document["components"]["schemas"]["Result"]["oneOf"][0]["properties"]["problem"] = {
        "type": ["string", "null"],
        "const": None,
    }


def split_edit(document: Json) -> None:
    edit = shape(document, "Edit")
    parts = [
        {**edit, "properties": {**edit["properties"], "op": {"const": word, "type": "string"}}}
        for word in ("edit", "delete")
    ]
    document["components"]["schemas"]["Edit"] = {"oneOf": parts}


SERVES: dict[str, Edit] = {
    "a path parameter has another name": lambda d: replaced(d, b"find_id", b"id"),
    "components have other names": lambda d: replaced(d, b"Find", b"Discovery"),
    "an answer is told apart by a member": split_result,
    "a request is told apart by a member": split_edit,
    "null is written as a type beside another": lambda d: shape(d, "Find")["properties"].update(
        note={"type": ["string", "null"]}
    ),
    "what is always null is written as a constant of two types": split_result_readably,
    "there is another operation": lambda d: d["paths"].update({"/v1/more": {"get": get(d)}}),
    "there is another parameter": lambda d: get(d)["parameters"].append({**REQUIRED_QUERY, "required": False}),
    "an answer has another member": lambda d: shape(d, "Find")["properties"].update(more={"type": "string"}),
    "a request may have another member": lambda d: shape(d, "Edit")["properties"].update(more={"type": "string"}),
    "a request may leave a member out": lambda d: shape(d, "Edit").pop("required"),
    "an answer always has a member": lambda d: shape(d, "Find")["required"].append("count"),
    "a request takes more": lambda d: field(d, "Edit.id").update(maxLength=99, type=["string", "integer"]),
    "a request takes another word": lambda d: field(d, "Edit.op")["enum"].append("restore"),
    "an answer has fewer words": lambda d: field(d, "Find.state")["enum"].remove("deleted"),
    "an answer has another word of a list that may grow": lambda d: shape(d, "Kind")["enum"].append("held"),
    "an answer has another form of a union that may grow": lambda d: field(d, "Find.event")["oneOf"].append(HELD),
    "an answer is bounded more": lambda d: field(d, "Find.count").update(maximum=1000),
    "there is another refusal": lambda d: get(d)["responses"].update({"409": answers(d, "404")}),
    "another role may": lambda d: get(d)["x-roles"].append("admin"),
    "it is deprecated and told otherwise": lambda d: get(d).update(deprecated=True, description="Old.", tags=["New"]),
}  # fmt: skip


@pytest.mark.parametrize("edit", SERVES.values(), ids=SERVES.keys())
def test_a_change_that_old_clients_do_not_notice_is_none(edit: Edit) -> None:
    new = copy.deepcopy(OLD)
    edit(new)
    assert new != OLD
    assert breaking_changes(OLD, new) == []


def test_only_another_major_version_may_break() -> None:
    new = copy.deepcopy(OLD)
    for number, may in (("0.4.3", False), ("0.5.0", False), ("0.10.0", False), ("1.0.0", True)):
        new["info"]["version"] = number
        assert may_break(OLD, new) == may


# The document of this code


def test_no_client_of_the_last_released_version_stumbles() -> None:
    released, present = last_released(), openapi_document()
    broken = breaking_changes(released, present)
    told = "\n  ".join([f"{len(broken)} changes break clients of version {released['info']['version']}:", *broken])
    assert not broken or may_break(released, present), f"{told}\nSee docs/versions.md."


def test_a_released_document_is_kept_once_and_the_greatest_version_is_the_last(tmp_path: Path) -> None:
    present = tmp_path / "openapi.json"
    for number in ("0.9.0", "0.10.0", "0.2.1"):
        present.write_bytes(orjson.dumps({"info": {"version": number}}))
        assert release(present, tmp_path / "released").name == f"{number}.json"
    assert last_released(tmp_path / "released")["info"]["version"] == "0.10.0"
    release(present, tmp_path / "released")  # the same again
    present.write_bytes(orjson.dumps({"info": {"version": "0.2.1", "title": "another"}}))
    with pytest.raises(FileExistsError, match="delete the file first"):
        release(present, tmp_path / "released")
