"""CSV: every grouping of the report, and the finds behind it, in one long table that is easy to filter."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from api.formats.publication import Publication
from api.formats.sentences import lost_text, recovery_sentence, stopped_text
from models.find import class_of
from models.shapes.reports import CountedFind, TypeRow
from sync.files.exports import BYTE_ORDER_MARK, cell, line

COLUMNS = (
    "grouping",
    "key",
    "label",
    "category",
    "class",
    "year",
    "total",
    "finds",
    "disputed_low",
    "disputed_high",
    "conflicts",
    "find_version",
    "find_seq",
    "operation",
    "from",
    "to",
    "seq",
    "as_of",
    "edition",
    "revision",
    "sha256",
    "recovery",
    "lost",
    "stopped",
)
"""The columns, in order. The rows of each grouping add up to the row `total`."""

Cells = dict[str, Any]
"""Values of some of the columns, by their names."""

NAMELESS = {"district": "not known", "team": "staff", "device": "staff"}
"""How a row is labelled that has no key."""


def as_csv(publication: Publication) -> bytes:
    """RFC 4180 in UTF-8 with a byte order mark; no cell is taken for a formula.

    `grouping` is total, type, type_year, category, day, district, team, device or find, as far as the report has them.
    What the figures stand on is repeated on every row, so that a row that is copied elsewhere still says it.
    """
    source = _source(publication)
    text = [BYTE_ORDER_MARK, line(COLUMNS)]
    for row in _rows(publication):
        text.append(line([cell(value) for value in ({**row, **source}.get(name) for name in COLUMNS)]))
    return "".join(text).encode()


def _source(publication: Publication) -> Cells:
    report, edition = publication.report, publication.edition
    return {
        "operation": report["operation"],
        "from": report["period"]["from"],
        "to": report["period"]["to"],
        "seq": report["as_of"]["seq"],
        "as_of": report["as_of"]["time"],
        "edition": edition["number"] if edition else None,
        "revision": edition["revision"] if edition else None,
        "sha256": edition["sha256"] if edition else None,
        "recovery": recovery_sentence(report) or None,
        "lost": lost_text(report) or None,
        "stopped": stopped_text(report) or None,
    }


def _rows(publication: Publication) -> Iterator[Cells]:
    report = publication.report
    yield {"grouping": "total", "label": "all", **_figures({**report})}
    for grouping, rows in publication.groupings():
        for row in rows:
            key = row[grouping]
            label = row.get("marking") or row.get("name") or key or NAMELESS.get(grouping)
            named = {"grouping": grouping, "key": key, "label": label}
            yield {**named, "category": row.get("category"), "class": row.get("class"), **_figures(row)}
        if grouping == "type":
            for one in report["by_type"]:
                yield from _years(one)
    for find in publication.finds:
        yield _find(find)


def _figures(row: Cells) -> Cells:
    disputed: Cells = row.get("disputed", {})
    return {
        "total": row["total"],
        "finds": row["finds"],
        "disputed_low": disputed.get("low"),
        "disputed_high": disputed.get("high"),
        "conflicts": disputed.get("conflicts"),
    }


def _years(row: TypeRow) -> Iterator[Cells]:
    """A row for each year of manufacture of a type, and one without a year."""
    years: dict[Any, int] = {**row["manufactured"]}
    if row["manufactured_unknown"]:
        years[None] = row["manufactured_unknown"]
    for year, total in years.items():
        yield {
            "grouping": "type_year",
            "key": row["type"],
            "label": row["marking"],
            "category": row["category"],
            "class": row["class"],
            "year": year,
            "total": total,
        }


def _find(find: CountedFind) -> Cells:
    return {
        "grouping": "find",
        "key": find["find_id"],
        "label": find["marking"],
        "category": find["category"],
        "class": class_of(find["category"]),
        "year": find["manufactured_year"],
        "total": find["count"],
        "finds": 1,
        "conflicts": len(find["conflicts"]),
        "find_version": find["version"],
        "find_seq": find["seq"],
    }
