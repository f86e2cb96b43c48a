"""Parameters that several routes have."""

from __future__ import annotations

from typing import Annotated

from litestar.params import PathParameter, QueryParameter

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
FindId = Annotated[str, PathParameter(description="The find.", schema_extra=UUID)]
ConflictId = Annotated[str, PathParameter(description="The conflict.", schema_extra=UUID)]
QuarantineId = Annotated[str, PathParameter(description="The refused mutation's place there.", schema_extra=UUID)]
