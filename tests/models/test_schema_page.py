"""The page about the tables is what the tables say, and says something of each column and each index."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Index
from sqlalchemy.sql.schema import ColumnCollectionConstraint
from sqlmodel import SQLModel

from models.tables.page import ROOMS, column_texts, models_of, picture, schema_page

MODELS = [model for room in ROOMS for model in models_of(room)]
PAGE = Path(__file__).parents[2] / "docs" / "schema.md"


def test_the_page_is_as_the_tables_are_now() -> None:
    assert PAGE.read_text("utf-8") == schema_page(), "write it anew: python -m models.tables"


def test_every_table_is_on_the_page() -> None:
    tables = SQLModel.metadata.tables
    assert {line.removeprefix("### ") for line in schema_page().splitlines() if line.startswith("### ")} == {*tables}
    assert {name for name in tables if f"    {name} {{" in picture()} == {*tables}


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_column_says_what_it_is_and_every_index_what_it_serves(model: type[SQLModel]) -> None:
    table = SQLModel.metadata.tables[str(model.__tablename__)]
    assert {*column_texts(model)} | {"operation"} == {*table.columns.keys()}
    assert [index.name for index in table.indexes if not index.info.get("for")] == []


def test_every_key_and_every_index_starts_with_the_operation() -> None:
    for table in SQLModel.metadata.tables.values():
        keys: list[ColumnCollectionConstraint | Index] = [table.primary_key, *table.indexes]
        keys += table.foreign_key_constraints
        assert {next(iter(key.columns)).name for key in keys} == {"operation"}, table.name
