"""Boxes that maps and people ask for, in addresses and on the command line."""

from __future__ import annotations

from models.problem import invalid_request


def box(text: str) -> tuple[float, float, float, float]:
    """West, south, east, north from a text."""
    try:
        west, south, east, north = (float(part) for part in text.split(","))
        if not (-180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= north <= 90):
            raise ValueError
    except ValueError:
        remedy = "send west,south,east,north in degrees of WGS 84"
        raise invalid_request("bbox", "is not a box", remedy) from None
    return west, south, east, north
