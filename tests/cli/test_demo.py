"""The demo as a new user meets it, and the weekly report in the terminal."""

from __future__ import annotations

import io
import os
import signal
import socket
import subprocess
from pathlib import Path
from typing import Any, NamedTuple

import httpx
import pytest
from rich.console import Console
from typer.testing import CliRunner, Result

from api.cli.local import read
from api.cli.main import app
from api.cli.weekly import print_weekly
from api.demo import week
from api.demo.week import FINDS, OPERATION, expected
from api.words import headline, period_text
from sync.verify.verify import verify
from tests.service import MINETALLY

pytestmark = pytest.mark.xdist_group("demo")  # one worker: what they share is made once

Json = dict[str, Any]


# The demo


class Played(NamedTuple):
    """What a demo said, and how it ended."""

    folder: Path
    said: str
    status: int
    health_while_it_ran: Json
    a_second_demo: Result
    address: str


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    """A demo that keeps its server; a second one in the same folder meanwhile; then Ctrl-C."""
    folder = tmp_path_factory.mktemp("demo")
    environment = {**os.environ, "COLUMNS": "100"}
    with subprocess.Popen(
        [MINETALLY, "demo", "--keep"], cwd=folder, env=environment, stdout=subprocess.PIPE, text=True
    ) as demo:
        assert demo.stdout is not None
        said = ""
        while "until Ctrl-C" not in said:
            line = demo.stdout.readline()
            assert line, said
            said += line
        address = (folder / ".demo" / "made-by-minetally-demo").read_text()
        health = httpx.get(f"{address}/health").json()
        second = CliRunner().invoke(app, ["demo", "--folder", str(folder / ".demo")])
        demo.send_signal(signal.SIGINT)
        try:
            status = demo.wait(60)
        finally:
            demo.kill()
        return Played(folder, said, status, health, second, address)


def test_the_week_comes_to_1318_as_the_demo_meant_it(played: Played) -> None:
    assert played.status == 0
    lines = [line.rstrip() for line in played.said.splitlines()]
    assert "1,318 of 3-001M, all made in 2021, 15 to 22 August 2022, Lachin" in lines
    assert sum(line.startswith("agrees ") for line in lines) == 6
    assert not any("DIFFERS" in line for line in lines)
    assert max(map(len, lines[: lines.index("Go on with")])) <= 100


def test_the_report_of_the_demo_says_what_is_open(played: Played) -> None:
    said = " ".join(played.said.split())
    assert "3-001M AP 1,318 61 2021: 1,318 1,318 to 1,321 1 PMN-2" in said
    assert "in dispute 1 open conflict: the total could be 1,356 to 1,359" in said
    assert "duplicates none suspected" in said
    assert "complete 6 of 7 tablets reported (86 %)" in said
    assert "missing Tablet 7 of Team 3, never exchanged" in said


def test_the_demo_publishes_and_corrects_in_the_open(played: Played) -> None:
    said = " ".join(played.said.split())
    assert (
        "Staff judge two reports of PMN-2, 7.6 m apart, to be one discovery. Two of TM-62M, 12 m apart, are two."
        in said
    )
    assert "Э-001М is taken for 3-001M: week 2022-W33 goes from 1,298 to 1,305." in said
    assert "the alias is taken back" in said
    assert "Tablet 5 sees that its PMN-2 is a duplicate." in said
    assert "+14 from edition 1, revision 1 to edition 1, revision 2: 1,356 to 1,370" in said
    assert "+14, Tablet 7: late arrival, found 19 Aug 2022" in said


def test_the_server_of_the_demo_runs_until_ctrl_c(played: Played) -> None:
    assert f"{played.address}/docs" in played.said
    assert played.health_while_it_ran["status"] == "ok"
    with pytest.raises(httpx.ConnectError):
        httpx.get(f"{played.address}/health")


def test_a_demo_leaves_alone_the_folder_of_one_that_still_runs(played: Played) -> None:
    assert played.a_second_demo.exit_code == 1
    assert f"still runs on {played.address}" in played.a_second_demo.stderr


def test_verify_finds_nothing_after_the_demo(played: Played) -> None:
    url = f"sqlite:///{played.folder}/.demo/demo.db"
    assert f"export MINETALLY_DATABASE_URL={url}" in played.said
    verified = read(url, verify, OPERATION)
    assert (verified.findings, verified.finds) == ([], len(FINDS))


@pytest.mark.long
def test_a_demo_starts_afresh_and_one_that_differs_from_what_was_meant_is_status_1(
    played: Played, monkeypatch: pytest.MonkeyPatch
) -> None:
    meant = expected()
    monkeypatch.setattr(week, "expected", lambda: meant._replace(by_day={**meant.by_day, "2022-08-16": 111}))
    done = CliRunner().invoke(app, ["demo", "--no-keep", "--folder", str(played.folder / ".demo")])
    assert (done.exit_code, done.stdout.count("DIFFERS"), done.stdout.count("agrees")) == (1, 1, 5)


def test_a_folder_that_is_not_a_demos_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "demo.db").write_text("precious")
    done = CliRunner().invoke(app, ["demo", "--folder", str(tmp_path)])
    assert (done.exit_code, done.stderr) == (
        1,
        f"{tmp_path} holds files that are not a demo's: name another folder with --folder.\n",
    )
    assert [(file.name, file.read_text()) for file in tmp_path.iterdir()] == [("demo.db", "precious")]


def test_a_server_that_does_not_start_is_a_sentence(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = CliRunner().invoke(app, ["demo", "--port", port, "--folder", str(tmp_path / "demo")])
    assert done.exit_code == 1
    assert done.stderr.startswith(
        f"The demo could not be played. The server ended: Cannot listen on 127.0.0.1, port {port}"
    )


# The weekly report


def report(**parts: Any) -> Any:
    """The report of a week without finds, with these parts."""
    return {
        "operation": "lachin-2022",
        "period": {"from": "2022-08-15", "to": "2022-08-22", "days": 8, "iso_week": None},
        "as_of": {"seq": 0, "time": "2022-08-23T06:00:00.000000Z"},
        "total": 0,
        "finds": 0,
        "disputed": {"conflicts": 0, "low": 0, "high": 0},
        "suspected_duplicates": {"pairs": 0, "total": 0},
        "quarantine": {"waiting": 0},
        "completeness": {"expected": 0, "reported": 0, "share": None},
        "devices": {"expected": 0, "reported": 0, "silent": []},
        "teams": [],
        "late": None,
        "overlaps": [],
        "cumulative": None,
        "previous": {"from": "2022-08-07", "to": "2022-08-14", "total": 0, "finds": 0, "change": 0},
        "recovery": None,
        "lost": [],
        "stopped": None,
        **parts,
    }


def type_row(**parts: Any) -> Json:
    return {
        "type": "3001M", "marking": "3-001M", "category": "ap_mine", "class": "AP", "known": True, "total": 18,
        "finds": 2, "manufactured": {}, "manufactured_unknown": 18, "disputed": {"conflicts": 0, "low": 18, "high": 18},
        **parts,
    }  # fmt: skip


def printed(given: Any, width: int = 100) -> list[str]:
    console = Console(file=io.StringIO(), width=width, highlight=False)
    print_weekly(given, console)
    assert isinstance(console.file, io.StringIO)
    return [line.rstrip() for line in console.file.getvalue().splitlines() if line.strip()]


def test_a_week_without_finds_is_said_in_words() -> None:
    assert printed(report(by_type=[], by_day=[], by_team=[])) == [
        "Nothing was found, 15 to 22 August 2022",
        "0 in the 8 days before, 7 to 14 August 2022",
        "in dispute  nothing",
        "duplicates  none suspected",
        "complete    no tablet was expected to report",
        "lachin-2022 as of log entry 0, 2022-08-23 06:00 UTC",
    ]


@pytest.mark.parametrize(
    ("years", "unknown", "made"),
    [
        ({"2021": 18}, 0, ", all made in 2021"),
        ({"2020": 3, "2021": 12}, 3, ", 3 made in 2020, 12 made in 2021, 3 with no year"),
        ({}, 18, ""),
    ],
)
def test_the_headline_says_when_the_greatest_type_was_made(years: dict[str, int], unknown: int, made: str) -> None:
    row = type_row(manufactured=years, manufactured_unknown=unknown)
    given = report(total=18, finds=2, by_type=[row])
    assert headline(given) == f"18 of 3-001M{made}, 15 to 22 August 2022"


def test_the_headline_names_a_district_only_when_all_finds_are_in_it() -> None:
    lachin, other = {"district": "Lachin", "total": 15, "finds": 1}, {"district": None, "total": 3, "finds": 1}
    assert headline(report(total=15, by_district=[lachin])) == "15 in all, 15 to 22 August 2022, Lachin"
    assert headline(report(total=18, by_district=[lachin, other])) == "18 in all, 15 to 22 August 2022"
    assert headline(report(total=3, by_district=[other])) == "3 in all, 15 to 22 August 2022"


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        ("2022-08-15", "2022-08-15", "15 August 2022"),
        ("2022-08-29", "2022-09-04", "29 August to 4 September 2022"),
        ("2021-12-27", "2022-01-02", "27 December 2021 to 2 January 2022"),
    ],
)
def test_a_period_is_written_as_people_write_it(first: str, last: str, text: str) -> None:
    assert period_text(first, last) == text


@pytest.mark.parametrize("width", [80, 100])
def test_every_grouping_that_a_report_has_is_shown_and_fits(width: int) -> None:
    sums = {"total": 18, "finds": 2}
    lines = printed(
        report(
            total=18,
            finds=2,
            by_type=[type_row()],
            by_day=[{"day": "2022-08-15", **sums}],
            by_team=[{"team": "Team 1", **sums}],
            by_category=[{"category": "ap_mine", **sums}],
            by_district=[{"district": None, **sums}],
            by_device=[
                {"device": "d", "name": "Tablet 1", "team": "Team 1", **sums},
                {"device": None, "name": None, "team": None, **sums},
            ],
        ),
        width,
    )
    said = " ".join(lines)
    for shown in ("Mon 15 Aug", "Team 1 ", "ap mine", "not known", "Tablet 1, Team 1", "staff"):
        assert shown in said
    assert max(map(len, lines)) <= width


def test_days_stand_in_their_order_and_everything_else_the_greatest_first() -> None:
    days = [{"day": f"2022-08-{n}", "total": n, "finds": 1} for n in (15, 16)]
    teams = [{"team": f"Team {n}", "total": n, "finds": 1} for n in (1, 2)]
    said = " ".join(printed(report(by_day=days, by_team=teams), width=80))
    assert said.index("Mon 15 Aug") < said.index("Tue 16 Aug")
    assert said.index("Team 2") < said.index("Team 1")


def test_what_is_open_is_said_with_its_numbers() -> None:
    silent = [
        {"device": "Tablet 7", "team": "Team 3", "last_seen_at": None},
        {"device": "Tablet 2", "team": "Team 1", "last_seen_at": "2022-08-19T14:03:11.000000Z"},
    ]
    lines = printed(
        report(
            total=1318,
            finds=1,
            disputed={"conflicts": 2, "low": 1314, "high": 1322},
            suspected_duplicates={"pairs": 2, "total": 1006},
            completeness={"expected": 3, "reported": 1, "share": 0.3333},
            devices={"expected": 3, "reported": 1, "silent": silent},
            teams=[
                {"team": "Team 1", "expected": 2, "reported": 1, "last_seen_at": "2022-08-23T04:00:00.000000Z"},
                {"team": "Team 3", "expected": 1, "reported": 0, "last_seen_at": None},
            ],
        )
    )
    assert "in dispute  2 open conflicts: the total could be 1,314 to 1,322" in lines
    assert "duplicates  2 pairs of finds may be one find reported twice: 1,006 too many" in lines
    assert "Tablet 7 of Team 3, never exchanged; Tablet 2 of Team 1, last seen 2022-08-19 14:03 UTC" in " ".join(lines)
    assert "complete    1 of 3 tablets reported (33 %)" in lines
    assert "silent      all of Team 3, never heard of" in lines


def test_a_marking_cannot_steer_the_terminal() -> None:
    row = type_row(marking="[red]\x1b[2J3-001M", known=False)
    lines = printed(report(total=18, finds=2, by_type=[row], by_team=[{"team": "\x1b[8m", "total": 18, "finds": 2}]))
    assert "\x1b" not in "".join(lines)
    assert lines[0].startswith("18 of [red]\N{REPLACEMENT CHARACTER}[2J3-001M, ")
