"""Databases of older versions, kept as rows together with what that version answered about them.

    python -m tests.database.kept 0.2.0

plays the season with the code as it is and keeps it as version_0.2.0.json.gz: once, when that version is released.
"""

from __future__ import annotations

import asyncio
import gzip
import json
import sys
import tempfile
from base64 import b64decode, b64encode
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import Connection, text
from sqlmodel import SQLModel

from models.chance import draw
from models.mutation import stored_instant
from sync.database.database import Database
from sync.database.migrations import migrate
from sync.operations import STAFF_TOKEN_LIFE, issue_token
from tests.database.season import play
from tests.service import Json, Operation, Service, in_process

HERE = Path(__file__).parent
PERIODS: list[Json] = [
    {"from": "2022-08-15", "to": "2022-08-22"},
    {"from": "2022-08-01", "to": "2022-08-31", "since": "2022-08-01"},
    {"week": "2022-W33"},
    {"week": "2022-W34"},
]


class Kept(NamedTuple):
    """A database of an older version."""

    schema: str
    """Its newest migration."""
    rows: dict[str, list[Json]]
    """By table; bytes as {"base64": ...}."""
    answers: list[Json]
    """`operation`, `path` and `query` of what was asked, and the `answer`."""


def fill(connection: Connection, rows: dict[str, list[Json]]) -> None:
    """Stores rows in the tables of their version."""
    for table, several in rows.items():
        for row in several:
            names, values = ", ".join(f'"{name}"' for name in row), ", ".join(f":{name}" for name in row)
            statement = text(f"INSERT INTO {table} ({names}) VALUES ({values})")
            connection.execute(statement, {name: _unpacked(value) for name, value in row.items()})


def _packed(value: Any) -> Any:
    return {"base64": b64encode(value).decode()} if isinstance(value, bytes) else value


def _unpacked(value: Any) -> Any:
    return b64decode(value["base64"]) if isinstance(value, dict) else value


def read(version: str) -> Kept:
    return Kept(**json.loads(gzip.decompress((HERE / f"version_{version}.json.gz").read_bytes())))


def rows_of(connection: Connection) -> dict[str, list[Json]]:
    """Every row of every table."""
    return {
        name: [
            {key: _packed(value) for key, value in row.items()}
            for row in connection.execute(text(f"SELECT * FROM {name}")).mappings()
        ]
        for name in sorted(SQLModel.metadata.tables)
    }


def schema_of(connection: Connection) -> str:
    return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one())


async def asked_by(service: Service, operation: str, role: str = "viewer") -> Operation:
    """An operation that exists, asked by somebody new."""
    async with Database(service.database_url) as database:
        made = await database.write_transaction(
            issue_token, operation, role, datetime.now(UTC), STAFF_TOKEN_LIFE, draw(), person="Archivist"
        )
    return Operation(service, operation, made["token"])


async def asked(operation: Operation) -> list[Json]:
    """What is asked of an operation, all of it as of one moment, and what is answered."""
    now = stored_instant(datetime.now(UTC))
    seq = await operation.log_seq()
    editions = [(str(one["number"]), {"revision": one["revision"]}) for one in await operation.items("/v1/editions")]
    moments = (now, seq // 3, 2 * seq // 3)
    questions: list[tuple[str, Json]] = [
        *(("/v1/reports/weekly", {**one, "as_of": moment}) for one in PERIODS for moment in moments),
        ("/v1/reports/season", {"from": "2022-08-08", "to": "2022-08-28", "as_of": now}),
        *((f"/v1/editions/{number}", query) for number, query in editions),
        ("/v1/editions", {}),
        ("/v1/finds", {"limit": 1000}),
        *(("/v1/conflicts", {"state": state}) for state in ("open", "resolved", "settled")),
        *(("/v1/duplicates", {"state": state}) for state in ("open", "gone", "same", "distinct", "undone")),
        *(("/v1/quarantine", {"state": state}) for state in ("waiting", "released", "dismissed")),
    ]
    return [
        {"operation": operation.name, "path": path, "query": query, "answer": await operation.get(path, **query)}
        for path, query in questions
    ]


async def keep(version: str, database_url: str) -> None:
    """Plays the season, and keeps the database that is left and what is answered about it."""
    await play(database_url)
    async with Database(database_url) as database:
        schema, rows = await database.read(schema_of), await database.read(rows_of)
    answers: list[Json] = []
    async with in_process(database_url) as service:
        for row in rows["operation"]:
            answers += await asked(await asked_by(service, row["operation"]))
    kept = json.dumps({"schema": schema, "rows": rows, "answers": answers}, ensure_ascii=False, indent=0)
    (HERE / f"version_{version}.json.gz").write_bytes(gzip.compress(kept.encode(), 9, mtime=0))


def main(version: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/minetally.db"
        migrate(url)
        asyncio.run(keep(version, url))


if __name__ == "__main__":
    main(sys.argv[1])
