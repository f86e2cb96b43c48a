"""The page of imports can be typed as it stands."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from models.find import FIELDS
from models.imports.mapping import POSITION_TARGETS, ImportMapping, with_settings
from tests.house.test_docs import run_as_printed, text


@pytest.mark.long
@pytest.mark.skipif(not (shutil.which("curl") and shutil.which("iconv")), reason="the page uses curl and iconv")
def test_the_page_of_imports_can_be_typed_as_it_stands(tmp_path: Path, empty_database_url: str) -> None:
    blocks = re.findall(r"^```sh\n(.*?)^```", text("docs/import.md"), re.MULTILINE | re.DOTALL)
    printed = " ".join(run_as_printed("\n".join(blocks), tmp_path, empty_database_url).split())
    assert "CSV (cp1251, semicolon)" in printed
    assert "Played and undone: 4 rows, 2 new finds" in printed
    assert "Imported: 4 rows, 2 new finds" in printed
    assert "24 of 3-001M, 15 to 22 August 2022" in printed
    assert "Imported: 2 rows, 2 new finds" in printed
    assert "same 2 imported before refused 2 refused total +0 pieces" in printed
    assert "and 4 finds fit together." in printed
    assert "2 rows, 2 imported before" in printed


def test_each_setting_of_the_page_can_be_said() -> None:
    rows = re.findall(r"^\| (`.*) \| .* \|$", text("docs/import.md"), re.MULTILINE)
    settings = [setting for row in rows for setting in re.findall(r"`([^`]+)`", row)]
    assert len(settings) > 15
    with_settings(ImportMapping(), settings)
    named = {setting.partition("=")[0] for setting in settings}
    assert named >= {f"position_{name}" for name in ("lat", "lon", "x", "y", "easting", "northing", "mgrs")}
    assert {*POSITION_TARGETS} - named == {"position_crs", "position_accuracy_m"}
    assert {*FIELDS} - {"position"} == {*re.findall(r"^\| (\w+) \|", text("docs/import.md"), re.MULTILINE)} - {
        "field",
        "setting",
    }
