"""What the documents say is so: commands run, examples are taken, tables are complete, links lead somewhere."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from dataclasses import fields
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
import typer

from api.cli.main import app
from api.exports.forms import FORMS
from api.settings import Settings
from models.enrolment_wire import EnrolRequest
from models.exchange_body import read_exchange
from models.mutation import Mutation, understood
from models.position import locate
from models.problem import PROBLEMS

ROOT = Path(__file__).parents[2]
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


@pytest.mark.long
@pytest.mark.skipif(shutil.which("curl") is None, reason="curl plays Collect on the page")
def test_the_page_of_odk_collect_can_be_typed_as_it_stands(tmp_path: Path, empty_database_url: str) -> None:
    (script,) = re.findall(r"^```sh\n(.*?)^```", text("docs/odk.md"), re.MULTILINE | re.DOTALL)
    printed = " ".join(run_as_printed(script, tmp_path, empty_database_url).split())
    assert "<formID>minetally_find</formID>" in printed
    assert "x-openrosa-accept-content-length: 10000000" in printed
    assert (printed.count("x-openrosa-version: 1.0 "), printed.count(" date: ")) == (1, 1)
    assert "Saved: 991 of 3-001M, 2022-08-15." in printed
    assert "991 of 3-001M, 15 to 22 August 2022" in printed
    assert '"outcome":"applied"' in printed
    assert "1 log entries and 1 finds fit together" in printed


@pytest.mark.long
@pytest.mark.skipif(shutil.which("curl") is None, reason="the tablet of the page sends with curl")
def test_the_page_of_exports_can_be_typed_as_it_stands(tmp_path: Path, empty_database_url: str) -> None:
    blocks = re.findall(r"^```sh\n(.*?)^```", text("docs/exports.md"), re.MULTILINE | re.DOTALL)
    printed = run_as_printed("\n".join(blocks), tmp_path, empty_database_url)
    assert "2 finds, 1,318 in total, as of log entry 3." in printed
    assert "1,318 of 3-001M" in printed
    assert "minetally-total: 1318" in printed.lower()
    assert re.search(
        r"^put \S+01 2022-08-15 990\nremove \S+02 2022-09-17 327\nnow 990 in 1 finds$", printed, re.MULTILINE
    )
    assert "1 finds, 990 in total, and 1 to remove, as of log entry 5." in printed
    readers = ("pandas, xlsx", "pandas, csv", "DuckDB, parquet", "GDAL, gpkg")
    assert [f"{reader}: 1318" in printed for reader in readers] == [True] * 4


def test_the_page_of_exports_lists_each_format() -> None:
    listed = re.findall(r"^\| `(\w+)` \|", text("docs/exports.md"), re.MULTILINE)
    assert listed == [*FORMS]


@pytest.mark.long
@pytest.mark.skipif(shutil.which("curl") is None, reason="the page asks with curl")
def test_the_receiver_of_the_page_of_webhooks_is_told_as_printed(tmp_path: Path) -> None:
    blocks = re.findall(r"^```sh\n(.*?)^```", text("docs/webhooks.md"), re.MULTILINE | re.DOTALL)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        receiver = str(free.getsockname()[1])
    printed = run_as_printed("\n".join(blocks).replace("9000", receiver), tmp_path)
    assert '"delivered":true' in printed
    assert "None webhook.test None None\n1 find.created 3-001M 12\n2 find.edited 3-001M 14\n" in printed
    assert "secret   whsec_" in printed


@pytest.mark.long
@pytest.mark.skipif(shutil.which("curl") is None, reason="the page waits for the server with curl")
def test_the_programs_of_the_page_of_clients_do_what_it_says(tmp_path: Path) -> None:
    page = text("docs/clients.md").partition("\n## TypeScript")[0]
    for program in re.findall(r"^```python\n(.*?)^```", page, re.MULTILINE | re.DOTALL):
        (tmp_path / re.match(r"# (\w+\.py):", program)[1]).write_text(program)  # type: ignore[index]
    tablet = (tmp_path / "tablet.py").read_text().splitlines()
    assert len([line for line in tablet[1:] if line]) <= 30, "a tablet in 30 lines"
    blocks = re.findall(r"^```sh\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    assert run_as_printed("\n".join(blocks), tmp_path).splitlines() == [
        f'{{"status":"ok","version":"{version("minetally")}"}}3-001M: 12',
        "no answer from http://127.0.0.1:9: ConnectError('[Errno 111] Connection refused'). "
        "Everything is kept: 1 to send.",
        "no network: it is on the disk",
        "3-001M: 14",
        "waits for a person: count",
        "waits for a person: count",
        "3-001M: 14",
        "2022-08-15 3-001M 14 39.73319 46.57443",
        "count is 14 or 15",
        "17 in 1 find, 17 to 17",
        "near means 25.0 m",
    ]


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


@pytest.mark.long
@pytest.mark.skipif(shutil.which("curl") is None, reason="the map is asked with curl")
def test_the_page_of_maps_can_be_typed_as_it_stands(tmp_path: Path, empty_database_url: str) -> None:
    blocks = re.findall(r"^```sh\n(.*?)^```", text("docs/gis.md"), re.MULTILINE | re.DOTALL)
    printed = run_as_printed("\n".join(blocks), tmp_path, empty_database_url)
    assert [int(number) for number in re.findall(r"(\d+) matched$", printed, re.MULTILINE)] == [2, 2, 3, 1, 3, 3, 1]
    assert '"numberMatched":3,"numberReturned":2' in printed
    assert "3 finds\n327 pieces since 17 August" in printed


@pytest.mark.long
def test_the_pictures_of_the_readme_can_be_taken_again(tmp_path: Path) -> None:
    pictures = {"report.png", "terminal.svg"}
    assert {*re.findall(r"docs/pictures/([\w.]+)", text("README.md"))} == pictures
    subprocess.run([sys.executable, ROOT / "docs" / "pictures" / "take.py", tmp_path], check=True)
    for folder in (tmp_path, ROOT / "docs" / "pictures"):
        assert all((folder / name).stat().st_size < 200_000 for name in pictures)
        assert (folder / "report.png").read_bytes().startswith(b"\x89PNG")
        drawn = (folder / "terminal.svg").read_text(encoding="utf-8").replace("&#160;", " ")
        assert "1,318 of 3-001M" in drawn
        assert "url(" not in re.sub(r"url\(#[\w-]+\)", "", drawn), "it loads something"
