"""The starting catalogue: every marking names one type, and every type says what it is and where to look it up."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

import pytest

from models.catalogue import SOURCES, STARTING_TYPES, StartingType
from models.find import Category
from models.marking import LONGEST_MARKING, marking_key

BEFORE = {
    "ap_mine": "3-001M PMN PMN-2 PMN-4 PMD-6 PFM-1 OZM-72 POMZ-2M MON-50 MON-100 MON-200",
    "av_mine": "TM-46 TM-57 TM-62 TM-62M TM-62P3 TM-72 TMN-46",
}
"""What the catalogue had before it had sources: finds were counted by these."""

AMBIGUOUS = "M6 M-6 M21 М-21 M26 M67 M72 M74 M75 AT-2 DM11 DM21 DM31 Type-59 Type-69 Type-72"
"""Markings of several kinds of ordnance."""

TYPE_OF = {marking_key(text): one for one in STARTING_TYPES for text in (one.marking, *one.markings)}


def test_a_marking_key_belongs_to_one_type_and_is_listed_once() -> None:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for one in STARTING_TYPES:
        for text in (one.marking, *one.markings):
            found[marking_key(text)].append(f"{one.marking}: {text}")
    assert [texts for texts in found.values() if len(texts) > 1] == []
    assert "" not in found


def test_a_marking_is_what_a_find_may_carry() -> None:
    texts = [text for one in STARTING_TYPES for text in (one.marking, *one.markings)]
    assert [text for text in texts if not 1 <= len(text) <= LONGEST_MARKING or text != text.strip()] == []
    assert [text for text, times in Counter(texts).items() if times > 1] == []


def test_the_mine_of_the_letter_comes_first_and_has_no_other_marking() -> None:
    first = STARTING_TYPES[0]
    assert first == StartingType(
        "3-001M", "Blast mine reported with this marking, 2022", "ap_mine", "", (), source="un-2022"
    )
    assert "A/76/930-S/2022/642" in SOURCES[first.source]


@pytest.mark.parametrize("typed", ["Э-001М", "Э 001м", "E-001 М", "E-001M"])
def test_only_a_person_says_that_e_001m_is_3_001m(typed: str) -> None:
    assert marking_key(typed) not in TYPE_OF


def test_pmn_e_is_a_type_of_its_own() -> None:
    assert TYPE_OF[marking_key("ПМН-Э")] is TYPE_OF[marking_key("PMN-E")]
    assert TYPE_OF[marking_key("PMN-E")] not in (TYPE_OF[marking_key("3-001M")], TYPE_OF[marking_key("PMN")])


def test_a_stake_mine_typed_without_its_number_is_not_taken_for_the_seismic_mine() -> None:
    assert marking_key("ПОМЗ") == marking_key("ПОМ-3") != marking_key("POM-3")
    assert marking_key("ПОМЗ") not in TYPE_OF
    assert TYPE_OF[marking_key("POM-3")].marking == "POM-3"


@pytest.mark.parametrize("typed", AMBIGUOUS.split())
def test_a_marking_of_several_kinds_of_ordnance_stays_unknown(typed: str) -> None:
    assert marking_key(typed) not in TYPE_OF


@pytest.mark.parametrize(
    ("typed", "marking"),
    [
        ("ПМН-2", "PMN-2"), ("МОН-50", "MON-50"), ("ПОМЗ-2М", "POMZ-2M"), ("ТМ-62М", "TM-62M"), ("ТМ-62П3", "TM-62P3"),
        ("ОЗМ-72", "OZM-72"), ("ПФМ-1", "PFM-1"), ("9Н235", "9N235"), ("МВЧ-62", "MVCh-62"), ("мс-3", "MS-3"),
        ("АО-2,5РТ", "AO-2.5RT"), ("шоаб 0,5", "ShOAB-0.5"), ("РПГ-18", "PG-18"), ("vs 50", "VS-50"),
    ],
)  # fmt: skip
def test_a_type_is_known_in_both_scripts(typed: str, marking: str) -> None:
    assert TYPE_OF[marking_key(typed)].marking == marking


def test_the_types_of_the_first_catalogue_are_still_there() -> None:
    categories = {one.marking: one.category for one in STARTING_TYPES}
    expected = {marking: category for category, markings in BEFORE.items() for marking in markings.split()}
    assert {marking: categories.get(marking) for marking in expected} == expected


def test_every_type_has_a_category_and_a_name() -> None:
    assert {one.category for one in STARTING_TYPES} <= set(Category)
    assert [one.marking for one in STARTING_TYPES if not one.name or one.name != one.name.strip()] == []


def test_a_country_is_three_capitals_or_not_known() -> None:
    assert [one for one in STARTING_TYPES if not re.fullmatch("([A-Z]{3})?", one.country)] == []


def test_every_type_has_a_source_and_every_source_is_used() -> None:
    assert {one.source for one in STARTING_TYPES} == set(SOURCES)


def test_a_source_says_who_published_it_and_where() -> None:
    assert [
        text for text in SOURCES.values() if not re.fullmatch(r"\S.*, https?://\S+( and https?://\S+)?", text)
    ] == []
    assert [text for text in SOURCES.values() if len(text) > 500] == []
