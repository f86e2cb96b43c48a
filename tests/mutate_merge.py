"""Breaks each line of the merge, one at a time, and expects its tests to notice: `make check-merge`.

Prints each break that no test noticed, with its line, and exits 1 when there is one that EQUIVALENT does not name.
Every mutant is tried in a process forked from one that has collected the tests, within a limit of processor time.
"""

from __future__ import annotations

import ast
import copy
import difflib
import gc
import multiprocessing
import os
import resource
import sys
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from _pytest.runner import runtestprotocol
from hypothesis import Phase, settings

from sync.merge import merge

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "sync" / "merge" / "merge.py"
TESTS = [
    *sorted(
        str(file.relative_to(ROOT))
        for file in (ROOT / "tests" / "merge").glob("test_merge_*.py")
        if "prop" not in file.name
    ),
    "tests/merge/test_dispute.py",
    "tests/merge/test_merge_properties.py",
]
"""The examples first: they are quick. Only what they miss is left to the properties."""
PROCESSES = 2
SECONDS = 10
"""Processor time that a mutant may take: a loop that no longer ends is noticed by it."""
CONTEXT = 3
"""Words around a break that name its place."""
BYTES = 4 * 2**30
"""Memory that a mutant may take."""

EQUIVALENT: dict[tuple[str, str], str] = {
    (
        "merged: for one in closed if one.field in before.conflicts])",
        "for one in closed])",
    ): "an edit never closes a conflict that it opened",
    (
        "review: was, own.value) else was",
        "was, own.value) else new",
    ): "the second question of `raised_alike` asks it with `was`",
    (
        "review: if means(name, current, was) and current !=",
        "if means(name, current, new) and current !=",
    ): "there `new` means `was`",
    (
        "latest: if means(name, current, was):",
        "if means(name, current, new):",
    ): "there `new` means `was`",
    (
        "latest: elif self.said.stamp > self.find.stamp(name):",
        "elif self.said.stamp >= self.find.stamp(name):",
    ): "no two mutations have one id, so no two stamps are equal",
    (
        "write_note: parts)) if len(parts) > 1 else None",
        "parts)) if len(parts) >= 1 else None",
    ): "one part alone is shown by the lines below",
    (
        "write_note: self.find.parts = parts or None",
        "self.find.parts = parts",
    ): "without a note there are no parts either way",
    (
        "resolve: bases = self.on_the_table(name) if name == 'count' else []",
        "bases = self.on_the_table(name)",
    ): "only of a count is it asked from what it was raised",
    (
        "retried: return False",
        "pass",
    ): "nothing is false too",
    (
        "retry_delete: and all((one.ahead and one.saw is not None and self.still_means(one.saw) for",
        "and all((one.ahead and self.still_means(one.saw) for",
    ): "a deletion that is ahead always says what it saw",
}
"""Mutants that nobody can notice, as `change` names them, each with the reason."""


class Mutant(NamedTuple):
    """One break: its line, the function it is in, and the source of the broken module without its comments."""

    line: int
    function: str
    source: str


COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
NAMES = {"any": "all", "all": "any", "max": "min", "min": "max", "True": "False", "was": "new", "new": "was"}


def negated(test: ast.expr) -> ast.expr:
    return ast.UnaryOp(ast.Not(), test)


def broken_expressions(node: ast.expr) -> Iterator[ast.expr]:
    """What may stand in the place of an expression to break it."""
    other: Any
    if isinstance(node, ast.Compare):
        for place, operator in enumerate(node.ops):
            other = copy.deepcopy(node)
            other.ops[place] = COMPARISONS[type(operator)]()
            yield other
    elif isinstance(node, ast.BoolOp):
        other = copy.deepcopy(node)
        other.op = ast.And() if isinstance(node.op, ast.Or) else ast.Or()
        yield other
        for place in range(len(node.values)):
            rest = [value for n, value in enumerate(node.values) if n != place]
            yield rest[0] if len(rest) == 1 else ast.BoolOp(node.op, rest)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield node.operand
    elif isinstance(node, ast.IfExp):
        yield node.body
        yield node.orelse
    elif isinstance(node, ast.BinOp) and type(node.op) in OPERATORS:
        other = copy.deepcopy(node)
        other.op = OPERATORS[type(node.op)]()
        yield other
        yield node.left
        yield node.right
    elif isinstance(node, ast.Name) and node.id in NAMES and isinstance(node.ctx, ast.Load):
        yield ast.Name(NAMES[node.id], ast.Load())
    elif isinstance(node, ast.Constant):
        yield from broken_constants(node)
    elif isinstance(node, ast.List | ast.Set) and node.elts:
        for place in range(len(node.elts)):
            other = copy.deepcopy(node)
            del other.elts[place]
            if other.elts or isinstance(other, ast.List):
                yield other
    elif isinstance(node, ast.ListComp | ast.GeneratorExp | ast.DictComp):
        for test in node.generators[0].ifs:
            other = copy.deepcopy(node)
            other.generators[0].ifs = [negated(copy.deepcopy(test))]
            yield other
            other = copy.deepcopy(node)
            other.generators[0].ifs = []
            yield other
    elif isinstance(node, ast.Call):
        yield from broken_calls(node)


def broken_constants(node: ast.Constant) -> Iterator[ast.expr]:
    value = node.value
    if isinstance(value, bool):
        yield ast.Constant(not value)
    elif isinstance(value, int):
        yield ast.Constant(value + 1)
    elif isinstance(value, str):
        yield ast.Constant(value + "~")


def broken_calls(node: ast.Call) -> Iterator[ast.expr]:
    """Calls that copy or order lose that; calls on the table become nothing when their statement is dropped."""
    if isinstance(node.func, ast.Name) and node.func.id in ("sorted", "dict", "set", "list") and len(node.args) == 1:
        yield node.args[0]
    if isinstance(node.func, ast.Attribute) and node.func.attr == "copy":
        yield node.func.value


def broken_statements(node: ast.stmt) -> Iterator[ast.stmt]:
    """What may stand in the place of a statement to break it."""
    other: Any
    if isinstance(node, ast.If):
        other = copy.deepcopy(node)
        other.test = negated(other.test)
        yield other
        for always in (True, False):
            other = copy.deepcopy(node)
            other.test = ast.Constant(always)
            yield other
    elif isinstance(node, ast.While):
        other = copy.deepcopy(node)
        other.body = [*other.body, ast.Break()]
        yield other
    elif isinstance(node, ast.For):
        other = copy.deepcopy(node)
        other.body = [*other.body, ast.Break()]
        yield other
        yield ast.Pass()
    elif isinstance(node, ast.Return):
        yield ast.Pass()
        if node.value is not None and not (isinstance(node.value, ast.Constant) and node.value.value is False):
            yield ast.Return(None)
    elif isinstance(node, ast.Assign | ast.AugAssign | ast.Expr | ast.Delete):
        yield ast.Pass()


class Site(NamedTuple):
    """A statement or expression: what holds it, in which field, where there, and the function around it."""

    node: Any
    parent: ast.AST
    field: str
    place: int | None
    function: str

    def put(self, node: ast.AST) -> None:
        if self.place is None:
            setattr(self.parent, self.field, node)
        else:
            getattr(self.parent, self.field)[self.place] = node


def sites(parent: ast.AST, function: str = "") -> Iterator[Site]:
    """Every statement and expression that does something."""
    for name, held in ast.iter_fields(parent):
        for place, node in enumerate(held) if isinstance(held, list) else [(None, held)]:
            if not isinstance(node, ast.AST) or name in ("annotation", "returns", "decorator_list") or is_words(node):
                continue
            if isinstance(node, ast.stmt | ast.expr):
                yield Site(node, parent, name, place, function)
            yield from sites(node, node.name if isinstance(node, ast.FunctionDef) else function)


def is_words(node: ast.AST) -> bool:
    """A docstring: for people."""
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def mutants(source: str) -> list[Mutant]:
    """The module broken in one place at a time, in the order of its lines."""
    tree = ast.parse(source)
    seen = {ast.unparse(tree)}
    found = []
    for site in sites(tree):
        node = site.node
        for broken in broken_statements(node) if isinstance(node, ast.stmt) else broken_expressions(node):
            site.put(broken)
            text = ast.unparse(ast.fix_missing_locations(tree))
            site.put(node)
            if text not in seen:
                seen.add(text)
                found.append(Mutant(node.lineno, site.function, text))
    return sorted(found)


def change(whole: str, mutant: Mutant) -> tuple[str, str]:
    """What a mutant changes, with a few words around it: "function: as it is", "as it is broken"."""
    lines = [*difflib.ndiff(whole.splitlines(), mutant.source.splitlines())]
    gone, came = ([word for line in lines if line.startswith(mark) for word in line[2:].split()] for mark in "-+")
    while gone[CONTEXT:] and came[CONTEXT:] and gone[: CONTEXT + 1] == came[: CONTEXT + 1]:
        del gone[0], came[0]
    while gone[CONTEXT:] and came[CONTEXT:] and gone[-CONTEXT - 1 :] == came[-CONTEXT - 1 :]:
        del gone[-1], came[-1]
    return f"{mutant.function}: {' '.join(gone)}", " ".join(came)


class Breaks:
    """A plugin that plays the collected tests on each mutant instead of once."""

    status = 1

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        global collected
        collected = session.items
        if not session.testsfailed:
            self.status = break_each()
        return True


collected: list[pytest.Item] = []
"""The tests, imported once: each process that is forked has them."""


def noticed(source: str) -> bool:
    """Whether the tests fail on this source of the merge; tried in a process of its own."""
    child = os.fork()
    if child == 0:
        status = 1
        try:
            resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
            resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))
            for stream in (1, 2):
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream)
            put_in_place(source)
            status = int(tests_fail())
        finally:
            os._exit(status)
    return os.waitpid(child, 0)[1] != 0


def put_in_place(source: str) -> None:
    """Makes this the merge for all that have imported anything of it."""
    known = {name: value for name, value in vars(merge).items() if not name.startswith("__")}
    for name in known:
        delattr(merge, name)
    exec(compile(source, str(SOURCE), "exec"), vars(merge))
    for module in [*sys.modules.values()]:
        for name in vars(module).keys() & known.keys():
            if vars(module)[name] is known[name]:
                setattr(module, name, vars(merge)[name])


def tests_fail() -> bool:
    return any(
        report.failed
        for item, following in zip_longest(collected, collected[1:])
        for report in runtestprotocol(item, log=False, nextitem=following)
    )


def break_each() -> int:
    source = SOURCE.read_text("utf-8")
    broken = mutants(source)
    gc.freeze()
    with multiprocessing.get_context("fork").Pool(PROCESSES) as pool:
        if pool.apply(noticed, [source]):
            print("The tests fail on the merge as it is: fix that first.")
            return 1
        seen = pool.map(noticed, [one.source for one in broken], chunksize=1)
    whole = ast.unparse(ast.parse(source))
    survivors = {change(whole, one): one.line for one, known in zip(broken, seen, strict=True) if not known}
    unknown = survivors.keys() - EQUIVALENT.keys()
    stale = EQUIVALENT.keys() - survivors.keys()
    for what, line in survivors.items():
        if what in unknown:
            print(f"{SOURCE.relative_to(ROOT)}:{line}: no test notices\n    {what[0]}\n    {what[1]}")
    for what in sorted(stale):
        print(f"A test notices this, or it is gone; take it out of EQUIVALENT:\n    {what[0]}\n    {what[1]}")
    print(f"{len(broken)} mutants, {len(survivors)} unnoticed, {len(survivors) - len(unknown)} of them equivalent.")
    return 1 if unknown or stale else 0


def main() -> int:
    os.chdir(ROOT)
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    phases = [Phase.explicit, Phase.generate]
    settings.register_profile("mutants", derandomize=True, deadline=None, database=None, phases=phases)
    settings.load_profile("mutants")
    breaks = Breaks()
    options = ["-c", os.devnull, "--rootdir", str(ROOT), "--noconftest", "-p", "no:cacheprovider", "--assert", "plain"]
    pytest.main(["-s", "-qq", "--no-header", "--no-summary", *options, *TESTS], plugins=[breaks])
    return breaks.status


if __name__ == "__main__":
    sys.exit(main())
