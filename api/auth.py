"""Who asks, and whether they may: the one place where tokens and roles are checked."""

from __future__ import annotations

import time
from base64 import b64decode
from datetime import UTC, datetime

from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler

from models.mutation import stored_instant
from models.problem import Refused
from sync.database.database import Database
from sync.operations import Bearer, Seen, find_bearer, mark_seen, operation_of_token, sha256

ANYONE = frozenset({"anyone"})
DEVICE = frozenset({"device"})
ADMIN = frozenset({"admin"})
REVIEWER = frozenset({"reviewer", "admin"})
VIEWER = frozenset({"viewer", "reviewer", "admin"})
MEMBER = VIEWER | DEVICE

REMEMBERED_S = 5.0
"""The longest time that a revoked token is accepted by another process, seconds."""


class Bearers:
    """Whom tokens name, remembered for a few seconds, and when they were last seen."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known: dict[str, tuple[float, Bearer]] = {}
        self._forgotten = 0
        self._seen: dict[tuple[str, str], Seen] = {}

    async def of(self, token: str) -> Bearer | None:
        """Whom a token names; None when it is unknown, revoked or expired."""
        known = self._known.get(token)
        now = time.monotonic()
        if known is None or now - known[0] > REMEMBERED_S:
            operation = operation_of_token(token)
            forgotten = self._forgotten
            bearer = await self._database.read(find_bearer, operation, sha256(token)) if operation else None
            if bearer is None:
                self._known.pop(token, None)
                return None
            known = (now, bearer)
            if forgotten == self._forgotten:  # else it may have been revoked while the database answered
                self._known[token] = known
        bearer = known[1]
        if bearer.expires_at and bearer.expires_at <= stored_instant(datetime.now(UTC)):
            return None
        return bearer

    def forget(self) -> None:
        """After a token was revoked: asks the database again for all of them."""
        self._forgotten += 1
        self._known.clear()

    def saw(self, bearer: Bearer, clock_offset_s: float | None = None, at: datetime | None = None) -> None:
        """A token was used, now or at that moment; by a device that exchanged when the offset of its clock is given."""
        key = (bearer.operation, bearer.token_id)
        before = self._seen.get(key)
        if clock_offset_s is None and before:
            clock_offset_s = before.clock_offset_s
        used_at = stored_instant(at or datetime.now(UTC))
        self._seen[key] = Seen(bearer.operation, bearer.token_id, used_at, bearer.device_id, clock_offset_s)

    async def write_seen(self) -> None:
        """Writes what was seen since the last time."""
        seen, self._seen = self._seen, {}
        if seen:
            await self._database.write(mark_seen, sorted(seen.values()))


def bearer_of(connection: ASGIConnection) -> Bearer:  # type: ignore[type-arg]
    """Who asks, once `may` has let the request through."""
    bearer: Bearer = connection.scope["bearer"]  # type: ignore[typeddict-item]
    return bearer


async def may(bearers: Bearers, connection: ASGIConnection, handler: BaseRouteHandler) -> None:  # type: ignore[type-arg]
    """Lets a request through when its token has one of the roles of the route."""
    if b"%00" in connection.scope["raw_path"] or b"%00" in connection.scope["query_string"]:
        raise Refused("invalid_request", "The address contains a NUL character; no address here has one.")
    if connection.scope.get("method") == "OPTIONS":
        return
    roles: frozenset[str] = handler.opt["roles"]
    if roles is ANYONE:
        return
    token = _token(connection, handler)
    bearer = await bearers.of(token) if token else None
    if bearer is None:
        raise Refused("unauthenticated")
    if bearer.role not in roles:
        raise Refused(
            "forbidden", f"A token of role {bearer.role} may not do this. Roles that may: {', '.join(sorted(roles))}."
        )
    connection.scope["bearer"] = bearer  # type: ignore[typeddict-unknown-key]
    bearers.saw(bearer)


def takes_password(handler: BaseRouteHandler) -> bool:
    """Whether a route takes a token also as the password of HTTP Basic (RFC 7617): for programs that know no other.

    Such a route says `basic=True`; the user name there is for people, and not looked at.
    """
    return bool(handler.opt.get("basic"))


def _token(connection: ASGIConnection, handler: BaseRouteHandler) -> str:  # type: ignore[type-arg]
    """The token of a request; empty when it brings none that the route takes."""
    scheme, _, given = connection.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return given.strip()
    if scheme.lower() == "basic" and takes_password(handler):
        try:
            return b64decode(given, validate=True).partition(b":")[2].decode()  # the name may be in any charset
        except ValueError:
            return ""
    return ""
