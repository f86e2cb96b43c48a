"""Each file is opened by a program that people use, and says the total of the weekly report."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pandas
import pyarrow.parquet as pq
import pyogrio
import pytest
import shapely

from api.exports.forms import FORMS
from api.formats.xlsx import DoesNotFit
from models.columns import FIND_COLUMNS
from tests.exporting import WEEK, export_file, exported
from tests.service import LETTER, Json, Operation, create, delete, place

POSITIONS = (
    LETTER,
    {"crs": "EPSG:4326", "lat": 39.8, "lon": 46.6, "accuracy_m": 5},
    {"crs": "EPSG:32638", "easting": 634917, "northing": 4399329},
    {"crs": "MGRS", "mgrs": "38SPJ3591799329"},
)
NOTE = "Э, ə & <b>\"x\"</b>\u0001 'y'\nsecond line"


async def a_week(operation: Operation) -> list[Json]:
    """Four finds that count, one in each form of position, and three that do not; what was sent of the four."""
    tablet = await operation.enrol("Team 1")
    counted = [create(count=300 + n, position=position) for n, position in enumerate(POSITIONS)]
    counted[0]["set"] |= {"note": NOTE, "manufactured_year": 2021, "depth_cm": 12, "district": "Laçın"}
    counted[1]["set"] |= {"marking": "ПМН-2", "found_on": "2022-08-22"}
    gone = create(count=7, position=place(50))
    outside = [create(count=9, found_on=day, position=place(60)) for day in ("2022-08-14", "2022-08-23")]
    await tablet.push(*counted, gone, *outside, delete(gone["find_id"], count=7, position=place(50)))
    return [one["set"] for one in counted]


# What each program reads: count, longitude and latitude of each find


def by_gdal(path: Path) -> list[tuple[int, float, float]]:
    read = pyogrio.read_arrow(path)[1].to_pylist()
    return [(row["count"], row["lon"], row["lat"]) for row in read]


def of_frame(frame: pandas.DataFrame) -> list[tuple[int, float, float]]:
    return [(int(count), float(lon), float(lat)) for count, lon, lat in frame[["count", "lon", "lat"]].to_numpy()]


def by_duckdb(path: Path) -> list[tuple[Any, ...]]:
    return duckdb.execute(f"SELECT count, lon, lat FROM '{path}'").fetchall()


def of_imsma(path: Path) -> list[tuple[int, float, float]]:
    names = {"Device coordinates: longitude": "lon", "Device coordinates: latitude": "lat"}
    return of_frame(pandas.read_csv(path).rename(columns=names))


READERS: list[tuple[str, str, Callable[[Path], list[tuple[Any, ...]]]]] = [
    ("csv", "pandas", lambda path: of_frame(pandas.read_csv(path))),
    ("csv", "DuckDB", by_duckdb),
    ("xlsx", "pandas", lambda path: of_frame(pandas.read_excel(path))),
    ("gpkg", "GDAL", by_gdal),
    ("geojson", "GDAL", by_gdal),
    ("kml", "GDAL", by_gdal),
    ("parquet", "pandas", lambda path: of_frame(pandas.read_parquet(path))),
    ("parquet", "DuckDB", by_duckdb),
    ("ndjson", "pandas", lambda path: of_frame(pandas.read_json(path, lines=True))),
    ("ndjson", "DuckDB", by_duckdb),
    ("imsma", "pandas", of_imsma),
]


async def test_every_format_says_the_total_of_the_weekly_report(operation: Operation, tmp_path: Path) -> None:
    await a_week(operation)
    report = await operation.week()
    _, rows = await exported(operation, **WEEK)
    expected = sorted((row["count"], row["lon"], row["lat"]) for row in rows)
    assert {form for form, _, _ in READERS} == {*FORMS}
    for form, program, read in READERS:
        export, path = await export_file(operation, form, tmp_path, **WEEK)
        found = sorted(read(path))
        said = (export.finds, export.total, len(found), sum(count for count, _, _ in found))
        assert said == (report["finds"], report["total"]) * 2, (form, program)
        assert [count for count, _, _ in found] == [count for count, _, _ in expected]
        for (_, *there), (_, *here) in zip(found, expected, strict=True):
            assert there == pytest.approx(here, abs=1e-12), (form, program)


async def test_an_empty_export_is_still_a_file_that_opens(operation: Operation, tmp_path: Path) -> None:
    for form, program, read in READERS:
        if form != "ndjson":  # no line has no columns
            _, path = await export_file(operation, form, tmp_path)
            if (form, program) in (("geojson", "GDAL"), ("kml", "GDAL")):
                assert pyogrio.read_info(path)["features"] == 0
            else:
                assert read(path) == [], (form, program)


# Where each names the log entry that it stands on


async def test_a_geopackage_has_typed_columns_points_and_its_moment(operation: Operation, tmp_path: Path) -> None:
    sent = await a_week(operation)
    export, path = await export_file(operation, "gpkg", tmp_path, **WEEK)
    info = pyogrio.read_info(path, layer="finds")
    assert (info["crs"], info["geometry_type"], info["features"]) == ("EPSG:4326", "Point", 4)
    kinds = dict(zip(info["fields"], info["ogr_types"], strict=True))
    assert [*kinds] == [column.name for column in FIND_COLUMNS]
    ogr = {"text": "OFTString", "integer": "OFTInteger64", "number": "OFTReal"}
    ogr |= {"date": "OFTDate", "instant": "OFTDateTime"}
    assert kinds == {column.name: ogr[column.kind] for column in FIND_COLUMNS}
    about = info["dataset_metadata"]
    assert (about["seq"], about["epoch"], about["cursor"]) == (str(export.seq), export.epoch, export.cursor)
    assert json.loads(about["filters"]) == {"from": "2022-08-15", "to": "2022-08-22", "state": "live"}
    assert f"log entry {export.seq}: 4 finds, {export.total} in total" in info["layer_metadata"]["DESCRIPTION"]
    _, table = pyogrio.read_arrow(path)
    (noted,) = [row for row in table.to_pylist() if row["note"]]
    assert (noted["note"], noted["found_on"], noted["district"]) == (NOTE, date(2022, 8, 15), "Laçın")
    assert (noted["position_x"], noted["position_y"]) == (sent[0]["position"]["x"], sent[0]["position"]["y"])
    _, rows = await exported(operation, **WEEK)
    expected = {row["id"]: (row["lon"], row["lat"]) for row in rows}
    meta, _, points, (ids,) = pyogrio.raw.read(path, columns=["id"])
    assert meta["crs"] == "EPSG:4326"
    for id, point in zip(ids, shapely.from_wkb(points), strict=True):
        assert (point.x, point.y) == expected[id]


async def test_a_parquet_is_geoparquet_with_typed_columns_and_its_moment(operation: Operation, tmp_path: Path) -> None:
    await a_week(operation)
    export, path = await export_file(operation, "parquet", tmp_path, **WEEK)
    file = pq.ParquetFile(path)
    geo = json.loads(file.metadata.metadata[b"geo"])
    assert (geo["version"], geo["primary_column"]) == ("1.1.0", "geometry")
    point = geo["columns"]["geometry"]
    assert (point["encoding"], point["geometry_types"]) == ("WKB", ["Point"])
    assert point["crs"]["id"] == {"authority": "OGC", "code": "CRS84"}
    assert export.box is not None
    assert point["bbox"] == [*export.box]
    about = json.loads(file.metadata.metadata[b"minetally"])
    assert (about["seq"], about["cursor"], about["total"]) == (export.seq, export.cursor, export.total)
    described = duckdb.execute(f"DESCRIBE SELECT * FROM '{path}'").fetchall()
    kinds = {name: kind for name, kind, *_ in described}
    sql = {"text": "VARCHAR", "integer": "BIGINT", "number": "DOUBLE"}
    sql |= {"date": "DATE", "instant": "TIMESTAMP WITH TIME ZONE"}
    assert {name: kinds[name] for name in kinds if name != "geometry"} == {
        column.name: sql[column.kind] for column in FIND_COLUMNS
    }
    (row,) = [row for row in file.read().to_pylist() if row["note"]]
    assert (row["note"], row["created_made_at"]) == (NOTE, datetime(2022, 8, 16, 5, tzinfo=UTC))
    assert (row["geometry"][:5], len(row["geometry"])) == (b"\x01\x01\x00\x00\x00", 21)


async def test_a_workbook_has_real_numbers_and_dates_and_a_sheet_about_itself(
    operation: Operation, tmp_path: Path
) -> None:
    await a_week(operation)
    tablet = await operation.enrol("Team 2")
    await tablet.push(create(found_on="1890-01-01", note="=1+1", position=place(70)))
    export, path = await export_file(operation, "xlsx", tmp_path)
    workbook = openpyxl.load_workbook(path)
    assert workbook.sheetnames == ["Finds", "About"]
    names, *cells = workbook["Finds"].iter_rows()
    rows = [dict(zip([name.value for name in names], row, strict=True)) for row in cells]
    assert [*rows[0]] == [column.name for column in FIND_COLUMNS]
    old, first = rows[0], next(row for row in rows if row["count"].value == 300)
    assert (old["found_on"].value, old["note"].value, old["note"].data_type) == ("1890-01-01", "=1+1", "s")
    assert old["note"].quotePrefix
    assert (first["found_on"].value, first["created_made_at"].value) == (
        datetime(2022, 8, 15),
        datetime(2022, 8, 16, 5),
    )
    held = NOTE.replace("\u0001", "_x0001_")  # as a workbook writes what XML cannot hold
    assert (first["depth_cm"].value, first["position_x"].value, first["note"].value) == (12, 4401180, held)
    assert first["position_easting"].value is None
    about = {name: value for name, value in workbook["About"].iter_rows(values_only=True, max_row=9)}
    assert (about["seq"], about["cursor"], about["total"]) == (export.seq, export.cursor, export.total)
    assert workbook.custom_doc_props["seq"].value == export.seq  # type: ignore[attr-defined]


async def test_a_sheet_that_is_too_short_is_refused_before_anything_is_written(
    operation: Operation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await a_week(operation)
    monkeypatch.setattr("api.exports.workbook.MOST_ROWS", 3)
    with pytest.raises(DoesNotFit, match="a sheet holds 3 finds and there are 4: export fewer days"):
        await export_file(operation, "xlsx", tmp_path, **WEEK)
    assert os.listdir(tmp_path) == []


async def test_a_kml_names_its_moment_and_keeps_what_xml_can_hold(operation: Operation, tmp_path: Path) -> None:
    await a_week(operation)
    export, path = await export_file(operation, "kml", tmp_path, **WEEK)
    text = path.read_text()
    assert f"<name>Finds of lachin-2022, log entry {export.seq}</name>" in text
    assert f'<Data name="cursor"><value>{export.cursor}</value></Data>' in text
    info = pyogrio.read_info(path, layer="finds")
    kinds = dict(zip(info["fields"], info["ogr_types"], strict=True))
    assert (kinds["count"], kinds["position_x"], kinds["note"]) == ("OFTInteger", "OFTReal", "OFTString")
    assert {column.name for column in FIND_COLUMNS} - {*kinds} == set()
    _, table = pyogrio.read_arrow(path)
    rows = {row["count"]: row for row in table.to_pylist()}
    assert rows[300]["note"] == NOTE.replace("\u0001", "\ufffd")
    assert (rows[301]["Name"], rows[301]["found_on"]) == ("301 of ПМН-2", "2022-08-22")
    assert rows[301]["timestamp"].date() == date(2022, 8, 22)


async def test_geojson_opens_with_typed_columns(operation: Operation, tmp_path: Path) -> None:
    await a_week(operation)
    _, path = await export_file(operation, "geojson", tmp_path, **WEEK)
    _, table = pyogrio.read_arrow(path)
    (row,) = [row for row in table.to_pylist() if row["note"]]
    assert (row["note"], row["manufactured_year"], row["position_crs"]) == (NOTE, 2021, "EPSG:28408")
