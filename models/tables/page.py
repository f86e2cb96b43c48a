"""The page about the tables, `docs/schema.md`, made of the tables and of the texts below their columns."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from types import ModuleType

from sqlalchemy import BigInteger, Column, Float, ForeignKeyConstraint, Index, Integer, LargeBinary, Table
from sqlmodel import SQLModel

from models.tables import figures, files, finds, log, operations, recovery, rules, webhooks

ROOMS = (operations, rules, log, recovery, finds, figures, files, webhooks)
"""In the order of the page."""

INTRODUCTION = """\
# The tables

Made by `python -m models.tables` from `models/tables/`: change it there. SQLite and PostgreSQL have the same tables.

- Every primary key, foreign key and index starts with `operation`: nothing leads from one operation to another.
- Text is canonical, so that it sorts and compares alike everywhere. An *instant* is UTC, `2022-08-19T14:03:11.000000Z`.
  A *day* is `2022-08-19`, in the operation's time zone. A *UUID* has small letters and dashes. *JSON* is text too:
  [decision 0018](decisions/0018-times-and-documents-are-text.md) says why.
- The log and the editions are never changed and never deleted. What is derived from the log can be made from it again:
  `minetally verify` does so, and compares.
- Where a column names a row of another table and no foreign key is shown,
  [decision 0017](decisions/0017-foreign-keys.md) says why.

## All tables

With the columns of their keys. A line to `operation` is only drawn from a table that names no other.
"""

KINDS = ((BigInteger, "bigint"), (Integer, "integer"), (Float, "double"), (LargeBinary, "bytes"))
"""Of a column; any other is text."""


def schema_page() -> str:
    """The whole page, Markdown."""
    parts = [INTRODUCTION, picture(), ""]
    for room in ROOMS:
        parts += [f"## {room.__name__.rpartition('.')[2].capitalize()}", "", _text_of(room), ""]
        parts += [line for model in models_of(room) for line in _section(model)]
    return "\n".join(parts).rstrip() + "\n"


def picture() -> str:
    """All tables with the columns of their keys, as Mermaid draws it."""
    tables = [_table(model) for room in ROOMS for model in models_of(room)]
    lines = ["```mermaid", "erDiagram"]
    for table in tables:
        columns = (f"{_kind(column)} {column.name} {_key(column)}" for column in table.columns if _key(column))
        lines += [f"    {table.name} {{", *(f"        {column}" for column in columns), "    }"]
    for table in tables:
        keys = _foreign_keys(table)
        to_others = [key for key in keys if key.referred_table.name not in ("operation", table.name)]
        for key in keys:
            if key.referred_table.name != "operation" or not to_others:
                one = "|o" if any(column.nullable for column in key.columns) else "||"
                lines.append(f'    {key.referred_table.name} {one}--o{{ {table.name} : "{key.column_keys[-1]}"')
    return "\n".join([*lines, "```"])


def models_of(room: ModuleType) -> list[type[SQLModel]]:
    """The tables of a module, in its order."""
    return [one for one in vars(room).values() if isinstance(one, type) and one.__module__ == room.__name__]


def column_texts(model: type[SQLModel]) -> dict[str, str]:
    """The text below each column of a table, where there is one."""
    (of_class,) = ast.parse(inspect.getsource(model)).body
    assert isinstance(of_class, ast.ClassDef)
    texts = {}
    for column, below in zip(of_class.body, of_class.body[1:], strict=False):
        if isinstance(column, ast.AnnAssign) and isinstance(column.target, ast.Name):
            texts[column.target.id] = _string(below)
    return {name: text for name, text in texts.items() if text}


def _string(statement: ast.stmt) -> str:
    value = statement.value if isinstance(statement, ast.Expr) else None
    return value.value if isinstance(value, ast.Constant) and isinstance(value.value, str) else ""


def _table(model: type[SQLModel]) -> Table:
    table: Table = model.__table__  # type: ignore[attr-defined]
    return table


def _text_of(documented: object) -> str:
    return inspect.getdoc(documented) or ""


def _kind(column: Column[object]) -> str:
    return next((name for kind, name in KINDS if isinstance(column.type, kind)), "text")


def _key(column: Column[object]) -> str:
    return ", ".join(name for name, holds in (("PK", column.primary_key), ("FK", bool(column.foreign_keys))) if holds)


def _foreign_keys(table: Table) -> list[ForeignKeyConstraint]:
    return sorted(table.foreign_key_constraints, key=lambda key: str(key.name))


def _section(model: type[SQLModel]) -> Iterator[str]:
    table, texts = _table(model), {"operation": "The operation.", **column_texts(model)}
    yield from (f"### {table.name}", "", _text_of(model), "")
    yield from ("| column | type | key | what it is |", "|---|---|---|---|")
    for column in table.columns:
        kind = f"{_kind(column)} or null" if column.nullable else _kind(column)
        yield f"| `{column.name}` | {kind} | {_key(column)} | {texts[column.name]} |"
    yield ""
    lines = [
        *map(_foreign_key, _foreign_keys(table)),
        *map(_index, sorted(table.indexes, key=lambda one: str(one.name))),
    ]
    yield from lines
    if lines:
        yield ""


def _foreign_key(key: ForeignKeyConstraint) -> str:
    mine, theirs = ", ".join(key.column_keys), ", ".join(element.column.name for element in key.elements)
    later = "; held at the commit" if key.deferrable else ""
    return f"- foreign key `{key.name}`: ({mine}) is ({theirs}) of a row of `{key.referred_table.name}`{later}"


def _index(index: Index) -> str:
    where = index.dialect_options["postgresql"]["where"]
    only = "" if where is None else f" where {where}"
    kind = "unique index" if index.unique else "index"
    columns = ", ".join(column.name for column in index.columns)
    return f"- {kind} `{index.name}`: ({columns}){only}; for {index.info['for']}"
