"""The weekly report, its finds, and all weeks of a season."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any

from litestar import Request, Response, get
from litestar.di import NamedDependency as Given
from litestar.params import QueryParameter
from litestar.response import Stream

from api.auth import VIEWER, Bearers
from api.days import day, groupings, period
from api.formats.csv_season import season_as_csv
from api.formats.negotiation import MEDIA_TYPES, wanted_format
from api.heavy.heavy import Heavy
from api.openapi.parameters import DATE, UUID, After, AsOf, First, Format, GroupBy, Last, Limit, Week
from api.pages import next_page, page
from api.parameters import one_id
from api.reports import as_file, as_json, in_json, working_report
from models.answers.reports import CountedFindPage, SeasonReport, WeeklyReport
from models.problem import invalid_request
from models.shapes import reports as shapes
from sync.again.moments import as_it_was
from sync.database.database import Connection, Database
from sync.figures.lineage import ReportCell, counted_finds_as_of
from sync.figures.weekly import season_as_of, weekly_as_of
from sync.operations import Bearer

DAYS_AT_ONCE = 31
"""The report of so many days, as of now, is read at once, from the tally; others are heavy work."""
SEASON_TYPES = {name: MEDIA_TYPES[name] for name in ("json", "csv")}


@get(
    "/v1/reports/weekly",
    roles=VIEWER,
    operation_id="weekly_report",
    summary="Read the weekly report",
    tags=["Reports"],
    answer=WeeklyReport,
    also_as=MEDIA_TYPES,
    problems=("history_lost", "not_acceptable"),
)
async def report(
    request: Request[Any, Any, Any],
    database: Given[Database],
    heavy: Given[Heavy],
    bearers: Given[Bearers],
    bearer: Given[Bearer],
    first: First = None,
    last: Last = None,
    week: Week = None,
    group_by: GroupBy = None,
    as_of: AsOf = None,
    since: Annotated[
        str | None,
        QueryParameter(name="since", description="Also the total from this day on.", schema_extra=DATE),
    ] = None,
    form: Format = None,
) -> Response[bytes] | Stream:
    """Sums of live finds over a period of local days, both ends inclusive, and how far they can be trusted."""
    bearer, now = bearer, datetime.now(UTC)
    wanted, asked = wanted_format(form, request.headers.get("accept", "")), period(first, last, week)
    grouped = groupings(group_by)
    if since is not None and day(since, "since") > asked.last:
        raise invalid_request("since", f"{since} is after {asked.last}", "send a day before the end of the period")
    await bearers.show_seen()
    about = (bearer.operation, as_of, now, asked, grouped, since)
    if wanted != "json":
        return await as_file(heavy, request, wanted, as_it_was, working_report, *about, str(request.url))
    if as_of is None and asked.days <= DAYS_AT_ONCE:
        return as_json(await database.read(in_json, weekly_as_of, *about))
    return as_json(await heavy.read(request, in_json, as_it_was, weekly_as_of, *about))


@get(
    "/v1/reports/weekly/finds",
    roles=VIEWER,
    operation_id="weekly_report_finds",
    summary="List the finds behind a total",
    tags=["Reports"],
    answer=CountedFindPage,
    problems=("history_lost",),
)
async def finds(
    request: Request[Any, Any, Any],
    database: Given[Database],
    heavy: Given[Heavy],
    bearer: Given[Bearer],
    first: First = None,
    last: Last = None,
    week: Week = None,
    of_type: Annotated[
        str | None, QueryParameter(name="type", description="A row of by_type: key or marking, in any spelling.")
    ] = None,
    category: Annotated[str | None, QueryParameter(name="category", description="A row of by_category.")] = None,
    district: Annotated[
        str | None, QueryParameter(name="district", description="A row of by_district; empty: none is known.")
    ] = None,
    team: Annotated[str | None, QueryParameter(name="team", description="A row of by_team.")] = None,
    device: Annotated[
        str | None, QueryParameter(name="device", description="A row of by_device.", schema_extra=UUID)
    ] = None,
    as_of: AsOf = None,
    after: After = None,
    limit: Limit = None,
) -> shapes.CountedFindPage:
    """The finds that a row of the weekly report counts, and every log entry that they stand on."""
    cell = ReportCell(of_type, category, district, team, one_id(device, "device"))
    about = (bearer.operation, as_of, datetime.now(UTC), period(first, last, week), cell, page(after, limit, str, str))
    if as_of is None:
        items, more = await database.read(counted_finds_as_of, *about)
    else:
        items, more = await heavy.read(request, as_it_was, counted_finds_as_of, *about)
    return {"items": items, "next": next_page(more)}


@get(
    "/v1/reports/season",
    roles=VIEWER,
    operation_id="season_report",
    summary="Read all weeks of a season",
    tags=["Reports"],
    answer=SeasonReport,
    also_as=SEASON_TYPES,
    problems=("history_lost", "not_acceptable"),
)
async def whole_season(
    request: Request[Any, Any, Any],
    heavy: Given[Heavy],
    bearer: Given[Bearer],
    first: First = None,
    last: Last = None,
    group_by: GroupBy = None,
    as_of: AsOf = None,
    form: Format = None,
) -> Response[bytes]:
    """Every ISO week of a period: its total, its change, the total so far, and its sums."""
    wanted = wanted_format(form, request.headers.get("accept", ""), SEASON_TYPES)
    if wanted not in SEASON_TYPES:
        raise invalid_request("format", f"{wanted} is not offered here", "ask for json or csv")
    about = (bearer.operation, as_of, datetime.now(UTC), period(first, last, None), groupings(group_by))
    if wanted == "json":
        return as_json(await heavy.read(request, in_json, as_it_was, season_as_of, *about))
    content = await heavy.read(request, _season_in_csv, *about)
    return Response(content, media_type=MEDIA_TYPES["csv"], headers={"Vary": "Accept"})


def _season_in_csv(connection: Connection, *about: Any) -> bytes:
    return season_as_csv(as_it_was(connection, season_as_of, *about))


ROUTES = [report, finds, whole_season]
