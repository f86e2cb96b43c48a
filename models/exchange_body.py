"""The body of an exchange. One bad mutation never blocks the others."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, NamedTuple

import orjson

from models.bounds import (
    DEEPEST,
    DEEPEST_BODY,
    LARGEST_MUTATION,
    LONGEST_HEAD,
    MOST_HEADS,
    MOST_MUTATIONS,
    Measured,
    Span,
    check_depth,
    measured,
)
from models.canonical import CanonicalError
from models.kept_receipts import Kept, read_kept
from models.mutation import Mutation, Sent, folded_uuid, instant, read_mutation, refused, sent, sent_unread, understood
from models.problem import FieldError, Refused, sentence
from models.shapes import Json
from models.shapes.problems import Problem

DEFAULT_LIMIT = 500
MOST_CHANGES = 1000
LARGEST_SEQ = 2**31 - 1
"""The greatest number that an entry of the log can have."""
LARGEST_OFFSET_S = 400 * 366 * 86_400
"""No device's clock is wrong by more: the years of a calendar's cycle, seconds."""
LONGEST_ID = 200
"""Bytes of an id of a mutation that is beyond the bounds; a longer one is not read."""


class ExchangeLink(NamedTuple):
    """How a tablet names an exchange, and the last exchange whose answer it got."""

    id: str
    after: str | None


class Answered(NamedTuple):
    """The first answer that a mutation ever got, in a history that was lost since: its place, and the time of then."""

    epoch: str
    seq: int
    received_at: str | None
    clock_offset_s: int | None
    """Whole seconds."""

    def in_receipt(self, sent: Sent) -> Json:
        """What a receipt would show of it, but for the outcome."""
        return {
            "id": sent.id,
            "sha256": sent.digest,
            "place": {"epoch": self.epoch, "seq": self.seq},
            "received_at": self.received_at,
            "clock_offset_s": self.clock_offset_s,
        }


@dataclass(frozen=True, slots=True)
class ExchangeBody:
    """The request of a device: its cursor, the largest number of changes it wants, and its mutations."""

    cursor: str | None
    limit: int
    device_time: object
    mutations: list[tuple[Sent, Mutation | Problem]]
    """Each as it was sent, and the mutation or the problem with it."""
    link: ExchangeLink | None
    """None: the client does not name its exchanges."""
    answered: dict[str, Answered]
    """By the ids of mutations."""
    known: list[str]
    """Heads that the device was told."""
    receipts: tuple[Kept, ...]
    """Of those first answers."""


def read_exchange(body: bytes) -> ExchangeBody:
    """Reads a body. Raises Refused if the body as a whole is not valid; a bad mutation alone does not raise."""
    whole = measured(body)
    document, parts = _document(whole)
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
    link, link_errors = _link(document.get("exchange"))
    answered, answered_errors = _answered(document.get("answered"))
    known, known_errors = _known(document.get("known"))
    receipts, receipts_errors = read_kept(document.get("receipts"))
    errors += link_errors + answered_errors + known_errors + receipts_errors
    if errors:
        raise Refused("invalid_request", sentence(errors), errors)
    assert isinstance(mutations, list)
    if len(mutations) > MOST_MUTATIONS:
        raise _too_many()
    suspicious = parts is not None or b"\\u0000" in body
    read: list[tuple[Sent, Mutation | Problem]] = []
    for n, value in enumerate(mutations):
        if isinstance(value, _Beyond):
            read.append((value.sent, value.problem))
            continue
        errors = unstorable(value) if suspicious else []
        try:
            known_by, says = read_mutation(value)
        except CanonicalError:
            parts = parts if parts is not None else _mutations_of(whole)
            known_by, says = sent(value, whole.bytes_of(parts[n]).decode()), understood(value)
            errors = unstorable(value)
        read.append((known_by, refused(errors) if errors else says))
    return ExchangeBody(
        cursor, min(limit, MOST_CHANGES), document.get("device_time"), read, link, answered, known, receipts
    )


def _link(value: object) -> tuple[ExchangeLink | None, list[FieldError]]:
    """The name of the exchange, and what is wrong with it."""
    if value is None:
        return None, []
    if not isinstance(value, dict):
        remedy = "send an object with id and after, or leave it out"
        return None, [FieldError(field="exchange", code="wrong_type", detail="is not an object", remedy=remedy)]
    id, after = folded_uuid(value.get("id")), folded_uuid(value.get("after"))
    errors = []
    if id is None:
        remedy = "send a new UUID for each exchange, and the same one when you repeat a request"
        errors.append(FieldError(field="exchange.id", code="not_a_uuid", detail="is not a UUID", remedy=remedy))
    if after is None and value.get("after") is not None:
        remedy = "send the id of the last exchange whose answer came, or null"
        errors.append(FieldError(field="exchange.after", code="not_a_uuid", detail="is not a UUID", remedy=remedy))
    return (None if id is None else ExchangeLink(id, after)), errors


def _known(value: object) -> tuple[list[str], list[FieldError]]:
    """The heads that the device was told, and what is wrong with them; only the first error is told."""
    if value is None:
        return [], []
    if not isinstance(value, list):
        remedy = "send a list of the heads of answers, or leave it out"
        return [], [FieldError(field="known", code="wrong_type", detail="is not a list", remedy=remedy)]
    if len(value) > MOST_HEADS:
        remedy = "send those only that no answer to a request which showed them has replaced"
        return [], [
            FieldError(field="known", code="too_long", detail=f"has more than {MOST_HEADS} heads", remedy=remedy)
        ]
    remedy = "send the head of an answer as it came"
    for n, one in enumerate(value):
        if not isinstance(one, str):
            return [], [FieldError(field=f"known.{n}", code="wrong_type", detail="is not text", remedy=remedy)]
        if len(one) > LONGEST_HEAD:
            detail = f"is longer than {LONGEST_HEAD} characters"
            return [], [FieldError(field=f"known.{n}", code="too_long", detail=detail, remedy=remedy)]
    return value, []


def _answered(value: object) -> tuple[dict[str, Answered], list[FieldError]]:
    """The first answers by mutation, and what is wrong with them; no more errors than of one mutation are told."""
    if value is None:
        return {}, []
    if not isinstance(value, dict):
        remedy = "send an object with the id of each mutation and its first answer, or leave it out"
        return {}, [FieldError(field="answered", code="wrong_type", detail="is not an object", remedy=remedy)]
    if len(value) > MOST_MUTATIONS:
        detail, remedy = f"has more than {MOST_MUTATIONS:,} answers", "send those of the mutations of this request"
        return {}, [FieldError(field="answered", code="too_large", detail=detail, remedy=remedy)]
    found: dict[str, Answered] = {}
    for name, said in value.items():
        id, errors = folded_uuid(name), []
        if id is None:
            errors = [_not_answered("", "not_a_uuid", "has a name that is not a UUID", "send the id of a mutation")]
        elif not isinstance(said, dict):
            errors = [_not_answered(f".{id}", "wrong_type", "is not an object", "send epoch, seq and the time")]
        else:
            errors = [_not_answered(f".{id}.{part}", *why) for part, why in _wrong_answer(said)]
            if not errors:
                epoch = folded_uuid(said["epoch"]) or ""
                found[id] = Answered(epoch, said["seq"], said.get("received_at"), said.get("clock_offset_s"))
        if errors:
            return {}, errors
    return found, []


def _not_answered(place: str, code: str, detail: str, remedy: str) -> FieldError:
    return FieldError(field=f"answered{place}", code=code, detail=detail, remedy=remedy)


def _wrong_answer(said: Json) -> Iterator[tuple[str, tuple[str, str, str]]]:
    """The members of a first answer that are not valid, and why."""
    seq, at, offset = said.get("seq"), said.get("received_at"), said.get("clock_offset_s")
    if folded_uuid(said.get("epoch")) is None:
        yield "epoch", ("not_a_uuid", "is not a UUID", "send the epoch of the first answer")
    if type(seq) is not int or not 1 <= seq <= LARGEST_SEQ:
        detail = f"is not the number of a log entry, 1 to {LARGEST_SEQ:,}"
        yield "seq", ("wrong_type", detail, "send the seq of the first answer")
    if at is not None and (not isinstance(at, str) or instant(at) is None):
        remedy = "send the received_at of the first answer, or null"
        yield "received_at", ("invalid", "is not a time with its UTC offset", remedy)
    if offset is not None and (type(offset) is not int or abs(offset) > LARGEST_OFFSET_S):
        remedy = "send the clock_offset_s of the first answer, or null"
        yield "clock_offset_s", ("wrong_type", "is not a number of whole seconds", remedy)


class _Beyond(NamedTuple):
    """In place of a mutation that is too large or too deep to be read."""

    sent: Sent
    problem: Problem


def _document(whole: Measured) -> tuple[Json, list[Span] | None]:
    """The request, and where each mutation stands if they were read one by one."""
    parts = None
    try:
        if len(whole.body) > LARGEST_MUTATION or whole.depth > DEEPEST_BODY:
            document, parts = _piece_by_piece(whole)
        else:
            document = orjson.loads(whole.body)
    except orjson.JSONDecodeError:
        document, parts = _piece_by_piece(whole)
    if not isinstance(document, dict):
        raise Refused(
            "invalid_request", "The body is JSON, but not an object. Send an object with cursor, limit and mutations."
        )
    return document, parts


def _piece_by_piece(whole: Measured) -> tuple[Any, list[Span] | None]:
    try:
        whole.body.decode()
    except UnicodeDecodeError as error:
        raise Refused(
            "invalid_json", f"The body is not UTF-8: {error.reason} at byte {error.start}. Send JSON in UTF-8."
        ) from None
    members = _members(whole)
    if members is None:
        check_depth(whole)
        return _loaded(whole.body), None
    document: Json = {}
    parts = None
    for name, value in members.items():
        if name == "mutations" and whole.body.startswith(b"[", value.begin):
            parts = _elements(whole, value)
            document[name] = [_read(whole, part) for part in parts]
        else:
            check_depth(whole, value)
            document[name] = _loaded(whole.bytes_of(value))
    return document, parts


def _members(whole: Measured) -> dict[str, Span] | None:
    """The members of the request. None if it is not an object."""
    body = whole.stripped(Span(0, len(whole.body)))
    if not whole.body.startswith(b"{", body.begin):
        return None
    if whole.ends(body.begin) != body.end:
        raise Refused("invalid_json", "The body continues after the end of the JSON document. Send one JSON document.")
    members = whole.members(body, 0)
    if members is None:
        raise Refused("invalid_request", "The body has more members than any exchange. Send those of the API document.")
    return {_name(whole, name): value for name, value in members}


def _name(whole: Measured, part: Span) -> str:
    name = _loaded(whole.bytes_of(part))
    if not isinstance(name, str):
        raise Refused("invalid_json", "The body is not JSON: the name of a member is not text.")
    return name


def _elements(whole: Measured, part: Span) -> list[Span]:
    parts = whole.elements(part, 1, MOST_MUTATIONS)
    if parts is None:
        raise _too_many()
    return parts


def _too_many() -> Refused:
    return Refused("too_large", f"More than {MOST_MUTATIONS:,} mutations in one request. Send at most that many.")


def _mutations_of(whole: Measured) -> list[Span]:
    return _elements(whole, (_members(whole) or {})["mutations"])


def _read(whole: Measured, part: Span) -> Any:
    """The value of a mutation, or what stands for it where it is beyond the bounds."""
    size, depth = part.end - part.begin, whole.depth_of(part, 2)
    if size <= LARGEST_MUTATION and depth <= DEEPEST:
        return _loaded(whole.bytes_of(part))
    text = whole.bytes_of(part)
    if b"\0" in text or not text.startswith((b"{", b"[", b'"', *(b"%d" % n for n in range(10)), b"-")):
        raise Refused("invalid_json", "The body is not JSON: one of its mutations is no value.")
    too_large = size > LARGEST_MUTATION
    error = (
        FieldError(
            field="(all)",
            code="too_large",
            detail=f"has {size:,} bytes, and a mutation has at most {LARGEST_MUTATION:,}",
            remedy="send less in one mutation: of a photo its SHA-256, not the photo",
        )
        if too_large
        else FieldError(
            field="(all)",
            code="too_deep",
            detail=f"is nested {depth:,} levels deep, and a mutation at most {DEEPEST}",
            remedy="send the fields as in the API document",
        )
    )
    ids = _ids(whole, part)
    return _Beyond(sent_unread(ids.get("id"), ids.get("find_id"), text, too_large), refused([error]))


def _ids(whole: Measured, part: Span) -> Json:
    """The ids of a mutation that is not read."""
    members = whole.members(part, 2) if whole.body.startswith(b"{", part.begin) else None
    return {
        name: _loaded(whole.bytes_of(value))
        for key, value in members or ()
        if key.end - key.begin < LONGEST_ID
        and (name := _name(whole, key)) in ("id", "find_id")
        and value.end - value.begin < LONGEST_ID
    }


def _loaded(text: bytes) -> Any:
    def no_constant(name: str) -> Any:
        raise Refused("invalid_json", f"{name} is not JSON.")

    with suppress(orjson.JSONDecodeError):  # the same reader for every part that it can read
        return orjson.loads(text)
    try:
        return json.loads(text.decode(), parse_constant=no_constant)
    except json.JSONDecodeError as error:
        near = error.doc[error.pos : error.pos + 20]
        raise Refused("invalid_json", f"The body is not JSON: {error.msg} near {near!r}.") from None
    except ValueError:  # a number with more digits than Python reads
        return math.inf


def unstorable(value: object) -> list[FieldError]:
    """The errors of a JSON value that no database can store: NUL, half a surrogate pair, a number too large."""
    found = _where_unstorable(value, "")
    if found is None:
        return []
    field, code, detail, remedy = found
    return [FieldError(field=field or "(all)", code=code, detail=detail, remedy=remedy)]


def _where_unstorable(value: object, path: str) -> tuple[str, str, str, str] | None:
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
        bad = _where_unstorable(name, f"{path}.{shown}".lstrip(".")) if isinstance(name, str) else None
        if bad := bad or _where_unstorable(one, f"{path}.{shown}".lstrip(".")):
            return bad
    return None
