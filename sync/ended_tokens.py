"""Tokens that are not accepted any more: when each ended, why, and what to do then."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection, and_, select

from models.tables import TOKEN


class Ended(NamedTuple):
    """A token that is not accepted any more."""

    operation: str
    token_id: str
    device_id: str | None
    why: str
    """expired, revoked, or replaced: its device has got a newer one."""
    at: str
    """Instant."""

    def sentence(self) -> str:
        """Why the token is refused, and what to do."""
        go_on = (
            "Enrol the tablet again; it keeps what it has not sent."
            if self.device_id
            else "Ask an administrator for a new one."
        )
        said = {"expired": "expired on", "revoked": "was revoked on", "replaced": "was replaced by a newer one on"}
        return f"The token {said[self.why]} {self.at}. {go_on}"


def find_ended(connection: Connection, operation: str, token_sha256: str) -> Ended | None:
    """Why and when a token ended, if it is one of ours; only for one that `find_bearer` or its date refuses."""
    row = connection.execute(
        select(TOKEN).where(and_(TOKEN.c.operation == operation, TOKEN.c.token_sha256 == token_sha256))
    ).one_or_none()
    if row is None:
        return None
    if row.revoked_at is None:
        return Ended(operation, row.id, row.device_id, "expired", row.expires_at)
    newer = and_(
        TOKEN.c.operation == operation, TOKEN.c.device_id == row.device_id, TOKEN.c.created_at > row.created_at
    )
    replaced = row.device_id is not None and connection.execute(select(TOKEN.c.id).where(newer)).first() is not None
    return Ended(operation, row.id, row.device_id, "replaced" if replaced else "revoked", row.revoked_at)
