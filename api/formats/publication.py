"""One report with everything behind it, as every format takes it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from models.shapes import Json
from models.shapes.editions import Edition
from models.shapes.reports import CountedFind, WeeklyReport
from sync.figures.weekly import rows_of

if TYPE_CHECKING:
    from sync.figures.lineage import Dispute

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

    report: WeeklyReport
    finds: list[CountedFind]
    """Every find that the total counts, by day and id."""
    disputes: list[Dispute]
    """The open conflicts on what counts in the period."""
    edition: Edition | None
    """None for a working report."""
    url: str
    """Address of the report or edition; empty where nobody has said one."""

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
        found = [(name, rows_of(self.report, name)) for name in GROUPINGS]
        return [(name, rows) for name, rows in found if rows is not None]

    @property
    def time(self) -> datetime:
        """The moment that the report describes. Files carry it as their date, so that the same report is the same
        bytes whenever it is asked for."""
        return datetime.fromisoformat(self.report["as_of"]["time"])
