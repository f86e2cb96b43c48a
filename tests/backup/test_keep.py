"""What stays in a store."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sync.backup.manifest import Keep, Manifest, ManifestError, SavedHead, folder_of, manifests, new_name, remove_others
from sync.backup.store import open_store

START = datetime(2022, 8, 20, 0, 10, tzinfo=UTC)


def made(at: datetime, epoch: str = "one", verified: bool = True) -> Manifest:
    head = SavedHead("lachin-2022", epoch, 1, "0" * 64)
    return Manifest(new_name(at), at.isoformat(), "0001", "file", "0" * 64, 1, 1, 0, None, verified, (head,))


def times(kept: set[str]) -> list[str]:
    return sorted(name[6:13] for name in kept)


def test_the_newest_of_each_hour_and_day_and_month_stays() -> None:
    backups = [made(START + timedelta(minutes=15 * n)) for n in range(4 * 60)]
    assert times(Keep.read("3h").kept(backups)) == ["22T0955", "22T1055", "22T1155"]
    assert times(Keep.read("2h,3d").kept(backups)) == ["20T2355", "21T2355", "22T1055", "22T1155"]
    assert times(Keep.read("12m").kept(backups)) == ["22T1155"]
    assert times(Keep.read("1y, 2w").kept(backups)) == ["21T2355", "22T1155"]


def test_hours_without_a_backup_do_not_count() -> None:
    backups = [made(START), made(START + timedelta(days=3)), made(START + timedelta(days=9))]
    assert times(Keep.read("2h").kept(backups)) == ["23T0010", "29T0010"]


def test_the_newest_verified_one_and_the_newest_of_each_epoch_stay() -> None:
    hours = [timedelta(hours=n) for n in range(6)]
    epochs = ["one", "one", "two", "two", "two", "two"]
    backups = [made(START + hour, epoch, n != 5) for n, (hour, epoch) in enumerate(zip(hours, epochs, strict=True))]
    assert times(Keep.read("1h").kept(backups)) == ["20T0110", "20T0410", "20T0510"]


@pytest.mark.parametrize("text", ["", "24", "h", "0d", "24h 7d", "24h,", "-1h", "3q"])
def test_a_rule_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(ManifestError, match="is written as 24h,7d,12m"):
        Keep.read(text)


async def test_others_are_removed_with_their_files_and_what_was_broken_off_long_ago(tmp_path: Path) -> None:
    store = open_store(str(tmp_path))
    backups = [made(START + timedelta(hours=n)) for n in range(4)]
    for one in backups:
        await store.write(f"{folder_of(one.name)}/minetally.db.zst", b"x")
        await store.write(f"{folder_of(one.name)}/manifest.json", one.document())
    broken = [new_name(START - timedelta(days=2)), new_name(START + timedelta(hours=5))]
    for name in broken:
        await store.write(f"{folder_of(name)}/minetally.db.zst", b"x")
    await store.write("photos/ab/abc", b"x")
    assert await remove_others(store, Keep.read("2h"), START + timedelta(hours=5)) == [one.name for one in backups[:2]]
    assert await manifests(store) == backups[2:]
    left = {name.split("/")[1] for name in await store.names("")}
    assert left == {*(one.name for one in backups[2:]), broken[1], "ab"}
