"""Answers as OpenRosa has them: XML, and words for whoever holds the tablet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from xml.sax.saxutils import escape

import orjson
from litestar import Request, Response
from litestar.types import Message, Scope

from models.submission import Submission
from sync.files.forms import UNCHANGED, WAITING
from sync.files.submissions import Taken

XML = "text/xml"
"""The framework adds the charset."""

_WORDS = {
    "unauthenticated": "The password is not valid: it is the tablet's token, made when the tablet was enrolled. Nothing"
    " on the tablet is lost; ask for a new code.",
    "awaiting_confirmation": "The server was restored, and the office must let this tablet in again. Nothing on the"
    " tablet is lost: send again later.",
    "forbidden": "This password is not that of a tablet. Ask for the code of this tablet.",
    "too_large": "This is more than the server takes. Nothing on the tablet is lost: take smaller photos.",
    **dict.fromkeys(
        ("unavailable", "database_busy", "database_locked", "database_slow", "database_replaced", "history_stopped"),
        "The server takes nothing now. Nothing on the tablet is lost: send again later.",
    ),
    "internal": "The server failed. Nothing on the tablet is lost: send again later.",
    "method_not_allowed": "This address takes no such request. Check the server URL: it ends with /odk.",
}
"""What a tablet shows, by the code of the problem; other problems say it themselves."""


def xml(text: str, status: int = 200, headers: dict[str, str] | None = None) -> Response[bytes]:
    """A document as a response."""
    document = '<?xml version="1.0" encoding="UTF-8"?>\n' + text
    return Response(document.encode(), status_code=status, media_type=XML, headers=headers)


def message(text: str, status: int, headers: dict[str, str] | None = None) -> Response[bytes]:
    """An OpenRosaResponse, whose message Collect shows."""
    nature = "submit_success" if status < 300 else "error"
    return xml(
        '<OpenRosaResponse xmlns="http://openrosa.org/http/response">'
        f'<message nature="{nature}">{escape(_storable(text))}</message></OpenRosaResponse>',
        status,
        headers,
    )


def _storable(text: str) -> str:
    """A text without the characters that XML cannot hold."""
    return "".join(one if one.isprintable() or one in "\n\t" else "\N{REPLACEMENT CHARACTER}" for one in text)


def told(submission: Submission, taken: Taken, empty: Sequence[str] = ()) -> tuple[int, str]:
    """The status and the words for a form that was taken: 201 when all is done, 202 when something waits.

    `empty` are the names of files that came without a byte.
    """
    fields = submission.fields
    count, marking, found_on = (str(fields.get(name, "?"))[:64] for name in ("count", "marking", "found_on"))
    what = f"{count} of {marking}, {found_on}"
    status, words = 201, f"Saved: {what}."
    if taken.outcome == WAITING:
        status, words = (
            202,
            f"Kept: {what}. It corrects a form that has not come yet; send that one too.",
        )
    elif taken.outcome == UNCHANGED:
        words = f"Saved: {what}. It changes nothing of the form that it corrects."
    elif taken.answer and (problem := taken.answer["problem"]):
        status = 202
        errors = [(one["field"].removeprefix("set."), one["detail"]) for one in problem["errors"]]
        why = "; ".join(f"{field}: {detail}".strip(": .") for field, detail in errors or [("", problem["detail"])])
        words = f"Kept: {what}. It does not count yet, staff must fix it: {why}."
    elif taken.outcome == "conflict" and taken.answer:
        disputed = ", ".join(one["field"] for one in taken.answer["conflicts"])
        words = f"Saved: {what}. Others say otherwise about {disputed}; staff will decide."
    if taken.missing:
        status = 202
        words += f" Photos still to come: {', '.join(taken.missing)}."
    if empty:
        status = 202
        words += f" Empty, 0 bytes, and not kept: {', '.join(sorted(empty))}. Look at the photo on the tablet."
    return status, words


# Every answer under /odk, those of the framework too


def is_open_rosa(path: str) -> bool:
    return path == "/odk" or path.startswith("/odk/")


async def add_version(message: Message, scope: Scope) -> None:
    """Says on every answer that this is OpenRosa: Collect takes one without for that of some other server."""
    if message["type"] == "http.response.start" and is_open_rosa(scope["path"]):
        message["headers"] = [*message["headers"], (b"x-openrosa-version", b"1.0")]


Handler = Callable[[Request[Any, Any, Any], Any], Response[bytes]]


def in_words_of_open_rosa(handler: Handler) -> Handler:
    """The handler of an exception, whose problem a tablet gets as an OpenRosaResponse."""

    def spoken(request: Request[Any, Any, Any], error: Any) -> Response[bytes]:
        response = handler(request, error)
        if not is_open_rosa(request.url.path):
            return response
        problem = orjson.loads(response.content)
        words = _WORDS.get(problem["code"], problem["detail"])
        return message(words, int(problem["status"]), dict(response.headers))

    return spoken
