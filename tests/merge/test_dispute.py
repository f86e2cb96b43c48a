"""What is in dispute: the sum of rises, and the least and the greatest that a find could still count."""

from __future__ import annotations

from typing import Any

from sync.merge.dispute import sum_of_rises
from tests.merging import Story, create, delete, edit, resolve


def count_of(*edits: tuple[str, Any, int]) -> Story:
    return Story(*(edit(by, count=(saw, says)) for by, saw, says in edits))


def test_a_count_without_a_conflict_has_no_sum() -> None:
    assert sum_of_rises(count_of(("A1", 12, 14)).find) is None


def test_the_sum_is_the_accepted_count_and_every_offers_rise() -> None:
    assert sum_of_rises(count_of(("A1", 12, 15), ("B1", 12, 15)).find) == 18
    assert sum_of_rises(count_of(("A1", 12, 14), ("B1", 12, 15), ("C1", 12, 13)).find) == 18


def test_the_sum_is_the_same_in_every_order() -> None:
    for order in ((14, 15, 13), (15, 13, 14), (13, 14, 15)):
        assert (
            sum_of_rises(Story(*(edit(f"{by}1", count=(12, n)) for by, n in zip("ABC", order, strict=True))).find) == 18
        )


def test_there_is_no_sum_when_the_offers_raise_different_bases() -> None:
    assert sum_of_rises(count_of(("A1", 12, 16), ("B1", 12, 15), ("C1", 13, 15)).find) is None


def test_one_base_may_be_written_in_two_ways() -> None:
    assert sum_of_rises(count_of(("A1", 12, 16), ("B1", 12.0, 15), ("C1", 12, 14)).find) == 21


def test_there_is_no_sum_when_an_offer_lowers_the_base_or_leaves_it() -> None:
    assert sum_of_rises(count_of(("A1", 12, 16), ("B1", 12, 11)).find) is None
    assert sum_of_rises(count_of(("A1", 12, 16), ("B1", 12, 15), ("C1", 12, 11)).find) is None


def test_there_is_no_sum_when_the_accepted_count_is_not_above_the_base() -> None:
    assert sum_of_rises(count_of(("A1", 12, 10), ("B1", 12, 15)).find) is None
    assert sum_of_rises(count_of(("A1", 12, 14), ("B1", 12, 15), ("A1", 14, 12)).find) is None


def test_there_is_no_sum_over_a_base_that_is_no_number() -> None:
    assert sum_of_rises(Story(create("A1", count=14)).find) is None
    assert sum_of_rises(count_of(("A1", "many", 14)).find) is None
    assert sum_of_rises(count_of(("A1", True, 14)).find) is None
    assert sum_of_rises(count_of(("A1", 0.5, 14)).find) is None


def test_there_is_no_sum_for_another_field_and_none_of_a_field_without_conflict() -> None:
    story = Story(
        edit("A1", manufactured_year=(2019, 2020)), edit("B1", manufactured_year=(2019, 2021)), manufactured_year=2019
    )
    assert story.table("manufactured_year") == [2020, 2021]
    assert story.table("count") == [12]


def test_a_find_without_a_conflict_counts_what_it_says() -> None:
    assert Story().range() == (12, 12)


def test_the_range_is_from_the_least_to_the_greatest_count_on_the_table() -> None:
    assert count_of(("A1", 12, 10), ("B1", 12, 15)).range() == (10, 15)


def test_the_sum_of_rises_counts_in_the_high_end() -> None:
    assert count_of(("A1", 12, 15), ("B1", 12, 14)).range() == (14, 17)


def test_a_find_that_a_choice_puts_outside_counts_nothing_at_the_low_end() -> None:
    story = Story(edit("A1", found_on=("2022-08-15", "2022-08-16")), edit("B1", found_on=("2022-08-15", "2022-08-30")))
    assert story.range_where({"found_on": lambda day: day <= "2022-08-22"}) == (0, 12)


def test_a_find_that_is_outside_now_but_could_come_in_counts_at_the_high_end() -> None:
    story = Story(edit("A1", found_on=("2022-08-15", "2022-08-30")), edit("B1", found_on=("2022-08-15", "2022-08-16")))
    assert story.range_where({"found_on": lambda day: day <= "2022-08-22"}) == (0, 12)


def test_a_find_that_is_inside_whatever_is_chosen_counts_at_both_ends() -> None:
    story = Story(edit("A1", found_on=("2022-08-15", "2022-08-17")), edit("B1", found_on=("2022-08-15", "2022-08-16")))
    assert story.range_where({"found_on": lambda day: day <= "2022-08-22"}) == (12, 12)


def test_a_find_that_no_choice_puts_inside_counts_nothing() -> None:
    assert Story().range_where({"found_on": lambda day: day > "2022-08-22"}) == (0, 0)


def test_every_field_must_let_a_find_count() -> None:
    story = Story(edit("A1", lot=(None, "7")), edit("B1", lot=(None, "8")))
    assert story.range_where({"lot": lambda lot: lot == "8", "category": lambda _: False}) == (0, 0)
    assert story.range_where({"lot": lambda lot: lot == "8", "category": lambda _: True}) == (0, 12)


def test_an_offered_deletion_counts_nothing_at_the_low_end() -> None:
    assert Story(edit("A1", count=(12, 14)), delete("B1")).range() == (0, 14)


def test_the_conflicts_of_a_deleted_find_are_dormant_until_it_lives_again() -> None:
    story = count_of(("A1", 12, 14), ("B1", 12, 15))
    story.take(resolve("reviewer", deleted=True))
    assert (story.range(), list(story.find.conflicts)) == ((0, 0), ["count"])
    story.take(resolve("reviewer", deleted=False))
    assert story.range() == (14, 17)
