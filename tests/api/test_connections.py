"""What a connection may take of the server: of time, of bytes, and of its open files. Over real sockets."""

from __future__ import annotations

import asyncio
import json
import re
import socket
import subprocess
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import httpx
import pytest

from api.app import create_app
from api.connections import Limits
from api.server import Server
from api.settings import Settings
from tests.service import MINETALLY, Service, create, outcomes

pytestmark = pytest.mark.alike

LIMITS = Limits(connections=3, head_bytes=2000, head_s=0.4, body_s=0.4, body_step=1000)
HEAD = b"GET /health HTTP/1.1\r\nHost: minetally.test\r\n"


class Link:
    """A connection to the server."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader, self.writer = reader, writer

    async def say(self, said: bytes) -> None:
        self.writer.write(said)
        await self.writer.drain()

    async def rest(self) -> bytes:
        """What still comes before the server closes the connection."""
        try:
            return await asyncio.wait_for(self.reader.read(), 30)
        except ConnectionError:
            return b""

    async def answer(self) -> bytes:
        """The answer to a small request, after which the connection stays."""
        head = await asyncio.wait_for(self.reader.readuntil(b"\r\n\r\n"), 30)
        length = re.search(rb"content-length: (\d+)", head)
        assert length, head
        return head + await self.reader.readexactly(int(length[1]))


class Place:
    """The port of a server, and the connections to it."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.links: list[Link] = []

    async def link(self) -> Link:
        self.links.append(Link(*await asyncio.open_connection("127.0.0.1", self.port)))
        return self.links[-1]

    def client(self) -> httpx.AsyncClient:
        return httpx.AsyncClient(base_url=f"http://127.0.0.1:{self.port}")

    async def leave(self) -> None:
        for link in self.links:
            link.writer.close()
            with suppress(OSError):
                await link.writer.wait_closed()


@asynccontextmanager
async def serving(database_url: str, limits: Limits = LIMITS) -> AsyncIterator[Place]:
    """Where a server with these limits is."""
    server = Server(create_app(Settings(database_url)), limits)
    listening = socket.create_server(("127.0.0.1", 0))
    running = asyncio.create_task(server.serve(sockets=[listening]))
    try:
        place = Place(listening.getsockname()[1])
        yield place
    finally:
        await place.leave()
        server.should_exit = True
        await running


async def test_a_connection_that_sends_no_whole_head_is_closed(database_url: str) -> None:
    async with serving(database_url) as place:
        for said in (b"", HEAD, b"\r\n", b"\r\n\r\n"):
            link = await place.link()
            await link.say(said)
            assert await link.rest() == b"", said


async def test_a_head_that_comes_byte_by_byte_is_closed_in_the_end(database_url: str) -> None:
    async with serving(database_url) as place:
        link = await place.link()
        sent = 0
        while not link.reader.at_eof():  # it never ends by itself
            try:
                await link.say(b"GET /health HTTP/1.1\r\n" if not sent else b"A: 1\r\n")
            except ConnectionError:
                break
            sent += 1
            await asyncio.sleep(0.05)
        assert b"200" not in await link.rest()


async def test_a_further_request_has_its_own_time_for_its_head(database_url: str) -> None:
    async with serving(database_url) as place:
        link = await place.link()
        await link.say(HEAD + b"\r\n")
        assert b"200 OK" in await link.answer()
        await link.say(HEAD)
        assert await link.rest() == b""


async def test_a_connection_that_sends_no_whole_body_is_closed(database_url: str) -> None:
    async with serving(database_url) as place, place.client() as client:
        tablet = await (await Service(database_url, client).operation()).enrol()
        head = f"POST /v1/sync HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {tablet.token}\r\n".encode()
        for framing in (b"Content-Length: 100\r\n", b"Transfer-Encoding: chunked\r\n"):
            link = await place.link()
            await link.say(head + framing + b"Content-Type: application/json\r\n\r\n")
            await link.say(b"{" if b"Length" in framing else b"1\r\n{\r\n")
            assert b"200 OK" not in await link.rest()
        assert outcomes(await tablet.push(create())) == ["applied"]


async def test_a_body_that_keeps_coming_may_take_longer(database_url: str) -> None:
    async with serving(database_url, LIMITS._replace(body_s=2.0)) as place, place.client() as client:
        tablet = await (await Service(database_url, client).operation()).enrol()
        body = json.dumps({"cursor": None, "mutations": [create()]}).encode().ljust(8000)
        link = await place.link()
        await link.say(
            f"POST /v1/sync HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {tablet.token}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n".encode()
        )
        for n in range(0, len(body), 1000):
            await link.say(body[n : n + 1000])
            await asyncio.sleep(0.3)
        assert b"200 OK" in await link.answer()


@pytest.mark.parametrize("whole", [True, False])
async def test_a_head_that_is_too_large_is_refused(database_url: str, whole: bool) -> None:
    async with serving(database_url) as place:
        for said in (
            HEAD + b"A: %s\r\n" % (b"x" * 3000),
            HEAD + b"".join(b"A%d: %d\r\n" % (n, n) for n in range(300)),
            HEAD.replace(b"/health", b"/health?x=" + b"y" * 3000),
        ):
            link = await place.link()
            await link.say(said + (b"\r\n" if whole else b""))
            assert (await link.rest()).startswith(b"HTTP/1.1 431"), said[:60]
        link = await place.link()
        await link.say(HEAD + b"A: %s\r\n\r\n" % (b"x" * 1000))
        assert b"200 OK" in await link.answer()


async def test_more_connections_than_the_server_has_handles_for_are_closed_at_once(database_url: str) -> None:
    patient = LIMITS._replace(head_s=60.0)
    async with serving(database_url, patient) as place:
        links = [await place.link() for _ in range(LIMITS.connections)]
        for link in links:
            await link.say(HEAD + b"\r\n")
            assert b"200 OK" in await link.answer()
        assert await (await place.link()).rest() == b""
        for link in links:
            link.writer.close()
        again = await place.link()
        while True:  # the server learns a moment later that they have gone
            await again.say(HEAD + b"\r\n")
            try:
                assert b"200 OK" in await again.answer()
                break
            except (ConnectionError, asyncio.IncompleteReadError):
                again = await place.link()


def test_the_limits_are_those_that_the_pages_name() -> None:
    limits = Limits(connections=1)
    assert (limits.head_s, limits.body_s, limits.head_bytes) == (10, 60, 32 * 1024)


def test_serve_raises_its_limit_of_open_files(empty_database_url: str, tmp_path: Path) -> None:
    log = tmp_path / "log"
    with log.open("wb") as out:
        command = ["bash", "-c", 'ulimit -S -n 200 && exec "$0" serve --port 0', str(MINETALLY)]
        environment = {"MINETALLY_DATABASE_URL": empty_database_url, "PATH": "/usr/bin:/bin"}
        server = subprocess.Popen(command, env=environment, stderr=out)
    try:
        until = time.monotonic() + 60
        while b"startup complete" not in log.read_bytes() and time.monotonic() < until:
            assert server.poll() is None, log.read_text()
            time.sleep(0.05)
        said = Path(f"/proc/{server.pid}/limits").read_text()
        soft, hard = re.search(r"Max open files\s+(\d+)\s+(\d+)", said).groups()  # type: ignore[union-attr]
        assert int(soft) == min(int(hard), 65_536)
    finally:
        server.terminate()
        server.wait()


async def test_a_body_is_read_of_who_wishes_for_http_2(database_url: str) -> None:
    body = b'{"code": "0000-0000-0000"}'
    wish = (
        b"Connection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAEAAEAA\r\nUpgrade: h2c\r\n"  # as Java's HttpClient
    )
    head = (
        b"POST /v1/enrol HTTP/1.1\r\nHost: minetally.test\r\nContent-Type: application/json\r\nContent-Length: %d\r\n"
    )
    async with serving(database_url, Limits(connections=3)) as place:
        for together in (True, False):
            link = await place.link()
            first = head % len(body) + wish + b"\r\n"
            await link.say(first + body if together else first)
            if not together:
                await asyncio.sleep(0.05)
                await link.say(body)
            assert b"enrolment_code_refused" in await link.answer()
            await link.say(HEAD + b"\r\n")
            assert b"200 OK" in await link.answer()
