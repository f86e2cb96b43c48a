"""A find as a flat row: the columns of every table, file and map layer of finds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, NamedTuple

from models.field_kinds import Photos, Place
from models.fields import Field
from models.find import FIND_FIELDS, Category
from models.shapes import Json

Kind = Literal["text", "integer", "number", "date", "instant"]
"""date is YYYY-MM-DD; instant is UTC, RFC 3339."""


class Column(NamedTuple):
    """A column, and what stands in it; every one may be empty but where `required` says otherwise."""

    name: str
    kind: Kind
    about: str
    required: bool = False
    words: tuple[str, ...] = ()
    """The only words that stand in it; none where others do."""


_AUTHOR = (
    ("team", "text", "The team of the tablet"),
    ("device_id", "text", "The tablet"),
    ("person", "text", "The person, where it was staff"),
    ("made_at", "instant", "When it was made, by the clock of the tablet"),
    ("received_at", "instant", "When the server received it"),
)
POSITION_MEMBERS: tuple[tuple[str, Kind, str], ...] = (
    ("crs", "text", "The coordinate system of the position as typed"),
    ("lat", "number", "Latitude as typed, degrees"),
    ("lon", "number", "Longitude as typed, degrees"),
    ("x", "number", "Gauss-Krüger x as typed: north, metres"),
    ("y", "number", "Gauss-Krüger y as typed: east with the zone in front, metres"),
    ("easting", "number", "UTM easting as typed, metres"),
    ("northing", "number", "UTM northing as typed, metres"),
    ("mgrs", "text", "MGRS reference as typed"),
    ("accuracy_m", "number", "Accuracy as typed, metres"),
)
"""A position as typed takes a column for each of its members: name, kind, what it is."""


def _columns_of(field: Field) -> Iterator[Column]:
    if isinstance(field.kind, Place):
        yield from (
            Column(f"{field.name}_{member}", kind, about, field.required and member == "crs")
            for member, kind, about in POSITION_MEMBERS
        )
    elif isinstance(field.kind, Photos):
        yield Column(field.name, "text", f"{field.label}, with spaces between them")
    else:
        yield Column(field.name, field.kind.cell, field.label, field.required, field.words)


FIND_COLUMNS: tuple[Column, ...] = (
    Column("id", "text", "The find: a UUID", required=True),
    Column("version", "integer", "1, 2, 3 and so on: each accepted mutation makes the next", required=True),
    Column("seq", "integer", "The log entry on which it stands", required=True),
    Column("state", "text", "live, deleted or duplicate: only a live find counts in a total", required=True),
    Column("duplicate_of", "text", "The find that staff say this one is a second report of"),
    *(column for field in FIND_FIELDS for column in _columns_of(field)),
    Column("type_key", "text", "The type: the key of the catalogue, after aliases", required=True),
    Column("type_marking", "text", "The marking of the type", required=True),
    Column("type_category", "text", "The category of the type", required=True, words=tuple(Category)),
    Column("lat", "number", "Latitude, degrees of WGS 84", required=True),
    Column("lon", "number", "Longitude, degrees of WGS 84", required=True),
    Column("accuracy_m", "number", "Accuracy of the WGS 84 position, metres"),
    Column("transform", "text", "The pinned operation that made WGS 84 of the position as typed"),
    Column("district_computed", "text", "The district area in which it lies"),
    Column("flags", "text", "What people should look at, with spaces between: unknown_marking, outside_area ..."),
    Column("open_conflicts", "text", "The fields on which people disagree, with spaces between them"),
    *(
        Column(f"{which}_{name}", kind, f"{about}, {what}")  # type: ignore[arg-type]
        for which, what in (("created", "of who reported it"), ("changed", "of who made this version"))
        for name, kind, about in _AUTHOR
    ),
)
"""In their order. Names are fixed: files and maps of users name them."""

ACTION = Column(
    "action", "text", "put: it is wanted, so put it in; remove: it is not, or no longer, so take it out", required=True
)
"""The last column of what has changed since an earlier export."""


Row = dict[str, Any]
"""A find as a flat row: a value, or None, by the name of each column."""


def find_row(find: Json) -> Row:
    """The row of a find as it is served: a value, or None, for each of FIND_COLUMNS."""
    row = {
        **find,
        **{f"position_{name}": find["position"].get(name) for name, _, _ in POSITION_MEMBERS},
        **{f"type_{name}": find["type"][name] for name in ("key", "marking", "category")},
        **{name: find["location"][name] for name in ("lat", "lon", "accuracy_m", "transform")},
        "photos": " ".join(find["photos"] or ()) or None,
        "flags": " ".join(find["flags"]) or None,
        "open_conflicts": " ".join(conflict["field"] for conflict in find["conflicts"]) or None,
        **{f"{which}_{name}": find[which][name] for which in ("created", "changed") for name, _, _ in _AUTHOR},
    }
    return {column.name: row[column.name] for column in FIND_COLUMNS}
