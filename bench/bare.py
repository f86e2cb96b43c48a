"""The limits: bare litestar handlers that do no more than must be done, served as ours are.

python -m bench.bare --port 8001 --database-url sqlite:///bare.db
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from itertools import count
from typing import Annotated, Any

import orjson
import typer
import uvicorn
from litestar import Litestar, Request, Response, get, post
from sqlalchemy import Connection, insert

from models.find import FIELDS
from models.tables import FIND, LOG
from sync.database.database import Database

RECEIVED_AT = "2026-01-01T00:00:00.000000Z"
AUTHOR = {
    "device_id": "0198b8e2-5a1c-4c3e-9d57-0b6a4e2f1c11",
    "team": "Team 1",
    "person": None,
    "made_at": "2022-08-15T17:20:00+04:00",
    "made_at_corrected": "2022-08-15T13:20:00.000000Z",
    "received_at": RECEIVED_AT,
    "mutation_id": "0198b8e2-5a1c-7c3e-9d57-0b6a4e2f1c11",
}
NOTHING_SET = dict.fromkeys(FIELDS)
DERIVED = {
    "type": {"key": "3-001M", "marking": "3-001M", "category": "ap_mine", "known": True},
    "location": {"lat": 39.73318600123456, "lon": 46.57442700123456, "accuracy_m": None, "transform": "EPSG:15865"},
    "district_computed": None,
    "flags": [],
    "conflicts": [],
    "created": AUTHOR,
    "changed": AUTHOR,
}
"""What ours works out, as constants of the same length."""
SHA256 = "0" * 64
ANSWERED = {"version": 1, "conflicts": [], "flags": [], "problem": None}
ANSWER = orjson.dumps({"id": SHA256[:36], "find_id": SHA256[:36], "outcome": "applied", "seq": 1000, **ANSWERED})

Row = dict[str, Any]
Asked = Request[Any, Any, Any]


def rows_of(mutation: dict[str, Any], seq: int) -> tuple[Row, Row]:
    """The rows that ours stores for a new find, column for column and byte for byte as long: log, find."""
    fields = mutation["set"]
    id, find_id = mutation["id"], mutation["find_id"]
    answer = {"id": id, "find_id": find_id, "outcome": "applied", "replayed": False, "seq": seq, **ANSWERED}
    server = {"version": 1, "seq": seq, "state": "live", "duplicate_of": None}
    document = {"id": find_id, **server, **NOTHING_SET, **fields, **DERIVED}
    log = {
        "operation": "lachin-2022",
        "seq": seq,
        "kind": "create",
        "mutation_id": id,
        "digest": SHA256,
        "find_id": find_id,
        "version": 1,
        "content": orjson.dumps(mutation).decode(),
        "find": orjson.dumps(fields).decode(),
        "answer": orjson.dumps(answer).decode(),
        "closed": None,
        "device_id": AUTHOR["device_id"],
        "team": AUTHOR["team"],
        "person": None,
        "made_at": mutation["made_at"],
        "at": RECEIVED_AT,
        "received_at": RECEIVED_AT,
        "mends": None,
        "hash": SHA256,
    }
    find = {
        "operation": "lachin-2022",
        "id": find_id,
        "version": 1,
        "seq": seq,
        "state": "live",
        "found_on": fields["found_on"],
        "type_key": fields["marking"],
        "category": fields["category"],
        "count": fields["count"],
        "manufactured_year": None,
        "district": fields["district"],
        "team": AUTHOR["team"],
        "device_id": AUTHOR["device_id"],
        "lat": fields["position"]["x"] * 9e-6,
        "lon": fields["position"]["y"] * 5e-6,
        "reach_m": 0.0,
        "days_block": date.fromisoformat(fields["found_on"]).toordinal() // 7,
        "duplicate_of": None,
        "document": orjson.dumps(document).decode(),
        "merge": None,
    }
    return log, find


def store(connection: Connection, rows: list[tuple[Row, Row]]) -> None:
    """Both tables, by SQLAlchemy Core."""
    connection.execute(insert(LOG), [log for log, _ in rows])
    connection.execute(insert(FIND), [find for _, find in rows])


@get("/ready")
async def ready() -> str:
    return "ready"


@post("/push", status_code=200)
async def push(request: Asked) -> Response[bytes]:
    """Parses a body and stores its finds and their log in one commit."""
    state = request.app.state
    body = orjson.loads(await request.body())
    rows = [rows_of(mutation, next(state.seq)) for mutation in body["mutations"]]
    await state.database.write_transaction(store, rows)
    return Response(b"[" + ",".join(log["answer"] for log, _ in rows).encode() + b"]", media_type="application/json")


@post("/parse", status_code=200)
async def parse(request: Asked) -> Response[bytes]:
    """Parses a body and answers with as many answers as it has mutations."""
    body = orjson.loads(await request.body())
    return Response(b"[" + b",".join([ANSWER] * len(body["mutations"])) + b"]", media_type="application/json")


@post("/keep", status_code=200)
async def keep(request: Asked) -> None:
    """Keeps a body to be served by `serve`."""
    request.app.state.kept.append(await request.body())


@post("/forget", status_code=200)
async def forget(request: Asked) -> None:
    request.app.state.kept.clear()


@post("/serve", status_code=200)
async def serve(request: Asked) -> Response[bytes]:
    """The next of the kept bodies, from memory."""
    orjson.loads(await request.body())
    kept: list[bytes] = request.app.state.kept
    return Response(kept[next(request.app.state.served) % len(kept)], media_type="application/json")


def create_app(url: str) -> Litestar:
    """The bare application."""

    @asynccontextmanager
    async def running(app: Litestar) -> AsyncIterator[None]:
        app.state.update({"seq": count(1), "served": count(), "kept": []})
        if url:
            app.state.database = Database(url)
        yield
        if url:
            await app.state.database.close()

    handlers = [ready, push, parse, keep, forget, serve]
    return Litestar(handlers, lifespan=[running], openapi_config=None, logging_config=None)


def without_database() -> Litestar:
    """The bare application where nothing is stored."""
    return create_app("")


def main(
    port: Annotated[int, typer.Option()],
    database_url: Annotated[str, typer.Option()] = "",
    server: Annotated[str, typer.Option(help="uvicorn, or granian, which stores nothing.")] = "uvicorn",
) -> None:
    if server == "granian":
        granian(port)
    else:
        config = uvicorn.Config(
            create_app(database_url), port=port, log_config=None, access_log=False, server_header=False
        )
        uvicorn.Server(config).run()


def granian(port: int) -> None:
    from granian.constants import Interfaces, Loops
    from granian.server import Server

    Server(
        "bench.bare:without_database",
        factory=True,
        port=port,
        interface=Interfaces.ASGI,
        loop=Loops.uvloop,
        log_enabled=False,
    ).serve()


if __name__ == "__main__":
    typer.run(main)
