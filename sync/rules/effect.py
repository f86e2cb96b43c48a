"""What a change of the rules does to finds, weeks, totals and editions."""

from __future__ import annotations

from collections import Counter

from sqlalchemy import Connection, and_, func, select

from models.period import days_of_week, week_of
from models.shapes.rules import ChangedWeek, Effect, TypeTotal
from sync.figures.published import standing_editions
from sync.finds.tally import cells_now
from sync.rules.beside import Beside


class Touched:
    """The finds and totals that a change touches, week by week and type by type."""

    def __init__(self, connection: Connection, operation: str) -> None:
        self.connection, self.operation = connection, operation
        self.finds = 0
        self.changes: Counter[tuple[str, str]] = Counter()  # week, type: pieces more

    def see(self, beside: Beside) -> None:
        """Finds are derived with another result."""
        self.finds += beside.counted
        for cell, pieces in beside.deltas.total.items():
            if cell.dimension == "type":
                self.changes[(week_of(cell.day), cell.key)] += pieces

    def effect(self, stored: bool) -> Effect:
        """Finds that count elsewhere, each week and type whose total changes, and the editions that differ then.

        `stored` says whether the tally has the change already.
        """
        weeks: dict[str, list[TypeTotal]] = {}
        for (week, key), pieces in sorted(self.changes.items()):
            if pieces:
                after = self.total(week, key) + (0 if stored else pieces)
                weeks.setdefault(week, []).append({"type": key, "before": after - pieces, "after": after})
        changed: list[ChangedWeek] = []
        for week, types in weeks.items():
            days = days_of_week(week)
            changed.append({"week": week, "from": days["from"], "to": days["to"], "types": types})
        editions = [
            edition.named()
            for edition in standing_editions(self.connection, self.operation)
            if any(edition.period.shared_with(one["from"], one["to"]) for one in changed)
        ]
        return {"finds": self.finds, "weeks": changed, "editions": editions}

    def total(self, week: str, key: str) -> int:
        cells = cells_now(self.operation, "type")
        days = days_of_week(week)
        wanted = and_(cells.c.day.between(days["from"], days["to"]), cells.c.key == key)
        return int(
            self.connection.execute(select(func.coalesce(func.sum(cells.c.total), 0)).where(wanted)).scalar_one()
        )
