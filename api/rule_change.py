"""What the routes that change the rules share: the answer, also where it is only asked for."""

from __future__ import annotations

from models.shapes.rules import RuleEffect
from sync.database.database import Database
from sync.exchange.committer import Committer
from sync.operations import Bearer
from sync.rules.changes import RuleChange
from sync.rules.making import foretell, make


async def answer_of(
    database: Database, committer: Committer, bearer: Bearer, job: RuleChange, preview: bool = False
) -> RuleEffect:
    """What the change did, or would do."""
    if preview:
        return {"preview": True, "effect": await foretell(database, bearer.operation, job)}
    return {"preview": False, "effect": await make(database, committer, bearer.operation, job)}
