"""Finds as staff read and edit them: filters, pages, ETags, edits with If-Match, and the history of one find."""

from __future__ import annotations

from typing import Any

import httpx

from tests.service import LETTER, Operation, answered, create, delete, edit, new_id, refused

NEAR_LACHIN = "46.5,39.7,46.6,39.8"
"""A box around the position of the letter: west, south, east, north."""


async def markings(operation: Operation, **filters: Any) -> list[str]:
    """The markings of the finds that filters let through."""
    return [find["marking"] for find in await operation.items("/v1/finds", **filters)]


async def made_find(operation: Operation, **fields: Any) -> str:
    """The id of a find that a new tablet made."""
    made = create(**fields)
    await (await operation.enrol()).push(made)
    return str(made["find_id"])


async def tag(operation: Operation, find_id: str) -> str:
    return (await operation.call("GET", f"/v1/finds/{find_id}")).headers["etag"]


# Filters


async def test_a_period_of_finds_includes_both_its_days(operation: Operation) -> None:
    tablet = await operation.enrol()
    days = ("2022-08-14", "2022-08-15", "2022-08-22", "2022-08-23")
    await tablet.push(*(create(found_on=day, marking=day) for day in days))
    week = {"from": "2022-08-15", "to": "2022-08-22"}
    assert await markings(operation, **week) == ["2022-08-15", "2022-08-22"]
    assert await markings(operation, **{"from": "2022-08-22"}) == ["2022-08-22", "2022-08-23"]
    assert await markings(operation, to="2022-08-14") == ["2022-08-14"]
    assert await markings(operation) == list(days)


async def test_a_type_is_found_by_any_spelling_of_its_marking(operation: Operation) -> None:
    tablet = await operation.enrol()
    spellings = {"3-001M", "З-001М", "3–001М", "3 001m"}
    await tablet.push(create(marking="PMN-2"), *(create(marking=spelling) for spelling in spellings))
    for spelling in spellings:
        assert set(await markings(operation, type=spelling)) == spellings
    assert await markings(operation, type="pmn 2") == ["PMN-2"]
    assert await markings(operation, type="Э-001М") == []


async def test_finds_are_filtered_by_the_team_that_made_them(operation: Operation) -> None:
    one, other = await operation.enrol("Team 1"), await operation.enrol("Team 2")
    made = create(marking="A")
    await one.push(made)
    await other.push(create(marking="B"), edit(made["find_id"], count=(12, 13)))
    assert await markings(operation, team="Team 1") == ["A"]
    assert await markings(operation, team="Team 2") == ["B"]
    assert await markings(operation, team="Team 3") == []


async def test_finds_are_filtered_by_state_and_deleted_ones_stay_readable(operation: Operation) -> None:
    tablet = await operation.enrol()
    gone = create(marking="A")
    await tablet.push(gone, create(marking="B"), delete(gone["find_id"], marking="A"))
    assert await markings(operation, state="live") == ["B"]
    assert await markings(operation, state="deleted") == ["A"]
    assert await markings(operation, state="duplicate") == []
    assert sorted(await markings(operation)) == ["A", "B"]
    assert (await operation.find(gone["find_id"]))["state"] == "deleted"


async def test_a_box_holds_finds_by_their_computed_location(operation: Operation) -> None:
    tablet = await operation.enrol()
    await tablet.push(
        create(marking="A", position=LETTER),
        create(marking="B", position={"crs": "EPSG:4326", "lat": 39.75, "lon": 46.55}),
        create(marking="C", position={"crs": "EPSG:4326", "lat": 39.75, "lon": 46.65}),
        create(marking="D", position={"crs": "EPSG:4326", "lat": -39.75, "lon": 46.55}),
    )
    assert sorted(await markings(operation, bbox=NEAR_LACHIN)) == ["A", "B"]


async def test_a_box_whose_west_lies_beyond_its_east_crosses_the_date_line(operation: Operation) -> None:
    tablet = await operation.enrol()
    places = {"A": 179.5, "B": -179.5, "C": 0.0}
    await tablet.push(
        *(create(marking=m, position={"crs": "EPSG:4326", "lat": 1, "lon": lon}) for m, lon in places.items())
    )
    assert sorted(await markings(operation, bbox="179,0,-179,2")) == ["A", "B"]


async def test_filters_hold_together(operation: Operation) -> None:
    tablet = await operation.enrol()
    await tablet.push(create(), create(found_on="2022-08-16"), create(marking="PMN"))
    asked = {"from": "2022-08-15", "to": "2022-08-15", "type": "3001M", "team": "T1", "state": "live"}
    assert await markings(operation, bbox=NEAR_LACHIN, **asked) == ["3-001M"]


UNREADABLE = [
    ("from", "15.08.2022"),
    ("to", "2022-02-30"),
    ("to", "2022-8-1"),
    ("state", "gone"),
    ("bbox", "46,39,47"),
    ("bbox", "39,46,40,91"),
    ("bbox", "46,40,47,39"),
    ("bbox", "nan,39,47,40"),
    ("bbox", "west,39,47,40"),
    ("limit", "0"),
    ("limit", "-1"),
    ("limit", "many"),
    ("after", "nonsense"),
    ("after", "W10"),
]


async def test_a_filter_that_cannot_be_read_is_refused_by_its_name(operation: Operation) -> None:
    for name, value in UNREADABLE:
        asked: dict[str, Any] = {name: value}
        problem = refused(await operation.call("GET", "/v1/finds", **asked), 400, "invalid_request")
        assert [error["field"] for error in problem["errors"]] == [name]
        assert problem["errors"][0]["remedy"]


async def test_a_filter_that_does_not_exist_is_refused_and_not_ignored(operation: Operation) -> None:
    misspelt = {"tpye": "did you mean type?", "limits": "did you mean limit?", "colour": "known here: after, bbox, "}
    for name, remedy in misspelt.items():
        asked: dict[str, Any] = {name: "x"}
        problem = refused(await operation.call("GET", "/v1/finds", **asked), 400, "invalid_request")
        (error,) = problem["errors"]
        assert (error["field"], error["code"]) == (name, "unknown_parameter")
        assert error["remedy"].startswith(remedy)


# Pages


async def test_pages_give_every_find_once_in_the_order_of_days(operation: Operation) -> None:
    tablet = await operation.enrol()
    made = [create(found_on=f"2022-08-{15 + n % 3}", count=n + 1) for n in range(7)]
    await tablet.push(*made)
    finds = await operation.items("/v1/finds", limit=2)
    assert [(find["found_on"], find["id"]) for find in finds] == sorted(
        (one["set"]["found_on"], one["find_id"]) for one in made
    )


async def test_pages_repeat_and_miss_nothing_while_finds_come_in(operation: Operation) -> None:
    tablet = await operation.enrol()
    first = [create(found_on=f"2022-08-{day}") for day in (15, 15, 16, 17, 17, 18)]
    await tablet.push(*first)
    seen: list[str] = []
    page: dict[str, Any] = {"next": None}
    while page["next"] or not seen:
        after = {"after": page["next"]} if page["next"] else {}
        page = await operation.get("/v1/finds", limit=2, **after)
        seen += [find["id"] for find in page["items"]]
        await tablet.push(create(found_on="2022-08-14"), create(found_on=page["items"][-1]["found_on"]))
    assert len(seen) == len(set(seen))
    assert {one["find_id"] for one in first} <= set(seen)


async def test_the_last_page_has_no_next_also_when_it_is_full(operation: Operation) -> None:
    tablet = await operation.enrol()
    await tablet.push(create(), create())
    assert (await operation.get("/v1/finds", limit=2))["next"] is None
    assert (await operation.get("/v1/finds", limit=1))["next"] is not None
    assert (await operation.get("/v1/finds", limit=5000))["next"] is None
    assert await operation.get("/v1/finds", team="T2") == {"items": [], "next": None}


# One find, its ETag


async def test_a_find_that_has_not_changed_is_not_sent_again(operation: Operation) -> None:
    find_id = await made_find(operation)
    etag = await tag(operation, find_id)
    same = await operation.call("GET", f"/v1/finds/{find_id}", headers={"If-None-Match": etag})
    assert (same.status_code, same.content, same.headers["etag"]) == (304, b"", etag)
    answered(await operation.change(find_id, set={"count": 13}))
    changed = await operation.call("GET", f"/v1/finds/{find_id}", headers={"If-None-Match": etag})
    assert (changed.status_code, changed.json()["count"]) == (200, 13)
    assert changed.headers["etag"] != etag


async def test_a_find_is_read_by_its_id_in_either_case_and_one_that_there_is_not_is_404(operation: Operation) -> None:
    find_id = await made_find(operation)
    assert (await operation.find(find_id.upper()))["id"] == find_id
    for unknown in (new_id(), "nonsense"):
        refused(await operation.call("GET", f"/v1/finds/{unknown}"), 404, "not_found")
        refused(await operation.call("GET", f"/v1/finds/{unknown}/history"), 404, "not_found")


# Edits by staff


async def test_staff_edit_a_find_in_their_own_name(operation: Operation) -> None:
    find_id = await made_find(operation)
    staff = await operation.staff("reviewer", "Officer 1")
    result = answered(await staff.change(find_id, set={"count": 14, "lot": "A1"}))
    assert (result["outcome"], result["version"], result["seq"]) == ("applied", 2, 2)
    find = await operation.find(find_id)
    assert (find["count"], find["lot"], find["version"]) == (14, "A1", 2)
    assert (find["changed"]["person"], find["changed"]["device_id"]) == ("Officer 1", None)
    assert find["created"]["team"] == "T1"


async def test_what_staff_edit_is_a_change_for_every_tablet(operation: Operation) -> None:
    find_id = await made_find(operation)
    tablet = await operation.enrol()
    await tablet.pull()
    answered(await operation.change(find_id, set={"count": 14}))
    assert (await tablet.pull())[find_id]["count"] == 14


async def test_an_edit_by_staff_names_the_version_that_they_saw(operation: Operation) -> None:
    find_id = await made_find(operation)
    body = {"id": new_id(), "set": {"count": 14}}
    refused(await operation.call("PATCH", f"/v1/finds/{find_id}", body), 428, "precondition_required")
    old = await tag(operation, find_id)
    answered(await operation.change(find_id, set={"count": 13}))
    refused(await operation.change(find_id, old, set={"count": 14}), 412, "precondition_failed")
    assert (await operation.find(find_id))["count"] == 13
    refused(await operation.change(new_id(), old, set={"count": 14}), 404, "not_found")


async def test_an_edit_by_staff_that_comes_twice_is_done_once(operation: Operation) -> None:
    find_id = await made_find(operation)
    body = {"id": new_id(), "set": {"count": 14}}
    etag = await tag(operation, find_id)

    async def sent(**changed: Any) -> httpx.Response:
        return await operation.call("PATCH", f"/v1/finds/{find_id}", {**body, **changed}, headers={"If-Match": etag})

    first = answered(await sent())
    assert answered(await sent()) == {**first, "replayed": True}
    refused(await sent(set={"count": 15}), 422, "mutation_id_reused")
    find = await operation.find(find_id)
    assert (find["count"], find["version"]) == (14, 2)


async def test_staff_delete_and_restore_a_find(operation: Operation) -> None:
    find_id = await made_find(operation)
    answered(await operation.change(find_id, deleted=True))
    assert (await operation.find(find_id))["state"] == "deleted"
    assert (await operation.week())["total"] == 0
    answered(await operation.change(find_id, deleted=False))
    assert (await operation.find(find_id))["state"] == "live"
    assert (await operation.week())["total"] == 12


async def test_null_clears_a_field_that_need_not_be_there(operation: Operation) -> None:
    find_id = await made_find(operation, lot="A1")
    answered(await operation.change(find_id, set={"lot": None}))
    assert (await operation.find(find_id))["lot"] is None


BAD_EDITS: list[tuple[dict[str, Any], list[str]]] = [
    ({"set": {"count": "12"}}, ["set.count"]),
    ({"set": {"count": 0, "found_on": "2022-02-30"}}, ["set.count", "set.found_on"]),
    ({"set": {"marking": None}}, ["set.marking"]),
    ({"set": {"marking": "\0"}}, ["set.marking"]),
    ({"set": {"colour": "green"}}, ["set.colour"]),
    ({"set": {"position": {"crs": "EPSG:28408", "x": 8635076, "y": 4401180}}}, ["set.position.y"]),
    ({"set": {}}, []),
    ({}, []),
    ({"set": {"count": 1}, "deleted": True}, []),
    ({"set": {"count": 1}, "count": 2}, ["count"]),
    ({"set": {"count": 1}, "id": "nonsense"}, ["id"]),
]
"""What staff send, and the fields at fault."""


async def test_an_edit_by_staff_that_cannot_be_taken_is_refused_with_the_fields_at_fault(operation: Operation) -> None:
    find_id = await made_find(operation)
    for body, fields in BAD_EDITS:
        problem = refused(await operation.change(find_id, **body), 422, "invalid_value")
        assert [error["field"] for error in problem["errors"]] == fields
        assert problem["detail"]
    assert (await operation.find(find_id))["version"] == 1


# History


async def test_the_history_of_a_find_says_who_made_each_version_from_which_mutation_and_what_it_replaced(
    operation: Operation,
) -> None:
    one, other = await operation.enrol("Team 1"), await operation.enrol("Team 2")
    staff = await operation.staff("reviewer", "Officer 1")
    made = create()
    find_id = made["find_id"]
    edited = edit(find_id, count=(12, 14), lot=(None, "A1"))
    await one.push(made)
    await other.push(edited)
    answered(await staff.change(find_id, set={"count": 15}, reason="counted again"))

    first, second, third = await operation.history(find_id)
    assert [entry["version"] for entry in (first, second, third)] == [1, 2, 3]
    assert [entry["seq"] for entry in (first, second, third)] == [1, 2, 3]
    assert [entry["kind"] for entry in (first, second, third)] == ["create", "edit", "edit"]
    assert [entry["team"] for entry in (first, second, third)] == ["Team 1", "Team 2", None]
    assert [entry["device_id"] for entry in (first, second, third)] == [one.id, other.id, None]
    assert [entry["person"] for entry in (first, second, third)] == [None, None, "Officer 1"]
    assert (first["mutation"], second["mutation"]) == (made, edited)
    assert second["made_at"] == edited["made_at"]
    assert {field["field"] for field in first["replaced"]} == set(made["set"])
    assert second["replaced"] == [
        {"field": "count", "from": 12, "to": 14},
        {"field": "lot", "from": None, "to": "A1"},
    ]
    assert third["replaced"] == [{"field": "count", "from": 14, "to": 15}]
    assert third["mutation"]["reason"] == "counted again"
    assert first["received_at"] <= second["received_at"] <= third["received_at"]


async def test_the_history_tells_of_deletions_and_of_what_was_refused(operation: Operation) -> None:
    tablet = await operation.enrol()
    made = create()
    find_id = made["find_id"]
    bad = edit(find_id, count=(12, -3))
    await tablet.push(made, bad, delete(find_id))
    created, rejected, deleted = await operation.history(find_id)
    assert (rejected["kind"], rejected["version"], rejected["outcome"]) == ("rejected", None, "rejected")
    assert (rejected["mutation"], rejected["replaced"]) == (bad, [])
    assert rejected["problem"]["errors"][0]["field"] == "set.count"
    assert (created["version"], deleted["version"]) == (1, 2)
    assert deleted["replaced"] == [{"field": "deleted", "from": None, "to": True}]


async def test_an_edit_that_only_opens_a_conflict_is_a_version_that_replaces_nothing(operation: Operation) -> None:
    one, other = await operation.enrol(), await operation.enrol()
    made = create()
    await one.push(made, edit(made["find_id"], count=(12, 14)))
    (result,) = await other.push(edit(made["find_id"], count=(12, 16)))
    last = (await operation.history(made["find_id"]))[-1]
    assert (last["version"], last["replaced"], last["outcome"]) == (3, [], "conflict")
    assert last["conflicts"] == result["conflicts"]


async def test_an_edit_sent_again_after_the_find_was_read_anew_is_done_once(operation: Operation) -> None:
    made, id = create(), new_id()
    await (await operation.enrol()).push(made)
    first = answered(await operation.change(made["find_id"], id=id, set={"count": 13}))
    again = answered(await operation.change(made["find_id"], id=id, set={"count": 13}))
    assert again == {**first, "replayed": True}


async def test_an_empty_day_is_no_day(operation: Operation) -> None:
    for name in ("from", "to"):
        refused(await operation.call("GET", f"/v1/finds?{name}="), 400, "invalid_request")
