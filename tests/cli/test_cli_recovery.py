"""What staff see and do on the command line after a restore."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.recovery.test_witnesses import burn, one_find, seen
from tests.service import Operation, Service, answered, create, new_id, place
from tests.shell import Shell

OFFICER = ("--person", "Duty officer")


@pytest.fixture(autouse=True)
def in_its_own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def shell(service: Service) -> Shell:
    return Shell(service.database_url)


async def test_a_recovery_is_read_taken_and_closed_as_a_person_does_it(operation: Operation, shell: Shell) -> None:
    assert shell.said("recovery") == f"{operation.name} was never restored."
    tablet, other = await operation.enrol("T1", "seven"), await operation.enrol("T2", "eight")
    find = await one_find(operation, tablet)
    lost, first = await burn(operation), find["seq"]
    gone = seen(find, first + 3, id=new_id(), position=place(3), count=5)
    answered(await other.witness(lost, [seen(find, first + 2, count=16), gone]))
    back = create(position=place(9))
    await tablet.push(back, answered={back["id"]: {"epoch": lost, "seq": first + 1}})
    said, lines = shell.said("recovery"), shell.lines("recovery")
    assert lines[0].startswith(f"{operation.name}: restored ")
    assert lines[0].endswith("the recovery is open")
    assert f"up to {first + 3} are known of; 1 came back, 1 of them by the tablet's word alone" in said
    assert f"missing     2 entries: {first + 2} to {first + 3}" in lines
    assert "tablets     seven of T1: back, brought back 1" in lines
    assert "eight of T2: away, has told all that it had seen" in said
    assert f"find {find['id']} seen by eight, on entry {first + 2} count: 16, now 12" in said
    assert f"find {gone['id']} seen by eight, on entry {first + 3} the server does not have it any more" in said
    assert shell.json("recovery")["missing"]["count"] == 2
    assert "Name the finds" in shell("recovery", "take", *OFFICER, status=1).stderr
    assert "stands as it was seen" in shell("recovery", "take", back["find_id"], *OFFICER, status=1).stderr
    assert shell.said("recovery", "take", find["id"], *OFFICER) == "1 find taken as seen: 1 log entry."
    assert shell.said("recovery", "take", "--all", *OFFICER) == "1 find taken as seen: 1 log entry."
    counts = sorted(one["count"] for one in (await operation.finds()).values())
    assert counts == [5, 12, 16]
    closed = shell.said("recovery", "close", *OFFICER, "--reason", "nobody else comes")
    assert closed.endswith(": 2 entries are missing, 0 finds differ, 1 tablet away.")
    assert "the recovery is closed" in shell.said("recovery")
    assert "No recovery is open" in shell("recovery", "close", *OFFICER, "--reason", "again", status=1).stderr
