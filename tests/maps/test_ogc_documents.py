"""What OGC API Features says of itself, to programs and to people."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any

import pytest
from litestar.datastructures.headers import Accept
from openapi_spec_validator import OpenAPIV30SpecValidator

from api.ogc.asked import preferred_form
from api.ogc.sketch import HEIGHT, WIDTH, sketch
from models.layers import LAYERS
from tests.ogc import ask, every
from tests.service import Json, Operation, answered, refused


def by_rel(document: Json) -> dict[str, Json]:
    return {link["rel"]: link for link in document["links"]}


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
    *(
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "p",
        "h1",
        "h2",
        "a",
        "ul",
        "li",
        "small",
        "div",
        "nav",
        "span",
    ),
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


async def test_a_page_of_finds_shows_what_a_person_wants_first_and_where(operation: Operation) -> None:
    await every(operation)
    text = (await ask(operation, "/ogc/collections/finds/items", f="html")).text
    first = ["found_on", "marking", "category", "count", "state"]
    first += ["disposition", "district_computed", "created_team", "note", "flags"]
    assert re.findall("<th>(.*?)</th>", text) == ["id", *first, "others"]
    assert '<span class="day">2022-08-15</span>' in text
    folded = re.findall(r"<details><summary>(\d+) more</summary><dl>(.*?)</dl></details>", text)
    assert len(folded) == 32
    for number, listed in folded:
        names = re.findall("<dt>(.*?)</dt>", listed)
        assert len(names) == int(number)
        assert {"version", "lat", "lon", "position_crs"} <= {*names}
        assert not {*names} & {"id", *first}


@pytest.mark.parametrize("tilt", range(7))
@pytest.mark.parametrize("size", [0.0, 0.03, 0.7, 5.0])
def test_the_degrees_of_a_sketch_are_inside_it_and_beside_each_other(size: float, tilt: int) -> None:
    lon, lat = 46.55 + tilt * size / 7.3, 39.7 + tilt * size / 11.1
    places = [{"type": "Point", "coordinates": [lon + a * size, lat + b * size]} for a, b in ((0, 0), (1, 0.4))]
    drawn = sketch([(place, "", "a find") for place in places])
    shown = [
        (float(x), float(y), text)
        for x, y, text in re.findall(r'<text x="([\d.-]+)" y="([\d.-]+)">(.*?°)</text>', drawn)
    ]
    above = sorted((x, x + 7 * len(text)) for x, y, text in shown if y == 12)
    beside = sorted(y for x, y, _ in shown if x == 3 and y != 12)
    assert len(shown) == len(above) + len(beside)
    assert above
    assert beside
    assert above[0][0] >= 0
    assert above[-1][1] <= WIDTH
    assert all(before[1] < after[0] for before, after in pairwise(above))
    assert beside[0] - 11 >= 12
    assert beside[-1] <= HEIGHT
    assert all(after - before >= 11 for before, after in pairwise(beside))


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
