"""The suite passes wherever it is started: whatever the environment that its tests and their commands inherit."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TESTS = (
    "cli/test_cli_decisions.py::test_what_happens_is_watched_until_ctrl_c",
    "cli/test_cli.py::test_each_command_says_what_it_is_for",
    "cli/test_cli.py::test_what_cannot_be_done_is_a_sentence_and_status_1",
    "clients/test_client_device.py::test_one_bad_mutation_does_not_block_the_others_and_is_shown_until_it_is_put_aside",
    "figures/test_as_of.py::test_as_of_a_time_knows_what_had_come_by_then",
    "house/test_docs.py::test_the_first_request_of_the_readme_works_as_printed",
    "house/test_layout.py::test_no_file_names_a_path_of_one_machine_or_a_package_registry",
    "models/test_marking.py",
)
"""Ctrl-C and both databases; the terminal; settings; proxies; days and zones; a shell; git; texts of all scripts."""
HOSTILE = {
    "LANG": "C", "LC_ALL": "C", "TZ": "America/Lima", "COLUMNS": "40", "TERMINAL_WIDTH": "40", "FORCE_COLOR": "1",
    "GITHUB_ACTIONS": "true", "GIT_DIR": "/nowhere", "PGSERVICE": "nowhere", "BASH_ENV": "/nowhere",
    "PYTHONDONTWRITEBYTECODE": "1", "PYTEST_ADDOPTS": "-p no:logging", "MINETALLY_LOG_LEVEL": "none",
    "http_proxy": "http://127.0.0.1:1", "ALL_PROXY": "socks5://127.0.0.1:1", "no_proxy": "nowhere",
}  # fmt: skip


@pytest.mark.long
def test_a_script_may_start_the_suite_in_its_background_with_whatever_it_has_set() -> None:
    pytest = f"{sys.executable} -m pytest -q -n 0 {' '.join(f'tests/{name}' for name in TESTS)}"
    done = subprocess.run(
        ["bash", "-c", f"umask 077; trap '' INT; {pytest} <&- & wait $!"],
        cwd=ROOT,
        env={**os.environ, **HOSTILE},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
