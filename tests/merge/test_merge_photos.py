"""Photos: a three-way set merge. What one added and what one removed both hold."""

from __future__ import annotations

from tests.merging import Story, edit, orders

A, B, C, D = ("a" * 64, "b" * 64, "c" * 64, "d" * 64)


def test_photos_that_two_tablets_add_are_all_there() -> None:
    for order in orders(edit("A1", photos=(None, [C])), edit("B1", photos=(None, [B]))):
        story = Story(*order)
        assert (story.value("photos"), story.find.conflicts) == ([B, C], {})
        assert story.last is not None
        assert story.last.outcome == "merged"


def test_a_photo_that_one_removes_and_one_that_another_adds_both_hold() -> None:
    for order in orders(edit("A1", photos=([A, B], [B])), edit("B1", photos=([A, B], [A, B, C]))):
        assert Story(*order, photos=[A, B]).value("photos") == [B, C]


def test_a_photo_is_kept_by_an_edit_whose_author_had_not_seen_it() -> None:
    story = Story(edit("A1", photos=([A], [A, B])), photos=[A])
    story.take(edit("B1", photos=([A], [])))
    assert story.value("photos") == [B]


def test_a_photo_that_was_removed_meanwhile_does_not_come_back_with_an_edit_that_kept_it() -> None:
    story = Story(edit("A1", photos=([A], None)), photos=[A])
    assert story.take(edit("B1", photos=([A], [A, D]))).outcome == "merged"
    assert story.value("photos") == [D]


def test_the_last_photo_can_be_removed() -> None:
    story = Story(edit("A1", photos=([A], [])), photos=[A])
    assert story.last is not None
    assert (story.last.outcome, story.value("photos"), "photos" in story.find.values) == ("applied", None, False)


def test_the_same_set_in_another_order_is_nothing_to_do() -> None:
    story = Story(photos=[B, A])
    assert story.take(edit("A1", photos=([A], [A, B]))).outcome == "applied"
    assert (story.value("photos"), story.by("photos")) == ([B, A], "M1")


def test_an_author_who_saw_what_is_no_set_of_photos_saw_none() -> None:
    for saw in (None, 7, A, [A, 7], [[A]], {A: 1}):
        story = Story(edit("A1", photos=(saw, [B])), photos=[A])
        assert story.value("photos") == [A, B]
