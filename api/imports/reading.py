"""Reading a file that somebody sent, in a worker: it can break down, or take all memory, and only that process ends."""

from __future__ import annotations

from pathlib import Path

from api.heavy.worker import Desk
from api.imports.run import batches_of, planned
from models.imports.mapping import ImportMapping
from models.problem import Refused

LOOKED_AT = 1000
"""After so many rows it is said that there are more."""


async def read_file(desk: Desk, path: Path, given: ImportMapping | None, dry_run: bool, most_rows: int) -> None:
    """Says None while it looks at all of the file, then the `PlanTold`, then each batch of rows.

    Raises Refused before the first row is said: for a damaged file, too many rows, or a mapping that leaves something
    open. Of a dry run with such a mapping, only the plan is said.
    """
    plan = planned(path, given, lambda mapping: mapping)
    for rows, _ in enumerate(plan.table.rows(), 1):
        if rows > most_rows:
            raise Refused(
                "too_large", f"The file has more than {most_rows:,} rows. Send it in parts, or use minetally import."
            )
        if rows % LOOKED_AT == 0:
            desk.tell(None)
    desk.tell(plan.told)
    if plan.open and dry_run:
        return
    for batch in batches_of(plan):
        desk.tell(batch)
