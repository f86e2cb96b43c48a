"""The application: what it is made of, and what starts and ends with it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import structlog
from litestar import Litestar
from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler
from litestar.types import ControllerRouterHandler

from api import problems
from api.auth import Bearers, may
from api.bodies import MOST_BYTES
from api.compression import compression
from api.openapi import document_of
from api.parameters import known_parameters, query_names
from api.routes import (
    areas,
    conflicts,
    devices,
    docs,
    duplicates,
    editions,
    enrolments,
    events,
    finds,
    health,
    quarantine,
    reports,
    roster,
    settings,
    sync,
    tokens,
    types,
)
from api.settings import Settings
from sync.committer import Committer
from sync.database import Database

SEEN_EVERY_S = 5.0
"""How often it is written when tokens were last seen, seconds."""

ROUTES: list[ControllerRouterHandler] = [
    *sync.ROUTES,
    *enrolments.ROUTES,
    *finds.ROUTES,
    *conflicts.ROUTES,
    *duplicates.ROUTES,
    *quarantine.ROUTES,
    *reports.ROUTES,
    *editions.ROUTES,
    *roster.ROUTES,
    *settings.ROUTES,
    *events.ROUTES,
    *types.ROUTES,
    *areas.ROUTES,
    *devices.ROUTES,
    *tokens.ROUTES,
    *health.ROUTES,
    *docs.ROUTES,
]


@asynccontextmanager
async def _running(app: Litestar) -> AsyncIterator[None]:
    settings: Settings = app.state.settings
    database = Database(settings.database_url)
    app.state.database = database
    app.state.committer = Committer(database)
    app.state.bearers = Bearers(database)
    writing = asyncio.create_task(_write_seen(app.state.bearers))
    try:
        yield
    finally:
        writing.cancel()
        with suppress(asyncio.CancelledError):
            await writing
        await app.state.committer.close()
        await app.state.bearers.write_seen()
        await database.close()


async def _write_seen(bearers: Bearers) -> None:
    while True:
        await asyncio.sleep(SEEN_EVERY_S)
        try:
            await bearers.write_seen()
        except Exception as error:
            structlog.get_logger().warning("last seen not written", error=str(error))


async def admit(connection: ASGIConnection, handler: BaseRouteHandler) -> None:  # type: ignore[type-arg]
    """Lets a request through to its route. One guard for all, as the framework copies the route for each guard."""
    await may(connection, handler)
    known_parameters(connection, handler)


def openapi_document() -> dict[str, Any]:
    """The OpenAPI document of this version."""
    return document_of(create_app(Settings()))


def create_app(settings: Settings | None = None) -> Litestar:
    """The application. The database must have been migrated."""
    app = Litestar(
        ROUTES,
        guards=[admit],
        lifespan=[_running],
        exception_handlers=problems.HANDLERS,
        compression_config=compression(),
        openapi_config=None,
        request_max_body_size=MOST_BYTES,
        logging_config=None,
    )
    app.state.settings = settings or Settings.from_environment()
    app.state.query_names = query_names(app)
    app.state.stopping = False
    return app
