"""Which column is which field: guessed, shown, said otherwise; and rows that become finds or name what is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import pytest

from models.columns import FIND_COLUMNS
from models.imports.days_seen import DaysSeen
from models.imports.guess import Sample, doubts, guessed, left_open, unmapped
from models.imports.mapping import ImportMapping, read_mapping, with_settings
from models.imports.row import ImportedRow, RowReader
from models.problem import Refused

PLAIN = ImportMapping(
    columns={"marking": "M", "count": "N", "found_on": "D", "position_x": "X", "position_y": "Y"},
    constants={"category": "ap_mine", "position_crs": "SK-42"},
)
COLUMNS = ["M", "N", "D", "X", "Y"]
ROW: list[Any] = ["3-001M", "12", "2022-08-15", "4401180", "8635076"]


def guess(columns: str, *rows: Sequence[Any], crs: str | None = None) -> ImportMapping:
    return guessed(Sample(columns.split(";"), rows, crs))


def read(mapping: ImportMapping = PLAIN, cells: Sequence[Any] = ROW, columns: Sequence[str] = COLUMNS) -> ImportedRow:
    row = RowReader(mapping, columns).read(2, cells)
    assert isinstance(row, ImportedRow), row
    return row


def wrong(
    mapping: ImportMapping = PLAIN, cells: Sequence[Any] = ROW, columns: Sequence[str] = COLUMNS
) -> dict[str, str]:
    """Field with its column: why it is refused."""
    row = RowReader(mapping, columns).read(2, cells)
    assert isinstance(row, list), row
    assert all(one.remedy for one in row)
    return {one.field: one.detail for one in row}


# The guess


@pytest.mark.parametrize(
    "names",
    [
        "Model;Category;Qty;Date found;Latitude;Longitude;District;Team",
        "Модель;Категория;Кол-во;Дата обнаружения;Широта;Долгота;Район;Группа",
        "Markalanma;Kateqoriya;Sayı;Tapılma tarixi;Enlik;Uzunluq;Rayon;Komanda",
        "Tür;Kategori;Adet;Tarih;Enlem;Boylam;İlçe;Ekip",
        "Modelo;Categoría;Cantidad;Fecha;Latitud;Longitud;Municipio;Equipo",
    ],
)
def test_columns_are_known_by_their_names_in_five_languages(names: str) -> None:
    mapping = guess(names, ["3-001M", "MAP", "12", "2022-08-15", "39.73", "46.57", "Lachin", "T1"])
    targets = ("marking", "category", "count", "found_on", "position_lat", "position_lon", "district", "team")
    assert mapping.columns == dict(zip(targets, names.split(";"), strict=True))
    assert mapping.values == {"category": {"MAP": "ap_mine"}}


def test_our_own_export_is_read_back_as_it_is() -> None:
    names = [column.name for column in FIND_COLUMNS]
    mapping = guessed(Sample(names, []))
    assert mapping.columns["team"] == "created_team"
    assert {target: name for target, name in mapping.columns.items() if target != name} == {"team": "created_team"}
    assert {"id", "version", "seq", "state", "marking", "position_crs", "position_mgrs"} <= mapping.columns.keys()
    assert not {"lat", "lon", "type_key"} & {*mapping.columns.values()}


def test_metres_of_sk_42_are_known_by_their_size_whatever_the_columns_are_called() -> None:
    for names in ("X;Y", "north;east", "a;b"):
        mapping = guess(f"Model;{names}", ["PMN", "4401180", "8635076"], ["PMN", "4401280", "8635176"])
        north, east = names.split(";")
        assert (mapping.columns["position_x"], mapping.columns["position_y"]) == (north, east)
        assert mapping.constants == {"position_crs": "EPSG:28408"}
    swapped = guess("Model;X;Y", ["PMN", "8635076", "4401180"], ["PMN", "9435076", "4401180"])
    assert (swapped.columns["position_x"], swapped.columns["position_y"]) == ("Y", "X")
    assert swapped.constants == {"position_crs": "SK-42"}


def test_texts_with_degrees_are_known_by_their_form() -> None:
    one = guess("Model;where", ["PMN", "39°43'59.5\"N 46°34'27.9\"E"])
    assert one.columns["position"] == "where"
    two = guess("Model;a;b", ["PMN", "46°34'27.9\"E", "39°43'59.5\"N"])
    assert (two.columns["position_lat"], two.columns["position_lon"]) == ("b", "a")


def seen(*days: Any) -> DaysSeen:
    """Days of one column, from row 2 on."""
    found = DaysSeen(["Date"])
    for row, day in enumerate(days, 2):
        found.see(row, "Date", day)
    return found


@pytest.mark.parametrize(
    ("days", "order"),
    [
        (["15.08.2022", "03.04.2022"], "DMY"),
        (["08/15/2022", "03/04/2022"], "MDY"),
        (["03.04.2022"], None),
        (["15.08.2022", "08/15/2022"], None),
        (["2022-08-15"], None),
        (["5.5.2022"], None),
        (["15.08.22"], None),
    ],
)
def test_the_order_of_day_and_month_is_taken_from_days_that_leave_no_doubt(days: list[str], order: str | None) -> None:
    assert seen(*days).order == order


@pytest.mark.parametrize(
    ("days", "asked"),
    [
        (["03.04.2022"], ["dates"]),
        (["15.08.22"], ["dates"]),
        (["15.08.2022", "08/15/2022"], ["dates"]),
        (["15.08.2022", "03.04.2022"], []),
        ([date(2022, 8, 15), date(2022, 8, 3)], []),
        ([date(2022, 10, 8), "13/08/2022"], ["date_cells"]),
        ([date(2022, 10, 8), datetime(2022, 8, 13), "13/08/2022"], []),
        ([date(2022, 10, 8), "2022-08-13"], []),
    ],
)
def test_days_that_can_be_two_leave_a_question_open_and_nothing_is_guessed(days: list[Any], asked: list[str]) -> None:
    found = seen(*days)
    assert [one.field for one in found.questions(None, None)] == asked
    assert all(one.remedy for one in found.questions(None, None))
    assert found.questions("DMY", "as_shown") == []


def test_a_row_that_contradicts_the_order_of_the_others_is_named() -> None:
    (question,) = seen(*["15.08.2022"] * 5000, "08/16/2022").questions(None, None)
    assert "'15.08.2022' in row 2 only as DMY" in question.detail
    assert "'08/16/2022' in row 5,002 only as MDY" in question.detail


def test_what_no_column_gives_is_asked_for_with_the_words_to_say_it() -> None:
    sample = Sample(["a", "b"], [["x", "y"]])
    asked = {one.field: one.remedy for one in left_open(guessed(sample), sample)}
    assert [*asked] == ["marking", "category", "count", "position", "found_on"]
    assert "constants.category=ap_mine" in asked["category"]
    assert unmapped(guessed(sample), sample.columns) == ["a", "b"]


def test_utm_without_its_zone_is_asked_for() -> None:
    sample = Sample(["Easting", "Northing"], [["634917", "4399329"]])
    mapping = guessed(sample)
    assert "position_crs" in [one.field for one in left_open(mapping, sample)]
    said = with_settings(mapping, ["constants.position_crs=UTM 38N"])
    assert "position_crs" not in [one.field for one in left_open(said, sample)]


def test_points_of_a_map_layer_have_x_as_east_in_every_coordinate_system() -> None:
    names = "marking;geometry_x;geometry_y"
    assert guess(names, crs="EPSG:28408").columns["position_y"] == "geometry_x"
    assert guess(names, crs="EPSG:4326").columns["position_lon"] == "geometry_x"
    assert guess(names, crs="EPSG:32638").columns["position_easting"] == "geometry_x"
    sample = Sample(names.split(";"), [], "EPSG:3857")
    asked = {one.field: one.detail for one in left_open(guessed(sample), sample)}
    assert asked["position"] == "the layer is in EPSG:3857"


# The mapping


def test_single_things_of_a_mapping_are_said_otherwise() -> None:
    mapping = with_settings(
        PLAIN,
        ["marking=Model", "constants.category=uxo", "values.category.M.A.P=ap_mine", "dates=DMY", "decimal=,",
         "add_to_note=Remarks", "add_to_note=Unit", "source=imsma", "file.delimiter=tab", "columns.count=",
         "constants.count=1"],
    )  # fmt: skip
    assert mapping.columns["marking"] == "Model"
    assert "count" not in mapping.columns
    assert mapping.constants == {"category": "uxo", "position_crs": "SK-42", "count": "1"}
    assert mapping.values == {"category": {"M.A.P": "ap_mine"}}
    assert (mapping.dates, mapping.decimal, mapping.source) == ("DMY", ",", "imsma")
    assert mapping.add_to_note == ["Remarks", "Unit"]
    assert mapping.file.delimiter == "\t"
    assert read_mapping(mapping.document()) == mapping


@pytest.mark.parametrize(
    ("document", "field"),
    [
        ({"columns": {"markng": "M"}}, "columns"),
        ({"dates": "DYM"}, "dates"),
        ({"decimal": ";"}, "decimal"),
        ({"colums": {}}, "colums"),
        ({"file": {"header": -1}}, "file.header"),
        ([], "(all)"),
        ("x", "(all)"),
    ],
)
def test_a_mapping_that_cannot_be_says_where(document: Any, field: str) -> None:
    with pytest.raises(Refused) as refusal:
        read_mapping(document)
    assert refusal.value.document["errors"][0]["field"] == field


@pytest.mark.parametrize("setting", ["marking", "nothing=1", "file.sheets=1", "values.category=x", "=x", "dates=XYZ"])
def test_a_setting_that_says_nothing_is_refused(setting: str) -> None:
    with pytest.raises(Refused):
        with_settings(PLAIN, [setting])


def test_a_column_that_the_file_has_not_is_named() -> None:
    sample = Sample(["A"], [])
    named = left_open(with_settings(PLAIN, ["add_to_note=Remarks"]), sample)
    assert {one.field for one in named} >= {"columns.marking", "add_to_note"}


# Rows


def test_a_row_becomes_the_fields_of_a_find() -> None:
    assert read().fields == {
        "marking": "3-001M", "category": "ap_mine", "count": 12, "found_on": "2022-08-15",
        "position": {"crs": "EPSG:28408", "x": 4401180, "y": 8635076},
    }  # fmt: skip


def test_a_row_names_everything_that_is_wrong_with_it_at_once() -> None:
    found = wrong(cells=[None, "a dozen", "31.02.2022", "8635076", "4401180"])
    assert found['marking (column "M")'] == "is empty"
    assert "is no number" in found['count (column "N")']
    assert "is no calendar date" in found['found_on (column "D")']
    assert "x and y are swapped" in found['position_y (column "Y")']


def test_words_of_the_file_are_put_for_words_of_the_find() -> None:
    mapping = with_settings(PLAIN, ["category=C", "values.category.type 7=uxo"])
    columns = [*COLUMNS, "C"]
    for word, category in {"Type 7": "uxo", "противопехотная мина": "ap_mine", "AT": "av_mine", "": "ap_mine"}.items():
        assert read(mapping, [*ROW, word], columns).fields["category"] == category
    assert "allowed values" in wrong(mapping, [*ROW, "gizmo"], columns)['category (column "C")']


def test_the_zone_of_sk_42_is_that_of_each_row_and_a_named_one_is_held_against_it() -> None:
    assert read(cells=[*ROW[:3], "4401180", "9435076"]).fields["position"]["crs"] == "EPSG:28409"
    fixed = with_settings(PLAIN, ["constants.position_crs=EPSG:28408"])
    assert "begins with the zone" in wrong(fixed, [*ROW[:3], "4401180", "9435076"])['position_y (column "Y")']


def test_positions_are_read_from_degrees_utm_mgrs_and_one_cell() -> None:
    rest: dict[str, Any] = {"marking": "M", "count": "N", "found_on": "D"}

    def position(crs: str | None, cells: list[Any], **columns: str) -> Any:
        constants = {"category": "ap_mine", **({"position_crs": crs} if crs else {})}
        mapping = ImportMapping(columns={**rest, **columns}, constants=constants)
        return read(mapping, [*ROW[:3], *cells], ["M", "N", "D", "A", "B"]).fields["position"]

    degrees = position(None, ["39°45'N", "46,5"], position_lat="A", position_lon="B")
    assert degrees == {"crs": "EPSG:4326", "lat": 39.75, "lon": 46.5}
    utm = position("UTM 38N", ["634917", 4399329], position_easting="A", position_northing="B")
    assert utm == {"crs": "EPSG:32638", "easting": 634917, "northing": 4399329}
    mgrs = position(None, ["38S PJ 34917 99329", "5"], position_mgrs="A", position_accuracy_m="B")
    assert mgrs == {"crs": "MGRS", "mgrs": "38S PJ 34917 99329", "accuracy_m": 5}
    assert position(None, ["39.75, 46.5", None], position="A") == {"crs": "EPSG:4326", "lat": 39.75, "lon": 46.5}
    json = '{"crs": "EPSG:28408", "x": 4401180, "y": 8635076}'
    assert position(None, [json, None], position="A") == {"crs": "EPSG:28408", "x": 4401180, "y": 8635076}


def test_half_a_position_is_refused_by_the_half_that_is_missing() -> None:
    assert wrong(cells=[*ROW[:4], " "]) == {'position_y (column "Y")': "is empty"}


def test_further_columns_go_into_the_note_with_their_names() -> None:
    mapping = with_settings(PLAIN, ["add_to_note=U", "add_to_note=V"])
    row = read(mapping, [*ROW, "2nd company", ""], [*COLUMNS, "U", "V"])
    assert row.fields["note"] == "U: 2nd company"


def test_ids_that_are_no_uuids_need_the_name_of_their_source() -> None:
    mapping, columns = with_settings(PLAIN, ["id=I"]), [*COLUMNS, "I"]
    assert "say whose ids" not in str(wrong(mapping, [*ROW, "17"], columns))
    assert [*wrong(mapping, [*ROW, "17"], columns)] == ['id (column "I")']
    of_one = read(with_settings(mapping, ["source=one"]), [*ROW, "17"], columns)
    of_other = read(with_settings(mapping, ["source=other"]), [*ROW, 17], columns)
    assert of_one.named
    assert of_one.find_id != of_other.find_id


def test_a_row_of_a_find_that_is_not_live_is_refused() -> None:
    mapping = with_settings(PLAIN, ["state=S"])
    assert "only live finds" in str(wrong(mapping, [*ROW, "deleted"], [*COLUMNS, "S"]))


def test_more_cells_than_columns_are_refused_and_not_lost() -> None:
    assert "6 cells" in wrong(cells=[*ROW, "tail"])["(row)"]
    read(cells=[*ROW, ""])


# What may be something else


@pytest.mark.parametrize("name", ["Number", "No", "№", "Say", "Número", "число"])
def test_a_heading_that_may_be_a_number_of_the_row_is_no_count(name: str) -> None:
    assert "count" not in guess(f"Model;{name}", ["PMN", 1], ["PMN", 2]).columns


def test_a_column_that_numbers_the_rows_is_no_count_whatever_its_heading() -> None:
    rows = [["PMN", n] for n in range(1, 11)]
    assert "count" not in guess("Model;Quantity", *rows).columns
    assert guess("Model;Quantity", *rows[:9]).columns["count"] == "Quantity"
    assert guess("Model;Quantity", *rows[:9], ["PMN", 1]).columns["count"] == "Quantity"


def test_a_heading_that_could_mean_something_else_is_a_doubt() -> None:
    sample = Sample(["Model", "Total", "Report date"], [["PMN", 12, "2022-08-15"]])
    assert [one.field for one in doubts(guessed(sample), sample)] == ["count", "found_on"]
    sure = Sample(["Model", "Quantity", "Date found"], [["PMN", 12, "2022-08-15"]])
    assert doubts(guessed(sure), sure) == []


def test_the_headings_of_kobo_and_odk_central_are_known() -> None:
    kobo = guess(
        "start;Date found;Type of ordnance;How many?;Where;_Where_latitude;_Where_longitude;_Where_precision;_uuid",
        ["2022-08-15T17:20:00.000+04:00", "2022-08-15", "PMN-2", 3, "39.7 46.5 1250.0 4.8", 39.7, 46.5, 4.8, "uuid:1f"],
    )
    assert kobo.columns == {
        "marking": "Type of ordnance", "count": "How many?", "found_on": "Date found",
        "position_lat": "_Where_latitude", "position_lon": "_Where_longitude",
        "position_accuracy_m": "_Where_precision",
    }  # fmt: skip
    central = guess(
        "found_on;marking;count;where-Latitude;where-Longitude;where-Altitude;where-Accuracy;meta-instanceID",
        ["2022-08-15", "PMN-2", 3, 39.7, 46.5, 1250, 4.8, "uuid:0198b8e2-5a1c-7c3e-9d57-0b6a4e2f1c11"],
    )
    assert {central.columns[name] for name in ("position_lat", "position_lon", "position_accuracy_m", "id")} == {
        "where-Latitude", "where-Longitude", "where-Accuracy", "meta-instanceID",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("39.733186 46.574427 1250.0 4.8", {"crs": "EPSG:4326", "lat": 39.733186, "lon": 46.574427, "accuracy_m": 4.8}),
        ("39.733186,46.574427,1250.0", {"crs": "EPSG:4326", "lat": 39.733186, "lon": 46.574427}),
        ("38s pj 34917 99329", {"crs": "MGRS", "mgrs": "38s pj 34917 99329"}),
    ],
)
def test_a_place_in_one_cell_may_say_altitude_and_accuracy_or_be_a_square(text: str, position: Any) -> None:
    mapping = ImportMapping(columns={"marking": "M", "count": "N", "found_on": "D", "position": "P", "category": "C"})
    row = read(mapping, ["PMN", 1, "2022-08-15", text, "ap_mine"], ["M", "N", "D", "P", "C"])
    assert row.fields["position"] == position


def test_a_cell_of_an_error_refuses_the_row_or_is_left_empty_and_named() -> None:
    mapping = ImportMapping(columns={**PLAIN.columns, "district": "E"}, constants=PLAIN.constants)
    row = read(mapping, [*ROW, "#N/A"], [*COLUMNS, "E"])
    assert "district" not in row.fields
    assert [(one.field, one.code, one.detail) for one in row.unread] == [
        ('district (column "E")', "no_value", "cell F2 holds #N/A")
    ]
    assert wrong(mapping, [*ROW[:1], "#REF!", *ROW[2:], "x"], [*COLUMNS, "E"]) == {
        'count (column "N")': "cell B2 holds #REF!"
    }
