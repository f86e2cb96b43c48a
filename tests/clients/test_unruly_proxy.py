"""The proxy of the clients' tests does what it says: otherwise those tests would show nothing."""

from __future__ import annotations

import asyncio
import random
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import httpx
import pytest

from tests.unruly_proxy import WEIGHTS, Fate, UnrulyProxy

ROOT = Path(__file__).parents[2]


class Upstream:
    """A server that writes down what reaches it, and answers each request with its number."""

    def __init__(self) -> None:
        self.bodies: list[str] = []
        self.url = ""

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(asyncio.IncompleteReadError):
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
            length = int(head.lower().partition("content-length:")[2].partition("\r\n")[0])
            self.bodies.append((await reader.readexactly(length)).decode())
            body = f"answer {len(self.bodies)}".encode()
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%b" % (len(body), body))
        writer.close()


@asynccontextmanager
async def upstream() -> AsyncIterator[Upstream]:
    there = Upstream()
    async with await asyncio.start_server(there.serve, "127.0.0.1", 0) as server:
        there.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        yield there


@asynccontextmanager
async def fated(*fates: Fate) -> AsyncIterator[tuple[Upstream, UnrulyProxy, httpx.AsyncClient]]:
    """A server behind a proxy whose requests meet these fates, one after the other."""
    coming = iter(fates)
    async with (
        upstream() as there,
        UnrulyProxy(there.url, 1, choose=lambda _: next(coming)) as proxy,
        httpx.AsyncClient(base_url=proxy.url) as client,
    ):
        yield there, proxy, client


@pytest.mark.parametrize("fate", [Fate.CALM, Fate.DELAYED, Fate.OVERTAKEN])
async def test_what_only_takes_longer_is_answered(fate: Fate) -> None:
    async with fated(fate) as (there, _, client):
        assert (await client.post("/", content="one")).text == "answer 1"
        assert there.bodies == ["one"]


@pytest.mark.parametrize(
    ("fate", "reaches"),
    [
        (Fate.REQUEST_CUT, []),
        (Fate.ANSWER_CUT, ["one"]),
        (Fate.ANSWER_LOST, ["one"]),
        (Fate.STRAY, ["one"]),
    ],
)
async def test_a_cut_line_is_an_error_to_the_client_whatever_reached_the_server(fate: Fate, reaches: list[str]) -> None:
    async with fated(fate) as (there, proxy, client):
        with pytest.raises(httpx.TransportError):
            await client.post("/", content="one")
        await proxy.calm()
        assert there.bodies == reaches


@pytest.mark.parametrize("fate", [Fate.DOUBLED, Fate.TWICE_AT_ONCE])
async def test_a_doubled_request_reaches_the_server_twice_and_is_answered_once(fate: Fate) -> None:
    async with fated(fate) as (there, _, client):
        assert (await client.post("/", content="one")).text in ("answer 1", "answer 2")
        assert there.bodies == ["one", "one"]


@pytest.mark.parametrize(
    ("fate", "status", "reaches"),
    [(Fate.BAD_GATEWAY, 502, []), (Fate.BAD_GATEWAY_AFTER, 502, ["one"]), (Fate.UNAVAILABLE, 503, [])],
)
async def test_a_gateway_fails_before_or_after_the_server_did_it(fate: Fate, status: int, reaches: list[str]) -> None:
    async with fated(fate) as (there, _, client):
        assert (await client.post("/", content="one")).status_code == status
        assert there.bodies == reaches


async def test_a_stray_request_arrives_after_the_later_one_that_took_its_place() -> None:
    async with fated(Fate.STRAY, Fate.CALM) as (there, proxy, client):
        with pytest.raises(httpx.TransportError):
            await client.post("/", content="one")
        await client.post("/", content="one, sent again")
        await proxy.calm()
        assert there.bodies == ["one, sent again", "one"]


async def test_an_overtaken_request_arrives_after_a_later_one() -> None:
    async with fated(Fate.OVERTAKEN, Fate.CALM) as (there, _, client):
        first = asyncio.create_task(client.post("/", content="one"))
        await asyncio.sleep(0.05)
        await client.post("/", content="two")
        assert (await first).text == "answer 2"
        assert there.bodies == ["two", "one"]


async def test_without_a_server_behind_it_the_proxy_answers_502() -> None:
    async with UnrulyProxy("http://127.0.0.1:1", 1, choose=lambda _: Fate.CALM) as proxy, httpx.AsyncClient() as client:
        assert (await client.get(proxy.url)).status_code == 502


async def test_the_plan_is_that_of_the_seed_and_knows_every_fate() -> None:
    def plan(seed: int) -> list[Fate]:
        chance = random.Random(seed)
        return [chance.choices([*WEIGHTS], [*WEIGHTS.values()])[0] for _ in range(300)]

    assert plan(1) == plan(1) != plan(2)
    assert {*plan(1)} == {*Fate} == {*WEIGHTS}


async def test_as_a_command_it_prints_its_port_and_is_calmed_over_http() -> None:
    async with upstream() as there:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "tests.unruly_proxy", "--upstream", there.url, "--seed", "3",
            stdout=asyncio.subprocess.PIPE, cwd=ROOT,
        )  # fmt: skip
        try:
            assert process.stdout
            url = f"http://127.0.0.1:{int(await process.stdout.readline())}"
            async with httpx.AsyncClient(base_url=url) as client:
                assert (await client.post("/unruly-proxy/calm")).json() == {}
                assert (await client.post("/", content="one")).text == "answer 1"
                assert (await client.get("/unruly-proxy/done")).json() == {"calm": 1}
        finally:
            process.kill()
            await process.wait()
