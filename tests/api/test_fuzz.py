"""Schemathesis finds nothing: what the document allows is answered as it says, what it forbids is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.databases import Databases, Kind
from tests.fuzz import fuzz

BOUNDARIES = ("--phases", "examples,coverage")
"""Every boundary of every field."""
HUNDREDS = [option for id in ("sync", "release_quarantined", "edit_find") for option in ("--exclude-operation-id", id)]
"""Each field of a find has its boundaries in each of these, hundreds of requests: `make fuzz` makes them."""
AT_RANDOM = ("--phases", "fuzzing,stateful", "--max-examples", "4")


@pytest.mark.long
@pytest.mark.parametrize(
    ("kind", "options"),
    [("sqlite", [*BOUNDARIES, *HUNDREDS]), ("postgresql", [*AT_RANDOM])],
    ids=["sqlite", "postgresql"],
)
async def test_schemathesis_finds_nothing(kind: Kind, options: list[str], databases: Databases, tmp_path: Path) -> None:
    url = databases.create(kind)
    run = await fuzz(url, tmp_path, *options, "--seed", "1")
    databases.drop(url)
    assert run.status == 0, run.output
    assert len(run.never_done()) < len(run.answered) / 4, f"hardly anything succeeded: {run.never_done()}"
