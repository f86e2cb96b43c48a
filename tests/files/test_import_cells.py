"""What cells of other people's tables say: angles, days, numbers, coordinate systems."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.imports.crs import CrsError, crs_of, zone_of
from models.imports.days import AmbiguousDay, DayError, day_of
from models.imports.degrees import Axis, DegreesError, degrees, pair
from models.imports.numbers import NumberError, count_of, number_of


@pytest.mark.parametrize(
    ("text", "axis", "value"),
    [
        ("39.733186", "lat", 39.733186),
        ("39,733186", "lat", 39.733186),
        ("-74.08", "lon", -74.08),
        ("39°43'59.5\"N", "lat", 39.733194444),
        ("39°43'59.5''N", "lat", 39.733194444),
        ("39 43 59.5 N", "lat", 39.733194444),
        ("39°43,991' N", "lat", 39.733183333),
        ("N 39° 43' 59.5\"", "lat", 39.733194444),
        ("39°43′59,5″ с. ш.", "lat", 39.733194444),
        ("46°34'27,9\" В.Д.", "lon", 46.574416667),
        ("74°04'48\"З.Д.", "lon", -74.08),
        ("39-43-59.5", "lat", 39.733194444),
        ("39.733186 K", "lat", 39.733186),
        ("74.08W", "lon", -74.08),
        ("4° 30' S", "lat", -4.5),
    ],
)
def test_degrees_are_read_in_the_forms_that_people_write(text: str, axis: Axis, value: float) -> None:
    assert degrees(text, axis) == pytest.approx(value, abs=1e-9)


@pytest.mark.parametrize(
    ("text", "axis", "why"),
    [
        ("46°34'E", "lat", "is a longitude, not a latitude"),
        ("46°34'B", "lon", "Latin B is west in Turkish"),
        ("46 O", "lon", "O is west in Spanish"),
        ("39°75'N", "lat", "60 or more minutes"),
        ("-39 N", "lat", "a minus and a letter"),
        ("39.5 43", "lat", "a fraction before its last part"),
        ("near the bridge", "lat", "is no angle"),
        ("", "lat", "is no angle"),
    ],
)
def test_what_is_no_angle_or_could_be_two_is_refused_with_the_reason(text: str, axis: Axis, why: str) -> None:
    with pytest.raises(DegreesError) as refusal:
        degrees(text, axis)
    assert why in refusal.value.detail
    assert refusal.value.remedy


@given(st.integers(0, 89), st.integers(0, 59), st.integers(0, 5999), st.sampled_from("NS"))
def test_minutes_and_seconds_are_worth_what_they_say(whole: int, minutes: int, hundredths: int, letter: str) -> None:
    value = whole + minutes / 60 + hundredths / 360_000
    written = f"{whole}°{minutes:02}'{hundredths / 100:05.2f}\"{letter}"
    assert degrees(written, "lat") == pytest.approx(value if letter == "N" else -value, abs=1e-8)


@pytest.mark.parametrize(
    "text",
    [
        "39.75, 46.5",
        "39,75; 46,5",
        "(39.75, 46.5)",
        "39°45'N 46°30'E",
        "46°30'E, 39°45'N",
        "39°45′ с. ш. 46°30′ в. д.",
        "N39.75 E46.5",
        "39 45 46 30",
        "39.75 46.5",
        "POINT (46.5 39.75)",
    ],
)
def test_a_pair_in_one_cell_is_told_apart_by_its_letters_and_else_has_latitude_first(text: str) -> None:
    assert pair(text) == (39.75, 46.5)


@pytest.mark.parametrize(
    ("value", "form", "day"),
    [
        ("2022-08-15", None, "2022-08-15"),
        ("2022/8/5", "DMY", "2022-08-05"),
        ("20220815", None, "2022-08-15"),
        ("15.08.2022", None, "2022-08-15"),
        ("08/15/2022", None, "2022-08-15"),
        ("03.04.2022", "DMY", "2022-04-03"),
        ("03.04.2022", "MDY", "2022-03-04"),
        ("5.5.2022", None, "2022-05-05"),
        ("15.08.2022 10:30", None, "2022-08-15"),
        ("2022-08-15T23:30:00", None, "2022-08-15"),
        ("15 августа 2022 г.", None, "2022-08-15"),
        ("15-Aug-2022", None, "2022-08-15"),
        ("15 de agosto de 2022", None, "2022-08-15"),
        ("15 AVQUST 2022", None, "2022-08-15"),
        ("1990", "Y-07-01", "1990-07-01"),
        (1990, "Y-07-01", "1990-07-01"),
        (date(2022, 8, 15), None, "2022-08-15"),
        (datetime(2022, 8, 15, 23, 30), "MDY", "2022-08-15"),
        ("15.08.22", "DMY", "2022-08-15"),
        ("22-08-15", "YMD", "2022-08-15"),
        ("15.08.99", "DMY", "1999-08-15"),
        ("15-Aug-22", None, "2022-08-15"),
        ("Aug 15, 2022", None, "2022-08-15"),
        ("Monday, August 15th, 2022", None, "2022-08-15"),
        ("8/15/2022 5:20 PM", None, "2022-08-15"),
        ("15.08.2022 г.", None, "2022-08-15"),
        ("15 / 08 / 2022", None, "2022-08-15"),
        (44788, None, "2022-08-15"),
        (44788.72, None, "2022-08-15"),
        ("44788", None, "2022-08-15"),
    ],
)
def test_days_are_read_in_the_forms_that_people_write(value: Any, form: str | None, day: str) -> None:
    assert day_of(value, form) == day


@pytest.mark.parametrize("moment", ["2022-08-15T21:30:00Z", "2022-08-15 21:30:00.000+00:00", "2022-08-16T01:30+04:00"])
def test_a_moment_with_an_offset_is_on_the_local_day_of_the_operation(moment: str) -> None:
    assert day_of(moment, None, ZoneInfo("Asia/Baku")) == "2022-08-16"
    assert day_of(moment, None, ZoneInfo("America/Bogota")) == "2022-08-15"
    assert day_of(datetime(2022, 8, 15, 21, 30, tzinfo=UTC), None, ZoneInfo("Asia/Baku")) == "2022-08-16"


def test_a_real_date_whose_day_and_month_were_exchanged_is_read_back() -> None:
    assert day_of(datetime(2022, 10, 8), None, swapped=True) == "2022-08-10"
    with pytest.raises(DayError):
        day_of(date(2022, 8, 15), None, swapped=True)


def test_a_day_that_can_be_two_is_never_guessed() -> None:
    with pytest.raises(AmbiguousDay) as refusal:
        day_of("03.04.2022", None)
    assert "2022-04-03 or 2022-03-04" in refusal.value.detail
    assert "dates=DMY" in refusal.value.remedy


@pytest.mark.parametrize(
    ("value", "form"),
    [
        ("15.08.22", None),
        ("08/15/2022", "DMY"),
        ("31.02.2022", "DMY"),
        ("99999", None),
        (99999, None),
        ("2022-08-15T21:30:00Z", None),
        ("2022-08-15 21:30:00+04:00", None),
        (datetime(2022, 8, 15, 21, 30, tzinfo=UTC), None),
        ("last week", None),
        (True, None),
    ],
)
def test_what_is_no_local_day_is_refused(value: Any, form: str | None) -> None:
    with pytest.raises(DayError):
        day_of(value, form)


@pytest.mark.parametrize(
    ("value", "decimal", "number"),
    [
        ("12", None, 12),
        ("12,0", None, 12),
        (12.0, None, 12),
        ("1 234", None, 1234),
        ("4 401 180,5", None, 4401180.5),
        ("1.234,5", None, 1234.5),
        ("1,234.5", None, 1234.5),
        ("4.401.180", None, 4401180),
        ("39,733186", None, 39.733186),
        ("1,234", ".", 1234),
        ("1,234", ",", 1.234),
        ("1.234", ",", 1234),
        ("−5", None, -5),
    ],
)
def test_numbers_are_read_with_points_and_commas(value: Any, decimal: str | None, number: float) -> None:
    assert number_of(value, decimal) == number


@pytest.mark.parametrize(
    ("value", "decimal"), [("1,000", ","), ("1.000", "."), ("1.000", None), ("12.345", None), ("1,000", None)]
)
def test_a_count_that_may_be_a_thousand_or_one_is_a_question(value: str, decimal: str | None) -> None:
    with pytest.raises(NumberError, match=re.escape(f"{value!r} can be {value[:-4]}{value[-3:]} or {value[:-4]}")):
        count_of(value, decimal)


def test_a_count_that_can_be_one_number_is_read() -> None:
    assert [count_of("1.000", ","), count_of("1,000", "."), count_of(1.0, None), count_of("1.0", None)] == [
        1000,
        1000,
        1,
        1,
    ]


@pytest.mark.parametrize("value", ["1,234", "12 шт", "", "nan", "1.2.3", "1e999", True, float("inf"), "9" * 400, "١٢"])
def test_what_is_no_number_or_could_be_two_is_refused(value: Any) -> None:
    with pytest.raises(NumberError):
        number_of(value, None)


@pytest.mark.parametrize(
    ("text", "crs"),
    [
        ("WGS 84", "EPSG:4326"),
        ("СК-42", "SK-42"),
        ("sk42", "SK-42"),
        ("28408", "EPSG:28408"),
        ("UTM 38N", "EPSG:32638"),
        ("WGS 84 / UTM zone 38N", "EPSG:32638"),
        ("mgrs", "MGRS"),
    ],
)
def test_coordinate_systems_have_many_names(text: str, crs: str) -> None:
    assert crs_of(text) == crs


@pytest.mark.parametrize("text", ["38S", "EPSG:3857", "local", ""])
def test_a_coordinate_system_that_is_not_known_or_could_be_two_is_refused(text: str) -> None:
    with pytest.raises(CrsError):
        crs_of(text)


def test_the_zone_stands_in_front_of_y_and_of_x_where_the_two_are_swapped() -> None:
    assert zone_of(4401180, 9435076) == "EPSG:28409"
    assert zone_of(7435076, 4401180) == "EPSG:28407"
