"""The body of an exchange. One bad mutation never blocks the others."""

from __future__ import annotations

import json
import math
import re
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import orjson

from models.canonical import DEEPEST_NESTING, CanonicalError
from models.mutation import Mutation, Sent, read_mutation, refused, sent, understood
from models.problem import FieldError, Refused, sentence
from models.shapes import Json
from models.shapes.problems import Problem

MOST_MUTATIONS = 1000
DEFAULT_LIMIT = 500
MOST_CHANGES = 1000


@dataclass(frozen=True, slots=True)
class ExchangeBody:
    """The request of a device: its cursor, the largest number of changes it wants, and its mutations."""

    cursor: str | None
    limit: int
    device_time: object
    mutations: list[tuple[Sent, Mutation | Problem]]
    """Each as it was sent, and the mutation or the problem with it."""


def read_exchange(body: bytes) -> ExchangeBody:
    """Reads a body. Raises Refused if the body as a whole is not valid; a bad mutation alone does not raise."""
    document, slices = _document(body)
    errors = []
    cursor, limit = document.get("cursor"), document.get("limit", DEFAULT_LIMIT)
    if cursor is not None and not isinstance(cursor, str):
        errors.append(
            FieldError(
                field="cursor",
                code="wrong_type",
                detail="is not text",
                remedy="send the cursor of the last answer, or null",
            )
        )
    if type(limit) is float and limit.is_integer():
        limit = int(limit)
    if type(limit) is not int or limit < 0:
        errors.append(
            FieldError(
                field="limit",
                code="wrong_type",
                detail="is not a whole number, 0 or more",
                remedy="send a whole number, 0 or more",
            )
        )
    mutations = document.get("mutations")
    if not isinstance(mutations, list):
        detail = "is missing" if mutations is None else "is not a list"
        errors.append(
            FieldError(
                field="mutations", code="required", detail=detail, remedy="send a list; an empty list to only fetch"
            )
        )
    if errors:
        raise Refused("invalid_request", sentence(errors), errors)
    assert isinstance(mutations, list)
    if len(mutations) > MOST_MUTATIONS:
        raise Refused("too_large", f"{len(mutations):,} mutations in one request. Send at most {MOST_MUTATIONS:,}.")
    suspicious = slices is not None or b"\\u0000" in body
    read = []
    for n, value in enumerate(mutations):
        errors = unstorable(value) if suspicious else []
        try:
            known_by, says = read_mutation(value)
        except CanonicalError:
            slices = slices if slices is not None else _mutation_slices(body.decode())
            known_by, says = sent(value, slices[n]), understood(value)
            errors = unstorable(value)
        read.append((known_by, refused(errors) if errors else says))
    return ExchangeBody(cursor, min(limit, MOST_CHANGES), document.get("device_time"), read)


class _TooDeep:
    """In place of a value that is nested too deeply to be read."""


def _document(body: bytes) -> tuple[Json, list[str] | None]:
    """The request, and the text of each mutation if they were read one by one."""
    slices = None
    try:
        document = orjson.loads(body)
    except orjson.JSONDecodeError:
        document, slices = _piece_by_piece(body)
    if not isinstance(document, dict):
        raise Refused(
            "invalid_request", "The body is JSON, but not an object. Send an object with cursor, limit and mutations."
        )
    return document, slices


def _piece_by_piece(body: bytes) -> tuple[Any, list[str] | None]:
    try:
        text = body.decode()
    except UnicodeDecodeError as error:
        raise Refused(
            "invalid_json", f"The body is not UTF-8: {error.reason} at byte {error.start}. Send JSON in UTF-8."
        ) from None
    members = _members(text)
    if members is None:
        return _loaded(text), None
    document: Json = {}
    slices = None
    for name, value in members.items():
        if name == "mutations" and value.startswith("["):
            slices = _mutation_slices(text)
            document[name] = [_loaded(piece) for piece in slices]
        else:
            document[name] = _loaded(value)
    return document, slices


def _loaded(text: str) -> Any:
    def no_constant(name: str) -> Any:
        raise Refused("invalid_json", f"{name} is not JSON.")

    with suppress(orjson.JSONDecodeError):  # the same reader for every part that it can read
        return orjson.loads(text)
    try:
        return json.loads(text, parse_constant=no_constant)
    except RecursionError:
        return _TooDeep()
    except json.JSONDecodeError as error:
        raise Refused(
            "invalid_json", f"The body is not JSON: {error.msg} near {text[error.pos : error.pos + 20]!r}."
        ) from None
    except ValueError:  # a number with more digits than Python reads
        return math.inf


_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*+"|["{}\[\],:]', re.DOTALL)


def _members(text: str) -> dict[str, str] | None:
    """The members of a JSON object as texts; None if the text is not an object."""
    if not text.lstrip().startswith("{"):
        return None
    members: dict[str, str] = {}
    depth, name, begin, key = 0, None, 0, ""
    for token in _TOKEN.finditer(text):
        mark = token.group()
        if mark == '"':  # a string that does not end
            break
        if mark in "{[":
            depth += 1
            if depth == 1:
                name = None
        elif mark in "}]" or (mark == "," and depth == 1):
            if depth == 1 and name is not None:
                members[name] = text[begin : token.start()].strip()
                name = None
            depth -= mark in "}]"
            if depth == 0:
                if text[token.end() :].strip():
                    raise Refused(
                        "invalid_json", "The body continues after the end of the JSON document. Send one JSON document."
                    )
                return members
        elif depth == 1 and mark == ":":
            name, begin = key, token.end()
        elif depth == 1 and name is None:
            key = _loaded(mark)
    raise Refused("invalid_json", "The body is not JSON: it ends in the middle of the document. Send it again.")


def _mutation_slices(text: str) -> list[str]:
    """The text of each element of the member `mutations`."""
    listed = (_members(text) or {})["mutations"]
    pieces: list[str] = []
    depth, begin = 0, 1
    for token in _TOKEN.finditer(listed):
        mark = token.group()
        if mark in "{[":
            depth += 1
        elif mark in "}]":
            depth -= 1
        if (mark == "," and depth == 1) or depth == 0:
            piece = listed[begin : token.start()].strip()
            if piece or pieces or mark == ",":
                pieces.append(piece)
            begin = token.end()
        if depth == 0:
            break
    return pieces


def unstorable(value: object) -> list[FieldError]:
    """The errors of a JSON value that no database can store: NUL, half a surrogate pair, too large or too deep."""
    found = _where_unstorable(value, "", 0)
    if found is None:
        return []
    field, code, detail, remedy = found
    return [FieldError(field=field or "(all)", code=code, detail=detail, remedy=remedy)]


def _where_unstorable(value: object, path: str, depth: int) -> tuple[str, str, str, str] | None:
    if depth > DEEPEST_NESTING or isinstance(value, _TooDeep):
        return (
            path[:80],
            "too_deep",
            f"is nested more than {DEEPEST_NESTING} levels deep",
            "send the fields as in the API document",
        )
    if isinstance(value, str):
        if "\0" in value:
            return (path, "not_storable", "contains a NUL character", "remove the NUL character")
        if any("\ud800" <= letter <= "\udfff" for letter in value):
            return (path, "not_storable", "contains half of a surrogate pair", "send well-formed Unicode text")
    elif (isinstance(value, float) and not math.isfinite(value)) or (isinstance(value, int) and abs(value) > 2**63):
        return (path, "out_of_range", "is too large or not a finite number", "send a smaller number")
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, one in inner:
        shown = str(name).encode("ascii", "backslashreplace").decode()[:40]
        bad = _where_unstorable(name, f"{path}.{shown}".lstrip("."), depth + 1) if isinstance(name, str) else None
        if bad := bad or _where_unstorable(one, f"{path}.{shown}".lstrip("."), depth + 1):
            return bad
    return None
