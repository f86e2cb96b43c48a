"""The weekly report."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any

from litestar import Request, get
from litestar.params import FromQuery, QueryParameter

from api.auth import VIEWER
from api.days import invalid, period
from sync.operations import Bearer
from sync.reports import GROUPINGS, weekly


def groupings(text: str | None) -> tuple[str, ...]:
    """The groupings that are asked for; all of them when none is named."""
    if text is None:
        return GROUPINGS
    asked = tuple(dict.fromkeys(part.strip() for part in text.split(",")))
    unknown = [part for part in asked if part not in GROUPINGS]
    if unknown:
        raise invalid("group_by", f"{unknown[0][:40]!r} is no grouping", f"name any of {', '.join(GROUPINGS)}")
    return asked


@get("/v1/reports/weekly", roles=VIEWER)
async def report(
    request: Request[Any, Any, Any],
    first: Annotated[str | None, QueryParameter(name="from")] = None,
    last: Annotated[str | None, QueryParameter(name="to")] = None,
    week: FromQuery[str | None] = None,
    group_by: FromQuery[str | None] = None,
) -> dict[str, Any]:
    """Sums of live finds over a period of local days, both ends inclusive, and how far they can be trusted."""
    bearer: Bearer = request.scope["bearer"]  # type: ignore[typeddict-item]
    await request.app.state.bearers.write_seen()
    made: dict[str, Any] = await request.app.state.database.read(
        weekly, bearer.operation, period(first, last, week), groupings(group_by), datetime.now(UTC)
    )
    return made


ROUTES = [report]
