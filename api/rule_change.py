"""The answer to a change of the rules: its effect on the totals, also for a preview."""

from __future__ import annotations

from models.shapes.rules import RuleEffect
from sync.database.database import Database
from sync.exchange.committer import run_alone
from sync.operations import Bearer
from sync.rules.changes import RuleChange


async def answer_of(database: Database, bearer: Bearer, job: RuleChange, preview: bool = False) -> RuleEffect:
    """What the change did, or would do."""
    play = database.rehearse if preview else database.write
    return {"preview": preview, "effect": await play(run_alone, bearer.operation, job)}
