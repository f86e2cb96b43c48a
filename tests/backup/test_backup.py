"""A backup: whole or not there, tried before anybody is told, and refused by a store that knows better."""

from __future__ import annotations

import asyncio
import json
import os
import resource
import signal
import subprocess
import time
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any
from uuid import uuid4

import pyrage
import pytest
from sqlalchemy import Connection, text

from sync.backup.backup import BackedUp, CannotBackUp, back_up
from sync.backup.copy import Progress, sqlite_url
from sync.backup.manifest import ManifestError, chosen, manifests
from sync.backup.sealing import Keyring, Recipient, SealError, unpack, unseal
from sync.backup.store import Store, StoreError, open_store
from sync.database.database import Database, once
from sync.database.limits import OF_COMMANDS
from sync.exchange.committer import Committer
from tests.backup.copies import findings
from tests.database.season import LACHIN
from tests.service import MINETALLY


def silent(name: str, steps: int | None) -> AbstractContextManager[Progress]:
    """The stages of a work, shown to nobody."""
    return nullcontext(lambda steps: None)


def backed_up(url: str, store: Store, work: Path, recipient: Recipient | None = None) -> BackedUp:
    """A backup as the command makes it; what it worked on is gone, or left as a kill leaves it."""

    async def make() -> BackedUp:
        async with Database(url, OF_COMMANDS) as database:
            return await back_up(database, Committer(database), store, work, silent, recipient)

    work = work / uuid4().hex
    work.mkdir()
    made = asyncio.run(make())
    assert [*work.iterdir()] == []
    return made


def head(url: str) -> Any:
    def read(connection: Connection) -> Any:
        columns = "epoch, seq, hash, saved_through_seq"
        return connection.execute(text(f"SELECT {columns} FROM operation WHERE operation = '{LACHIN}'")).one()

    return once(url, read)


def by_hand(url: str, statement: str) -> None:
    once(url, lambda connection: connection.execute(text(statement)))


def test_a_backup_says_what_it_holds_and_tablets_are_told(season_url: str, store: Store, tmp_path: Path) -> None:
    made = backed_up(season_url, store, tmp_path)
    assert (made.findings, made.photos) == ([], 2)
    (manifest,) = asyncio.run(manifests(store))
    assert manifest == made.manifest == asyncio.run(chosen(store, manifest.name[:9]))
    assert (manifest.verified, manifest.photos, len(manifest.operations)) == (True, 2, 2)
    epoch, seq, hash, saved = head(season_url)
    of = manifest.head(LACHIN)
    assert of is not None
    assert (of.epoch, of.seq, of.hash) == (epoch, seq, hash)
    assert saved == seq > 90
    assert findings(season_url) == []

    again = backed_up(season_url, store, tmp_path)
    assert again.photos == 0
    assert len(asyncio.run(store.names("photos/"))) == 2


def test_an_encrypted_backup_opens_with_its_key_and_no_other(season_url: str, bucket: Store, tmp_path: Path) -> None:
    key, other = pyrage.x25519.Identity.generate(), pyrage.x25519.Identity.generate()
    (tmp_path / "key.txt").write_text(f"# created: 2022-08-15\n# public key: {key.to_public()}\n{key}\n")
    (tmp_path / "other.txt").write_text(f"{other}\n")
    manifest = backed_up(season_url, bucket, tmp_path, Recipient(str(key.to_public()))).manifest
    for n, name in enumerate(asyncio.run(bucket.names(""))):
        asyncio.run(bucket.fetch(name, tmp_path / f"{n}"))
        content = (tmp_path / f"{n}").read_bytes()
        assert content.startswith(b"age-encryption.org/v1\n") or name.endswith("/manifest.json")
    asyncio.run(bucket.fetch(manifest.file, tmp_path / "sealed"))
    with pytest.raises(SealError, match=r"^None of the keys opens sealed"):
        unseal(tmp_path / "sealed", tmp_path / "wrong", Keyring(tmp_path / "other.txt"))
    unseal(tmp_path / "sealed", tmp_path / "packed", Keyring(tmp_path / "key.txt"))
    unpack(tmp_path / "packed", tmp_path / "copy.db")
    assert head(sqlite_url(tmp_path / "copy.db"))[:3] == head(season_url)[:3]


@pytest.mark.parametrize("key", ["age1x", "AGE-SECRET-KEY-1", "ssh-ed25519 x", "nobody"])
def test_a_public_key_that_is_none_is_refused(key: str) -> None:
    with pytest.raises(SealError, match="is no public key of age"):
        Recipient(key)


def test_what_does_not_fit_together_is_kept_and_nobody_is_told(season_url: str, tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "store"))
    by_hand(
        season_url,
        f"UPDATE find SET count = count + 1 WHERE id = (SELECT min(id) FROM find WHERE operation = '{LACHIN}')",
    )
    by_hand(
        season_url,
        "UPDATE photo SET data = (SELECT max(xml) FROM submission) WHERE sha256 = (SELECT min(sha256) FROM photo)",
    )
    made = backed_up(season_url, store, tmp_path)
    assert {one.table for one in made.findings} >= {"find", "photo"}
    assert (made.manifest.verified, made.photos) == (False, 1)
    assert head(season_url).saved_through_seq == 0
    with pytest.raises(ManifestError, match=r"has no verified backup\. It has 1 that are not verified"):
        asyncio.run(chosen(store, None))


def test_a_store_that_knows_a_later_history_takes_none_of_an_older_one(season_url: str, tmp_path: Path) -> None:
    store, first = open_store(str(tmp_path / "store")), head(season_url)
    later = "0fffffff-ffff-774b-bcce-b302099a8057"
    of = f"WHERE operation = '{LACHIN}'"
    by_hand(season_url, f"UPDATE operation SET epoch = '{later}' {of}")
    backed_up(season_url, store, tmp_path)
    kept = asyncio.run(store.names(""))
    for statement, told in {
        f"UPDATE operation SET epoch = '{first.epoch}' {of}": "in a later epoch",
        f"UPDATE operation SET epoch = '{later}', seq = seq - 1 {of}": "this database only up to",
        f"UPDATE operation SET seq = seq + 1 {of}": None,
        f"UPDATE log SET hash = '{'f' * 64}' {of} AND seq = {first.seq}": "with another entry",
    }.items():
        by_hand(season_url, statement)
        if told:
            with pytest.raises(CannotBackUp, match=told):
                backed_up(season_url, store, tmp_path)
    assert asyncio.run(store.names("")) == kept


class Breaks:
    """A store that breaks down at one of its writes."""

    def __init__(self, store: Store, at: int) -> None:
        self.store, self.at, self.address = store, at, store.address

    def __getattr__(self, name: str) -> Any:
        return getattr(self.store, name)

    async def put(self, name: str, file: Path) -> None:
        self.breaks()
        await self.store.put(name, file)

    async def write(self, name: str, content: bytes) -> None:
        self.breaks()
        await self.store.write(name, content)

    def breaks(self) -> None:
        self.at -= 1
        if self.at < 0:
            raise StoreError("the cable was pulled")


def test_a_backup_that_is_broken_off_is_none_and_the_next_one_goes_on(season_url: str, tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "store"))
    for at in (0, 1, 1, 1):  # at the first photo, the second one, the database, the manifest
        with pytest.raises(StoreError, match="the cable was pulled"):
            backed_up(season_url, Breaks(store, at), tmp_path)
        assert asyncio.run(manifests(store)) == []
        assert head(season_url).saved_through_seq == 0
    made = backed_up(season_url, store, tmp_path)
    assert (made.manifest.verified, made.photos) == (True, 0)


def command(url: str, to: Path, temporary: Path, **options: Any) -> subprocess.Popen[str]:
    temporary.mkdir(exist_ok=True)
    return subprocess.Popen(
        [MINETALLY, "backup", "--to", to, "--json", "--database-url", url],
        env={**os.environ, "TMPDIR": str(temporary)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **options,
    )


def test_the_command_that_is_killed_leaves_no_backup_and_no_open_copy(season_url: str, tmp_path: Path) -> None:
    to, temporary = tmp_path / "store", tmp_path / "temporary"
    killed = command(season_url, to, temporary)
    while not any("copy.db" in files for _, _, files in os.walk(temporary)):
        assert killed.poll() is None
        time.sleep(0.001)
    killed.send_signal(signal.SIGKILL)
    killed.communicate()
    assert asyncio.run(manifests(open_store(str(to)))) == []
    assert [*temporary.rglob("copy.db")] != []
    again = command(season_url, to, temporary)
    said, complained = again.communicate()
    assert (again.returncode, complained) == (0, "")
    assert [one.name for one in asyncio.run(manifests(open_store(str(to))))] == [json.loads(said)["name"]]
    assert [*temporary.iterdir()] == []


def test_a_full_disk_ends_the_command_with_a_sentence(season_url: str, tmp_path: Path) -> None:
    full = command(
        season_url,
        tmp_path / "store",
        tmp_path / "temporary",
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000)),
    )
    said, complained = full.communicate()
    assert (full.returncode, said) == (2, "")
    assert complained.startswith("The disk does not take a file in ")
    assert "TMPDIR" in complained
    assert asyncio.run(manifests(open_store(str(tmp_path / "store")))) == []
