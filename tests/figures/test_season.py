"""The season: every week side by side, and each of them the same figures as its own report."""

from __future__ import annotations

import csv
import io
from typing import Any

import httpx

from tests.service import Json, Operation, answered, create, edit, new_id, place, refused

GROUPINGS = ("type", "category", "day", "district", "team", "device")

SEASON: dict[str, Any] = {"from": "2022-08-10", "to": "2022-09-06"}
"""Wednesday to Tuesday: 5 days of week 32, weeks 33 to 35, and 2 days of week 36."""
COUNTED = {
    "2022-W32": {"2022-08-10": 5, "2022-08-14": 7},
    "2022-W33": {"2022-08-15": 100, "2022-08-21": 20},
    "2022-W34": {},
    "2022-W35": {"2022-08-29": 3, "2022-08-31": 4},
    "2022-W36": {"2022-09-05": 50, "2022-09-06": 8},
}
"""By week and day what is found; the days before and after the season count as well, but not here."""
BESIDE = {"2022-08-09": 1000, "2022-09-07": 2000}
KINDS: list[Json] = [
    {"district": "Lachin"},
    {"marking": "TM-62M", "category": "av_mine", "manufactured_year": 1985},
    {"marking": "zz 9", "category": "uxo", "district": "Zəngilan"},
    {"marking": "З-001М", "district": "Lachin"},
    {"category": "unknown", "district": "=1+1"},
]


async def found(operation: Operation) -> None:
    """Two teams report the finds of the season in turn, each of another kind than the one before."""
    tablets = [await operation.enrol("=Team 1"), await operation.enrol("Команда 2")]
    days = {**BESIDE, **{day: count for week in COUNTED.values() for day, count in week.items()}}
    for n, (day, count) in enumerate(days.items()):
        await tablets[n % 2].push(create(count=count, found_on=day, position=place(n), **KINDS[n % len(KINDS)]))


async def season(operation: Operation, **query: str) -> Json:
    made: Json = await operation.get("/v1/reports/season", **{**SEASON, **query})
    return made


def sums(rows: list[Json], grouping: str) -> dict[Any, tuple[int, int]]:
    """The rows of a grouping in which something was found, by name."""
    assert len({row[grouping] for row in rows}) == len(rows)
    return {row[grouping]: (row["total"], row["finds"]) for row in rows if row["finds"]}


async def test_a_season_counted_by_hand(operation: Operation) -> None:
    await found(operation)
    made = await season(operation, group_by="team")
    columns = ("week", "from", "to", "days", "total", "finds", "change", "cumulative")
    assert [tuple(week[name] for name in columns) for week in made["weeks"]] == [
        ("2022-W32", "2022-08-10", "2022-08-14", 5, 12, 2, None, 12),
        ("2022-W33", "2022-08-15", "2022-08-21", 7, 120, 2, 108, 132),
        ("2022-W34", "2022-08-22", "2022-08-28", 7, 0, 0, -120, 132),
        ("2022-W35", "2022-08-29", "2022-09-04", 7, 7, 2, 7, 139),
        ("2022-W36", "2022-09-05", "2022-09-06", 2, 58, 2, 51, 197),
    ]
    assert (made["operation"], made["total"], made["finds"]) == ("lachin-2022", 197, 8)
    assert made["period"] == {**SEASON, "days": 28, "iso_week": None}
    assert made["as_of"]["seq"] == 10
    assert [{name for name in week if name.startswith("by_")} for week in made["weeks"]] == [{"by_team"}] * 5
    assert made["weeks"][2]["by_team"] == []


async def test_every_week_of_a_season_is_the_report_of_that_week(operation: Operation) -> None:
    await found(operation)
    made = await season(operation)
    for week in made["weeks"]:
        report = await operation.week(week["from"], week["to"])
        assert (week["total"], week["finds"]) == (report["total"], report["finds"])
        for name in GROUPINGS:
            rows = sums(week[f"by_{name}"], name)
            assert rows == sums(report[f"by_{name}"], name), (week["week"], name)
            assert tuple(map(sum, zip(*rows.values(), strict=True))) == ((week["total"], week["finds"]) if rows else ())
        assert sums(week["by_day"], "day") == {day: (count, 1) for day, count in COUNTED[week["week"]].items()}
    whole = await operation.week(SEASON["from"], SEASON["to"])
    assert (made["total"], made["finds"]) == (whole["total"], whole["finds"])
    for name in GROUPINGS:
        added: dict[Any, list[int]] = {}
        for week in made["weeks"]:
            for key, row in sums(week[f"by_{name}"], name).items():
                added[key] = [have + more for have, more in zip(added.get(key, [0, 0]), row, strict=True)]
        assert {key: tuple(row) for key, row in added.items()} == sums(whole[f"by_{name}"], name)


async def test_a_whole_week_inside_the_season_is_the_report_of_its_iso_week(operation: Operation) -> None:
    await found(operation)
    report = await operation.get("/v1/reports/weekly", week="2022-W33")
    (week,) = [week for week in (await season(operation))["weeks"] if week["week"] == "2022-W33"]
    assert (week["total"], week["from"], week["to"]) == (120, report["period"]["from"], report["period"]["to"])
    assert week["change"] == report["total"] - (await operation.week("2022-08-10", "2022-08-14"))["total"]


async def test_weeks_belong_to_the_year_of_their_thursday(operation: Operation) -> None:
    made = await season(operation, **{"from": "2020-12-31", "to": "2021-01-04"})
    assert [(week["week"], week["from"], week["to"], week["change"]) for week in made["weeks"]] == [
        ("2020-W53", "2020-12-31", "2021-01-03", None),
        ("2021-W01", "2021-01-04", "2021-01-04", 0),
    ]


async def test_a_season_may_be_one_day_and_starts_with_the_calendar(operation: Operation) -> None:
    await found(operation)
    (week,) = (await season(operation, **{"from": "2022-08-15", "to": "2022-08-15"}))["weeks"]
    assert (week["days"], week["total"], week["change"], week["cumulative"]) == (1, 100, None, 100)
    weeks = (await season(operation, **{"from": "0001-01-01", "to": "0001-01-08"}))["weeks"]
    assert [(week["week"], week["days"]) for week in weeks] == [("0001-W01", 7), ("0001-W02", 1)]


async def test_a_season_may_end_with_the_calendar(operation: Operation) -> None:
    weeks = (await season(operation, **{"from": "9999-12-27", "to": "9999-12-31"}))["weeks"]
    assert [(week["week"], week["days"]) for week in weeks] == [("9999-W52", 5)]


async def test_an_alias_moves_finds_of_the_last_week_of_the_calendar_too(operation: Operation) -> None:
    await (await operation.enrol()).push(create(marking="Э-001М", found_on="9999-12-31"))
    asked = {"id": new_id(), "marking": "Э-001М", "reason": "read from the photo"}
    told = answered(await operation.call("POST", "/v1/types/3001M/aliases", asked))
    assert [week["week"] for week in told["effect"]["weeks"]] == ["9999-W52"]


async def test_a_season_is_refused_like_a_report(operation: Operation) -> None:
    for asked, field in (
        ({**SEASON, "to": "2022-08-01"}, "to"),
        ({"to": "2022-08-15"}, "from"),
        ({**SEASON, "group_by": "colour"}, "group_by"),
        ({**SEASON, "week": "2022-W33"}, "week"),
        ({**SEASON, "as_of": "1"}, "as_of"),
        ({**SEASON, "format": "pdf"}, "format"),
    ):
        problem = refused(await operation.call("GET", "/v1/reports/season", **asked), 400, "invalid_request")
        assert [error["field"] for error in problem["errors"]] == [field], asked


async def test_a_season_as_of_an_earlier_moment_is_what_was_said_then(operation: Operation) -> None:
    await found(operation)
    then = await season(operation)
    (find,) = [find for find in (await operation.finds()).values() if find["count"] == 100]
    tablet = await operation.enrol()
    await tablet.push(edit(find["id"], count=(100, 130)))
    await tablet.push(create(count=9, found_on="2022-08-25", position=place(50)))
    answered(await operation.change(find["id"], deleted=True))
    assert [week["total"] for week in (await season(operation))["weeks"]] == [12, 20, 9, 7, 58]
    assert [week["total"] for week in (await season(operation, as_of="11"))["weeks"]] == [12, 150, 0, 7, 58]
    for as_of in ("10", then["as_of"]["time"]):
        again = await season(operation, as_of=as_of)
        assert again["as_of"]["seq"] == 10
        assert {**again, "as_of": None} == {**then, "as_of": None}


async def test_the_total_since_a_day_is_that_of_the_season_so_far(operation: Operation) -> None:
    await found(operation)
    for week in (await season(operation))["weeks"]:
        report = await operation.week(week["from"], week["to"], since=SEASON["from"])
        assert report["cumulative"]["since"] == SEASON["from"]
        assert report["cumulative"]["total"] == week["cumulative"]
    for since, total, finds in (("2022-08-21", 20, 1), ("2022-08-15", 120, 2), ("2022-08-01", 1132, 5)):
        report = await operation.week("2022-08-15", "2022-08-21", since=since)
        assert report["cumulative"] == {"since": since, "total": total, "finds": finds}
    assert (await operation.week("2022-08-15", "2022-08-21"))["cumulative"] is None
    assert (await operation.week("2022-08-15", "2022-08-21", since="2022-08-01", as_of="2"))["cumulative"] == {
        "since": "2022-08-01", "total": 1000, "finds": 1,
    }  # fmt: skip
    for since in ("2022-08-22", "August", ""):
        asked: dict[str, Any] = {"from": "2022-08-15", "to": "2022-08-21", "since": since}
        problem = refused(await operation.call("GET", "/v1/reports/weekly", **asked), 400, "invalid_request")
        assert problem["errors"][0]["field"] == "since"


# CSV


def rows_of(response: httpx.Response) -> list[dict[str, str]]:
    assert (response.status_code, response.headers["content-type"]) == (200, "text/csv; charset=utf-8")
    assert response.text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(response.text[1:], newline="")))


async def test_every_grouping_of_the_season_adds_up_in_the_csv_too(operation: Operation) -> None:
    await found(operation)
    made = await season(operation)
    rows = rows_of(await operation.call("GET", "/v1/reports/season", **SEASON, format="csv"))
    totals = [row for row in rows if row["grouping"] == "total"]
    for week, total in zip(made["weeks"], totals, strict=True):
        for name in ("week", "from", "to", "days", "total", "finds", "change", "cumulative"):
            assert total[name] == ("" if week[name] is None else str(week[name]))
        for grouping in GROUPINGS:
            of_week = [row for row in rows if (row["week"], row["grouping"]) == (week["week"], grouping)]
            assert len(of_week) == len(week[f"by_{grouping}"])
            assert sum(int(row["total"]) for row in of_week) == week["total"]
            assert sum(int(row["finds"]) for row in of_week) == week["finds"]
            assert {(row["change"], row["cumulative"]) for row in of_week} <= {("", "")}
    assert sum(int(row["total"]) for row in totals) == made["total"] == 197
    assert {(row["operation"], row["seq"]) for row in rows} == {("lachin-2022", "10")}
    assert {row["key"] for row in rows if row["grouping"] == "team"} == {"'=Team 1", "Команда 2"}
    assert {"'=1+1", "Zəngilan"} <= {row["key"] for row in rows if row["grouping"] == "district"}
    assert {row["label"] for row in rows if row["grouping"] == "district" and not row["key"]} == {"not known"}


async def test_the_csv_of_a_season_has_the_groupings_that_were_asked_for(operation: Operation) -> None:
    await found(operation)
    response = await operation.call(
        "GET", "/v1/reports/season", **SEASON, group_by="district,type", headers={"Accept": "text/csv"}
    )
    assert "Accept" in response.headers["vary"].split(",")
    assert {row["grouping"] for row in rows_of(response)} == {"total", "district", "type"}


async def test_accept_chooses_among_the_forms_that_a_season_has(operation: Operation) -> None:
    for accept, status in (("application/pdf", 406), ("application/pdf, text/csv;q=0.5", 200)):
        response = await operation.call("GET", "/v1/reports/season", **SEASON, headers={"Accept": accept})
        assert response.status_code == status, accept
