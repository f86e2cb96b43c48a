"""One server with something of each layer, which the abstract tests of OGC only read."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.databases import Databases
from tests.ogc import every
from tests.service import Operation, in_process


@pytest_asyncio.fixture(scope="session", loop_scope="session", params=["sqlite", "postgresql"])
async def mapped(request: pytest.FixtureRequest, databases: Databases) -> AsyncIterator[Operation]:
    """An operation whose finds nobody changes any more; played once on each kind of database."""
    url = databases.create(request.param)
    async with in_process(url) as service:
        operation = await service.operation()
        await every(operation)
        yield operation
    databases.drop(url)
