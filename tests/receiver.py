"""A program that webhooks are sent to: a real HTTP server over real sockets, which answers as a test says."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import NamedTuple

import orjson
from standardwebhooks import Webhook

from tests.service import Json

PATIENCE_S = 60.0
"""What has not come after so long is not coming."""


class Got(NamedTuple):
    """One request."""

    path: str
    headers: dict[str, str]
    text: str

    @property
    def event(self) -> Json:
        event: Json = orjson.loads(self.text)
        return event

    @property
    def id(self) -> str:
        return self.headers["webhook-id"]

    @property
    def seq(self) -> int:
        return int(self.event["data"]["seq"])

    @property
    def find_id(self) -> str:
        return str(self.event["data"]["find"]["id"])


def reply(status: int, body: bytes = b"", **headers: str) -> bytes:
    """An answer as it goes over the wire."""
    lines = [f"HTTP/1.1 {status} Said", f"content-length: {len(body)}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode() + body


Answer = Callable[[Got], Awaitable[bytes | None]]


async def fine(got: Got) -> bytes | None:
    return reply(204)


class Receiver:
    """Remembers what it got. `answer` gives the bytes of an answer, None to close without one."""

    def __init__(self, answer: Answer = fine) -> None:
        self.answer = answer
        self.got: list[Got] = []
        self.port = 0
        self.https = False
        self.closes = False
        """Whether it closes each connection after its answer."""
        self._more = asyncio.Event()
        self._open: set[asyncio.StreamWriter] = set()

    @property
    def url(self) -> str:
        return f"{'https' if self.https else 'http'}://127.0.0.1:{self.port}/hooks"

    @asynccontextmanager
    async def listening(self, port: int = 0, tls: ssl.SSLContext | None = None) -> AsyncIterator[Receiver]:
        server = await asyncio.start_server(self._serve, "127.0.0.1", port or self.port, ssl=tls)
        self.port, self.https = server.sockets[0].getsockname()[1], tls is not None
        try:
            yield self
        finally:
            server.close()
            for writer in self._open:
                writer.transport.abort()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._open.add(writer)
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
                headers = {name.lower(): value for name, value in (line.split(": ", 1) for line in head[1:] if line)}
                body = await reader.readexactly(int(headers.get("content-length", 0)))
                got = Got(head[0].split(" ")[1], headers, body.decode())
                self.got.append(got)
                self._more.set()
                answer = await self.answer(got)
                if answer is None:
                    return
                writer.write(answer)
                await writer.drain()
                if self.closes:
                    return
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            return
        finally:
            self._open.discard(writer)
            writer.close()

    async def until(self, enough: Callable[[list[Got]], bool]) -> list[Got]:
        """What it got by the time that it is enough."""
        async with asyncio.timeout(PATIENCE_S):
            while not enough(self.got):
                self._more.clear()
                await self._more.wait()
        return self.got

    async def get(self, number: int) -> list[Got]:
        """What it got by the time that these are so many."""
        return await self.until(lambda got: len(got) >= number)


def verified(got: Got, secret: str) -> Json:
    """The event of a request whose signature is right, as the library of Standard Webhooks says."""
    event: Json = Webhook(secret).verify(got.text, got.headers)
    return event
