"""Query parameters that a route does not know, or would read otherwise than they are meant, are refused.

A misspelt filter must not change the answer in silence, and neither may one that is there twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any, NamedTuple, get_args
from urllib.parse import parse_qsl

from litestar import Litestar
from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler, HTTPRouteHandler
from litestar.routes import HTTPRoute

from models.mutation import folded_uuid
from models.problem import FieldError, Refused, sentence


class Known(NamedTuple):
    """What a route takes under one name."""

    text: bool
    many: bool


def query_names(app: Litestar) -> dict[Any, dict[str, Known]]:
    """The query parameters of each handler's function, by the names that clients send."""
    return {
        handler.fn: {
            parameter.field_alias: Known(_is_text(handler, parameter.field_name), parameter.is_sequence)
            for parameter in model.expected_query_params
        }
        for route in app.routes
        if isinstance(route, HTTPRoute)
        for handler, model in route.route_handler_map.values()
    }


def _is_text(handler: HTTPRouteHandler, name: str) -> bool:
    annotation = handler.parsed_fn_signature.parameters[name].annotation
    return str in (annotation, *get_args(annotation))


def known_parameters(known: dict[Any, dict[str, Known]], connection: ASGIConnection, handler: BaseRouteHandler) -> None:  # type: ignore[type-arg]
    """Lets a request through when its route knows all its query parameters, each once and none of them null.

    A route that says `any_query=True` looks at them itself, or takes whatever programs that are not ours add.
    """
    query: bytes = connection.scope["query_string"]
    if not query or handler.opt.get("any_query"):
        return
    sent = parse_qsl(query.decode("latin-1"), keep_blank_values=True)
    if errors := [*_wrong(sent, known[handler.fn])]:
        raise Refused("invalid_request", sentence(errors), errors)


def _wrong(sent: list[tuple[str, str]], known: dict[str, Known]) -> Iterator[FieldError]:
    seen: dict[str, int] = {}
    for name, value in sent:
        seen[name] = seen.get(name, 0) + 1
        if name not in known:
            if seen[name] == 1:
                near = get_close_matches(name, known, 1)
                remedy = f"did you mean {near[0]}?" if near else f"known here: {', '.join(sorted(known)) or 'none'}"
                yield _error(name[:60], "unknown_parameter", "is not a parameter of this address", remedy)
        elif seen[name] == 2 and not known[name].many:
            yield _error(name, "repeated", "is there more than once", "send it once")
        elif value.lower() == "null" and not known[name].text:
            # The framework would read it as left out.
            yield _error(name, "invalid", "is null", "leave it out, or send a value")


def one_id(text: str | None, field: str) -> str | None:
    """The UUID of a query parameter, in lower case; raises Refused for anything else: no filter is ignored."""
    folded = folded_uuid(text)
    if text is not None and folded is None:
        error = _error(field, "invalid", "is not a UUID", "send the id as it was read, or leave it out")
        raise Refused("invalid_request", sentence([error]), [error])
    return folded


def _error(field: str, code: str, detail: str, remedy: str) -> FieldError:
    return FieldError(field=field, code=code, detail=detail, remedy=remedy)
