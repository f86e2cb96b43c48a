"""A sketch of where the finds lie, as SVG: no map behind it, only positions, a scale, north and the corners."""

from __future__ import annotations

from math import cos, floor, log10, radians, sqrt
from statistics import median_low
from typing import NamedTuple

from api.formats.chart import FILL, FONT, INK, QUIET, RULE
from models.shapes.reports import CountedFind

METRES_PER_DEGREE = 111_195.0
"""Of latitude, on a sphere of 6,371 km: within 0.6 % of the ellipsoid, enough for a sketch."""
MANY = 50
"""From this many finds on, the outer 2 % at each side say nothing about where the others lie; below, one at each."""
NEAR_M = {True: 500.0, False: 20_000.0}
"""Finds this near to the central ones always belong to them; true stands for many finds."""
NARROWEST_M = 400.0
"""A sketch shows at least this much ground."""
CELL = 3.0
"""Finds within this square, points, are one dot: thousands stay readable, and finds at one place add up."""
LARGEST, SMALLEST = 8.0, 1.1
"""Radius of a dot, points."""
STRIP = 13.0
"""Height of what is written above and below the frame, points."""


class Spot(NamedTuple):
    """A find in the local plane: metres east and north of the middle."""

    east: float
    north: float
    pieces: int


class Dot(NamedTuple):
    x: float
    y: float
    total: int


class Sketch(NamedTuple):
    svg: str
    outside: int
    """How many finds lie too far from the others to be shown,"""
    outside_total: int
    """and their sum."""


class Plane(NamedTuple):
    """A plane that touches the earth near the finds: east shrinks with the cosine of the latitude."""

    lat: float
    lon: float

    @property
    def _east(self) -> float:
        return METRES_PER_DEGREE * max(cos(radians(self.lat)), 0.01)

    def spot(self, find: CountedFind) -> Spot:
        turned = (find["lon"] - self.lon + 180.0) % 360.0 - 180.0  # across the date line too
        return Spot(turned * self._east, (find["lat"] - self.lat) * METRES_PER_DEGREE, find["count"])

    def place(self, east: float, north: float) -> tuple[float, float]:
        """Latitude and longitude."""
        lon = self.lon + east / self._east
        return self.lat + north / METRES_PER_DEGREE, (lon + 180.0) % 360.0 - 180.0


def map_sketch(finds: list[CountedFind], width: float, height: float) -> Sketch:
    """Dots whose area is the count, in a frame that fits the finds. Sizes in points."""
    frame = height - 2 * STRIP
    if not finds:
        nothing = _text("no positions", width / 2, STRIP + frame / 2, QUIET, "middle")
        return Sketch(_svg([_frame(width, frame), nothing], width, height), 0, 0)
    plane = Plane(median_low(find["lat"] for find in finds), median_low(find["lon"] for find in finds))
    spots = [plane.spot(find) for find in finds]
    shown = central(spots)
    west, south, metres = _fit(shown, width, frame)
    parts = [_frame(width, frame), *_grid(width, frame, metres)]
    parts += [_circle(dot, radius) for dot, radius in _sized(_dots(shown, west, south, metres, frame))]
    parts.append(_corner(plane.place(west, south), 0, height - 3.5, "start"))
    parts.append(_corner(plane.place(west + width * metres, south + frame * metres), width, STRIP - 4, "end"))
    parts += [*_north(), *_scale_bar(width, height, metres)]
    left_out = len(spots) - len(shown), sum(spot.pieces for spot in spots) - sum(spot.pieces for spot in shown)
    return Sketch(_svg(parts, width, height), *left_out)


def central(spots: list[Spot]) -> list[Spot]:
    """The spots without those that lie further from the central ones than these lie apart: typing errors, as a rule."""
    if len(spots) < 5:
        return spots
    many = len(spots) >= MANY
    cut = len(spots) // 50 if many else 1
    sides = [
        (values[cut], values[-1 - cut]) for values in (sorted(s.east for s in spots), sorted(s.north for s in spots))
    ]
    reach = max(NEAR_M[many], *(high - low for low, high in sides))
    (west, east), (south, north) = sides
    return [
        spot
        for spot in spots
        if west - reach <= spot.east <= east + reach and south - reach <= spot.north <= north + reach
    ]


def _fit(spots: list[Spot], width: float, height: float) -> tuple[float, float, float]:
    """West and south edge, metres, and metres for each point of the paper."""
    easts, norths = [spot.east for spot in spots], [spot.north for spot in spots]
    margin = LARGEST + 4
    metres = max(
        (max(easts) - min(easts)) / (width - 2 * margin),
        (max(norths) - min(norths)) / (height - 2 * margin),
        NARROWEST_M / width,
    )
    middle_east, middle_north = (max(easts) + min(easts)) / 2, (max(norths) + min(norths)) / 2
    return middle_east - width * metres / 2, middle_north - height * metres / 2, metres


def _dots(spots: list[Spot], west: float, south: float, metres: float, height: float) -> list[Dot]:
    """The spots on the paper; those of one cell are one dot, where the first of them lies."""
    dots: dict[tuple[int, int], Dot] = {}
    for spot in spots:
        x, y = (spot.east - west) / metres, STRIP + height - (spot.north - south) / metres
        cell = (int(x // CELL), int(y // CELL))
        held = dots.get(cell)
        dots[cell] = held._replace(total=held.total + spot.pieces) if held else Dot(x, y, spot.pieces)
    return sorted(dots.values(), key=lambda dot: (-dot.total, dot.x, dot.y))


def _sized(dots: list[Dot]) -> list[tuple[Dot, float]]:
    """The dots, greatest first, with their radius; many dots are smaller."""
    largest = max(2.5, min(LARGEST, LARGEST * sqrt(100 / len(dots))))
    return [(dot, max(SMALLEST, largest * sqrt(dot.total / dots[0].total))) for dot in dots]


# Drawing


def _svg(parts: list[str], width: float, height: float) -> str:
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
    return head + "".join(parts) + "</svg>"


def _frame(width: float, height: float) -> str:
    return (
        f'<rect x="0.3" y="{STRIP + 0.3}" width="{width - 0.6}" height="{height - 0.6}" fill="none" '
        f'stroke="{QUIET}" stroke-width="0.6"/>'
    )


def _bar_length(width: float, metres: float) -> float:
    """The longest of 1, 2, 5, 10 ... metres that takes at most a third of the width."""
    room = width * metres / 3
    power = 10.0 ** floor(log10(room))
    return max(step * power for step in (1.0, 2.0, 5.0) if step * power <= room)


def _grid(width: float, height: float, metres: float) -> list[str]:
    """Lines as far apart as the scale bar is long."""
    step, style = _bar_length(width, metres) / metres, f'stroke="{RULE}" stroke-width="0.35"'
    bottom = STRIP + height
    upright = [n * step for n in range(1, int(width / step) + 1) if n * step < width - 0.5]
    level = [bottom - n * step for n in range(1, int(height / step) + 1) if n * step < height - 0.5]
    return [
        *(f'<line x1="{x:.2f}" y1="{STRIP}" x2="{x:.2f}" y2="{bottom:.2f}" {style}/>' for x in upright),
        *(f'<line x1="0" y1="{y:.2f}" x2="{width}" y2="{y:.2f}" {style}/>' for y in level),
    ]


def _circle(dot: Dot, radius: float) -> str:
    return (
        f'<circle cx="{dot.x:.2f}" cy="{dot.y:.2f}" r="{radius:.2f}" fill="{FILL}" fill-opacity="0.5" '
        f'stroke="{FILL}" stroke-width="0.4"/>'
    )


def _north() -> list[str]:
    return [f'<path d="M4 1.5 L7 9.5 L4 7.8 L1 9.5 Z" fill="{INK}"/>', _text("N", 10, STRIP - 4, INK, "start")]


def _scale_bar(width: float, height: float, metres: float) -> list[str]:
    length = _bar_length(width, metres)
    label = f"{length / 1000:,.0f} km" if length >= 1000 else f"{length:g} m"
    left, y = width - length / metres, height - 6.0
    path = f"M{left:.2f} {y - 3} V{y} H{width - 0.4:.2f} V{y - 3}"
    bar = f'<path d="{path}" fill="none" stroke="{INK}" stroke-width="0.9"/>'
    return [bar, _text(label, left - 4, y + 1.5, INK, "end")]


def _corner(place: tuple[float, float], x: float, y: float, anchor: str) -> str:
    lat, lon = place
    words = f"{abs(lat):.4f}° {'N' if lat >= 0 else 'S'}, {abs(lon):.4f}° {'E' if lon >= 0 else 'W'}"
    return _text(words, x, y, QUIET, anchor)


def _text(text: str, x: float, y: float, colour: str, anchor: str) -> str:
    """All of it is ours, digits and units: nothing needs escaping."""
    return (
        f'<text x="{x:.2f}" y="{y:.2f}" font-family="{FONT}" font-size="7.5" fill="{colour}" '
        f'text-anchor="{anchor}">{text}</text>'
    )
