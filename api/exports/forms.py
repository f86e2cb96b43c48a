"""The formats of exports: what each is called, its media type, and what writes it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal, NamedTuple

from api.exports.imsma import as_imsma
from api.exports.kml import as_kml
from api.exports.text import Pages, as_csv, as_geojson, as_ndjson
from sync.files.exports import Export

# What writes files is imported when it is needed: pyarrow and GDAL take 100 MB and half a second.


def _parquet(export: Export, pages: Pages, path: Path) -> None:
    from api.exports.parquet import write_parquet

    write_parquet(export, pages, path)


def _geopackage(export: Export, pages: Pages, path: Path) -> None:
    from api.exports.geopackage import write_geopackage

    write_geopackage(export, pages, path)


def _xlsx(export: Export, pages: Pages, path: Path) -> None:
    from api.exports.workbook import write_xlsx

    write_xlsx(export, pages, path)


class Form(NamedTuple):
    """A format. One of text is written piece by piece from its beginning; one of a file only as a whole."""

    media_type: str
    ending: str
    text: Callable[[Export, Pages], Iterator[bytes]] | None = None
    file: Callable[[Export, Pages, Path], None] | None = None

    def name(self, export: Export) -> str:
        """What a file of it is called: minetally-lachin-2022-finds-1841.csv, or ...-1790-to-1841.csv since 1790."""
        moment = f"{export.since.seq}-to-{export.seq}" if export.since else f"{export.seq}"
        return f"minetally-{export.operation}-finds-{moment}.{self.ending}"

    def write(self, export: Export, pages: Pages, path: Path) -> None:
        """Writes all of it to a file."""
        if self.file:
            self.file(export, pages, path)
        elif self.text:
            with path.open("wb") as file:
                file.writelines(self.text(export, pages))


FormName = Literal["csv", "xlsx", "gpkg", "geojson", "kml", "parquet", "ndjson", "imsma"]
"""The word that --format and `?format=` take."""

FORMS: dict[str, Form] = {
    "csv": Form("text/csv", "csv", text=as_csv),
    "xlsx": Form("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx", file=_xlsx),
    "gpkg": Form("application/geopackage+sqlite3", "gpkg", file=_geopackage),
    "geojson": Form("application/geo+json", "geojson", text=as_geojson),
    "kml": Form("application/vnd.google-earth.kml+xml", "kml", text=as_kml),
    "parquet": Form("application/vnd.apache.parquet", "parquet", file=_parquet),
    "ndjson": Form("application/x-ndjson", "ndjson", text=as_ndjson),
    "imsma": Form("text/csv", "imsma.csv", text=as_imsma),
}
"""By their names."""
