"""The bench runs: a small one, whose numbers say nothing, and one of a few mine events."""

from __future__ import annotations

import gzip
import subprocess
import sys
from pathlib import Path

import orjson
import pytest

ROOT = Path(__file__).parents[2]
MOMENTS = ("an early entry", "a middle entry", "a late entry", "an early time", "a late time")
EVENTS = """\
year,event,department,municipality,area,lat,lon
2004,military clearance in operations,BOLIVAR,EL CARMEN DE BOLÍVAR,Rural,9.685015,-75.122094
2004,military clearance in operations,BOLIVAR,EL CARMEN DE BOLÍVAR,Rural,9.685015,-75.122094
2004,mine accident,BOLIVAR,EL CARMEN DE BOLÍVAR,Rural,9.685015,-75.122094
2004,military clearance in operations,BOGOTA DC,Bogotá DC,Rural,4.197778,74.234167
2005,military clearance in operations,BOLIVAR,EL CARMEN DE BOLÍVAR,Rural,9.685015,-75.122094
1990,seizure,ANTIOQUIA,NECHÍ,Rural,8.095854,-74.776599
1990,seizure,ANTIOQUIA,NECHÍ,Rural,8.096154,-74.776599
"""
"""Two that are one to all appearances, two that are 33 m apart, and one with the wrong sign."""


@pytest.mark.long
def test_a_quick_bench_measures_everything_and_its_json_names_no_path(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "bench", "--quick", "--kind", "sqlite", "--results", str(tmp_path)]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    [file] = tmp_path.glob("*-sqlite.json")
    text = file.read_text()
    figures = orjson.loads(text)["figures"]
    assert [figure["what"] for figure in figures] == [
        "push new finds, one client",
        "push new finds, 8 clients",
        "the same, one client",
        "pull everything, 1,000 a page",
        "pull with nothing new, 4 clients",
        "weekly report, 400 finds",
        *(f"weekly report as of {moment}, {finds} finds" for finds in (200, 400) for moment in MOMENTS),
        "the slowest of these, weekly report",
        *(f"report of a year as of {moment}, 400 finds" for moment in MOMENTS),
        "the slowest of these, report of a year",
        "weekly report, 200 finds, 10 in dispute",
        "weekly report as of a late entry, 200 finds, 10 in dispute",
        "memory of the server, 400 finds pulled and reported",
        "memory of the server, 400 finds pulled and reported",
    ]
    for hidden in (str(ROOT), str(tmp_path)):
        assert hidden not in text


@pytest.mark.long
def test_a_quick_bench_of_the_rules_changes_finds_beside_a_tablet() -> None:
    command = [sys.executable, "-m", "bench.rules", "--finds", "100", "--kind", "sqlite"]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    for change in ("alias", "area, a hundredth", "area, a quarter", "type taken away", "settings"):
        assert change in ran.stdout


def of_events(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    file = folder / "events.csv.gz"
    file.write_bytes(gzip.compress(EVENTS.encode()))
    command = [sys.executable, "-m", "bench.events", str(file), *options]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True)


def lines_of(table: str) -> dict[str, list[str]]:
    """What was asked: what came, and whether it is as it must be."""
    rows = (line.split("│")[1:-1] for line in table.splitlines() if line.startswith("│"))
    return {what.strip(): [cell.strip() for cell in found] for what, *found in rows}


@pytest.mark.long
def test_events_of_a_file_are_loaded_and_counted_again_on_each_kind_of_database(
    tmp_path: Path, database_url: str
) -> None:
    ran = of_events(tmp_path, "--sample", "--database-url", database_url)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    lines = lines_of(ran.stdout)
    for what, found in (
        ("total", "7"),
        ("finds flagged outside_area, of all listed", "1"),
        ("longitude", "74.234167"),
        ("suspected duplicates within 25 m, all listed", "1"),
        ("looked for within 50 m: pairs", "2"),
        ("edition of 2004: total", "4"),
        ("as PDF: its total", "4"),
        ("minetally verify: rows that do not fit", "0"),
    ):
        assert lines[what][0] == found


@pytest.mark.long
def test_events_that_the_database_holds_change_nothing_and_a_count_that_disagrees_is_status_1(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/kept.db"
    first, second = (of_events(tmp_path, "--database-url", url) for _ in range(2))
    assert first.returncode == second.returncode == 1
    lines = lines_of(second.stdout)
    assert lines["of which an earlier run had brought"][0] == lines["total"][0] == "7"
    assert lines["as the README lists it"] == ["1", "no: 6,667", "", ""]


@pytest.mark.long
def test_a_small_bench_of_exports_measures_time_and_memory() -> None:
    command = [sys.executable, "-m", "bench.exports", "--quick", "--kind", "sqlite", "--form", "ndjson"]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    for said in ("ndjson, 200 finds:", "ndjson, 400 finds:", "ndjson: memory with 400 finds", "with 200"):
        assert said in ran.stdout
