"""The application: what it is made of, and what starts and ends with it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import structlog
from litestar import Litestar
from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler, HTTPRouteHandler

from api import problems
from api.auth import Bearers, may
from api.bodies import MOST_BYTES
from api.compression import compression
from api.deprecation import tell_deprecated
from api.exports.sending import Exporter
from api.methods import options_of
from api.odk.answers import add_version, in_words_of_open_rosa
from api.ogc import routes as ogc
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
    exports,
    finds,
    health,
    imports,
    odk,
    photos,
    quarantine,
    reports,
    roster,
    settings,
    submissions,
    sync,
    tokens,
    types,
    webhooks,
)
from api.settings import Settings
from api.webhooks.connecting import Resolve, resolve
from api.webhooks.dispatch import Dispatcher, Pace
from api.webhooks.sending import Sender
from sync.database.database import Database
from sync.exchange.committer import Committer

SEEN_EVERY_S = 5.0
"""How often it is written when tokens were last seen, seconds."""

ROUTES: list[HTTPRouteHandler] = [
    *sync.ROUTES,
    *enrolments.ROUTES,
    *finds.ROUTES,
    *exports.ROUTES,
    *imports.ROUTES,
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
    *odk.ROUTES,
    *submissions.ROUTES,
    *photos.ROUTES,
    *webhooks.ROUTES,
    *health.ROUTES,
    *docs.ROUTES,
    *ogc.ROUTES,
]


@asynccontextmanager
async def _running(app: Litestar) -> AsyncIterator[None]:
    settings: Settings = app.state.settings
    database = Database(settings.database_url)
    app.state.database = database
    app.state.committer = Committer(database)
    app.state.bearers = Bearers(database)
    app.state.exporter = Exporter(database)
    app.state.sender = Sender(settings.opened_networks, app.state.resolve)
    dispatcher = Dispatcher(database, app.state.sender, app.state.pace)
    tasks = [asyncio.create_task(task) for task in (_write_seen(app.state.bearers), dispatcher.run())]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
        await app.state.sender.close()
        await app.state.exporter.close()
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


def create_app(settings: Settings | None = None, pace: Pace | None = None, resolve: Resolve = resolve) -> Litestar:
    """The application. The database must have been migrated. `pace` and `resolve` are of webhooks."""
    app = Litestar(
        [*options_of(ROUTES), *ROUTES],
        guards=[admit],
        lifespan=[_running],
        exception_handlers={kind: in_words_of_open_rosa(handler) for kind, handler in problems.HANDLERS.items()},
        before_send=[tell_deprecated, add_version],
        compression_config=compression(),
        openapi_config=None,
        request_max_body_size=MOST_BYTES,
        logging_config=None,
    )
    app.state.settings = settings or Settings.from_environment()
    app.state.query_names = query_names(app)
    app.state.stopping = False
    app.state.importing = asyncio.Lock()  # one file at a time: reading one takes a core
    app.state.pace = pace or Pace()
    app.state.resolve = resolve
    return app
