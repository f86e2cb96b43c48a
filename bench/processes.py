"""Servers in processes of their own on one core, the load on the other, and what they cost."""

from __future__ import annotations

import http.client
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import orjson
import psutil

from bench.cores import SERVER_CORE, cpu_times, on_core
from bench.databases import Databases

R = TypeVar("R")

STARTS_WITHIN_S = 60
MINETALLY = Path(sys.executable).parent / "minetally"


# Servers


class Client:
    """One connection that stays open."""

    def __init__(self, port: int, token: str = "") -> None:
        self.token = token
        self._connection = http.client.HTTPConnection("127.0.0.1", port)
        self._headers = {"Content-Type": "application/json", "Authorization": f"Bearer {token}"}

    def ask(self, path: str, body: bytes | None = None, method: str | None = None) -> bytes:
        """The answer to a POST of `body`, or to a GET where there is none, unless another method is named."""
        method = method or ("GET" if body is None else "POST")
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
        server = sum(time.user + time.system for time in map(cpu_times, tree) if time)
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
def ours(url: str, databases: Databases | None, pinned: bool = True) -> Iterator[Server]:
    """`minetally serve` on a database; on any core where it is not pinned."""
    with _running([str(MINETALLY), "serve", "--database-url", url], databases, "/ready", pinned) as server:
        yield server


@contextmanager
def bare(url: str, databases: Databases | None, server: str = "uvicorn") -> Iterator[Server]:
    """The bare handlers of bench/bare.py on a database, or on none."""
    command = [sys.executable, "-m", "bench.bare", "--database-url", url, "--server", server]
    with _running(command, databases, "/ready") as running:
        yield running


@contextmanager
def _running(command: list[str], databases: Databases | None, ready: str, pinned: bool = True) -> Iterator[Server]:
    port = _free_port()
    command = [*command, "--port", str(port)]
    with tempfile.TemporaryFile() as log:

        def start() -> subprocess.Popen[bytes]:
            return subprocess.Popen(command, stdout=log, stderr=log)

        process = on_core(SERVER_CORE, start) if pinned else start()
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


def cost_of_doing(server: Server, do: Callable[[], R]) -> tuple[Cost, R]:
    """What something cost the server, and what it gives."""
    cpu_s, wall_s = server.cpu_s(), time.perf_counter()
    done = do()
    return Cost(server.cpu_s() - cpu_s, time.perf_counter() - wall_s), done


def cost_of(
    server: Server, clients: Sequence[Client], path: str, bodies: Sequence[bytes | None]
) -> tuple[Cost, list[bytes]]:
    """What it cost the server to answer these bodies, which the clients bring at once, and the answers."""
    shares = [bodies[n :: len(clients)] for n in range(len(clients))]
    with ThreadPoolExecutor(len(clients)) as threads:
        cost, answers = cost_of_doing(
            server,
            lambda: list(threads.map(lambda client, share: [client.ask(path, one) for one in share], clients, shares)),
        )
    for client in clients:
        client.close()
    return cost, [one for share in answers for one in share]
