"""CSV with the fields of GICHD's minimum data requirements, for those who load finds into IMSMA: see docs/imsma.md.

Source: github.com/GICHD/mdr, draft of 28 May 2018, "Land release product" (devices) and "Activities".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from api.exports.text import Pages
from models.columns import ACTION, FIND_COLUMNS, Row
from models.find import FIELDS, class_of
from sync.files.exports import BYTE_ORDER_MARK, Export, cell, line


class Field(NamedTuple):
    """A column of the file, what stands in it, and what docs/imsma.md says of it."""

    name: str
    of: Callable[[Row], Any]
    ours: str
    """Our field, as the API names it."""
    how: str
    requirement: str = ""
    """What the requirements call it; empty where they do not."""


def _of(name: str) -> Callable[[Row], Any]:
    return lambda row: row[name]


def _as_typed(row: Row) -> str:
    """The numbers of a position in the order in which its coordinate system names them, or its MGRS reference."""
    names = ("lat", "lon", "x", "y", "easting", "northing", "mgrs")
    return " ".join(str(row[f"position_{name}"]) for name in names if row[f"position_{name}"] is not None)


THEIRS = (
    Field(
        "Device category",
        _of("type_category"),
        "`type.category`",
        "the catalogue's for a known type, else as typed; our words (`ap_mine`, `av_mine` ...)",
        "Land release product, device: category",
    ),
    Field(
        "Device model",
        _of("type_marking"),
        "`type.marking`",
        "the type after folding and aliases; as typed in `marking`",
        "the same: model",
    ),
    Field("Device coordinates: latitude", _of("lat"), "`location.lat`", "degrees of WGS 84", "the same: coordinates"),
    Field("Device coordinates: longitude", _of("lon"), "`location.lon`", "degrees of WGS 84", "the same: coordinates"),
    Field("Device depth", _of("depth_cm"), "`depth_cm`", "centimetres", "the same: depth at which it was found"),
    Field("Device condition", _of("condition"), "`condition`", "as typed", "the same: condition"),
    Field(
        "Destruction/disposal method",
        _of("disposition"),
        "`disposition`",
        "what was done: `destroyed`, `removed`, `left_marked` ...; by which means we do not know",
        "the same: destruction or disposal method",
    ),
    Field(
        "Implementing organisation",
        _of("created_team"),
        "`created.team`",
        "the team; we keep no organisation above it but the operation",
        "Activities: implementing organization",
    ),
    Field(
        "Operational method",
        _of("method"),
        "`method`",
        "how the find was made, as typed; not the method of a whole activity",
        "Activities: operational method",
    ),
)
"""Fields that the requirements name."""
NEEDED = (
    Field("id", _of("id"), "`id`", "the same in every export: load by it and nothing is there twice"),
    Field("version", _of("version"), "`version`", "which version of the find"),
    Field("seq", _of("seq"), "`seq`", "the log entry that made this version"),
    Field("state", _of("state"), "`state`", "`live` counts, `deleted` and `duplicate` do not"),
    Field(
        "count",
        _of("count"),
        "`count`",
        "pieces: the requirements name no number, and without it nothing adds up",
    ),
    Field(
        "found_on",
        _of("found_on"),
        "`found_on`",
        "the local day; IMSMA orders by date of information, not of arrival",
    ),
    Field(
        "class",
        lambda row: class_of(row["type_category"]),
        "",
        "AP, AT, UXO or OTHER, as national bulletins count",
    ),
    Field("marking", _of("marking"), "`marking`", "as typed from the casing"),
    Field(
        "district",
        lambda row: row["district"] or row["district_computed"],
        "`district`, else `district_computed`",
        "as the team names it, else by area polygons",
    ),
    Field("position_crs", _of("position_crs"), "`position.crs`", "the coordinate system of the position as typed"),
    Field(
        "position_as_typed",
        _as_typed,
        "`position`",
        "its numbers in that system's order, or the MGRS reference",
    ),
    Field("accuracy_m", _of("accuracy_m"), "`location.accuracy_m`", "metres"),
)
"""Without these the others cannot be added up, loaded twice or checked."""
_NAMED = {*(field.ours.strip("`") for field in THEIRS), *(field.name for field in NEEDED)}
OTHERS = tuple(
    Field(column.name, _of(column.name), f"`{column.name}`", column.about)
    for column in FIND_COLUMNS
    if column.name in {*FIELDS} - _NAMED
)
"""Every other field of a find, under its own name."""
COLUMNS = (*THEIRS, *NEEDED, *OTHERS)


def as_imsma(export: Export, pages: Pages) -> Iterator[bytes]:
    """RFC 4180 in UTF-8 with a byte order mark; with `since` it has our `action` at its end, as every export."""
    more = (ACTION.name,) if ACTION in export.columns else ()
    yield (BYTE_ORDER_MARK + line([*(field.name for field in COLUMNS), *more])).encode()
    for page in pages:
        yield "".join(
            line(cell(value) for value in [*(field.of(row) for field in COLUMNS), *(row[name] for name in more)])
            for row in page
        ).encode()
