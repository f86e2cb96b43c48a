"""The answer to a change of the rules: its effect on the totals, also for a preview."""

from __future__ import annotations

from models.shapes.rules import RuleEffect
from sync.exchange.committer import Committer
from sync.operations import Bearer
from sync.rules.changes import RuleChange


async def answer_of(committer: Committer, bearer: Bearer, job: RuleChange, preview: bool = False) -> RuleEffect:
    """What the change did, or would do."""
    play = committer.rehearse if preview else committer.run
    return {"preview": preview, "effect": await play(bearer.operation, job)}
