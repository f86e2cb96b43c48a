"""The settings of the operation."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from litestar import Request, get, put
from litestar.di import NamedDependency as Given

from api.auth import ADMIN, VIEWER
from api.bodies import read
from api.heavy.heavy import Heavy
from api.rule_change import Settler, answer_of
from models.answers.rules import RuleEffect, SettingsInForce
from models.shapes import rules as shapes
from models.wire import SettingsRequest
from sync.database.database import Database
from sync.operations import Bearer
from sync.rules.changes import changed_settings, read_settings, shown_settings


@get(
    "/v1/settings",
    roles=VIEWER,
    operation_id="get_settings",
    summary="Read the settings",
    tags=["Reports"],
    answer=SettingsInForce,
)
async def one(database: Given[Database], bearer: Given[Bearer]) -> shapes.SettingsInForce:
    """When two finds may be one, and when a report may be published."""
    return await database.look_up(read_settings, bearer.operation)


@put(
    "/v1/settings",
    roles=ADMIN,
    operation_id="set_settings",
    summary="Set the settings",
    tags=["Reports"],
    body=SettingsRequest,
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
    """Sets all of them. Suspected duplicates among the finds are searched again when that changes what is near."""
    wanted = await read(request, SettingsRequest)
    job = changed_settings(
        wanted.id,
        shown_settings(wanted.settings),
        bearer.person or "",
        datetime.now(UTC),
        wanted.reason,
    )
    return await answer_of(request, settler, heavy, job, wanted.preview)


ROUTES = [one, change]
