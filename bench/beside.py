"""What a tablet of another operation waits beside heavy work: its push, and GET /health, by the clock.

    python -m bench.beside                                  on SQLite and PostgreSQL, beside 40,000 finds
    python -m bench.beside --kind sqlite --finds 10000 --part xlsx --part import

The server may use all cores. The probes are a process of their own: a push each 100 ms, /health each 50 ms, for as long
as the heavy work takes, and at least two seconds. Milliseconds: the median, the 99th of a hundred, and the worst.
"""

from __future__ import annotations

import gzip
import http.client
import multiprocessing
import os
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import quote
from uuid import uuid4

import orjson
import typer
from rich.console import Console
from rich.table import Table

from api.exports.forms import FORMS
from bench.cores import CORES
from bench.databases import Databases, databases, new_operation
from bench.fill import run as fill
from bench.import_file import MAPPING, write_file
from bench.processes import Client, Server, ours
from bench.tablets import FIRST_DAY, Tablet, push
from tests.databases import Kind

AT_ONCE = 4
AT_MOST_MS = {"push": 1000.0, "health": 250.0}
EVERY_S = {"push": 0.1, "health": 0.05}
AT_LEAST_S = 2.0
IMPORTED = 20_000
SEASON = "from=2022-01-01&to=2022-12-31"
FILTER = quote("note LIKE '%zz%' AND depth_cm > 3 OR lot = 'none'")
Work = Callable[[], object]


def main(
    kind: Annotated[list[str] | None, typer.Option(help="sqlite or postgresql; both when left out.")] = None,
    finds: Annotated[int, typer.Option(help="How many the operation with the heavy work has.")] = 40_000,
    part: Annotated[list[str] | None, typer.Option(help="Only these, and quiet.")] = None,
) -> None:
    """Measure what others wait beside heavy work."""
    console = Console() if Console().is_terminal else Console(width=120)
    for one in ("sqlite", "postgresql"):
        if not kind or one in kind:
            with databases(one) as store:
                console.print(_table(one, store, finds, part))


def _table(kind: Kind, store: Databases, finds: int, wanted: list[str] | None) -> Table:
    os.sched_setaffinity(0, CORES)
    url = store.create()
    admin, other = new_operation(url), new_operation(url, "other")
    fill(url, finds)
    store.settle(url)
    table = Table(title=f"beside heavy work, {kind}, {finds:,} finds (ms: median / 99th / worst)")
    for heading in ("beside", "push", "/health", "seconds", "met"):
        table.add_column(heading)
    with ours(url, store, pinned=False) as server:
        tablet = server.enrolled(admin, "Team 1", "heavy").token
        light = server.enrolled(other, "Team 2", "light").token
        for name, works in _parts(server, admin, tablet, store.folder):
            if wanted and name not in ("quiet", *wanted):
                continue
            began = time.perf_counter()
            with _probes(server.port, light) as took:
                with ThreadPoolExecutor(max(1, len(works))) as threads:
                    for done in [threads.submit(work) for work in works]:
                        done.result()
                time.sleep(max(0.0, AT_LEAST_S - (time.perf_counter() - began)))
            shown = [_shown(took[probe]) for probe in EVERY_S]
            met = all(max(took[probe]) <= AT_MOST_MS[probe] for probe in EVERY_S)
            table.add_row(name, *shown, f"{time.perf_counter() - began:.1f}", "yes" if met else "NO")
    return table


def _shown(took: list[float]) -> str:
    ordered = sorted(took)
    return f"{ordered[len(took) // 2]:.0f} / {ordered[int(len(took) * 0.99)]:.0f} / {ordered[-1]:.0f}"


def _parts(server: Server, admin: str, tablet: str, folder: Path) -> Iterator[tuple[str, list[Work]]]:
    """What is done at once, by name."""

    def ask(path: str, body: object = None, method: str | None = None) -> Work:
        content = None if body is None else orjson.dumps(body)
        return lambda: Client(server.port, admin).ask(path, content, method)

    yield "quiet", []
    for form in ("geojson", "pdf", "xlsx"):
        yield f"reports {form}", [ask(f"/v1/reports/weekly?{SEASON}&format={form}")] * AT_ONCE
    for form in FORMS:
        yield f"export {form}", [ask(f"/v1/exports/finds?format={form}")]
    yield "filter", [ask(f"/ogc/collections/finds/items?limit=1000&filter={FILTER}")] * AT_ONCE
    yield "import", [lambda: _import(server.port, admin, folder)]
    ring = [[46.0, 39.0], [47.3, 39.0], [47.3, 39.7], [46.0, 39.7], [46.0, 39.0]]
    area = {"kind": "district", "name": "Bench", "geometry": {"type": "Polygon", "coordinates": [ring]}}
    yield "area", [ask("/v1/areas", area)]
    settings = {"id": str(uuid4()), "reason": "bench", "settings": {"duplicate_distance_m": 40}}
    yield "settings", [ask("/v1/settings", settings, "PUT")]
    yield "brackets", [lambda: _brackets(server.port, tablet)] * 2


def _import(port: int, token: str, folder: Path) -> None:
    write_file(path := folder / "rows.csv", IMPORTED)
    edge = b"--edge-of-a-part"
    mapping = edge + b'\r\nContent-Disposition: form-data; name="mapping"\r\n\r\n' + orjson.dumps(MAPPING) + b"\r\n"
    file = edge + b'\r\nContent-Disposition: form-data; name="file"; filename="rows.csv"\r\n\r\n' + path.read_bytes()
    kind = "multipart/form-data; boundary=" + edge.decode()[2:]
    _post(port, "/v1/imports", mapping + file + b"\r\n" + edge + b"--\r\n", {"Content-Type": kind}, token)


def _brackets(port: int, token: str) -> None:
    body = gzip.compress(b'{"mutations":' + b"[" * (8 * 2**20 - 100))
    _post(port, "/v1/sync", body, {"Content-Type": "application/json", "Content-Encoding": "gzip"}, token)


def _post(port: int, path: str, body: bytes, headers: dict[str, str], token: str) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port)
    connection.request("POST", path, body, {**headers, "Authorization": f"Bearer {token}"})
    connection.getresponse().read()
    connection.close()


# The probes


@contextmanager
def _probes(port: int, token: str) -> Iterator[dict[str, list[float]]]:
    """Milliseconds of each probe, there at the end of the block; a request that waits then is waited for."""
    took: dict[str, list[float]] = {}
    here, there = multiprocessing.Pipe()
    process = multiprocessing.get_context("fork").Process(target=_probe, args=(there, port, token))
    process.start()
    here.recv()
    try:
        yield took
    finally:
        here.send("end")
        took.update(here.recv())
        process.join()


def _probe(link: Connection, port: int, token: str) -> None:
    tablet, took = Tablet(time.time_ns()), {name: list[float]() for name in EVERY_S}
    does: dict[str, Callable[[], Any]] = {
        "push": lambda: Client(port, token).ask("/v1/sync", push(tablet.finds(FIRST_DAY, 1))),
        "health": lambda: Client(port).ask("/health"),
    }
    ended = False

    def again(name: str) -> None:
        while not ended:
            began = time.perf_counter()
            does[name]()
            took[name].append((time.perf_counter() - began) * 1000)
            time.sleep(max(0.0, EVERY_S[name] - (time.perf_counter() - began)))

    with ThreadPoolExecutor(len(does)) as threads:
        running = [threads.submit(again, name) for name in does]
        link.send("begun")
        link.recv()
        ended = True
        for one in running:
            one.result()
    link.send(took)


if __name__ == "__main__":
    typer.run(main)
