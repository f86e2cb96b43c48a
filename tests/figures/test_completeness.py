"""Who is missing from a report, and what it has to say of what was published before: rosters, late finds, overlaps."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from tests.service import Device, Json, Operation, answered, create, delete, edit, new_id, place, refused

WEEK = [f"2022-08-{day}" for day in range(15, 23)]
"""The days of the week of the letter, 15 to 22 August: it ends at 20:00 UTC."""


def moment() -> str:
    return datetime.now(UTC).isoformat()


async def heard(operation: Operation, tablet: Device, at: str) -> None:
    """The tablet exchanged at that moment, UTC."""
    await operation.service.sql(
        "INSERT INTO device_seen (operation, device_id, at) VALUES (:operation, :id, :at)",
        operation=operation.name,
        id=tablet.id,
        at=at,
    )


async def completeness(operation: Operation, **query: str) -> tuple[int, int]:
    """How many tablets were expected in the week, and how many have reported."""
    said = (await operation.week(group_by="team", **query))["completeness"]
    return said["expected"], said["reported"]


async def silent(operation: Operation, **query: str) -> dict[str, str | None]:
    """The tablets that have not reported, and when each was last seen."""
    devices = (await operation.week(group_by="team", **query))["devices"]
    return {one["device"]: one["last_seen_at"] for one in devices["silent"]}


async def say(operation: Operation, *days: str, **body: Any) -> Json:
    """Says who is on duty on these days, or in the whole week."""
    asked = {"id": new_id(), "days": list(days or WEEK), **body}
    effect: Json = answered(await operation.call("PUT", "/v1/roster", asked))
    return effect


async def three_teams(operation: Operation) -> list[Device]:
    """A tablet each of three teams. That of the first has reported since the end of the week."""
    tablets = [await operation.enrol(f"Team {n}", f"tablet {n}") for n in (1, 2, 3)]
    await tablets[0].pull()
    return tablets


# Who has reported


async def test_a_report_says_how_much_of_what_was_expected_is_here(operation: Operation) -> None:
    assert (await operation.week())["completeness"] == {"expected": 0, "reported": 0, "share": None}
    tablets = await three_teams(operation)
    shares = [(await operation.week())["completeness"]["share"]]
    for tablet in tablets[1:]:
        await tablet.pull()
        shares.append((await operation.week())["completeness"]["share"])
    assert shares == [0.3333, 0.6667, 1]


async def test_a_silent_tablet_and_its_team_say_when_they_were_last_heard_of(operation: Operation) -> None:
    one, other, never = [await operation.enrol(team, name) for team, name in (("B", "b1"), ("B", "b2"), ("A", "a1"))]
    back = await operation.enrol("B", "b3")
    await heard(operation, one, "2022-08-19T10:00:00.000000Z")
    await heard(operation, other, "2022-08-20T10:00:00.000000Z")
    await heard(operation, other, "2022-08-22T19:59:59.999999Z")
    await heard(operation, back, "2022-08-22T20:00:00.000000Z")
    report = await operation.week()
    assert [(row["device_id"], row["team"], row["last_seen_at"]) for row in report["devices"]["silent"]] == [
        (never.id, "A", None),
        (one.id, "B", "2022-08-19T10:00:00.000000Z"),
        (other.id, "B", "2022-08-22T19:59:59.999999Z"),
    ]
    assert report["teams"] == [
        {"team": "A", "expected": 1, "reported": 0, "last_seen_at": None},
        {"team": "B", "expected": 3, "reported": 1, "last_seen_at": "2022-08-22T20:00:00.000000Z"},
    ]


async def test_a_tablet_is_expected_from_its_enrolment_to_its_retirement(operation: Operation) -> None:
    before = moment()
    tablets = await three_teams(operation)
    enrolled = moment()
    answered(await operation.call("POST", f"/v1/devices/{tablets[2].id}/retirement"), 204)
    await operation.enrol("Team 4", "late")
    assert await silent(operation, as_of=before) == {}
    assert set(await silent(operation, as_of=enrolled)) == {"tablet 2", "tablet 3"}
    assert set(await silent(operation)) == {"tablet 2", "late"}
    assert {row["team"] for row in (await operation.week())["teams"]} == {"Team 1", "Team 2", "Team 4"}


async def test_an_earlier_report_knows_only_who_had_reported_by_then(operation: Operation) -> None:
    one, other = await operation.enrol("Team 1", "one"), await operation.enrol("Team 2", "other")
    await one.push(create())
    before = moment()
    await other.pull()
    await one.push(create(position=place(1)))  # entry 2: the moment of entry 1 lasts until it comes
    await operation.enrol("Team 3", "enrolled since")
    assert await silent(operation, as_of=before) == {"other": None}
    assert await silent(operation, as_of="1") == {}
    assert await completeness(operation, as_of=before) == (2, 1)
    assert await completeness(operation, as_of="1") == (2, 2)
    assert await completeness(operation) == (3, 2)


async def test_a_report_as_of_a_log_entry_is_not_older_than_that_entry(operation: Operation) -> None:
    early, made = await operation.enrol("Team 1", "early"), create()
    await early.push(edit(made["find_id"], count=(12, 14)))  # entry 1 waits for its find, and goes in as entry 3
    later = await operation.enrol("Team 2", "later")
    await later.push(made, create(position=place(1)))
    assert {seq: await completeness(operation, as_of=seq) for seq in "234"} == dict.fromkeys("234", (2, 2))


# The roster


async def test_with_a_roster_only_the_tablets_of_its_teams_are_expected(operation: Operation) -> None:
    await three_teams(operation)
    assert await completeness(operation) == (3, 1)
    assert await say(operation, teams=["Team 2", "Team 1", "Team 2"]) == {
        "preview": False,
        "effect": {"finds": 0, "weeks": [], "editions": []},
    }
    assert await silent(operation) == {"tablet 2": None}
    assert await completeness(operation) == (2, 1)
    await operation.enrol("Team 2", "new")
    assert set(await silent(operation)) == {"tablet 2", "new"}


async def test_a_roster_may_name_single_tablets(operation: Operation) -> None:
    tablets = await three_teams(operation)
    await operation.enrol("Team 3", "at home")
    await say(operation, teams=["Team 1"], devices=[tablets[2].id.upper()])
    assert await silent(operation) == {"tablet 3": None}
    answered(await operation.call("POST", f"/v1/devices/{tablets[2].id}/retirement"), 204)
    assert await completeness(operation) == (1, 1)
    await say(operation)
    assert (await operation.week())["completeness"] == {"expected": 0, "reported": 0, "share": None}


async def test_who_is_on_duty_on_any_day_of_the_period_is_expected(operation: Operation) -> None:
    await three_teams(operation)
    await say(operation, *WEEK[:4], teams=["Team 1"])
    await say(operation, *WEEK[4:], teams=["Team 3"])
    assert await silent(operation) == {"tablet 3": None}
    assert (await operation.week(WEEK[0], WEEK[3]))["devices"]["silent"] == []


async def test_on_a_day_of_which_nothing_is_said_every_tablet_is_on_duty(operation: Operation) -> None:
    await three_teams(operation)
    await say(operation, WEEK[0], teams=["Team 1"])
    assert (await operation.week(WEEK[0], WEEK[0]))["completeness"]["expected"] == 1
    assert await completeness(operation) == (3, 1)


async def test_a_roster_of_other_days_changes_nothing_and_one_that_is_taken_back_too(operation: Operation) -> None:
    await three_teams(operation)
    await say(operation, "2022-08-14", "2022-08-23", teams=["Team 1"])
    assert await completeness(operation) == (3, 1)
    await say(operation, teams=["Team 1"])
    seq = await operation.log_seq()
    assert await completeness(operation) == (1, 1)
    await say(operation, unsaid=True)
    assert await completeness(operation) == (3, 1)
    assert await completeness(operation, as_of=str(seq)) == (1, 1)
    assert await completeness(operation, as_of=str(seq - 1)) == (3, 1)


async def test_the_roster_is_read_day_by_day_as_it_was_said_last(operation: Operation) -> None:
    tablet = (await three_teams(operation))[0]
    await say(operation, WEEK[1], WEEK[0], WEEK[1], teams=["Team 2", "Team 1", "Team 1"])
    await say(operation, WEEK[1], devices=[tablet.id])
    await say(operation, WEEK[2], teams=["Team 3"])
    await say(operation, WEEK[2], unsaid=True)
    await say(operation, WEEK[3], teams=["Team 3"], preview=True)
    period = {"from": WEEK[0], "to": WEEK[-1]}
    rows = await operation.items("/v1/roster", **period)
    assert [(row["day"], row["teams"], row["devices"], row["since_seq"]) for row in rows] == [
        (WEEK[0], ["Team 1", "Team 2"], [], 1),
        (WEEK[1], [], [tablet.id], 2),
    ]
    assert {row["person"] for row in rows} == {"administrator"}
    assert await operation.items("/v1/roster", **{"from": WEEK[2], "to": WEEK[-1]}) == []
    refused(await operation.call("GET", "/v1/roster"), 400, "invalid_request")


async def test_a_roster_is_of_days_that_there_are(operation: Operation) -> None:
    for days in ([], ["2022-02-30"], ["22.08.2022"], [None]):
        asked = await operation.call("PUT", "/v1/roster", {"id": new_id(), "days": days})
        assert refused(asked, 422, "invalid_value")["errors"][0]["field"].startswith("days")


async def test_a_roster_names_teams_and_tablets_that_there_are(operation: Operation) -> None:
    await three_teams(operation)
    for who in ({"teams": ["Team 1", "Taem 2"]}, {"devices": [new_id()]}):
        body = {"id": new_id(), "days": [WEEK[0]], **who}
        problem = refused(await operation.call("PUT", "/v1/roster", body), 422, "invalid_value")
        assert problem["errors"][0]["field"] == next(iter(who))
    assert await operation.items("/v1/roster", **{"from": WEEK[0], "to": WEEK[-1]}) == []


# What came late


async def publish(operation: Operation, first: str = WEEK[0], last: str = WEEK[-1], **body: Any) -> Json:
    asked = {"id": new_id(), "from": first, "to": last, **body}
    edition: Json = answered(await operation.call("POST", "/v1/editions", asked), 201)
    return edition


async def test_a_report_says_what_has_changed_since_it_was_published(operation: Operation) -> None:
    tablet = await operation.enrol()
    finds = [create(count=n, position=place(n)) for n in (12, 7, 30, 50)]
    await tablet.push(*finds)
    assert (await operation.week())["late"] is None
    assert (await publish(operation))["report"]["late"] is None
    edition = {"number": 1, "revision": 1, "seq": 4}

    async def late(**query: str) -> tuple[int, int]:
        said = (await operation.week(group_by="team", **query))["late"]
        assert said["edition"] == edition
        return said["finds"], said["change"]

    assert await late() == (0, 0)
    twelve, seven, thirty, _ = (find["find_id"] for find in finds)
    for change, expected in (
        (create(count=14, position=place(99)), (1, 14)),  # entry 6
        (edit(twelve, count=(12, 15)), (2, 17)),
        (delete(seven, count=7, position=place(7)), (3, 10)),
        (edit(thirty, found_on=("2022-08-15", "2022-08-16")), (4, 10)),
        (edit(thirty, found_on=("2022-08-16", "2022-08-23")), (4, -20)),
        (edit(twelve, note=(None, "wet")), (4, -20)),
        (create(count=900, position=place(98), found_on="2022-08-23"), (4, -20)),
    ):
        await tablet.push(change)
        assert await late() == expected, change
    assert await late(as_of="7") == (2, 17)
    assert (await operation.week(as_of="4"))["late"] is None
    assert (await operation.week("2022-08-15", "2022-08-21"))["late"] is None

    second = await publish(operation)
    assert second["report"]["late"] == {"edition": edition, "finds": 4, "change": -20}
    edition = {"number": 1, "revision": 2, "seq": 12}
    assert await late() == (0, 0)


async def test_a_period_whose_edition_is_withdrawn_has_nothing_late_until_it_is_published_again(
    operation: Operation,
) -> None:
    tablet = await operation.enrol()
    await publish(operation)
    await publish(operation, last="2022-08-21", withdraws=1)
    await tablet.push(create())
    assert (await operation.week())["late"] is None
    assert (await operation.week("2022-08-15", "2022-08-21"))["late"]["change"] == 12
    assert (await publish(operation))["revision"] == 2
    await tablet.push(create(count=3, position=place(1)))
    assert (await operation.week())["late"]["change"] == 3


# What would be counted twice


async def test_a_report_names_the_editions_that_count_the_same_days_and_how_much(operation: Operation) -> None:
    tablet = await operation.enrol()
    await tablet.push(*(create(count=n, found_on=f"2022-08-{n}", position=place(n)) for n in range(15, 30)))

    async def overlaps(first: str, last: str, **query: str) -> list[tuple[Any, ...]]:
        report = await operation.week(first, last, group_by="team", **query)
        return [
            (row["number"], row["revision"], row["from"], row["to"], row["days"], row["total"])
            for row in report["overlaps"]
        ]

    await publish(operation)  # entry 16
    assert await overlaps("2022-08-22", "2022-08-28") == [(1, 1, WEEK[0], WEEK[-1], ["2022-08-22"], 22)]
    assert await overlaps("2022-08-01", "2022-08-16") == [(1, 1, WEEK[0], WEEK[-1], WEEK[:2], 31)]
    assert await overlaps("2022-08-23", "2022-08-29") == await overlaps(WEEK[0], WEEK[-1]) == []

    await tablet.push(create(count=100, found_on="2022-08-22", position=place(50)))
    assert [row[-1] for row in await overlaps("2022-08-22", "2022-08-28")] == [22]  # what it says, not what is now
    await publish(operation)
    assert await overlaps("2022-08-22", "2022-08-28") == [(1, 2, WEEK[0], WEEK[-1], ["2022-08-22"], 122)]

    second = await publish(operation, "2022-08-22", "2022-08-28")
    assert [(row["number"], row["total"]) for row in second["report"]["overlaps"]] == [(1, 122)]
    await publish(operation, "2022-08-15", "2022-08-21", withdraws=1)
    assert await overlaps("2022-08-22", "2022-08-29") == [
        (2, 1, "2022-08-22", "2022-08-28", [f"2022-08-{day}" for day in range(22, 29)], 122 + sum(range(23, 29)))
    ]
    assert [row[:2] for row in await overlaps("2022-08-20", "2022-08-22")] == [(2, 1), (3, 1)]
    assert [row[:2] for row in await overlaps("2022-08-20", "2022-08-22", as_of="19")] == [(1, 2), (2, 1)]
    assert [row[:2] for row in await overlaps("2022-08-20", "2022-08-22", as_of="17")] == [(1, 1)]
