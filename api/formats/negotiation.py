"""In which form a report is wanted: `?format=` first, then the header Accept."""

from __future__ import annotations

from collections.abc import Callable

from litestar.datastructures.headers import MediaTypeHeader

from api.formats.csv_report import as_csv
from api.formats.geojson import as_geojson
from api.formats.pdf import as_pdf
from api.formats.publication import Publication
from api.formats.xlsx import as_xlsx
from models.problem import Refused

MEDIA_TYPES = {
    "json": "application/json",
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "geojson": "application/geo+json",
}
"""By the word that `?format=` takes."""

RENDERERS: dict[str, Callable[[Publication], bytes]] = {
    "csv": as_csv,
    "xlsx": as_xlsx,
    "pdf": as_pdf,
    "geojson": as_geojson,
}
"""What makes each form but JSON."""


def wanted_format(form: str | None, accept: str, offered: dict[str, str] = MEDIA_TYPES) -> str:
    """json, csv, xlsx, pdf or geojson; raises Refused if the header accepts none of them."""
    if form is not None:
        return form
    if not accept:
        return "json"
    best = _best(accept, [*offered.values()])
    if best is None:
        kinds = ", ".join(MEDIA_TYPES.values())
        raise Refused("not_acceptable", f"Accept names none of the formats of a report: {kinds}.")
    return next(name for name, media_type in MEDIA_TYPES.items() if media_type == best)


def _best(accept: str, offered: list[str]) -> str | None:
    ranges = [MediaTypeHeader(one) for one in accept.split(",")]

    def quality(media_type: str) -> tuple[float, tuple[int, int]]:
        kind = MediaTypeHeader(media_type)
        fitting = [one for one in ranges if kind.match(one)]
        if not fitting:
            return 0, (0, 0)
        nearest = max(fitting, key=lambda one: one.priority[1])
        return nearest.priority[0], nearest.priority

    best = max(offered, key=quality)
    return best if quality(best)[0] > 0 else None
