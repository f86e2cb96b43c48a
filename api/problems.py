"""How everything that goes wrong is answered: problem+json with a stable code, never a traceback."""

from __future__ import annotations

from typing import Any

import orjson
import structlog
from litestar import MediaType, Request, Response
from litestar.exceptions import HTTPException, ValidationException

from api.auth import takes_password
from api.formats.publication import FiguresDisagree
from models.canonical import CanonicalError
from models.problem import PROBLEMS, FieldError, Refused, problem, sentence
from models.shapes import Json
from models.shapes.problems import Problem
from sync.database.database import Unavailable

PROBLEM_JSON = "application/problem+json"

_BY_STATUS = {
    400: "invalid_request",
    401: "unauthenticated",
    403: "forbidden",
    404: "not_found",
    405: "method_not_allowed",
    406: "not_acceptable",
    413: "too_large",
    415: "unsupported_media_type",
    503: "unavailable",
}


_STATES = ("conflict_state", "waiting_state", "find_state", "pair_state", "export_state")
_SENT_AS = {**dict.fromkeys(_STATES, "state"), "form": "format"}
"""Parameters whose name here is not the one that clients send: the framework keeps `state` for itself."""


def answer(document: Problem | Json, headers: dict[str, str] | None = None) -> Response[bytes]:
    """A problem as a response."""
    headers = dict(headers or {})
    if document["status"] == 401:
        headers["WWW-Authenticate"] = "Bearer"
    if document["status"] == 503:
        headers["Retry-After"] = "5"
    return Response(orjson.dumps(document), status_code=document["status"], media_type=PROBLEM_JSON, headers=headers)


def refused(request: Request[Any, Any, Any], error: Refused) -> Response[bytes]:
    response = answer(error.document)
    if response.status_code == 401 and takes_password(request.route_handler):
        response.headers["WWW-Authenticate"] = 'Basic realm="Minetally", charset="UTF-8"'
    return response


def not_canonical(request: Request[Any, Any, Any], error: CanonicalError) -> Response[bytes]:
    """A number or a nesting in what staff sent that no canonical JSON can hold."""
    return answer(problem("invalid_value", f"The body holds a value that cannot be kept: {error}."))


def unavailable(request: Request[Any, Any, Any], error: Unavailable) -> Response[bytes]:
    structlog.get_logger().error("database unavailable", error=str(error))
    return answer(
        problem("unavailable", "The database does not answer. Nothing of this request is stored; send it again.")
    )


def invalid(request: Request[Any, Any, Any], error: ValidationException) -> Response[bytes]:
    """What the framework found wrong with query, path or header parameters."""
    found = error.extra if isinstance(error.extra, list) else []
    errors = [
        FieldError(
            field=_SENT_AS.get(str(one.get("key", "")), str(one.get("key", ""))),
            code="invalid",
            detail=str(one.get("message", "")),
            remedy="see the description of this parameter",
        )
        for one in found
    ]
    return answer(problem("invalid_request", sentence(errors) or error.detail, errors))


def of_framework(request: Request[Any, Any, Any], error: HTTPException) -> Response[bytes]:
    code = _BY_STATUS.get(error.status_code, "internal" if error.status_code >= 500 else "invalid_request")
    detail = error.detail if error.status_code not in (404, 500) else ""
    if code == "internal":
        return unexpected(request, error)
    return answer({**problem(code, detail or PROBLEMS[code].remedy), "status": error.status_code}, error.headers)


def disagreeing(request: Request[Any, Any, Any], error: FiguresDisagree) -> Response[bytes]:
    """Figures that contradict each other leave in no form."""
    structlog.get_logger().error("figures disagree", path=request.url.path, error=str(error))
    return answer(problem("internal", f"No file is made: {error}."))


def unexpected(request: Request[Any, Any, Any], error: Exception) -> Response[bytes]:
    structlog.get_logger().exception("request failed", method=request.method, path=request.url.path, exc_info=error)
    return answer(problem("internal"))


HANDLERS: dict[Any, Any] = {
    Refused: refused,
    CanonicalError: not_canonical,
    Unavailable: unavailable,
    FiguresDisagree: disagreeing,
    ValidationException: invalid,
    HTTPException: of_framework,
    Exception: unexpected,
}

JSON = MediaType.JSON
