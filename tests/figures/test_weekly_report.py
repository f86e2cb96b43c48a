"""The weekly report, against examples that were counted by hand."""

from __future__ import annotations

from typing import Any

import pytest

from sync.database.database import Database
from sync.verify.verify import verify
from tests.service import LETTER, Json, Operation, answered, create, delete, edit, refused

FAR: Json = {"crs": "EPSG:4326", "lat": 39.9, "lon": 46.9}
"""A place far from that of the letter."""


def apart(n: int) -> Json:
    """The nth of places that are a kilometre apart, so that no finds are suspected duplicates."""
    return {**LETTER, "x": LETTER["x"] + 1000 * n}


def named(rows: list[Json], by: str) -> dict[Any, tuple[int, int]]:
    """A grouping as name to total and finds."""
    assert len({row[by] for row in rows}) == len(rows)
    return {row[by]: (row["total"], row["finds"]) for row in rows}


async def made(operation: Operation, *finds: Json, team: str = "Team 1") -> None:
    """A new tablet of a team makes these finds."""
    results = await (await operation.enrol(team)).push(*finds)
    assert {result["outcome"] for result in results} == {"applied"}


# Sums


async def test_a_week_counted_by_hand(operation: Operation) -> None:
    one, other = await operation.enrol("Team 1", "tablet 1"), await operation.enrol("Team 2", "tablet 2")
    year: Json = {"manufactured_year": 2021, "district": "Lachin"}
    await one.push(
        create(count=991, position=apart(0), found_on="2022-08-15", **year),
        create(count=300, position=apart(1), found_on="2022-08-18", marking="З-001М", **year),
        create(count=20, position=apart(2), found_on="2022-08-22", marking="3–001М", manufactured_year=2020),
        create(count=100, position=apart(3), found_on="2022-08-14", **year),
    )
    await other.push(
        create(count=7, position=apart(4), found_on="2022-08-18", marking="3 001m", district="Lachin"),
        create(count=5, position=apart(5), found_on="2022-08-18", marking="TM-62M", category="av_mine"),
        create(count=200, position=apart(6), found_on="2022-08-23", **year),
    )
    report = await operation.week()
    assert (report["operation"], report["total"], report["finds"]) == ("lachin-2022", 1323, 5)
    assert report["period"] == {"from": "2022-08-15", "to": "2022-08-22", "days": 8, "iso_week": None}
    assert report["as_of"]["seq"] == 7
    undisputed = {"conflicts": 0, "low": 1318, "high": 1318}
    assert report["by_type"] == [
        {
            "type": "3001M",
            "marking": "3-001M",
            "category": "ap_mine",
            "class": "AP",
            "known": True,
            "total": 1318,
            "finds": 4,
            "manufactured": {"2020": 20, "2021": 1291},
            "manufactured_unknown": 7,
            "disputed": undisputed,
        },
        {
            "type": "TM62M",
            "marking": "TM-62M",
            "category": "av_mine",
            "class": "AT",
            "known": True,
            "total": 5,
            "finds": 1,
            "manufactured": {},
            "manufactured_unknown": 5,
            "disputed": {"conflicts": 0, "low": 5, "high": 5},
        },
    ]
    assert named(report["by_category"], "category") == {"ap_mine": (1318, 4), "av_mine": (5, 1)}
    assert [row["class"] for row in report["by_category"]] == ["AP", "AT"]
    assert named(report["by_day"], "day") == {"2022-08-15": (991, 1), "2022-08-18": (312, 3), "2022-08-22": (20, 1)}
    assert [row["day"] for row in report["by_day"]] == ["2022-08-15", "2022-08-18", "2022-08-22"]
    assert named(report["by_district"], "district") == {"Lachin": (1298, 3), None: (25, 2)}
    assert named(report["by_team"], "team") == {"Team 1": (1311, 3), "Team 2": (12, 2)}
    assert named(report["by_device"], "device") == {one.id: (1311, 3), other.id: (12, 2)}
    assert {(row["name"], row["team"]) for row in report["by_device"]} == {
        ("tablet 1", "Team 1"),
        ("tablet 2", "Team 2"),
    }
    assert report["disputed"] == {"conflicts": 0, "low": 1323, "high": 1323}
    assert report["suspected_duplicates"] == {"pairs": 0, "total": 0}
    assert report["previous"] == {"from": "2022-08-07", "to": "2022-08-14", "total": 100, "finds": 1, "change": 1223}


async def test_a_report_is_grouped_as_asked(operation: Operation) -> None:
    def groupings(report: Json) -> set[str]:
        return {name for name in report if name.startswith("by_")}

    assert groupings(await operation.week(group_by="day")) == {"by_day"}
    assert groupings(await operation.week(group_by="type, team,type")) == {"by_type", "by_team"}
    assert groupings(await operation.week()) == {
        f"by_{name}" for name in ("type", "category", "day", "district", "team", "device")
    }


async def test_an_iso_week_is_its_monday_to_its_sunday(operation: Operation) -> None:
    await made(operation, *(create(count=n, found_on=f"2022-08-{14 + n}", position=apart(n)) for n in range(1, 9)))
    report = await operation.get("/v1/reports/weekly", week="2022-W33")
    assert report["period"] == {"from": "2022-08-15", "to": "2022-08-21", "days": 7, "iso_week": "2022-W33"}
    assert report["total"] == 28
    assert (await operation.get("/v1/reports/weekly", week="2022-W34"))["total"] == 8
    first_of_2021 = (await operation.get("/v1/reports/weekly", week="2020-W53"))["period"]
    assert (first_of_2021["from"], first_of_2021["to"]) == ("2020-12-28", "2021-01-03")


async def test_a_period_may_be_one_day(operation: Operation) -> None:
    await made(operation, create())
    report = await operation.week("2022-08-15", "2022-08-15")
    assert (report["total"], report["period"]["days"]) == (12, 1)
    assert report["previous"] == {"from": "2022-08-14", "to": "2022-08-14", "total": 0, "finds": 0, "change": 12}


async def test_a_period_without_finds_says_so(operation: Operation) -> None:
    await made(operation, create())
    report = await operation.week("2022-08-16", "2022-08-22")
    assert (report["total"], report["finds"], report["disputed"]) == (0, 0, {"conflicts": 0, "low": 0, "high": 0})
    assert [rows for name, rows in report.items() if name.startswith("by_")] == [[]] * 6
    assert report["previous"]["total"] == 12


BAD_PERIODS: list[tuple[dict[str, Any], str]] = [
    ({}, "from"),
    ({"from": "2022-08-15"}, "to"),
    ({"to": "2022-08-15"}, "from"),
    ({"from": "2022-08-22", "to": "2022-08-15"}, "to"),
    ({"from": "15.08.2022", "to": "2022-08-22"}, "from"),
    ({"from": "2022-08-15", "to": "2022-02-30"}, "to"),
    ({"from": "0001-01-01", "to": "9999-12-31"}, "to"),
    ({"week": "2022-W54"}, "week"),
    ({"week": "2021-W53"}, "week"),
    ({"week": "2022-33"}, "week"),
    ({"week": "0000-W01"}, "week"),
    ({"week": "9999-W53"}, "week"),
    ({"week": "2022-W33", "from": "2022-08-15"}, "week"),
    ({"week": "2022-W33", "group_by": "colour"}, "group_by"),
    ({"week": "2022-W33", "group_by": ""}, "group_by"),
    ({"week": "2022-W33", "groupby": "day"}, "groupby"),
]


async def test_a_period_or_grouping_that_cannot_be_read_is_refused_by_its_name(operation: Operation) -> None:
    for asked, field in BAD_PERIODS:
        problem = refused(await operation.call("GET", "/v1/reports/weekly", **asked), 400, "invalid_request")
        assert [error["field"] for error in problem["errors"]] == [field], asked
        assert problem["errors"][0]["remedy"]


async def test_the_first_and_the_last_days_of_the_calendar_can_be_asked_for(operation: Operation) -> None:
    assert (await operation.week("0001-01-01", "0001-01-02"))["total"] == 0
    assert (await operation.week("9999-12-30", "9999-12-31"))["total"] == 0


async def test_a_find_at_half_past_one_counts_for_its_local_day(operation: Operation) -> None:
    await made(operation, {**create(found_on="2022-08-15"), "made_at": "2022-08-15T01:30:00+04:00"})
    report = await operation.week("2022-08-15", "2022-08-15")
    assert report["total"] == 12
    (find,) = (await operation.finds()).values()
    assert find["created"]["made_at_corrected"].startswith("2022-08-14T21:30")


async def test_an_unknown_type_is_a_row_of_its_own_with_the_category_of_most_of_its_count(
    operation: Operation,
) -> None:
    await made(
        operation,
        create(marking="zz 9", category="uxo", count=3, position=apart(0)),
        create(marking="ZZ-9", category="ied", count=4, position=apart(1)),
    )
    (row,) = (await operation.week())["by_type"]
    assert (row["type"], row["marking"], row["known"]) == ("ZZ9", "ZZ-9", False)
    assert (row["category"], row["class"], row["total"], row["finds"]) == ("ied", "OTHER", 7, 2)


async def test_a_known_type_has_the_category_of_the_catalogue_whatever_was_typed(operation: Operation) -> None:
    await made(operation, create(category="unknown"))
    report = await operation.week()
    assert report["by_type"][0]["category"] == "ap_mine"
    assert named(report["by_category"], "category") == {"unknown": (12, 1)}


async def test_a_find_that_changes_its_day_type_count_year_or_district_moves_in_the_tally(
    operation: Operation,
) -> None:
    first = create(manufactured_year=2021)
    await made(operation, first)
    changed = {"found_on": "2022-08-18", "marking": "PMN", "count": 13, "manufactured_year": 2020, "district": "Lachin"}
    answered(await operation.change(first["find_id"], set=changed))
    report = await operation.week()
    assert (report["total"], report["finds"]) == (13, 1)
    assert named(report["by_day"], "day") == {"2022-08-18": (13, 1)}
    assert named(report["by_type"], "type") == {"PMN": (13, 1)}
    assert report["by_type"][0]["manufactured"] == {"2020": 13}
    assert named(report["by_district"], "district") == {"Lachin": (13, 1)}
    assert named(report["by_team"], "team") == {"Team 1": (13, 1)}


async def test_a_find_counts_for_the_team_that_made_it_whoever_edits_it(operation: Operation) -> None:
    first = create()
    await made(operation, first)
    other = await operation.enrol("Team 2")
    await other.push(edit(first["find_id"], count=(12, 20)))
    assert named((await operation.week())["by_team"], "team") == {"Team 1": (20, 1)}


async def test_a_deleted_find_counts_nowhere_and_a_restored_one_again(operation: Operation) -> None:
    first = create()
    await made(operation, first)
    answered(await operation.change(first["find_id"], deleted=True))
    assert (await operation.week())["finds"] == 0
    answered(await operation.change(first["find_id"], deleted=False))
    assert (await operation.week())["finds"] == 1


# What is in dispute


async def disputed(operation: Operation, **pairs: tuple[Any, Any, Any]) -> str:
    """The id of a find on which two teams disagree: `count=(12, 14, 16)` is 12, then 14, while another says 16."""
    one, other = await operation.enrol("Team 1"), await operation.enrol("Team 2")
    first = create(position=FAR, **{name: was for name, (was, _, _) in pairs.items()})
    accepted: dict[str, Any] = {name: (was, new) for name, (was, new, _) in pairs.items()}
    offered: dict[str, Any] = {name: (was, new) for name, (was, _, new) in pairs.items()}
    await one.push(first, edit(first["find_id"], **accepted))
    (result,) = await other.push(edit(first["find_id"], **offered))
    assert result["outcome"] == "conflict"
    return str(first["find_id"])


async def test_a_disputed_count_leaves_the_range_from_the_least_value_to_the_sum_of_the_rises(
    operation: Operation,
) -> None:
    await made(operation, create(count=100))
    await disputed(operation, count=(12, 15, 14))
    report = await operation.week()
    assert report["total"] == 115
    assert report["disputed"] == {"conflicts": 1, "low": 114, "high": 117}  # 12 and three more and two more
    assert report["by_type"][0]["disputed"] == report["disputed"]
    assert report["by_day"][0]["disputed"] == report["disputed"]


async def test_two_tablets_that_raised_a_count_to_one_number_leave_open_whether_it_is_twice(
    operation: Operation,
) -> None:
    await disputed(operation, count=(12, 15, 15))
    assert (await operation.week())["disputed"] == {"conflicts": 1, "low": 15, "high": 18}


async def test_a_disputed_day_may_take_a_find_out_of_the_period(operation: Operation) -> None:
    await made(operation, create(count=100))
    await disputed(operation, found_on=("2022-08-20", "2022-08-22", "2022-08-23"))
    report = await operation.week()
    assert (report["total"], report["disputed"]) == (112, {"conflicts": 1, "low": 100, "high": 112})


async def test_a_disputed_day_may_bring_a_find_into_the_period(operation: Operation) -> None:
    await made(operation, create(count=100))
    await disputed(operation, found_on=("2022-08-25", "2022-08-23", "2022-08-22"))
    report = await operation.week()
    assert (report["total"], report["disputed"]) == (100, {"conflicts": 1, "low": 100, "high": 112})


async def test_a_disputed_deletion_may_take_a_find_away(operation: Operation) -> None:
    one, other = await operation.enrol("Team 1"), await operation.enrol("Team 2")
    first = create()
    await one.push(first, edit(first["find_id"], count=(12, 14)))
    await other.push(delete(first["find_id"]))
    assert (await operation.week())["disputed"] == {"conflicts": 1, "low": 0, "high": 14}


async def test_disputes_on_one_find_are_taken_together(operation: Operation) -> None:
    await disputed(operation, count=(12, 14, 16), found_on=("2022-08-20", "2022-08-22", "2022-08-23"))
    assert (await operation.week())["disputed"] == {"conflicts": 2, "low": 0, "high": 18}
    assert (await operation.week("2022-08-23", "2022-08-23"))["disputed"] == {"conflicts": 2, "low": 0, "high": 18}
    assert (await operation.week("2022-08-24", "2022-08-30"))["disputed"] == {"conflicts": 0, "low": 0, "high": 0}


async def test_a_disputed_marking_leaves_the_total_alone_and_both_types_open(operation: Operation) -> None:
    await disputed(operation, marking=("3-001M", "PMN", "PMN-2"))
    report = await operation.week()
    assert report["disputed"] == {"conflicts": 0, "low": 12, "high": 12}
    assert {row["type"]: (row["total"], row["disputed"]) for row in report["by_type"]} == {
        "PMN": (12, {"conflicts": 1, "low": 0, "high": 12}),
        "PMN2": (0, {"conflicts": 1, "low": 0, "high": 12}),
    }


async def test_a_disputed_lot_changes_no_total(operation: Operation) -> None:
    await disputed(operation, lot=("A", "B", "C"))
    assert (await operation.week())["disputed"] == {"conflicts": 0, "low": 12, "high": 12}


async def test_a_settled_dispute_leaves_one_number(operation: Operation) -> None:
    await disputed(operation, count=(12, 15, 15))
    (conflict,) = await operation.items("/v1/conflicts")
    answered(await operation.resolve(conflict["id"], 18))
    report = await operation.week()
    assert (report["total"], report["disputed"]) == (18, {"conflicts": 0, "low": 18, "high": 18})


# What may be counted twice, and who is missing


async def test_suspected_duplicates_are_counted_by_group_as_the_sum_less_the_greatest(operation: Operation) -> None:
    await made(
        operation,
        create(count=10),
        create(count=4),
        create(count=3),
        create(count=7, position=FAR),
        create(count=2, position=FAR, found_on="2022-08-18"),
        create(count=50, position=apart(5)),
    )
    assert (await operation.week())["suspected_duplicates"] == {"pairs": 4, "total": 9}


async def test_a_group_of_duplicates_with_one_find_in_the_period_counts_whole(operation: Operation) -> None:
    days = {"2022-08-14": 5, "2022-08-12": 4, "2022-08-09": 3, "2022-08-24": 2}
    await made(operation, create(count=10), *(create(count=n, found_on=day) for day, n in days.items()))
    # 9, 12, 14 and 15 August are one group; 24 August is too late for it.
    assert (await operation.week())["suspected_duplicates"] == {"pairs": 2, "total": 12}
    assert (await operation.week("2022-08-24", "2022-08-25"))["suspected_duplicates"] == {"pairs": 0, "total": 0}


async def test_a_device_without_an_exchange_since_the_end_of_the_period_is_silent(operation: Operation) -> None:
    seen = await operation.enrol("Team 1", "seen")
    never = await operation.enrol("Team 2", "never seen")
    retired = await operation.enrol("Team 3", "retired")
    answered(await operation.call("POST", f"/v1/devices/{retired.id}/retirement"), 204)
    await seen.pull()
    silent = {"device": "never seen", "device_id": never.id, "team": "Team 2", "last_seen_at": None}
    assert (await operation.week())["devices"] == {"expected": 2, "reported": 1, "silent": [silent]}
    later = await operation.week("9998-01-01", "9998-01-07")
    assert later["devices"]["reported"] == 0
    assert [one["device"] for one in later["devices"]["silent"]] == ["seen", "never seen"]
    last_seen = {device["id"]: device["last_seen_at"] for device in await operation.items("/v1/devices")}
    assert later["devices"]["silent"][0]["last_seen_at"] == last_seen[seen.id]


async def test_the_period_ends_at_midnight_of_the_operation(operation: Operation) -> None:
    tablet = await operation.enrol()
    await tablet.pull()
    await operation.week()  # which writes down that it was seen
    for moment, reported in (("2022-08-22T19:59:59.000000Z", 0), ("2022-08-22T20:00:00.000000Z", 1)):
        await operation.service.sql("UPDATE device_seen SET at = :at WHERE device_id = :id", at=moment, id=tablet.id)
        assert (await operation.week())["devices"]["reported"] == reported


async def test_a_disputed_district_may_leave_the_computed_one(operation: Operation) -> None:
    square = {"type": "Polygon", "coordinates": [[[46, 39], [47, 39], [47, 40], [46, 40], [46, 39]]]}
    area = {"kind": "district", "name": "Lachin", "geometry": square}
    answered(await operation.call("POST", "/v1/areas", area), 201)
    await disputed(operation, district=("X", None, "Kalbajar"))
    rows = {row["district"]: row["disputed"] for row in (await operation.week())["by_district"]}
    assert rows == {name: {"conflicts": 1, "low": 0, "high": 12} for name in ("Lachin", "Kalbajar")}


@pytest.mark.parametrize(
    ("field", "grouping", "values"),
    [
        ("category", "category", ("ap_mine", "axo", "uxo")),
        ("district", "district", ("X", "Y", "Z")),
        ("found_on", "day", ("2022-08-15", "2022-08-16", "2022-08-17")),
    ],
)
async def test_a_value_that_is_only_offered_has_a_row_too(
    operation: Operation, field: str, grouping: str, values: tuple[str, str, str]
) -> None:
    await disputed(operation, **{field: values})
    rows = (await operation.week())[f"by_{grouping}"]
    assert [(row[grouping], row["total"], row["disputed"]["high"]) for row in rows] == [
        (values[1], 12, 12),
        (values[2], 0, 12),
    ]


async def test_a_type_that_is_not_in_the_catalogue_is_named_as_most_of_its_finds_are_marked(
    operation: Operation,
) -> None:
    async def name(**query: str) -> str:
        (row,) = (await operation.week(**query))["by_type"]
        assert (row["type"], row["known"]) == ("XQ77", False)
        return str(row["marking"])

    first, second, third = (create(marking=marking) for marking in ("xq-77", "Xq 77", "Xq 77"))
    tablet = await operation.enrol()
    names = []
    for mutation in (
        first,  # xq-77 alone
        second,  # one each: the lesser text
        third,
        edit(third["find_id"], marking=("Xq 77", "xq-77")),  # another spelling, and no other count
        edit(first["find_id"], marking=("xq-77", "Xq 77")),
        edit(second["find_id"], found_on=("2022-08-15", "2022-09-15")),  # not of this week
        delete(first["find_id"], **first["set"] | {"marking": "Xq 77"}),
    ):
        (result,) = await tablet.push(mutation)
        assert result["outcome"] == "applied"
        names.append((result["seq"], await name()))
    assert [one for _, one in names] == ["xq-77", "Xq 77", "Xq 77", "xq-77", "Xq 77", "Xq 77", "xq-77"]
    assert [await name(as_of=str(seq)) for seq, _ in names] == [one for _, one in names]
    csv = await operation.call("GET", "/v1/reports/weekly?from=2022-08-15&to=2022-08-22&format=csv")
    assert "xq-77" in csv.text
    async with Database(operation.service.database_url) as database:
        assert (await database.read(verify, operation.name)).findings == []
