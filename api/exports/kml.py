"""KML 2.2 for Google Earth and others: a placemark a find, with its day, its columns as typed data, and its point.

It is written here and not by GDAL, whose KML driver has no place for what a document says of itself, and whose LIBKML
driver holds the whole document in memory.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from xml.sax.saxutils import escape

from api.exports.text import Pages
from models.columns import Kind, Row
from sync.files.exports import Export

_TYPES: dict[Kind, str] = {
    "text": "string",
    "integer": "int",
    "number": "double",
    "date": "string",
    "instant": "string",
}
"""KML has no type for days and instants."""
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""Characters that XML 1.0 cannot hold."""


def as_kml(export: Export, pages: Pages) -> Iterator[bytes]:
    """The document; its name says the log entry it stands on, its ExtendedData says all of it."""
    yield _head(export).encode()
    for page in pages:
        yield "".join(map(_placemark, page)).encode()
    yield b"</Folder>\n</Document>\n</kml>\n"


def _head(export: Export) -> str:
    about = "".join(
        f'<Data name="{name}"><value>{_text(value)}</value></Data>\n'
        for name, value in export.about.items()
        if value is not None
    )
    fields = "".join(
        f'<SimpleField type="{_TYPES[column.kind]}" name="{column.name}"></SimpleField>\n' for column in export.columns
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<kml xmlns="http://www.opengis.net/kml/2.2">\n<Document>\n'
        f"<name>Finds of {_text(export.operation)}, log entry {export.seq}</name>\n"
        f'<Schema name="finds" id="finds">\n{fields}</Schema>\n'
        f"<ExtendedData>\n{about}</ExtendedData>\n<Folder>\n<name>finds</name>\n"
    )


def _placemark(row: Row) -> str:
    values = "".join(
        f'<SimpleData name="{name}">{_text(value)}</SimpleData>' for name, value in row.items() if value is not None
    )
    return (
        f"<Placemark><name>{row['count']} of {_text(row['marking'])}</name>"
        f"<TimeStamp><when>{row['found_on']}</when></TimeStamp>"
        f'<ExtendedData><SchemaData schemaUrl="#finds">{values}</SchemaData></ExtendedData>'
        f"<Point><coordinates>{row['lon']!r},{row['lat']!r}</coordinates></Point></Placemark>\n"
    )


def _text(value: Any) -> str:
    return escape(_NO_XML.sub("\ufffd", value if isinstance(value, str) else str(value)))
