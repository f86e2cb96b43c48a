"""Filters in CQL2: the same finds as Python finds, on both databases; and what is wrong with one is said."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from math import cos, sin, tau
from typing import Any

import orjson
import pytest
import shapely

from models.cql2 import DEEPEST, LONGEST, MOST_OPERATORS, FilterError, read_filter
from tests.ogc import a_week, ask, counts, features, lonlat
from tests.service import Json, Operation, refused

ITEMS = "/ogc/collections/finds/items"
TRIANGLE = [(46.5, 39.6), (46.6, 39.8), (46.5, 39.8), (46.5, 39.6)]
RING_WITH_HOLE = "POLYGON((46 39,47 39,47 40,46 40,46 39),(46.5 39.65,46.6 39.65,46.6 39.75,46.5 39.75,46.5 39.65))"

Find = Json
CASES: list[tuple[str, Callable[[Find], Any]]] = [
    ("count > 5", lambda find: find["count"] > 5),
    ("5 < count", lambda find: find["count"] > 5),
    ("count >= 5 AND count <= 7.5", lambda find: 5 <= find["count"] <= 7.5),
    ("count <> 5", lambda find: find["count"] != 5),
    ("count BETWEEN 3 AND 4", lambda find: 3 <= find["count"] <= 4),
    ("count NOT BETWEEN 3 AND 28", lambda find: not 3 <= find["count"] <= 28),
    ("count IN (1, 2, 99)", lambda find: find["count"] in (1, 2)),
    ("NOT category IN ('ap_mine')", lambda find: find["category"] != "ap_mine"),
    ("manufactured_year IS NULL", lambda find: "manufactured_year" not in find),
    ("manufactured_year = 2021 OR count = 1", lambda find: "manufactured_year" in find or find["count"] == 1),
    ("NOT (manufactured_year = 2021)", lambda find: False),  # of an unknown year nothing is known
    ("marking = 'ПМН-2'", lambda find: find["marking"] == "ПМН-2"),
    ("marking LIKE 'ПМ_-%'", lambda find: find["marking"] == "ПМН-2"),
    ("marking LIKE 'tm%'", lambda find: False),  # capitals differ
    ("note LIKE '100\\% [sure] 5\\_a'", lambda find: find.get("note") == "100% [sure] 5_a"),
    ("note LIKE '%[sure]%'", lambda find: "note" in find),
    ("note LIKE '%*%' OR note LIKE '%?%'", lambda find: False),
    ("marking > 'A' AND marking < 'a'", lambda find: find["marking"] == "TM-62M"),
    ("found_on = DATE('2022-08-16')", lambda find: find["found_on"] == "2022-08-16"),
    ("found_on >= '2022-08-20'", lambda find: find["found_on"] >= "2022-08-20"),
    ("found_on < TIMESTAMP('2022-08-16T00:00:00Z')", lambda find: find["found_on"] < "2022-08-16"),
    ("T_AFTER(found_on, DATE('2022-08-20'))", lambda find: find["found_on"] > "2022-08-20"),
    ("T_BEFORE(found_on, DATE('2022-08-16'))", lambda find: find["found_on"] < "2022-08-16"),
    ("T_AFTER(DATE('2022-08-16'), found_on)", lambda find: find["found_on"] < "2022-08-16"),
    (
        "T_INTERSECTS(found_on, INTERVAL('2022-08-16','2022-08-18'))",
        lambda find: "2022-08-16" <= find["found_on"] <= "2022-08-18",
    ),
    ("T_DURING(found_on, INTERVAL('2022-08-16','2022-08-18'))", lambda find: find["found_on"] == "2022-08-17"),
    ("T_DISJOINT(found_on, INTERVAL('2022-08-16','..'))", lambda find: find["found_on"] < "2022-08-16"),
    ("T_EQUALS(found_on, DATE('2022-08-16'))", lambda find: find["found_on"] == "2022-08-16"),
    ("T_AFTER(created_received_at, TIMESTAMP('2022-01-01T00:00:00+04:00'))", lambda find: True),
    ("created_received_at < DATE('2022-01-01')", lambda find: False),
    ("S_INTERSECTS(geometry, BBOX(46.5,39.7,46.6,39.8))", lambda find: find["count"] <= 10),
    ("S_INTERSECTS(geometry, POINT(46.55 39.79))", lambda find: find["count"] == 1),
    (
        f"S_INTERSECTS(geometry, POLYGON(({', '.join(f'{x} {y}' for x, y in TRIANGLE)})))",
        lambda find: shapely.Polygon(TRIANGLE).intersects(shapely.Point(lonlat(find["count"] - 1))),
    ),
    (
        f"S_INTERSECTS(geometry, {RING_WITH_HOLE}) AND count > 2",
        lambda find: find["count"] > 2 and shapely.from_wkt(RING_WITH_HOLE).intersects(_point(find)),
    ),
    (
        "S_INTERSECTS(geometry, MULTIPOLYGON(((46 39.785,47 39.785,47 40,46 39.785)),((46 39,47 39,47 39.55,46 39))))",
        lambda find: shapely.from_wkt(
            "MULTIPOLYGON(((46 39.785,47 39.785,47 40,46 39.785)),((46 39,47 39,47 39.55,46 39)))"
        ).intersects(_point(find)),
    ),
    ("position_lat >= 39.75 AND flags LIKE '%unknown_marking%'", lambda find: False),
    ("type_category = category AND lat <= position_lat", lambda find: True),
    ("geometry IS NOT NULL", lambda find: True),
    ("TRUE", lambda find: True),
    ('FALSE OR "count" = 3', lambda find: find["count"] == 3),
]


def _point(find: Find) -> shapely.Point:
    return shapely.Point(lonlat(find["count"] - 1))


async def test_a_filter_finds_what_it_says_as_text_and_as_json(operation: Operation) -> None:
    _, made = await a_week(operation)
    for text, wanted in CASES:
        expected = sorted(one["set"]["count"] for one in made if wanted(one["set"]))
        assert await counts(operation, filter=text) == expected, text
        tree = orjson.dumps(read_filter(text, "cql2-text")).decode()
        assert await counts(operation, filter=tree, filter__lang="cql2-json", limit=9) == expected, tree
    some = await features(operation, "finds", filter="count > 5", category="av_mine", datetime="2022-08-17/..")
    expected = [n + 1 for n in range(5, 30) if n % 3 == 1 and n % 8 >= 2]
    assert sorted(one["properties"]["count"] for one in some) == expected


WRONG = [
    ("count >", "line 1, character 8"),
    ("count = 1 garbage", "line 1, character 11"),
    ("(count = 1", "not closed"),
    ("count = 1)", "closing bracket without an opening bracket at character 10"),
    ("colour = 'red'", "colour"),
    ("count = 'many'", "count is a number"),
    ("marking = 3", "marking is of kind text"),
    ("marking = count", "kind text, and count of kind integer"),
    ("found_on = 'monday'", "monday"),
    ("found_on = DATE('2022-02-30')", "2022-02-30"),
    ("count = DATE('2022-02-20')", "compared with the time"),
    ("count + 1 > 5", "+"),
    ("foo(count) = 1", "foo"),
    ("count", "where a condition must stand"),
    ("count LIKE '1%'", "like"),
    ("marking LIKE 'a\\'", "nothing follows"),
    ("S_WITHIN(geometry, POINT(1 2))", "s_within: is not offered"),
    ("S_INTERSECTS(marking, POINT(1 2))", "geometry"),
    ("S_INTERSECTS(geometry, LINESTRING(1 2, 3 4))", "LineString"),
    ("S_INTERSECTS(geometry, POINT(46 139))", "degrees of the earth"),
    ("S_INTERSECTS(geometry, BBOX(1,2,3,1))", "south edge north"),
    ("S_INTERSECTS(geometry, POLYGON((46 39,47 40,47 39,46 40,46 39)))", "not valid"),
    ("T_DURING(found_on, DATE('2022-08-15'))", "interval"),
    ("T_AFTER(count, DATE('2022-08-15'))", "takes a date"),
    ("T_MEETS(found_on, DATE('2022-08-15'))", "t_meets: is not offered"),
    ("count = 1e300", "count is a number"),
    ("CASEI(marking) = 'a'", "="),
]


async def test_a_filter_that_cannot_be_taken_is_refused_with_what_is_wrong(operation: Operation) -> None:
    for text, said in WRONG:
        problem = refused(await ask(operation, ITEMS, filter=text), 400, "invalid_request")
        (error,) = problem["errors"]
        assert error["field"] == "filter"
        assert said in error["detail"], (text, error)


WRONG_JSON: list[Any] = [
    [], 3, "x", None, {}, {"op": "and"}, {"op": "and", "args": []}, {"op": "=", "args": [1]},
    {"op": "=", "args": [1, 2]}, {"op": "not", "args": []}, {"op": 5, "args": []},
    {"op": "in", "args": [{"property": "count"}, 5]},
    {"op": "in", "args": [{"property": "count"}, []]}, {"op": "=", "args": [{"property": ["count"]}, 5]},
    {"op": "=", "args": [{"property": "count"}, None]}, {"op": "=", "args": [{"property": "count"}, [1]]},
    {"op": "=", "args": [{"property": "marking"}, "a\0b"]}, {"op": "=", "args": [{"property": "count"}, True]},
    {"op": "s_intersects", "args": [{"property": "geometry"}, {"type": "Polygon", "coordinates": [[1]]}]},
    {"op": "s_intersects", "args": [{"property": "geometry"}, {"type": "Polygon", "coordinates": []}]},
    {"op": "s_intersects", "args": [{"property": "geometry"}, {"bbox": [1]}]},
    {"op": "s_intersects", "args": [{"property": "geometry"}, {"bbox": ["a", 1, 2, 3]}]},
    {"op": "t_after", "args": [{"property": "found_on"}, {"interval": ["2022-01-01"]}]},
    {"op": "t_after", "args": [{"property": "found_on"}, {"interval": [1, 2]}]},
    {"op": "t_after", "args": [{"property": "found_on"}, {"interval": [{"property": "found_on"}, ".."]}]},
    {"op": "between", "args": [{"property": "count"}, 1]}, {"op": "like", "args": [{"property": "note"}, 5]},
    {"op": "isNull", "args": [5]}, {"op": "=", "args": [{"property": "found_on"}, {"date": "x", "timestamp": "y"}]},
]  # fmt: skip


async def test_json_that_is_no_filter_is_refused_too(operation: Operation) -> None:
    for tree in WRONG_JSON:
        answer = await ask(operation, ITEMS, filter=orjson.dumps(tree).decode(), **{"filter-lang": "cql2-json"})
        refused(answer, 400, "invalid_request")
    for text in ("", "{", "[" * 5000, '{"op":"not","args":[' * 500 + "true" + "]}" * 500, "count > 5"):
        refused(await ask(operation, ITEMS, filter=text, **{"filter-lang": "cql2-json"}), 400, "invalid_request")


TURNS = [n % 600 / 600 * tau for n in range(601)]
CIRCLE = ",".join(f"{46.5 + 0.3 * cos(turn):.4f} {39.7 + 0.3 * sin(turn):.4f}" for turn in TURNS)
LARGE: list[tuple[str, int]] = [
    ("count IN (" + ",".join(map(str, range(3000))) + ")", 200),
    ("count = " + "+".join(["1"] * 4000), 400),
    (" OR ".join(["count = 1"] * MOST_OPERATORS), 400),
    (" OR ".join(["count = 1"] * (MOST_OPERATORS - 1)), 200),
    (" OR ".join(["S_INTERSECTS(geometry,BBOX(46,39,47,40))"] * 350), 200),
    (f"S_INTERSECTS(geometry,POLYGON(({CIRCLE})))", 200),
    ("NOT " * DEEPEST + "count = 1", 200),
    ("NOT " * 3000 + "count = 1", 400),
]


async def test_a_large_filter_is_answered_or_refused(operation: Operation) -> None:
    await a_week(operation)
    for text, status in LARGE:
        response = await ask(operation, ITEMS, filter=text)
        assert response.status_code == status, (text[:60], response.text[:300])


@pytest.mark.parametrize(
    "text",
    [
        "(" * 8000,
        "(" * 4000 + "count=1" + ")" * 4000,
        "NOT " * 3900 + "count=1",
        "count=" + "-" * 15000 + "1",
        "count=1" + "-1" * 7900,
        "count=2" + "^2" * 7900,
        "count" + "=1" * 7900,
        "x" * (LONGEST + 1),
        "f(" * (DEEPEST + 1) + "1" + ")" * (DEEPEST + 1),
        "count > 1" + " AND NOT count > 1" * 400,
    ],
    ids=lambda text: f"{text[:12]} {len(text)}",
)
def test_no_filter_ends_the_server_or_keeps_it_busy(text: str) -> None:
    """The parser is recursive: without a larger stack and a count of brackets some of these end the process."""
    with suppress(FilterError):
        read_filter(text, "cql2-text")


@pytest.mark.parametrize("text", ["it''s", "a\tb", "a\nb", "a\rb", "a\x07\x08\x0b\x0cb", "\\", "''", '"quoted"'])
def test_escaping(text: str) -> None:
    """/conf/cql2-text/escaping: quotes are doubled, and control characters stay."""
    tree = read_filter(f"note = '{text}'", "cql2-text")
    assert tree["args"][1] == text.replace("''", "'")
