"""What a lost history had answered comes back: each find ends as it was there, in whatever order its words arrive."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import orjson
import pytest

from models.exchange_body import read_exchange
from models.problem import Refused
from tests.seasons import Season, begun, check_log, first_epoch
from tests.service import Operation, answered, create, edit, new_id, place, refused


@pytest.fixture
async def season(operation: Operation) -> Season:
    return await begun(operation)


async def test_accepted_and_offered_do_not_swap(season: Season) -> None:
    find = create()
    await season.say(0, find)
    await season.say(0, edit(find["find_id"], count=(12, 14)))
    await season.say(1, edit(find["find_id"], count=(12, 15)))
    await season.lose(1)
    await season.come_back([1])
    assert (await season.healed.find(find["find_id"]))["count"] == 15
    await season.come_back([0])
    assert await season.healed.table(find["find_id"]) == {"count": [14, 15]}
    await season.check()
    seq = await season.healed.log_seq()
    assert (await season.healed.week(as_of=str(seq - 1)))["total"] == 15
    assert (await season.healed.week(as_of=str(seq)))["total"] == 14


@pytest.mark.parametrize("order", [(2, 1, 0), (1, 2, 0)])
async def test_a_chain_of_notes_is_whole_in_any_order(season: Season, order: tuple[int, ...]) -> None:
    find = create(note="dry")
    await season.say(0, find)
    await season.say(0, edit(find["find_id"], note=("dry", "wet")))
    await season.say(1, edit(find["find_id"], note=("wet", "wet, by the road")))
    await season.say(0, edit(find["find_id"], note=("wet, by the road", "by the road")))
    await season.lose(1)
    await season.come_back(order)
    assert (await season.healed.find(find["find_id"]))["note"] == "by the road"
    await season.check()


async def test_a_photo_that_was_taken_away_stays_away(season: Season) -> None:
    find, photo = create(), "a" * 64
    await season.say(0, find)
    await season.say(0, edit(find["find_id"], photos=(None, [photo])))
    await season.say(1, edit(find["find_id"], photos=([photo], None)))
    await season.lose(1)
    await season.come_back([1, 0])
    assert not (await season.healed.find(find["find_id"])).get("photos")
    await season.check()


async def test_the_clock_of_then_counts(season: Season) -> None:
    """A tablet whose clock was a year behind is heard as it was then, though its clock is right by now."""
    find = create(depth_cm=5)
    await season.say(0, find)
    slow = {"device_time": (datetime.now(UTC) - timedelta(days=365)).isoformat()}
    await season.say(0, edit(find["find_id"], "2021-08-16T10:00:00Z", depth_cm=(5, 10)), **slow)
    await season.say(1, edit(find["find_id"], "2022-01-16T10:00:00Z", depth_cm=(5, 15)))
    await season.lose(1)
    await season.come_back([1, 0])
    assert (await season.healed.find(find["find_id"]))["depth_cm"] == 10
    await season.check()


async def test_what_waited_for_its_find_goes_to_its_place(season: Season) -> None:
    find = create()
    await season.say(0, find)
    await season.say(1, edit(find["find_id"], count=(12, 14)))
    await season.say(2, edit(find["find_id"], count=(12, 15)))
    await season.lose(0)
    await season.come_back([2, 1, 0])
    await season.check()


async def test_new_work_comes_after_what_it_had_not_seen(season: Season) -> None:
    find = create()
    await season.say(0, find)
    await season.say(0, edit(find["find_id"], count=(12, 14)))
    await season.lose(1)
    (new,) = await season.tablets[1][1].push(edit(find["find_id"], count=(12, 15)))
    assert new["outcome"] == "applied"
    await season.come_back([0])
    assert await season.healed.table(find["find_id"]) == {"count": [14, 15]}
    (raised,) = await season.tablets[0][1].push(edit(find["find_id"], count=(14, 16)))
    assert raised["outcome"] == "applied", "later folds go on from the one that was played again"
    await check_log(season.healed)


async def test_a_person_settles_what_they_saw_and_nothing_else(season: Season) -> None:
    find = create()
    await season.say(0, find)
    await season.say(0, edit(find["find_id"], count=(12, 13)))
    await season.lose(1)
    healed, id = season.healed, find["find_id"]
    for tablet, value in ((1, 14), (2, 15)):
        await season.tablets[tablet][1].push(edit(id, count=(12, value)))
    (conflict,) = await healed.items("/v1/conflicts", find_id=id)
    answered(await healed.resolve(conflict["id"], 15))
    await season.come_back([0])
    assert await healed.table(id) == {"count": [15, 13]}
    await check_log(healed)


async def test_what_staff_had_not_seen_stands_beside_what_they_said(season: Season) -> None:
    find = create()
    await season.say(0, find)
    await season.say(0, edit(find["find_id"], count=(12, 13), lot=(None, "A")))
    await season.lose(1)
    answered(await season.healed.change(find["find_id"], set={"count": 20}, reason="counted again"))
    await season.come_back([0])
    found = await season.healed.find(find["find_id"])
    assert (found["count"], found["lot"]) == (13, "A")
    assert await season.healed.table(find["find_id"]) == {"count": [13, 20]}
    await check_log(season.healed)


async def test_a_find_that_was_made_anew_takes_its_old_words_too(season: Season) -> None:
    find = create()
    await season.say(0, find)
    await season.say(0, edit(find["find_id"], lot=(None, "A")))
    await season.lose(0)
    await season.tablets[1][1].push(create(find["find_id"], note="found again"))
    await season.come_back([1, 0])
    found = await season.healed.find(find["find_id"])
    assert (found["lot"], found["note"], found["count"]) == ("A", "found again", 12)
    await check_log(season.healed)


async def test_a_place_in_a_history_that_goes_on_is_its_own(season: Season) -> None:
    find = create()
    await season.say(0, find)
    await season.lose(1)
    (epoch,) = await first_epoch(season.healed)
    present = answered(await season.tablets[0][1].exchange())["epoch"]
    for at in ({"epoch": epoch, "seq": 1}, {"epoch": present, "seq": 5}):
        one = edit(find["find_id"], lot=(None, new_id()[:8]))
        told = {one["id"]: {**at, "received_at": "2020-01-01T00:00:00Z", "clock_offset_s": 5}}
        (result,) = await season.tablets[0][1].push(one, answered=told)
        assert result["place"] == {"epoch": present, "seq": result["seq"]}
        assert result["received_at"] > "2022"


async def test_no_first_answer_is_later_than_now(season: Season) -> None:
    await season.lose(0)
    (epoch,) = await first_epoch(season.healed)
    one = create()
    told = {"epoch": epoch.upper(), "seq": 5, "received_at": "2900-01-01T00:00:00Z", "clock_offset_s": 0}
    (result,) = await season.tablets[0][1].push(one, answered={one["id"]: told})
    assert (result["place"], result["outcome"]) == ({"epoch": epoch, "seq": 5}, "applied")
    assert result["received_at"] < "2900"
    only_place = create(position=place(1))
    (result,) = await season.tablets[0][1].push(only_place, answered={only_place["id"]: {"epoch": epoch, "seq": 6}})
    assert result["place"]["seq"] == 6
    await check_log(season.healed)


async def test_a_number_that_was_lost_names_no_moment_until_all_up_to_it_are_back(season: Season) -> None:
    """While its log entry is not there, a report as of it would be one that nobody ever read."""
    find = create()
    await season.say(0, find)
    await season.say(0, edit(find["find_id"], count=(12, 14)))
    await season.say(0, edit(find["find_id"], count=(14, 15)))
    await season.lose(1)
    await season.come_back([1])
    healed, period = season.healed, {"from": "2022-08-15", "to": "2022-08-22"}
    for lost in (2, 3, 999_999):
        for path, asked in (
            ("/v1/reports/weekly", {**period, "as_of": lost}),
            ("/v1/reports/weekly/finds", {**period, "as_of": lost}),
            ("/v1/reports/season", {**period, "as_of": lost}),
            ("/v1/exports/finds", {"since": lost}),
            ("/v1/events", {"after": lost, "seconds": 0}),
        ):
            why = refused(await healed.call("GET", path, **asked), 410, "history_lost")
            assert "goes up to 1, and the history goes on at 1,000,000" in why["detail"], path
    assert [(await healed.week(as_of=str(n)))["total"] for n in (1, 1_000_000, 1_000_001)] == [12, 12, 12]
    await season.come_back([0])
    for seq, total in ((1, 12), (2, 14), (3, 15)):
        report = await healed.week(as_of=str(seq))
        assert (report["total"], report["as_of"]["seq"], report["recovery"]) == (total, seq, None)
    assert (await healed.call("GET", "/v1/events", after=1, seconds=0)).status_code == 200


GOOD = {"epoch": new_id(), "seq": 1}


@pytest.mark.parametrize(
    ("told", "where"),
    [
        ([], "answered"),
        ({"x": GOOD}, "answered"),
        ({new_id(): GOOD for _ in range(1001)}, "answered"),
        ({new_id(): 5}, "answered."),
        *(
            ({new_id(): {**GOOD, name: value}}, name)
            for name, value in [
                ("epoch", None), ("seq", 0), ("seq", True), ("seq", 2**31), ("seq", 1.0), ("received_at", "yesterday"),
                ("received_at", 5), ("clock_offset_s", 10**12), ("clock_offset_s", 0.5),
            ]
        ),
    ],
)  # fmt: skip
def test_a_first_answer_that_is_not_valid_is_named(told: object, where: str) -> None:
    with pytest.raises(Refused) as caught:
        read_exchange(orjson.dumps({"mutations": [create()], "answered": told}))
    assert where in caught.value.document["errors"][0]["field"]


async def test_a_request_with_an_answer_that_is_not_valid_is_refused(operation: Operation) -> None:
    tablet, told = await operation.enrol(), {new_id(): {**GOOD, "seq": 0}}
    refused(await tablet.exchange([create()], answered=told), 400, "invalid_request")
    assert await operation.finds() == {}
