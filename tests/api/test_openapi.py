"""The OpenAPI document is complete and true: what the routes take, and what the running server really answers."""

from __future__ import annotations

import asyncio
import copy
import gzip
import hashlib
import re
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator
from datetime import date
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urljoin
from uuid import UUID

import httpx
import orjson
import pytest
from jsonschema import Draft202012Validator, FormatChecker
from litestar.routes import HTTPRoute
from openapi_spec_validator import validate

from api.app import create_app, openapi_document
from api.parameters import query_names
from api.settings import Settings
from api.webhooks.dispatch import Pace
from models.exchange_body import read_exchange
from models.mutation import Mutation
from models.problem import PROBLEMS
from tests.collect import JPEG, WGS84, Collect
from tests.recovery.test_witnesses import burn
from tests.seasons import restored
from tests.service import (
    FIND,
    LETTER,
    Device,
    Json,
    Operation,
    Service,
    answered,
    create,
    delete,
    edit,
    in_process,
    new_id,
    outcomes,
    refused,
    restore,
)

pytestmark = pytest.mark.alike

COMMITTED = Path(__file__).parents[2] / "openapi" / "openapi.json"
DOCUMENT = openapi_document()
JSON_MEDIA = {"application/json", "application/problem+json", "application/geo+json"}


class Described(NamedTuple):
    """An operation of the document."""

    path: str
    method: str
    says: Json

    @property
    def id(self) -> str:
        return str(self.says["operationId"])

    def codes(self) -> set[str]:
        """The codes of the problems that it can answer with."""
        refusals = [one for status, one in self.says["responses"].items() if status >= "400"]
        return {code for one in refusals for code in re.findall(r"`(\w+)`:", one["description"])}


OPERATIONS = [Described(path, method, says) for path, on in DOCUMENT["paths"].items() for method, says in on.items()]


# Schemas

FORMATS = FormatChecker(formats=())


@FORMATS.checks("uuid", raises=ValueError)
def _is_uuid(value: object) -> bool:
    return not isinstance(value, str) or str(UUID(value)) == value


@FORMATS.checks("date", raises=ValueError)
def _is_date(value: object) -> bool:
    return not isinstance(value, str) or date.fromisoformat(value).isoformat() == value


@FORMATS.checks("date-time")
def _is_instant(value: object) -> bool:
    form = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)"
    return not isinstance(value, str) or re.fullmatch(form, value) is not None


@cache
def strict_components() -> Json:
    """The components, where an object has no member that its schema does not name."""
    components: Json = copy.deepcopy(DOCUMENT["components"])
    for name, schema in components["schemas"].items():
        if "properties" in schema and name != "WitnessFind":  # a find as served, of which it names what is read
            schema["additionalProperties"] = False
    return components


def assert_fits(value: Any, schema: Json, where: str) -> None:
    """The value is what the schema says, and has nothing that the schema does not name."""
    validator = Draft202012Validator({**schema, "components": strict_components()}, format_checker=FORMATS)
    errors = [f"{where}: {error.json_path}: {error.message[:300]}" for error in validator.iter_errors(value)]
    assert not errors, "\n".join(errors)


# The document by itself


def test_the_document_is_valid_openapi_3_1() -> None:
    validate(DOCUMENT)
    assert DOCUMENT["openapi"] == "3.1.0"
    assert DOCUMENT["info"]["version"] == version("minetally")
    assert DOCUMENT["info"]["license"]["identifier"] == "Apache-2.0"


def test_the_committed_document_is_the_one_of_this_code() -> None:
    written = orjson.dumps(openapi_document(), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
    same = COMMITTED.exists() and COMMITTED.read_bytes() == written
    assert same, "openapi/openapi.json has drifted from the code: run `make openapi` and commit it"


def routes() -> Iterator[tuple[str, str, Any, set[str]]]:
    """Path, method, handler and parameters of every route of the API as the framework knows them."""
    app = create_app(Settings())
    names = query_names(app)
    for route in app.routes:
        assert isinstance(route, HTTPRoute)
        for method, (handler, _) in route.route_handler_map.items():
            if method == "HEAD" and "GET" in handler.http_methods:
                continue  # the document says it once for all
            if method != "OPTIONS" and handler.resolve_include_in_schema():
                yield (
                    route.path_format,
                    method.lower(),
                    handler,
                    {*names[handler.fn], *re.findall(r"{(\w+)}", route.path_format)},
                )


def test_every_route_and_parameter_is_described_and_nothing_else() -> None:
    described = {
        (one.path, one.method): {
            parameter["name"] for parameter in one.says.get("parameters", []) if parameter["in"] != "header"
        }
        for one in OPERATIONS
    }
    assert described == {(path, method): names for path, method, _, names in routes()}


def test_only_pages_for_people_and_the_standards_of_others_are_left_out() -> None:
    app = create_app(Settings())
    left_out = {route.path_format for route in app.routes} - DOCUMENT["paths"].keys()
    assert {path for path in left_out if not path.startswith(("/odk/", "/ogc"))} == {"/", "/docs", "/docs/{name}"}


def test_operation_ids_are_unique_and_snake_case() -> None:
    ids = [one.id for one in OPERATIONS]
    assert len(ids) == len({*ids})
    assert [id for id in ids if not re.fullmatch(r"[a-z]+(_[a-z]+)*", id)] == []


def test_every_operation_and_parameter_says_what_it_is_for() -> None:
    silent = [
        (one.id, name)
        for one in OPERATIONS
        for name, said in (
            *((name, one.says.get(name)) for name in ("summary", "description", "tags")),
            *((parameter["name"], parameter["description"]) for parameter in one.says.get("parameters", [])),
            *((status, answer["description"]) for status, answer in one.says["responses"].items()),
        )
        if not said
    ]
    assert silent == []
    assert {tag for one in OPERATIONS for tag in one.says["tags"]} == {tag["name"] for tag in DOCUMENT["tags"]}


def test_the_roles_of_each_operation_are_those_of_its_route() -> None:
    described = {(one.path, one.method): one.says for one in OPERATIONS}
    for path, method, handler, _ in routes():
        says = described[path, method]
        assert {*says["x-roles"]} == handler.opt["roles"] - {"anyone"}, (method, path)
        assert says["security"] == ([{"bearer": []}] if says["x-roles"] else [])
    assert DOCUMENT["components"]["securitySchemes"]["bearer"]["scheme"] == "bearer"


ANSWERED_BY_NONE = {"method_not_allowed", "unknown_form"}
"""An operation is asked with its own method; what waits for its form stands in the quarantine alone."""


def test_every_problem_code_is_described_and_comes_from_an_operation() -> None:
    assert DOCUMENT["components"]["schemas"]["ProblemCode"]["enum"] == [*PROBLEMS]
    assert [code for code in PROBLEMS if f"`{code}`" not in DOCUMENT["info"]["description"]] == []
    given = {code for one in OPERATIONS for code in one.codes()}
    assert {*PROBLEMS} - given == ANSWERED_BY_NONE


def test_a_position_is_one_of_four_forms_told_apart_by_crs() -> None:
    schemas = DOCUMENT["components"]["schemas"]
    forms = [one["$ref"].rpartition("/")[2] for one in schemas["Position"]["oneOf"]]
    assert forms == ["Wgs84Position", "GaussKrugerPosition", "UtmPosition", "MgrsPosition"]
    for form in forms:
        assert {"const", "pattern", "$ref"} & schemas[form]["properties"]["crs"].keys()
    for shape in ("Find", "FindFields"):
        assert schemas[shape]["properties"]["position"]["$ref"] == "#/components/schemas/Position"


def test_a_result_is_one_of_four_forms_told_apart_by_outcome() -> None:
    schemas = DOCUMENT["components"]["schemas"]
    forms = [one["$ref"].rpartition("/")[2] for one in schemas["MutationResult"]["oneOf"]]
    assert forms == ["Applied", "Merged", "Conflicted", "Rejected"]
    assert [schemas[form]["properties"]["outcome"]["const"] for form in forms] == schemas["Outcome"]["enum"]


def test_every_list_of_words_has_a_name() -> None:
    def inline(schema: Any) -> Iterator[Json]:
        if isinstance(schema, dict):
            yield from [schema] if "enum" in schema else []
        for one in schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ():
            yield from inline(one)

    schemas = DOCUMENT["components"]["schemas"]
    named = [schema for schema in schemas.values() if "enum" in schema]
    assert [*inline(DOCUMENT["paths"]), *inline(schemas)] == named
    assert len({tuple(schema["enum"]) for schema in named}) == len(named)


def test_every_bound_is_one_that_json_schema_knows() -> None:
    count = DOCUMENT["components"]["schemas"]["FindFields"]["properties"]["count"]
    assert (count["minimum"], count["maximum"]) == (1, 1_000_000)
    assert [word for word in ('"ge":', '"le":', '"title":null') if word in orjson.dumps(DOCUMENT).decode()] == []


# Examples


def contents(one: Described) -> Iterator[tuple[str, str, Json]]:
    """Where, media type and content of everything that an operation takes and gives."""
    for media, content in one.says.get("requestBody", {}).get("content", {}).items():
        yield f"{one.id} request", media, content
    for status, answer in one.says["responses"].items():
        for media, content in answer.get("content", {}).items():
            yield f"{one.id} {status}", media, content


def test_every_example_fits_its_schema() -> None:
    for one in OPERATIONS:
        for where, _, content in contents(one):
            for name, example in content.get("examples", {}).items():
                if "$ref" in example:
                    example = DOCUMENT["components"]["examples"][example["$ref"].rpartition("/")[2]]
                assert_fits(example["value"], content["schema"], f"{where} {name}")


def test_every_problem_has_an_example_with_its_code_and_status_wherever_it_can_come() -> None:
    examples = DOCUMENT["components"]["examples"]
    for one in OPERATIONS:
        for status, refusal in one.says["responses"].items():
            if status >= "400":
                (content,) = refusal["content"].values()
                shown = [
                    examples[example["$ref"].rpartition("/")[2]]["value"] for example in content["examples"].values()
                ]
                assert [value["code"] for value in shown] == re.findall(r"`(\w+)`:", refusal["description"])
                assert {value["status"] for value in shown} == {int(status)}, one.id
    assert {example["value"]["code"] for example in examples.values()} == {*PROBLEMS} - ANSWERED_BY_NONE


def test_everything_in_json_has_an_example() -> None:
    bare = [
        where
        for one in OPERATIONS
        for where, media, given in contents(one)
        if media in JSON_MEDIA and "examples" not in given
    ]
    assert bare == ["get_openapi 200"]


def test_every_example_of_an_exchange_is_understood() -> None:
    content = DOCUMENT["paths"]["/v1/sync"]["post"]["requestBody"]["content"]["application/json"]
    for example in content["examples"].values():
        for _, read in read_exchange(orjson.dumps(example["value"])).mutations:
            assert isinstance(read, Mutation), read


def test_a_member_that_is_not_described_is_seen() -> None:
    content = DOCUMENT["paths"]["/v1/finds"]["get"]["responses"]["200"]["content"]["application/json"]
    page = copy.deepcopy(content["examples"]["example"]["value"])
    page["items"][0]["location"]["altitude"] = 1
    with pytest.raises(AssertionError, match="altitude"):
        assert_fits(page, content["schema"], "list_finds")


# What the server really answers


class Witness:
    """Holds every answer of a service against the document, and remembers what it saw."""

    def __init__(self, service: Service) -> None:
        self.seen: dict[str, set[str]] = defaultdict(set)  # operation id: "ok", 304 and codes
        service.client.event_hooks["response"] = [self.look]

    async def look(self, response: httpx.Response) -> None:
        await response.aread()
        request = response.request
        for one in OPERATIONS:
            template = re.sub(r"{\w+}", "[^/]+", one.path)
            if request.method.lower() == one.method and re.fullmatch(template, request.url.path):
                self.check(one, response)

    def check(self, one: Described, response: httpx.Response) -> None:
        where = f"{one.id} {response.status_code}"
        said = one.says["responses"].get(str(response.status_code))
        assert said, f"{where} is not described: {response.text[:300]}"
        assert [name for name in said.get("headers", {}) if name not in response.headers] == [], where
        if response.status_code in (204, 304):
            assert "content" not in said
            assert not response.content
            self.seen[one.id].add("ok" if response.status_code == 204 else "304")
            return
        media = response.headers["content-type"].partition(";")[0]
        assert media in said["content"], f"{where}: {media}"
        value: Any = response.json() if media in JSON_MEDIA else response.content.decode("latin-1")
        assert_fits(value, said["content"][media]["schema"], where)
        if response.status_code >= 400:
            assert f"`{value['code']}`:" in said["description"], f"{where}: {value['code']} is not described"
        self.seen[one.id].add(value["code"] if response.status_code >= 400 else "ok")


@pytest.fixture
async def service(database_url: str) -> AsyncIterator[Service]:
    async with in_process(database_url, Pace(looks_every_s=0.1), webhook_networks="127.0.0.0/8") as service:
        yield service


async def test_every_answer_and_every_problem_of_every_operation_is_as_described(service: Service) -> None:
    witness = Witness(service)
    operation = await service.operation()
    tablet, other = await operation.enrol("T1"), await operation.enrol("T2", "other")
    await exchanges(operation, tablet, other)
    await finds(operation)
    await conflicts(operation, tablet, other)
    await quarantine(operation, tablet)
    await areas(operation)
    await people(operation)
    await duplicates(operation, tablet, other)
    await catalogue(operation)
    await editions(operation)
    await photos(operation, tablet)
    await webhooks(operation)
    await imports(operation)
    await reads(operation)
    await recovery(operation, tablet)
    waits = (await operation.staff("viewer", "Officer 9")).token
    await operation.service.sql("UPDATE token SET unconfirmed_since = created_at WHERE person = 'Officer 9'")
    for one in OPERATIONS:
        await refusals(one, operation, tablet, waits)
    await lost_numbers(operation)
    expected = {one.id: {"ok"} | {code for code in one.codes() if PROBLEMS[code].status < 500} for one in OPERATIONS}
    for one in OPERATIONS:
        if "worker_died" in one.codes() and "requestBody" not in one.says:
            expected[one.id].remove("too_large")  # an answer of more than 2 GiB; tests/heavy has one
    expected["export_finds"].remove("not_acceptable")  # more finds than an XLSX can hold; tests/files has one
    expected["get_find"].add("304")
    expected["get_photo"].add("304")
    assert dict(witness.seen) == expected


async def lost_numbers(operation: Operation) -> None:
    """Those over which a restore leapt."""
    await restored(operation)
    for path, asked in (
        ("/v1/reports/weekly", {"week": "2022-W33", "as_of": 999_999}),
        ("/v1/reports/weekly/finds", {"week": "2022-W33", "as_of": 999_999}),
        ("/v1/reports/season", {"from": "2022-08-15", "to": "2022-08-22", "as_of": 999_999}),
        ("/v1/exports/finds", {"since": 999_999}),
        ("/v1/events", {"after": 999_999, "seconds": 0}),
    ):
        refused(await operation.call("GET", path, **asked), 410, "history_lost")


async def exchanges(operation: Operation, tablet: Device, other: Device) -> None:
    """Finds with everything and with little, in each form of position; refused and waiting edits; replays."""
    everything: Json = {
        "disposition": "destroyed",
        "manufactured_year": 2021,
        "manufactured_country": "SU",
        "lot": "12-77",
        "district": "Lachin",
        "depth_cm": 12.0,
        "condition": "rusty",
        "method": "detector",
        "note": "under the wall",
        "photos": ["ab" * 32],
    }
    positions = [
        {"crs": "EPSG:4326", "lat": 39.733186, "lon": 46.574427, "accuracy_m": 5},
        {"crs": "EPSG:32638", "easting": 634917, "northing": 4399329},
        {"crs": "MGRS", "mgrs": "38S PJ 34917 99329"},
    ]
    made = [create(**everything), *(create(position=position) for position in positions)]
    unknown = create(marking="Э-001М", found_on="2099-01-01")
    waiting = edit(new_id(), count=(12, 14))
    nonsense: list[Any] = [{}, [], "text", {"id": "nonsense"}, create(count=-5), {**create(), "note": "\u0000"}]
    sent = [*made, unknown, made[0], {**made[1], "base_version": 7}, waiting, *nonsense]
    results = await tablet.push(*sent)
    assert outcomes(results) == ["applied"] * 6 + ["rejected"] * (len(sent) - 6)
    answered(
        await tablet.exchange([{**create(waiting["find_id"]), "more": 1}], device_time="2022-08-19T18:03:11+04:00")
    )
    await tablet.pull(limit=2)
    answered(await other.exchange([delete(made[0]["find_id"], **everything), restore(made[0]["find_id"])], limit=0))
    refused(await other.exchange(cursor="nonsense"), 409, "resync_required")
    await tablet.push(edit(made[1]["find_id"], position=(positions[0], {**LETTER, "x": 4500000})))  # no twin any more


async def photos(operation: Operation, tablet: Device) -> None:
    """A form of ODK Collect with one photo of two; a photo of a tablet."""
    bring = "/v1/photos/" + hashlib.sha256(JPEG).hexdigest()
    for content, status in ((JPEG, 204), (JPEG, 204), (JPEG[:-1], 422)):
        given = {"Authorization": f"Bearer {tablet.token}", "Content-Type": "image/jpeg"}
        answer = await operation.service.client.put(bring, content=content, headers=given)
        assert answer.status_code == status
    zipped = await operation.service.client.put(bring, content=JPEG, headers={**given, "Content-Encoding": "gzip"})
    refused(zipped, 415, "unsupported_media_type")
    large = await operation.service.client.put(bring, content=b"0" * (8 * 1024 * 1024 + 1), headers=given)
    refused(large, 413, "too_large")
    assert (await Collect(tablet).send(WGS84, {"1661171042123.jpg": JPEG}))[-1].status_code == 202
    (form,) = await operation.items("/v1/submissions")
    assert (await operation.call("GET", f"/v1/submissions/{form['id']}/xml")).content == WGS84
    path = f"/v1/photos/{form['files'][0]['sha256']}"
    etag = (await operation.call("GET", path)).headers["etag"]
    assert (await operation.call("GET", path, headers={"If-None-Match": etag})).status_code == 304


async def finds(operation: Operation) -> None:
    id, *_ = await operation.finds()
    etag = (await operation.call("GET", f"/v1/finds/{id}")).headers["etag"]
    seen = await operation.call("GET", f"/v1/finds/{id}", headers={"If-None-Match": etag})
    assert seen.status_code == 304
    body = {"id": new_id(), "set": {"lot": "9"}, "reason": "read again"}
    for content, status in ((body, 200), (body, 200), ({**body, "set": {"lot": "8"}}, 422)):
        answered(await operation.call("PATCH", f"/v1/finds/{id}", content, headers={"If-Match": etag}), status)
    refused(await operation.change(id, etag, set={"lot": "7"}), 412, "precondition_failed")
    refused(await operation.change(id, set={"count": 0}), 422, "invalid_value")
    answered(await operation.change(id, deleted=True))
    answered(await operation.change(id, deleted=False))


async def conflicts(operation: Operation, tablet: Device, other: Device) -> None:
    """Two raise one count; two days; a delete beside an edit; a note of two authors."""
    find = create()
    id = find["find_id"]
    await tablet.push(find, edit(id, count=(12, 15)))
    results = await other.push(edit(id, count=(12, 15), note=(None, "two of them")), delete(id))
    await tablet.push(edit(id, found_on=("2022-08-15", "2022-08-16"), note=(None, "one of them")))
    results += await other.push(edit(id, found_on=("2022-08-15", "2022-08-17")))
    assert outcomes(results) == ["conflict"] * 3
    open_now = {one["field"]: one for one in await operation.items("/v1/conflicts", find_id=id)}
    assert open_now.keys() == {"count", "deleted", "found_on"}
    assert open_now["count"]["sum"] == 18
    path = f"/v1/conflicts/{open_now['count']['id']}"
    refused(await operation.resolve(open_now["count"]["id"], 18, etag='"old"'), 412, "precondition_failed")
    refused(await operation.resolve(open_now["count"]["id"], "many"), 422, "invalid_value")
    also = {"conflict_id": open_now["found_on"]["id"], "value": "2022-08-16", "etag": open_now["found_on"]["etag"]}
    body = {"id": new_id(), "value": 18, "also": [also]}
    given = {"If-Match": open_now["count"]["etag"]}
    answered(await operation.call("POST", f"{path}/resolution", body, headers=given))
    refused(
        await operation.call("POST", f"{path}/resolution", {**body, "value": 17}, headers=given),
        422,
        "mutation_id_reused",
    )
    refused(await operation.resolve(open_now["count"]["id"], 17), 409, "already_decided")
    answered(await operation.resolve(open_now["deleted"]["id"], True))
    await other.push(edit(id, count=(18, 19)))
    for state in ("open", "resolved", "settled"):
        await operation.items("/v1/conflicts", state=state)


async def quarantine(operation: Operation, tablet: Device) -> None:
    bad = create(count=0)
    await tablet.push(bad, create(count=0), edit(new_id(), count=(1, 2)))
    with pytest.MonkeyPatch.context() as little:
        little.setattr("sync.exchange.refusals.ALLOWANCE", 1)
        refused(await tablet.exchange([create(count=0)]), 429, "too_much_refused")
    first, second, third = (await operation.items("/v1/quarantine", state="waiting"))[-3:]
    reused = {**bad, "id": (await operation.history(next(iter(await operation.finds()))))[0]["mutation_id"]}
    refused(await operation.release(first["id"], bad), 422, "invalid_mutation")
    refused(await operation.release(first["id"], {**reused, "set": FIND}), 422, "mutation_id_reused")
    refused(await operation.release(third["id"], third["mutation"]), 422, "unknown_find")
    huge = {**create(), "more": 2**60}
    refused(await operation.release(first["id"], huge), 422, "invalid_value")
    answered(await operation.release(first["id"], {**bad, "set": FIND}))
    refused(await operation.release(first["id"], create()), 409, "already_decided")
    refused(await operation.dismiss(second["id"], " "), 422, "invalid_value")
    answered(await operation.dismiss(second["id"]))
    refused(await operation.dismiss(second["id"], "again"), 409, "already_decided")


async def areas(operation: Operation) -> None:
    ring = [[46.5, 39.7], [46.6, 39.7], [46.6, 39.8], [46.5, 39.8], [46.5, 39.7]]
    district = {"kind": "district", "name": "Lachin", "geometry": {"type": "Polygon", "coordinates": [ring]}}
    far = [[[lon - 5, lat] for lon, lat in ring]]
    whole = {"kind": "operation", "name": "all", "geometry": {"type": "MultiPolygon", "coordinates": [far]}}
    for area in (district, whole):
        answered(await operation.call("POST", "/v1/areas", area), 201)
    refused(await operation.call("POST", "/v1/areas", district), 409, "already_exists")
    open_ring = {"type": "Polygon", "coordinates": [ring[:3]]}
    refused(await operation.call("POST", "/v1/areas", {**district, "geometry": open_ring}), 422, "invalid_value")
    listed = await operation.items("/v1/areas")
    flagged = [find for find in await operation.items("/v1/finds") if find["district_computed"] == "Lachin"]
    assert flagged[0]["flags"] == ["outside_area"]
    answered(await operation.call("DELETE", f"/v1/areas/{listed[0]['id']}"), 204)


async def people(operation: Operation) -> None:
    spare = await operation.enrol("T3", "spare")
    waits = answered(await operation.call("POST", "/v1/enrolments", {"device_id": spare.id}), 201)
    assert [one["id"] for one in await operation.items("/v1/enrolments")][-1] == waits["id"]
    answered(await operation.call("DELETE", f"/v1/enrolments/{waits['id']}"), 204)
    ((used, *_), *_) = await operation.service.sql("SELECT id FROM enrolment WHERE used_at IS NOT NULL")
    refused(await operation.call("DELETE", f"/v1/enrolments/{used}"), 409, "already_decided")
    refused(await operation.call("POST", "/v1/enrolments", {"device_id": new_id()}), 404, "not_found")
    answered(await operation.call("POST", f"/v1/devices/{spare.id}/retirement"), 204)
    refused(await operation.call("POST", "/v1/enrolments", {"team": "", "device": "x"}), 422, "invalid_value")
    refused(await operation.call("POST", "/v1/enrol", {"code": "nonsense"}), 401, "enrolment_code_refused")
    refused(await operation.call("POST", "/v1/enrol", {}), 422, "invalid_value")
    refused(await operation.call("POST", "/v1/tokens", {"role": "king", "person": "x"}), 422, "invalid_value")
    made = answered(await operation.call("POST", "/v1/tokens", {"role": "viewer", "person": "x"}), 201)
    answered(await operation.call("DELETE", f"/v1/tokens/{made['id']}"), 204)


async def duplicates(operation: Operation, tablet: Device, other: Device) -> None:
    """Three reports of one find, and two of two."""
    for marking in ("PMN", "TM-57"):
        await tablet.push(create(marking=marking))
        await other.push(create(marking=marking), create(marking=marking))
    listed = await operation.items("/v1/duplicates")
    pmn = [pair for pair in listed if pair["finds"][0]["type"]["key"] == "PMN"]
    tm = [pair for pair in listed if pair["finds"][0]["type"]["key"] == "TM57"]

    async def decide(pair: Json, etag: str | None = None, id: str | None = None, **body: Any) -> httpx.Response:
        headers = {"If-Match": etag} if etag else {}
        content = {"id": id or new_id(), **body}
        return await operation.call("POST", f"/v1/duplicates/{pair['id']}/decision", content, headers=headers)

    first, survivor, id = pmn[0], pmn[0]["find_ids"][0], new_id()
    assert len(first["group"]) == 3
    refused(await decide(first, decision="same", survivor=new_id()), 422, "invalid_value")
    refused(await decide(first, '"old"', decision="distinct"), 412, "precondition_failed")
    same: Json = {"decision": "same", "survivor": survivor, "finds": first["group"]}
    decided = answered(await decide(first, first["etag"], id, **same))
    assert (decided["state"], len(decided["results"])) == ("same", 2)
    refused(await decide(first, id=id, decision="distinct"), 422, "mutation_id_reused")
    refused(await decide(first, decision="distinct"), 409, "already_decided")
    answered(await decide(first, decision="undo", reason="two craters"))
    answered(await decide(tm[0], decision="distinct"))
    (last,) = [pair for pair in await operation.items("/v1/duplicates") if pair["id"] == tm[1]["id"]]
    answered(await decide(last, decision="same", survivor=last["find_ids"][0]))
    answered(await operation.change(last["find_ids"][0], deleted=True))  # whose duplicate lives again
    for state in ("open", "gone", "same", "distinct", "undone"):
        for pair in await operation.items("/v1/duplicates", state=state):
            await operation.get(f"/v1/duplicates/{pair['id']}")


async def catalogue(operation: Operation) -> None:
    """An alias that is foretold, added, and taken away; a type that is added and taken away; settings and a roster."""

    async def post(path: str, status: int = 200, **body: Any) -> Any:
        return answered(await operation.call("POST", path, {"id": new_id(), **body}), status)

    (unknown,) = [one for one in await operation.items("/v1/look-alikes") if one["key"] == "Э001M"]
    assert [near["type"] for near in unknown["look_alikes"]] == ["3001M"]
    alias: Json = {"marking": "Э-001М", "reason": "seen on the casing"}
    id = new_id()
    foretold = await post("/v1/types/3001M/aliases", **alias, preview=True)
    done = await post("/v1/types/3001M/aliases", **{**alias, "id": id})
    assert (done["effect"], done["preview"]) == (foretold["effect"], False)
    assert await post("/v1/types/PMN/aliases", 409, **alias)
    assert await post("/v1/types/PMN/aliases", 422, **{**alias, "id": id, "reason": "again"})
    assert await post("/v1/types/PMN/aliases", 422, **{**alias, "reason": ""})
    assert await post("/v1/types/3001M/removal", 409)
    assert (await operation.get("/v1/types/3001M"))["aliases"][0]["person"] == "administrator"
    again: Json = {"id": id, "reason": "twice"}
    for path in ("/v1/types/3001M/aliases/Э001M/removal", "/v1/types/TM46/removal"):
        assert await post(path, 422, **again)
        assert await post(path, 422, reason=1)
        await post(path, reason="a mistake")
    described: Json = {"marking": "TM-46", "name": "TM-46 blast mine", "category": "av_mine"}
    await post("/v1/types", **described)
    assert await post("/v1/types", 409, **{**described, "marking": "TM-46-X", "markings": ["PMN"]})
    assert await post("/v1/types", 422, **{**described, **again})
    assert await post("/v1/types", 422, **{**described, "category": "mine"})
    settings = {"id": new_id(), "settings": {"publish": {"no_silent_teams": True, "most_open_conflicts": 0}}}
    roster = {"id": new_id(), "days": ["2022-08-15"], "teams": ["T1"]}
    for path, body in (("/v1/settings", settings), ("/v1/roster", roster)):
        answered(await operation.call("PUT", path, body))
        refused(await operation.call("PUT", path, {**body, "reason": "again"}), 422, "mutation_id_reused")
        refused(await operation.call("PUT", path, {**body, "id": "nonsense"}), 422, "invalid_value")
    await operation.get("/v1/settings")
    assert await operation.items("/v1/roster", **{"from": "2022-08-15", "to": "2022-08-22"})


async def editions(operation: Operation) -> None:
    """Refused, published all the same, changed, published again, compared; every form of both kinds of report."""
    period: Json = {"from": "2022-08-15", "to": "2022-08-22"}

    async def publish(**body: Any) -> httpx.Response:
        return await operation.call("POST", "/v1/editions", {"id": new_id(), **body})

    problem = refused(await publish(**period), 409, "conditions_not_met")
    assert [one["condition"] for one in problem["conditions"]] == ["most_open_conflicts"]
    id = new_id()
    answered(await publish(**period, id=id, anyway="The ministry asks for it."), 201)
    refused(await publish(**period, id=id, anyway="It asks again."), 422, "mutation_id_reused")
    refused(await publish(**period, withdraws=9), 422, "invalid_value")
    (find, *_) = await operation.items("/v1/reports/weekly/finds", **period, type="3-001M")
    answered(await operation.change(find["find_id"], set={"count": 30}))
    for week in (period, {"week": "2022-W33"}):
        answered(await publish(**week, anyway="It is asked for."), 201)
    assert [(one["number"], one["revision"]) for one in await operation.items("/v1/editions", limit=1)] == [
        (1, 1), (1, 2), (2, 1),
    ]  # fmt: skip
    for asked in ({"revision": 1}, {"revision": 1, "to": "1.2"}, {"to": "2"}):
        told = await operation.get("/v1/editions/1/differences", **asked)
        assert told["change"] == told["after"]["total"] - told["before"]["total"]
    assert await operation.items("/v1/editions/1/finds", revision=1)
    for form in ("json", "csv", "xlsx", "pdf", "geojson"):
        for path, asked in (("/v1/editions/1", {"revision": 1}), ("/v1/reports/weekly", {**period, "as_of": "9"})):
            response = await operation.call("GET", path, **asked, format=form)
            assert response.status_code == 200, response.text
    for path, asked in (
        ("/v1/editions/1", {}),
        ("/v1/reports/weekly", period),
        ("/v1/reports/season", period),
    ):
        response = await operation.call("GET", path, **asked, headers={"Accept": "image/png"})
        refused(response, 406, "not_acceptable")
    for form in ("json", "csv"):
        answered_season = await operation.call("GET", "/v1/reports/season", **period, format=form)
        assert answered_season.status_code == 200
    stream = await operation.call("GET", "/v1/events", after=0, seconds=0)
    assert stream.text.count("event: edition") == 3
    refused(await operation.call("GET", "/v1/events", after=10**6), 409, "resync_required")


async def webhooks(operation: Operation) -> None:
    """One whose receiver is not there; its deliveries are parked by hand."""
    wanted = {"url": "http://127.0.0.1:9/hooks", "from_seq": 1}
    refused(await operation.call("POST", "/v1/webhooks", {"url": "http://10.0.0.1/"}), 422, "invalid_value")
    path = f"/v1/webhooks/{answered(await operation.call('POST', '/v1/webhooks', wanted), 201)['id']}"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sync.events.webhooks.MOST_WEBHOOKS", 1)
        refused(await operation.call("POST", "/v1/webhooks", wanted), 409, "already_exists")
    while not await operation.items(f"{path}/deliveries"):  # noqa: ASYNC110
        await asyncio.sleep(0.05)
    answered(await operation.call("PATCH", path, {"enabled": False}))
    await operation.service.sql("UPDATE webhook_delivery SET state = 'parked'")
    (one, *_) = await operation.items(f"{path}/deliveries", state="parked")
    answered(await operation.call("POST", f"{path}/skip", {"event_ids": [one["event_id"]]}))
    refused(await operation.call("POST", f"{path}/skip", {"event_ids": [one["event_id"]]}), 422, "invalid_value")
    refused(await operation.call("POST", f"{path}/resume", {"event_ids": [new_id()]}), 422, "invalid_value")
    answered(await operation.call("POST", f"{path}/resume", {}))
    answered(await operation.call("POST", f"{path}/replay", {"from_seq": 1}))
    refused(await operation.call("POST", f"{path}/replay", {"from_seq": 0}), 422, "invalid_value")
    refused(await operation.call("PATCH", path, {"events": ["nonsense"]}), 422, "invalid_value")
    answered(await operation.call("POST", f"{path}/secret"))
    answered(await operation.call("POST", f"{path}/test"))
    await operation.get(path)
    await operation.get("/v1/webhooks")
    gone = answered(await operation.call("POST", "/v1/webhooks", {**wanted, "events": ["edition.*"]}), 201)
    answered(await operation.call("DELETE", f"/v1/webhooks/{gone['id']}"), 204)


async def imports(operation: Operation) -> None:
    """A file with a find, one with a flag and a refused row; a dry run with open questions; what is no file."""
    (example,) = DOCUMENT["paths"]["/v1/imports"]["post"]["requestBody"]["content"].values()
    given = example["examples"]["example"]["value"]

    async def post(file: bytes, dry_run: str = "false", **parts: str) -> httpx.Response:
        return await operation.service.client.post(
            "/v1/imports",
            params={"dry_run": dry_run},
            files={"file": ("a.csv", file)},
            data=parts,
            headers={"Authorization": f"Bearer {operation.token}"},
        )

    table = given["file"] + "Э-001М;3;01.01.2099;4401380;8635076;\n"
    answer = answered(await post(table.encode(), mapping=orjson.dumps(given["mapping"]).decode()))
    assert (answer["new"], answer["refused"]) == (2, 1)
    assert answer["listed_of"] >= 2
    assert answered(await post(b"a,b\n1,x\n", dry_run="true"))["open"]
    refused(await post(table.encode()), 422, "invalid_value")
    refused(await post(b"%PDF"), 422, "unreadable_file")
    unsure = b"Model,Category,Total,Date,Lat,Lon\nPMN-2,AP,3,2022-08-15,39.7,46.5\n"
    refused(await post(unsure), 400, "unconfirmed_guess")
    refused(await post(bytes(65 * 1024 * 1024)), 413, "too_large")
    refused(await operation.call("POST", "/v1/imports", {}), 415, "unsupported_media_type")


async def reads(operation: Operation) -> None:
    """Everything that is listed, one by one, in every state and grouping."""
    for id in await operation.finds():
        await operation.history(id)
    for path in ("/v1/conflicts", "/v1/quarantine"):
        for row in await operation.items(path, limit=2):
            await operation.get(f"{path}/{row['id']}")
    assert await operation.items("/v1/duplicates")
    assert await operation.items("/v1/duplicates", state="gone")
    await operation.week()
    await operation.get("/.well-known/minetally-keys")
    await operation.get("/v1/reports/weekly", week="2022-W33", group_by="team")
    for form in ("csv", "xlsx", "gpkg", "geojson", "kml", "parquet", "ndjson", "imsma"):
        assert (await operation.call("GET", "/v1/exports/finds", format=form)).status_code == 200
    refused(await operation.call("GET", "/v1/exports/finds", since=10**6), 409, "resync_required")
    for path in ("types", "devices", "teams", "tokens"):
        assert await operation.items(f"/v1/{path}")
    for path in ("/health", "/ready", "/metrics", "/v1/openapi.json"):
        await operation.call("GET", path)


async def recovery(operation: Operation, tablet: Device) -> None:
    """A restore: a tablet tells what its old copy has, staff take it, and the recovery is closed."""
    await operation.get("/v1/recovery")
    answered(await operation.call("POST", "/v1/recovery/admit", {"devices": [tablet.id]}))
    refused(await operation.call("POST", "/v1/recovery/admit", {"tokens": [new_id()]}), 422, "invalid_value")
    lost, find = await burn(operation), next(iter((await operation.finds()).values()))
    seen = [{**find, "seq": 900_000, "count": 77}, {**find, "seq": 900_001, "id": new_id()}]
    answered(await tablet.witness(lost, seen))
    tablet.cursor = None
    (restore,) = answered(await tablet.exchange(limit=0))["recovery"]["restores"]
    refused(await tablet.witness(restore["epoch"], seen), 422, "invalid_value")
    assert len((await operation.get("/v1/recovery"))["differing"]) == 2
    take: Json = {"id": new_id(), "find_ids": [one["id"] for one in seen], "reason": "one saw it"}
    old = {"versions": {find["id"]: find["version"] + 1}}
    refused(await operation.call("POST", "/v1/recovery/take", {**take, **old}), 412, "precondition_failed")
    answered(await operation.call("POST", "/v1/recovery/take", take))
    refused(await operation.call("POST", "/v1/recovery/take", {**take, "id": new_id()}), 422, "invalid_value")
    await operation.week()
    close: Json = {"id": new_id(), "reason": "all are back"}
    refused(await operation.call("POST", "/v1/recovery/close", {**close, "reason": ""}), 422, "invalid_value")
    answered(await operation.call("POST", "/v1/recovery/close", close))
    again = {**close, "reason": "another"}
    refused(await operation.call("POST", "/v1/recovery/close", again), 422, "mutation_id_reused")
    refused(await operation.call("POST", "/v1/recovery/close", {**close, "id": new_id()}), 409, "already_decided")
    await operation.week()


async def refusals(one: Described, operation: Operation, tablet: Device, waits: str) -> None:
    """The refusals that every operation of its kind has; `waits` is a token that waits for an administrator."""
    says = one.says
    roles = {"device": tablet.token, "admin": operation.token}
    path = re.sub(r"{\w+}", new_id(), one.path)
    needed = {
        parameter["name"]: '"1"'
        for parameter in says.get("parameters", [])
        if parameter["in"] == "header" and parameter["required"]
    }
    bearer = {"Authorization": f"Bearer {next((roles[role] for role in roles if role in says['x-roles']), '')}"}
    allowed = bearer if says["x-roles"] else {}
    json = {"Content-Type": "application/json"}
    body = b""
    media = [*says.get("requestBody", {}).get("content", {})]
    if "application/json" in media:
        examples = says["requestBody"]["content"]["application/json"]["examples"]
        body = orjson.dumps(next(iter(examples.values()))["value"])

    async def ask(status: int, code: str, headers: dict[str, str], content: bytes = body, query: str = "") -> None:
        response = await operation.service.client.request(one.method, path + query, headers=headers, content=content)
        refused(response, status, code)

    await ask(400, "invalid_request", {**allowed, **json}, query="?nonsense=1")
    if says["x-roles"]:
        await ask(401, "unauthenticated", json)
        await ask(401, "awaiting_confirmation", {**json, "Authorization": f"Bearer {waits}"})
    for role, token in roles.items():
        if says["x-roles"] and role not in says["x-roles"]:
            await ask(403, "forbidden", {**json, "Authorization": f"Bearer {token}"})
    if "{" in one.path:
        await ask(404, "not_found", {**allowed, **json, **needed})
    if needed:
        if "conflict_id" in one.path:
            path = one.path.format(conflict_id=(await operation.items("/v1/conflicts", state="resolved"))[0]["id"])
        await ask(428, "precondition_required", {**allowed, **json})
    if body:
        await ask(400, "invalid_json", {**allowed, **json, **needed}, b"{")
        await ask(415, "unsupported_media_type", {**allowed, "Content-Type": "text/csv"})
        zipped = {**allowed, **json, "Content-Encoding": "gzip"}
        await ask(413, "too_large", zipped, gzip.compress(b" " * (8 * 1024 * 1024 + 1)))


# The page


async def test_the_server_gives_its_own_description(service: Service) -> None:
    assert answered(await service.client.get("/v1/openapi.json")) == DOCUMENT
    assert (await service.client.get("/schema")).status_code == 404


async def test_the_page_and_all_that_it_loads_come_from_this_server(service: Service) -> None:
    front = await service.client.get("/")
    assert (front.is_redirect, urljoin("/", front.headers["location"])) == (True, "/docs")
    page = await service.client.get("/docs")
    assert (page.status_code, page.headers["content-type"]) == (200, "text/html; charset=utf-8")
    named = re.findall(r'(?:src|href)="([^"]*)"', page.text)
    assert len(named) == 4
    for address in named:
        assert "//" not in address
        asset = await service.client.get(urljoin("/docs", address))
        assert asset.status_code == 200
        if address.endswith(".css") or address == "docs/start.js":
            assert not re.search(r"(url\(|@import|url: )[\"']?(https?:)?//", asset.text)
    assert (await service.client.get("/docs/swagger-ui.js.map")).status_code == 404


async def test_the_page_may_load_nothing_from_elsewhere_and_run_nothing_inline(service: Service) -> None:
    page = await service.client.get("/docs")
    policy = page.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'; ")
    assert not re.search("unsafe|http|[*]", policy)
    assert not re.search(r"<style|<script>|\bon\w+=|style=", page.text)
