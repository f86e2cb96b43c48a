"""Canonical bytes: always what RFC 8785 says, or a refusal."""

from __future__ import annotations

import enum
import json
import math
import random
from typing import Any

import pytest
import rfc8785
from hypothesis import example, given
from hypothesis import strategies as st

from models.canonical import DEEPEST_NESTING, GREATEST_INTEGER, CanonicalError, canonical, digest, equality_text

TEXTS = st.text(st.characters(codec="utf-8"))
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-GREATEST_INTEGER, GREATEST_INTEGER)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.floats(-1e6, 1e6).map(lambda number: round(number, 3))
    | TEXTS
)
VALUES = st.recursive(SCALARS, lambda inner: st.lists(inner) | st.dictionaries(TEXTS, inner), max_leaves=20)


def nested(levels: int) -> Any:
    value: Any = 1
    for _ in range(levels):
        value = [value]
    return value


@given(VALUES)
@example({"\ue000": 1, "\U00010000": 2})
@example({"b": 12.0, "a": [-0.0, 4401180.0, 0.1]})
@example([1e-5, 1e-6, 1e-7, 1e15, 1e16, 1e20, 1e21, 1e22, 4503599627370495.5])
@example(['\x00\x1f\x7f\u2028"\\/\b\f\n\r\t'])
def test_the_bytes_are_those_of_rfc_8785(value: Any) -> None:
    assert canonical(value) == rfc8785.dumps(value)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_number_is_written_as_rfc_8785_writes_it(number: float) -> None:
    assert canonical(number) == rfc8785.dumps(number)


def test_numbers_of_every_magnitude_are_written_as_rfc_8785_writes_them() -> None:
    chance = random.Random(8785)
    for exponent in range(-12, 25):
        for _ in range(200):
            number = chance.uniform(-10, 10) * 10.0**exponent
            assert canonical(number) == rfc8785.dumps(number)
            assert canonical(round(number, 2)) == rfc8785.dumps(round(number, 2))


@given(VALUES)
def test_the_bytes_mean_the_value(value: Any) -> None:
    assert json.loads(canonical(value), parse_int=float) == value  # 2.47e16 is written as an integer, yet is a float


def test_keys_are_sorted_by_utf_16_and_not_by_code_point() -> None:
    assert canonical({"\ue000": 1, "\U00010000": 2}) == '{"\U00010000":2,"\ue000":1}'.encode()


def test_whole_numbers_lose_their_fraction() -> None:
    assert canonical({"x": 4401180.0, "y": -0.0}) == b'{"x":4401180,"y":0}'


class Word(enum.StrEnum):
    MINE = "ap_mine"


def test_tuples_are_lists_and_words_are_texts() -> None:
    assert canonical((1, Word.MINE, {Word.MINE: (2.0,)})) == b'[1,"ap_mine",{"ap_mine":[2]}]'


REFUSED = [
    "\ud800",
    {"\udfff": 1},
    math.nan,
    math.inf,
    -math.inf,
    GREATEST_INTEGER + 1,
    -GREATEST_INTEGER - 1,
    2**64,
    10**5000,
    {1: 2},
    {None: 2},
    {1: 2, "a": 3},
    {1, 2},
    b"bytes",
    object(),
]


@pytest.mark.parametrize("value", REFUSED, ids=lambda value: ascii(value)[:20] if value != 10**5000 else "10**5000")
def test_what_rfc_8785_cannot_write_is_refused(value: Any) -> None:
    for whole in (value, [value], {"a": {"b": value}}):
        with pytest.raises(CanonicalError, match=r"."):
            canonical(whole)


def test_the_greatest_integers_are_taken() -> None:
    assert canonical([GREATEST_INTEGER, -GREATEST_INTEGER]) == b"[9007199254740991,-9007199254740991]"


@pytest.mark.parametrize("innermost", [1, 2.0, "é"])
def test_nesting_is_taken_to_a_fixed_depth(innermost: Any) -> None:
    value: Any = {"é": innermost}
    for _ in range(DEEPEST_NESTING - 1):
        value = [value]
    assert canonical(value) == rfc8785.dumps(value)
    with pytest.raises(CanonicalError, match="nested"):
        canonical([value])


def test_the_depth_that_is_taken_does_not_depend_on_the_caller() -> None:
    def from_deeper(calls: int) -> bytes:
        return from_deeper(calls - 1) if calls else canonical(nested(DEEPEST_NESTING))

    assert from_deeper(200) == canonical(nested(DEEPEST_NESTING))


@pytest.mark.parametrize("levels", [DEEPEST_NESTING + 1, 1_000, 100_000])
def test_a_nesting_too_deep_is_refused(levels: int) -> None:
    with pytest.raises(CanonicalError, match="nested"):
        canonical(nested(levels))


def test_the_digest_is_sha_256() -> None:
    assert digest(b"abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_the_equality_text_of_anything_else_tells_values_apart() -> None:
    odd = [value for value in REFUSED if not isinstance(value, set | bytes) and type(value) is not object]
    odd += [
        nested(1_000),
        nested(1_001),
        [[2**53], 1],
        [[2**53, 1]],
        [2**53, True],
        [2**53, 1],
        [2**53, "1"],
        [2**53, None],
    ]
    texts = [equality_text(value) for value in odd]
    assert len(set(texts)) == len(odd)


@given(st.dictionaries(TEXTS, VALUES, min_size=2))
def test_the_equality_text_does_not_depend_on_the_order_of_members(value: dict[str, Any]) -> None:
    backwards = dict(reversed(value.items()))
    assert equality_text(value) == equality_text(backwards)
    assert equality_text({"odd": 2**60, **value}) == equality_text({**backwards, "odd": 2**60})
