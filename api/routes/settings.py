"""The settings of the operation."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from litestar import Request, get, put

from api.auth import ADMIN, VIEWER, bearer_of
from api.bodies import read
from api.rule_change import answer_of
from models.figures import RuleEffect, SettingsInForce
from models.wire import SettingsRequest
from sync.rules.changes import changed_settings, read_settings


@get(
    "/v1/settings",
    roles=VIEWER,
    operation_id="get_settings",
    summary="Read the settings",
    tags=["Reports"],
    answer=SettingsInForce,
)
async def one(request: Request[Any, Any, Any]) -> dict[str, Any]:
    """When two finds may be one, and when a report may be published."""
    found: dict[str, Any] = await request.app.state.database.read(read_settings, bearer_of(request).operation)
    return found


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
async def change(request: Request[Any, Any, Any]) -> dict[str, Any]:
    """Sets all of them. Suspected duplicates among the finds are looked for anew when that changes what is near."""
    bearer = bearer_of(request)
    wanted = await read(request, SettingsRequest)
    job = changed_settings(
        wanted.id,
        wanted.settings.model_dump(),
        bearer.person or "",
        datetime.now(UTC),
        wanted.reason,
    )
    return await answer_of(request, job, wanted.preview)


ROUTES = [one, change]
