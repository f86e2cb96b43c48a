"""What the routes that change the rules share: the answer, also where it is only asked for."""

from __future__ import annotations

from typing import Any

from litestar import Request

from api.auth import bearer_of
from api.heavy.heavy import Heavy
from api.heavy.worker import Desk
from models.shapes.rules import Effect, RuleEffect
from sync.database.database import Database
from sync.exchange.committer import Committer
from sync.rules.changes import RuleChange
from sync.rules.making import foretell, make


async def answer_of(
    request: Request[Any, Any, Any],
    database: Database,
    committer: Committer,
    heavy: Heavy,
    job: RuleChange,
    preview: bool = False,
) -> RuleEffect:
    """What the change did, or would do; that is worked out by a worker, as it may look at every find."""
    operation = bearer_of(request).operation
    if preview:
        return {"preview": True, "effect": await heavy.do(request, _foretold, operation, job)}
    return {"preview": False, "effect": await make(database, committer, operation, job)}


async def _foretold(desk: Desk, operation: str, job: RuleChange) -> Effect:
    return await foretell(desk.database, operation, job)
