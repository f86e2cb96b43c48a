"""Makes a change of the rules, or says what it would do: worked out beside, in force by one small write."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace

from models.chance import draw
from models.shapes.rules import Effect
from sync.database.database import Connection, Database, Snapshot
from sync.exchange.committer import Committer
from sync.finds.rules import DERIVING
from sync.finds.settling import keep, unsettled
from sync.log.chain import glance_head
from sync.rules.beside import Beside, Step
from sync.rules.changes import Forgetting, RuleChange, Settling, changes_of

ROUNDS = 5
"""So often is a change brought up to date before the lock, at most: each time for less."""
FEW = 200
"""So many finds may be left to look at under the lock."""


async def make(database: Database, committer: Committer, operation: str, job: RuleChange) -> Effect:
    """Makes a change: worked out beside the operation, it comes into force by one small write under the lock.

    Its finds are settled then by whoever calls `settle`; the next change, and a server that begins, do so too.
    """
    while True:
        if (await glance_head(database, operation)).settling is not None:
            await settle(committer, operation)
        ready = await worked_out(database, committer, operation, job)
        try:
            effect = await committer.run(operation, ready)
        finally:
            if ready.beside and ready.beside.kept:
                await forget(committer, operation, ready.beside.change)
        if effect is not None:
            return effect


async def settle(committer: Committer, operation: str) -> None:
    """Writes the finds that a change in force touches, a few at a time, so that nobody waits for long."""
    while await committer.run(operation, Settling()):
        pass


async def forget(committer: Committer, operation: str, change: str) -> None:
    """Drops what is kept of a change, unless it is in force."""
    while await committer.run(operation, Forgetting(change)):
        pass


async def tidy(database: Database, committer: Committer) -> None:
    """Settles the changes in force that a server left, and drops what is kept of those that never came into force.

    A change that another server works out meanwhile is worked out again.
    """
    for left in await database.read(unsettled):
        if left.in_force:
            await settle(committer, left.operation)
        else:
            await forget(committer, left.operation, left.change)


async def foretell(database: Database, operation: str, job: RuleChange) -> Effect:
    """What a change would do; takes no lock, and keeps nothing."""
    beside = Beside(operation, changes_of({**job.content}))
    async with database.snapshot() as snapshot:
        known = await snapshot.read(job.foreseen, operation)
        if known is not None:
            return known
        async for _ in _steps(snapshot, beside):
            pass
        return await snapshot.read(replace(job, beside=beside).foretold, operation)


async def worked_out(database: Database, committer: Committer, operation: str, job: RuleChange) -> RuleChange:
    """The job with what it makes of finds and pairs, as they stood a moment ago; what it makes of finds is kept."""
    beside = Beside(operation, changes_of({**job.content}), draw().id("change"))
    if not any(change.kind in DERIVING for change in beside.changes):
        return job
    try:
        for _ in range(ROUNDS):
            async with database.snapshot() as snapshot:
                if await snapshot.read(job.foreseen, operation) is not None:
                    break
                async for step in _steps(snapshot, beside):
                    if step.dropped or step.rows:
                        await committer.beside_lock(keep, operation, beside.change, step.dropped, step.rows)
            if beside.looked <= FEW:
                break
    except BaseException:
        if beside.kept:
            await forget(committer, operation, beside.change)
        raise
    return replace(job, beside=beside)


async def _steps(snapshot: Snapshot, beside: Beside) -> AsyncIterator[Step]:
    going: list[Iterator[Step]] = []

    def step(connection: Connection) -> Step | None:
        if not going:
            going.append(beside.steps(connection))
        return next(going[0], None)

    while (done := await snapshot.read(step)) is not None:
        yield done
