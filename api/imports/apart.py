"""Reading a file that somebody sent, in a worker: it can break down, or take all memory, and only that process ends."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

from api.heavy.worker import Desk
from api.imports.run import batches_of, planned
from models.imports.mapping import ImportMapping
from models.problem import Refused


async def read_file(
    desk: Desk, path: Path, given: ImportMapping | None, zone: str, dry_run: bool, most_rows: int
) -> None:
    """Says None while it looks at all of the file, then the `PlanTold`, then each batch of rows.

    Raises Refused before the first row is said: for a damaged file, too many rows, or a mapping that leaves something
    open. Of a dry run with such a mapping, only the plan is said.
    """
    looked_at = 0

    def limit(rows: int) -> None:
        if rows > most_rows:
            raise Refused(
                "too_large", f"The file has more than {most_rows:,} rows. Send it in parts, or use minetally import."
            )

    def progress(rows: int) -> None:
        nonlocal looked_at
        looked_at += rows
        limit(looked_at)
        desk.tell(None)

    plan = planned(path, given, lambda mapping: mapping, ZoneInfo(zone), progress)
    limit(plan.rows)
    desk.tell(plan.told)
    if plan.open and dry_run:
        return
    if plan.doubts and not dry_run:
        told = "; ".join(f"{one.field}: {one.detail}" for one in plan.doubts)
        raise Refused("unconfirmed_guess", told, plan.doubts, mapping=plan.mapping.model_dump(mode="json"))
    for batch in batches_of(plan):
        desk.tell(batch)
