"""The layers of a map: what each is about, its columns, which of them can be asked for, and its time."""

from __future__ import annotations

from typing import NamedTuple

from models.columns import FIND_COLUMNS, Column


class Layer(NamedTuple):
    """A collection of features with flat properties."""

    name: str
    title: str
    about: str
    geometry: str
    """The GeoJSON type of its features."""
    columns: tuple[Column, ...]
    """Its properties; the first is the id of a feature."""
    silent: frozenset[str] = frozenset()
    """Columns that filters cannot ask for."""
    times: tuple[str, ...] = ()
    """The columns with the day of a feature, or its first and its last; empty where it has no time."""

    @property
    def queryables(self) -> tuple[Column, ...]:
        """What filters can ask for."""
        return tuple(column for column in self.columns if column.name not in self.silent)

    def column(self, name: str) -> Column | None:
        """One that filters can ask for."""
        return next((column for column in self.queryables if column.name == name), None)


FINDS = Layer(
    "finds",
    "Finds",
    "Every find in every state; only a live one counts in a total, so filter state=live to add them up.",
    "Point",
    FIND_COLUMNS,
    frozenset({"photos", "open_conflicts", "created_made_at", "changed_made_at"}),
    ("found_on",),
)
CONFLICTS = Layer(
    "conflicts",
    "Conflicts",
    "Questions on one field of one find, at the place of the find; an open one waits for a person.",
    "Point",
    (
        Column("id", "text", "The conflict: a UUID", required=True),
        Column("find_id", "text", "The find", required=True),
        Column("field", "text", "The field on which people disagree", required=True),
        Column("state", "text", "open, resolved (by a person) or settled (by itself)", required=True),
        Column(
            "find_state", "text", "live, deleted or duplicate: an open conflict of another is dormant", required=True
        ),
        Column("accepted", "text", "The value that stands"),
        Column("offered", "text", "The values that were offered against it, with semicolons between them"),
        Column("opened_seq", "integer", "The log entry that opened it", required=True),
        Column("closed_seq", "integer", "The log entry that closed it"),
        Column("why", "text", "Why it was closed"),
        Column("found_on", "date", "The local calendar day of the find", required=True),
        Column("type_key", "text", "The type of the find", required=True),
        Column("count", "integer", "The count of the find that stands, pieces", required=True),
    ),
    frozenset({"accepted", "offered"}),
    ("found_on",),
)
DUPLICATES = Layer(
    "duplicates",
    "Suspected duplicates",
    "Pairs of finds that may be one and the same discovery: the two places.",
    "MultiPoint",
    (
        Column("id", "text", "The pair", required=True),
        Column("one", "text", "One find", required=True),
        Column("other", "text", "The other find", required=True),
        Column("state", "text", "open, gone (by itself), same or distinct (a person says so), undone", required=True),
        Column("distance_m", "number", "How far apart they were when it was asked, metres", required=True),
        Column("days", "integer", "How many days apart they were when it was asked", required=True),
        Column("first_day", "date", "The earlier day of the two when it was asked", required=True),
        Column("type_key", "text", "The type of the one find", required=True),
        Column("one_count", "integer", "The count of the one find, pieces", required=True),
        Column("other_count", "integer", "The count of the other find, pieces", required=True),
        Column("opened_seq", "integer", "The log entry that opened it", required=True),
        Column("closed_seq", "integer", "The log entry that closed it"),
        Column("why", "text", "Why it is gone or undone"),
    ),
    times=("first_day",),
)
EDITIONS = Layer(
    "editions",
    "Published editions",
    "Each revision of each published report as it was published, at the places of the finds that it counts.",
    "MultiPoint",
    (
        Column("id", "text", "Number and revision: 3.1", required=True),
        Column("number", "integer", "One for each period", required=True),
        Column("revision", "integer", "1, 2, 3 and so on", required=True),
        Column("first_day", "date", "The first local day that it counts", required=True),
        Column("last_day", "date", "The last local day that it counts", required=True),
        Column("total", "integer", "Pieces", required=True),
        Column("finds", "integer", "Finds", required=True),
        Column("conflicts", "integer", "Open conflicts on what counts", required=True),
        Column("low", "integer", "The least that the total could be as they may be settled", required=True),
        Column("high", "integer", "The most that the total could be as they may be settled", required=True),
        Column("suspected_pairs", "integer", "Pairs that may have been counted twice", required=True),
        Column("published_at", "instant", "When it was published", required=True),
        Column("published_by", "text", "By whom"),
        Column("seq", "integer", "The log entry on which it stands", required=True),
        Column("anyway", "text", "Why it was published though a condition was not met"),
        Column("withdraws", "integer", "The number of the edition whose place it takes"),
        Column("state", "text", "standing, or superseded by a newer one: of today, all else is of then", required=True),
        Column("sha256", "text", "SHA-256 of the edition in the canonical form of RFC 8785", required=True),
    ),
    times=("first_day", "last_day"),
)
AREAS = Layer(
    "areas",
    "Areas",
    "Polygons: the operation, and its districts.",
    "MultiPolygon",
    (
        Column("id", "text", "The area: a UUID", required=True),
        Column("kind", "text", "operation or district", required=True),
        Column("name", "text", "Its name", required=True),
        Column("created_at", "instant", "When it was added", required=True),
    ),
)

LAYERS: dict[str, Layer] = {layer.name: layer for layer in (FINDS, CONFLICTS, DUPLICATES, EDITIONS, AREAS)}
"""By name, in the order in which they are listed."""
