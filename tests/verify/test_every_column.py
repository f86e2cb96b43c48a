"""Verify is blind to nothing: whatever is changed by hand, in any column of any table, it names.

The tests are made from the definitions of the tables. A new column fails them until it stands in DERIVED, and verify
sees a change of it, or in TOLD_BY_NOBODY_ELSE with the reason.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import zip_longest
from typing import Any

import pytest
from sqlalchemy import Connection, Table

from models.tables import RULE
from sync.verify.findings import Finding
from sync.verify.references import tables, unknown_operations
from sync.verify.verify import verify
from tests.database.season import LACHIN
from tests.verify.by_hand import (
    ByHand,
    Change,
    Do,
    Row,
    add,
    another,
    keys_of,
    name_of,
    remove,
    rows_of,
    write,
)

Excepted = tuple[Callable[[Row], Any], str]
"""Which rows are excepted, and why."""

DERIVED = {
    "operation": "created_at epoch seq hash rules widest_reach_m settling",
    "server_key": "key seq began_at signed_by signature revoked_at",
    "team": "name",
    "device": "id team forked_at",
    "rule": "kind key since_seq until_seq document at person reason",
    "log": "seq kind mutation_id digest find_id version content find answer closed device_id team person fork made_at"
    " at received_at mends place_epoch place_seq claimed saw hash",
    "oversized": "seq size beginning packed",
    "refused_bytes": "device_id day bytes",
    "restore": "epoch from_epoch from_seq seq first_edition at why journal closed_seq",
    "witness": "device_id",
    "witness_done": "device_id",
    "quarantine": "id seq state waits_for problem released_by_mutation decided_by reason",
    "find": "id version seq state found_on type_key category count manufactured_year district team device_id lat lon"
    " reach_m days_block duplicate_of document merge",
    "find_next": "change id state found_on type_key category count manufactured_year district team device_id days_block"
    " lat type_before district_before document",
    "conflict": "id find_id field state opened_seq closed_seq why document",
    "duplicate_pair": "one other opened_seq id state distance_m days first_day closed_seq why decision",
    "tally": "day dimension key category year total finds",
    "tally_move": "day seq find_id sign type_key category count year district team device_id",
    "edition": "number revision seq first_day last_day withdraws document sha256",
    "photo": "sha256 size data",
    "submission": "id instance_id deprecates find_id mutation_id outcome device_id team received_at form_version files"
    " xml_sha256 xml",
    "webhook": "id",
    "webhook_delivery": "webhook_id seq n event_id type order_key delivered_at body",
}
"""The columns of which the log, or what follows from it, says what they hold; of each table, `operation` too."""

BY_STAFF = "staff set it, and no entry of the log tells it"
BY_DELIVERY = "only who delivers knows it, and the receiver"
OLD_COPY = "only the old copy of a tablet has it, of a history that is lost"
LAST_SEEN = "a device that brings nothing makes no entry of the log"
TOKENS = "tokens and codes are no part of the log: it must not help anybody to get in"

STOPPED = "only who showed it knows what this history lacks; verify sees that all three are there, or none"

TOLD_BY_NOBODY_ELSE = {
    ("operation", "timezone"): "it was chosen when the operation was made; every day depends on it",
    ("operation", "saved_through_seq"): "the manifests of backups tell it; verify sees that the log reaches so far",
    ("operation", "stopped_at"): STOPPED,
    ("operation", "stopped_by"): STOPPED,
    ("operation", "stopped_why"): STOPPED,
    ("team", "created_at"): BY_STAFF,
    ("device", "name"): BY_STAFF,
    ("device", "created_at"): BY_STAFF,
    ("device", "last_seen_at"): LAST_SEEN,
    ("device", "clock_offset_s"): LAST_SEEN,
    ("device", "retired_at"): BY_STAFF,
    ("device", "replaced_at"): BY_STAFF,
    ("device", "fork"): "an enrolment sets it, and makes no entry of the log",
    ("device", "exchanges"): LAST_SEEN,
    ("refused_bytes", "stopped_at"): "what a tablet sends beyond its allowance makes no entry of the log",
    ("device_seen", "device_id"): LAST_SEEN,
    ("device_seen", "at"): LAST_SEEN,
    **{("witness", name): OLD_COPY for name in ("epoch", "find_id", "seq", "received_at", "document")},
    ("witness_done", "epoch"): OLD_COPY,
    ("witness_done", "received_at"): OLD_COPY,
    **{
        ("token", name): TOKENS
        for name in (
            "token_sha256", "id", "prefix", "role", "device_id", "person", "created_at", "expires_at", "revoked_at",
            "unconfirmed_since", "last_seen_at",
        )
    },
    **{
        ("enrolment", name): TOKENS
        for name in (
            "code_sha256", "id", "device_id", "team", "device", "created_at", "expires_at", "used_at", "token_sha256",
            "withdrawn_at",
        )
    },
    ("submission", "beside"): "only who sent the form knows what came with it; verify sees that its bytes are there",
    ("photo", "media_type"): "only who brought it says what it is",
    ("photo", "received_at"): "a form may come long before its photos",
    **{
        ("webhook", name): BY_STAFF
        for name in ("url", "events", "description", "person", "created_at", "secret", "old_secret", "old_secret_until")
    },
    **{
        ("webhook", name): BY_DELIVERY
        for name in ("disabled_why", "cursor", "failures", "failing_since", "not_before", "holder", "beat")
    },
    **{("webhook_delivery", name): BY_DELIVERY for name in ("state", "attempts", "next_at", "tries", "answer")},
}  # fmt: skip
"""The columns of which nothing else says what they hold."""

WITHOUT_ENTRY = "a form that corrects nothing makes no entry of the log"
FIRST_KEY = "the first key of an operation is no entry: there is none before it that could vouch for it"
FROM_THE_START = "the first catalogue was the software's: editions pin it as a whole, not row by row"
EXCEPT_FOR: dict[tuple[str, str], Excepted] = {
    ("submission", "device_id"): (lambda row: row["outcome"] == "unchanged", WITHOUT_ENTRY),
    ("submission", "team"): (lambda row: row["outcome"] == "unchanged", WITHOUT_ENTRY),
    ("submission", "received_at"): (lambda row: row["outcome"] == "unchanged", WITHOUT_ENTRY),
    ("rule", "key"): (lambda row: row["since_seq"] == 0, FROM_THE_START),
    **{
        ("server_key", name): (lambda row: row["seq"] == 0, FIRST_KEY)
        for name in ("key", "began_at", "seq", "signed_by", "signature")
    },
    ("device", "forked_at"): (
        lambda row: row["forked_at"] is not None,
        "only that it is forked is told, not since when",
    ),
    ("rule", "document"): (lambda row: row["since_seq"] == 0, FROM_THE_START),
}
"""Of these columns the log says nothing in some rows."""

NEVER_TOLD: dict[str, Excepted] = {
    "device_seen": (lambda row: True, LAST_SEEN),
    "witness": (lambda row: True, OLD_COPY),
    "witness_done": (lambda row: True, OLD_COPY),
    "token": (lambda row: True, TOKENS),
    "enrolment": (lambda row: True, TOKENS),
    "operation": (lambda row: True, "verify looks at operations that are there; others have a test of their own"),
}
DELETED_UNSEEN: dict[str, Excepted] = {
    **NEVER_TOLD,
    "rule": (lambda row: row["since_seq"] == 0, FROM_THE_START),
    "server_key": (lambda row: row["seq"] == 0, FIRST_KEY),
    "duplicate_pair": (
        lambda row: row["state"] == "gone",
        "the log does not say where transactions end, so two finds that were near for a moment need not have been asked"
        " about; of decisions it names the pair",
    ),
    "submission": (lambda row: row["deprecates"] is not None, "a correction's mutation names its find, not its form"),
    "webhook_delivery": (lambda row: True, "what is done with is forgotten after a time, and webhooks choose events"),
}
"""Rows whose deletion nothing tells."""
INVENTED_UNSEEN: dict[str, Excepted] = {
    **NEVER_TOLD,
    "device": (lambda row: True, "a tablet that has not brought anything yet is in no entry of the log"),
    "photo": (lambda row: True, "a photo is stored before its form: a post may end in between"),
    "webhook": (lambda row: True, BY_STAFF),
}
"""Rows of which nothing says that they were invented."""
INVENTED = {
    "log": "seq mutation_id",
    "quarantine": "id seq",
    "edition": "revision seq",
    "duplicate_pair": "opened_seq id",
}
"""Columns that are others in an invented row, where they are more than the last of its key: they are unique."""
DOCUMENTS = {
    "rule": "document",
    "log": "content find answer closed",
    "quarantine": "problem",
    "find": "document merge",
    "find_next": "document",
    "conflict": "document",
    "duplicate_pair": "decision",
    "edition": "document",
    "submission": "files beside",
    "webhook_delivery": "body tries",
}
"""Columns that hold JSON."""

KIND = {
    "server_key": lambda row: row["seq"] == 0,
    "rule": lambda row: (row["kind"], row["until_seq"] is None, row["since_seq"] == 0),
    "log": lambda row: (row["kind"], row["mends"] is None, row["closed"] is None),
    "quarantine": lambda row: (row["state"], row["waits_for"] is None, row["decided_by"] is None),
    "find": lambda row: (row["state"], row["merge"] is None),
    "conflict": lambda row: (row["state"], row["why"]),
    "duplicate_pair": lambda row: (row["state"], row["why"]),
    "tally": lambda row: row["dimension"],
    "tally_move": lambda row: row["sign"],
    "submission": lambda row: row["outcome"],
    "webhook_delivery": lambda row: row["type"],
}
"""Rows of one kind are alike to verify: one of each is changed."""


def derived(table: Table) -> list[str]:
    return DERIVED.get(table.name, "").split()


def samples(connection: Connection, table: Table) -> list[Row]:
    return rows_of(connection, table, LACHIN, KIND.get(table.name, lambda row: True))


def changes_of(connection: Connection, table: Table, column: str) -> list[Change]:
    """A row of each kind with another value in this column."""
    excepted = EXCEPT_FOR.get((table.name, column), (lambda row: False, ""))[0]
    return [
        Change(table, row, column, another(table.c[column], row[column]))
        for row in samples(connection, table)
        if not excepted(row)
    ]


def names_column(change: Change, finding: Finding) -> bool:
    """Whether a finding names the row and the column; of a key or of the log, whose hash is over all, only the row."""
    if change.column in keys_of(change.table):
        return names_row(change, finding)
    where = (finding.table, finding.row) == (change.table.name, name_of(change.table, change.row))
    return where and (finding.column == change.column or change.table.name == "log")


def names_row(change: Change, finding: Finding) -> bool:
    """Whether a finding names the row, or another row says that it is not there."""
    if finding.table == change.table.name and finding.row in change.names:
        return True
    keys = keys_of(change.table)
    return f"{change.row[keys[-1]]!r}, and there is no such {change.table.name}" in finding.detail


def test_every_column_stands_in_one_of_the_lists() -> None:
    for table in tables():
        columns = [column.name for column in table.columns if column.name != "operation"]
        elsewhere = [name for of_table, name in TOLD_BY_NOBODY_ELSE if of_table == table.name]
        assert sorted(columns) == sorted([*derived(table), *elsewhere]), table.name


def test_nothing_is_found_before_somebody_changes_something(by_hand: ByHand) -> None:
    assert by_hand.on_it(lambda connection: verify(connection, LACHIN).findings) == []
    assert by_hand.on_it(lambda connection: unknown_operations(connection)) == []


def test_a_row_of_each_kind_is_there_to_be_changed(by_hand: ByHand) -> None:
    empty = by_hand.on_it(lambda connection: [one.name for one in tables() if not samples(connection, one)])
    assert empty == []


TOGETHER = 6
"""So many rows of a table are deleted or invented at a time."""
APART = {"log", "rule", "device", "find", "find_next", "duplicate_pair", "photo", "webhook_delivery"}
"""They are changed while all others are as they were: these refer to them, or they to these."""


def by_turn(connection: Connection, changes: Callable[[Table], list[list[Change]]]) -> Iterator[list[Change]]:
    """The changes of all tables side by side: first the first ones of each table."""
    others = [one for one in tables() if one.name not in APART]
    for together in (others, *([one] for one in tables() if one.name in APART)):
        for turn in zip_longest(*map(changes, together)):
            yield [change for one in turn if one for change in one]


def in_turns(connection: Connection) -> Iterator[list[Change]]:
    """Every column that is derived, in a row of each kind."""
    return by_turn(connection, lambda table: [changes_of(connection, table, column) for column in derived(table)])


def unseen(
    by_hand: ByHand,
    connection: Connection,
    changes: list[Change],
    do: Do = write,
    named: Callable[[Change, Finding], bool] = names_column,
) -> list[str]:
    """The changes that verify does not name."""
    findings = by_hand.found(connection, do, changes)
    return [str(change) for change in changes if not any(named(change, one) for one in findings)]


@pytest.fixture
def all_findings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Verify lists every finding, not the first of each kind."""
    monkeypatch.setattr("sync.verify.findings.SHOWN", 1_000_000)


def each_once(connection: Connection, table: Table) -> list[list[Change]]:
    """Every column that is derived, once; those that are changed together are in different rows."""
    turns: list[list[Change]] = []
    for n, column in enumerate(derived(table)):
        made = changes_of(connection, table, column)
        change = made[n % len(made)]
        free = [turn for turn in turns if all(other.row != change.row for other in turn)]
        if not free:
            turns.append([])
        (free or turns)[-1].append(change)
    return turns


@pytest.mark.usefixtures("all_findings")
def test_verify_names_every_column_that_was_changed_by_hand(by_hand: ByHand) -> None:
    def look(connection: Connection) -> list[str]:
        turns = by_turn(connection, lambda table: each_once(connection, table))
        return [one for turn in turns for one in unseen(by_hand, connection, turn)]

    assert by_hand.on_it(look) == []


@pytest.mark.long
@pytest.mark.usefixtures("all_findings")
def test_verify_names_every_column_that_was_changed_in_a_row_of_each_kind(by_hand: ByHand) -> None:
    def look(connection: Connection) -> list[str]:
        return [one for turn in in_turns(connection) for one in unseen(by_hand, connection, turn)]

    assert by_hand.on_it(look) == []


@pytest.mark.long
def test_verify_names_every_column_that_was_changed_alone(by_hand: ByHand) -> None:
    def look(connection: Connection) -> list[str]:
        changes = [change for turn in in_turns(connection) for change in turn]
        return [one for change in changes for one in unseen(by_hand, connection, [change])]

    assert by_hand.on_it(look) == []


@pytest.mark.usefixtures("all_findings")
def test_verify_names_every_row_whose_document_nobody_can_read(by_hand: ByHand) -> None:
    def broken(connection: Connection, table: Table) -> list[list[Change]]:
        return [
            [Change(table, row, column, "{") for row in samples(connection, table) if row[column] is not None]
            for column in DOCUMENTS.get(table.name, "").split()
        ]

    def look(connection: Connection) -> list[str]:
        turns = by_turn(connection, lambda table: broken(connection, table))
        return [one for turn in turns for one in unseen(by_hand, connection, turn, named=names_row)]

    assert by_hand.on_it(look) == []


def rows_by_turn(
    connection: Connection, excepted: dict[str, Excepted], change: Callable[[Table, Row], Row]
) -> Iterator[list[Change]]:
    """A row of each kind of each table, but those that are excepted."""

    def changes(table: Table) -> list[list[Change]]:
        told_by_nobody = excepted.get(table.name, (lambda row: False, ""))[0]
        made = [Change(table, change(table, row)) for row in samples(connection, table) if not told_by_nobody(row)]
        return [made[n : n + TOGETHER] for n in range(0, len(made), TOGETHER)]

    return by_turn(connection, changes)


@pytest.mark.usefixtures("all_findings")
def test_verify_names_every_row_that_was_deleted_by_hand(by_hand: ByHand) -> None:
    def look(connection: Connection) -> list[str]:
        turns = rows_by_turn(connection, DELETED_UNSEEN, lambda table, row: row)
        return [one for turn in turns for one in unseen(by_hand, connection, turn, remove, names_row)]

    assert by_hand.on_it(look) == []


@pytest.mark.usefixtures("all_findings")
def test_verify_names_every_row_that_was_invented_by_hand(by_hand: ByHand) -> None:
    def invented(table: Table, row: Row) -> Row:
        names = INVENTED.get(table.name, "").split() or keys_of(table)[-1:]
        return {**row, **{name: another(table.c[name], row[name]) for name in names}}

    def look(connection: Connection) -> list[str]:
        turns = rows_by_turn(connection, INVENTED_UNSEEN, invented)
        return [one for turn in turns for one in unseen(by_hand, connection, turn, add, names_row)]

    assert by_hand.on_it(look) == []


def test_verify_names_the_tables_with_rows_of_an_operation_that_is_not_there(by_hand: ByHand) -> None:
    def look(connection: Connection) -> list[str]:
        missed = []
        for table in tables():
            row = samples(connection, table)[0]
            undone = connection.begin_nested()
            write(connection, Change(table, row, "operation", "nowhere"))
            others = {one.name for one in tables() if one.name != "operation"}
            wanted = {(table.name, "nowhere")} if table.name != "operation" else {(name, LACHIN) for name in others}
            found = {(one.table, one.row) for one in unknown_operations(connection)}
            missed += [table.name] if found != wanted else []
            undone.rollback()
        return missed

    assert by_hand.on_it(look) == []


@pytest.mark.parametrize("column", ["key", "document", None])
def test_a_change_of_the_first_catalogue_is_named_by_the_editions_that_stand_on_it(
    by_hand: ByHand, column: str | None
) -> None:
    def look(connection: Connection) -> list[Finding]:
        (row, *_) = [row for row in samples(connection, RULE) if row["since_seq"] == 0 and row["until_seq"] is None]
        change = Change(RULE, row, column, column and another(RULE.c[column], row[column]))
        return by_hand.found(connection, write if column else remove, [change])

    assert "another catalogue" in str([one for one in by_hand.on_it(look) if one.table == "rule"])
