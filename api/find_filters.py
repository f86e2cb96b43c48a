"""Which finds people ask for, in addresses and on the command line."""

from __future__ import annotations

from typing import Literal

from api.days import day
from models.marking import marking_key
from models.problem import invalid_request
from sync.finds.reading import Filters

ExportedState = Literal["live", "deleted", "duplicate", "any"]
"""Finds in which state are exported; lists of finds have all where none is named."""


def asked_filters(
    first: str | None,
    last: str | None,
    marking: str | None,
    team: str | None,
    state: str | None,
    bbox: str | None,
    option: str = "",
) -> Filters:
    """The filters; raises Refused for a value that is not valid.

    `option` stands before the names of the days: -- on the command line.
    """
    return Filters(
        None if first is None else day(first, f"{option}from"),
        None if last is None else day(last, f"{option}to"),
        None if marking is None else marking_key(marking),
        team,
        None if state == "any" else state,
        None if bbox is None else box(bbox),
    )


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
