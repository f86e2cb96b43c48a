"""Databases to back up, and stores of both kinds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import boto3
import pytest
from moto.server import ThreadedMotoServer

from sync.backup.store import Store, open_store
from tests.databases import Databases
from tests.verify.by_hand import ByHand

BUCKET = "minetally"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What a bucket does as a store is tried in test_store; whole backups go there in `make test-long`."""
    for item in items:
        if item.path.parent == Path(__file__).parent and "bucket" in item.name and item.path.stem != "test_store":
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
    for name, value in {
        "AWS_ENDPOINT_URL": s3,
        "AWS_ACCESS_KEY_ID": "minetally",
        "AWS_SECRET_ACCESS_KEY": "no secret",
        "AWS_REGION": "us-east-1",
    }.items():
        monkeypatch.setenv(name, value)
    boto3.client("s3", endpoint_url=s3, region_name="us-east-1").create_bucket(Bucket=BUCKET)
    return open_store(f"s3://{BUCKET}/{tmp_path.name}")


@pytest.fixture(params=["folder", "bucket"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    """An empty store, of each kind."""
    if request.param == "bucket":
        made: Store = request.getfixturevalue("bucket")
        return made
    return open_store(str(tmp_path / "store"))
