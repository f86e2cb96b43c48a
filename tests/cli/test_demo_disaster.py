"""The demo in which the server burns, as a person plays it."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tests.databases import Databases, Kind
from tests.service import MINETALLY


def lines_of(folder: Path, *words: str) -> list[str]:
    """What the command printed, which must end well and come to the week that was meant."""
    done = subprocess.run(
        [MINETALLY, "demo-disaster", *words], cwd=folder, env={**os.environ, "COLUMNS": "100"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    lines = [line.rstrip() for line in done.stdout.splitlines()]
    assert max(map(len, lines)) <= 100
    assert "1,318 of 3-001M, all made in 2021, 15 to 22 August 2022, Lachin" in lines
    assert not any("DIFFERS" in line for line in lines)
    assert any("Tablets that are still away: Tablet 7." in line for line in lines)
    return lines


@pytest.mark.long
@pytest.mark.parametrize("journal", [False, True], ids=["", "journal"])
@pytest.mark.parametrize("kinds", [(), ("postgresql", "postgresql")], ids=["sqlite", "postgresql"])
def test_a_burnt_server_comes_to_the_same_week(
    kinds: tuple[Kind, ...], journal: bool, databases: Databases, tmp_path: Path
) -> None:
    urls = [databases.create(kind, migrated=False) for kind in kinds]
    named = zip(("--database-url", "--restored-url"), urls, strict=False)
    given = [word for pair in named for word in pair]
    lines = lines_of(tmp_path, *given, *(["--journal"] if journal else []))
    assert sum(line.startswith("agrees ") for line in lines) == 5
    lacked = "Nothing is missing." if journal else "What staff had said is on no tablet: 12 of З-001М. Staff fix"
    assert any(lacked in line for line in lines)


@pytest.mark.long
def test_a_file_that_is_put_back_is_noticed_by_the_first_tablet_and_comes_to_the_same_week(tmp_path: Path) -> None:
    lines = lines_of(tmp_path, "--put-back")
    assert sum(line.startswith("agrees ") for line in lines) == 6
    said = " ".join(" ".join(lines).split())
    assert "stopped Tablet 5 knows better: Entry 38 was shown, and the log ends at entry 28." in said
    assert "Tablet 5 stopped it, /ready and the report say so, and 6 tablets keep what they have" in said


def test_a_file_is_put_back_only_where_the_demo_has_a_file_of_its_own(tmp_path: Path) -> None:
    done = subprocess.run(
        [MINETALLY, "demo-disaster", "--put-back", "--journal"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, "leave the other options out" in " ".join(done.stderr.split())) == (1, True)
    assert not any(tmp_path.iterdir())
