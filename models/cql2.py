"""Reads filters in CQL2, text or JSON, into the JSON form: a tree of {"op", "args"}."""

from __future__ import annotations

import re
import threading
from typing import Any

from models.late import cql2

LONGEST = 16_000
"""The largest number of characters in a filter."""
DEEPEST = 40
"""The largest number of brackets or operators inside each other."""
MOST_OPERATORS = 500
"""The largest number of operators in a filter: a database nests a chain of OR as deeply as it is long."""
_DEEPEST_TREE = 2 * DEEPEST + 10
"""The largest number of lists and objects inside each other: two for each operator, and those of a geometry."""
_STACK_BYTES = 256 << 20
_QUOTED = re.compile(r"'(?:[^']|'')*'|\"[^\"]*\"")


class FilterError(ValueError):
    """The filter is not valid; the text says what is wrong and where."""


def read_filter(text: str, language: str) -> Any:
    """The tree of a filter in `cql2-text` or `cql2-json`. Raises FilterError."""
    if len(text) > LONGEST:
        raise FilterError(f"is longer than {LONGEST:,} characters")
    if language == "cql2-text":
        _check_brackets(text)
    tree = _with_room(cql2.parse_text if language == "cql2-text" else cql2.parse_json, text)
    _check_tree(tree)
    return tree


def _check_tree(tree: Any) -> None:
    """Measures a tree before anything calls itself for each of its levels. Raises FilterError."""
    operators, level = 0, [tree]
    for _ in range(_DEEPEST_TREE):
        operators += sum(isinstance(node, dict) and "op" in node for node in level)
        if operators > MOST_OPERATORS:
            raise FilterError(f"has more than {MOST_OPERATORS} operators")
        inner = [node.values() if isinstance(node, dict) else node for node in level if isinstance(node, dict | list)]
        level = [one for several in inner for one in several]
        if not level:
            return
    raise FilterError(f"has more than {DEEPEST} operators inside each other")


def _check_brackets(text: str) -> None:
    """Counts the brackets first, because the parser never ends if a bracket is not closed."""
    depth = 0
    bare = _QUOTED.sub(lambda quoted: " " * len(quoted[0]), text)
    for place, character in enumerate(bare, 1):
        depth += {"(": 1, "[": 1, ")": -1, "]": -1}.get(character, 0)
        if depth < 0:
            raise FilterError(f"has a closing bracket without an opening bracket at character {place}")
        if depth > DEEPEST:
            raise FilterError(f"has more than {DEEPEST} brackets inside each other at character {place}")
    if depth:
        raise FilterError("has a bracket that is not closed")


def _with_room(parse: Any, text: str) -> Any:
    """The tree that the parser makes of a text, in a thread with a large stack.

    The parser calls itself for each NOT and each sign. Many of them would overflow a normal stack and end the process.
    """
    made: list[Any] = []
    failed: list[str] = []

    def run() -> None:
        try:
            made.append(parse(text).to_json())
        except Exception as error:
            failed.append(_told(str(error)))

    before = threading.stack_size(_STACK_BYTES)
    try:
        thread = threading.Thread(target=run)
        thread.start()
    finally:
        threading.stack_size(before)
    thread.join()
    if failed:
        raise FilterError(failed[0])
    if made[0] is None:
        raise FilterError("is null")
    return made[0]


def _told(error: str) -> str:
    """The parser's message in one line. The original draws the text and points at a place."""
    place = re.search(r"--> (\d+):(\d+)", error)
    wanted = re.search(r"= (.*)", error)
    if place and wanted:
        return f"cannot be read at line {place[1]}, character {place[2]}: {wanted[1]}"[:300]
    return f"cannot be read: {' '.join(error.split())}"[:300]
