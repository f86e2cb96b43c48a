"""The layout that CONTRIBUTING.md describes: who may import whom, what nothing is called, what no commit may hold."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SQL = {"alembic", "asyncpg", "sqlalchemy", "sqlite3", "sqlmodel"}
MAY_NOT_IMPORT = {
    "models": {"api", "sync"},
    "sync": {"api"},
    "api": SQL,
}
SAYS_NOTHING = {"base", "common", "helper", "helpers", "manager", "managers", "util", "utils"}
PACKAGES = ("api", "models", "sync", "bench", "docs", "tests")
PLACES = re.compile(
    r"(?<![\w.})/-])/(?:work|root|home/\w+|Users/\w+)/"  # a path of one machine
    r"|\b(?:pypi|pythonhosted|npmjs|yarnpkg)\.(?:org|com)\b"  # the host of a package registry
)


def imports(source: str) -> Iterator[tuple[int, str]]:
    """Line and full name of what a module imports, wherever it does so."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.lineno, node.module
        elif isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called in {"import_module", "__import__"}:
                yield node.lineno, str(node.args[0].value)


def forbidden_imports(root: Path) -> list[str]:
    return [
        f"{path.relative_to(root)}:{line} imports {name}"
        for package, forbidden in MAY_NOT_IMPORT.items()
        for path in sorted((root / package).rglob("*.py"))
        for line, name in imports(path.read_text("utf-8"))
        if name.partition(".")[0] in forbidden
    ]


def names_that_say_nothing(root: Path) -> list[str]:
    modules = [path for package in PACKAGES for path in sorted((root / package).rglob("*"))]
    return [
        str(path.relative_to(root))
        for path in modules
        if path.suffix in {"", ".py"} and path.stem.strip("_") in SAYS_NOTHING
    ]


def machines_and_registries(root: Path, files: Iterable[Path]) -> list[str]:
    return [
        f"{file.relative_to(root)}:{number} has {found[0]}"
        for file in files
        for number, line in enumerate(file.read_text("utf-8", errors="replace").splitlines(), 1)
        if (found := PLACES.search(line))
    ]


def requirements_without_hash_or_with_host(lock: str) -> list[str]:
    requirements = re.split(r"\n(?=\S)", re.sub(r"(?m)^ *#.*\n?", "", lock).strip())
    return [
        requirement.split()[0]
        for requirement in requirements
        if "==" not in requirement or "--hash=sha256:" not in requirement or "://" in requirement
    ]


def files_of_the_project() -> list[Path]:
    """What git holds, or would after `git add .`."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def test_models_know_neither_sync_nor_api_and_sql_stays_out_of_api() -> None:
    assert forbidden_imports(ROOT) == []


def test_the_migrations_are_no_package_so_that_they_do_not_shadow_alembic() -> None:
    assert (ROOT / "alembic" / "env.py").is_file()
    assert list((ROOT / "alembic").rglob("__init__.py")) == []


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert names_that_say_nothing(ROOT) == []


def test_no_file_names_a_path_of_one_machine_or_a_package_registry() -> None:
    files = files_of_the_project()
    assert Path(__file__) in files
    assert machines_and_registries(ROOT, files) == []


def test_every_locked_requirement_has_a_version_and_a_hash_and_no_host() -> None:
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    assert "\nlitestar==" in lock
    assert requirements_without_hash_or_with_host(lock) == []


# The checks themselves see what they are for


@pytest.mark.parametrize(
    ("file", "source"),
    [
        ("models/tables.py", "import sync.merge"),
        ("models/find.py", "def late() -> None:\n    from api import settings"),
        ("sync/merge/merge.py", "from api.settings import Settings"),
        ("sync/log/chain.py", "import importlib\nimportlib.import_module('api.app')"),
        ("api/routes/finds.py", "from sqlalchemy.ext.asyncio import AsyncConnection"),
        ("api/cli/main.py", "if True:\n    import json, sqlite3"),
    ],
)
def test_a_forbidden_import_is_seen(tmp_path: Path, file: str, source: str) -> None:
    (tmp_path / file).parent.mkdir(parents=True)
    (tmp_path / file).write_text(source)
    assert [found.partition(":")[0] for found in forbidden_imports(tmp_path)] == [file]


def test_imports_that_follow_the_rule_are_let_through(tmp_path: Path) -> None:
    for package, source in {"models": "import sqlmodel", "sync": "import models", "api": "import sync, models"}.items():
        (tmp_path / package).mkdir()
        (tmp_path / package / "one.py").write_text(source)
    assert forbidden_imports(tmp_path) == []


def test_a_name_that_says_nothing_is_seen(tmp_path: Path) -> None:
    (tmp_path / "sync" / "common").mkdir(parents=True)
    (tmp_path / "sync" / "common" / "merge.py").touch()
    (tmp_path / "sync" / "utils.py").touch()
    assert names_that_say_nothing(tmp_path) == ["sync/common", "sync/utils.py"]


def test_a_path_of_one_machine_and_a_registry_are_seen(tmp_path: Path) -> None:
    file = tmp_path / "notes.md"
    file.write_text(
        "\n".join(["see /" + "work/x", "https://files.python" + "hosted.org/p", "/workers/ and pypi are words"])
    )
    assert machines_and_registries(tmp_path, [file]) == [
        "notes.md:1 has /" + "work/",
        "notes.md:2 has python" + "hosted.org",
    ]


def test_a_requirement_without_hash_and_one_with_a_host_are_seen() -> None:
    lock = (
        "good==1.0 \\\n    --hash=sha256:00\n    # via minetally\n"
        "bare==1.0\n"
        "hosted @ https://example.org/hosted-1.0.whl \\\n    --hash=sha256:00\n"
    )
    assert requirements_without_hash_or_with_host(lock) == ["bare==1.0", "hosted"]
