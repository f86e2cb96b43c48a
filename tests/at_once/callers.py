"""What the code gives to the committer, read from its syntax trees: each function that is run in a transaction."""

from __future__ import annotations

import ast
import importlib
import inspect
from collections.abc import Callable, Iterator
from functools import reduce
from pathlib import Path
from typing import Any, NamedTuple

from tests.house.test_layout import ROOT

DOORS = {"under_lock": 1, "beside_lock": 0}
"""The ways to the database that take a function, and which of their arguments it is."""

Caller = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda


class Given(NamedTuple):
    """A function that is run in a transaction, and where the code gives it."""

    where: str
    """File and line."""
    door: str
    name: str
    do: Callable[..., Any] | None
    """None: it is no function of a module."""


def given_functions(root: Path = ROOT) -> list[Given]:
    """Whatever `api` and `sync` give to a door."""
    return [
        given
        for package in ("api", "sync")
        for path in sorted((root / package).rglob("*.py"))
        for given in _of(path, root)
    ]


def _of(path: Path, root: Path) -> Iterator[Given]:
    tree = ast.parse(path.read_text("utf-8"))
    for call, door in _calls(tree, set(DOORS)):
        if path.name == "committer.py":  # the door itself
            continue
        argument = call.args[DOORS[door]]
        for line, one in _meant(tree, call, argument):
            name = ast.unparse(one)
            yield Given(f"{path.relative_to(root)}:{line}", door, name, _function(path.relative_to(root), name))


def _calls(tree: ast.AST, names: set[str]) -> Iterator[tuple[ast.Call, str]]:
    """Calls of a function or a method with one of these names."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", None) or getattr(node.func, "id", "")
            if name in names:
                yield node, name


def _meant(tree: ast.Module, call: ast.Call, argument: ast.expr) -> Iterator[tuple[int, ast.expr]]:
    """The argument; where it is a parameter of the function around the call, what that function is called with."""
    around = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and call in [*ast.walk(node)]
    ]
    for function in around:
        parameters = [one.arg for one in function.args.args if one.arg != "self"]
        if isinstance(argument, ast.Name) and argument.id in parameters:
            n = parameters.index(argument.id)
            for other, _ in _calls(tree, {function.name}):
                yield other.lineno, other.args[n]
            return
    yield call.lineno, argument


def _function(path: Path, name: str) -> Callable[..., Any] | None:
    """What a name means in a module, if it is a function that stands in a module of ours."""
    found: Any = importlib.import_module(".".join(path.with_suffix("").parts))
    try:
        found = reduce(getattr, name.split("."), found)
    except AttributeError:
        return None
    if not inspect.isfunction(found) or found.__qualname__ != found.__name__ or found.__name__ == "<lambda>":
        return None
    return found
