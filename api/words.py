"""Words that the terminal and the files share: days, numbers, names, and what a report comes to in one line."""

from __future__ import annotations

from datetime import date

from models.mutation import instant
from models.shapes.reports import SilentDevice, TypeRow, WeeklyReport


def plain(text: object) -> str:
    """What somebody typed, without characters that would steer the terminal."""
    return "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in str(text))


def number(count: int, what: str) -> str:
    """1 find, 2 finds"""
    return f"{count:,} {what}" if count == 1 else f"{count:,} {what}s"


def signed(change: int) -> str:
    """+14, -3 or 0"""
    return f"{change:+,}" if change else "0"


def period_text(first: str, last: str) -> str:
    """Days as people write them: 15 to 22 August 2022."""
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    until = f"{end.day} {end:%B} {end.year}"
    if start == end:
        return until
    if start.year != end.year:
        return f"{start.day} {start:%B} {start.year} to {until}"
    return f"{start.day} {start:%B} to {until}" if start.month != end.month else f"{start.day} to {until}"


def day_text(day: str) -> str:
    """Mon 15 Aug"""
    one = date.fromisoformat(day)
    return f"{one:%a} {one.day} {one:%b}"


def time_text(at: str) -> str:
    """A moment in UTC, whatever its offset: 2022-08-19 14:03 UTC"""
    moment = instant(at)
    return at if moment is None else f"{moment:%Y-%m-%d %H:%M} UTC"  # a clock may stand at the end of all years


def by_text(device: str | None, team: str | None, person: str | None = None) -> str:
    """Whose it is: Tablet 2 of Team 1, or a person, or staff."""
    if device:
        return plain(f"{device} of {team}" if team else device)
    return plain(person or team or "staff")


def silent_text(device: SilentDevice) -> str:
    """A tablet that has not reported, and when it was last seen."""
    seen = device["last_seen_at"]
    last = f"last seen {time_text(seen)}" if seen else "never exchanged"
    return plain(f"{device['device']} of {device['team']}, {last}")


def headline(report: WeeklyReport) -> str:
    """For the greatest type: how many, when they were made, the period, and the district where there is one only."""
    days = period_text(report["period"]["from"], report["period"]["to"])
    if not report["total"]:
        return f"Nothing was found, {days}"
    districts = [row["district"] for row in report.get("by_district", ())]
    where = f", {plain(districts[0])}" if len(districts) == 1 and districts[0] else ""
    if not report.get("by_type"):
        return f"{report['total']:,} in all, {days}{where}"
    first = report["by_type"][0]
    made = made_text(first)
    return f"{first['total']:,} of {plain(first['marking'])}{f', {made}' if made else ''}, {days}{where}"


def made_text(row: TypeRow) -> str:
    """In which years the pieces of a type were made: "all made in 2021", "1,300 made in 2021, 18 with no year"."""
    years: dict[str, int] = row["manufactured"]
    if not years:
        return ""
    if len(years) == 1 and not row["manufactured_unknown"]:
        return f"all made in {next(iter(years))}"
    parts = [f"{total:,} made in {year}" for year, total in years.items()]
    if row["manufactured_unknown"]:
        parts.append(f"{row['manufactured_unknown']:,} with no year")
    return ", ".join(parts)
