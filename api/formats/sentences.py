"""What the files say in words, once for all of them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import orjson

from api import words
from api.words import number, period_text
from models.position_forms import TypedPosition
from models.shapes.editions import Edition
from models.shapes.reports import EditionName, EditionPeriod, Overlap, WeeklyReport
from sync.figures.recovering import recovery_text

if TYPE_CHECKING:
    from api.formats.publication import Publication

NOT_PUBLISHED = "WORKING REPORT, not published"


def plain(text: str) -> str:
    """What somebody typed, on one line and without characters that would steer what shows it."""
    return words.plain(" ".join(text.split()))


def status_text(publication: Publication) -> str:
    """Edition 3, revision 2; or that it is none."""
    edition = publication.edition
    return edition_text(edition).capitalize() if edition else NOT_PUBLISHED


def edition_text(edition: Edition | EditionName | EditionPeriod) -> str:
    return f"edition {edition['number']}, revision {edition['revision']}"


def instant(text: str) -> datetime:
    """An instant of the report, in UTC."""
    return datetime.fromisoformat(text).astimezone(UTC)


def instant_text(text: str) -> str:
    """23 August 2022, 04:00 UTC"""
    moment = instant(text)
    return f"{moment.day} {moment:%B} {moment.year}, {moment:%H:%M} UTC"


def completeness_text(report: WeeklyReport) -> str:
    """6 of 7 tablets reported (86 %)"""
    completeness = report["completeness"]
    if not completeness["expected"]:
        return "no tablet was expected to report"
    share = f" ({completeness['share']:.0%})".replace("%", "\N{NO-BREAK SPACE}%")
    return f"{completeness['reported']:,} of {number(completeness['expected'], 'tablet')} reported{share}"


def dispute_text(report: WeeklyReport) -> str:
    disputed = report["disputed"]
    if not disputed["conflicts"]:
        return "nothing"
    return (
        f"{number(disputed['conflicts'], 'open conflict')}: "
        f"the total could be {disputed['low']:,} to {disputed['high']:,}"
    )


def duplicates_text(report: WeeklyReport) -> str:
    twins = report["suspected_duplicates"]
    if not twins["pairs"]:
        return "none suspected"
    return f"{number(twins['pairs'], 'pair')} of finds may be one find reported twice: {twins['total']:,} too many"


def quarantine_text(report: WeeklyReport) -> str:
    """What tablets sent that counts nowhere yet; empty when nothing waits."""
    waiting = report["quarantine"]["waiting"] if "quarantine" in report else 0
    return f"{number(waiting, 'report')} of tablets in the quarantine: counted nowhere yet" if waiting else ""


def late_text(report: WeeklyReport) -> str:
    """What has changed since the period was last published; empty when it never was."""
    late = report["late"]
    if late is None:
        return ""
    since = f"since {edition_text(late['edition'])}"
    if not late["finds"] and not late["change"]:
        return f"nothing {since}"
    return f"{number(late['finds'], 'find')} came in or changed {since}: {late['change']:+,}"


def previous_text(report: WeeklyReport) -> str:
    previous = report["previous"]
    days = period_text(previous["from"], previous["to"])
    before = f"{previous['total']:,} in the {number(report['period']['days'], 'day')} before, {days}"
    change = previous["change"]
    return f"{before}: {abs(change):,} {'more' if change > 0 else 'fewer'} now" if change else before


def cumulative_text(report: WeeklyReport) -> str:
    """9,000 in 800 finds since 1 April 2022; empty when nothing is counted from the start."""
    cumulative = report["cumulative"]
    if cumulative is None:
        return ""
    since = period_text(cumulative["since"], cumulative["since"])
    return f"{cumulative['total']:,} in {number(cumulative['finds'], 'find')} since {since}"


def overlap_text(overlap: Overlap) -> str:
    """Which published edition counts the same days: whoever adds the two counts them twice."""
    edition = edition_text(overlap)
    period = period_text(overlap["from"], overlap["to"])
    return (
        f"{edition} ({period}) also counts {days_text(overlap['days'])}: "
        f"adding both would count {overlap['total']:,} twice"
    )


def recovery_sentence(report: WeeklyReport) -> str:
    """What an open recovery still waits for; empty when none is open."""
    recovery = report.get("recovery")
    return f"the server was restored, and its recovery is open: {recovery_text(recovery)}" if recovery else ""


def lost_text(report: WeeklyReport) -> str:
    """How many entries of the log are gone since restores; empty when none is."""
    missing = sum(one["missing"] for one in report.get("lost", ()))
    if not missing:
        return ""
    entries = "entry of a lost history is" if missing == 1 else "entries of a lost history are"
    return f"{missing:,} log {entries} missing"


def stopped_text(report: WeeklyReport) -> str:
    """Why nothing more comes in; empty while the history goes on."""
    why = report.get("stopped")
    return f"an old history is served, and newer finds are not in these figures: {why}" if why else ""


def days_text(days: list[str]) -> str:
    """Days in order: as a period where they are without a gap, otherwise one by one."""
    dates = [date.fromisoformat(day) for day in days]
    if all(later - earlier == timedelta(days=1) for earlier, later in pairwise(dates)):
        return period_text(days[0], days[-1])
    return ", ".join(period_text(day, day) for day in days)


def unmet_texts(edition: Edition | None) -> list[str]:
    return [plain(unmet["detail"]) for unmet in edition["unmet"]] if edition else []


def position_text(position: TypedPosition) -> str:
    """A position as typed: EPSG:28408 x=4401180 y=8635076"""
    numbers = (
        f"{name}={value}" for name, value in position.items() if name not in {"crs", "accuracy_m"} and value is not None
    )
    return " ".join((str(position["crs"]), *numbers))


def value_text(value: Any) -> str:
    """A value of a find as people read it."""
    if isinstance(value, dict) and "crs" in value:
        return position_text(value)
    if isinstance(value, dict | list):
        return orjson.dumps(value).decode()
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}"
    return "nothing" if value is None else str(value)
