"""Move: the same database on the other kind, and tablets notice nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import api.cli.move
from sync.backup.copy import write_copy
from sync.database.database import once
from tests.backup.copies import findings, rows_of
from tests.databases import Databases, keys_of
from tests.service import Device, Operation, create, in_process, place
from tests.shell import Shell


def other_place(url: str, databases: Databases, tmp_path: Path) -> str:
    """The address of a place for a database of the other kind, where nothing is."""
    if url.startswith("sqlite"):
        return databases.create("postgresql", migrated=False)
    return f"sqlite:///{tmp_path}/moved.db"


def test_everything_is_moved_as_it_is_and_never_over_anything(
    season_url: str, databases: Databases, tmp_path: Path
) -> None:
    new, before = other_place(season_url, databases, tmp_path), once(season_url, rows_of)
    said = Shell(season_url)("move", "--to", new).stdout
    assert "lachin-2022 is moved, up to log entry 1,000,0" in said
    assert once(new, rows_of) == once(season_url, rows_of) == before
    assert findings(new) == []
    again = Shell(season_url)("move", "--to", new, status=1)
    assert "nothing is put over" in again.stderr
    assert once(new, rows_of) == before
    assert {path.name for path in tmp_path.iterdir()} <= {"moved.db"}


def test_a_file_is_not_moved_beside_what_an_old_one_left(season_url: str, tmp_path: Path) -> None:
    (tmp_path / "moved.db-wal").write_bytes(b"of another file")
    refused = Shell(season_url)("move", "--to", f"sqlite:///{tmp_path}/moved.db", status=1)
    assert "moved.db-wal is there: nothing is put over it" in refused.stderr.replace("\n", " ")
    assert [path.name for path in tmp_path.iterdir()] == ["moved.db-wal"]


async def test_a_tablet_goes_on_with_its_token_and_its_cursor(
    database_url: str, databases: Databases, tmp_path: Path
) -> None:
    new = other_place(database_url, databases, tmp_path)
    async with in_process(database_url) as service:
        operation = await service.operation()
        tablet = await operation.enrol()
        sent = create(position=place(1))
        first = await tablet.push(sent)
        assert len(await tablet.pull()) == 1
    Shell(database_url)("move", "--to", new)
    async with in_process(new, keys=keys_of(database_url)) as moved:
        there = Operation(moved, operation.name, operation.token)
        same = Device(there, tablet.id, tablet.team, tablet.name, tablet.token)
        same.cursor = tablet.cursor
        assert await same.push(sent) == [{**first[0], "replayed": True}]
        await same.push(create(position=place(2)))
        assert len(await same.pull()) == 1
        assert len(await there.finds()) == 2


def test_what_somebody_writes_meanwhile_stops_it(
    season_url: str, databases: Databases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def and_somebody_writes(*given: Any, **named: Any) -> None:
        await write_copy(*given, **named)
        Shell(season_url)("token", "--operation", "lachin-2022", "--role", "viewer", "--person", "Guest")

    new = other_place(season_url, databases, tmp_path)
    monkeypatch.setattr(api.cli.move, "write_copy", and_somebody_writes)
    refused = Shell(season_url)("move", "--to", new, status=1)
    assert refused.stderr == "Somebody wrote to the database meanwhile: stop the server, and move again.\n"
    monkeypatch.undo()
    Shell(season_url)("move", "--to", new)
