"""The layers of a map: their descriptions, columns, filters and days."""

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
    """Its properties. The first one is the id of a feature."""
    silent: frozenset[str] = frozenset()
    """Columns that filters cannot use."""
    times: tuple[str, ...] = ()
    """The columns with the day of a feature, or with its first and last day; empty if it has no day."""
    first: tuple[str, ...] = ()
    """Up to ten columns that a person wants first; the id stands before them, the others are folded. Empty: all."""

    @property
    def queryables(self) -> tuple[Column, ...]:
        """The columns that filters can use."""
        return tuple(column for column in self.columns if column.name not in self.silent)

    def column(self, name: str) -> Column | None:
        """A column that filters can use, by name; None if there is none."""
        return next((column for column in self.queryables if column.name == name), None)


FINDS = Layer(
    "finds",
    "Finds",
    "All finds in all states. Only live finds count in a total: use state=live when you add them up.",
    "Point",
    FIND_COLUMNS,
    frozenset({"photos", "open_conflicts", "created_made_at", "changed_made_at"}),
    ("found_on",),
    (
        *("found_on", "marking", "category", "count", "state"),
        *("disposition", "district_computed", "created_team", "note", "flags"),
    ),
)
CONFLICTS = Layer(
    "conflicts",
    "Conflicts",
    "Conflicts about one field of one find, at the place of the find. An open conflict waits for a person.",
    "Point",
    (
        Column("id", "text", "The id of the conflict, a UUID", required=True),
        Column("find_id", "text", "The find", required=True),
        Column("field", "text", "The field on which people disagree", required=True),
        Column("state", "text", "open, resolved (by a person) or settled (by itself)", required=True),
        Column(
            "find_state",
            "text",
            "live, deleted or duplicate. If the find is not live, its open conflict is dormant",
            required=True,
        ),
        Column("accepted", "text", "The accepted value"),
        Column("offered", "text", "The other values that were offered, separated by semicolons"),
        Column("opened_seq", "integer", "The log entry that opened it", required=True),
        Column("closed_seq", "integer", "The log entry that closed it"),
        Column("why", "text", "Why it was closed"),
        Column("found_on", "date", "The local calendar day of the find", required=True),
        Column("type_key", "text", "The type of the find", required=True),
        Column("count", "integer", "The accepted count of the find, pieces", required=True),
    ),
    frozenset({"accepted", "offered"}),
    ("found_on",),
    ("state", "field", "accepted", "offered", "found_on", "type_key", "count", "find_state", "why"),
)
DUPLICATES = Layer(
    "duplicates",
    "Suspected duplicates",
    "Pairs of finds that may be the same discovery, with both places.",
    "MultiPoint",
    (
        Column("id", "text", "The pair", required=True),
        Column("one", "text", "One find", required=True),
        Column("other", "text", "The other find", required=True),
        Column(
            "state", "text", "open, gone (by itself), same or distinct (a person decided), or undone", required=True
        ),
        Column(
            "distance_m", "number", "The distance between the finds when the pair was opened, metres", required=True
        ),
        Column("days", "integer", "The days between the finds when the pair was opened", required=True),
        Column("first_day", "date", "The earlier day of the two finds when the pair was opened", required=True),
        Column("type_key", "text", "The type of the one find", required=True),
        Column("one_count", "integer", "The count of the one find, pieces", required=True),
        Column("other_count", "integer", "The count of the other find, pieces", required=True),
        Column("opened_seq", "integer", "The log entry that opened it", required=True),
        Column("closed_seq", "integer", "The log entry that closed it"),
        Column("why", "text", "Why it is gone or undone"),
    ),
    times=("first_day",),
    first=("state", "first_day", "type_key", "one_count", "other_count", "distance_m", "days", "why"),
)
EDITIONS = Layer(
    "editions",
    "Published editions",
    "Every revision of every published report, unchanged, at the places of the finds that it counts.",
    "MultiPoint",
    (
        Column("id", "text", "Number and revision, such as 3.1", required=True),
        Column("number", "integer", "The number of the edition, one for each period", required=True),
        Column("revision", "integer", "The revision: 1, 2, 3 and so on", required=True),
        Column("first_day", "date", "The first local day that it counts", required=True),
        Column("last_day", "date", "The last local day that it counts", required=True),
        Column("total", "integer", "Pieces", required=True),
        Column("finds", "integer", "Finds", required=True),
        Column("conflicts", "integer", "Open conflicts on the finds that it counts", required=True),
        Column("low", "integer", "The smallest total that the open conflicts allow", required=True),
        Column("high", "integer", "The largest total that the open conflicts allow", required=True),
        Column("suspected_pairs", "integer", "Pairs of finds that may be counted twice", required=True),
        Column("published_at", "instant", "When it was published", required=True),
        Column("published_by", "text", "Who published it"),
        Column("seq", "integer", "The log entry that it is based on", required=True),
        Column("anyway", "text", "Why it was published although a condition was not met"),
        Column("withdraws", "integer", "The number of the edition that it replaces"),
        Column(
            "state",
            "text",
            "standing or superseded, as of today. All other columns are as of the publication",
            required=True,
        ),
        Column("sha256", "text", "SHA-256 of the edition in the canonical form of RFC 8785", required=True),
    ),
    times=("first_day", "last_day"),
    first=(
        *("first_day", "last_day", "state", "total", "finds", "conflicts"),
        *("low", "high", "suspected_pairs", "published_at"),
    ),
)
AREAS = Layer(
    "areas",
    "Areas",
    "Polygons of the operation and of its districts.",
    "MultiPolygon",
    (
        Column("id", "text", "The id of the area, a UUID", required=True),
        Column("kind", "text", "operation or district", required=True),
        Column("name", "text", "The name of the area", required=True),
        Column("created_at", "instant", "When it was added", required=True),
    ),
)

LAYERS: dict[str, Layer] = {layer.name: layer for layer in (FINDS, CONFLICTS, DUPLICATES, EDITIONS, AREAS)}
"""By name, in the order of the list of layers."""
