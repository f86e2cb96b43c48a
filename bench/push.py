"""Pushing new finds: CPU a find beside a bare handler that stores the same rows, and beside the raw driver."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from typing import NamedTuple

from bench.cores import SERVER_CORE, on_core
from bench.databases import Databases
from bench.figures import Figure, compared, figure, in_turns
from bench.processes import Client, Cost, Server, cost_of
from bench.tablets import MUTATIONS, Tablet

AT_MOST, AT_MOST_ALONE = 1.6, 1.3
APPLIED = b'"outcome":"applied"'


class Case(NamedTuple):
    """A way of pushing."""

    what: str
    clients: int
    mutations: int
    """In an exchange."""
    at_most: float


CASES = (
    Case("push new finds, one client", 1, MUTATIONS, AT_MOST),
    Case("push new finds, 8 clients", 8, MUTATIONS, AT_MOST),
    Case("push one new find an exchange, as a person works", 1, 1, AT_MOST_ALONE),
)


def measure(
    mine: Server, tablets: list[Client], limit: Server, exchanges: int, rounds: int, settle: Callable[[], None]
) -> list[Figure]:
    """A figure for each case."""
    others = [Client(limit.port) for _ in tablets]
    _push(mine, tablets, "/v1/sync", Tablet(0).bodies(exchanges))
    _push(limit, others, "/push", Tablet(0).bodies(exchanges))
    settle()
    figures = []
    for number, case in enumerate(CASES, 1):
        number_of = exchanges * (1 if case.mutations == MUTATIONS else 5)

        def bodies(n: int) -> list[bytes]:
            return Tablet(number * 1000 + n).bodies(number_of, case.mutations)  # noqa: B023

        measured = in_turns(
            rounds,
            lambda n: _push(mine, tablets[: case.clients], "/v1/sync", bodies(n)),  # noqa: B023
            lambda n: _push(limit, others[: case.clients], "/push", bodies(n)),  # noqa: B023
        )
        finds = number_of * case.mutations
        beside = "a bare handler that stores the same rows"
        figures.append(compared(case.what, "µs a find", beside, measured, finds, case.at_most))
    return figures


def _push(server: Server, clients: list[Client], path: str, bodies: list[bytes]) -> Cost:
    cost, answers = cost_of(server, clients, path, bodies)
    applied, sent = (sum(each.count(word) for each in all) for all, word in ((answers, APPLIED), (bodies, b'"op":')))
    if applied != sent:
        raise RuntimeError(f"{applied} of {sent} finds were applied")
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
