"""What the documents say is so: commands run, examples are taken, tables are complete, links lead somewhere."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
import typer

from api.cli.main import app
from api.settings import Settings
from models.exchange_body import read_exchange
from models.mutation import Mutation, understood
from models.position import locate
from models.problem import PROBLEMS
from models.wire import EnrolRequest

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("bench/*.md")])


def text(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


def examples(page: str) -> list[Any]:
    """The JSON examples of a page."""
    return [json.loads(block) for block in re.findall(r"^```json\n(.*?)^```", text(page), re.MULTILINE | re.DOTALL)]


def run_as_printed(script: str, folder: Path, database_url: str | None = None, seconds: float = 300) -> str:
    """What a shell prints that runs this script to its end; its port 8000 is another that is free."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    environment = {**os.environ, "PATH": f"{ROOT / '.venv' / 'bin'}:{os.environ['PATH']}"}
    environment.pop("MINETALLY_DATABASE_URL", None)
    if database_url:
        environment["MINETALLY_DATABASE_URL"] = database_url
    output = folder / "output"
    with output.open("w") as printed_to:
        shell = subprocess.Popen(
            ["bash", "-euo", "pipefail", "-c", re.sub(r"(--port |127\.0\.0\.1:)8000", rf"\g<1>{port}", script)],
            cwd=folder,
            env=environment,
            stdout=printed_to,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        status = shell.wait(seconds)
    finally:
        os.killpg(shell.pid, signal.SIGKILL)  # the server goes on in the background
        shell.wait()
    printed = output.read_text()
    assert status == 0, printed
    return printed


@pytest.mark.skipif(shutil.which("curl") is None, reason="the README's first request is made with curl")
def test_the_first_request_of_the_readme_works_as_printed(tmp_path: Path) -> None:
    (script,) = re.findall(
        r"^```sh\nmake install\nexport PATH=.*?\n(.*?)^```", text("README.md"), re.MULTILINE | re.DOTALL
    )
    printed = run_as_printed(script, tmp_path)
    assert '"outcome": "applied"' in printed
    assert "991" in printed
    assert "lachin-2022: 1 log entries and 1 finds fit together." in printed


@pytest.mark.skipif(shutil.which("curl") is None, reason="the tablets of the page send with curl")
def test_the_week_of_the_page_of_reports_can_be_typed_as_it_stands(tmp_path: Path, empty_database_url: str) -> None:
    blocks = re.findall(r"^```sh\n(.*?)^```", text("docs/reports.md"), re.MULTILINE | re.DOTALL)
    printed = " ".join(run_as_printed("\n".join(blocks), tmp_path, empty_database_url).split())
    assert "1,311 of 3-001M, all made in 2021, 15 to 22 August 2022, Lachin" in printed
    assert "8 m and 1 day apart" in printed
    assert "+14 since edition 1, revision 1: 1,324 to 1,338" in printed
    assert "+14 from edition 1, revision 1 to edition 1, revision 2: 1,324 to 1,338" in printed
    assert "log entries and 6 finds fit together." in printed
    assert {file.suffix for file in tmp_path.glob("week.*")} == {".pdf", ".xlsx", ".csv", ".geojson", ".json"}


def test_the_page_of_problems_lists_each_code_with_its_remedy() -> None:
    listed = re.findall(r"^\| `(\w+)` \| (\d+) \| (.*) \| (.*) \|$", text("docs/problems.md"), re.MULTILINE)
    assert listed == [(code, str(kind.status), kind.title, kind.remedy) for code, kind in PROBLEMS.items()]


def test_the_examples_of_the_sync_protocol_are_taken() -> None:
    for example in examples("docs/sync-protocol.md"):
        if "op" in example:
            assert isinstance(understood(example), Mutation)
        elif "crs" in example:
            place = locate(example)
            assert (place.lat, place.lon) == pytest.approx((39.733186, 46.574427), abs=1e-5)
        elif "code" in example:
            EnrolRequest.model_validate(example)
        else:
            assert read_exchange(json.dumps(example).encode()).limit == example["limit"]


def test_the_page_of_operations_lists_each_setting_with_its_default() -> None:
    listed = dict(re.findall(r"^\| `MINETALLY_(\w+)` \| (.*?) \|", text("docs/operations.md"), re.MULTILINE))
    assert [*listed] == [field.name.upper() for field in fields(Settings)]
    for field in fields(Settings):
        assert not field.default or f"`{field.default}`" == listed[field.name.upper()]


def test_each_command_that_a_page_names_is_there() -> None:
    commands = {*typer.main.get_group(app).commands}
    for page in PAGES:
        named = {*re.findall(r"(?:`|    |bin/)minetally ([a-z]+)", page.read_text(encoding="utf-8"))}
        assert named <= commands, page.name
    for command in re.findall(r"make ([a-z-]+)", "".join(page.read_text(encoding="utf-8") for page in PAGES)):
        assert f"{command}:" in text("Makefile") or command not in ("install", "demo", "test", "bench", "lock"), command


def test_each_link_between_pages_leads_to_a_file() -> None:
    for page in PAGES:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
