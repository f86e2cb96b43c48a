"""uvicorn or granian: CPU a request of bare litestar handlers under each, one process on one core.

python -m bench.servers
"""

from __future__ import annotations

import os
from contextlib import ExitStack

from rich.console import Console

from bench.cores import LOAD_CORE
from bench.figures import Figure, compared, in_turns, show
from bench.processes import Client, bare, cost_of
from bench.tablets import Tablet, pull

ROUNDS = 7


def measure(requests: int, rounds: int) -> list[Figure]:
    """A figure for small requests and one for pushes, from one client and from eight."""
    with ExitStack() as stack:
        uvicorn, granian = (stack.enter_context(bare("", None, name)) for name in ("uvicorn", "granian"))
        figures = []
        for what, path, bodies in (
            ("an empty pull", "/parse", [pull(None)] * requests),
            ("a push of 100 finds", "/parse", Tablet(1).bodies(10) * (requests // 10)),
        ):
            for clients in (1, 8):
                measured = in_turns(
                    rounds + 1,
                    lambda _: cost_of(uvicorn, [Client(uvicorn.port) for _ in range(clients)], path, bodies)[0],  # noqa: B023
                    lambda _: cost_of(granian, [Client(granian.port) for _ in range(clients)], path, bodies)[0],  # noqa: B023
                )[1:]
                title = f"uvicorn, {what}, {clients} at once"
                figures.append(compared(title, "µs a request", "granian", measured, len(bodies)))
    return figures


if __name__ == "__main__":
    os.sched_setaffinity(0, {LOAD_CORE})
    show("uvicorn and granian", measure(1000, ROUNDS), Console())
