"""The bench runs: a small one, whose numbers say nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import orjson

ROOT = Path(__file__).parent.parent


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
        "memory of the server, 400 finds pulled and reported",
        "memory of the server, 400 finds pulled and reported",
    ]
    for hidden in (str(ROOT), str(tmp_path)):
        assert hidden not in text
