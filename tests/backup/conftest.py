"""Databases to back up, and stores of both kinds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import boto3
import pytest
from moto.server import ThreadedMotoServer

from sync.backup.store import Store, open_store
from tests.backup.swift import KEY, KEY_ID, has_swift, swift
from tests.databases import Databases
from tests.verify.by_hand import ByHand


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What a bucket does as a store is tried in test_store; whole backups go there in `make test-long`, as all that
    goes to Swift does."""
    for item in items:
        if item.path.parent != Path(__file__).parent:
            continue
        if "swift" in item.name or ("bucket" in item.name and item.path.stem != "test_store"):
            item.add_marker(pytest.mark.long)


@pytest.fixture
def season_url(by_hand: ByHand, databases: Databases) -> Iterator[str]:
    """The address of a database of one's own, with a row of every kind in every table; on each kind of database."""
    url = databases.copy(by_hand.url)
    yield url
    databases.drop(url)


@pytest.fixture(scope="session")
def s3() -> Iterator[str]:
    """The address of a server that speaks S3."""
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def bucket(s3: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Store:
    """A store in a bucket of that server, which no other test uses."""
    return _in_bucket(s3, "minetally", "no secret", monkeypatch, tmp_path.name)


def _in_bucket(address: str, key_id: str, key: str, monkeypatch: pytest.MonkeyPatch, path: str) -> Store:
    bucket = f"minetally-{uuid4().hex[:8]}"
    for name, value in {
        "AWS_ENDPOINT_URL": address,
        "AWS_ACCESS_KEY_ID": key_id,
        "AWS_SECRET_ACCESS_KEY": key,
        "AWS_REGION": "us-east-1",
    }.items():
        monkeypatch.setenv(name, value)
    boto3.Session(key_id, key, region_name="us-east-1").client("s3", endpoint_url=address).create_bucket(Bucket=bucket)
    return open_store(f"s3://{bucket}/{path}")


@pytest.fixture(scope="session")
def swift_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a real cluster that speaks S3, where there is one."""
    if not has_swift():
        pytest.skip("OpenStack Swift is not installed: make swift")
    with swift(tmp_path_factory.mktemp("swift")) as address:
        yield address


@pytest.fixture
def bucket_of_swift(swift_address: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Store:
    """A store in a bucket of Swift, which no other test uses."""
    return _in_bucket(swift_address, KEY_ID, KEY, monkeypatch, tmp_path.name)


@pytest.fixture(params=["folder", "bucket", "swift"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    """An empty store, of each kind."""
    if request.param != "folder":
        made: Store = request.getfixturevalue("bucket" if request.param == "bucket" else "bucket_of_swift")
        return made
    return open_store(str(tmp_path / "store"))
