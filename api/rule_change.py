"""The answer to a change of the rules: its effect on the totals, also for a preview."""

from __future__ import annotations

from models.shapes.rules import RuleEffect
from sync.database.database import Database
from sync.operations import Bearer
from sync.rules.changes import RuleChange
from sync.rules.making import foretell, make


async def answer_of(database: Database, bearer: Bearer, job: RuleChange, preview: bool = False) -> RuleEffect:
    """What the change did, or would do."""
    play = foretell if preview else make
    return {"preview": preview, "effect": await play(database, bearer.operation, job)}
