"""The application: what it is made of, and what starts and ends with it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime

import structlog
from litestar import Litestar, Response
from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler, HTTPRouteHandler
from litestar.types import Message, Scope

from api import problems
from api.auth import ANYONE, Bearers, may
from api.compression import compression
from api.deprecation import tell_deprecated
from api.heavy.crew import Crew
from api.odk.answers import add_version, in_words_of_open_rosa
from api.ogc import routes as ogc
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
    keys,
    odk,
    photos,
    quarantine,
    recovery,
    reports,
    roster,
    settings,
    submissions,
    sync,
    tokens,
    types,
    webhooks,
)
from api.running import Running, given_to_routes
from api.settings import Settings
from api.stopping import stop_where_others_know_better
from api.webhooks.connecting import Resolve, resolve
from api.webhooks.dispatch import Dispatcher, Pace
from models.bounds import LARGEST_BODY
from models.shapes import Json
from sync.backup.journal import Journal
from sync.database.database import Database
from sync.database.limits import Limits, Unavailable, stored
from sync.files.submissions import show_waiting
from sync.operations import list_tablets, thin_seen

SEEN_EVERY_S = 5.0
"""How often it is written when tokens were last seen, seconds."""
THINS_EVERY_S = 3600.0
"""How often exchanges of long ago are forgotten, seconds."""


def _with_head(*handlers: HTTPRouteHandler) -> list[HTTPRouteHandler]:
    """These handlers; each that answers GET answers HEAD too: `without_body` takes the body away."""
    for handler in handlers:
        if "GET" in handler.http_methods:
            handler.http_methods.add("HEAD")
    return [*handlers]


ROUTES = _with_head(
    *sync.ROUTES,
    *enrolments.ROUTES,
    *finds.ROUTES,
    *exports.ROUTES,
    *imports.ROUTES,
    *conflicts.ROUTES,
    *duplicates.ROUTES,
    *quarantine.ROUTES,
    *recovery.ROUTES,
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
    *keys.ROUTES,
    *docs.ROUTES,
    *ogc.ROUTES,
)


@asynccontextmanager
async def _lives(app: Litestar) -> AsyncIterator[None]:
    running: Running = app.state.running
    running.open()
    await stop_where_others_know_better(running)
    await _show_waiting(running)
    dispatcher = Dispatcher(running.database, running.committer, running.sender, running.pace)
    works = [
        _write_seen(running.bearers),
        _thin_seen(running),
        running.settler.tidy(),
        dispatcher.run(),
    ]
    if running.backups:
        works.append(running.backups.run())
    if running.journal:
        works.append(_catch_up(running.journal, running.database))
    tasks = [asyncio.create_task(work) for work in works]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
        await running.close()


async def _catch_up(journal: Journal, database: Database) -> None:
    """Writes into the journal what is missing there. Where that fails, it is tried again before the next such write."""
    try:
        await journal.catch_up(database)
    except Unavailable as error:
        structlog.get_logger().error("journal behind", error=str(error), cause=error.cause)


async def _show_waiting(running: Running) -> None:
    try:
        await show_waiting(running.database, running.committer)
    except Exception as error:  # they are stored all the same, and shown after the next start
        structlog.get_logger().warning("waiting forms not shown", error=str(error))


async def _write_seen(bearers: Bearers) -> None:
    while True:
        await asyncio.sleep(SEEN_EVERY_S)
        try:
            await bearers.write_seen()
        except Exception as error:
            structlog.get_logger().warning("last seen not written", error=str(error))


async def _thin_seen(running: Running) -> None:
    while True:
        await asyncio.sleep(THINS_EVERY_S)
        try:
            for tablet in await running.database.read(list_tablets):
                await running.committer.beside_lock(thin_seen, tablet, datetime.now(UTC))
        except Exception as error:
            structlog.get_logger().warning("exchanges of long ago not forgotten", error=str(error))


def _options_of(handlers: Iterable[HTTPRouteHandler]) -> list[HTTPRouteHandler]:
    """A handler of OPTIONS for each path, which names every method. The framework's own names those of one handler."""
    methods: dict[str, set[str]] = {}
    for handler in handlers:
        for path in handler.paths:
            methods.setdefault(path, set()).update(handler.http_methods)
    answered = {path: ", ".join(sorted({*allowed, "OPTIONS"})) for path, allowed in methods.items()}
    return [_options(path, answered[path]) for path, allowed in methods.items() if "OPTIONS" not in allowed]


def _options(path: str, allowed: str) -> HTTPRouteHandler:
    def options() -> Response[None]:
        return Response(None, status_code=204, headers={"Allow": allowed})

    return HTTPRouteHandler(
        path, http_method=["OPTIONS"], roles=ANYONE, include_in_schema=False, sync_to_thread=False, status_code=204
    )(options)


async def never_sniffed(message: Message, scope: Scope) -> None:
    """Says on every answer that it is of the kind that it says: no browser is to look into it and run it."""
    if message["type"] == "http.response.start":
        message["headers"] = [*message.get("headers", ()), (b"x-content-type-options", b"nosniff")]


async def without_body(message: Message, scope: Scope) -> None:
    """Sends nothing but the headers to who asks by HEAD. What is long to write, its route does not write then."""
    if message["type"] == "http.response.body" and scope.get("method") == "HEAD":
        message["body"] = b""


def openapi_document() -> Json:
    """The OpenAPI document of this version."""
    from api.openapi.document import document_of  # with all its examples

    return document_of(create_app(Settings()))


def create_app(
    settings: Settings | None = None,
    pace: Pace | None = None,
    resolve: Resolve = resolve,
    limits: Limits | None = None,
    crew: Crew | None = None,
) -> Litestar:
    """The application. The database must have been migrated. `pace` and `resolve` are of webhooks.

    `crew` are the workers where several applications of one process share them; else it has its own.
    """
    given = settings or Settings.from_environment()
    return application_of(Running(given, pace or Pace(), resolve, limits or Limits(), crew=crew))


def application_of(first: Running) -> Litestar:
    """The application over what runs. After it has ended it may live again over another: `app.state.running`."""

    def running() -> Running:
        now: Running = app.state.running
        return now

    async def admit(connection: ASGIConnection, handler: BaseRouteHandler) -> None:  # type: ignore[type-arg]
        """Lets a request through to its route. One guard for all, as the framework copies the route for each guard."""
        stored(False)
        await may(running().bearers, connection, handler)
        known_parameters(known, connection, handler)

    app = Litestar(
        [*_options_of(ROUTES), *ROUTES],
        guards=[admit],
        dependencies=given_to_routes(running),
        lifespan=[_lives],
        exception_handlers={kind: in_words_of_open_rosa(handler) for kind, handler in problems.HANDLERS.items()},
        before_send=[tell_deprecated, add_version, never_sniffed, without_body],
        compression_config=compression(),
        openapi_config=None,
        request_max_body_size=LARGEST_BODY,
        logging_config=None,
    )
    known = query_names(app)
    app.state.running = first
    return app
