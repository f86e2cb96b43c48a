"""Verify: happy after a busy season, and pointing at the row after something was changed by hand in the database."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection

from sync.verify import entries, files, finds, moves, pairs, questions, rules, webhooks
from sync.verify.findings import SHOWN
from sync.verify.verify import Verified, entries_to_verify, verify
from tests.database.season import LACHIN
from tests.verify.by_hand import ByHand

COUNT = "UPDATE find SET count = count + 1 WHERE operation = 'lachin-2022'"
ALIAS = "WHERE kind = 'alias' AND until_seq IS NULL AND operation = 'lachin-2022'"
OPEN_PAIR = "(SELECT min(id) FROM duplicate_pair WHERE state = 'open')"
A_TALLY = "WHERE day = (SELECT min(day) FROM tally) AND dimension = 'type'"


def verified_after(by_hand: ByHand, *statements: str) -> Verified:
    """What verify says with the database changed by hand; the change is taken back."""

    def do(connection: Connection) -> Verified:
        undone = connection.begin_nested()
        for statement in statements:
            assert connection.exec_driver_sql(statement).rowcount > 0, statement
        found = verify(connection, LACHIN)
        undone.rollback()
        return found

    verified: Verified = by_hand.on_it(do)
    return verified


def test_everything_fits_also_when_it_is_read_in_many_pages(by_hand: ByHand, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = verified_after(by_hand)
    for module in (entries, files, finds, moves, pairs, questions, rules, webhooks):
        monkeypatch.setattr(module, "PAGE", 2)
    monkeypatch.setattr(webhooks, "TOGETHER", 3)
    monkeypatch.setattr(files, "NAMES", 1)
    assert verified_after(by_hand) == whole
    assert whole.findings == []
    assert whole.finds > 30


def test_progress_is_told_to_the_end(by_hand: ByHand) -> None:
    def told(connection: Connection) -> tuple[int, int]:
        steps: list[int] = []
        verify(connection, LACHIN, steps.append)
        return sum(steps), entries_to_verify(connection, LACHIN)

    done, wanted = by_hand.on_it(told)
    assert wanted / 2 < done <= wanted


def test_the_chain_of_the_log_comes_first(by_hand: ByHand) -> None:
    broken = "UPDATE log SET hash = digest WHERE seq = 7 AND operation = 'lachin-2022'"
    found = verified_after(by_hand, COUNT, broken).findings
    assert [(one.table, one.row, one.column) for one in found[:2]] == [
        ("log", "seq 7", "hash"),
        ("log", "seq 8", "hash"),
    ]


def test_of_many_findings_of_one_kind_the_first_are_listed_and_the_others_counted(by_hand: ByHand) -> None:
    verified = verified_after(by_hand, COUNT)
    assert {(one.table, one.column) for one in verified.findings} == {("find", "count")}
    assert len(verified.findings) == SHOWN
    assert verified.unlisted == (("find", "count", "differs", verified.finds - SHOWN),)


def test_a_finding_of_a_long_document_shows_where_it_differs(by_hand: ByHand) -> None:
    changed = (
        "UPDATE find SET document = replace(document, '\"created\":', '\"made\":') WHERE operation = 'lachin-2022'"
    )
    found = [one.detail for one in verified_after(by_hand, changed).findings if one.column == "document"]
    assert all('"made":' in detail.partition("the log says")[0] for detail in found)
    assert all('"created":' in detail.partition("the log says")[2] for detail in found)
    assert max(map(len, found)) < 500


@pytest.mark.parametrize(
    ("statement", "table", "detail"),
    [
        ("UPDATE operation SET timezone = 'x' WHERE operation = 'lachin-2022'", "find", "cannot be read"),
        (f'UPDATE rule SET document = \'{{"type":"PMN2"}}\' {ALIAS}', "rule", "the log says"),
        (f"DELETE FROM rule {ALIAS}", "rule", "is missing: log entry"),
        ("UPDATE find SET state = 'deleted' WHERE duplicate_of IS NULL AND state = 'live'", "find", "which is deleted"),
        (f"DELETE FROM duplicate_pair WHERE id = {OPEN_PAIR}", "duplicate_pair", "is missing: the two are"),
        (
            "UPDATE duplicate_pair SET state = 'open', closed_seq = NULL, decision = NULL WHERE state = 'same'",
            "duplicate_pair",
            "one of the two is not live",
        ),
        (f"DELETE FROM tally {A_TALLY}", "tally", "is missing: the finds say"),
        ("UPDATE operation SET saved_through_seq = 5000000 WHERE operation = 'lachin-2022'", "operation", "5000000"),
        ("UPDATE operation SET stopped_why = 'Entry 7' WHERE operation = 'lachin-2022'", "operation", "is stopped"),
        ("UPDATE webhook SET cursor = 5000000 WHERE operation = 'lachin-2022'", "webhook", "5000000"),
        (
            'UPDATE submission SET files = replace(files, \'":"\', \'":null,"x":"\')'
            " WHERE files LIKE '%\":\"%' AND operation = 'lachin-2022'",
            "submission",
            "files",
        ),
    ],
)
def test_what_does_not_fit_together_is_named(by_hand: ByHand, statement: str, table: str, detail: str) -> None:
    found = verified_after(by_hand, statement).findings
    assert any(one.table == table and detail in f"{one.column} {one.detail}" for one in found), found
