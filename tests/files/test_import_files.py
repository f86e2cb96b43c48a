"""Files as people have them: encodings, delimiters, headings, workbooks, map layers, and what is no table at all."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow
import pyogrio
import pytest
import shapely
import xlsxwriter

from api.imports.opened import table_of
from api.imports.table import Table
from models.imports.guess import guessed
from models.imports.mapping import FileReading, ImportMapping, with_settings
from models.imports.row import ImportedRow, RowReader
from models.problem import Refused

AZERI = "Model;Sayı;Rayon\nPMN-2;12;Laçın\nTM-62M;3;Ağdam\n"
RUSSIAN = "Модель;Кол-во;Район\nПМН-2;12;Лачинский\nТМ-62М;3;Агдамский\n"
SPANISH = "Modelo;Cantidad;Municipio\nPMN-2;12;Nariño\nTM-62M;3;Bogotá\n"


def written(folder: Path, content: str | bytes, name: str = "table.csv", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(content.encode(encoding) if isinstance(content, str) else content)
    return path


def workbook(folder: Path, rows: Iterable[Sequence[Any]], name: str = "table.xlsx") -> Path:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(list(row))
    book.save(folder / name)
    return folder / name


def table(path: Path, **reading: Any) -> Table:
    return table_of(path, FileReading(**reading))


def cells(found: Table) -> list[list[Any]]:
    return [list(row.cells) for row in found.rows()]


def refusal(path: Path, **reading: Any) -> str:
    """The sentence with which a file is refused, wherever in it that is."""
    with pytest.raises(Refused) as refused:
        cells(table(path, **reading))
    assert refused.value.code == "unreadable_file"
    return str(refused.value.document["detail"])


# CSV


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (AZERI, "utf-8"),
        (RUSSIAN, "utf-8-sig"),
        (RUSSIAN, "utf-16"),
        (RUSSIAN, "utf-16-le"),
        (AZERI, "utf-16-be"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "cp866"),
        (RUSSIAN, "koi8-r"),
        (AZERI, "cp1254"),
        (SPANISH, "latin-1"),
        (SPANISH, "cp1252"),
    ],
)
def test_the_encoding_is_found_out(tmp_path: Path, text: str, encoding: str) -> None:
    found = table(written(tmp_path, text, encoding=encoding))
    heading, *rows = text.splitlines()
    assert found.columns == heading.split(";")
    assert cells(found) == [row.split(";") for row in rows]


def test_the_first_accent_may_come_after_a_megabyte(tmp_path: Path) -> None:
    rows = "PMN;1;Lachin\n" * 100_000
    for encoding in ("utf-8", "cp1251"):
        found = table(written(tmp_path, f"Model;Qty;Place\n{rows}ПМН-2;3;Лачинский район\n", encoding=encoding))
        *_, last = found.rows()
        assert list(last.cells) == ["ПМН-2", "3", "Лачинский район"]


def test_an_encoding_that_is_named_is_taken_and_one_that_does_not_fit_says_so(tmp_path: Path) -> None:
    czech = written(tmp_path, "Model;Okres\nPMN;Žďár\n", encoding="cp1250")
    assert cells(table(czech, encoding="windows-1250")) == [["PMN", "Žďár"]]
    assert "is not in utf-8" in refusal(czech, encoding="utf-8")
    assert "is no encoding" in refusal(czech, encoding="klingon")
    assert "is no encoding" in refusal(czech, encoding="base64")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found_out(tmp_path: Path, delimiter: str) -> None:
    rows = [["Model", "Qty", "Note"], ["PMN", "12", "by the road, under a bush"], ["TM-62M", "3", "a; b"]]
    text = "\n".join(delimiter.join(f'"{cell}"' for cell in row) for row in rows)
    assert cells(table(written(tmp_path, text))) == rows[1:]


def test_decimal_commas_are_no_delimiters(tmp_path: Path) -> None:
    found = table(written(tmp_path, "lat;lon\n39,73;46,57\n39,74;46,58\n"))
    assert cells(found) == [["39,73", "46,57"], ["39,74", "46,58"]]


def test_columns_of_one_name_and_of_none_are_told_apart(tmp_path: Path) -> None:
    assert table(written(tmp_path, "Date,Date,,Date\n1,2,3,4\n")).columns == [
        "Date",
        "Date (2)",
        "column 3",
        "Date (3)",
    ]


def test_a_table_without_names_is_seen_and_its_columns_are_numbered(tmp_path: Path) -> None:
    found = table(written(tmp_path, "PMN,12,2022-08-15\nTM-62M,3,2022-08-16\n"))
    assert (found.header, found.columns) == (0, ["column 1", "column 2", "column 3"])
    assert len(cells(found)) == 2
    named = table(written(tmp_path, "PMN,12,2022-08-15\nTM-62M,3,2022-08-16\n"), header=1)
    assert len(cells(named)) == 1


def test_empty_rows_are_left_out_and_the_numbers_of_rows_are_those_of_the_file(tmp_path: Path) -> None:
    found = table(written(tmp_path, "Model,Qty\n\nPMN,12\n , \n,\nTM-62M,3\n\n"))
    assert [(row.number, list(row.cells)) for row in found.rows()] == [(3, ["PMN", "12"]), (6, ["TM-62M", "3"])]


def test_titles_above_the_names_are_passed_over(tmp_path: Path) -> None:
    found = table(written(tmp_path, "Report of August,,\n,,\nModel,Qty,Place\nPMN,12,Lachin\n"))
    assert (found.header, found.columns, cells(found)) == (3, ["Model", "Qty", "Place"], [["PMN", "12", "Lachin"]])


def test_three_hundred_columns_are_fine_and_ten_thousand_are_no_table(tmp_path: Path) -> None:
    wide = table(written(tmp_path, ",".join(f"c{n}" for n in range(300)) + "\n" + ",".join("x" * 300)))
    assert len(wide.columns) == 300
    assert "more than 1,000 columns" in refusal(written(tmp_path, ",".join("x" * 10_000)))


def test_a_gzipped_csv_is_read_and_one_that_is_cut_off_says_so(tmp_path: Path) -> None:
    zipped = gzip.compress(("Model;Qty\n" + "PMN;12\n" * 10_000).encode())
    assert len(cells(table(written(tmp_path, zipped, "table.csv.gz")))) == 10_000
    assert "ends in the middle" in refusal(written(tmp_path, zipped[:-20], "table.csv.gz"))


def test_a_quotation_mark_that_is_not_closed_names_its_row(tmp_path: Path) -> None:
    text = 'Model,Qty\nPMN,12\nTM-62M,"3\n' + "PMN,12\n" * 30_000
    assert refusal(written(tmp_path, text)).startswith("Row 3 cannot be read")


def test_a_line_without_an_end_is_refused_before_it_fills_the_memory(tmp_path: Path) -> None:
    assert "longer than 1,000,000" in refusal(written(tmp_path, gzip.compress(b"x" * 50_000_000), "bomb.csv.gz"))


# XLSX


def test_a_workbook_gives_days_as_days_and_numbers_as_numbers(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["Model", "Qty", "Date", "Text"],
        ["PMN", 12, datetime(2022, 8, 15), "16.08.2022"],
        [None] * 4,
        ["TM", 3.0],
    ]
    found = table(workbook(tmp_path, rows))
    assert [row.number for row in found.rows()] == [2, 4]
    assert cells(found)[0] == ["PMN", 12, datetime(2022, 8, 15), "16.08.2022"]
    mapping = ImportMapping(columns={"found_on": "Date"}, constants={"position": "39, 46", "category": "uxo"})
    for column, day in {"Date": "2022-08-15", "Text": "2022-08-16"}.items():
        given = with_settings(mapping, [f"found_on={column}", "marking=Model", "count=Qty"])
        row = RowReader(given, found.columns).read(2, cells(found)[0])
        assert isinstance(row, ImportedRow)
        assert row.fields["found_on"] == day


def test_a_sheet_is_chosen_by_its_name(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for name in ("Cover", "Finds"):
        book.create_sheet(name).append(["Model", name])
    book.save(tmp_path / "book.xlsx")
    assert table(tmp_path / "book.xlsx", sheet="Finds").columns == ["Model", "Finds"]
    assert "its sheets are Sheet, Cover, Finds" in refusal(tmp_path / "book.xlsx", sheet="Nowhere")
    assert "holds no rows" in refusal(tmp_path / "book.xlsx")


def test_a_broken_workbook_is_refused_with_a_sentence(tmp_path: Path) -> None:
    whole = small_workbook()
    assert "damaged" in refusal(written(tmp_path, whole[: len(whole) // 2], "half.xlsx"))
    for part in ("xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/sharedStrings.xml"):
        assert "damaged" in refusal(with_part(tmp_path, whole, part, b"<broken"))


def small_workbook() -> bytes:
    """As XlsxWriter and Excel make it: its texts are in a part of their own."""
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["Model", "Qty"])
    sheet.write_row(1, 0, ["PMN", 12])
    book.close()
    return made.getvalue()


def with_part(folder: Path, whole: bytes, part: str, content: bytes) -> Path:
    """A workbook in which one part is another."""
    path = folder / "changed.xlsx"
    with zipfile.ZipFile(io.BytesIO(whole)) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, content if name == part else source.read(name))
    return path


def test_a_workbook_that_inflates_to_gigabytes_is_refused_before_it_is_read(tmp_path: Path) -> None:
    whole = small_workbook()
    bomb = with_part(tmp_path, whole, "xl/sharedStrings.xml", bytes(300 * 1024 * 1024))
    assert bomb.stat().st_size < 1_000_000
    assert "inflates to more than is read here" in refusal(bomb)


def test_entities_that_grow_are_refused(tmp_path: Path) -> None:
    whole = small_workbook()
    laughs = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><sst>&b;</sst>'
    assert "damaged" in refusal(with_part(tmp_path, whole, "xl/sharedStrings.xml", laughs))


# Map layers


def geojson(folder: Path, features: list[Any], **more: Any) -> Path:
    return written(folder, json.dumps({"type": "FeatureCollection", "features": features, **more}), "layer.geojson")


def feature(x: float, y: float, **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "geometry": {"type": "Point", "coordinates": [x, y]}, "properties": properties}


def geopackage(folder: Path, crs: str, x: float, y: float, layer: str = "finds", append: bool = False) -> Path:
    given = {
        "geometry": pyarrow.array(shapely.to_wkb(shapely.points([x], [y]))),
        "marking": ["3-001M"],
        "count": pyarrow.array([12]),
        "found_on": pyarrow.array([date(2022, 8, 15)]),
        "category": ["ap_mine"],
    }
    path = folder / "layer.gpkg"
    how = {"driver": "GPKG", "geometry_name": "geometry", "geometry_type": "Point", "crs": crs, "append": append}
    pyogrio.write_arrow(pyarrow.table(given), path, layer=layer, **how)
    return path


def first_find(path: Path, **reading: Any) -> dict[str, Any]:
    """The find that the first row is by the guess."""
    found = table(path, **reading)
    row = RowReader(guessed(found.sample()), found.columns).read(2, cells(found)[0])
    assert isinstance(row, ImportedRow), row
    return row.fields


def test_geojson_gives_its_properties_and_its_points(tmp_path: Path) -> None:
    properties = {"marking": "3-001M", "count": 12, "found_on": "2022-08-15", "category": "AP mine", "lot": None}
    fields = first_find(geojson(tmp_path, [feature(46.574427, 39.733186, **properties), feature(1, 2)]))
    assert fields["position"] == {"crs": "EPSG:4326", "lat": 39.733186, "lon": 46.574427}
    assert (fields["marking"], fields["count"], fields["found_on"]) == ("3-001M", 12, "2022-08-15")
    assert (fields["category"], fields["lot"]) == ("ap_mine", None)


@pytest.mark.parametrize(
    ("crs", "x", "y", "position"),
    [
        ("EPSG:28408", 8635076, 4401180, {"crs": "EPSG:28408", "x": 4401180, "y": 8635076}),
        ("EPSG:32638", 634917, 4399329, {"crs": "EPSG:32638", "easting": 634917, "northing": 4399329}),
        ("EPSG:4326", 46.574427, 39.733186, {"crs": "EPSG:4326", "lat": 39.733186, "lon": 46.574427}),
    ],
)
def test_in_a_geopackage_x_is_east_whatever_its_coordinate_system_says(
    tmp_path: Path, crs: str, x: float, y: float, position: dict[str, Any]
) -> None:
    assert first_find(geopackage(tmp_path, crs, x, y))["position"] == position


def test_one_of_several_layers_is_named(tmp_path: Path) -> None:
    geopackage(tmp_path, "EPSG:4326", 46, 39)
    path = geopackage(tmp_path, "EPSG:28408", 8635076, 4401180, layer="sk42", append=True)
    assert "the file has finds, sk42" in refusal(path)
    assert first_find(path, layer="sk42")["position"]["crs"] == "EPSG:28408"


def test_what_is_no_point_refuses_its_row(tmp_path: Path) -> None:
    line = {"type": "LineString", "coordinates": [[46, 39], [47, 40]]}
    found = table(geojson(tmp_path, [feature(46, 39, a=1), {"type": "Feature", "geometry": line, "properties": {}}]))
    assert [row[-2:] for row in cells(found)] == [[46.0, 39.0], ["a LineString", "a LineString"]]


def test_a_broken_map_layer_is_refused_with_a_sentence_that_names_no_folder(tmp_path: Path) -> None:
    whole = geojson(tmp_path, [feature(46, 39, a=n) for n in range(2000)]).read_bytes()
    package = geopackage(tmp_path, "EPSG:4326", 46, 39).read_bytes()
    for path in (
        written(tmp_path, whole[: len(whole) // 2], "half.geojson"),
        written(tmp_path, b'{"type": "Topology"}', "other.json"),
        written(tmp_path, b"{}", "empty.json"),
        written(tmp_path, b'{"type": "Feature"', "broken.json"),
        written(tmp_path, package[:200] + bytes(20_000), "half.gpkg"),
    ):
        assert str(tmp_path) not in refusal(path)


# What is no table


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "is empty"),
        (b"\n\n ,\n", "holds no rows"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "is a web page"),
        (b'\xef\xbb\xbf<?xml version="1.0"?><Workbook/>', "is a web page or XML"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "of the old kind"),
        (b"%PDF-1.7", "is a PDF"),
        (b"just a letter\nto somebody\n", "has one column"),
    ],
)
def test_what_is_no_table_is_told_apart_by_what_is_in_it(tmp_path: Path, content: bytes, why: str) -> None:
    assert why in refusal(written(tmp_path, content, "table.xls"))


def test_another_zip_archive_is_no_workbook(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "table.zip", "w") as archive:
        archive.writestr("table.csv", "a,b\n1,2\n")
    assert "a ZIP archive that holds table.csv" in refusal(tmp_path / "table.zip")
