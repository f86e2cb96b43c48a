"""The position: where it is, and that no known trap gets through without a word."""

from __future__ import annotations

import math
import random
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from mgrs import MGRS
from pydantic import TypeAdapter, ValidationError
from pyproj import Geod, Transformer
from pyproj.transformer import TransformerGroup

from models import squares
from models.grids import DATUM_STEP, DATUM_STEP_PIPELINE, GREATEST_EAST_M, LEAST_EAST_M
from models.position import WIDEST_ACCURACY_M, Location, PositionError, locate, position_meaning
from models.position_forms import Position

LETTER: dict[str, Any] = {"crs": "EPSG:28408", "x": 4401180, "y": 8635076}
WGS84: dict[str, Any] = {"crs": "EPSG:4326", "lat": 39.733186, "lon": 46.574427, "accuracy_m": 5}
UTM: dict[str, Any] = {"crs": "EPSG:32638", "easting": 634917, "northing": 4399329}
SQUARE: dict[str, Any] = {"crs": "MGRS", "mgrs": "38SPJ3491799329"}
FORMS = (LETTER, WGS84, UTM, SQUARE)
LACHIN = (39.733186, 46.574427)

ELLIPSOID = Geod(ellps="WGS84")
MODEL: TypeAdapter[Any] = TypeAdapter(Position)
SCHEMA = MODEL.json_schema()


def apart_m(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    return float(ELLIPSOID.inv(lon, lat, other_lon, other_lat)[2])


def degrees(location: Location) -> tuple[float, float]:
    return location.lat, location.lon


def refusal(position: object) -> PositionError:
    with pytest.raises(PositionError) as caught:
        locate(position)
    error = caught.value
    assert error.detail.endswith(".")
    assert error.remedy.endswith((".", "}"))
    assert str(error).isprintable()
    return error


def refused(position: object) -> tuple[str, str]:
    error = refusal(position)
    return error.field, error.code


# Where it is


def test_the_letter_is_in_lachin() -> None:
    location = locate(LETTER)
    assert degrees(location) == pytest.approx(LACHIN, abs=1e-6)
    assert (location.accuracy_m, location.transform) == (None, "EPSG:15865")


def test_the_four_forms_of_one_place_are_within_a_metre() -> None:
    for form in FORMS:
        assert apart_m(*degrees(locate(form)), *LACHIN) < 1


def test_the_transform_and_the_accuracy_are_named() -> None:
    assert [locate(form).transform for form in FORMS] == ["EPSG:15865", "none", "EPSG:16038", "MGRS"]
    assert [locate(form).accuracy_m for form in FORMS] == [None, 5.0, None, 1.0]
    assert locate({**LETTER, "accuracy_m": 30}).accuracy_m == 30.0


def test_the_datum_step_is_the_one_of_the_epsg_registry() -> None:
    registered = Transformer.from_pipeline("urn:ogc:def:coordinateOperation:EPSG::15865").definition
    assert DATUM_STEP_PIPELINE.replace("+", "") in registered


@pytest.mark.parametrize("zone", [7, 8, 9])
def test_it_is_what_proj_gives_when_told_to_take_the_pinned_datum_step(zone: int) -> None:
    group = TransformerGroup(28400 + zone, 4326).transformers
    (told,) = [one for one in group if "Pulkovo 1942 to WGS 84 (16)" in one.description]
    chance = random.Random(zone)
    for _ in range(300):
        x = chance.uniform(3_800_000, 9_200_000)
        y = zone * 1_000_000 + chance.uniform(LEAST_EAST_M, GREATEST_EAST_M)
        place = locate({"crs": f"EPSG:{28400 + zone}", "x": x, "y": y})
        assert apart_m(*degrees(place), *told.transform(x, y)) < 0.001


@given(st.integers(1, 60), st.booleans(), st.floats(LEAST_EAST_M, GREATEST_EAST_M), st.floats(0, 1))
def test_utm_is_what_proj_gives(zone: int, south: bool, easting: float, part: float) -> None:
    northing = 1_200_000 + part * 8_799_000 if south else part * 9_300_000
    code = (32700 if south else 32600) + zone
    place = locate({"crs": f"EPSG:{code}", "easting": easting, "northing": northing})
    assert apart_m(*degrees(place), *Transformer.from_crs(code, 4326).transform(easting, northing)) < 0.001
    assert place.transform == f"EPSG:{(16100 if south else 16000) + zone}"
    assert -90 <= place.lat <= 90
    assert -180 <= place.lon <= 180


def test_threads_share_the_transformers_and_agree() -> None:
    with ThreadPoolExecutor(4) as threads:
        for form in FORMS:
            assert set(threads.map(locate, [form] * 200)) == {locate(form)}


# The traps: none of these raises anything by itself


def test_the_letter_read_as_utm_would_be_1_9_km_off() -> None:
    as_utm = locate({"crs": "EPSG:32638", "easting": LETTER["y"] - 8_000_000, "northing": LETTER["x"]})
    assert apart_m(*degrees(as_utm), *LACHIN) == pytest.approx(1_900, abs=50)
    assert refused({"crs": "EPSG:32638", "easting": LETTER["y"], "northing": LETTER["x"]})[1] == "out_of_range"


@pytest.mark.parametrize("zone", [7, 9])
def test_one_zone_wrong_would_be_480_km_off_and_is_refused(zone: int) -> None:
    shifted = LETTER["y"] + (zone - 8) * 1_000_000
    assert apart_m(*degrees(locate({**LETTER, "crs": f"EPSG:{28400 + zone}", "y": shifted})), *LACHIN) > 450_000
    error = refusal({**LETTER, "crs": f"EPSG:{28400 + zone}"})
    assert (error.field, error.code) == ("position.y", "wrong_zone")
    assert "EPSG:28408" in error.remedy


def test_swapped_axes_would_be_in_the_atlantic_and_are_refused() -> None:
    naive = Transformer.from_crs(28408, 4326, always_xy=True).transform(LETTER["x"], LETTER["y"])
    assert apart_m(naive[1], naive[0], *LACHIN) > 4_000_000
    error = refusal({**LETTER, "x": LETTER["y"], "y": LETTER["x"]})
    assert (error.field, error.code) == ("position.y", "swapped_axes")
    assert "swapped" in error.detail
    assert error.remedy == "Send x 4401180 and y 8635076."


def test_the_datum_step_forgotten_would_be_103_m_off() -> None:
    forgotten = Transformer.from_crs(28408, 4284).transform(LETTER["x"], LETTER["y"])
    assert apart_m(*forgotten, *degrees(locate(LETTER))) == pytest.approx(103, abs=1)


@pytest.mark.parametrize("zone", [7, 8, 9])
def test_the_datum_step_is_not_left_to_proj(zone: int) -> None:
    position = {"crs": f"EPSG:{28400 + zone}", "x": 5_400_000, "y": zone * 1_000_000 + 500_000}
    default = Transformer.from_crs(28400 + zone, 4326).transform(position["x"], position["y"])
    assert apart_m(*degrees(locate(position)), *default) < 20
    assert locate(position).transform == DATUM_STEP


def test_an_easting_without_its_zone_is_refused_with_the_number_to_send() -> None:
    error = refusal({**LETTER, "y": 635076})
    assert (error.field, error.code) == ("position.y", "wrong_zone")
    assert "8635076" in error.remedy


def test_a_zone_that_no_crs_here_has_is_refused() -> None:
    assert refused({**LETTER, "y": 5_635_076}) == ("position.y", "wrong_zone")
    assert refused({**LETTER, "y": -8_635_076}) == ("position.y", "wrong_zone")


def test_swapped_utm_is_refused_with_the_numbers_to_send() -> None:
    error = refusal({**UTM, "easting": UTM["northing"], "northing": UTM["easting"]})
    assert (error.field, error.code) == ("position.easting", "swapped_axes")
    assert error.remedy == "Send easting 634917 and northing 4399329."


@pytest.mark.parametrize(
    ("position", "field"),
    [
        ({**LETTER, "x": -4401180}, "x"),
        ({**LETTER, "x": 440118}, "x"),
        ({**LETTER, "x": 44011800}, "x"),
        ({**LETTER, "x": 10**400}, "x"),
        ({**LETTER, "y": 8_099_999}, "y"),
        ({**LETTER, "y": 8_900_001}, "y"),
        ({**UTM, "easting": 99_999}, "easting"),
        ({**UTM, "easting": -634917}, "easting"),
        ({**UTM, "northing": -1}, "northing"),
        ({**UTM, "northing": 9_400_001}, "northing"),
        ({**UTM, "crs": "EPSG:32738", "northing": 999_999}, "northing"),
        ({**WGS84, "lat": 90.000001}, "lat"),
        ({**WGS84, "lat": -91}, "lat"),
        ({**WGS84, "lon": 180.000001}, "lon"),
        ({**WGS84, "lon": 10**400}, "lon"),
        *(({**form, "accuracy_m": -0.1}, "accuracy_m") for form in FORMS),
        *(({**form, "accuracy_m": 10**400}, "accuracy_m") for form in FORMS),
        *(({**form, "accuracy_m": WIDEST_ACCURACY_M + 1}, "accuracy_m") for form in FORMS),
    ],
)
def test_a_number_beyond_its_range_is_refused(position: dict[str, Any], field: str) -> None:
    assert refused(position) == (f"position.{field}", "out_of_range")


@pytest.mark.parametrize("value", ["4401180", True, False, None, math.nan, math.inf, -math.inf, [], {}, "\ud800" * 100])
@pytest.mark.parametrize("form", FORMS[:3], ids=lambda form: str(form["crs"]))
def test_only_numbers_are_numbers(form: dict[str, Any], value: Any) -> None:
    for name in form.keys() - {"crs"}:
        if name != "accuracy_m" or value is not None:
            assert refused({**form, name: value}) == (f"position.{name}", "not_a_number")
    if value is not None:
        assert refused({**form, "accuracy_m": value}) == ("position.accuracy_m", "not_a_number")


@pytest.mark.parametrize("form", FORMS, ids=lambda form: str(form["crs"]))
def test_a_missing_or_an_unknown_member_is_refused(form: dict[str, Any]) -> None:
    for name in form.keys() - {"accuracy_m"}:
        short = {other: value for other, value in form.items() if other != name}
        assert refused(short) == (f"position.{name}", "missing_member")
    assert refused({**form, "altitude": 900}) == ("position.altitude", "unknown_member")
    assert refusal({**form, "\ud800\0" + "z" * 100: 1}).field.isprintable()


def test_an_accuracy_may_be_null() -> None:
    for form in FORMS[:3]:
        assert locate({**form, "accuracy_m": None}).accuracy_m is None


@pytest.mark.parametrize(
    "crs",
    [
        "EPSG:28406",
        "EPSG:28410",
        "EPSG:2498",
        "EPSG:4284",
        "EPSG:32600",
        "EPSG:32661",
        "epsg:4326",
        "",
        4326,
        None,
        [],
        {},
    ],
)
def test_another_coordinate_system_is_refused_with_a_list_of_those_taken(crs: Any) -> None:
    error = refusal({**LETTER, "crs": crs})
    assert (error.field, error.code) == ("position.crs", "unknown_crs")
    assert "EPSG:28407 to EPSG:28409" in error.remedy


@pytest.mark.parametrize("position", [None, 1, True, "38SPJ3491799329", [4401180, 8635076], math.nan])
def test_a_position_is_an_object(position: object) -> None:
    assert refused(position) == ("position", "wrong_type")


@pytest.mark.parametrize(
    ("position", "remedy"),
    [
        ({"crs": "EPSG:28408", "x": 4401.18, "y": 8635.076}, "x 4401180 and y 8635076"),
        ({"crs": "EPSG:28408", "x": 4401180, "y": 8635.076}, "y 8635076"),
        ({"crs": "EPSG:28408", "x": 4401.18, "y": 8635076}, "4401180"),
        ({"crs": "EPSG:32638", "easting": 634.917, "northing": 4399329}, "634917"),
    ],
)
def test_kilometres_are_told_their_metres(position: dict[str, Any], remedy: str) -> None:
    assert remedy in refusal(position).remedy
    assert "not kilometres" in refusal(position).remedy


def test_a_remedy_is_not_refused_itself() -> None:
    assert "8635076, if the zone is right" in refusal({**LETTER, "y": 635076}).remedy
    assert "Write the zone in front" not in refusal({**LETTER, "y": 50_000}).remedy


# MGRS


@pytest.mark.parametrize(
    ("reference", "side_m"),
    [("38SPJ39", 10_000), ("38SPJ3499", 1_000), ("38SPJ349993", 100), ("38SPJ34919932", 10), ("38SPJ3491799329", 1)],
)
def test_an_mgrs_reference_is_the_centre_of_its_square_and_as_accurate_as_its_side(
    reference: str, side_m: float
) -> None:
    place = locate({"crs": "MGRS", "mgrs": reference})
    assert place.accuracy_m == side_m
    corner = UTM["easting"] // side_m * side_m, UTM["northing"] // side_m * side_m
    centre = locate({"crs": "EPSG:32638", "easting": corner[0] + side_m / 2, "northing": corner[1] + side_m / 2})
    assert apart_m(*degrees(place), *degrees(centre)) < 0.001
    assert locate({"crs": "MGRS", "mgrs": reference, "accuracy_m": 0.5}).accuracy_m == side_m
    assert locate({"crs": "MGRS", "mgrs": reference, "accuracy_m": 20_000}).accuracy_m == 20_000


@pytest.mark.parametrize("typed", ["38S PJ 34917 99329", "38spj3491799329", " 38s pj\u00a034917\t99329 "])
def test_spaces_and_small_letters_make_no_other_square(typed: str) -> None:
    assert locate({"crs": "MGRS", "mgrs": typed}) == locate(SQUARE)
    assert position_meaning({"crs": "MGRS", "mgrs": typed}) == position_meaning(SQUARE)


def test_a_zone_of_one_digit_may_have_a_nought_in_front() -> None:
    one, other = {"crs": "MGRS", "mgrs": "4QFJ1234567890"}, {"crs": "MGRS", "mgrs": "04QFJ1234567890"}
    assert locate(one) == locate(other)
    assert position_meaning(one) == position_meaning(other)


@given(st.floats(-90, 90), st.floats(-180, 179.999999), st.integers(1, 5))
@example(72.0, 8.9999, 1)
@example(60.5, 3.1, 1)
@example(83.9, 20.9, 1)
def test_every_square_that_mgrs_gives_to_a_place_is_taken_and_near_it(lat: float, lon: float, digits: int) -> None:
    reference = MGRS().toMGRS(lat, lon, MGRSPrecision=digits)
    place = locate({"crs": "MGRS", "mgrs": reference})
    side_m = 10 ** (5 - digits)
    assert place.accuracy_m == side_m
    assert apart_m(*degrees(place), lat, lon) <= 0.72 * side_m + 0.1
    assert -90 <= place.lat <= 90
    assert -180 <= place.lon <= 180


@pytest.mark.parametrize(
    "mgrs",
    ["38SPJ", "38S", "38SPJ1", "38SPJ123", "38SPJ349179932", "38SPJ349171993291", "38IPJ11", "38SPI11", "61SPJ11",
     "00SPJ11", "", "38SPZ1122", "З8SPJ11", "38SPJ１１", "38SPJ1\ud8001", "38SPJ-1-1", "38SPJ11" + " " * 100, 38, None,
     ["38SPJ11"], True],
)  # fmt: skip
def test_what_names_no_square_is_refused(mgrs: Any) -> None:
    assert refused({"crs": "MGRS", "mgrs": mgrs}) == ("position.mgrs", "bad_mgrs")


SLIPS = [
    letters
    for n, choices in enumerate(("0123456789", "0123456789", *["ABCDEFGHJKLMNPQRSTUVWXYZ"] * 3))
    for letters in ("38SPJ"[:n] + choice + "38SPJ"[n + 1 :] for choice in choices)
    if letters != "38SPJ"
]
"""One digit or letter of the zone, the band or the square is wrong."""


def test_a_slip_in_zone_band_or_square_is_taken_only_where_the_square_reaches_the_band() -> None:
    taken, refusals = [], {}
    for letters in SLIPS:
        try:
            place = locate({"crs": "MGRS", "mgrs": f"{letters}3491799329"})
        except PositionError as error:
            refusals[letters] = error
        else:
            taken.append(letters)
            south = -80 + 8 * "CDEFGHJKLMNPQRSTUVWX".index(letters[2])
            assert south - 1 < place.lat < south + 9 + 4 * (letters[2] == "X"), letters  # 100 km are 0.9 degrees
    assert len(SLIPS) == 87
    assert {(error.field, error.code) for error in refusals.values()} == {("position.mgrs", "bad_mgrs")}
    assert [letters for letters in taken if letters[3] == "P" and letters.startswith("38S")] == [
        f"38SP{row}" for row in "ABCDEFGHK"
    ]
    assert {f"38SP{row}" for row in "LMNPQRSTUV"} | {"38GPJ", "35SPJ"} <= refusals.keys()


def test_a_square_that_contradicts_its_band_is_told_what_would_fit() -> None:
    error = refusal({"crs": "MGRS", "mgrs": "38s pt 34917 99329"})
    assert "no part of the square PT of zone 38 lies in band S" in error.detail
    assert "in band S the second letter of the square is one of ABCDEFGHJK" in error.remedy
    assert "the square PT of zone 38 lies in bands C, E, G, J, M, P, R, T, W, X" in error.remedy
    assert "JKLMNPQR" in refusal({"crs": "MGRS", "mgrs": "38SAJ39"}).remedy


@given(st.integers(1, 60), st.sampled_from("BCDEFGQRSTYZJKLP"), st.sampled_from("ABEFGJLPRUV"), st.integers(0, 9))
@example(38, "P", "K", 9)
def test_a_square_in_two_bands_is_one_place_in_both(zone: int, column: str, row: str, digit: int) -> None:
    for square in (one for one in squares.squares(zone, column + row) if len(one.bands) == 2):
        places = {
            locate({"crs": "MGRS", "mgrs": f"{zone}{band}{column}{row}{digit}{9 - digit}"}) for band in square.bands
        }
        assert len(places) == 1


# What it means


ACCURACIES = (
    st.none() | st.sampled_from([0, 0.0, -0.0, 5, 5.0, 5.5, 20_040_000]) | st.floats(0, 100) | st.integers(0, 100)
)
ACCEPTED = st.one_of(
    st.builds(
        lambda lat, lon: {"crs": "EPSG:4326", "lat": lat, "lon": lon},
        st.floats(-90, 90) | st.integers(-90, 90),
        st.floats(-180, 180) | st.integers(-180, 180),
    ),
    st.builds(
        lambda zone, x, y: {"crs": f"EPSG:{28400 + zone}", "x": x, "y": zone * 1_000_000 + y},
        st.integers(7, 9),
        st.integers(3_800_000, 9_200_000) | st.floats(3_800_000, 9_200_000),
        st.integers(100_000, 900_000) | st.floats(100_000, 900_000),
    ),
    st.builds(
        lambda zone, south, easting, northing: {
            "crs": f"EPSG:{(32700 if south else 32600) + zone}", "easting": easting, "northing": northing
        },
        st.integers(1, 60),
        st.booleans(),
        st.floats(100_000, 900_000) | st.integers(100_000, 900_000),
        st.integers(1_000_000, 9_400_000),
    ),
    st.builds(lambda mgrs: {"crs": "MGRS", "mgrs": mgrs}, st.sampled_from(["38SPJ39", "38s pj 39", "4QFJ1234567890"])),
)  # fmt: skip
WITH_ACCURACY = (
    st.builds(lambda position, accuracy: {**position, "accuracy_m": accuracy}, ACCEPTED, ACCURACIES) | ACCEPTED
)
ODD = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: (
        st.lists(inner)
        | st.dictionaries(st.sampled_from(["crs", "x", "y", "lat", "mgrs", "accuracy_m"]) | st.text(), inner)
    ),
)


def accepts(position: object) -> bool:
    try:
        locate(position)
    except PositionError:
        return False
    return True


def test_spellings_of_one_position_mean_the_same() -> None:
    meaning = position_meaning(LETTER)
    assert position_meaning({"y": 8635076.0, "x": 4401180.0, "crs": "EPSG:28408"}) == meaning
    assert position_meaning({**LETTER, "accuracy_m": None}) == meaning
    assert position_meaning({**WGS84, "lat": 0, "lon": -0.0}) == position_meaning(
        {**WGS84, "lat": -0.0, "lon": 0, "accuracy_m": 5.0}
    )


def test_another_number_crs_or_accuracy_means_something_else() -> None:
    others = [
        {**LETTER, "x": 4401180.1},
        {**LETTER, "accuracy_m": 0},
        {**LETTER, "crs": "EPSG:28407"},
        {**LETTER, "x": "4401180"},
    ]
    others += [
        WGS84,
        UTM,
        SQUARE,
        {"crs": "MGRS", "mgrs": "38SPJ34919932"},
        {**WGS84, "lat": 1},
        {**WGS84, "lat": True},
    ]
    assert len({position_meaning(position) for position in [LETTER, *others]}) == len(others) + 1


@given(WITH_ACCURACY)
def test_a_position_spelt_another_way_means_the_same(position: dict[str, Any]) -> None:
    other = {name: float(value) if isinstance(value, int) else value for name, value in reversed(position.items())}
    if other.get("accuracy_m") is None:
        other = {"accuracy_m": None, **other}
    assert position_meaning(other) == position_meaning(position)
    assume(accepts(position))
    assert locate(other) == locate(position)


@given(WITH_ACCURACY, WITH_ACCURACY)
def test_positions_with_equal_meaning_are_at_one_place(one: dict[str, Any], other: dict[str, Any]) -> None:
    if position_meaning(one) == position_meaning(other):
        assert accepts(one) == accepts(other)
        assert not accepts(one) or locate(one) == locate(other)


@given(ODD)
def test_anything_has_a_meaning_and_only_positions_have_a_place(value: object) -> None:
    assert position_meaning(value) == position_meaning(value)
    if not accepts(value):
        refusal(value)


def test_a_value_that_no_canonical_json_can_hold_has_a_meaning_too() -> None:
    deep: Any = []
    for _ in range(5_000):
        deep = [deep]
    odd = [{**LETTER, "x": value} for value in (2**60, 2**61, math.nan, "\ud800", deep, [deep])]
    assert len({position_meaning(position) for position in odd}) == len(odd)


# The models of the API's description


@given(WITH_ACCURACY)
@example({**SQUARE, "accuracy_m": None})
@example({"crs": "MGRS", "mgrs": "38SPJ 3 9" + " " * 20})
def test_the_model_and_the_schema_take_what_is_located(position: dict[str, Any]) -> None:
    assume(accepts(position))
    assert MODEL.validate_python(position).model_dump(exclude_unset=True) == position
    Draft202012Validator(SCHEMA).validate(position)


@pytest.mark.parametrize(
    "position",
    [
        {**LETTER, "x": "4401180"},
        {**LETTER, "x": True},
        {**LETTER, "z": 1},
        {**UTM, "crs": "EPSG:32661"},
        {"crs": "MGRS"},
    ],
)
def test_the_model_and_the_schema_refuse_other_forms(position: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        MODEL.validate_python(position)
    assert not Draft202012Validator(SCHEMA).is_valid(position)
    assert not accepts(position)


def test_the_examples_of_the_description_are_positions() -> None:
    examples = [example for form in SCHEMA["$defs"].values() for example in form["examples"]]
    assert len(examples) == 4
    for position in examples:
        assert apart_m(*degrees(locate(position)), *LACHIN) < 1
