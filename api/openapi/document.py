"""Puts the OpenAPI document together. See the package for what a route says of itself."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from importlib.metadata import metadata
from typing import Any, NamedTuple, get_args

from litestar import Litestar
from litestar.handlers import HTTPRouteHandler
from litestar.params import KwargDefinition
from litestar.routes import HTTPRoute
from litestar.types import Method
from pydantic import TypeAdapter
from pydantic.json_schema import JsonSchemaMode

from api.auth import ANYONE
from api.deprecation import HEADERS as DEPRECATION_HEADERS
from api.openapi.examples import figures, imports, operations, problems, webhooks
from api.openapi.shapes import Shapes
from api.openapi.texts import ABOUT, BEARER, TAGS
from api.openapi.words import with_named_words, word_lists
from api.problems import PROBLEM_JSON
from models.answers.exchange import MutationResult
from models.answers.problems import Problem, ResyncRequired, UnconfirmedGuess
from models.answers.server import OpenApiDocument
from models.problem import PROBLEMS
from models.shapes import Json

REQUESTS = {**operations.REQUESTS, **figures.REQUESTS, **imports.REQUESTS, **webhooks.REQUESTS}
ANSWERS = {**operations.ANSWERS, **figures.ANSWERS, **imports.ANSWERS, **webhooks.ANSWERS}
FILE_EXAMPLES = {"application/geo+json": figures.GEOJSON}
PROBLEMS_BY_NAME = {
    **problems.PROBLEMS_BY_NAME,
    "ConditionsNotMet": {"summary": figures.NOT_MET["title"], "value": figures.NOT_MET},
}
FORM = "multipart/form-data"
METHODS: tuple[Method, ...] = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
"""Those that are described, in the order in which they stand at a path."""
ROLES = ("device", "viewer", "reviewer", "admin")
PROBLEM_SHAPES: dict[str, type[Problem]] = {"resync_required": ResyncRequired, "unconfirmed_guess": UnconfirmedGuess}
"""Problems that have members of their own wherever they come."""
ETAG: Json = {"type": "string", "examples": ['"1841-9f2c4b7d01e35a68"']}


class Operation(NamedTuple):
    """A method of a path, and what handles it."""

    path: str
    method: str
    handler: HTTPRouteHandler


def document_of(app: Litestar) -> Json:
    """The OpenAPI document of an application."""
    operations = list(documented_operations(app))
    shapes = Shapes(_taken_and_given(operations), _forms(operations))
    paths: dict[str, Json] = {}
    for operation in operations:
        paths.setdefault(operation.path, {})[operation.method] = _described(operation, shapes)
    lists = word_lists(shapes.components)
    names = {tuple(schema["enum"]): name for name, schema in lists.items()}
    others = {name: schema for name, schema in shapes.components.items() if name not in lists}
    about = metadata("minetally")
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Minetally",
            "version": about["version"],
            "summary": about["summary"],
            "description": ABOUT + _table_of_problems(),
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/", "description": "This server."}],
        "tags": [{"name": name, "description": text} for name, text in TAGS.items()],
        "paths": with_named_words(paths, names),
        "components": {
            "schemas": dict(sorted((lists | with_named_words(others, names)).items())),
            "examples": PROBLEMS_BY_NAME,
            "securitySchemes": {"bearer": {"type": "http", "scheme": "bearer", "description": BEARER}},
        },
    }


def documented_operations(app: Litestar) -> Iterator[Operation]:
    """Every method of every path of the API; its pages for people are not among them."""
    for route in app.routes:
        if isinstance(route, HTTPRoute):
            handlers = {method: handler for handler in route.route_handlers for method in handler.http_methods}
            for method in METHODS:
                if method == "HEAD" and "GET" in handlers:
                    continue  # said once for all, in ABOUT
                if method in handlers and handlers[method].resolve_include_in_schema():
                    yield Operation(route.path_format, method.lower(), handlers[method])


def _table_of_problems() -> str:
    rows = [f"| {kind.status} | `{code}` | {kind.title} | {kind.remedy} |" for code, kind in PROBLEMS.items()]
    return "\n".join(["| status | code | what | how to fix it |", "|---|---|---|---|", *rows]) + "\n"


# Operations


def _taken_and_given(operations: list[Operation]) -> Iterator[tuple[Any, JsonSchemaMode]]:
    """Every shape of a body, an answer and a problem."""
    for _, _, handler in operations:
        opt = handler.opt
        if "body" in opt:
            yield opt["body"], "validation"
        answers = [opt["answer"]] if "answer" in opt else []
        for shape in (Problem, *PROBLEM_SHAPES.values(), *opt.get("problem_shapes", {}).values(), *answers):
            yield shape, "serialization"


def _forms(operations: list[Operation]) -> set[type]:
    return {one.handler.opt["body"] for one in operations if one.handler.opt.get("body_media") == FORM}


def _described(operation: Operation, shapes: Shapes) -> Json:
    handler, opt = operation.handler, operation.handler.opt
    roles = [role for role in ROLES if role in opt["roles"]]
    who = f"Roles: {', '.join(roles)}." if roles else "Anyone may ask this, without a token."
    described: Json = {
        "operationId": handler.operation_id,
        "tags": list(handler.tags or []),
        "summary": handler.summary,
        "description": "\n\n".join([str(inspect.getdoc(handler.fn)), *_deprecated(opt), who]),
        "x-roles": roles,
        "security": [{"bearer": []}] if roles else [],
    }
    if "deprecation" in opt:
        described["deprecated"] = True
    parameters = [*_parameters(operation), *_headers(opt)]
    if parameters:
        described["parameters"] = parameters
    if "body" in opt:
        content = {
            "schema": shapes.of(opt["body"], "validation"),
            "examples": REQUESTS[str(handler.operation_id)],
        }
        described["requestBody"] = {"required": True, "content": {opt.get("body_media", "application/json"): content}}
    described["responses"] = {**_success(handler, shapes), **_refusals(operation, shapes)}
    return described


def _deprecated(opt: Json) -> list[str]:
    return [opt["deprecation"].sentence()] if "deprecation" in opt else []


def _parameters(operation: Operation) -> Iterator[Json]:
    """Those of the path and of the query, in the order of the function."""
    given = operation.handler.resolve_dependencies()  # by the application, not by clients
    for definition in operation.handler.parsed_fn_signature.parameters.values():
        named = definition.kwarg_definition
        if not isinstance(named, KwargDefinition) or definition.name in given:
            continue
        name = getattr(named, "name", None) or definition.name
        place = "path" if f"{{{name}}}" in operation.path else "query"
        schema = TypeAdapter(_without_none(definition.annotation)).json_schema()
        if isinstance(definition.default, str):
            schema["default"] = definition.default
        old = operation.handler.opt.get("parameter_deprecations", {}).get(name)
        yield {
            "name": name,
            "in": place,
            "required": place == "path",
            "description": f"{named.description} {old.sentence()}" if old else named.description,
            **({"deprecated": True} if old else {}),
            "schema": {**schema, **(named.schema_extra or {})},
        }


def _without_none(annotation: Any) -> Any:
    """The type of a parameter: that it may be left out is said elsewhere."""
    kinds = [kind for kind in get_args(annotation) if kind is not type(None)]
    return kinds[0] if type(None) in get_args(annotation) and len(kinds) == 1 else annotation


def _headers(opt: Json) -> Iterator[Json]:
    if "if_match" in opt:
        yield _header("If-Match", True, opt["if_match"], ETAG)
    if "may_match" in opt:
        yield _header("If-Match", False, opt["may_match"], ETAG)
    if "if_none_match" in opt:
        yield _header("If-None-Match", False, opt["if_none_match"], ETAG)
    if "body_encoding" in opt:
        words = {"type": "string", "enum": ["identity", "gzip", "zstd"], "default": "identity"}
        yield _header("Content-Encoding", False, opt["body_encoding"], words)


def _header(name: str, required: bool, description: str, schema: Json) -> Json:
    return {"name": name, "in": "header", "required": required, "description": description, "schema": schema}


def _success(handler: HTTPRouteHandler, shapes: Shapes) -> Json:
    opt = handler.opt
    success: Json = {"description": "Done."}
    if "answer" in opt:
        shape = opt["answer"]
        success = {"description": _SAID.get(shape) or _first_sentence(shape)}
        content: Json = {"schema": shapes.of(shape, "serialization")}
        if handler.operation_id in ANSWERS:
            content["examples"] = ANSWERS[handler.operation_id]
        given = {**({"ETag": opt["gives_etag"]} if "gives_etag" in opt else {}), **opt.get("gives_headers", {})}
        if given:
            text = {"type": "string"}
            success["headers"] = {name: {"description": about, "schema": text} for name, about in given.items()}
        success["content"] = {opt.get("answer_media", "application/json"): content}
        for media_type in opt.get("also_as", {}).values():
            file: Json = {"schema": {"type": "string", "format": "binary"}}
            if media_type in FILE_EXAMPLES:
                file = {"schema": {"type": "object"}, "examples": FILE_EXAMPLES[media_type]}
            success["content"].setdefault(media_type, file)
    if "deprecation" in opt:
        told = {name: {"description": text, "schema": {"type": "string"}} for name, text in DEPRECATION_HEADERS.items()}
        success["headers"] = {**success.get("headers", {}), **told}
    answers = {str(handler.status_code): success}
    if "if_none_match" in opt:
        answers["304"] = {"description": "It is as If-None-Match says.", "headers": success["headers"]}
    return answers


_SAID = {
    str: "As text.",
    bytes: "As bytes.",
    MutationResult: "What became of the mutation.",
    OpenApiDocument: "The document.",
}
"""How an answer is described when its shape is not a class with a docstring."""


def _first_sentence(shape: Any) -> str:
    return str(inspect.getdoc(shape)).partition("\n")[0]


# Refusals


def problem_codes(operation: Operation) -> list[str]:
    """The codes of the problems that an operation can answer with, in the order of the table of problems."""
    opt = operation.handler.opt
    codes = {"invalid_request", "internal", *opt.get("problems", ()), *opt.get("problem_shapes", {})}
    if opt["roles"] is not ANYONE:
        codes |= {"unauthenticated", "awaiting_confirmation", "unavailable"}
        codes |= {"forbidden"} if {*ROLES} - opt["roles"] else set()
    if "unavailable" in codes:
        codes |= {"database_busy", "database_locked", "database_slow", "database_replaced"}
    if operation.method != "get" and "unavailable" in codes:
        codes |= {"history_stopped"} | (set() if opt.get("resent") else {"journal_full", "journal_unwritable"})
    if "heavy" in inspect.signature(operation.handler.fn).parameters:
        codes |= {"worker_busy", "worker_slow", "worker_died", "too_large"}
    if "{" in operation.path:
        codes.add("not_found")
    if "body" in opt:
        codes |= {"unsupported_media_type", "too_large"}
        codes |= set() if "body_media" in opt else {"invalid_json"}
    if "if_match" in opt:
        codes |= {"precondition_required", "precondition_failed"}
    return [code for code in PROBLEMS if code in codes]


_HEADERS_BY_STATUS = {
    401: {"WWW-Authenticate": {"description": "Bearer", "schema": {"type": "string"}}},
    429: {"Retry-After": {"description": "Seconds to wait.", "schema": {"type": "integer"}}},
    503: {"Retry-After": {"description": "Seconds to wait.", "schema": {"type": "integer"}}},
}


def _refusals(operation: Operation, shapes: Shapes) -> Json:
    by_status: dict[int, list[str]] = {}
    for code in problem_codes(operation):
        by_status.setdefault(PROBLEMS[code].status, []).append(code)
    own = {**PROBLEM_SHAPES, **operation.handler.opt.get("problem_shapes", {})}
    return {str(status): _refusal(status, codes, own, shapes) for status, codes in sorted(by_status.items())}


def _refusal(status: int, codes: list[str], own: dict[str, type[Problem]], shapes: Shapes) -> Json:
    schemas = list({own.get(code, Problem): None for code in codes})
    references = [shapes.of(shape, "serialization") for shape in schemas]
    named = {code: own[code].__name__ if code in own else code for code in codes}
    content = {
        "schema": references[0] if len(references) == 1 else {"anyOf": references},
        "examples": {code: {"$ref": f"#/components/examples/{name}"} for code, name in named.items()},
    }
    refusal: Json = {"description": " ".join(f"`{code}`: {PROBLEMS[code].title}." for code in codes)}
    if status in _HEADERS_BY_STATUS:
        refusal["headers"] = _HEADERS_BY_STATUS[status]
    return {**refusal, "content": {PROBLEM_JSON: content}}
