"""Two writes played at the same moment, and what came out held against the two orders."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import NamedTuple

from models.problem import Refused
from sync.database.database import on_sqlite
from sync.finds import rules
from tests.at_once.process import IMMEDIATE, RUN, Process, Run
from tests.at_once.season import Season
from tests.at_once.stored import Stock, Stored, stock
from tests.at_once.touched import at_lock, may_matter
from tests.at_once.writes import Write

PATIENCE_S = 20.0
BROKE = "broke: "
LOOKS_EVERY_S = 0.003
STILL = 2
"""A write on SQLite that stands at its beginning for so many looks waits for the other."""
TRIED_OF = 50
"""Of so many interleavings that come to the same as another one, one is played."""


class Outcome(NamedTuple):
    """What two writes answered, and what stands in the tables that they changed."""

    answers: dict[str, str]
    stored: Stored


class Played(NamedTuple):
    outcome: Outcome
    steps: list[str]
    """Of the one that was held."""
    meanwhile: list[str]
    """Those of the other until the first went on."""
    waited: bool
    """Whether the other waited at the last of those."""


class Pairs:
    """Plays pairs of writes on one database, which is as prepared before each."""

    def __init__(self, season: Season, stock: Stock, one: Process, other: Process) -> None:
        self.season, self.stock, self.one, self.other = season, stock, one, other
        self.on_sqlite = on_sqlite(one.url)
        self.pairs = self.interleavings = self.alike = 0
        self._in_order: dict[tuple[str, str], Played] = {}

    async def differences(self, first: Write, second: Write, only_locks: bool = False) -> list[str]:
        """How the pair came out otherwise than in either order, a sentence for each step that shows it.

        The first is held wherever that may matter, and at some steps where it should not; or only where it has a lock
        and where it ends.
        """
        if second is first:  # as when an answer was lost
            second = second._replace(name=f"{second.name} again")
        one, other = await self.in_order(first, second), await self.in_order(second, first)
        orders, steps = [one.outcome, other.outcome], one.steps
        self.pairs += 1
        told = [answer for order in orders for answer in order.answers.values() if answer.startswith(BROKE)]
        meanwhile, waited = other.steps, False  # held before its first step, the first comes second
        matters = touching = False
        for n in range(1, len(steps) + 1):
            matters |= may_matter(steps, n - 1, meanwhile, waited)
            touching |= matters
            if n == len(steps):  # it is done, and comes first
                break
            if only_locks and not at_lock(steps, n):
                continue
            self.alike += not matters
            if not matters and self.alike % TRIED_OF:
                continue
            self.interleavings, matters = self.interleavings + 1, False
            outcome, _, meanwhile, waited = await self.play(first, second, n)
            if outcome not in orders:
                held = f"{first.name}, held before step {n} ({steps[n][:70]})"
                told.append(f"{held}, while {second.name}: {_nearest(outcome, orders)}")
        if not touching and one.outcome != other.outcome:
            apart = _nearest(one.outcome, [other.outcome])
            told.append(f"{first.name} and {second.name} share no table, and their order matters: {apart}")
        return told

    async def in_order(self, first: Write, second: Write) -> Played:
        """One after the other; played once."""
        names = (first.name, second.name)
        if names not in self._in_order:
            self._in_order[names] = await self.play(first, second, None)
        return self._in_order[names]

    async def play(self, first: Write, second: Write, hold_before: int | None) -> Played:
        """First and second, one after the other or the second while the first is held before a step of it."""
        rules._NEWEST.clear()  # or who reads them would depend on what was played before
        run, meanwhile = Run(first.name, hold_before), Run(second.name)
        tasks = [asyncio.create_task(self.answer(self.one, first, run))]
        try:
            async with asyncio.timeout(PATIENCE_S):
                await self.held_or_done(tasks[0], run)
                tasks.append(asyncio.create_task(self.answer(self.other, second, meanwhile)))
                await self.as_far_as_it_goes(tasks[1], meanwhile)
                steps, waits = [*meanwhile.steps], not tasks[1].done()
                run.let_go()
                answers = await asyncio.gather(*tasks)
        except TimeoutError as error:
            came = f"{first.name} came to {run.steps}, {second.name} to {meanwhile.steps}"
            raise AssertionError(f"held before step {hold_before}, one of two did not end: {came}") from error
        finally:
            run.let_go()
        changed = await self.taken_back()
        outcome = Outcome({run.name: answers[0], meanwhile.name: answers[1]}, changed)
        return Played(outcome, run.steps, steps, waits)

    async def alone(self, write: Write, twice: bool) -> Outcome:
        """A write that nobody meets; or one whose first transactions are all undone, and played again."""
        rules._NEWEST.clear()
        run = Run(write.name, twice=twice)
        answer = await asyncio.create_task(self.answer(self.one, write, run))
        changed = await self.taken_back()
        return Outcome({run.name: answer}, changed)

    async def taken_back(self) -> Stored:
        """What a play changed, which is put back."""
        changed = await self.stock.changed()
        if changed:
            await self.stock.put_back(changed)
        return changed

    async def answer(self, process: Process, write: Write, run: Run) -> str:
        RUN.set(run)  # of this task
        try:
            return repr(await write.do(process, self.season, write.at))
        except Refused as refusal:
            return f"refused: {refusal.code}: {refusal}"
        except Exception as error:
            return f"{BROKE}{type(error).__name__}: {error}".partition("\n")[0]

    async def held_or_done(self, task: asyncio.Task[str], run: Run) -> None:
        """A run may have a step less than the one that was counted: rules that were read once are remembered."""
        held = asyncio.create_task(run.held.wait())
        await asyncio.wait({task, held}, return_when=asyncio.FIRST_COMPLETED)
        held.cancel()

    async def as_far_as_it_goes(self, task: asyncio.Task[str], run: Run) -> None:
        """Until it is done or waits for a lock."""
        steps = still = 0
        while not task.done():
            await asyncio.wait({task}, timeout=LOOKS_EVERY_S)
            still = still + 1 if len(run.steps) == steps and run.steps[-1:] == [IMMEDIATE] else 0
            steps = len(run.steps)
            if await self.stock.somebody_waits() or (self.on_sqlite and still >= STILL):
                return


def _nearest(outcome: Outcome, serial: list[Outcome]) -> str:
    """What is otherwise than in the order that is most alike."""
    return min(("; ".join(_differing(outcome, one)) for one in serial), key=len)


def _differing(outcome: Outcome, serial: Outcome) -> Iterator[str]:
    for name, answer in outcome.answers.items():
        if answer != serial.answers.get(name):
            yield f"{name} answered {answer[:300]} and not {serial.answers.get(name, '')[:300]}"
    for table in sorted({*outcome.stored, *serial.stored}):
        rows, known = outcome.stored.get(table), serial.stored.get(table)
        if rows is None or known is None:
            yield f"{table} is {'as before' if rows is None else 'changed'}"
        elif rows != known:
            more, less = [row for row in rows if row not in known], [row for row in known if row not in rows]
            yield f"{table} holds {str(more)[:400]} and not {str(less)[:400]}"


@asynccontextmanager
async def pairs_on(url: str, season: Season) -> AsyncIterator[Pairs]:
    """Two processes on a copy of the prepared season."""
    async with stock(url) as stocked, Process(url) as one, Process(url) as other:
        yield Pairs(season, stocked, one, other)
