"""A database with a row of every kind in every table, in which tests change something by hand."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.database.season import LACHIN, play
from tests.databases import Databases
from tests.verify.by_hand import ByHand


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def by_hand(request: pytest.FixtureRequest, databases: Databases) -> Iterator[ByHand]:
    """Played once; what a test changes there it takes back."""
    url = databases.create(request.param)
    with ThreadPoolExecutor(1) as thread:
        thread.submit(lambda: asyncio.run(play(url))).result()
    yield ByHand(url, LACHIN)
    databases.drop(url)
