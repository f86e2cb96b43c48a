"""What the page says, put together as data for report.typ."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

from api.formats.map_sketch import Sketch
from api.formats.publication import Publication
from api.formats.sentences import (
    NOT_PUBLISHED,
    completeness_text,
    cumulative_text,
    dispute_text,
    duplicates_text,
    edition_text,
    instant_text,
    late_text,
    lost_text,
    overlap_text,
    plain,
    previous_text,
    quarantine_text,
    recovery_sentence,
    stopped_text,
    unmet_texts,
    value_text,
)
from api.words import day_text, headline, number, period_text, silent_text
from models.find import class_of
from models.shapes.editions import Edition
from models.shapes.reports import ReportPeriod, TypeRow, WeeklyReport
from models.signing import for_people
from sync.figures.lineage import Dispute, Offered

MOST_ROWS = 40
"""More rows than a page could hold; the template shows as many as fit."""
LONGEST = 40
"""Characters of a name or value on the page. The workbook has them whole."""
OFFERS = 3
"""The number of offers of a conflict that are printed."""
OVERLAPS = 3
"""The number of overlapping editions that are named."""
CLASSES = ("AP", "AT", "UXO", "OTHER")
YEARS = 3
"""The number of years of manufacture whose totals are printed; the others are summed up."""


Data = dict[str, Any]
"""What the template reads, as JSON."""


def page_of(publication: Publication, step: str, sketch: Sketch) -> Data:
    """Everything but the pictures; `step` is what a bar of the chart stands for."""
    report, edition = publication.report, publication.edition
    days = period_text(report["period"]["from"], report["period"]["to"])
    return {
        "operation": report["operation"],
        "period": days,
        "days": _days(report["period"]),
        "status": _status(edition),
        "headline": _unbroken(headline(report), days),
        "total": f"{report['total']:,}",
        "found": f"in {number(report['finds'], 'find')}" if report["finds"] else "nothing was found",
        "facts": [[label, text] for label, text in _facts(report) if text],
        "caveats": list(_caveats(report, edition)),
        "step": step,
        "outside": _outside(sketch),
        "types": [_type(row) for row in sorted(report.get("by_type", ()), key=lambda row: -row["total"])],
        "districts": _districts(publication),
        "disputes": [_dispute(dispute) for dispute in publication.disputes[:MOST_ROWS]],
        "disputes_beyond": max(0, len(publication.disputes) - MOST_ROWS),
        "silent": [silent_text(device) for device in report["devices"]["silent"]],
        "sources": [[label, text, mono] for label, text, mono in _sources(publication)],
        "url": publication.url,
        "signed": edition is not None,
    }


def _days(period: ReportPeriod) -> str:
    week = f"ISO week {period['iso_week']}, " if period["iso_week"] else ""
    both = ", both ends included" if period["days"] > 1 else ""
    return f"{week}{number(period['days'], 'day')}{both}"


def _status(edition: Edition | None) -> Data:
    if edition is None:
        return {"title": NOT_PUBLISHED, "lines": ["The figures may still change."]}
    lines = [f"published {instant_text(edition['published_at'])}", f"by {plain(edition['published_by'])}"]
    if edition["withdraws"] is not None:
        lines.append(f"takes the place of edition {edition['withdraws']}")
    return {"title": edition_text(edition).capitalize(), "lines": lines}


def _facts(report: WeeklyReport) -> Iterator[tuple[str, str]]:
    yield "In dispute", dispute_text(report)
    yield "Duplicates", duplicates_text(report)
    yield "Quarantine", quarantine_text(report)
    yield "Completeness", completeness_text(report)
    yield "Late", late_text(report)
    yield "Before", previous_text(report)
    yield "In all", cumulative_text(report)


def _caveats(report: WeeklyReport, edition: Edition | None) -> Iterator[list[str]]:
    """What whoever signs has to know first."""
    overlaps = report["overlaps"]
    for n, overlap in enumerate(overlaps[:OVERLAPS]):
        yield ["" if n else "Overlap", f"{_sentence(overlap_text(overlap))}."]
    if len(overlaps) > OVERLAPS:
        yield ["", f"{number(len(overlaps) - OVERLAPS, 'more edition')} with days of this period."]
    if stopped := stopped_text(report):
        yield ["Stopped", _sentence(stopped)]
    if recovery := recovery_sentence(report):
        yield ["Recovery", f"{_sentence(recovery)}."]
    if lost := lost_text(report):
        yield ["Lost", f"{_sentence(lost)}."]
    for n, text in enumerate(unmet_texts(edition)):
        yield ["" if n else "Not met", text]
    if edition and edition["anyway"] is not None:
        yield ["Published all the same", f"because: {plain(edition['anyway'])}"]


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _outside(sketch: Sketch) -> str:
    if not sketch.outside:
        return ""
    return f"{number(sketch.outside, 'find')} ({sketch.outside_total:,}) outside this sketch. "


# Tables


def _type(row: TypeRow) -> Data:
    disputed = row["disputed"]
    return {
        "name": _short(row["marking"]),
        "known": row["known"],
        "class": row["class"],
        "total": row["total"],
        "finds": row["finds"],
        "made": _made(row),
        "disputed": f"{disputed['low']:,}–{disputed['high']:,}" if disputed["conflicts"] else "",
    }


def _made(row: TypeRow) -> str:
    """2021: 1,300; no year: 18"""
    unknown = row["manufactured_unknown"]
    greatest = sorted(row["manufactured"].items(), key=lambda made: (-made[1], made[0]))
    shown = dict(sorted(greatest[:YEARS]))
    others = sum(total for _, total in greatest[YEARS:])
    parts = [f"{year}: {total:,}" for year, total in shown.items()]
    parts += [f"other years: {others:,}"] if others else []
    parts += [f"no year: {unknown:,}"] if unknown else []
    return "; ".join(_unbroken(part, part) for part in parts)


def _districts(publication: Publication) -> Data:
    """The districts, greatest first, and their sums by class; a class of which nothing was found has no column.

    A find has the class of its type, so that the columns agree with the table of types beside them.
    """
    rows = publication.report.get("by_district", ())
    classes = {row["type"]: row["class"] for row in publication.report.get("by_type", ())}
    sums: dict[str, Counter[str]] = defaultdict(Counter)
    for find in publication.finds:
        sums[find["district"] or ""][classes.get(find["type"]) or class_of(find["category"])] += find["count"]
    found = [name for name in CLASSES if any(row[name] for row in sums.values())]
    columns = found if len(found) > 1 else []
    ordered = sorted(rows, key=lambda row: (-row["total"], row["district"] or ""))
    return {
        "classes": columns,
        "rows": [
            {
                "name": _short(row["district"] or "not known"),
                "sums": [sums[row["district"] or ""][name] for name in columns],
                "total": row["total"],
            }
            for row in ordered
        ],
    }


def _dispute(dispute: Dispute) -> list[str]:
    """Day, field, what is accepted, and what is offered by whom."""
    offers = [f"{_short(offer['value'])} by {_author(offer)}" for offer in dispute["offers"][:OFFERS]]
    if len(dispute["offers"]) > OFFERS:
        offers.append(f"and {len(dispute['offers']) - OFFERS:,} more")
    return [
        day_text(dispute["found_on"]),
        dispute["field"].replace("_", " "),
        _short(dispute["accepted"]),
        "; ".join(offers),
    ]


def _author(offer: Offered) -> str:
    return plain(" of ".join(filter(None, (offer["device"], offer["team"]))) or "staff")


def _unbroken(text: str, words: str) -> str:
    """The text, with these words of it on one line."""
    return text.replace(words, words.replace(" ", "\N{NO-BREAK SPACE}"))


def _short(value: Any) -> str:
    text = plain(value_text(value))
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def _sources(publication: Publication) -> Iterator[tuple[str, str, bool]]:
    """What the page stands on: label, text, and whether it is a hash."""
    report, edition = publication.report, publication.edition
    as_of = report["as_of"]
    yield "Log entry", f"{as_of['seq']:,} of {report['operation']}, {instant_text(as_of['time'])}", False
    if edition:
        stands_on, rules = edition["stands_on"], edition["rules"]
        backup = "in a verified backup" if stands_on["in_verified_backup"] else "in no verified backup yet"
        yield "Chain hash", stands_on["hash"], True
        yield "SHA-256", edition["sha256"], True
        if edition["server_key"]:
            yield "Server key", for_people(edition["server_key"]), True
        catalogue = rules["catalogue"]["version"]
        yield (
            "Made with",
            f"Minetally {edition['software']}, rules {rules['version']:,}, catalogue {catalogue:,}; log entry {backup}",
            False,
        )
