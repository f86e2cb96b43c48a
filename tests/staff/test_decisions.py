"""What staff decide about suspected duplicates: one discovery or two, and back; nothing leaves the total unasked."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from sync.database.database import Database
from sync.verify.verify import verify
from tests.service import (
    LETTER,
    Device,
    Json,
    Operation,
    answered,
    create,
    delete,
    edit,
    new_id,
    place,
    refused,
    restore,
)


async def reported(operation: Operation, *counts: int, marking: str = "PMN") -> tuple[Device, list[str]]:
    """Finds of one place, one from each count; a tablet that brought them, and their ids."""
    tablet = await operation.enrol()
    finds = [create(marking=marking, count=count) for count in counts]
    await tablet.push(*finds)
    return tablet, [find["find_id"] for find in finds]


async def pair_of(operation: Operation, one: str, other: str, state: str = "open") -> Json:
    (pair,) = [
        pair for pair in await operation.items("/v1/duplicates", state=state) if {one, other} == {*pair["find_ids"]}
    ]
    return pair


async def decide(operation: Operation, pair: Json, decision: str, id: str | None = None, **body: Any) -> httpx.Response:
    content = {"id": id or new_id(), "decision": decision, "reason": "looked at both", **body}
    return await operation.call("POST", f"/v1/duplicates/{pair['id']}/decision", content)


async def same(operation: Operation, survivor: str, *others: str) -> Json:
    """Judges the others to be duplicates of a find."""
    pair = await pair_of(operation, survivor, others[0])
    decided: Json = answered(await decide(operation, pair, "same", survivor=survivor, finds=[survivor, *others]))
    return decided


async def total(operation: Operation) -> int:
    return int((await operation.week())["total"])


async def states(operation: Operation, ids: list[str]) -> list[str]:
    finds = await operation.finds()
    return [finds[id]["state"] for id in ids]


async def test_a_duplicate_leaves_the_total_keeps_its_history_and_names_its_survivor(operation: Operation) -> None:
    tablet, (one, other) = await reported(operation, 6, 5)
    assert await total(operation) == 11
    decided = await same(operation, one, other)
    assert (decided["state"], decided["decision"]["survivor"], decided["decision"]["duplicates"]) == (
        "same",
        one,
        [other],
    )
    assert await total(operation) == 6
    find = await operation.find(other)
    assert (find["state"], find["duplicate_of"], find["count"], find["version"]) == ("duplicate", one, 5, 2)
    history = await operation.history(other)
    assert [entry["kind"] for entry in history] == ["create", "same"]
    assert (history[1]["person"], history[1]["mutation"]["reason"]) == ("administrator", "looked at both")
    assert [pair["became"] for entry in history for pair in entry["pairs"]] == ["open", "same"]
    assert (await operation.week())["suspected_duplicates"] == {"pairs": 0, "total": 0}
    held = await tablet.pull()
    assert (held[other]["state"], held[other]["duplicate_of"]) == ("duplicate", one)


async def test_a_decision_is_done_once_however_often_it_is_sent(operation: Operation) -> None:
    _, (one, other) = await reported(operation, 6, 5)
    pair, id = await pair_of(operation, one, other), new_id()
    first, again = [answered(await decide(operation, pair, "same", id, survivor=one)) for _ in range(2)]
    assert [result["replayed"] for result in (*first["results"], *again["results"])] == [False, True]
    assert first["results"][0] | {"replayed": True} == again["results"][0]
    assert await operation.log_seq() == 3
    refused(await decide(operation, pair, "distinct", id), 422, "mutation_id_reused")


async def test_distinct_is_never_asked_again(operation: Operation) -> None:
    tablet, (one, other) = await reported(operation, 6, 5)
    answered(await decide(operation, await pair_of(operation, one, other), "distinct"))
    assert await total(operation) == 11
    await tablet.push(edit(other, position=(LETTER, place(9))), edit(other, position=(place(9), LETTER)))
    answered(await operation.change(other, deleted=True))
    answered(await operation.change(other, deleted=False))
    assert await operation.items("/v1/duplicates") == []
    third = create(marking="PMN")
    await tablet.push(third)
    asked = [set(pair["find_ids"]) for pair in await operation.items("/v1/duplicates")]
    assert sorted(map(sorted, asked)) == sorted(sorted((id, third["find_id"])) for id in (one, other))


async def test_a_decision_can_be_taken_back(operation: Operation) -> None:
    _, (one, other) = await reported(operation, 6, 5)
    for kind, body in (("same", {"survivor": one}), ("distinct", {})):
        pair = await pair_of(operation, one, other)
        answered(await decide(operation, pair, kind, **body))
        undone = answered(await decide(operation, pair, "undo"))
        assert (undone["state"], undone["decision"]["decision"]) == ("undone", kind)
        assert (await operation.find(other))["duplicate_of"] is None
        assert await total(operation) == 11
        refused(await decide(operation, pair, "undo"), 409, "already_decided")
    assert (await pair_of(operation, one, other))["decision"] is None


async def test_a_group_of_more_than_two_is_decided_at_once(operation: Operation) -> None:
    _, ids = await reported(operation, 4, 5, 6, 7)
    pairs = await operation.items("/v1/duplicates")
    assert [sorted(pair["group"]) for pair in pairs] == [sorted(ids)] * 6
    decided = await same(operation, ids[3], *ids[:3])
    assert len(decided["results"]) == 3
    assert await total(operation) == 7
    assert await operation.items("/v1/duplicates") == []
    assert len(await operation.items("/v1/duplicates", state="same")) == 6
    taken_back = await pair_of(operation, ids[0], ids[1], "same")
    answered(await decide(operation, taken_back, "undo"))
    assert await states(operation, ids) == ["live", "live", "duplicate", "live"]
    assert await total(operation) == 16


async def test_finds_of_a_chain_that_are_no_pair_with_the_survivor_can_be_taken_back_too(operation: Operation) -> None:
    tablet = await operation.enrol()
    chain = [create(marking="PMN", position={**LETTER, "x": LETTER["x"] + 20 * n}) for n in range(3)]
    await tablet.push(*chain)
    first, middle, last = [find["find_id"] for find in chain]
    await same(operation, first, middle, last)
    assert await total(operation) == 12
    answered(await decide(operation, await pair_of(operation, first, middle, "same"), "undo"))
    assert await states(operation, [first, middle, last]) == ["live", "live", "duplicate"]
    answered(await decide(operation, await pair_of(operation, middle, last, "same"), "undo"))
    assert await total(operation) == 36
    assert len(await operation.items("/v1/duplicates")) == 2


@pytest.mark.parametrize("how", ["deleted by staff", "deleted by its tablet", "judged a duplicate itself"])
async def test_when_a_survivor_is_live_no_more_its_duplicates_live_again_at_once(
    operation: Operation, how: str
) -> None:
    tablet, (one, other, third) = await reported(operation, 6, 5, 8)
    await same(operation, one, other)
    assert await total(operation) == 14
    if how == "deleted by staff":
        answered(await operation.change(one, deleted=True))
    elif how == "deleted by its tablet":
        await tablet.push(delete(one, marking="PMN", count=6))
    else:
        await same(operation, third, one)
    assert await states(operation, [one, other, third]) == [
        "duplicate" if how.startswith("judged") else "deleted", "live", "live",
    ]  # fmt: skip
    assert await total(operation) == 13
    void = (await operation.history(other))[-1]
    assert (void["kind"], void["mutation"]["because"]) == ("void", (await operation.history(one))[-1]["mutation_id"])
    (pair,) = [pair for pair in await operation.items("/v1/duplicates", state="undone")]
    assert pair["closed_why"] == "the find that survived is no longer live"
    assert set((await pair_of(operation, other, third))["find_ids"]) == {other, third}


async def test_what_lives_again_lives_again_in_the_order_of_the_request(operation: Operation) -> None:
    tablet, (one, other) = await reported(operation, 6, 5)
    await same(operation, one, other)
    await tablet.push(delete(one, marking="PMN", count=6), restore(one), edit(other, count=(5, 9)))
    assert await states(operation, [one, other]) == ["live", "live"]
    assert await total(operation) == 15
    assert [entry["kind"] for entry in await operation.history(other)] == ["create", "same", "void", "edit"]


async def test_an_edit_of_a_duplicate_is_merged_and_leaves_its_state(operation: Operation) -> None:
    tablet, (one, other) = await reported(operation, 6, 5)
    await same(operation, one, other)
    await tablet.push(edit(other, count=(5, 7), note=(None, "wet")))
    find = await operation.find(other)
    assert (find["state"], find["count"], find["note"]) == ("duplicate", 7, "wet")
    answered(await operation.change(other, deleted=True))
    answered(await operation.change(other, deleted=False))
    assert (await operation.find(other))["state"] == "duplicate"
    assert await total(operation) == 6
    answered(await decide(operation, await pair_of(operation, one, other, "same"), "undo"))
    assert await total(operation) == 13


async def test_only_live_finds_that_are_suspected_can_be_decided(operation: Operation) -> None:
    tablet, (one, other) = await reported(operation, 6, 5)
    stranger = create(position=place(50))
    await tablet.push(stranger)
    pair = await pair_of(operation, one, other)
    for body in ({"survivor": new_id()}, {}, {"survivor": one, "finds": [one, stranger["find_id"]]}):
        refused(await decide(operation, pair, "same", **body), 422, "invalid_value")
    finds = [one, other, stranger["find_id"]]
    problem = refused(await decide(operation, pair, "same", survivor=one, finds=finds), 422, "invalid_value")
    assert (problem["errors"][0]["field"], stranger["find_id"] in problem["detail"]) == ("finds", True)
    answered(await operation.change(other, deleted=True))
    refused(await decide(operation, pair, "same", survivor=one), 409, "already_decided")
    refused(await decide(operation, {"id": new_id()}, "distinct"), 404, "not_found")


async def test_a_pair_that_has_changed_since_it_was_read_is_not_decided(operation: Operation) -> None:
    tablet, (one, other) = await reported(operation, 6, 5)
    response = await operation.call("GET", f"/v1/duplicates/{(await pair_of(operation, one, other))['id']}")
    pair, seen = answered(response), {"If-Match": response.headers["etag"]}
    assert pair["etag"] == response.headers["etag"]
    await tablet.push(edit(other, count=(5, 50)))
    body = {"id": new_id(), "decision": "same", "survivor": one}
    path = f"/v1/duplicates/{pair['id']}/decision"
    refused(await operation.call("POST", path, body, headers=seen), 412, "precondition_failed")
    fresh = {"If-Match": (await operation.get(f"/v1/duplicates/{pair['id']}"))["etag"]}
    answered(await operation.call("POST", path, body, headers=fresh))


async def test_the_pairs_of_existing_finds_follow_the_settings(operation: Operation) -> None:
    tablet = await operation.enrol()
    near, far = create(), create(position={**LETTER, "x": LETTER["x"] + 100}, found_on="2022-08-25")
    await tablet.push(near, far)
    for metres, days, pairs in ((101, 10, 1), (98, 10, 0), (101, 9, 0), (1000, 30, 1), (25, 3, 0)):
        settings = {"duplicate_distance_m": metres, "duplicate_days": days}
        answered(await operation.call("PUT", "/v1/settings", {"id": new_id(), "settings": settings}))
        assert len(await operation.items("/v1/duplicates")) == pairs, settings
    gone = await operation.items("/v1/duplicates", state="gone")
    assert [pair["closed_why"] for pair in gone] == ["settings changed"] * 2
    assert [entry["seq"] for entry in await operation.history(near["find_id"])] == [1]  # no find got a new version


async def test_why_a_pair_went_away_is_said(operation: Operation) -> None:
    changes: dict[str, Json] = {
        "moved": {"set": {"position": place(5)}},
        "re-dated": {"set": {"found_on": "2022-08-21"}},
        "re-typed": {"set": {"marking": "PMN"}},
        "deleted": {"deleted": True},
    }
    tablet = await operation.enrol()
    for n, (why, change) in enumerate(changes.items(), 1):
        one, other = create(position=place(100 * n)), create(position=place(100 * n))
        await tablet.push(one, other)
        answered(await operation.change(other["find_id"], **change))
        pair = await pair_of(operation, one["find_id"], other["find_id"], "gone")
        entry = (await operation.history(other["find_id"]))[-1]
        assert (pair["closed_why"], pair["closed_seq"]) == (why, entry["seq"])
        assert [(one["became"], one["why"]) for one in entry["pairs"]] == [("gone", why)]


async def test_a_pair_that_goes_with_a_decision_about_others_is_closed_by_the_entry_of_its_own_find(
    operation: Operation,
) -> None:
    """A decision about three is two entries; what each of the two was near to otherwise ends at its own."""
    _, (survivor, first, second, other) = await reported(operation, 5, 6, 7, 8)
    await same(operation, survivor, first, second)
    entries = {id: (await operation.history(id))[-1]["seq"] for id in (first, second)}
    assert entries[first] != entries[second]
    for id, seq in entries.items():
        gone = await pair_of(operation, id, other, "gone")
        assert (gone["closed_why"], gone["closed_seq"]) == ("judged a duplicate", seq)
    async with Database(operation.service.database_url) as database:
        assert not (await database.read(verify, operation.name)).findings
