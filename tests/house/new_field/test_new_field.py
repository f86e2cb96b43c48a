"""A new field takes three hand-written files: a patch adds `fuze_state` to a copy of the tree, and it is everywhere.

`fuze_state.patch` is all that is written by hand. `make generate` does the rest, and `drill.py` uses the field there.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.test_layout import ROOT, files_of_the_project
from tests.node import needs_node

PATCH = Path(__file__).parent / "fuze_state.patch"
MOST_FILES = 3
GENERATED = (
    "openapi/openapi.json",
    "models/shapes/",
    "openapi/clients/python/minetally_client/generated/",
    "openapi/clients/typescript/src/generated/",
    "openapi/clients/typescript/dist/",
    "api/odk/find.xml",
    "docs/import.md",
    "docs/imsma.md",
    "docs/sync-protocol.md",
    "sync/merge/merge.py",
)
"""What `make generate` writes; of the last four only parts, which tests/house/test_generated.py holds."""
PYTHON = """
from minetally_client.models import FindFields, Find, FuzeState

fitted = FindFields(fuze_state=FuzeState.FITTED)

def state(find: Find) -> FuzeState | None:
    return find.fuze_state
"""
TYPESCRIPT = """
import type { FuzeState, HeldFind } from "minetally";
export const state = (find: HeldFind): FuzeState | null => find.fuze_state;
"""


class Copy:
    """The tree elsewhere, with the same environment and the same tools."""

    def __init__(self, root: Path) -> None:
        self.root = root
        for file in files_of_the_project():
            to = root / file.relative_to(ROOT)
            to.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(file, to)
        for tools in (".venv", "openapi/clients/typescript/node_modules"):
            (root / tools).symlink_to(ROOT / tools)

    def run(self, *command: str | Path) -> str:
        """What a program prints that must end well; Python finds the copy before what is installed."""
        path = f"{self.root}:{self.root / 'openapi/clients/python'}"
        done = subprocess.run(
            command,
            cwd=self.root,
            env={**os.environ, "PYTHONPATH": path},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        assert done.returncode == 0, f"{command[:4]}\n{done.stdout[-5000:]}"
        return done.stdout


@pytest.mark.long
@needs_node
def test_a_new_field_takes_three_files_and_is_everywhere(tmp_path: Path) -> None:
    copy = Copy(tmp_path / "tree")
    copy.run("git", "init", "--quiet")
    copy.run("git", "add", "--all")
    copy.run("git", "apply", PATCH)
    by_hand = copy.run("git", "diff", "--name-only").splitlines()
    assert len(by_hand) <= MOST_FILES
    copy.run(sys.executable, "-m", "ruff", "check", *(file for file in by_hand if file.endswith(".py")))
    copy.run(sys.executable, "-m", "ruff", "format", "--check", *(file for file in by_hand if file.endswith(".py")))
    copy.run("git", "add", "--all")

    installed = ("-o", ".venv/.installed", "-o", "openapi/clients/typescript/node_modules/.installed")
    copy.run("make", "generate", *installed)
    written = copy.run("git", "ls-files", "--modified", "--others", "--exclude-standard").splitlines()
    assert [file for file in written if not file.startswith(GENERATED)] == []
    assert {*GENERATED} == {name for name in GENERATED for file in written if file.startswith(name)}

    clients = copy.root / "openapi" / "clients"
    (clients / "typescript" / "test" / "fuze_state.ts").write_text(TYPESCRIPT)
    copy.run(clients / "typescript/node_modules/.bin/tsc", "--noEmit", "--project", clients / "typescript" / "test")
    (clients / "python" / "fuze_state.py").write_text(PYTHON)
    copy.run(sys.executable, "-m", "mypy", "openapi/clients/python/fuze_state.py", "models/find.py")
    copy.run(sys.executable, "-m", "pytest", "-q", "-x", "-n", "0", "tests/house/new_field/drill.py")
