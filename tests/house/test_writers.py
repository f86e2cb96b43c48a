"""Whatever is written goes through the committer: no other module opens a write transaction, and no job changes."""

from __future__ import annotations

import ast
import dataclasses
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

import api.app
import sync.again.lost
from sync.database.database import Database
from sync.database.limits import Unavailable
from sync.exchange.committer import Committer, Divisible, Job
from tests.house.test_layout import ROOT

OPENS = {
    "write_transaction": {"sync/database/database.py", "sync/exchange/committer.py"},
    "once": {
        "sync/database/database.py",
        "sync/database/migrations.py",
        "sync/backup/copy.py",
        "sync/backup/placing.py",
    },
    "create_engine": {"sync/database/sqlite.py", "sync/again/lost.py"},  # a file of its own, of which nothing is kept
    "create_async_engine": {"sync/database/postgresql.py"},
    "begin_nested": {"sync/exchange/committer.py"},
    "run_together": {"sync/exchange/committer.py", "sync/again/lost.py"},
    "create_pool": {"sync/database/postgresql.py"},
}
"""What opens a transaction that may write, or plays a job in one, and the modules that may name it."""
CHANGE = ("list", "set", "dict", "Files", "bytearray")
"""Types of fields whose values can be changed."""


def names(source: str) -> Iterator[tuple[int, str]]:
    """Line and name of whatever a module names: a variable, a member, an import, or a text for `getattr`."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Name):
            yield node.lineno, node.id
        elif isinstance(node, ast.Attribute):
            yield node.lineno, node.attr
        elif isinstance(node, ast.ImportFrom):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.lineno, node.value


def who_opens_transactions(root: Path) -> list[str]:
    """Modules that name what only others may."""
    return [
        f"{path.relative_to(root)}:{line} names {name}"
        for package in ("api", "models", "sync")
        for path in sorted((root / package).rglob("*.py"))
        for line, name in names(path.read_text("utf-8"))
        if name in OPENS and str(path.relative_to(root)) not in OPENS[name]
    ]


def test_no_module_but_the_committer_opens_a_write_transaction() -> None:
    assert who_opens_transactions(ROOT) == []


@pytest.mark.parametrize(
    "source",
    [
        "async def late(database):\n    await database.write_transaction(print)",
        "from sync.database.database import once",
        "from sqlalchemy import create_engine as engine",
        "getattr(database, 'write_transaction')(print)",
        "import sync.exchange.committer as door\ndoor.run_together",
    ],
)
def test_a_module_that_opens_one_is_seen(tmp_path: Path, source: str) -> None:
    (tmp_path / "api").mkdir()
    (tmp_path / "api" / "side_door.py").write_text(source)
    assert [found.partition(":")[0] for found in who_opens_transactions(tmp_path)] == ["api/side_door.py"]


async def test_what_reads_cannot_write(database_url: str) -> None:
    def writes(connection: Connection) -> None:
        connection.execute(text("DELETE FROM operation"))

    async with Database(database_url) as database:
        with pytest.raises((DBAPIError, Unavailable)) as refused:
            await database.read(writes)
        async with database.snapshot() as snapshot:
            with pytest.raises((DBAPIError, Unavailable)) as refused_too:
                await snapshot.read(writes)
        for error in (refused.value, refused_too.value):
            assert re.search("read-?only", str(error.__cause__ or error)), error
        await Committer(database).beside_lock(writes)


def jobs(of: type[Any] = Job) -> list[type[Job[Any]]]:
    """Every kind of job."""
    assert api.app  # imports all
    assert sync.again.lost  # but this
    return [one for kind in of.__subclasses__() for one in (kind, *jobs(kind)) if one is not Divisible]


@pytest.mark.parametrize("job", jobs(), ids=lambda job: job.__name__)
def test_a_job_cannot_change_itself(job: type[Any]) -> None:
    assert dataclasses.is_dataclass(job)
    assert job.__dataclass_params__.frozen  # type: ignore[attr-defined]
    for field in dataclasses.fields(job):
        assert str(field.type).partition("[")[0] not in CHANGE, field.name


def test_there_are_jobs() -> None:
    kinds = {"Exchange", "Decision", "Dismissal", "ImportRows", "Publication", "Release", "Resolution", "StaffEdit"}
    assert kinds | {"Taking", "RuleChange"} <= {job.__name__ for job in jobs()}
