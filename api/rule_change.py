"""How a change of the rules is answered: with what it does to totals, also when it is only asked for."""

from __future__ import annotations

from typing import Any

from sync.database.database import Database
from sync.operations import Bearer
from sync.rules.changes import RuleChange
from sync.rules.making import foretell, make


async def answer_of(database: Database, bearer: Bearer, job: RuleChange, preview: bool = False) -> dict[str, Any]:
    """What the change did, or would do."""
    play = foretell if preview else make
    return {"preview": preview, "effect": await play(database, bearer.operation, job)}
