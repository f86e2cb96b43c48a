"""The CSV for IMSMA has the fields that docs/imsma.md lists, filled as it says."""

from __future__ import annotations

import re
from pathlib import Path

import pandas
import pytest

from api.exports.imsma import COLUMNS, THEIRS
from models.find import FIELDS
from tests.exporting import WEEK, export_file
from tests.service import LETTER, Json, Operation, create, delete, place

PAGE = Path(__file__).parents[2] / "docs" / "imsma.md"


def test_the_page_lists_every_column_in_its_order() -> None:
    rows = re.findall(r"^\| `.*$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    listed = [[part.strip() for part in row.split("|")] for row in rows]
    assert [cells[1].strip("`") for cells in listed] == [field.name for field in COLUMNS]
    assert [cells[1].strip("`") for cells in listed if cells[2]] == [field.name for field in THEIRS]


def test_every_field_of_a_find_is_in_the_file() -> None:
    assert {*FIELDS} - {field.ours.strip("`") for field in COLUMNS} == {"district"}  # it is there, or the computed one


async def test_a_find_fills_the_fields_that_it_has(operation: Operation, tmp_path: Path) -> None:
    tablet = await operation.enrol("Team 1")
    known: Json = {"disposition": "destroyed", "depth_cm": 12, "condition": "rusted", "method": "detector"}
    by_grid: Json = {"position": {"crs": "MGRS", "mgrs": "38SPJ3491799329"}, "found_on": "2022-08-16"}
    await tablet.push(
        create(marking="З-001М", district="Laçın", **known), create(marking="=PMN", category="uxo", **by_grid)
    )
    _, path = await export_file(operation, "imsma", tmp_path, **WEEK)
    first, second = pandas.read_csv(path, dtype={"Device depth": "Int64"}).to_dict("records")
    assert [first[field.name] for field in THEIRS[:2]] == ["ap_mine", "3-001M"]
    assert [first[field.name] for field in THEIRS[2:4]] == pytest.approx([39.733186, 46.574427], abs=1e-6)
    assert [first[field.name] for field in THEIRS[4:]] == [12, "rusted", "destroyed", "Team 1", "detector"]
    assert (first["marking"], first["count"], first["class"], first["district"]) == ("З-001М", 12, "AP", "Laçın")
    assert (first["position_crs"], first["position_as_typed"]) == ("EPSG:28408", f"{LETTER['x']} {LETTER['y']}")
    assert (second["position_as_typed"], second["class"]) == ("38SPJ3491799329", "UXO")
    assert second["Device model"] == second["marking"] == "'=PMN"  # no spreadsheet takes it for a formula


async def test_what_has_changed_says_what_to_do_with_it(operation: Operation, tmp_path: Path) -> None:
    tablet = await operation.enrol("Team 1")
    stays, goes = create(position=place(1)), create(position=place(2))
    await tablet.push(goes)
    first, _ = await export_file(operation, "imsma", tmp_path, **WEEK)
    await tablet.push(delete(goes["find_id"], position=place(2)), stays)
    _, path = await export_file(operation, "imsma", tmp_path, first.cursor, **WEEK)
    frame = pandas.read_csv(path)
    assert frame.columns[-1] == "action"
    assert dict(zip(frame["id"], frame["action"], strict=True)) == {stays["find_id"]: "put", goes["find_id"]: "remove"}
