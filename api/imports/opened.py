"""Which format a file is in: by what is in it, as names lie."""

from __future__ import annotations

import gzip
import zlib
from pathlib import Path

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
        return _xlsx(path, reading)
    if first.startswith(b"SQLite format 3\0"):
        return _layer(path, "GPKG", reading)
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
        if zipped:
            raise unreadable("GeoJSON is not read from gzip: unpack it first.")
        return _layer(path, "GeoJSON", reading)
    return csv_table(path, reading)


# What reads workbooks and map layers is imported when it is needed: it takes a second, and every command would wait.


def _xlsx(path: Path, reading: FileReading) -> Table:
    from api.imports.xlsx_file import xlsx_table

    return xlsx_table(path, reading)


def _layer(path: Path, form: str, reading: FileReading) -> Table:
    from api.imports.layer_file import layer_table

    return layer_table(path, form, reading)


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
