"""What OGC API Features says of itself, to programs and to people."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

import pytest
from litestar.datastructures.headers import Accept
from openapi_spec_validator import OpenAPIV30SpecValidator

from api.ogc.asked import preferred_form
from models.layers import LAYERS
from tests.ogc import SQUARE, a_conflict, a_week, ask
from tests.service import Json, Operation, answered, create, new_id, refused


def by_rel(document: Json) -> dict[str, Json]:
    return {link["rel"]: link for link in document["links"]}


async def every(operation: Operation) -> None:
    """Something of each layer."""
    tablet, made = await a_week(operation)
    await tablet.push(
        create(marking="<script>alert(1)</script>", note='"><b onclick=x>', position=made[0]["set"]["position"])
    )
    await a_conflict(operation, made[0]["find_id"])
    answered(await operation.call("POST", "/v1/areas", {"kind": "district", "name": "<i>", "geometry": SQUARE}), 201)
    week = {"id": new_id(), "from": "2022-08-15", "to": "2022-08-22"}
    answered(await operation.call("POST", "/v1/editions", week), 201)


async def test_everything_is_found_from_the_landing_page_by_links_that_say_their_types(operation: Operation) -> None:
    await every(operation)
    pending, seen = ["http://minetally.test/ogc"], set[str]()
    while pending:
        url = pending.pop()
        if url in seen or "/v1/" in url or "/items/" in url:
            continue
        seen.add(url)
        answer = await ask(operation, url)
        assert answer.status_code == 200, url
        if answer.headers["content-type"].startswith("text/html"):
            continue
        document = answered(answer)
        for one in (document, *document.get("collections", [])):
            for link in one.get("links", []):
                assert link["href"].startswith("http://minetally.test/"), link
                pending.append(link["href"])
                if "/v1/" not in link["href"]:
                    there = await ask(operation, link["href"])
                    assert there.headers["content-type"].replace("; charset=utf-8", "") == link["type"], link
    assert {f"http://minetally.test/ogc/collections/{name}/items" for name in LAYERS} <= seen


async def test_programs_find_what_they_look_for(operation: Operation) -> None:
    landing = by_rel(answered(await ask(operation, "/ogc")))
    assert {"service-desc", "conformance", "data"} <= landing.keys()  # QGIS needs the three
    assert landing["service-desc"]["type"] == "application/vnd.oai.openapi+json;version=3.0"  # GDAL takes no other
    description = await ask(operation, landing["service-desc"]["href"])
    assert description.headers["content-type"] == landing["service-desc"]["type"]
    document = answered(description)
    OpenAPIV30SpecValidator(document).validate()
    assert document["components"]["parameters"]["limit"]["schema"]["maximum"] == 1000
    described = answered(await ask(operation, "/ogc/collections/finds"))
    links = by_rel(described)
    schema = answered(await ask(operation, links["http://www.opengis.net/def/rel/ogc/1.0/schema"]["href"]))
    assert schema["properties"]["found_on"]["x-ogc-role"] == "primary-instant"
    assert schema["properties"]["manufactured_year"]["type"] == "integer"
    queryables = answered(await ask(operation, links["http://www.opengis.net/def/rel/ogc/1.0/queryables"]["href"]))
    assert "photos" not in queryables["properties"]
    assert queryables["properties"]["geometry"]["format"] == "geometry-point"
    conformance = answered(await ask(operation, "/ogc/conformance"))["conformsTo"]
    assert "http://www.opengis.net/spec/cql2/1.0/conf/cql2-text" in conformance
    assert described["storageCrs"] in described["crs"]


class Page(HTMLParser):
    """What a browser would act upon."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.addresses: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.addresses += [value or "" for name, value in attrs if name in ("href", "src", "style") or name[:2] == "on"]


TAGS = {
    *("html", "head", "meta", "title", "style", "body", "p", "h1", "h2", "a", "ul", "li", "small", "div", "nav"),
    *("table", "thead", "tbody", "tr", "th", "td", "svg", "g", "circle", "path"),
    *("line", "text", "details", "summary", "dl", "dt", "dd"),
}
"""The tags that pages have; a script is none of them."""


async def test_a_person_can_browse_it_and_what_was_typed_is_text(operation: Operation) -> None:
    await every(operation)
    pending, seen = ["http://minetally.test/ogc"], set[str]()
    while pending:
        url = pending.pop()
        if url in seen:
            continue
        seen.add(url)
        answer = await operation.service.client.get(
            url, auth=("me", operation.token), headers={"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
        )
        assert answer.status_code == 200, url
        if answer.headers["content-type"] != "text/html; charset=utf-8":
            assert "f=json" in url or "/v1/" in url, url
            continue
        page = Page(answer.text)
        assert page.tags <= TAGS, (url, page.tags - TAGS)
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert all(address.startswith("http://minetally.test/") for address in page.addresses), url
        inner = [one for one in page.addresses if "/v1/" not in one]
        items = [one for one in inner if "/items/" in one]
        pending += [one for one in inner if "/items/" not in one] + items[:3]
    for name in LAYERS:
        assert any(f"/collections/{name}/items/" in url for url in seen) or name == "duplicates", name


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        ("", "json"),
        ("*/*", "json"),
        ("application/geo+json, application/json", "json"),
        ("application/vnd.oai.openapi+json;version=3.0, application/openapi+json;version=3.0", "json"),
        ("text/html", "html"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "html"),
        ("application/json;q=0.9, text/html;q=0.1", "json"),
        ("application/json;q=0.1, text/html", "html"),
    ],
)
def test_the_form_is_the_one_that_accept_prefers(accept: str, form: str) -> None:
    assert preferred_form(Accept(accept), accept, "application/geo+json") == form


async def test_a_form_that_there_is_not_is_refused(operation: Operation) -> None:
    headers = {"Accept": "text/csv", "Authorization": f"Bearer {operation.token}"}
    answer: Any = await operation.service.client.get("/ogc", headers=headers)
    refused(answer, 406, "not_acceptable")
    refused(await ask(operation, "/ogc/collections/mines/items"), 404, "not_found")
    refused(await ask(operation, "/ogc?limit=5"), 400, "invalid_request")
