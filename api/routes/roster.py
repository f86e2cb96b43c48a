"""The roster: who is on duty on which day."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any

from litestar import Request, get, put
from litestar.di import NamedDependency as Given
from litestar.params import QueryParameter

from api.auth import REVIEWER, VIEWER
from api.bodies import read
from api.days import period
from api.heavy.heavy import Heavy
from api.openapi.parameters import DATE
from api.rule_change import Settler, answer_of
from models.answers.rules import RosterPage, RuleEffect
from models.shapes import rules as shapes
from models.wire import RosterRequest
from sync.database.database import Database
from sync.figures.completeness import read_roster
from sync.operations import Bearer
from sync.rules.changes import changed_roster


@get(
    "/v1/roster",
    roles=VIEWER,
    operation_id="get_roster",
    summary="Read the roster",
    tags=["Reports"],
    answer=RosterPage,
)
async def listing(
    database: Given[Database],
    bearer: Given[Bearer],
    first: Annotated[str | None, QueryParameter(name="from", description="The first day.", schema_extra=DATE)] = None,
    last: Annotated[str | None, QueryParameter(name="to", description="The last day.", schema_extra=DATE)] = None,
) -> shapes.RosterPage:
    """The days of a period of which somebody said who is on duty."""
    asked = period(first, last, None)
    rows = await database.read(read_roster, bearer.operation, asked)
    return {"items": rows, "next": None}


@put(
    "/v1/roster",
    roles=REVIEWER,
    operation_id="set_roster",
    summary="Say who is on duty",
    tags=["Reports"],
    body=RosterRequest,
    answer=RuleEffect,
    problems=("invalid_value", "mutation_id_reused"),
)
async def change(
    request: Request[Any, Any, Any],
    database: Given[Database],
    settler: Given[Settler],
    heavy: Given[Heavy],
    bearer: Given[Bearer],
) -> shapes.RuleEffect:
    """Says who is on duty on some days; reports of these days expect no others."""
    wanted = await read(request, RosterRequest)
    on_duty = None if wanted.unsaid else {"teams": sorted({*wanted.teams}), "devices": sorted({*wanted.devices})}
    job = changed_roster(
        wanted.id,
        sorted({*wanted.days}),
        on_duty,
        bearer.person or "",
        datetime.now(UTC),
        wanted.reason,
    )
    return await answer_of(request, settler, heavy, job, wanted.preview)


ROUTES = [listing, change]
