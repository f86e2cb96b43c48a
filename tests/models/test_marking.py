"""The marking key: spellings of one type come together, and different types stay apart."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.marking import LATIN_FOR_CYRILLIC, LONGEST_MARKING, marking_key

TYPED = st.text(
    alphabet="АВЕЗІКМНОРСТУХЅЈЭавезікмнорстухѕјэABIOabiıİio013 -–—_\u2212\u00ad\u200d\ufeff\u0307\uff2dⅣ½é\u0301"
)


@pytest.mark.parametrize(
    "typed", ["3-001M", "З-001М", "3–001М", "3 001m", "з_001м", "3\u2212001M", "3\u00ad001\u200bM", "３－００１Ｍ"]
)
def test_the_spellings_of_one_type_have_one_key(typed: str) -> None:
    assert marking_key(typed) == "3001M"


def test_cyrillic_e_is_not_taken_for_a_three() -> None:
    assert marking_key("Э-001М") == "Э001M"
    assert marking_key("э-001м") == "Э001M"


def test_letters_and_digits_that_only_resemble_each_other_stay_apart() -> None:
    assert marking_key("3-OO1M") != marking_key("3-001M")
    assert marking_key("PMN-I") != marking_key("PMN-1")
    assert marking_key("PMN-l") == marking_key("PMN-L") != marking_key("PMN-1")


def test_every_cyrillic_look_alike_of_the_design_is_latin() -> None:
    assert marking_key("АВЕЗІКМНОРСТУХЅЈ") == marking_key("авезікмнорстухѕј") == "ABE3IKMHOPCTYXSJ"


@pytest.mark.parametrize("typed", ["i", "I", "ı", "İ", "i\u0307", "I\u0307", "I\u200d\u0307", "і", "І"])
def test_every_i_is_one_i(typed: str) -> None:
    assert marking_key(typed) == "I"


@pytest.mark.parametrize("typed", ["", " ", "-–—", "_\u2212\u00ad", "\u200b\ufeff\t"])
def test_nothing_is_left_of_a_marking_without_letters_and_digits(typed: str) -> None:
    assert marking_key(typed) == ""


def test_a_dropped_joiner_lets_an_accent_find_its_letter() -> None:
    assert marking_key("e\u200d\u0301") == marking_key("é") == "É"


@given(st.text())
def test_folding_a_key_changes_nothing(typed: str) -> None:
    key = marking_key(typed)
    assert marking_key(key) == key


@given(TYPED)
def test_each_step_of_the_fold_leaves_the_key(typed: str) -> None:
    key = marking_key(typed)
    composed = unicodedata.normalize("NFKC", typed)
    assert marking_key(composed) == key
    assert marking_key(composed.upper()) == key
    assert marking_key(composed.upper().translate(LATIN_FOR_CYRILLIC)) == key
    assert marking_key("-".join(typed.split(" "))) == key


@given(st.text(), st.integers(min_value=0))
def test_dashes_spaces_and_format_characters_count_for_nothing_between_letters(typed: str, place: int) -> None:
    letters = "".join(character for character in typed if unicodedata.category(character) in ("Lu", "Nd"))
    place %= len(letters) + 1
    assert marking_key(letters[:place] + " –\u2212_\u200d" + letters[place:]) == marking_key(letters)


@given(st.text())
def test_a_key_holds_nothing_that_the_fold_drops(typed: str) -> None:
    for character in marking_key(typed):
        assert not character.isspace()
        assert unicodedata.category(character) not in ("Pd", "Cf")
        assert character not in "_\u2212ıİ"


def test_the_fold_ends_for_every_character_that_it_changes() -> None:
    characters = map(chr, range(sys.maxunicode + 1))
    changed = [one for one in characters if one.upper() != one or unicodedata.normalize("NFKC", one) != one]
    assert len(changed) > 5_000
    for one in changed:
        assert marking_key(marking_key(one)) == marking_key(one)
        assert marking_key(marking_key(f"a{one}\u0345\u0301")) == marking_key(f"a{one}\u0345\u0301")


def test_a_text_longer_than_a_marking_is_folded_too() -> None:
    assert marking_key("м" * (LONGEST_MARKING + 1)) == "M" * (LONGEST_MARKING + 1)
