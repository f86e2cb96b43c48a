"""Bad input: each refusal names the field, why and how to mend it, stops nothing beside it, and is kept whole."""

from __future__ import annotations

import itertools
import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.fields import Field
from models.find import FIND_FIELDS
from sync.database.database import Database
from sync.verify.verify import verify
from tests.exchange.test_invariants import running
from tests.merging import values_of
from tests.service import (
    FIND,
    LETTER,
    Device,
    Json,
    Operation,
    answered,
    create,
    delete,
    edit,
    new_id,
    outcomes,
    place,
    refused,
    restore,
)

GOOD_POSITION = {"crs": "EPSG:4326", "lat": 39.7, "lon": 46.5}


@pytest.fixture
async def tablet(operation: Operation) -> Device:
    return await operation.enrol()


async def refusals(tablet: Device, mutations: list[Any]) -> list[list[tuple[str, str]]]:
    """Field and code of all that is wrong with each of these mutations, which come between two good ones."""
    first, last = create(), create()
    results = await tablet.push(first, *mutations, last)
    assert (results[0]["outcome"], results[-1]["outcome"]) == ("applied", "applied")
    found = []
    for mutation, result in zip(mutations, results[1:-1], strict=True):
        assert result["outcome"] == "rejected", mutation
        errors = result["problem"]["errors"]
        assert all(error["detail"] and error["remedy"] for error in errors), errors
        found.append([(error["field"], error["code"]) for error in errors])
    kept = await tablet.operation.items("/v1/quarantine")
    assert [row["mutation"] for row in kept] == mutations
    assert [row["problem"] for row in kept] == [result["problem"] for result in results[1:-1]]
    return found


def without(mutation: Json, *names: str) -> Json:
    return {name: value for name, value in mutation.items() if name not in names}


BAD_FIELDS: list[tuple[str, Any, str, str]] = [
    ("marking", "", "set.marking", "too_short"),
    ("marking", "- –_", "set.marking", "empty_marking"),
    ("marking", "x" * 65, "set.marking", "too_long"),
    ("marking", 3001, "set.marking", "wrong_type"),
    ("category", "mine", "set.category", "unknown_word"),
    ("category", "AP_MINE", "set.category", "unknown_word"),
    ("category", 1, "set.category", "unknown_word"),
    ("count", "12", "set.count", "wrong_type"),
    ("count", True, "set.count", "wrong_type"),
    ("count", 12.5, "set.count", "wrong_type"),
    ("count", [12], "set.count", "wrong_type"),
    ("count", 0, "set.count", "too_small"),
    ("count", 1_000_001, "set.count", "too_large"),
    ("count", 2**70, "set.count", "too_large"),
    ("count", -(2**53) - 1, "set.count", "too_small"),
    ("found_on", "2022-8-15", "set.found_on", "not_a_date"),
    ("found_on", "20220815", "set.found_on", "not_a_date"),
    ("found_on", "2022-W33-1", "set.found_on", "not_a_date"),
    ("found_on", "15.08.2022", "set.found_on", "not_a_date"),
    ("found_on", "2022-08-15T00:00:00", "set.found_on", "not_a_date"),
    ("found_on", "2022-08-15 ", "set.found_on", "not_a_date"),
    ("found_on", "2022-02-30", "set.found_on", "not_a_date"),
    ("found_on", "２０２２-08-15", "set.found_on", "not_a_date"),
    ("found_on", 20220815, "set.found_on", "not_a_date"),
    ("disposition", "lost", "set.disposition", "unknown_word"),
    ("manufactured_year", "2021", "set.manufactured_year", "wrong_type"),
    ("manufactured_year", 21, "set.manufactured_year", "too_small"),
    ("manufactured_country", "", "set.manufactured_country", "too_short"),
    ("lot", 7, "set.lot", "wrong_type"),
    ("district", ["Lachin"], "set.district", "wrong_type"),
    ("depth_cm", -1, "set.depth_cm", "too_small"),
    ("note", {"text": "wet"}, "set.note", "wrong_type"),
    ("photos", "a" * 64, "set.photos", "wrong_type"),
    ("photos", ["a" * 63], "set.photos.0", "wrong_form"),
    ("photos", ["a" * 64, "A" * 64], "set.photos.1", "wrong_form"),
    ("photos", ["a" * 64, None], "set.photos.1", "wrong_type"),
    ("colour", "green", "set.colour", "unknown_field"),
    ("deleted", True, "set.deleted", "unknown_field"),
    ("position", "38SPJ3491799329", "set.position", "wrong_type"),
    ("position", {}, "set.position.crs", "missing_member"),
    ("position", {**LETTER, "crs": 28408}, "set.position.crs", "unknown_crs"),
    ("position", {**LETTER, "crs": "EPSG:28410"}, "set.position.crs", "unknown_crs"),
    ("position", {"crs": "EPSG:28408", "x": 8635076, "y": 4401180}, "set.position.y", "swapped_axes"),
    ("position", {**LETTER, "crs": "EPSG:28409"}, "set.position.y", "wrong_zone"),
    ("position", {**LETTER, "y": 635076}, "set.position.y", "wrong_zone"),
    ("position", {**LETTER, "x": "4401180"}, "set.position.x", "not_a_number"),
    ("position", {**LETTER, "x": 44011800}, "set.position.x", "out_of_range"),
    ("position", {**LETTER, "z": 1100}, "set.position.z", "unknown_member"),
    ("position", {**GOOD_POSITION, "lat": 90.1}, "set.position.lat", "out_of_range"),
    ("position", {**GOOD_POSITION, "lat": True}, "set.position.lat", "not_a_number"),
    ("position", without(GOOD_POSITION, "lon"), "set.position.lon", "missing_member"),
    ("position", {**GOOD_POSITION, "accuracy_m": -5}, "set.position.accuracy_m", "out_of_range"),
    ("position", {"crs": "EPSG:32638", "easting": 4399329, "northing": 634917}, "set.position.easting", "swapped_axes"),
    ("position", {"crs": "MGRS", "mgrs": "38SPJ349179932"}, "set.position.mgrs", "bad_mgrs"),
]


async def test_a_bad_field_is_named_with_why_and_how_to_mend_it(tablet: Device) -> None:
    mutations = [create(**{name: value}) for name, value, _, _ in BAD_FIELDS]
    found = await refusals(tablet, mutations)
    for (name, value, field, code), errors in zip(BAD_FIELDS, found, strict=True):
        assert errors == [(field, code)], (name, value)


async def test_a_bad_member_of_a_mutation_is_named_with_why_and_how_to_mend_it(tablet: Device) -> None:
    made = create()
    id = made["find_id"]
    bad: list[tuple[Any, str, str]] = [
        (without(made, "id"), "id", "required"),
        ({**made, "id": "7"}, "id", "not_a_uuid"),
        ({**made, "id": made["id"] + "0"}, "id", "not_a_uuid"),
        ({**made, "id": None}, "id", "not_a_uuid"),
        ({**create(), "find_id": made["id"].replace("-", "")}, "find_id", "not_a_uuid"),
        (without(create(), "find_id"), "find_id", "required"),
        (without(create(), "op"), "op", "required"),
        ({**create(), "op": "resolve"}, "op", "unknown_word"),
        ({**create(), "op": ["create"]}, "op", "unknown_word"),
        ({**create(), "base_version": "3"}, "base_version", "wrong_type"),
        ({**create(), "base_version": -1}, "base_version", "too_small"),
        ({**create(), "set": [FIND]}, "set", "wrong_type"),
        ({**edit(id, count=(1, 2)), "was": 12}, "was", "wrong_type"),
        ({**edit(id, count=(1, 2)), "was": {"colour": "green"}}, "was.colour", "unknown_field"),
        (edit(id), "set", "required"),
        ({**delete(id), "set": {"count": 1}}, "set", "not_allowed"),
        ({**restore(id), "set": {"count": 1}}, "set", "not_allowed"),
        (without(create(), "made_at"), "made_at", "required"),
        ({**create(), "made_at": 1660641600}, "made_at", "wrong_type"),
        ({**create(), "made_at": "2022-08-16T09:00:00"}, "made_at", "not_an_instant"),
        ({**create(), "made_at": "2022-08-16"}, "made_at", "not_an_instant"),
        ({**create(), "made_at": "2022-08-16T25:00:00+04:00"}, "made_at", "not_an_instant"),
        ({**create(), "made_at": "0001-01-01T00:00:00+14:00"}, "made_at", "not_an_instant"),
        ({**edit(id), "set": {"count": None}}, "set.count", "wrong_type"),
        *[(value, "(all)", "wrong_type") for value in (None, True, 7, 1.5, "create", [], [made])],
    ]
    found = await refusals(tablet, [mutation for mutation, _, _ in bad])
    for (mutation, field, code), errors in zip(bad, found, strict=True):
        assert errors == [(field, code)], mutation


async def test_everything_that_is_wrong_with_a_mutation_is_told_at_once(tablet: Device) -> None:
    (found,) = await refusals(tablet, [{**create(count="12", found_on="yesterday"), "made_at": "noon"}])
    assert set(found) == {
        ("set.count", "wrong_type"), ("set.found_on", "not_a_date"), ("made_at", "not_an_instant"),
    }  # fmt: skip
    bare = {**create(), "id": new_id(), "set": {"lot": "7"}}
    (result,) = await tablet.push(bare)
    needed = ["set.marking", "set.category", "set.count", "set.position", "set.found_on"]
    assert [error["field"] for error in result["problem"]["errors"]] == needed


async def test_values_at_the_edge_of_their_range_are_taken(tablet: Device) -> None:
    taken: list[Json] = [
        {"count": 1},
        {"count": 1_000_000},
        {"count": 12.0},
        {"count": 1e3},
        {"manufactured_year": 2021.0},
        {"marking": "x" * 64},
        {"marking": "Э"},
        {"found_on": "0001-01-01"},
        {"found_on": "9999-12-31"},
        {"found_on": "2024-02-29"},
        {"note": "x" * 20_000},
        {"note": "\u0001 \ufeff \U0001f4a3 \u202e"},
        {"photos": ["a" * 64] * 200},
        {"photos": []},
        {"position": {**LETTER, "x": 4401180.0, "accuracy_m": 0}},
        {"position": {**GOOD_POSITION, "lat": -90, "lon": -180.0}},
        {"disposition": None, "lot": None, "note": None, "photos": None, "district": None, "condition": None},
    ]
    mutations = [create(**FIND)] + [{**create(), "set": {**FIND, **fields}} for fields in taken]
    mutations += [
        {**create(), "made_at": made_at}
        for made_at in (
            "2022-08-15T17:20:00Z",
            "9999-12-31T23:59:59+00:00",
            "0001-01-01T00:00:00+00:00",
            "2016-12-31T23:59:60Z",
            "2022-08-15t17:20:00z",
        )
    ]
    assert outcomes(await tablet.push(*mutations)) == ["applied"] * len(mutations)
    find = await tablet.operation.find(mutations[3]["find_id"])
    assert (find["count"], type(find["count"])) == (12, int)


async def test_unknown_members_of_a_mutation_and_of_a_request_are_for_newer_servers_and_stop_nothing(
    tablet: Device,
) -> None:
    made = {**create(), "app": "2.0"}
    (result,) = await tablet.push(made, battery=0.4)
    assert result["outcome"] == "applied"
    assert (await tablet.operation.history(made["find_id"]))[0]["mutation"] == made


# What no store keeps, and what RFC 8785 cannot write: only bytes can say it


def raw_create(note: str, **more: Any) -> bytes:
    """A create with this JSON text as its note."""
    return json.dumps({**create(note="NOTE"), **more}).replace('"NOTE"', note).encode()


DEEP = "[" * 300 + "]" * 300
UNSTORABLE: list[tuple[str, str, str]] = [
    (r'"a\u0000b"', "set.note", "not_storable"),
    (r'"a\ud800b"', "set.note", "not_storable"),
    (r'{"\ud800": 1}', r"set.note.\ud800", "not_storable"),
    ("1e999", "set.note", "out_of_range"),
    ("-1e999", "set.note", "out_of_range"),
    ("9007199254740993", "set.note", "wrong_type"),
    (DEEP, "(all)", "too_deep"),
]


async def test_what_no_store_keeps_refuses_its_mutation_and_nothing_else(tablet: Device) -> None:
    texts = [raw_create(note) for note, _, _ in UNSTORABLE]
    good = json.dumps(create()).encode()
    response = await tablet.post(b'{"mutations": [%s]}' % b", ".join([good, *texts, good.replace(b"3-001M", b"PMN")]))
    results = answered(response)["results"]
    assert (results[0]["outcome"], results[-1]["problem"]["code"]) == ("applied", "mutation_id_reused")
    for (note, field, code), result in zip(UNSTORABLE, results[1:-1], strict=True):
        (error,) = result["problem"]["errors"]
        assert error["field"].startswith(field), note
        assert error["code"] == code, note
        assert error["detail"], note
        assert error["remedy"], note
    again = answered(await tablet.post(b'{"mutations": [%s]}' % b",".join(texts)))["results"]
    assert again == [{**result, "replayed": True} for result in results[1:-1]]


async def test_what_is_refused_is_kept_as_it_was_sent_and_no_number_is_rewritten(tablet: Device) -> None:
    for note in ("9007199254740993", "1e999", r'"a\ud800b"'):
        text = raw_create(note)
        answered(await tablet.post(b'{"mutations": [%s]}' % text))
        kept = (await tablet.operation.items("/v1/quarantine"))[-1]["mutation"]
        if note == "9007199254740993":
            assert kept["set"]["note"] == 9007199254740993
        else:
            assert kept == text.decode()


async def test_far_too_deep_or_too_long_a_value_refuses_its_mutation_and_nothing_else(tablet: Device) -> None:
    made = create()
    for bad in ("[" * 100_000 + "]" * 100_000, "1" * 5000):
        body = b'{"mutations": [%s, %s]}' % (raw_create(bad), json.dumps(made).encode())
        results = answered(await tablet.post(body))["results"]
        assert outcomes(results) == ["rejected", "applied"]
        (error,) = results[0]["problem"]["errors"]
        assert error["code"] in ("too_deep", "out_of_range")


async def test_of_a_key_that_comes_twice_the_last_one_counts(tablet: Device) -> None:
    made = create()
    text = json.dumps(made).replace('"count": 12', '"count": "many", "count": 13')
    (result,) = answered(await tablet.post(b'{"mutations": "none", "mutations": [%s]}' % text.encode()))["results"]
    assert result["outcome"] == "applied"
    assert (await tablet.operation.find(made["find_id"]))["count"] == 13


# Requests that are no exchange at all

NO_EXCHANGE: list[tuple[bytes, str]] = [
    (b"", "invalid_json"),
    (b"mutations", "invalid_json"),
    (b'{"mutations": [', "invalid_json"),
    (b'{"mutations": []}]', "invalid_json"),
    (b'{"mutations": [NaN]}', "invalid_json"),
    (b'{"mutations": [1,]}', "invalid_json"),
    (b'{"mutations": [1e999,]}', "invalid_json"),
    (b'{"mutations": ["\xff"]}', "invalid_json"),
    ("{}".encode("utf-16"), "invalid_json"),
    (b"[]", "invalid_request"),
    (b"null", "invalid_request"),
    (b"1e999", "invalid_request"),
    (b"[" * 5000 + b"]" * 5000, "invalid_request"),
    (b"{}", "invalid_request"),
    (b'{"mutations": null}', "invalid_request"),
    (b'{"mutations": {}}', "invalid_request"),
    (b'{"mutations": "create"}', "invalid_request"),
    (b'{"mutations": [], "cursor": 7}', "invalid_request"),
    (b'{"mutations": [], "limit": -1}', "invalid_request"),
    (b'{"mutations": [], "limit": "5"}', "invalid_request"),
    (b'{"mutations": [], "limit": true}', "invalid_request"),
    (b'{"mutations": [], "limit": 1.5}', "invalid_request"),
    (b'{"mutations": [], "limit": 1e999}', "invalid_request"),
]


async def test_a_request_that_is_no_exchange_is_refused_as_a_whole(tablet: Device) -> None:
    for body, code in NO_EXCHANGE:
        problem = refused(await tablet.post(body), 400, code)
        assert problem["detail"], body
    assert await tablet.operation.log_seq() == 0


async def test_a_wrong_member_of_the_request_is_named(tablet: Device) -> None:
    body = b'{"mutations": {}, "limit": "all", "cursor": 7}'
    problem = refused(await tablet.post(body), 400, "invalid_request")
    assert {error["field"] for error in problem["errors"]} == {"cursor", "limit", "mutations"}
    assert all(error["remedy"] for error in problem["errors"])


async def test_more_than_1000_mutations_are_too_many(tablet: Device) -> None:
    made = create()
    refused(await tablet.exchange([made] * 1001), 413, "too_large")
    assert await tablet.operation.finds() == {}
    results = await tablet.push(*[made] * 1000)
    assert [result["replayed"] for result in results] == [False] + [True] * 999


async def test_more_than_8_mebibytes_are_too_many(tablet: Device) -> None:
    refused(await tablet.post(b'{"mutations": [%s]}' % raw_create('"' + "x" * 2**23 + '"')), 413, "too_large")
    note = '"' + "x" * (2**23 - 1000) + '"'
    (result,) = answered(await tablet.post(b'{"mutations": [%s]}' % raw_create(note)))["results"]
    assert result["problem"]["errors"][0]["code"] == "too_large"


# Anything at all

texts = st.text(st.characters(), max_size=8)  # surrogates, NUL and all
anything = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**80), 2**80) | st.floats(allow_nan=False, allow_infinity=False) | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=8,
)
members = st.sampled_from(["id", "find_id", "op", "base_version", "set", "was", "made_at"])
fields = st.sampled_from([*FIND, "note", "photos", "lot", "depth_cm", "manufactured_year"])


@st.composite
def spoiled(draw: st.DrawFn) -> Any:
    """A mutation that was good before something of it was replaced."""
    mutation = draw(st.sampled_from([create(), edit(new_id(), count=(1, 2)), delete(new_id())]))
    mutation = {**mutation, "id": new_id(), "find_id": new_id()}
    for name in draw(st.lists(members, max_size=2)):
        mutation[name] = draw(anything)
    for part in ("set", "was"):
        if isinstance(mutation.get(part), dict):
            mutation[part] = {**mutation[part], **draw(st.dictionaries(fields, anything, max_size=2))}
    return mutation


def test_whatever_a_tablet_sends_is_answered_and_what_is_good_beside_it_goes_in(database_url: str) -> None:
    with running(database_url) as (run, service):
        operation = run(service.operation())
        tablet = run(operation.enrol())
        places = itertools.count()

        @settings(max_examples=100, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
        @given(st.lists(spoiled() | anything, max_size=3), st.dictionaries(texts, anything, max_size=2))
        def anything_goes(mutations: list[Any], more: Json) -> None:
            body = {**more, "mutations": [*mutations, create(position=place(next(places)))], "limit": 1}
            results = answered(run(tablet.post(json.dumps(body).encode())))["results"]
            assert results[-1]["outcome"] == "applied"
            assert len(results) == len(mutations) + 1

        @settings(max_examples=50, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
        @given(
            st.fixed_dictionaries({}, optional=dict.fromkeys(("cursor", "limit", "device_time", "mutations"), anything))
        )
        def any_request(body: Json) -> None:
            response = run(tablet.post(json.dumps(body).encode()))
            assert response.status_code in (200, 400, 409), response.text

        anything_goes()
        any_request()
        run(operation.items("/v1/quarantine"))
        run(operation.finds())
        database = Database(database_url)
        assert run(database.read(verify, operation.name)).findings == []
        run(database.close())


@pytest.mark.parametrize("field", [field for field in FIND_FIELDS if not field.required], ids=lambda field: field.name)
async def test_null_clears_a_field_that_a_find_can_be_without(tablet: Device, field: Field) -> None:
    name, value = field.name, values_of(field)[1]
    made = create(**{name: value})
    results = await tablet.push(made, edit(made["find_id"], **{name: (value, None)}))  # type: ignore[arg-type]
    assert outcomes(results) == ["applied", "applied"]
    assert (await tablet.operation.find(made["find_id"]))[name] is None


async def test_what_a_mutation_is_does_not_depend_on_what_is_sent_beside_it(tablet: Device) -> None:
    unreadable = json.dumps(create(note="NOTE")).replace('"NOTE"', "1e999").encode()
    for was in (b"18446744073709551616", b"[" * 40 + b"]" * 40):
        one = json.dumps(edit(new_id(), count=("WAS", 2))).encode().replace(b'"WAS"', was)
        (alone,) = answered(await tablet.post(b'{"mutations": [%s]}' % one))["results"]
        again = answered(await tablet.post(b'{"mutations": [%s, %s]}' % (one, unreadable)))["results"]
        assert again[0] == {**alone, "replayed": True}


async def test_a_text_that_does_not_end_is_refused(tablet: Device) -> None:
    refused(await tablet.post(b'{"mutations": [1e999, "' + b'\\"' * 50_000), 400, "invalid_json")
