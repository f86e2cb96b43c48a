"""Files that break what reads them, or never end: only the worker ends, and the answer says why."""

from __future__ import annotations

import io
import sqlite3
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy
import openpyxl
import pyarrow
import pyarrow.parquet
import pyogrio
import pytest
from shapely import Point

from api.heavy.allowance import OF_FILES
from tests.files.test_imports import post
from tests.service import Operation, create, refused

ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i AS fid, NULL AS geom FROM n"


def workbook_with_one_long_text(mebibytes: int) -> bytes:
    """A kilobyte a mebibyte: the text is the same letter again and again, and stands in its cell."""
    whole, made = io.BytesIO(), io.BytesIO()
    openpyxl.Workbook().save(whole)
    with zipfile.ZipFile(whole) as parts, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as longer:
        for part in parts.namelist():
            content = parts.read(part)
            if part.endswith("sheet1.xml"):
                cell = b'<row r="1"><c r="A1" t="inlineStr"><is><t>%s</t></is></c></row>' % (b"x" * (mebibytes << 20))
                content = content.replace(b"<sheetData></sheetData>", b"<sheetData>" + cell + b"</sheetData>")
                assert len(content) > mebibytes << 20
            longer.writestr(part, content)
    return made.getvalue()


def geopackage_without_end(path: Path, condition: str) -> bytes:
    """A layer that is a view of numbers, of which as many have rows as a condition says."""
    model, point = numpy.array(["PMN-2"], object), numpy.array([Point(46.5, 39.7).wkb], object)
    pyogrio.raw.write(
        path, point, [model], ["Model"], layer="finds", driver="GPKG", geometry_type="Point", crs="EPSG:4326"
    )
    with sqlite3.connect(path) as package:
        for (trigger,) in package.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            package.execute(f"DROP TRIGGER {trigger}")
        package.execute("ALTER TABLE finds RENAME TO others")
        package.execute(f"CREATE VIEW finds AS {ENDLESS} WHERE {condition}")
    package.close()
    return path.read_bytes()


async def test_a_workbook_with_one_endless_text_takes_no_more_memory_than_it_may(
    operation: Operation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.routes.imports.OF_FILES", replace(OF_FILES, memory_mib=400))
    problem = refused(await post(operation, workbook_with_one_long_text(300), dry_run=True), 413, "too_large")
    assert "400 MiB of memory" in problem["detail"]
    assert (await (await operation.enrol()).push(create()))[0]["outcome"] == "applied"


async def test_a_parquet_file_takes_the_memory_that_it_needs_and_no_more_than_it_may(
    operation: Operation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.routes.imports.OF_FILES", replace(OF_FILES, memory_mib=200, silent_s=300.0))
    for mebibytes, status in ((1, 200), (300, 413)):
        made = io.BytesIO()
        rows = {"marking": ["PMN-2"], "remark": ["x" * (mebibytes << 20)]}
        pyarrow.parquet.write_table(pyarrow.table(rows), made, compression="zstd")
        answer = await post(operation, made.getvalue(), name="finds.parquet", dry_run=True)
        assert answer.status_code == status, answer.text
    assert "200 MiB of memory" in refused(answer, 413, "too_large")["detail"]


async def test_a_layer_that_never_ends_is_ended(
    operation: Operation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.routes.imports.OF_FILES", replace(OF_FILES, silent_s=5.0))
    endless = geopackage_without_end(tmp_path / "a.gpkg", "i < 0")
    problem = refused(await post(operation, endless, dry_run=True), 413, "too_large")
    assert "within 5 s" in problem["detail"]
