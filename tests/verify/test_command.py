"""`minetally verify`: all operations or one, what it prints, and how it ends."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from sqlalchemy import text

from sync.database.database import once
from tests.database.season import KHERSON, LACHIN
from tests.databases import Databases
from tests.shell import Shell
from tests.verify.by_hand import ByHand

pytestmark = pytest.mark.alike


@pytest.fixture
def shell(by_hand: ByHand, databases: Databases) -> Iterator[Shell]:
    url = databases.copy(by_hand.url)
    yield Shell(url)
    databases.drop(url)


def change(shell: Shell, statement: str) -> None:
    once(shell.database_url, lambda connection: connection.execute(text(statement)))


def test_all_operations_are_verified_when_none_is_named(shell: Shell) -> None:
    assert [line.split(":")[0] for line in shell.lines("verify")] == [KHERSON, LACHIN]
    assert all(line.endswith("fit together.") for line in shell.lines("verify"))
    assert [one["operation"] for one in shell.json("verify")] == [KHERSON, LACHIN]
    assert shell.json("verify", "--operation", LACHIN)["findings"] == []


def test_something_wrong_is_status_1_and_many_of_one_kind_are_summed_up(shell: Shell) -> None:
    change(shell, f"UPDATE find SET count = count + 1 WHERE operation = '{LACHIN}'")
    lines = shell("verify", status=1).stdout.splitlines()
    assert lines[0].endswith("fit together.")
    assert lines[1].startswith(f"{LACHIN}: ")
    assert lines[1].endswith("not everything fits together:")
    assert all(line.startswith("find: ") and "count holds" in line and "the log says" in line for line in lines[2:7])
    assert lines[7:] == ["find, count: and 31 more of this kind (differs)"]
    shell("verify", "--operation", KHERSON)
    (told,) = json.loads(shell("verify", "--json", status=1).stdout)[1]["unlisted"]
    assert told == {"table": "find", "column": "count", "fault": "differs", "number": 31}


def test_rows_of_an_operation_that_is_not_there_are_named(shell: Shell) -> None:
    change(shell, "INSERT INTO tally VALUES ('nowhere', '2022-08-15', 'team', 'T1', '', '', 5, 1)")
    assert shell("verify", status=1).stdout.splitlines()[-1] == "tally: nowhere: operation there is no such operation"
    shell("verify", "--operation", LACHIN)


def test_what_cannot_be_looked_at_is_status_2(shell: Shell) -> None:
    assert "holds no operation nowhere" in shell("verify", "--operation", "nowhere", status=2).stderr
    assert "sqlite:///path" in shell("verify", "--database-url", "mysql://x", status=2).stderr
    shell("verify", "--no-such-option", status=2)
