"""I4: devices that write and read at the same moment. A device that loops on `has_more` misses no change."""

from __future__ import annotations

import asyncio
import itertools
from contextlib import AsyncExitStack

from sync.database.database import Database
from sync.verify.verify import verify
from tests.service import Device, Json, Operation, answered, create, edit, in_process, outcomes, place

WRITERS = 6
EXCHANGES = 8
PLACES = itertools.count()


async def writes(tablet: Device, shared: str, results: list[Json]) -> None:
    """New finds, edits of them, and of a find that everybody edits."""
    for n in range(EXCHANGES):
        made = [create(position=place(next(PLACES))) for _ in range(3)]
        edits = [edit(made[0]["find_id"], count=(12, 13)), edit(shared, note=(None, f"{tablet.name} {n}"))]
        results += await tablet.push(*made, *edits)


class Follower:
    """A device that loops on `has_more` while others write."""

    def __init__(self, device: Device, limit: int) -> None:
        self.device, self.limit = device, limit
        self.seqs: list[int] = []
        self.holds: dict[str, Json] = {}

    async def follow(self, done: asyncio.Event) -> None:
        while True:
            last = done.is_set()
            more = True
            while more:
                answer = answered(await self.device.exchange(limit=self.limit))
                self.device.cursor, more = answer["cursor"], answer["has_more"]
                self.seqs += [change["seq"] for change in answer["changes"]]
                self.holds |= {change["find"]["id"]: change["find"] for change in answer["changes"]}
            if last:
                return


async def write_while_others_follow(tablets: list[Device], followers: list[Follower]) -> list[Json]:
    """All writers at the same time, and followers that go on until the last one is done; the results of the writers."""
    shared = create()
    results = await tablets[0].push(shared)
    done = asyncio.Event()
    following = [asyncio.create_task(follower.follow(done)) for follower in followers]
    await asyncio.gather(*(writes(tablet, shared["find_id"], results) for tablet in tablets))
    done.set()
    await asyncio.gather(*following)
    return results


async def hold_everything(operation: Operation, results: list[Json], followers: list[Follower]) -> None:
    """Every exchange was answered right, seq has no gap, and every follower holds what the server holds."""
    assert sorted(result["seq"] for result in results) == list(range(1, len(results) + 1))
    assert {result["outcome"] for result in results} == {"applied", "merged"}
    finds = await operation.finds()
    assert len(finds) == 1 + WRITERS * EXCHANGES * 3
    for follower in followers:
        assert follower.holds == finds
        assert follower.seqs == sorted(set(follower.seqs))
    async with Database(operation.service.database_url) as database:
        assert (await database.read(verify, operation.name)).findings == []


async def test_a_device_that_loops_on_has_more_misses_no_change_while_others_write(operation: Operation) -> None:
    tablets = [await operation.enrol("T1", f"tablet {n}") for n in range(WRITERS)]
    followers = [Follower(await operation.enrol("T2", f"follower {n}"), limit) for n, limit in enumerate((1, 7, 500))]
    results = await write_while_others_follow(tablets, followers)
    await hold_everything(operation, results, followers)


async def test_two_servers_over_one_database_give_every_change_a_seq_of_its_own(database_url: str) -> None:
    async with AsyncExitStack() as running:
        first, second = [await running.enter_async_context(in_process(database_url)) for _ in range(2)]
        operation = await first.operation()
        tablets = [await operation.enrol("T1", f"tablet {n}") for n in range(WRITERS)]
        followers = [Follower(await operation.enrol("T2", f"follower {n}"), limit) for n, limit in enumerate((3, 500))]
        for tablet in (*tablets[::2], followers[0].device):
            tablet.operation = Operation(second, operation.name, operation.token)
        results = await write_while_others_follow(tablets, followers)
        await hold_everything(operation, results, followers)


async def test_exchanges_that_wait_together_share_a_commit_and_each_gets_its_own_answers(operation: Operation) -> None:
    tablets = [await operation.enrol("T1", f"tablet {n}") for n in range(12)]
    made = [[create(), create(count=0), create()] for _ in tablets]
    answers = await asyncio.gather(*(tablet.push(*sent) for tablet, sent in zip(tablets, made, strict=True)))
    for sent, results in zip(made, answers, strict=True):
        assert [result["id"] for result in results] == [mutation["id"] for mutation in sent]
        assert outcomes(results) == ["applied", "rejected", "applied"]
        assert [result["seq"] for result in results] == list(range(results[0]["seq"], results[0]["seq"] + 3))
    assert await operation.log_seq() == 36


async def test_one_mutation_that_many_send_at_once_is_done_once(operation: Operation) -> None:
    tablets = [await operation.enrol("T1", f"tablet {n}") for n in range(8)]
    made = create()
    answers = [results[0] for results in await asyncio.gather(*(tablet.push(made) for tablet in tablets))]
    assert sorted(answer["replayed"] for answer in answers) == [False] + [True] * 7
    assert {(answer["version"], answer["seq"]) for answer in answers} == {(1, 1)}
    assert await operation.log_seq() == 1


async def test_edits_of_one_find_that_arrive_together_are_all_on_the_table(operation: Operation) -> None:
    tablets = [await operation.enrol(f"T{n}", "tablet") for n in range(8)]
    made = create()
    await tablets[0].push(made)
    edits = [tablet.push(edit(made["find_id"], count=(12, 20 + n))) for n, tablet in enumerate(tablets)]
    results = [result for results in await asyncio.gather(*edits) for result in results]
    assert sorted(outcomes(results)) == ["applied"] + ["conflict"] * 7
    assert sorted((await operation.table(made["find_id"]))["count"]) == [20 + n for n in range(8)]


async def test_an_exchange_that_is_refused_takes_none_of_its_neighbours_with_it(operation: Operation) -> None:
    tablets = [await operation.enrol("T1", f"tablet {n}") for n in range(6)]
    await tablets[0].push(create())
    await tablets[0].pull()
    tablets[3].cursor = "of another server"
    responses = await asyncio.gather(*(tablet.exchange([create()], limit=0) for tablet in tablets))
    assert [response.status_code for response in responses] == [200, 200, 200, 409, 200, 200]
    assert await operation.log_seq() == 6


async def test_a_tablet_that_goes_away_before_its_answer_stops_nobody(operation: Operation) -> None:
    tablets = [await operation.enrol("T1", f"tablet {n}") for n in range(6)]
    made = [create() for _ in tablets]
    asking = [asyncio.create_task(tablet.push(one)) for tablet, one in zip(tablets, made, strict=True)]
    await asyncio.sleep(0)
    asking[0].cancel()
    asking[5].cancel()
    answers = await asyncio.gather(*asking, return_exceptions=True)
    assert all(isinstance(answers[n], list) for n in (1, 2, 3, 4))
    again = await tablets[0].push(*made)
    assert outcomes(again) == ["applied"] * 6
    assert sorted(result["seq"] for result in again) == [1, 2, 3, 4, 5, 6]
