"""Problems: what is wrong, in which field, why, and how to fix it (RFC 9457 with a stable `code`)."""

from __future__ import annotations

from typing import Annotated, Any, NamedTuple

from pydantic import BaseModel, Field, ValidationError

from models.shapes import Json
from models.shapes import problems as shapes


class FieldError(BaseModel):
    """One thing that is wrong with one field."""

    field: Annotated[str, Field(description="Path of the field, for example set.position.y.", examples=["set.count"])]
    code: Annotated[str, Field(description="Stable code of this error.", examples=["too_small"])]
    detail: Annotated[str, Field(description="Why the value is not valid.", examples=["is less than 1"])]
    remedy: Annotated[str, Field(description="How to fix it.", examples=["send 1 or more"])]


class Problem(BaseModel):
    """Why a request or a mutation was rejected. Programs use `code`, which is stable; `detail` is for people."""

    type: Annotated[str, Field(examples=["urn:minetally:problem:invalid_mutation"])]
    title: Annotated[str, Field(examples=["The mutation is not valid"])]
    status: Annotated[int, Field(examples=[422])]
    detail: Annotated[str, Field(examples=["set.count: is less than 1"])]
    code: Annotated[str, Field(examples=["invalid_mutation"])]
    errors: Annotated[list[FieldError], Field(default_factory=list)]


class Kind(NamedTuple):
    """One row of the table of problems."""

    status: int
    title: str
    remedy: str


PROBLEMS: dict[str, Kind] = {
    "invalid_request": Kind(
        400, "The request cannot be read", "Fix the fields named in errors and send the request again."
    ),
    "invalid_json": Kind(400, "The body is not JSON", "Send a JSON document in UTF-8."),
    "unauthenticated": Kind(
        401,
        "The token is missing or not valid",
        "Send the header Authorization: Bearer <token>. Enrol again if the token was revoked.",
    ),
    "awaiting_confirmation": Kind(
        401,
        "The server was restored, and nobody has confirmed this token yet",
        "Keep everything and try again later. An administrator confirms it: minetally recovery admit.",
    ),
    "enrolment_code_refused": Kind(401, "The enrolment code is not valid", "Ask an administrator for a new code."),
    "forbidden": Kind(
        403,
        "The role of this token is not allowed to do this",
        "Use a token with a role that the API document names for this operation.",
    ),
    "not_found": Kind(404, "Not found", "Check the address and the id."),
    "method_not_allowed": Kind(
        405, "This address does not support this method", "Use a method named in the Allow header."
    ),
    "resync_required": Kind(
        409,
        "The cursor does not match this server's history",
        "Keep every mutation, fetch everything again with cursor null, then send the mutations again.",
    ),
    "history_lost": Kind(
        410,
        "The history of this number was lost before a restore",
        "Ask for one of the two numbers that the detail names: where the history broke off, or where it goes on.",
    ),
    "already_decided": Kind(409, "This is already decided", "Read it again. No action needed."),
    "conditions_not_met": Kind(
        409,
        "The report does not meet the operation's conditions for publishing",
        "Meet the listed conditions, or send `anyway` with a reason. The reason is printed in the edition.",
    ),
    "already_exists": Kind(409, "This name is already in use", "Choose another name."),
    "not_acceptable": Kind(
        406, "None of the formats in the Accept header is available", "Ask for one of the formats named in the detail."
    ),
    "precondition_failed": Kind(
        412, "It has changed since you read it", "Read it again, check what changed, and decide again."
    ),
    "too_large": Kind(
        413, "The request is too large", "Send at most 1,000 mutations and 8 MiB (uncompressed) in a request."
    ),
    "unsupported_media_type": Kind(
        415,
        "This content type is not supported",
        "Send application/json, uncompressed or with Content-Encoding gzip or zstd.",
    ),
    "invalid_mutation": Kind(
        422, "The mutation is not valid", "Fix the fields named in errors. Staff can also fix it in the quarantine."
    ),
    "mutation_id_reused": Kind(
        422, "This mutation id was already used for another mutation", "Give every new mutation a new id."
    ),
    "unknown_find": Kind(
        422,
        "The server does not have this find yet",
        "No action needed: the mutation waits and is stored when the find arrives.",
    ),
    "unknown_form": Kind(
        422,
        "The form that this one corrects has not come yet",
        "No action needed: it is stored when that form comes. If that form is lost, release this one.",
    ),
    "invalid_value": Kind(422, "A value is not valid", "Fix the fields named in errors."),
    "unconfirmed_guess": Kind(
        400,
        "The columns of the file are guessed, and one of them may be something else",
        "Send the file again with the part mapping: the one in this answer, changed where it is wrong.",
    ),
    "unreadable_file": Kind(422, "The file cannot be read", "Fix the file as the detail says, and send it again."),
    "precondition_required": Kind(
        428, "The header If-Match is missing", "Read the record first, and send its ETag in the header If-Match."
    ),
    "too_much_refused": Kind(
        429,
        "Too much of what this tablet sent today was refused",
        "Send the request again without the mutations named in errors, and those after the time in Retry-After.",
    ),
    "internal": Kind(500, "The server failed", "Send it again later. Everything that was answered before is safe."),
    "unavailable": Kind(503, "The server is not ready", "Send it again later."),
    "history_stopped": Kind(
        503,
        "This server serves an old history",
        "Keep everything, and send it again later. People choose which history goes on.",
    ),
    "database_busy": Kind(
        503, "All connections to the database are in use", "Send it again after the seconds in Retry-After."
    ),
    "database_locked": Kind(
        503,
        "Another write holds the database for too long",
        "Send it again after the seconds in Retry-After. If it stays so, see which other program has the database.",
    ),
    "database_slow": Kind(
        503,
        "The database needs longer than the server allows",
        "Send it again later, or ask for less.",
    ),
    "database_replaced": Kind(
        503,
        "Another file is where the database was",
        "Send it again later. An operator must restart the server: docs/operations.md says how.",
    ),
    "journal_full": Kind(
        503,
        "The server's journal has no room",
        "Make room on the disk of the journal, and send it again. Tablets go on meanwhile.",
    ),
    "journal_unwritable": Kind(
        503,
        "It is stored, and the server's journal cannot be written",
        "Send it again with the same id: it counts once. See the disk of the journal.",
    ),
    "worker_busy": Kind(503, "Too much heavy work is waiting", "Send it again after the seconds in Retry-After."),
    "worker_slow": Kind(
        503, "The work takes longer than the server allows", "Ask for a shorter period or fewer finds, or again later."
    ),
    "worker_died": Kind(503, "The work ended before it was done", "Send it again after the seconds in Retry-After."),
}
"""Every problem that the server can answer with, by its stable code."""


def problem(code: str, detail: str = "", errors: list[FieldError] | None = None) -> shapes.Problem:
    """The problem document of `code`."""
    kind = PROBLEMS[code]
    return {
        "type": f"urn:minetally:problem:{code}",
        "title": kind.title,
        "status": kind.status,
        "detail": detail or kind.remedy,
        "code": code,
        "errors": [shown_error(one) for one in errors or []],
    }


def shown_error(error: FieldError) -> shapes.FieldError:
    """An error as it is answered."""
    return {"field": error.field, "code": error.code, "detail": error.detail, "remedy": error.remedy}


class Refused(Exception):
    """A request or a mutation is rejected. `code` is a key of PROBLEMS and gives the reason.

    `more` are other members of the document, such as `epoch`.
    """

    def __init__(self, code: str, detail: str = "", errors: list[FieldError] | None = None, **more: Any) -> None:
        super().__init__(detail or code)
        self.code = code
        self.document: Json = {**problem(code, detail, errors), **more}


_WORDS: dict[str, tuple[str, str, str]] = {
    "missing": ("required", "is missing", "send this field"),
    "extra_forbidden": ("unknown_field", "is not a known field", "remove it, or spell it as in the API document"),
    "greater_than_equal": ("too_small", "is less than {ge}", "send {ge} or more"),
    "less_than_equal": ("too_large", "is more than {le}", "send {le} or less"),
    "string_too_short": ("too_short", "is empty", "send text, or null if the field is optional"),
    "string_too_long": ("too_long", "is longer than {max_length} characters", "send at most {max_length} characters"),
    "too_long": ("too_long", "has more than {max_length} entries", "send at most {max_length}"),
    "string_type": ("wrong_type", "is not text", "send text"),
    "string_unicode": ("not_storable", "is not well-formed Unicode", "send well-formed Unicode text"),
    "string_pattern_mismatch": (
        "wrong_form",
        "does not match the pattern",
        "send text that matches the pattern {pattern}",
    ),
    "int_type": ("wrong_type", "is not a whole number", "send a whole number, not text"),
    "int_from_float": ("wrong_type", "is not a whole number", "send a whole number"),
    "int_parsing_size": ("too_large", "is too large", "send a smaller number"),
    "bool_type": ("wrong_type", "is neither true nor false", "send true or false"),
    "list_type": ("wrong_type", "is not a list", "send a list"),
    "dict_type": ("wrong_type", "is not an object", "send an object"),
    "model_type": ("wrong_type", "is not an object", "send an object"),
    "typed_dict_type": ("wrong_type", "is not an object", "send an object"),
    "enum": ("unknown_word", "is not one of the allowed values", "send one of {expected}"),
    "literal_error": ("unknown_word", "is not one of the allowed values", "send one of {expected}"),
}
"""For each error type of pydantic: our code, why, and how to fix it."""


def field_errors(error: ValidationError, prefix: str = "") -> list[FieldError]:
    """The errors that pydantic found, one for each field, in the words of this API."""
    found = []
    for one in error.errors(include_url=False, include_input=False):
        context = one.get("ctx", {})
        path = ".".join(str(part) for part in one["loc"])
        if "field" in context:  # a position names the wrong member
            path = path.removesuffix("position") + str(context["field"])
        words = _WORDS.get(one["type"])
        if words:
            code, detail, remedy = (text.format_map(_Known(context)) for text in words)
        else:  # our own checks have their own words
            code, detail = str(context.get("code", one["type"])), one["msg"]
            remedy = str(context.get("remedy", "see the API document"))
        found.append(FieldError(field=prefix + path or "(all)", code=code, detail=detail, remedy=remedy))
    return found


class _Known(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "the values in the API document"


def sentence(errors: list[FieldError]) -> str:
    """The errors in one line, for people."""
    return "; ".join(f"{error.field}: {error.detail}" for error in errors)


def invalid_request(field: str, detail: str, remedy: str, code: str = "invalid") -> Refused:
    """The error for a parameter or header that is not valid."""
    return _of_field("invalid_request", field, detail, remedy, code)


def invalid_value(field: str, detail: str, remedy: str, code: str = "invalid") -> Refused:
    """The error for a field of the body that is not valid."""
    return _of_field("invalid_value", field, detail, remedy, code)


def _of_field(problem_code: str, field: str, detail: str, remedy: str, code: str) -> Refused:
    error = FieldError(field=field, code=code, detail=detail, remedy=remedy)
    return Refused(problem_code, f"{sentence([error])}: {remedy}", [error])
