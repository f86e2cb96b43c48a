"""Editions: published, immutable, refused while conditions are not met, corrected only by a newer revision."""

from __future__ import annotations

from typing import Any

import httpx
import rfc8785

from models.canonical import digest
from tests.service import Json, Operation, answered, create, edit, new_id, place, refused

WEEK: Json = {"from": "2022-08-15", "to": "2022-08-22"}


async def publish(operation: Operation, **body: Any) -> Json:
    """An edition of the week, or of what `body` says."""
    period = {} if "week" in body or "from" in body else WEEK
    edition: Json = answered(await tried(operation, **period, **body), 201)
    return edition


async def tried(operation: Operation, **body: Any) -> httpx.Response:
    return await operation.call("POST", "/v1/editions", {"id": new_id(), **body})


async def conditions(operation: Operation, **wanted: Any) -> None:
    body = {"id": new_id(), "settings": {"publish": wanted}}
    answered(await operation.call("PUT", "/v1/settings", body))


async def test_an_edition_freezes_the_report_with_all_that_it_stands_on(operation: Operation) -> None:
    staff = await operation.staff("reviewer", "Officer 1")
    tablet = await operation.enrol()
    find = create(count=1318, manufactured_year=2021, district="Lachin")
    await tablet.push(find)
    edition = await publish(staff)
    last = (await operation.history(find["find_id"]))[-1]
    assert (edition["number"], edition["revision"], edition["published_by"]) == (1, 1, "Officer 1")
    assert edition["stands_on"] | {"epoch": ""} == {
        "seq": 1, "hash": last["hash"], "epoch": "", "in_verified_backup": False,
    }  # fmt: skip
    assert edition["rules"]["catalogue"]["types"] == len(await operation.items("/v1/types"))
    assert edition["rules"]["settings"] == (await operation.get("/v1/settings"))["settings"]
    keys = answered(await operation.service.client.get("/.well-known/minetally-keys"))
    assert edition["server_key"] == keys["fingerprint"]
    report = edition["report"]
    assert (report["total"], report["by_type"][0]["manufactured"]) == (1318, {"2021": 1318})
    assert report["as_of"] == {"seq": 1, "time": edition["published_at"]}
    assert set(report) >= {f"by_{name}" for name in ("type", "category", "day", "district", "team", "device")}


async def test_anyone_can_compute_its_sha_256_again(operation: Operation) -> None:
    await (await operation.enrol()).push(create(district="Laçın", note="3 m"))
    edition = await publish(operation)
    told = edition.pop("sha256")
    assert digest(rfc8785.dumps(edition)) == told  # another implementation than the one that wrote it
    assert (await operation.items("/v1/editions"))[0]["sha256"] == told


async def test_nothing_that_comes_later_changes_an_edition(operation: Operation) -> None:
    tablet = await operation.enrol()
    find = create(count=10)
    await tablet.push(find)
    edition = await publish(operation)
    await tablet.push(edit(find["find_id"], count=(10, 20)), create(count=5, position=place(1)))
    alias = {"id": new_id(), "marking": "Э-001М", "reason": "?"}
    answered(await operation.call("POST", "/v1/types/3001M/aliases", alias))
    assert await operation.get("/v1/editions/1") == edition
    again = await publish(operation)
    assert (again["number"], again["revision"], again["report"]["total"]) == (1, 2, 25)
    assert await operation.get("/v1/editions/1", revision=1) == edition
    assert await operation.get("/v1/editions/1") == again
    assert [(row["revision"], row["stands"]) for row in await operation.items("/v1/editions")] == [
        (1, False),
        (2, True),
    ]


async def test_an_edition_is_published_once_however_often_it_is_sent(operation: Operation) -> None:
    body = {"id": new_id(), **WEEK}
    first, again = [answered(await operation.call("POST", "/v1/editions", body), 201) for _ in range(2)]
    assert first == again
    refused(await operation.call("POST", "/v1/editions", {**body, "to": "2022-08-21"}), 422, "mutation_id_reused")
    assert len(await operation.items("/v1/editions")) == 1


async def test_each_period_has_a_number_of_its_own(operation: Operation) -> None:
    for period, number, revision in (
        (WEEK, 1, 1),
        ({"week": "2022-W33"}, 2, 1),
        (WEEK, 1, 2),
        ({"from": "2022-08-15", "to": "2022-08-21"}, 2, 2),  # the same days as that week
        ({"from": "2022-08-15", "to": "2022-08-15"}, 3, 1),
    ):
        edition = await publish(operation, **period)
        assert (edition["number"], edition["revision"]) == (number, revision)


async def test_an_edition_of_another_period_withdraws_one_that_stands(operation: Operation) -> None:
    await publish(operation)
    assert (await operation.week("2022-08-22", "2022-08-28"))["overlaps"] == [
        {"number": 1, "revision": 1, **WEEK, "days": ["2022-08-22"], "total": 0}
    ]
    short = await publish(operation, week="2022-W33", withdraws=1)
    assert short["withdraws"] == 1
    assert {(row["number"], row["stands"]) for row in await operation.items("/v1/editions")} == {(1, False), (2, True)}
    assert (await operation.week("2022-08-22", "2022-08-28"))["overlaps"] == []
    for number in (1, 2, 9):
        problem = refused(await tried(operation, week="2022-W33", withdraws=number), 422, "invalid_value")
        assert problem["errors"][0]["field"] == "withdraws"
    await publish(operation)  # a new revision stands again
    assert {(row["number"], row["revision"]) for row in await operation.items("/v1/editions") if row["stands"]} == {
        (1, 2), (2, 1),
    }  # fmt: skip


async def test_conditions_that_are_not_met_refuse_it_with_the_list(operation: Operation) -> None:
    one, other = await operation.enrol("T1"), await operation.enrol("T2", "other")
    find = create()
    await one.push(find, edit(find["find_id"], count=(12, 13)), create(marking="PMN"), create(marking="PMN"))
    await other.pull()
    await operation.enrol("T3")
    third = await operation.enrol("T2", "third")
    await third.push(edit(find["find_id"], count=(12, 15)))
    wanted: Json = {
        "most_open_conflicts": 0,
        "most_suspected_pairs": 0,
        "least_completeness": 1,
        "no_silent_teams": True,
    }
    await conditions(operation, **wanted)
    problem = refused(await tried(operation, **WEEK), 409, "conditions_not_met")
    assert {one["condition"]: one["detail"] for one in problem["conditions"]} == {
        "most_open_conflicts": "1 conflicts are open, and 0 may be.",
        "most_suspected_pairs": "1 suspected duplicates are undecided, and 0 may be.",
        "least_completeness": "3 of 4 tablets have reported, and 100% must have.",
        "no_silent_teams": "Since the end of the period nothing was heard of T3.",
    }
    assert await operation.items("/v1/editions") == []
    for name, enough in (
        ("most_open_conflicts", 1),
        ("most_suspected_pairs", 1),
        ("least_completeness", 0.75),
        ("no_silent_teams", False),
    ):
        wanted[name] = enough
        await conditions(operation, **wanted)
        response = await tried(operation, **WEEK)
        left = {one["condition"] for one in response.json().get("conditions", [])}
        assert left == {key for key in wanted if key not in list(wanted)[: list(wanted).index(name) + 1]}
    assert response.status_code == 201


async def test_it_can_be_published_all_the_same_with_a_reason_that_is_kept(operation: Operation) -> None:
    await operation.enrol("T1")
    await conditions(operation, no_silent_teams=True)
    edition = await publish(operation, anyway="The ministry asks today.")
    assert edition["anyway"] == "The ministry asks today."
    assert [one["condition"] for one in edition["unmet"]] == ["no_silent_teams"]
    assert (await operation.items("/v1/editions"))[0]["anyway"] == "The ministry asks today."
    await conditions(operation)
    met = await publish(operation, anyway="Not needed.")
    assert (met["unmet"], met["anyway"]) == ([], None)
    problem = refused(await tried(operation, **WEEK, anyway=" "), 422, "invalid_value")
    assert problem["errors"][0]["field"] == "anyway"


async def test_a_period_that_is_none_is_refused_and_so_is_an_edition_that_there_is_not(operation: Operation) -> None:
    for body in ({}, {"from": "2022-08-15"}, {"week": "2022-W99"}, {**WEEK, "week": "2022-W33"}):
        refused(await tried(operation, **body), 400, "invalid_request")
    await publish(operation)
    for path in ("2", "0", "x", "1?revision=2"):
        refused(await operation.call("GET", f"/v1/editions/{path}"), 404, "not_found")
