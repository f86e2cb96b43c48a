"""Turns are fair between operations, and bounded."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from api.heavy.turns import Turns
from models.problem import Refused


class Works:
    """Works that take a turn and keep it until they are let go; `began` has them in the order of their turns."""

    def __init__(self, turns: Turns) -> None:
        self.turns = turns
        self.began: list[str] = []
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._ends: dict[str, asyncio.Event] = {}

    async def ask(self, *names: str) -> None:
        """`a1` is a work of operation a."""
        for name in names:
            self._ends[name] = asyncio.Event()
            self._tasks[name] = asyncio.create_task(self._work(name))
            await settled()

    async def _work(self, name: str) -> None:
        async with self.turns.turn(name[0]):
            self.began.append(name)
            await self._ends[name].wait()

    async def end(self, *names: str) -> None:
        for name in names:
            self._ends[name].set()
            await self._tasks[name]
            await settled()

    async def cancel(self, name: str) -> None:
        self._tasks[name].cancel()
        await settled()

    def stop(self) -> None:
        for task in self._tasks.values():
            task.cancel()


async def settled() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


@asynccontextmanager
async def works(at_once: int = 3, each: int = 8, waiting: int = 16, waits_s: float = 60) -> AsyncIterator[Works]:
    some = Works(Turns(at_once, each, waiting, waits_s))
    try:
        yield some
    finally:
        some.stop()
        await settled()


async def test_the_last_place_is_for_an_operation_that_has_none() -> None:
    async with works() as some:
        await some.ask("a1", "a2", "a3", "b1", "b2")
        assert some.began == ["a1", "a2", "b1"]
        await some.end("b1")
        assert some.began == ["a1", "a2", "b1", "b2"]
        await some.end("b2")
        assert some.began[4:] == []
        await some.end("a1")
        assert some.began[4:] == ["a3"]


async def test_operations_that_wait_take_turns_whoever_asked_for_more() -> None:
    async with works(at_once=2) as some:
        await some.ask("x1", "y1", "a1", "a2", "a3", "b1", "c1")
        await some.end("x1", "y1", "a1")
        assert some.began == ["x1", "y1", "a1", "b1", "c1"]
        await some.end("b1")
        assert some.began[5:] == ["a2"]


async def test_a_work_that_is_given_up_loses_its_place_whether_it_waits_or_runs() -> None:
    async with works(at_once=1) as some:
        await some.ask("a1", "a2", "a3")
        await some.cancel("a2")
        await some.cancel("a1")
        assert some.began == ["a1", "a3"]
        await some.end("a3")
        await some.ask("a4")
        assert some.began == ["a1", "a3", "a4"]
        assert some.turns.waiting == 0


async def test_too_many_that_wait_are_refused_those_of_one_operation_first() -> None:
    async with works(at_once=1, each=2, waiting=3) as some:
        await some.ask("a1", "a2", "a3")
        with pytest.raises(Refused, match="of this operation are waiting") as told:
            async with some.turns.turn("a"):
                pass
        assert told.value.code == "worker_busy"
        await some.ask("b1")
        with pytest.raises(Refused, match="of all operations are waiting"):
            async with some.turns.turn("b"):
                pass


async def test_who_has_waited_too_long_is_told_so_and_waits_no_more() -> None:
    async with works(at_once=1, waits_s=0.01) as some:
        await some.ask("a1")
        with pytest.raises(Refused, match=r"have not ended for 0\.01 s"):
            async with some.turns.turn("b"):
                pass
        assert some.turns.waiting == 0
        await some.end("a1")
        async with some.turns.turn("b"):
            pass
