"""Files as people really have them: what would be a silent wrong figure is a question, or is said."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import pytest
import shapely
from pyogrio.raw import write

from tests.exporting import export_file
from tests.files.test_imports import counts, post
from tests.service import LETTER, Json, Operation, answered, create, refused

HEADING = ["Model", "Category", "Quantity", "Date", "Latitude", "Longitude", "District", "Team"]


def find(n: int, quantity: Any = 1, day: Any = None, district: Any = "Lachin") -> list[Any]:
    return ["PMN-2", "AP", quantity, day or datetime(2022, 8, 15), 39.73 + n / 1000, 46.57, district, "Team 1"]


def saved(book: openpyxl.Workbook) -> bytes:
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def workbook(rows: Sequence[Sequence[Any]], change: Callable[[Any], None] = lambda sheet: None) -> bytes:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(list(row))
    change(book.active)
    return saved(book)


async def stored(operation: Operation) -> list[Json]:
    return sorted((await operation.finds()).values(), key=lambda one: one["location"]["lat"])


async def test_half_converted_days_are_a_question_and_either_answer_is_taken(operation: Operation) -> None:
    days = [datetime(2022, 10, 8), datetime(2022, 11, 8), datetime(2022, 12, 8), "13/08/2022", "15/08/2022"]
    content = workbook([HEADING, *(find(n, day=day) for n, day in enumerate(days))])
    problem = refused(await post(operation, content), 422, "invalid_value")
    (error,) = problem["errors"]
    assert (error["field"], error["code"]) == ("date_cells", "ambiguous")
    assert "10 August 2022, say date_cells=swapped" in error["remedy"]
    assert await operation.finds() == {}
    guess = answered(await post(operation, content, dry_run=True))
    assert [one["field"] for one in guess["open"]] == ["date_cells"]
    answered(await post(operation, content, {**guess["mapping"], "date_cells": "swapped"}))
    assert [one["found_on"][5:] for one in await stored(operation)] == ["08-10", "08-11", "08-12", "08-13", "08-15"]


async def test_a_number_of_the_row_is_no_count(operation: Operation) -> None:
    rows = [[n, *find(n)[:2], *find(n)[3:]] for n in range(1, 7)]
    content = workbook([["Number", *HEADING[:2], *HEADING[3:]], *rows])
    problem = refused(await post(operation, content), 422, "invalid_value")
    assert [one["field"] for one in problem["errors"]] == ["count"]


async def test_a_guess_that_may_be_something_else_is_sent_back_to_be_confirmed(operation: Operation) -> None:
    content = workbook([[*HEADING[:2], "Total", *HEADING[3:]], find(1, 12), find(2, 3)])
    problem = refused(await post(operation, content), 400, "unconfirmed_guess")
    assert [one["field"] for one in problem["errors"]] == ["count"]
    assert await operation.finds() == {}
    assert answered(await post(operation, content, problem["mapping"]))["total"] == 15


async def test_merged_cells_stand_for_each_of_their_rows_and_a_merged_count_for_the_first(operation: Operation) -> None:
    def merge(sheet: Any) -> None:
        for cells in ("G2:G4", "H2:H4", "C5:C6"):
            sheet.merge_cells(cells)

    rows = [HEADING, find(1), find(2, 2, district=None), find(3, 3, district=None), find(4, 10), find(5, None)]
    answer = answered(await post(operation, workbook(rows, merge)))
    assert answer["notes"] == ["3 merged cells stand for each of their rows, other than in a count."]
    assert counts(answer) == {"new": 4, "refused": 1}
    (refusal,) = [one for one in answer["listed"] if one["outcome"] == "refused"]
    assert "cell C6 holds a merged cell" in refusal["errors"][0]["detail"]
    assert [one["district"] for one in await stored(operation)] == ["Lachin"] * 4
    assert answer["total"] == 1 + 2 + 3 + 10


async def test_cells_without_a_value_are_named_and_never_stored(operation: Operation) -> None:
    rows = [HEADING, find(1, district="#N/A"), find(2, district='="Lac"&"hin"'), find(3, quantity="=1+2")]
    answer = answered(await post(operation, workbook(rows)))
    assert counts(answer) == {"new": 2, "refused": 1}
    told = [(one["outcome"], one["flags"][-1:], one["errors"][0]["detail"]) for one in answer["listed"]]
    assert told == [
        ("new", ["no_value"], "cell G2 holds #N/A"),
        ("new", ["no_value"], "cell G3 holds a formula whose value is not stored"),
        ("refused", [], "cell C4 holds a formula whose value is not stored"),
    ]
    assert [one["district"] for one in await stored(operation)] == [None, None]


async def test_the_only_sheet_with_finds_is_taken_and_of_several_one_must_be_named(operation: Operation) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.title = "Cover"
    book.active.append(["Report of week 33", None, "August"])
    hidden = book.create_sheet("Lists")
    hidden.sheet_state = "hidden"
    for words in (["Kind", "Code"], ["AP", "ap_mine"]):
        hidden.append(words)
    for row in (HEADING, find(1)):
        book.create_sheet("Week 33") if "Week 33" not in book.sheetnames else None
        book["Week 33"].append(row)
    answer = answered(await post(operation, saved(book)))
    assert (counts(answer), answer["format"]) == ({"new": 1}, "XLSX (sheet Week 33)")
    assert "Cover" in answer["notes"][0]
    assert "Lists (hidden" in answer["notes"][0]
    other = book.create_sheet("Week 34")
    for row in (HEADING, find(2), find(3)):
        other.append(row)
    problem = refused(await post(operation, saved(book)), 422, "unreadable_file")
    assert "file.sheet=NAME" in problem["detail"]
    assert "Week 33 (columns Model" in problem["detail"]
    mapping = answer["mapping"]
    mapping["file"]["sheet"] = "Week 34"
    assert counts(answered(await post(operation, saved(book), mapping))) == {"new": 2}


async def test_serial_numbers_and_moments_are_days_and_that_is_said(operation: Operation) -> None:
    content = "\n".join(
        [",".join(HEADING), *(f"PMN-2,AP,1,{day},39.73,46.57,,T" for day in ("44788", "2022-08-15T21:30:00Z"))]
    )
    answer = answered(await post(operation, content))
    assert sorted(one["found_on"] for one in (await operation.finds()).values()) == ["2022-08-15", "2022-08-16"]
    assert answer["notes"] == [
        'Column "Date": 1 times with a UTC offset are read as days of Asia/Baku.',
        'Column "Date": 1 serial numbers are read as days, as spreadsheets count them.',
    ]


@pytest.mark.parametrize("form", ["csv", "xlsx", "geojson", "ndjson", "gpkg", "parquet"])
async def test_an_export_that_comes_back_untouched_changes_nothing(
    operation: Operation, tmp_path: Path, form: str
) -> None:
    positions = [
        LETTER,
        {"crs": "EPSG:4326", "lat": 39.733186000000004, "lon": 46.570100000000004, "accuracy_m": 5.123456789012345},
        {"crs": "EPSG:32638", "easting": 634917.1234567891, "northing": 4399329},
        {"crs": "MGRS", "mgrs": "38SPJ3591799329"},
    ]
    made = [create(count=n + 1, position=position) for n, position in enumerate(positions)]
    made[0]["set"] |= {"note": "=1+1", "manufactured_year": 2021, "depth_cm": 12, "photos": ["a" * 64], "lot": "007"}
    await (await operation.enrol()).push(*made)
    _, path = await export_file(operation, form, tmp_path)
    answer = answered(await post(operation, path.read_bytes(), name=path.name))
    assert counts(answer) == {"same": 4}


async def test_a_dry_run_names_each_field_that_would_change_from_and_to(operation: Operation, tmp_path: Path) -> None:
    await (await operation.enrol()).push(create(count=12, district="Lachin"))
    _, path = await export_file(operation, "csv", tmp_path)
    changed = path.read_text(encoding="utf-8-sig").replace(",12,", ",15,", 1).replace("Lachin", "Laçın", 1)
    answer = answered(await post(operation, changed, dry_run=True))
    (row,) = answer["listed"]
    assert row["outcome"] == "changed"
    assert row["changes"] == [
        {"field": "count", "was": 12, "to": 15},
        {"field": "district", "was": "Lachin", "to": "Laçın"},
    ]


MAPPING: Json = {
    "columns": {
        "marking": "model", "count": "qty", "found_on": "day",
        "position_lat": "geometry_y", "position_lon": "geometry_x",
    },
    "constants": {"category": "ap_mine", "position_crs": "EPSG:4326"},
}  # fmt: skip
POINTS = shapely.to_wkb([shapely.Point(46.57, 39.73, 1250.0), shapely.Point(46.58, 39.74, 1250.0)])
FIELDS = {"model": ["PMN-2", "ПМН"], "qty": ["12", "3"], "day": ["2022-08-15", "2022-08-16"]}


def drawn(path: Path, driver: str) -> Path:
    """Two points with a height, in a format that GDAL writes."""
    data = [np.array(values, dtype=object) for values in FIELDS.values()]
    write(path, POINTS, data, [*FIELDS], driver=driver, geometry_type="Point Z", crs="EPSG:4326", encoding="utf-8")
    return path


def of_shapefile(folder: Path) -> bytes:
    drawn(folder / "finds.shp", "ESRI Shapefile")
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for part in sorted(folder.glob("finds.*")):
            archive.write(part, f"export/{part.name}")
    return content.getvalue()


def of_gdal(name: str, driver: str) -> Callable[[Path], bytes]:
    return lambda folder: drawn(folder / name, driver).read_bytes()


def of_kmz(folder: Path) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("doc.kml", of_gdal("finds.kml", "KML")(folder))
    return content.getvalue()


@pytest.mark.parametrize(
    "made",
    [
        of_shapefile,
        of_gdal("finds.kml", "KML"),
        of_kmz,
        of_gdal("finds.fgb", "FlatGeobuf"),
        of_gdal("finds.gpkg", "GPKG"),
        of_gdal("finds.geojsonl", "GeoJSONSeq"),
    ],
    ids=["shapefile", "kml", "kmz", "flatgeobuf", "geopackage", "geojsonseq"],
)
async def test_map_layers_of_every_kind_are_read_and_points_with_a_height_are_points(
    operation: Operation, tmp_path: Path, made: Callable[[Path], bytes]
) -> None:
    answer = answered(await post(operation, made(tmp_path), MAPPING))
    assert (counts(answer), answer["total"]) == ({"new": 2}, 15)
    assert [one["marking"] for one in await stored(operation)] == ["PMN-2", "ПМН"]
    assert {one["location"]["lon"] for one in await stored(operation)} == {46.57, 46.58}


async def test_waypoints_of_a_gpx_are_finds(operation: Operation) -> None:
    content = """<?xml version="1.0"?><gpx version="1.1" creator="GPS" xmlns="http://www.topografix.com/GPX/1/1">
    <wpt lat="39.73" lon="46.57"><ele>1250</ele><time>2022-08-15T21:30:00Z</time><name>PMN-2</name></wpt></gpx>"""
    columns = {"marking": "name", "found_on": "time", "position_lat": "geometry_y", "position_lon": "geometry_x"}
    mapping = {"columns": columns, "constants": {"category": "ap_mine", "count": 1, "position_crs": "EPSG:4326"}}
    assert counts(answered(await post(operation, content, mapping, name="garmin.gpx"))) == {"new": 1}
    ((_, one),) = (await operation.finds()).items()
    assert (one["marking"], one["found_on"]) == ("PMN-2", "2022-08-16")


async def test_what_is_not_read_is_told_with_advice_that_works(operation: Operation) -> None:
    for name, parts, advice in (
        ("a.ods", {"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}, "save it as XLSX or CSV"),
        ("a.xlsb", {"xl/workbook.bin": ""}, "save it as XLSX or CSV"),
        ("a.zip", {"one.shp": "", "two.shp": ""}, "one.shp, two.shp"),
        ("a.zip", {"readme.txt": ""}, "as XLSX, CSV or GeoPackage"),
    ):
        content = io.BytesIO()
        with zipfile.ZipFile(content, "w") as archive:
            for part, text in parts.items():
                archive.writestr(part, text)
        problem = refused(await post(operation, content.getvalue(), name=name), 422, "unreadable_file")
        assert advice in problem["detail"]
    for damaged in (b'{"a": 1}\n{"a": \n', b"[1]\n", b"PAR1 nothing more"):
        assert refused(await post(operation, damaged), 422, "unreadable_file")["detail"].isprintable()


async def test_a_workbook_at_the_root_of_its_archive_is_read(operation: Operation) -> None:
    moved = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook([HEADING, find(1)]))) as before, zipfile.ZipFile(moved, "w") as archive:
        for name in before.namelist():
            text = before.read(name)
            if name in ("[Content_Types].xml", "_rels/.rels"):
                text = text.replace(b"/xl/", b"/").replace(b'"xl/', b'"')
            if name == "xl/_rels/workbook.xml.rels":
                text = text.replace(b"/xl/", b"/")
            archive.writestr(name.removeprefix("xl/"), text)
    assert counts(answered(await post(operation, moved.getvalue()))) == {"new": 1}


async def test_what_refuses_most_rows_is_said_once_with_what_to_do(operation: Operation) -> None:
    rows = [["x" * 65, *find(n)[1:]] for n in range(30)]
    answer = answered(await post(operation, workbook([HEADING, *rows, find(31)]), dry_run=True))
    assert counts(answer) == {"new": 1, "refused": 30}
    (note,) = answer["notes"]
    assert note.startswith('marking (column "Model") refuses 30 of the first 31 rows')
    assert "name another column" in note
