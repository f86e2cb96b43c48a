"""Whether the server is running and ready."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

from litestar import Response, get
from litestar.di import NamedDependency as Given
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from api.auth import ANYONE
from api.metrics import BACKUP_AGE
from api.running import Running
from models.answers.server import Health, Readiness
from models.problem import Refused
from sync.database.database import Database
from sync.database.migrations import at_head
from sync.exchange.stopping import stopped_operations
from sync.log.cursor import stopped_detail

VERSION = version("minetally")


@get(
    "/health",
    roles=ANYONE,
    operation_id="health",
    summary="Does the server live?",
    tags=["Server"],
    answer=Health,
)
async def health() -> dict[str, str]:
    """The process runs, in this version."""
    return {"status": "ok", "version": VERSION}


@get(
    "/ready",
    roles=ANYONE,
    operation_id="ready",
    summary="Is the server ready?",
    tags=["Server"],
    answer=Readiness,
    problems=("unavailable", "history_stopped"),
)
async def ready(database: Given[Database], running: Given[Running]) -> dict[str, Any]:
    """The database answers, can be written to, and has this version's tables. If not, 503 says why within 2 seconds.

    `warnings` say what does not stop the server, such as a backup that is too old.
    """
    if not await database.check(at_head):
        raise Refused("unavailable", "The database does not have this version's tables: minetally migrate.")
    if stopped := await database.look_up(stopped_operations):
        raise Refused("history_stopped", stopped_detail(f"see {', '.join(stopped)}."))
    warnings = [running.backups.warning() if running.backups else None, running.journal_warning()]
    return {"status": "ready", "warnings": [one for one in warnings if one]}


@get(
    "/metrics",
    roles=ANYONE,
    operation_id="metrics",
    summary="What the server counts",
    tags=["Server"],
    answer=str,
    answer_media="text/plain",
)
async def metrics(running: Given[Running]) -> Response[bytes]:
    """What the server counts, for Prometheus."""
    age = running.backups.age() if running.backups else None
    if age is not None:
        BACKUP_AGE.set(age.total_seconds())
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)


ROUTES = [health, ready, metrics]
