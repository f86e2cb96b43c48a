"""One attempt to deliver: a POST, and its result. Redirects are not followed, and no proxy is used."""

from __future__ import annotations

import asyncio
import ssl
import time
from contextlib import suppress
from datetime import UTC, datetime
from functools import cached_property
from importlib.metadata import version
from typing import NamedTuple

import httpcore
import httpx

from api.webhooks.connecting import GuardedNetwork, NotAllowed, Resolve, resolve
from models.mutation import stored_instant
from models.webhook import signed_headers
from models.webhook_address import Network
from sync.events.outbox import Attempt

CONNECT_S = 5.0
TOTAL_S = 20.0
"""The longest time of an attempt, seconds."""
ANSWER_S = 2.0
"""The longest wait for the body of an answer once its status is known: it is only for the list of deliveries."""
ANSWER_BYTES = 2048
"""The most bytes of it that are stored."""
IDLE_CONNECTIONS = 100
IDLE_S = 4.0
"""How long a connection stays open for the next delivery: less than most servers keep theirs."""
LONGEST_RETRY_AFTER_S = 86400.0


class Sender:
    """Sends to receivers. One for a server process."""

    def __init__(self, allowed: tuple[Network, ...], resolve: Resolve = resolve, total_s: float = TOTAL_S) -> None:
        self._total_s, self._name = total_s, f"Minetally/{version('minetally')}"
        self._network = GuardedNetwork(allowed, resolve)

    @cached_property
    def _pool(self) -> httpcore.AsyncConnectionPool:
        """Made for the first delivery: it reads the certificates of all authorities."""
        return httpcore.AsyncConnectionPool(
            ssl_context=httpx.create_ssl_context(),  # certificates of SSL_CERT_FILE where it is set
            max_connections=None,  # the dispatcher bounds them: one receiver that hangs must not use up all
            max_keepalive_connections=IDLE_CONNECTIONS,
            keepalive_expiry=IDLE_S,
            network_backend=self._network,
        )

    async def close(self) -> None:
        if "_pool" in self.__dict__:
            await self._pool.aclose()

    async def send(self, url: str, secrets: list[str], id: str, body: str) -> Attempt:
        """Delivers one event; only an answer of 2xx counts as delivered."""
        now, started = datetime.now(UTC), time.monotonic()
        headers = {
            "content-type": "application/json",
            "user-agent": self._name,
            **signed_headers(secrets, id, body, now),
        }
        status, error, answer, wish = None, None, None, Wish()
        try:
            async with asyncio.timeout(self._total_s) as limit:
                status, answer, error, wish = await self._post(url, headers, body.encode(), limit)
        except Exception as raised:
            error = _sentence(raised, self._total_s)
        duration_ms = round((time.monotonic() - started) * 1000)
        return Attempt(stored_instant(now), status, duration_ms, error, answer, wish.retry_after_s, wish.gone)

    async def _post(
        self, url: str, headers: dict[str, str], body: bytes, limit: asyncio.Timeout
    ) -> tuple[int, str, str | None, Wish]:
        wait = {"connect": CONNECT_S, "read": self._total_s, "write": self._total_s, "pool": self._total_s}
        target = httpx.URL(url)  # quotes what must be, and writes names of other scripts as DNS has them
        address = httpcore.URL(scheme=target.raw_scheme, host=target.raw_host, port=target.port, target=target.raw_path)
        given: list[tuple[bytes | str, bytes | str]] = [("host", target.netloc), *headers.items()]
        async with self._pool.stream("POST", address, headers=given, content=body, extensions={"timeout": wait}) as got:
            limit.reschedule(None)  # the status decides; for the body there is a limit of its own
            said = {name.lower().decode("latin-1"): value.decode("latin-1") for name, value in got.headers}
            answer = await _beginning(got)
            return got.status, answer, _failure(got.status, said), _wish(got.status, said)


class Wish(NamedTuple):
    """What a receiver asks for by its answer."""

    retry_after_s: float = 0
    """It wants nothing for so long, seconds."""
    gone: bool = False
    """It wants nothing more."""


async def _beginning(response: httpcore.Response) -> str:
    """The beginning of an answer's body. One that breaks off or never ends has its status all the same."""
    begun = b""
    with suppress(TimeoutError, httpcore.NetworkError, httpcore.ProtocolError, httpcore.TimeoutException):
        async with asyncio.timeout(ANSWER_S):
            async for piece in response.aiter_stream():
                begun += piece
                if len(begun) >= ANSWER_BYTES:
                    break
    return begun[:ANSWER_BYTES].decode("utf-8", errors="replace").replace("\0", "\ufffd")


def _failure(status: int, said: dict[str, str]) -> str | None:
    """Why an answer is not a success, as a sentence."""
    if 200 <= status < 300:
        return None
    if 300 <= status < 400:
        return f"It was answered {status} and pointed to {said.get('location', 'nowhere')[:300]}: not followed."
    return f"It was answered {status}."


def _wish(status: int, said: dict[str, str]) -> Wish:
    after = said.get("retry-after", "")
    seconds = float(after[:9]) if after.isascii() and after.isdigit() and status in (429, 503) else 0.0
    return Wish(min(seconds, LONGEST_RETRY_AFTER_S), status == 410)


def _sentence(raised: Exception, total_s: float) -> str:
    if isinstance(raised, NotAllowed):
        return f"It was not sent: {raised}."
    if isinstance(raised, TimeoutError):
        return f"There was no answer within {total_s:g} s."
    if isinstance(raised, (httpcore.ConnectTimeout, httpcore.PoolTimeout)):
        return f"There was no connection within {CONNECT_S:g} s."
    if isinstance(raised, (httpcore.ConnectError, ssl.SSLError, OSError)):
        return f"There was no connection: {raised}."[:500]
    if isinstance(raised, (httpcore.NetworkError, httpcore.ProtocolError, httpcore.TimeoutException)):
        return f"The connection broke off before an answer: {raised or type(raised).__name__}."[:500]
    return f"The attempt failed: {type(raised).__name__}: {raised}."[:500]
