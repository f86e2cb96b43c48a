"""How everything that goes wrong is answered: problem+json with a stable code, never a traceback."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any, Literal, get_args, get_origin

import orjson
import structlog
from litestar import MediaType, Request, Response
from litestar.exceptions import HTTPException, ValidationException

from api.auth import takes_password
from api.formats.publication import FiguresDisagree
from models.canonical import CanonicalError
from models.problem import PROBLEMS, FieldError, Refused, problem
from models.shapes import Json
from models.shapes.problems import Problem
from sync.database.limits import Unavailable, has_stored

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


_RETRY_AFTER_S = {
    "database_busy": 2,
    "database_locked": 10,
    "database_slow": 30,
    "worker_busy": 10,
    "worker_slow": 60,
}
"""Seconds; 5 for what does not stand here."""

_STATES = ("conflict_state", "waiting_state", "find_state", "pair_state", "export_state")
_SENT_AS = {**dict.fromkeys(_STATES, "state"), "form": "format"}
"""Parameters whose name here is not the one that clients send: the framework keeps `state` for itself."""


def answer(document: Problem | Json, headers: dict[str, str] | None = None) -> Response[bytes]:
    """A problem as a response."""
    headers = dict(headers or {})
    if document["status"] == 401:
        headers["WWW-Authenticate"] = "Bearer"
    if document["status"] == 503:
        headers["Retry-After"] = str(_RETRY_AFTER_S.get(document["code"], 5))
    if document["status"] == 429:
        headers["Retry-After"] = str(_to_the_next_day())
    return Response(orjson.dumps(document), status_code=document["status"], media_type=PROBLEM_JSON, headers=headers)


def _to_the_next_day() -> int:
    """Seconds to the end of the day of UTC: allowances are by day."""
    now = datetime.now(UTC)
    midnight = (now + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    return int((midnight - now).total_seconds()) + 1


def refused(request: Request[Any, Any, Any], error: Refused) -> Response[bytes]:
    response = answer(error.document)
    if response.status_code == 401 and takes_password(request.route_handler):
        response.headers["WWW-Authenticate"] = 'Basic realm="Minetally", charset="UTF-8"'
    return response


def not_canonical(request: Request[Any, Any, Any], error: CanonicalError) -> Response[bytes]:
    """A number or a nesting in what staff sent that no canonical JSON can hold."""
    return answer(problem("invalid_value", f"The body holds a value that cannot be kept: {error}."))


def unavailable(request: Request[Any, Any, Any], error: Unavailable) -> Response[bytes]:
    """The database met a limit. What is said of what is stored is true: a person may act on it."""
    structlog.get_logger().error("database unavailable", code=error.code, error=str(error), cause=error.cause)
    if request.method in ("GET", "HEAD"):
        stored = "Ask again."
    elif error.stored:
        stored = error.stored
    elif error.commit_unknown:
        stored = "It is not known whether this request is stored. Send the same again: it counts once."
    elif has_stored():
        stored = "What this request sent is stored, or a part of it. Send the same again: it counts once."
    else:
        stored = "Nothing of this request is stored. Send it again."
    return answer(problem(error.code, f"{error} {stored}"))


def _words(request: Request[Any, Any, Any], name: str) -> list[str]:
    """The words that a parameter of this route may be; none where it is not a list of words."""
    parameter = request.route_handler.parsed_fn_signature.parameters.get(name)
    kinds = [] if parameter is None else [parameter.annotation, *get_args(parameter.annotation)]
    return [str(word) for kind in kinds if get_origin(kind) is Literal for word in get_args(kind)]


def _remedy(request: Request[Any, Any, Any], name: str) -> str:
    words = _words(request, name)
    return f"send one of {', '.join(words)}" if words else "see the description of this parameter"


def invalid(request: Request[Any, Any, Any], error: ValidationException) -> Response[bytes]:
    """What the framework found wrong with query, path or header parameters."""
    found = error.extra if isinstance(error.extra, list) else []
    errors = [
        FieldError(
            field=_SENT_AS.get(str(one.get("key", "")), str(one.get("key", ""))),
            code="invalid",
            detail=str(one.get("message", "")),
            remedy=_remedy(request, str(one.get("key", ""))),
        )
        for one in found
    ]
    return answer(
        problem(
            "invalid_request",
            "; ".join(f"{one.field}: {one.detail}: {one.remedy}" for one in errors) or error.detail,
            errors,
        )
    )


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
