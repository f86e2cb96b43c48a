"""Connections of the server: how many, how large a head may be, and how long heads and bodies may take."""

from __future__ import annotations

import asyncio
import re
import resource
from typing import Any, Literal, NamedTuple

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

MOST_HANDLES = 65_536
"""The server wants no more open files than these."""
OTHER_HANDLES = 128
"""So many of them are left for the database, files and webhooks."""


class Limits(NamedTuple):
    """What a connection may take."""

    connections: int
    """At the same time; a further one is closed at once."""
    head_bytes: int = 32 * 1024
    """The first line and the headers of a request."""
    head_s: float = 10.0
    """From the first byte of a request, or the beginning of the connection, to the end of its head."""
    body_s: float = 60.0
    """From the head to the end of the body, and as long again for each `body_step` that has come."""
    body_step: int = 1024 * 1024


def open_files() -> int:
    """Raises the limit of open files of this process as far as it may, and returns it."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    unlimited = resource.RLIM_INFINITY
    most = MOST_HANDLES if hard == unlimited else min(hard, MOST_HANDLES)
    if soft != unlimited and soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
        return most
    return MOST_HANDLES if soft == unlimited else soft


_HEAD_TOO_LARGE = b"HTTP/1.1 431 Request Header Fields Too Large\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"


_TO_HTTP_2 = re.compile(rb"(?<=\r\n)upgrade(?=:[ \t]*h2c[ \t]*\r\n)", re.IGNORECASE)


def _staying(data: bytes) -> bytes:
    """A head without the wish for HTTP/2, which a server may ignore: the parser takes it for the end of the request.

    Java's own HttpClient wishes so with each first request that is not over TLS, and its body was lost."""
    head, end, rest = data.partition(b"\r\n\r\n")
    return _TO_HTTP_2.sub(b"x-wished", head + b"\r\n")[:-2] + end + rest


class _HeadTooLarge(Exception):
    """The head of a request has more bytes than are taken."""


class BoundedProtocol(HttpToolsProtocol):
    """uvicorn's protocol, which by itself waits for ever and reads heads of any size."""

    def __init__(self, *args: Any, limits: Limits, **named: Any) -> None:
        super().__init__(*args, **named)
        self._limits = limits
        self._awaited: Literal["head", "body", None] = None
        self._timed: Literal["head", "body", None] = None
        self._deadline: asyncio.TimerHandle | None = None
        self._head_bytes = 0
        self._body_bytes = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        if len(self.connections) > self._limits.connections:
            transport.abort()
            return
        self._awaited = "head"
        self._time()

    def connection_lost(self, exc: Exception | None) -> None:
        self._awaited = None
        self._time()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self._awaited is None:  # a further request, or line ends before it
            self._awaited, self._head_bytes = "head", 0
        before = self._body_bytes
        super().data_received(_staying(data) if self._awaited == "head" else data)
        if self.transport.is_closing():
            return
        if self._awaited == "head":  # else the parser has counted it
            self._head_bytes += len(data)
            if self._head_bytes > self._limits.head_bytes:
                self.send_400_response("")
                return
        if self._body_bytes // self._limits.body_step > before // self._limits.body_step:
            self._timed = None  # it comes, though slowly
        self._time()

    # The parser's callbacks

    def on_message_begin(self) -> None:
        self._awaited, self._head_bytes = "head", 0
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        size = len(self.url) + sum(len(name) + len(value) + 4 for name, value in self.headers)
        if size > self._limits.head_bytes:
            self._head_bytes = size
            raise _HeadTooLarge
        super().on_headers_complete()
        self._awaited, self._body_bytes = "body", 0

    def on_body(self, body: bytes) -> None:
        self._body_bytes += len(body)
        super().on_body(body)

    def on_message_complete(self) -> None:
        self._awaited = None
        super().on_message_complete()

    def send_400_response(self, msg: str) -> None:
        if self._head_bytes <= self._limits.head_bytes:
            super().send_400_response(msg)
            return
        self.transport.write(
            b"HTTP/1.1 431 Request Header Fields Too Large\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
        )
        self.transport.close()

    # Time

    def _time(self) -> None:
        """Sets the deadline of what is awaited, if that is not what the present one is of."""
        if self._timed == self._awaited:
            return
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None
        self._timed = self._awaited
        if self._awaited is not None:
            seconds = self._limits.head_s if self._awaited == "head" else self._limits.body_s
            self._deadline = self.loop.call_later(seconds, self._late)

    def _late(self) -> None:
        self._timed = self._deadline = None
        if self._awaited == "body" and self.flow.read_paused:  # the application takes no more of it for now
            self._time()
            return
        self.transport.abort()
