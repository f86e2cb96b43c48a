"""Problems: what is wrong, which field, why, and how to mend it (RFC 9457 with a stable `code`)."""

from __future__ import annotations

from typing import Annotated, Any, NamedTuple

from pydantic import BaseModel, Field, ValidationError


class FieldError(BaseModel):
    """One thing that is wrong with one field."""

    field: Annotated[str, Field(description="Path of the field, for example set.position.y.", examples=["set.count"])]
    code: Annotated[str, Field(description="Stable code of this error.", examples=["too_small"])]
    detail: Annotated[str, Field(description="Why the value was refused.", examples=["must be 1 or more, but is -5"])]
    remedy: Annotated[str, Field(description="How to mend it.", examples=["send a number from 1 to 1,000,000"])]


class Problem(BaseModel):
    """Why something was refused; `code` is stable, `detail` is for people."""

    type: Annotated[str, Field(examples=["urn:minetally:problem:invalid_mutation"])]
    title: Annotated[str, Field(examples=["The mutation cannot be taken"])]
    status: Annotated[int, Field(examples=[422])]
    detail: Annotated[str, Field(examples=["set.count: must be 1 or more, but is -5"])]
    code: Annotated[str, Field(examples=["invalid_mutation"])]
    errors: Annotated[list[FieldError], Field(default_factory=list)]


class Kind(NamedTuple):
    """One row of the table of problems."""

    status: int
    title: str
    remedy: str


PROBLEMS: dict[str, Kind] = {
    "invalid_request": Kind(400, "The request cannot be read", "Mend the fields named in errors and send it again."),
    "invalid_json": Kind(400, "The body is not JSON", "Send a JSON document in UTF-8."),
    "unauthenticated": Kind(
        401, "No usable token", "Send Authorization: Bearer with a token; enrol again if it was revoked."
    ),
    "enrolment_code_refused": Kind(401, "The enrolment code is not usable", "Ask an administrator for a new code."),
    "forbidden": Kind(
        403, "This token may not do that", "Use a token with the role that the description of the operation names."
    ),
    "not_found": Kind(404, "There is no such thing", "Check the address and the id."),
    "method_not_allowed": Kind(405, "This method is not offered here", "See the Allow header."),
    "resync_required": Kind(
        409,
        "The cursor does not fit this server's history",
        "Keep every mutation, pull again from cursor null, then send the mutations again.",
    ),
    "already_decided": Kind(409, "This has been decided already", "Read it again; nothing is left to do."),
    "conditions_not_met": Kind(
        409,
        "The report does not meet the conditions that the operation set for publishing",
        "Meet the conditions that are listed, or publish all the same with `anyway` and a reason, which is printed.",
    ),
    "already_exists": Kind(409, "There is one of that name already", "Choose another name."),
    "not_acceptable": Kind(
        406, "There is no answer of a kind that the request accepts", "Ask for one of the formats named in the detail."
    ),
    "precondition_failed": Kind(
        412, "It has changed since it was read", "Read it again, look at what changed, and decide on that."
    ),
    "too_large": Kind(413, "The request is too large", "Send at most 1,000 mutations and 8 MiB (inflated) a request."),
    "unsupported_media_type": Kind(
        415, "This kind of content is not taken", "Send application/json, plain or with Content-Encoding gzip or zstd."
    ),
    "invalid_mutation": Kind(
        422, "The mutation cannot be taken", "Mend the fields named in errors; staff find it in the quarantine."
    ),
    "mutation_id_reused": Kind(422, "This mutation id has another content already", "Give every new edit a new id."),
    "unknown_find": Kind(
        422, "The server does not know this find yet", "Nothing: it waits, and goes in when the find arrives."
    ),
    "invalid_value": Kind(422, "The values cannot be taken", "Mend the fields named in errors."),
    "unreadable_file": Kind(422, "The file cannot be read", "Mend it as the detail says, and send it again."),
    "precondition_required": Kind(428, "If-Match is missing", "Read it first and send its ETag as If-Match."),
    "internal": Kind(500, "The server failed", "Send it again later; what was answered before is safe."),
    "unavailable": Kind(503, "The server is not ready", "Send it again later."),
}
"""Every problem that the server answers with, by its stable code."""


def problem(code: str, detail: str = "", errors: list[FieldError] | None = None, **more: Any) -> dict[str, Any]:
    """The problem document of `code`; `more` are members of its own, such as `epoch`."""
    kind = PROBLEMS[code]
    return {
        "type": f"urn:minetally:problem:{code}",
        "title": kind.title,
        "status": kind.status,
        "detail": detail or kind.remedy,
        "code": code,
        "errors": [error.model_dump() for error in errors or []],
        **more,
    }


class Refused(Exception):
    """Something that was asked for is refused, for the reason named by `code` of PROBLEMS."""

    def __init__(self, code: str, detail: str = "", errors: list[FieldError] | None = None, **more: Any) -> None:
        super().__init__(detail or code)
        self.code = code
        self.document = problem(code, detail, errors, **more)


_WORDS: dict[str, tuple[str, str, str]] = {
    "missing": ("required", "is missing", "send this field"),
    "extra_forbidden": ("unknown_field", "is no field here", "leave it out or spell it as the API describes"),
    "greater_than_equal": ("too_small", "is less than {ge}", "send {ge} or more"),
    "less_than_equal": ("too_large", "is more than {le}", "send {le} or less"),
    "string_too_short": ("too_short", "is empty", "send a text, or null where the field may be empty"),
    "string_too_long": ("too_long", "is longer than {max_length} characters", "send at most {max_length} characters"),
    "too_long": ("too_long", "has more than {max_length} entries", "send at most {max_length}"),
    "string_type": ("wrong_type", "is not a text", "send a text"),
    "string_unicode": ("not_storable", "is not well-formed Unicode", "send well-formed Unicode text"),
    "string_pattern_mismatch": ("wrong_form", "has not the form that is needed", "match the pattern {pattern}"),
    "int_type": ("wrong_type", "is not a whole number", "send a whole number, not a text"),
    "int_from_float": ("wrong_type", "is not a whole number", "send a whole number"),
    "int_parsing_size": ("too_large", "is too large a number", "send a smaller number"),
    "bool_type": ("wrong_type", "is neither true nor false", "send true or false"),
    "list_type": ("wrong_type", "is not a list", "send a list"),
    "dict_type": ("wrong_type", "is not an object", "send an object"),
    "model_type": ("wrong_type", "is not an object", "send an object"),
    "typed_dict_type": ("wrong_type", "is not an object", "send an object"),
    "enum": ("unknown_word", "is none of the words that are known", "send one of {expected}"),
    "literal_error": ("unknown_word", "is none of the words that are known", "send one of {expected}"),
}
"""What pydantic calls an error: our code, why, and how to mend it."""


def field_errors(error: ValidationError, prefix: str = "") -> list[FieldError]:
    """What pydantic found, field by field, in the words of this API."""
    found = []
    for one in error.errors(include_url=False, include_input=False):
        context = one.get("ctx", {})
        path = ".".join(str(part) for part in one["loc"])
        if "field" in context:  # a position names the member at fault
            path = path.removesuffix("position") + str(context["field"])
        words = _WORDS.get(one["type"])
        if words:
            code, detail, remedy = (text.format_map(_Known(context)) for text in words)
        else:  # our own checks bring their words along
            code, detail = str(context.get("code", one["type"])), one["msg"]
            remedy = str(context.get("remedy", "see the description of the API"))
        found.append(FieldError(field=prefix + path or "(all)", code=code, detail=detail, remedy=remedy))
    return found


class _Known(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "what the API describes"


def sentence(errors: list[FieldError]) -> str:
    """The errors as one line for people."""
    return "; ".join(f"{error.field}: {error.detail}" for error in errors)


def invalid_request(field: str, detail: str, remedy: str, code: str = "invalid") -> Refused:
    """What a parameter or header of a request says cannot be."""
    return _of_field("invalid_request", field, detail, remedy, code)


def invalid_value(field: str, detail: str, remedy: str, code: str = "invalid") -> Refused:
    """What a field of a body says cannot be."""
    return _of_field("invalid_value", field, detail, remedy, code)


def _of_field(problem_code: str, field: str, detail: str, remedy: str, code: str) -> Refused:
    error = FieldError(field=field, code=code, detail=detail, remedy=remedy)
    return Refused(problem_code, f"{sentence([error])}: {remedy}", [error])
