"""What old clients are told: that something they use is deprecated, and when it goes away.

A route says `deprecation=Deprecation(...)`, or `parameter_deprecations={name: Deprecation(...)}` for some of its query.
Answers then carry `Deprecation` (RFC 9745), `Sunset` (RFC 8594) and a `Link` to what explains it, refusals too; the
document says `deprecated: true`. docs/versions.md is the policy.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from email.utils import format_datetime
from typing import Any, NamedTuple
from urllib.parse import parse_qsl

from litestar.types import Message, Scope

EXPLAINED_AT = "/docs"


class Deprecation(NamedTuple):
    """Deprecated from the start of a day, and gone from the start of another, both in UTC."""

    since: date
    sunset: date
    instead: str
    """A sentence: what to use."""

    def sentence(self) -> str:
        return f"Deprecated since {self.since}, served until {self.sunset}. {self.instead}"

    def headers(self) -> dict[str, str]:
        return {
            "Deprecation": f"@{_start(self.since).timestamp():.0f}",
            "Sunset": format_datetime(_start(self.sunset), usegmt=True),
            "Link": f'<{EXPLAINED_AT}>; rel="deprecation"; type="text/html"',
        }


HEADERS = {
    "Deprecation": "Since when it is deprecated (RFC 9745).",
    "Sunset": "When it goes away (RFC 8594).",
    "Link": "rel=deprecation: where that is explained.",
}


def _start(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


async def tell_deprecated(message: Message, scope: Scope) -> None:
    """Adds the headers to an answer of a deprecated route, or to a request with a deprecated parameter."""
    if message["type"] != "http.response.start" or "route_handler" not in scope:
        return
    if told := _deprecations(scope["route_handler"].opt, scope["query_string"]):
        first = min(told, key=lambda one: one.sunset)
        headers = [(name.lower().encode(), value.encode()) for name, value in first.headers().items()]
        message["headers"] = [*message.get("headers", ()), *headers]


def _deprecations(opt: dict[str, Any], query: bytes) -> list[Deprecation]:
    told: list[Deprecation] = [opt["deprecation"]] if "deprecation" in opt else []
    if parameters := opt.get("parameter_deprecations"):
        names = {name for name, _ in parse_qsl(query.decode("latin-1"), keep_blank_values=True)}
        told += [one for name, one in parameters.items() if name in names]
    return told
