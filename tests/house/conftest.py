"""The pages and the bench are tried on SQLite in `make test`, and on PostgreSQL too in `make test-long`."""

from __future__ import annotations

from pathlib import Path

import pytest


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent) and "[postgresql" in item.name:
            item.add_marker(pytest.mark.long)
