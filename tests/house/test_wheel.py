"""The wheel, installed into an environment that holds nothing else: who has no checkout gets all of the product."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.xdist_group("wheel")  # one worker: what they share is made once

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent


def run(*command: str | Path, folder: Path) -> str:
    """What a command prints, away from the checkout; it must succeed."""
    ours = ("PYTHON", "MINETALLY_", "VIRTUAL_ENV")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, stdin=subprocess.DEVNULL
    )
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The wheels of Minetally and of its Python client."""
    folder = tmp_path_factory.mktemp("wheels")
    for source in (ROOT, ROOT / "openapi" / "clients" / "python"):
        build = ("wheel", "--quiet", "--no-deps", "--no-build-isolation", "--disable-pip-version-check")
        run(sys.executable, "-m", "pip", *build, "--wheel-dir", folder, source, folder=folder)
    return sorted(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def minetally(wheels: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command, installed from the wheels with the locked versions of what they need."""
    folder = tmp_path_factory.mktemp("bare")
    run(BIN / "uv", "venv", "--quiet", "--python", sys.executable, folder / "env", folder=folder)
    python = folder / "env" / "bin" / "python"
    locked = ("--constraint", ROOT / "requirements.lock")
    run(BIN / "uv", "pip", "install", "--quiet", "--python", python, *locked, *wheels, folder=folder)
    return python.with_name("minetally")


def test_the_wheel_holds_what_the_program_reads_and_no_test(wheels: list[Path]) -> None:
    names = {name for wheel in wheels for name in zipfile.ZipFile(wheel).namelist()}
    versions = {f"sync/database/alembic/versions/{path.name}" for path in (ROOT / "alembic" / "versions").glob("*.py")}
    assert versions
    assert versions <= names
    assert {"sync/database/alembic/env.py", "api/odk/find.xml", "api/formats/report.typ"} <= names
    assert {name.partition("/")[0] for name in names if ".dist-info" not in name} == {
        "api", "minetally_client", "models", "sync",
    }  # fmt: skip


@pytest.mark.long
def test_the_demo_of_the_installed_wheel_comes_to_1318(minetally: Path, tmp_path: Path) -> None:
    said = run(minetally, "demo", "--no-keep", folder=tmp_path)
    assert "1,318" in said


@pytest.mark.long
def test_an_operation_can_be_made_read_and_verified_with_the_installed_wheel(minetally: Path, tmp_path: Path) -> None:
    run(minetally, "init", "--operation", "lachin-2022", "--timezone", "Asia/Baku", folder=tmp_path)
    week = run(minetally, "weekly", "--from", "2022-08-15", "--to", "2022-08-22", "--json", folder=tmp_path)
    assert json.loads(week)["total"] == 0
    run(minetally, "verify", folder=tmp_path)
    run(minetally, "migrate", folder=tmp_path)
