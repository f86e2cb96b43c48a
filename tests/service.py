"""The service as its clients see it: the real application in this process, or a server process of its own.

`in_process` and `ServerProcess` both give a `Service`. An `Operation` asks as staff, a `Device` as a tablet; `create`,
`edit`, `delete` and `restore` make the mutations that a tablet sends.
"""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
from litestar import Litestar
from sqlalchemy import Connection, text

from api.app import application_of
from api.heavy.crew import Crew
from api.running import Running
from api.settings import Settings
from api.webhooks.connecting import Resolve, resolve
from api.webhooks.dispatch import Pace
from models.chance import draw
from models.find import FIELDS
from sync.database.database import Database
from sync.database.limits import Limits
from sync.operations import create_operation
from tests.databases import keys_of

Json = dict[str, Any]

LETTER: Json = {"crs": "EPSG:28408", "x": 4401180, "y": 8635076}
"""The position of the letter that started it, near Lachin."""
FIND: Json = {"marking": "3-001M", "category": "ap_mine", "count": 12, "position": LETTER, "found_on": "2022-08-15"}
"""A find with the fields that a create needs."""
MADE_AT = "2022-08-16T09:00:00+04:00"

CREW = Crew()
"""Workers that the applications of all tests share, one after the other: each takes two seconds to start."""

MINETALLY = Path(sys.executable).parent / "minetally"


def new_id() -> str:
    return str(uuid4())


# Mutations


def create(find_id: str | None = None, **fields: Any) -> Json:
    """A create of FIND with these fields; a field that is None is left out."""
    given = {name: value for name, value in {**FIND, **fields}.items() if value is not None}
    return _mutation("create", find_id or new_id(), 0, set=given)


def place(n: int) -> Json:
    """A position for each number, all too far from each other to be suspected duplicates."""
    return {**LETTER, "x": LETTER["x"] + 100 * n}


def edit(find_id: str, made_at: str = MADE_AT, **pairs: tuple[Any, Any]) -> Json:
    """An edit; `count=(12, 14)` saw 12 and says 14."""
    was, new = ({name: pair[n] for name, pair in pairs.items()} for n in (0, 1))
    return {**_mutation("edit", find_id, 1, set=new, was=was), "made_at": made_at}


def delete(find_id: str, **saw: Any) -> Json:
    """A delete whose author saw FIND with these fields."""
    return _mutation("delete", find_id, 1, was={**dict.fromkeys(FIELDS), **FIND, **saw})


def restore(find_id: str) -> Json:
    return _mutation("restore", find_id, 2)


def _mutation(op: str, find_id: str, base_version: int, **more: Any) -> Json:
    return {"id": new_id(), "find_id": find_id, "op": op, "base_version": base_version, "made_at": MADE_AT, **more}


def outcomes(results: Iterable[Json]) -> list[str]:
    return [result["outcome"] for result in results]


# Who asks


class Service:
    """A running server with its database."""

    def __init__(self, database_url: str, client: httpx.AsyncClient) -> None:
        self.database_url, self.client = database_url, client

    async def operation(self, name: str = "lachin-2022", timezone: str = "Asia/Baku") -> Operation:
        """A new operation, asked as its administrator."""
        async with Database(self.database_url) as database:
            token = await database.write_transaction(create_operation, name, timezone, datetime.now(UTC), draw())
        return Operation(self, name, token)

    async def sql(self, statement: str, **values: Any) -> list[tuple[Any, ...]]:
        """The rows that a statement gives, of somebody who writes to the database by hand."""

        def do(connection: Connection) -> list[tuple[Any, ...]]:
            answer = connection.execute(text(statement), values)
            return [tuple(row) for row in answer] if answer.returns_rows else []

        async with Database(self.database_url) as database:
            return await database.write_transaction(do)


class Operation:
    """Staff of one operation."""

    def __init__(self, service: Service, name: str, token: str) -> None:
        self.service, self.name, self.token = service, name, token

    async def call(
        self, method: str, path: str, body: object = None, *, headers: dict[str, str] | None = None, **query: Any
    ) -> httpx.Response:
        given = {"Authorization": f"Bearer {self.token}", **(headers or {})}
        content = {} if body is None else {"json": body}
        return await self.service.client.request(method, path, params=query or None, headers=given, **content)  # type: ignore[arg-type]

    async def get(self, path: str, **query: Any) -> Any:
        """What is there; it must be."""
        return answered(await self.call("GET", path, **query))

    async def items(self, path: str, **query: Any) -> list[Json]:
        """Every row of a listing, page by page."""
        rows: list[Json] = []
        after: dict[str, str] = {}
        while True:
            page = await self.get(path, **query, **after)
            rows += page["items"]
            if page["next"] is None:
                return rows
            after = {"after": page["next"]}

    async def enrol(self, team: str = "T1", name: str = "tablet") -> Device:
        """A new device of a team."""
        code = answered(await self.call("POST", "/v1/enrolments", {"team": team, "device": name}), 201)["code"]
        made = answered(await self.call("POST", "/v1/enrol", {"code": code}), 201)
        return Device(self, made["device_id"], team, name, made["token"])

    async def staff(self, role: str, person: str) -> Operation:
        """The same operation, asked by another person."""
        made = answered(await self.call("POST", "/v1/tokens", {"role": role, "person": person}), 201)
        return Operation(self.service, self.name, made["token"])

    async def finds(self) -> dict[str, Json]:
        """Every find by its id, also those that are not live."""
        return {find["id"]: find for find in await self.items("/v1/finds", limit=1000)}

    async def find(self, find_id: str) -> Json:
        found: Json = await self.get(f"/v1/finds/{find_id}")
        return found

    async def history(self, find_id: str) -> list[Json]:
        return await self.items(f"/v1/finds/{find_id}/history")

    async def table(self, find_id: str) -> dict[str, list[Any]]:
        """What is on the table of each field in conflict: the accepted value, then the offers."""
        conflicts = await self.items("/v1/conflicts", find_id=find_id)
        return {
            one["field"]: [one["accepted"]["value"], *(offer["value"] for offer in one["offers"])] for one in conflicts
        }

    async def week(self, first: str = "2022-08-15", last: str = "2022-08-22", **query: str) -> Json:
        report: Json = await self.get("/v1/reports/weekly", **{"from": first, "to": last}, **query)
        return report

    async def log_seq(self) -> int:
        """How many entries the log has."""
        return int((await self.week(group_by="team"))["as_of"]["seq"])

    async def resolve(
        self, conflict_id: str, value: Any, id: str | None = None, etag: str | None = None
    ) -> httpx.Response:
        """Settles a conflict in its present state, or in the one that `etag` names."""
        etag = etag or (await self.get(f"/v1/conflicts/{conflict_id}"))["etag"]
        body = {"id": id or new_id(), "value": value, "reason": "counted again"}
        return await self.call("POST", f"/v1/conflicts/{conflict_id}/resolution", body, headers={"If-Match": etag})

    async def change(self, find_id: str, etag: str | None = None, **body: Any) -> httpx.Response:
        """Edits a find as staff do, `set=...` or `deleted=...`, in its present state or in that which `etag` names."""
        etag = etag or (await self.call("GET", f"/v1/finds/{find_id}")).headers["etag"]
        return await self.call("PATCH", f"/v1/finds/{find_id}", {"id": new_id(), **body}, headers={"If-Match": etag})

    async def release(self, quarantine_id: str, mutation: object) -> httpx.Response:
        return await self.call("POST", f"/v1/quarantine/{quarantine_id}/release", {"mutation": mutation})

    async def dismiss(self, quarantine_id: str, reason: str = "typed twice") -> httpx.Response:
        return await self.call("POST", f"/v1/quarantine/{quarantine_id}/dismissal", {"reason": reason})


class Device:
    """A tablet, which remembers its cursor."""

    def __init__(self, operation: Operation, id: str, team: str, name: str, token: str) -> None:
        self.operation, self.id, self.team, self.name, self.token = operation, id, team, name, token
        self.cursor: str | None = None

    async def post(self, content: bytes, **headers: str) -> httpx.Response:
        """An exchange whose body is these bytes."""
        given = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        given |= {name.replace("_", "-"): value for name, value in headers.items()}
        return await self.operation.service.client.post("/v1/sync", content=content, headers=given)

    async def exchange(self, mutations: Iterable[object] = (), limit: int = 500, **body: Any) -> httpx.Response:
        """One exchange from the device's cursor, which stays; `body` has more members of the request."""
        document = {"cursor": self.cursor, "limit": limit, "mutations": list(mutations), **body}
        headers = {"Authorization": f"Bearer {self.token}"}
        return await self.operation.service.client.post("/v1/sync", json=document, headers=headers)

    async def push(self, *mutations: object, **body: Any) -> list[Json]:
        """The results of an exchange that brings these and takes nothing."""
        results: list[Json] = answered(await self.exchange(mutations, limit=0, **body))["results"]
        assert len(results) == len(mutations)
        return results

    async def witness(self, epoch: str, finds: Iterable[Json], done: bool = True) -> httpx.Response:
        """Tells what the old copy of a history has."""
        body = {"epoch": epoch, "finds": list(finds), "done": done}
        headers = {"Authorization": f"Bearer {self.token}"}
        return await self.operation.service.client.post("/v1/recovery/witness", json=body, headers=headers)

    async def pull(self, limit: int = 500) -> dict[str, Json]:
        """What changed after the cursor, to the end: id to find. The cursor moves."""
        held: dict[str, Json] = {}
        while True:
            answer = answered(await self.exchange(limit=limit))
            held |= {change["find"]["id"]: change["find"] for change in answer["changes"]}
            self.cursor = answer["cursor"]
            if not answer["has_more"]:
                return held


def answered(response: httpx.Response, status: int = 200) -> Any:
    """The document of an answer that must have this status."""
    assert response.status_code == status, f"{response.status_code} {response.text[:1000]}"
    return response.json() if response.content else None


def refused(response: httpx.Response, status: int, code: str) -> Json:
    """The problem of an answer that must be this refusal."""
    problem: Json = answered(response, status)
    assert response.headers["content-type"] == "application/problem+json"
    assert (problem["code"], problem["status"]) == (code, status)
    return problem


# What runs


IDLE: list[Litestar] = []
"""Applications whose last test has ended: to build one takes longer than most tests."""


@asynccontextmanager
async def in_process(
    database_url: str,
    pace: Pace | None = None,
    resolve: Resolve = resolve,
    limits: Limits | None = None,
    **settings: str,
) -> AsyncIterator[Service]:
    """The application in this process, over a migrated database."""
    given = {"keys": keys_of(database_url), **settings}
    running = Running(Settings(database_url, **given), pace or Pace(), resolve, limits or Limits(), crew=CREW)
    app = IDLE.pop() if IDLE else application_of(running)
    app.state.running = running
    started, wanted = asyncio.Event(), asyncio.Event()

    async def live() -> None:
        async with app.lifespan():
            started.set()
            await wanted.wait()

    # The application must end in the task that began it, and pytest ends a fixture in another.
    life = asyncio.create_task(live())
    life.add_done_callback(lambda _: started.set())
    await started.wait()
    if life.done():
        life.result()
    try:
        transport = httpx.ASGITransport(app)  # type: ignore[arg-type]
        async with httpx.AsyncClient(transport=transport, base_url="http://minetally.test") as client:
            yield Service(database_url, client)
    finally:
        wanted.set()
        await life
    IDLE.append(app)


class ServerProcess:
    """`minetally serve` on a port of its own; it can be killed and started again."""

    def __init__(self, database_url: str, log: Path, **environment: str) -> None:
        self.database_url, self.log, self.environment = database_url, log, environment
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]
        self._process: subprocess.Popen[bytes] | None = None

    @asynccontextmanager
    async def running(self) -> AsyncIterator[Service]:
        """The service over real sockets, until the end of the block."""
        await self.start()
        try:
            async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{self.port}", timeout=60) as client:
                yield Service(self.database_url, client)
        finally:
            self.kill()

    @property
    def pid(self) -> int:
        """Of the process while it runs."""
        assert self._process is not None
        return self._process.pid

    async def start(self) -> None:
        """Starts it and waits until it answers."""
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(  # noqa: ASYNC220
                [MINETALLY, "serve", "--port", str(self.port)],
                env={
                    **os.environ,
                    "MINETALLY_KEYS": keys_of(self.database_url),
                    **self.environment,
                    "MINETALLY_DATABASE_URL": self.database_url,
                },
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        until = time.monotonic() + 60
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{self.port}") as client:
            while time.monotonic() < until:
                assert self._process.poll() is None, self.log.read_text()
                try:
                    if (await client.get("/ready")).status_code == 200:
                        return
                except httpx.TransportError:
                    await asyncio.sleep(0.02)
        self.kill()
        raise AssertionError(f"no answer within a minute: {self.log.read_text()}")

    def kill(self) -> None:
        """kill -9, to this process and what it started, in the middle of whatever they do."""
        if self._process:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            self._process = None
