"""A mutation on which the server fails stops nobody: it is rejected, kept, and can be released after an update."""

from __future__ import annotations

from typing import Any

import pytest

from sync.exchange import transaction
from sync.finds import projection
from sync.merge.find_state import FindState
from tests.service import Operation, answered, create, edit, outcomes, refused

BROKEN = "TM-62M"


@pytest.fixture
def fault(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """The server fails on every find of this marking, until the fault is undone."""
    project = projection.project

    def fails(find: FindState, *rest: Any) -> Any:
        if find.values["marking"] == BROKEN:
            raise ZeroDivisionError("nobody foresaw it")
        return project(find, *rest)

    monkeypatch.setattr(transaction, "project", fails)
    return monkeypatch


async def test_it_is_rejected_as_internal_and_its_neighbours_go_in(operation: Operation, fault: object) -> None:
    tablet = await operation.enrol()
    broken = create(marking=BROKEN)
    results = await tablet.push(create(), broken, create())
    assert outcomes(results) == ["applied", "rejected", "applied"]
    assert results[1]["problem"]["code"] == "internal"
    assert "ZeroDivisionError" not in str(results[1])
    assert (await tablet.push(broken))[0] == {**results[1], "replayed": True}
    assert len(await operation.finds()) == 2


async def test_staff_release_it_after_an_update(operation: Operation, fault: pytest.MonkeyPatch) -> None:
    tablet = await operation.enrol()
    broken = create(marking=BROKEN)
    await tablet.push(broken)
    fault.undo()
    (kept,) = await operation.items("/v1/quarantine")
    assert kept["mutation"] == broken
    assert answered(await operation.release(kept["id"], broken))["result"]["outcome"] == "applied"
    assert [find["marking"] for find in (await operation.finds()).values()] == [BROKEN]


async def test_an_edit_that_waited_and_breaks_stays_in_the_quarantine_and_its_find_goes_in(
    operation: Operation, fault: pytest.MonkeyPatch
) -> None:
    tablet = await operation.enrol()
    made = create()
    renamed = edit(made["find_id"], marking=("3-001M", BROKEN))
    results = await tablet.push(renamed, made)
    assert outcomes(results) == ["rejected", "applied"]
    (kept,) = await operation.items("/v1/quarantine")
    assert (kept["state"], kept["waits_for"]) == ("waiting", None)
    fault.undo()
    assert answered(await operation.release(kept["id"], renamed))["result"]["outcome"] == "applied"
    assert (await operation.find(made["find_id"]))["marking"] == BROKEN


async def test_a_release_that_breaks_leaves_the_mutation_waiting(operation: Operation, fault: object) -> None:
    tablet = await operation.enrol()
    broken = create(marking=BROKEN)
    await tablet.push(broken)
    (kept,) = await operation.items("/v1/quarantine")
    refused(await operation.release(kept["id"], broken), 500, "internal")
    assert [one["state"] for one in await operation.items("/v1/quarantine")] == ["waiting"]
