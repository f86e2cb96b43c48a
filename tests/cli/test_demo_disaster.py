"""The demo in which the server burns, as a person plays it."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tests.databases import Databases, Kind
from tests.service import MINETALLY


@pytest.mark.long
@pytest.mark.parametrize("kinds", [(), ("postgresql", "postgresql")], ids=["sqlite", "postgresql"])
def test_a_burnt_server_comes_to_the_same_week(kinds: tuple[Kind, ...], databases: Databases, tmp_path: Path) -> None:
    urls = [databases.create(kind, migrated=False) for kind in kinds]
    named = zip(("--database-url", "--restored-url"), urls, strict=False)
    done = subprocess.run(
        [MINETALLY, "demo-disaster", *(word for pair in named for word in pair)],
        cwd=tmp_path, env={**os.environ, "COLUMNS": "100"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    lines = [line.rstrip() for line in done.stdout.splitlines()]
    assert "1,318 of 3-001M, all made in 2021, 15 to 22 August 2022, Lachin" in lines
    assert sum(line.startswith("agrees ") for line in lines) == 5
    assert not any("DIFFERS" in line for line in lines)
    assert any("Tablets that are still away: Tablet 7." in line for line in lines)
    assert any("on no tablet: 12 of З-001М. Staff fix" in line for line in lines)
    assert max(map(len, lines)) <= 100
