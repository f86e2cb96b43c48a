"""Whether the server lives and is ready."""

from __future__ import annotations

from typing import Any

from litestar import Request, get

from api.auth import ANYONE
from sync.operations import list_operations


@get("/health", roles=ANYONE)
async def health() -> dict[str, str]:
    """The process lives."""
    return {"status": "ok"}


@get("/ready", roles=ANYONE)
async def ready(request: Request[Any, Any, Any]) -> dict[str, str]:
    """The database answers and is migrated."""
    await request.app.state.database.read(list_operations)
    return {"status": "ready"}


ROUTES = [health, ready]
