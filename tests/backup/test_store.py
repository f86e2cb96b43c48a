"""Stores: a folder and a bucket keep the same files, and say what they cannot do."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from sync.backup import bucket
from sync.backup import store as stores
from sync.backup.store import Store, StoreError, open_store


async def test_what_is_kept_is_found_read_and_removed(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stores, "PART_BYTES", 1000)
    monkeypatch.setattr(bucket, "PART_BYTES", 1000)
    large = tmp_path / "large"
    large.write_bytes(bytes(range(256)) * 400)
    assert await store.names("backups/") == {}
    await store.write("backups/one/manifest.json", b"{}")
    await store.put("backups/one/file", large)
    await store.put("photos/ab/abc", large)
    assert await store.names("backups/") == {"backups/one/manifest.json": 2, "backups/one/file": 102400}
    assert await store.read("backups/one/manifest.json") == b"{}"
    await store.fetch("backups/one/file", tmp_path / "back")
    assert (tmp_path / "back").read_bytes() == large.read_bytes()
    assert stat.S_IMODE((tmp_path / "back").stat().st_mode) == 0o600
    await store.write("backups/one/manifest.json", b"[]")
    assert await store.read("backups/one/manifest.json") == b"[]"
    for name in ("backups/one/file", "backups/one/manifest.json"):
        await store.remove(name)
    await store.remove("backups/one/file")
    assert [*await store.names("")] == ["photos/ab/abc"]


async def test_what_is_not_there_is_an_error_that_names_the_store(store: Store, tmp_path: Path) -> None:
    with pytest.raises(StoreError) as raised:
        await store.read("backups/one/manifest.json")
    assert str(raised.value) == (
        f"Cannot read backups/one/manifest.json of the store {store.address}: nothing is there."
    )
    with pytest.raises(StoreError, match="nothing is there"):
        await store.fetch("photos/ab/abc", tmp_path / "back")


async def test_only_its_owner_can_read_a_folder(tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "far" / "away"))
    await store.write("backups/one/manifest.json", b"{}")
    made = [path for path in (tmp_path / "far").rglob("*")]
    assert {stat.S_IMODE(path.stat().st_mode) for path in made if path.is_dir()} == {0o700}
    assert {stat.S_IMODE(path.stat().st_mode) for path in made if path.is_file()} == {0o600}
    assert {path.name for path in made if path.is_file()} == {"manifest.json"}


async def test_a_bucket_that_does_not_exist_and_an_address_of_neither_kind_are_refused(bucket: Store) -> None:
    with pytest.raises(StoreError, match=r"^Cannot write a to the store s3://nobody-has-it/x"):
        await open_store("s3://nobody-has-it/x").write("a", b"b")
    with pytest.raises(StoreError, match=r"^A store is a folder or s3://bucket/path, not ftp://host\.$"):
        open_store("ftp://host")
