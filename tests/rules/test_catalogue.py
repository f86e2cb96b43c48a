"""The catalogue of types: what it knows, aliases that a person declares, and what a change does to old weeks."""

from __future__ import annotations

from typing import Any

from models.catalogue import STARTING_TYPES
from tests.service import Json, Operation, answered, create, new_id, outcomes, place, refused

UNKNOWN = "Э-001М"
"""Read as 3-001M by people; no folding can know."""


async def post(operation: Operation, path: str, **body: Any) -> Json:
    """A change of the catalogue, which must be taken: what it does."""
    content = {"id": new_id(), "reason": "seen on the casing", **body}
    done: Json = answered(await operation.call("POST", f"/v1/types{path}", content))
    return done


async def found(operation: Operation, *finds: Json) -> list[str]:
    """These finds are reported, all far from each other."""
    mutations = [create(position=place(n), **fields) for n, fields in enumerate(finds)]
    assert outcomes(await (await operation.enrol()).push(*mutations)) == ["applied"] * len(finds)
    return [mutation["find_id"] for mutation in mutations]


async def totals(operation: Operation, **asked: str) -> dict[str, int]:
    report = await operation.week("2022-08-01", "2022-08-31", group_by="type", **asked)
    return {row["type"]: row["total"] for row in report["by_type"]}


async def test_a_new_operation_knows_types_of_the_region_and_the_world_each_with_its_source(
    operation: Operation,
) -> None:
    types = {one["key"]: one for one in await operation.items("/v1/types")}
    assert len(types) == len(STARTING_TYPES) > 150
    assert all(one["source"] and one["since_seq"] == 0 and one["aliases"] == [] for one in types.values())
    assert (types["3001M"]["marking"], types["3001M"]["class"]) == ("3-001M", "AP")
    assert "ПМН-2" in types["PMN2"]["markings"]


async def test_a_marking_in_the_other_script_names_the_same_type(operation: Operation) -> None:
    ids = await found(operation, {"marking": "PMN-2"}, {"marking": "ПМН-2"}, {"marking": "пмн 2"})
    finds = await operation.finds()
    assert {finds[id]["type"]["key"] for id in ids} == {"PMN2"}
    assert {finds[id]["marking"] for id in ids} == {"PMN-2", "ПМН-2", "пмн 2"}
    assert all("unknown_marking" not in finds[id]["flags"] for id in ids)
    assert await totals(operation) == {"PMN2": 36}


async def test_an_alias_says_beforehand_what_it_changes_and_then_changes_just_that(operation: Operation) -> None:
    await found(
        operation,
        {"count": 100},
        {"marking": UNKNOWN, "count": 7},
        {"marking": "э 001м", "count": 3, "found_on": "2022-08-22"},
    )
    alias = {"marking": UNKNOWN}
    foretold = await post(operation, "/3001M/aliases", **alias, preview=True)
    assert foretold == {
        "preview": True,
        "effect": {
            "finds": 2,
            "weeks": [
                {
                    "week": week, "from": first, "to": last,
                    "types": [
                        {"type": "3001M", "before": before, "after": before + count},
                        {"type": "Э001M", "before": count, "after": 0},
                    ],
                }
                for week, first, last, before, count in (
                    ("2022-W33", "2022-08-15", "2022-08-21", 100, 7),
                    ("2022-W34", "2022-08-22", "2022-08-28", 0, 3),
                )
            ],
            "editions": [],
        },
    }  # fmt: skip
    assert await totals(operation) == {"3001M": 100, "Э001M": 10}
    assert await operation.log_seq() == 3
    assert (await post(operation, "/3001M/aliases", **alias))["effect"] == foretold["effect"]
    assert await totals(operation) == {"3001M": 110}
    assert await totals(operation, as_of="3") == {"3001M": 100, "Э001M": 10}


async def test_an_alias_is_in_the_log_with_who_and_why_and_makes_no_version_of_a_find(operation: Operation) -> None:
    ids = await found(operation, {"marking": UNKNOWN})
    staff = await operation.staff("reviewer", "Officer 1")
    await post(staff, "/3001M/aliases", marking=UNKNOWN, reason="photo 12")
    (alias,) = (await operation.get("/v1/types/3001M"))["aliases"]
    assert (alias["key"], alias["person"], alias["reason"], alias["since_seq"]) == ("Э001M", "Officer 1", "photo 12", 2)
    find = await operation.find(ids[0])
    assert (find["version"], find["seq"], find["marking"]) == (1, 2, UNKNOWN)
    assert find["type"] == {"key": "3001M", "marking": "3-001M", "category": "ap_mine", "known": True}
    assert find["flags"] == []


async def test_a_tablet_gets_the_finds_whose_type_an_alias_changed(operation: Operation) -> None:
    tablet = await operation.enrol()
    ids = await found(operation, {"marking": UNKNOWN}, {"marking": "PMN"})
    await tablet.pull()
    await post(operation, "/3001M/aliases", marking=UNKNOWN)
    assert set(await tablet.pull()) == {ids[0]}


async def test_an_alias_that_is_taken_away_leaves_everything_as_it_was(operation: Operation) -> None:
    await found(operation, {"count": 100}, {"marking": UNKNOWN, "count": 7})
    before = await totals(operation)
    there = await post(operation, "/3001M/aliases", marking=UNKNOWN)
    back = await post(operation, "/3001M/aliases/Э001M/removal", reason="another mine")
    assert await totals(operation) == before
    (week,), (undone,) = there["effect"]["weeks"], back["effect"]["weeks"]
    for one, other in zip(week["types"], undone["types"], strict=True):
        assert (one["before"], one["after"]) == (other["after"], other["before"])
    await post(operation, "/3001M/aliases", marking=UNKNOWN)
    assert await totals(operation) == {"3001M": 107}


async def test_what_comes_after_an_alias_is_of_its_type_at_once(operation: Operation) -> None:
    await post(operation, "/3001M/aliases", marking=UNKNOWN)
    await found(operation, {"marking": "э–001М"})
    assert await totals(operation) == {"3001M": 12}


async def test_an_alias_can_bring_two_reports_of_one_find_together_and_its_removal_takes_them_apart(
    operation: Operation,
) -> None:
    await (await operation.enrol()).push(create(), create(marking=UNKNOWN))
    assert await operation.items("/v1/duplicates") == []
    await post(operation, "/3001M/aliases", marking=UNKNOWN)
    assert [pair["opened_seq"] for pair in await operation.items("/v1/duplicates")] == [3]
    await post(operation, "/3001M/aliases/Э001M/removal")
    (gone,) = await operation.items("/v1/duplicates", state="gone")
    assert (gone["closed_seq"], gone["closed_why"]) == (4, "re-typed")


async def test_an_alias_cannot_take_a_marking_that_is_somebody_elses(operation: Operation) -> None:
    await post(operation, "/3001M/aliases", marking=UNKNOWN)
    for key, marking, why in (
        ("PMN", UNKNOWN, "an alias of 3001M"),
        ("PMN", "PMN-2", "the type PMN2"),
        ("PMN", "ПМН-2", "a marking of PMN2"),
        ("3001M", "3 001 m", "the type 3001M"),
    ):
        body = {"id": new_id(), "marking": marking, "reason": "?"}
        problem = refused(await operation.call("POST", f"/v1/types/{key}/aliases", body), 409, "already_exists")
        assert why in problem["detail"]
    body = {"id": new_id(), "marking": "–", "reason": "?"}
    problem = refused(await operation.call("POST", "/v1/types/PMN/aliases", body), 422, "invalid_value")
    assert problem["errors"][0]["field"] == "marking"
    body = {"id": new_id(), "marking": "new", "reason": "?"}
    refused(await operation.call("POST", "/v1/types/NONE/aliases", body), 404, "not_found")
    refused(await operation.call("POST", "/v1/types/PMN/aliases/NONE/removal", {"id": new_id()}), 404, "not_found")


async def test_a_type_that_is_added_is_known_from_then_on_and_in_old_weeks(operation: Operation) -> None:
    (id,) = await found(operation, {"marking": "XY-7", "category": "unknown"})
    assert (await operation.find(id))["flags"] == ["unknown_marking"]
    described = {"marking": "XY 7", "name": "New mine", "category": "av_mine", "country": "AZE", "markings": ["ИЮ-7"]}
    done = await post(operation, "", **described)
    assert done["effect"] == {"finds": 0, "weeks": [], "editions": []}  # its key and its own category stay
    find = await operation.find(id)
    assert (find["type"]["category"], find["category"], find["flags"]) == ("av_mine", "unknown", [])
    (row,) = (await operation.week(group_by="type"))["by_type"]
    assert (row["marking"], row["class"], row["known"]) == ("XY 7", "AT", True)
    await post(operation, "/XY7/removal")
    assert (await operation.find(id))["flags"] == ["unknown_marking"]


async def test_a_type_with_aliases_is_not_taken_away(operation: Operation) -> None:
    await post(operation, "/PMN/aliases", marking="P-M-N-X")
    refused(await operation.call("POST", "/v1/types/PMN/removal", {"id": new_id()}), 409, "already_exists")
    await post(operation, "/PMN/aliases/PMNX/removal")
    await post(operation, "/PMN/removal")
    refused(await operation.call("GET", "/v1/types/PMN"), 404, "not_found")


async def test_unknown_markings_are_listed_with_what_they_resemble_the_most_pieces_first(operation: Operation) -> None:
    await found(
        operation,
        {"marking": UNKNOWN, "count": 5},
        {"marking": "TM-62MM", "count": 9, "found_on": "2022-08-17"},
        {"marking": "TM62 MM", "count": 1},
        {"marking": "gas bottle", "count": 2},
        {"marking": "PMN"},
    )
    rows = {row["key"]: row for row in await operation.items("/v1/look-alikes")}
    assert list(rows) == ["TM62MM", "Э001M", "GASBOTTLE"]
    tm = rows["TM62MM"]
    assert (tm["typed"], tm["total"], tm["finds"]) == (["TM-62MM", "TM62 MM"], 10, 2)
    assert (tm["first_day"], tm["last_day"]) == ("2022-08-15", "2022-08-17")
    assert tm["look_alikes"][0] == {
        "type": "TM62M", "marking": "TM-62M", "distance": 1, "why": "one character differs",
    }  # fmt: skip
    assert rows["Э001M"]["look_alikes"][0]["type"] == "3001M"
    assert rows["GASBOTTLE"]["look_alikes"] == []
    await post(operation, "/TM62M/aliases", marking=tm["typed"][0])
    assert [row["key"] for row in await operation.items("/v1/look-alikes")] == ["Э001M", "GASBOTTLE"]


async def test_a_disputed_marking_counts_by_its_alias(operation: Operation) -> None:
    await post(operation, "/3001M/aliases", marking=UNKNOWN)
    one, other = await operation.enrol("T1"), await operation.enrol("T2")
    find = create(marking="PMN")
    await one.push(find)
    for tablet, marking in ((one, "PMD-6"), (other, UNKNOWN)):
        body = {**create(find["find_id"]), "op": "edit", "set": {"marking": marking}, "was": {"marking": "PMN"}}
        await tablet.push(body)
    rows = {row["type"]: row["disputed"]["high"] for row in (await operation.week(group_by="type"))["by_type"]}
    assert rows == {"PMD6": 12, "3001M": 12}
