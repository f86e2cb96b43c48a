"""The weekly report."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any

from litestar import Request, get
from litestar.params import FromQuery, QueryParameter

from api.auth import VIEWER
from api.days import groupings, period
from sync.operations import Bearer
from sync.reports import weekly


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
