"""A SQLite file that is no longer the one at its path is noticed, and nothing is written into the one that is gone."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from sync.database.placed_file import mixed_up
from tests.databases import Databases
from tests.service import answered, create, in_process, place, refused

REPLACING: dict[str, Callable[[Path, Path], object]] = {
    "moved over": lambda copy, file: copy.replace(file),
    "moved away": lambda copy, file: file.rename(file.with_name("elsewhere.db")),
    "deleted": lambda copy, file: file.unlink(),
}


@pytest.mark.parametrize("how", REPLACING)
async def test_nothing_is_written_into_a_file_that_is_gone(databases: Databases, how: str) -> None:
    url = databases.create("sqlite")
    file = Path(url.removeprefix("sqlite:///"))
    copy = file.with_name("copy.db")
    async with in_process(url) as service:
        operation = await service.operation()
        tablet = await operation.enrol()
        await tablet.push(create())
        shutil.copyfile(file, copy)
        ghost = file.with_name("ghost.db")
        ghost.hardlink_to(file)
        before = (ghost.read_bytes(), written(file))
        REPLACING[how](copy, file)
        answer = await tablet.exchange([create(position=place(2))], limit=0)
        assert "Nothing of this request is stored" in refused(answer, 503, "database_replaced")["detail"]
        refused(await tablet.exchange(), 503, "database_replaced")
        refused(await service.client.get("/ready"), 503, "database_replaced")
        assert (ghost.read_bytes(), written(file)) == before


def written(file: Path) -> bytes:
    """What stands in the -wal of a file."""
    wal = file.with_name(f"{file.name}-wal")
    return wal.read_bytes() if wal.exists() else b""


async def test_a_file_that_is_written_to_stays_the_one_at_its_path(databases: Databases) -> None:
    url = databases.create("sqlite")
    async with in_process(url) as service:
        tablet = await (await service.operation()).enrol()
        await tablet.push(create())
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as other, other:
            other.execute("VACUUM")
        await tablet.push(create(position=place(2)))
        answered(await service.client.get("/ready"))


def filled(file: Path, rows: int) -> sqlite3.Connection:
    connection = sqlite3.connect(file)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA wal_autocheckpoint=0")
    connection.execute("CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT UNIQUE)")
    connection.executemany("INSERT INTO t (b) VALUES (?)", ((f"{n:060d}",) for n in range(rows)))
    connection.commit()
    return connection


def test_a_wal_of_another_file_is_named_before_anything_is_written(tmp_path: Path) -> None:
    file, old = tmp_path / "minetally.db", tmp_path / "old.db"
    with closing(filled(file, 3000)) as open_file:
        open_file.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        shutil.copyfile(file, old)
        open_file.execute("DELETE FROM t WHERE a % 1000 = 0")
        open_file.execute("CREATE TABLE u (b TEXT)")
        open_file.commit()
        kept = written(file)
        whole = tmp_path / "whole.db"
        shutil.copyfile(file, whole)
        whole.with_name("whole.db-wal").write_bytes(kept)
    assert kept
    assert mixed_up(f"sqlite:///{whole}") is None
    with closing(sqlite3.connect(old)) as other:
        other.execute("DROP TABLE t")
        other.execute("VACUUM")
        other.commit()
    mixed = tmp_path / "mixed.db"
    shutil.copyfile(old, mixed)
    mixed.with_name("mixed.db-wal").write_bytes(kept)
    before = mixed.read_bytes()
    why = mixed_up(f"sqlite:///{mixed}")
    assert why is not None
    assert "mixed.db-wal beside it do not belong together" in why
    assert (mixed.read_bytes(), written(mixed)) == (before, kept)
    assert mixed_up(f"sqlite:///{tmp_path / 'none.db'}") is None
