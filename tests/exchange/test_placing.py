"""What a lost history had answered comes back: each find ends as it was there, in whatever order its words arrive."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
import pytest

from models.exchange_body import read_exchange
from models.problem import Refused
from models.shapes import Json
from sync.database.database import Database
from sync.exchange.committer import Committer
from sync.exchange.restoring import restoring
from sync.log.epochs import epoch_at
from sync.verify.verify import verify
from tests.service import Device, Operation, answered, create, delete, edit, new_id, place, refused, restore

AT = datetime(2122, 8, 22, tzinfo=UTC)
SHOWN = ("state", "marking", "category", "count", "found_on", "lot", "note", "depth_cm", "condition", "photos")


@dataclass
class Season:
    """The same words at a server that lives, and at one that is restored from a backup."""

    lived: Operation
    healed: Operation
    tablets: list[tuple[Device, Device]]
    told: list[tuple[int, Json, Json, Json]] = field(default_factory=list)
    """The tablet, what it sent, with what else, and what it was answered."""
    saved: int = 0

    async def say(self, tablet: int, mutation: Json, **body: Any) -> Json:
        (result,) = await self.tablets[tablet][0].push(mutation, **body)
        self.told.append((tablet, mutation, body, result))
        return result

    async def lose(self, saved: int) -> None:
        """The disk burns: the backup has the first `saved` words."""
        self.saved = saved
        for tablet, mutation, body, _ in self.told[:saved]:
            await self.tablets[tablet][1].push(mutation, **body)
        await restored(self.healed)

    async def come_back(self, order: Sequence[int]) -> None:
        """The lost words come again, by their numbers from 0, one exchange each."""
        (epoch,) = await first_epoch(self.healed)
        for n in order:
            tablet, mutation, _, result = self.told[self.saved + n]
            told = {"epoch": epoch, **{name: result[name] for name in ("seq", "received_at", "clock_offset_s")}}
            (again,) = await self.tablets[tablet][1].push(mutation, answered={mutation["id"]: told})
            assert again["place"] == {"epoch": epoch, "seq": result["seq"]}
            assert again["received_at"] == result["received_at"]

    async def check(self) -> None:
        """The restored server holds what the other one does, and what it holds adds up."""
        assert await picture(self.healed) == await picture(self.lived)
        await check_log(self.healed)


async def first_epoch(operation: Operation) -> list[str]:
    statement = "SELECT from_epoch FROM restore WHERE operation = :name ORDER BY seq LIMIT 1"
    return [row[0] for row in await operation.service.sql(statement, name=operation.name)]


async def restored(operation: Operation, minutes: int = 0) -> None:
    epoch = epoch_at(AT + timedelta(minutes=minutes), b"0123456789")
    async with Database(operation.service.database_url) as database:
        await Committer(database).run(operation.name, restoring(epoch, "Operator", "the disk burnt", AT))


async def check_log(operation: Operation) -> None:
    async with Database(operation.service.database_url) as database:
        assert (await database.read(verify, operation.name)).findings == []


async def picture(operation: Operation) -> Json:
    """Finds, open conflicts with their ids and offers, and the total."""
    finds = {id: {name: find.get(name) for name in SHOWN} for id, find in (await operation.finds()).items()}
    conflicts = {}
    for id in finds:
        for one in await operation.items("/v1/conflicts", find_id=id):
            offers = sorted((offer["mutation_id"], str(offer["value"])) for offer in one["offers"])
            conflicts[one["id"]] = (one["find_id"], one["field"], one["accepted"]["value"], offers, one["sum"])
    week = await operation.week()
    return {"finds": finds, "conflicts": conflicts, "total": week["total"], "disputed": week["disputed"]}


@pytest.fixture
async def season(operation: Operation) -> Season:
    return await begun(operation)


async def begun(operation: Operation) -> Season:
    healed = await operation.service.operation(f"{operation.name}-healed-{new_id()}")
    names = [(f"T{n % 2}", f"tablet {n}") for n in range(3)]
    tablets = [(await operation.enrol(*name), await healed.enrol(*name)) for name in names]
    return Season(operation, healed, tablets)


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
                ("epoch", None), ("seq", 0), ("seq", True), ("seq", 2**53), ("seq", 1.0), ("received_at", "yesterday"),
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


WORDS: dict[str, list[Any]] = {
    "count": [12, 13, 14, 15],
    "note": ["wet", "dry", "by the road"],
    "depth_cm": [5, 10, 15],
    "lot": ["A", "B", None],
    "photos": [["a" * 64], ["b" * 64], None],
}


async def work(season: Season, chance: random.Random, steps: int) -> None:
    """Random words of tablets that have seen what the server holds, or what it held some time before."""
    lived, finds = season.lived, [create(position=place(n)) for n in range(2)]
    for n, find in enumerate(finds):
        await season.say(n, find)
    seen: list[dict[str, Json]] = [await lived.finds() for _ in season.tablets]
    for _ in range(steps):
        tablet, id = chance.randrange(3), chance.choice(finds)["find_id"]
        if chance.random() < 0.5:
            seen[tablet] = await lived.finds()
        saw = seen[tablet][id]
        name = chance.choice([*WORDS])
        made_at = f"2022-08-16T10:00:{chance.randrange(60):02}Z"
        kind = chance.random()
        if kind < 0.08:
            said = delete(id, **{key: saw.get(key) for key in (*SHOWN[1:], "position") if key in saw})
        elif kind < 0.12:
            said = restore(id)
        else:
            said = edit(id, made_at, **{name: (saw.get(name), chance.choice(WORDS[name]))})
        await season.say(tablet, said)


async def heal(operation: Operation, seed: int, steps: int) -> None:
    chance, season = random.Random(seed), await begun(operation)
    await work(season, chance, steps)
    saved = chance.randrange(len(season.told) // 2)
    await season.lose(saved)
    order = [*range(len(season.told) - saved)]
    chance.shuffle(order)
    await season.come_back(order)
    await season.check()


async def test_seasons_end_as_had_the_server_lived(operation: Operation) -> None:
    await heal(operation, 1, 12)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(2, 14))
async def test_many_seasons_end_as_had_the_server_lived(operation: Operation, seed: int) -> None:
    await heal(operation, seed, 30)
