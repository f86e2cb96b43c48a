"""The abstract tests of OGC API Features Part 1 (17-069r4, Annex A), each named by its id.

Classes core, html, geojson and oas30. The others of that standard are about GML, which is not offered.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from typing import Any

import jsonschema
import pytest
import shapely
from openapi_spec_validator import OpenAPIV30SpecValidator

from models.layers import LAYERS
from tests.ogc import ask, features
from tests.service import Json, Operation, answered

pytestmark = pytest.mark.asyncio(loop_scope="session")

SPEC = "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/"
CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
ROOT = "http://minetally.test/ogc"
ITEMS = "/ogc/collections/finds/items"
TEXT: Json = {"type": "string"}
LINKS: Json = {
    "type": "array",
    "minItems": 1,
    "items": {
        "type": "object",
        "required": ["href", "rel", "type"],
        "properties": {"href": {**TEXT, "pattern": "^http"}, "rel": TEXT, "type": TEXT, "title": TEXT},
    },
}


def an_object(required: str, **properties: Json) -> Json:
    return {"type": "object", "required": required.split(), "properties": properties}


def array(of: Json, **more: Any) -> Json:
    return {"type": "array", "items": of, **more}


LANDING = an_object("links", title=TEXT, description=TEXT, links=LINKS)
DECLARATION = an_object("conformsTo", conformsTo=array(TEXT))
INSTANT: Json = {"type": ["string", "null"], "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$"}
COLLECTION = an_object(
    "id links",
    id=TEXT,
    title=TEXT,
    description=TEXT,
    links=LINKS,
    itemType={"const": "feature"},
    crs=array(TEXT),
    extent=an_object(
        "",
        spatial=an_object("bbox", bbox=array(array({"type": "number"}, minItems=4, maxItems=6)), crs={"const": CRS84}),
        temporal=an_object("interval", interval=array(array(INSTANT, minItems=2, maxItems=2))),
    ),
)
COLLECTIONS = an_object("links collections", links=LINKS, collections=array(COLLECTION))
FEATURE = an_object(
    "type geometry properties",
    type={"const": "Feature"},
    id={"type": ["string", "integer"]},
    geometry={"oneOf": [{"type": "null"}, an_object("type coordinates", type=TEXT, coordinates={"type": "array"})]},
    properties={"type": ["object", "null"]},
    links=LINKS,
)
COUNT: Json = {"type": "integer", "minimum": 0}
FEATURES = an_object(
    "type features",
    type={"const": "FeatureCollection"},
    features=array(FEATURE),
    links=LINKS,
    timeStamp=INSTANT,
    numberMatched=COUNT,
    numberReturned=COUNT,
)
"""What OGC's schemas of part 1 require, with `type` in every link as the tests want it."""


async def held(mapped: Operation, url: str, schema: Json, **query: Any) -> Json:
    """A document that is there and as its schema wants it."""
    document: Json = answered(await ask(mapped, url, **query))
    jsonschema.validate(document, schema)
    return document


async def everything(mapped: Operation, layer: str) -> list[Json]:
    return await features(mapped, layer, limit=1000)


def to(document: Json, rel: str) -> list[Json]:
    return [one for one in document["links"] if one["rel"] == rel]


def has_both_forms(document: Json) -> None:
    assert [one["type"] for one in to(document, "alternate")] == ["text/html"]
    assert len(to(document, "self")) == 1


async def test_http(mapped: Operation) -> None:
    """/conf/core/http: a method that is not there, an address that is not there, and an answer by HTTP 1.1."""
    client, auth = mapped.service.client, ("map", mapped.token)
    assert (await client.post("/ogc", auth=auth)).status_code == 405
    assert (await client.get("/ogc/nothing", auth=auth)).status_code == 404
    answer = await client.get("/ogc", auth=auth)
    assert (answer.status_code, answer.http_version) == (200, "HTTP/1.1")


async def test_root(mapped: Operation) -> None:
    """/conf/core/root-op, /conf/core/root-success."""
    for url in ("/ogc", "/ogc/"):
        landing = await held(mapped, url, LANDING)
        assert all(to(landing, rel) for rel in ("service-desc", "service-doc", "conformance", "data"))


async def test_api_definition(mapped: Operation) -> None:
    """/conf/core/api-definition-op, /conf/core/api-definition-success."""
    landing = await held(mapped, "/ogc", LANDING)
    for one in (*to(landing, "service-desc"), *to(landing, "service-doc")):
        assert (await ask(mapped, one["href"])).status_code == 200
    OpenAPIV30SpecValidator(answered(await ask(mapped, to(landing, "service-desc")[0]["href"]))).validate()


async def test_conformance(mapped: Operation) -> None:
    """/conf/core/conformance-op, /conf/core/conformance-success."""
    landing = await held(mapped, "/ogc", LANDING)
    for url in ("/ogc/conformance", *(one["href"] for one in to(landing, "conformance"))):
        declared = await held(mapped, url, DECLARATION)
        assert {f"{SPEC}{name}" for name in ("core", "html", "geojson", "oas30")} <= {*declared["conformsTo"]}


async def test_collections(mapped: Operation) -> None:
    """/conf/core/fc-md-op, /conf/core/fc-md-success, /conf/core/fc-md-links, /conf/core/fc-md-items."""
    document = await held(mapped, "/ogc/collections", COLLECTIONS)
    has_both_forms(document)
    assert [one["id"] for one in document["collections"]] == [*LAYERS]
    assert all(one["crs"][0] == CRS84 for one in (document, *document["collections"]))


async def test_collections_lead_to_their_items(mapped: Operation) -> None:
    """/conf/core/fc-md-items-links."""
    for one in (await held(mapped, "/ogc/collections", COLLECTIONS))["collections"]:
        assert [link["type"] for link in to(one, "items")] == ["application/geo+json", "text/html"]


async def test_an_extent_holds_all_features(mapped: Operation) -> None:
    """/conf/core/fc-md-extent."""
    told = set()
    for one in (await held(mapped, "/ogc/collections", COLLECTIONS))["collections"]:
        found, extent = await everything(mapped, one["id"]), one.get("extent", {})
        told |= {(one["id"], kind) for kind in extent}
        if "spatial" in extent:
            box = shapely.box(*extent["spatial"]["bbox"][0])
            assert all(box.covers(shapely.geometry.shape(feature["geometry"])) for feature in found)
        if "temporal" in extent:
            first, last = (end[:10] for end in extent["temporal"]["interval"][0])
            times = LAYERS[one["id"]].times
            days = [feature["properties"][name] for feature in found for name in times]
            assert (min(days), max(days)) == (first, last)
    assert {("finds", "spatial"), ("finds", "temporal"), ("areas", "spatial"), ("editions", "temporal")} <= told


@pytest.mark.parametrize("layer", LAYERS)
async def test_a_collection_says_of_itself_what_the_list_says(mapped: Operation, layer: str) -> None:
    """/conf/core/sfc-md-op, /conf/core/sfc-md-success."""
    listed = {one["id"]: one for one in (await held(mapped, "/ogc/collections", COLLECTIONS))["collections"]}[layer]
    alone = await held(mapped, f"/ogc/collections/{layer}", COLLECTION)
    for name in ("id", "title", "description", "extent", "itemType"):
        assert alone.get(name) == listed.get(name)
    assert all(link in alone["links"] for link in listed["links"])


@pytest.mark.parametrize("layer", LAYERS)
async def test_features(mapped: Operation, layer: str) -> None:
    """/conf/core/fc-op, fc-response, fc-links, fc-timeStamp, fc-numberMatched, fc-numberReturned (of /conf/core)."""
    document = await held(mapped, f"/ogc/collections/{layer}/items", FEATURES)
    has_both_forms(document)
    age = datetime.now(UTC) - datetime.fromisoformat(document["timeStamp"])
    assert timedelta(0) <= age < timedelta(minutes=10)
    assert document["numberReturned"] == len(document["features"]) > 0
    assert document["numberMatched"] == len(await everything(mapped, layer))


async def described(mapped: Operation, name: str) -> Json:
    document = answered(await ask(mapped, "/ogc/api"))
    parameter: Json = document["components"]["parameters"][name]
    for layer in LAYERS:
        listed = document["paths"][f"/collections/{layer}/items"]["get"]["parameters"]
        assert {"$ref": f"#/components/parameters/{name}"} in listed
    return {key: parameter[key] for key in ("name", "in", "required", "schema", "style", "explode")}


async def test_the_parameters_are_described_as_the_standard_does(mapped: Operation) -> None:
    """/conf/core/fc-bbox-definition, /conf/core/fc-limit-definition, /conf/core/fc-time-definition."""
    common = {"in": "query", "required": False, "style": "form", "explode": False}
    lengths = [{"minItems": 4, "maxItems": 4}, {"minItems": 6, "maxItems": 6}]
    box = {"type": "array", "oneOf": lengths, "items": {"type": "number"}}
    assert await described(mapped, "bbox") == {"name": "bbox", "schema": box, **common}
    assert await described(mapped, "datetime") == {"name": "datetime", "schema": TEXT, **common}
    limit = await described(mapped, "limit")
    assert limit == {"name": "limit", "schema": limit["schema"], **common}
    assert limit["schema"]["type"] == "integer"


@pytest.mark.parametrize("layer", LAYERS)
@pytest.mark.parametrize("box", [(46.54, 39.7, 46.6, 39.755), (10.0, 10.0, 11.0, 11.0), (46.55, 39.79, 46.55, 39.79)])
async def test_a_box(mapped: Operation, layer: str, box: tuple[float, float, float, float]) -> None:
    """/conf/core/fc-bbox-response: what touches it, and what is nowhere."""
    wanted = [
        one["id"]
        for one in await everything(mapped, layer)
        if one["geometry"] is None or shapely.box(*box).intersects(shapely.geometry.shape(one["geometry"]))
    ]
    for numbers in (box, (*box[:2], -100, *box[2:], 9000)):
        found = await features(mapped, layer, bbox=",".join(map(str, numbers)))
        assert sorted(one["id"] for one in found) == sorted(wanted)
    assert layer != "editions" or wanted  # one of them counts nothing


async def test_a_limit(mapped: Operation) -> None:
    """/conf/core/fc-limit-response."""
    most = (await described(mapped, "limit"))["schema"]["maximum"]
    for limit, returned in ((1, 1), (7, 7), (most, 32), (most + 1, 32), (10**9, 32)):
        document = await held(mapped, ITEMS, FEATURES, limit=limit)
        assert len(document["features"]) == returned


@pytest.mark.parametrize("layer", LAYERS)
@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("2022-08-16T12:00:00Z", "2022-08-16", "2022-08-16"),
        ("2022-08-16", "2022-08-16", "2022-08-16"),
        ("2022-08-16T00:00:00Z/2022-08-18T23:59:59Z", "2022-08-16", "2022-08-18"),
        ("../2022-08-16T00:00:00Z", "0000", "2022-08-16"),
        ("/2022-08-16T00:00:00Z", "0000", "2022-08-16"),
        ("2022-08-20T00:00:00Z/..", "2022-08-20", "9999"),
        ("2022-08-20T00:00:00Z/", "2022-08-20", "9999"),
    ],
)
async def test_a_time(mapped: Operation, layer: str, asked: str, first: str, last: str) -> None:
    """/conf/core/fc-time-response: what has a day in it, and everything of a layer without days."""
    times = LAYERS[layer].times
    wanted = [
        one["id"]
        for one in await everything(mapped, layer)
        if not times or (one["properties"][times[0]] <= last and one["properties"][times[-1]] >= first)
    ]
    assert [one["id"] for one in await features(mapped, layer, datetime=asked)] == wanted


async def test_a_box_and_a_time(mapped: Operation) -> None:
    """/conf/core/fc-op: both hold at once."""
    both = {one["id"] for one in await features(mapped, "finds", bbox="46,39.7,47,40", datetime="2022-08-16")}
    box = {one["id"] for one in await features(mapped, "finds", bbox="46,39.7,47,40")}
    day = {one["id"] for one in await features(mapped, "finds", datetime="2022-08-16")}
    assert both == box & day
    assert both < box


@pytest.mark.parametrize("query", ["limit=x", "bbox=1,2,3", "bbox=1,2,3,x", "datetime=x", "datetime=2022-08-16/x"])
async def test_an_invalid_parameter(mapped: Operation, query: str) -> None:
    """/conf/core/query-param-invalid."""
    assert (await ask(mapped, f"{ITEMS}?{query}")).status_code == 400


@pytest.mark.parametrize("path", ["", "/conformance", "/api", "/collections", "/collections/finds", ITEMS[4:]])
async def test_an_unknown_parameter(mapped: Operation, path: str) -> None:
    """/conf/core/query-param-unknown."""
    assert (await ask(mapped, f"/ogc{path}?unknownQueryParameter=1")).status_code == 400


@pytest.mark.parametrize("layer", LAYERS)
async def test_a_feature(mapped: Operation, layer: str) -> None:
    """/conf/core/f-op, /conf/core/f-success, /conf/core/f-links, /conf/geojson/content."""
    for one in (await everything(mapped, layer))[:3]:
        answer = await ask(mapped, f"/ogc/collections/{layer}/items/{one['id']}")
        assert answer.headers["content-type"] == "application/geo+json"
        feature = answered(answer)
        jsonschema.validate(feature, FEATURE)
        assert (feature["id"], feature["properties"], feature["geometry"]) == (
            one["id"],
            one["properties"],
            one["geometry"],
        )
        has_both_forms(feature)
        assert [link["href"] for link in to(feature, "collection")] == [f"{ROOT}/collections/{layer}"]


@pytest.mark.parametrize("layer", LAYERS)
async def test_places_are_in_crs84(mapped: Operation, layer: str) -> None:
    """/conf/core/crs84: longitude first, where the test put them."""
    shapes = [shapely.geometry.shape(one["geometry"]) for one in await everything(mapped, layer) if one["geometry"]]
    assert shapes
    assert all(shapely.box(46, 39, 47, 40).covers(shape) for shape in shapes)


PATHS = ["", "/conformance", "/api", "/collections"] + [
    f"/collections/{layer}{rest}" for layer in LAYERS for rest in ("", "/schema", "/queryables", "/items")
]


@pytest.mark.parametrize("path", PATHS)
async def test_json_and_html(mapped: Operation, path: str) -> None:
    """/conf/geojson/definition, /conf/html/definition, /conf/html/content."""
    kind = {"items": "application/geo+json", "api": "application/vnd.oai.openapi+json;version=3.0"}
    kind |= dict.fromkeys(("schema", "queryables"), "application/schema+json")
    auth, last = ("map", mapped.token), path.rpartition("/")[2]
    for accept, told in (
        (kind.get(last, "application/json"), kind.get(last, "application/json")),
        ("text/html", "text/html; charset=utf-8"),
    ):
        answer = await mapped.service.client.get(f"/ogc{path}", headers={"Accept": accept}, auth=auth)
        assert (answer.status_code, answer.headers["content-type"]) == (200, told)
    assert answer.text.startswith("<!doctype html>")
    WellFormed(answer.text)


class WellFormed(HTMLParser):
    """HTML in which every element that was begun ends, in order, and no attribute is given twice."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()
        self.feed(text)
        self.close()
        assert self.open == []
        assert {"html", "head", "title", "body", "h1"} <= self.seen

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len({name for name, _ in attrs}) == len(attrs)
        self.seen.add(tag)
        if tag != "meta":
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


async def test_the_description(mapped: Operation) -> None:
    """/conf/oas30/oas-definition-1, /conf/oas30/oas-definition-2."""
    landing = await held(mapped, "/ogc", LANDING)
    assert [one["type"] for one in to(landing, "service-desc")] == ["application/vnd.oai.openapi+json;version=3.0"]
    assert [one["type"] for one in to(landing, "service-doc")] == ["text/html"]
    OpenAPIV30SpecValidator(answered(await ask(mapped, "/ogc/api"))).validate()


async def test_every_operation_is_there_and_says_its_statuses(mapped: Operation) -> None:
    """/conf/oas30/oas-impl, /conf/oas30/completeness, /conf/oas30/exceptions-codes."""
    client, some = mapped.service.client, {layer: (await everything(mapped, layer))[0]["id"] for layer in LAYERS}
    stranger, auth = (await mapped.enrol("Team 9", "stranger")).token, ("map", mapped.token)
    for path, methods in answered(await ask(mapped, "/ogc/api"))["paths"].items():
        assert [*methods] == ["get"]
        layer = path.split("/")[2] if path.count("/") > 1 else ""
        url = "/ogc" + path.replace("{featureId}", some.get(layer, ""))
        answers = [
            await client.get(url, auth=auth),
            await client.get(url),
            await client.get(url, auth=("x", stranger)),
            await client.get(f"{url}?f=nothing", auth=auth),
            await client.get(url, auth=auth, headers={"Accept": "image/png"}),
            await client.get(url, auth=auth, headers={"If-None-Match": "*"}),
        ]
        statuses = [answer.status_code for answer in answers]
        assert statuses[:5] == [200, 401, 403, 400, 406]
        told = methods["get"]["responses"]
        assert {str(status) for status in statuses} <= told.keys(), path
        for answer in answers[:5]:
            content = {name.partition(";")[0] for name in told[str(answer.status_code)]["content"]}
            assert answer.headers["content-type"].partition(";")[0] in content


async def test_who_may_ask_is_described(mapped: Operation) -> None:
    """/conf/oas30/security."""
    document = answered(await ask(mapped, "/ogc/api"))
    schemes = {name: one["scheme"] for name, one in document["components"]["securitySchemes"].items()}
    assert schemes == {"basic": "basic", "bearer": "bearer"}
    assert document["security"] == [{"basic": []}, {"bearer": []}]
    bearer = {"Authorization": f"Bearer {mapped.token}"}
    assert (await mapped.service.client.get("/ogc", headers=bearer)).status_code == 200
    assert (await mapped.service.client.get("/ogc", auth=("any", mapped.token))).status_code == 200
