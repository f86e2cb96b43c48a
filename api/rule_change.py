"""How a change of the rules is answered: with what it does to totals, also when it is only asked for."""

from __future__ import annotations

from typing import Any

from litestar import Request

from api.auth import bearer_of
from sync.committer import run_alone
from sync.rule_changes import Previewed, RuleChange


async def answer_of(request: Request[Any, Any, Any], job: RuleChange) -> dict[str, Any]:
    """What the change did, or would do."""
    operation = bearer_of(request).operation
    try:
        effect = await request.app.state.database.write(run_alone, operation, job)
    except Previewed as preview:
        effect = preview.effect
    return {"preview": job.preview, "effect": effect}
