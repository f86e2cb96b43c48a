"""Who asks, and whether they may: the one place where tokens and roles are checked."""

from __future__ import annotations

import time
from base64 import b64decode
from datetime import UTC, datetime

import structlog
from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler

from models.mutation import stored_instant
from models.problem import Refused
from sync.database.database import Database
from sync.database.limits import Unavailable, has_stored, stored
from sync.ended_tokens import Ended, find_ended
from sync.exchange.committer import Committer
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

    def __init__(self, database: Database, committer: Committer) -> None:
        self._database, self._committer = database, committer
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
            bearer = await self._database.look_up(find_bearer, operation, sha256(token)) if operation else None
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

    async def ended(self, token: str) -> Ended | None:
        """When and why a token ended that is not accepted any more; None where it was never one of ours."""
        operation = operation_of_token(token)
        if operation is None:
            return None
        return await self._database.read(find_ended, operation, sha256(token), datetime.now(UTC))

    def forget(self) -> None:
        """After a token was revoked: asks the database again for all of them."""
        self._forgotten += 1
        self._known.clear()

    def saw(self, bearer: Bearer, clock_offset_s: int | None = None, at: datetime | None = None) -> None:
        """A token was used, now or at that moment; by a device that exchanged when the offset of its clock is given."""
        key = (bearer.operation, bearer.token_id)
        used_at = stored_instant(at or datetime.now(UTC))
        one = self._seen.get(key) or Seen(bearer.operation, bearer.token_id, used_at, bearer.device_id, None, 0)
        if clock_offset_s is not None:
            one = one._replace(exchanged_at=used_at, clock_offset_s=clock_offset_s)
        self._seen[key] = one._replace(at=used_at)

    async def write_seen(self) -> None:
        """Writes what was seen since the last time."""
        seen, self._seen = self._seen, {}
        if not seen:
            return
        before = has_stored()
        try:
            await self._committer.beside_lock(mark_seen, tuple(seen.values()))
        except Unavailable:
            self._seen = {**seen, **self._seen}  # for the next time
            raise
        stored(before)  # it is nothing that a request sent

    async def show_seen(self) -> None:
        """Writes what was seen, for who reads it next. Where nothing can be written, reading goes on all the same."""
        try:
            await self.write_seen()
        except Unavailable as error:
            structlog.get_logger().warning("last seen not written", error=str(error), cause=error.cause)


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
        if not token:
            raise _refused(connection, "unauthenticated", _no_token(connection, handler))
        ended = await bearers.ended(token)
        code, why = (ended.code, ended.sentence()) if ended else ("unauthenticated", UNKNOWN)
        raise _refused(connection, code, why, ended)
    if bearer.role not in roles:
        detail = f"A token of role {bearer.role} may not do this. Roles that may: {', '.join(sorted(roles))}."
        raise _refused(connection, "forbidden", detail, bearer)
    connection.scope["bearer"] = bearer  # type: ignore[typeddict-unknown-key]
    bearers.saw(bearer)


NO_HEADER = (
    "No token came: the request has no Authorization header. Send Authorization: Bearer <token>. "
    "If the program sends it, ask whether a proxy on the way strips it."
)
OTHER_HEADER = "No token came: the Authorization header is not of the form Bearer <token>."
NO_PASSWORD = (
    "No token came: HTTP Basic needs any user name, a colon, and the token as the password. "
    "Type any user name, and the token as the password."
)
UNKNOWN = (
    "The token that came is unknown to this server. Check that it is whole and that this is the right server; "
    "else ask an administrator for a new one."
)


def _no_token(connection: ASGIConnection, handler: BaseRouteHandler) -> str:  # type: ignore[type-arg]
    """Why a request brings no token, and how it would."""
    given = connection.headers.get("authorization", "").strip()
    if not given:
        return NO_HEADER
    if given.lower().startswith("basic") and takes_password(handler):
        return NO_PASSWORD
    return OTHER_HEADER


def _refused(
    connection: ASGIConnection,  # type: ignore[type-arg]
    code: str,
    detail: str,
    whose: Bearer | Ended | None = None,
) -> Refused:
    """The refusal of a request, once it stands in the log: who and why, never the token."""
    structlog.get_logger().warning(
        "request refused",
        code=code,
        reason=detail,
        method=connection.scope.get("method"),
        path=connection.scope["path"],
        operation=whose.operation if whose else None,
        device_id=whose.device_id if whose else None,
        token_id=whose.token_id if whose else None,
    )
    return Refused(code, detail)


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
