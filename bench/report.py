"""The weekly report over few and many finds, and the memory of a server that has served them all."""

from __future__ import annotations

import multiprocessing
from contextlib import ExitStack
from statistics import median

from bench import disputed, moments, pull
from bench.databases import Databases, new_operation
from bench.figures import Figure, compared, figure
from bench.fill import run
from bench.processes import Client, Cost, Server, cost_of, ours

AT_MOST = 1.5
MEMORY_AT_MOST = 1.1


class Filled:
    """Databases with few and with many finds, which are being filled."""

    def __init__(self, databases: Databases, sizes: tuple[int, ...]) -> None:
        self.databases, self.sizes = databases, sizes
        self.urls = [databases.create() for _ in sizes]
        self.admins = [new_operation(url) for url in self.urls]
        fork = multiprocessing.get_context("fork")  # what is imported need not be imported again
        self._filling = [fork.Process(target=run, args=one) for one in zip(self.urls, sizes, strict=True)]
        for filling in self._filling:
            filling.start()

    def wait(self) -> None:
        """Until all are full."""
        for filling in self._filling:
            filling.join()
            if filling.exitcode:
                raise RuntimeError("a database could not be filled")
        self.databases.settle(*self.urls)


def measure(filled: Filled, requests: int, rounds: int, conflicts: int) -> list[Figure]:
    """A figure for the reports of each greater size, those of earlier moments and conflicts, and of memory."""
    with ExitStack() as stack:
        servers = [stack.enter_context(ours(url, filled.databases)) for url in filled.urls]
        staff = [Client(server.port, admin) for server, admin in zip(servers, filled.admins, strict=True)]
        idle_mib = median(server.memory_mib() for server in servers)
        costs = [[_reports(*one, requests) for one in zip(servers, staff, strict=True)] for _ in range(rounds)]
        least = f"{filled.sizes[0]:,}"
        figures = [
            compared(
                f"weekly report, {size:,} finds",
                "µs a report",
                f"the same with {least} finds",
                [(costs_of_round[n], costs_of_round[0]) for costs_of_round in costs],
                requests,
                AT_MOST,
            )
            for n, size in enumerate(filled.sizes)
            if n
        ]
        after_mib = [
            _after_pulling(server, admin, filled.sizes[-1])
            for server, admin in zip(servers, filled.admins, strict=True)
        ]
        earlier = [
            one
            for size, server, client in zip(filled.sizes, servers, staff, strict=True)
            for one in moments.measure(server, client, size, requests, rounds, greatest=size == filled.sizes[-1])
        ]
        in_dispute = disputed.measure(servers[-2], filled.admins[-2], filled.sizes[-2], conflicts, requests, rounds)
    memory = [
        figure(f"memory of the server, {size:,} finds pulled and reported", "MiB", limit_is, [(mib, limit)], at_most)
        for size, mib, limit_is, limit, at_most in (
            (filled.sizes[-1], after_mib[-1], "idle", idle_mib, None),
            (
                filled.sizes[-1],
                after_mib[-1],
                f"as many requests over {filled.sizes[-2]:,} finds",
                after_mib[-2],
                MEMORY_AT_MOST,
            ),
        )
    ]
    return [*figures, *earlier, *in_dispute, *memory]


def _reports(server: Server, staff: Client, requests: int) -> Cost:
    cost, _ = cost_of(server, [staff], moments.WEEK, [None] * requests)
    return cost


def _after_pulling(server: Server, admin: str, finds: int) -> float:
    """The server's memory after so many finds were pulled, again and again where it has fewer, MiB."""
    tablet = server.enrolled(admin, "Team 1", "fresh")
    pulled = 0
    while pulled < finds:
        for _, page in pull.pages(tablet):
            pulled += page.count(b'"seq":') // 2
    tablet.close()
    return server.memory_mib()
