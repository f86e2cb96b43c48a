"""Pushing new finds: CPU a find beside a bare handler that stores the same rows, and beside the raw driver."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

from bench.cores import SERVER_CORE, on_core
from bench.databases import Databases
from bench.figures import Figure, compared, figure, in_turns
from bench.processes import Client, Cost, Server, cost_of
from bench.tablets import MUTATIONS, Tablet

CLIENTS = (1, 8)
AT_MOST = 2.0
APPLIED = b'"outcome":"applied"'


def measure(
    mine: Server, tablets: list[Client], limit: Server, exchanges: int, rounds: int, settle: Callable[[], None]
) -> list[Figure]:
    """A figure for one client and for eight."""
    others = [Client(limit.port) for _ in tablets]
    _push(mine, tablets, "/v1/sync", 0, exchanges)
    _push(limit, others, "/push", 0, exchanges)
    settle()
    figures = []
    for clients in CLIENTS:
        seed = clients * 1000
        measured = in_turns(
            rounds,
            lambda n: _push(mine, tablets[:clients], "/v1/sync", seed + n, exchanges),  # noqa: B023
            lambda n: _push(limit, others[:clients], "/push", seed + n, exchanges),  # noqa: B023
        )
        who = "one client" if clients == 1 else f"{clients} clients"
        figures.append(
            compared(
                f"push new finds, {who}",
                "µs a find",
                "a bare handler that stores the same rows",
                measured,
                exchanges * MUTATIONS,
                AT_MOST,
            )
        )
    return figures


def _push(server: Server, clients: list[Client], path: str, seed: int, exchanges: int) -> Cost:
    bodies = Tablet(seed).bodies(exchanges)
    cost, answers = cost_of(server, clients, path, bodies)
    applied = sum(answer.count(APPLIED) for answer in answers)
    if applied != exchanges * MUTATIONS:
        raise RuntimeError(f"{applied} of {exchanges * MUTATIONS} finds were applied")
    return cost


def beside_raw(databases: Databases, url: str, empty_url: str, pushed: Figure, exchanges: int, rounds: int) -> Figure:
    """What the raw driver needs for the rows that were pushed into `url`, beside what the push of one client took."""
    command = [sys.executable, "-m", "bench.raw", url, empty_url]
    raw = on_core(
        SERVER_CORE, lambda: subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    )
    measured = []
    with raw:
        assert raw.stdin is not None
        assert raw.stdout is not None
        for n in range(-1, rounds):  # the first is not counted
            database_s = databases.cpu_s()
            print(exchanges, file=raw.stdin, flush=True)
            cpu_s = float(raw.stdout.readline()) + databases.cpu_s() - database_s
            if n >= 0:
                measured.append((pushed.ours, cpu_s * 1e6 / exchanges / MUTATIONS))
        raw.stdin.close()
    return figure("the same, one client", "µs a find", "the raw driver, same rows and commits", measured, None)
