"""What an exchange answers for each mutation: outcome, version, seq, flags, in the order of the request."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

from sync.database.database import Database
from sync.verify.verify import verify
from tests.service import Operation, answered, create, delete, edit, new_id, outcomes, restore


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
        "place": {"epoch": answered(await tablet.exchange())["epoch"], "seq": 1},
        "received_at": (await operation.history(made["find_id"]))[0]["received_at"],
        "clock_offset_s": 0,
    }


async def test_an_exchange_says_when_it_was_of_which_history_and_what_a_backup_holds(operation: Operation) -> None:
    tablet = await operation.enrol()
    before = datetime.now(UTC)
    answer = answered(await tablet.exchange())
    assert answer.keys() >= {
        "server_time", "epoch", "results", "changes", "cursor", "has_more", "saved_through_seq",
    }  # fmt: skip
    assert before <= datetime.fromisoformat(answer["server_time"]) <= datetime.now(UTC)
    assert UUID(answer["epoch"])
    assert answer["results"] == answer["changes"] == []
    assert answer["has_more"] is False
    assert answer["saved_through_seq"] == 0


async def test_an_edit_of_what_its_author_saw_is_applied(operation: Operation) -> None:
    tablet = await operation.enrol()
    made = create()
    _, result = await tablet.push(made, edit(made["find_id"], count=(12, 14)))
    assert (result["outcome"], result["version"], result["seq"]) == ("applied", 2, 2)
    assert (await operation.find(made["find_id"]))["count"] == 14


async def test_an_edit_makes_a_version_also_when_it_changes_nothing(operation: Operation) -> None:
    tablet = await operation.enrol()
    made = create()
    results = await tablet.push(made, edit(made["find_id"], count=(12, 12)), create(made["find_id"]))
    assert outcomes(results) == ["applied"] * 3
    assert [(result["version"], result["seq"]) for result in results] == [(1, 1), (2, 2), (3, 3)]
    find = await operation.find(made["find_id"])
    assert (find["version"], find["seq"], find["count"]) == (3, 3, 12)


async def test_an_edit_that_ends_otherwise_than_sent_is_merged_and_nothing_waits(operation: Operation) -> None:
    one, other = await operation.enrol("T1", "A"), await operation.enrol("T2", "B")
    made = create()
    await one.push(made, edit(made["find_id"], note=(None, "wet")))
    (result,) = await other.push(edit(made["find_id"], note=(None, "steep")))
    assert (result["outcome"], result["version"], result["conflicts"]) == ("merged", 3, [])
    assert (await operation.find(made["find_id"]))["note"] == "T2: steep\nT1: wet"


async def test_an_edit_against_another_value_is_a_conflict_and_its_other_fields_go_in(operation: Operation) -> None:
    one, other = await operation.enrol("T1", "A"), await operation.enrol("T2", "B")
    made = create()
    await one.push(made, edit(made["find_id"], count=(12, 14)))
    (result,) = await other.push(edit(made["find_id"], count=(12, 15), lot=(None, "7"), marking=("3-001M", "PMN")))
    assert (result["outcome"], result["version"], result["problem"]) == ("conflict", 3, None)
    (conflict,) = result["conflicts"]
    assert conflict["field"] == "count"
    shown = await operation.get(f"/v1/conflicts/{conflict['id']}")
    assert (shown["find_id"], shown["accepted"]["value"]) == (made["find_id"], 14)
    assert [offer["value"] for offer in shown["offers"]] == [15]
    find = await operation.find(made["find_id"])
    assert (find["count"], find["lot"], find["marking"]) == (14, "7", "PMN")
    assert find["conflicts"] == [conflict]


async def test_each_field_that_waits_is_named(operation: Operation) -> None:
    one, other = await operation.enrol("T1", "A"), await operation.enrol("T2", "B")
    made = create()
    await one.push(made, edit(made["find_id"], count=(12, 14), lot=(None, "7")))
    (result,) = await other.push(edit(made["find_id"], lot=(None, "8"), count=(12, 15)))
    assert {conflict["field"] for conflict in result["conflicts"]} == {"count", "lot"}


async def test_flags_are_answered_with_the_mutation(operation: Operation) -> None:
    tablet = await operation.enrol()
    future = (datetime.now(UTC) + timedelta(days=2)).date().isoformat()
    results = await tablet.push(
        create(marking="ZZ-9"), create(found_on=future), create(marking="ZZ-9", found_on=future), create()
    )
    assert outcomes(results) == ["applied"] * 4
    assert [result["flags"] for result in results] == [
        ["unknown_marking"], ["future_date"], ["unknown_marking", "future_date"], [],
    ]  # fmt: skip


async def test_a_find_outside_the_area_of_the_operation_is_accepted_and_flagged(operation: Operation) -> None:
    tablet = await operation.enrol()
    ring = [[46, 39], [47, 39], [47, 40], [46, 40], [46, 39]]
    area = {"kind": "operation", "name": "Lachin", "geometry": {"type": "Polygon", "coordinates": [ring]}}
    answered(await operation.call("POST", "/v1/areas", area), 201)
    inside = {"crs": "EPSG:4326", "lat": 39.7, "lon": 46.5}
    results = await tablet.push(create(position=inside), create(position={**inside, "lon": -46.5}))
    assert outcomes(results) == ["applied", "applied"]
    assert [result["flags"] for result in results] == [[], ["outside_area"]]


async def test_a_rejected_mutation_has_a_seq_and_a_problem_but_no_version(operation: Operation) -> None:
    tablet = await operation.enrol()
    bad = create(count=-5)
    (result,) = await tablet.push(bad)
    problem = result.pop("problem")
    assert result == {
        "id": bad["id"],
        "find_id": bad["find_id"],
        "outcome": "rejected",
        "replayed": False,
        "version": None,
        "seq": 1,
        "conflicts": [],
        "flags": [],
        "place": {"epoch": answered(await tablet.exchange())["epoch"], "seq": 1},
        "received_at": result["received_at"],
        "clock_offset_s": 0,
    }
    assert (problem["code"], problem["status"]) == ("invalid_mutation", 422)
    (error,) = problem["errors"]
    assert (error["field"], error["code"]) == ("set.count", "too_small")


async def test_every_answered_mutation_has_the_next_seq_rejected_ones_too(operation: Operation) -> None:
    tablet = await operation.enrol()
    made = create()
    sent = [create(count=0), made, edit(new_id(), count=(1, 2)), edit(made["find_id"], count=(7, 8)), "no mutation"]
    results = await tablet.push(*sent)
    assert outcomes(results) == ["rejected", "applied", "rejected", "conflict", "rejected"]
    assert [result["seq"] for result in results] == [1, 2, 3, 4, 5]
    assert await operation.log_seq() == 5


async def test_results_answer_the_mutations_in_their_order(operation: Operation) -> None:
    tablet = await operation.enrol()
    sent = [create(), create(count=0), create(), create(found_on="15.08.2022"), create()]
    results = await tablet.push(*sent)
    assert outcomes(results) == ["applied", "rejected", "applied", "rejected", "applied"]
    assert [result["id"] for result in results] == [mutation["id"] for mutation in sent]
    assert set(await operation.finds()) == {mutation["find_id"] for mutation in sent[::2]}


async def test_a_mutation_without_usable_ids_is_answered_at_its_place(operation: Operation) -> None:
    tablet = await operation.enrol()
    no_id, no_find = create(), create()
    del no_id["id"], no_find["find_id"]
    results = await tablet.push(no_id, no_find, None)
    assert outcomes(results) == ["rejected"] * 3
    assert [(result["id"], result["find_id"]) for result in results] == [
        (None, no_id["find_id"]), (no_find["id"], None), (None, None),
    ]  # fmt: skip


async def test_mutations_of_one_request_go_in_in_their_order(operation: Operation) -> None:
    tablet = await operation.enrol()
    made = create()
    id = made["find_id"]
    results = await tablet.push(
        made, edit(id, count=(12, 14)), edit(id, count=(14, 13)), delete(id, count=13), restore(id)
    )
    assert outcomes(results) == ["applied"] * 5
    assert [result["version"] for result in results] == [1, 2, 3, 4, 5]
    assert [entry["kind"] for entry in await operation.history(id)] == ["create", "edit", "edit", "delete", "restore"]


async def test_a_delete_of_what_its_author_saw_takes_the_find_away(operation: Operation) -> None:
    tablet = await operation.enrol()
    made = create()
    _, result = await tablet.push(made, delete(made["find_id"]))
    assert (result["outcome"], result["version"]) == ("applied", 2)
    assert (await operation.find(made["find_id"]))["state"] == "deleted"
    assert (await operation.week())["total"] == 0


async def test_a_delete_of_a_find_that_has_changed_waits_for_a_person(operation: Operation) -> None:
    one, other = await operation.enrol("T1", "A"), await operation.enrol("T2", "B")
    made = create()
    await one.push(made, edit(made["find_id"], count=(12, 14)))
    (result,) = await other.push(delete(made["find_id"]))
    assert result["outcome"] == "conflict"
    assert [conflict["field"] for conflict in result["conflicts"]] == ["deleted"]
    assert (await operation.find(made["find_id"]))["state"] == "live"


async def test_null_clears_an_optional_field(operation: Operation) -> None:
    tablet = await operation.enrol()
    made = create(lot="7", district="Lachin")
    _, result = await tablet.push(made, edit(made["find_id"], lot=("7", None)))
    assert result["outcome"] == "applied"
    find = await operation.find(made["find_id"])
    assert (find["lot"], find["district"]) == (None, "Lachin")


async def test_edits_of_an_unknown_find_wait_and_go_in_by_themselves_in_their_order(operation: Operation) -> None:
    tablet = await operation.enrol()
    made = create()
    first, second = edit(made["find_id"], count=(12, 14)), edit(made["find_id"], count=(14, 15))
    early = await tablet.push(first, second)
    assert outcomes(early) == ["rejected", "rejected"]
    assert {result["problem"]["code"] for result in early} == {"unknown_find"}
    assert (await operation.items("/v1/quarantine"))[0]["waits_for"] == made["find_id"]
    (result,) = await tablet.push(made)
    assert (result["outcome"], result["version"]) == ("applied", 1)
    find = await operation.find(made["find_id"])
    assert (find["version"], find["count"], find["conflicts"]) == (3, 15, [])
    history = await operation.history(made["find_id"])
    assert [(entry["seq"], entry["kind"], entry["mends"]) for entry in history] == [
        (1, "rejected", None), (2, "rejected", None), (3, "create", None),
        (4, "edit", first["id"]), (5, "edit", second["id"]),
    ]  # fmt: skip
    assert {row["state"] for row in await operation.items("/v1/quarantine", state="released")} == {"released"}


async def test_a_create_of_a_find_that_exists_merges_as_an_edit_that_saw_nothing(operation: Operation) -> None:
    one, other = await operation.enrol("T1", "A"), await operation.enrol("T2", "B")
    made = create()
    await one.push(made)
    same, different = create(made["find_id"], marking="З-001М"), create(made["find_id"], count=15, lot="7")
    results = await other.push(same, different)
    assert outcomes(results) == ["applied", "conflict"]
    assert [conflict["field"] for conflict in results[1]["conflicts"]] == ["count"]
    assert await operation.table(made["find_id"]) == {"count": [12, 15]}
    find = await operation.find(made["find_id"])
    assert (find["marking"], find["lot"], find["version"]) == ("3-001M", "7", 3)


async def test_conflicts_that_close_together_are_told_in_one_order_whether_the_find_was_stored_meanwhile_or_not(
    operation: Operation,
) -> None:
    """Else a batch that is tried again job by job would write another log than the one that failed."""
    tablet, other = await operation.enrol("T1", "A"), await operation.enrol("T2", "B")
    closed = []
    for at_once in (True, False):
        made = create(category="ap_mine", count=1)
        offers = [edit(made["find_id"], count=(2, 5)), edit(made["find_id"], category=("uxo", "ied"))]
        agreed = edit(made["find_id"], count=(5, 1), category=("ied", "ap_mine"))
        await tablet.push(made)
        for part in ([*offers, agreed],) if at_once else (*([one] for one in offers), [agreed]):
            results = await other.push(*part)
        entry = (await operation.history(made["find_id"]))[-1]
        closed.append([one["field"] for one in entry["closed"]])
        assert results[-1]["outcome"] == "applied"
    assert [len(fields) for fields in closed] == [2, 2]
    assert closed[0] == closed[1]
    async with Database(operation.service.database_url) as database:
        assert not (await database.read(verify, operation.name)).findings
