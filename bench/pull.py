"""Pulling: a fresh device takes everything, and a device finds that nothing is new."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import orjson

from bench.figures import Figure, compared, in_turns
from bench.processes import Client, Cost, Server, cost_of
from bench.tablets import pull

AT_MOST = 2.0
"""Twice the CPU for an answer is half the rate of a core."""
CLIENTS = 4


def measure(mine: Server, tablets: list[Client], limit: Server, requests: int, rounds: int) -> list[Figure]:
    """A figure for everything, and one for nothing new."""
    bare = Client(limit.port)
    cursors, all_pages = zip(*pages(tablets[0]), strict=True)
    bodies = [pull(cursor) for cursor in cursors]
    _keep(bare, all_pages)
    all_of_it = in_turns(
        rounds,
        lambda _: _cost(mine, tablets[:1], "/v1/sync", bodies, all_pages),
        lambda _: _cost(limit, [bare], "/serve", bodies, all_pages),
    )
    figures = [
        compared(
            "pull everything, 1,000 a page",
            "µs a page",
            "a bare handler with the same bytes in memory",
            all_of_it,
            len(all_pages),
            AT_MOST,
        )
    ]
    last = orjson.loads(all_pages[-1])["cursor"]
    nothing = tablets[0].ask("/v1/sync", pull(last))
    _keep(bare, [nothing])
    others = [Client(limit.port) for _ in range(CLIENTS)]
    nothing_new = in_turns(
        rounds,
        lambda _: _cost(mine, tablets[:CLIENTS], "/v1/sync", [pull(last)] * requests, [nothing]),
        lambda _: _cost(limit, others, "/serve", [pull(last)] * requests, [nothing]),
    )
    figures.append(
        compared(
            f"pull with nothing new, {CLIENTS} clients",
            "µs an exchange",
            "a bare handler with the same bytes in memory",
            nothing_new,
            requests,
            AT_MOST,
        )
    )
    return figures


def pages(tablet: Client) -> Iterator[tuple[str | None, bytes]]:
    """The pages that a fresh device gets, each with the cursor by which it asked for it."""
    cursor, has_more = None, True
    while has_more:
        page = tablet.ask("/v1/sync", pull(cursor))
        yield cursor, page
        answer = orjson.loads(page)
        cursor, has_more = answer["cursor"], answer["has_more"]


def _keep(bare: Client, bodies: Sequence[bytes]) -> None:
    bare.ask("/forget", b"")
    for body in bodies:
        bare.ask("/keep", body)


def _cost(server: Server, clients: list[Client], path: str, bodies: Sequence[bytes], expected: Sequence[bytes]) -> Cost:
    cost, answers = cost_of(server, clients, path, bodies)
    fewest = min(len(page) for page in expected)
    if any(len(answer) < fewest - 20 for answer in answers):  # a time or an offset may be written shorter
        raise RuntimeError("an answer is shorter than it was")
    return cost
