"""Depth, condition and method: the later stamp wins, and the loser stays in the history."""

from __future__ import annotations

from typing import Any

import pytest

from tests.merging import Story, edit, orders


@pytest.mark.parametrize(
    ("field", "one", "other"), [("depth_cm", 5, 6), ("condition", "rusty", "wet"), ("method", "dog", "probe")]
)
def test_the_later_of_two_who_saw_the_same_stands_in_either_order(field: str, one: Any, other: Any) -> None:
    later, earlier = edit("A1", at=9, **{field: (None, one)}), edit("B1", at=5, **{field: (None, other)})
    assert [Story(*order).table(field) for order in orders(later, earlier)] == [[one], [one]]


def test_the_earlier_one_that_comes_later_is_merged_and_nothing_waits() -> None:
    story = Story(edit("A1", at=9, depth_cm=(None, 5)))
    merged = story.take(edit("B1", at=5, depth_cm=(None, 6)))
    assert (merged.outcome, merged.waiting, story.by("depth_cm")) == ("merged", [], "A1")


def test_the_later_one_that_comes_later_is_applied_in_its_authors_name() -> None:
    story = Story(edit("A1", at=5, depth_cm=(None, 5)))
    assert story.take(edit("B1", at=9, depth_cm=(None, 6))).outcome == "applied"
    assert (story.value("depth_cm"), story.by("depth_cm")) == (6, "B1")


def test_of_two_equal_times_the_greater_mutation_id_stands() -> None:
    lesser, greater = edit("A1", at=5, id="a", depth_cm=(None, 5)), edit("B1", at=5, id="b", depth_cm=(None, 6))
    assert [Story(*order).value("depth_cm") for order in orders(lesser, greater)] == [6, 6]


def test_who_saw_the_current_value_replaces_it_whatever_the_stamps() -> None:
    story = Story(edit("A1", at=9, depth_cm=(None, 5)))
    assert story.take(edit("B1", at=5, depth_cm=(5, 6))).outcome == "applied"
    assert (story.value("depth_cm"), story.by("depth_cm")) == (6, "B1")


def test_a_value_keeps_the_greater_stamp_of_one_that_was_replaced_by_who_saw_it() -> None:
    story = Story(edit("A1", at=9, depth_cm=(None, 5)), edit("B1", at=5, depth_cm=(5, 6)))
    assert story.take(edit("C1", at=7, depth_cm=(None, 7))).outcome == "merged"
    assert story.value("depth_cm") == 6


def test_a_value_has_the_stamp_of_the_one_who_replaced_what_they_saw_when_that_is_greater() -> None:
    story = Story(edit("A1", at=5, depth_cm=(None, 5)), edit("B1", at=9, depth_cm=(5, 6)))
    story.take(edit("C1", at=7, depth_cm=(None, 7)))
    assert story.value("depth_cm") == 6


def test_a_value_that_wins_by_its_stamp_keeps_it() -> None:
    story = Story(edit("A1", at=5, depth_cm=(None, 5)), edit("B1", at=9, depth_cm=(None, 6)))
    story.take(edit("C1", at=7, depth_cm=(None, 7)))
    assert story.value("depth_cm") == 6


def test_a_value_keeps_the_greater_stamp_of_another_who_said_it_too() -> None:
    story = Story(edit("A1", at=5, depth_cm=(None, 5)), edit("B1", at=9, depth_cm=(None, 5)))
    story.take(edit("C1", at=7, depth_cm=(None, 7)))
    assert (story.value("depth_cm"), story.by("depth_cm")) == (5, "A1")


def test_a_value_loses_no_stamp_to_an_earlier_one_who_said_it_too() -> None:
    story = Story(edit("A1", at=9, depth_cm=(None, 5)), edit("B1", at=5, depth_cm=(None, 5)))
    story.take(edit("C1", at=7, depth_cm=(None, 7)))
    assert story.value("depth_cm") == 5


def test_saying_again_what_one_saw_gives_the_value_the_later_stamp() -> None:
    story = Story(edit("A1", at=5, depth_cm=(None, 5)), edit("B1", at=9, depth_cm=(5, 5)))
    story.take(edit("C1", at=7, depth_cm=(None, 7)))
    assert story.value("depth_cm") == 5


def test_saying_again_what_one_saw_takes_no_stamp_away() -> None:
    story = Story(edit("A1", at=9, depth_cm=(None, 5)), edit("B1", at=5, depth_cm=(5, 5)))
    story.take(edit("C1", at=7, depth_cm=(None, 7)))
    assert story.value("depth_cm") == 5


def test_saying_again_what_is_no_longer_current_says_nothing() -> None:
    story = Story(edit("A1", at=5, depth_cm=(None, 5)), edit("A1", at=6, depth_cm=(5, 6)))
    assert story.take(edit("B1", at=9, depth_cm=(5, 5))).outcome == "merged"
    story.take(edit("C1", at=7, depth_cm=(5, 7)))
    assert story.value("depth_cm") == 7


def test_a_value_of_the_create_has_the_stamp_of_the_create() -> None:
    story = Story(depth_cm=5)
    story.take(edit("A1", at=-1, depth_cm=(None, 6)))
    assert story.value("depth_cm") == 5
    story.take(edit("A1", at=1, depth_cm=(None, 6)))
    assert story.value("depth_cm") == 6


def test_saying_again_the_value_of_the_create_gives_it_the_later_stamp() -> None:
    story = Story(edit("A1", at=9, depth_cm=(5, 5)), depth_cm=5)
    story.take(edit("B1", at=7, depth_cm=(None, 6)))
    assert (story.value("depth_cm"), story.by("depth_cm")) == (5, "M1")


def test_what_the_create_left_open_is_earlier_than_every_stamp() -> None:
    story = Story()
    story.take(edit("A1", at=-1, depth_cm=(3, 6)))
    assert story.value("depth_cm") == 6


def test_a_value_that_was_cleared_keeps_the_stamp_of_the_one_who_cleared_it() -> None:
    story = Story(edit("A1", at=9, depth_cm=(5, None)), depth_cm=5)
    assert story.take(edit("B1", at=7, depth_cm=(5, 6))).outcome == "merged"
    assert story.value("depth_cm") is None


def test_no_two_values_of_a_latest_field_ever_wait_for_a_person() -> None:
    story = Story(*(edit(by, depth_cm=(saw, says)) for by, saw, says in [("A1", 1, 2), ("B1", 3, 4), ("C1", 5, 6)]))
    assert story.find.conflicts == {}
