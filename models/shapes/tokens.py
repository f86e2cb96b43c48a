"""Written by `make generate` from `models/answers/tokens.py`, which says more of each field."""

from __future__ import annotations

from typing import TypedDict


class Token(TypedDict):
    """What is known of a token: never the token itself."""

    id: str
    prefix: str
    role: str
    device_id: str | None
    person: str | None
    created_at: str
    expires_at: str | None
    revoked_at: str | None
    unconfirmed_since: str | None
    last_seen_at: str | None


class TokenPage(TypedDict):
    """The tokens of the operation."""

    items: list[Token]
    next: str | None


class MadeToken(TypedDict):
    """A new token."""

    token: str
    id: str
    prefix: str
    role: str
    person: str
    expires_at: str
