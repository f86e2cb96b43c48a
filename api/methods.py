"""The answer to OPTIONS: every method of an address."""

from __future__ import annotations

from collections.abc import Iterable

from litestar import Response
from litestar.handlers import HTTPRouteHandler

from api.auth import ANYONE


def options_of(handlers: Iterable[HTTPRouteHandler]) -> list[HTTPRouteHandler]:
    """A handler of OPTIONS for each path. The framework's own knows only the first handler of a path."""
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
