"""Parameters that several routes have."""

from __future__ import annotations

from typing import Annotated, Literal

from litestar.params import PathParameter, QueryParameter

from sync.figures.weekly import GROUPINGS

UUID = {"format": "uuid"}
DATE = {"format": "date"}

After = Annotated[
    str | None, QueryParameter(name="after", description="`next` of the page before; leave it out for the first page.")
]
Limit = Annotated[
    int | None,
    QueryParameter(
        name="limit",
        description="How many items a page has; more than 1,000 counts as 1,000.",
        schema_extra={"minimum": 1, "default": 100},
    ),
]
FoundFrom = Annotated[
    str | None, QueryParameter(name="from", description="Found on this day or later.", schema_extra=DATE)
]
FoundTo = Annotated[
    str | None, QueryParameter(name="to", description="Found on this day or earlier.", schema_extra=DATE)
]
OfMarking = Annotated[str | None, QueryParameter(name="type", description="A marking, in any spelling.")]
OfTeam = Annotated[str | None, QueryParameter(name="team", description="The team whose tablet reported it.")]
InBox = Annotated[
    str | None,
    QueryParameter(
        name="bbox",
        description="Located in this box: west,south,east,north in degrees of WGS 84. "
        "A west beyond the east crosses the date line.",
        schema_extra={"examples": ["46.3,39.5,46.8,39.9"]},
    ),
]
FindId = Annotated[str, PathParameter(description="The find.", schema_extra=UUID)]
ConflictId = Annotated[str, PathParameter(description="The conflict.", schema_extra=UUID)]
PairId = Annotated[str, PathParameter(name="pair_id", description="The pair.", schema_extra=UUID)]
QuarantineId = Annotated[str, PathParameter(description="The refused mutation's place there.", schema_extra=UUID)]

# Reports

First = Annotated[
    str | None, QueryParameter(name="from", description="The first day; `to` goes with it.", schema_extra=DATE)
]
Last = Annotated[
    str | None, QueryParameter(name="to", description="The last day; `from` goes with it.", schema_extra=DATE)
]
Week = Annotated[
    str | None,
    QueryParameter(
        name="week",
        description="An ISO week, in the place of `from` and `to`.",
        schema_extra={"pattern": r"^\d{4}-W\d{2}$", "examples": ["2022-W33"]},
    ),
]
GroupBy = Annotated[
    str | None,
    QueryParameter(
        name="group_by",
        description=f"Any of {', '.join(GROUPINGS)}, with commas between them; all when left out.",
        schema_extra={"examples": ["type,district"]},
    ),
]
AsOf = Annotated[
    str | None,
    QueryParameter(
        name="as_of",
        description="What would have been said then: the number of a log entry, or a time with its UTC offset.",
        schema_extra={"examples": ["1841", "2022-08-23T08:00:00+04:00"]},
    ),
]
Format = Annotated[
    Literal["json", "csv", "xlsx", "pdf", "geojson"] | None,
    QueryParameter(name="format", description="In what form; when left out, as the header Accept says, else JSON."),
]
EditionNumber = Annotated[
    str,
    PathParameter(name="number", description="Number of the edition.", schema_extra={"type": "integer", "minimum": 1}),
]
Revision = Annotated[
    int | None,
    QueryParameter(
        name="revision", description="Which revision; the newest when left out.", schema_extra={"minimum": 1}
    ),
]
