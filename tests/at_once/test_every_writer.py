"""No kind of write is forgotten, and what is given to the committer cannot change itself, nor be otherwise when it is
played twice: it is a function of a module, its arguments are frozen, and it draws no ids and asks no clock.
"""

from __future__ import annotations

import ast
import dataclasses
import types
import typing
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel
from sqlalchemy import Connection

from sync.exchange.committer import Committer, Job
from tests.at_once.callers import Given, given_functions
from tests.at_once.pairs import pairs_on
from tests.at_once.season import prepare_season
from tests.at_once.unlogged import WRITES
from tests.databases import Databases
from tests.house.test_layout import ROOT
from tests.house.test_writers import jobs

ALONE = "a restore enters the journal into a file of its own, which no server has opened yet"
EXCEPTED: dict[tuple[str, str], str] = {
    ("run", "Again"): ALONE,
    ("run", "EditionAgain"): ALONE,
    ("run", "DismissedAgain"): ALONE,
    ("under_lock", "enter_forms"): ALONE,
    ("under_lock", "enter_people"): ALONE,
    ("run", "_Played"): "what was lost is played again in a file of its own, for one who asks",
}
"""What meets no other write in these tests, and why."""
FROZEN = {str, int, float, bool, bytes, type(None), datetime, timedelta}
CHANCE = {"uuid4", "uuid7", "draw", "token_bytes", "token_urlsafe", "token_hex", "random", "urandom", "now", "time"}
"""What gives something else whenever it is asked; `now` and `time` as members of a class or a module."""

GIVEN = given_functions()


def test_the_code_gives_functions_of_modules_only() -> None:
    assert len(GIVEN) > 30
    assert [f"{one.where} gives {one.name}" for one in GIVEN if one.do is None] == []


@pytest.mark.parametrize("line", ["lambda connection: 1", "self.do", "within"])
def test_a_function_that_may_carry_something_along_is_seen(tmp_path: Path, line: str) -> None:
    (tmp_path / "api").mkdir()
    (tmp_path / "api" / "app.py").write_text(f"async def f(committer):\n    await committer.beside_lock({line})")
    assert [one.do for one in given_functions(tmp_path)] == [None]


async def test_every_kind_of_write_meets_the_others(databases: Databases, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the code gives to the committer is given to it by one of WRITES too, by the same door."""
    played: set[tuple[str, str]] = set()

    async def run(self: Committer, operation: str, job: Job[Any]) -> Any:
        played.add(("run", type(job).__name__))
        return await runs(self, operation, job)

    def seen(door: str, place: int) -> Callable[..., Any]:
        opens = getattr(Committer, door)

        async def through(self: Committer, *args: Any, **kwargs: Any) -> Any:
            played.add((door, args[place].__name__))
            return await opens(self, *args, **kwargs)

        return through

    url = databases.create("sqlite")
    season = await prepare_season(url, young=False)
    runs = Committer.run
    monkeypatch.setattr(Committer, "run", run)
    monkeypatch.setattr(Committer, "under_lock", seen("under_lock", 1))
    monkeypatch.setattr(Committer, "beside_lock", seen("beside_lock", 0))
    async with pairs_on(url, season) as pairs:
        for write in WRITES:
            answer = (await pairs.alone(write, twice=False)).answers[write.name]
            assert not answer.startswith(("broke: ", "refused: ")), answer
    kinds = {job.__name__ for job in jobs() if not job.__module__.startswith("tests.")} - {
        "RuleChange"
    }  # has kinds itself
    wanted = {(one.door, one.do.__name__) for one in GIVEN if one.do} | {("run", kind) for kind in kinds}
    assert wanted - played == set(EXCEPTED)


def mutable(kind: Any) -> list[str]:
    """What a type is made of that can be changed; empty for one whose values stay what they are."""
    origin, args = typing.get_origin(kind), typing.get_args(kind)
    if kind in FROZEN or origin is typing.Literal:
        return []
    if origin in (tuple, frozenset, types.UnionType, typing.Union):
        return [one for arg in args if arg is not ... for one in mutable(arg)]
    if isinstance(kind, type) and issubclass(kind, tuple) and hasattr(kind, "_fields"):
        return [one for hint in typing.get_type_hints(kind).values() for one in mutable(hint)]
    if dataclasses.is_dataclass(kind) and getattr(kind, "__dataclass_params__").frozen:  # noqa: B009
        return [one for hint in typing.get_type_hints(kind).values() for one in mutable(hint)]
    if isinstance(kind, type) and issubclass(kind, BaseModel) and kind.model_config.get("frozen"):
        return [one for field in kind.model_fields.values() for one in mutable(field.annotation)]
    return [str(kind)]


@pytest.mark.parametrize("one", {one.do: one for one in GIVEN if one.do}.values(), ids=lambda one: one.name)
def test_what_a_function_is_given_cannot_be_changed(one: Given) -> None:
    assert one.do
    hints = typing.get_type_hints(one.do)
    hints.pop("return")
    assert hints.pop("connection") is Connection
    assert {name: why for name, hint in hints.items() if (why := mutable(hint))} == {}


@pytest.mark.parametrize("kind", [list[str], dict[str, int], tuple[list[str], ...], set[str] | None, Any])
def test_a_type_that_can_be_changed_is_seen(kind: Any) -> None:
    assert mutable(kind)


def lucky(root: Path) -> list[str]:
    """Functions that run in a transaction and give something else whenever they are played."""
    functions = {
        (str(path.relative_to(root)), node.name): node
        for package in ("models", "sync")
        for path in sorted((root / package).rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef)
    }
    draws = {key for key, node in functions.items() if any(map(asks_chance, ast.walk(node)))}
    while more := {key for key in functions.keys() - draws if names(functions[key]) & {name for _, name in draws}}:
        draws |= more
    return sorted(f"{path}: {name}" for path, name in draws if runs_in_a_transaction(functions[path, name]))


def asks_chance(node: ast.AST) -> bool:
    if isinstance(node, ast.Name):
        return node.id in CHANCE - {"now", "time", "random"}
    if isinstance(node, ast.Attribute) and node.attr in CHANCE:
        return ast.unparse(node.value) in ("datetime", "time", "secrets", "os", "uuid", "random")
    return False


def names(node: ast.FunctionDef) -> set[str]:
    """What a function calls by name."""
    return {one.func.id for one in ast.walk(node) if isinstance(one, ast.Call) and isinstance(one.func, ast.Name)}


def runs_in_a_transaction(node: ast.FunctionDef) -> bool:
    taken = {ast.unparse(one.annotation) for one in node.args.args if one.annotation}
    return bool(taken & {"Connection", "Transaction"})


def test_what_runs_in_a_transaction_draws_no_ids_and_asks_no_clock() -> None:
    assert lucky(ROOT) == []


@pytest.mark.parametrize(
    "line", ["uuid4()", "datetime.now(UTC)", "secrets.token_bytes(9)", "random.random()", "help()"]
)
def test_a_transaction_that_draws_is_seen(tmp_path: Path, line: str) -> None:
    (tmp_path / "sync").mkdir()
    source = f"def write(connection: Connection) -> None:\n    {line}\n\ndef help() -> None:\n    draw()\n"
    (tmp_path / "sync" / "here.py").write_text(source)
    assert lucky(tmp_path) == ["sync/here.py: write"]
