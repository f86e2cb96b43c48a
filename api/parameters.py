"""Query parameters that a route does not know are refused: a misspelt filter must not change the answer in silence."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Any
from urllib.parse import parse_qsl

from litestar import Litestar
from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler
from litestar.routes import HTTPRoute

from models.problem import FieldError, Refused, sentence


def query_names(app: Litestar) -> dict[Any, frozenset[str]]:
    """The query parameters of each handler's function, by the names that clients send."""
    return {
        handler.fn: frozenset(parameter.field_alias for parameter in model.expected_query_params)
        for route in app.routes
        if isinstance(route, HTTPRoute)
        for handler, model in route.route_handler_map.values()
    }


def known_parameters(connection: ASGIConnection, handler: BaseRouteHandler) -> None:  # type: ignore[type-arg]
    """Lets a request through when its route knows all its query parameters."""
    query: bytes = connection.scope["query_string"]
    if not query:
        return
    known = connection.app.state.query_names[handler.fn]
    errors = []
    for name in dict(parse_qsl(query.decode("latin-1"), keep_blank_values=True)):
        if name not in known:
            near = get_close_matches(name, known, 1)
            remedy = f"did you mean {near[0]}?" if near else f"known here: {', '.join(sorted(known)) or 'none'}"
            errors.append(
                FieldError(field=name[:60], code="unknown_parameter", detail="is no parameter here", remedy=remedy)
            )
    if errors:
        raise Refused("invalid_request", sentence(errors), errors)
