"""Tokens and what they allow."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, Field

from models.answers.values import CreatedAt, Id, Instant, OwnId, Page


class Role(StrEnum):
    """What the bearer of a token may do."""

    DEVICE = "device"
    VIEWER = "viewer"
    REVIEWER = "reviewer"
    ADMIN = "admin"


class Token(BaseModel):
    """What is known of a token: never the token itself."""

    id: OwnId
    prefix: Annotated[str, Field(description="Its first characters, for people who look for it.")]
    role: Annotated[Role, Field(description="What its bearer may do.")]
    device_id: Annotated[Id | None, Field(description="The tablet that it belongs to.")]
    person: Annotated[str | None, Field(description="The person whom it belongs to.")]
    created_at: CreatedAt
    expires_at: Annotated[Instant | None, Field(description="When it ends.")]
    revoked_at: Annotated[Instant | None, Field(description="When it was ended before.")]
    unconfirmed_since: Annotated[
        Instant | None,
        Field(
            description="The restore since which it waits until an administrator confirms it; null: it is confirmed."
        ),
    ]
    last_seen_at: Annotated[Instant | None, Field(description="When it was last used.")]


class TokenPage(Page[Token]):
    """The tokens of the operation."""


class MadeToken(BaseModel):
    """A new token."""

    token: Annotated[str, Field(description="Told this once; only its SHA-256 is kept.")]
    id: OwnId
    prefix: Annotated[str, Field(description="Its first characters, for people who look for it.")]
    role: Annotated[Role, Field(description="What its bearer may do.")]
    person: Annotated[str, Field(description="The person whom it belongs to.")]
    expires_at: Annotated[Instant, Field(description="When it ends.")]
