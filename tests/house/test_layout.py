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
    "alembic/versions": {"api", "models", "sync"},
}
"""A migration does what it did when it was written, whatever has become of the application since."""
ROOMS = [
    "database", "merge", "log", "operations", "ended_tokens", "finds", "exchange", "enrolment", "recovery", "figures",
    "rules", "staff", "files", "maps", "events", "again", "verify", "backup",
]  # fmt: skip
"""The rooms of `sync`: each may import those before it, and none after it."""
MOST_LINES = 400
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


def imports_up_the_stairs(root: Path) -> list[str]:
    """Imports of a room of `sync` by one that stands before it in ROOMS, or of a room that does not stand there."""
    found = []
    for path in sorted((root / "sync").rglob("*.py")):
        room = path.relative_to(root / "sync").parts[0].removesuffix(".py")
        if room == "__init__":
            continue
        before = ROOMS[: ROOMS.index(room) + 1] if room in ROOMS else []
        for line, name in imports(path.read_text("utf-8")):
            package, _, rest = name.partition(".")
            if package == "sync" and rest.partition(".")[0] not in before:
                found.append(f"{path.relative_to(root)}:{line} imports {name}")
    return found


def packages_that_do_not_say_what_they_are(root: Path) -> list[str]:
    """Packages of the product whose `__init__` has no docstring."""
    return [
        str(path.parent.relative_to(root))
        for package in MAY_NOT_IMPORT
        for path in sorted((root / package).rglob("__init__.py"))
        if not ast.get_docstring(ast.parse(path.read_text("utf-8")))
    ]


def modules_above(root: Path, lines: int) -> list[str]:
    return [
        str(path.relative_to(root))
        for package in MAY_NOT_IMPORT
        for path in sorted((root / package).rglob("*.py"))
        if len(path.read_text("utf-8").splitlines()) > lines
    ]


def _a_letter_apart(one: str, other: str) -> bool:
    if len(one) > len(other):
        one, other = other, one
    if len(one) == len(other):
        return sum(a != b for a, b in zip(one, other, strict=True)) == 1
    return any(other[:n] + other[n + 1 :] == one for n in range(len(other)))


def names_a_letter_apart(root: Path) -> list[str]:
    """Modules and packages beside each other that a reader takes for one another."""
    found = []
    for package in MAY_NOT_IMPORT:
        for folder in (path for path in [root / package, *sorted((root / package).rglob("*"))] if path.is_dir()):
            names = sorted({path.stem for path in folder.iterdir() if path.stem.strip("_") not in ("init", "pycache")})
            found += [
                f"{folder.relative_to(root)}: {one}, {other}"
                for n, one in enumerate(names)
                for other in names[n + 1 :]
                if _a_letter_apart(one, other)
            ]
    return found


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


def test_the_rooms_of_sync_stand_in_one_order_and_import_only_what_stands_before_them() -> None:
    folders = {path.stem for path in (ROOT / "sync").iterdir() if path.stem not in ("__init__", "__pycache__")}
    assert folders == set(ROOMS)
    assert imports_up_the_stairs(ROOT) == []
    said = ast.get_docstring(ast.parse((ROOT / "sync" / "__init__.py").read_text("utf-8"))) or ""
    assert re.findall(r"`(\w+)`", said) == ROOMS


def test_every_package_says_what_lives_in_it() -> None:
    assert packages_that_do_not_say_what_they_are(ROOT) == []


def test_no_module_is_too_long_to_read() -> None:
    assert modules_above(ROOT, MOST_LINES) == []


def test_no_two_modules_beside_each_other_are_a_letter_apart() -> None:
    assert names_a_letter_apart(ROOT) == []


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
        ("alembic/versions/0002_figures_that_hold.py", "from models.marking import marking_key"),
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


def test_an_import_up_the_stairs_is_seen(tmp_path: Path) -> None:
    for file, source in {
        "merge/merge.py": "import sync.database.database",
        "log/chain.py": "import sync.exchange.exchange",
        "kitchen/oven.py": "import sync.merge.merge",
    }.items():
        (tmp_path / "sync" / file).parent.mkdir(parents=True)
        (tmp_path / "sync" / file).write_text(source)
    assert imports_up_the_stairs(tmp_path) == [
        "sync/kitchen/oven.py:1 imports sync.merge.merge",
        "sync/log/chain.py:1 imports sync.exchange.exchange",
    ]


def test_a_silent_package_a_long_module_and_names_a_letter_apart_are_seen(tmp_path: Path) -> None:
    (tmp_path / "sync").mkdir()
    (tmp_path / "sync" / "__init__.py").write_text("import sys")
    for name in ("report", "reports", "repost", "duplicates"):
        (tmp_path / "sync" / f"{name}.py").write_text("\n" * 12)
    assert packages_that_do_not_say_what_they_are(tmp_path) == ["sync"]
    assert len(modules_above(tmp_path, 11)) == 4
    assert names_a_letter_apart(tmp_path) == ["sync: report, reports", "sync: report, repost"]


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


def test_the_map_of_the_code_names_every_folder_and_nothing_that_does_not_exist() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    listed = re.findall(r"^- `([\w./]+)`:", text, re.MULTILINE)
    folders = {
        f"{path.parent.relative_to(ROOT)}/"
        for package in ("api", "models", "sync")
        for path in (ROOT / package).rglob("__init__.py")
    } - {"sync/", "api/openapi/examples/"}
    assert folders - set(listed) == set()
    assert [path for path in listed if not (ROOT / path).exists()] == []
