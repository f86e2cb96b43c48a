"""Which format a file is in: by what is in it, as names lie."""

from __future__ import annotations

import gzip
import re
import zipfile
import zlib
from pathlib import Path

import orjson

from api.imports.csv_file import csv_table
from api.imports.table import Table, unreadable
from models.imports.mapping import FileReading

FIRST = 4096


def table_of(path: Path, reading: FileReading) -> Table:
    """The table in a file. Raises Refused with a sentence if it has none."""
    first, zipped = _first_bytes(path)
    beginning = first.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not first:
        raise unreadable("The file is empty.")
    if first.startswith(b"PK"):
        return _of_archive(path, reading)
    if first.startswith(b"SQLite format 3\0"):
        return _layer(path, "GPKG", reading)
    if first.startswith(b"fgb\x03fgb"):
        return _layer(path, "FlatGeobuf", reading)
    if first.startswith(b"PAR1"):
        return _parquet(path)
    if kind := _xml_layer(beginning):
        return _layer(path, kind, reading)
    if beginning.startswith((b"<!doctype html", b"<html", b"<table", b"<?xml", b"<meta", b"<head", b"<style")):
        raise unreadable(
            "The file is a web page or XML, whatever its name says: open it in a spreadsheet program and save it as "
            "XLSX or CSV."
        )
    if first.startswith(b"\xd0\xcf\x11\xe0"):
        raise unreadable(
            "The file is an Excel workbook of the old kind (.xls) or has a password: save it as XLSX without, or as "
            "CSV."
        )
    if first.startswith(b"%PDF"):
        raise unreadable("The file is a PDF: ask for the table itself, as XLSX or CSV.")
    if beginning.startswith(b"{"):
        return _of_json(path, first, zipped, reading)
    return csv_table(path, reading)


def _xml_layer(beginning: bytes) -> str | None:
    """KML or GPX, by the first element."""
    root = re.match(rb"(?:<\?xml[^>]*>|<!--.*?-->|<!doctype[^>]*>|\s)*<(?:\w+:)?(kml|gpx)[\s>]", beginning, re.DOTALL)
    return {b"kml": "KML", b"gpx": "GPX"}[root[1]] if root else None


def _of_json(path: Path, first: bytes, zipped: bool, reading: FileReading) -> Table:
    line, _, more = first.lstrip(b"\xef\xbb\xbf \t\r\n").partition(b"\n")
    try:
        record = orjson.loads(line)
    except orjson.JSONDecodeError:
        record = None  # the line goes on, or the object does
    if isinstance(record, dict) and record and not isinstance(record.get("type"), str):  # which all GeoJSON says
        return _ndjson(path, zipped)
    if zipped:
        raise unreadable("GeoJSON is not read from gzip: unpack it first.")
    several = isinstance(record, dict) and record.get("type") == "Feature" and more.strip()
    return _layer(path, "GeoJSONSeq" if several else "GeoJSON", reading)


def _of_archive(path: Path, reading: FileReading) -> Table:
    """A workbook, a zipped shapefile or a KMZ, by the names of its parts."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            kind = archive.read("mimetype")[:100] if "mimetype" in names else b""
    except (zipfile.BadZipFile, zipfile.LargeZipFile, KeyError, OSError, NotImplementedError, RuntimeError):
        raise unreadable(
            "The file is a damaged ZIP archive or XLSX, or has a password: save it again, as XLSX or CSV."
        ) from None
    if kind.startswith(b"application/vnd.oasis.opendocument"):
        raise unreadable("The file is an OpenDocument file (.ods): save it as XLSX or CSV.")
    if any(name.rpartition("/")[2] == "workbook.xml" for name in names):
        return _xlsx(path, reading)
    for form, end in (("ESRI Shapefile", ".shp"), ("KML", ".kml")):
        inside = [name for name in names if name.lower().endswith(end) and not name.startswith("__MACOSX/")]
        if len(inside) == 1:
            return _layer(path, form, reading, f"/vsizip/{{{path}}}/{inside[0]}")
        if inside:
            raise unreadable(
                f"The archive holds several {end} files: {', '.join(inside[:10])}. Send one of them alone."
            )
    if any(name.rpartition("/")[2] == "workbook.bin" for name in names):
        raise unreadable("The file is a binary workbook (.xlsb): save it as XLSX or CSV.")
    listed = ", ".join(names[:5]) or "nothing"
    raise unreadable(
        f"The file is a ZIP archive that holds {listed}: none of it is a workbook, a shapefile or a KML. Send the file "
        "that holds the finds, as XLSX, CSV or GeoPackage."
    )


# What reads workbooks and map layers is imported when it is needed: it takes a second, and every command would wait.


def _xlsx(path: Path, reading: FileReading) -> Table:
    from api.imports.xlsx_file import xlsx_table

    return xlsx_table(path, reading)


def _layer(path: Path, form: str, reading: FileReading, source: str | None = None) -> Table:
    from api.imports.layer_file import layer_table

    return layer_table(path, form, reading, source)


def _ndjson(path: Path, zipped: bool) -> Table:
    from api.imports.records_file import ndjson_table

    return ndjson_table(path, zipped)


def _parquet(path: Path) -> Table:
    from api.imports.records_file import parquet_table

    return parquet_table(path)


def _first_bytes(path: Path) -> tuple[bytes, bool]:
    """How it begins, inflated, and whether it was gzip."""
    try:
        with path.open("rb") as file:
            first = file.read(FIRST)
        zipped = first.startswith(b"\x1f\x8b")
        if zipped:
            with gzip.open(path, "rb") as inflated:
                first = inflated.read(FIRST)
    except (OSError, EOFError, zlib.error) as error:
        raise unreadable(f"The file cannot be read: {getattr(error, 'strerror', None) or error}.") from None
    return first, zipped
