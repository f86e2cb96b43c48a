"""What is told of an import: counts, totals, and the rows that somebody should look at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from api.imports.run import Counts, PlanTold, RowResult
from sync.files.imports import CONFLICT, REFUSED, Imported

MOST_LISTED = 200
"""Rows that are refused, in conflict, or have one and the same flag: a flag on all of them must not hide another."""


@dataclass(slots=True)
class Report:
    """Gathers what an import gives; its size does not grow with the file."""

    operation: str
    plan: PlanTold
    dry_run: bool
    counts: Counts = field(default_factory=Counts)
    listed: list[dict[str, Any]] = field(default_factory=list)
    listed_of: int = 0
    kinds: Counter[str] = field(default_factory=Counter)

    def add(self, results: Sequence[RowResult], imported: Imported) -> None:
        self.counts.add(results, imported)
        for one in results:
            kinds = [*one.flags, *([one.outcome] if one.outcome in (CONFLICT, REFUSED) else [])]
            self.listed_of += bool(kinds)
            if any(self.kinds[kind] < MOST_LISTED for kind in kinds):
                self.listed.append(_listed(one))
            self.kinds.update(kinds)

    def document(self) -> dict[str, Any]:
        """As `models.imports.answer.ImportAnswer` says."""
        counts = self.counts
        return {
            "operation": self.operation,
            "dry_run": self.dry_run,
            "format": self.plan.form,
            "columns": self.plan.columns,
            "mapping": self.plan.mapping.model_dump(mode="json"),
            "unmapped": self.plan.unmapped,
            "open": [one.model_dump() for one in self.plan.open],
            "rows": counts.rows,
            **counts.outcomes,
            "flags": dict(sorted(counts.flags.items())),
            "total": counts.total,
            "totals": [
                {"week": week, "type": key, "total": pieces} for (week, key), pieces in sorted(counts.totals.items())
            ],
            "listed": self.listed,
            "listed_of": self.listed_of,
            "seq": None if self.dry_run else counts.seq,
        }


def _listed(one: RowResult) -> dict[str, Any]:
    return {
        "row": one.row.number,
        "outcome": one.outcome,
        "find_id": one.find_id,
        "flags": one.flags,
        "errors": [error.model_dump() for error in one.errors],
    }
