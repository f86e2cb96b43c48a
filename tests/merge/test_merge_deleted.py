"""`deleted` is a field like another: a delete waits for a person when its author had not seen all that is there."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from models.find import FIELDS, FIND_FIELDS
from tests.merging import Story, create, delete, edit, orders, resolve, restore, values_of

CHANGED = {field.name: values_of(field)[1] for field in FIND_FIELDS}


def test_a_delete_by_one_who_saw_every_field_as_it_is_deletes() -> None:
    story = Story(lot="7")
    merged = story.take(delete("A1", lot="7", marking="З 001м"))
    assert (merged.outcome, merged.waiting, story.find.deleted, story.by("deleted")) == ("applied", [], True, "A1")
    assert story.range() == (0, 0)


@pytest.mark.parametrize("field", FIELDS)
def test_a_delete_is_an_offer_when_a_field_no_longer_means_what_its_author_saw(field: str) -> None:
    story = Story(**{field: CHANGED[field]})
    merged = story.take(delete("A1"))
    assert (merged.outcome, merged.waiting, merged.opened) == ("conflict", ["deleted"], ["deleted"])
    assert (story.find.deleted, story.offers("deleted")) == (False, {"A1": True})


def test_a_delete_is_an_offer_when_a_conflict_is_open_on_the_find() -> None:
    story = Story(edit("A1", count=(12, 14)), edit("B1", count=(12, 15)))
    merged = story.take(delete("C1", count=14))
    assert (merged.outcome, merged.waiting, story.find.deleted) == ("conflict", ["deleted"], False)


def test_a_find_with_an_offered_delete_lives_until_a_person_decides() -> None:
    story = Story(edit("A1", count=(12, 14)), delete("B1"))
    assert story.range() == (0, 14)
    story.take(edit("A1", count=(14, 12)))
    assert not story.find.deleted
    merged = story.take(resolve("reviewer", deleted=True))
    assert (story.find.deleted, [one.why for one in merged.closed]) == (True, ["resolved"])


def test_a_delete_of_a_deleted_find_is_nothing_to_do() -> None:
    story = Story(delete("A1"))
    assert story.take(delete("B1", count=99)).outcome == "applied"
    assert (story.find.deleted, story.find.conflicts, story.by("deleted")) == (True, {}, "A1")


def test_a_further_offered_delete_of_a_device_replaces_its_first() -> None:
    story = Story(edit("A1", count=(12, 14)), delete("B1"), delete("B1", count=13))
    (offer,) = story.find.conflicts["deleted"].offers
    assert offer.saw is not None
    assert (offer.value, offer.saw["count"]) == (True, 13)


def test_an_edit_of_a_deleted_find_that_changes_a_meaning_brings_it_back_and_offers_the_deletion() -> None:
    story = Story(delete("A1"))
    merged = story.take(edit("B1", count=(12, 14)))
    assert (merged.outcome, merged.waiting, merged.opened) == ("conflict", ["deleted"], ["deleted"])
    assert (story.find.deleted, story.by("deleted"), story.offers("deleted")) == (False, "B1", {"A1": True})
    assert story.value("count") == 14
    (deletion,) = story.find.conflicts["deleted"].offers
    assert (deletion.was, deletion.value, deletion.ahead) == (False, True, False)


@pytest.mark.parametrize("field", FIELDS)
def test_a_change_of_any_field_brings_a_deleted_find_back(field: str) -> None:
    story = Story()
    was = story.value(field)
    story.take(delete("A1"))
    story.take(edit("B1", **{field: (was, CHANGED[field])}))
    assert (story.find.deleted, story.offers("deleted")) == (False, {"A1": True})


def test_an_edit_of_a_deleted_find_that_makes_an_offer_brings_it_back() -> None:
    story = Story(edit("A1", lot=(None, "7")), delete("A1", lot="7"))
    merged = story.take(edit("B1", lot=(None, "8")))
    assert (merged.waiting, story.find.deleted, story.offers("deleted")) == (["lot", "deleted"], False, {"A1": True})


def test_a_further_offer_on_a_deleted_find_brings_it_back() -> None:
    story = Story(edit("A1", lot=(None, "7")), edit("B1", lot=(None, "8")), resolve("reviewer", deleted=True))
    assert story.find.deleted
    story.take(edit("B1", lot=(None, "9")))
    assert (story.find.deleted, story.offers("deleted")) == (False, {"reviewer": True})


@pytest.mark.parametrize(
    "idle",
    [
        edit("B1", marking=("3-001M", "З 001м")),
        edit("B1", lot=("7", "7")),
        edit("B1", lot=(None, "7")),
        edit("B1", note=("wet", "wet")),
        edit("B1", photos=(None, ["a" * 64])),
        edit("B1", at=-1, depth_cm=(None, 6)),
        edit("B1", depth_cm=(5, 5.0)),
    ],
)
def test_an_edit_of_a_deleted_find_that_changes_no_meaning_leaves_it_deleted(idle: Any) -> None:
    fields: dict[str, Any] = {"lot": "7", "note": "wet", "photos": ["a" * 64], "depth_cm": 5}
    story = Story(delete("A1", **fields), idle, **fields)
    assert (story.find.deleted, story.find.conflicts) == (True, {})


def test_an_edit_of_a_live_find_says_nothing_about_deleted() -> None:
    story = Story(edit("A1", count=(12, 14)))
    assert ("deleted" in story.find.values, story.find.conflicts) == (False, {})


def test_a_delete_and_an_edit_of_one_version_end_the_same_in_either_order() -> None:
    for order in orders(delete("A1"), edit("B1", count=(12, 14))):
        story = Story(*order)
        assert (story.find.deleted, story.offers("deleted"), story.table("count")) == (False, {"A1": True}, [14])
        assert story.range() == (0, 14)


def test_a_device_that_edits_what_it_deleted_brings_it_back_too() -> None:
    story = Story(delete("A1"), edit("A1", count=(12, 14)))
    assert (story.find.deleted, story.offers("deleted")) == (False, {"A1": True})


def test_a_delete_that_came_before_an_edit_it_had_seen_is_done_once_that_edit_is_in() -> None:
    story = Story(delete("B1", count=14))
    assert (story.find.deleted, story.offers("deleted")) == (False, {"B1": True})
    merged = story.take(edit("A1", count=(12, 14)))
    assert (story.find.deleted, story.by("deleted")) == (True, "B1")
    assert (merged.outcome, [one.why for one in merged.closed]) == ("applied", ["accepted"])


def test_a_delete_that_had_seen_only_accepted_values_is_not_done_when_they_come_back() -> None:
    story = Story(edit("A1", count=(12, 14)), delete("B1"), edit("A1", count=(14, 12)))
    assert (story.find.deleted, story.offers("deleted")) == (False, {"B1": True})


def test_a_delete_that_saw_an_edit_on_the_way_is_not_done_when_another_field_changed_meanwhile() -> None:
    story = Story(delete("B1", count=14), edit("C1", lot=(None, "7")), edit("A1", count=(12, 14)))
    assert (story.find.deleted, story.offers("deleted")) == (False, {"B1": True})


def test_a_delete_that_saw_an_edit_on_the_way_waits_for_the_open_conflicts_of_the_find() -> None:
    story = Story(edit("C1", lot=(None, "7")), edit("D1", lot=(None, "8")), delete("B1", count=14, lot="7"))
    story.take(edit("A1", count=(12, 14)))
    assert (story.find.deleted, story.offers("deleted")) == (False, {"B1": True})
    merged = story.take(resolve("reviewer", lot="7"))
    assert (story.find.deleted, story.find.conflicts) == (True, {})
    assert sorted((one.field, one.why) for one in merged.closed) == [("deleted", "accepted"), ("lot", "resolved")]


def test_a_delete_is_done_by_the_edit_that_withdraws_the_last_offer_in_its_way() -> None:
    story = Story(edit("C1", lot=(None, "7")), edit("D1", lot=(None, "8")), delete("B1", count=14, lot="7"))
    story.take(edit("A1", count=(12, 14)))
    story.take(edit("D1", lot=("8", None)))
    assert (story.find.deleted, story.find.conflicts) == (True, {})


def test_a_restore_brings_a_deleted_find_back() -> None:
    story = Story(delete("A1"))
    merged = story.take(restore("B1"))
    assert (merged.outcome, story.find.deleted, story.by("deleted"), story.find.conflicts) == (
        "applied",
        False,
        "B1",
        {},
    )


def test_a_restore_of_a_live_find_is_nothing_to_do() -> None:
    story = Story()
    assert story.take(restore("A1")).outcome == "applied"
    assert ("deleted" in story.find.values, story.by("deleted")) == (False, "M1")


def test_a_restore_withdraws_ones_own_offered_delete_and_leaves_that_of_another() -> None:
    story = Story(edit("A1", count=(12, 14)), delete("B1"), delete("C1"))
    assert story.take(restore("B1")).outcome == "applied"
    assert story.offers("deleted") == {"C1": True}
    merged = story.take(restore("C1"))
    assert [(one.field, one.why) for one in merged.closed] == [("deleted", "agreed")]


def test_a_restored_find_can_be_deleted_again() -> None:
    story = Story(delete("A1"), restore("B1"), delete("A1"))
    assert story.find.deleted


def test_a_create_that_comes_again_leaves_a_deleted_find_deleted() -> None:
    story = Story(delete("A1"))
    assert story.take(create("A1")).outcome == "applied"
    assert story.find.deleted


def test_two_deletes_that_saw_an_edit_on_the_way_are_done_once_it_is_in_whatever_the_order() -> None:
    for order in orders(edit("A1", count=(12, 14)), delete("B1", count=14), delete("C1", count=14)):
        story = Story(*order)
        assert (story.find.deleted, story.find.conflicts) == (True, {})


def test_a_delete_that_saw_an_edit_on_the_way_waits_beside_one_that_did_not() -> None:
    story = Story(delete("B1", lot="8"), delete("C1", count=14), edit("A1", count=(12, 14)))
    assert (story.find.deleted, story.table("deleted")) == (False, [False, True, True])


def test_an_offer_that_is_withdrawn_leaves_a_deleted_find_deleted() -> None:
    story = Story(edit("A1", count=(12, 14)), edit("B1", count=(12, 15)), resolve("reviewer", deleted=True))
    assert story.offers("count") == {"B1": 15}
    story.take(edit("B1", count=(15, 12)))
    assert (story.find.deleted, story.offers("count")) == (True, {})


def test_a_merge_leaves_the_find_that_it_was_given_as_it_was() -> None:
    story = Story(edit("B1", count=(14, 15)), edit("B1", count=(16, 17)), edit("C1", count=(15, 16)))
    given, kept = story.find, deepcopy(story.find)
    story.take(edit("A1", count=(12, 14)))
    assert given == kept


def test_a_delete_does_not_wait_for_its_own_authors_offer_to_delete() -> None:
    story = Story(edit("B1", count=(12, 14)))
    assert story.take(delete("A1")).outcome == "conflict"  # had not seen 14
    assert story.take(delete("A1", count=14)).outcome == "applied"
    assert (story.find.deleted, story.find.conflicts) == (True, {})


def test_a_delete_waits_for_another_authors_offer_to_delete() -> None:
    story = Story(edit("B1", count=(12, 14)))
    story.take(delete("A1"))
    assert story.take(delete("C1", count=14)).outcome == "conflict"
    assert not story.find.deleted


def test_a_delete_waits_beside_another_authors_offer_to_delete_also_when_its_own_author_has_one() -> None:
    story = Story(edit("C1", count=(12, 14)), delete("A1"), delete("B1"))
    assert story.offers("deleted") == {"A1": True, "B1": True}
    assert story.take(delete("A1", count=14)).outcome == "conflict"
    assert not story.find.deleted


def test_a_delete_waits_while_its_own_authors_offer_for_another_field_is_open() -> None:
    story = Story(edit("B1", lot=(None, "7")), edit("A1", lot=(None, "8")))
    assert story.offers("lot") == {"A1": "8"}
    assert story.take(delete("A1", lot="7")).outcome == "conflict"
    assert not story.find.deleted
