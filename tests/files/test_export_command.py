"""`minetally export`: the format by the name of the file, what it says, and what it refuses."""

from __future__ import annotations

import json
import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.service import Operation, create, delete, in_process, place
from tests.shell import Shell


@pytest.fixture
async def operation(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Operation]:
    """An operation with two finds, and an empty folder to work in."""
    monkeypatch.chdir(tmp_path)
    async with in_process(database_url) as service:
        operation = await service.operation()
        tablet = await operation.enrol("Team 1")
        await tablet.push(create(count=5), create(count=7, position=place(3), found_on="2022-08-30"))
        yield operation


BEGINNINGS = {
    "finds.csv": b"\xef\xbb\xbfid,version",
    "finds.xlsx": b"PK\x03\x04",
    "finds.gpkg": b"SQLite format 3",
    "finds.geojson": b'{"type":"FeatureCollection","operation":"lachin-2022","seq":2',
    "finds.kml": b"<?xml",
    "finds.parquet": b"PAR1",
    "finds.ndjson": b'{"id":',
}


async def test_the_name_of_the_file_says_the_format(operation: Operation, tmp_path: Path) -> None:
    shell = Shell(operation.service.database_url)
    for name, beginning in BEGINNINGS.items():
        assert "2 finds, 12 in total, as of log entry 2." in shell("export", "-o", name).stderr
        assert (tmp_path / name).read_bytes().startswith(beginning)
    assert {*os.listdir()} == {*BEGINNINGS}
    assert shell("export").stdout.startswith("\ufeffid,version")
    assert shell("export", "--format", "imsma").stdout.startswith("\ufeffDevice category")


async def test_since_gives_what_has_changed_and_how_to_go_on(operation: Operation) -> None:
    shell = Shell(operation.service.database_url)
    first = json.loads(shell("export", "-o", "all.ndjson", "--json").stdout)
    tablet = await operation.enrol("Team 2")
    (gone,) = [find for find in (await operation.finds()).values() if find["count"] == 5]
    await tablet.push(delete(gone["id"], count=5))
    then = shell("export", "--since", first["cursor"], "--format", "ndjson")
    assert "0 finds, 0 in total, and 1 to remove, as of log entry 3." in then.stderr
    assert "What changes from now on: --since " in then.stderr
    (row,) = map(json.loads, then.stdout.splitlines())
    assert (row["id"], row["action"], row["state"]) == (gone["id"], "remove", "deleted")


async def test_what_cannot_be_is_said_in_a_sentence_and_leaves_no_file(
    operation: Operation, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell = Shell(operation.service.database_url)

    def refusal(*words: str) -> str:
        return " ".join(shell("export", *words, status=1).stderr.split())

    assert "cannot be written to standard output: name a file with -o finds.gpkg" in refusal("--format", "gpkg")
    assert "finds.shp does not say what to write: name it with --format, one of csv, xlsx" in refusal("-o", "finds.shp")
    for name in ("week.csv", "week.gpkg", "week.xlsx", "week.parquet"):
        assert "No such file or directory" in refusal("-o", f"nowhere/{name}")
    assert "neither a log entry nor the cursor of an export" in refusal("--since", "yesterday")
    assert "export everything again, without since" in refusal("--since", "3")
    assert "send west,south,east,north" in refusal("--bbox", "1,2,3")
    monkeypatch.setattr("api.exports.workbook.MOST_ROWS", 1)
    assert "A sheet holds 1 finds and there are 2: export fewer days" in refusal("-o", "week.xlsx")
    await operation.service.sql("UPDATE find SET count = 13")
    assert "2 and 26 were counted; run `minetally verify`" in refusal("-o", "week.gpkg")
    assert os.listdir() == []
