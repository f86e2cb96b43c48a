"""The figures on the command line: the week in every form, editions, what changed since, and the finds behind."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import pty
import re
import subprocess
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import openpyxl
import pytest
import rfc8785

from tests.service import MINETALLY, Device, Operation, Service, answered, create, edit, new_id, place
from tests.shell import Shell

PERIOD = ("--from", "2022-08-15", "--to", "2022-08-22")
OFFICER = ("--person", "Duty officer")


@pytest.fixture(autouse=True)
def in_its_own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def shell(service: Service) -> Shell:
    return Shell(service.database_url)


MINES = create(count=1300, manufactured_year=2021, position=place(0), district="Lachin")
MORE = create(marking="З-001М", count=18, found_on="2022-08-22", manufactured_year=2021, position=place(1))
OTHERS = create(marking="PMN-2", count=6, found_on="2022-08-16", position=place(2))


async def a_week(operation: Operation) -> tuple[Device, Device]:
    """1,324 in three finds by two tablets of two teams; of a third team nothing is heard."""
    one, other = await operation.enrol("Team 1", "Tablet 1"), await operation.enrol("Team 2", "Tablet 2")
    await operation.enrol("Team 3", "Tablet 3")
    await one.push(MINES, MORE)
    await other.push(OTHERS)
    await operation.week()  # the server writes down who was seen
    return one, other


async def conditions(operation: Operation, **publish: object) -> None:
    """What must hold before something is published."""
    answered(await operation.call("PUT", "/v1/settings", {"id": new_id(), "settings": {"publish": publish}}))


# The week


async def test_the_week_says_how_complete_it_is_and_who_is_silent(operation: Operation, shell: Shell) -> None:
    await a_week(operation)
    said = shell.said("weekly", *PERIOD, "--since", "2022-08-01")
    assert "1,318 of 3-001M, all made in 2021, 15 to 22 August 2022" in said
    assert "1,324 of 2 types in all, in 3 finds" in said
    assert "1,324 in 3 finds since 1 August 2022" in said
    assert "0 in the 8 days before, 7 to 14 August 2022: 1,324 more now" in said
    assert "complete 2 of 3 tablets reported (67 %)" in said
    assert "missing Tablet 3 of Team 3, never exchanged" in said
    assert "silent all of Team 3, never heard of" in said
    assert "late" not in said
    assert "overlap" not in said


async def test_without_a_period_it_is_the_last_whole_week_which_is_said(operation: Operation, shell: Shell) -> None:
    tablet = await operation.enrol("Team 1")
    monday = datetime.now(ZoneInfo("Asia/Baku")).date()
    monday -= timedelta(days=monday.weekday())
    for n, day in enumerate((-8, -7, -1, 0)):
        there = (monday + timedelta(days=day)).isoformat()
        await tablet.push(create(count=10**n, found_on=there, position=place(n)))
    done = shell("weekly", "--json")
    year, week, _ = (monday - timedelta(days=7)).isocalendar()
    printed = json.loads(done.stdout)
    assert (printed["total"], printed["period"]["iso_week"]) == (110, f"{year}-W{week:02}")
    assert done.stderr.startswith(f"No period is named: this is the last whole week, {year}-W{week:02}, ")
    assert "send from and to" in shell("weekly", "--as-of", "1", status=1).stderr


async def test_the_week_says_what_came_late_and_which_edition_counts_the_same_days(
    operation: Operation, shell: Shell
) -> None:
    one, _ = await a_week(operation)
    shell("publish", *PERIOD, *OFFICER)
    assert "late nothing" in shell.said("weekly", *PERIOD)
    shell("publish", "--from", "2022-08-22", "--to", "2022-08-28", *OFFICER)
    await one.push(create(count=14, found_on="2022-08-19", position=place(3)))
    said = shell.said("weekly", *PERIOD)
    assert "since edition 1, revision 1: +14" in said
    assert "edition 2, revision 1 (22 to 28 August 2022) also counts 22 August 2022" in said
    assert "18 twice" in said


async def test_the_week_as_it_was_at_an_earlier_log_entry(operation: Operation, shell: Shell) -> None:
    await a_week(operation)
    then = shell.json("weekly", *PERIOD, "--as-of", "2")
    assert (then["total"], then["as_of"]["seq"]) == (1318, 2)
    assert shell.json("weekly", *PERIOD, "--as-of", then["as_of"]["time"]) == then
    assert "as of log entry 2, " in shell.said("weekly", *PERIOD, "--as-of", "2")
    assert "the log has 3 entries" in shell("weekly", *PERIOD, "--as-of", "9", status=1).stderr


async def test_the_week_is_written_in_the_form_that_the_name_of_the_file_says(
    operation: Operation, shell: Shell, tmp_path: Path
) -> None:
    await a_week(operation)
    for form in ("csv", "xlsx", "pdf", "geojson", "json", "txt"):
        done = shell("weekly", *PERIOD, "-o", f"week.{form}", "--server", "https://mines.example/")
        assert (done.stdout, done.stderr) == ("", f"week.{form} is written.\n")
    assert len(os.listdir(tmp_path)) == 6
    rows = [*csv.DictReader(io.StringIO((tmp_path / "week.csv").read_text("utf-8-sig")))]
    assert (rows[0]["grouping"], rows[0]["total"]) == ("total", "1324")
    book = openpyxl.load_workbook(tmp_path / "week.xlsx")
    addresses = [str(cell.value) for row in book.worksheets[0] for cell in row if "https" in str(cell.value)]
    assert addresses == ["https://mines.example/v1/reports/weekly?from=2022-08-15&to=2022-08-22&as_of=3"]
    assert (tmp_path / "week.pdf").read_bytes().startswith(b"%PDF-")
    assert len(json.loads((tmp_path / "week.geojson").read_text())["features"]) == 3
    assert json.loads((tmp_path / "week.json").read_text())["total"] == 1324
    assert "1,324 of 2 types in all" in (tmp_path / "week.txt").read_text()


async def test_a_form_goes_through_a_pipe(operation: Operation, shell: Shell) -> None:
    await a_week(operation)
    assert shell("weekly", *PERIOD, "--format", "pdf").stdout_bytes.startswith(b"%PDF-")
    assert shell("weekly", *PERIOD, "--format", "csv").stdout_bytes.startswith(b"\xef\xbb\xbfgrouping,")


@pytest.mark.parametrize("words", [("weekly", *PERIOD), ("editions", "1")])
@pytest.mark.parametrize("form", ["xlsx", "pdf"])
def test_what_a_terminal_cannot_show_is_not_written_to_it(tmp_path: Path, words: tuple[str, ...], form: str) -> None:
    url = f"sqlite:///{tmp_path}/minetally.db"
    Shell(url)("init", "--operation", "lachin-2022", "--timezone", "Asia/Baku")
    ours, theirs = pty.openpty()
    try:
        command = [str(MINETALLY), *words, "--format", form, "--database-url", url]
        done = subprocess.run(command, stdout=theirs, stderr=subprocess.PIPE, text=True)
    finally:
        os.close(theirs)
        os.close(ours)
    assert (done.returncode, done.stderr) == (
        1,
        f"A terminal cannot show {form}: name a file with -o report.{form}, or send the output elsewhere with >.\n",
    )


async def test_a_report_that_its_finds_contradict_is_not_written(operation: Operation, shell: Shell) -> None:
    await a_week(operation)
    await operation.service.sql("UPDATE tally SET total = total + 1 WHERE key = 'PMN2'")
    refused = shell("weekly", *PERIOD, "-o", "week.csv", status=1)
    assert refused.stderr.startswith("Nothing is written: by_type of lachin-2022 add up to 1325 in 3 finds")
    assert os.listdir() == []
    explained = shell("explain", "2022-W33", "pmn2", status=1)
    assert "sum         6 in 1 find" in explained.stdout
    assert "The report says 7 there, and these finds come to 6." in explained.stderr


@pytest.mark.parametrize("columns", [60, 80])
async def test_a_narrow_terminal_breaks_no_word_into_letters(operation: Operation, shell: Shell, columns: int) -> None:
    await a_week(operation)
    shell("publish", *PERIOD, *OFFICER)
    for words in (("weekly", *PERIOD), ("editions",), ("token", "list"), ("conflicts",), ("explain", "2022-W33")):
        said = " ".join(" ".join(shell.lines(*words, columns=columns)).split())
        assert max(map(len, said.split())) > 1
        alone = re.findall(r"(?<= )[A-Za-z](?= [a-z]{1,2} )", said)
        assert not alone, (words, alone, said)
    said = " ".join(" ".join(shell.lines("weekly", *PERIOD, columns=columns)).split())
    assert "3-001M" in said
    assert "Tablet 1, Team 1 1,318" in said


# The season


async def test_the_weeks_of_a_season_stand_side_by_side(operation: Operation, shell: Shell) -> None:
    await a_week(operation)
    season = ("weekly", "--from", "2022-08-08", "--to", "2022-08-28", "--season")
    said = shell.said(*season, "--group-by", "type,device")
    assert "1,324 in 3 finds, 3 ISO weeks, 8 to 28 August 2022" in said
    assert "week days total finds change cumulative 2022-W32 8 to 14 August 2022 0 0 0" in said
    assert "2022-W33 15 to 21 August 2022 1,306 2 +1,306 1,306" in said
    assert "2022-W34 22 to 28 August 2022 18 1 -1,288 1,324" in said
    assert "3001M 1,300 18 1,318" in said
    assert "Tablet 2 6 6" in said
    printed = shell.json(*season)
    assert [week["cumulative"] for week in printed["weeks"]] == [0, 1306, 1324]
    assert printed["weeks"][1]["by_team"] == [
        {"team": "Team 1", "total": 1300, "finds": 1},
        {"team": "Team 2", "total": 6, "finds": 1},
    ]
    assert shell(*season, "-o", "season.csv").stderr == "season.csv is written.\n"
    assert "pdf is not offered for this" in shell(*season, "--format", "pdf", status=1).stderr
    assert "counts from its first day" in shell(*season, "--since", "2022-01-01", status=1).stderr


async def test_a_long_season_goes_on_in_further_tables(operation: Operation, shell: Shell) -> None:
    await a_week(operation)
    lines = shell.lines(
        "weekly", "--from", "2022-01-03", "--to", "2022-12-31", "--season", "--group-by", "district,day"
    )
    said = " ".join(lines)
    assert all(f"2022-W{week:02}" in said for week in range(1, 53))
    assert "By district, continued" in said
    assert "not known" in said


# Editions


async def test_what_is_published_is_said_with_all_that_it_stands_on(operation: Operation, shell: Shell) -> None:
    await a_week(operation)
    said = shell.said("publish", *PERIOD, *OFFICER)
    edition = shell.json("editions", "1")
    assert said.startswith("Edition 1, revision 1 is published: 1,324 in 3 finds, 15 to 22 August 2022")
    assert "by Duty officer" in said
    assert "stands on log entry 3, not yet in a verified backup" in said
    assert edition["sha256"] in said
    assert edition["published_by"] == "Duty officer"
    content = {name: value for name, value in edition.items() if name != "sha256"}
    assert hashlib.sha256(rfc8785.dumps(content)).hexdigest() == edition["sha256"]


async def test_the_person_may_come_from_the_environment(operation: Operation, shell: Shell) -> None:
    await a_week(operation)
    shell("publish", *PERIOD, MINETALLY_PERSON="Duty officer")
    assert shell.json("editions")["items"][0]["published_by"] == "Duty officer"
    assert "--person" in shell("publish", *PERIOD, status=2).stderr
    assert "person is empty" in shell("publish", *PERIOD, "--person", " ", status=1).stderr


async def test_each_condition_that_is_not_met_is_named_and_how_to_go_on(operation: Operation, shell: Shell) -> None:
    await a_week(operation)
    await conditions(operation, least_completeness=0.9, no_silent_teams=True)
    lines = shell("publish", *PERIOD, *OFFICER, status=1).stderr.splitlines()
    assert lines[:3] == [
        "Not published: 2 conditions not met.",
        "  2 of 3 tablets have reported, and 90% must have.",
        "  Since the end of the period nothing was heard of Team 3.",
    ]
    again = "minetally publish --from 2022-08-15 --to 2022-08-22 --person 'Duty officer' --anyway \"REASON\""
    assert lines[-1].endswith(again)
    assert shell.json("editions")["items"] == []
    said = shell.said("publish", *PERIOD, *OFFICER, "--anyway", "the road is cut")
    assert "not met 2 of 3 tablets have reported, and 90% must have." in said
    assert "anyway the road is cut" in said
    assert "stands, anyway" in shell.said("editions")


async def test_what_is_rarely_meant_is_published_only_with_a_reason(operation: Operation, shell: Shell) -> None:
    one, _ = await a_week(operation)
    today = datetime.now(ZoneInfo("Asia/Baku")).date()
    running = ("--from", (today - timedelta(days=1)).isoformat(), "--to", (today + timedelta(days=1)).isoformat())
    refused = shell("publish", *running, *OFFICER, status=1).stderr
    assert f"The period is not over: its last day is {running[3]}." in refused
    assert "The period has no finds." in refused
    assert '--anyway "REASON"' in refused
    shell("publish", *PERIOD, *OFFICER)
    again = shell("publish", *PERIOD, *OFFICER, status=1).stderr
    assert "Nothing has changed since edition 1, revision 1." in again
    assert [edition["revision"] for edition in shell.json("editions")["items"]] == [1]
    said = shell.said("publish", *PERIOD, *OFFICER, "--anyway", "the paper was lost")
    assert "not met Nothing has changed since edition 1, revision 1." in said
    assert "anyway the paper was lost" in said
    await one.push(create(count=14, position=place(3)))
    assert shell.json("publish", *PERIOD, *OFFICER)["revision"] == 3


async def test_publishing_says_what_is_open_as_the_files_do(operation: Operation, shell: Shell) -> None:
    one, other = await a_week(operation)
    await one.push(edit(MINES["find_id"], count=(1300, 1301)))
    await other.push(
        edit(MINES["find_id"], count=(1300, 1302)), create(count=2, found_on="2022-08-21", position=place(1))
    )
    said = shell.said("publish", *PERIOD, *OFFICER)
    assert "in dispute 1 open conflict: the total could be" in said
    assert "duplicates 1 pair of finds may be one find reported twice: 2 too many" in said


async def test_editions_are_listed_with_what_became_of_them(operation: Operation, shell: Shell) -> None:
    assert "Nothing is published yet." in shell.said("editions")
    await a_week(operation)
    for words in (PERIOD, PERIOD, ("--week", "2022-W33")):
        shell("publish", *words, *OFFICER, "--anyway", "asked for again")
    withdrawing = shell.said("publish", "--week", "2022-W33", *OFFICER, "--withdraws", "1")
    assert "withdraws edition 1" in withdrawing
    lines = shell.lines("editions")
    states = [(line.split()[0], line.split()[-1]) for line in lines[1:5]]
    assert states == [("1.1", "replaced"), ("1.2", "withdrawn"), ("2.1", "replaced"), ("2.2", "stands")]
    assert [edition["number"] for edition in shell.json("editions")["items"]] == [1, 1, 2, 2]
    assert "stands no, revision 2 has taken its place" in shell.said("editions", "2.1")
    assert "stands no, an edition of another period has taken its place" in shell.said("editions", "1")
    assert "stands yes" in shell.said("editions", "2", "--revision", "2")
    assert "is not a standing edition" in shell("publish", *PERIOD, *OFFICER, "--withdraws", "7", status=1).stderr


async def test_an_edition_is_read_as_it_was_published(operation: Operation, shell: Shell, tmp_path: Path) -> None:
    one, _ = await a_week(operation)
    published = shell.json("publish", *PERIOD, *OFFICER)
    await one.push(create(count=14, position=place(3)))
    assert shell.json("editions", "1") == published == await operation.get("/v1/editions/1")
    said = shell.said("editions", "1")
    assert said.startswith("Edition 1, revision 1 published ")
    assert "1,324 of 2 types in all, in 3 finds" in said
    for form in ("csv", "xlsx", "pdf", "geojson"):
        shell("editions", "1.1", "-o", f"edition.{form}")
    assert published["sha256"] in (tmp_path / "edition.csv").read_text()
    assert len(json.loads((tmp_path / "edition.geojson").read_text())["features"]) == 3
    assert "Edition 7 not found" in shell("editions", "7", status=1).stderr
    assert "'x' is not an edition" in shell("editions", "x", status=1).stderr
    assert "leave --revision out" in shell("editions", "1.1", "--revision", "1", status=1).stderr
    assert "name one" in shell("editions", "--revision", "1", status=1).stderr
    assert "one of table, json" in shell("editions", "--format", "pdf", status=1).stderr


# What changed since


async def test_what_changed_since_an_edition_is_said_by_reason_and_find_by_find(
    operation: Operation, shell: Shell
) -> None:
    one, _ = await a_week(operation)
    shell("publish", *PERIOD, *OFFICER)
    assert shell.lines("differences", "1")[0] == "Nothing has changed since edition 1, revision 1: 1,324"
    late = create(count=14, found_on="2022-08-19", position=place(3))
    await one.push(late)
    answered(await operation.change(OTHERS["find_id"], set={"count": 5}))
    lines = shell.lines("differences", "1")
    found = shell.json("differences", "1")
    assert lines[0] == "+13 since edition 1, revision 1: 1,324 to 1,337"
    assert {row["reason"]: row["change"] for row in found["by_reason"]} == {"late_arrival": 14, "count_corrected": -1}
    for row in found["by_reason"]:
        assert any(line.startswith(row["means"]) and line.split()[-1] == "1" for line in lines)
    assert late["find_id"] in lines
    assert OTHERS["find_id"] in lines
    said = shell.said("differences", "1")
    for find in found["finds"]:
        for step in find["steps"]:
            assert f"{step['sentence']} entry {step['seq']}" in said
    shell("publish", *PERIOD, *OFFICER)
    assert shell.lines("differences", "1", "--revision", "1", "--to", "1.2")[0] == (
        "+13 from edition 1, revision 1 to edition 1, revision 2: 1,324 to 1,337"
    )
    assert "the other way round" in shell("differences", "1.2", "--to", "1.1", status=1).stderr
    assert "'1.2.3' is not an edition" in shell("differences", "1", "--to", "1.2.3", status=1).stderr


# The finds behind


async def test_a_figure_is_taken_apart_into_its_finds(operation: Operation, shell: Shell) -> None:
    await a_week(operation)
    lines = shell.lines("explain", "2022-08-15..2022-08-22", "3 001m")
    assert lines[0] == "15 to 22 August 2022, type 3001M"
    (mines,) = [line for line in lines if MINES["find_id"] in line]
    assert " ".join(mines.split()) == f"2022-08-15 1,300 3-001M 1 Tablet 1 of Team 1 {MINES['find_id']}"
    (more,) = [line for line in lines if MORE["find_id"] in line]
    assert "З-001М" in more
    assert "sum         1,318 in 2 finds" in lines
    assert any(line.startswith("report      the report says 1,318, as of log entry 3") for line in lines)
    for words, total in (
        (("--district", "Lachin"), 1300),
        (("--district", ""), 24),
        (("--team", "Team 2"), 6),
        (("--device", "Tablet 1"), 1318),
        (("--category", "ap_mine"), 1324),
        ((), 1324),
    ):
        explained = shell.json("explain", "2022-08-15..2022-08-22", *words)
        assert (explained["total"], explained["reported"]) == (total, total), words
        assert explained["total"] == sum(find["count"] for find in explained["items"])
    both = shell.json("explain", "2022-W33", "3-001M", "--district", "Lachin", "--as-of", "1")
    assert (both["total"], both["reported"], both["as_of"]["seq"]) == (1300, None, 1)


async def test_a_row_that_the_report_does_not_have_is_named_beside_those_that_it_has(
    operation: Operation, shell: Shell
) -> None:
    await a_week(operation)
    said = shell.said("explain", "2022-08-16", "PNM-2")
    assert "sum 0 in 0 finds" in said
    assert "It has no such row; it has PMN2." in said
    refused = shell("explain", "2022-W33", "--device", "Tablet", status=1).stderr
    assert "name one of Tablet 1, Tablet 2, Tablet 3" in refused


async def test_an_edition_is_taken_apart_as_it_was_published(operation: Operation, shell: Shell) -> None:
    await a_week(operation)
    shell("publish", *PERIOD, *OFFICER)
    answered(await operation.change(OTHERS["find_id"], set={"count": 5}))
    explained = shell.json("explain", "--edition", "1", "PMN-2")
    assert (explained["total"], explained["reported"], explained["edition"]["number"]) == (6, 6, 1)
    assert "report edition 1, revision 1 says 1,324" in shell.said("explain", "--edition", "1.1")
    assert "own period" in shell("explain", "2022-W33", "PMN-2", "--edition", "1", status=1).stderr


async def test_the_finds_behind_a_figure_as_csv(operation: Operation, shell: Shell, tmp_path: Path) -> None:
    await a_week(operation)
    done = shell("explain", "2022-W33", "-o", "finds.csv")
    assert done.stderr.endswith("2 finds, 1,306 in total, as of log entry 3.\n")
    rows = [*csv.DictReader(io.StringIO((tmp_path / "finds.csv").read_text("utf-8-sig")))]
    assert [(row["count"], row["marking"], row["entries"]) for row in rows] == [
        ("1300", "3-001M", "1"),
        ("6", "PMN-2", "3"),
    ]


async def test_everything_that_was_done_to_a_find_is_told(operation: Operation, shell: Shell) -> None:
    one, _ = await a_week(operation)
    twin = create(marking="PMN-2", count=7, found_on="2022-08-17", position=place(2))
    await one.push(twin, {**MINES, "id": new_id(), "op": "edit", "set": {"count": "many"}})
    answered(await operation.change(OTHERS["find_id"], set={"count": 5, "lot": "A"}, reason="counted again"))
    pair = shell.json("duplicates")["items"][0]["id"]
    shell("duplicates", "decide", pair, "same", "--survivor", OTHERS["find_id"], *OFFICER, "--reason", "one hole")
    said = shell.said("explain", OTHERS["find_id"].upper())
    assert said.startswith(f"find 5 of PMN-2, Tue 16 Aug 2022 id {OTHERS['find_id']} type PMN-2 (PMN2), ap mine")
    assert "state counts in 2022-W33, version 2" in said
    assert "typed EPSG:28408 x=4401380 y=8635076" in said
    assert "entry 3 Tablet 2 of Team 2 created: applied, version 1" in said
    assert f"mutation {OTHERS['id']}" in said
    assert "count: 6 became 5 lot: A reason: counted again" in said
    assert f"{twin['find_id']}: one discovery, {OTHERS['find_id']} survives, said Duty officer" in said
    judged = shell.said("explain", twin["find_id"])
    assert "duplicate, counts nowhere" in judged
    assert "Duty officer judged it a duplicate: applied, version 2" in judged
    assert "reason: one hole" in judged
    history = shell.json("explain", MINES["find_id"])["history"]
    assert [entry["outcome"] for entry in history] == ["applied", "rejected"]
    assert "refused: set.count: " in shell.said("explain", MINES["find_id"])
    rows = [
        *csv.DictReader(io.StringIO(shell("explain", OTHERS["find_id"], "--format", "csv").stdout.lstrip("\ufeff")))
    ]
    assert [(row["field"], row["from"], row["to"]) for row in rows if row["seq"] != "3"] == [
        ("count", "6", "5"),
        ("lot", "", "A"),
    ]
    assert "not found in this operation" in shell("explain", new_id(), status=1).stderr
    assert "alone" in shell("explain", new_id(), "PMN-2", status=1).stderr


# What people type


async def test_names_and_markings_cannot_steer_the_terminal_and_are_whole(operation: Operation, shell: Shell) -> None:
    team, marking = "[red]Team :bomb: \x1b[8m" + "x" * 60, "[b]\x1b[2J" + "Q" * 50
    tablet = await operation.enrol(team, "Tablet [/] \x07" + "y" * 60)
    strange = create(marking=marking, district="[bold]Lachin\x1b[0m" + "z" * 60)
    await tablet.push(strange, create(marking=marking, position=place(0), district=None))
    shell("publish", *PERIOD, "--person", "[i]Officer\x1b[3m")
    await tablet.push(create(count=7, marking=marking, position=place(5)))
    for words in (
        ("weekly", *PERIOD),
        ("weekly", *PERIOD, "--season", "--group-by", "type,district,team,device"),
        ("editions",),
        ("editions", "1"),
        ("differences", "1"),
        ("explain", "2022-W33"),
        ("explain", strange["find_id"]),
        ("duplicates",),
        ("types", "look-alikes"),
    ):
        printed = "".join("".join(line.split()) for line in shell.lines(*words))
        assert "\x1b" not in printed, words
        assert "\x07" not in printed, words
    said = "".join(shell.said("weekly", *PERIOD).split())
    assert "[red]Team:bomb:\N{REPLACEMENT CHARACTER}[8m" in said
    assert "[b]\N{REPLACEMENT CHARACTER}[2J" in said
    for columns in (80, 100):
        lines = shell.lines("explain", "2022-W33", columns=columns)
        assert any(line.endswith(strange["find_id"]) for line in lines)
        assert any("1.1" in line for line in shell.lines("editions", columns=columns))


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("weekly", *PERIOD, "--since", "2022-09-01"), "--since: 2022-09-01 is after 2022-08-22"),
        (("weekly", *PERIOD, "--as-of", "yesterday"), "as_of: is neither a log entry nor a time"),
        (("weekly", *PERIOD, "-o", "week.xls"), "week.xls does not say what to write"),
        (("weekly", *PERIOD, "--json", "--format", "csv"), "two forms"),
        (("weekly", *PERIOD, "-o", "nowhere/week.json"), "Cannot write nowhere/week.json"),
        (("publish", *OFFICER), "from: is missing"),
        (("publish", *PERIOD, *OFFICER, "--anyway", ""), "anyway is empty"),
        (("explain",), "Name a period or a find"),
        (("explain", "yesterday"), "'yesterday' is neither a period nor a find"),
        (("explain", "2022-W54"), "'2022-W54' is not an ISO week"),
        (("explain", "2022-08-22..2022-08-15"), "2022-08-15 is before 2022-08-22"),
        (("explain", "2022-W33", "--revision", "1"), "without --edition"),
    ],
)
def test_what_cannot_be_asked_is_a_sentence(tmp_path: Path, words: tuple[str, ...], why: str) -> None:
    shell = Shell(f"sqlite:///{tmp_path}/minetally.db")
    shell("init", "--operation", "lachin-2022", "--timezone", "Asia/Baku")
    assert why in shell(*words, status=1).stderr
