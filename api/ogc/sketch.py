"""A sketch of where features lie: an SVG with degrees and a scale, north up, a degree of longitude as wide as it is."""

from __future__ import annotations

import math
from collections.abc import Iterator
from html import escape
from typing import Any

from models.map_crs import Geometry

WIDTH, HEIGHT, ROOM = 640, 400, 20
LEAST = 0.002
"""Degrees that a sketch shows at least: about 200 m."""
TOP, RIGHT = 26, WIDTH - 75
"""Lines above or right of these have no degrees written at them: they would be cut, or lie upon others."""
METRES_A_DEGREE = 111_195
"""Of latitude, on a sphere: a sketch is not measured in."""


def sketch(places: list[tuple[Geometry | None, str, str]]) -> str:
    """An SVG of geometries in degrees, each with an address and a title; nothing where there are no places."""
    shown = [(geometry, href, title) for geometry, href, title in places if geometry]
    pairs = [pair for geometry, _, _ in shown for ring in _rings(geometry["coordinates"]) for pair in ring]
    if not pairs:
        return ""
    lons, lats = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    middle = ((min(lons) + max(lons)) / 2, (min(lats) + max(lats)) / 2)
    narrow = max(math.cos(math.radians(middle[1])), 0.01)
    spans = max((max(lons) - min(lons)) * narrow, LEAST), max(max(lats) - min(lats), LEAST)
    scale = min((WIDTH - 2 * ROOM) / spans[0], (HEIGHT - 2 * ROOM) / spans[1])

    def at(pair: list[float]) -> tuple[float, float]:
        x = WIDTH / 2 + (pair[0] - middle[0]) * narrow * scale
        return round(x, 1), round(HEIGHT / 2 - (pair[1] - middle[1]) * scale, 1)

    drawn = _lines(middle, narrow, scale, at)
    drawn += "".join(_drawn(geometry, href, title, at) for geometry, href, title in shown)
    return f'<svg width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}" role="img">{drawn}</svg>'


def _lines(middle: tuple[float, float], narrow: float, scale: float, at: Any) -> str:
    """Lines of longitude and latitude with their degrees, and how long a round number of metres is."""
    across, up = WIDTH / scale / narrow, HEIGHT / scale
    step = _round(max(across * narrow, up) / 4)
    places = max(0, -math.floor(math.log10(step) + 1e-9))
    drawn = ""
    for n in range(math.ceil((middle[0] - across / 2) / step), math.floor((middle[0] + across / 2) / step) + 1):
        x, _ = at([n * step, middle[1]])
        drawn += f'<line x1="{x}" y1="0" x2="{x}" y2="{HEIGHT}"/>'
        drawn += f'<text x="{x + 3}" y="12">{n * step:.{places}f}°</text>' if x <= RIGHT else ""
    for n in range(math.ceil((middle[1] - up / 2) / step), math.floor((middle[1] + up / 2) / step) + 1):
        _, y = at([middle[0], n * step])
        drawn += f'<line x1="0" y1="{y}" x2="{WIDTH}" y2="{y}"/>'
        drawn += f'<text x="3" y="{y - 3}">{n * step:.{places}f}°</text>' if y >= TOP else ""
    metres = _round(METRES_A_DEGREE * across * narrow / 5)
    long = round(metres / METRES_A_DEGREE * scale, 1)
    x, y = WIDTH - ROOM, HEIGHT - ROOM / 2
    told = f"{metres / 1000:g} km" if metres >= 1000 else f"{metres:g} m"
    drawn += f'<line class="scale" x1="{x - long}" y1="{y}" x2="{x}" y2="{y}"/>'
    return f'{drawn}<text x="{x - long}" y="{y - 5}">{told}</text>'


def _round(size: float) -> float:
    """The greatest of 1, 2 and 5, ten times those and so on that is not greater."""
    power: float = 10 ** math.floor(math.log10(size))
    return max(n for n in (power, 2 * power, 5 * power) if n <= size)


def _drawn(geometry: Geometry, href: str, title: str, at: Any) -> str:
    rings = [[at(pair) for pair in ring] for ring in _rings(geometry["coordinates"])]
    if geometry["type"].endswith("Point"):
        marks = "".join(f'<circle cx="{x}" cy="{y}" r="4" fill="#b3261e"/>' for ring in rings for x, y in ring)
    else:
        path = " ".join("M" + "L".join(f"{x} {y}" for x, y in ring) + "Z" for ring in rings)
        marks = f'<path d="{path}" fill="#2a6" fill-opacity=".2" fill-rule="evenodd" stroke="#185"/>'
    named = f"<title>{escape(title)}</title>"
    return f'<a href="{escape(href)}">{named}{marks}</a>' if href else f"<g>{named}{marks}</g>"


def _rings(coordinates: list[Any]) -> Iterator[list[list[float]]]:
    """Lists of positions, however deep they lie."""
    if coordinates and not isinstance(coordinates[0], list):
        yield [coordinates]
    elif coordinates and not isinstance(coordinates[0][0], list):
        yield coordinates
    else:
        for inner in coordinates:
            yield from _rings(inner)
