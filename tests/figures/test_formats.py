"""The report as files: that each adds up to it, says what it stands on, and does nothing that nobody asked for."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any

import openpyxl
import pypdf
import pytest

from api.formats.chart import bars, chart_svg
from api.formats.csv_report import COLUMNS, as_csv
from api.formats.geojson import as_geojson
from api.formats.map_sketch import map_sketch
from api.formats.pdf import as_pdf
from api.formats.publication import FiguresDisagree, Publication
from api.formats.xlsx import as_xlsx
from models.find import class_of
from models.marking import marking_key

Json = dict[str, Any]

LETTER: Json = {"crs": "EPSG:28408", "x": 4401180, "y": 8635076}
AT = "2022-08-23T04:00:00.000000Z"
HASH = "0123456789abcdef" * 4
URL = "https://minetally.example/v1/editions/1?revision=2"


def a_find(n: int = 1, **values: Any) -> Any:
    """The nth find: twelve pieces at the place of the letter."""
    return {
        "find_id": f"00000000-0000-7000-8000-{n:012d}",
        "version": 1,
        "seq": n,
        "found_on": "2022-08-15",
        "type": marking_key(values.get("marking", "3-001M")),
        "marking": "3-001M",
        "category": "ap_mine",
        "count": 12,
        "manufactured_year": 2021,
        "district": "Lachin",
        "team": "Team 1",
        "device": "Tablet 1",
        "device_id": "00000000-0000-7000-8000-0000000000d1",
        "person": None,
        "position": LETTER,
        "lat": 39.733186,
        "lon": 46.574427,
        "accuracy_m": None,
        "transform": "EPSG:15865",
        "made_at": "2022-08-15T17:20:00+04:00",
        "received_at": "2022-08-16T15:02:11.418203Z",
        "conflicts": [],
        **values,
    }


def a_dispute(**values: Any) -> Any:
    """An open conflict: 14 stands, Team 2 says 15."""
    return {
        "conflict_id": "00000000-0000-7000-8000-0000000000c1",
        "find_id": "00000000-0000-7000-8000-000000000001",
        "field": "count",
        "found_on": "2022-08-17",
        "accepted": 14,
        "offers": [{"value": 15, "team": "Team 2", "device": "Tablet 3", "made_at": "2022-08-17T09:00:00+04:00"}],
        "opened_seq": 1839,
        **values,
    }


def summed(finds: list[Any], *names: str) -> list[tuple[tuple[Any, ...], int, int]]:
    """Key, total and number of finds of each group, greatest first."""
    totals: Counter[tuple[Any, ...]] = Counter()
    numbers: Counter[tuple[Any, ...]] = Counter()
    for find in finds:
        key = tuple(find[name] for name in names)
        totals[key] += find["count"]
        numbers[key] += 1
    return sorted(((key, totals[key], numbers[key]) for key in totals), key=lambda row: (-row[1], repr(row[0])))


def a_report(finds: list[Any], first: str = "2022-08-15", last: str = "2022-08-22", **values: Any) -> Any:
    """What the service would answer for these finds."""
    days = (date.fromisoformat(last) - date.fromisoformat(first)).days + 1
    total = sum(find["count"] for find in finds)

    def rows(name: str, of: str, disputed: bool = True) -> list[Any]:
        return [
            {name: key, "total": n, "finds": m, **({"disputed": undisputed(n)} if disputed else {})}
            for (key,), n, m in summed(finds, of)
        ]

    by_type = []
    for (key, category), n, m in summed(finds, "type", "category"):
        years = {
            year: sum(find["count"] for find in finds if (find["type"], find["manufactured_year"]) == (key, year))
            for year in sorted({find["manufactured_year"] or 0 for find in finds if find["type"] == key})
        }
        named = next(find["marking"] for find in finds if find["type"] == key)
        by_type.append(
            {
                "type": key,
                "marking": named,
                "category": category,
                "class": class_of(category),
                "known": True,
                "manufactured": {str(year): pieces for year, pieces in years.items() if year},
                "manufactured_unknown": n - sum(pieces for year, pieces in years.items() if year),
                "total": n,
                "finds": m,
                "disputed": undisputed(n),
            }
        )
    before = date.fromisoformat(first)
    return {
        "operation": "lachin-2022",
        "period": {"from": first, "to": last, "days": days, "iso_week": None},
        "as_of": {"seq": 1841, "time": AT},
        "total": total,
        "finds": len(finds),
        "completeness": {"expected": 7, "reported": 7, "share": 1.0},
        "by_type": by_type,
        "by_category": [{"class": class_of(row["category"]), **row} for row in rows("category", "category")],
        "by_day": sorted(rows("day", "found_on"), key=lambda row: str(row["day"])),
        "by_district": rows("district", "district"),
        "by_team": rows("team", "team", disputed=False),
        "by_device": [
            {"device": id, "name": name, "team": team, "total": n, "finds": m}
            for (id, name, team), n, m in summed(finds, "device_id", "device", "team")
        ],
        "disputed": undisputed(total),
        "suspected_duplicates": {"pairs": 0, "total": 0},
        "quarantine": {"waiting": 0},
        "devices": {"expected": 7, "reported": 7, "silent": []},
        "teams": [{"team": "Team 1", "expected": 7, "reported": 7, "last_seen_at": AT}],
        "late": None,
        "overlaps": [],
        "cumulative": None,
        "previous": {
            "from": (before - timedelta(days=days)).isoformat(),
            "to": (before - timedelta(days=1)).isoformat(),
            "total": 40,
            "finds": 1,
            "change": total - 40,
        },
        "recovery": None,
        "lost": [],
        "stopped": None,
        **values,
    }


def undisputed(total: int) -> Json:
    return {"conflicts": 0, "low": total, "high": total}


def an_edition(report: Json, **values: Any) -> Any:
    return {
        "operation": report["operation"],
        "number": 1,
        "revision": 2,
        "period": report["period"],
        "published_at": "2022-08-23T04:10:00.000000Z",
        "published_by": "Duty officer",
        "software": "0.1.0",
        "server_key": "21fe31dfa154a261626bf854046fd227",
        "stands_on": {
            "seq": report["as_of"]["seq"],
            "hash": HASH[::-1],
            "epoch": "00000000-0000-7000-8000-0000000000e1",
            "in_verified_backup": True,
        },
        "rules": {"version": 7, "settings": {}, "catalogue": {"version": 1702, "sha256": HASH, "types": 120}},
        "unmet": [],
        "anyway": None,
        "withdraws": None,
        "report": report,
        "sha256": HASH,
        **values,
    }


def published(
    finds: list[Any], disputes: tuple[Any, ...] = (), edition: Json | None = None, **report: Any
) -> Publication:
    """An edition of these finds; `edition` holds what differs from a usual one."""
    made = a_report(finds, **report)
    return Publication(made, finds, list(disputes), an_edition(made, **(edition or {})), URL)


def working(finds: list[Any], **report: Any) -> Publication:
    return Publication(a_report(finds, **report), finds, [], None, URL)


def a_week() -> list[Any]:
    """Finds of three types, four days, two districts and none, three tablets and staff."""
    return [
        a_find(1, count=991),
        a_find(2, count=300, found_on="2022-08-18", marking="З-001М", manufactured_year=2020, team="Team 2"),
        a_find(3, count=27, found_on="2022-08-22", district="Kəlbəcər", manufactured_year=None),
        a_find(4, count=5, found_on="2022-08-18", marking="TM-62M", category="av_mine", district=None),
        a_find(5, count=1, marking="9N235", category="submunition", team=None, device=None, device_id=None),
    ]


# Every format


def total_of_csv(written: bytes) -> int:
    return sum(int(row["total"]) for row in rows_of_csv(written) if row["grouping"] == "find")


def total_of_xlsx(written: bytes) -> int:
    return sum(row["count"] for row in rows_of_sheet(written, "Finds"))


def total_of_geojson(written: bytes) -> int:
    return sum(feature["properties"]["count"] for feature in json.loads(written)["features"])


def total_of_pdf(written: bytes) -> int:
    found = re.search(r"^all ([\d,]+)", text_of_pdf(written), re.MULTILINE)
    return int(found[1].replace(",", "")) if found else 0


@pytest.mark.parametrize(
    ("form", "total_of"),
    [(as_csv, total_of_csv), (as_xlsx, total_of_xlsx), (as_geojson, total_of_geojson), (as_pdf, total_of_pdf)],
)
@pytest.mark.parametrize("finds", [a_week(), [a_find()], []], ids=["a week", "one find", "nothing"])
def test_the_total_in_a_file_is_the_total_of_the_report(
    form: Callable[[Publication], bytes], total_of: Callable[[bytes], int], finds: list[Any]
) -> None:
    publication = published(finds)
    assert total_of(form(publication)) == publication.report["total"] == sum(find["count"] for find in finds)


@pytest.mark.parametrize("form", [as_csv, as_xlsx, as_geojson, as_pdf])
def test_the_same_report_is_the_same_bytes(form: Callable[[Publication], bytes]) -> None:
    assert form(published(a_week(), (a_dispute(),))) == form(published(a_week(), (a_dispute(),)))


def test_finds_that_contradict_the_report_make_no_file() -> None:
    report = a_report(a_week())
    with pytest.raises(
        FiguresDisagree, match=r"finds of lachin-2022 add up to 333 in 4 finds, the report says 1324 in 5"
    ):
        Publication(report, a_week()[1:], [], None, URL)


def test_a_grouping_that_contradicts_the_report_makes_no_file() -> None:
    report = a_report(a_week())
    report["by_day"][0]["total"] += 1
    with pytest.raises(FiguresDisagree, match="by_day"):
        Publication(report, a_week(), [], None, URL)


@pytest.mark.parametrize("form", [as_csv, as_xlsx, as_geojson, as_pdf])
def test_a_report_without_groupings_can_be_written(form: Callable[[Publication], bytes]) -> None:
    report: Any = {name: value for name, value in a_report(a_week()).items() if not name.startswith("by_")}
    assert form(Publication(report, a_week(), [], None, URL))


# CSV


def rows_of_csv(written: bytes) -> list[Any]:
    text = written.decode("utf-8-sig")
    assert text.encode("utf-8-sig") == written
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def test_the_rows_of_each_grouping_in_the_csv_add_up_to_the_total() -> None:
    totals: Counter[str] = Counter()
    for row in rows_of_csv(as_csv(published(a_week()))):
        totals[row["grouping"]] += int(row["total"])
    groupings = ("total", "type", "type_year", "category", "day", "district", "team", "device", "find")
    assert totals == dict.fromkeys(groupings, 1324)


def test_the_csv_begins_with_the_total_and_every_row_says_what_it_stands_on() -> None:
    rows = rows_of_csv(as_csv(published(a_week(), disputed={"conflicts": 2, "low": 1320, "high": 1330})))
    assert [name for name, value in rows[0].items() if value] == [
        "grouping", "label", "total", "finds", "disputed_low", "disputed_high", "conflicts",
        "operation", "from", "to", "seq", "as_of", "edition", "revision", "sha256",
    ]  # fmt: skip
    assert (rows[0]["grouping"], rows[0]["total"], rows[0]["disputed_low"]) == ("total", "1324", "1320")
    source = ("lachin-2022", "2022-08-15", "2022-08-22", "1841", AT, "1", "2", HASH)
    assert {
        tuple(row[name] for name in COLUMNS[COLUMNS.index("operation") : COLUMNS.index("recovery")]) for row in rows
    } == {source}


def test_the_csv_names_the_log_entry_of_each_find() -> None:
    finds = {row["key"]: row for row in rows_of_csv(as_csv(published(a_week()))) if row["grouping"] == "find"}
    assert {key: (row["find_seq"], row["total"]) for key, row in finds.items()} == {
        find["find_id"]: (str(find["seq"]), str(find["count"])) for find in a_week()
    }


def test_the_csv_of_a_working_report_has_no_edition() -> None:
    rows = rows_of_csv(as_csv(working(a_week())))
    assert {(row["edition"], row["revision"], row["sha256"]) for row in rows} == {("", "", "")}


def test_lines_of_the_csv_end_as_rfc_4180_wants() -> None:
    written = as_csv(working(a_week()))
    assert written.count(b"\n") == written.count(b"\r\n") == len(rows_of_csv(written)) + 1


FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"]


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_of_the_csv_is_taken_for_a_formula(text: str) -> None:
    finds = [a_find(district=text, marking=f"{text}x", team=text, device=text)]
    cells = [cell for row in rows_of_csv(as_csv(working(finds))) for cell in row.values()]
    assert {f"'{text}", f"'{text}x"} <= {*cells}
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))]


# XLSX


def workbook_of(written: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(written))


def rows_of_sheet(written: bytes, name: str) -> list[Any]:
    """A row as heading to value."""
    rows = workbook_of(written)[name].iter_rows(values_only=True)
    headings = [str(heading) for heading in next(rows)]
    return [dict(zip(headings, row, strict=True)) for row in rows]


def cover_of(written: bytes) -> Json:
    """What the first sheet says: label to value."""
    return {row["report"]: row["lachin-2022"] for row in rows_of_sheet(written, "Report")}


def test_the_workbook_has_a_sheet_for_the_report_each_grouping_the_finds_the_disputes_and_who_is_missing() -> None:
    assert workbook_of(as_xlsx(published(a_week()))).sheetnames == [
        "Report", "By type", "By year of manufacture", "By category", "By day", "By district", "By team", "By device",
        "By type and district", "Finds", "Disputes", "Missing", "Teams",
    ]  # fmt: skip


def test_every_sheet_of_sums_adds_up_to_the_total() -> None:
    written = as_xlsx(published(a_week()))
    sums = {
        name: sum(row["total"] for row in rows_of_sheet(written, name))
        for name in workbook_of(written).sheetnames
        if name.startswith("By ")
    }
    assert sums == dict.fromkeys(sums, 1324)
    assert len(sums) == 8


def test_a_find_in_the_workbook_has_real_numbers_and_dates() -> None:
    (row,) = rows_of_sheet(as_xlsx(published([a_find(accuracy_m=5.0, conflicts=["count", "district"])])), "Finds")
    assert row == {
        "found on": datetime(2022, 8, 15),
        "type": "3001M",
        "marking as typed": "3-001M",
        "category": "ap_mine",
        "class": "AP",
        "count": 12,
        "made in": 2021,
        "district": "Lachin",
        "team": "Team 1",
        "tablet": "Tablet 1",
        "person": None,
        "latitude": 39.733186,
        "longitude": 46.574427,
        "accuracy, m": 5,
        "coordinates as typed": "EPSG:28408",
        "x, north": 4401180,
        "y, east": 8635076,
        "easting": None,
        "northing": None,
        "MGRS": None,
        "transform": "EPSG:15865",
        "made at (UTC)": datetime(2022, 8, 15, 13, 20),
        "received at (UTC)": datetime(2022, 8, 16, 15, 2, 11, 418000),
        "open conflicts": "count, district",
        "find id": "00000000-0000-7000-8000-000000000001",
        "version": 1,
        "log entry": 1,
        "device id": "00000000-0000-7000-8000-0000000000d1",
    }


def test_days_and_degrees_in_the_workbook_look_like_what_they_are() -> None:
    sheet = workbook_of(as_xlsx(published([a_find()])))["Finds"]
    forms = {heading.value: cell.number_format for heading, cell in zip(sheet[1], sheet[2], strict=True)}
    assert forms["found on"] == "yyyy-mm-dd"
    assert forms["latitude"] == forms["longitude"] == "0.000000"
    assert forms["received at (UTC)"] == "yyyy-mm-dd hh:mm:ss"
    assert forms["count"] == "#,##0"


def test_each_form_of_a_position_has_columns_of_its_own() -> None:
    finds = [
        a_find(1, position={"crs": "EPSG:4326", "lat": 39.733186, "lon": 46.574427}),
        a_find(2, position={"crs": "EPSG:32638", "easting": 634917.5, "northing": 4399329}),
        a_find(3, position={"crs": "MGRS", "mgrs": "38SPJ3491799329"}),
    ]
    rows = rows_of_sheet(as_xlsx(working(finds)), "Finds")
    names = ("coordinates as typed", "x, north", "y, east", "easting", "northing", "MGRS")
    assert [tuple(row[name] for name in names) for row in rows] == [
        ("EPSG:4326", None, None, None, None, None),
        ("EPSG:32638", None, None, 634917.5, 4399329, None),
        ("MGRS", None, None, None, None, "38SPJ3491799329"),
    ]


def test_a_row_of_the_workbook_is_as_high_as_its_longest_text() -> None:
    finds = [a_find(1), a_find(2, district="Kəlbəcər rayonu, çayın sol sahili, körpüdən yuxarı")]
    sheet = workbook_of(as_xlsx(working(finds)))["Finds"]
    assert [sheet.row_dimensions[row].height for row in (2, 3)] == [None, 45]


def test_every_sheet_keeps_its_heading_in_view_and_every_table_can_be_filtered() -> None:
    for sheet in workbook_of(as_xlsx(published(a_week(), (a_dispute(),)))):
        assert sheet.freeze_panes == "A2", sheet.title
        assert bool(sheet.auto_filter.ref) == (sheet.title != "Report"), sheet.title


@pytest.mark.parametrize("text", [*FORMULAS, "https://example.org", "1e5", "{=1}"])
def test_text_in_the_workbook_stays_the_text_that_it_is(text: str) -> None:
    finds = [a_find(district=text, marking=f"{text}x", team=text, device=text)]
    dispute = a_dispute(field="district", accepted=text)
    written = as_xlsx(published(finds, (dispute,), edition={"anyway": text, "published_by": text}))
    kinds: defaultdict[str, set[str]] = defaultdict(set)
    for sheet in workbook_of(written):
        for row in sheet.iter_rows():
            for cell in row:
                kinds[str(cell.value)].add(cell.data_type)
                assert cell.hyperlink is None
    shown = text.replace("\r", "_x000D_")  # as the file format writes a carriage return
    assert kinds[shown] == kinds[f"{shown}x"] == {"s"}
    assert "f" not in set().union(*kinds.values())
    assert not [name for name in zipfile.ZipFile(io.BytesIO(written)).namelist() if "externalLink" in name]


def test_an_edited_cell_of_the_workbook_does_not_become_a_formula() -> None:
    sheet = workbook_of(as_xlsx(working([a_find(district="=1+1")])))["Finds"]
    quoted = {str(cell.value): bool(cell.quotePrefix) for cell in sheet[2]}
    assert (quoted["=1+1"], quoted["3-001M"]) == (True, False)


def test_a_dispute_in_the_workbook_has_a_row_for_each_offer_with_values_as_they_are() -> None:
    offer = {"team": "Team 2", "device": "Tablet 3", "made_at": "2022-08-17T09:00:00+04:00"}
    disputes = (
        a_dispute(offers=[{**offer, "value": 15}, {**offer, "value": 16}]),
        a_dispute(field="position", accepted=LETTER, offers=[{**offer, "value": {**LETTER, "x": 4401190}}]),
    )
    rows = rows_of_sheet(as_xlsx(published(a_week(), disputes)), "Disputes")
    assert [(row["field"], row["accepted"], row["offered"]) for row in rows] == [
        ("count", 14, 15),
        ("count", 14, 16),
        ("position", "EPSG:28408 x=4401180 y=8635076", "EPSG:28408 x=4401190 y=8635076"),
    ]
    assert rows[0]["found on"] == datetime(2022, 8, 17)
    assert rows[0]["offered at (UTC)"] == datetime(2022, 8, 17, 5)


def test_the_workbook_says_who_is_missing() -> None:
    silent = {"device": "Tablet 7", "device_id": "d7", "team": "Team 3", "last_seen_at": "2022-08-20T15:02:00.000000Z"}
    rows = rows_of_sheet(as_xlsx(published([], devices={"expected": 7, "reported": 6, "silent": [silent]})), "Missing")
    assert [(row["tablet"], row["team"], row["last exchange (UTC)"]) for row in rows] == [
        ("Tablet 7", "Team 3", datetime(2022, 8, 20, 15, 2))
    ]


def test_the_first_sheet_says_what_the_figures_stand_on() -> None:
    unmet = [{"condition": "silent_teams", "detail": "Team 3 has not reported."}]
    written = as_xlsx(published(a_week(), edition={"anyway": "Needed today.", "unmet": unmet}))
    rows = cover_of(written)
    assert (rows["total"], rows["edition"], rows["revision"], rows["as of log entry"]) == (1324, 1, 2, 1841)
    assert rows["fingerprint of the server's key"] == "21fe31dfa154a261626bf854046fd227"
    assert (rows["SHA-256 of the edition"], rows["chain hash of the log"]) == (HASH, HASH[::-1])
    assert (rows["condition not met"], rows["published all the same"]) == ("Team 3 has not reported.", "Needed today.")
    assert rows["as of (UTC)"] == datetime(2022, 8, 23, 4)
    assert rows["address"] == URL


def test_the_workbook_carries_the_time_of_the_report_and_not_of_its_writing() -> None:
    written = as_xlsx(working(a_week()))
    assert workbook_of(written).properties.created == datetime(2022, 8, 23, 4)
    assert {entry.date_time[0] for entry in zipfile.ZipFile(io.BytesIO(written)).infolist()} == {1980}


def test_a_text_longer_than_a_cell_is_cut_and_says_so() -> None:
    reason = "Needed. " * 10_000
    rows = cover_of(as_xlsx(published([], edition={"anyway": reason})))
    assert rows["published all the same"].endswith(" (cut)")


# PDF


def text_of_pdf(written: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(written)).pages)


def pages(written: bytes) -> int:
    return len(pypdf.PdfReader(io.BytesIO(written)).pages)


def words_of_pdf(publication: Publication) -> str:
    """The page as one line, and one kind of space."""
    return " ".join(text_of_pdf(as_pdf(publication)).split())


def a_full_month() -> Publication:
    """More types, districts, disputes and silent tablets than a page can hold, and long names."""
    finds = [
        a_find(n, marking=f"{'ОЗМ-' * 12}{n}", district=f"Kəlbəcər rayonu {'kənd' * 20} {n}", count=n, lat=39 + n / 100)
        for n in range(1, 81)
    ]
    silent = [{"device": "T" * 64, "device_id": str(n), "team": "Team", "last_seen_at": None} for n in range(50)]
    disputes = tuple(a_dispute(field="marking", accepted="М" * 64) for _ in range(90))
    return published(finds, disputes, devices={"expected": 60, "reported": 10, "silent": silent})


@pytest.mark.parametrize(
    "publication",
    [published(a_week(), (a_dispute(),)), working(a_week()), published([]), published([a_find()]), a_full_month()],
    ids=["a week", "a working report", "nothing", "one find", "too much"],
)
def test_the_report_is_one_page(publication: Publication) -> None:
    assert pages(as_pdf(publication)) == 1


def test_a_table_that_is_cut_says_how_much_more_there_is() -> None:
    words = words_of_pdf(a_full_month())
    shown = len(re.findall(r"AP \d+ 1 2021", words))
    more = re.search(r"(\d+) more types ([\d,]+) (\d+)", words)
    assert more
    assert shown + int(more[1]) == 80
    assert int(more[3]) == int(more[1])
    assert int(more[2].replace(",", "")) == sum(range(1, 81 - shown))


def test_page_and_workbook_say_that_an_old_history_is_served() -> None:
    stopped = working(a_week(), stopped="Entry 3 was shown, and the log ends at entry 2.")
    said = "n old history is served, and newer finds are not in these figures: Entry 3 was shown, and the log ends at"
    assert f"Stopped A{said} entry 2." in words_of_pdf(stopped)
    assert cover_of(as_xlsx(stopped))["stopped"] == f"a{said} entry 2."
    assert "Stopped" not in words_of_pdf(working(a_week()))


def test_the_page_says_what_whoever_signs_has_to_know() -> None:
    silent = {"device": "Tablet 7", "device_id": "d7", "team": "Team 3", "last_seen_at": "2022-08-20T15:02:00.000000Z"}
    words = words_of_pdf(
        published(
            a_week(),
            (a_dispute(),),
            edition={
                "anyway": "The ministry needs\nthe figure today.",
                "unmet": [{"condition": "silent_teams", "detail": "Team 3 has not reported."}],
            },
            disputed={"conflicts": 1, "low": 1324, "high": 1325},
            suspected_duplicates={"pairs": 1, "total": 6},
            completeness={"expected": 7, "reported": 6, "share": 0.8571},
            devices={"expected": 7, "reported": 6, "silent": [silent]},
            late={"edition": {"number": 1, "revision": 1, "seq": 1800}, "finds": 1, "change": 14},
            overlaps=[
                {
                    "number": 2,
                    "revision": 1,
                    "from": "2022-08-22",
                    "to": "2022-08-28",
                    "days": ["2022-08-22"],
                    "total": 20,
                }
            ],
            cumulative={"since": "2022-04-01", "total": 9000, "finds": 800},
        )
    )
    for sentence in (
        "Edition 1, revision 2",
        "published 23 August 2022, 04:10 UTC by Duty officer",
        "1 open conflict: the total could be 1,324 to 1,325",
        "1 pair of finds may be one find reported twice: 6 too many",
        "6 of 7 tablets reported (86 %)",
        "1 find came in or changed since edition 1, revision 1: +14",
        "40 in the 8 days before, 7 to 14 August 2022: 1,284 more now",
        "9,000 in 800 finds since 1 April 2022",
        "Edition 2, revision 1 (22 to 28 August 2022) also counts 22 August 2022: adding both would count 20 twice.",
        "Team 3 has not reported.",
        "Published all the same because: The ministry needs the figure today.",
        "Wed 17 Aug count 14 15 by Tablet 3 of Team 2",
        "Tablet 7 of Team 3, last seen 2022-08-20 15:02 UTC",
        "Signed signature and name rank and post date",
        "1,841 of lachin-2022, 23 August 2022, 04:00 UTC",
        f"Chain hash {HASH[::-1]} SHA-256 {HASH} Server key 21fe 31df a154 a261 626b f854 046f d227",
        URL,
    ):
        assert sentence in words


def test_the_districts_on_the_page_are_split_by_class() -> None:
    assert "Lachin 1,291 0 1 1,292 Kəlbəcər 27 0 0 27 not known 0 5 0 5 all 1,318 5 1 1,324" in words_of_pdf(
        published(a_week())
    )


def test_a_working_report_says_that_it_is_not_published() -> None:
    words = words_of_pdf(working(a_week()))
    assert "WORKING REPORT, not published" in words
    assert "Edition" not in words
    assert "Seen, not signed for publication" in words


def test_azerbaijani_and_cyrillic_letters_are_on_the_page() -> None:
    words = words_of_pdf(published([a_find(marking="З-001М", district="Ağdərə, Çıldıran, Şuşa, İsmayıllı, Göyçə ü")]))
    assert "З-001М" in words
    assert "Ağdərə, Çıldıran, Şuşa, İsmayıllı, Göyçə ü" in words


def test_letters_without_a_picture_are_named_on_the_page() -> None:
    held = "ქართული հայերեն عربي नदी Ελληνικά"
    assert "not in the fonts" not in words_of_pdf(published([a_find(district=held, team="Қазақ")]))
    words = words_of_pdf(published([a_find(district="漢字 Lachin", team="漢")]))
    assert "Letters 2 letters shown as a box, not in the fonts of this page: U+5B57, U+6F22." in words
    many = words_of_pdf(published([a_find(district="一丁七万丈三上下不与")]))
    assert "U+4E0B and 2 more." in many


HOSTILE = ['#panic("x")', "*a_b*", "= x", "$y$ `z` <l>", "@ref \\ #image(1)", "&lt; <b>", "]] #[x", "//not a comment"]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_is_read_as_markup(text: str) -> None:
    find = a_find(district=text, marking=f"M{text}", team=text, device=text)
    dispute = a_dispute(field="district", accepted=text)
    words = words_of_pdf(published([find], (dispute,), edition={"anyway": text, "published_by": text}))
    for shown in (f"{text} 12", f"M{text} AP", f"district {text}", f"because: {text}", f"by {text}"):
        assert shown in words


def test_the_page_carries_the_time_of_the_report() -> None:
    metadata = pypdf.PdfReader(io.BytesIO(as_pdf(working(a_week())))).metadata
    assert metadata
    assert metadata.creation_date == datetime.fromisoformat(AT)


# The pictures


@pytest.mark.parametrize(
    ("first", "last", "groups"),
    [
        ("2021-12-27", "2022-12-31", ["2021", "2022"]),
        ("2021-01-01", "2022-01-09", ["2020", "2021", "2022"]),
        ("2022-08-15", "2022-10-02", ["August 2022", "September 2022", "October 2022"]),
    ],
)
def test_the_months_and_years_below_the_chart_neither_touch_nor_leave_it(
    first: str, last: str, groups: list[str]
) -> None:
    _, drawn = bars(a_report([], first, last)["period"], [])
    written = re.findall(r'<text x="([\d.]+)"[^>]*font-size="7.50"[^>]*>(\D*\d{4})</text>', chart_svg(drawn, 292, 100))
    assert [group for _, group in written] == groups
    ends = [(float(x), float(x) + len(group) * 3.75) for x, group in written]
    assert all(end < start for (_, end), (start, _) in pairwise(ends))
    assert ends[-1][1] <= 292


def test_the_chart_has_a_bar_for_every_day_also_without_finds() -> None:
    step, drawn = bars(a_report([])["period"], a_week())
    assert step == "day"
    assert [(bar.label, bar.total) for bar in drawn] == [
        ("Mon 15", 992), ("Tue 16", 0), ("Wed 17", 0), ("Thu 18", 305),
        ("Fri 19", 0), ("Sat 20", 0), ("Sun 21", 0), ("Mon 22", 27),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("last", "step", "number"),
    [("2022-10-15", "day", 62), ("2022-10-16", "ISO week", 9), ("2025-08-14", "month", 37), ("2032-08-14", "year", 11)],
)
def test_a_long_period_is_drawn_in_longer_steps_that_hold_every_find(last: str, step: str, number: int) -> None:
    finds = [*a_week(), a_find(6, found_on=last)]
    drawn_step, drawn = bars(a_report([], last=last)["period"], finds)
    assert (drawn_step, len(drawn)) == (step, number)
    assert sum(bar.total for bar in drawn) == sum(find["count"] for find in finds)


def circles(svg: str) -> int:
    return svg.count("<circle")


def test_the_sketch_shows_one_place_and_its_corners_lie_around_it() -> None:
    sketch = map_sketch([a_find(lat=39.733186, lon=46.574427)], 196, 164)
    assert (circles(sketch.svg), sketch.outside) == (1, 0)
    corners = re.findall(r"([\d.]+)° N, ([\d.]+)° E", sketch.svg)
    (south, west), (north, east) = [(float(lat), float(lon)) for lat, lon in corners]
    assert south < 39.733186 < north < south + 0.01
    assert west < 46.574427 < east < west + 0.01


def test_a_sketch_of_nothing_says_so() -> None:
    sketch = map_sketch([], 196, 164)
    assert circles(sketch.svg) == 0
    assert "no positions" in sketch.svg


@pytest.mark.parametrize("number", [8, 400])
def test_a_find_far_from_the_others_is_left_out_of_the_sketch_and_named(number: int) -> None:
    near = [a_find(n, lat=39.73 + n % 20 / 1000, lon=46.57 + n % 7 / 1000) for n in range(number)]
    sketch = map_sketch([*near, a_find(number, count=7, lat=-39.73, lon=46.57)], 196, 164)
    assert (sketch.outside, sketch.outside_total) == (1, 7)
    assert "° S" not in sketch.svg


def test_finds_of_one_place_are_one_dot_and_thousands_stay_few() -> None:
    assert circles(map_sketch([a_find(n) for n in range(50)], 196, 164).svg) == 1
    many = [a_find(n, lat=39 + n % 141 / 141, lon=46 + n // 141 / 141) for n in range(20_000)]
    sketch = map_sketch(many, 196, 164)
    assert (1000 < circles(sketch.svg) < 4000, sketch.outside) == (True, 0)


def test_the_sketch_holds_together_across_the_date_line() -> None:
    sketch = map_sketch([a_find(1, lat=0, lon=179.999), a_find(2, lat=0, lon=-179.999)], 196, 164)
    assert "179.99" in sketch.svg
    assert "100 m" in sketch.svg


# GeoJSON


def test_the_points_are_longitude_first_and_their_properties_are_the_find() -> None:
    (feature,) = json.loads(as_geojson(published([a_find()])))["features"]
    assert feature == {
        "type": "Feature",
        "id": a_find()["find_id"],
        "geometry": {"type": "Point", "coordinates": [46.574427, 39.733186]},
        "properties": a_find(),
    }


def test_the_collection_says_what_it_stands_on() -> None:
    collection = json.loads(as_geojson(published(a_week())))
    del collection["features"]
    assert collection == {
        "type": "FeatureCollection",
        "operation": "lachin-2022",
        "period": {"from": "2022-08-15", "to": "2022-08-22", "days": 8, "iso_week": None},
        "seq": 1841,
        "total": 1324,
        "finds": 5,
        "edition": {"number": 1, "revision": 2, "sha256": HASH},
    }
    assert json.loads(as_geojson(working([])))["edition"] is None
