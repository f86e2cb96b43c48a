"""Backups that the server makes by itself: as often as wanted, told to monitoring, and no end to the server."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from api.backups import Backups, NotATime, distance
from api.settings import Settings
from sync.backup.manifest import MANIFEST, Manifest, SavedHead, folder_of, manifests, new_name
from sync.backup.store import open_store
from tests.service import ServerProcess, answered, create
from tests.shell import Shell


async def store_with(tmp_path: Path, age: timedelta, verified: bool = True) -> Settings:
    """Settings of a server whose store has one backup of this age."""
    at = datetime.now(UTC) - age
    head = SavedHead("lachin-2022", "one", 1, "0" * 64)
    one = Manifest(new_name(at), at.isoformat(), "0001", "file", "0" * 64, 1, 1, 0, None, verified, (head,))
    await open_store(str(tmp_path)).write(f"{folder_of(one.name)}{MANIFEST}", one.document())
    return Settings(f"sqlite:///{tmp_path}/none.db", backup_to=str(tmp_path), backup_every="1h")


async def test_a_young_backup_is_waited_for_whoever_made_it(tmp_path: Path) -> None:
    backups = Backups(await store_with(tmp_path, timedelta(minutes=40)))
    assert 1190 < await backups.look_and_make() <= 1200
    age = backups.age()
    assert age is not None
    assert timedelta(minutes=40) <= age < timedelta(minutes=41)
    assert backups.warning() is None


async def test_an_old_backup_is_told_and_one_that_does_not_verify_counts_for_nothing(tmp_path: Path) -> None:
    backups = Backups(await store_with(tmp_path, timedelta(hours=5)))
    assert await backups.look_and_make() == 60  # there is no database
    assert backups.warning() == "The newest verified backup is 5.0 hours old; one is wanted every 1:00:00."
    await store_with(tmp_path, timedelta(minutes=1), verified=False)
    await backups.look_and_make()
    assert backups.warning() is not None


@pytest.mark.parametrize(("text", "seconds"), [("15m", 900), ("2h", 7200), ("1d", 86400), ("30s", 30)])
def test_distances_are_written_with_their_unit(text: str, seconds: int) -> None:
    assert distance(text) == timedelta(seconds=seconds)


@pytest.mark.parametrize("text", ["", "15", "m", "0m", "1w", "-1h"])
def test_a_distance_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(NotATime, match="is written as 15m, 2h or 1d"):
        distance(text)


def test_the_server_does_not_start_with_backups_that_cannot_be(tmp_path: Path) -> None:
    shell = Shell(f"sqlite:///{tmp_path}/minetally.db")
    for words, told in {
        ("--backup-every", "often"): "is written as 15m, 2h or 1d, not 'often'",
        ("--backup-keep", "all"): "What to keep is written as 24h,7d,12m",
        ("--backup-encrypt-to", "age1x"): "is no public key of age",
        ("--backup-to", "ftp://host"): "A store is a folder or s3://bucket/path",
    }.items():
        refused = shell("serve", "--backup-to", str(tmp_path / "store"), *words, status=1)
        assert told in refused.stderr.replace("\n", " "), words
    assert [*tmp_path.iterdir()] == []


async def test_a_server_makes_backups_and_tells_their_age(database_url: str, tmp_path: Path) -> None:
    store = tmp_path / "store"
    server = ServerProcess(database_url, tmp_path / "log", MINETALLY_BACKUP_TO=str(store), MINETALLY_BACKUP_EVERY="1h")
    async with server.running() as service:
        tablet = await (await service.operation()).enrol()
        await tablet.push(create())
        while not (found := await manifests(open_store(str(store)))):  # noqa: ASYNC110
            await asyncio.sleep(0.05)
        assert found[0].verified
        while "minetally_backup_age_seconds 0.0" in (metrics := (await service.client.get("/metrics")).text):  # noqa: ASYNC110
            await asyncio.sleep(0.05)
        assert "minetally_backup_age_seconds " in metrics
        assert answered(await service.client.get("/ready")) == {"status": "ready", "warnings": []}
