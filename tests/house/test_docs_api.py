"""The page "Using the API": its commands run as printed, on both databases."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.house.test_docs import run_as_printed, text


@pytest.mark.long
@pytest.mark.skipif(shutil.which("curl") is None, reason="the page asks with curl")
def test_the_page_of_the_api_can_be_typed_as_it_stands(tmp_path: Path, empty_database_url: str) -> None:
    blocks = re.findall(r"^```sh\n(.*?)^```", text("docs/api.md"), re.MULTILINE | re.DOTALL)
    printed = run_as_printed("\n".join(blocks), tmp_path, empty_database_url)
    for line in (
        "True",
        "0198b8e2-0000-7000-8000-000000000001 3-001M 12",
        "304",
        "applied",
        "precondition_failed",
        "event: find",
    ):
        assert line in printed.splitlines()
    assert printed.splitlines().count("True") == 2  # a mutation and a change that were sent twice
    assert '"outcome":"rejected"' in printed.replace(" ", "")
    assert "did you mean team?" in printed
