"""Makes a change of the rules, or says what it would do: worked out beside the operation, stored under its lock."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from models.shapes.rules import Effect
from sync.database.database import Connection, Database, Snapshot
from sync.exchange.committer import Committer
from sync.finds.rules import DERIVING
from sync.rules.beside import Beside
from sync.rules.changes import RuleChange, changes_of

ROUNDS = 5
"""So often is a change brought up to date before the lock, at most: each time for less."""
FEW = 200
"""So many finds may be left to look at under the lock."""
END = object()


async def make(database: Database, committer: Committer, operation: str, job: RuleChange) -> Effect:
    """Makes a change: it is worked out beside the operation, and the lock is held only to write what differs."""
    while True:
        effect = await committer.run(operation, await worked_out(database, operation, job))
        if effect is not None:
            return effect


async def foretell(database: Database, operation: str, job: RuleChange) -> Effect:
    """What a change would do; takes no lock."""
    beside = Beside(operation, changes_of({**job.content}))
    async with database.snapshot() as snapshot:
        known = await snapshot.read(job.foreseen, operation)
        if known is not None:
            return known
        await _work(snapshot, beside)
        return await snapshot.read(replace(job, beside=beside).foretold, operation)


async def worked_out(database: Database, operation: str, job: RuleChange) -> RuleChange:
    """The job with what it makes of finds and pairs, as they stood a moment ago."""
    beside = Beside(operation, changes_of({**job.content}))
    if not any(change.kind in DERIVING for change in beside.changes):
        return job
    for _ in range(ROUNDS):
        async with database.snapshot() as snapshot:
            if await snapshot.read(job.foreseen, operation) is not None:
                return job
            await _work(snapshot, beside)
        if beside.looked <= FEW:
            break
    return replace(job, beside=beside)


async def _work(snapshot: Snapshot, beside: Beside) -> None:
    going: list[Iterator[None]] = []

    def step(connection: Connection) -> bool:
        if not going:
            going.append(beside.steps(connection))
        return next(going[0], END) is None

    while await snapshot.read(step):
        pass
