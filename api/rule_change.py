"""How routes change the rules: what they answer, also where it is only asked for, and who settles the finds then."""

from __future__ import annotations

import asyncio
from typing import Any

import structlog
from litestar import Request

from api.auth import bearer_of
from api.heavy.heavy import Heavy
from api.heavy.worker import Desk
from models.shapes.rules import Effect, RuleEffect
from sync.database.database import Database
from sync.database.limits import Unavailable
from sync.exchange.committer import Committer
from sync.log.chain import glance_head
from sync.rules.changes import RuleChange
from sync.rules.making import foretell, make, settle, tidy

AGAIN_S = 5.0
"""After so many seconds is gone on where the database was not available."""


class Settler:
    """Makes changes of the rules; the finds that they touch are settled after the answer, beside everything else."""

    def __init__(self, database: Database, committer: Committer) -> None:
        self._database = database
        self._committer = committer
        self._settling: set[asyncio.Task[None]] = set()

    async def make(self, operation: str, job: RuleChange) -> Effect:
        """What the change did; it is in force."""
        try:
            return await make(self._database, self._committer, operation, job)
        finally:  # it may be in force although the answer failed
            if (await glance_head(self._database, operation)).settling is not None:
                task = asyncio.create_task(self._settle(operation))
                self._settling.add(task)
                task.add_done_callback(self._settling.discard)

    async def _settle(self, operation: str) -> None:
        while True:
            try:
                return await settle(self._committer, operation)
            except Unavailable as error:
                structlog.get_logger().warning("finds not settled yet", operation=operation, error=str(error))
                await asyncio.sleep(AGAIN_S)

    async def tidy(self) -> None:
        """Goes on with what a server left when it ended."""
        try:
            await tidy(self._database, self._committer)
        except Exception as error:  # the next change goes on with it, or the next start
            structlog.get_logger().warning("finds not settled", error=str(error))

    async def close(self) -> None:
        """Stops; what is left is settled after the next start."""
        for task in self._settling:
            task.cancel()
        await asyncio.gather(*self._settling, return_exceptions=True)


async def answer_of(
    request: Request[Any, Any, Any], settler: Settler, heavy: Heavy, job: RuleChange, preview: bool = False
) -> RuleEffect:
    """What the change did, or would do; that is worked out by a worker, as it may look at every find."""
    operation = bearer_of(request).operation
    if preview:
        return {"preview": True, "effect": await heavy.do(request, _foretold, operation, job)}
    return {"preview": False, "effect": await settler.make(operation, job)}


async def _foretold(desk: Desk, operation: str, job: RuleChange) -> Effect:
    return await foretell(desk.database, operation, job)
