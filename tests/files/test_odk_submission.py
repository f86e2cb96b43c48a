"""Forms of ODK Collect become mutations of the exchange: once, by the same rules, and nothing of them is lost."""

from __future__ import annotations

import asyncio

from tests.collect import CORRECTED, LETTER, WGS84, Collect, as_new, find_id, instance_id, words
from tests.service import Json, Operation, answered, edit


async def sent(collect: Collect, xml: bytes, status: int = 201) -> str:
    """What the tablet shows for a form without photos, which must be answered so."""
    (answer,) = await collect.send(xml)
    assert answer.status_code == status, answer.text
    return words(answer)


async def forms(operation: Operation) -> list[Json]:
    return await operation.items("/v1/submissions")


async def test_a_form_becomes_a_find_and_counts_in_the_week(operation: Operation) -> None:
    tablet = await operation.enrol("T1")
    assert await sent(Collect(tablet), LETTER) == "Saved: 991 of 3-001M, 2022-08-15."
    find = await operation.find(find_id(LETTER))
    assert (find["count"], find["marking"], find["found_on"]) == (991, "3-001M", "2022-08-15")
    assert find["position"] == {"crs": "EPSG:28408", "x": 4401180, "y": 8635076}
    assert (find["created"]["device_id"], find["created"]["team"]) == (tablet.id, "T1")
    assert find["created"]["made_at"].endswith("+04:00")
    assert (await operation.week())["total"] == 991
    (form,) = await forms(operation)
    assert (form["outcome"], form["find_id"], form["instance_id"]) == ("applied", find["id"], instance_id(LETTER))
    (entry,) = await operation.history(find["id"])
    assert entry["mutation"]["id"] == form["mutation_id"]
    assert (await operation.call("GET", f"/v1/submissions/{form['id']}/xml")).content == LETTER


async def test_the_other_tablets_get_the_find_with_their_next_exchange(operation: Operation) -> None:
    other = await operation.enrol("T2")
    await sent(Collect(await operation.enrol("T1")), LETTER)
    assert [*(await other.pull())] == [find_id(LETTER)]
    await other.push(edit(find_id(LETTER), count=(991, 990)))
    assert (await operation.find(find_id(LETTER)))["count"] == 990


async def test_the_same_form_again_is_taken_once_whoever_brings_it(operation: Operation) -> None:
    collect, other = Collect(await operation.enrol("T1")), Collect(await operation.enrol("T2"))
    first = await sent(collect, LETTER)
    assert await sent(collect, LETTER) == await sent(other, LETTER) == first
    assert (await operation.log_seq(), len(await forms(operation))) == (1, 1)


async def test_the_same_form_sent_many_times_at_one_moment_is_one_find(operation: Operation) -> None:
    collect = Collect(await operation.enrol())
    answers = await asyncio.gather(*(collect.send(LETTER) for _ in range(6)))
    assert [answer[-1].status_code for answer in answers] == [201] * 6
    assert (await operation.log_seq(), len(await forms(operation))) == (1, 1)


async def test_other_answers_under_the_same_id_overwrite_nothing(operation: Operation) -> None:
    collect = Collect(await operation.enrol())
    await sent(collect, LETTER)
    assert "sent before with other answers" in await sent(collect, LETTER.replace(b"991", b"919"), 409)
    assert (await operation.find(find_id(LETTER)))["count"] == 991
    assert await operation.log_seq() == 1


async def test_a_correction_edits_only_what_was_changed_in_the_form(operation: Operation) -> None:
    collect = Collect(await operation.enrol())
    await sent(collect, LETTER)
    answered(await operation.change(find_id(LETTER), set={"disposition": "destroyed"}))
    assert await sent(collect, CORRECTED) == "Saved: 992 of 3-001M, 2022-08-15."
    find = await operation.find(find_id(LETTER))
    assert (find["count"], find["note"], find["disposition"]) == (992, "Counted again", "destroyed")
    assert len(await operation.finds()) == 1
    assert [form["deprecates"] for form in await forms(operation)] == [None, find["id"]]


async def test_a_correction_of_what_somebody_else_corrected_waits_for_a_person(operation: Operation) -> None:
    collect = Collect(await operation.enrol())
    await sent(collect, LETTER)
    answered(await operation.change(find_id(LETTER), set={"count": 990}))
    said = await sent(collect, CORRECTED)
    assert said == "Saved: 992 of 3-001M, 2022-08-15. Others say otherwise about count; staff will decide."
    assert await sent(collect, CORRECTED) == said
    assert await operation.table(find_id(LETTER)) == {"count": [990, 992]}


async def test_a_correction_that_comes_first_waits_for_its_form_also_in_a_chain(operation: Operation) -> None:
    collect = Collect(await operation.enrol())
    third = as_new(CORRECTED, deprecatedID=instance_id(CORRECTED), count="993")
    for xml in (third, CORRECTED):
        assert "corrects a form that has not come yet" in await sent(collect, xml, 202)
    waiting = await operation.items("/v1/submissions", outcome="waiting")
    assert [form["instance_id"] for form in waiting] == [instance_id(third), instance_id(CORRECTED)]
    assert await operation.finds() == {}
    await sent(collect, LETTER)
    find = await operation.find(find_id(LETTER))
    assert (find["count"], find["note"], find["version"], find["conflicts"]) == (993, "Counted again", 3, [])
    assert await operation.items("/v1/submissions", outcome="waiting") == []
    assert await sent(collect, third) == "Saved: 993 of 3-001M, 2022-08-15."


async def test_a_correction_that_changes_nothing_is_taken(operation: Operation) -> None:
    collect = Collect(await operation.enrol())
    await sent(collect, LETTER)
    said = await sent(collect, as_new(LETTER, deprecatedID=instance_id(LETTER)))
    assert said.endswith("It changes nothing of the form that it corrects.")
    assert await operation.log_seq() == 1


async def test_what_the_rules_refuse_is_kept_in_the_quarantine_and_the_tablet_is_rid_of_it(
    operation: Operation,
) -> None:
    tablet = await operation.enrol()
    swapped = as_new(LETTER, x="8635076", y="4401180")
    said = await sent(Collect(tablet), swapped, 202)
    assert said.startswith("Kept: 991 of 3-001M, 2022-08-15. It does not count yet, staff must fix it:")
    assert said.endswith("position.y: x and y are swapped: in EPSG:28408 y is east and begins with 8, and here x does.")
    assert await sent(Collect(tablet), swapped, 202) == said
    (kept,) = await operation.items("/v1/quarantine")
    assert (kept["device_id"], kept["problem"]["code"]) == (tablet.id, "invalid_mutation")
    mended = {**kept["mutation"]}
    mended["set"] = {**mended["set"], "position": {"crs": "EPSG:28408", "x": 4401180, "y": 8635076}}
    answered(await operation.release(kept["id"], mended))
    assert (await operation.find(find_id(swapped)))["count"] == 991


async def test_values_that_nobody_could_mean_go_to_the_quarantine_and_never_fail(operation: Operation) -> None:
    collect = Collect(await operation.enrol())
    absurd = [
        {"count": "9" * 5000},
        {"count": "-1"},
        {"x": "1e999"},
        {"marking": "—"},
        {"note": "x" * 30_000},
        {"category": "bomb"},
        {"found_on": "2022-02-31"},
        {"manufactured_year": "nan"},
    ]
    for values in absurd:
        await sent(collect, as_new(LETTER, **values), 202)
    assert len(await operation.items("/v1/quarantine")) == len(absurd)
    assert await operation.finds() == {}


async def test_a_form_that_says_little_is_refused_field_by_field(operation: Operation) -> None:
    empty = as_new(b'<data id="minetally_find"><meta><instanceID/></meta></data>')
    said = await sent(Collect(await operation.enrol()), empty, 202)
    for field in ("marking", "category", "count", "position", "found_on"):
        assert f"{field}: a new find needs this field" in said


async def test_a_tablet_with_collect_has_reported_when_it_sent_a_form(operation: Operation) -> None:
    tablet = await operation.enrol()
    collect = Collect(tablet)
    await collect.forms()
    assert len((await operation.week())["devices"]["silent"]) == 1
    await sent(collect, LETTER)
    assert (await operation.week())["devices"]["silent"] == []


async def test_another_operation_sees_nothing_and_may_use_the_same_form(operation: Operation) -> None:
    await sent(Collect(await operation.enrol()), LETTER)
    stranger = await operation.service.operation("kalbajar-2022")
    assert await forms(stranger) == []
    assert (await stranger.call("GET", f"/v1/submissions/{find_id(LETTER)}/xml")).status_code == 404
    strange = Collect(await stranger.enrol())
    await sent(strange, CORRECTED, 202)
    await sent(strange, LETTER.replace(b"991", b"5"))
    assert (await operation.find(find_id(LETTER)))["count"] == 991
    assert (await stranger.find(find_id(LETTER)))["count"] == 992


async def test_the_list_of_forms_has_pages_and_the_forms_of_one_find(operation: Operation) -> None:
    collect = Collect(await operation.enrol())
    for xml in (LETTER, CORRECTED, as_new(WGS84, photo_1="", photo_2="")):
        await sent(collect, xml)
    everything = await forms(operation)
    assert await operation.items("/v1/submissions", limit=2) == everything
    of_letter = await operation.items("/v1/submissions", find_id=find_id(LETTER).upper())
    assert [form["instance_id"] for form in of_letter] == [instance_id(LETTER), instance_id(CORRECTED)]
