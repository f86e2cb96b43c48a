"""The page of reports can be typed as it stands: the longest of the pages, in a file of its own, beside the others."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.house.test_docs import run_as_printed, text


@pytest.mark.long
@pytest.mark.skipif(shutil.which("curl") is None, reason="the tablets of the page send with curl")
def test_the_week_of_the_page_of_reports_can_be_typed_as_it_stands(tmp_path: Path, empty_database_url: str) -> None:
    blocks = re.findall(r"^```sh\n(.*?)^```", text("docs/reports.md"), re.MULTILINE | re.DOTALL)
    printed = " ".join(run_as_printed("\n".join(blocks), tmp_path, empty_database_url).split())
    assert "1,311 of 3-001M, all made in 2021, 15 to 22 August 2022, Lachin" in printed
    assert "8 m and 1 day apart" in printed
    assert "+14 since edition 1, revision 1: 1,324 to 1,338" in printed
    assert "+14 from edition 1, revision 1 to edition 1, revision 2: 1,324 to 1,338" in printed
    assert "log entries and 6 finds fit together." in printed
    assert {file.suffix for file in tmp_path.glob("week.*")} == {".pdf", ".xlsx", ".csv", ".geojson", ".json"}
