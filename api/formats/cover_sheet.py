"""The first sheet of the workbook: what the report says, and what it stands on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from api.formats.publication import Publication
from api.formats.sentences import (
    completeness_text,
    cumulative_text,
    dispute_text,
    duplicates_text,
    instant,
    late_text,
    lost_text,
    overlap_text,
    previous_text,
    quarantine_text,
    recovery_sentence,
    status_text,
    stopped_text,
    unmet_texts,
)
from api.words import headline, period_text
from models.shapes.editions import Edition


def cover_rows(publication: Publication) -> Iterator[tuple[str, Any]]:
    """Label and value: text, a number, a date, or an instant in UTC."""
    report, edition = publication.report, publication.edition
    period = report["period"]
    yield "headline", headline(report)
    yield "total", report["total"]
    yield "finds", report["finds"]
    yield "status", status_text(publication)
    yield "period", period_text(period["from"], period["to"])
    yield "first day", date.fromisoformat(period["from"])
    yield "last day, counted too", date.fromisoformat(period["to"])
    yield "in dispute", dispute_text(report)
    yield "lowest total", report["disputed"]["low"]
    yield "highest total", report["disputed"]["high"]
    yield "suspected duplicates", duplicates_text(report)
    if waiting := quarantine_text(report):
        yield "quarantine", waiting
    yield "completeness", completeness_text(report)
    yield "period before", previous_text(report)
    if late := late_text(report):
        yield "late", late
    if cumulative := cumulative_text(report):
        yield "in all", cumulative
    for overlap in report["overlaps"]:
        yield "overlap", overlap_text(overlap)
    if stopped := stopped_text(report):
        yield "stopped", stopped
    if recovery := recovery_sentence(report):
        yield "recovery", recovery
    if lost := lost_text(report):
        yield "lost", lost
    yield "as of log entry", report["as_of"]["seq"]
    yield "as of (UTC)", instant(report["as_of"]["time"])
    yield "address", publication.url or "not known"
    if edition:
        yield from _edition(edition)


def _edition(edition: Edition) -> Iterator[tuple[str, Any]]:
    stands_on, rules = edition["stands_on"], edition["rules"]
    yield "edition", edition["number"]
    yield "revision", edition["revision"]
    if edition["withdraws"] is not None:
        yield "takes the place of edition", edition["withdraws"]
    yield "published at (UTC)", instant(edition["published_at"])
    yield "published by", edition["published_by"]
    for text in unmet_texts(edition):
        yield "condition not met", text
    if edition["anyway"] is not None:
        yield "published all the same", edition["anyway"]
    yield "chain hash of the log", stands_on["hash"]
    yield "epoch", stands_on["epoch"]
    yield "in a verified backup", "yes" if stands_on["in_verified_backup"] else "no"
    yield "rules", rules["version"]
    yield "catalogue", rules["catalogue"]["version"]
    yield "software", edition["software"]
    yield "fingerprint of the server's key", edition["server_key"]
    yield "SHA-256 of the edition", edition["sha256"]
