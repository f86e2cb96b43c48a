"""A proxy that does to each request what bad links and bad gateways do, by a plan that a seed decides.

In a test:      async with UnrulyProxy("http://127.0.0.1:8000", seed=1) as proxy: ... proxy.url ... await proxy.calm()
As a command:   python -m tests.unruly_proxy --upstream http://127.0.0.1:8000 --port 0 --seed 1
                prints its port, and is spoken to at /unruly-proxy: POST calm, POST unruly, GET done
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import random
from collections import Counter
from collections.abc import Callable
from enum import StrEnum
from typing import NamedTuple
from urllib.parse import urlsplit

LONGEST_DELAY = 0.05
"""Seconds that a delayed request waits at most, twice: on its way and on its way back."""
LONGEST_HOLD = 0.5
"""Seconds that a request waits at most for a later one to overtake it."""


class Fate(StrEnum):
    """What becomes of one request."""

    CALM = "calm"
    DELAYED = "delayed"
    REQUEST_CUT = "request cut"
    """Some of it reaches the server, then the line is dead on both sides."""
    ANSWER_CUT = "answer cut"
    """The server did it; the client gets some of the answer."""
    ANSWER_LOST = "answer lost"
    """The server did it; the client gets nothing."""
    DOUBLED = "doubled"
    """The server gets it twice, one after the other; the client gets the second answer."""
    TWICE_AT_ONCE = "twice at once"
    """The server gets it twice at the same time; the client gets one of the answers."""
    OVERTAKEN = "overtaken"
    """It is held back until a later request has been answered, and then goes on."""
    STRAY = "stray"
    """The client's line is dead, and the request reaches the server all the same: after a later one."""
    BAD_GATEWAY = "502"
    BAD_GATEWAY_AFTER = "502 after it was done"
    UNAVAILABLE = "503"
    """With Retry-After: 0."""


WEIGHTS = {
    Fate.CALM: 8, Fate.DELAYED: 2, Fate.REQUEST_CUT: 2, Fate.ANSWER_CUT: 2, Fate.ANSWER_LOST: 2, Fate.DOUBLED: 2,
    Fate.TWICE_AT_ONCE: 2, Fate.OVERTAKEN: 2, Fate.STRAY: 2, Fate.BAD_GATEWAY: 1, Fate.BAD_GATEWAY_AFTER: 1,
    Fate.UNAVAILABLE: 1,
}  # fmt: skip
"""How often each fate comes, of all: two requests of three have a bad one."""


class Request(NamedTuple):
    """A request as it came, with `Connection: close` so that the end of its answer is the end of the line."""

    number: int
    line: str
    data: bytes


class UnrulyProxy:
    """Listens on `url` from entering the block to its end; what it did stands in `done`."""

    def __init__(
        self, upstream: str, seed: int, port: int = 0, choose: Callable[[random.Random], Fate] | None = None
    ) -> None:
        """`choose` takes the place of the plan by weights: for a test of one fate."""
        parts = urlsplit(upstream)
        self._upstream = (parts.hostname or "127.0.0.1", parts.port or 80)
        self._random = random.Random(seed)
        self._choose = choose or (lambda chance: chance.choices([*WEIGHTS], [*WEIGHTS.values()])[0])
        self._port = port
        self._unruly = True
        self._number = 0
        self._answered = asyncio.Event()
        self._strays: set[asyncio.Task[None]] = set()
        self._lines: set[asyncio.Task[None]] = set()
        self.done: Counter[Fate] = Counter()

    async def __aenter__(self) -> UnrulyProxy:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", self._port, limit=2**24)
        self._port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        for task in [*self._strays, *self._lines]:
            task.cancel()
        await asyncio.gather(*self._strays, *self._lines, return_exceptions=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    async def calm(self) -> None:
        """From now on it only passes on, and what had gone astray has arrived."""
        self._unruly = False
        self._answered.set()
        await asyncio.gather(*self._strays)

    def unruly(self) -> None:
        self._unruly = True

    # One line

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task
        self._lines.add(task)
        try:
            if request := await self._read(reader):
                control = request.line.partition(" /unruly-proxy/")[2].partition(" ")[0]
                await (self._control(control, writer) if control else self._meet(request, writer))
        except (OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            writer.transport.abort()
        finally:
            self._lines.discard(task)
            writer.close()
            with contextlib.suppress(OSError, asyncio.CancelledError):
                await writer.wait_closed()

    async def _read(self, reader: asyncio.StreamReader) -> Request | None:
        """The request whole; None when the client hangs up before its end."""
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            line, *fields = head.rstrip().split("\r\n")
            lengths = [value for name, value in _pairs(fields) if name == "content-length"]
            chunked = any(name == "transfer-encoding" for name, _ in _pairs(fields))
            body = await _chunks(reader) if chunked else await reader.readexactly(int(lengths[0]) if lengths else 0)
        except asyncio.IncompleteReadError:
            return None
        kept = [field for field in fields if field.partition(":")[0].lower() != "connection"]
        self._number += 1
        head = "\r\n".join([line, *kept, "Connection: close", "", ""])
        return Request(self._number, line, head.encode("latin-1") + body)

    async def _control(self, asked: str, writer: asyncio.StreamWriter) -> None:
        if asked == "calm":
            await self.calm()
        elif asked == "unruly":
            self.unruly()
        writer.write(_answer("200 OK", json.dumps(self.done).encode()))
        await writer.drain()

    async def _meet(self, request: Request, writer: asyncio.StreamWriter) -> None:
        """Does to a request what its fate says."""
        fate = self._choose(self._random) if self._unruly else Fate.CALM
        share, first, second = self._random.random(), self._random.random(), self._random.random()
        self.done[fate] += 1
        if fate is Fate.STRAY:
            stray = asyncio.create_task(self._stray(request))
            self._strays.add(stray)
            stray.add_done_callback(self._strays.discard)
            return
        if fate is Fate.REQUEST_CUT:
            with contextlib.suppress(OSError):
                _, upstream = await asyncio.open_connection(*self._upstream)
                upstream.write(request.data[: int(len(request.data) * share)])
                await upstream.drain()
                upstream.close()
            return
        if fate in (Fate.BAD_GATEWAY, Fate.UNAVAILABLE):
            writer.write(_BAD_GATEWAY if fate is Fate.BAD_GATEWAY else _UNAVAILABLE)
            await writer.drain()
            return
        if fate is Fate.OVERTAKEN:
            await self._overtaken()
        if fate is Fate.DELAYED:
            await asyncio.sleep(LONGEST_DELAY * first)
        if fate is Fate.TWICE_AT_ONCE:
            answer, _ = await asyncio.gather(self._ask(request), self._ask(request))
        else:
            answer = await self._ask(request)
        if fate is Fate.DOUBLED:
            answer = await self._ask(request)
        if fate is Fate.DELAYED:
            await asyncio.sleep(LONGEST_DELAY * second)
        if fate is Fate.ANSWER_CUT:
            answer = answer[: int(len(answer) * share)]
        if fate is Fate.BAD_GATEWAY_AFTER:
            answer = _BAD_GATEWAY
        if fate is not Fate.ANSWER_LOST:
            writer.write(answer)
            await writer.drain()

    async def _ask(self, request: Request) -> bytes:
        """The server's answer, or as much of it as came; 502 when there is no server."""
        try:
            reader, writer = await asyncio.open_connection(*self._upstream)
        except OSError:
            return _BAD_GATEWAY
        try:
            writer.write(request.data)
            await writer.drain()
            answer = await reader.read()
        except OSError:
            answer = b""
        finally:
            writer.close()
            self._answered.set()
        line, end, rest = answer.partition(b"\r\n")  # the client must not use this line again, whatever the server says
        return line + end + b"Connection: close\r\n" + rest if end else answer

    async def _stray(self, request: Request) -> None:
        await self._overtaken()
        await self._ask(request)

    async def _overtaken(self) -> None:
        """Waits for the next answer to any request; not for ever, since there may be none."""
        self._answered.clear()
        if self._unruly:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._answered.wait(), LONGEST_HOLD)


def _pairs(fields: list[str]) -> list[tuple[str, str]]:
    return [(name.lower(), value.strip()) for name, _, value in (field.partition(":") for field in fields)]


async def _chunks(reader: asyncio.StreamReader) -> bytes:
    """A chunked body as it came, to its last chunk."""
    body = b""
    while True:
        size = await reader.readuntil(b"\r\n")
        length = int(size.partition(b";")[0], 16)
        body += size + await reader.readexactly(length + 2)
        if not length:
            return body


def _answer(status: str, body: bytes = b"", *fields: str) -> bytes:
    head = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *fields, "Connection: close", "", ""]
    return "\r\n".join(head).encode() + body


_BAD_GATEWAY = _answer("502 Bad Gateway", b"<h1>502 Bad Gateway</h1>", "Content-Type: text/html")
_UNAVAILABLE = _answer("503 Service Unavailable", b"", "Retry-After: 0")


async def _main(upstream: str, port: int, seed: int) -> None:
    async with UnrulyProxy(upstream, seed, port) as proxy:
        print(urlsplit(proxy.url).port, flush=True)
        await asyncio.Event().wait()  # until it is ended from outside


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--upstream", required=True)
    asked.add_argument("--port", type=int, default=0)
    asked.add_argument("--seed", type=int, default=1)
    given = asked.parse_args()
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_main(given.upstream, given.port, given.seed))
