"""Servers in processes of their own on one core, the load on the other, and the CPU time that it cost them."""

from __future__ import annotations

import asyncio
import http.client
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import asyncpg
import orjson
import psutil

from sync.database import Database, migrate
from sync.operations import create_operation
from tests.databases import Kind, postgresql_url, remove_run_folder, start_postgresql

R = TypeVar("R")

CORES = sorted(os.sched_getaffinity(0))
SERVER_CORE, LOAD_CORE = CORES[0], CORES[-1]
STARTS_WITHIN_S = 60
OPERATION = "lachin-2022"


def on_core(core: int, do: Callable[[], R]) -> R:
    """What `do` gives; processes that it starts stay on that core."""
    os.sched_setaffinity(0, {core})
    try:
        return do()
    finally:
        os.sched_setaffinity(0, {LOAD_CORE})


# Databases


class Databases:
    """Fresh migrated databases of one kind, durable, in a folder on the disk."""

    def __init__(self, kind: Kind, folder: Path) -> None:
        self.kind, self.folder = kind, folder
        self._made = 0
        self._socket = folder
        if kind == "postgresql":
            self._socket = on_core(SERVER_CORE, lambda: start_postgresql(folder, durable=True))
            self.postmaster = int((folder / "postgresql" / "postmaster.pid").read_text().split()[0])
            for process in psutil.Process(self.postmaster).children():
                process.cpu_affinity([SERVER_CORE])

    def create(self) -> str:
        """The address of a new one."""
        self._made += 1
        if self.kind == "sqlite":
            self.folder.mkdir(exist_ok=True)
            url = f"sqlite:///{self.folder}/{self._made}.db"
        else:
            asyncio.run(self._execute(f"CREATE DATABASE bench_{self._made}"))
            url = postgresql_url(self._socket, f"bench_{self._made}")
        migrate(url)
        return url

    def settle(self, *urls: str) -> None:
        """Has PostgreSQL do now what it does once a minute by itself, so that no measurement is hit by it."""
        if self.kind == "postgresql":
            for url in urls:
                asyncio.run(self._execute("VACUUM ANALYZE", url))
            asyncio.run(self._execute("CHECKPOINT"))

    async def _execute(self, statement: str, url: str = "") -> None:
        connection = await asyncpg.connect(url or postgresql_url(self._socket, "postgres"))
        try:
            await connection.execute(statement)
        finally:
            await connection.close()

    def cpu_s(self) -> float:
        """CPU time of the database's processes so far, also of those that have ended; 0 where they are the server's."""
        if self.kind == "sqlite":
            return 0.0
        postmaster = psutil.Process(self.postmaster)
        times = [postmaster.cpu_times(), *(_times(child) for child in postmaster.children())]
        ended = postmaster.cpu_times()
        living = sum(time.user + time.system for time in times if time)
        return float(living + ended.children_user + ended.children_system)


def _times(process: psutil.Process) -> Any:
    try:
        return process.cpu_times()
    except psutil.NoSuchProcess:
        return None


@contextmanager
def databases(kind: Kind) -> Iterator[Databases]:
    """Databases of one kind, until the end of the block."""
    folder = Path(tempfile.mkdtemp(prefix="minetally-bench-"))
    try:
        yield Databases(kind, folder)
    finally:
        remove_run_folder(folder)
        shutil.rmtree(folder, ignore_errors=True)


def new_operation(url: str) -> str:
    """The token of the administrator of a new operation."""

    async def create() -> str:
        async with Database(url) as database:
            return await database.write(create_operation, OPERATION, "Asia/Baku", datetime.now(UTC))

    return asyncio.run(create())


# Servers


class Client:
    """One connection that stays open."""

    def __init__(self, port: int, token: str = "") -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port)
        self._headers = {"Content-Type": "application/json", "Authorization": f"Bearer {token}"}

    def ask(self, path: str, body: bytes | None = None) -> bytes:
        """The answer to a POST of `body`, or to a GET where there is none."""
        method = "GET" if body is None else "POST"
        self._connection.request(method, path, body, self._headers)
        response = self._connection.getresponse()
        answer = response.read()
        if response.status >= 300:
            raise RuntimeError(f"{method} {path} answered {response.status}: {answer[:500].decode(errors='replace')}")
        return answer

    def close(self) -> None:
        """Lets the connection go; the next request makes another. Servers close one that rests for five seconds."""
        self._connection.close()


class Server:
    """A server on a port of its own, on the servers' core."""

    def __init__(self, process: subprocess.Popen[bytes], port: int, databases: Databases | None) -> None:
        self.port, self._databases = port, databases
        self.process = psutil.Process(process.pid)

    def cpu_s(self) -> float:
        """CPU time of the server and its database so far."""
        tree = [self.process, *self.process.children(recursive=True)]
        server = sum(time.user + time.system for time in map(_times, tree) if time)
        return float(server) + (self._databases.cpu_s() if self._databases else 0.0)

    def memory_mib(self) -> float:
        """Resident memory of the server without pages of files that it has mapped, MiB."""
        memory = self.process.memory_info()
        return float(memory.rss - memory.shared) / 2**20

    def enrolled(self, admin: str, team: str, device: str) -> Client:
        """A new device of a team."""
        staff = Client(self.port, admin)
        code = orjson.loads(staff.ask("/v1/enrolments", orjson.dumps({"team": team, "device": device})))["code"]
        token = orjson.loads(staff.ask("/v1/enrol", orjson.dumps({"code": code})))["token"]
        staff.close()
        return Client(self.port, token)


@contextmanager
def ours(url: str, databases: Databases) -> Iterator[Server]:
    """`minetally serve` on a database."""
    minetally = Path(sys.executable).parent / "minetally"
    with _running([str(minetally), "serve", "--database-url", url], databases, "/ready") as server:
        yield server


@contextmanager
def bare(url: str, databases: Databases | None, server: str = "uvicorn") -> Iterator[Server]:
    """The bare handlers of bench/bare.py on a database, or on none."""
    command = [sys.executable, "-m", "bench.bare", "--database-url", url, "--server", server]
    with _running(command, databases, "/ready") as running:
        yield running


@contextmanager
def _running(command: list[str], databases: Databases | None, ready: str) -> Iterator[Server]:
    port = _free_port()
    command = [*command, "--port", str(port)]
    with tempfile.TemporaryFile() as log:
        process = on_core(SERVER_CORE, lambda: subprocess.Popen(command, stdout=log, stderr=log))
        try:
            _wait_until_ready(process, port, ready)
            yield Server(process, port, databases)
        except Exception:
            log.seek(0)
            sys.stderr.write(log.read()[-3000:].decode(errors="replace"))
            raise
        finally:
            process.terminate()
            process.wait()


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def _wait_until_ready(process: subprocess.Popen[bytes], port: int, path: str) -> None:
    until = time.monotonic() + STARTS_WITHIN_S
    while time.monotonic() < until and process.poll() is None:
        try:
            Client(port).ask(path)
            return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError("the server did not start")


# Measuring


@dataclass(frozen=True, slots=True)
class Cost:
    """What some work cost: seconds of CPU (server and database) and seconds by the clock."""

    cpu_s: float
    wall_s: float


def cost_of(
    server: Server, clients: Sequence[Client], path: str, bodies: Sequence[bytes | None]
) -> tuple[Cost, list[bytes]]:
    """What it cost the server to answer these bodies, which the clients bring at once, and the answers."""
    with ThreadPoolExecutor(len(clients)) as threads:
        cpu_s, wall_s = server.cpu_s(), time.perf_counter()
        shares = [bodies[n :: len(clients)] for n in range(len(clients))]
        answers = list(threads.map(lambda client, share: [client.ask(path, one) for one in share], clients, shares))
        cost = Cost(server.cpu_s() - cpu_s, time.perf_counter() - wall_s)
    for client in clients:
        client.close()
    return cost, [one for share in answers for one in share]
