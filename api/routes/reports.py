"""The weekly report."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any

from litestar import Request, get
from litestar.params import QueryParameter

from api.auth import VIEWER, bearer_of
from api.days import groupings, period
from api.openapi.parameters import DATE
from models.answers import WeeklyReport
from sync.reports import GROUPINGS, weekly


@get(
    "/v1/reports/weekly",
    roles=VIEWER,
    operation_id="weekly_report",
    summary="Read the weekly report",
    tags=["Reports"],
    answer=WeeklyReport,
)
async def report(
    request: Request[Any, Any, Any],
    first: Annotated[
        str | None, QueryParameter(name="from", description="The first day; `to` goes with it.", schema_extra=DATE)
    ] = None,
    last: Annotated[
        str | None, QueryParameter(name="to", description="The last day; `from` goes with it.", schema_extra=DATE)
    ] = None,
    week: Annotated[
        str | None,
        QueryParameter(
            name="week",
            description="An ISO week, in the place of `from` and `to`.",
            schema_extra={"pattern": r"^\d{4}-W\d{2}$", "examples": ["2022-W33"]},
        ),
    ] = None,
    group_by: Annotated[
        str | None,
        QueryParameter(
            name="group_by",
            description=f"Any of {', '.join(GROUPINGS)}, with commas between them; all when left out.",
            schema_extra={"examples": ["type,district"]},
        ),
    ] = None,
) -> dict[str, Any]:
    """Sums of live finds over a period of local days, both ends inclusive, and how far they can be trusted."""
    bearer = bearer_of(request)
    await request.app.state.bearers.write_seen()
    made: dict[str, Any] = await request.app.state.database.read(
        weekly, bearer.operation, period(first, last, week), groupings(group_by), datetime.now(UTC)
    )
    return made


ROUTES = [report]
