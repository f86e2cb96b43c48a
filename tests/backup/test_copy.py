"""A copy: every row of one moment, from either database into one file, and from the file into either database."""

from __future__ import annotations

import asyncio
import stat
from pathlib import Path

import pytest
from sqlalchemy import text

from models.tables import PHOTO
from sync.backup import copy
from sync.backup.copy import CannotCopy, sqlite_url, write_copy
from sync.backup.placing import put_in_place
from sync.database.database import Database, once
from sync.database.limits import OF_COMMANDS
from tests.backup.copies import findings, indexes, rows_of
from tests.databases import Databases
from tests.service import answered, create, in_process, place
from tests.verify.by_hand import ByHand


async def copied(url: str, file: Path, photos: bool = True) -> int:
    """Writes the copy; gives how many rows it told of."""
    done: list[int] = []
    async with Database(url, OF_COMMANDS) as database:
        await write_copy(database, file, photos, done.append)
    return sum(done)


async def foretold(url: str) -> int:
    """How many rows a copy is said to have, before it is made."""
    async with Database(url, OF_COMMANDS) as database:
        return await copy.rows_to_copy(database)


def test_a_copy_has_every_row_of_every_table_and_goes_into_either_database(
    by_hand: ByHand, databases: Databases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copy, "TOGETHER", 1)
    file = tmp_path / "copy.db"
    assert asyncio.run(copied(by_hand.url, file)) == asyncio.run(foretold(by_hand.url)) > 500
    stored = once(by_hand.url, rows_of)
    assert all(stored.values())
    assert once(sqlite_url(file), rows_of) == stored
    assert once(sqlite_url(file), indexes) == once(databases.create("sqlite"), indexes)
    assert findings(sqlite_url(file)) == []
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [one.name for one in tmp_path.iterdir()] == ["copy.db"]

    other = databases.create("postgresql", migrated=False)
    put_in_place(file, other)
    assert once(other, rows_of) == stored
    assert findings(other) == []


def test_a_copy_without_photos_has_everything_but_their_bytes(by_hand: ByHand, tmp_path: Path) -> None:
    file = tmp_path / "copy.db"
    asyncio.run(copied(by_hand.url, file, photos=False))
    stored, there = once(by_hand.url, rows_of), once(sqlite_url(file), rows_of)
    data = list(PHOTO.columns).index(PHOTO.c.data)
    photos = {(*row[:data], b"", *row[data + 1 :]) for row in stored.pop("photo")}
    assert set(there.pop("photo")) == photos
    assert there == stored


async def test_a_copy_is_of_one_moment_while_tablets_write(database_url: str, tmp_path: Path) -> None:
    async with in_process(database_url) as service:
        operation = await service.operation()
        tablets = [await operation.enrol(f"T{n}") for n in range(3)]
        for tablet in tablets:
            await tablet.push(*(create(position=place(n)) for n in range(20)))
        copying = asyncio.create_task(copied(database_url, tmp_path / "copy.db"))
        pushed = 0
        while not copying.done():
            for tablet in tablets:
                answered(await tablet.exchange([create(position=place(100 + pushed))]))
                pushed += 1
        await copying
    assert await asyncio.to_thread(findings, sqlite_url(tmp_path / "copy.db")) == []
    last = once(sqlite_url(tmp_path / "copy.db"), lambda c: c.execute(text("SELECT seq FROM operation")).scalar_one())
    assert 60 <= last < 60 + pushed


def test_a_copy_is_never_put_over_an_operation(by_hand: ByHand, databases: Databases, tmp_path: Path) -> None:
    file = tmp_path / "copy.db"
    asyncio.run(copied(by_hand.url, file))
    other = databases.create("postgresql")
    put_in_place(file, other)
    before = once(other, rows_of)
    with pytest.raises(CannotCopy, match=r"holds kherson-2022, lachin-2022: nothing is put over what is there"):
        put_in_place(file, other)
    assert once(other, rows_of) == before
