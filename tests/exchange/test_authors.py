"""Two tablets with the token of one device are two authors, from the first exchange that does not follow the last."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import httpx
import pytest

from models.exchange_body import ExchangeLink
from models.problem import Refused
from sync.database.database import Database
from sync.exchange.authors import MOST_REMEMBERED, Branch, Branches, follow
from sync.exchange.committer import Committer
from sync.exchange.exchange import Exchange, Named
from sync.merge.find_state import Author
from sync.operations import find_bearer, revoke_token, sha256
from sync.verify.verify import verify
from tests.events.test_events import so_far
from tests.service import Device, Json, Operation, answered, create, edit, in_process, new_id, outcomes, place, refused

EPOCH = "of this history"

# Which author an exchange is of


def followed(*links: tuple[str, str | None]) -> list[int | None]:
    """The author of each exchange, in the order of arrival."""
    known: Branches | None = None
    forks = []
    for link in links:
        known, fork, _ = follow(known, None, EPOCH, ExchangeLink(*link))
        forks.append(fork)
    return forks


def test_exchanges_that_follow_each_other_are_of_one_author() -> None:
    assert followed(("a", None), ("b", "a"), ("c", "b")) == [None] * 3


def test_answers_that_were_lost_are_no_fork_also_several_in_a_row() -> None:
    assert followed(("a", None), ("b", None), ("c", None), ("d", "c"), ("e", "c"), ("f", "c"), ("g", "f")) == [None] * 7


def test_a_request_that_is_repeated_is_no_fork_also_when_it_comes_late() -> None:
    assert followed(("a", None), ("b", "a"), ("b", "a"), ("c", "b"), ("a", None), ("d", "c")) == [None] * 6


def test_an_exchange_that_does_not_follow_the_last_one_is_of_another_author_and_so_are_those_after_it() -> None:
    links = (("a", None), ("b", "a"), ("c", "b"), ("x", "a"), ("d", "c"), ("y", "x"), ("z", "x"), ("e", "d"))
    assert followed(*links) == [None, None, None, 1, None, 1, 1, None]


def test_a_third_tablet_is_a_third_author() -> None:
    copies = (("x", "a"), ("y", "x"), ("i", "a"), ("d", "c"), ("z", "y"), ("j", "i"))
    assert followed(("a", None), ("b", "a"), ("c", "b"), *copies) == [None, None, None, 1, 1, 2, None, 1, 2]


def test_only_the_last_exchanges_are_remembered() -> None:
    names = [str(n) for n in range(MOST_REMEMBERED + 2)]
    links = [*zip(names, [None, *names], strict=False)]
    assert followed(*links, (names[2], names[1])) == [None] * (len(names) + 1)
    assert followed(*links, (names[1], names[0]))[-1] == 1


def test_a_new_history_of_the_server_begins_anew_for_one_tablet_and_keeps_two_apart() -> None:
    one, two = Branch(None, "a", ("b",)), Branch(1, "x", ("y",))
    known = Branches("of the lost history", 0, (one,))
    assert follow(known, None, EPOCH, ExchangeLink("n", "m"))[1:] == (None, False)
    both = Branches("of the lost history", 1, (one, two))
    assert follow(both, None, EPOCH, ExchangeLink("z", "y"))[1:] == (1, False)
    assert follow(both, None, EPOCH, ExchangeLink("n", "m"))[1:] == (2, True)


# What becomes of what two tablets say


class Tablet:
    """A tablet with the token of a device: it names its exchanges."""

    def __init__(self, device: Device, last: str | None = None) -> None:
        self.device, self.last = device, last

    def copied(self) -> Tablet:
        """Another tablet, with a copy of its storage."""
        return Tablet(self.device, self.last)

    async def asks(self, *mutations: object, id: str | None = None) -> httpx.Response:
        link = {"id": id or new_id(), "after": self.last}
        return await self.device.exchange(mutations, limit=0, exchange=link)

    async def says(self, *mutations: object) -> Json:
        """The answer to an exchange, after which the tablet goes on."""
        id = new_id()
        answer: Json = answered(await self.asks(*mutations, id=id))
        self.last = id
        return answer


async def device_of(operation: Operation, id: str) -> Json:
    (device,) = [one for one in await operation.items("/v1/devices") if one["id"] == id]
    return device


async def is_whole(operation: Operation) -> None:
    async with Database(operation.service.database_url) as database:
        assert (await database.read(verify, operation.name)).findings == []


async def two_with_one_token(operation: Operation) -> tuple[Tablet, Tablet]:
    """A tablet that has gone on since it was copied, and the copy."""
    tablet = Tablet(await operation.enrol("T1", "copied"))
    await tablet.says()
    copy = tablet.copied()
    await tablet.says()
    await tablet.says()
    return tablet, copy


def counts(table: Iterable[Any]) -> list[int]:
    first, *others = table
    return [first, *sorted(others)]


async def test_an_offer_of_a_copy_stands_beside_the_other_s(operation: Operation) -> None:
    other = await operation.enrol("T2", "other")
    tablet, copy = await two_with_one_token(operation)
    made = create()
    await other.push(made)
    await other.push(edit(made["find_id"], count=(12, 20)))
    await tablet.says(edit(made["find_id"], count=(12, 14)))
    answer = await copy.says(edit(made["find_id"], count=(12, 15)))
    assert (answer["forked"], outcomes(answer["results"])) == (True, ["conflict"])
    assert counts((await operation.table(made["find_id"]))["count"]) == [20, 14, 15]
    assert (await tablet.says(edit(made["find_id"], count=(14, 16))))["forked"] is False
    assert (await copy.says(edit(made["find_id"], count=(15, 17))))["forked"] is True
    assert counts((await operation.table(made["find_id"]))["count"]) == [20, 16, 17]
    (conflict,) = await operation.items("/v1/conflicts")
    assert {offer["value"]: offer.get("fork") for offer in conflict["offers"]} == {16: None, 17: 1}
    assert [one["fork"] for one in await operation.history(made["find_id"])] == [None, None, None, 1, None, 1]
    await is_whole(operation)


async def test_a_count_that_both_raise_to_one_number_is_raised_twice(operation: Operation) -> None:
    tablet, copy = await two_with_one_token(operation)
    made = create()
    await (await operation.enrol("T2")).push(made)
    await tablet.says(edit(made["find_id"], count=(12, 15)))
    assert outcomes((await copy.says(edit(made["find_id"], count=(12, 15))))["results"]) == ["conflict"]
    (conflict,) = await operation.items("/v1/conflicts")
    assert (conflict["accepted"]["value"], conflict["sum"]) == (15, 18)
    assert (await operation.week())["disputed"]["high"] == 18
    await is_whole(operation)


async def test_what_a_copy_says_stays_its_own_when_it_waited_for_its_find(operation: Operation) -> None:
    tablet, copy = await two_with_one_token(operation)
    made = create()
    assert outcomes((await copy.says(edit(made["find_id"], count=(12, 15))))["results"]) == ["rejected"]
    await tablet.says(made, edit(made["find_id"], count=(12, 14)))
    assert (await operation.table(made["find_id"])) == {"count": [15, 14]}
    await is_whole(operation)


async def test_a_lost_answer_and_a_retry_are_no_fork(operation: Operation) -> None:
    tablet = Tablet(await operation.enrol())
    await tablet.says()
    for _ in range(3):
        assert answered(await tablet.asks(create()))["forked"] is False, "its answer is lost"
    repeated = new_id()
    for _ in range(2):
        assert answered(await tablet.asks(id=repeated))["forked"] is False
    tablet.last = repeated
    assert (await tablet.says())["forked"] is False
    assert (await device_of(operation, tablet.device.id))["state"] == "enrolled"


async def test_two_tablets_that_were_given_one_token_are_noticed_though_they_only_pull(operation: Operation) -> None:
    device = await operation.enrol()
    one, other = Tablet(device), Tablet(device)
    assert [(await tablet.says())["forked"] for tablet in (one, other, one, other)] == [False, False, True, False]


async def test_a_client_that_does_not_name_its_exchanges_goes_on_as_before(operation: Operation) -> None:
    device = await operation.enrol()
    await Tablet(device).says()
    answer = answered(await device.exchange([create()]))
    assert (answer["forked"], outcomes(answer["results"])) == (False, ["applied"])


async def test_an_exchange_that_is_refused_as_a_whole_is_none_to_follow(operation: Operation) -> None:
    tablet = Tablet(await operation.enrol())
    await tablet.says()
    for _ in range(2):
        link = {"id": new_id(), "after": new_id()}
        refused(await tablet.device.exchange(cursor="ours.no", exchange=link), 409, "resync_required")
    assert (await tablet.says())["forked"] is False


@pytest.mark.parametrize("exchange", [1, {}, {"id": "a"}, {"id": None, "after": None}, {"id": new_id(), "after": 1}])
async def test_a_name_that_is_none_is_refused_with_its_field(operation: Operation, exchange: object) -> None:
    device = await operation.enrol()
    problem = refused(await device.exchange([create()], exchange=exchange), 400, "invalid_request")
    assert {error["field"] for error in problem["errors"]} <= {"exchange", "exchange.id", "exchange.after"}
    assert await operation.finds() == {}


# What staff are told


async def test_staff_see_a_fork_on_the_device_and_in_the_events(operation: Operation) -> None:
    tablet, copy = await two_with_one_token(operation)
    before = await operation.log_seq()
    await copy.says()
    device = await device_of(operation, tablet.device.id)
    assert (device["state"], device["forked_at"] is not None) == ("forked", True)
    (told,) = await so_far(operation, before)
    kind, event = told.kind, told.data
    assert kind == "device"
    assert {name: event[name] for name in ("id", "device", "became", "fork", "team")} == {
        "id": tablet.device.id, "device": "copied", "became": "forked", "fork": 1, "team": "T1",
    }  # fmt: skip
    await copy.says()
    await tablet.says()
    assert await operation.log_seq() == before + 1, "it is told once"
    await is_whole(operation)


# A new code


async def enrolled_anew(operation: Operation, device_id: str) -> Tablet:
    made = answered(await operation.call("POST", "/v1/enrolments", {"device_id": device_id}), 201)
    told = answered(await operation.service.client.post("/v1/enrol", json={"code": made["code"]}), 201)
    return Tablet(Device(operation, told["device_id"], told["team"], told["device"], told["token"]))


async def test_a_forked_tablet_that_is_enrolled_anew_replaces_no_offer_of_either(operation: Operation) -> None:
    other = await operation.enrol("T2", "other")
    tablet, copy = await two_with_one_token(operation)
    made = create()
    await other.push(made)
    await other.push(edit(made["find_id"], count=(12, 20)))
    await tablet.says(edit(made["find_id"], count=(12, 14)))
    await copy.says(edit(made["find_id"], count=(12, 15)))
    anew = await enrolled_anew(operation, tablet.device.id)
    device = await device_of(operation, tablet.device.id)
    assert (device["state"], device["forked_at"], device["replaced_at"] is not None) == ("enrolled", None, True)
    for old in (tablet, copy):
        refused(await old.asks(), 401, "unauthenticated")
    assert (await anew.says(edit(made["find_id"], count=(12, 16))))["forked"] is False
    assert outcomes(answered(await anew.device.exchange([edit(made["find_id"], note=(None, "wet"))]))["results"]) == [
        "applied"
    ]
    assert counts((await operation.table(made["find_id"]))["count"]) == [20, 14, 15, 16]
    assert [one["fork"] for one in await operation.history(made["find_id"])][-2:] == [2, 2]
    again = anew.copied()
    await anew.says()
    await anew.says()
    await again.says(edit(made["find_id"], count=(12, 17)))
    assert counts((await operation.table(made["find_id"]))["count"]) == [20, 14, 15, 16, 17]
    await is_whole(operation)


async def test_a_tablet_that_was_not_forked_stays_the_same_author_under_a_new_code(operation: Operation) -> None:
    tablet = Tablet(await operation.enrol())
    made = create()
    await (await operation.enrol("T2")).push(made, edit(made["find_id"], count=(12, 20)))
    await tablet.says(edit(made["find_id"], count=(12, 14)))
    anew = await enrolled_anew(operation, tablet.device.id)
    await anew.says(edit(made["find_id"], count=(12, 15)))
    assert await operation.table(made["find_id"]) == {"count": [20, 15]}


# At the same moment


async def test_two_copies_that_exchange_at_once_are_two_authors(operation: Operation) -> None:
    other = await operation.enrol("T2", "other")
    finds = [create(position=place(n)) for n in range(4)]
    await other.push(*finds)
    await other.push(*(edit(find["find_id"], count=(12, 20)) for find in finds))
    async with in_process(operation.service.database_url) as second:  # another process on the same database
        elsewhere = Operation(second, operation.name, operation.token)
        tablet, copy = await two_with_one_token(operation)
        copy.device = Device(elsewhere, copy.device.id, "T1", "copied", copy.device.token)
        for find in finds:
            said = (edit(find["find_id"], count=(12, 14)), edit(find["find_id"], count=(12, 15)))
            answers = await asyncio.gather(tablet.says(said[0]), copy.says(said[1]))
            assert [answer["forked"] for answer in answers] == [False, True]
            assert counts((await operation.table(find["find_id"]))["count"]) == [20, 14, 15]
    entries = await operation.service.sql("SELECT count(*) FROM log WHERE kind = 'fork'")
    assert entries == [(1,)]
    await is_whole(operation)


async def test_a_token_that_ended_after_the_request_was_let_in_stores_nothing(operation: Operation) -> None:
    device = await operation.enrol()
    now = datetime.now(UTC)
    async with Database(operation.service.database_url) as database:
        bearer = await database.read(find_bearer, operation.name, sha256(device.token))
        assert bearer is not None
        committer = Committer(database)
        await committer.under_lock(operation.name, revoke_token, operation.name, bearer.token_id, now)
        named = Named(Author(device.id, "T1"), bearer.token_id, ExchangeLink(str(UUID(int=1)), None))
        job = Exchange(device.id, "2022-08-16T09:00:00.000000Z", (), (), named=named)
        with pytest.raises(Refused, match="has ended"):
            await committer.run(operation.name, job)
    assert (await device_of(operation, device.id))["last_seen_at"] is None
