"""CSV of a season: a row for each week, and one for each row of each grouping in it."""

from __future__ import annotations

from collections.abc import Iterator

from api.formats.csv_report import NAMELESS, Cells
from models.shapes import Json
from models.shapes.reports import SeasonReport
from sync.files.exports import BYTE_ORDER_MARK, cell, line

COLUMNS = (
    "week", "from", "to", "days", "grouping", "key", "label", "total", "finds", "change", "cumulative", "operation",
    "seq", "as_of",
)  # fmt: skip
"""The columns, in order. The rows of each grouping of a week add up to its row `total`."""


def season_as_csv(season: SeasonReport) -> bytes:
    """RFC 4180 in UTF-8 with a byte order mark; no cell is taken for a formula."""
    source = {"operation": season["operation"], "seq": season["as_of"]["seq"], "as_of": season["as_of"]["time"]}
    text = [BYTE_ORDER_MARK, line(COLUMNS)]
    for row in _rows(season):
        text.append(line([cell({**row, **source}.get(name)) for name in COLUMNS]))
    return "".join(text).encode()


def _rows(season: SeasonReport) -> Iterator[Cells]:
    for one in season["weeks"]:
        week: Json = {**one}
        days = {name: week[name] for name in ("week", "from", "to", "days")}
        yield {**week, "grouping": "total", "key": None, "label": "all"}
        for name in sorted(week):
            grouping = name.removeprefix("by_")
            for row in week[name] if name.startswith("by_") else ():
                key = row[grouping]
                yield {**days, **row, "grouping": grouping, "key": key, "label": key or NAMELESS.get(grouping)}
