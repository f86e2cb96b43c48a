"""Tokens that are not accepted: those that ended, those that wait after a restore; since when, why, and what to do."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, and_, select

from models.mutation import stored_instant
from models.tables import TOKEN


class Ended(NamedTuple):
    """A token that is not accepted any more, or not yet again."""

    operation: str
    token_id: str
    device_id: str | None
    why: str
    """expired, revoked, replaced: its device has got a newer one; or unconfirmed: it waits since a restore."""
    at: str
    """Instant."""

    @property
    def code(self) -> str:
        """Of the problem with which the token is refused."""
        return "awaiting_confirmation" if self.why == "unconfirmed" else "unauthenticated"

    def sentence(self) -> str:
        """Why the token is refused, and what to do."""
        if self.why == "unconfirmed":
            return (
                f"The server was restored from a backup on {self.at}, and nobody knows who was taken off after that"
                " backup. An administrator must confirm this token: minetally recovery admit. Keep everything, and try"
                " again later."
            )
        go_on = (
            "Enrol the tablet again; it keeps what it has not sent."
            if self.device_id
            else "Ask an administrator for a new one."
        )
        said = {"expired": "expired on", "revoked": "was revoked on", "replaced": "was replaced by a newer one on"}
        return f"The token {said[self.why]} {self.at}. {go_on}"


def find_ended(connection: Connection, operation: str, token_sha256: str, now: datetime) -> Ended | None:
    """Why and when a token ended, if it is one of ours; only for one that `find_bearer` or its date refuses."""
    row = connection.execute(
        select(TOKEN).where(and_(TOKEN.c.operation == operation, TOKEN.c.token_sha256 == token_sha256))
    ).one_or_none()
    if row is None:
        return None
    lasts = row.revoked_at is None and (row.expires_at is None or row.expires_at > stored_instant(now))
    if lasts and row.unconfirmed_since is not None:
        return Ended(operation, row.id, row.device_id, "unconfirmed", row.unconfirmed_since)
    if row.revoked_at is None:
        return Ended(operation, row.id, row.device_id, "expired", row.expires_at)
    newer = and_(
        TOKEN.c.operation == operation, TOKEN.c.device_id == row.device_id, TOKEN.c.created_at > row.created_at
    )
    replaced = row.device_id is not None and connection.execute(select(TOKEN.c.id).where(newer)).first() is not None
    return Ended(operation, row.id, row.device_id, "replaced" if replaced else "revoked", row.revoked_at)
