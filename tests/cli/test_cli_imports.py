"""`minetally import`: what it shows, what it stores, and what becomes of rows that it refuses."""

from __future__ import annotations

import json
import os
import re
import subprocess
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from openpyxl import Workbook

from api.imports.rejects import rejects_path
from tests.service import MINETALLY, Operation, Service, in_process
from tests.shell import Shell

CLERK = ("--person", "Data clerk")
TABLE = """Модель;Кол-во;Дата;X;Y;Примечание
3-001M;12;15.08.2022;4401180;8635076;у моста
ПМН-2;много;16.08.2022;4401280;8635076;
ТМ-62М;2;17.13.2022;8635076;4401480;"=cmd"
=PMN;1;17.08.2022;4401580;8635076;
"""


@pytest.fixture(autouse=True)
def in_its_own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture
async def service(database_url: str) -> AsyncIterator[Service]:
    async with in_process(database_url) as service:
        yield service


@pytest.fixture
async def operation(service: Service) -> Operation:
    return await service.operation()


@pytest.fixture
def shell(service: Service) -> Shell:
    return Shell(service.database_url)


def written(text: str, encoding: str = "cp1251", name: str = "august.csv") -> str:
    Path(name).write_text(text, encoding=encoding)
    return name


async def test_a_table_is_understood_played_imported_and_its_refused_rows_are_mended(
    operation: Operation, shell: Shell
) -> None:
    file = written(TABLE)
    category = ("--set", "constants.category=ap_mine")
    asked = shell("import", file, *CLERK, status=1)
    assert "category: no column looks like it" in asked.stderr
    played = shell("import", file, *CLERK, *category, "--dry-run", "--save-map", "map.json", status=1).stdout
    assert "CSV (cp1251, semicolon)" in played
    assert re.search(r"^marking +Модель +3-001M", played, re.MULTILINE)
    assert "row 2: new: 3-001M x 12, 2022-08-15" in played
    assert re.search(r"row 3: refused: count \(column \"Кол-во\"\): 'много' is no number", played)
    assert "days        read as DMY" in played
    assert not rejected()
    assert await operation.finds() == {}

    done = shell("import", file, *CLERK, "--map", "map.json", status=1).stdout
    assert "Refused rows are in august.rejects.csv" in done
    assert sorted(find["count"] for find in (await operation.finds()).values()) == [1, 12]
    rejects = read("august.rejects.csv", "cp1251")
    heading, _, second = rejects.splitlines()
    assert heading == TABLE.splitlines()[0] + ";import_problem"
    assert "x and y are swapped" in second
    assert ";'=cmd;" in second  # no formula

    mended = rejects.replace("много", "3").replace("17.13", "17.08").replace("8635076;4401480", "4401480;8635076")
    written(mended, name="august.rejects.csv")
    assert "Imported: 2 rows, 2 new finds" in shell("import", "august.rejects.csv", *CLERK, "--map", "map.json").stdout
    finds = await operation.finds()
    assert sorted(find["count"] for find in finds.values()) == [1, 2, 3, 12]
    assert {find["note"] for find in finds.values()} == {"у моста", None, "=cmd"}
    again = json.loads(shell("import", file, *CLERK, "--map", "map.json", "--json", status=1).stdout)
    assert (again["same"], again["refused"], again["new"]) == (2, 2, 0)
    assert rejected() == ["august.rejects-2.csv", "august.rejects.csv"]


async def test_refused_rows_of_a_workbook_and_of_a_table_without_names_are_imported_by_the_same_mapping(
    operation: Operation, shell: Shell
) -> None:
    book = Workbook()
    assert book.active is not None
    for row in (["Finds of August"], ["Model", "Qty", "Lat", "Lon", "Date"], ["PMN", 0, 39.733186, 46.5, "2022-08-15"]):
        book.active.append(row)
    book.save("book.xlsx")
    written("PMN,0,39.733186,46.5,2022-08-15\n", name="bare.csv")
    columns = {"marking": 1, "count": 2, "position_lat": 3, "position_lon": 4, "found_on": 5}
    named = [word for target, n in columns.items() for word in ("--set", f"{target}=column {n}")]
    for file, settings, day in (("book.xlsx", [], "2022-08-16"), ("bare.csv", named, "2022-08-17")):
        given = ("--set", "constants.category=uxo", "--save-map", "map.json", *settings)
        shell("import", file, *CLERK, *given, status=1)
        rejects = file.partition(".")[0] + ".rejects.csv"
        mended = read(rejects, "utf-8-sig").replace("PMN,0", "PMN,7").replace("2022-08-15", day)
        assert "1 new find" in shell("import", written(mended, "utf-8", rejects), *CLERK, "--map", "map.json").stdout
    finds = [*(await operation.finds()).values()]
    assert [(find["count"], find["position"]["lat"]) for find in finds] == [(7, 39.733186)] * 2


def read(name: str, encoding: str) -> str:
    return Path(name).read_text(encoding)


def rejected() -> list[str]:
    return sorted(path.name for path in Path().glob("*.rejects*"))


def test_a_name_for_refused_rows_is_one_that_nothing_has(tmp_path: Path) -> None:
    assert rejects_path(tmp_path / "a.csv.gz").name == "a.rejects.csv"
    (tmp_path / "a.rejects.csv").touch()
    assert rejects_path(tmp_path / "a.csv").name == "a.rejects-2.csv"


async def test_what_cannot_be_imported_ends_with_a_sentence(operation: Operation, shell: Shell) -> None:
    written("<html><table></table></html>", name="page.xls")
    assert "is a web page" in shell("import", "page.xls", *CLERK, status=1).stderr
    written("{", name="map.json")
    assert "is no mapping" in shell("import", written(TABLE), *CLERK, "--map", "map.json", status=1).stderr
    assert "markng" in shell("import", written(TABLE), *CLERK, "--set", "markng=x", status=1).stderr
    damaged = written(TABLE + 'PMN;1;17.08.2022;"' + "x" * 200_000)
    category = ("--set", "constants.category=uxo")
    assert "quotation mark" in shell("import", damaged, *CLERK, *category, status=1).stderr
    assert await operation.finds() == {}
    file = written(TABLE)
    answer = shell("import", file, *CLERK, *category, "--rejects", "nowhere/a.csv", status=1).stderr
    assert "Cannot write nowhere/a.csv" in answer


def test_an_import_that_was_killed_goes_on_where_it_was(database_url: str, tmp_path: Path) -> None:
    shell = Shell(database_url)
    shell("init", "--operation", "lachin-2022", "--timezone", "Asia/Baku")
    rows = [f"PMN;1;2022-08-{1 + n % 28:02};{4_300_000 + 100 * n};8500000" for n in range(1200)]
    written("\n".join(["Model;Qty;Date;X;Y", *rows, *rows[:100]]))
    words = ["import", "august.csv", *CLERK, "--set", "constants.category=ap_mine"]
    environment = {**os.environ, "MINETALLY_DATABASE_URL": database_url}
    process = subprocess.Popen([MINETALLY, *words], env=environment, stdout=subprocess.DEVNULL)
    try:
        while process.poll() is None and not stored(shell):
            time.sleep(0.2)
    finally:
        process.kill()
        process.wait()
    before = stored(shell)
    assert 0 < before <= 1300
    answer = shell.json(*words)
    assert (answer["same"], answer["new"], answer["total"]) == (before, 1300 - before, 1300 - before)
    assert stored(shell) == 1300
    shell("verify")


def stored(shell: Shell) -> int:
    """How many finds are stored: each is an entry of the log."""
    return int(shell.json("weekly", "--from", "2022-08-01", "--to", "2022-08-31")["as_of"]["seq"])
