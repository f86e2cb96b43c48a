"""PDF: the report on one page, for a signature. page.py says what stands on it, report.typ lays it out."""

from __future__ import annotations

from pathlib import Path

import orjson

from api.formats.chart import bars, chart_svg
from api.formats.letters import missing_letters, missing_text
from api.formats.map_sketch import map_sketch
from api.formats.page import page_of
from api.formats.publication import Publication

TEMPLATE = Path(__file__).with_name("report.typ")
CHART = (292.0, 152.0)
SKETCH = (196.0, 164.0)
"""Width and height of the pictures, points; the template knows the widths."""


def as_pdf(publication: Publication) -> bytes:
    """An A4 page; a second one only where the reasons for publishing all the same are very long.

    The same report gives the same bytes: the date is that of the report, and only the fonts that typst brings are used.
    Nothing of the report is ever read as markup: it goes to the template as data.
    """
    import typst  # where it is needed: an idle server does not have to hold it

    step, drawn = bars(publication.report["period"], publication.finds)
    sketch = map_sketch(publication.finds, *SKETCH)
    page = page_of(publication, step, sketch)
    if missing := missing_text(missing_letters(page)):
        page["caveats"].append(["Letters", missing])
    return typst.compile(
        TEMPLATE.read_bytes(),
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={
            "report": orjson.dumps(page).decode(),
            "chart": chart_svg(drawn, *CHART),
            "map": sketch.svg,
            "code": _code(publication.url),
        },
        timestamp=int(publication.time.timestamp()),
    )


def _code(url: str) -> str:
    """The QR code of an address; empty where nobody has said one."""
    import segno  # where it is needed: an idle server does not have to hold it

    return segno.make(url, error="m", micro=False).svg_inline(border=0) if url else ""
