"""Suspected duplicates: near finds of one type are shown to people as pairs, and nothing is decided by itself."""

from __future__ import annotations

from collections import Counter

import pytest

from sync.database.database import Database
from sync.verify.verify import verify
from tests.service import LETTER, Json, Operation, answered, create, edit, new_id, refused

METRES = 1 / 111_195
"""Degrees of latitude a metre, on the sphere that distances are computed on."""


def north(metres: float, accuracy_m: float | None = None) -> Json:
    """A position so far north of one place."""
    place: Json = {"crs": "EPSG:4326", "lat": round(39.7 + metres * METRES, 9), "lon": 46.5}
    return place if accuracy_m is None else {**place, "accuracy_m": accuracy_m}


async def pairs(operation: Operation, state: str = "open") -> set[frozenset[str]]:
    """The pairs of ids that are suspected."""
    listed = await operation.items("/v1/duplicates", state=state)
    return {frozenset(pair["find_ids"]) for pair in listed}


async def suspected(operation: Operation, one: Json, other: Json) -> bool:
    """Whether two finds that come in one exchange become a pair."""
    before = await pairs(operation)
    tablet = await operation.enrol()
    await tablet.push(one, other)
    return await pairs(operation) - before == {frozenset((one["find_id"], other["find_id"]))}


async def test_a_pair_is_shown_with_both_finds_and_why(operation: Operation) -> None:
    one, other = create(position=north(0), count=5), create(position=north(20), count=7, found_on="2022-08-17")
    await (await operation.enrol("Team 1")).push(one)
    await (await operation.enrol("Team 2")).push(other)
    (pair,) = await operation.items("/v1/duplicates")
    assert set(pair["find_ids"]) == {one["find_id"], other["find_id"]}
    assert pair["find_ids"] == sorted(pair["find_ids"])
    assert pair["finds"] == [await operation.find(id) for id in pair["find_ids"]]
    assert (pair["state"], pair["distance_m"], pair["days"], pair["opened_seq"]) == ("open", 20.0, 2, 2)
    assert pair["why"] == (
        "Both 3-001M, 20 m and 2 days apart (near is 25 m and 3 days): 5 by tablet of Team 1, 7 by tablet of Team 2"
    )
    assert (await operation.week())["total"] == 12  # both count until a person decides


async def test_finds_up_to_25_metres_apart_are_suspected(operation: Operation) -> None:
    assert await suspected(operation, create(position=north(0)), create(position=north(24.9)))
    assert not await suspected(
        operation, create(position=north(0), marking="PMN"), create(position=north(25.1), marking="PMN")
    )


async def test_an_accuracy_beyond_25_metres_widens_the_distance_up_to_a_kilometre(operation: Operation) -> None:
    for marking, accuracy, metres, twins in (
        ("A", 100, 99, True),
        ("B", 100, 101, False),
        ("C", 5000, 999, True),
        ("D", 5000, 1001, False),
    ):
        vague, exact = create(marking=marking, position=north(0, accuracy)), create(marking=marking)
        exact["set"]["position"] = north(metres, 5)
        assert await suspected(operation, vague, exact) is twins, marking
        vague, exact = create(marking=marking * 2), create(marking=marking * 2, position=north(0, 5))
        vague["set"]["position"] = north(metres, accuracy)
        assert await suspected(operation, exact, vague) is twins, marking


async def test_finds_up_to_three_days_apart_are_suspected(operation: Operation) -> None:
    for first in range(12, 19):  # also across the edges of the blocks of days
        marking = f"M{first}"
        for later, twins in ((first + 3, True), (first + 4, False)):
            one = create(marking=f"{marking}-{later}", found_on=f"2022-08-{first}")
            other = create(marking=f"{marking}-{later}", found_on=f"2022-08-{later}")
            assert await suspected(operation, other, one) is twins, (first, later)


async def test_only_finds_of_one_type_are_suspected_whatever_its_spelling(operation: Operation) -> None:
    assert await suspected(operation, create(marking="3-001M"), create(marking="З–001м"))
    assert not await suspected(operation, create(marking="PMN"), create(marking="PMN-2"))


async def test_finds_of_other_operations_are_not_suspected(operation: Operation) -> None:
    await (await operation.enrol()).push(create())
    other = await operation.service.operation("kalbajar-2022")
    await (await other.enrol()).push(create())
    assert await pairs(operation) == await pairs(other) == set()


@pytest.mark.parametrize(
    "change",
    [
        {"set": {"marking": "PMN"}},
        {"set": {"found_on": "2022-08-19"}},
        {"set": {"position": north(0)}},
        {"deleted": True},
    ],
    ids=["re-typed", "re-dated", "moved", "deleted"],
)
async def test_a_pair_is_gone_when_one_of_its_finds_is_changed_away_and_open_again_when_it_comes_back(
    operation: Operation, change: Json
) -> None:
    one, other = create(), create()
    assert await suspected(operation, one, other)
    answered(await operation.change(other["find_id"], **change))
    assert await pairs(operation) == set()
    (gone,) = await operation.items("/v1/duplicates", state="gone")
    assert (set(gone["find_ids"]), gone["closed_seq"]) == ({one["find_id"], other["find_id"]}, 3)
    assert (await operation.week())["suspected_duplicates"] == {"pairs": 0, "total": 0}

    back = {"deleted": False} if "deleted" in change else {"set": {name: other["set"][name] for name in change["set"]}}
    answered(await operation.change(other["find_id"], **back))
    (pair,) = await operation.items("/v1/duplicates")
    assert (pair["find_ids"], pair["opened_seq"], pair["closed_seq"]) == (gone["find_ids"], 4, None)
    assert pair["id"] != gone["id"]  # the question is asked anew; the old one stays readable


async def test_a_pair_stays_when_what_is_edited_does_not_matter(operation: Operation) -> None:
    one, other = create(), create()
    await suspected(operation, one, other)
    (before,) = await operation.items("/v1/duplicates")
    answered(await operation.change(other["find_id"], set={"count": 3, "note": "wet"}))
    (after,) = await operation.items("/v1/duplicates")
    assert (after["opened_seq"], after["id"]) == (before["opened_seq"], before["id"])
    assert {find["count"] for find in after["finds"]} == {12, 3}


async def test_a_find_that_is_moved_to_another_becomes_its_pair(operation: Operation) -> None:
    tablet = await operation.enrol()
    one, other = create(), create(position=north(0), marking="PMN", found_on="2022-07-01")
    await tablet.push(one, other)
    assert await pairs(operation) == set()
    await tablet.push(
        edit(
            other["find_id"],
            position=(north(0), LETTER),
            marking=("PMN", "3 001m"),
            found_on=("2022-07-01", "2022-08-16"),
        )
    )
    assert await pairs(operation) == {frozenset((one["find_id"], other["find_id"]))}


async def test_every_two_of_many_near_finds_are_a_pair_in_pages(operation: Operation) -> None:
    tablet = await operation.enrol()
    finds = [create() for _ in range(4)]
    await tablet.push(*finds[:2])
    await tablet.push(*finds[2:])
    listed = await operation.items("/v1/duplicates", limit=2)
    assert len(listed) == len({pair["id"] for pair in listed}) == 6
    opened = [pair["opened_seq"] for pair in listed]
    assert opened == sorted(opened)
    page = await operation.get("/v1/duplicates", limit=6)
    assert (len(page["items"]), page["next"]) == (6, None)
    refused(await operation.call("GET", "/v1/duplicates", after="nonsense"), 400, "invalid_request")
    refused(await operation.call("GET", "/v1/duplicates", state="maybe"), 400, "invalid_request")


async def test_a_tablet_that_sends_again_opens_no_pair(operation: Operation) -> None:
    tablet = await operation.enrol()
    made = create()
    await tablet.push(made)
    await tablet.push(made)
    assert await pairs(operation) == set()


async def test_finds_on_both_sides_of_the_date_line_are_suspected(operation: Operation) -> None:
    west, east = ({"crs": "EPSG:4326", "lat": 60, "lon": lon} for lon in (-179.99995, 179.99995))
    assert await suspected(operation, create(position=west), create(position=east))


async def test_finds_on_both_sides_of_a_pole_are_suspected(operation: Operation) -> None:
    one, other = ({"crs": "EPSG:4326", "lat": 89.99995, "lon": lon} for lon in (-90, 90))
    assert await suspected(operation, create(position=one), create(position=other))


async def test_in_a_crowd_each_find_is_asked_about_with_the_nearest_and_with_more_as_they_are_decided(
    operation: Operation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sync.finds.duplicates.MOST_OPEN", 2)
    tablet = await operation.enrol()
    crowd = [create(marking="PMN") for _ in range(8)]
    await tablet.push(*crowd[:5])
    await tablet.push(*crowd[5:])
    ids = {find["find_id"] for find in crowd}
    open_now = await operation.items("/v1/duplicates")
    assert 8 <= len(open_now) < 28
    asked = Counter(id for pair in open_now for id in pair["find_ids"])
    assert asked.keys() == ids
    assert min(asked.values()) >= 2
    assert {frozenset(pair["group"]) for pair in open_now} == {frozenset(ids)}
    assert (await operation.week())["suspected_duplicates"]["total"] == 7 * 12
    decided = 0
    while open_now := await operation.items("/v1/duplicates"):  # one by one, until nothing is asked any more
        body = {"id": new_id(), "decision": "distinct"}
        answered(await operation.call("POST", f"/v1/duplicates/{open_now[0]['id']}/decision", body))
        decided += 1
        new = {pair["id"]: pair for pair in await operation.items("/v1/duplicates")}.keys() - {
            pair["id"] for pair in open_now
        }
        asked_by = {pair["opened_seq"] for pair in await operation.items("/v1/duplicates") if pair["id"] in new}
        assert asked_by <= {await operation.log_seq()}  # by the decision: whoever reads the events hears of them
    assert decided == 28
    async with Database(operation.service.database_url) as database:
        assert (await database.read(verify, operation.name)).findings == []


async def test_a_crowd_is_decided_at_once_also_what_was_not_asked_yet(
    operation: Operation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sync.finds.duplicates.MOST_OPEN", 2)
    tablet = await operation.enrol()
    await tablet.push(*(create(marking="PMN") for _ in range(8)))
    pair = (await operation.items("/v1/duplicates"))[0]
    body = {"id": new_id(), "decision": "distinct", "finds": pair["group"]}
    answered(await operation.call("POST", f"/v1/duplicates/{pair['id']}/decision", body))
    assert await operation.items("/v1/duplicates") == []
    assert len(await operation.items("/v1/duplicates", state="distinct")) == 28
    await tablet.push(create(marking="PMN"))
    assert len(await operation.items("/v1/duplicates")) == 8  # each of the old ones is asked about with the new one
