"""What an exchange answers for each mutation: outcome, version, seq, flags, in the order of the request."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.service import Operation, create, in_process


@pytest.fixture
async def operation(database_url: str) -> AsyncIterator[Operation]:
    async with in_process(database_url) as service:
        yield await service.operation()


async def test_a_create_makes_version_1_and_is_the_first_entry_of_the_log(operation: Operation) -> None:
    tablet = await operation.enrol()
    made = create()
    (result,) = await tablet.push(made)
    assert result == {
        "id": made["id"],
        "find_id": made["find_id"],
        "outcome": "applied",
        "replayed": False,
        "version": 1,
        "seq": 1,
        "conflicts": [],
        "flags": [],
        "problem": None,
    }
