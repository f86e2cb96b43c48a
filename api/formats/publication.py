"""One report with everything behind it, as every format takes it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

Json = dict[str, Any]

GROUPINGS = ("type", "category", "day", "district", "team", "device")
"""The groupings that a report may have, each as `by_type` and so on, in the order in which they are written."""


class FiguresDisagree(Exception):
    """The finds, or a grouping, do not add up to the total of the report: nothing may be written from them."""


@dataclass(frozen=True, slots=True)
class Publication:
    """A report as `GET /v1/reports/weekly` answers it, and what it was counted from, all read at one moment.

    Raises FiguresDisagree where the finds or a grouping give another total than the report: a file that contradicts
    itself must not leave the house.
    """

    report: Json
    finds: list[Json]
    """Every find that the total counts, by day and id."""
    disputes: list[Json]
    """The open conflicts on what counts in the period."""
    edition: Json | None
    """None for a working report."""
    url: str
    """Address of the report or edition."""

    def __post_init__(self) -> None:
        wanted = (self.report["total"], self.report["finds"])
        sums = {"finds": (sum(find["count"] for find in self.finds), len(self.finds))}
        for name, rows in self.groupings():
            sums[f"by_{name}"] = (sum(row["total"] for row in rows), sum(row["finds"] for row in rows))
        for name, found in sums.items():
            if found != wanted:
                raise FiguresDisagree(
                    f"{name} of {self.report['operation']} add up to {found[0]} in {found[1]} finds, "
                    f"the report says {wanted[0]} in {wanted[1]}; run `minetally verify`"
                )

    def groupings(self) -> list[tuple[str, list[Json]]]:
        """The groupings that the report has, with their rows."""
        return [(name, self.report[f"by_{name}"]) for name in GROUPINGS if f"by_{name}" in self.report]

    @property
    def time(self) -> datetime:
        """The moment that the report describes. Files carry it as their date, so that the same report is the same
        bytes whenever it is asked for."""
        return datetime.fromisoformat(self.report["as_of"]["time"])
