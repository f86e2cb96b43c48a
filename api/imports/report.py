"""The report of an import: counts, totals, and the rows that somebody should look at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from api.imports.run import Counts, PlanTold, RowResult
from models.problem import shown_error
from models.shapes.imports import ImportAnswer, ImportRow
from sync.database.limits import Unavailable
from sync.files.imports import CHANGED, CONFLICT, NEW, REFUSED, SAME, Imported

MOST_LISTED = 200
"""Rows that are refused, in conflict, or have one and the same flag: a flag on all of them must not hide another."""


@dataclass(slots=True)
class Report:
    """Gathers what an import gives; its size does not grow with the file."""

    operation: str
    plan: PlanTold
    dry_run: bool
    counts: Counts = field(default_factory=Counts)
    listed: list[ImportRow] = field(default_factory=list)
    listed_of: int = 0
    kinds: Counter[str] = field(default_factory=Counter)

    def add(self, results: Sequence[RowResult], imported: Imported) -> None:
        self.counts.add(results, imported)
        for one in results:
            kinds = [*one.flags, *([one.outcome] if one.outcome in (CHANGED, CONFLICT, REFUSED) else [])]
            self.listed_of += bool(kinds)
            if any(self.kinds[kind] < MOST_LISTED for kind in kinds):
                self.listed.append(_listed(one))
            self.kinds.update(kinds)

    @contextmanager
    def telling_what_is_stored(self) -> Iterator[None]:
        """Adds to Unavailable what is stored of the file that it breaks off, and how to go on."""
        try:
            yield
        except Unavailable as error:
            if not self.dry_run:
                error.stored = self._stored_so_far(error.commit_unknown)
            raise

    def _stored_so_far(self, commit_unknown: bool) -> str:
        refused = self.counts.outcomes[REFUSED]
        done = f"{self.counts.rows - refused:,} rows of the file are stored"
        if refused:
            done += f", {refused:,} were refused"
        next_rows = " Of the next rows it is not known whether they are stored." if commit_unknown else ""
        return f"{done}.{next_rows} Send the whole file again: what is stored counts once."

    def document(self) -> ImportAnswer:
        """The answer, as far as rows were added."""
        counts = self.counts
        return {
            "operation": self.operation,
            "dry_run": self.dry_run,
            "format": self.plan.form,
            "columns": self.plan.columns,
            "mapping": self.plan.mapping.model_dump(mode="json"),
            "unmapped": self.plan.unmapped,
            "notes": self.plan.notes,
            "open": [shown_error(one) for one in (*self.plan.open, *self.plan.doubts)],
            "rows": counts.rows,
            "new": counts.outcomes[NEW],
            "changed": counts.outcomes[CHANGED],
            "conflict": counts.outcomes[CONFLICT],
            "same": counts.outcomes[SAME],
            "refused": counts.outcomes[REFUSED],
            "flags": dict(sorted(counts.flags.items())),
            "total": counts.total,
            "totals": [
                {"week": week, "type": key, "total": pieces} for (week, key), pieces in sorted(counts.totals.items())
            ],
            "listed": self.listed,
            "listed_of": self.listed_of,
            "seq": None if self.dry_run else counts.seq,
        }


def _listed(one: RowResult) -> ImportRow:
    return {
        "row": one.row.number,
        "outcome": one.outcome,
        "find_id": one.find_id,
        "flags": one.flags,
        "errors": [shown_error(error) for error in one.errors],
        "changes": [{"field": change.field, "was": change.was, "to": change.to} for change in one.changes],
    }
