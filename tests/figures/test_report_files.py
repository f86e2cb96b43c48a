"""Reports and editions as files over HTTP: in the form that was asked for, and the same figures in each."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import httpx
import openpyxl
import pypdf
import pytest

from tests.service import Json, Operation, answered, create, edit, new_id, place, refused

pytestmark = pytest.mark.alike

MEDIA_TYPES = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "geojson": "application/geo+json",
}
PERIOD: dict[str, Any] = {"from": "2022-08-15", "to": "2022-08-22"}
WEEKLY, EDITION = "/v1/reports/weekly", "/v1/editions/1"
TEAM, TABLET, DISTRICT = "=HYPERLINK(1)", "+Планшет 2", '@Kəlbəcər, "İstisu"'
GROUPINGS = ("type", "category", "day", "district", "team", "device")


async def a_week(operation: Operation) -> dict[int, str]:
    """Finds of all kinds, with two disputes and an unknown marking; gives the ids by count."""
    one, other = await operation.enrol("Команда 1", "Tablet 1"), await operation.enrol(TEAM, TABLET)
    finds = [
        create(count=991, manufactured_year=2021, district="Lachin"),
        create(count=300, marking="З-001М", position=place(1), found_on="2022-08-18", manufactured_year=2021),
        create(count=5, marking="TM-62M", category="av_mine", position=place(2), district=DISTRICT),
        create(count=7, marking="=zz+9", category="uxo", position={"crs": "EPSG:4326", "lat": 39.9, "lon": 46.9}),
        create(count=20, position=place(4), found_on="2022-08-22"),
        create(count=64, position=place(5), found_on="2022-08-23"),
    ]
    ids: dict[int, str] = {find["set"]["count"]: find["find_id"] for find in finds}
    await one.push(*finds[:2], edit(ids[991], count=(991, 995)))
    await other.push(*finds[2:], edit(ids[991], count=(991, 993)), edit(ids[300], district=(None, "'Şuşa'")))
    await one.push(edit(ids[300], district=(None, "Lachin")))
    return ids


async def publish(operation: Operation) -> Json:
    edition: Json = answered(await operation.call("POST", "/v1/editions", {"id": new_id(), **PERIOD}), 201)
    return edition


async def asked(operation: Operation, path: str = WEEKLY, accept: str | None = None, **query: Any) -> httpx.Response:
    """The answer for the week, or for an edition."""
    headers = {} if accept is None else {"Accept": accept}
    period = PERIOD if path == WEEKLY else {}
    return await operation.call("GET", path, None, headers=headers, **{**period, **query})


async def file(operation: Operation, path: str, form: str, **query: Any) -> bytes:
    response = await asked(operation, path, format=form, **query)
    assert (response.status_code, response.headers["content-type"]) == (200, MEDIA_TYPES[form])
    return response.content


async def report_of(operation: Operation, path: str) -> Json:
    answer: Json = json.loads(await file(operation, path, "json"))
    report: Json = answer if path == WEEKLY else answer["report"]
    return report


def csv_rows(written: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(written.decode("utf-8-sig"), newline="")))


def sheet_rows(written: bytes, name: str) -> list[Json]:
    sheet = openpyxl.load_workbook(io.BytesIO(written))[name]
    heading, *rows = sheet.iter_rows(values_only=True)
    return [{str(title): value for title, value in zip(heading, row, strict=True)} for row in rows]


# Which form


async def test_format_names_the_form_and_the_file_is_called_after_what_is_in_it(operation: Operation) -> None:
    await a_week(operation)
    await publish(operation)
    for path, name in ((WEEKLY, ""), (EDITION, "-edition-1-1")):
        for form, media_type in MEDIA_TYPES.items():
            response = await asked(operation, path, format=form)
            assert (response.status_code, response.headers["content-type"]) == (200, media_type)
            assert "Accept" in response.headers["vary"].split(",")
            named = f'attachment; filename="minetally-lachin-2022-2022-08-15-2022-08-22{name}.{form}"'
            assert response.headers.get("content-disposition") == (None if form == "json" else named)


async def test_accept_names_the_form_when_format_does_not(operation: Operation) -> None:
    await publish(operation)
    for accept, form in (
        (None, "json"),
        ("*/*", "json"),
        ("application/*", "json"),
        ("text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8", "json"),
        ("text/*", "csv"),
        ("TEXT/CSV", "csv"),
        ("text/csv; charset=utf-8", "csv"),
        ("text/csv;q=0.4, application/geo+json;q=0.5", "geojson"),
        ("text/csv;q=0.4, application/json;q=0.39", "csv"),
        ("*/*;q=0.1, application/geo+json", "geojson"),
        ("*/*, application/geo+json", "geojson"),
        ("image/png, application/pdf;q=0.1", "pdf"),
        ("application/json;q=0, text/csv;q=0.1", "csv"),
        (MEDIA_TYPES["xlsx"], "xlsx"),
    ):
        for path in (WEEKLY, EDITION):
            response = await asked(operation, path, accept)
            assert (response.status_code, response.headers["content-type"]) == (200, MEDIA_TYPES[form]), accept


async def test_an_accept_that_names_no_form_is_refused_unless_format_names_one(operation: Operation) -> None:
    await publish(operation)
    for path in (WEEKLY, EDITION):
        for accept in ("image/png", "text/html", "json", "application/geo+json+x, text/plain;q=1"):
            problem = refused(await asked(operation, path, accept), 406, "not_acceptable")
            assert "text/csv" in problem["detail"]
        response = await asked(operation, path, "image/png", format="csv")
        assert response.headers["content-type"] == MEDIA_TYPES["csv"]
        response = await asked(operation, path, "application/pdf", format="json")
        assert response.headers["content-type"] == MEDIA_TYPES["json"]


async def test_a_form_of_quality_0_is_not_acceptable(operation: Operation) -> None:
    refused(await asked(operation, accept="text/csv;q=0"), 406, "not_acceptable")
    response = await asked(operation, accept="application/json;q=0, */*")
    assert response.headers["content-type"] != MEDIA_TYPES["json"]


async def test_a_format_that_there_is_not_is_refused_by_its_name(operation: Operation) -> None:
    for path in (WEEKLY, EDITION, "/v1/reports/season"):
        problem = refused(await asked(operation, path, "text/csv", format="docx"), 400, "invalid_request")
        assert [error["field"] for error in problem["errors"]] == ["format"]


# The same figures


@pytest.mark.parametrize("path", [WEEKLY, EDITION])
async def test_every_file_adds_up_to_the_total(operation: Operation, path: str) -> None:
    await a_week(operation)
    await publish(operation)
    report = await report_of(operation, path)
    assert (report["total"], report["finds"]) == (1327, 5)
    assert report["disputed"] == {"conflicts": 1, "low": 1325, "high": 1329}

    rows = csv_rows(await file(operation, path, "csv"))
    totals = {name: [int(row["total"]) for row in rows if row["grouping"] == name] for name in (*GROUPINGS, "find")}
    assert {name: sum(of) for name, of in totals.items()} == dict.fromkeys((*GROUPINGS, "find"), 1327)
    assert (rows[0]["grouping"], rows[0]["total"], rows[0]["finds"]) == ("total", "1327", "5")
    assert (rows[0]["disputed_low"], rows[0]["disputed_high"], rows[0]["conflicts"]) == ("1325", "1329", "1")

    workbook = await file(operation, path, "xlsx")
    cover = {row["report"]: row["lachin-2022"] for row in sheet_rows(workbook, "Report")}
    assert (cover["total"], cover["finds"], cover["lowest total"], cover["highest total"]) == (1327, 5, 1325, 1329)
    for name in GROUPINGS:
        of_sheet = [(row["total"], row["finds"]) for row in sheet_rows(workbook, f"By {name}")]
        assert of_sheet == [(row["total"], row["finds"]) for row in report[f"by_{name}"]]
        assert sum(total for total, _ in of_sheet) == 1327
    assert sum(row["count"] for row in sheet_rows(workbook, "Finds")) == 1327
    disputes = [(row["field"], row["accepted"], row["offered"]) for row in sheet_rows(workbook, "Disputes")]
    assert sorted(disputes) == [("count", 995, 993), ("district", "'Şuşa'", "Lachin")]

    collection = json.loads(await file(operation, path, "geojson"))
    assert (collection["total"], collection["finds"]) == (1327, len(collection["features"]))
    assert sum(feature["properties"]["count"] for feature in collection["features"]) == 1327

    pages = pypdf.PdfReader(io.BytesIO(await file(operation, path, "pdf"))).pages
    text = " ".join(pages[0].extract_text().split())
    assert len(pages) == 1
    for words in ("1,327", "in 5 finds", "1,325 to 1,329", "Lachin", DISTRICT, "=zz+9"):
        assert words in text, words
    assert ("Edition 1, revision 1" in text) is (path == EDITION)


async def test_every_name_stays_as_it_was_typed_and_none_is_run(operation: Operation) -> None:
    await a_week(operation)
    report = await report_of(operation, WEEKLY)
    assert {row["team"] for row in report["by_team"]} == {"Команда 1", TEAM}
    assert {row["district"] for row in report["by_district"]} == {"Lachin", DISTRICT, "'Şuşa'", None}
    assert [row["known"] for row in report["by_type"] if row["type"] == "=ZZ+9"] == [False]

    rows = csv_rows(await file(operation, WEEKLY, "csv"))
    for name, typed in (("team", TEAM), ("district", DISTRICT), ("type", "=ZZ+9")):
        assert [row["key"] for row in rows if row["grouping"] == name and typed in row["key"]] == [f"'{typed}"]
    assert "Команда 1" in {row["key"] for row in rows}
    assert "'" + TABLET in {row["label"] for row in rows if row["grouping"] == "device"}

    workbook = openpyxl.load_workbook(io.BytesIO(await file(operation, WEEKLY, "xlsx")))
    kinds = {
        cell.value: cell.data_type for sheet in workbook for row in sheet for cell in row if cell.value is not None
    }
    assert {kinds[typed] for typed in (TEAM, TABLET, DISTRICT, "=ZZ+9", "=zz+9", "Команда 1", "'Şuşa'")} == {"s"}
    assert "f" not in kinds.values()

    features = json.loads(await file(operation, WEEKLY, "geojson"))["features"]
    found = {feature["properties"]["count"]: feature["properties"] for feature in features}
    assert (found[5]["team"], found[5]["device"], found[5]["district"]) == (TEAM, TABLET, DISTRICT)
    assert (found[7]["type"], found[7]["marking"]) == ("=ZZ+9", "=zz+9")


async def test_a_file_has_the_groupings_and_the_moment_that_were_asked_for(operation: Operation) -> None:
    ids = await a_week(operation)
    then = (await operation.week())["as_of"]["time"]
    wanted: Json = {"group_by": "team,day", "since": "2022-08-01", "as_of": then}
    before = {form: await file(operation, WEEKLY, form, **wanted) for form in MEDIA_TYPES}
    answered(await operation.change(ids[5], deleted=True))
    assert {form: await file(operation, WEEKLY, form, **wanted) for form in MEDIA_TYPES} == before
    rows = csv_rows(before["csv"])
    assert {row["grouping"] for row in rows} == {"total", "team", "day", "find"}
    assert {row["as_of"] for row in rows} == {then}
    assert {row["report"] for row in sheet_rows(before["xlsx"], "Report")} > {"in all"}


# Editions never change


async def everything_changes(operation: Operation, ids: dict[int, str]) -> None:
    """Finds, conflicts, duplicates, the catalogue, the districts and the tablets are others from now on."""
    tablet = await operation.enrol("Team 3")
    await tablet.push(edit(ids[300], marking=("З-001М", "PMN")), create(count=500), create(count=5, position=place(2)))
    answered(await operation.change(ids[20], deleted=True))
    for conflict in await operation.items("/v1/conflicts", find_id=ids[991]):
        answered(await operation.resolve(conflict["id"], 993))
    (pair,) = await operation.items("/v1/duplicates", find_id=ids[991])
    same = {"id": new_id(), "decision": "same", "survivor": next(id for id in pair["find_ids"] if id != ids[991])}
    answered(await operation.call("POST", f"/v1/duplicates/{pair['id']}/decision", same))
    alias = {"id": new_id(), "marking": "=zz+9", "reason": "looked again"}
    answered(await operation.call("POST", "/v1/types/3001M/aliases", alias))
    described = {"id": new_id(), "marking": "TM-62M", "name": "another name", "category": "ap_mine"}
    answered(await operation.call("POST", "/v1/types", described))
    ring = [[46, 39], [47, 39], [47, 40], [46, 40], [46, 39]]
    area = {"kind": "district", "name": "Zəngilan", "geometry": {"type": "Polygon", "coordinates": [ring]}}
    answered(await operation.call("POST", "/v1/areas", area), 201)
    for device in await operation.items("/v1/devices"):
        answered(await operation.call("POST", f"/v1/devices/{device['id']}/retirement"), 204)
    roster = {"id": new_id(), "days": ["2022-08-15"], "teams": [(await operation.items("/v1/teams"))[0]["name"]]}
    answered(await operation.call("PUT", "/v1/roster", roster))


async def test_an_edition_is_the_same_bytes_however_often_and_whatever_has_changed(operation: Operation) -> None:
    ids = await a_week(operation)
    first = await publish(operation)
    before = {form: await file(operation, EDITION, form, revision=1) for form in MEDIA_TYPES}
    assert {form: await file(operation, EDITION, form, revision=1) for form in MEDIA_TYPES} == before
    newest = {form: await file(operation, EDITION, form) for form in MEDIA_TYPES}
    assert newest == before
    await everything_changes(operation, ids)
    assert {form: await file(operation, EDITION, form) for form in MEDIA_TYPES} == before
    assert (await publish(operation))["report"]["total"] not in (0, first["report"]["total"])
    assert {form: await file(operation, EDITION, form, revision=1) for form in MEDIA_TYPES} == before
    for form, content in newest.items():
        assert await file(operation, EDITION, form) != content, form
    assert first["sha256"] in before["json"].decode()
    assert {row["sha256"] for row in csv_rows(before["csv"])} == {first["sha256"]}
