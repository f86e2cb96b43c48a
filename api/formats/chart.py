"""The chart of a report, as SVG: a bar for every day, also for those on which nothing was found."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from models.shapes.reports import CountedFind, ReportPeriod

MOST_BARS = 62
"""Two months of days. A longer period is drawn by week, month or year."""
WEEKDAYS_UP_TO = 10
"""Up to this number of days there is room for the day of the week."""

FONT = "Libertinus Serif"
INK, QUIET, RULE, FILL = "#1a1a1a", "#5f6672", "#c4cad3", "#3d5a80"
DIGIT = 0.5
"""Width of a digit, em."""
EDGE = 4.0
"""What a label may stand out at each side, points."""


class Bar(NamedTuple):
    label: str
    group: str
    """What neighbours have in common: month or year. It is written once, at the first of them."""
    total: int


class Step(NamedTuple):
    name: str
    label: Callable[[date], str]
    group: Callable[[date], str]


STEPS = (
    Step("day", lambda day: str(day.day), lambda day: f"{day:%B} {day.year}"),
    Step("ISO week", lambda day: str(day.isocalendar().week), lambda day: str(day.isocalendar().year)),
    Step("month", lambda day: f"{day:%b}", lambda day: str(day.year)),
    Step("year", lambda day: str(day.year), lambda day: ""),
)


def bars(period: ReportPeriod, finds: list[CountedFind]) -> tuple[str, list[Bar]]:
    """What one bar stands for, and the bars: the finest step of which the period has at most MOST_BARS."""
    first, last = date.fromisoformat(period["from"]), date.fromisoformat(period["to"])
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    for step in STEPS:
        totals = dict.fromkeys(((step.group(day), step.label(day)) for day in days), 0)
        if len(totals) <= MOST_BARS:
            break
    for find in finds:
        day = date.fromisoformat(find["found_on"])
        totals[step.group(day), step.label(day)] += find["count"]
    drawn = [Bar(label, group, total) for (group, label), total in totals.items()]
    if step.name == "day" and len(days) <= WEEKDAYS_UP_TO:
        drawn = [bar._replace(label=f"{day:%a} {bar.label}") for day, bar in zip(days, drawn, strict=True)]
    return step.name, drawn


def chart_svg(drawn: list[Bar], width: float, height: float) -> str:
    """The bars with their numbers, in points."""
    pitch = (width - 2 * EDGE) / len(drawn)
    greatest = max(bar.total for bar in drawn)
    texts = [f"{bar.total:,}" for bar in drawn]
    longest = max(map(len, texts))
    upright = longest * DIGIT * 8 <= pitch - 2
    size = 8 if upright else max(3.8, min(7.5, pitch * 0.95))
    above = size + 3 if upright else longest * DIGIT * size + 4
    below = 24.0
    scale = (height - above - below) / greatest if greatest else 0.0
    floor = height - below
    every = _every(drawn, pitch)
    parts = [f'<line x1="0" y1="{floor:.2f}" x2="{width}" y2="{floor:.2f}" stroke="{RULE}" stroke-width="0.6"/>']
    for n, (bar, text) in enumerate(zip(drawn, texts, strict=True)):
        middle, top = EDGE + (n + 0.5) * pitch, floor - bar.total * scale
        thick = min(pitch * 0.72, 30.0)
        if bar.total:
            top = min(top, floor - 0.8)
            parts.append(
                f'<rect x="{middle - thick / 2:.2f}" y="{top:.2f}" width="{thick:.2f}" height="{floor - top:.2f}" '
                f'fill="{FILL}"/>'
            )
        colour = INK if bar.total else QUIET
        if upright:
            parts.append(_text(text, middle, top - 2.5, size, colour))
        else:
            turned = f'transform="rotate(-90 {middle + size * 0.33:.2f} {top - 2.5:.2f})"'
            parts.append(_text(text, middle + size * 0.33, top - 2.5, size, colour, "start", turned))
        if n % every == 0:
            parts.append(_text(bar.label, middle, floor + 10, 8, INK))
    for x, group in _groups(drawn, pitch, width):
        parts.append(_text(group, x, floor + 20, 7.5, QUIET, "start"))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
        + "".join(parts)
        + "</svg>"
    )


def _groups(drawn: list[Bar], pitch: float, width: float) -> Iterator[tuple[float, str]]:
    """Where each group is written: at its first bar, or as near to it as the group before and the edge allow."""
    free, group = 0.0, ""
    for n, bar in enumerate(drawn):
        if bar.group == group:
            continue
        group = bar.group
        needed = len(group) * DIGIT * 7.5
        x = min(max(EDGE + n * pitch, free), width - needed)
        if x >= free:
            yield x, group
            free = x + needed + 5


def _every(drawn: list[Bar], pitch: float) -> int:
    """Every how many bars a label is written, so that labels do not touch."""
    needed = max(len(bar.label) for bar in drawn) * DIGIT * 8 + 4
    return max(1, -int(-needed // pitch))


def _text(text: str, x: float, y: float, size: float, colour: str, anchor: str = "middle", transform: str = "") -> str:
    """All of it is ours, digits and names of days: nothing needs escaping."""
    return (
        f'<text x="{x:.2f}" y="{y:.2f}" font-family="{FONT}" font-size="{size:.2f}" fill="{colour}" '
        f'text-anchor="{anchor}" {transform}>{text}</text>'
    )
