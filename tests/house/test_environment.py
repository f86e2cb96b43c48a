"""The suite passes wherever it is started: whatever the environment that its tests and their commands inherit."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
TESTS = (
    "tests/cli/test_cli_decisions.py::test_what_happens_is_watched_until_ctrl_c[sqlite]",
    "tests/cli/test_cli.py",
    "tests/models/test_marking.py",
)
"""Ctrl-C, the terminal, texts of all scripts."""
HOSTILE = {
    "LANG": "C", "LC_ALL": "C", "TZ": "America/Lima", "COLUMNS": "40", "FORCE_COLOR": "1", "GIT_DIR": "/nowhere",
    "PYTHONDONTWRITEBYTECODE": "1", "http_proxy": "http://127.0.0.1:1", "MINETALLY_LOG_LEVEL": "none",
}  # fmt: skip


def test_a_script_may_start_the_suite_in_its_background_with_whatever_it_has_set() -> None:
    pytest = f"{sys.executable} -m pytest -q -n 0 -m 'not long' -k 'not postgresql' {' '.join(map(repr, TESTS))}"
    done = subprocess.run(
        ["bash", "-c", f"umask 077; trap '' INT; {pytest} < /dev/null & wait $!"],
        cwd=ROOT,
        env={**os.environ, **HOSTILE},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
