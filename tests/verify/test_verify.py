"""Verify: happy after a busy history, and pointing at the row after one thing was changed by hand in the database."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import NamedTuple

import pytest
from sqlalchemy import Connection

from sync.database.database import Database
from sync.verify.verify import Verified, verify
from tests.service import Operation, answered, create, delete, edit, in_process, new_id, restore

SQUARE = {"type": "Polygon", "coordinates": [[[46, 39], [47, 39], [47, 40], [46, 40], [46, 39]]]}
"""Holds the position of the letter."""
FIND = "11111111-1111-4111-8111-111111111111"
"""The first find by its id, with an open conflict on its count."""


@pytest.fixture
async def operation(database_url: str) -> AsyncIterator[Operation]:
    async with in_process(database_url) as service:
        operation = await service.operation()
        await busy_history(operation)
        yield operation


async def busy_history(operation: Operation) -> None:
    """Something of everything that writes: 31 entries of the log."""
    one, other = await operation.enrol("Team 1", "tablet 1"), await operation.enrol("Team 2", "tablet 2")
    staff = await operation.staff("reviewer", "Officer 1")
    first, second, third = create(FIND, manufactured_year=2021), create(lot="A", note="wet"), create(marking="ZZ-9")
    await one.push(first, second, third, edit(FIND, count=(12, 14)), edit(second["find_id"], lot=("A", "B")))
    await other.push(
        edit(FIND, count=(12, 16), depth_cm=(None, 20)),
        edit(second["find_id"], lot=("A", "C"), note=("wet", "steep")),
        edit(third["find_id"], found_on=("2022-08-15", "2022-08-18")),
        delete(third["find_id"], marking="ZZ-9", found_on="2022-08-18"),
        restore(third["find_id"]),
    )
    (lot,) = [found for found in await operation.items("/v1/conflicts") if found["field"] == "lot"]
    answered(await staff.resolve(lot["id"], "D"))
    answered(await staff.change(third["find_id"], set={"district": "Lachin"}))
    answered(await staff.change(third["find_id"], deleted=True))

    bad = create(count=-5)
    awaited = create()
    await one.push(bad, "nonsense", edit(awaited["find_id"], count=(12, 13)), edit(bad["find_id"], lot=(None, "A1")))
    await other.push(awaited, first)
    mended, dismissed = (await operation.items("/v1/quarantine"))[:2]
    answered(await staff.release(mended["id"], {**bad, "id": new_id(), "set": {**bad["set"], "count": 5}}))
    answered(await staff.dismiss(dismissed["id"]))
    for name in ("Lachin", "Kalbajar"):
        area = {"kind": "district", "name": name, "geometry": SQUARE}
        made = answered(await operation.call("POST", "/v1/areas", area), 201)
    answered(await operation.call("DELETE", f"/v1/areas/{made['id']}"), 204)
    vague = {"crs": "EPSG:4326", "lat": 39.733186, "lon": 46.574427, "accuracy_m": 40}
    await one.push(create(found_on="2022-08-16", position=vague))
    await one.push(create(marking="PMN"), create(marking="PMN"))
    (pair,) = [pair for pair in await operation.items("/v1/duplicates") if pair["finds"][0]["marking"] == "PMN"]
    same = {"id": new_id(), "decision": "same", "survivor": pair["find_ids"][0]}
    answered(await staff.call("POST", f"/v1/duplicates/{pair['id']}/decision", same))
    alias = {"id": new_id(), "marking": "ZZ-9", "reason": "seen on the casing"}
    answered(await staff.call("POST", "/v1/types/PMN/aliases", alias))
    week = {"id": new_id(), "from": "2022-08-15", "to": "2022-08-22"}
    answered(await staff.call("POST", "/v1/editions", week), 201)


async def verified_after(operation: Operation, *statements: str) -> Verified:
    """What verify says with the database changed by hand; the change is taken back."""

    def do(connection: Connection) -> Verified:
        taken_back = connection.begin_nested()
        for statement in statements:
            assert connection.exec_driver_sql(statement).rowcount == 1, statement
        verified = verify(connection, operation.name)
        taken_back.rollback()
        return verified

    async with Database(operation.service.database_url) as database:
        return await database.write_transaction(do)


async def test_everything_fits_after_a_busy_history(operation: Operation) -> None:
    assert await verified_after(operation) == Verified(entries=31, finds=8, findings=[])
    assert await operation.log_seq() == 31


async def test_everything_fits_also_when_it_is_read_in_many_pages(
    operation: Operation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sync.verify.verify.PAGE", 2)
    assert await verified_after(operation) == Verified(entries=31, finds=8, findings=[])


class ByHand(NamedTuple):
    """What somebody does to the database, and the first finding: its table, and what its row and detail hold."""

    statement: str
    table: str
    row: str
    detail: str


def says(column: str, before: str, after: str) -> str:
    return f"{column} = replace({column}, '{before}', '{after}')"


CONTENT = "its content is not the one that its digest names"
HASH = "its hash does not fit its columns and the entry before it"
TALLY = "WHERE day = '2022-08-15' AND dimension = 'type' AND key = '3001M' AND year = '2021'"
TALLIED = "2022-08-15 / type / 3001M / ap_mine / 2021"
PLACED = f"WHERE id = '{FIND}'"
ALONE = (
    "SELECT min(id) FROM find WHERE id NOT IN (SELECT find_id FROM conflict UNION SELECT one FROM duplicate_pair"
    " UNION SELECT other FROM duplicate_pair UNION SELECT coalesce(duplicate_of, '') FROM find)"
)
"""A find to which no row refers: the others cannot be deleted without what refers to them."""
FOURTEEN = ('"count":14', '"count":15')

BY_HAND = {
    "one byte of the content of a log entry": ByHand(
        f"UPDATE log SET {says('content', *FOURTEEN)} WHERE seq = 4", "log", "seq 4", CONTENT
    ),
    "the find that a log entry kept": ByHand(
        f"UPDATE log SET {says('find', *FOURTEEN)} WHERE seq = 4", "log", "seq 4", HASH
    ),
    "the answer of a log entry": ByHand(
        f"UPDATE log SET {says('answer', 'applied', 'merged')} WHERE seq = 2", "log", "seq 2", HASH
    ),
    "the hash of a log entry": ByHand("UPDATE log SET hash = digest WHERE seq = 7", "log", "seq 7", HASH),
    "who made a log entry": ByHand("UPDATE log SET person = 'Officer 2' WHERE seq = 11", "log", "seq 11", HASH),
    "when a log entry came": ByHand("UPDATE log SET received_at = made_at WHERE seq = 1", "log", "seq 1", HASH),
    "a log entry that is gone": ByHand(
        "DELETE FROM log WHERE seq = 4", "log", "seq 5", "follows seq 3: entries are missing"
    ),
    "the last log entry that is gone": ByHand(
        "DELETE FROM log WHERE seq = 31", "operation", "lachin-2022", "its head says seq 31, the log ends at seq 30"
    ),
    "the head of the log": ByHand(
        "UPDATE operation SET seq = 25", "operation", "lachin-2022", "its head says seq 25, the log ends at seq 31"
    ),
    "the hash of the head": ByHand("UPDATE operation SET hash = epoch", "operation", "lachin-2022", "its head says"),
    "the count of a find": ByHand(
        f"UPDATE find SET count = 991 {PLACED}", "find", FIND, "column count holds '991', the log says '14'"
    ),
    "what is served of a find": ByHand(
        f"UPDATE find SET {says('document', *FOURTEEN)} {PLACED}", "find", FIND, "column document holds"
    ),
    "what the merge knows of a find": ByHand(
        f"UPDATE find SET merge = NULL {PLACED}", "find", FIND, "column merge holds 'None'"
    ),
    "the type of a find": ByHand(
        f"UPDATE find SET type_key = '3OO1M' {PLACED}", "find", FIND, "column type_key holds '3OO1M'"
    ),
    "the state of a find": ByHand(
        f"UPDATE find SET state = 'deleted' {PLACED}", "find", FIND, "column state holds 'deleted'"
    ),
    "the location of a find": ByHand(f"UPDATE find SET lat = lat + 1 {PLACED}", "find", FIND, "column lat holds"),
    "the district of a find": ByHand(f"UPDATE find SET district = '' {PLACED}", "find", FIND, "the log says 'Lachin'"),
    "a find that is gone": ByHand(f"DELETE FROM find WHERE id = ({ALONE})", "find", "-", "is missing: log entry"),
    "a number of the tally": ByHand(
        f"UPDATE tally SET total = total + 1 {TALLY}",
        "tally",
        TALLIED,
        "holds 15 of 1 finds, the finds say 14 of 1",
    ),
    "how many finds the tally says": ByHand(
        f"UPDATE tally SET finds = finds + 1 {TALLY}", "tally", TALLIED, "holds 14 of 2 finds, the finds say 14 of 1"
    ),
    "a row of the tally that is gone": ByHand(
        f"DELETE FROM tally {TALLY}", "tally", TALLIED, "holds 0 of 0 finds, the finds say 14 of 1"
    ),
    "a row of the tally that nobody found": ByHand(
        "INSERT INTO tally VALUES ('lachin-2022', '2022-08-20', 'type', '3001M', 'ap_mine', '2021', 5, 1)",
        "tally",
        "2022-08-20 / type / 3001M / ap_mine / 2021",
        "holds 5 of 1 finds, the finds say 0 of 0",
    ),
    "an offer of a conflict": ByHand(
        f"""UPDATE conflict SET {says("document", '"value":16', '"value":17')} WHERE state = 'open'""",
        "conflict",
        "",
        "column document holds",
    ),
    "a resolved conflict that is open again": ByHand(
        "UPDATE conflict SET state = 'open' WHERE state = 'resolved'",
        "conflict",
        "",
        "column state holds 'open', the log says 'resolved'",
    ),
    "a conflict that is gone": ByHand(
        "DELETE FROM conflict WHERE state = 'open'", "conflict", "", f"is missing: count of find {FIND}"
    ),
    "a refused mutation that is gone": ByHand(
        "DELETE FROM quarantine WHERE state = 'dismissed'", "quarantine", "seq 15", "is missing: the log rejected"
    ),
    "a pair of suspected duplicates that is gone": ByHand(
        "DELETE FROM duplicate_pair WHERE id = (SELECT min(id) FROM duplicate_pair WHERE state = 'open')",
        "duplicate_pair",
        " / ",
        "is missing",
    ),
    "a log entry that is of no find any more": ByHand(
        "UPDATE log SET find_id = NULL WHERE seq = 1", "log", "seq 1", HASH
    ),
    "an answer that nobody can read": ByHand("UPDATE log SET answer = 'x' WHERE seq = 2", "log", "seq 2", HASH),
    "a content that is no object": ByHand("UPDATE log SET content = '[]' WHERE seq = 11", "log", "seq 11", CONTENT),
    "a day that is none": ByHand(
        f"UPDATE find SET found_on = 'soon' {PLACED}", "find", FIND, "column found_on holds 'soon'"
    ),
    "a time zone that is none": ByHand("UPDATE operation SET timezone = 'x'", "find", "(all)", "cannot be read"),
    "a dismissed mutation that waits again": ByHand(
        "UPDATE quarantine SET state = 'waiting' WHERE state = 'dismissed'", "quarantine", "", "the log says dismissed"
    ),
    "a released mutation that waits again": ByHand(
        "UPDATE quarantine SET state = 'waiting', released_by_mutation = NULL "
        "WHERE id = (SELECT min(id) FROM quarantine WHERE state = 'released')",
        "quarantine",
        "",
        "is not released, the log says by",
    ),
    "a pair of a find that is not live": ByHand(
        "INSERT INTO duplicate_pair SELECT operation, (SELECT min(id) FROM find WHERE state <> 'live'), "
        "(SELECT max(id) FROM find), opened_seq, 'c', state, distance_m, days, first_day, "
        "closed_seq, why, decision FROM duplicate_pair WHERE state = 'open' LIMIT 1",
        "duplicate_pair",
        " / ",
        "is not a live find",
    ),
    "the day of a pair": ByHand(
        "UPDATE duplicate_pair SET first_day = '2020-01-01' "
        "WHERE id = (SELECT min(id) FROM duplicate_pair WHERE state = 'open')",
        "duplicate_pair",
        " / ",
        "first_day='2020-01-01'",
    ),
    "how far duplicates are looked for": ByHand(
        "UPDATE operation SET widest_reach_m = 0", "operation", "lachin-2022", "widest_reach_m"
    ),
    "an area that is gone": ByHand(
        "DELETE FROM rule WHERE kind = 'area' AND until_seq IS NULL", "rule", "area", "is not what the log says"
    ),
    "the category of a known type": ByHand(
        f"UPDATE rule SET {says('document', 'ap_mine', 'av_mine')} WHERE kind = 'type' AND key = '3001M'",
        "find",
        "",
        "column document holds",
    ),
    "the type that an alias names": ByHand(
        f"UPDATE rule SET {says('document', 'PMN', 'PMN2')} WHERE kind = 'alias'", "rule", "alias / ZZ9", "the log says"
    ),
    "a count in the moves of the tally": ByHand(
        "UPDATE tally_move SET count = count + 1 WHERE seq = 1", "tally_move", "2022-08-15", "or they differ"
    ),
    "a move of the tally that is gone": ByHand(
        "DELETE FROM tally_move WHERE seq = 1", "tally_move", "2022-08-15", "the log says"
    ),
    "a decision about a pair": ByHand(
        "UPDATE duplicate_pair SET state = 'distinct' WHERE state = 'same'", "duplicate_pair", "", "does not say so"
    ),
    "a total in an edition": ByHand(
        "UPDATE edition SET document = replace(document, '\"total\":', '\"total\":1')",
        "edition",
        "1 revision 1",
        "SHA-256",
    ),
    "an edition that is gone": ByHand("DELETE FROM edition", "edition", "seq", "is missing"),
}


async def test_after_a_change_by_hand_the_first_row_that_does_not_fit_is_named(operation: Operation) -> None:
    missed = {}
    for name, change in BY_HAND.items():
        first = (await verified_after(operation, change.statement)).findings[0]
        if first.table != change.table or change.row not in first.row or change.detail not in first.detail:
            missed[name] = first
    assert missed == {}
    assert (await verified_after(operation)).findings == []


async def test_after_many_changes_by_hand_the_chain_of_the_log_comes_first_and_the_list_ends(
    operation: Operation,
) -> None:
    changes = [BY_HAND[name].statement for name in ("a number of the tally", "the count of a find")]
    found = (await verified_after(operation, *changes, BY_HAND["the hash of a log entry"].statement)).findings
    assert [finding.table for finding in found][:2] == ["log", "log"]
    assert [finding.table for finding in found][2:] == ["find", "tally"]
