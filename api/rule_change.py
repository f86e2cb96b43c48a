"""How a change of the rules is answered: with what it does to totals, also when it is only asked for."""

from __future__ import annotations

from typing import Any

from sync.exchange.committer import Committer
from sync.operations import Bearer
from sync.rules.changes import RuleChange


async def answer_of(committer: Committer, bearer: Bearer, job: RuleChange, preview: bool = False) -> dict[str, Any]:
    """What the change did, or would do."""
    play = committer.rehearse if preview else committer.run
    return {"preview": preview, "effect": await play(bearer.operation, job)}
