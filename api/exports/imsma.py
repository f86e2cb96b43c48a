"""CSV with the fields of GICHD's minimum data requirements, for those who load finds into IMSMA: see docs/imsma.md.

Source: github.com/GICHD/mdr, draft of 28 May 2018, "Land release product" (devices) and "Activities".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from api.exports.text import Pages
from models.columns import ACTION
from models.find import class_of
from sync.files.exports import BYTE_ORDER_MARK, Export, Row, cell, line


class Field(NamedTuple):
    """A column of the file, and what stands in it."""

    name: str
    of: Callable[[Row], Any]


def _of(name: str) -> Callable[[Row], Any]:
    return lambda row: row[name]


def _as_typed(row: Row) -> str:
    """The numbers of a position in the order in which its coordinate system names them, or its MGRS reference."""
    names = ("lat", "lon", "x", "y", "easting", "northing", "mgrs")
    return " ".join(str(row[f"position_{name}"]) for name in names if row[f"position_{name}"] is not None)


THEIRS = (
    Field("Device category", _of("type_category")),
    Field("Device model", _of("type_marking")),
    Field("Device coordinates: latitude", _of("lat")),
    Field("Device coordinates: longitude", _of("lon")),
    Field("Device depth", _of("depth_cm")),
    Field("Device condition", _of("condition")),
    Field("Destruction/disposal method", _of("disposition")),
    Field("Implementing organisation", _of("created_team")),
    Field("Operational method", _of("method")),
)
"""Fields that the requirements name."""
OURS = (
    Field("id", _of("id")),
    Field("version", _of("version")),
    Field("seq", _of("seq")),
    Field("state", _of("state")),
    Field("count", _of("count")),
    Field("found_on", _of("found_on")),
    Field("class", lambda row: class_of(row["type_category"])),
    Field("marking", _of("marking")),
    Field("district", lambda row: row["district"] or row["district_computed"]),
    Field("position_crs", _of("position_crs")),
    Field("position_as_typed", _as_typed),
    Field("accuracy_m", _of("accuracy_m")),
)
"""Without these the others cannot be added up, loaded twice or checked."""


def as_imsma(export: Export, pages: Pages) -> Iterator[bytes]:
    """RFC 4180 in UTF-8 with a byte order mark; with `since` it has our `action` at its end, as every export."""
    fields = [*THEIRS, *OURS, *(Field(column.name, _of(column.name)) for column in export.columns if column is ACTION)]
    yield (BYTE_ORDER_MARK + line(field.name for field in fields)).encode()
    for page in pages:
        yield "".join(line(cell(field.of(row)) for field in fields) for row in page).encode()
