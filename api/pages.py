"""Pages of listings: `limit`, `after` and the opaque `next`."""

from __future__ import annotations

import base64
import binascii
from typing import Any

import orjson

from models.problem import FieldError, Refused
from sync.database.page import Page

DEFAULT_LIMIT = 100
MOST = 1000


def page(after: str | None, limit: int | None, *kinds: type) -> Page:
    """The page that is asked for; `kinds` are the types of its key. A greater limit counts as the greatest."""
    asked = DEFAULT_LIMIT if limit is None else limit
    if asked < 1:
        raise _invalid("limit", f"{asked} is less than 1", "send a number from 1 to 1,000")
    if after is None:
        return Page(None, min(asked, MOST))
    try:
        key = orjson.loads(base64.urlsafe_b64decode(after + "=" * (-len(after) % 4)))
        if not isinstance(key, list) or [type(part) for part in key] != list(kinds) or "\0" in str(key):
            raise ValueError
        if any(isinstance(part, int) and abs(part) > 2**53 for part in key):
            raise ValueError
    except (ValueError, binascii.Error):
        raise _invalid("after", "is not a `next` of this listing", "send `next` as it came, or leave it out") from None
    return Page(tuple(key), min(asked, MOST))


def next_page(key: tuple[Any, ...] | None) -> str | None:
    """`next` of a listing."""
    return None if key is None else base64.urlsafe_b64encode(orjson.dumps(key)).decode().rstrip("=")


def _invalid(field: str, detail: str, remedy: str) -> Refused:
    return Refused(
        "invalid_request", f"{field}: {detail}", [FieldError(field=field, code="invalid", detail=detail, remedy=remedy)]
    )
