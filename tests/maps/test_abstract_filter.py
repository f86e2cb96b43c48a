"""The abstract tests of OGC API Features Part 3 (19-079r2, Annex A) and of CQL2 (21-065r2, Annex A), by their ids.

Not here: /conf/filter/get-functions (no functions are offered) and the tests named `test-data` (they need OGC's own
countries and cities as features). Where the standard stores predicates to combine them, the same are combined here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from random import Random
from typing import Any

import jsonschema
import orjson
import pytest

from models.cql2 import read_filter
from models.layers import LAYERS
from models.map_crs import BY_NAME, MAP_CRS
from tests.maps.test_abstract_crs import from_degrees
from tests.ogc import ask, features
from tests.service import Json, Operation, answered

pytestmark = pytest.mark.asyncio(loop_scope="session")

ROOT = "http://minetally.test/ogc"
REL = "http://www.opengis.net/def/rel/ogc/1.0/queryables"
LANGUAGES = ("cql2-text", "cql2-json")
VALUES = {
    "string": "'foo'",
    "number": "3.14",
    "integer": "1",
    "date": "DATE('2022-04-14')",
    "date-time": "TIMESTAMP('2022-04-14T14:48:46Z')",
}
"""The value of CQL2's own tests for each kind of queryable."""
in_both_languages = pytest.mark.parametrize("language", LANGUAGES)
in_each_layer = pytest.mark.parametrize("layer", LAYERS)


async def queryables(mapped: Operation, layer: str) -> dict[str, str]:
    """The name of each queryable with a type, and its kind."""
    document = answered(await ask(mapped, f"/ogc/collections/{layer}/queryables"))
    return {
        name: one.get("format", one["type"])
        for name, one in document["properties"].items()
        if not one.get("format", "").startswith("geometry-")
    }


async def matched(mapped: Operation, layer: str, text: str, language: str = "cql2-text", **query: Any) -> list[str]:
    """The features that a filter finds, in either language (/conf/cql2-text/validate, /conf/cql2-json/validate)."""
    if language == "cql2-json":
        text = orjson.dumps(read_filter(text, "cql2-text")).decode()
    found = await features(mapped, layer, filter=text, filter__lang=language, limit=1000, **query)
    return [one["id"] for one in found]


def batched(every: Iterable[Any], n: int) -> Iterator[list[Any]]:
    """As the one of itertools, which Python 3.11 does not have."""
    rest = iter(every)
    return iter(lambda: [*islice(rest, n)], [])


async def all_of(mapped: Operation, layer: str) -> list[str]:
    return [one["id"] for one in await features(mapped, layer, limit=1000)]


async def status(mapped: Operation, layer: str, **query: Any) -> int:
    return (await ask(mapped, f"/ogc/collections/{layer}/items", **query)).status_code


# Part 3


@pytest.mark.parametrize("name", ["queryables", "queryables-query-parameters", "filter", "features-filter"])
async def test_the_classes_are_declared(mapped: Operation, name: str) -> None:
    """/conf/queryables/get-conformance, and the same of each other class."""
    declared = answered(await ask(mapped, "/ogc/conformance"))["conformsTo"]
    assert f"http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/{name}" in declared


@in_each_layer
async def test_queryables_are_found(mapped: Operation, layer: str) -> None:
    """/conf/queryables/get-queryables-uris, and get-collections and get-collection of /conf/features-filter."""
    uri = f"{ROOT}/collections/{layer}/queryables"
    items = await ask(mapped, f"/ogc/collections/{layer}/items")
    assert items.links[REL]["url"] == uri
    assert layer in [one["id"] for one in answered(await ask(mapped, "/ogc/collections"))["collections"]]
    collection = answered(await ask(mapped, f"/ogc/collections/{layer}"))
    assert [link["href"] for link in collection["links"] if link["rel"] == REL] == [uri]


@in_each_layer
async def test_queryables(mapped: Operation, layer: str) -> None:
    """/conf/queryables/get-queryables, /conf/basic-cql2/basic-test."""
    uri = f"{ROOT}/collections/{layer}/queryables"
    headers = {"Accept": "application/schema+json"}
    answer = await mapped.service.client.get(uri, headers=headers, auth=("map", mapped.token))
    assert answer.headers["content-type"] == "application/schema+json"
    document = answered(answer)
    jsonschema.Draft202012Validator.check_schema(document)
    assert document["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert (document["$id"], document["type"], document["additionalProperties"]) == (uri, "object", False)
    for one in document["properties"].values():
        assert "type" in one or one["format"].startswith("geometry-")
    kinds = await queryables(mapped, layer)
    assert kinds
    assert {*kinds.values()} <= VALUES.keys()


@in_each_layer
async def test_a_queryable_as_a_parameter(mapped: Operation, layer: str) -> None:
    """/conf/queryables-query-parameters/query-param."""
    whole = await features(mapped, layer, limit=1000)
    kinds, last = await queryables(mapped, layer), whole[-1]["properties"]
    for some in batched((name for name in kinds if last[name] is not None), 4):
        wanted = [one["id"] for one in whole if all(one["properties"][name] == last[name] for name in some)]
        found = await features(mapped, layer, limit=1000, **{name: last[name] for name in some})
        assert [one["id"] for one in found] == wanted, some
    for kind in {*kinds.values()} - {"string"}:  # every text is a valid one
        name = next(name for name in kinds if kinds[name] == kind)
        assert await status(mapped, layer, **{name: "nothing"}) == 400, name


@in_both_languages
@in_each_layer
async def test_a_filter(mapped: Operation, layer: str, language: str) -> None:
    """/conf/filter/filter-param, /conf/filter/filter-lang-default, /conf/features-filter/filter-on-items."""
    whole = await features(mapped, layer, limit=1000)
    for name in [*await queryables(mapped, layer)][-4:]:
        wanted = [one["id"] for one in whole if one["properties"][name] is None]
        assert await matched(mapped, layer, f"{name} IS NULL", language) == wanted
    invalid = {"filter": "THIS IS NOT A FILTER"}
    assert await status(mapped, layer, **invalid, **{"filter-lang": language}) == 400
    assert await status(mapped, layer, **invalid) == 400
    assert await status(mapped, layer, filter="id IS NULL") == 200


@in_both_languages
@in_each_layer
async def test_a_queryable_that_there_is_not(mapped: Operation, layer: str, language: str) -> None:
    """/conf/filter/expression-construction."""
    text = "this_is_not_a_queryable IS NULL"
    tree = orjson.dumps(read_filter(text, "cql2-text")).decode()
    filter = {"cql2-text": text, "cql2-json": tree}[language]
    assert await status(mapped, layer, filter=filter, **{"filter-lang": language}) == 400


async def extent(mapped: Operation, layer: str) -> list[float] | None:
    document = answered(await ask(mapped, f"/ogc/collections/{layer}"))
    box: list[float] | None = document.get("extent", {}).get("spatial", {}).get("bbox", [None])[0]
    return box


def in_box(*numbers: float) -> str:
    return f"S_INTERSECTS(geometry,BBOX({','.join(f'{number:.9f}' for number in numbers)}))"


@in_both_languages
@in_each_layer
async def test_positions_of_a_filter_are_in_wgs84(mapped: Operation, layer: str, language: str) -> None:
    """/conf/filter/filter-crs-wgs84, /conf/features-filter/mixing-expression."""
    box = await extent(mapped, layer)
    if box:
        whole, text = await all_of(mapped, layer), in_box(*box)
        assert await matched(mapped, layer, text, language) == whole
        assert await matched(mapped, layer, text, language, bbox=",".join(map(str, box))) == whole
        assert await matched(mapped, layer, text, language, bbox="10,10,11,11") == []
    assert box or layer == "editions"
    text = in_box(1000000, 1000000, 2000000, 2000000)
    tree = orjson.dumps(read_filter(text, "cql2-text")).decode()
    filter = {"cql2-text": text, "cql2-json": tree}[language]
    assert await status(mapped, layer, filter=filter, **{"filter-lang": language}) == 400


@pytest.mark.parametrize("crs", [crs.uri for crs in MAP_CRS])
@in_each_layer
async def test_positions_of_a_filter_in_a_crs(mapped: Operation, layer: str, crs: str) -> None:
    """/conf/filter/filter-crs-param: a little wider than the layer, as a box of a grid is no box in degrees."""
    box = await extent(mapped, layer)
    if box:
        west, south, east, north = box[0] - 0.01, box[1] - 0.01, box[2] + 0.01, box[3] + 0.01
        corners = [from_degrees(crs, lon, lat) for lon in (west, east) for lat in (south, north)]
        pairs = [*zip(*corners, strict=True)]
        text = in_box(*map(min, pairs), *map(max, pairs))
        assert await matched(mapped, layer, text, filter__crs=crs) == await all_of(mapped, layer)
    assert crs in BY_NAME
    nothing = {"filter-crs": "http://www.opengis.net/def/crs/OGC/0/does_not_exist"}
    assert await status(mapped, layer, filter=in_box(46, 39, 47, 40), **nothing) == 400


# CQL2


@in_both_languages
@in_each_layer
async def test_comparison(mapped: Operation, layer: str, language: str) -> None:
    """/conf/basic-cql2/comparison, /conf/basic-cql2/is-null: nothing is two opposites, and all is one or unknown."""
    whole, opposites = await all_of(mapped, layer), (("=", "<>"), (">", "<="), ("<", ">="))
    for some in batched((await queryables(mapped, layer)).items(), 8):
        never, always = [], []
        for name, kind in some:
            value = VALUES[kind]
            for one, other in opposites:
                never.append(f"({name} {one} {value} AND {name} {other} {value})")
                always.append(f"({name} {one} {value} OR {name} {other} {value} OR {name} IS NULL)")
            never.append(f"({name} IS NULL AND {name} is not null)")
        assert await matched(mapped, layer, " OR ".join(never), language) == []
        assert await matched(mapped, layer, " AND ".join(always), language) == whole
    nowhere = [one["id"] for one in await features(mapped, layer, limit=1000) if one["geometry"] is None]
    assert await matched(mapped, layer, "geometry IS NULL", language) == nowhere
    assert await matched(mapped, layer, "geometry is not null", language) == [
        id for id in whole if id not in nowhere
    ]  # fmt: skip


@in_both_languages
@in_each_layer
async def test_boolean(mapped: Operation, layer: str, language: str) -> None:
    """/conf/basic-cql2/boolean."""
    assert await matched(mapped, layer, "true", language) == await all_of(mapped, layer)
    assert await matched(mapped, layer, "false", language) == []


@in_both_languages
@in_each_layer
async def test_like(mapped: Operation, layer: str, language: str) -> None:
    """/conf/advanced-comparison-operators/like."""
    whole = await features(mapped, layer, limit=1000)
    texts = [name for name, kind in (await queryables(mapped, layer)).items() if kind == "string"]
    for some in batched(texts, 12):
        never = " OR ".join(f"({name} like '_%' AND {name} like '') OR {name} like '\\%\\_'" for name in some)
        assert await matched(mapped, layer, never, language) == []
        same = " AND ".join(f"({name} IS NULL OR ({name} LIKE '%' AND {name} like '%%'))" for name in some)
        assert await matched(mapped, layer, same, language) == [one["id"] for one in whole]


@in_both_languages
@in_each_layer
async def test_between_and_in(mapped: Operation, layer: str, language: str) -> None:
    """/conf/advanced-comparison-operators/between, /conf/advanced-comparison-operators/in."""
    whole = await features(mapped, layer, limit=1000)
    lists = {
        "string": "('foo', 'bar')",
        "date": "('2022-04-14', '2022-04-15')",
        "date-time": "('2022-04-14T14:52:56Z', '2022-04-14T15:52:56Z')",
    }
    kinds = await queryables(mapped, layer)
    numbers = [name for name, kind in kinds.items() if kind in ("number", "integer")]
    others = " OR ".join(f"{name} in {lists[kind]}" for name, kind in kinds.items() if kind in lists)
    assert await matched(mapped, layer, others, language) == []
    for name in numbers[:3]:
        for text, holds in (
            ("BETWEEN 0 AND 100", lambda value: 0 <= value <= 100),
            ("between 100.0 and 1.0", lambda value: False),
            ("IN (1, 2, 3)", lambda value: value in (1, 2, 3)),
        ):
            wanted = [
                one["id"] for one in whole if (value := one["properties"][name]) is not None and holds(value)
            ]  # fmt: skip
            assert await matched(mapped, layer, f"{name} {text}", language) == wanted, (name, text)


@in_both_languages
@in_each_layer
async def test_s_intersects(mapped: Operation, layer: str, language: str) -> None:
    """/conf/basic-spatial-functions/s_intersects."""
    placed = [one["id"] for one in await features(mapped, layer, limit=1000) if one["geometry"]]
    assert await matched(mapped, layer, in_box(-180, -90, 180, 90), language) == placed
    assert await matched(mapped, layer, "S_INTERSECTS(geometry,POINT(7.02 49.92))", language) == []
    assert await status(mapped, layer, filter="S_INTERSECTS(geometry,POINT(90 180))") == 400
    both = f"{in_box(-180, -90, -90, 90)} AND {in_box(90, -90, 180, 90)}"
    assert await matched(mapped, layer, both, language) == []


def known(value: bool | None, *others: bool | None, wanted: bool) -> bool | None:
    """AND of three values where `wanted` is false, OR where it is true: one of them decides, else what is unknown."""
    values = (value, *others)
    if wanted in values:
        return wanted
    return None if None in values else not wanted


def negated(value: bool | None) -> bool | None:
    return None if value is None else not value


def of(find: Json, name: str, text: str, holds: Any) -> bool | None:
    """Whether a comparison holds for a find; None where its value is unknown."""
    value = find[name]
    return (value is None) if text.endswith("IS NULL") else None if value is None else bool(holds(value))


PREDICATES: list[tuple[str, str, Any]] = [
    ("count", "count > 12", lambda value: value > 12),
    ("count", "count <> 3", lambda value: value != 3),
    ("marking", "marking >= 'TM-62M'", lambda value: value >= "TM-62M"),
    ("manufactured_year", "manufactured_year = 2021", lambda value: value == 2021),
    ("manufactured_year", "manufactured_year IS NULL", None),
    ("found_on", "found_on <= DATE('2022-08-18')", lambda value: value <= "2022-08-18"),
    ("marking", "marking LIKE '3-%'", lambda value: value.startswith("3-")),
    ("count", "count BETWEEN 5 AND 20", lambda value: 5 <= value <= 20),
    ("category", "category IN ('av_mine')", lambda value: value == "av_mine"),
    ("lat", "S_INTERSECTS(geometry,BBOX(46,39.7,47,40))", lambda value: value >= 39.7),
]


@in_both_languages
async def test_logical(mapped: Operation, language: str) -> None:
    """/conf/basic-cql2/logical, and `logical` of advanced-comparison-operators and of basic-spatial-functions."""
    whole, chance = await features(mapped, "finds", limit=1000), Random(14)
    for _ in range(12):
        four = chance.sample(PREDICATES, 4)
        p1, p2, p3, p4 = (f"({text})" for _, text, _ in four)
        text = f"((NOT {p1} AND {p2}) OR ({p3} and NOT {p4}) or not ({p1} AND {p4}))"
        wanted = []
        for one in whole:
            a, b, c, d = (of(one["properties"], *predicate) for predicate in four)
            parts = (
                known(negated(a), b, wanted=False),
                known(c, negated(d), wanted=False),
                negated(known(a, d, wanted=False)),
            )
            if known(*parts, wanted=True):
                wanted.append(one["id"])
        assert await matched(mapped, "finds", text, language) == wanted, text
