"""A report as a file: CSV, XLSX, PDF or GeoJSON, as the server makes them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Literal, get_args

from api.cli.local import address_of, fail
from api.cli.output import Output
from api.settings import Settings

if TYPE_CHECKING:
    from api.formats.publication import Publication
ReportForm = Literal["table", "json", "csv", "xlsx", "pdf", "geojson"]
FORMS = get_args(ReportForm)


def write_report(
    output: Output,
    made: Callable[[], Publication],
    path: Callable[[Publication], str],
    settings: Settings,
    server: str | None,
) -> None:
    """Writes what is made in the output's form; `path` is where the server has it, which the file names."""
    from api.formats.negotiation import RENDERERS  # what writes PDF and XLSX takes a second to load
    from api.formats.publication import FiguresDisagree

    try:
        publication = made()
    except FiguresDisagree as error:
        fail(f"Nothing is written: {error}.")
    url = address_of(settings, server) + path(publication)
    output.content(RENDERERS[output.form](replace(publication, url=url)))
